/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Each function of people.h. */

#include "base.h"

#include "store/people.h"

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HASH_C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define NINE "2026-01-02T09:00:00Z"
#define TEN "2026-01-02T10:00:00Z"
#define ELEVEN "2026-01-02T11:00:00Z"

static int add_user(struct store *st, int64_t *id, const char *name, struct err *err)
{
    struct user u = {.name = str_of(name), .full_name = STR("Sok Ha"), .email = STR("s@example.org"),
                     .language = STR("km"), .created_at = STR(NINE), .created_by = STR("admin"),
                     .active = true};
    int result = store_user_add(st, &u, err);
    *id = u.id;
    return result;
}

/* A base with the users sokha (1) and budi (2), inside a transaction. */
static struct store *two_users(const char *name)
{
    struct store *st = base_new(name);
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(add_user(st, &id, "sokha", &err));
    CHECK_INT(id, 1);
    CHECK_OK(add_user(st, &id, "budi", &err));
    CHECK_INT(id, 2);
    return st;
}

TEST(store_users)
{
    struct store *st = two_users("");
    struct err err;
    struct arena a;
    struct user u, found;
    int64_t id;
    arena_init(&a, 1 << 20);
    CHECK_ERR(add_user(st, &id, "sokha", errp), ERR_STATE, "there is a user \"sokha\" already");
    CHECK_OK(add_user(st, &id, "Sokha", &err)); /* another text is another name */
    CHECK_OK(store_user_get(st, &a, &u, STR("sokha"), &err));
    CHECK(u.id == 1 && u.active && u.totp_used == 0 && u.failures == 0);
    CHECK_STR(u.full_name, "Sok Ha");
    CHECK_STR(u.email, "s@example.org");
    CHECK_STR(u.language, "km");
    CHECK_STR(u.created_at, NINE);
    CHECK_STR(u.created_by, "admin");
    CHECK(u.password.len + u.totp.len + u.locked_until.len + u.seen_at.len == 0);
    u.full_name = STR("Sok Ha II");
    u.email = STR("t@example.org");
    u.language = STR("en");
    u.password = STR("$argon2id$x");
    u.totp = STR("JBSWY3DP");
    u.totp_used = 5900000000;
    u.failures = 3;
    u.locked_until = STR(TEN);
    u.seen_at = STR(ELEVEN);
    u.active = false;
    u.created_by = STR("not kept");
    u.name = STR("not kept");
    CHECK_OK(store_user_put(st, &u, &err));
    CHECK_INT(store_user_find_id(st, &a, &found, 1, &err), 1);
    CHECK_STR(found.name, "sokha");
    CHECK_STR(found.created_by, "admin");
    CHECK_STR(found.full_name, "Sok Ha II");
    CHECK_STR(found.email, "t@example.org");
    CHECK_STR(found.language, "en");
    CHECK_STR(found.password, "$argon2id$x");
    CHECK_STR(found.totp, "JBSWY3DP");
    CHECK_STR(found.locked_until, TEN);
    CHECK_STR(found.seen_at, ELEVEN);
    CHECK(found.totp_used == 5900000000 && found.failures == 3 && !found.active);
    CHECK_INT(store_user_find_id(st, &a, &found, 9, &err), 0);
    CHECK_ERR(store_user_get(st, &a, &found, STR("nobody' OR 1=1 --"), errp), ERR_NOTFOUND,
              "there is no user \"nobody' OR 1=1 --\"");
    u.id = 9;
    CHECK_ERR(store_user_put(st, &u, errp), ERR_NOTFOUND, "there is no user 9");
    base_commit(st);
    struct store_iter *it;
    static const char *const names[] = {"Sokha", "budi", "sokha"};
    CHECK_OK(store_user_list(st, &it, &err));
    for (size_t i = 0; i < 3; i++) {
        CHECK_INT(store_user_next(it, &u, &err), 1);
        CHECK_STR(u.name, names[i]);
    }
    CHECK_INT(store_user_next(it, &u, &err), 0);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

static void grants_are(struct store *st, int64_t user, const char *want)
{
    struct store_iter *it;
    struct grant g;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_grant_list(st, &it, user, &err));
    while (store_grant_next(it, &g, &err) > 0)
        buf_fmt(&got, "%lld %.*s %.*s;", (long long)g.user, STR_FMT(g.role), STR_FMT(g.area));
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_grants)
{
    struct store *st = two_users("");
    struct err err;
    struct grant all = {2, STR("specialist"), STR("")}, khm = {1, STR("approver"), STR("KHM")},
                 lao = {1, STR("approver"), STR("LAO")}, none = {7, STR("admin"), STR("")};
    CHECK_OK(store_grant_add(st, &all, &err));
    CHECK_OK(store_grant_add(st, &lao, &err));
    CHECK_OK(store_grant_add(st, &khm, &err));
    CHECK_OK(store_grant_add(st, &khm, &err));
    CHECK_ERR(store_grant_add(st, &none, errp), ERR_NOTFOUND, "there is no user 7");
    grants_are(st, 0, "1 approver KHM;1 approver LAO;2 specialist ;");
    grants_are(st, 1, "1 approver KHM;1 approver LAO;");
    grants_are(st, 7, "");
    CHECK_INT(store_grant_remove(st, &lao, &err), 1);
    CHECK_INT(store_grant_remove(st, &lao, &err), 0);
    CHECK_INT(store_grant_remove(st, &none, &err), 0);
    base_commit(st);
    grants_are(st, 0, "1 approver KHM;2 specialist ;");
    base_is_sound(st);
    store_close(st);
}

