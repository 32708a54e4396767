/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/slips.h"

#include "test.h"

#include <math.h>

/* The cheapest slip that leads there. */
static struct slip cheapest(double written, unsigned shown, unsigned places, double meant)
{
    struct slip v[SLIPS_MAX], best = {SLIP_NONE, 0, INFINITY};
    unsigned n = slips_of(v, written, shown, places);
    for (unsigned i = 0; i < n; i++)
        if (fabs(v[i].value - meant) < 1e-9 && v[i].cost < best.cost)
            best = v[i];
    return best;
}

static void slipped(int line, double written, unsigned shown, double meant, enum slip_kind kind)
{
    struct slip s = cheapest(written, shown, 3, meant);
    if (s.kind != kind)
        test_fail(__FILE__, line, "%g for %g is %d", written, meant, s.kind);
}
#define SLIPPED(written, meant, kind) slipped(__LINE__, written, 3, meant, kind)

TEST(slips_of_each_kind)
{
    SLIPPED(4.381, 4.831, SLIP_EXCHANGED);
    SLIPPED(1.702, 1.072, SLIP_EXCHANGED);
    SLIPPED(0.381, 0.831, SLIP_EXCHANGED);
    SLIPPED(4.381, 3.481, SLIP_EXCHANGED); /* across the point */
    SLIPPED(4.381, 4.881, SLIP_WRONG);
    slipped(__LINE__, 43.81, 2, 43.841, SLIP_MISSING);
    slipped(__LINE__, 10, 0, 10.002, SLIP_WRONG); /* 10.000 */
    SLIPPED(4.381, 42.381, SLIP_MISSING);
    SLIPPED(1.245, 12.345, SLIP_MISSING); /* 1245 persons */
    slipped(__LINE__, 12, 0, 1200, SLIP_POINT);
    SLIPPED(443.381, 43.381, SLIP_DOUBLED);
    SLIPPED(453.381, 43.381, SLIP_EXTRA);
    SLIPPED(43.381, 4338.1, SLIP_POINT);
    SLIPPED(4381, 4.381, SLIP_POINT);
    SLIPPED(-4.381, 4.381, SLIP_SIGN);
}

TEST(slips_that_are_none)
{
    struct slip v[SLIPS_MAX];
    CHECK_INT(cheapest(4.381, 3, 3, 5.108).kind, SLIP_NONE);
    CHECK_INT(cheapest(60.541, 3, 3, 12.187).kind, SLIP_NONE);
    CHECK_INT(cheapest(-4.381, 3, 3, 4.831).kind, SLIP_NONE); /* two at once */
    CHECK_INT(slips_of(v, 1e16, 3, 3), 0);
    unsigned n = slips_of(v, 4, 0, 0);
    for (unsigned i = 0; i < n; i++)
        CHECK(v[i].value >= 0 && v[i].value == floor(v[i].value)); /* no finer than the table */
    n = slips_of(v, 999999999999999.0, 0, 0);
    CHECK(n > 100 && n < SLIPS_MAX);
    for (unsigned i = 0; i < n; i++)
        CHECK(v[i].value != 999999999999999.0);
}

/* An exchange is met by chance less often than a wrong digit, a digit of many less than of few. */
TEST(slips_cost_what_they_say)
{
    CHECK(cheapest(4.381, 3, 3, 4.831).cost < cheapest(4.381, 3, 3, 4.881).cost);
    CHECK(cheapest(4.381, 3, 3, 4.881).cost < cheapest(2344.381, 3, 3, 2344.881).cost);
    for (enum slip_kind k = 0; k < SLIP_KINDS; k++)
        CHECK(slip_cost(k) > 0 && slip_cost(k) <= slip_cost(SLIP_NONE));
}
