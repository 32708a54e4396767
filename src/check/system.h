/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All that ties the cells of some question tables, as numbers (check/locate.h): the sums that are
 * compared, details and aggregates of different versions, what neighbouring years let expect, and
 * which cells stand beside each other. */
#ifndef CHECK_SYSTEM_H
#define CHECK_SYSTEM_H

#include "check/inside.h"
#include "check/locate.h"

/* A table in it. */
struct member {
    struct table_check t;
    size_t finding;        /* the first of its findings */
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
};

/* `members` are filled but for what begins with `base`. */
void system_init(struct system *s, struct member *members, unsigned n);
void system_release(struct system *s);

/* The member that a cell belongs to, and its figure. */
struct member *system_member(const struct system *s, uint32_t cell);
const struct obs *system_obs(const struct system *s, uint32_t cell);

/* Lets go of what may not hold for reasons of its own. False: of nothing. */
bool system_drop_doubtful(struct system *s);

/* The sums are copied first, so that they may change behind it. */
void system_solve(struct locate *l, struct system *s);

#endif
