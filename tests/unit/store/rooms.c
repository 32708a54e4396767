/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Each function of store.h, room by room. */

#include "base.h"

#include "model/ref.h"
#include "syntax/compress.h"

#include <stdio.h>

TEST(store_ref_versions)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct ref_file *files;
    size_t n;
    int64_t version, found;
    arena_init(&a, 1 << 20);
    CHECK_ERR(store_ref_get(st, &a, 0, &files, &n, &found, errp), ERR_NOTFOUND, "no ref");
    struct ref_file one[] = {{.name = STR("b/areas.csv"), .content = STR("MYS,Malaysia\n")},
                             {.name = STR("a.csv"), .content = STR("")},
                             {.name = STR("B.csv"), .content = STR("x\0y")}};
    struct sha256 hash = sha256_of(STR("any"));
    base_begin(st);
    CHECK_OK(store_ref_add(st, &version, one, 3, &hash, "2026-01-01T00:00:00Z", &err));
    CHECK_INT(version, 1);
    CHECK_OK(store_ref_add(st, &version, one, 1, &hash, "2026-01-02T00:00:00Z", &err));
    CHECK_INT(version, 2);
    base_commit(st);
    CHECK_OK(store_ref_get(st, &a, 0, &files, &n, &found, &err));
    CHECK(n == 1 && found == 2);
    CHECK_STR(files[0].content, "MYS,Malaysia\n");
    CHECK_OK(store_ref_get(st, &a, 1, &files, &n, NULL, &err));
    CHECK_INT(n, 3);
    CHECK_STR(files[0].name, "B.csv");
    CHECK(str_eq(files[0].content, STR("x\0y")));
    CHECK_STR(files[1].name, "a.csv");
    CHECK_INT(files[1].content.len, 0);
    CHECK_STR(files[2].name, "b/areas.csv");
    CHECK_ERR(store_ref_get(st, &a, 3, &files, &n, &found, errp), ERR_NOTFOUND, "no version 3");
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_submission_comes_back_as_it_went)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    int64_t id, same = 0;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "the file", 3, 2, &err));
    base_commit(st);
    struct submission s;
    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    CHECK_STR(s.received_at, "2026-01-02T03:04:05Z");
    CHECK_STR(s.who, "Aisyah");
    CHECK_STR(s.state, STATE_ERRORS);
    CHECK_STR(s.format, "csv");
    CHECK_STR(s.source, "BA:741");
    CHECK_STR(s.round, "2026");
    CHECK_STR(s.file_name, "mys.csv");
    CHECK_INT(s.file_bytes, 8);
    CHECK_INT(s.ref_version, 0);
    CHECK(s.cells == 10 && s.figures == 9 && s.tables == 3);
    CHECK(s.infos == 0 && s.warnings == 1 && s.errors == 2 && s.open_errors == 2);
    CHECK(s.decided_at.len + s.decided_by.len + s.reason.len == 0);
    CHECK_STR(s.area, "MYS");
    CHECK(s.signed_at.len + s.signed_by.len == 0);
    struct str packed;
    struct buf file = {0};
    CHECK_OK(store_file_get(st, &a, &packed, id, &err));
    CHECK_OK(zstd_unpack(&file, packed, 100, &err));
    CHECK_STR(buf_view(&file), "the file");
    buf_release(&file);
    CHECK_ERR(store_submission_get(st, &a, &s, 77, errp), ERR_NOTFOUND, "no submission 77");
    CHECK_ERR(store_file_get(st, &a, &packed, 77, errp), ERR_NOTFOUND, "no submission 77");

    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    CHECK_INT(store_submission_same(st, &same, s.sha256, s.source, s.round, STR(""), &err), 1);
    CHECK_INT(same, id);
    CHECK_INT(store_submission_same(st, &same, s.sha256, s.source, STR("2027"), STR(""), &err), 0);
    base_begin(st);
    CHECK_OK(store_submission_decide(st, id, STATE_RETURNED, "2026-01-03T00:00:00Z", "Budi", "no",
                                     &err));
    CHECK_ERR(store_submission_decide(st, 77, STATE_RETURNED, "", "", "", errp), ERR_NOTFOUND,
              "no submission 77");
    base_commit(st);
    CHECK_INT(store_submission_same(st, &same, s.sha256, s.source, s.round, STR(""), &err), 0);
    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    CHECK_STR(s.state, STATE_RETURNED);
    CHECK_STR(s.decided_by, "Budi");
    CHECK_STR(s.reason, "no");
    CHECK_INT(s.open_errors, 2);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_submission_list_and_early_end)
{
    struct store *st = base_new("");
    struct err err;
    int64_t id;
    base_begin(st);
    for (int i = 0; i < 3; i++)
        CHECK_OK(base_submit(st, &id, "x", 1, 0, &err));
    base_commit(st);
    struct store_iter *outer, *inner;
    struct submission s, t;
    int n = 0;
    CHECK_OK(store_submission_list(st, &outer, &err));
    while (store_submission_next(outer, &s, &err) > 0) {
        CHECK_OK(store_submission_list(st, &inner, &err)); /* the same text, running already */
        while (store_submission_next(inner, &t, &err) > 0)
            n++;
    }
    CHECK_INT(n, 9);
    CHECK_OK(store_submission_list(st, &outer, &err));
    CHECK_INT(store_submission_next(outer, &s, &err), 1);
    store_iter_close(outer);
    store_iter_close(NULL);
    store_close(st);
}

