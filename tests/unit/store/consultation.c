/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/consultation.h"

#include "base.h"
#include "syntax/compress.h"

#include <stdio.h>

static struct err err;

#define NINE STR("2026-03-01T09:00:00Z")
#define TEN STR("2026-03-02T10:00:00Z")
#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static int say(struct store *st, const char *area, enum statement_subject subject, const char *round, const char *text,
               struct err *e)
{
    struct statement s = {.area = str_of(area), .subject = subject, .round = str_of(round), .at = NINE,
                          .who = STR("sokha"), .text = str_of(text)};
    return store_statement_add(st, &s, e);
}

static int draft(struct store *st, int64_t id, const char *hash, const char *text, struct err *e)
{
    struct draft d = {.consultation = id, .at = NINE, .who = STR("anna"), .release = 1, .nparts = 1};
    struct consulted_part p = {.id = STR("region.1"), .number = STR("1"), .kind = STR("paragraph"),
                               .chapter = STR("The region"), .text = str_of(text), .html = STR("<p>"),
                               .hash = str_of(hash)};
    char hex[SHA256_HEX];
    struct buf packed = {0};
    struct sha256 of = sha256_of(str_of(text));
    sha256_hex(hex, &of);
    zstd_pack(&packed, str_of(text), 1);
    struct draft_document file = {(int64_t)strlen(text), str_of(hex), buf_view(&packed)};
    int r = store_draft_now(st, &d, e);
    if (r == 0)
        r = store_draft_add(st, &d, e);
    if (r == 0)
        r = store_draft_document_add(st, &d, &file, e);
    buf_release(&packed);
    return r == 0 ? store_draft_part_add(st, &d, 0, &p, e) : r;
}

static int position(struct store *st, enum position_kind kind, unsigned in, const char *text, int64_t *id,
                    struct err *e)
{
    struct position p = {.part = STR("region.1"), .area = STR("KHM"), .kind = kind, .draft = in, .at = NINE,
                         .who = STR("sokha"), .text = str_of(text)};
    int r = store_position_add(st, 1, &p, e);
    *id = p.id;
    return r;
}

/* A consultation from its opening to its end. */
static int life(struct store *st, struct err *e)
{
    struct consultation_row c = {.name = STR("2026 report"), .language = STR("en"), .until = STR("2026-06-30"),
                                 .opened_at = NINE, .opened_by = STR("anna"), .silence_agrees = true};
    struct recommendation rec = {.at = NINE, .who = STR("anna"), .to = STR("KHM"), .text = STR("Count.")}, second = rec;
    int64_t id;
    int r = store_begin(st, e);
    if (r < 0)
        return r;
    if ((r = say(st, "KHM", STATEMENT_PLANS, "2026", "A census.", e)) < 0 ||
        (r = store_recommendation_put(st, &rec, e)) < 0 || (r = store_recommendation_put(st, &rec, e)) < 0 ||
        (second.id = 0, r = store_recommendation_put(st, &second, e)) < 0 ||
        (r = store_consultation_add(st, &c, e)) < 0 || (r = store_asked_add(st, c.id, STR("KHM"), e)) < 0 ||
        (r = draft(st, c.id, HASH_A, "It rose.", e)) < 0 ||
        (r = position(st, POSITION_OBJECT, 1, "It fell.", &id, e)) < 0 ||
        (r = store_position_answer(st, id, NINE, STR("anna"), STR("Right."), e)) < 0 ||
        (r = draft(st, c.id, HASH_B, "It fell.", e)) < 0 || (r = position(st, POSITION_AGREE, 2, "", &id, e)) < 0 ||
        (r = store_consultation_until(st, c.id, STR("2026-07-31"), NINE, STR("anna"), e)) < 0 ||
        (r = store_consultation_close(st, c.id, TEN, STR("anna"), e)) < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, e);
}

/* With a release behind which a draft can stand. */
static struct store *fresh(const char *name)
{
    struct store *st = base_new(name);
    int64_t id;
    base_begin(st);
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_release(st, &id, "2026", "", &err));
    base_commit(st);
    return st;
}

