/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts of corridors: those between the countries of the region, and what all sides say of one. */

#include "base/utf8.h"
#include "report/corridor.h"
#include "report/topic_parts.h"

#include "model/period.h"

#include <math.h>

enum { LINKS_MOST = 15 };

/* -- of the region ------------------------------------------------------------------------------------- */

static bool is_newer(const struct corridor_figure *known, const struct mirrored *m, const struct mirrored *before,
                     uint16_t period)
{
    return !known->period || period > known->period || (period == known->period && m < before);
}

/* The newest figure of a series that counts, or that of the year. */
static bool figure_of(uint32_t *obs, const struct cube *cube, uint32_t series, uint16_t period)
{
    for (uint32_t i = cube->start[series + 1]; i > cube->start[series]; i--)
        if (!isnan(cube->value[i - 1]) && (!period || cube->period[i - 1] == period)) {
            *obs = i - 1;
            return true;
        }
    return false;
}

static int by_value(const void *a, const void *b, void *ctx)
{
    const struct cube *cube = ctx;
    const struct corridor_figure *x = a, *y = b;
    double v = cube->value[x->obs], w = cube->value[y->obs];
    if (v != w)
        return (v < w) - (v > w);
    return x->origin != y->origin ? x->origin - y->origin : x->destination - y->destination;
}

size_t corridors_figures(struct corridor_figure **out, struct page *pg, enum mirror_kind kind, uint16_t period)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    size_t all = 0, n = 0;
    uint16_t *place = arena_array(pg->arena, uint16_t, ref->nareas);
    for (uint16_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            place[a] = (uint16_t)++all;
    struct corridor_figure *cell = arena_array(pg->arena, struct corridor_figure, all * all + 1);
    const struct mirrored **row = arena_array(pg->arena, const struct mirrored *, all * all + 1);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        const struct mirrored *m = mirrored_of(ref, flow->indicator);
        for (uint32_t s = flow->first; m && m->kind == kind && s < flow->first + flow->n; s++) {
            uint16_t here = cube->area[s], there = ref->codes[cube->classif[0][s]].area;
            uint32_t obs;
            bool destination = m->side == SIDE_DESTINATION;
            if (cube->freq[s] != 'A' || !place[here] || !there || !place[there] || here == there ||
                (cube->sex[s] && cube->sex[s] != ref->sex_total) || !figure_of(&obs, cube, s, period))
                continue;
            size_t from = place[destination ? there : here] - 1u,
                   at = from * all + place[destination ? here : there] - 1u;
            if (row[at] && row[at]->side != m->side ? !destination
                                                    : !is_newer(&cell[at], m, row[at], cube->period[obs]))
                continue;
            cell[at] = (struct corridor_figure){destination ? there : here, destination ? here : there,
                                                cube->period[obs], flow->indicator, obs};
            row[at] = m;
        }
    }
    for (size_t i = 0; i < all * all; i++)
        if (row[i] && cube->value[cell[i].obs] > 0)
            cell[n++] = cell[i];
    qsort_r(cell, n, sizeof *cell, by_value, (void *)(uintptr_t)cube);
    *out = cell;
    return n;
}

int corridors_chart(struct chart *c, struct page *pg, enum mirror_kind kind, uint16_t period, struct err *err)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    const char *name = mirror_kind_name(kind);
    struct corridor_figure *v;
    size_t n = corridors_figures(&v, pg, kind, period);
    uint32_t *obs = arena_array(pg->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n && c->nlinks < LINKS_MOST; i++) {
        const struct area *from = &ref->areas[v[i].origin], *to = &ref->areas[v[i].destination];
        chart_link(c, &(struct chart_link){from->name, to->name, from->code, to->code, cube->value[v[i].obs],
                                          chart_colour_area(ref, v[i].origin)});
        c->decimals = MAX(c->decimals, cube->decimals[v[i].obs]);
        obs[i] = v[i].obs;
    }
    if (!n)
        return err_set(err, ERR_NOTFOUND, "No country says anything of such corridors.");
    if (period)
        c->title = WORDS(pg, arena_fmt(pg->arena, "corridors.caption.%s", name), {"region", ref->region},
                         {"year", period_words(pg, period)});
    else
        c->title = WORDS(pg, arena_fmt(pg->arena, "corridors.caption.%s.latest", name), {"region", ref->region});
    if (n > c->nlinks)
        c->subtitle = WORDS(pg, "corridors.chart.largest", {"n", number(pg, c->nlinks)}, {"all", number(pg, n)});
    c->note = text_get(pg->text, period ? "corridors.chart.note" : "corridors.chart.note.latest");
    topic_foot_of(c, pg, obs, c->nlinks, text_join(pg, "/corridors?kind=%s", name));
    return 0;
}

int topic_corridors(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    int kind = ask->nparts ? mirror_kind_find(ask->part[0]) : -1;
    uint16_t period = ask->nparts > 1 ? period_parse(ask->part[1]) : 0;
    if (kind < 0 || kind == MIRROR_RETURN || ask->nparts > 2)
        return err_set(err, ERR_NOTFOUND, "Corridors of the region are of stock or flow, and of a year.");
    if (ask->nparts > 1 && (!period || period_freq(period) != 'A'))
        return err_set(err, ERR_NOTFOUND, "\"%s\" is no year.", utf8_brief(ask->part[1]).text);
    if (ask->kind != CHART_KINDS && ask->kind != CHART_SANKEY && ask->kind != CHART_FLOW_MAP)
        return err_set(err, ERR_USAGE, "Corridors are shown as sankey or flow-map.");
    c->kind = ask->kind == CHART_KINDS ? CHART_SANKEY : ask->kind;
    return corridors_chart(c, pg, (enum mirror_kind)kind, period, err);
}

/* -- of two countries ---------------------------------------------------------------------------------- */

int topic_corridor(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    const struct ref *ref = pg->cube->ref;
    const struct mirror_from from = {.ref = ref, .cube = pg->cube, .others = pg->beside, .nothers = pg->nbeside};
    uint16_t area[2] = {0};
    for (unsigned i = 0; i < 2 && i < ask->nparts; i++)
        area[i] = ref_area_find(ref, ask->part[i]);
    int kind = ask->nparts == 3 ? mirror_kind_find(ask->part[2]) : -1;
    if (!area[0] || !area[1] || area[0] == area[1] || kind < 0)
        return err_set(err, ERR_NOTFOUND, "There is no such corridor: ORIGIN/DESTINATION and stock, flow or return.");
    if (ask->kind != CHART_KINDS && ask->kind != CHART_LINE)
        return err_set(err, ERR_USAGE, "A corridor is shown as lines.");
    struct corridor corridor;
    struct corridor_shown s = {.pg = pg, .c = &corridor, .w = {ref, pg->text, pg->arena}};
    mirror_corridor(&corridor, pg->arena, &from, area[0], area[1]);
    corridor_gather(&s);
    if (!corridor_chart(c, &s, (enum mirror_kind)kind))
        return err_set(err, ERR_NOTFOUND, "Of this corridor there are fewer than two figures of that kind.");
    return 0;
}
