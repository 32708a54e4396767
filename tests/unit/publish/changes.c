/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/changes.h"

#include "collect/derived.h"
#include "collect/desk.h"
#include "test.h"

static void counted_of(struct store *st, int64_t old, int64_t new, bool derived, const char *want)
{
    struct change_count *v;
    struct arena arena;
    struct buf got = {0};
    struct err err = {0};
    size_t n;
    arena_init(&arena, 64 << 20);
    buf_puts(&got, "");
    if (changes_count(&v, &n, &arena, st, old, new, derived, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&got, "%.*s %.*s +%u ~%u -%u\n", STR_FMT(v[i].indicator), STR_FMT(v[i].area), v[i].inserted,
                v[i].changed, v[i].deleted);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    arena_release(&arena);
}

static void counted(struct store *st, int64_t old, int64_t new, const char *want)
{
    counted_of(st, old, new, false, want);
}

TEST(changes_are_counted_by_table_and_country)
{
    struct store *st = desk_open();
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB MYS BA:741 2014", "SEX_T CCT_CTZ_MMR 5");
    desk_cell(st, "MNA_TPOP_SEX_CRS_NB MMR BA:741 2014", "SEX_T CRS_RES_THA 1418.472");
    desk_release(st, "first", "");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 940");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2015", "SEX_T CCT_CTZ_MMR 950");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2015", "SEX_T CCT_CTZ_KHM 7 E");
    desk_release(st, "second", "");
    counted(st, 0, 1, "MNA_TPOP_SEX_CRS_NB MMR +1 ~0 -0\nMST_NCTE_SEX_CCT_NB MYS +1 ~0 -0\n"
                      "MST_NCTE_SEX_CCT_NB THA +1 ~0 -0\n");
    counted(st, 1, 2, "MST_NCTE_SEX_CCT_NB THA +2 ~1 -0\n");
    counted(st, 2, 1, "MST_NCTE_SEX_CCT_NB THA +0 ~1 -2\n");
    counted(st, 1, 0, "MNA_TPOP_SEX_CRS_NB MMR +0 ~0 -1\nMST_NCTE_SEX_CCT_NB MYS +0 ~0 -1\n"
                      "MST_NCTE_SEX_CCT_NB THA +0 ~0 -1\n");
    counted(st, 2, 2, "");
    store_close(st);
}

static void derive(struct store *st)
{
    struct err err;
    base_begin(st);
    CHECK_OK(derived_update(st, fixture_ref(), STR("THA"), &err));
    base_commit(st);
}

/* Of what is derived as much is told, and nothing of it among what was reported. */
TEST(changes_of_derived_figures)
{
    struct store *st = desk_open();
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 10");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 40");
    derive(st);
    desk_release(st, "first", "");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 20");
    derive(st);
    desk_release(st, "second", "");
    counted(st, 1, 2, "MST_NCTE_SEX_CCT_NB THA +0 ~1 -0\n");
    counted_of(st, 1, 2, true, "MST_NCTE_SEX_CCT_DT THA +0 ~1 -0\nMST_NCTE_SEX_RS THA +0 ~1 -0\n");
    counted_of(st, 0, 1, true, "MST_NCTE_SEX_CCT_DT THA +1 ~0 -0\nMST_NCTE_SEX_RS THA +1 ~0 -0\n");
    store_close(st);
}

TEST(changes_of_a_release_that_is_not_there)
{
    struct store *st = desk_open();
    struct change_count *v;
    struct arena arena;
    struct err err = {0};
    size_t n;
    arena_init(&arena, 1 << 20);
    CHECK_INT(changes_count(&v, &n, &arena, st, 0, 7, false, &err), -ERR_NOTFOUND);
    arena_release(&arena);
    store_close(st);
}