TEST(store_links_work_once)
{
    struct store *st = two_users("");
    struct err err;
    int64_t user = 0;
    CHECK_OK(store_link_add(st, 1, STR(HASH_A), NINE, TEN, &err));
    CHECK_OK(store_link_add(st, 2, STR(HASH_B), NINE, TEN, &err));
    CHECK_INT(store_link_find(st, &user, STR(HASH_A), NINE, &err), 1);
    CHECK_INT(user, 1);
    CHECK_OK(store_link_add(st, 1, STR(HASH_C), NINE, ELEVEN, &err)); /* ends the first, not budi's */
    CHECK_INT(store_link_find(st, &user, STR(HASH_A), NINE, &err), 0);
    CHECK_INT(store_link_use(st, STR(HASH_A), NINE, &err), 0);
    CHECK_INT(store_link_use(st, STR(HASH_B), TEN, &err), 0); /* from then on it has expired */
    CHECK_INT(store_link_find(st, &user, STR(HASH_B), TEN, &err), 0);
    CHECK_INT(store_link_use(st, STR(HASH_B), NINE, &err), 1);
    CHECK_INT(store_link_use(st, STR(HASH_B), NINE, &err), 0);
    CHECK_INT(store_link_find(st, &user, STR(HASH_B), NINE, &err), 0);
    CHECK_INT(store_link_find(st, &user, STR(HASH_C), TEN, &err), 1);
    CHECK_ERR(store_link_add(st, 9, STR(HASH_A), NINE, TEN, errp), ERR_NOTFOUND, "no user 9");
    CHECK_OK(store_session_sweep(st, TEN, &err));
    CHECK_INT(store_link_find(st, &user, STR(HASH_C), TEN, &err), 1);
    CHECK_OK(store_session_sweep(st, ELEVEN, &err));
    CHECK_INT(store_link_find(st, &user, STR(HASH_C), NINE, &err), 0);
    base_commit(st);
    store_close(st);
}

