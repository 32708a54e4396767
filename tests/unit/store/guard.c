/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What must not happen: the public in other rooms, changes to what is fixed, faults that
 * store_check does not see, half of a change. */

#include "base.h"

#include <stdio.h>
#include <unistd.h>

/* A base with a submission, accepted, and a release of one block. */
static struct store *filled(const char *name)
{
    struct store *st = base_new(name);
    struct err err;
    int64_t id, n;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "the file", 2, 1, &err));
    CHECK_OK(store_finding_allow(st, &n, id, "2026-01-03T00:00:00Z", "Budi", "so", &err));
    CHECK_OK(store_submission_decide(st, id, STATE_ACCEPTED, "2026-01-03T00:00:00Z", "Budi", "so",
                                     &err));
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_release(st, &id, "2026", "", &err));
    CHECK_OK(store_audit_add(st, &(struct audit){.op = STR("init")}, &err));
    base_commit(st);
    base_is_sound(st);
    return st;
}

TEST(db_public_reads_two_rooms_only)
{
    struct store *st = filled("public.db");
    struct db *db;
    struct err err;
    int64_t n;
    CHECK_OK(db_open(&db, base_path("public.db"), DB_PUBLIC, &err));
    CHECK_INT(db_get_int(db, &n, &err, "SELECT COUNT(*) FROM pub_release"), 1);
    CHECK_INT(db_get_int(db, &n, &err, "SELECT COUNT(*) FROM ref_file"), 1);
    static const char *const denied[] = {
        "SELECT COUNT(*) FROM in_submission",
        "SELECT id FROM in_table",
        "SELECT 1 FROM in_file",
        "SELECT message FROM in_finding",
        "SELECT block FROM wk_block",
        "SELECT who FROM sys_audit",
        "SELECT name FROM sys_user",
        "SELECT role FROM sys_grant",
        "SELECT hash FROM sys_link",
        "SELECT hash FROM sys_session",
        "SELECT hash FROM sys_token",
        "SELECT body FROM sys_mail",
        "SELECT indicator FROM sys_ask",
        "SELECT reason FROM sys_waiver",
        "SELECT content FROM sys_comment",
        "SELECT reason FROM in_decision",
        "SELECT content FROM in_answer",
        "SELECT packed FROM sys_upload",
        "SELECT address FROM sys_pull",
        "SELECT source FROM sys_source",
        "SELECT content FROM sys_source_field",
        "SELECT name FROM sys_round",
        "SELECT content FROM sys_statement",
        "SELECT content FROM sys_recommendation",
        "SELECT html FROM sys_draft_part",
        "SELECT content FROM sys_position",
        "SELECT content FROM sys_position_answer",
        "SELECT name FROM pub_release WHERE EXISTS (SELECT 1 FROM sys_user WHERE password <> '')",
        "SELECT sql FROM sqlite_schema",
        "SELECT name FROM pub_release UNION ALL SELECT who FROM in_submission",
        "SELECT (SELECT who FROM sys_audit LIMIT 1) FROM pub_release",
        "WITH x AS (SELECT cells FROM in_table) SELECT * FROM x",
        "INSERT INTO pub_release SELECT * FROM pub_release",
        "UPDATE pub_release SET embargo = ''",
        "DELETE FROM pub_block",
        "CREATE TABLE pub_x (a TEXT)",
        "CREATE TEMP TABLE pub_x (a TEXT)",
        "DROP TABLE pub_block",
        "ATTACH '/etc/passwd' AS pub_x",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 3",
        "PRAGMA writable_schema = ON",
        "SELECT * FROM pragma_table_info('in_table')",
        "SELECT load_extension('x')",
        "SELECT hex(randomblob(9))",
    };
    for (size_t i = 0; i < ARRAY_LEN(denied); i++) {
        int result = db_run(db, &err, denied[i]);
        /* (where a table is virtual, SQLite wraps the refusal in an error of its own) */
        if (result != -ERR_DENIED && !(result < 0 && strstr(err.text, "not authorized")))
            test_fail(__FILE__, __LINE__, "%s: %d %s", denied[i], result, err.text);
    }
    db_close(db);
    struct store *pub = base_open(base_path("public.db"), STORE_PUBLIC);
    struct store_iter *it;
    CHECK_ERR(store_submission_list(pub, &it, errp), ERR_DENIED, "may not do this");
    CHECK_ERR(store_audit_list(pub, &it, errp), ERR_DENIED, "may not do this");
    CHECK_ERR(store_wk_list(pub, &it, errp), ERR_DENIED, "may not do this");
    CHECK_ERR(store_begin(pub, errp), ERR_DENIED, "opened to read");
    CHECK_ERR(store_check(pub, NULL, NULL, errp), ERR_DENIED, "may not do this");
    store_close(pub);
    store_close(st);
}

