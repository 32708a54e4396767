/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage_view.h"

#include "base/utf8.h"

#include <stdlib.h>

uint32_t coverage_area(const struct coverage *c, uint16_t area)
{
    for (uint32_t a = 0; a < c->nareas; a++)
        if (c->areas[a] == area)
            return a;
    return UINT32_MAX;
}

uint32_t coverage_question(const struct coverage *c, uint16_t indicator)
{
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (unsigned i = 0; i < c->questions[q].nindicators; i++)
            if (c->questions[q].indicators[i] == indicator)
                return q;
    return UINT32_MAX;
}

struct str question_title(const struct coverage *c, uint32_t question)
{
    return c->ref->indicators[c->questions[question].indicators[0]].title;
}

const struct asked_round *asked_rounds_find(const struct rounds *rounds, struct str name)
{
    for (size_t i = 0; i < rounds->n; i++)
        if (str_eq(rounds->v[i].name, name))
            return &rounds->v[i];
    return NULL;
}

void question_name(struct buf *out, const struct coverage *c, uint32_t question)
{
    const struct question *q = &c->questions[question];
    struct str title = question_title(c, question);
    buf_str(out, title);
    if (q->sheet && c->ref->indicators[q->indicators[0]].criterion == CRITERION_BIRTH)
        buf_puts(out, str_ends(title, STR("place of birth")) ? " or citizenship" : ", or the same by citizenship");
}

/* -- what is asked for ---------------------------------------------------------------------------- */

static int take_area(struct coverage_view *v, struct str area, struct err *err)
{
    v->area = UINT32_MAX;
    if (!area.len)
        return 0;
    uint16_t a = ref_area_find(v->of.ref, area);
    if (a)
        v->area = coverage_area(&v->c, a);
    if (v->area != UINT32_MAX)
        return 0;
    return err_set(err, ERR_NOTFOUND, "\"%s\" is no country of %.*s; it is to be three letters, as THA",
                   utf8_brief(area).text, STR_FMT(v->of.ref->region));
}

static int take_question(struct coverage_view *v, struct str table, struct err *err)
{
    uint64_t number;
    v->question = UINT32_MAX;
    if (!table.len)
        return 0;
    uint16_t indicator = ref_indicator_find(v->of.ref, table);
    if (indicator)
        v->question = coverage_question(&v->c, indicator);
    else if (str_uint(&number, table, UINT16_MAX) && number)
        for (uint32_t q = 0; q < v->c.nquestions; q++)
            if (v->c.questions[q].sheet == (int)number)
                v->question = q;
    if (v->question != UINT32_MAX)
        return 0;
    return err_set(err, ERR_NOTFOUND, "\"%s\" is no question%s; it is to be a number of the questionnaire, or a table "
                   "as MST_NCTE_SEX_CCT_NB", utf8_brief(table).text,
                   v->first_generation ? " of the first generation" : " of today");
}

static int take_round(struct coverage_view *v, struct covering *from, struct str round, struct err *err)
{
    if (!round.len)
        return 0;
    v->round = asked_rounds_find(v->of.rounds, round);
    if (!v->round)
        return err_set(err, ERR_NOTFOUND, "%s knows of no round \"%s\"",
                       v->of.release.len ? "the release" : "the base", utf8_brief(round).text);
    from->asks = v->round->nasks ? v->of.rounds->asks + v->round->ask : NULL;
    from->nasks = v->round->nasks;
    return 0;
}

static int take_years(struct coverage_view *v, struct covering *from, const struct coverage_asked *asked,
                      struct err *err)
{
    int first, last;
    v->years_said = asked->first_year || asked->last_year;
    coverage_span(&first, &last, from);
    if (v->round) {
        first = v->round->first_year;
        last = v->round->last_year;
    }
    from->last_year = asked->last_year ? asked->last_year : last;
    from->first_year = asked->first_year ? asked->first_year : MIN(first, from->last_year);
    if (asked->first_year && !asked->last_year)
        from->last_year = MAX(last, from->first_year);
    if (asked->first_year && asked->last_year && asked->last_year < asked->first_year)
        return err_set(err, ERR_USAGE, "the last year, %d, is before the first, %d", asked->last_year,
                       asked->first_year);
    if (from->last_year - from->first_year >= COVERAGE_YEARS_MAX)
        return err_set(err, ERR_USAGE, "the years %d to %d are more than %d", from->first_year, from->last_year,
                       COVERAGE_YEARS_MAX);
    return 0;
}

int coverage_view_make(struct coverage_view *out, struct arena *arena, const struct coverage_of *of,
                       const struct coverage_asked *asked, struct err *err)
{
    struct covering from = {.ref = of->ref, .cube = of->cube, .asks = of->rounds->asks, .nasks = of->rounds->nasks,
                            .waivers = of->rounds->waivers, .nwaivers = of->rounds->nwaivers};
    *out = (struct coverage_view){.of = *of, .area = UINT32_MAX, .question = UINT32_MAX};
    from.first_generation = out->first_generation = str_is(asked->generation, "first");
    if (asked->generation.len && !out->first_generation && !str_is(asked->generation, "current"))
        return err_set(err, ERR_USAGE, "generation \"%s\" is to be current or first",
                       utf8_brief(asked->generation).text);
    int r = take_round(out, &from, asked->round, err);
    if (r == 0)
        r = take_years(out, &from, asked, err);
    if (r < 0)
        return r;
    coverage_make(&out->c, arena, &from);
    if (out->c.nquestions == 0)
        return err_set(err, ERR_STATE, "the reference data of this release do not say which tables are asked");
    r = take_area(out, asked->area, err);
    return r == 0 ? take_question(out, asked->table, err) : r;
}

