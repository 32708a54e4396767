/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/load.h"

#include "collect/desk.h"
#include "publish/trace.h"
#include "test.h"

#include <math.h>

static struct store *two_releases(void)
{
    struct store *st = desk_open();
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
    desk_cell(st, "MNA_TPOP_SEX_CRS_NB MMR BA:741 2014", "SEX_T CRS_RES_THA 1418.472");
    desk_release(st, "first", "");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 940");
    desk_release(st, "second", "2026-12-18T02:00:00Z");
    return st;
}

static void loads(struct store *st, const char *name, const char *now, const char *want,
                  double value)
{
    struct loaded l;
    struct err err = {0};
    int r = release_load(&l, st, str_of(name), str_of(now), STR("MST_NCTE_SEX_CCT_NB"), &err);
    if (!want) {
        CHECK_INT(r, -ERR_NOTFOUND);
        CHECK(err.text[0] && !l.cube && !l.ref);
        return;
    }
    if (r < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    CHECK_STR(l.release.name, want);
    CHECK_STR(l.cube->release_name, want);
    CHECK_INT(l.cube->release_id, l.release.id);
    CHECK(l.cube->nobs == 1 && l.cube->value[0] == value); /* only what was asked for */
    CHECK(l.cube->hash.len == 64 && l.cube->released_at.len == 20);
    CHECK(l.cube->ref == l.ref);
    CHECK(memcmp(&l.ref->hash, &fixture_ref()->hash, sizeof l.ref->hash) == 0);
    loaded_release(&l);
    CHECK(!l.cube && !l.ref);
}

TEST(release_is_loaded_by_name_number_or_newest)
{
    struct store *st = two_releases();
    loads(st, "first", "2026-06-01T00:00:00Z", "first", 933.89);
    loads(st, "1", "2026-06-01T00:00:00Z", "first", 933.89);
    loads(st, "", "2026-06-01T00:00:00Z", "first", 933.89);
    loads(st, "third", "2026-06-01T00:00:00Z", NULL, 0);
    loads(st, "0", "2026-06-01T00:00:00Z", NULL, 0);
    store_close(st);
}

TEST(release_under_embargo_is_not_there)
{
    struct store *st = two_releases();
    loads(st, "second", "2026-12-18T01:59:59Z", NULL, 0);
    loads(st, "2", "2026-12-18T01:59:59Z", NULL, 0);
    loads(st, "", "2026-12-18T01:59:59Z", "first", 933.89);
    loads(st, "second", "2026-12-18T02:00:00Z", "second", 940);
    loads(st, "", "2026-12-18T02:00:00Z", "second", 940);
    loads(st, "second", "", "second", 940); /* whoever may see all */
    store_close(st);
}

TEST(release_of_a_base_without_any)
{
    struct store *st = desk_open();
    loads(st, "", "2026-06-01T00:00:00Z", NULL, 0);
    loads(st, "", "", NULL, 0);
    store_close(st);
}

TEST(release_load_of_everything)
{
    struct store *st = two_releases();
    struct loaded l;
    struct err err;
    CHECK_OK(release_load(&l, st, STR("first"), STR(""), STR(""), &err));
    CHECK(l.cube->nflows == 2 && l.cube->nobs == 2);
    CHECK(cube_flow_find(l.cube, fixture_indicator("MNA_TPOP_SEX_CRS_NB")));
    loaded_release(&l);
    CHECK_OK(release_load(&l, st, STR("first"), STR(""), STR("MST_TPOP_COU_NB"), &err));
    CHECK(l.cube->nobs == 0);
    loaded_release(&l);
    store_close(st);
}

TEST(ref_stored_comes_back)
{
    struct store *st = desk_open();
    struct ref *ref;
    struct err err;
    int64_t version = 0;
    CHECK_OK(ref_load_stored(&ref, &version, st, 0, &err));
    CHECK_INT(version, 1);
    CHECK(memcmp(&ref->hash, &fixture_ref()->hash, sizeof ref->hash) == 0);
    ref_free(ref);
    CHECK_ERR(ref_load_stored(&ref, NULL, st, 7, errp), ERR_NOTFOUND, "");
    store_close(st);
}

/* Every figure of a release leads back to the cell of the submission that it was taken from. */
TEST(trace_leads_to_the_cell)
{
    struct chance c = {71};
    struct store *st = desk_open();
    struct obs_set set;
    struct loaded l;
    struct err err;
    int64_t ids[4];
    uint32_t rows = 0;
    obs_set_init(&set);
    for (size_t k = 0; k < ARRAY_LEN(ids); k++) {
        /* figures say who they are: the row, and no row twice in all submissions */
        set.n = 0;
        fixture_random(&set, &c, 8);
        for (size_t i = 0; i < set.n; i++) {
            set.v[i].row = ++rows;
            set.v[i].value = rows;
            set.v[i].decimals = 0;
            set.v[i].column = (uint16_t)(1 + rows % 50);
        }
        ids[k] = desk_submit(st, &set, STATE_ACCEPTED);
    }
    desk_release(st, "2026", "");
    CHECK_OK(release_load(&l, st, STR(""), STR(""), STR(""), &err));
    CHECK(l.cube->nobs > 100);
    for (uint32_t f = 0; f < l.cube->nflows; f++) {
        const struct cube_flow *flow = &l.cube->flows[f];
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
            for (uint32_t i = l.cube->start[s]; i < l.cube->start[s + 1]; i++) {
                struct trace t;
                struct arena arena;
                arena_init(&arena, 16 << 20);
                CHECK_OK(trace_get(&t, &arena, st, l.ref, l.cube, flow, s, i, &err));
                CHECK(t.cell.value == l.cube->value[i] && t.cell.row == l.cube->value[i]);
                CHECK_INT(t.cell.column, 1 + t.cell.row % 50);
                CHECK_INT(t.cell.period, l.cube->period[i]);
                CHECK_INT(t.cell.sex, l.cube->sex[s]);
                CHECK_INT(t.cell.classif[0], l.cube->classif[0][s]);
                CHECK_INT(t.cell.classif[1], l.cube->classif[1][s]);
                CHECK(str_eq(t.table.source, l.cube->sources[l.cube->source[i]]));
                CHECK(str_eq(t.table.area, l.ref->areas[l.cube->area[s]].code));
                CHECK_INT(t.table.submission, t.submission.id);
                bool known = false;
                for (size_t k = 0; k < ARRAY_LEN(ids); k++)
                    known = known || ids[k] == t.submission.id;
                CHECK(known);
                CHECK_STR(t.submission.who, "Aisyah");
                CHECK_STR(t.submission.decided_by, "Budi");
                arena_release(&arena);
            }
    }
    loaded_release(&l);
    obs_set_release(&set);
    store_close(st);
}
