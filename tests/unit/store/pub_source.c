/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a release says of its sources: who reads it, from when on, and that nobody changes it. */

#include "store/share.h"

#include "base.h"
#include "model/catalogue.h"

#include <stdio.h>

#define BEFORE "2026-02-28T23:59:59Z"
#define AFTER "2026-03-01T00:00:00Z"

static int put(struct store *st, enum audience audience, const char *source, const char *field, const char *since,
               const char *content, struct err *err)
{
    struct pub_source s = {audience, STR("MYS"), str_of(source), str_of(field), str_of(since), str_of(content)};
    return store_pub_source_add(st, 1, &s, err);
}

/* The public sees BA:1, and BA:2 on a later day, which members see from the start; BA:3 is the office's. */
static int fill(struct store *st, bool better, struct err *err)
{
    int64_t id;
    int r = base_put(st, "MST_A", "MYS", "block", err);
    if (r == 0)
        r = base_release(st, &id, "2026", "", err);
    const struct {
        enum audience audience;
        const char *source, *field, *since, *content;
    } rows[] = {{AUDIENCE_PUBLIC, "BA:1", "name", "", "census"},
                {AUDIENCE_PUBLIC, "BA:1", "quality", "", better ? "good" : "weak"},
                {AUDIENCE_PUBLIC, "BA:2", "name", "2026-03-01", "later"},
                {AUDIENCE_MEMBERS, "BA:2", "name", "", "later"},
                {AUDIENCE_OFFICE, "BA:2", "name", "", "later"},
                {AUDIENCE_OFFICE, "BA:3", "name", "", "office"}};
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(rows); i++)
        r = put(st, rows[i].audience, rows[i].source, rows[i].field, rows[i].since, rows[i].content, err);
    return r == 0 ? store_pub_source_seal(st, 1, err) : r;
}

static struct store *filled(const char *name, bool better)
{
    struct store *st = base_new(name);
    struct err err;
    base_begin(st);
    CHECK_OK(fill(st, better, &err));
    base_commit(st);
    base_is_sound(st);
    return st;
}

static void sees(struct store *st, enum audience audience, const char *now, const char *want)
{
    struct arena a;
    struct release r;
    struct store_iter *it;
    struct pub_source s;
    struct err err;
    struct buf got = {0};
    int next;
    arena_init(&a, 1 << 20);
    store_audience(st, audience);
    CHECK_OK(store_release_get(st, &a, &r, STR("2026"), str_of(now), &err));
    CHECK_OK(store_pub_source_list(st, &it, r.id, &err));
    while ((next = store_pub_source_next(it, &s, &err)) == 1)
        buf_fmt(&got, "%.*s %.*s %.*s=%.*s;", STR_FMT(s.area), STR_FMT(s.source), STR_FMT(s.field), STR_FMT(s.content));
    CHECK_OK(next);
    buf_puts(&got, "");
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    arena_release(&a);
}

static void view(struct store *st, enum audience audience, const char *now, char keep[SHA256_HEX])
{
    struct arena a;
    struct release r;
    struct release_view v;
    struct err err;
    arena_init(&a, 1 << 20);
    store_audience(st, audience);
    CHECK_OK(store_release_get(st, &a, &r, STR("2026"), str_of(now), &err));
    CHECK_OK(store_release_view(st, &a, &v, &r, &err));
    memcpy(keep, v.view.p, SHA256_HEX);
    arena_release(&a);
}

TEST(pub_source_is_read_by_its_audience_from_its_day_on)
{
    static const char census[] = "MYS BA:1 name=census;MYS BA:1 quality=weak;";
    static const char both[] = "MYS BA:1 name=census;MYS BA:1 quality=weak;MYS BA:2 name=later;";
    static const char all[] = "MYS BA:1 name=census;MYS BA:1 quality=weak;MYS BA:2 name=later;MYS BA:3 name=office;";
    struct store *st = filled("pub-source.db", false);
    struct store *pub = base_open(base_path("pub-source.db"), STORE_PUBLIC);
    for (int i = 0; i < 2; i++) {
        struct store *reader = i ? pub : st;
        sees(reader, AUDIENCE_PUBLIC, BEFORE, census);
        sees(reader, AUDIENCE_PUBLIC, AFTER, both);
    }
    sees(pub, AUDIENCE_OFFICE, BEFORE, census); /* a public connection stays one */
    for (int i = 0; i < 2; i++) {
        sees(st, AUDIENCE_MEMBERS, i ? AFTER : BEFORE, both);
        sees(st, AUDIENCE_OFFICE, i ? AFTER : BEFORE, all);
    }
    store_close(pub);
    store_close(st);
}

