/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a query found: runs of observations of one flow of a cube, in the cube's order.
 * A run never spans series. The slice points into the cube and owns only its list. */
#ifndef MODEL_SLICE_H
#define MODEL_SLICE_H

#include "model/cube.h"

struct run {
    uint32_t series, first, n; /* observations [first, first + n) */
};

struct slice {
    const struct cube *cube;
    const struct cube_flow *flow;
    struct run *runs;
    uint32_t nruns, size;
    uint32_t nobs;
};

void slice_add(struct slice *s, uint32_t series, uint32_t first, uint32_t n);
void slice_release(struct slice *s);

/* Which codes occur, with how much: availability. One entry per code of a dimension that
 * occurs, in the cube's order. For DIM_FREQ code is the letter, for DIM_MEASURE 0. */
struct avail {
    uint16_t code;
    uint32_t nseries, nobs;
    uint16_t first, last; /* periods */
};
struct avail_list {
    struct avail *v;
    uint32_t n;
};

/* Of every dimension of the slice's flow; out has DIMS_MAX entries, filled as dims_of has
 * them. The arrays belong to the arena. */
void slice_avail(struct avail_list out[DIMS_MAX], struct arena *arena, const struct slice *s);
/* Of a whole flow: the same, from per-series columns only. */
void flow_avail(struct avail_list out[DIMS_MAX], struct arena *arena, const struct cube *cube,
                const struct cube_flow *flow);

/* The text of an avail entry's code. */
struct str avail_code(const struct ref *ref, const struct cube_flow *flow, enum dim_kind dim,
                      uint16_t code);
struct str avail_name(const struct ref *ref, const struct cube_flow *flow, enum dim_kind dim,
                      uint16_t code);

#endif
