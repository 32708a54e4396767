/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports in the base. */

#include "base.h"

#include "base/hash.h"
#include "store/reports.h"

#define NOON "2026-01-15T12:00:00Z"
#define LATER "2026-03-01T00:00:00Z"

static struct err err;

static int add(struct store *st, int64_t *id, const char *name, const char *language, int64_t release, struct err *e)
{
    struct pub_report r = {.name = str_of(name), .language = str_of(language), .release = release,
                           .title = STR("A <report>"), .published_at = STR(NOON)};
    int result = store_report_add(st, &r, e);
    *id = r.id;
    return result;
}

static int add_file(struct store *st, int64_t report, enum report_kind kind, enum report_format format,
                    const char *area, const char *bytes, struct err *e)
{
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(str_of(bytes));
    sha256_hex(hex, &hash);
    struct pub_report_file f = {.report = report, .of = {.kind = kind, .format = format, .area = str_of(area)},
                                .sha256 = str_of(hex)};
    return store_report_file_add(st, &f, str_of(bytes), e);
}

/* Two releases, the second under embargo; a report of each, the first in two languages; one of its own is withdrawn. */
static int fill(struct store *st, struct err *e)
{
    int64_t first, second, id;
    int r = store_begin(st, e);
    if (r < 0)
        return r;
    if ((r = base_put(st, "MST_A", "MYS", "a1", e)) < 0 || (r = base_release(st, &first, "2026.1", "", e)) < 0 ||
        (r = base_release(st, &second, "2026.2", LATER, e)) < 0 || (r = add(st, &id, "one", "en", first, e)) < 0 ||
        (r = add_file(st, id, REPORT_WHOLE, REPORT_PDF, "", "%PDF-1", e)) < 0 ||
        (r = add_file(st, id, REPORT_FACT_SHEET, REPORT_PDF, "MYS", "%PDF-2", e)) < 0 ||
        (r = add(st, &id, "one", "th", first, e)) < 0 ||
        (r = add_file(st, id, REPORT_WHOLE, REPORT_PDF, "", "%PDF-1", e)) < 0 || /* the same bytes */
        (r = add(st, &id, "secret", "en", second, e)) < 0 ||
        (r = add_file(st, id, REPORT_WHOLE, REPORT_HTML, "", "<p>", e)) < 0 ||
        (r = add(st, &id, "wrong", "en", first, e)) < 0 ||
        (r = add_file(st, id, REPORT_WHOLE, REPORT_DOCX, "", "PK", e)) < 0 ||
        (r = store_report_withdraw(st, STR("wrong"), STR(NOON), STR("a table was wrong"), e)) < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, e);
}

static struct store *filled(const char *name)
{
    struct store *st = base_new(name);
    CHECK_OK(fill(st, &err));
    return st;
}

static int list(struct buf *got, struct store *st, const char *now, struct err *e)
{
    struct store_iter *it;
    struct pub_report r;
    struct pub_report_file f;
    int n = store_report_list(st, &it, str_of(now), e);
    while (n >= 0 && (n = store_report_next(it, &r, e)) > 0)
        buf_fmt(got, "%lld %.*s %.*s %.*s %.*s %.*s;", (long long)r.id, STR_FMT(r.name), STR_FMT(r.language),
                STR_FMT(r.release_name), STR_FMT(str_sub(r.since, 0, 10)), STR_FMT(r.reason));
    if (n == 0)
        n = store_report_file_list(st, &it, str_of(now), e);
    while (n >= 0 && (n = store_report_file_next(it, &f, e)) > 0)
        buf_fmt(got, "%lld %s %.*s %s %lld;", (long long)f.report, report_kind_name(f.of.kind), STR_FMT(f.of.area),
                report_format_name(f.of.format), (long long)f.nbytes);
    return n;
}

