/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage_table.h"

#include "model/form.h"
#include "model/formula.h"
#include "model/period.h"

#include <math.h>

const char *cover_name(enum cover cover)
{
    static const char *const names[] = {"missing", "partial", "reported", "not applicable"};
    return names[cover];
}

const char *cover_key(enum cover cover)
{
    static const char *const keys[] = {"missing", "partial", "reported", "not_applicable"};
    return keys[cover];
}

/* -- questions ------------------------------------------------------------------------------ */

static bool question_has(const struct question *q, uint16_t indicator)
{
    for (unsigned i = 0; i < q->nindicators; i++)
        if (q->indicators[i] == indicator)
            return true;
    return false;
}

static void question_add(struct question *q, uint16_t indicator)
{
    if (!question_has(q, indicator) && q->nindicators < QUESTION_INDICATORS)
        q->indicators[q->nindicators++] = indicator;
}

static struct question *question_new(struct coverage *out, uint16_t indicator, int sheet)
{
    const struct indicator *in = &out->ref->indicators[indicator];
    struct question *q = &out->questions[out->nquestions++];
    *q = (struct question){.sheet = sheet, .module = in->module, .code = in->code};
    question_add(q, indicator);
    return q;
}

/* Those of today: tables of one number are one question, and those they came after answer it too. */
static void questions_of_today(struct coverage *out, struct arena *arena)
{
    const struct ref *ref = out->ref;
    uint16_t *v = arena_array(arena, uint16_t, ref->nindicators + 1);
    uint32_t n = form_indicators(v, ref, CRITERION_NONE);
    for (uint32_t i = 0; i < n; i++) {
        int sheet = ref->indicators[v[i]].sheet;
        if (i == 0 || ref->indicators[v[i - 1]].sheet != sheet)
            question_new(out, v[i], sheet);
        else
            question_add(&out->questions[out->nquestions - 1], v[i]);
    }
    for (uint32_t q = 0; q < out->nquestions; q++)
        for (uint32_t s = 0; s < ref->nsuccessions; s++)
            if (question_has(&out->questions[q], ref->successions[s].to))
                question_add(&out->questions[q], ref->successions[s].from);
}

static void questions_make(struct coverage *out, struct arena *arena, bool first_generation)
{
    const struct ref *ref = out->ref;
    out->questions = arena_array(arena, struct question, ref->nindicators + 1);
    if (!first_generation)
        questions_of_today(out, arena);
    for (uint32_t i = 1; first_generation && i < ref->nlisted; i++)
        if (ref->indicators[i].generation != GEN_DERIVED && (ref->indicators[i].generation & GEN_FIRST))
            question_new(out, (uint16_t)i, 0);
}

uint16_t cover_asked_by(const struct ref *ref, const struct question *q, uint16_t indicator)
{
    for (uint32_t s = 0; s < ref->nsuccessions; s++)
        if (ref->successions[s].from == indicator && question_has(q, ref->successions[s].to) && q->sheet)
            return ref->successions[s].to;
    return indicator;
}

/* -- which countries and years --------------------------------------------------------------- */

static void areas_make(struct coverage *out, struct arena *arena)
{
    const struct ref *ref = out->ref;
    out->areas = arena_array(arena, uint16_t, ref->nareas + 1);
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            out->areas[out->nareas++] = (uint16_t)a;
}

static void years_of_table(int *first, int *last, const struct coverage *c, uint16_t indicator)
{
    const struct cube_flow *flow = c->cube ? cube_flow_find(c->cube, indicator) : NULL;
    for (uint32_t a = 0; flow && a < c->nareas; a++)
        for (uint32_t s = flow->area_at[c->areas[a]]; s < flow->area_at[c->areas[a] + 1]; s++) {
            *first = MIN(*first, period_year(c->cube->period[c->cube->start[s]]));
            *last = MAX(*last, period_year(c->cube->period[c->cube->start[s + 1] - 1]));
        }
}

static void years_of(int *first, int *last, const struct coverage *c)
{
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (unsigned i = 0; i < c->questions[q].nindicators; i++)
            years_of_table(first, last, c, c->questions[q].indicators[i]);
}