TEST(store_consultation_keeps_what_was_said)
{
    struct store *st = fresh("consultation.db");
    struct store_iter *it;
    struct consultation_row c;
    struct draft d;
    struct consulted_part p;
    struct position said;
    struct arena a;
    struct buf got = {0};
    struct str area;
    arena_init(&a, 1 << 20);
    CHECK_OK(life(st, &err));
    base_is_sound(st);
    CHECK_OK(store_consultation_get(st, &a, &c, STR("2026 report"), &err));
    CHECK_STR(c.until, "2026-07-31"); /* the newest that was set */
    CHECK_STR(c.closed_by, "anna");
    CHECK(c.silence_agrees);
    CHECK_ERR(store_consultation_get(st, &a, &c, STR("2027"), errp), ERR_NOTFOUND, "no consultation \"2027\"");
    CHECK_OK(store_asked_list(st, &it, 1, &err));
    CHECK_INT(store_asked_next(it, &area, &err), 1);
    CHECK_STR(area, "KHM");
    store_iter_close(it);
    CHECK_OK(store_draft_list(st, &it, 1, &err));
    while (store_draft_next(it, &d, &err) > 0)
        buf_fmt(&got, "%lld %.*s %lld %lld;", (long long)d.number, STR_FMT(d.release_name), (long long)d.last_statement,
                (long long)d.last_recommendation);
    CHECK_STR(buf_view(&got), "1 2026 1 3;2 2026 1 3;");
    struct draft_document file;
    CHECK_OK(store_draft_document_get(st, &a, &file, 1, 2, &err));
    CHECK_INT(file.nbytes, strlen("It fell."));
    CHECK_ERR(store_draft_document_get(st, &a, &file, 1, 3, errp), ERR_NOTFOUND, "has no draft 3");
    got.len = 0;
    for (int html = 0; html < 2; html++) {
        CHECK_OK(store_draft_part_list(st, &it, 1, html, &err));
        while (store_draft_part_next(it, &p, &err) > 0)
            buf_fmt(&got, "%u %.*s %.*s%.*s;", p.since, STR_FMT(p.id), STR_FMT(p.text), STR_FMT(p.html));
    }
    CHECK_STR(buf_view(&got), "1 region.1 It rose.;2 region.1 It fell.;1 region.1 It rose.<p>;2 region.1 It fell.<p>;");
    got.len = 0;
    for (int history = 0; history < 2; history++) {
        CHECK_OK(store_position_list(st, &it, 1, history, &err));
        while (store_position_next(it, &said, &err) > 0)
            buf_fmt(&got, "%u %s %.*s (%.*s);", said.draft, position_name(said.kind), STR_FMT(said.text),
                    STR_FMT(said.answer));
    }
    CHECK_STR(buf_view(&got), "2 agree  ();1 object It fell. (Right.);2 agree  ();");
    base_begin(st);
    CHECK_ERR(store_consultation_add(st, &(struct consultation_row){.name = STR("2026 report")}, errp), ERR_STATE,
              "is a consultation \"2026 report\" already");
    CHECK_ERR(store_position_answer(st, 9, NINE, STR("x"), STR("x"), errp), ERR_NOTFOUND, "no position 9");
    CHECK_ERR(store_consultation_close(st, 9, NINE, STR("x"), errp), ERR_NOTFOUND, "no consultation 9");
    CHECK_ERR(store_consultation_until(st, 9, STR("2026-01-01"), NINE, STR("x"), errp), ERR_NOTFOUND,
              "no consultation 9");
    store_rollback(st);
    buf_release(&got);
    arena_release(&a);
    store_close(st);
}

/* The whole of an iteration as "KHM plans 2026 text;". */
static void statements_are(int line, struct store *st, const char *area, const char *round, int64_t last,
                           const char *want)
{
    struct store_iter *it;
    struct statement s;
    struct buf got = {0};
    CHECK_OK(store_statement_list(st, &it, str_of(area), str_of(round), last, &err));
    while (store_statement_next(it, &s, &err) > 0)
        buf_fmt(&got, "%.*s %s %.*s %.*s;", STR_FMT(s.area), statement_subject_name(s.subject), STR_FMT(s.round),
                STR_FMT(s.text));
    buf_puts(&got, "");
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}

