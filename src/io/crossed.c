/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/crossed.h"

static int by_other_dimensions(const struct crossed *x, const struct run *a, const struct run *b)
{
    for (unsigned d = 0; d < x->dims->n; d++) {
        int ka = cube_key(x->slice->cube, a->series, x->dims->kind[d]);
        int kb = cube_key(x->slice->cube, b->series, x->dims->kind[d]);
        if (d != x->across && ka != kb)
            return ka - kb;
    }
    return 0;
}

static int by_all(const void *a, const void *b, void *ctx)
{
    const struct crossed *x = ctx;
    const struct run *ra = &x->slice->runs[*(const uint32_t *)a], *rb = &x->slice->runs[*(const uint32_t *)b];
    int r = by_other_dimensions(x, ra, rb);
    /* what is left is the order of this dimension, then of the observations */
    return r ? r : ra->first < rb->first ? -1 : ra->first > rb->first;
}

static uint32_t group_end(const struct crossed *x, uint32_t first)
{
    const struct run *runs = x->slice->runs;
    uint32_t end = first + 1;
    while (end < x->slice->nruns && by_other_dimensions(x, &runs[x->run[first]], &runs[x->run[end]]) == 0)
        end++;
    return end;
}

void crossed_init(struct crossed *x, struct arena *arena, const struct slice *s, const struct dims *dims,
                  unsigned across)
{
    uint32_t widest = 0;
    *x = (struct crossed){.slice = s, .dims = dims, .across = across};
    x->run = arena_array(arena, uint32_t, s->nruns);
    for (uint32_t i = 0; i < s->nruns; i++)
        x->run[i] = i;
    qsort_r(x->run, s->nruns, sizeof *x->run, by_all, x);
    for (uint32_t i = 0, end; i < s->nruns; i = end) {
        end = group_end(x, i);
        widest = MAX(widest, end - i);
    }
    x->at = arena_array(arena, uint32_t, widest);
    x->series = arena_array(arena, uint32_t, widest);
    x->obs = arena_array(arena, uint32_t, widest);
}

/* The earliest period that is not over in the group; 0 when all are. */
static uint16_t next_period(const struct crossed *x)
{
    uint16_t period = 0;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct run *run = &x->slice->runs[x->run[i]];
        uint32_t at = x->at[i - x->first];
        if (at < run->n && (period == 0 || x->slice->cube->period[run->first + at] < period))
            period = x->slice->cube->period[run->first + at];
    }
    return period;
}

bool crossed_next(struct crossed *x)
{
    while ((x->period = next_period(x)) == 0) {
        if (x->end == x->slice->nruns)
            return false;
        x->first = x->end;
        x->end = group_end(x, x->first);
        memset(x->at, 0, (x->end - x->first) * sizeof *x->at);
    }
    x->n = 0;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct run *run = &x->slice->runs[x->run[i]];
        uint32_t *at = &x->at[i - x->first];
        if (*at < run->n && x->slice->cube->period[run->first + *at] == x->period) {
            x->series[x->n] = run->series;
            x->obs[x->n++] = run->first + (*at)++;
        }
    }
    return true;
}
