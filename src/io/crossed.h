/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The observations of a slice another way round: those that differ in one dimension alone stand
 * together, as in messages with that dimension at the observation. All others and the period are
 * then the key of the series.
 *
 *     struct crossed x;
 *     crossed_init(&x, arena, slice, &dims, d);
 *     while (crossed_next(&x))
 *         for (uint32_t i = 0; i < x.n; i++)
 *             ... x.series[i], x.obs[i] in x.period
 *
 * It remembers a number per run of the slice, and where it is. */
#ifndef IO_CROSSED_H
#define IO_CROSSED_H

#include "model/slice.h"

struct crossed {
    uint16_t period;
    uint32_t *series, *obs, n; /* in order of the dimension's codes; the first series has the key */
    /* its own */
    const struct slice *slice;
    const struct dims *dims;
    unsigned across;
    uint32_t *run;        /* of the slice, in order of the other dimensions, then of this one */
    uint32_t first, end;  /* the runs with the same other codes */
    uint32_t *at;         /* of these: how many of their observations are over */
};

/* `dims` is borrowed. */
void crossed_init(struct crossed *x, struct arena *arena, const struct slice *s, const struct dims *dims,
                  unsigned across);
bool crossed_next(struct crossed *x);

#endif
