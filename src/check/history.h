/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the rules about the course of time share: one indicator of one area. */
#ifndef CHECK_HISTORY_H
#define CHECK_HISTORY_H

#include "check/across.h"
#include "check/series.h"

struct history {
    struct across *across;
    struct course course;
    int *thousands; /* by table: the power of ten by which it seems to be off */
    bool any_thousands;
    bool *repeated; /* by table: all of it stands in another year */
    double usual;   /* the scale of log ratios from year to year over all series; NaN: too few */
};

void history_jumps(struct history *h); /* H104 to H106 */
void history_women(struct history *h); /* H107 */

/* The years between two tables. */
int years_between(const struct history *h, uint32_t a, uint32_t b);
/* Logarithm of a point as it would be in the unit of the other years; NaN of what is not above 0. */
double history_log(const struct history *h, const struct point *p);

#endif