TEST(store_statements_are_said_anew_and_taken_back)
{
    struct store *st = base_new("");
    base_begin(st);
    CHECK_OK(say(st, "THA", STATEMENT_PLANS, "2025", "old", &err));        /* 1 */
    CHECK_OK(say(st, "KHM", STATEMENT_OBSTACLES, "2025", "few", &err));    /* 2 */
    CHECK_OK(say(st, "KHM", STATEMENT_COLLECTION, "2025", "by hand", &err));
    CHECK_OK(say(st, "THA", STATEMENT_PLANS, "2026", "x'; --", &err));
    CHECK_OK(say(st, "KHM", STATEMENT_OBSTACLES, "2026", "", &err));
    base_commit(st);
    statements_are(__LINE__, st, "", "", 0, "KHM collection 2025 by hand;THA plans 2026 x'; --;");
    statements_are(__LINE__, st, "KHM", "", 0, "KHM collection 2025 by hand;");
    statements_are(__LINE__, st, "", "2025", 0,
                   "KHM collection 2025 by hand;KHM obstacles 2025 few;THA plans 2025 old;");
    statements_are(__LINE__, st, "", "", 2, "KHM obstacles 2025 few;THA plans 2025 old;"); /* as it was */
    statements_are(__LINE__, st, "", "", -1, "");
    store_close(st);
}

TEST(store_recommendations_are_edited_and_removed)
{
    struct store *st = base_new("");
    struct store_iter *it;
    struct recommendation r = {.at = NINE, .who = STR("anna"), .text = STR("Count.")}, two = r, out;
    struct buf got = {0};
    base_begin(st);
    CHECK_OK(store_recommendation_put(st, &r, &err));
    two.text = STR("Share.");
    two.to = STR("KHM THA");
    CHECK_OK(store_recommendation_put(st, &two, &err));
    CHECK_INT(two.id, 2);
    two.text = STR("Share more.");
    CHECK_OK(store_recommendation_put(st, &two, &err));
    r.text = STR("");
    CHECK_OK(store_recommendation_put(st, &r, &err));
    CHECK_ERR(store_recommendation_put(st, &r, errp), ERR_NOTFOUND, "no recommendation 1"); /* it is gone */
    r.id = 7;
    CHECK_ERR(store_recommendation_put(st, &r, errp), ERR_NOTFOUND, "no recommendation 7");
    base_commit(st);
    for (int64_t last = 0; last <= 2; last += 2) {
        CHECK_OK(store_recommendation_list(st, &it, last, &err));
        while (store_recommendation_next(it, &out, &err) > 0)
            buf_fmt(&got, "%lld %.*s %.*s;", (long long)out.id, STR_FMT(out.text), STR_FMT(out.to));
        buf_puts(&got, "|");
    }
    CHECK_STR(buf_view(&got), "2 Share more. KHM THA;|1 Count. ;2 Share. KHM THA;|");
    buf_release(&got);
    store_close(st);
}

