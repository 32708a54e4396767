/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/asking.h"

#include "model/fixture.h"
#include "test.h"

static uint32_t years_of(const char *const *cells, int first, int last)
{
    struct obs_set set;
    struct arena arena;
    struct block_obs v[16];
    struct block_stat stat;
    struct block_view view;
    struct buf block = {0}, origin = {0};
    struct err err;
    size_t n = 0;
    obs_set_init(&set);
    arena_init(&arena, 1 << 20);
    for (; cells[n * 2]; n++)
        fixture_put(&set, cells[n * 2], cells[n * 2 + 1]);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct block_obs){.obs = set.v[i]};
    CHECK_INT(block_pack(&block, &origin, &stat, fixture_ref(), &set, v, n, &err), 0);
    CHECK_INT(block_open(&view, &arena, buf_view(&block), &err), 0);
    uint32_t years = asking_years(&view, first, last);
    buf_release(&block);
    buf_release(&origin);
    arena_release(&arena);
    obs_set_release(&set);
    return years;
}

TEST(asking_knows_the_years_with_a_figure)
{
    static const char *const cells[] = {
        "MST_NCTE_SEX_CCT_NB THA BA:741 2010", "SEX_T CCT_CTZ_TOTAL 5",
        "MST_NCTE_SEX_CCT_NB THA BA:741 2012", "SEX_T CCT_CTZ_TOTAL 6",
        "MST_NCTE_SEX_CCT_NB THA BA:741 2013", "SEX_T CCT_CTZ_TOTAL - N",
        "MST_NCTE_SEX_CCT_NB THA BA:741 2014Q2", "SEX_T CCT_CTZ_TOTAL 7", NULL};
    CHECK_INT(years_of(cells, 2012, 2014), 1 | 4); /* a status is no figure, a quarter is of its year */
    CHECK_INT(years_of(cells, 2010, 2010), 1);
    CHECK_INT(years_of(cells, 2015, 2017), 0);
}

TEST(asking_puts_what_is_missing_first)
{
    const uint32_t known[] = {7, 0, 5, 0, 1, 7};
    static const uint32_t order[] = {1, 3, 2, 4, 0, 5};
    static const unsigned missing[] = {3, 3, 1, 2, 0, 0};
    struct asked_table out[6];
    asking_rank(out, known, NULL, 6, 3);
    for (unsigned i = 0; i < 6; i++) {
        CHECK_INT(out[i].index, order[i]);
        CHECK_INT(out[i].missing, missing[i]);
    }
    CHECK_STR(str_of(why_asked_name(out[0].why)), "missing");
    CHECK_STR(str_of(why_asked_name(out[2].why)), "partial");
    CHECK_STR(str_of(why_asked_name(out[5].why)), "known");
    /* a single year is all there or missing */
    asking_rank(out, (uint32_t[]){1, 0}, NULL, 2, 1);
    CHECK_INT(out[0].index, 1);
    CHECK_STR(str_of(why_asked_name(out[1].why)), "known");
}

TEST(asking_puts_the_cheapest_first)
{
    const uint32_t known[] = {7, 0, 5, 0, 1, 7, 0};
    static const unsigned cost[] = {0, 4, 3, 1, 1, 0, 4};
    /* of those missing 3 costs least, 1 and 6 the same; of those partial 4; what is known costs nothing */
    static const uint32_t order[] = {3, 1, 6, 4, 2, 0, 5};
    struct asked_table out[7];
    asking_rank(out, known, cost, 7, 3);
    for (unsigned i = 0; i < 7; i++)
        CHECK_INT(out[i].index, order[i]);
}
