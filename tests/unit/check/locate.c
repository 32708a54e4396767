/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/locate.h"

#include "test.h"

#include <math.h>

enum { SIDE = 4 };

/* A square table whose last row and column are totals; each is a sum. */
struct square {
    struct arena arena;
    struct locate_cell cells[SIDE * SIDE];
    struct locate_term terms[2 * SIDE][SIDE];
    struct locate_sum sums[2 * SIDE];
    struct locate l;
};

static void square_init(struct square *q, const double values[SIDE * SIDE])
{
    arena_init(&q->arena, 16 << 20);
    for (uint32_t i = 0; i < SIDE * SIDE; i++)
        q->cells[i] = (struct locate_cell){values[i], 0.0005, 3, 3, (double)NAN};
    for (uint32_t k = 0; k < 2 * SIDE; k++) {
        for (uint32_t i = 0; i < SIDE; i++)
            q->terms[k][i] = (struct locate_term){k < SIDE ? k * SIDE + i : i * SIDE + k - SIDE,
                                                  i + 1 < SIDE ? 1 : -1};
        q->sums[k] = (struct locate_sum){q->terms[k], SIDE, SIDE * 0.0005, false};
    }
    q->l = (struct locate){.cells = q->cells, .ncells = SIDE * SIDE, .sums = q->sums, .nsums = 2 * SIDE};
}

static const double fine[] = {1.234, 22.117, 3.905, 27.256, 7.613, 5.512, 9.041,  22.166,
                              2.871, 6.448,  8.36,  17.679, 11.718, 34.077, 21.306, 67.101};

static struct square *square_with(uint32_t a, double x, uint32_t b, double y)
{
    static struct square q;
    double values[SIDE * SIDE];
    memcpy(values, fine, sizeof fine);
    values[a] = x;
    values[b] = y;
    square_init(&q, values);
    locate_solve(&q.l, &q.arena);
    return &q;
}

TEST(locate_nothing_where_all_holds)
{
    struct square *q = square_with(0, fine[0], 1, fine[1]);
    CHECK_INT(q->l.n, 0);
    arena_release(&q->arena);
}

TEST(locate_one_cell_where_two_sums_cross)
{
    for (uint32_t cell = 0; cell < SIDE * SIDE; cell++) {
        struct square *q = square_with(cell, fine[cell] * 10, cell, fine[cell] * 10);
        CHECK_INT(q->l.n, 1);
        CHECK_INT(q->l.solutions[0].ncells, 1);
        CHECK_INT(q->l.solutions[0].change[0].cell, cell);
        CHECK_INT(q->l.solutions[0].change[0].slip.kind, SLIP_POINT);
        CHECK(fabs(q->l.solutions[0].change[0].slip.value - fine[cell]) < 1e-9);
        arena_release(&q->arena);
    }
}

TEST(locate_two_cells_that_were_swapped)
{
    struct square *q = square_with(1, fine[6], 6, fine[1]);
    CHECK(q->l.n >= 1);
    CHECK_INT(q->l.solutions[0].ncells, 2);
    CHECK_INT(q->l.solutions[0].change[0].slip.kind, SLIP_SWAPPED);
    CHECK_INT(q->l.solutions[0].change[0].cell + q->l.solutions[0].change[1].cell, 7);
    arena_release(&q->arena);
}

TEST(locate_two_errors_of_their_own)
{
    struct square *q = square_with(0, 1.324, 6, 9.941);
    CHECK(q->l.n >= 1);
    CHECK_INT(q->l.solutions[0].ncells, 2);
    CHECK_INT(q->l.solutions[0].change[0].cell + q->l.solutions[0].change[1].cell, 6);
    for (int i = 0; i < 2; i++) {
        uint32_t cell = q->l.solutions[0].change[i].cell;
        CHECK(fabs(q->l.solutions[0].change[i].slip.value - fine[cell]) < 1e-9);
    }
    arena_release(&q->arena);
}

/* A part below its total: nothing says by how much. */
TEST(locate_needs_what_determines)
{
    struct square q;
    square_init(&q, fine);
    q.cells[0].value = 60;
    for (uint32_t k = 0; k < 2 * SIDE; k++)
        q.sums[k].most = true;
    locate_solve(&q.l, &q.arena);
    CHECK_INT(q.l.n, 0);
    CHECK(q.l.fault[0] && q.l.fault[SIDE] == q.l.fault[0]);
    arena_release(&q.arena);
}
