/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/slice.h"

#include "model/concept.h"

void slice_add(struct slice *s, uint32_t series, uint32_t first, uint32_t n)
{
    if (n == 0)
        return;
    if (s->nruns == s->size) {
        s->size = s->size ? s->size * 2 : 64;
        s->runs = mem_grow(s->runs, sizeof *s->runs * s->size);
    }
    s->runs[s->nruns++] = (struct run){series, first, n};
    s->nobs += n;
}

void slice_release(struct slice *s)
{
    free(s->runs);
    *s = (struct slice){0};
}

/* One counter per code from the lowest on; codes that never came are left out at the end. */
struct counting {
    struct avail *v;
    uint32_t lowest, n;
};

static void all_codes(struct counting counts[DIMS_MAX], const struct dims *dims, const struct ref *ref)
{
    for (unsigned d = 0; d < dims->n; d++)
        counts[d].n = dims->kind[d] == DIM_AREA ? ref->nareas
                      : dims->kind[d] == DIM_FREQ ? 128
                      : dims->kind[d] == DIM_MEASURE ? 1 : ref->ncodes;
}

/* A slice is mostly small: its counters reach from the lowest code in it to the highest. */
static void widen(struct counting counts[DIMS_MAX], const struct dims *dims, const struct cube *c,
                  uint32_t series, bool first)
{
    for (unsigned d = 0; d < dims->n; d++) {
        uint32_t key = cube_key(c, series, dims->kind[d]);
        uint32_t low = first ? key : MIN(counts[d].lowest, key);
        uint32_t end = first ? key + 1 : MAX(counts[d].lowest + counts[d].n, key + 1);
        counts[d].lowest = low;
        counts[d].n = end - low;
    }
}

static void begin(struct counting counts[DIMS_MAX], const struct dims *dims, struct arena *arena)
{
    for (unsigned d = 0; d < dims->n; d++)
        counts[d].v = arena_array(arena, struct avail, counts[d].n);
}

static void count(struct counting counts[DIMS_MAX], const struct dims *dims, const struct cube *c,
                  uint32_t series, uint32_t first, uint32_t n, bool new_series)
{
    for (unsigned d = 0; d < dims->n; d++) {
        struct avail *a = &counts[d].v[cube_key(c, series, dims->kind[d]) - counts[d].lowest];
        uint16_t from = c->period[first], to = c->period[first + n - 1];
        a->first = a->nobs == 0 ? from : MIN(a->first, from);
        a->last = MAX(a->last, to);
        a->nseries += new_series;
        a->nobs += n;
    }
}

static void finish(struct avail_list out[DIMS_MAX], struct counting counts[DIMS_MAX],
                   const struct dims *dims)
{
    for (unsigned d = 0; d < dims->n; d++) {
        out[d] = (struct avail_list){counts[d].v, 0};
        for (uint32_t i = 0; i < counts[d].n; i++)
            if (counts[d].v[i].nobs) {
                struct avail a = counts[d].v[i];
                a.code = (uint16_t)(counts[d].lowest + i);
                out[d].v[out[d].n++] = a; /* never ahead of i */
            }
    }
}

void slice_avail(struct avail_list out[DIMS_MAX], struct arena *arena, const struct slice *s)
{
    struct dims dims;
    struct counting counts[DIMS_MAX] = {{0}};
    dims_of(&dims, s->cube->ref, s->flow->indicator);
    for (uint32_t i = 0; i < s->nruns; i++)
        widen(counts, &dims, s->cube, s->runs[i].series, i == 0);
    begin(counts, &dims, arena);
    for (uint32_t i = 0; i < s->nruns; i++)
        count(counts, &dims, s->cube, s->runs[i].series, s->runs[i].first, s->runs[i].n,
              i == 0 || s->runs[i].series != s->runs[i - 1].series);
    finish(out, counts, &dims);
}

void flow_avail(struct avail_list out[DIMS_MAX], struct arena *arena, const struct cube *cube,
                const struct cube_flow *flow)
{
    struct dims dims;
    struct counting counts[DIMS_MAX] = {{0}};
    dims_of(&dims, cube->ref, flow->indicator);
    all_codes(counts, &dims, cube->ref);
    begin(counts, &dims, arena);
    for (uint32_t k = flow->first; k < flow->first + flow->n; k++)
        count(counts, &dims, cube, k, cube->start[k], cube->start[k + 1] - cube->start[k], true);
    finish(out, counts, &dims);
}

struct str avail_code(const struct ref *ref, const struct cube_flow *flow, enum dim_kind dim,
                      uint16_t code)
{
    switch (dim) {
    case DIM_AREA: return ref->areas[code].code;
    case DIM_FREQ: return freq_code((char)code);
    case DIM_MEASURE: return ref->indicators[flow->indicator].measure;
    default: return ref->codes[code].code;
    }
}

struct str avail_name(const struct ref *ref, const struct cube_flow *flow, enum dim_kind dim,
                      uint16_t code)
{
    switch (dim) {
    case DIM_AREA: return ref->areas[code].name;
    case DIM_FREQ: return freq_name(ref, NULL, (char)code);
    case DIM_MEASURE: return ref->indicators[flow->indicator].title;
    default: return ref->codes[code].name;
    }
}