TEST(store_sessions)
{
    struct store *st = two_users("");
    struct err err;
    struct arena a;
    struct session s = {1, STR(HASH_A), STR(NINE), STR(NINE), STR(TEN), false}, found;
    arena_init(&a, 1 << 20);
    CHECK_OK(store_session_add(st, &s, &err));
    s.hash = STR(HASH_B);
    CHECK_OK(store_session_add(st, &s, &err));
    s = (struct session){2, STR(HASH_C), STR(NINE), STR(NINE), STR(ELEVEN), true};
    CHECK_OK(store_session_add(st, &s, &err));
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_A), NINE, &err), 1);
    CHECK(found.user == 1 && !found.whole);
    CHECK_STR(found.hash, HASH_A);
    CHECK_STR(found.created_at, NINE);
    CHECK_STR(found.expires_at, TEN);
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_A), TEN, &err), 0);
    CHECK_INT(store_session_find(st, &a, &found, STR("' OR ''='"), NINE, &err), 0);

    found.whole = true;
    found.seen_at = STR(TEN);
    found.expires_at = STR(ELEVEN);
    CHECK_OK(store_session_put(st, &found, &err));
    found.whole = false; /* that stays so */
    CHECK_OK(store_session_put(st, &found, &err));
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_A), TEN, &err), 1);
    CHECK(found.whole);
    CHECK_STR(found.seen_at, TEN);
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_B), NINE, &err), 1);
    CHECK(!found.whole);

    CHECK_OK(store_session_sweep(st, TEN, &err));
    CHECK_ERR(store_session_put(st, &found, errp), ERR_NOTFOUND, "this session has ended");
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_B), NINE, &err), 0);
    CHECK_OK(store_session_end(st, STR(HASH_A), &err));
    CHECK_OK(store_session_end(st, STR(HASH_A), &err));
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_A), NINE, &err), 0);
    CHECK_OK(store_session_end_all(st, 1, &err));
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_C), NINE, &err), 1);
    CHECK_OK(store_session_end_all(st, 2, &err));
    CHECK_INT(store_session_find(st, &a, &found, STR(HASH_C), NINE, &err), 0);
    s.user = 9;
    CHECK_ERR(store_session_add(st, &s, errp), ERR_NOTFOUND, "there is no user 9");
    base_commit(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_tokens)
{
    struct store *st = two_users("");
    struct err err;
    struct arena a;
    struct token t = {.user = 1, .name = STR("nightly"), .hash = STR(HASH_A), .created_at = STR(NINE)},
                 brief = {.user = 1, .name = STR("brief"), .hash = STR(HASH_B),
                          .created_at = STR(NINE), .expires_at = STR(TEN)},
                 found;
    struct store_iter *it;
    arena_init(&a, 1 << 20);
    CHECK_OK(store_token_add(st, &t, &err));
    CHECK_OK(store_token_add(st, &brief, &err));
    CHECK(t.id == 1 && brief.id == 2);
    CHECK_INT(store_token_find(st, &a, &found, STR(HASH_A), ELEVEN, &err), 1);
    CHECK(found.id == 1 && found.user == 1);
    CHECK_STR(found.name, "nightly");
    CHECK_STR(found.used_at, "");
    CHECK_INT(store_token_find(st, &a, &found, STR(HASH_B), NINE, &err), 1);
    CHECK_INT(store_token_find(st, &a, &found, STR(HASH_B), TEN, &err), 0);
    CHECK_INT(store_token_find(st, &a, &found, STR(HASH_C), NINE, &err), 0);
    CHECK_OK(store_token_used(st, 1, TEN, &err));
    CHECK_ERR(store_token_used(st, 9, TEN, errp), ERR_NOTFOUND, "there is no token 9");
    CHECK_OK(store_token_list(st, &it, 1, &err));
    CHECK_INT(store_token_next(it, &found, &err), 1);
    CHECK_STR(found.used_at, TEN);
    CHECK_INT(store_token_next(it, &found, &err), 1);
    CHECK_STR(found.hash, HASH_B);
    CHECK_STR(found.expires_at, TEN);
    CHECK_INT(store_token_next(it, &found, &err), 0);
    CHECK_INT(store_token_remove(st, 2, 1, &err), 0); /* it is not budi's */
    CHECK_INT(store_token_remove(st, 1, 1, &err), 1);
    CHECK_INT(store_token_remove(st, 1, 1, &err), 0);
    CHECK_INT(store_token_find(st, &a, &found, STR(HASH_A), NINE, &err), 0);
    brief.user = 9;
    CHECK_ERR(store_token_add(st, &brief, errp), ERR_NOTFOUND, "there is no user 9");
    base_commit(st);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_mail)
{
    struct store *st = base_new("");
    struct err err;
    struct mail m = {.at = STR(NINE), .recipient = STR("s@example.org"), .subject = STR("Hello"),
                     .body = STR("line\nline")},
                got;
    struct store_iter *it;
    base_begin(st);
    CHECK_OK(store_mail_add(st, &m, &err));
    CHECK_OK(store_mail_add(st, &m, &err));
    CHECK_INT(m.id, 2);
    CHECK_STR(m.state, "queued");
    m.id = 1;
    m.state = STR("failed");
    m.tried_at = STR(TEN);
    m.error = STR("nobody listens");
    m.tries = 5;
    m.subject = STR("not kept");
    CHECK_OK(store_mail_put(st, &m, &err));
    m.id = 3;
    CHECK_ERR(store_mail_put(st, &m, errp), ERR_NOTFOUND, "there is no mail 3");
    base_commit(st);
    CHECK_OK(store_mail_list(st, &it, STR("queued"), &err));
    CHECK_INT(store_mail_next(it, &got, &err), 1);
    CHECK_INT(got.id, 2);
    CHECK_INT(store_mail_next(it, &got, &err), 0);
    CHECK_OK(store_mail_list(st, &it, STR(""), &err));
    CHECK_INT(store_mail_next(it, &got, &err), 1);
    CHECK(got.id == 1 && got.tries == 5);
    CHECK_STR(got.at, NINE);
    CHECK_STR(got.recipient, "s@example.org");
    CHECK_STR(got.subject, "Hello");
    CHECK_STR(got.body, ""); /* it may have held a link, and waits no longer */
    CHECK_STR(got.state, "failed");
    CHECK_STR(got.tried_at, TEN);
    CHECK_STR(got.error, "nobody listens");
    CHECK_INT(store_mail_next(it, &got, &err), 1);
    CHECK_STR(got.body, "line\nline");
    CHECK_INT(store_mail_next(it, &got, &err), 0);
    store_close(st);
}

