/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/sharing.h"

#include "collect/best.h"
#include "collect/derived.h"
#include "collect/desk.h"
#include "model/period.h"
#include "publish/load.h"
#include "test.h"

#define NOW "2026-02-01T00:00:00Z"
#define TABLE "MST_NCTE_SEX_CCT_NB"

static const char survey[] = TABLE " THA BA:741 2014";
static const char census[] = TABLE " THA AA:1700 2014";

static int64_t rule(struct store *st, const struct sharing_rule *r)
{
    struct share s = {.rule = *r, .ground = STR("a law"), .decided_by = STR("Budi"), .decided_at = STR(NOW)};
    struct err err;
    unsigned releases;
    int64_t newest;
    base_begin(st);
    CHECK_OK(store_share_add(st, &s, &err));
    CHECK_OK(sharing_withhold(&releases, &newest, st, s.id, r, &err));
    base_commit(st);
    return s.id;
}

static void derive_of(struct store *st, const char *area)
{
    struct err err;
    base_begin(st);
    CHECK_OK(derived_update(st, fixture_ref(), str_of(area), &err));
    base_commit(st);
}

/* The one reported figure of Thailand that an audience sees, with its source; NULL: none. */
static void sees(struct store *st, enum audience audience, const char *now, const char *release,
                 const char *value, const char *source)
{
    struct loaded l;
    struct err err;
    struct buf got = {0};
    store_audience(st, audience);
    CHECK_OK(release_load(&l, st, str_of(release), str_of(now), STR(TABLE), &err));
    CHECK_INT(l.cube->nobs, value ? 1 : 0);
    if (value) {
        buf_num(&got, l.cube->value[0], l.cube->decimals[0]);
        CHECK_STR(buf_view(&got), value);
        CHECK_STR(l.cube->sources[l.cube->source[0]], source);
    }
    buf_release(&got);
    loaded_release(&l);
    store_audience(st, AUDIENCE_OFFICE);
}

TEST(best_for_an_audience_is_chosen_from_what_it_may_see)
{
    struct store *st = desk_open();
    struct err err;
    struct best_block all, left, none;
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    const struct sharing_rule kept[] = {
        {.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_MEMBERS},
        {.area = STR("THA"), .audience = AUDIENCE_OFFICE, .until = STR("2026-01-01")}};
    struct best_limit limit = {kept, 2, AUDIENCE_PUBLIC, STR(NOW)};
    CHECK_OK(best_make(&all, st, fixture_ref(), STR(TABLE), STR("THA"), NULL, &err));
    CHECK(!all.limited && all.stat.nobs == 1);
    CHECK_OK(best_make(&left, st, fixture_ref(), STR(TABLE), STR("THA"), &limit, &err));
    CHECK(left.limited && left.stat.nobs == 1 && strcmp(left.hash, all.hash) != 0);
    best_block_release(&left);
    limit.audience = AUDIENCE_MEMBERS; /* the rule for the office has ended */
    CHECK_OK(best_make(&left, st, fixture_ref(), STR(TABLE), STR("THA"), &limit, &err));
    CHECK(!left.limited && strcmp(left.hash, all.hash) == 0);
    limit.now = STR("2025-12-31T23:59:59Z"); /* it has not */
    CHECK_OK(best_make(&none, st, fixture_ref(), STR(TABLE), STR("THA"), &limit, &err));
    CHECK(none.limited && none.stat.nobs == 0 && none.hash[0] == 0 && none.block.len == 0);
    best_block_release(&all);
    best_block_release(&left);
    best_block_release(&none);
    store_close(st);
}

TEST(sharing_next_best_source)
{
    struct store *st = desk_open();
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_MEMBERS});
    desk_release(st, "one", "");
    sees(st, AUDIENCE_PUBLIC, NOW, "one", "2.5", "AA:1700");
    sees(st, AUDIENCE_MEMBERS, NOW, "one", "1.5", "BA:741");
    sees(st, AUDIENCE_OFFICE, NOW, "one", "1.5", "BA:741");
    base_is_sound(st);
    store_close(st);
}

TEST(sharing_a_figure_that_was_passed_over_changes_nothing)
{
    struct store *with = desk_open(), *without = desk_open();
    char hash[2][SHA256_HEX];
    struct store *both[] = {with, without};
    for (int i = 0; i < 2; i++) {
        struct arena a;
        struct release r;
        struct err err;
        desk_cell(both[i], survey, "SEX_T CCT_CTZ_MMR 1.5");
        desk_cell(both[i], census, "SEX_T CCT_CTZ_MMR 2.5");
        if (i == 0)
            rule(with, &(struct sharing_rule){.area = STR("THA"), .source = STR("AA:1700"),
                                              .audience = AUDIENCE_OFFICE});
        desk_release(both[i], "one", "");
        arena_init(&a, 1 << 20);
        CHECK_OK(store_release_get(both[i], &a, &r, STR("one"), STR(NOW), &err));
        memcpy(hash[i], r.sha256.p, SHA256_HEX);
        arena_release(&a);
        store_close(both[i]);
    }
    CHECK(strcmp(hash[0], hash[1]) == 0);
}

