/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What does not apply to a country, and what a release says of rounds. */

#include "base.h"

#include "store/rounds.h"

#define NINE "2026-01-03T09:00:00Z"

static struct err err;

static int64_t add_round(struct store *st, const char *name)
{
    struct round r = {.name = str_of(name), .opened_at = STR(NINE), .opened_by = STR("Budi"),
                      .deadline = STR("2026-11-30"), .first_year = 2023, .last_year = 2025,
                      .criterion = STR("both")};
    CHECK_OK(store_round_add(st, &r, &err));
    return r.id;
}

static void waive(struct store *st, int64_t round, const char *area, const char *indicator, const char *reason)
{
    struct waiver w = {.round = round, .area = str_of(area), .indicator = str_of(indicator), .at = STR(NINE),
                       .who = STR("Sokha"), .reason = str_of(reason)};
    CHECK_OK(store_waiver_add(st, &w, &err));
    CHECK(w.id > 0);
}

static void waivers_are(int line, struct store_iter *it, const char *want)
{
    struct waiver w;
    struct buf got = {0};
    int r;
    while ((r = store_waiver_next(it, &w, &err)) > 0)
        buf_fmt(&got, "%lld %.*s %.*s %.*s %.*s;", (long long)w.round, STR_FMT(w.area), STR_FMT(w.indicator),
                STR_FMT(w.who), STR_FMT(w.reason));
    CHECK_INT(r, 0);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

TEST(store_waivers_the_newest_counts)
{
    struct store *st = base_new("");
    struct store_iter *it;
    base_begin(st);
    int64_t id = add_round(st, "2026"), other = add_round(st, "2027");
    waive(st, id, "THA", "MST_B", "no census");
    waive(st, id, "KHM", "MST_A", "first");
    waive(st, id, "KHM", "MST_A", "second");
    waive(st, id, "KHM", "MST_B", "for a day");
    waive(st, id, "KHM", "MST_B", "");
    waive(st, other, "KHM", "MST_A", "another round");
    CHECK_ERR(store_waiver_add(st, &(struct waiver){.round = 9, .area = STR("KHM"), .indicator = STR("MST_A")}, errp),
              ERR_NOTFOUND, "there is no round 9");
    base_commit(st);
    CHECK_OK(store_waiver_list(st, &it, id, STR(""), &err));
    waivers_are(__LINE__, it, "1 KHM MST_A Sokha second;1 THA MST_B Sokha no census;");
    CHECK_OK(store_waiver_list(st, &it, id, STR("THA"), &err));
    waivers_are(__LINE__, it, "1 THA MST_B Sokha no census;");
    base_is_sound(st);
    store_close(st);
}

/* A release with two rounds, the second asked of another country. */
static int64_t released(struct store *st, const char *name, const char *embargo)
{
    int64_t id;
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_release(st, &id, name, embargo, &err));
    for (int64_t round = 1; round <= 2; round++) {
        struct round r = {.id = round, .name = round == 1 ? STR("2025") : STR("2026"), .opened_at = STR(NINE),
                          .opened_by = STR("Budi"), .deadline = STR("2026-11-30"), .first_year = 2023,
                          .last_year = 2025, .criterion = STR("birth"), .closed_at = round == 1 ? STR(NINE) : STR("")};
        bool asked;
        CHECK_OK(store_pub_round_add(st, id, &r, &err));
        CHECK_OK(store_pub_asked(st, &asked, round, &err));
        struct ask a = {.round = round, .area = round == 1 ? STR("THA") : STR("KHM"), .indicator = STR("MST_A")};
        if (!asked)
            CHECK_OK(store_pub_ask_add(st, &a, &err));
    }
    CHECK_OK(store_pub_waiver_add(st, id, &(struct waiver){.round = 2, .area = STR("KHM"), .indicator = STR("MST_A"),
                                                           .reason = STR("none go there")}, &err));
    return id;
}

TEST(store_release_says_what_rounds_asked)
{
    struct store *st = base_new("rounds.db");
    struct store_iter *it;
    struct release rel;
    struct round r;
    struct ask a;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    base_begin(st);
    int64_t first = released(st, "first", ""), second = released(st, "second", "2027-01-01T00:00:00Z");
    base_commit(st);
    base_is_sound(st);
    store_close(st);
    st = base_open(base_path("rounds.db"), STORE_PUBLIC);
    CHECK_OK(store_release_get(st, &arena, &rel, STR(""), STR("2026-06-01T00:00:00Z"), &err));
    CHECK_INT(rel.id, first);
    CHECK_OK(store_pub_round_list(st, &it, first, &err));
    CHECK_INT(store_round_next(it, &r, &err), 1);
    CHECK_STR(r.name, "2025");
    CHECK_STR(r.closed_at, NINE);
    CHECK_STR(r.opened_by, ""); /* of no person */
    CHECK_INT(r.first_year, 2023);
    CHECK_STR(r.criterion, "birth");
    CHECK_INT(store_round_next(it, &r, &err), 1);
    CHECK_STR(r.closed_at, "");
    CHECK_INT(store_round_next(it, &r, &err), 0);
    CHECK_OK(store_pub_ask_list(st, &it, first, &err));
    CHECK_INT(store_ask_next(it, &a, &err), 1);
    CHECK_INT(a.round, 1);
    CHECK_STR(a.area, "THA");
    CHECK_INT(store_ask_next(it, &a, &err), 1);
    CHECK_STR(a.area, "KHM");
    CHECK_INT(store_ask_next(it, &a, &err), 0);
    CHECK_OK(store_pub_waiver_list(st, &it, first, &err));
    waivers_are(__LINE__, it, "2 KHM MST_A  none go there;");
    /* what is under embargo is not there for the public */
    CHECK_ERR(store_pub_round_list(st, &it, second, errp), ERR_NOTFOUND, "there is no release 2");
    CHECK_ERR(store_pub_ask_list(st, &it, second, errp), ERR_NOTFOUND, "there is no release 2");
    CHECK_ERR(store_pub_waiver_list(st, &it, second, errp), ERR_NOTFOUND, "there is no release 2");
    store_close(st);
    arena_release(&arena);
}

TEST(store_rounds_of_a_release_never_change)
{
    struct store *st = base_new("fixed-rounds.db");
    struct db *db;
    base_begin(st);
    waive(st, add_round(st, "2026"), "KHM", "MST_A", "why");
    released(st, "first", "");
    base_commit(st);
    store_close(st);
    CHECK_OK(db_open(&db, base_path("fixed-rounds.db"), DB_WRITE, &err));
    static const char *const refused[] = {
        "UPDATE pub_round SET closed_at = ''", "DELETE FROM pub_round",
        "UPDATE pub_ask SET ref_area = 'THA'", "DELETE FROM pub_ask",
        "UPDATE pub_waiver SET reason = 'x'",  "DELETE FROM pub_waiver",
        "UPDATE sys_waiver SET reason = ''",   "DELETE FROM sys_waiver",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int result = db_run(db, &err, refused[i]);
        if (result != -ERR_DB || !strstr(err.text, "refused by the database"))
            test_fail(__FILE__, __LINE__, "%s: %d %s", refused[i], result, err.text);
    }
    db_close(db);
}
