/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base.h"

#include "store/share.h"
#include "syntax/compress.h"

#include <sqlite3.h>
#include <stdio.h>

const char *base_path(const char *name)
{
    static char paths[16][300];
    static unsigned next;
    char *path = paths[next++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", test_dir(), name);
    return path;
}

struct store *base_open(const char *path, enum store_mode mode)
{
    struct store *st;
    struct err err;
    CHECK_OK(store_open(&st, path, mode, &err));
    return st;
}

struct store *base_new(const char *name)
{
    return base_open(name[0] ? base_path(name) : "", STORE_CREATE);
}

void base_begin(struct store *st)
{
    struct err err;
    CHECK_OK(store_begin(st, &err));
}

void base_commit(struct store *st)
{
    struct err err;
    CHECK_OK(store_commit(st, &err));
}

static void complain(void *ctx, const char *sentence)
{
    struct buf *b = ctx;
    buf_fmt(b, "%s; ", sentence);
}

void base_is_sound(struct store *st)
{
    struct err err;
    struct buf said = {0};
    int n = store_check(st, complain, &said, &err);
    CHECK_OK(n);
    if (n > 0)
        test_fail(__FILE__, __LINE__, "%d faults: %s", n, said.p);
    CHECK(said.len == 0);
    buf_release(&said);
}

void base_sql(const char *path, const char *sql)
{
    sqlite3 *h;
    char *message = NULL;
    CHECK(sqlite3_open(path, &h) == SQLITE_OK);
    if (sqlite3_exec(h, sql, NULL, NULL, &message) != SQLITE_OK)
        test_fail(__FILE__, __LINE__, "%s: %s", sql, message);
    sqlite3_close(h);
}

static void hex_of(char hex[SHA256_HEX], struct str s)
{
    struct sha256 hash = sha256_of(s);
    sha256_hex(hex, &hash);
}

int base_submit(struct store *st, int64_t *id, const char *content, int ntables, int nerrors,
                struct err *err)
{
    char sha[SHA256_HEX], indicator[] = "MST_A";
    hex_of(sha, str_of(content));
    struct submission s = {.received_at = STR("2026-01-02T03:04:05Z"),
                           .who = STR("Aisyah"),
                           .state = nerrors ? STR(STATE_ERRORS) : STR(STATE_CLEAN),
                           .format = STR("csv"),
                           .source = STR("BA:741"),
                           .round = STR("2026"),
                           .file_name = STR("mys.csv"),
                           .sha256 = str_of(sha),
                           .file_bytes = (int64_t)strlen(content),
                           .cells = 10,
                           .figures = 9,
                           .tables = ntables,
                           .warnings = 1,
                           .errors = nerrors,
                           .open_errors = nerrors,
                           .area = STR("MYS")};
    struct buf packed = {0};
    zstd_pack(&packed, str_of(content), 3);
    int result = store_submission_add(st, &s, buf_view(&packed), err);
    buf_release(&packed);
    if (result < 0)
        return result;
    int64_t last = 0;
    for (int i = 0; i < ntables; i++) {
        indicator[4] = (char)('A' + i % 26);
        struct question_table t = {.submission = s.id,
                                   .indicator = str_of(indicator),
                                   .area = STR("MYS"),
                                   .source = STR("BA:741"),
                                   .period = STR("2025"),
                                   .state = s.state,
                                   .ncells = 3,
                                   .nerrors = i == ntables - 1 ? nerrors : 0,
                                   .cells = STR("\0cells")};
        result = store_table_add(st, &t, err);
        if (result < 0)
            return result;
        last = t.id;
    }
    for (int i = 0; i <= nerrors; i++) { /* the last one is a warning about the whole file */
        struct in_finding f = {.submission = s.id,
                               .table = i < nerrors ? last : 0,
                               .rule = STR("T101"),
                               .severity = i < nerrors ? STR("error") : STR("warning"),
                               .sheet = 1,
                               .row = 100 - i,
                               .column = 7,
                               .indicator = str_of(indicator),
                               .area = STR("MYS"),
                               .value = STR("12x"),
                               .message = STR("\"12x\" is not a number"),
                               .pattern = STR("\"{1}\" is not a number"),
                               .args = STR("12x")};
        result = store_finding_add(st, &f, err);
        if (result < 0)
            return result;
    }
    *id = s.id;
    return 0;
}

int base_put(struct store *st, const char *indicator, const char *area, const char *block,
             struct err *err)
{
    char sha[SHA256_HEX], origin[200];
    hex_of(sha, str_of(block));
    snprintf(origin, sizeof origin, "origin of %s %s: %s", indicator, area, block);
    struct wk_block b = {str_of(indicator), str_of(area), str_of(sha), str_of(block),
                         str_of(origin),    2,            5};
    return store_wk_put(st, &b, err);
}

int base_release(struct store *st, int64_t *id, const char *name, const char *embargo,
                 struct err *err)
{
    struct release r = {.name = str_of(name),
                        .released_at = STR("2026-02-01T00:00:00Z"),
                        .embargo = str_of(embargo),
                        .who = STR("Budi")};
    struct store_iter *it;
    struct wk_block b;
    struct buf lines = {0};
    int result = store_released_list(st, &it, false, err);
    if (result < 0)
        return result;
    while ((result = store_wk_next(it, &b, err)) > 0) {
        buf_fmt(&lines, "%.*s\t%.*s\t%.*s\n", STR_FMT(b.indicator), STR_FMT(b.area),
                STR_FMT(b.sha256));
        r.nblocks++;
        r.nseries += b.nseries;
        r.nobs += b.nobs;
    }
    char sha[SHA256_HEX];
    hex_of(sha, buf_view(&lines));
    buf_release(&lines);
    if (result < 0)
        return result;
    r.sha256 = str_of(sha);
    result = store_release_add(st, &r, err);
    *id = r.id;
    return result;
}

void base_refused(const char *path, enum store_mode mode, enum err_code code, const char *part)
{
    struct store *st = NULL;
    struct err err = {0};
    int result = store_open(&st, path, mode, &err);
    store_close(st);
    if (result != -(int)code || err.code != code || !strstr(err.text, part) ||
        (path[0] && !strstr(err.text, path)))
        test_fail(__FILE__, __LINE__, "opening %s: result %d: \"%s\"", path, result, err.text);
}
