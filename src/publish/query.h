/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A question put to a release: which flow, which keys, which periods, how many, in which order.
 *
 *     struct query q;
 *     query_init(&q, cube, flow, &arena);
 *     query_key(&q, QUERY_V1, STR("MYS+THA.A..SEX_T."), &err);
 *     query_filter(&q, STR("TIME_PERIOD"), STR("ge:2010+le:2020"), &err);
 *     struct slice s = query_run(&q);
 *
 * Keys and filters follow SDMX-REST 1.5.0 (section 4.4) and 2.2.2 (data queries). Unknown
 * codes match nothing and are no error (the standard's advice); a key with the wrong number
 * of dimensions and an unknown component are ERR_USAGE with what would be right.
 *
 * query.c finds the observations, query_filter.c is filters, query_period.c periods,
 * query_sort.c their order, query_flow.c references to flows. */
#ifndef PUBLISH_QUERY_H
#define PUBLISH_QUERY_H

#include "model/slice.h"

enum query_style { QUERY_V1, QUERY_V2 };

struct query {
    const struct cube *cube;
    const struct cube_flow *flow;
    struct dims dims;
    struct arena *arena; /* everything below lives there */
    struct query_key *keys; /* NULL: every key */
    struct query_filter *filters;
    unsigned ignored;  /* a dimension (index + 1) of which what keys and filters say does not count; 0: none */
    const bool *areas; /* by area: of which alone (a list of data providers); NULL: of all */
    uint32_t start_day, end_day; /* 0: open; compared with the days a period spans */
    unsigned year_start;         /* reportingYearStartDay, month * 100 + day; 0: as the calendar */
    uint32_t first_n, last_n;    /* per series, of what the filters leave; 0: all */
    struct query_sort *sort;     /* NULL: the cube's order */
    uint64_t offset, limit;      /* of observations in that order, limit 0: all */
    bool count_series;           /* offset and limit are of series */
    uint64_t skipped, given;     /* by query_run: how much of offset and limit it used */
};

void query_init(struct query *q, const struct cube *cube, const struct cube_flow *flow,
                struct arena *arena);
int query_key(struct query *q, enum query_style style, struct str key, struct err *err);
/* What a key that may be a slip names and no list has: ERR_NOTFOUND with the nearest code. The web
 * services answer such a key as one without figures; a person wants to know. */
int query_known(const struct query *q, struct str key, struct err *err);

/* A dimension, TIME_PERIOD, OBS_VALUE or attribute of the flow. */
bool query_component(const struct query *q, struct str component);
/* Each component once. The reporting year is set before. */
int query_filter(struct query *q, struct str component, struct str value, struct err *err);

/* startPeriod and endPeriod: a period, a reporting period, a date, a date and time. */
int query_start(struct query *q, struct str text, struct err *err);
int query_end(struct query *q, struct str text, struct err *err);
/* "--07-01": when reporting years begin. A reporting year is called after the calendar year that it ends
 * in, so that its third quarter begins in January (SDMX-REST 2.2.2, data queries). Set before the
 * periods that it is about. */
int query_year_start(struct query *q, struct str text, struct err *err);

/* How the answer is arranged, which an order has to leave together. */
struct arrangement {
    struct str at_observation; /* the dimension at the observation; empty: TIME_PERIOD */
    bool flat;                 /* nothing is grouped */
};
/* "series_key:asc+TIME_PERIOD:desc", "*", ids of components (SDMX-REST 2.2.2). Codes are sorted by their
 * ids, what has no value comes last; components that the flow does not have sort nothing. ERR_USAGE. */
int query_sort(struct query *q, struct str text, const struct arrangement *as, struct err *err);

/* The caller releases the slice. Runs are in the cube's order, or in that of `sort`. */
struct slice query_run(struct query *q);

/* The indicator's code in such a reference to a flow; points into `ref`. */
struct str query_flow_code(struct str ref);

/* "DF_MST_NCTE_SEX_CCT_NB", "ILO,DF_MST_NCTE_SEX_CCT_NB,1.0", "MST_NCTE_SEX_CCT_NB"; the agency must be
 * ref's, all, * or left out; the version one that versions_choose (model/artefact.h) takes for ours, or
 * left out. On failure ERR_NOTFOUND with the nearest name, or ERR_USAGE for what is no version. */
int query_flow_indicator(uint16_t *out, const struct ref *ref, struct str name, struct err *err);
bool query_agency(const struct ref *ref, struct str agency);
int query_version(struct str version, struct err *err);
/* The same with its flow in a cube; else NULL. */
const struct cube_flow *query_flow(const struct cube *cube, struct str ref, struct err *err);

#endif