TEST(db_fixed_rows_refuse_to_change)
{
    store_close(filled("fixed.db"));
    struct db *db;
    struct err err;
    CHECK_OK(db_open(&db, base_path("fixed.db"), DB_WRITE, &err));
    static const char *const refused[] = {
        "UPDATE in_submission SET sha256 = sha256",
        "UPDATE in_submission SET who = 'x'",
        "DELETE FROM in_submission",
        "UPDATE in_file SET packed = packed",
        "DELETE FROM in_file",
        "UPDATE in_table SET cells = cells",
        "DELETE FROM in_table",
        "UPDATE in_finding SET message = ''",
        "UPDATE in_finding SET pattern = ''",
        "UPDATE in_finding SET args = ''",
        "DELETE FROM in_finding",
        "UPDATE pub_release SET embargo = '2027-01-01T00:00:00Z'",
        "DELETE FROM pub_release",
        "UPDATE pub_content SET ref_area = 'THA'",
        "DELETE FROM pub_content",
        "UPDATE pub_block SET bytes = bytes",
        "DELETE FROM pub_block",
        "UPDATE pub_origin SET bytes = bytes",
        "DELETE FROM pub_origin",
        "UPDATE sys_audit SET who = 'x'",
        "DELETE FROM sys_audit",
        "UPDATE in_submission SET state = 'perfect'",
        "UPDATE in_table SET state = ''",
        "INSERT INTO in_file (submission, packed) VALUES (99, 'x')",
        "INSERT INTO ref_version (id, sha256, added_at) VALUES (1, 'short', '')",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int result = db_run(db, &err, refused[i]);
        if (result != -ERR_DB || !strstr(err.text, "refused by the database"))
            test_fail(__FILE__, __LINE__, "%s: %d %s", refused[i], result, err.text);
    }
    db_close(db);
}

static void collect(void *ctx, const char *sentence)
{
    buf_fmt(ctx, "%s\n", sentence);
}

