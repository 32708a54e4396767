/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/series.h"

#include "check/inside.h"

#include <math.h>

static void add_point(struct course *c, const struct obs *o, uint32_t at)
{
    if (c->npoints == c->points_size) {
        c->points_size = c->points_size ? c->points_size * 2 : 256;
        c->points = mem_grow(c->points, sizeof *c->points * c->points_size);
    }
    c->points[c->npoints++] = (struct point){o, o->value > 0 ? log(o->value) : (double)NAN, at};
}

static void add_series(struct course *c, uint32_t first)
{
    uint32_t n = c->npoints - first;
    if (n < 2) {
        c->npoints = first;
        return;
    }
    if (c->n == c->series_size) {
        c->series_size = c->series_size ? c->series_size * 2 : 64;
        c->series = mem_grow(c->series, sizeof *c->series * c->series_size);
    }
    c->series[c->n++] = (struct series){first, n};
}

/* The tables have their cells in one order, so they are read side by side. */
void course_make(struct course *c, const struct ref *ref, const struct table_span **tables, uint32_t n)
{
    uint32_t *at = mem_alloc(sizeof *at * (n + 1));
    *c = (struct course){.ref = ref, .tables = tables, .ntables = n};
    for (;;) {
        uint64_t least = UINT64_MAX;
        for (uint32_t i = 0; i < n; i++)
            if (at[i] < tables[i]->n)
                least = MIN(least, cell_rank(&tables[i]->cells[at[i]]));
        if (least == UINT64_MAX)
            break;
        uint32_t first = c->npoints;
        for (uint32_t i = 0; i < n; i++) {
            const struct obs *given = NULL; /* the first that counts; others were set aside */
            while (at[i] < tables[i]->n && cell_rank(&tables[i]->cells[at[i]]) == least) {
                const struct obs *o = &tables[i]->cells[at[i]++];
                given = given || !check_counts(o) ? given : o;
            }
            if (given)
                add_point(c, given, i);
        }
        add_series(c, first);
    }
    free(at);
}

void course_release(struct course *c)
{
    free(c->points);
    free(c->series);
    *c = (struct course){0};
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double median_of(double *v, uint32_t n)
{
    if (n == 0)
        return (double)NAN;
    if (n <= 32) {
        for (uint32_t i = 1; i < n; i++) {
            double x = v[i];
            uint32_t k = i;
            for (; k > 0 && v[k - 1] > x; k--)
                v[k] = v[k - 1];
            v[k] = x;
        }
    } else {
        qsort(v, n, sizeof *v, by_size);
    }
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

double scale_of(double *v, uint32_t n, double *median)
{
    double m = median_of(v, n);
    if (median)
        *median = m;
    if (n < 3)
        return (double)NAN;
    for (uint32_t i = 0; i < n; i++)
        v[i] = fabs(v[i] - m);
    return 1.4826 * median_of(v, n);
}