TEST(pub_source_of_others_is_out_of_reach_of_the_public)
{
    store_close(filled("reach.db", false));
    struct db *db;
    struct err err;
    CHECK_OK(db_open(&db, base_path("reach.db"), DB_PUBLIC, &err));
    CHECK_OK(db_run(db, &err, "SELECT content FROM pub_source"));
    CHECK_OK(db_run(db, &err, "SELECT sha256 FROM pub_source_list"));
    static const char *const denied[] = {
        "SELECT content FROM shr_source", "SELECT sha256 FROM shr_source_list",
        "SELECT content FROM pub_source WHERE source IN (SELECT source FROM shr_source)",
        "SELECT content FROM sys_source_field"};
    for (size_t i = 0; i < ARRAY_LEN(denied); i++)
        if (db_run(db, &err, denied[i]) != -ERR_DENIED)
            test_fail(__FILE__, __LINE__, "%s: %s", denied[i], err.text);
    db_close(db);
    struct store *pub = base_open(base_path("reach.db"), STORE_PUBLIC);
    struct store_iter *it;
    store_now(pub, STR(AFTER));
    CHECK_ERR(store_pub_source_list_all(pub, &it, 1, errp), ERR_DENIED, "may not do this");
    CHECK_ERR(store_source_block_list(pub, &it, 1, errp), ERR_DENIED, "may not do this");
    store_close(pub);
}

TEST(pub_source_waits_for_the_embargo)
{
    struct store *st = base_new("source_embargo.db");
    struct store_iter *it;
    struct pub_source s;
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_put(st, "MST_A", "MYS", "block", &err));
    CHECK_OK(base_release(st, &id, "2026", AFTER, &err));
    CHECK_OK(put(st, AUDIENCE_PUBLIC, "BA:1", "name", "", "census", &err));
    CHECK_OK(store_pub_source_seal(st, id, &err));
    base_commit(st);
    store_close(st);
    st = base_open(base_path("source_embargo.db"), STORE_PUBLIC);
    store_now(st, STR(BEFORE));
    CHECK_ERR(store_pub_source_list(st, &it, id, errp), ERR_NOTFOUND, "no release 1");
    store_now(st, STR(AFTER));
    CHECK_OK(store_pub_source_list(st, &it, id, &err));
    CHECK_INT(store_pub_source_next(it, &s, &err), 1);
    CHECK_STR(s.content, "census");
    store_iter_close(it);
    store_close(st);
}

/* Of the same blocks, better described. */
TEST(pub_source_is_part_of_the_view)
{
    struct store *weak = filled("weak.db", false), *good = filled("good.db", true);
    char a[SHA256_HEX], b[SHA256_HEX];
    for (int i = 0; i < AUDIENCES; i++) {
        view(weak, (enum audience)i, BEFORE, a);
        view(good, (enum audience)i, BEFORE, b);
        CHECK(strcmp(a, b) != 0);
        view(weak, (enum audience)i, BEFORE, b);
        CHECK(strcmp(a, b) == 0);
    }
    view(weak, AUDIENCE_PUBLIC, BEFORE, a);
    view(weak, AUDIENCE_PUBLIC, AFTER, b);
    CHECK(strcmp(a, b) != 0);
    view(weak, AUDIENCE_MEMBERS, AFTER, a);
    CHECK(strcmp(a, b) != 0);
    store_close(weak);
    store_close(good);
}

TEST(pub_source_takes_nothing_of_a_person)
{
    for (int f = 0; f < CATALOGUE_FIELDS; f++)
        for (int a = 0; a < AUDIENCES; a++) {
            struct store *st = base_new("");
            struct err err;
            int64_t id;
            base_begin(st);
            CHECK_OK(base_put(st, "MST_A", "MYS", "block", &err));
            CHECK_OK(base_release(st, &id, "2026", "", &err));
            int r = put(st, (enum audience)a, "BA:1", catalogue[f].name, "", "x", &err);
            CHECK_INT(r, catalogue[f].personal ? -ERR_DB : 0);
            store_rollback(st);
            store_close(st);
        }
}

