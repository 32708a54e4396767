/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/share.h"

#include "base.h"

#include <stdio.h>

#define BEFORE "2026-02-28T23:59:59Z"
#define AFTER "2026-03-01T00:00:00Z"

static void hash_of(char hex[SHA256_HEX], const char *text)
{
    struct sha256 hash = sha256_of(str_of(text));
    sha256_hex(hex, &hash);
}

/* A variant of MST_A of MYS, or of what is derived of it; of the block NULL: nothing. */
static void variant(struct store *st, enum audience audience, bool derived, const char *since,
                    const char *block)
{
    char sha256[SHA256_HEX], origin[SHA256_HEX];
    struct err err;
    struct wk_variant v = {.audience = audience, .derived = derived, .indicator = STR("MST_A"),
                           .area = STR("MYS"), .since = str_of(since)};
    if (block) {
        hash_of(sha256, block);
        hash_of(origin, "origin");
        v.sha256 = str_of(sha256);
        v.origin_sha256 = str_of(origin);
        v.block = str_of(block);
        v.origin = STR("origin");
        v.nseries = 1;
        v.nobs = 2;
    }
    CHECK_OK(store_variant_put(st, &v, &err));
}

static int64_t rule(struct store *st, enum audience audience, const char *until)
{
    struct err err;
    struct share s = {.rule = {.area = STR("MYS"), .audience = audience, .until = str_of(until)},
                      .ground = STR("a law"), .decided_by = STR("Budi"),
                      .decided_at = STR("2026-02-01T00:00:00Z")};
    CHECK_OK(store_share_add(st, &s, &err));
    return s.id;
}

/* Releases MST_A and MST_B of MYS; of MST_A the public sees nothing, then "later"; members "members";
 * the office "secret", which is all that was accepted. */
static struct store *filled(const char *name)
{
    struct store *st = base_new(name);
    struct err err;
    base_begin(st);
    CHECK_OK(base_put(st, "MST_A", "MYS", "secret", &err));
    CHECK_OK(base_put(st, "MST_B", "MYS", "open", &err));
    variant(st, AUDIENCE_PUBLIC, false, "", NULL);
    variant(st, AUDIENCE_PUBLIC, false, "2026-03-01", "later");
    variant(st, AUDIENCE_MEMBERS, false, "", "members");
    CHECK_OK(store_variant_put_standing(st, &(struct wk_variant){.audience = AUDIENCE_OFFICE,
                                                                 .indicator = STR("MST_A"),
                                                                 .area = STR("MYS")}, &err));
    variant(st, AUDIENCE_PUBLIC, true, "", "for all");
    variant(st, AUDIENCE_MEMBERS, true, "", "for members");
    CHECK_OK(store_variant_put_standing(st, &(struct wk_variant){.audience = AUDIENCE_OFFICE, .derived = true,
                                                                 .indicator = STR("MST_A"),
                                                                 .area = STR("MYS")}, &err));
    struct release r = {.name = STR("2026"), .released_at = STR("2026-02-01T00:00:00Z"), .who = STR("Budi"),
                        .nblocks = 1, .nseries = 2, .nobs = 5};
    char hex[SHA256_HEX], b[SHA256_HEX], d[SHA256_HEX];
    hash_of(b, "open");
    hash_of(d, "for all");
    struct buf lines = {0};
    buf_fmt(&lines, "MST_B\tMYS\t%s\nderived\tMST_A\tMYS\t%s\n", b, d);
    hash_of(hex, lines.p);
    buf_release(&lines);
    r.sha256 = str_of(hex);
    CHECK_OK(store_release_add(st, &r, &err));
    CHECK_INT(r.id, 1);
    base_commit(st);
    base_is_sound(st);
    return st;
}

/* What is seen of MST_A at a time; NULL: nothing. The list says the same as the single block. */
static void sees(struct store *st, enum audience audience, const char *now, bool derived, const char *want)
{
    struct arena a;
    struct release r;
    struct pub_block b;
    struct store_iter *it;
    struct err err;
    const char *found = NULL;
    int next;
    arena_init(&a, 1 << 20);
    store_audience(st, audience);
    CHECK_OK(store_release_get(st, &a, &r, STR("2026"), str_of(now), &err));
    CHECK_OK(derived ? store_derived_block_list(st, &it, r.id, STR(""), &err)
                     : store_block_list(st, &it, r.id, false, &err));
    while ((next = store_block_next(it, &b, &err)) == 1)
        if (str_is(b.indicator, "MST_A"))
            found = arena_text(&a, b.block);
    CHECK_OK(next);
    int got = (derived ? store_derived_block_get : store_block_get)(st, &a, &b, r.id, STR("MST_A"),
                                                                    STR("MYS"), &err);
    CHECK((got == 0) == (want != NULL));
    CHECK((found != NULL) == (want != NULL));
    if (want) {
        CHECK_STR(b.block, want);
        CHECK_STR(str_of(found), want);
        CHECK(b.origin.len > 0);
    }
    arena_release(&a);
}

