/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/collected.h"

#include "base.h"
#include "syntax/compress.h"

#include <stdio.h>

static struct err err;

static void hash_of(char hex[SHA256_HEX], const char *text)
{
    struct sha256 hash = sha256_of(str_of(text));
    sha256_hex(hex, &hash);
}

static struct collected described(const char *vintage, const char *sha256)
{
    return (struct collected){
        .of = {.code = STR("WB"), .vintage = str_of(vintage), .name = STR("n"), .publisher = STR("p"),
               .licence = STR("l"), .attribution = STR("a"), .definition = STR("d"), .criterion = STR("mixed"),
               .population = STR("all ages"), .imported_at = STR("2026-01-15T10:00:00Z"), .who = STR("anna"),
               .file_name = STR("x.csv"), .sha256 = str_of(sha256), .nobs = 3}};
}

static void put_block(struct store *st, int64_t id, const char *area, const char *bytes)
{
    char hex[SHA256_HEX];
    hash_of(hex, bytes);
    struct pub_block b = {.indicator = STR("MST_A"), .area = str_of(area), .sha256 = str_of(hex),
                          .block = str_of(bytes)};
    CHECK_OK(store_collection_block_add(st, id, &b, &err));
}

static void put_file(struct store *st, int64_t id, int64_t number, const char *content)
{
    char hex[SHA256_HEX];
    struct buf packed = {0};
    hash_of(hex, content);
    zstd_pack(&packed, str_of(content), 1);
    struct collected_file f = {.number = number, .name = STR("x.csv"), .sha256 = str_of(hex),
                               .nbytes = (int64_t)strlen(content)};
    CHECK_OK(store_collection_file_add(st, id, &f, buf_view(&packed), &err));
    buf_release(&packed);
}

/* Two imports of a vintage, the second with one block of its own, and one of another. */
static struct store *filled(const char *name)
{
    struct store *st = base_new(name);
    char file[SHA256_HEX];
    hash_of(file, "file");
    struct collected a = described("2017", file), b = a, c = described("2016", file);
    base_begin(st);
    a.nblocks = 2;
    CHECK_OK(store_collection_add(st, &a, &err));
    put_block(st, a.of.id, "MYS", "old");
    put_block(st, a.of.id, "THA", "kept");
    b.nblocks = 3;
    b.added_to = a.of.id;
    CHECK_OK(store_collection_add(st, &b, &err));
    put_block(st, b.of.id, "MYS", "new");
    put_block(st, b.of.id, "SGP", "kept");
    CHECK_OK(store_collection_blocks_keep(st, b.of.id, a.of.id, &err));
    c.nblocks = 0;
    CHECK_OK(store_collection_add(st, &c, &err));
    for (int64_t id = 1; id <= 3; id++) {
        put_file(st, id, 0, "mapping");
        put_file(st, id, 1, "file");
    }
    base_commit(st);
    return st;
}

TEST(collected_shows_the_last_import_of_a_vintage)
{
    struct store *st = filled("collected.db");
    struct store_iter *it;
    struct collected c;
    struct pub_block b;
    struct buf seen = {0};
    struct arena arena;
    int64_t newest;
    arena_init(&arena, 1 << 20);
    base_is_sound(st);
    CHECK_OK(store_collection_list(st, &it, &err));
    while (store_collection_next(it, &c, &err) > 0)
        buf_fmt(&seen, "%.*s:%lld ", STR_FMT(c.of.vintage), (long long)c.of.id);
    CHECK_STR(buf_view(&seen), "2017:2 2016:3 ");
    seen.len = 0;
    CHECK_OK(store_collection_block_list(st, &it, 2, &err));
    while (store_block_next(it, &b, &err) > 0)
        buf_fmt(&seen, "%.*s=%.*s ", STR_FMT(b.area), STR_FMT(b.block));
    CHECK_STR(buf_view(&seen), "MYS=new SGP=kept THA=kept ");
    seen.len = 0;
    CHECK_OK(store_collection_imports(st, &it, STR("WB"), STR("2017"), &err));
    while (store_collection_next(it, &c, &err) > 0)
        buf_fmt(&seen, "%lld<%lld ", (long long)c.of.id, (long long)c.added_to);
    CHECK_STR(buf_view(&seen), "2<1 1<0 ");
    CHECK_INT(store_collection_find(st, &arena, &c, STR("WB"), STR(""), &err), 1);
    CHECK_INT(c.of.id, 2);
    CHECK_INT(store_collection_find(st, &arena, &c, STR("WB"), STR("2016"), &err), 1);
    CHECK_STR(c.of.attribution, "a");
    CHECK_INT(store_collection_find(st, &arena, &c, STR("WB"), STR("2015"), &err), 0);
    CHECK_OK(store_collection_newest(st, &newest, &err));
    CHECK_INT(newest, 3);
    arena_release(&arena);
    buf_release(&seen);
    store_close(st);
}

