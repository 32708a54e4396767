/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/tables.h"

#include "base/num.h"
#include "check/inside.h"

#include <math.h>

void tables_init(struct tables *ts, const struct ref *ref) { *ts = (struct tables){.ref = ref}; }

void tables_release(struct tables *ts)
{
    free(ts->v);
    free(ts->beside);
    strset_release(&ts->sources);
    *ts = (struct tables){0};
}

struct table_span *tables_add(struct tables *ts, const struct obs_set *set, const struct obs *cells,
                              size_t n)
{
    if (ts->n == ts->size) {
        ts->size = ts->size ? ts->size * 2 : 64;
        ts->v = mem_grow(ts->v, sizeof *ts->v * ts->size);
    }
    /* those of the first set keep their numbers, so its tables are in order already */
    for (uint32_t i = 0; ts->n == 0 && i < set->sources.n; i++)
        strset_put(&ts->sources, set->sources.v[i]);
    struct table_span *t = &ts->v[ts->n++];
    *t = (struct table_span){.cells = cells, .set = set, .n = (uint32_t)n,
                             .source = strset_put(&ts->sources, set->sources.v[cells->source]),
                             .indicator = cells->indicator, .area = cells->area,
                             .period = cells->period};
    return t;
}

static int in_series(const void *a, const void *b)
{
    const struct table_span *x = a, *y = b;
    if (x->indicator != y->indicator)
        return x->indicator < y->indicator ? -1 : 1;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    return x->earlier - y->earlier;
}

static int beside(const void *a, const void *b, void *tables)
{
    const struct tables *ts = tables;
    const struct table_span *x = &ts->v[*(const uint32_t *)a], *y = &ts->v[*(const uint32_t *)b];
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->indicator < y->indicator ? -1 : x->indicator > y->indicator;
}

static void drop_given_again(struct tables *ts)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < ts->n; i++) {
        struct table_span *t = &ts->v[i], *before = kept ? &ts->v[kept - 1] : NULL;
        bool again = before && t->earlier && before->indicator == t->indicator && before->area == t->area &&
                     before->source == t->source && before->period == t->period;
        if (again && !before->earlier) {
            before->accepted = t->cells;
            before->naccepted = t->n;
        }
        if (!again)
            ts->v[kept++] = *t;
    }
    ts->n = kept;
}

void tables_arrange(struct tables *ts)
{
    bool sorted = true;
    for (uint32_t i = 1; i < ts->n && sorted; i++)
        sorted = in_series(&ts->v[i - 1], &ts->v[i]) <= 0;
    if (!sorted)
        qsort(ts->v, ts->n, sizeof *ts->v, in_series);
    drop_given_again(ts);
    ts->beside = mem_grow(ts->beside, sizeof *ts->beside * (ts->n + 1));
    for (uint32_t i = 0; i < ts->n; i++)
        ts->beside[i] = i;
    if (ts->n > 1)
        qsort_r(ts->beside, ts->n, sizeof *ts->beside, beside, ts);
}

uint32_t tables_beside(const struct tables *ts, uint32_t from)
{
    uint32_t to = from;
    while (to < ts->n && ts->v[ts->beside[to]].area == ts->v[ts->beside[from]].area &&
           ts->v[ts->beside[to]].period == ts->v[ts->beside[from]].period)
        to++;
    return to;
}

uint32_t tables_series(const struct tables *ts, uint32_t from)
{
    uint32_t to = from;
    while (to < ts->n && ts->v[to].indicator == ts->v[from].indicator &&
           ts->v[to].area == ts->v[from].area)
        to++;
    return to;
}

unsigned table_places(const struct table_span *t, const struct obs *o)
{
    unsigned shown = o->decimals == NUM_SHORTEST ? 6 : o->decimals;
    return MAX(shown, t->places);
}

double table_half(const struct table_span *t, const struct obs *o)
{
    return 0.5 / num_pow10[table_places(t, o)];
}
