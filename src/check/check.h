/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The checks on observations: what is wrong with the figures of a file, said cell by cell.
 *
 *     obs_set_sort(&set);
 *     check_set(&findings, ref, &set, &(struct check_options){.last_year = 2026});
 *
 * Pure: observations in, findings out. Nothing is changed but `set_aside` of repeated cells.
 *
 * Sums are compared within the rounding of the figures themselves: one that was given with d
 * decimals is off by at most half a unit of the last place, so the difference may be up to the
 * sum of 0.5 * 10^-d over the total and its parts (the tolerance of Eurostat's and ILO's
 * additivity checks). What is above its total is compared with it in the same way.
 *
 * A file may have lost the zeros at the end: its 12 may be 12.000. So a figure has been given
 * with the decimals that it shows, or with those that at least half the figures of its question
 * table show, if these are more. A zero at the end is lost by one figure in ten, so of a table
 * given with d decimals most figures still show d; and one 0.1 among whole thousands, or a small
 * country with a decimal more than the others, speaks for itself alone. Figures that are 0 say
 * nothing of the decimals. The question table is the right company, since it is filled in by one
 * office from one source; in a table of two or three figures the finer half decides. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/finding.h"

struct check_options {
    int last_year; /* figures for later years cannot be known yet */
    /* what was accepted before, sorted; NULL: nothing. It is compared with, and never found fault
     * with; where the set has the same question table, that counts and the earlier one is what it
     * revises. */
    const struct obs_set *earlier;
};

/* `set` is sorted (obs_set_sort). */
void check_set(struct finding_list *findings, const struct ref *ref, struct obs_set *set,
               const struct check_options *options);

/* Several sets together, as files that belong together: each for itself, and their tables with each
 * other. A finding goes to the list of the set that has its cell. */
struct check_part {
    struct finding_list *findings;
    struct obs_set *set;
};
void check_sets(const struct check_part *parts, size_t n, const struct ref *ref,
                const struct check_options *options);

#endif
