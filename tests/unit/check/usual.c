/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/usual.h"

#include "test.h"

#include <math.h>

enum { CELLS = 5 };
static const double half[CELLS] = {0.0005, 0.0005, 0.0005, 0.0005, 0.0005};
static const double before[CELLS] = {10.5, 20.25, 4.125, 60.75, 95.625};

/* All have grown by a tenth, but one cell that is wrong. */
static void grown(double now[CELLS])
{
    for (int i = 0; i < CELLS; i++)
        now[i] = before[i] * 1.1;
    now[2] = 41.25;
}

TEST(usual_is_what_most_cells_have_gained)
{
    struct usual u[CELLS];
    double now[CELLS], none[CELLS] = {NAN, NAN, NAN, NAN, NAN};
    grown(now);
    usual_estimate(u, now, half, before, none, CELLS);
    for (int i = 0; i < CELLS; i++) {
        CHECK(fabs(exp(u[i].mean) / (before[i] * 1.1) - 1) < 0.01);
        CHECK(u[i].spread > 0.01 && u[i].spread < 0.3);
    }
    CHECK(usual_cost(&u[2], 41.25, half[2]) > usual_cost(&u[2], 4.538, half[2]) + 4);
    CHECK(usual_cost(&u[0], now[0], half[0]) < usual_cost(&u[0], 2 * now[0], half[0]));
}

TEST(usual_between_two_years)
{
    struct usual u[CELLS];
    double now[CELLS], after[CELLS];
    grown(now);
    for (int i = 0; i < CELLS; i++)
        after[i] = before[i] * 1.21;
    usual_estimate(u, now, half, before, after, CELLS);
    CHECK(fabs(exp(u[2].mean) / (before[2] * 1.1) - 1) < 0.01);
}

/* Without other years every figure is as good, but that smaller ones stand closer. */
TEST(usual_of_nothing)
{
    struct usual u;
    double now = 12.5, none = NAN;
    usual_estimate(&u, &now, half, &none, &none, 1);
    CHECK(isnan(u.mean));
    CHECK(usual_cost(&u, 12.5, half[0]) < usual_cost(&u, 125, half[0]));
    CHECK(usual_cost(&u, 0, half[0]) >= 0);
    CHECK(usual_cost(&u, -12.5, half[0]) > 20);
}

TEST(usual_knows_repetitions)
{
    struct usual u[CELLS];
    double now[CELLS], none[CELLS] = {NAN, NAN, NAN, NAN, NAN};
    grown(now);
    now[0] = before[0];
    usual_estimate(u, now, half, before, none, CELLS);
    double once = u[0].same;
    CHECK(usual_cost(&u[0], before[0], half[0]) < usual_cost(&u[0], before[0] + 0.001, half[0]));
    for (int i = 0; i < CELLS; i++)
        now[i] = before[i];
    usual_estimate(u, now, half, before, none, CELLS);
    CHECK(u[0].same > 3 * once); /* a table that is carried forward */
}
