/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts of corridors: those between the countries of the region, and what all sides say of one. */

#include "base/utf8.h"
#include "report/corridor.h"
#include "report/topic.h"

#include "model/period.h"

#include <math.h>

enum { LINKS_MOST = 15 };

/* -- of the region ------------------------------------------------------------------------------------- */

/* What the country of destination says; where it says nothing, what the country of origin does. */
static double value_of(const struct mirror_line *l) { return isnan(l->from_destination) ? l->from_origin : l->from_destination; }

static int by_value(const void *a, const void *b)
{
    const struct mirror_line *x = a, *y = b;
    double v = value_of(x), w = value_of(y);
    if (v != w)
        return (v < w) - (v > w);
    return x->origin != y->origin ? x->origin - y->origin : x->destination - y->destination;
}

int corridors_chart(struct chart *c, struct page *pg, const struct mirror_matrix *m, struct err *err)
{
    const struct ref *ref = pg->cube->ref;
    const char *kind = mirror_kind_name(m->kind);
    size_t n;
    const struct mirror_line *listed = mirror_listed(&n, pg->arena, m);
    struct mirror_line *lines = arena_array(pg->arena, struct mirror_line, n + 1);
    if (n)
        memcpy(lines, listed, n * sizeof *lines);
    qsort(lines, n, sizeof *lines, by_value);
    for (size_t i = 0; i < n && c->nlinks < LINKS_MOST; i++) {
        const struct area *from = &ref->areas[lines[i].origin], *to = &ref->areas[lines[i].destination];
        if (!(value_of(&lines[i]) > 0))
            continue;
        chart_link(c, &(struct chart_link){from->name, to->name, from->code, to->code, value_of(&lines[i])});
        c->decimals = MAX(c->decimals, lines[i].decimals);
    }
    if (!c->nlinks)
        return err_set(err, ERR_NOTFOUND, "No country says anything of such corridors.");
    if (m->period)
        c->title = WORDS(pg, arena_fmt(pg->arena, "corridors.caption.%s", kind), {"region", ref->region},
                         {"year", period_words(pg, m->period)});
    else
        c->title = WORDS(pg, arena_fmt(pg->arena, "corridors.caption.%s.latest", kind), {"region", ref->region});
    if (n > c->nlinks)
        c->subtitle = WORDS(pg, "corridors.chart.largest", {"n", number(pg, c->nlinks)}, {"all", number(pg, n)});
    c->note = text_get(pg->text, "corridors.chart.note");
    c->release = WORDS(pg, "chart.release", {"name", text_get(pg->text, "site.short")}, {"release", pg->cube->release_name},
                       {"date", date_words(pg, pg->cube->released_at)});
    c->address = text_join(pg, "%.*s/corridors?kind=%s", STR_FMT(pg->origin), kind);
    return 0;
}

int topic_corridors(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    const struct mirror_from from = {.ref = pg->cube->ref, .cube = pg->cube};
    int kind = ask->nparts ? mirror_kind_find(ask->part[0]) : -1;
    uint16_t period = ask->nparts > 1 ? period_parse(ask->part[1]) : 0;
    struct mirror_matrix m;
    if (kind < 0 || kind == MIRROR_RETURN || ask->nparts > 2)
        return err_set(err, ERR_NOTFOUND, "Corridors of the region are of stock or flow, and of a year.");
    if (ask->nparts > 1 && (!period || period_freq(period) != 'A'))
        return err_set(err, ERR_NOTFOUND, "\"%s\" is no year.", utf8_brief(ask->part[1]).text);
    if (ask->kind != CHART_KINDS && ask->kind != CHART_SANKEY && ask->kind != CHART_FLOW_MAP)
        return err_set(err, ERR_USAGE, "Corridors are shown as sankey or flow-map.");
    c->kind = ask->kind == CHART_KINDS ? CHART_SANKEY : ask->kind;
    mirror_matrix(&m, pg->arena, &from, (enum mirror_kind)kind, period, NULL, 0);
    return corridors_chart(c, pg, &m, err);
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