TEST(db_people_refuse_what_is_no_person)
{
    struct store *st = two_users("people.db");
    struct err err;
    struct token t = {.user = 1, .hash = STR(HASH_A)};
    struct mail m = {.at = STR(NINE), .recipient = STR("s@example.org"), .body = STR("text")};
    CHECK_OK(store_token_add(st, &t, &err));
    CHECK_OK(store_mail_add(st, &m, &err));
    base_commit(st);
    store_close(st);
    struct db *db;
    CHECK_OK(db_open(&db, base_path("people.db"), DB_WRITE, &err));
    static const char *const refused[] = {
        "UPDATE sys_user SET name = 'x' WHERE id = 1",
        "UPDATE sys_user SET created_by = 'x'",
        "DELETE FROM sys_user",
        "UPDATE sys_user SET active = 2",
        "UPDATE sys_user SET failures = -1",
        "INSERT INTO sys_user SELECT 3, '', '', '', '', '', '', 0, 0, '', '', '', '', 1",
        "INSERT INTO sys_user SELECT 3, 'budi', '', '', '', '', '', 0, 0, '', '', '', '', 1",
        "INSERT INTO sys_grant VALUES (1, '', 'KHM')",
        "INSERT INTO sys_grant VALUES (7, 'admin', '')",
        "INSERT INTO sys_link VALUES ('short', 1, '', '')",
        "INSERT INTO sys_session VALUES ('short', 1, '', '', '', 0)",
        "UPDATE sys_token SET hash = 'the token itself'",
        "INSERT INTO sys_token SELECT 2, user_id, name, hash, '', '', '' FROM sys_token",
        "UPDATE sys_mail SET body = 'x'",
        "UPDATE sys_mail SET body = ''",
        "UPDATE sys_mail SET body = 'x', state = 'sent'",
        "UPDATE sys_mail SET recipient = 'x'",
        "UPDATE sys_mail SET state = 'lost'",
        "UPDATE sys_mail SET tries = -1",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int result = db_run(db, &err, refused[i]);
        if (result != -ERR_DB || !strstr(err.text, "refused by the database"))
            test_fail(__FILE__, __LINE__, "%s: %d %s", refused[i], result, err.text);
    }
    db_close(db);
}