TEST(store_tables)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    int64_t one, two;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 3, 0, &err));
    CHECK_OK(base_submit(st, &two, "y", 2, 0, &err));
    CHECK_OK(store_submission_decide(st, two, STATE_ACCEPTED, "2026-01-03T00:00:00Z", "Budi", "",
                                     &err));
    base_commit(st);
    struct question_table t;
    CHECK_OK(store_table_get(st, &a, &t, 4, &err));
    CHECK_INT(t.submission, two);
    CHECK_STR(t.indicator, "MST_A");
    CHECK_STR(t.area, "MYS");
    CHECK_STR(t.source, "BA:741");
    CHECK_STR(t.period, "2025");
    CHECK_STR(t.state, STATE_ACCEPTED);
    CHECK(t.ncells == 3 && t.nerrors == 0 && t.nwarnings == 0);
    CHECK(str_eq(t.cells, STR("\0cells")));
    CHECK_ERR(store_table_get(st, &a, &t, 6, errp), ERR_NOTFOUND, "no question table 6");
    struct store_iter *it;
    int64_t want[3][3] = {{one, 1, 3}, {two, 4, 5}, {0, 1, 5}};
    for (int i = 0; i < 3; i++) {
        int64_t next = want[i][1];
        CHECK_OK(store_table_list(st, &it, want[i][0], &err));
        while (store_table_next(it, &t, &err) > 0)
            CHECK_INT(t.id, next++);
        CHECK_INT(next, want[i][2] + 1);
    }
    char key[] = "MST_A";
    CHECK_OK(store_table_list_accepted(st, &it, str_of(key), STR("MYS"), &err));
    key[4] = 'B'; /* the iterator keeps what it was asked */
    CHECK_INT(store_table_next(it, &t, &err), 1);
    CHECK_INT(t.id, 4);
    CHECK_INT(store_table_next(it, &t, &err), 0);
    CHECK_OK(store_table_list_accepted(st, &it, STR("MST_C"), STR("MYS"), &err));
    CHECK_INT(store_table_next(it, &t, &err), 0); /* submission one is not accepted */
    arena_release(&a);
    store_close(st);
}

