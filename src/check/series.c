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
    c->points[c->npoints++] = (struct point){o, o->value, at};
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

static uint64_t head_of(const struct table_span *t, uint32_t at)
{
    return at < t->n ? cell_rank(&t->cells[at]) : UINT64_MAX;
}

/* The tables have their cells in one order, so they are read side by side. */
void course_make(struct course *c, const struct ref *ref, const struct table_span **tables, uint32_t n)
{
    uint32_t *at = mem_alloc(sizeof *at * (n + 1));
    uint64_t *head = mem_alloc(sizeof *head * (n + 1));
    c->ref = ref;
    c->tables = tables;
    c->ntables = n;
    c->npoints = c->n = 0;
    for (uint32_t i = 0; i < n; i++)
        head[i] = head_of(tables[i], 0);
    for (;;) {
        uint64_t least = UINT64_MAX;
        for (uint32_t i = 0; i < n; i++)
            least = MIN(least, head[i]);
        if (least == UINT64_MAX)
            break;
        uint32_t first = c->npoints;
        for (uint32_t i = 0; i < n; i++) {
            const struct obs *given = NULL; /* the first that counts; others were set aside */
            for (; head[i] == least; head[i] = head_of(tables[i], ++at[i])) {
                const struct obs *o = &tables[i]->cells[at[i]];
                given = given || !check_counts(o) ? given : o;
            }
            if (given)
                add_point(c, given, i);
        }
        add_series(c, first);
    }
    free(at);
    free(head);
}

double series_widest(const struct course *c, const struct series *s)
{
    const struct point *p = &c->points[s->first];
    double widest = 1;
    for (uint32_t i = 1; i < s->n; i++) {
        double low = MIN(p[i].value, p[i - 1].value), high = MAX(p[i].value, p[i - 1].value);
        if (low > 0 && high > widest * low)
            widest = high / low;
    }
    return widest;
}

void course_release(struct course *c)
{
    free(c->points);
    free(c->series);
    *c = (struct course){0};
}

/* Puts the k-th smallest where it belongs, what is smaller before it (Hoare 1961). */
static double select_of(double *v, uint32_t n, uint32_t k)
{
    uint32_t lo = 0, hi = n - 1;
    while (lo < hi) {
        double pivot = v[(lo + hi) / 2];
        uint32_t i = lo, j = hi;
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (pivot < v[j])
                j--;
            if (i > j)
                break;
            double x = v[i];
            v[i++] = v[j];
            v[j] = x;
            if (j == 0)
                break;
            j--;
        }
        if (k <= j)
            hi = j;
        else if (k >= i)
            lo = i;
        else
            break;
    }
    return v[k];
}

double median_of(double *v, uint32_t n)
{
    if (n == 0)
        return (double)NAN;
    double upper = select_of(v, n, n / 2), lower = upper;
    if (n % 2)
        return upper;
    lower = v[0];
    for (uint32_t i = 1; i < n / 2; i++)
        lower = MAX(lower, v[i]);
    return (lower + upper) / 2;
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
