/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports as a server has them, and the list of the files that a report was made as. */

#include "publish/reports.h"

#include "test.h"

static struct err err;

static void add(struct store *st, const char *name, const char *language, const char *at)
{
    struct pub_report r = {.name = str_of(name), .language = str_of(language), .release = 1, .title = str_of(name),
                           .published_at = str_of(at)};
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(STR("%PDF-"));
    sha256_hex(hex, &hash);
    CHECK_INT(store_report_add(st, &r, &err), 0);
    struct pub_report_file f = {.report = r.id, .of = {REPORT_WHOLE, REPORT_PDF, STR(""), STR("")},
                                .sha256 = str_of(hex)};
    CHECK_INT(store_report_file_add(st, &f, STR("%PDF-"), &err), 0);
}

static struct store *filled(void)
{
    struct store *st;
    struct sha256_state *none = sha256_begin();
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_end(none);
    sha256_hex(hex, &hash);
    CHECK_INT(store_open(&st, "", STORE_CREATE, &err), 0);
    CHECK_INT(store_begin(st, &err), 0);
    CHECK_INT(store_release_add(st,
                                &(struct release){.name = STR("r"), .released_at = STR("2026-01-01T00:00:00Z"),
                                                  .embargo = STR(""), .who = STR("x"), .sha256 = str_of(hex)},
                                &err),
              0);
    add(st, "old", "en", "2026-01-02T00:00:00Z");
    add(st, "new", "en", "2026-02-02T00:00:00Z");
    add(st, "old", "vi", "2026-03-02T00:00:00Z"); /* a translation, later */
    add(st, "new", "th", "2026-01-03T00:00:00Z");
    CHECK_INT(store_commit(st, &err), 0);
    return st;
}

TEST(reports_load_the_newest_first_editions_together)
{
    struct store *st = filled();
    struct reports r, again;
    struct buf got = {0};
    CHECK_INT(reports_load(&r, st, STR("2026-06-01T00:00:00Z"), &err), 0);
    for (size_t i = 0; i < r.n; i++)
        buf_fmt(&got, "%.*s-%.*s ", STR_FMT(r.v[i].name), STR_FMT(r.v[i].language));
    CHECK_STR(buf_view(&got), "old-vi old-en new-en new-th ");
    CHECK_INT(r.nfiles, 4);
    for (size_t i = 0; i < r.nfiles; i++) /* files know the language of their edition */
        CHECK(r.files[i].of.language.len == 2);
    CHECK_INT(store_begin(st, &err), 0);
    CHECK_INT(store_report_withdraw(st, STR("old"), STR("2026-04-01T00:00:00Z"), STR("why"), &err), 0);
    CHECK_INT(store_commit(st, &err), 0);
    CHECK_INT(reports_load(&again, st, STR("2026-06-01T00:00:00Z"), &err), 0);
    CHECK(strcmp(r.mark, again.mark) != 0);
    reports_free(&again);
    reports_free(&r);
    for (int n = 1;; n++) { /* nothing is left behind when the base fails */
        store_fail_at(st, n);
        int result = reports_load(&r, st, STR("2026-06-01T00:00:00Z"), &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(n < 100);
    }
    reports_free(&r);
    buf_release(&got);
    store_close(st);
}

TEST(report_manifest_comes_back_as_it_was_written)
{
    struct report_made files[] = {{STR("report.pdf"), STR("aa")}, {STR("fact-sheet-THA.pdf"), STR("")}};
    struct report_manifest m = {STR("20\"26"), STR("th"), STR("\xE0\xB9\x84 <&>"), STR("Draft"), files, 2}, back;
    struct arena a;
    struct buf text = {0};
    arena_init(&a, 1 << 20);
    report_manifest_write(&text, &m);
    CHECK_INT(report_manifest_read(&back, &a, buf_view(&text), &err), 0);
    CHECK(str_eq(back.release, m.release) && str_eq(back.language, m.language) && str_eq(back.title, m.title) &&
          str_eq(back.state, m.state) && back.nfiles == 2 && str_eq(back.files[0].name, files[0].name) &&
          str_eq(back.files[0].sha256, files[0].sha256) && str_eq(back.files[1].name, files[1].name));
    buf_release(&text);
    arena_release(&a);
}

TEST(report_manifest_is_not_believed)
{
    static const char *const texts[] = {
        "", "[]", "7", "{", "{}", "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\"}",
        "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\",\"files\":[]}",
        "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\",\"files\":{}}",
        "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\",\"files\":[7]}",
        "{\"release\":[],\"language\":\"en\",\"title\":\"t\",\"files\":[{\"name\":\"report.pdf\"}]}",
        "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\",\"files\":[{\"name\":\"report.pdf\"}]} x",
        "{\"release\":\"r\",\"language\":\"en\",\"title\":\"t\",\"files\":[{\"name\":\"report.pdf\""};
    struct report_manifest m;
    struct arena a;
    arena_init(&a, 1 << 22);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (report_manifest_read(&m, &a, str_of(texts[i]), &err) != -(int)ERR_INPUT)
            test_fail(__FILE__, __LINE__, "%s", texts[i]);
    CHECK_INT(report_manifest_read(&m, &a,
                                   STR("{\"files\":[{\"x\":{},\"name\":\"report.pdf\"}],\"y\":[1],\"title\":\"t\","
                                       "\"language\":\"en\",\"release\":\"r\"}"),
                                   &err),
              0);
    CHECK(m.nfiles == 1 && m.state.len == 0 && m.files[0].sha256.len == 0);
    arena_release(&a);
}