TEST(store_findings)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    int64_t one, two, n;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 3, 3, &err));
    CHECK_OK(base_submit(st, &two, "y", 1, 1, &err));
    CHECK_OK(store_finding_allow(st, &n, one, "2026-01-03T00:00:00Z", "Budi", "confirmed", &err));
    CHECK_INT(n, 3);
    CHECK_OK(store_finding_allow(st, &n, one, "2026-01-04T00:00:00Z", "Citra", "again", &err));
    CHECK_INT(n, 0);
    base_commit(st);
    struct store_iter *it;
    struct in_finding f;
    int64_t row = 0;
    int rows = 0;
    CHECK_OK(store_finding_list(st, &it, one, &err));
    while (store_finding_next(it, &f, &err) > 0) {
        CHECK(f.row > row && f.submission == one && f.sheet == 1 && f.column == 7);
        CHECK(f.row == 97 ? f.table == 0 : f.table == 3);
        CHECK_STR(f.allowed_reason, f.row == 97 ? "" : "confirmed");
        CHECK_STR(f.severity, f.row == 97 ? "warning" : "error");
        CHECK_STR(f.message, "\"12x\" is not a number");
        CHECK_STR(f.pattern, "\"{1}\" is not a number");
        CHECK_STR(f.args, "12x");
        CHECK_STR(f.rule, "T101");
        row = f.row;
        rows++;
    }
    CHECK_INT(rows, 4);
    CHECK_OK(store_finding_list(st, &it, 0, &err));
    for (rows = 0; store_finding_next(it, &f, &err) > 0; rows++)
        CHECK_INT(f.submission, rows < 4 ? one : two);
    CHECK_INT(rows, 6);
    struct submission s;
    CHECK_OK(store_submission_get(st, &a, &s, one, &err));
    CHECK(s.errors == 3 && s.open_errors == 0);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_wk_blocks)
{
    struct store *st = base_new("");
    struct err err;
    base_begin(st);
    CHECK_OK(base_put(st, "MST_B", "MYS", "b1", &err));
    CHECK_OK(base_put(st, "MST_A", "THA", "a1", &err));
    CHECK_OK(base_put(st, "MST_A", "MYS", "a0", &err));
    CHECK_OK(base_put(st, "MST_B", "MYS", "b2", &err)); /* replaces */
    CHECK_OK(store_wk_delete(st, STR("MST_A"), STR("MYS"), &err));
    CHECK_OK(store_wk_delete(st, STR("MST_Z"), STR("MYS"), &err));
    base_commit(st);
    struct store_iter *it;
    struct wk_block b;
    CHECK_OK(store_wk_list(st, &it, &err));
    CHECK_INT(store_wk_next(it, &b, &err), 1);
    CHECK_STR(b.indicator, "MST_A");
    CHECK_STR(b.area, "THA");
    CHECK_STR(b.block, "a1");
    CHECK_STR(b.origin, "origin of MST_A THA: a1");
    CHECK(b.nseries == 2 && b.nobs == 5);
    CHECK_INT(store_wk_next(it, &b, &err), 1);
    CHECK_STR(b.block, "b2");
    CHECK_INT(store_wk_next(it, &b, &err), 0);
    base_is_sound(st);
    store_close(st);
}

TEST(store_releases_share_blocks)
{
    struct store *st = base_new("share.db");
    struct err err;
    struct arena a;
    int64_t one, two;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_put(st, "MST_B", "MYS", "b1", &err));
    CHECK_OK(base_release(st, &one, "2026", "", &err));
    CHECK_OK(base_put(st, "MST_B", "MYS", "b2", &err));
    CHECK_OK(base_release(st, &two, "2026b", "", &err));
    base_commit(st);
    CHECK(one == 1 && two == 2);
    struct release r;
    CHECK_OK(store_release_get(st, &a, &r, STR(""), STR(""), &err));
    CHECK_INT(r.id, 2);
    CHECK_OK(store_release_get(st, &a, &r, STR("1"), STR(""), &err));
    CHECK_STR(r.name, "2026");
    CHECK_STR(r.who, "Budi");
    CHECK(r.nblocks == 2 && r.nseries == 4 && r.nobs == 10);
    CHECK_OK(store_release_get(st, &a, &r, STR("2026b"), STR(""), &err));
    CHECK_INT(r.id, 2);
    CHECK_ERR(store_release_get(st, &a, &r, STR("2027"), STR(""), errp), ERR_NOTFOUND,
              "no release 2027");
    struct store_iter *it;
    struct pub_block b;
    CHECK_OK(store_block_list(st, &it, one, false, &err));
    CHECK_INT(store_block_next(it, &b, &err), 1);
    CHECK_STR(b.block, "a1");
    CHECK_INT(b.origin.len, 0);
    CHECK_INT(store_block_next(it, &b, &err), 1);
    CHECK_STR(b.block, "b1");
    CHECK_INT(store_block_next(it, &b, &err), 0);
    CHECK_OK(store_block_list(st, &it, two, true, &err));
    CHECK_INT(store_block_next(it, &b, &err), 1);
    CHECK_STR(b.origin, "origin of MST_A MYS: a1");
    store_iter_close(it);
    CHECK_OK(store_block_get(st, &a, &b, two, STR("MST_B"), STR("MYS"), &err));
    CHECK_STR(b.block, "b2");
    CHECK_STR(b.origin, "origin of MST_B MYS: b2");
    CHECK_ERR(store_block_get(st, &a, &b, two, STR("MST_B"), STR("THA"), errp), ERR_NOTFOUND,
              "no figures of MST_B for THA");
    CHECK_ERR(store_block_list(st, &it, 9, false, errp), ERR_NOTFOUND, "no release 9");
    base_is_sound(st);

    base_begin(st);
    CHECK_ERR(base_release(st, &one, "2026", "", errp), ERR_STATE, "named 2026 already, number 1");
    r.name = STR("wrong");
    r.nobs++;
    CHECK_ERR(store_release_add(st, &r, errp), ERR_STATE, "announced with");
    store_rollback(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_embargo)
{
    struct store *st = base_new("embargo.db");
    struct err err;
    struct arena a;
    struct release r;
    struct store_iter *it;
    struct pub_block b;
    int64_t id;
    struct str before = STR("2026-02-28T23:59:59Z"), at = STR("2026-03-01T00:00:00Z");
    arena_init(&a, 1 << 20);
    struct store *pub = base_open(base_path("embargo.db"), STORE_PUBLIC);
    CHECK_ERR(store_release_get(pub, &a, &r, STR(""), at, errp), ERR_NOTFOUND, "nothing has been");
    base_begin(st);
    CHECK_OK(base_put(st, "MST_A", "MYS", "a1", &err));
    CHECK_OK(base_release(st, &id, "open", "", &err));
    CHECK_OK(base_release(st, &id, "later", at.p, &err));
    base_commit(st);
    for (int i = 0; i < 2; i++) {
        struct store *who = i ? pub : st;
        CHECK_OK(store_release_get(who, &a, &r, STR(""), before, &err));
        CHECK_STR(r.name, "open");
        CHECK_ERR(store_release_get(who, &a, &r, STR("later"), before, errp), ERR_NOTFOUND,
                  "later");
        CHECK_ERR(store_release_get(who, &a, &r, STR("2"), before, errp), ERR_NOTFOUND, "2");
        CHECK_OK(store_release_list(who, &it, before, &err));
        CHECK_INT(store_release_next(it, &r, &err), 1);
        CHECK_INT(store_release_next(it, &r, &err), 0);
    }
    CHECK_ERR(store_release_get(pub, &a, &r, STR("later"), STR(""), errp), ERR_DENIED, "embargo");
    CHECK_ERR(store_release_list(pub, &it, STR(""), errp), ERR_DENIED, "embargo");
    CHECK_ERR(store_block_list(pub, &it, 2, false, errp), ERR_NOTFOUND, "no release 2");
    CHECK_ERR(store_block_get(pub, &a, &b, 2, STR("MST_A"), STR("MYS"), errp), ERR_NOTFOUND, "2");
    CHECK_OK(store_block_get(pub, &a, &b, 1, STR("MST_A"), STR("MYS"), &err));
    CHECK_OK(store_release_get(st, &a, &r, STR(""), STR(""), &err));
    CHECK_STR(r.name, "later");
    CHECK_OK(store_release_get(pub, &a, &r, STR(""), at, &err));
    CHECK_STR(r.name, "later");
    CHECK_OK(store_block_list(pub, &it, 2, true, &err));
    store_iter_close(it);
    arena_release(&a);
    store_close(pub);
    store_close(st);
}