TEST(share_each_audience_sees_its_own)
{
    struct store *st = filled("audiences.db");
    struct store *pub = base_open(base_path("audiences.db"), STORE_PUBLIC);
    struct store *read = base_open(base_path("audiences.db"), STORE_READ);
    sees(pub, AUDIENCE_PUBLIC, BEFORE, false, NULL);
    sees(pub, AUDIENCE_PUBLIC, AFTER, false, "later");
    sees(pub, AUDIENCE_PUBLIC, AFTER, true, "for all");
    /* a public connection stays one, whatever is said to it */
    sees(pub, AUDIENCE_MEMBERS, BEFORE, false, NULL);
    sees(pub, AUDIENCE_OFFICE, AFTER, false, "later");
    sees(read, AUDIENCE_PUBLIC, BEFORE, false, NULL);
    sees(read, AUDIENCE_PUBLIC, AFTER, false, "later");
    sees(read, AUDIENCE_MEMBERS, BEFORE, false, "members");
    sees(read, AUDIENCE_MEMBERS, AFTER, false, "members");
    sees(read, AUDIENCE_MEMBERS, BEFORE, true, "for members");
    sees(read, AUDIENCE_OFFICE, BEFORE, false, "secret");
    sees(read, AUDIENCE_OFFICE, BEFORE, true, NULL); /* nothing is derived of all that was accepted */
    store_as_released(read, true);
    sees(read, AUDIENCE_OFFICE, AFTER, false, NULL);
    store_close(read);
    store_close(pub);
    store_close(st);
}

TEST(share_public_connection_cannot_read_what_is_shared)
{
    struct store *st = filled("blind.db");
    struct db *db;
    struct err err;
    int64_t n;
    CHECK_OK(db_open(&db, base_path("blind.db"), DB_PUBLIC, &err));
    static const char *const denied[] = {
        "SELECT bytes FROM shr_block", "SELECT bytes FROM shr_origin", "SELECT block FROM shr_content",
        "SELECT ground FROM sys_share", "SELECT who FROM sys_read", "SELECT block FROM wk_variant",
        "SELECT w.rule FROM pub_withheld w JOIN sys_share s ON s.id = w.rule",
        "SELECT 1 FROM pub_content c WHERE EXISTS (SELECT 1 FROM shr_content s WHERE s.block = c.block)"};
    for (size_t i = 0; i < ARRAY_LEN(denied); i++)
        CHECK_INT(db_run(db, &err, denied[i]), -ERR_DENIED);
    /* nor are their bytes anywhere else */
    CHECK_INT(db_get_int(db, &n, &err, "SELECT COUNT(*) FROM pub_block"), 1);
    CHECK_INT(n, 3); /* open, later, for all */
    CHECK_INT(db_get_int(db, &n, &err, "SELECT 1 FROM pub_block WHERE bytes = CAST('secret' AS BLOB) "
                                       "OR bytes = CAST('members' AS BLOB)"), 0);
    db_close(db);
    store_close(st);
}

TEST(share_what_a_newer_rule_withholds)
{
    struct store *st = filled("withheld.db");
    struct err err;
    base_begin(st);
    int64_t id = rule(st, AUDIENCE_OFFICE, "2026-06-01");
    struct withheld w = {.release = 1, .rule = id, .area = STR("MYS"), .indicator = STR("MST_A"),
                         .audience = AUDIENCE_PUBLIC, .since = STR("2026-03-01"), .until = STR("2026-06-01")};
    CHECK_OK(store_withheld_add(st, &w, &err));
    w.audience = AUDIENCE_MEMBERS;
    w.since = STR("");
    CHECK_OK(store_withheld_add(st, &w, &err));
    w.derived = true;
    w.indicator = STR("");
    CHECK_OK(store_withheld_add(st, &w, &err));
    base_commit(st);
    base_is_sound(st);
    sees(st, AUDIENCE_PUBLIC, BEFORE, false, NULL);
    sees(st, AUDIENCE_PUBLIC, AFTER, false, NULL);
    sees(st, AUDIENCE_PUBLIC, "2026-05-31T23:59:59Z", false, NULL);
    sees(st, AUDIENCE_PUBLIC, "2026-06-01T00:00:00Z", false, "later");
    /* members see at least what the public sees */
    sees(st, AUDIENCE_MEMBERS, BEFORE, false, NULL);
    sees(st, AUDIENCE_MEMBERS, BEFORE, true, "for all");
    sees(st, AUDIENCE_MEMBERS, "2026-06-01T00:00:00Z", false, "members");
    sees(st, AUDIENCE_MEMBERS, "2026-06-01T00:00:00Z", true, "for members");
    sees(st, AUDIENCE_OFFICE, BEFORE, false, "secret");
    base_begin(st);
    CHECK_OK(store_share_revoke(st, id, STR(AFTER), STR("Budi"), STR("over"), &err));
    base_commit(st);
    sees(st, AUDIENCE_PUBLIC, AFTER, false, "later");
    sees(st, AUDIENCE_MEMBERS, BEFORE, false, "members");
    base_begin(st);
    CHECK(store_share_revoke(st, id, STR(AFTER), STR("Budi"), STR("again"), &err) < 0);
    store_rollback(st);
    store_close(st);
}

