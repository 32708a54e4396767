/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/gaps_ways.h"

static const char *const effort_names[] = {"complete", "tabulate", "continue", "publish", "request", "collect"};

const char *effort_name(enum gap_effort effort) { return effort_names[effort]; }

int effort_find(struct str name)
{
    for (int e = 0; e < EFFORTS; e++)
        if (str_is(name, effort_names[e]))
            return e;
    return -1;
}

/* What it would take of one source to fill one gap; EFFORT_COLLECT: it cannot. */
static enum gap_effort effort_of(const struct ways *w, const struct way *s, uint32_t question, int year)
{
    int first = s->first_gave[question], last = s->last_gave[question];
    bool able = way_able(s, question);
    if (way_gave(w, s, question, year))
        return EFFORT_COMPLETE;
    if (s->withdrawn)
        return EFFORT_COLLECT;
    if (able && way_any(w, s, year))
        return EFFORT_TABULATE;
    if (first && (said_year(&s->said, year) || (!s->says_years && first < year && year < last)))
        return EFFORT_CONTINUE;
    if (able && said_year(&s->said, year))
        return EFFORT_PUBLISH;
    return able && s->registered && !s->says_years ? EFFORT_REQUEST : EFFORT_COLLECT;
}

/* How sure it is that a source answers a question. */
static int surety(const struct way *s, uint32_t question)
{
    return s->first_gave[question] ? ANSWER_YES + 1 : (int)s->can[question].answer;
}

/* Is it a better way than the best so far, with the same effort? Both are of one country; the sources come in
 * the order of their codes, so that of two alike the first stays. */
static bool is_better(const struct ways *w, const struct way *s, const struct way *best, const struct gap *g)
{
    uint32_t question = g->question;
    uint32_t have = way_gave(w, s, question, g->year), best_have = way_gave(w, best, question, g->year);
    if (have != best_have)
        return have > best_have;
    if (g->effort == EFFORT_REQUEST && (s->group == CENSUS) != (best->group == CENSUS))
        return best->group == CENSUS;
    if (surety(s, question) != surety(best, question))
        return surety(s, question) > surety(best, question);
    if (way_quality(s) != way_quality(best))
        return way_quality(s) > way_quality(best);
    return s->rank < best->rank;
}

static void fill(struct gap *g, const struct ways *w)
{
    const struct way *best = NULL;
    g->effort = EFFORT_COLLECT;
    g->quality = -1;
    for (uint32_t i = 0; i < w->n[g->area]; i++) {
        const struct way *s = &w->of[g->area][i];
        enum gap_effort e = effort_of(w, s, g->question, g->year);
        if (e == EFFORT_COLLECT || e > g->effort || (e == g->effort && !is_better(w, s, best, g)))
            continue;
        best = s;
        g->effort = e;
    }
    if (!best)
        return;
    g->source = best->source;
    g->partly = best->can[g->question].answer == ANSWER_PARTLY;
    g->reason = best->can[g->question].answer == ANSWER_NO ? STR("") : best->can[g->question].reason;
    g->quality = way_quality(best);
}

/* By question and year: how many countries have something. */
static uint32_t *countries_with(struct arena *arena, const struct coverage *c, int nyears)
{
    uint32_t *n = arena_array(arena, uint32_t, (size_t)c->nquestions * (size_t)nyears + 1);
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (int y = 0; y < nyears; y++)
            for (uint32_t a = 0; a < c->nareas; a++) {
                enum cover cover = coverage_at(c, a, q, c->first_year + y)->cover;
                n[q * (uint32_t)nyears + (uint32_t)y] += cover == COVER_REPORTED || cover == COVER_PARTIAL;
            }
    return n;
}

static int by_cost(const void *a, const void *b)
{
    const struct gap *x = a, *y = b;
    if (x->effort != y->effort)
        return x->effort < y->effort ? -1 : 1;
    if (x->year != y->year)
        return x->year > y->year ? -1 : 1;
    if (x->countries != y->countries)
        return x->countries > y->countries ? -1 : 1;
    if (x->question != y->question)
        return x->question < y->question ? -1 : 1;
    return x->area < y->area ? -1 : x->area > y->area;
}

void gaps_find(struct gaps *out, struct arena *arena, const struct coverage *c, const struct gap_sources *from)
{
    struct ways w;
    ways_make(&w, arena, c, from);
    uint32_t *have = countries_with(arena, c, w.nyears);
    *out = (struct gaps){
        .v = arena_array(arena, struct gap, (size_t)c->nareas * c->nquestions * (size_t)w.nyears + 1)};
    for (uint32_t a = 0; a < c->nareas; a++)
        for (uint32_t q = 0; q < c->nquestions; q++)
            for (int year = c->first_year; year <= c->last_year; year++) {
                const struct cell_cover *cell = coverage_at(c, a, q, year);
                if (cell->cover != COVER_MISSING && cell->cover != COVER_PARTIAL)
                    continue;
                struct gap *g = &out->v[out->n++];
                *g = (struct gap){.area = a, .question = q, .year = year, .cover = cell->cover, .asked = cell->asked,
                                  .unavailable = cell->unavailable,
                                  .cells = cell->expected > cell->have ? cell->expected - cell->have : 0,
                                  .countries = have[q * (uint32_t)w.nyears + (uint32_t)(year - c->first_year)]};
                fill(g, &w);
                out->of_effort[g->effort]++;
            }
    qsort(out->v, out->n, sizeof *out->v, by_cost);
}

/* -- what a source could give -------------------------------------------------------------------- */

static void put_potential(struct potential *p, const struct ways *w, uint32_t area, const struct way *s, uint32_t q)
{
    const struct coverage *c = w->c;
    *p = (struct potential){.source = s->source, .area = area, .question = q,
                            .partly = s->can[q].answer == ANSWER_PARTLY,
                            .reason = s->can[q].answer == ANSWER_NO ? STR("") : s->can[q].reason};
    for (int year = SAID_FIRST; year <= SAID_LAST; year++) {
        bool inside = year >= c->first_year && year <= c->last_year;
        if (!(inside ? way_covers(w, s, year) : said_year(&s->said, year)))
            continue;
        p->first_year = p->first_year ? p->first_year : (uint16_t)year;
        p->last_year = (uint16_t)year;
        p->possible += inside;
        p->given += inside && way_gave(w, s, q, year);
    }
}

const struct potential *gaps_potential(size_t *n, struct arena *arena, const struct coverage *c,
                                       const struct gap_sources *from)
{
    struct ways w;
    size_t room = 1;
    ways_make(&w, arena, c, from);
    for (uint32_t a = 0; a < c->nareas; a++)
        room += (size_t)w.n[a] * c->nquestions;
    struct potential *v = arena_array(arena, struct potential, room);
    *n = 0;
    for (uint32_t a = 0; a < c->nareas; a++)
        for (uint32_t i = 0; i < w.n[a]; i++)
            for (uint32_t q = 0; q < c->nquestions; q++) {
                const struct way *s = &w.of[a][i];
                if (s->first_gave[q] || (way_able(s, q) && !s->withdrawn))
                    put_potential(&v[(*n)++], &w, a, s, q);
            }
    return v;
}
