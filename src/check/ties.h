/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What ties the figures of several question tables of one area, source and period, as linear
 * relations over cells: who looks for broken ones and who looks for the cell that breaks them
 * call the same function.
 *
 *     struct ties ties = {0};
 *     ties_find(&ties, &tables, from, to);
 *     for (size_t i = 0; i < ties.n; i++)
 *         if (tie_broken(&ties, &ties.v[i])) ... ties.terms[ties.v[i].first] ...
 *     ties_release(&ties);
 *
 * The sum of sign * value over the terms is 0 within `tolerance`, or with `most` not above it.
 * Cells are the same figure when they have the same quantity (model/ref.h), the same sex and, but
 * for totals, the same codes, whatever versions they are totals of: a table by place of birth and
 * one by citizenship agree where both stand at the total, a table by country of citizenship
 * agrees at its total with the non-citizens of a table by citizenship. Where tables/ties.csv says
 * that some quantities make another, or are within it, that holds for each combination of codes
 * which all of them have. A part that is not given makes no sum; what is within counts as given.
 *
 * The tolerance is that of sums (check/check.h): half a unit of the last place of each figure. */
#ifndef CHECK_TIES_H
#define CHECK_TIES_H

#include "check/tables.h"

struct tie_term {
    const struct obs *obs;
    const struct table_span *table;
    int sign;
};

struct tie {
    size_t first; /* its terms; the last has the sign -1: the total, or the other table's figure */
    unsigned n;
    bool most;
    double tolerance;
    const struct ref_tie *why; /* NULL: the same figure in two tables */
};

struct ties {
    struct tie *v; /* those of one figure in several tables stand together, with one last term */
    size_t n, size;
    struct tie_term *terms;
    size_t nterms, terms_size;
    struct entries *entries; /* room that the next call uses again */
};

/* Adds the ties among tables of one area, period and source: tables->beside[from .. to). */
void ties_find(struct ties *ties, const struct tables *tables, uint32_t from, uint32_t to);
double tie_gap(const struct ties *ties, const struct tie *t);
bool tie_broken(const struct ties *ties, const struct tie *t);
void ties_release(struct ties *ties);

#endif