TEST(store_check_sees_every_contradiction)
{
    static const struct {
        const char *sql, *says;
    } v[] = {
        {"UPDATE in_submission SET ntables = 7", "submission 1 says it has 7 question tables"},
        {"UPDATE in_submission SET nwarnings = 0", "says it has 0 warnings, and the base has 1"},
        {"UPDATE in_submission SET nerrors = 5", "says it has 5 errors"},
        {"UPDATE in_submission SET nopen = 1", "says it has 1 open error, and the base has 0"},
        {"UPDATE in_submission SET ninfos = 1", "says it has 1 info"},
        {"UPDATE in_table SET nerrors = 1 WHERE id = 1", "question table 1 says it has 1 error"},
        {"UPDATE in_table SET nwarnings = 1 WHERE id = 1", "table 1 says it has 1 warning"},
        {"UPDATE in_table SET state = 'checked' WHERE id = 2",
         "question table 2 is in state \"checked\", but the last decision on it is \"accepted\""},
        {"UPDATE in_table SET state = 'returned' WHERE id = 2",
         "question table 2 is in state \"returned\", but the last decision on it is \"accepted\""},
        /* a base without decisions: its tables follow their submission */
        {"DELETE FROM in_decision; UPDATE in_table SET state = 'checked' WHERE id = 2",
         "submission 1 is in state \"accepted\", but its question table 2 in \"checked\""},
        {"DELETE FROM in_decision; UPDATE in_table SET state = 'returned' WHERE id = 2",
         "submission 1 is in state \"accepted\", but its question table 2 in \"returned\""},
        {"UPDATE in_decision SET decision = 'aside'; UPDATE in_table SET state = 'returned'",
         "submission 1 is in state \"accepted\", but none of its question tables was ever accepted"},
        {"UPDATE in_submission SET state = 'returned'",
         "submission 1 is in state \"returned\", but its question table 1 in \"accepted\""},
        {"UPDATE in_submission SET state = 'errors'",
         "submission 1 is in state \"errors\", but each of its question tables is decided"},
        {"UPDATE in_table SET round = '2027' WHERE id = 2",
         "submission 1 is in state \"accepted\", but one of its question tables is filed under another"},
        {"DELETE FROM in_file", "submission 1 says it has 1 file, and the base has 0"},
        {"UPDATE in_file SET packed = x'00'", "cannot be unpacked"},
        {"UPDATE in_submission SET file_bytes = 9", "is not the one that was received"},
        {"UPDATE in_submission SET sha256 = hex(zeroblob(32))", "is not the one that was"},
        {"UPDATE pub_block SET bytes = x'6132'", "released block"},
        {"UPDATE pub_origin SET bytes = x'6132'", "the origin"},
        {"UPDATE wk_block SET block = x'6132'", "the current block MST_A MYS named"},
        {"UPDATE wk_block SET origin = x'6132'", "the current origin MST_A MYS named"},
        {"DELETE FROM pub_block", "release 2026 names the block of MST_A for MYS"},
        {"DELETE FROM pub_origin", "release 2026 names the origin of MST_A for MYS"},
        {"DELETE FROM pub_content", "release 1 says it has 1 block, and the base has 0"},
        {"DELETE FROM pub_content", "but its blocks give"},
        {"UPDATE pub_content SET ref_area = 'THA'", "release 2026 is named by the hash"},
        {"DELETE FROM in_submission", "refers to a row of in_submission that is not there"},
    };
    store_close(filled("sound.db"));
    /* behind the back of the store, without its triggers */
    struct buf sql = {0};
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        struct store *st = base_open(base_path("sound.db"), STORE_READ);
        struct err err;
        const char *copy = base_path("contradiction.db");
        CHECK_OK(store_copy(st, copy, &err));
        store_close(st);
        sql.len = 0;
        buf_fmt(&sql,
                "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger';"
                "PRAGMA writable_schema = RESET; %s",
                v[i].sql);
        base_sql(copy, sql.p);
        st = base_open(copy, STORE_READ);
        struct buf said = {0};
        int n = store_check(st, collect, &said, &err);
        if (n <= 0 || !said.p || !strstr(said.p, v[i].says))
            test_fail(__FILE__, __LINE__, "%s: %d: %s", v[i].sql, n, said.p ? said.p : err.text);
        buf_release(&said);
        store_close(st);
        CHECK(unlink(copy) == 0);
    }
    buf_release(&sql);
}

/* -- the n-th call fails ------------------------------------------------------------------ */

static int life(struct store *st, struct err *err)
{
    int64_t id, n, release;
    int result = store_begin(st, err);
    if (result < 0)
        return result;
    result = base_submit(st, &id, "the file", 2, 1, err);
    if (result == 0)
        result = store_finding_allow(st, &n, id, "2026-01-03T00:00:00Z", "Budi", "so", err);
    if (result == 0)
        result = store_submission_decide(st, id, STATE_ACCEPTED, "2026-01-03T00:00:00Z", "Budi",
                                         "so", err);
    if (result == 0)
        result = base_put(st, "MST_A", "MYS", "a1", err);
    if (result == 0)
        result = base_put(st, "MST_B", "MYS", "b1", err);
    if (result == 0)
        result = base_release(st, &release, "2026", "", err);
    if (result == 0)
        result = store_audit_add(st, &(struct audit){.op = STR("release")}, err);
    if (result < 0) {
        store_rollback(st);
        return result;
    }
    return store_commit(st, err);
}

