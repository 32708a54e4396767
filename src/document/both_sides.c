/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/both_sides.h"

#include <math.h>
#include <stdlib.h>

static struct mirror_from from_page(const struct page *pg)
{
    return (struct mirror_from){.ref = pg->cube->ref, .cube = pg->cube, .others = pg->beside, .nothers = pg->nbeside};
}

bool line_is_compared(const struct mirror_line *line) { return !isnan(line->difference) && !isnan(line->asymmetry); }

void both_sides_make(struct both_sides *out, struct document *d, enum mirror_kind kind)
{
    *out = (struct both_sides){.kind = kind, .from = from_page(d->page)};
    if (!d->page->cube->ref->nmirrored)
        return;
    mirror_matrix(&out->matrix, d->page->arena, &out->from, kind, 0, NULL, 0);
    out->lines = mirror_listed(&out->n, d->page->arena, &out->matrix);
    for (size_t i = 0; i < out->n; i++)
        out->ncompared += line_is_compared(&out->lines[i]);
}

struct reckoned lines_count(struct document *d, const struct both_sides *x, bool compared)
{
    return LISTED(d, compared ? x->ncompared : x->n, "mirror kind=%s%s", mirror_kind_name(x->kind),
                  compared ? " asymmetry=*" : "");
}

static int by_difference(const void *a, const void *b)
{
    const struct mirror_line *x = *(const struct mirror_line *const *)a, *y = *(const struct mirror_line *const *)b;
    double v = fabs(x->difference), w = fabs(y->difference);
    if (v != w)
        return v < w ? 1 : -1;
    return x->origin != y->origin ? x->origin - y->origin : x->destination - y->destination;
}

size_t both_sides_apart(const struct mirror_line ***out, struct document *d, const struct both_sides *x)
{
    const struct mirror_line **v = arena_array(d->page->arena, const struct mirror_line *, x->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        if (line_is_compared(&x->lines[i]))
            v[n++] = &x->lines[i];
    qsort(v, n, sizeof *v, by_difference);
    *out = v;
    return n;
}

/* -- figures ------------------------------------------------------------------------------------------------ */

/* What a table of a side has of the corridor. */
static uint32_t figure_of(const struct cube *cube, const struct mirror_line *line, uint16_t indicator,
                          enum mirror_side side)
{
    const struct ref *ref = cube->ref;
    uint16_t area = side == SIDE_DESTINATION ? line->destination : line->origin;
    uint16_t partner = side == SIDE_DESTINATION ? line->origin : line->destination;
    const struct cube_flow *flow = indicator ? cube_flow_find(cube, indicator) : NULL;
    const struct version *countries = flow ? mirrored_countries(ref, indicator) : NULL;
    for (uint32_t i = 0; countries && i < countries->n; i++) {
        uint16_t code = (uint16_t)(countries->first + i);
        if (ref->codes[code].area == partner)
            return figure_find(cube, flow, &(struct figure_key){.area = area, .code = code}, line->period);
    }
    return UINT32_MAX;
}

uint32_t side_figure(const struct page *pg, const struct mirror_line *line, enum mirror_side side)
{
    return figure_of(pg->cube, line, line->indicators[side == SIDE_DESTINATION], side);
}

static void in_persons(struct reckoned *r, const struct indicator *in)
{
    if (in->unit_mult > 0) {
        r->scale = pow(10, in->unit_mult);
        r->decimals = 0;
    }
}

bool side_reckoned(struct reckoned *out, struct document *d, const struct mirror_line *line, enum mirror_side side)
{
    const struct page *pg = d->page;
    uint32_t obs = side_figure(pg, line, side);
    if (obs == UINT32_MAX)
        return false;
    const struct indicator *in = &pg->cube->ref->indicators[line->indicators[side == SIDE_DESTINATION]];
    *out = reckoned_figure(pg->arena, pg->cube, obs);
    in_persons(out, in);
    return true;
}

static double said_by_others(const struct both_sides *x, const struct mirror_line *line)
{
    const struct mirror_matrix *m = &x->matrix;
    for (uint32_t o = 0; o < m->n; o++)
        for (uint32_t to = 0; m->areas[o] == line->origin && to < m->n; to++)
            if (m->areas[to] == line->destination)
                return m->other[(size_t)o * m->n + to];
    return (double)NAN;
}

/* The figure of a collection that has this value. */
static uint32_t other_figure(const struct collection *of, const struct mirror_line *line, double value)
{
    const struct cube *cube = of->cube;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        uint16_t indicator = cube->flows[f].indicator;
        const struct mirrored *row = mirrored_of(cube->ref, indicator);
        uint32_t obs = row && row->kind == line->kind ? figure_of(cube, line, indicator, row->side) : UINT32_MAX;
        if (obs != UINT32_MAX && cube->value[obs] == value)
            return obs;
    }
    return UINT32_MAX;
}

bool others_reckoned(struct reckoned *out, struct document *d, const struct both_sides *x,
                     const struct mirror_line *line)
{
    double value = said_by_others(x, line);
    for (size_t i = 0; i < x->from.nothers && !isnan(value); i++) {
        const struct collection *of = x->from.others[i];
        uint32_t obs = other_figure(of, line, value);
        if (obs == UINT32_MAX)
            continue;
        *out = reckoned_other(d->page->arena, of, obs);
        in_persons(out, &of->cube->ref->indicators[reckoned_flow(of->cube, reckoned_series(of->cube, obs))->indicator]);
        return true;
    }
    return false;
}

bool line_ratio(struct reckoned *out, struct document *d, const struct mirror_line *line)
{
    uint32_t origin = side_figure(d->page, line, SIDE_ORIGIN),
             destination = side_figure(d->page, line, SIDE_DESTINATION);
    return origin != UINT32_MAX && destination != UINT32_MAX &&
           reckoned_make(out, d->page->arena, d->page->cube, RECKONED_RATIO, (const uint32_t[]){destination, origin},
                         2);
}

struct str line_name(struct page *pg, const struct mirror_line *line)
{
    const struct ref *ref = pg->cube->ref;
    return WORDS(pg, "corridors.name", {"origin", ref->areas[line->origin].name},
                 {"destination", ref->areas[line->destination].name});
}
