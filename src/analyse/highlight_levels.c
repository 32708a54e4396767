/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How many there are, and how that has changed. */

#include "analyse/highlight_inner.h"

#include "model/period.h"

#include <math.h>

enum { TREND_YEARS = 10, PEAK_FIGURES = 5 };
static const double trend_least = 0.1;   /* thousands: of fewer persons no growth is said */
static const double trend_most = 10;     /* times: what grows more is something else */
static const double steady_most = 3;     /* per cent in all */
static const double unsaid = 0.85;       /* what a figure counts for whose source is not known */

static bool is_stock(enum profile_part part) { return part == PART_STOCK || part == PART_ABROAD; }

/* The totals that a kind speaks of. */
static bool totals(struct span *out, const struct cube_flow **flow, const struct making *m, const struct kind *k,
                   uint16_t area)
{
    *flow = profile_of(m, area)->best[k->part];
    return *flow && span_find(out, m, *flow, area, 0, is_stock(k->part));
}

/* A source of no type that says anything is not named. */
static bool source_says(const struct making *m, uint32_t obs)
{
    uint16_t type;
    return ref_source_find(m->ref, &type, NULL, m->cube->sources[m->cube->source[obs]]) &&
           !str_is(m->ref->source_types[type].code, "XX");
}

static struct highlight *begin(struct making *m, const struct kind *k, uint16_t area, const struct cube_flow *flow,
                               uint32_t obs)
{
    struct highlight *h = highlight_add(m, k, area, 0, flow->indicator, year_at(m, obs),
                                        matter_of(m->cube->value[obs]));
    arg_of(h, "country", ARG_AREA, area);
    if (k->part != PART_ABROAD || k->make == say_level) /* their words say it */
        arg_of(h, "who", ARG_MEASURE, flow->indicator);
    if (!source_says(m, obs))
        h->weight *= unsaid;
    arg_year(h, "year", m, obs);
    return h;
}

void say_level(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    struct span s;
    if (!totals(&s, &flow, m, k, area) || !(m->cube->value[s.last] > 0))
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    arg_figure(h, "number", m, s.last);
    if (source_says(m, s.last))
        arg_of(h, "source", ARG_SOURCE, m->cube->source[s.last]);
    else
        h->key = "highlight.level_plain";
}

/* -- trends ------------------------------------------------------------------------------------------------- */

static int change_of(double growth, int years)
{
    if (fabs(growth) < steady_most)
        return STEADY;
    if (years == 1)
        return growth > 0 ? RISE_YEAR : FALL_YEAR;
    return growth > 0 ? RISE : FALL;
}

void say_change(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube *cube = m->cube;
    const struct cube_flow *flow;
    struct span s;
    struct reckoned growth;
    if (!totals(&s, &flow, m, k, area))
        return;
    uint32_t from = span_since(m, &s, year_at(m, s.last) - TREND_YEARS);
    if (from == UINT32_MAX || cube->value[from] < trend_least || cube->value[s.last] < trend_least ||
        cube->value[s.last] > trend_most * cube->value[from] || cube->value[from] > trend_most * cube->value[s.last])
        return;
    const uint32_t obs[] = {s.last, from};
    int years = year_at(m, s.last) - year_at(m, from);
    if (!reckoned_make(&growth, m->arena, cube, RECKONED_GROWTH, obs, 2) || change_of(growth.value, years) != k->as ||
        (years > 1 && !reckoned_make(&growth, m->arena, cube, RECKONED_AVERAGE_GROWTH, obs, 2)))
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    arg_year(h, "from", m, from);
    arg_figure(h, "before", m, from);
    arg_figure(h, "number", m, s.last);
    if (k->as != STEADY)
        arg_number(h, "growth", &growth);
}

/* -- highest and lowest ------------------------------------------------------------------------------------- */

static uint32_t highest(const struct making *m, const struct span *s)
{
    uint32_t at = s->last;
    for (uint32_t i = s->first; i < s->last; i++)
        if (figure_holds(m->cube, i) && m->cube->value[i] > m->cube->value[at])
            at = i;
    return at;
}

/* It was highest some time ago, by at least a tenth. */
void say_peak(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    struct span s;
    if (!totals(&s, &flow, m, k, area) || s.n < PEAK_FIGURES)
        return;
    uint32_t at = highest(m, &s);
    if (at == s.last || m->cube->value[at] < 1.1 * m->cube->value[s.last] || m->cube->value[at] < trend_least)
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    arg_year(h, "first", m, s.first);
    arg_year(h, "peak", m, at);
    arg_figure(h, "highest", m, at);
    arg_figure(h, "number", m, s.last);
}

/* The newest figure is the highest. */
void say_record(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    struct span s;
    struct reckoned count;
    if (!totals(&s, &flow, m, k, area) || s.n < PEAK_FIGURES || highest(m, &s) != s.last ||
        m->cube->value[s.last] < trend_least)
        return;
    uint32_t *obs = arena_array(m->arena, uint32_t, s.n), n = 0;
    for (uint32_t i = s.first; i <= s.last; i++)
        if (figure_holds(m->cube, i))
            obs[n++] = i;
    if (!reckoned_make(&count, m->arena, m->cube, RECKONED_COUNT, obs, n))
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    arg_year(h, "first", m, s.first);
    arg_figure(h, "number", m, s.last);
    arg_number(h, "count", &count);
}

/* It fell to less than half within the last ten years and has come back to twice that. */
void say_dip(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube *cube = m->cube;
    const struct cube_flow *flow;
    struct span s;
    if (!totals(&s, &flow, m, k, area))
        return;
    uint32_t low = s.last, before = UINT32_MAX, from = span_since(m, &s, year_at(m, s.last) - TREND_YEARS);
    for (uint32_t i = from; i < s.last; i++)
        if (figure_holds(cube, i) && cube->value[i] < cube->value[low])
            low = i;
    for (uint32_t i = from; i < low; i++)
        if (figure_holds(cube, i) && (before == UINT32_MAX || cube->value[i] >= cube->value[before]))
            before = i;
    if (low == s.last || before == UINT32_MAX || cube->value[before] < MAX(2 * cube->value[low], 10 * trend_least) ||
        cube->value[s.last] < 2 * cube->value[low])
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    arg_year(h, "from", m, before);
    arg_figure(h, "before", m, before);
    arg_year(h, "low", m, low);
    arg_figure(h, "lowest", m, low);
    arg_figure(h, "number", m, s.last);
}