static void is_empty(struct store *st)
{
    struct store_iter *it;
    struct err err;
    struct submission s;
    struct wk_block b;
    struct release r;
    struct audit a;
    CHECK_OK(store_submission_list(st, &it, &err));
    CHECK_INT(store_submission_next(it, &s, &err), 0);
    CHECK_OK(store_wk_list(st, &it, &err));
    CHECK_INT(store_wk_next(it, &b, &err), 0);
    CHECK_OK(store_release_list(st, &it, STR(""), &err));
    CHECK_INT(store_release_next(it, &r, &err), 0);
    CHECK_OK(store_audit_list(st, &it, &err));
    CHECK_INT(store_audit_next(it, &a, &err), 0);
}

TEST(store_every_call_may_fail)
{
    struct store *st = base_new("fail.db");
    struct err err;
    int n = 1;
    for (;; n++) {
        CHECK(n < 5000);
        err = (struct err){0};
        store_fail_at(st, n);
        int result = life(st, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK_INT(err.code, ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        is_empty(st);
        base_is_sound(st);
    }
    CHECK(n > 150);
    base_is_sound(st);
    struct arena a;
    struct release r;
    arena_init(&a, 1 << 20);
    CHECK_OK(store_release_get(st, &a, &r, STR(""), STR(""), &err));
    CHECK_STR(r.name, "2026");
    arena_release(&a);
    int64_t calls = store_calls(st), version;
    CHECK_OK(store_data_version(st, &version, &err));
    CHECK_INT(store_calls(st) - calls, 2); /* prepare, step */
    store_close(st);
}

/* A caller that overlooks a failure does not get the other half committed. */
TEST(store_commit_refuses_half_a_change)
{
    struct store *st = base_new("half.db");
    struct err err;
    struct audit a = {.op = STR("x")};
    base_begin(st);
    CHECK_OK(store_audit_add(st, &a, &err));
    store_fail_at(st, 1);
    CHECK(store_audit_add(st, &a, &err) < 0);
    CHECK_ERR(store_commit(st, errp), ERR_STATE, "none of it was kept");
    is_empty(st);
    base_begin(st); /* and the next one works */
    CHECK_OK(store_audit_add(st, &a, &err));
    base_commit(st);
    store_close(st);
}

TEST(store_rollback_itself_may_fail)
{
    struct store *st = base_new("undo.db");
    struct err err;
    struct audit a = {.op = STR("x")};
    for (int n = 1; n <= 4; n++) {
        base_begin(st);
        CHECK_OK(store_audit_add(st, &a, &err));
        store_fail_at(st, n);
        store_rollback(st);
        store_fail_at(st, 0);
        is_empty(st);
    }
    store_close(st);
}

TEST(store_reading_may_fail)
{
    struct store *st = filled("reading.db");
    struct arena a;
    struct err err;
    arena_init(&a, 1 << 20);
    for (int n = 1; n < 400; n++) {
        struct release r;
        struct submission s;
        struct question_table t;
        struct pub_block b;
        struct str packed;
        struct store_iter *it;
        store_fail_at(st, n);
        int result = store_release_get(st, &a, &r, STR("2026"), STR(""), &err);
        if (result == 0)
            result = store_submission_get(st, &a, &s, 1, &err);
        if (result == 0)
            result = store_table_get(st, &a, &t, 2, &err);
        if (result == 0)
            result = store_file_get(st, &a, &packed, 1, &err);
        if (result == 0)
            result = store_block_get(st, &a, &b, 1, STR("MST_A"), STR("MYS"), &err);
        if (result == 0)
            result = store_table_list(st, &it, 0, &err);
        if (result == 0)
            while ((result = store_table_next(it, &t, &err)) > 0)
                ;
        if (result == 0) {
            store_fail_at(st, 0);
            CHECK(n > 15);
            break;
        }
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(n < 399);
    }
    for (int n = 1; n < 1000; n++) {
        struct buf said = {0};
        store_fail_at(st, n);
        int found = store_check(st, collect, &said, &err);
        store_fail_at(st, 0);
        buf_release(&said);
        if (found == 0 && n > 40)
            break;
        CHECK(n < 999);
    }
    base_begin(st); /* no transaction is left open */
    store_rollback(st);
    arena_release(&a);
    store_close(st);
}
