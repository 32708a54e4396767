/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Several countries at once: figures of one measure and year, added up where two report it, ranked where three do. */

#include "analyse/highlight_inner.h"

#include "model/mirrored.h"
#include "model/period.h"

enum { RANK_LEAST = 3, SINCE_YEARS = 10, SINCE_LEAST = 5 };

/* The figures of a measure and year, the largest first. */
struct across {
    const struct cube_flow *flow;
    int year;
    uint32_t *obs, n;
};

static const uint16_t no_codes[2];

static uint32_t total_at(const struct making *m, const struct cube_flow *flow, uint16_t area, uint16_t sex, int year)
{
    return held_at(m, flow, area, sex, no_codes, period_make(year, 0));
}

static uint32_t count_at(const struct making *m, const struct cube_flow *flow, int year)
{
    uint32_t n = 0;
    for (uint32_t a = 0; a < m->nareas; a++)
        n += total_at(m, flow, m->areas[a], 0, year) != UINT32_MAX;
    return n;
}

static int by_value(const void *a, const void *b, void *ctx)
{
    const struct cube *cube = ctx;
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    double x = cube->value[p], y = cube->value[q];
    return x != y ? (x < y) - (x > y) : (p > q) - (p < q);
}

/* The newest year in which most of those report that report in the best of the last ten. */
static void year_of(struct across *out, const struct making *m, const struct cube_flow *flow)
{
    uint32_t best = 0;
    *out = (struct across){.flow = flow};
    for (int year = m->newest; year > m->newest - SINCE_YEARS; year--)
        best = MAX(best, count_at(m, flow, year));
    for (int year = m->newest; year > m->newest - SINCE_YEARS && best && !out->n; year--) {
        uint32_t n = count_at(m, flow, year);
        if (5 * n >= 3 * best) {
            out->n = n;
            out->year = year;
        }
    }
}

/* Of the tables that answer a part the one that most countries fill in. */
static bool across_find(struct across *out, struct making *m, enum profile_part part)
{
    *out = (struct across){0};
    for (uint32_t f = 0; f < m->cube->nflows; f++) {
        struct across one;
        if (!profile_takes(m->ref, part, m->cube->flows[f].indicator))
            continue;
        year_of(&one, m, &m->cube->flows[f]);
        if (one.n > out->n)
            *out = one;
    }
    out->obs = arena_array(m->arena, uint32_t, m->nareas + 1);
    out->n = 0;
    for (uint32_t a = 0; out->flow && a < m->nareas; a++) {
        uint32_t obs = total_at(m, out->flow, m->areas[a], 0, out->year);
        if (obs != UINT32_MAX)
            out->obs[out->n++] = obs;
    }
    qsort_r(out->obs, out->n, sizeof *out->obs, by_value, (void *)(uintptr_t)m->cube);
    return out->n > 0;
}

static uint16_t area_of(const struct making *m, uint32_t obs) { return m->cube->area[reckoned_series(m->cube, obs)]; }