TEST(sharing_two_days_one_after_the_other)
{
    struct store *st = desk_open();
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_OFFICE,
                                    .until = STR("2026-05-01")});
    rule(st, &(struct sharing_rule){.area = STR("THA"), .first_year = 2014, .last_year = 2014,
                                    .audience = AUDIENCE_MEMBERS, .until = STR("2026-04-01")});
    desk_release(st, "one", "");
    sees(st, AUDIENCE_PUBLIC, NOW, "one", NULL, NULL);
    sees(st, AUDIENCE_MEMBERS, NOW, "one", "2.5", "AA:1700");
    sees(st, AUDIENCE_OFFICE, NOW, "one", "1.5", "BA:741");
    sees(st, AUDIENCE_PUBLIC, "2026-03-31T23:59:59Z", "one", NULL, NULL);
    sees(st, AUDIENCE_PUBLIC, "2026-04-01T00:00:00Z", "one", "2.5", "AA:1700");
    sees(st, AUDIENCE_PUBLIC, "2026-05-01T00:00:00Z", "one", "1.5", "BA:741");
    sees(st, AUDIENCE_MEMBERS, "2026-05-01T00:00:00Z", "one", "1.5", "BA:741");
    base_is_sound(st);
    store_close(st);
}

TEST(sharing_older_releases_are_withheld_and_come_back)
{
    struct store *st = desk_open();
    struct err err;
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_release(st, "one", "");
    desk_release(st, "soon", "2026-01-15T00:00:00Z");
    int64_t id = rule(st, &(struct sharing_rule){.area = STR("THA"), .indicator = STR(TABLE),
                                                 .audience = AUDIENCE_MEMBERS, .until = STR("2026-04-01")});
    rule(st, &(struct sharing_rule){.area = STR("THA"), .last_year = 2013, .audience = AUDIENCE_OFFICE});
    const char *const releases[] = {"one", "soon"};
    for (size_t i = 0; i < ARRAY_LEN(releases); i++) {
        sees(st, AUDIENCE_PUBLIC, NOW, releases[i], NULL, NULL);
        sees(st, AUDIENCE_MEMBERS, NOW, releases[i], "1.5", "BA:741"); /* the other rule is of other years */
        sees(st, AUDIENCE_PUBLIC, "2026-04-01T00:00:00Z", releases[i], "1.5", "BA:741");
    }
    base_begin(st);
    CHECK_OK(store_share_revoke(st, id, STR(NOW), STR("Budi"), STR("over"), &err));
    base_commit(st);
    sees(st, AUDIENCE_PUBLIC, NOW, "one", "1.5", "BA:741");
    store_close(st);
}

/* What is derived of Thailand in a release, as one text of hashes. */
static void derived_text(struct buf *out, struct store *st, enum audience audience, const char *release)
{
    struct arena a;
    struct release r;
    struct store_iter *it;
    struct pub_block b;
    struct err err;
    arena_init(&a, 1 << 20);
    store_audience(st, audience);
    CHECK_OK(store_release_get(st, &a, &r, str_of(release), STR(NOW), &err));
    CHECK_OK(store_derived_block_list(st, &it, r.id, STR(""), &err));
    while (store_block_next(it, &b, &err) == 1)
        buf_fmt(out, "%.*s %.*s\n", STR_FMT(b.indicator), STR_FMT(b.sha256));
    buf_puts(out, "");
    store_audience(st, AUDIENCE_OFFICE);
    arena_release(&a);
}

/* Of men and women the third follows; of what the public does not get, nothing may. */
TEST(sharing_derived_figures_come_from_what_is_seen)
{
    struct store *st = desk_open(), *never = desk_open();
    struct buf public = {0}, office = {0}, want = {0};
    struct store *both[] = {st, never};
    for (int i = 0; i < 2; i++) {
        desk_cell(both[i], TABLE " THA AA:1700 2013", "SEX_T CCT_CTZ_TOTAL 30");
        desk_cell(both[i], TABLE " THA AA:1700 2013", "SEX_M CCT_CTZ_TOTAL 20");
    }
    desk_cell(st, survey, "SEX_T CCT_CTZ_TOTAL 50");
    desk_cell(st, survey, "SEX_M CCT_CTZ_TOTAL 20");
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_OFFICE});
    for (int i = 0; i < 2; i++) {
        derive_of(both[i], "THA");
        desk_release(both[i], "one", "");
    }
    derived_text(&public, st, AUDIENCE_PUBLIC, "one");
    derived_text(&office, st, AUDIENCE_OFFICE, "one");
    derived_text(&want, never, AUDIENCE_PUBLIC, "one");
    CHECK(want.len > 0 && str_eq(buf_view(&public), buf_view(&want)));
    CHECK(!str_eq(buf_view(&office), buf_view(&public)));
    public.len = 0;
    derived_text(&public, st, AUDIENCE_MEMBERS, "one");
    CHECK(str_eq(buf_view(&public), buf_view(&want)));
    buf_release(&public);
    buf_release(&office);
    buf_release(&want);
    store_close(st);
    store_close(never);
}