static void list_is(int line, struct store *st, const char *now, const char *want)
{
    struct buf got = {0};
    CHECK_OK(list(&got, st, now, &err));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

static int get(struct buf *out, struct store *st, const char *name, const char *file, const char *now, struct err *e)
{
    struct report_file of;
    CHECK(report_file_parse(&of, str_of(file)));
    out->len = 0;
    return store_report_file_get(out, st, str_of(name), &of, str_of(now), e);
}

#define SEEN "1 one en 2026.1 2026-01-15 ;2 one th 2026.1 2026-01-15 ;"
#define SEEN_FILES "1 fact-sheet MYS pdf 6;1 report  pdf 6;2 report  pdf 6;"

TEST(store_reports_are_seen_when_their_release_is)
{
    struct store *st = filled("reports.db");
    struct store_iter *it;
    struct buf b = {0};
    base_is_sound(st);
    list_is(__LINE__, st, "", SEEN "3 secret en 2026.2 2026-03-01 ;4 wrong en 2026.1 2026-01-15 a table was wrong;"
                              SEEN_FILES "3 report  html 3;4 report  docx 2;");
    struct store *pub = base_open(base_path("reports.db"), STORE_PUBLIC);
    list_is(__LINE__, pub, NOON, SEEN "4 wrong en 2026.1 2026-01-15 a table was wrong;" SEEN_FILES "4 report  docx 2;");
    CHECK_OK(get(&b, pub, "one", "report-th.pdf", NOON, &err));
    CHECK(str_is(buf_view(&b), "%PDF-1"));
    CHECK_OK(get(&b, pub, "one", "fact-sheet-MYS.pdf", NOON, &err));
    CHECK(str_is(buf_view(&b), "%PDF-2"));
    CHECK_ERR(get(&b, pub, "one", "fact-sheet-THA.pdf", NOON, errp), ERR_NOTFOUND, "no such file");
    CHECK_ERR(get(&b, pub, "wrong", "report.docx", NOON, errp), ERR_NOTFOUND, "no such file");
    CHECK_ERR(get(&b, pub, "secret", "report.html", NOON, errp), ERR_NOTFOUND, "no such file");
    CHECK_OK(get(&b, pub, "secret", "report.html", LATER, &err));
    CHECK_ERR(get(&b, pub, "secret", "report.html", "", errp), ERR_DENIED, "only what is out of embargo");
    CHECK_ERR(store_report_list(pub, &it, STR(""), errp), ERR_DENIED, "only what is out of embargo");
    CHECK_ERR(store_report_file_list(pub, &it, STR(""), errp), ERR_DENIED, "only what is out of embargo");
    buf_release(&b);
    store_close(pub);
    store_close(st);
}

TEST(store_reports_keep_their_names)
{
    struct store *st = filled("");
    int64_t id;
    base_begin(st);
    CHECK_ERR(add(st, &id, "one", "th", 1, errp), ERR_STATE, "a report one in the language th already");
    CHECK_ERR(add(st, &id, "one", "vi", 2, errp), ERR_STATE, "is of release 1 in another language, not of release 2");
    CHECK_ERR(add(st, &id, "wrong", "th", 1, errp), ERR_STATE, "the report wrong was withdrawn");
    CHECK_ERR(store_report_withdraw(st, STR("wrong"), STR(NOON), STR("x"), errp), ERR_STATE, "is withdrawn already");
    CHECK_ERR(store_report_withdraw(st, STR("none"), STR(NOON), STR("x"), errp), ERR_NOTFOUND, "no report none");
    store_rollback(st);
    store_close(st);
}

TEST(store_reports_every_call_may_fail)
{
    struct store *st = base_new("");
    struct store_iter *it;
    struct pub_report r;
    struct buf b = {0};
    int n = 1, result;
    for (;; n++) {
        err = (struct err){0};
        store_fail_at(st, n);
        result = fill(st, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        CHECK_OK(store_report_list(st, &it, STR(""), &err));
        CHECK_INT(store_report_next(it, &r, &err), 0);
        CHECK(n < 2000);
    }
    CHECK(n > 60);
    base_is_sound(st);
    for (n = 1;; n++) {
        b.len = 0;
        store_fail_at(st, n);
        if ((result = list(&b, st, "", &err)) == 0)
            result = get(&b, st, "one", "report.pdf", "", &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(n < 200);
    }
    CHECK(n > 15);
    buf_release(&b);
    store_close(st);
}

TEST(store_reports_are_never_changed)
{
    static const char *const changes[] = {
        "UPDATE pub_report SET title = 'x'", "DELETE FROM pub_report WHERE id = 4",
        "UPDATE pub_report_file SET nbytes = 1", "DELETE FROM pub_report_file",
        "UPDATE pub_report_bytes SET bytes = x'00'", "DELETE FROM pub_report_bytes",
        "UPDATE pub_report_withdrawal SET reason = 'y'", "DELETE FROM pub_report_withdrawal"};
    struct db *db;
    store_close(filled("unchanged_reports.db"));
    CHECK_OK(db_open(&db, base_path("unchanged_reports.db"), DB_WRITE, &err));
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        if (db_run(db, &err, changes[i]) >= 0 || !strstr(err.text, "what was "))
            test_fail(__FILE__, __LINE__, "%s: %s", changes[i], err.text);
    db_close(db);
}

static void gather(void *ctx, const char *sentence) { buf_fmt(ctx, "%s\n", sentence); }

/* What is done behind the back of the store is seen. */
static void sick(int line, const char *name, const char *sql, const char *part)
{
    struct buf said = {0};
    store_close(filled(name));
    base_sql(base_path(name), sql);
    struct store *st = base_open(base_path(name), STORE_READ);
    int n = store_check(st, gather, &said, &err);
    if (n < 1 || !said.p || !strstr(said.p, part))
        test_fail(__FILE__, line, "%d: %s", n, said.p ? said.p : "");
    buf_release(&said);
    store_close(st);
}

TEST(store_reports_are_looked_at_by_the_doctor)
{
    sick(__LINE__, "r1.db", "DROP TRIGGER pub_report_bytes_update; UPDATE pub_report_bytes SET bytes = x'255044462d33' "
         "WHERE bytes = CAST('%PDF-2' AS BLOB)", "the file of a report ");
    sick(__LINE__, "r2.db", "DROP TRIGGER pub_report_file_update; UPDATE pub_report_file SET nbytes = 7 "
         "WHERE kind = 'fact-sheet'",
         "the fact-sheet as pdf of published report 1 says it has 7 bytes, and the base has 6 of them");
    sick(__LINE__, "r3.db", "DROP TRIGGER pub_report_file_delete; DELETE FROM pub_report_file WHERE report = 3",
         "lies among what is public, but no report has it");
}
