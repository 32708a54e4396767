/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases that are announced. */

#include "base.h"

#include "store/plans.h"

#define BEFORE "2026-01-15T10:00:00Z"
#define AFTER "2026-03-01T00:00:00Z"

static struct err err;

static void put(struct store *st, const char *name, const char *day, const char *what)
{
    struct plan p = {.name = str_of(name), .day = str_of(day), .what = str_of(what), .planned_at = STR(BEFORE)};
    CHECK_OK(store_plan_put(st, &p, &err));
}

static void plans_are(int line, struct store *st, const char *now, const char *want)
{
    struct store_iter *it;
    struct plan p;
    struct buf got = {0};
    int r;
    CHECK_OK(store_plan_list(st, &it, str_of(now), &err));
    while ((r = store_plan_next(it, &p, &err)) > 0)
        buf_fmt(&got, "%.*s %.*s %.*s %.*s;", STR_FMT(p.name), STR_FMT(p.day), STR_FMT(p.first_day), STR_FMT(p.what));
    CHECK_INT(r, 0);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

TEST(store_plans_are_told_until_their_release_is_seen)
{
    struct store *st = base_new("plans.db");
    struct store_iter *it;
    int64_t id;
    base_begin(st);
    put(st, "2026.2", "2026-09-01", "");
    put(st, "2026.1", "2026-02-01", "figures of 2025");
    put(st, "2026.1", "2026-03-01", "later"); /* moved */
    put(st, "x'; --", "2026-12-01", "\xE0\xB9\x84");
    CHECK_ERR(store_plan_remove(st, STR("2026.3"), errp), ERR_NOTFOUND, "no release 2026.3 is planned");
    base_commit(st);
    plans_are(__LINE__, st, BEFORE,
              "2026.1 2026-03-01 2026-02-01 later;2026.2 2026-09-01 2026-09-01 ;"
              "x'; -- 2026-12-01 2026-12-01 \xE0\xB9\x84;");
    base_begin(st);
    CHECK_OK(store_plan_remove(st, STR("x'; --"), &err));
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_release(st, &id, "2026.1", AFTER, &err));
    base_commit(st);
    /* the public learns nothing of a release under an embargo, not even that it is there */
    struct store *pub = base_open(base_path("plans.db"), STORE_PUBLIC);
    plans_are(__LINE__, pub, BEFORE, "2026.1 2026-03-01 2026-02-01 later;2026.2 2026-09-01 2026-09-01 ;");
    plans_are(__LINE__, pub, AFTER, "2026.2 2026-09-01 2026-09-01 ;");
    CHECK_ERR(store_plan_list(pub, &it, STR(""), errp), ERR_DENIED, "only what is out of embargo");
    plans_are(__LINE__, st, "", "2026.2 2026-09-01 2026-09-01 ;");
    base_is_sound(st);
    store_close(pub);
    store_close(st);
}