static void years_make(struct coverage *out, const struct covering *from)
{
    int first = INT16_MAX, last = 0;
    out->first_year = from->first_year;
    out->last_year = from->last_year;
    if (from->first_year && from->last_year)
        return;
    years_of(&first, &last, out);
    bool figures = last > 0;
    for (size_t i = 0; !figures && i < from->nasks; i++) { /* before the first answers all that is asked is missing */
        first = MIN(first, from->asks[i].first_year);
        last = MAX(last, from->asks[i].last_year);
    }
    for (size_t i = 0; i < from->nwaivers; i++) {
        first = MIN(first, from->waivers[i].first_year);
        last = MAX(last, from->waivers[i].last_year);
    }
    if (last == 0 && !from->first_year && !from->last_year) {
        out->last_year = out->first_year - 1;
        return;
    }
    if (!from->first_year)
        out->first_year = last ? first : from->last_year;
    if (!from->last_year)
        out->last_year = last ? last : from->first_year;
}

void coverage_span(int *first, int *last, const struct covering *from)
{
    struct coverage c = {.ref = from->ref, .cube = from->cube};
    struct arena arena;
    arena_init(&arena, COVERAGE_CEILING);
    areas_make(&c, &arena);
    questions_make(&c, &arena, from->first_generation);
    *first = INT16_MAX;
    *last = 0;
    years_of(first, last, &c);
    bool figures = *last > 0;
    if (figures)
        *first = *last - COVERAGE_YEARS + 1;
    for (size_t i = 0; !figures && i < from->nasks; i++) {
        *first = MIN(*first, from->asks[i].first_year);
        *last = MAX(*last, from->asks[i].last_year);
    }
    if (*last == 0)
        *first = 1; /* no year */
    arena_release(&arena);
}

static size_t nyears(const struct coverage *c) { return (size_t)MAX(c->last_year - c->first_year + 1, 0); }

static struct cell_cover *at(const struct coverage *c, uint32_t area, uint32_t question, int year)
{
    return &c->v[((size_t)area * c->nquestions + question) * nyears(c) + (size_t)(year - c->first_year)];
}

const struct cell_cover *coverage_at(const struct coverage *c, uint32_t area, uint32_t question, int year)
{
    assert(area < c->nareas && question < c->nquestions);
    return year < c->first_year || year > c->last_year ? NULL : at(c, area, question, year);
}

/* -- making ----------------------------------------------------------------------------------- */

/* Which sources have something of a question, by year: a bit each. */
struct sources_seen {
    uint64_t *bits;
    size_t words;
};

static void sources_note(struct sources_seen *seen, const struct cover_table *t, uint16_t area)
{
    const struct cube *cube = t->cube;
    for (uint32_t s = t->flow->area_at[area]; s < t->flow->area_at[area + 1]; s++)
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++) {
            int year = period_year(cube->period[i]) - t->first_year;
            if (year >= 0 && year < t->nyears)
                seen->bits[(size_t)year * seen->words + cube->source[i] / 64] |= (uint64_t)1
                                                                                << cube->source[i] % 64;
        }
}

static void cell_take(struct cell_cover *cell, struct cover_table *t, int year)
{
    struct cover_best best, before = {.cover = cell->cover, .have = cell->have, .expected = cell->expected};
    if (!cover_table_best(&best, t, year) || (cell->indicator && !cover_better(&best, &before)))
        return;
    cell->indicator = t->indicator;
    cell->cover = best.cover;
    cell->unavailable = best.unavailable;
    cell->have = best.have;
    if (best.have)
        cell->expected = best.expected;
    cell->source = cover_table_source(t, &best, year);
}

/* All years of a country and question. */
static void row_make(struct coverage *c, struct cover_table *t, struct sources_seen *seen, uint32_t area,
                     uint32_t question)
{
    const struct question *q = &c->questions[question];
    if (seen->words)
        memset(seen->bits, 0, sizeof *seen->bits * seen->words * nyears(c));
    for (unsigned i = 0; i < q->nindicators; i++) {
        cover_table_shape(t, q->indicators[i], cover_asked_by(c->ref, q, q->indicators[i]));
        for (int year = c->first_year; i == 0 && year <= c->last_year; year++)
            at(c, area, question, year)->expected = t->pairs[0].expected;
        if (!cover_table_read(t, c->areas[area], COVER_ANY_SOURCE))
            continue;
        for (int year = c->first_year; year <= c->last_year; year++)
            cell_take(at(c, area, question, year), t, year);
        sources_note(seen, t, c->areas[area]);
    }
    for (int year = c->first_year; year <= c->last_year; year++)
        for (size_t w = 0; w < seen->words; w++)
            at(c, area, question, year)->nsources += (uint16_t)__builtin_popcountll(
                seen->bits[(size_t)(year - c->first_year) * seen->words + w]);
}