/* The public reads collections, and neither the files nor anything else of them. */
TEST(collected_is_public_without_its_files)
{
    const char *path = base_path("collected-public.db");
    store_close(filled("collected-public.db"));
    struct store *st = base_open(path, STORE_PUBLIC);
    struct store_iter *it;
    struct pub_block b;
    CHECK_OK(store_collection_block_list(st, &it, 2, &err));
    CHECK_INT(store_block_next(it, &b, &err), 1);
    store_iter_close(it);
    CHECK_ERR(store_collection_file_list(st, &it, 2, errp), ERR_DENIED, "");
    store_close(st);
}

static void count_fault(void *ctx, const char *sentence)
{
    buf_fmt(ctx, "%s\n", sentence);
}

/* What is done behind the back of the store is seen. */
static void sick(int line, const char *name, const char *sql, const char *part)
{
    struct buf said = {0};
    store_close(filled(name));
    base_sql(base_path(name), sql);
    struct store *st = base_open(base_path(name), STORE_READ);
    int n = store_check(st, count_fault, &said, &err);
    if (n < 1 || !said.p || !strstr(said.p, part))
        test_fail(__FILE__, line, "%d: %s", n, said.p ? said.p : "");
    buf_release(&said);
    store_close(st);
}

TEST(collected_is_looked_at_by_the_doctor)
{
    sick(__LINE__, "c1.db", "DROP TRIGGER pub_collection_bytes_update; UPDATE pub_collection_bytes SET bytes = x'00'",
         "the block of a collection ");
    sick(__LINE__, "c2.db", "DROP TRIGGER pub_collection_block_delete; DELETE FROM pub_collection_block "
         "WHERE ref_area = 'SGP'", "import 2 says it has 3 blocks, and the base has 2 of them");
    sick(__LINE__, "c3.db", "DROP TRIGGER in_collection_bytes_update; UPDATE in_collection_bytes SET nbytes = 2",
         "the file x.csv of import 1");
    sick(__LINE__, "c4.db", "DROP TRIGGER in_collection_file_delete; DELETE FROM in_collection_file "
         "WHERE number = 0 AND collection = 3", "import 3 says it has 1 mapping");
    sick(__LINE__, "c5.db", "DROP TRIGGER in_collection_file_delete; DELETE FROM in_collection_file "
         "WHERE number = 1 AND collection = 1", "import 1 says it has 1 last file");
    sick(__LINE__, "c6.db", "INSERT INTO pub_collection_bytes VALUES "
         "('6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', x'31')", "no import has it");
}

TEST(collected_is_never_changed)
{
    static const char *const changes[] = {
        "UPDATE pub_collection SET licence = 'x'", "DELETE FROM pub_collection WHERE id = 3",
        "UPDATE pub_collection_block SET block = block", "DELETE FROM pub_collection_block",
        "UPDATE pub_collection_bytes SET bytes = x'00'", "DELETE FROM in_collection_file",
        "UPDATE in_collection_bytes SET nbytes = 1", "DELETE FROM in_collection_bytes"};
    store_close(filled("unchanged.db"));
    struct db *db;
    CHECK_OK(db_open(&db, base_path("unchanged.db"), DB_WRITE, &err));
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        if (db_run(db, &err, changes[i]) >= 0 || !strstr(err.text, "what was received is never"))
            test_fail(__FILE__, __LINE__, "%s: %s", changes[i], err.text);
    db_close(db);
}
