/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sqlite_out.h"

#include "test.h"

#include <math.h>
#include <sqlite3.h>

static const char numbered[] = "CREATE TABLE numbered (id INTEGER PRIMARY KEY, text TEXT)";
static const char sorted[] = "CREATE TABLE sorted (key TEXT PRIMARY KEY, n INTEGER, text TEXT) WITHOUT ROWID";
static const char by_text[] = "CREATE INDEX by_text ON numbered (text)";

/* Opens what was written, which lives in `x`; SQLite itself finds nothing wrong with it. */
static sqlite3 *opened(struct sqlite_out *x)
{
    sqlite3 *h;
    sqlite3_stmt *q;
    CHECK_INT(x->file.len % 4096, 0);
    CHECK(sqlite3_open_v2(":memory:", &h, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    CHECK(sqlite3_deserialize(h, "main", (unsigned char *)x->file.p, (sqlite3_int64)x->file.len,
                              (sqlite3_int64)x->file.len, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(h, "PRAGMA integrity_check", -1, &q, NULL) == SQLITE_OK);
    CHECK(sqlite3_step(q) == SQLITE_ROW);
    CHECK_STR(str_of((const char *)sqlite3_column_text(q, 0)), "ok");
    sqlite3_finalize(q);
    return h;
}

static sqlite3_stmt *asked(sqlite3 *h, const char *sql)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(h, sql, -1, &q, NULL) != SQLITE_OK)
        test_fail(__FILE__, __LINE__, "%s", sqlite3_errmsg(h));
    return q;
}

static int64_t number_of(sqlite3 *h, const char *sql)
{
    sqlite3_stmt *q = asked(h, sql);
    CHECK(sqlite3_step(q) == SQLITE_ROW);
    int64_t n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

/* A text that begins with a number of eight digits, so that they are in order; `len` more bytes. */
static struct str text_of(struct buf *out, unsigned number, size_t len)
{
    out->len = 0;
    buf_fmt(out, "%08u", number);
    memset(buf_room(out, len), 'a' + (int)(number % 26), len);
    out->len += len;
    return buf_view(out);
}

/* Lengths of what is put, by number: mostly short, some that fill pages, some that go over to others. */
static size_t length_of(unsigned number, size_t most)
{
    return number * 7919u % (number % 11 ? most / 20 + 1 : most + 1);
}

static void write_many(struct sqlite_out *x, unsigned n, size_t most)
{
    struct sqlite_out_tree tree[] = {{0}, {.sorted = true}, {.sorted = true}};
    struct buf text = {0};
    sqlite_out_begin(x);
    for (unsigned i = 0; i < n; i++) { /* side by side */
        sqlite_out_null(x);
        sqlite_out_text(x, text_of(&text, i, length_of(i, most)));
        sqlite_out_row(x, &tree[0], 3 * (uint64_t)i + 1);
        sqlite_out_text(x, text_of(&text, i, length_of(i, most) % 3000));
        sqlite_out_int(x, (int64_t)i - 5);
        sqlite_out_text(x, STR("same"));
        sqlite_out_row(x, &tree[1], 0);
        sqlite_out_text(x, text_of(&text, i, length_of(i, most)));
        sqlite_out_int(x, 3 * (int64_t)i + 1);
        sqlite_out_row(x, &tree[2], 0);
    }
    const struct sqlite_out_entry all[] = {{"table", "numbered", "numbered", &tree[0], numbered},
                                           {"table", "sorted", "sorted", &tree[1], sorted},
                                           {"index", "by_text", "numbered", &tree[2], by_text},
                                           {"view", "both", "both", NULL, "CREATE VIEW both AS SELECT 1 AS one"}};
    sqlite_out_end(x, all, ARRAY_LEN(all), 77);
    buf_release(&text);
}

static void found(sqlite3_stmt *q, int64_t n, struct str text)
{
    CHECK(sqlite3_step(q) == SQLITE_ROW);
    CHECK_INT(sqlite3_column_int64(q, 0), n);
    CHECK_INT(sqlite3_column_bytes(q, 1), (long long)text.len);
    CHECK(memcmp(sqlite3_column_text(q, 1), text.p, text.len) == 0);
    sqlite3_reset(q);
}

/* Every row is found by its key, in trees of one page and of many. */
TEST(sqlite_out_has_every_row_where_it_is_looked_for)
{
    static const struct {
        unsigned n;
        size_t most;
    } cases[] = {{0, 0}, {1, 0}, {1, 20000}, {150, 0}, {3000, 0}, {2000, 900}, {3000, 5000}, {500, 30000}};
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        struct sqlite_out x = {0};
        struct buf text = {0};
        write_many(&x, cases[k].n, cases[k].most);
        sqlite3 *h = opened(&x);
        CHECK_INT(number_of(h, "SELECT COUNT(*) FROM numbered NOT INDEXED"), cases[k].n);
        CHECK_INT(number_of(h, "SELECT COUNT(*) FROM sorted"), cases[k].n);
        CHECK_INT(number_of(h, "SELECT one FROM both"), 1);
        CHECK_INT(number_of(h, "PRAGMA user_version"), 77);
        sqlite3_stmt *by_id = asked(h, "SELECT id, text FROM numbered WHERE id = ?"),
                     *by_key = asked(h, "SELECT n + 5, key FROM sorted WHERE key = ? AND text = 'same'"),
                     *index = asked(h, "SELECT id, text FROM numbered INDEXED BY by_text WHERE text = ?");
        for (unsigned i = 0; i < cases[k].n; i++) {
            struct str row = text_of(&text, i, length_of(i, cases[k].most)), key = row;
            sqlite3_bind_int64(by_id, 1, 3 * (int64_t)i + 1);
            found(by_id, 3 * (int64_t)i + 1, row);
            sqlite3_bind_text(index, 1, row.p, (int)row.len, SQLITE_STATIC);
            found(index, 3 * (int64_t)i + 1, row);
            key.len = 8 + length_of(i, cases[k].most) % 3000;
            sqlite3_bind_text(by_key, 1, key.p, (int)key.len, SQLITE_STATIC);
            found(by_key, i, key);
        }
        sqlite3_finalize(by_id);
        sqlite3_finalize(by_key);
        sqlite3_finalize(index);
        sqlite3_close(h);
        sqlite_out_release(&x);
        buf_release(&text);
    }
}

TEST(sqlite_out_keeps_numbers)
{
    static const int64_t whole[] = {0, 1, 2, -1, 127, 128, -128, -129, 32767, 32768, -32768, -32769, 8388607, 8388608,
                                    -8388608, -8388609, INT32_MAX, INT32_MAX + 1ll, INT32_MIN, INT32_MIN - 1ll,
                                    (1ll << 47) - 1, 1ll << 47, -(1ll << 47), -(1ll << 47) - 1, INT64_MAX, INT64_MIN};
    static const double real[] = {0, 0.1, -2.5, 1e300, -1e-300, 933.89, 4194304, 0x1p47, -0x1p47, 0x1p47 - 1,
                                  0x1p63, INFINITY};
    struct sqlite_out x = {0};
    struct sqlite_out_tree tree = {0};
    sqlite_out_begin(&x);
    for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
        sqlite_out_int(&x, whole[i]);
        sqlite_out_real(&x, i < ARRAY_LEN(real) ? real[i] : NAN);
        sqlite_out_row(&x, &tree, i + 1);
    }
    const struct sqlite_out_entry t = {"table", "t", "t", &tree, "CREATE TABLE t (whole INTEGER, real REAL)"};
    sqlite_out_end(&x, &t, 1, 0);
    sqlite3 *h = opened(&x);
    sqlite3_stmt *q = asked(h, "SELECT whole, real FROM t");
    for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
        CHECK(sqlite3_step(q) == SQLITE_ROW);
        CHECK(sqlite3_column_int64(q, 0) == whole[i]);
        CHECK_INT(sqlite3_column_type(q, 1), i < ARRAY_LEN(real) ? SQLITE_FLOAT : SQLITE_NULL);
        CHECK(i >= ARRAY_LEN(real) || sqlite3_column_double(q, 1) == real[i]);
    }
    CHECK(sqlite3_step(q) == SQLITE_DONE);
    sqlite3_finalize(q);
    sqlite3_close(h);
    sqlite_out_release(&x);
}