/* A person comes, signs in, makes a token, is mailed to, goes. */
static int life(struct store *st, struct arena *a, struct err *err)
{
    struct session s = {1, STR(HASH_A), STR(NINE), STR(NINE), STR(TEN), false};
    struct token t = {.user = 1, .hash = STR(HASH_B)};
    struct mail m = {.at = STR(NINE), .recipient = STR("s@example.org")};
    struct grant g = {1, STR("approver"), STR("KHM")};
    struct user u;
    int64_t id;
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    if ((r = add_user(st, &id, "sokha", err)) < 0 || (r = store_grant_add(st, &g, err)) < 0 ||
        (r = store_link_add(st, id, STR(HASH_A), NINE, TEN, err)) < 0 ||
        (r = store_link_use(st, STR(HASH_A), NINE, err)) < 0 ||
        (r = store_user_get(st, a, &u, STR("sokha"), err)) < 0 ||
        (r = store_user_put(st, &u, err)) < 0 || (r = store_session_add(st, &s, err)) < 0 ||
        (r = store_session_find(st, a, &s, s.hash, NINE, err)) < 0 ||
        (r = store_session_put(st, &s, err)) < 0 || (r = store_token_add(st, &t, err)) < 0 ||
        (r = store_token_find(st, a, &t, t.hash, NINE, err)) < 0 ||
        (r = store_token_used(st, t.id, NINE, err)) < 0 || (r = store_mail_add(st, &m, err)) < 0 ||
        (r = store_mail_put(st, &m, err)) < 0 || (r = store_session_end(st, s.hash, err)) < 0 ||
        (r = store_session_end_all(st, 1, err)) < 0 || (r = store_session_sweep(st, TEN, err)) < 0 ||
        (r = store_token_remove(st, 1, t.id, err)) < 0 || (r = store_grant_remove(st, &g, err)) < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, err);
}

TEST(store_people_every_call_may_fail)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct user u;
    arena_init(&a, 1 << 24);
    int n = 1;
    for (;; n++) {
        CHECK(n < 1000);
        err = (struct err){0};
        store_fail_at(st, n);
        int result = life(st, &a, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        CHECK_INT(store_user_find_id(st, &a, &u, 1, &err), 0);
    }
    CHECK(n > 100);
    CHECK_INT(store_user_find_id(st, &a, &u, 1, &err), 1);
    arena_release(&a);
    store_close(st);
}

TEST(store_user_get_keeps_to_the_arena)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    static char big[200000];
    memset(big, 'x', sizeof big);
    struct user u = {.name = STR("sokha"), .full_name = {big, sizeof big}};
    arena_init(&a, 100000);
    base_begin(st);
    CHECK_OK(store_user_add(st, &u, &err));
    base_commit(st);
    CHECK_ERR(store_user_get(st, &a, &u, STR("sokha"), errp), ERR_LIMIT, "may hold in memory");
    CHECK_ERR(store_user_find_id(st, &a, &u, 1, errp), ERR_LIMIT, "may hold in memory");
    arena_release(&a);
    store_close(st);
}
