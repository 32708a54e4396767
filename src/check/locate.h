/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where sums are broken: the fewest cells whose change satisfies all sums within rounding
 * (Fellegi and Holt 1976, "A systematic approach to automatic edit and imputation"), and what
 * each of them should be.
 *
 *     struct locate l = {.cells = cells, .ncells = n, .sums = sums, .nsums = k};
 *     locate_solve(&l, &arena);
 *     for (unsigned i = 0; i < l.n; i++) ... l.solutions[i] ...
 *
 * Broken sums that share no cell with each other are faults of their own, each solved for itself. One cell is tried first, then two:
 * two that were swapped, and two that are wrong independently of each other; exactly, since of
 * two unknowns one is eliminated (Fourier and Motzkin). What would need three is not located.
 *
 * Pure: numbers only; neither codes nor reference data. A value is proposed only where the sums
 * determine it, up to rounding: a part below its total determines nothing. */
#ifndef CHECK_LOCATE_H
#define CHECK_LOCATE_H

#include "base/arena.h"
#include "check/slips.h"

struct locate_cell {
    double value;
    double half;     /* half a unit of its last place */
    unsigned shown, places; /* decimals: as written, as given (check/check.h) */
    double usual;    /* what neighbouring years let expect; NaN: nothing does */
};

/* The parts with sign 1, the total with -1: what they make is to be 0, or with `most` no more. */
struct locate_sum {
    const struct locate_term {
        uint32_t cell;
        int sign;
    } *terms;
    unsigned n;
    double tolerance; /* what the roundings of its figures explain */
    bool most;
};

enum { LOCATE_BEST = 5, LOCATE_PAIRS = 20000 };

struct locate_solution {
    unsigned fault; /* solutions of the same fault exclude each other; they stand together */
    unsigned ncells;
    struct {
        uint32_t cell;
        struct slip slip;
    } change[2];
    double cost;          /* of all changes, with how far they are from what is usual */
};

struct locate {
    const struct locate_cell *cells;
    const struct locate_sum *sums;
    uint32_t ncells, nsums;

    struct locate_solution *solutions; /* by fault, at most LOCATE_BEST each, best first */
    unsigned n;
    unsigned *fault; /* by sum: the number of its fault from 1; 0: it is not broken */
};

void locate_solve(struct locate *l, struct arena *arena);

#endif
