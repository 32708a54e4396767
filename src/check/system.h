/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All that ties the cells of the question tables of one area, source and period, as numbers
 * (check/locate.h): the sums that are compared, details and aggregates of different versions, figures
 * that several tables share (check/ties.h), what neighbouring years let expect, and which cells stand
 * beside each other. */
#ifndef CHECK_SYSTEM_H
#define CHECK_SYSTEM_H

#include "check/inside.h"
#include "check/locate.h"
#include "check/tables.h"

/* A table in it. */
struct member {
    struct table_check t;
    const struct table_span *span;
    uint32_t base;         /* where its cells begin in those of the system */
    struct sum_terms seen; /* in the order of the findings on them */
    uint32_t *of_seen;     /* by seen sum: its index in the system less 1; 0: left out */
};

struct system {
    struct arena arena;
    struct member *members;
    unsigned n;
    struct locate_cell *cells;
    uint32_t ncells;
    struct locate_sum *sums;
    uint32_t nsums, sums_size;
    uint32_t seen; /* the sums that findings speak of come first */
    struct locate_line *lines;
    uint32_t nlines, lines_size;
    struct locate_habits habits;
    struct finding_list *list; /* of the finding that is being told what to propose */
};

/* Of the tables of one area, period and source: tables->beside[from .. to). What was accepted before
 * is not among the members, but its years are looked at. */
void system_init(struct system *s, const struct tables *tables, uint32_t from, uint32_t to);
void system_release(struct system *s);

/* The member that a cell belongs to, and its figure. */
struct member *system_member(const struct system *s, uint32_t cell);
const struct obs *system_obs(const struct system *s, uint32_t cell);

/* Lets go of what is broken and may be so for reasons of its own: ties between tables and between
 * versions, lists that may lack their rest. False: of nothing. */
bool system_drop_doubtful(struct system *s);

/* The sums are copied first, so that they may change behind it. Takes what it needs of *steps, which
 * are left for all that is to be solved; without any, single cells are found all the same. */
void system_solve(struct locate *l, struct system *s, uint32_t *steps);

#endif