static void view(struct store *st, enum audience audience, const char *now, bool as_released,
                 const char *changes_at, char keep[SHA256_HEX])
{
    struct arena a;
    struct release r;
    struct release_view v;
    struct err err;
    arena_init(&a, 1 << 20);
    store_audience(st, audience);
    CHECK_OK(store_release_get(st, &a, &r, STR("2026"), str_of(now), &err));
    CHECK_OK(store_release_view(st, &a, &v, &r, &err));
    CHECK_INT(v.view.len, SHA256_HEX - 1);
    CHECK(str_eq(v.view, r.sha256) == as_released);
    CHECK_STR(v.changes_at, changes_at);
    memcpy(keep, v.view.p, SHA256_HEX);
    arena_release(&a);
}

TEST(share_view_names_what_is_seen_and_when_it_changes)
{
    struct store *st = filled("view.db");
    char a[SHA256_HEX], b[SHA256_HEX], c[SHA256_HEX];
    struct err err;
    view(st, AUDIENCE_PUBLIC, BEFORE, true, "2026-03-01T00:00:00Z", a);
    view(st, AUDIENCE_PUBLIC, AFTER, false, "", b);
    view(st, AUDIENCE_MEMBERS, BEFORE, false, "2026-03-01T00:00:00Z", c);
    CHECK(strcmp(b, c) != 0);
    base_begin(st);
    struct withheld w = {.release = 1, .rule = rule(st, AUDIENCE_MEMBERS, "2026-06-01"), .area = STR("MYS"),
                         .indicator = STR("MST_B"), .until = STR("2026-06-01")};
    CHECK_OK(store_withheld_add(st, &w, &err));
    base_commit(st);
    view(st, AUDIENCE_PUBLIC, BEFORE, false, "2026-03-01T00:00:00Z", c);
    CHECK(strcmp(a, c) != 0);
    view(st, AUDIENCE_PUBLIC, AFTER, false, "2026-06-01T00:00:00Z", c);
    CHECK(strcmp(b, c) != 0);
    view(st, AUDIENCE_PUBLIC, "2026-06-01T00:00:00Z", false, "", c);
    store_close(st);
}

TEST(share_restricted_is_what_the_public_does_not_see)
{
    struct store *st = filled("restricted.db");
    struct err err;
    bool yes;
    store_now(st, STR(BEFORE));
    static const struct {
        enum audience audience;
        const char *indicator;
        bool derived, want;
    } cases[] = {{AUDIENCE_PUBLIC, "MST_A", false, false}, {AUDIENCE_MEMBERS, "MST_A", false, true},
                 {AUDIENCE_MEMBERS, "MST_A", true, true},  {AUDIENCE_OFFICE, "MST_A", false, true},
                 {AUDIENCE_OFFICE, "MST_B", false, false}, {AUDIENCE_OFFICE, "MST_B", true, false}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        store_audience(st, cases[i].audience);
        CHECK_OK(store_block_restricted(st, &yes, 1, cases[i].derived, str_of(cases[i].indicator), STR("MYS"),
                                        &err));
        CHECK_INT(yes, cases[i].want);
    }
    store_close(st);
}