TEST(store_audit_log)
{
    struct store *st = base_new("");
    struct err err;
    struct audit a = {0, STR("2026-01-01T00:00:00Z"), STR("Budi"), STR("release"), STR("{}"),
                      STR("ok")};
    base_begin(st);
    CHECK_OK(store_audit_add(st, &a, &err));
    a.op = STR("accept");
    CHECK_OK(store_audit_add(st, &a, &err));
    base_commit(st);
    struct store_iter *it;
    CHECK_OK(store_audit_list(st, &it, &err));
    CHECK_INT(store_audit_next(it, &a, &err), 1);
    CHECK(a.id == 1 && str_is(a.op, "release") && str_is(a.params, "{}"));
    CHECK_INT(store_audit_next(it, &a, &err), 1);
    CHECK(a.id == 2 && str_is(a.op, "accept") && str_is(a.who, "Budi"));
    CHECK_INT(store_audit_next(it, &a, &err), 0);
    store_close(st);
}

TEST(store_rollback_forgets)
{
    struct store *st = base_new("rollback.db");
    struct err err;
    struct arena a;
    struct submission s;
    int64_t id;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 2, 1, &err));
    store_rollback(st);
    CHECK_ERR(store_submission_get(st, &a, &s, id, errp), ERR_NOTFOUND, "no submission 1");
    store_rollback(st); /* nothing to do */
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 2, 1, &err)); /* the ids are free again */
    CHECK_INT(id, 1);
    base_commit(st);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_get_keeps_to_the_arena)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct submission s = {.state = STR(STATE_RECEIVED),
                           .sha256 = STR("0123456789012345678901234567890123456789012345678901234"
                                         "567890123")};
    static char big[200000];
    arena_init(&a, 100000);
    base_begin(st);
    CHECK_OK(store_submission_add(st, &s, (struct str){big, sizeof big}, &err));
    base_commit(st);
    struct str packed;
    CHECK_ERR(store_file_get(st, &a, &packed, s.id, errp), ERR_LIMIT, "may hold in memory");
    arena_release(&a);
    store_close(st);
}
