/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Shares of all countries side by side: of industries, skills and levels of education in a stack for each country, and
 * of women over the years in a small line chart for each. */

#include "base/utf8.h"
#include "report/regional.h"
#include "report/topic_parts.h"

#include "model/period.h"

#include <math.h>

static struct str in_year(struct page *pg, uint16_t area, uint16_t period)
{
    return WORDS(pg, "chart.in.year", {"name", pg->cube->ref->areas[area].name}, {"year", period_words(pg, period)});
}

/* -- stacks -------------------------------------------------------------------------------------------- */

/* A series for each code of the list, in its order, so that all countries have the same colours. */
static void put_codes(struct chart *c, struct page *pg, const struct regional *r)
{
    const struct ref *ref = pg->cube->ref;
    const struct version *v = &ref->versions[r->version];
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        bool there = false;
        for (uint32_t i = 0; i < r->n && !there; i++)
            for (uint32_t k = 0; k < r->v[i].shares.n && !there; k++)
                there = r->v[i].shares.v[k].code == code;
        if (there)
            chart_series(c, ref->codes[code].name)->colour.as =
                ref->codes[code].role == CODE_REST ? COLOUR_REST : COLOUR_NEXT;
    }
}

static uint32_t put_row(struct chart *c, struct page *pg, const struct regional_row *row, uint32_t *obs)
{
    const struct cube *cube = pg->cube;
    const struct profile_shares *x = &row->shares;
    struct str category = in_year(pg, row->area, x->period);
    for (uint32_t k = 0; k < x->n; k++) {
        char status = cube->status[x->v[k].obs];
        struct chart_series *s = chart_series(c, cube->ref->codes[x->v[k].code].name);
        chart_point(c, s, category, 100 * cube->value[x->v[k].obs] / cube->value[x->total],
                    chart_flags(status) & ~(unsigned)CHART_AFTER_BREAK);
        s->points[s->n - 1].status = status;
        obs[k] = x->v[k].obs;
    }
    return x->n;
}

int topic_region_shares(struct chart *c, struct page *pg, const struct chart_ask *ask, enum profile_part part,
                        struct err *err)
{
    int who = ask->nparts == 1 ? REGIONAL_MIGRANTS : ask->nparts == 2 ? regional_who_find(ask->part[1]) : -1;
    struct regional all, r;
    uint32_t nobs = 0;
    if (who < 0)
        return err_set(err, ERR_NOTFOUND, "Shares of the region are of migrants, nationals, inflow or outflow.");
    if (ask->kind != CHART_KINDS && ask->kind != CHART_STACKED)
        return err_set(err, ERR_USAGE, "Shares of countries are shown side by side as stacked bars.");
    regional_make(&all, pg, part, (enum regional_who)who);
    if (!all.n)
        return err_set(err, ERR_NOTFOUND, "No country of the region has figures of that.");
    regional_only(&r, pg->arena, &all, all.version);
    uint32_t *obs = arena_array(pg->arena, uint32_t, (size_t)r.n * pg->cube->ref->versions[r.version].n + 1);
    put_codes(c, pg, &r);
    for (uint32_t i = 0; i < r.n; i++)
        nobs += put_row(c, pg, &r.v[i], obs + nobs);
    c->kind = CHART_STACKED;
    c->decimals = 1;
    c->unit = text_get(pg->text, "region.unit.share");
    c->title = WORDS(
        pg,
        arena_fmt(pg->arena, "region.shares.%s.%s", profile_part_name(part), regional_who_name((enum regional_who)who)),
        {"region", pg->cube->ref->region});
    topic_foot_of(c, pg, obs, nobs, STR("/countries"));
    if (r.n < all.n)
        c->note = text_get(pg->text, "region.shares.others");
    return 0;
}

/* -- women --------------------------------------------------------------------------------------------- */

/* The share in each year of which both are said; true where figures are not comparable with those before. */
static bool put_women(struct chart *c, struct page *pg, const struct regional_women *w, int from, int to)
{
    const struct cube *cube = pg->cube;
    struct chart_series *s = chart_series(c, cube->ref->areas[w->area].name);
    uint32_t before = UINT32_MAX, women, all;
    bool changed = false;
    s->colour = chart_colour_area(cube->ref, w->area);
    for (int year = from; year <= to; year++) {
        uint16_t period = period_make(year, 0);
        double share = (double)NAN;
        unsigned flags = 0;
        if (series_at(&women, cube, w->series[0], period) && series_at(&all, cube, w->series[1], period) &&
            cube->value[all] > 0) {
            bool other = before != UINT32_MAX && cube->source[all] != cube->source[before];
            share = 100 * cube->value[women] / cube->value[all];
            flags = chart_flags(cube->status[women]) | chart_flags(cube->status[all]) | (other ? CHART_AFTER_BREAK : 0);
            changed |= (flags & CHART_AFTER_BREAK) && before != UINT32_MAX;
            before = all;
        }
        chart_point(c, s, text_join(pg, "%d", year), share, flags);
    }
    return changed;
}

int topic_region_women(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    static const enum profile_part shown[] = {PART_STOCK, PART_INFLOW, PART_OUTFLOW, PART_ABROAD};
    int part = ask->nparts == 2 ? profile_part_find(ask->part[1]) : -1, from = 0, to = 0;
    struct regional_women *v;
    size_t known = 0;
    bool changed = false;
    while (known < ARRAY_LEN(shown) && (int)shown[known] != part)
        known++;
    if (known == ARRAY_LEN(shown))
        return err_set(err, ERR_NOTFOUND, "Shares of women are of stock, inflow, outflow or abroad.");
    if (ask->kind != CHART_KINDS && ask->kind != CHART_MULTIPLES)
        return err_set(err, ERR_USAGE, "Countries are shown side by side as multiples.");
    size_t n = regional_women(&v, pg, (enum profile_part)part);
    if (!n)
        return err_set(err, ERR_NOTFOUND, "No country of the region has figures of that.");
    uint32_t *series = arena_array(pg->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        topic_span(&from, &to, pg->cube, series[i] = v[i].series[0]);
    for (size_t i = 0; i < n; i++)
        changed |= put_women(c, pg, &v[i], from, to);
    c->kind = CHART_MULTIPLES;
    c->decimals = 1;
    c->unit = text_get(pg->text, "region.unit.women");
    c->title = WORDS(pg, arena_fmt(pg->arena, "region.women.%s", profile_part_name((enum profile_part)part)),
                     {"region", pg->cube->ref->region}, {"first", text_join(pg, "%d", from)},
                     {"last", text_join(pg, "%d", to)});
    topic_foot(c, pg, series, n, STR("/countries"), changed);
    return 0;
}
