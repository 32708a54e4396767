/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the neighbouring years let expect of the figures of a table.
 *
 *     usual_estimate(u, now, half, before, after, n);
 *     usual_cost(&u[i], now[i], half[i])     how surprising cell i is as it stands
 *
 * On the logarithmic scale a figure is that of the year before plus what most figures of the
 * table have gained (the median, so that a wrong figure does not count), give or take what they
 * differ by (the median absolute deviation, Hampel 1974), drawn towards what such tables do where
 * they have few cells; and so from the year after. The distribution is Student's with two degrees
 * of freedom, whose tails expect a jump now and then. Figures are counts of units, so small
 * ones are allowed the noise of counting; an exact repetition has a chance of its own, learned
 * from the table. */
#ifndef CHECK_USUAL_H
#define CHECK_USUAL_H

#include "base/base.h"

struct usual {
    double mean, spread;  /* of log(value + unit); NaN: nothing is known */
    double before, after; /* the figures of the years beside; NaN: none */
    double same;          /* the chance that a figure is that of a neighbouring year */
};

/* Arrays of n; NaN for what is not given. `half` is half a unit of a figure's last place. */
void usual_estimate(struct usual *out, const double *now, const double *half, const double *before,
                    const double *after, size_t n);

/* - log P(value), in nats, on the lattice of its last place. */
double usual_cost(const struct usual *u, double value, double half);

#endif
