/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of a query share. */
#ifndef PUBLISH_QUERY_INNER_H
#define PUBLISH_QUERY_INNER_H

#include "publish/query.h"

/* What of an observation a filter or an order looks at. */
enum aspect {
    BY_DIMENSION,
    BY_TIME,
    BY_VALUE,
    BY_STATUS,
    BY_SOURCE,
    BY_NOTE,
    BY_DECIMALS,
    BY_UNIT_MEASURE,
    BY_UNIT_MULT
};
struct looked_at {
    enum aspect aspect;
    enum dim_kind dim; /* BY_DIMENSION */
    unsigned note;     /* BY_NOTE: which of the three parts */
};
bool aspect_find(struct looked_at *out, const struct query *q, struct str id);
/* The text of an aspect that has one. */
struct str aspect_text(const struct query *q, const struct looked_at *at, uint32_t series, uint32_t obs);

/* The first and last day of what a text says: a period, a reporting period, a date, a date and time;
 * false when it is none of them. */
bool days_parse(uint32_t *first, uint32_t *last, struct str text, unsigned year_start);

/* Filters are of series as a whole, or of each observation. */
bool filters_of_observations(const struct query *q);
bool filters_allow_series(const struct query *q, uint32_t series);
bool filters_allow(const struct query *q, uint32_t series, uint32_t obs);

/* What offset and limit leave of what is put. */
struct window {
    uint64_t skip, left; /* of observations or series */
    bool of_series;
    bool begun, in; /* a series: whether it is counted, and in */
    uint32_t series;
    uint64_t skipped, given;
};
void window_init(struct window *w, const struct query *q);
void window_put(struct slice *s, struct window *w, uint32_t series, uint32_t first, uint32_t n);

/* The runs of `found` in the order of q->sort, as far as the window lets them through. */
void sort_put(struct slice *out, struct window *w, const struct query *q, const struct slice *found);

#endif
