/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/random.h"
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
        q->cells[i] = (struct locate_cell){
            values[i], 0.0005, 3, 3, {(double)NAN, (double)NAN, (double)NAN, (double)NAN, 0.02}};
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
        CHECK_INT(q->l.solutions[0].changes[0].cell, cell);
        CHECK_INT(q->l.solutions[0].changes[0].slip.kind, SLIP_POINT);
        CHECK(fabs(q->l.solutions[0].changes[0].slip.value - fine[cell]) < 1e-9);
        arena_release(&q->arena);
    }
}

TEST(locate_two_cells_that_were_swapped)
{
    struct square *q = square_with(1, fine[6], 6, fine[1]);
    CHECK(q->l.n >= 1);
    CHECK_INT(q->l.solutions[0].ncells, 2);
    CHECK_INT(q->l.solutions[0].changes[0].slip.kind, SLIP_SWAPPED);
    CHECK_INT(q->l.solutions[0].changes[0].cell + q->l.solutions[0].changes[1].cell, 7);
    arena_release(&q->arena);
}

/* Each is a fault of its own. */
TEST(locate_two_errors_of_their_own)
{
    struct square *q = square_with(0, 1.324, 6, 9.941);
    unsigned found = 0;
    for (unsigned i = 0; i < q->l.n; i++) {
        const struct locate_solution *s = &q->l.solutions[i];
        if (i > 0 && s->fault == s[-1].fault)
            continue;
        found++;
        CHECK_INT(s->ncells, 1);
        CHECK(s->changes[0].cell == 0 || s->changes[0].cell == 6);
        CHECK(fabs(s->changes[0].slip.value - fine[s->changes[0].cell]) < 1e-9);
    }
    CHECK_INT(found, 2);
    arena_release(&q->arena);
}

/* They share a sum: one proposal. */
TEST(locate_two_errors_in_one_row)
{
    struct square *q = square_with(4, 7.163, 6, 9.941);
    CHECK(q->l.n >= 1);
    CHECK_INT(q->l.solutions[0].ncells, 2);
    for (int i = 0; i < 2; i++) {
        uint32_t cell = q->l.solutions[0].changes[i].cell;
        CHECK(cell == 4 || cell == 6);
        CHECK(fabs(q->l.solutions[0].changes[i].slip.value - fine[cell]) < 1e-9);
    }
    arena_release(&q->arena);
}

/* Three in three rows and two columns. */
TEST(locate_three_errors)
{
    struct square *q = square_with(0, 1.324, 5, 5.152);
    double values[SIDE * SIDE];
    for (uint32_t i = 0; i < SIDE * SIDE; i++)
        values[i] = q->cells[i].value;
    arena_release(&q->arena);
    values[8] = 28.71;
    square_init(q, values);
    locate_solve(&q->l, &q->arena);
    unsigned found = 0;
    for (unsigned i = 0; i < q->l.n; i++) {
        const struct locate_solution *s = &q->l.solutions[i];
        if (i > 0 && s->fault == s[-1].fault)
            continue;
        for (unsigned k = 0; k < s->ncells; k++, found++)
            CHECK(fabs(s->changes[k].slip.value - fine[s->changes[k].cell]) < 1e-9);
    }
    CHECK_INT(found, 3);
    arena_release(&q->arena);
}

/* Two swapped and one of its own, in one knot of sums. */
TEST(locate_a_swap_beside_another_error)
{
    struct square *q = square_with(1, fine[6], 6, fine[1]);
    double values[SIDE * SIDE];
    unsigned found = 0;
    for (uint32_t i = 0; i < SIDE * SIDE; i++)
        values[i] = q->cells[i].value;
    arena_release(&q->arena);
    values[5] = 55.12;
    square_init(q, values);
    locate_solve(&q->l, &q->arena);
    for (unsigned i = 0; i < q->l.n; i++) {
        const struct locate_solution *s = &q->l.solutions[i];
        for (unsigned k = 0; (i == 0 || s->fault != s[-1].fault) && k < s->ncells; k++, found++)
            CHECK(fabs(s->changes[k].slip.value - fine[s->changes[k].cell]) < 1e-9);
    }
    CHECK_INT(found, 3);
    arena_release(&q->arena);
}

