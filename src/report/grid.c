/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Gathering: which columns, which rows. Writing is grid_write.c's. */

#include "report/grid.h"

#include <math.h>

static unsigned sex_rank(const struct ref *ref, uint16_t sex)
{
    if (sex == 0 || sex == ref->sex_total)
        return 0;
    return sex == ref->sex_female ? 1 : sex == ref->sex_male ? 2 : 3u + sex;
}

/* The classification that says who is counted (citizens, non-citizens) makes the groups,
 * the first one their rows: in the order of its codes, but countries, whose list is in
 * order of code, by name. Total and rest have no country and keep their places, since
 * ranks before and behind are taken first. */
static int row_cmp(const void *a, const void *b)
{
    const struct grid_row *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->classif[1] != y->classif[1])
        return x->classif[1] < y->classif[1] ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    int c = str_cmp(x->name, y->name);
    if (c)
        return c;
    if (x->classif[0] != y->classif[0])
        return x->classif[0] < y->classif[0] ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void gather_columns(struct grid *g, uint32_t first, uint32_t end)
{
    const struct cube *cube = g->pg->cube;
    struct arena *arena = g->pg->arena;
    uint16_t base = g->flow->period_first;
    uint32_t range = (uint32_t)(g->flow->period_last - base) + 1;
    uint32_t *at = arena_array(arena, uint32_t, range); /* of the period's first figure, + 1 */
    bool decimals_known = false;

    for (uint32_t i = first; i < end; i++) {
        uint32_t p = (uint32_t)(cube->period[i] - base);
        if (!at[p]) {
            at[p] = i + 1;
            g->ncols++;
        }
        if (fabs(cube->value[i]) > g->largest) /* false for NaN */
            g->largest = fabs(cube->value[i]);
        if (cube->decimals[i] <= g->in->decimals) {
            g->decimals = decimals_known ? MAX(g->decimals, cube->decimals[i]) : cube->decimals[i];
            decimals_known = true;
        } else {
            g->decimals = g->in->decimals;
            decimals_known = true;
        }
    }
    g->period = arena_array(arena, uint16_t, g->ncols + 1);
    g->source = arena_array(arena, uint16_t, g->ncols + 1);
    g->change = arena_array(arena, bool, g->ncols + 1);
    g->col_of = arena_array(arena, uint16_t, range);
    uint32_t c = 0;
    for (uint32_t p = 0; p < range; p++) {
        if (!at[p])
            continue;
        g->col_of[p] = (uint16_t)c;
        g->period[c] = (uint16_t)(base + p);
        g->source[c] = cube->source[at[p] - 1];
        g->change[c] = g->area && c > 0 && g->source[c] != g->source[c - 1];
        g->change_seen = g->change_seen || g->change[c];
        c++;
    }
}

/* A country's name, and the place of what is no country: the total before the countries,
 * groups and the rest behind them. Other lists are in order already. */
static void place_row(const struct ref *ref, struct grid_row *row)
{
    const struct code *code = &ref->codes[row->classif[0]];
    if (!row->classif[0] || !ref->versions[code->version].countries)
        return;
    row->place = code->role == CODE_TOTAL ? 0 : code->area ? 1 : code->role == CODE_REST ? 3 : 2;
    if (code->area)
        row->name = code->name;
}

static void gather_series(struct grid *g, uint32_t first, uint32_t end)
{
    const struct cube *cube = g->pg->cube;
    for (uint32_t s = first; s < end; s++) {
        struct grid_row *row = &g->rows[s - first];
        *row = (struct grid_row){.sex = cube->sex[s],
                                 .classif = {cube->classif[0][s], cube->classif[1][s]},
                                 .rank = sex_rank(cube->ref, cube->sex[s]),
                                 .first = s - first,
                                 .n = 1};
        place_row(cube->ref, row);
        g->versions = g->versions || cube->ref->codes[row->classif[0]].version !=
                                         cube->ref->codes[g->rows[0].classif[0]].version;
    }
    uint32_t n = end - first;
    qsort(g->rows, n, sizeof *g->rows, row_cmp);
    /* series of one key that differ in frequency alone share a row */
    for (uint32_t i = 0; i < n; i++) {
        struct grid_row *row = &g->rows[i], *last = g->nrows ? &g->rows[g->nrows - 1] : NULL;
        g->series[i] = first + row->first;
        row->first = i;
        if (last && last->rank == row->rank && last->classif[0] == row->classif[0] &&
            last->classif[1] == row->classif[1])
            last->n++;
        else
            g->rows[g->nrows++] = *row;
    }
}

/* A row for each member, reported or not, and for whoever else has figures. */
static void gather_areas(struct grid *g)
{
    const struct cube *cube = g->pg->cube;
    uint32_t at = 0, n = 0;
    uint16_t *list = arena_array(g->pg->arena, uint16_t, cube->ref->nareas + 1);
    for (const uint16_t *a = members(g->pg); *a; a++)
        list[n++] = *a;
    for (uint16_t a = 1; a < cube->ref->nareas; a++)
        if (!cube->ref->areas[a].member && g->flow->area_at[a] != g->flow->area_at[a + 1])
            list[n++] = a;
    for (uint32_t k = 0; k < n; k++) {
        uint16_t a = list[k];
        uint32_t s = g->flow->area_at[a], end = g->flow->area_at[a + 1];
        struct grid_row *row = &g->rows[g->nrows++];
        *row = (struct grid_row){.area = a, .first = at};
        for (; s < end; s++)
            if (series_is_total(cube, s))
                g->series[at++] = s;
        row->n = at - row->first;
    }
}

void grid_gather(struct grid *g, struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    *g = (struct grid){.pg = pg, .flow = flow, .area = area};
    g->in = &cube->ref->indicators[flow->indicator];
    uint32_t first = area ? flow->area_at[area] : flow->first;
    uint32_t end = area ? flow->area_at[area + 1] : flow->first + flow->n;
    uint32_t n = end - first;

    g->series = arena_array(pg->arena, uint32_t, n + 1);
    g->rows = arena_array(pg->arena, struct grid_row, MAX(n, cube->ref->nareas) + 1);
    gather_columns(g, cube->start[first], cube->start[end]);
    if (area) {
        grid_notes(g, cube->start[first], cube->start[end]);
        gather_series(g, first, end);
    } else {
        gather_areas(g);
    }
}