/* -- what it comes to ------------------------------------------------------------------------------ */

bool cover_collected(enum cover cover) { return cover == COVER_REPORTED || cover == COVER_PARTIAL; }

uint32_t cover_possible(const struct cover_sum *sum)
{
    return sum->n[COVER_REPORTED] + sum->n[COVER_PARTIAL] + sum->n[COVER_MISSING];
}

bool coverage_view_has(const struct coverage_view *v, uint32_t area, uint32_t question)
{
    return (v->area == UINT32_MAX || area == UINT32_MAX || v->area == area) &&
           (v->question == UINT32_MAX || question == UINT32_MAX || v->question == question);
}

bool coverage_view_counts(const struct coverage_view *v, const struct cell_cover *cell)
{
    return cell->asked || !v->round;
}

uint32_t cover_count(const struct cover_sum *sum) { return sum->n[COVER_REPORTED] + sum->n[COVER_PARTIAL]; }

static struct cover_sum narrowed(const struct coverage_view *v, uint32_t area, uint32_t question, int first_year,
                                 int last_year, bool only_asked)
{
    if (!coverage_view_has(v, area, question))
        return (struct cover_sum){0};
    return coverage_sum(&v->c, area == UINT32_MAX ? v->area : area, question == UINT32_MAX ? v->question : question,
                        first_year, last_year, only_asked);
}

struct cover_sum coverage_view_sum(const struct coverage_view *v, uint32_t area, uint32_t question, int first_year,
                                   int last_year)
{
    return narrowed(v, area, question, first_year, last_year, v->round != NULL);
}

struct cover_sum coverage_view_asked(const struct coverage_view *v, uint32_t area, uint32_t question, int first_year,
                                     int last_year)
{
    return narrowed(v, area, question, first_year, last_year, true);
}

struct cover_sum coverage_view_module(const struct coverage_view *v, uint32_t module)
{
    struct cover_sum sum = {0};
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (v->c.questions[q].module != module)
            continue;
        struct cover_sum one = coverage_view_sum(v, UINT32_MAX, q, 0, 0);
        for (int i = 0; i < COVERS; i++)
            sum.n[i] += one.n[i];
        sum.have += one.have;
        sum.expected += one.expected;
    }
    return sum;
}

/* -- sources --------------------------------------------------------------------------------------- */

static int by_source(const void *x, const void *y, void *cube)
{
    const struct source_cover *a = x, *b = y;
    const struct str *sources = ((const struct cube *)cube)->sources;
    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    int order = str_cmp(sources[a->source], sources[b->source]);
    if (order)
        return order;
    if (a->question != b->question)
        return a->question < b->question ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    /* of one question the best of its tables first */
    return (cover_collected(b->cover) - cover_collected(a->cover)) * 2 +
           ((b->cover == COVER_REPORTED) - (a->cover == COVER_REPORTED));
}

static void sum_source(struct source_sum *sum, const struct source_cover *s, const struct source_cover *before)
{
    bool same_question = before && before->question == s->question;
    sum->n[s->cover]++;
    sum->have += s->have;
    sum->questions += !same_question;
    if (!sum->first_year || s->year < sum->first_year)
        sum->first_year = s->year;
    sum->last_year = MAX(sum->last_year, s->year);
}

const struct source_sum *coverage_view_sources(size_t *n, struct arena *arena, const struct coverage_view *v)
{
    size_t nall, at = 0;
    const struct source_cover *all = coverage_sources(&nall, arena, &v->c);
    struct source_cover *kept = arena_array(arena, struct source_cover, nall + 1);
    for (size_t i = 0; i < nall; i++)
        if (coverage_view_has(v, all[i].area, all[i].question) &&
            coverage_view_counts(v, coverage_at(&v->c, all[i].area, all[i].question, all[i].year)))
            kept[at++] = all[i];
    if (at)
        qsort_r(kept, at, sizeof *kept, by_source, (void *)v->of.cube);
    struct source_sum *out = arena_array(arena, struct source_sum, at + 1);
    *n = 0;
    for (size_t i = 0; i < at; i++) {
        const struct source_cover *s = &kept[i], *before = i ? &kept[i - 1] : NULL;
        bool same = before && before->area == s->area && before->source == s->source;
        if (!same)
            out[(*n)++] = (struct source_sum){.area = s->area, .source = s->source};
        if (same && before->question == s->question && before->year == s->year)
            continue; /* another table of the question */
        sum_source(&out[*n - 1], s, same ? before : NULL);
    }
    return out;
}
