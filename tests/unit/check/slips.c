/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/slips.h"

#include "test.h"

#include <math.h>

static void slipped(int line, double written, unsigned shown, double meant, enum slip_kind kind)
{
    struct slip s = {.kind = SLIP_NONE};
    if (!slip_find(&s, written, shown, 3, meant - 0.0015, meant + 0.0015, meant) || s.kind != kind ||
        fabs(s.value - meant) > 1e-9)
        test_fail(__FILE__, line, "%g for %g is %d %g", written, meant, s.kind, s.value);
}
#define SLIPPED(written, meant, kind) slipped(__LINE__, written, 3, meant, kind)

TEST(slips_of_each_kind)
{
    SLIPPED(4.381, 4.831, SLIP_EXCHANGED);
    SLIPPED(1.702, 1.072, SLIP_EXCHANGED);
    SLIPPED(0.381, 0.831, SLIP_EXCHANGED);
    SLIPPED(4.381, 4.881, SLIP_WRONG);
    slipped(__LINE__, 43.81, 2, 43.841, SLIP_MISSING);
    SLIPPED(10, 10.002, SLIP_WRONG); /* 10.000 */
    SLIPPED(4.381, 42.381, SLIP_MISSING);
    SLIPPED(1.245, 12.345, SLIP_MISSING);
    SLIPPED(443.381, 43.381, SLIP_DOUBLED);
    SLIPPED(453.381, 43.381, SLIP_EXTRA);
    SLIPPED(43.381, 4338.1, SLIP_POINT);
    SLIPPED(4381, 4.381, SLIP_POINT);
    SLIPPED(-4.381, 4.381, SLIP_SIGN);
}

TEST(slips_that_are_none)
{
    struct slip s;
    CHECK(!slip_find(&s, 4.381, 3, 3, 5.1065, 5.1095, 5.108));
    CHECK(!slip_find(&s, 4.381, 3, 3, -4.382, -4.380, -4.381)); /* no figure is negative */
    CHECK(!slip_find(&s, 60.541, 3, 3, 12.1855, 12.1885, 12.187));
    CHECK(!slip_find(&s, 1e16, 3, 3, 0, 1, 0.5));
    CHECK(!slip_find(&s, 4, 0, 0, 4.2, 4.8, 4.5)); /* finer than the table */
}