TEST(share_rules_and_reads_are_kept)
{
    struct store *st = filled("kept.db");
    struct store_iter *it;
    struct share s;
    struct shared_read r = {.at = STR("2026-02-02T10:00:00Z"), .who = STR("Sokha"), .release = 1,
                            .indicator = STR("MST_A"), .area = STR("MYS"), .audience = STR("members"),
                            .how = STR("query")};
    struct err err;
    base_begin(st);
    CHECK_INT(rule(st, AUDIENCE_MEMBERS, ""), 1);
    CHECK_INT(rule(st, AUDIENCE_OFFICE, "2027-01-01"), 2);
    CHECK_OK(store_share_revoke(st, 1, STR(AFTER), STR("Aisyah"), STR("over"), &err));
    CHECK_OK(store_read_add(st, &r, &err));
    r.at = STR("2026-02-02T11:00:00Z");
    CHECK_OK(store_read_add(st, &r, &err));
    r.at = STR("2026-02-03T11:00:00Z");
    CHECK_OK(store_read_add(st, &r, &err));
    base_commit(st);
    CHECK_OK(store_share_list(st, &it, STR("MYS"), false, &err));
    CHECK_INT(store_share_next(it, &s, &err), 1);
    CHECK(s.id == 2 && s.rule.audience == AUDIENCE_OFFICE && s.revoked_at.len == 0);
    CHECK_STR(s.rule.until, "2027-01-01");
    CHECK_INT(store_share_next(it, &s, &err), 0);
    CHECK_OK(store_share_list(st, &it, STR(""), true, &err));
    CHECK_INT(store_share_next(it, &s, &err), 1);
    CHECK_STR(s.revoked_by, "Aisyah");
    CHECK_STR(s.revoked_ground, "over");
    store_iter_close(it);
    CHECK_OK(store_share_list(st, &it, STR("KHM"), true, &err));
    CHECK_INT(store_share_next(it, &s, &err), 0);
    CHECK_OK(store_read_list(st, &it, STR("MYS"), &err));
    CHECK_INT(store_read_next(it, &r, &err), 1);
    CHECK(r.times == 2 && str_is(r.at, "2026-02-02T10:00:00Z") && str_is(r.last_at, "2026-02-02T11:00:00Z"));
    CHECK_STR(r.release_name, "2026");
    CHECK_INT(store_read_next(it, &r, &err), 1);
    CHECK_INT(r.times, 1);
    CHECK_INT(store_read_next(it, &r, &err), 0);
    base_is_sound(st);
    store_close(st);
}

TEST(share_tables_refuse_to_be_changed)
{
    struct store *st = filled("fixed-shares.db");
    struct err err;
    struct shared_read r = {.release = 1, .area = STR("MYS")};
    base_begin(st);
    rule(st, AUDIENCE_MEMBERS, "");
    CHECK_OK(store_read_add(st, &r, &err));
    base_commit(st);
    store_close(st);
    static const char *const refused[] = {
        "UPDATE sys_share SET ground = 'other'", "DELETE FROM sys_share", "UPDATE sys_read SET who = ''",
        "DELETE FROM sys_read", "UPDATE pub_later SET since = '2026-01-01'", "DELETE FROM pub_later",
        "UPDATE shr_content SET audience = 'members'", "DELETE FROM shr_content", "DELETE FROM shr_block",
        "UPDATE shr_block SET bytes = x'78'", "DELETE FROM shr_origin", "UPDATE shr_origin SET bytes = x'78'"};
    struct db *db;
    CHECK_OK(db_open(&db, base_path("fixed-shares.db"), DB_WRITE, &err));
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        if (db_run(db, &err, refused[i]) >= 0 || !strstr(err.text, "never"))
            test_fail(__FILE__, __LINE__, "%s: %s", refused[i], err.text);
    db_close(db);
}

static void ignore(void *ctx UNUSED, const char *sentence UNUSED) {}

TEST(share_faults_are_found)
{
    static const char *const damage[] = {
        "DROP TRIGGER shr_block_update; UPDATE shr_block SET bytes = x'78' WHERE bytes = CAST('secret' AS BLOB)",
        "DROP TRIGGER shr_origin_update; UPDATE shr_origin SET bytes = x'78'",
        "UPDATE wk_variant SET block = x'78' WHERE sha256 <> ''",
        "INSERT INTO pub_block SELECT * FROM shr_block", /* among what is public */
        "DROP TRIGGER pub_later_delete; DELETE FROM pub_later"};
    for (size_t i = 0; i < ARRAY_LEN(damage); i++) {
        char name[32];
        snprintf(name, sizeof name, "faulty%zu.db", i);
        store_close(filled(name));
        base_sql(base_path(name), damage[i]);
        struct store *st = base_open(base_path(name), STORE_READ);
        struct err err;
        CHECK(store_check(st, ignore, NULL, &err) > 0);
        store_close(st);
    }
}
