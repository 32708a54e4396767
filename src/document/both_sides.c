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

uint32_t side_figure(const struct page *pg, const struct mirror_line *line, enum mirror_side side)
{
    const struct ref *ref = pg->cube->ref;
    bool destination = side == SIDE_DESTINATION;
    uint16_t indicator = line->indicators[destination], area = destination ? line->destination : line->origin;
    uint16_t partner = destination ? line->origin : line->destination;
    const struct cube_flow *flow = indicator ? cube_flow_find(pg->cube, indicator) : NULL;
    const struct version *countries = flow ? mirrored_countries(ref, indicator) : NULL;
    for (uint32_t i = 0; countries && i < countries->n; i++) {
        uint16_t code = (uint16_t)(countries->first + i);
        if (ref->codes[code].area == partner)
            return figure_find(pg->cube, flow, &(struct figure_key){.area = area, .code = code}, line->period);
    }
    return UINT32_MAX;
}

bool side_reckoned(struct reckoned *out, struct document *d, const struct mirror_line *line, enum mirror_side side)
{
    const struct page *pg = d->page;
    uint32_t obs = side_figure(pg, line, side);
    if (obs == UINT32_MAX)
        return false;
    const struct indicator *in = &pg->cube->ref->indicators[line->indicators[side == SIDE_DESTINATION]];
    *out = reckoned_figure(pg->arena, pg->cube, obs);
    if (in->unit_mult > 0) {
        out->scale = pow(10, in->unit_mult);
        out->decimals = 0;
    }
    return true;
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
