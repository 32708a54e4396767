/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The checks on observations: what is wrong with the figures of a file, said cell by cell.
 *
 *     obs_set_sort(&set);
 *     check_set(&findings, ref, &set, &(struct check_options){.last_year = 2026});
 *
 * Pure: observations in, findings out. Nothing is changed but `set_aside` of repeated cells.
 *
 * Sums are compared within the rounding of the figures themselves: with d decimals, the most
 * that any figure of the question table was given with, each of the n + 1 figures in a sum is
 * off by at most half a unit of the last place, so the difference may be up to
 * (n + 1) * 0.5 * 10^-d (the tolerance of Eurostat's and ILO's additivity checks). */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/finding.h"

struct check_options {
    int last_year; /* figures for later years cannot be known yet */
};

/* `set` is sorted (obs_set_sort). */
void check_set(struct finding_list *findings, const struct ref *ref, struct obs_set *set,
               const struct check_options *options);

#endif