TEST(store_consultation_refuses_to_change)
{
    struct store *st = fresh("fixed-consultation.db");
    CHECK_OK(life(st, &err));
    store_close(st);
    struct db *db;
    CHECK_OK(db_open(&db, base_path("fixed-consultation.db"), DB_WRITE, &err));
    static const char *const tables[] = {"sys_statement", "sys_recommendation", "sys_consultation",
                                         "sys_consultation_asked", "sys_consultation_until", "sys_consultation_closed",
                                         "sys_draft", "sys_draft_part", "sys_position", "sys_position_answer",
                                         "sys_draft_document"};
    static const char *const columns[] = {"who", "who", "name", "ref_area", "day", "who", "who", "html", "kind",
                                          "content",
                                          "sha256"};
    char sql[200];
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        for (int deletes = 0; deletes < 2; deletes++) {
            if (deletes)
                snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
            else
                snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s", tables[i], columns[i], columns[i]);
            if (db_run(db, &err, sql) != -ERR_DB || !strstr(err.text, "is never"))
                test_fail(__FILE__, __LINE__, "%s: %s", sql, err.text);
        }
    static const char *const refused[] = {
        /* of a part or a country that the draft or the consultation does not have; an objection without a reason */
        "INSERT INTO sys_position VALUES (9, 1, 1, 'region.2', 'KHM', 'agree', '', '', '')",
        "INSERT INTO sys_position VALUES (9, 1, 1, 'region.1', 'THA', 'agree', '', '', '')",
        "INSERT INTO sys_position VALUES (9, 1, 1, 'region.1', 'KHM', 'object', '', '', '')",
        "INSERT INTO sys_position VALUES (9, 1, 1, 'region.1', 'KHM', 'perhaps', '', '', 'x')",
        "INSERT INTO sys_position_answer VALUES (9, 9, '', '', 'x')",
        "INSERT INTO sys_consultation_closed VALUES (1, '', '')",
        "INSERT INTO sys_consultation VALUES (2, '2026 report', 'en', 0, '', '')",
        "INSERT INTO sys_draft VALUES (1, 3, '', '', 9, 0, 0, 1)",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        if (db_run(db, &err, refused[i]) != -ERR_DB)
            test_fail(__FILE__, __LINE__, "%s: %s", refused[i], err.text);
    db_close(db);
}

static void collect(void *ctx, const char *sentence) { buf_fmt(ctx, "%s\n", sentence); }

TEST(store_consultation_is_looked_at_by_the_doctor)
{
    static const struct {
        const char *sql, *says;
    } v[] = {
        {"DELETE FROM sys_draft_part WHERE draft = 2; DELETE FROM sys_position WHERE draft = 2",
         "draft 2 of consultation 1 says it has 1 part, and the base has 0"},
        {"DELETE FROM sys_draft_document WHERE draft = 1",
         "draft 1 of consultation 1 says it has 1 file, and the base has 0"},
        {"UPDATE sys_draft_document SET packed = x'00' WHERE draft = 1", "cannot be unpacked"},
        {"DELETE FROM sys_consultation_asked", "nobody is asked"},
        {"DELETE FROM sys_consultation_until", "it has no last day"},
        {"UPDATE sys_draft SET number = 3 WHERE number = 2", "are not numbered from 1 without a gap"},
        {"UPDATE sys_position SET at = '2027-01-01'", "was said of it after it was closed"},
        {"UPDATE sys_position_answer SET at = '2027-01-01'", "said of it after it was closed"},
        {"UPDATE sys_draft_part SET sha256 = '" HASH_A "'", "the same SHA-256 and say different"},
    };
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        char name[40], sql[400];
        struct buf said = {0};
        snprintf(name, sizeof name, "sick-%zu.db", i);
        struct store *st = fresh(name);
        CHECK_OK(life(st, &err));
        store_close(st);
        snprintf(sql, sizeof sql, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger';"
                                  "PRAGMA writable_schema = RESET; PRAGMA foreign_keys = OFF; %s", v[i].sql);
        base_sql(base_path(name), sql);
        st = base_open(base_path(name), STORE_READ);
        int n = store_check(st, collect, &said, &err);
        if (n <= 0 || !said.p || !strstr(said.p, v[i].says))
            test_fail(__FILE__, __LINE__, "%s: %d: %s", v[i].sql, n, said.p ? said.p : err.text);
        buf_release(&said);
        store_close(st);
    }
}

TEST(store_consultation_every_call_may_fail)
{
    struct store *st = fresh("");
    struct store_iter *it;
    struct consultation_row c;
    int n = 1;
    for (;; n++) {
        CHECK(n < 2000);
        err = (struct err){0};
        store_fail_at(st, n);
        int result = life(st, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        CHECK_OK(store_consultation_list(st, &it, &err));
        CHECK_INT(store_consultation_next(it, &c, &err), 0);
        base_is_sound(st);
    }
    CHECK(n > 100);
    store_close(st);
}
