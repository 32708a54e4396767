/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/mirrors.h"

#include "model/period.h"
#include "server/pages.h"

struct mirror_from mirrors_from(const struct snapshot *snap)
{
    return (struct mirror_from){.ref = snap->loaded.ref, .cube = snap->loaded.cube,
                                .others = (const struct collection *const *)snap->others.v, .nothers = snap->others.n};
}

/* The years in which a table of the kind says something of a corridor of the region. */
static const uint16_t *years_of(size_t *n, struct arena *arena, const struct cube *cube, enum mirror_kind kind)
{
    enum { YEARS = UINT16_MAX / PERIOD_SUBS + 1 };
    const struct ref *ref = cube->ref;
    bool *seen = arena_array(arena, bool, YEARS);
    uint16_t *years = arena_array(arena, uint16_t, YEARS);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        const struct mirrored *row = mirrored_of(ref, flow->indicator);
        for (uint32_t s = flow->first; row && row->kind == kind && s < flow->first + flow->n; s++) {
            uint16_t partner = ref->codes[cube->classif[0][s]].area;
            if (cube->freq[s] != 'A' || !partner || !ref->areas[partner].member || !ref->areas[cube->area[s]].member)
                continue;
            for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
                seen[cube->period[i] / PERIOD_SUBS] = true;
        }
    }
    *n = 0;
    for (unsigned y = 0; y < YEARS; y++)
        if (seen[y])
            years[(*n)++] = (uint16_t)(y * PERIOD_SUBS);
    return years;
}

/* The same, with names in the language of the page. */
static struct mirror_from page_mirror_from(const struct page *pg, const struct snapshot *snap)
{
    struct mirror_from from = mirrors_from(snap);
    from.ref = pg->cube->ref;
    from.cube = pg->cube;
    return from;
}

void corridors_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct str kind_said = http_said(rq, "kind"), year_said = http_said(rq, "year");
    int kind = kind_said.len ? mirror_kind_find(kind_said) : MIRROR_STOCK;
    uint16_t period = year_said.len ? period_parse(year_said) : 0;
    if (kind < 0 || kind == MIRROR_RETURN) {
        page_refuse(pg, an, 400, "error.kind", kind_said, STR(""));
        return;
    }
    if (year_said.len && (!period || period_freq(period) != 'A')) {
        page_refuse(pg, an, 400, "error.year", year_said, STR(""));
        return;
    }
    const struct mirror_from from = page_mirror_from(pg, snap);
    struct mirror_matrix m;
    struct corridors_shown x = {.matrix = &m, .others = from.nothers > 0, .map = str_is(http_said(rq, "view"), "map")};
    mirror_matrix(&m, rq->arena, &from, (enum mirror_kind)kind, period, NULL, 0);
    x.lines = mirror_listed(&x.nlines, rq->arena, &m);
    x.countries = mirror_asymmetries(&x.ncountries, rq->arena, x.lines, x.nlines);
    x.years = years_of(&x.nyears, rq->arena, from.cube, (enum mirror_kind)kind);
    page_corridors(pg, &x);
}

void corridor_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    uint16_t origin = page_area(pg, an, rq->segment[1]), destination = origin ? page_area(pg, an, rq->segment[2]) : 0;
    if (!destination)
        return;
    if (origin == destination) {
        page_refuse(pg, an, 404, "error.same.country", STR(""), STR(""));
        return;
    }
    const struct mirror_from from = page_mirror_from(pg, snap);
    struct corridor there, back;
    mirror_corridor(&there, pg->arena, &from, origin, destination);
    mirror_corridor(&back, pg->arena, &from, destination, origin);
    page_corridor(pg, &there, back.n);
}
