/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where sums are broken: the changes that satisfy all sums within rounding, and which of them is
 * the most probable.
 *
 *     struct locate l = {.cells = cells, .ncells = n, .sums = sums, .nsums = k};
 *     locate_solve(&l, &arena);
 *     for (unsigned i = 0; i < l.n; i++) ... l.solutions[i] ...
 *
 * Fellegi and Holt (1976, "A systematic approach to automatic edit and imputation") ask for the
 * fewest cells whose change satisfies all edits; weights of the cells make it the most reliable ones
 * (van der Loo and de Jonge, errorlocate). Here a set of changes costs what it takes to believe
 * it, in nats:
 *
 *     - log P(a cell is wrong) - log P(kind of slip) - log P(written | meant, kind)
 *     - log P(meant | neighbouring years) + log P(written | neighbouring years)
 *     - log P(what rounding leaves of the sums)
 *
 * summed over the changes: the logarithm of the posterior odds against "nothing is wrong here".
 * So few cells win over many, a simple slip over an arbitrary figure, and a figure that the years
 * beside it expect over one that they do not.
 *
 * Broken sums that share no cell are faults of their own. A fault is explained by one cell, or by
 * cells that moved (swapped, a line shifted), or by any two cells - each exactly, that is over all
 * candidates - and beyond that by a search of limited width (check/many.c), whose independent
 * parts are then solved exactly. Time is bounded by counting steps.
 *
 * Pure: numbers only; neither codes nor reference data. A value is proposed where the sums
 * determine it up to rounding, or where a slip leads to one that they allow. */
#ifndef CHECK_LOCATE_H
#define CHECK_LOCATE_H

#include "base/arena.h"
#include "check/slips.h"
#include "check/usual.h"

struct locate_cell {
    double value;
    double half;     /* half a unit of its last place */
    unsigned shown, places; /* decimals: as written, as given (check/check.h) */
    struct usual usual;
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

/* Cells that stand beside each other where they are filled in: what is typed in the wrong one,
 * copied from the one before, or pasted one cell too far, is so along a line. */
struct locate_line {
    const uint32_t *cells;
    unsigned n;
};

struct locate_change {
    uint32_t cell;
    struct slip slip;
};

struct locate_solution {
    unsigned fault; /* solutions of the same fault exclude each other; they stand together */
    unsigned ncells;
    const struct locate_change *changes;
    double cost;   /* nats */
    double chance; /* among all that was found for the fault */
};

/* How the sums of such tables use to hold, counted where they do: to the last digit rather than
 * within rounding; and, of parts that may be below their total, just making it. */
struct locate_habits {
    unsigned sums, exact;
    unsigned lists, full;
};

enum { LOCATE_BEST = 5, LOCATE_STEPS = 400000 };

struct locate {
    const struct locate_cell *cells;
    const struct locate_sum *sums;
    const struct locate_line *lines;
    uint32_t ncells, nsums, nlines;
    struct locate_habits habits; /* of neighbouring years; those of `sums` themselves are added */
    uint32_t steps; /* that may be made, some microseconds each; those that are left. 0: LOCATE_STEPS */

    struct locate_solution *solutions; /* by fault, at most LOCATE_BEST each, best first */
    unsigned n;
    unsigned *fault; /* by sum: the number of its fault from 1; 0: it is not broken */
    double *cost;    /* by fault: of its best solution; INFINITY: none */
    unsigned nfaults;
};

void locate_habit(struct locate_habits *h, const struct locate_sum *sum, double gap);
void locate_solve(struct locate *l, struct arena *arena);

#endif
