/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the parts of the locating share (check/locate.h): locate.c takes faults apart, explain.c
 * says what one cell should be, pairs.c and moved.c find two cells and cells that moved, many.c
 * more than two. */
#ifndef CHECK_SOLVING_H
#define CHECK_SOLVING_H

#include "check/locate.h"

/* Broken sums that hang together, and what would mend all of them. */
struct fault {
    uint32_t *broken, nbroken;
    struct locate_solution best[LOCATE_BEST];
    unsigned nbest;
    double weight; /* of all that would: the sum of exp(- cost) */
};

struct solving {
    struct locate *l;
    struct arena *arena;
    double *gap;       /* by sum; as what is taken for granted of other faults leaves it */
    uint32_t *first;   /* the sums of a cell: of[first[cell] .. first[cell + 1]) */
    uint32_t *of;
    int8_t *sign;      /* with which it is in it */
    uint32_t *line_first, *line_of, *line_at; /* the same of its lines, and where in them it is */
    double exact;      /* the chance that a sum holds to the last digit */
    double full;       /* that parts which may be below their total make it */
    struct fault *faults; /* by number; 0 is none */
    unsigned nfaults;
    struct fault *now; /* to which keep() adds */
    double *trial;     /* by sum: what a set of changes does to it; zero between the uses */
    uint32_t *touched, ntouched;
    bool *marked;      /* by sum: it is touched */
    struct by_value {
        double value;
        uint32_t cell;
    } *by_value;       /* the cells that are in sums; NULL until it is needed */
    uint32_t nby_value;
    uint32_t steps;    /* that may still be made */
    uint32_t all_steps; /* that might be made in the beginning */
};

/* A change of a cell, from lo to hi. */
struct range {
    double lo, hi;
};

extern const double cost_of_event; /* - log P(this cell is where an error was made) */

bool sum_breaks(const struct locate_sum *sum, double gap);
int sign_in(const struct solving *s, uint32_t sum, uint32_t cell);

void range_cut(struct range *r, int a, double c); /* a x <= c */
bool range_is_bounded(struct range r);
/* What the change of a cell has to be for one of its sums (by place in `of`), for all of them. */
struct range range_of_sum(const struct solving *s, uint32_t place);
struct range range_of_cell(const struct solving *s, uint32_t cell);
/* The same where parts make their totals; empty where not all of them can. */
struct range range_if_full(const struct solving *s, uint32_t cell, struct range r);

/* The most plausible reading of a cell whose change is in a range. Returns its cost without that of
 * the event; INFINITY: there is none. */
double explain(struct slip *out, const struct solving *s, uint32_t cell, struct range r);
/* How much less it is expected to read `value` than what is written. */
double surprise(const struct solving *s, uint32_t cell, double value);
/* What rounding leaves of a sum, less what it left before. */
double rounding_cost(const struct solving *s, uint32_t sum, double gap);

void keep(struct solving *s, const struct locate_change *changes, unsigned n, double cost);

void change_apply(struct solving *s, const struct locate_change *change, int sign); /* to s->gap */

/* Changes as they would be: their sums are in `touched`, their gaps are gap + trial. */
void trial_add(struct solving *s, uint32_t cell, double by);
void trial_end(struct solving *s);

void solve_pairs(struct solving *s);
/* Swaps and shifts that mend whole faults of those from `first` to `last`, in so many steps. */
void solve_moves(struct solving *s, unsigned first, unsigned last, uint32_t steps);

/* - log P(the other cell), of two that were swapped: mostly near it on a line. */
double cost_of_partner(const struct solving *s, uint32_t x, uint32_t y);

/* Changes of several cells, in the order in which they were found. */
struct changes {
    struct locate_change *v;
    double *cost; /* of each, with that of its event */
    unsigned n, size;
};

void changes_add(struct changes *c, const struct locate_change *change, double cost);

/* The most plausible set of up to MANY_CELLS for the fault, if one is found. */
enum { MANY_CELLS = 8, MANY_SUMS = 40 };
bool solve_many(struct changes *out, struct solving *s);
/* Of a large fault: cells in which several of its sums meet, and that mend all their sums. They
 * stay applied to s->gap. */
void solve_meetings(struct changes *out, struct solving *s);

#endif
