/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/derived.h"

#include "collect/desk.h"
#include "model/block.h"
#include "model/lineage.h"
#include "publish/load.h"
#include "test.h"

static void update(struct store *st, const char *area)
{
    struct err err;
    base_begin(st);
    CHECK_OK(derived_update(st, fixture_ref(), str_of(area), &err));
    base_commit(st);
}

static size_t stale(struct store *st)
{
    struct str *areas;
    size_t n;
    struct arena arena;
    struct err err;
    arena_init(&arena, 1 << 20);
    CHECK_OK(derived_stale(&areas, &n, st, fixture_ref(), &arena, &err));
    free(areas);
    arena_release(&arena);
    return n;
}

static void compared(struct store *st, const char *area, bool want_same, bool want_fresh)
{
    bool same, fresh;
    struct err err;
    CHECK_OK(derived_compare(&same, &fresh, st, fixture_ref(), str_of(area), &err));
    CHECK(same == want_same && fresh == want_fresh);
}

static unsigned listed(struct store *st, const char *area)
{
    struct store_iter *it;
    struct wk_derived d;
    struct err err;
    unsigned n = 0;
    CHECK_OK(store_derived_list(st, &it, str_of(area), &err));
    while (store_derived_next(it, &d, &err) == 1)
        n++;
    return n;
}

static const char table[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2014";

TEST(derived_follows_what_is_accepted)
{
    struct store *st = desk_open();
    CHECK_INT(stale(st), 0);
    desk_cell(st, table, "SEX_T CCT_CTZ_MMR 10");
    CHECK_INT(stale(st), 1);
    compared(st, "THA", true, false);
    update(st, "THA");
    CHECK_INT(listed(st, "THA"), 0); /* nothing follows from one figure */
    CHECK_INT(stale(st), 0);
    desk_cell(st, table, "SEX_T CCT_CTZ_TOTAL 40");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB MYS BA:544 2014", "SEX_T CCT_CTZ_MMR 3");
    CHECK_INT(stale(st), 2);
    update(st, "THA");
    CHECK_INT(listed(st, "THA"), 2); /* the distribution, the share of the region */
    CHECK_INT(stale(st), 1);
    compared(st, "THA", true, true);
    compared(st, "MYS", true, false);
    /* what is gone goes from the derived ones */
    desk_cell(st, table, "SEX_T CCT_CTZ_TOTAL 0");
    update(st, "THA");
    CHECK_INT(listed(st, "THA"), 0);
    base_is_sound(st);
    store_close(st);
}

TEST(derived_is_found_to_be_another)
{
    struct store *st = desk_open();
    struct err err;
    desk_cell(st, table, "SEX_T CCT_CTZ_MMR 10");
    desk_cell(st, table, "SEX_T CCT_CTZ_TOTAL 40");
    update(st, "THA");
    char basis[SHA256_HEX];
    CHECK_OK(store_derived_basis(st, basis, STR("THA"), &err));
    base_begin(st);
    CHECK_OK(store_derived_clear(st, STR("THA"), &err));
    CHECK_OK(store_derived_basis_put(st, STR("THA"), str_of(basis), &err));
    base_commit(st);
    compared(st, "THA", false, true);
    store_close(st);
}

TEST(derived_goes_with_the_release)
{
    struct store *st = desk_open();
    struct loaded l;
    struct err err;
    desk_cell(st, table, "SEX_T CCT_CTZ_MMR 10");
    desk_cell(st, table, "SEX_T CCT_CTZ_TOTAL 40");
    update(st, "THA");
    desk_release(st, "one", "");
    desk_cell(st, table, "SEX_T CCT_CTZ_MMR 20");
    update(st, "THA");
    desk_release(st, "two", "");
    base_is_sound(st);
    for (unsigned i = 0; i < 2; i++) {
        CHECK_OK(release_load(&l, st, i ? STR("two") : STR("one"), STR(""), STR(""), &err));
        CHECK(!l.derived);
        CHECK_OK(release_load_derived(&l, st, STR(""), &err));
        CHECK_INT(l.cube->nobs, 2);
        CHECK_INT(l.derived->nobs, 2);
        const struct cube *c = loaded_cube(&l, STR("ILO,DF_MST_NCTE_SEX_CCT_DT,1.0"));
        CHECK(c == l.derived);
        CHECK(loaded_cube(&l, STR("DF_MST_NCTE_SEX_CCT_NB")) == l.cube);
        const struct cube_flow *f = cube_flow_find(c, fixture_indicator("MST_NCTE_SEX_CCT_DT"));
        CHECK(f && c->value[c->start[f->first]] == (i ? 50 : 25));
        loaded_release(&l);
    }
    store_close(st);
}