static void arg_areas_of(struct highlight *h, struct making *m, const char *name, const uint32_t *obs, uint32_t n)
{
    uint16_t *areas = arena_array(m->arena, uint16_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        areas[i] = area_of(m, obs[i]);
    arg_areas(h, m, name, areas, n);
}

static struct highlight *begin(struct making *m, const struct kind *k, const struct across *x)
{
    double many = MIN(0.7 + 0.075 * x->n, 1.0); /* the more countries, the more it is of the region */
    struct highlight *h = highlight_add(m, k, 0, 0, x->flow->indicator, x->year,
                                        many * matter_of(m->cube->value[x->obs[0]]));
    arg_of(h, "year", ARG_PERIOD, period_make(x->year, 0));
    arg_of(h, "who", ARG_MEASURE, x->flow->indicator);
    return h;
}

static bool sum_of(struct reckoned *out, struct making *m, const uint32_t *obs, uint32_t n)
{
    if (!reckoned_make(out, m->arena, m->cube, RECKONED_SUM, obs, n))
        return false;
    reckoned_persons(out, m->cube);
    return true;
}

void say_region(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    struct across x;
    struct reckoned sum;
    if (!across_find(&x, m, k->part) || x.n < 2 || !sum_of(&sum, m, x.obs, x.n))
        return;
    struct highlight *h = begin(m, k, &x);
    arg_areas_of(h, m, "countries", x.obs, x.n);
    arg_number(h, "number", &sum);
}

void say_rank(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    struct across x;
    struct reckoned count;
    if (!across_find(&x, m, k->part) || x.n < RANK_LEAST || m->cube->value[x.obs[0]] == m->cube->value[x.obs[1]] ||
        !reckoned_make(&count, m->arena, m->cube, RECKONED_COUNT, x.obs, x.n))
        return;
    struct highlight *h = begin(m, k, &x);
    arg_text(h, "region", m->ref->region);
    arg_number(h, "count", &count);
    arg_of(h, "country", ARG_AREA, area_of(m, x.obs[0]));
    arg_figure(h, "number", m, x.obs[0]);
    arg_of(h, "second", ARG_AREA, area_of(m, x.obs[1]));
    arg_figure(h, "other", m, x.obs[1]);
}

/* -- then and now ------------------------------------------------------------------------------------------ */

/* The figure of the year that the same country can be compared with over all that lies between. */
static uint32_t then_of(const struct making *m, const struct across *x, uint32_t obs, bool stock, int year)
{
    struct span s;
    uint32_t then = UINT32_MAX;
    if (span_find(&s, m, x->flow, area_of(m, obs), 0, stock))
        then = total_at(m, x->flow, area_of(m, obs), 0, year);
    return then != UINT32_MAX && then >= s.first && obs <= s.last && then < obs ? then : UINT32_MAX;
}

static uint32_t pairs_at(uint32_t *then, uint32_t *now, const struct making *m, const struct across *x, bool stock,
                         int year)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++)
        if ((then[n] = then_of(m, x, x->obs[i], stock, year)) != UINT32_MAX)
            now[n++] = x->obs[i];
    return n;
}

void say_region_change(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    struct across x;
    struct reckoned before, sum;
    bool stock = k->part == PART_STOCK || k->part == PART_ABROAD;
    if (!across_find(&x, m, k->part))
        return;
    uint32_t *then = arena_array(m->arena, uint32_t, x.n + 1), *now = arena_array(m->arena, uint32_t, x.n + 1),
             best = 0;
    int since = 0;
    for (int year = x.year - SINCE_YEARS; year <= x.year - SINCE_LEAST; year++) {
        uint32_t n = pairs_at(then, now, m, &x, stock, year);
        if (n > best) {
            best = n;
            since = year;
        }
    }
    if (best < RANK_LEAST)
        return;
    pairs_at(then, now, m, &x, stock, since);
    if (!sum_of(&before, m, then, best) || !sum_of(&sum, m, now, best))
        return;
    struct highlight *h = begin(m, k, &x);
    arg_areas_of(h, m, "countries", now, best);
    arg_of(h, "from", ARG_PERIOD, period_make(since, 0));
    arg_number(h, "before", &before);
    arg_number(h, "number", &sum);
}

/* -- women ------------------------------------------------------------------------------------------------ */

void say_rank_women(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    struct across x;
    struct reckoned high = {0}, low = {0}, one;
    uint16_t highest = 0, lowest = 0, n = 0;
    if (!across_find(&x, m, k->part))
        return;
    for (uint32_t i = 0; i < x.n; i++) {
        uint16_t of = area_of(m, x.obs[i]);
        if (!share_of(&one, m, total_at(m, x.flow, of, m->ref->sex_female, x.year), x.obs[i]))
            continue;
        n++;
        if (!highest || one.value > high.value) {
            high = one;
            highest = of;
        }
        if (!lowest || one.value < low.value) {
            low = one;
            lowest = of;
        }
    }
    if (n < RANK_LEAST || high.value - low.value < 1)
        return;
    struct highlight *h = begin(m, k, &x);
    arg_text(h, "region", m->ref->region);
    arg_of(h, "country", ARG_AREA, highest);
    arg_number(h, "share", &high);
    arg_of(h, "second", ARG_AREA, lowest);
    arg_number(h, "other", &low);
}