TEST(pub_source_refuses_to_be_changed)
{
    store_close(filled("fixed-sources.db", false));
    static const char *const table[] = {"pub_source", "pub_source_list", "shr_source", "shr_source_list"};
    struct db *db;
    struct err err;
    CHECK_OK(db_open(&db, base_path("fixed-sources.db"), DB_WRITE, &err));
    for (size_t i = 0; i < ARRAY_LEN(table) * 2; i++) {
        char sql[80];
        snprintf(sql, sizeof sql, i % 2 ? "DELETE FROM %s" : "UPDATE %s SET since = since", table[i / 2]);
        if (db_run(db, &err, sql) >= 0 || !strstr(err.text, "never"))
            test_fail(__FILE__, __LINE__, "%s: %s", sql, err.text);
    }
    CHECK(db_run(db, &err, "INSERT INTO pub_source VALUES (1, 'MYS', 'BA:9', 'name', '', '')") == -ERR_DB);
    CHECK(db_run(db, &err, "INSERT INTO pub_source VALUES (9, 'MYS', 'BA:9', 'name', '', 'x')") == -ERR_DB);
    CHECK(db_run(db, &err, "INSERT INTO shr_source VALUES (1, 'public', 'MYS', 'BA:9', 'name', '', 'x')") == -ERR_DB);
    db_close(db);
}

static void collect(void *ctx, const char *sentence)
{
    buf_fmt(ctx, "%s\n", sentence);
}

TEST(pub_source_is_looked_at_by_its_hash)
{
    static const struct {
        const char *sql, *says;
    } v[] = {
        {"UPDATE pub_source SET content = 'other' WHERE source = 'BA:1'",
         "what release 2026 says of its sources to the audience \"public\" is not what its SHA-256 says"},
        {"UPDATE pub_source SET since = '' WHERE source = 'BA:2'", "audience \"public\" is not"},
        {"DELETE FROM pub_source WHERE source = 'BA:2'", "release 2026 is to say something of sources that is not in"},
        {"UPDATE shr_source SET source = 'BA:9' WHERE audience = 'members'", "audience \"members\" is not"},
        {"INSERT INTO shr_source VALUES (1, 'office', 'MYS', 'BA:4', 'name', '', 'x')", "audience \"office\" is not"},
        {"DELETE FROM shr_source_list", "audience \"office\" is not"},
        {"DELETE FROM pub_source; DELETE FROM shr_source", "is to say something of sources"}};
    store_close(filled("sound-sources.db", false));
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        struct store *st = base_open(base_path("sound-sources.db"), STORE_READ);
        const char *copy = base_path("unsound-sources.db");
        struct buf sql = {0}, said = {0};
        struct err err;
        CHECK_OK(store_copy(st, copy, &err));
        store_close(st);
        buf_fmt(&sql,
                "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger';"
                "PRAGMA writable_schema = RESET; %s", v[i].sql);
        base_sql(copy, sql.p);
        st = base_open(copy, STORE_READ);
        int n = store_check(st, collect, &said, &err);
        if (n <= 0 || !said.p || !strstr(said.p, v[i].says))
            test_fail(__FILE__, __LINE__, "%s: %d: %s", v[i].sql, n, said.p ? said.p : err.text);
        store_close(st);
        remove(copy);
        buf_release(&sql);
        buf_release(&said);
    }
}

TEST(pub_source_comes_whole_or_not_at_all)
{
    struct store *st = base_new("");
    struct err err = {0};
    int n = 1;
    for (int r = -1; r < 0; n++) {
        CHECK(n < 200);
        base_begin(st);
        store_fail_at(st, n);
        r = fill(st, false, &err);
        store_fail_at(st, 0);
        if (r < 0)
            store_rollback(st);
        else
            base_commit(st);
        base_is_sound(st);
    }
    CHECK(n > 15);
    store_close(st);
}