/* A row that was pasted one cell too far from its second cell on. */
TEST(locate_a_line_that_was_shifted)
{
    double values[SIDE * SIDE];
    static const uint32_t row[] = {4, 5, 6, 7};
    struct locate_line line = {row, 4};
    struct square q;
    memcpy(values, fine, sizeof fine);
    for (unsigned i = 7; i > 5; i--)
        values[i] = fine[i - 1];
    square_init(&q, values);
    q.l.lines = &line;
    q.l.nlines = 1;
    locate_solve(&q.l, &q.arena);
    CHECK(q.l.n >= 1);
    CHECK_INT(q.l.solutions[0].changes[0].slip.kind, SLIP_SHIFTED);
    CHECK_INT(q.l.solutions[0].ncells, 2);
    for (unsigned i = 0; i < q.l.solutions[0].ncells; i++) {
        const struct locate_change *c = &q.l.solutions[0].changes[i];
        CHECK(fabs(c->slip.value - fine[c->cell]) < 1e-9);
    }
    arena_release(&q.arena);
}

/* One sum, three cells in which the same digit may be wrong: the years beside tell. */
TEST(locate_by_the_years_beside)
{
    for (uint32_t wrong = 0; wrong < 3; wrong++) {
        static const struct locate_term terms[] = {{0, 1}, {1, 1}, {2, -1}};
        static const struct locate_sum sum = {terms, 3, 0.0015, false};
        static const double meant[] = {40.123, 50.456, 90.579}, before[] = {40.323, 50.156, 90.479};
        struct locate_cell cells[3];
        struct arena arena;
        arena_init(&arena, 1 << 20);
        for (uint32_t i = 0; i < 3; i++)
            cells[i] = (struct locate_cell){meant[i] + (i == wrong ? 9 : 0), 0.0005, 3, 3,
                                            {log(before[i]), 0.05, before[i], (double)NAN, 0.02}};
        struct locate l = {.cells = cells, .ncells = 3, .sums = &sum, .nsums = 1};
        locate_solve(&l, &arena);
        CHECK(l.n >= 2 && l.solutions[0].chance > l.solutions[1].chance);
        CHECK_INT(l.solutions[0].changes[0].cell, wrong);
        CHECK(fabs(l.solutions[0].changes[0].slip.value - meant[wrong]) < 1e-9);
        arena_release(&arena);
    }
}

/* A part above its total: nothing says by how much. */
TEST(locate_needs_what_determines)
{
    static const struct locate_term terms[] = {{0, 1}, {1, -1}};
    static const struct locate_sum sum = {terms, 2, 0.001, true};
    struct locate_cell cells[2];
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (uint32_t i = 0; i < 2; i++)
        cells[i] = (struct locate_cell){i ? 40.317 : 52.648, 0.0005, 3, 3,
                                        {(double)NAN, (double)NAN, (double)NAN, (double)NAN, 0.02}};
    struct locate l = {.cells = cells, .ncells = 2, .sums = &sum, .nsums = 1};
    locate_solve(&l, &arena);
    CHECK_INT(l.fault[0], 1);
    for (unsigned i = 0; i < l.n; i++)
        CHECK(l.solutions[i].changes[0].slip.kind != SLIP_NONE);
    arena_release(&arena);
}

/* Parts may be below their total, but where they make it in all other rows they do here. */
TEST(locate_a_part_of_a_list_that_is_full_elsewhere)
{
    struct square q;
    square_init(&q, fine);
    q.cells[5].value = 55.12;
    for (uint32_t k = 0; k < 2 * SIDE; k++)
        q.sums[k].most = true;
    locate_solve(&q.l, &q.arena);
    CHECK(q.l.n >= 1);
    CHECK_INT(q.l.solutions[0].changes[0].cell, 5);
    CHECK(fabs(q.l.solutions[0].changes[0].slip.value - fine[5]) < 1e-9);
    arena_release(&q.arena);
}

/* However much is broken, an answer comes, and it mends what it says. */
TEST(locate_in_a_table_of_chance)
{
    double values[SIDE * SIDE];
    struct chance c = {3};
    struct square q;
    for (int round = 0; round < 300; round++) {
        for (unsigned i = 0; i < SIDE * SIDE; i++)
            values[i] = round % 3 ? fine[i] : chance_below(&c, 10000) / 1000.0;
        for (unsigned i = 0; i < chance_below(&c, 8); i++)
            values[chance_below(&c, SIDE * SIDE)] *= 10;
        square_init(&q, values);
        locate_solve(&q.l, &q.arena);
        for (unsigned i = 0; i < q.l.n; i++) {
            const struct locate_solution *s = &q.l.solutions[i];
            CHECK(s->chance >= 0 && s->chance <= 1.0001 && s->ncells >= 1);
            CHECK(s->fault >= 1 && s->fault <= q.l.nfaults && q.l.cost[s->fault] <= s->cost);
            for (unsigned k = 0; k < s->ncells; k++)
                CHECK(s->changes[k].slip.value >= 0 &&
                      s->changes[k].slip.value != values[s->changes[k].cell]);
        }
        arena_release(&q.arena);
    }
}