/* -- corridors --------------------------------------------------------------------------------------------- */

/* Corridors within the region in one table and year. */
struct lanes {
    const struct cube_flow *flow;
    int year;
    uint32_t largest; /* observation */
    uint32_t n, nreporters;
};

static void lanes_at(struct lanes *out, const struct making *m, const struct cube_flow *flow, int year)
{
    const struct cube *cube = m->cube;
    *out = (struct lanes){.flow = flow, .year = year, .largest = UINT32_MAX};
    for (uint32_t a = 0; a < m->nareas; a++) {
        uint32_t before = out->n, obs;
        for (uint32_t s = flow->area_at[m->areas[a]]; s < flow->area_at[m->areas[a] + 1]; s++) {
            uint16_t partner = m->ref->codes[cube->classif[0][s]].area;
            if (!m->ref->areas[partner].member || partner == m->areas[a] || cube->freq[s] != 'A' ||
                (cube->sex[s] && cube->sex[s] != m->ref->sex_total) ||
                !series_at(&obs, cube, s, period_make(year, 0)) || !figure_holds(cube, obs))
                continue;
            out->n++;
            if (out->largest == UINT32_MAX || cube->value[obs] > cube->value[out->largest])
                out->largest = obs;
        }
        out->nreporters += out->n > before;
    }
}

/* Of a table the newest year in which most of those report that report in the best of the last ten. */
static void lanes_of(struct lanes *out, const struct making *m, const struct cube_flow *flow)
{
    struct lanes one;
    uint32_t best = 0;
    *out = (struct lanes){0};
    for (int year = m->newest; year > m->newest - SINCE_YEARS; year--) {
        lanes_at(&one, m, flow, year);
        best = MAX(best, one.n >= RANK_LEAST ? one.nreporters : 0);
    }
    for (int year = m->newest; year > m->newest - SINCE_YEARS && best && !out->n; year--) {
        lanes_at(&one, m, flow, year);
        if (one.n >= RANK_LEAST && 5 * one.nreporters >= 3 * best)
            *out = one;
    }
}

/* By the figures of those whose side the part is. */
void say_corridor(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    const struct cube *cube = m->cube;
    struct lanes best = {0}, one;
    for (uint32_t f = 0; f < cube->nflows; f++)
        if (profile_takes(m->ref, k->part, cube->flows[f].indicator) && mirrored_of(m->ref, cube->flows[f].indicator)) {
            lanes_of(&one, m, &cube->flows[f]);
            if (one.nreporters > best.nreporters)
                best = one;
        }
    if (best.nreporters < 2 || cube->value[best.largest] <= 0)
        return;
    uint32_t s = reckoned_series(cube, best.largest);
    uint16_t partner = m->ref->codes[cube->classif[0][s]].area, reporter = cube->area[s];
    bool by_origin = profile_of_origin(k->part);
    struct highlight *h = highlight_add(m, k, 0, 0, best.flow->indicator, best.year,
                                        matter_of(cube->value[best.largest]));
    arg_text(h, "region", m->ref->region);
    arg_of(h, "year", ARG_PERIOD, period_make(best.year, 0));
    arg_of(h, "origin", ARG_AREA, by_origin ? reporter : partner);
    arg_of(h, "destination", ARG_AREA, by_origin ? partner : reporter);
    arg_figure(h, "number", m, best.largest);
    arg_of(h, "who", ARG_MEASURE, best.flow->indicator);
}
