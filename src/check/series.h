/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of one indicator and area in the course of time, series by series, and the robust
 * statistics by which one is judged.
 *
 *     struct course c = {0};
 *     course_make(&c, ref, tables, n);            annual tables, one for a year, in order of time
 *     for (uint32_t i = 0; i < c.n; i++)
 *         ... c.points[c.series[i].first] ... c.series[i].n of them ...
 *     course_release(&c);
 *
 * A series is a cell that stands in two tables at least: sex and codes the same. Series are in the
 * order of cells: that of the totals comes first, that of a sex behind the one over sex. Missing
 * figures are gaps, and so are zeros where ratios are judged; a series may be short.
 *
 * Scale: 1.4826 times the median of the absolute deviations from the median (MAD), which estimates
 * the standard deviation of what is normal though up to half the values are not (Hampel 1974, "The
 * influence curve and its role in robust estimation"). A value is outlying beyond 3.5 such
 * scales from the median (Iglewicz and Hoaglin 1993, "How to detect and handle outliers": the
 * modified z-score). */
#ifndef CHECK_SERIES_H
#define CHECK_SERIES_H

#include "check/tables.h"

struct point {
    const struct obs *obs;
    double value;
    uint32_t at; /* the table, as an index into `tables` */
};

struct series {
    uint32_t first, n; /* its points, in order of time */
};

struct course {
    const struct ref *ref;
    const struct table_span **tables;
    uint32_t ntables;
    struct point *points;
    struct series *series;
    uint32_t npoints, n, points_size, series_size;
};

#define OUTLYING 3.5

/* May be called again for others; what is asked of `c` must be over by then. */
void course_make(struct course *c, const struct ref *ref, const struct table_span **tables, uint32_t n);
void course_release(struct course *c);

/* How far from 1 the ratio of a figure to the one before gets: at least 1; 1 of zeros. */
double series_widest(const struct course *c, const struct series *s);

/* Of the first n of v, which are put into another order; NaN of none. */
double median_of(double *v, uint32_t n);
/* 1.4826 MAD around the median; NaN of fewer than 3. */
double scale_of(double *v, uint32_t n, double *median);

#endif