/* The places of an area and of the question that an indicator answers. False: there is none. */
static bool places(uint32_t *area, uint32_t *question, const struct coverage *c, uint16_t area_at,
                   uint16_t indicator)
{
    for (*area = 0; *area < c->nareas && c->areas[*area] != area_at;)
        ++*area;
    for (*question = 0; *question < c->nquestions && !question_has(&c->questions[*question], indicator);)
        ++*question;
    return *area < c->nareas && *question < c->nquestions;
}

static void asks_take(struct coverage *c, const struct covering *from)
{
    for (size_t i = 0; i < from->nasks; i++) {
        const struct cover_ask *a = &from->asks[i];
        uint32_t area, question;
        if (!places(&area, &question, c, a->area, a->indicator))
            continue;
        for (int y = MAX(a->first_year, c->first_year); y <= MIN(a->last_year, c->last_year); y++)
            at(c, area, question, y)->asked = true;
    }
}

static void waivers_take(struct coverage *c, const struct covering *from)
{
    for (size_t i = 0; i < from->nwaivers && i < UINT16_MAX; i++) {
        const struct cover_waiver *w = &from->waivers[i];
        uint32_t area, question;
        if (!places(&area, &question, c, w->area, w->indicator))
            continue;
        for (int y = MAX(w->first_year, c->first_year); y <= MIN(w->last_year, c->last_year); y++) {
            struct cell_cover *cell = at(c, area, question, y);
            if (cell->cover != COVER_MISSING && cell->cover != COVER_NOT_APPLICABLE)
                continue;
            cell->cover = COVER_NOT_APPLICABLE;
            cell->unavailable = false;
            cell->waiver = (uint16_t)(i + 1);
        }
    }
}

void coverage_make(struct coverage *out, struct arena *arena, const struct covering *from)
{
    struct cover_table t;
    struct sources_seen seen = {0};
    *out = (struct coverage){.ref = from->ref, .cube = from->cube, .waivers = from->waivers};
    areas_make(out, arena);
    questions_make(out, arena, from->first_generation);
    years_make(out, from);
    out->v = arena_array(arena, struct cell_cover, (size_t)out->nareas * out->nquestions * nyears(out) + 1);
    if (from->cube)
        seen.words = (from->cube->nsources + 63) / 64;
    seen.bits = mem_alloc(sizeof *seen.bits * (seen.words * nyears(out) + 1));
    cover_table_open(&t, from->ref, from->cube, out->first_year, out->last_year);
    for (uint32_t a = 0; a < out->nareas; a++)
        for (uint32_t q = 0; q < out->nquestions; q++)
            row_make(out, &t, &seen, a, q);
    cover_table_close(&t);
    free(seen.bits);
    asks_take(out, from);
    waivers_take(out, from);
}

/* -- sums ------------------------------------------------------------------------------------- */

struct cover_sum coverage_sum(const struct coverage *c, uint32_t area, uint32_t question, int first_year,
                              int last_year, bool only_asked)
{
    struct cover_sum sum = {0};
    int from = first_year ? MAX(first_year, c->first_year) : c->first_year;
    int to = last_year ? MIN(last_year, c->last_year) : c->last_year;
    uint32_t a_end = area == UINT32_MAX ? c->nareas : area + 1;
    uint32_t q_end = question == UINT32_MAX ? c->nquestions : question + 1;
    for (uint32_t a = area == UINT32_MAX ? 0 : area; a < a_end; a++)
        for (uint32_t q = question == UINT32_MAX ? 0 : question; q < q_end; q++)
            for (int year = from; year <= to; year++) {
                const struct cell_cover *cell = at(c, a, q, year);
                if (only_asked && !cell->asked)
                    continue;
                sum.n[cell->cover]++;
                if (cell->cover != COVER_NOT_APPLICABLE) {
                    sum.have += cell->have;
                    sum.expected += cell->expected;
                }
            }
    return sum;
}

double cover_share(const struct cover_sum *sum)
{
    uint32_t collected = sum->n[COVER_REPORTED] + sum->n[COVER_PARTIAL];
    uint32_t possible = collected + sum->n[COVER_MISSING];
    return possible ? 100.0 * collected / possible : (double)NAN;
}

double cover_cell_share(const struct cover_sum *sum)
{
    return sum->expected ? 100.0 * (double)sum->have / (double)sum->expected : (double)NAN;
}
