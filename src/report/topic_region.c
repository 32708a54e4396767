/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One part of all countries' pages side by side: a small line for each, all with one scale. What is shown as shares is
 * topic_shares.c's. */

#include "base/utf8.h"
#include "report/regional.h"
#include "report/topic_parts.h"

#include "model/period.h"

/* What the countries count, where it is not the same: each measure once. */
static void put_measures(struct chart *c, struct page *pg, const struct cube_flow *const *flows, size_t n)
{
    const struct ref *ref = pg->cube->ref;
    struct buf all = {0};
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < i && ref->indicators[flows[k]->indicator].measured != ref->indicators[flows[i]->indicator].measured)
            k++;
        if (k < i)
            continue;
        buf_puts(&all, all.len ? "; " : "");
        buf_str(&all, measure_words(pg, &ref->indicators[flows[i]->indicator]));
    }
    c->subtitle = arena_str(pg->arena, buf_view(&all));
    buf_release(&all);
}

static int totals(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    static const enum profile_part shown[] = {PART_STOCK, PART_INFLOW, PART_ABROAD, PART_OUTFLOW};
    const struct cube *cube = pg->cube;
    const uint16_t *list = members(pg);
    int part = ask->nparts == 1 ? profile_part_find(ask->part[0]) : -1, from = 0, to = 0;
    size_t n = 0, known = 0;
    bool changed = false;
    while (known < ARRAY_LEN(shown) && (int)shown[known] != part)
        known++;
    if (known == ARRAY_LEN(shown))
        return err_set(err, ERR_NOTFOUND, "There are no charts of \"%s\" of the region.",
                       utf8_brief(ask->part[0]).text);
    if (ask->kind != CHART_KINDS && ask->kind != CHART_MULTIPLES)
        return err_set(err, ERR_USAGE, "Countries are shown side by side as multiples.");
    const struct cube_flow **flows = arena_array(pg->arena, const struct cube_flow *, cube->ref->nareas + 1);
    uint32_t *series = arena_array(pg->arena, uint32_t, cube->ref->nareas + 1);
    uint16_t *areas = arena_array(pg->arena, uint16_t, cube->ref->nareas + 1);
    for (; *list; list++) {
        struct profile p;
        profile_make(&p, cube, *list);
        if (!p.best[part] || !profile_total(&series[n], cube, p.best[part], *list, 0))
            continue;
        topic_span(&from, &to, cube, series[n]);
        flows[n] = p.best[part];
        areas[n++] = *list;
    }
    if (!n)
        return err_set(err, ERR_NOTFOUND, "No country of the region has figures of that.");
    for (size_t i = 0; i < n; i++)
        changed |= topic_points(c, pg, series[i], cube->ref->areas[areas[i]].name,
                                chart_colour_area(cube->ref, areas[i]), from, to);
    c->kind = CHART_MULTIPLES;
    c->title = WORDS(pg, arena_fmt(pg->arena, "region.chart.%s", profile_part_name((enum profile_part)part)),
                     {"region", cube->ref->region}, {"first", text_join(pg, "%d", from)},
                     {"last", text_join(pg, "%d", to)});
    c->unit = unit_words(pg, &cube->ref->indicators[flows[0]->indicator]);
    put_measures(c, pg, flows, n);
    topic_foot(c, pg, series, n, STR("/countries"), changed);
    return 0;
}

int topic_region(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    int part = profile_part_find(ask->part[0]);
    if (str_is(ask->part[0], "women"))
        return topic_region_women(c, pg, ask, err);
    if (part >= 0 && regional_has_part((enum profile_part)part))
        return topic_region_shares(c, pg, ask, (enum profile_part)part, err);
    return totals(c, pg, ask, err);
}
