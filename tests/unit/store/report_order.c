/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports that are made in the background, in the base. */

#include "base.h"

#include "base/hash.h"
#include "store/meeting.h"
#include "store/report_orders.h"

#define NOON "2026-01-15T12:00:00Z"
#define LATE "2026-01-15T12:02:00Z"
#define LATER "2026-01-15T13:00:00Z"
#define LAST "2026-01-15T13:02:00Z"

static struct err err;
static const char basis[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static int add(struct store *st, struct report_order *o, int64_t release, int64_t meeting, const char *language,
               struct err *e)
{
    *o = (struct report_order){.at = STR(NOON), .who = STR("anna"), .release = release, .meeting = meeting,
                               .language = str_of(language), .formats = STR("html,pdf"), .origin = STR("https://x"),
                               .basis = meeting ? str_of(basis) : STR(""), .html = meeting ? STR("packed") : STR("")};
    return store_report_order_add(st, o, e);
}

static int add_file(struct store *st, const struct report_order *o, const char *name, const char *bytes, struct err *e)
{
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(str_of(bytes));
    sha256_hex(hex, &hash);
    return store_report_file_made(st, o, str_of(name), str_of(hex), str_of(bytes), e);
}

static int finish(struct store *st, struct report_order *o, const char *state, const char *message, struct err *e)
{
    o->state = str_of(state);
    o->message = str_of(message);
    o->finished_at = STR(LATE);
    o->title = STR("A <report>");
    return store_report_order_finish(st, o, e);
}

static int take(struct store *st, struct arena *arena, struct report_order *o, const char *now, const char *until,
                struct err *e)
{
    int64_t id = 0;
    int r = store_report_order_due(st, &id, str_of(now), e);
    return r == 1 ? store_report_order_take(st, arena, o, id, str_of(now), str_of(until), e) : r;
}

/* Two reports of a release, the first made, and a briefing that waits. */
static int fill(struct store *st, struct arena *arena, struct err *e)
{
    int64_t release;
    struct report_order o, taken;
    struct meeting m = {.name = STR("m"), .title = STR("A meeting"), .first_day = STR("2026-07-01"),
                        .last_day = STR("2026-07-02"), .at = STR(NOON), .who = STR("anna")};
    int r = store_begin(st, e);
    if (r < 0)
        return r;
    if ((r = base_put(st, "MST_A", "MYS", "a1", e)) < 0 || (r = base_release(st, &release, "2026.1", "", e)) < 0 ||
        (r = store_meeting_add(st, &m, e)) < 0 || (r = add(st, &o, release, 0, "en", e)) < 0 ||
        (r = take(st, arena, &taken, NOON, LATE, e)) < 0 || (r = add_file(st, &taken, "report.pdf", "%PDF-1", e)) < 0 ||
        (r = add_file(st, &taken, "fact-sheet-MYS.pdf", "%PDF-2", e)) < 0 ||
        (r = finish(st, &taken, "done", "", e)) < 0 || (r = add(st, &o, release, 0, "th", e)) < 0 ||
        (r = add(st, &o, 0, m.id, "en", e)) < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, e);
}

static struct store *filled(struct arena *arena, const char *name)
{
    struct store *st = base_new(name);
    arena_init(arena, 1 << 20);
    CHECK_OK(fill(st, arena, &err));
    return st;
}

static int list(struct buf *got, struct store *st, struct err *e)
{
    struct store_iter *it;
    struct report_order o;
    struct report_order_file f;
    int n = store_report_order_list(st, &it, e);
    while (n >= 0 && (n = store_report_order_next(it, &o, e)) > 0)
        buf_fmt(got, "%lld %.*s %.*s %.*s%.*s;", (long long)o.id, STR_FMT(o.release_name), STR_FMT(o.language),
                STR_FMT(o.state), STR_FMT(o.message));
    if (n == 0)
        n = store_report_made_list(st, &it, e);
    while (n >= 0 && (n = store_report_made_next(it, &f, e)) > 0)
        buf_fmt(got, "%lld %.*s %lld;", (long long)f.order, STR_FMT(f.name), (long long)f.nbytes);
    return n;
}

static void list_is(int line, struct store *st, const char *want)
{
    struct buf got = {0};
    CHECK_OK(list(&got, st, &err));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

TEST(store_report_orders_are_made_one_at_a_time)
{
    struct arena arena;
    struct store *st = filled(&arena, "");
    struct report_order o, second, gone;
    int64_t id;
    base_is_sound(st);
    list_is(__LINE__, st, "2 2026.1 th waiting;1 2026.1 en done;1 fact-sheet-MYS.pdf 6;1 report.pdf 6;");
    base_begin(st);
    CHECK_INT(take(st, &arena, &o, NOON, LATE, &err), 1); /* the briefing, which is short */
    CHECK_INT(o.id, 3);
    CHECK_INT(o.turn, 1);
    CHECK(str_is(o.html, "packed"));
    CHECK_INT(store_report_order_due(st, &id, STR(NOON), &err), 0);
    CHECK_INT(store_report_order_take(st, &arena, &second, 2, STR(NOON), STR(LATE), &err), 0);
    CHECK_OK(store_report_order_keep(st, &o, STR(LATER), &err));
    CHECK_INT(take(st, &arena, &second, LATE, LATER, &err), 0);
    CHECK_INT(take(st, &arena, &second, LAST, "2026-01-15T14:00:00Z", &err), 1); /* nobody has kept it */
    CHECK_INT(second.id, 3);
    CHECK_INT(second.turn, 2);
    CHECK_ERR(store_report_order_keep(st, &o, STR(LATER), errp), ERR_STATE,
              "order 3 of a report was thrown away or is made");
    CHECK_ERR(finish(st, &o, "done", "", errp), ERR_STATE, "by somebody else");
    CHECK_OK(finish(st, &second, "waiting", "", &err)); /* given back: it was not its turn */
    CHECK_INT(take(st, &arena, &second, LAST, "2026-01-15T14:00:00Z", &err), 1);
    CHECK_INT(second.turn, 2);
    CHECK_OK(finish(st, &second, "done", "", &err));
    CHECK_INT(take(st, &arena, &o, LAST, "2026-01-15T14:00:00Z", &err), 1);
    CHECK_INT(o.id, 2);
    CHECK_OK(finish(st, &o, "failed", ": no font", &err));
    CHECK_INT(take(st, &arena, &gone, LAST, "2026-01-15T14:00:00Z", &err), 0);
    base_commit(st);
    list_is(__LINE__, st, "2 2026.1 th failed: no font;1 2026.1 en done;1 fact-sheet-MYS.pdf 6;1 report.pdf 6;");
    store_close(st);
    arena_release(&arena);
}

TEST(store_report_orders_end_and_their_files_go)
{
    struct arena arena;
    struct store *st = filled(&arena, "");
    struct report_order o;
    struct buf b = {0};
    CHECK_OK(store_report_made_get(&b, st, 1, STR("report.pdf"), &err));
    CHECK(str_is(buf_view(&b), "%PDF-1"));
    CHECK_ERR(store_report_made_get(&b, st, 1, STR("none.pdf"), errp), ERR_NOTFOUND,
              "order 1 of a report has no file none.pdf");
    base_begin(st);
    CHECK_OK(store_report_order_end(st, 1, "published", &err));
    CHECK_ERR(store_report_order_get(st, &arena, &o, 1, errp), ERR_NOTFOUND, "no order 1 of a report");
    CHECK_ERR(store_report_made_get(&b, st, 1, STR("report.pdf"), errp), ERR_NOTFOUND, "has no file");
    CHECK_INT(take(st, &arena, &o, NOON, LATE, &err), 1);
    CHECK_OK(store_report_order_end(st, o.id, "dropped", &err));
    CHECK_ERR(store_report_order_keep(st, &o, STR(LATER), errp), ERR_STATE, "thrown away");
    base_commit(st);
    list_is(__LINE__, st, "2 2026.1 th waiting;");
    base_begin(st);
    CHECK_ERR(store_report_order_end(st, 1, "dropped", errp), ERR_NOTFOUND, "no order 1");
    store_rollback(st);
    base_begin(st); /* a number is not given twice */
    CHECK_OK(add(st, &o, 1, 0, "vi", &err));
    CHECK_INT(o.id, 4);
    base_commit(st);
    base_is_sound(st);
    buf_release(&b);
    store_close(st);
    arena_release(&arena);
}

TEST(store_report_orders_of_a_briefing_follow_each_other)
{
    struct arena arena;
    struct store *st = filled(&arena, "");
    struct report_order o, found;
    base_begin(st);
    CHECK_OK(add(st, &o, 0, 1, "en", &err)); /* in place of the one that waits */
    CHECK_INT(store_report_order_briefing(st, &arena, &found, 1, STR("en"), &err), 1);
    CHECK_INT(found.id, 4);
    CHECK_ERR(store_report_order_get(st, &arena, &found, 3, errp), ERR_NOTFOUND, "no order 3");
    CHECK_INT(store_report_order_briefing(st, &arena, &found, 1, STR("th"), &err), 0);
    CHECK_INT(take(st, &arena, &found, NOON, LATE, &err), 1);
    CHECK_OK(add(st, &o, 0, 1, "en", &err)); /* beside the one that is made */
    CHECK_OK(finish(st, &found, "done", "", &err));
    CHECK_INT(store_report_order_briefing(st, &arena, &found, 1, STR("en"), &err), 1);
    CHECK_INT(found.id, 5);
    base_commit(st);
    store_close(st);
    arena_release(&arena);
}

TEST(store_report_orders_every_call_may_fail)
{
    struct store *st = base_new("");
    struct arena arena;
    struct report_order o;
    struct buf b = {0};
    int n = 1, result;
    arena_init(&arena, 64 << 20);
    for (;; n++) {
        err = (struct err){0};
        store_fail_at(st, n);
        result = fill(st, &arena, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        list_is(__LINE__, st, "");
        CHECK(n < 2000);
    }
    CHECK(n > 60);
    base_is_sound(st);
    for (n = 1;; n++) { /* reading */
        b.len = 0;
        store_fail_at(st, n);
        if ((result = list(&b, st, &err)) == 0 && (result = store_report_order_get(st, &arena, &o, 1, &err)) == 0 &&
            (result = store_report_order_briefing(st, &arena, &o, 1, STR("en"), &err)) == 1)
            result = store_report_made_get(&b, st, 1, STR("report.pdf"), &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(n < 200);
    }
    CHECK(n > 15);
    for (n = 1;; n++) { /* what a maker does after it has taken one, and the end of another */
        store_fail_at(st, n);
        if ((result = store_begin(st, &err)) == 0 &&
            ((result = take(st, &arena, &o, NOON, LATE, &err)) < 0 ||
             (result = store_report_order_keep(st, &o, STR(LATER), &err)) < 0 ||
             (result = finish(st, &o, "failed", "x", &err)) < 0 ||
             (result = store_report_order_end(st, 1, "dropped", &err)) < 0))
            store_rollback(st);
        if (result >= 0)
            result = store_commit(st, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(n < 200);
    }
    CHECK(n > 10);
    list_is(__LINE__, st, "2 2026.1 th waiting;");
    buf_release(&b);
    store_close(st);
    arena_release(&arena);
}

TEST(store_report_orders_stay_what_was_ordered)
{
    static const char *const changes[] = {
        "UPDATE sys_report_order SET release = 2 WHERE id = 1", "UPDATE sys_report_order SET formats = 'docx'",
        "DELETE FROM sys_report_order", "UPDATE sys_report_order SET state = 'waiting' WHERE id = 2",
        "UPDATE sys_report_order_file SET bytes = x'00'"};
    struct arena arena;
    struct store *st = filled(&arena, "ordered.db");
    struct db *db;
    base_begin(st);
    CHECK_OK(store_report_order_end(st, 2, "dropped", &err));
    base_commit(st);
    store_close(st);
    CHECK_OK(db_open(&db, base_path("ordered.db"), DB_WRITE, &err));
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        if (db_run(db, &err, changes[i]) >= 0 || !(strstr(err.text, "never") || strstr(err.text, "stays so")))
            test_fail(__FILE__, __LINE__, "%s: %s", changes[i], err.text);
    db_close(db);
    arena_release(&arena);
}

static void gather(void *ctx, const char *sentence) { buf_fmt(ctx, "%s\n", sentence); }

TEST(store_report_orders_are_checked)
{
    struct arena arena;
    struct buf said = {0};
    store_close(filled(&arena, "damaged_orders.db"));
    base_sql(base_path("damaged_orders.db"), "DROP TRIGGER sys_report_order_file_update");
    base_sql(base_path("damaged_orders.db"),
             "UPDATE sys_report_order_file SET bytes = x'00' WHERE name = 'report.pdf'");
    struct store *st = base_open(base_path("damaged_orders.db"), STORE_WRITE);
    CHECK_OK(store_check(st, gather, &said, &err));
    CHECK(said.len && strstr(said.p, "file of a report that was ordered"));
    buf_release(&said);
    store_close(st);
    arena_release(&arena);
}
