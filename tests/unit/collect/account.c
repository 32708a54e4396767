/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/account.h"

#include "store/base.h"

#include <stdio.h>

enum { NOW = 1795339800 }; /* 2026-11-22T09:30:00Z */

#define PASSWORD STR("nine green bottles")

/* A base in memory with one user, sokha, specialist of KHM. */
static struct desk {
    struct store *st;
    struct arena arena;
    struct user user;
} d;

static void open_desk(bool with_password)
{
    struct err err;
    arena_init(&d.arena, 64 << 20);
    d.st = base_new("");
    d.user = (struct user){.name = STR("sokha"), .full_name = STR("Sokha Chan Dara"), .email = STR("sokha@mol.gov.kh"),
                           .language = STR("en"), .created_at = STR("2026-11-22T09:30:00Z"),
                           .created_by = STR("office"), .active = true};
    base_begin(d.st);
    CHECK_OK(store_user_add(d.st, &d.user, &err));
    struct grant g = {.user = d.user.id, .role = STR("specialist"), .area = STR("KHM")};
    CHECK_OK(store_grant_add(d.st, &g, &err));
    if (with_password)
        CHECK_OK(account_password_set(d.st, &d.arena, &d.user, PASSWORD, &err));
    base_commit(d.st);
}

static void close_desk(void)
{
    base_is_sound(d.st);
    store_close(d.st);
    arena_release(&d.arena);
}

static struct user fresh(void)
{
    struct user u;
    struct err err;
    CHECK_OK(store_user_get(d.st, &d.arena, &u, STR("sokha"), &err));
    return u;
}

static struct sign_in try(const char *name, struct str password, int64_t now)
{
    struct sign_in in;
    struct err err;
    CHECK_OK(account_sign_in(&in, d.st, &d.arena, str_of(name), password, now, &err));
    return in;
}

static int session(struct account *who, const char *secret, int64_t now)
{
    struct err err;
    int r = account_session(who, d.st, &d.arena, str_of(secret), now, &err);
    CHECK_OK(r);
    return r;
}

/* -- passwords -------------------------------------------------------------------------------- */

static void refuses(struct str password, const char *part)
{
    base_begin(d.st);
    CHECK_ERR(account_password_set(d.st, &d.arena, &d.user, password, errp), ERR_USAGE, part);
    store_rollback(d.st);
    CHECK_INT(fresh().password.len, 0);
}

TEST(account_refuses_passwords_that_are_easily_guessed)
{
    static char long_text[PASSWORD_MAX + 2];
    open_desk(false);
    refuses(STR(""), "12 characters at least");
    refuses(STR("elevenchars"), "12 characters at least");
    refuses(STR("\xe0\xb8\x81\xe0\xb8\x82\xe0\xb8\x84\xe0\xb8\x87"), "12 characters"); /* 12 bytes, 4 letters */
    refuses(STR("SOKHA@mol.gov.kh"), "something else than the name");
    refuses(STR("sokha chan dara"), "something else than the name");
    refuses(STR("PassWord1234"), "tried first");
    refuses(STR("correcthorsebatterystaple"), "tried first");
    refuses(STR("ababababababcc"), "more than three different");
    refuses(STR("twelve bytes\xff"), "UTF-8");
    memset(long_text, 'x', sizeof long_text - 1);
    memcpy(long_text, "abcdef", 6);
    refuses(str_of(long_text), "1024 bytes at most");
    struct err err;
    base_begin(d.st);
    CHECK_OK(account_password_set(d.st, &d.arena, &d.user, str_sub(str_of(long_text), 0, PASSWORD_MAX), &err));
    base_commit(d.st);
    CHECK(str_starts(fresh().password, STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    CHECK(account_password_is(&d.user, str_sub(str_of(long_text), 0, PASSWORD_MAX)));
    CHECK(!account_password_is(&d.user, str_of(long_text)));
    CHECK(!account_password_is(&d.user, str_sub(str_of(long_text), 0, PASSWORD_MAX - 1)));
    close_desk();
}

TEST(account_password_is_the_same_from_every_keyboard)
{
    struct err err;
    open_desk(false);
    base_begin(d.st); /* "mật khẩu của tôi" with the accents made of pieces */
    CHECK_OK(account_password_set(d.st, &d.arena, &d.user,
                                  STR("ma\xcc\xa3\xcc\x82t kha\xcc\x82\xcc\x89u cu\xcc\x89"
                                      "a to\xcc\x82i"), &err));
    base_commit(d.st);
    CHECK(account_password_is(&d.user, STR("mật khẩu của tôi")));
    CHECK(!account_password_is(&d.user, STR("mat khau cua toi")));
    close_desk();
}

/* -- signing in ------------------------------------------------------------------------------- */

TEST(account_signs_in_with_name_and_password_only)
{
    struct account who;
    open_desk(true);
    struct sign_in in = try("sokha", PASSWORD, NOW);
    CHECK_INT(in.result, SIGN_IN_OK);
    CHECK(secret_like(str_of(in.secret)));
    CHECK_INT(in.account.nin, 1);
    CHECK_INT(in.account.in[0].role, ROLE_SPECIALIST);
    CHECK_STR(in.account.in[0].area, "KHM");
    CHECK_INT(session(&who, in.secret, NOW), 1);
    CHECK_STR(who.user.name, "sokha");
    CHECK_INT(who.nin, 1);
    CHECK(who.session.whole);
    CHECK_STR(fresh().seen_at, "2026-11-22T09:30:00Z");
    char hash[SHA256_HEX];
    secret_hash(hash, str_of(in.secret));
    CHECK_STR(who.session.hash, hash); /* and not the secret */

    static const struct {
        const char *name;
        struct str password;
    } wrong[] = {{"sokha", {"nine green bottle", 17}}, {"sokha", {"", 0}}, {"sokha", {"nine green bottles\0", 19}},
                 {"nobody", {"nine green bottles", 18}}, {"", {"", 0}}, {"SOKHA", {"nine green bottles", 18}},
                 {"so' OR 1=1 --", {"nine green bottles", 18}}, {"sokha", {"\xff", 1}}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        in = try(wrong[i].name, wrong[i].password, NOW);
        CHECK_INT(in.result, SIGN_IN_REFUSED);
        CHECK_INT(in.secret[0], 0);
        CHECK_INT(in.account.nin, 0);
        CHECK_INT(in.account.user.id, 0);
        CHECK_INT(in.locked_until.len, 0);
    }
    close_desk();
}

TEST(account_without_password_or_disabled_is_refused_as_a_wrong_password_is)
{
    struct err err;
    struct sign_in in;
    open_desk(false);
    in = try("sokha", STR(""), NOW);
    CHECK_INT(in.result, SIGN_IN_REFUSED);
    CHECK_INT(fresh().failures, 1);
    base_begin(d.st);
    CHECK_OK(account_password_set(d.st, &d.arena, &d.user, PASSWORD, &err));
    d.user.active = false;
    CHECK_OK(store_user_put(d.st, &d.user, &err));
    base_commit(d.st);
    in = try("sokha", PASSWORD, NOW);
    CHECK_INT(in.result, SIGN_IN_REFUSED);
    CHECK_INT(in.secret[0], 0);
    CHECK_INT(fresh().failures, 1);
    close_desk();
}

TEST(account_is_locked_after_five_failures_for_longer_and_longer)
{
    open_desk(true);
    struct sign_in in;
    for (int i = 0; i < 4; i++)
        CHECK_INT(try("sokha", STR("wrong"), NOW).locked_until.len, 0);
    CHECK_STR(try("sokha", STR("wrong"), NOW).locked_until, "2026-11-22T09:31:00Z");
    in = try("sokha", PASSWORD, NOW + 59);
    CHECK_INT(in.result, SIGN_IN_REFUSED);
    CHECK_STR(in.locked_until, "2026-11-22T09:31:00Z");
    CHECK_INT(fresh().failures, 5); /* who is locked out counts nothing */
    CHECK_STR(try("sokha", STR("wrong"), NOW + 60).locked_until, "2026-11-22T09:33:00Z");
    static const int minutes[] = {4, 8, 16, 32, 60, 60};
    int64_t now = NOW + 180;
    for (size_t i = 0; i < ARRAY_LEN(minutes); i++) {
        char want[CLOCK_TEXT];
        clock_fmt(want, now + minutes[i] * 60);
        CHECK_STR(try("sokha", STR("wrong"), now).locked_until, want);
        now += minutes[i] * 60;
    }
    CHECK_INT(try("sokha", PASSWORD, now).result, SIGN_IN_OK);
    CHECK_INT(fresh().failures, 0);
    CHECK_INT(try("sokha", STR("wrong"), now).locked_until.len, 0);
    close_desk();
}

TEST(account_refusal_is_one_sentence_in_each_language)
{
    struct buf out = {0};
    struct sign_in in = {.result = SIGN_IN_REFUSED};
    account_refusal(&out, text_find("en"), &in);
    CHECK_STR(buf_view(&out), "The name, the password or the code is not right.");
    out.len = 0;
    in.locked_until = STR("2026-11-22T09:31:00Z");
    account_refusal(&out, text_find("en"), &in);
    CHECK_STR(buf_view(&out), "The name, the password or the code is not right. After several failures the account is "
                              "locked until 2026-11-22 09:31:00 UTC.");
    static const char *const languages[] = {"fil", "id", "km", "lo", "ms", "my", "th", "vi"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        out.len = 0;
        account_refusal(&out, text_find(languages[i]), &in);
        CHECK(strstr(out.p, "2026-11-22 09:31:00 UTC") != NULL && strstr(out.p, "The name") == NULL);
    }
    buf_release(&out);
}

/* -- sessions ---------------------------------------------------------------------------------- */

TEST(account_session_ends_by_itself)
{
    struct account who;
    struct err err;
    open_desk(true);
    struct sign_in in = try("sokha", PASSWORD, NOW), other = try("sokha", PASSWORD, NOW);
    CHECK_INT(session(&who, in.secret, NOW + 59), 1);
    CHECK_STR(who.session.seen_at, "2026-11-22T09:30:00Z");
    CHECK_INT(session(&who, in.secret, NOW + 60), 1);
    CHECK_STR(who.session.seen_at, "2026-11-22T09:31:00Z");
    CHECK_INT(session(&who, other.secret, NOW + 3600), 0); /* an hour without being used */
    CHECK_INT(who.nin, 0);
    int64_t at = NOW + 60;
    for (; at + 3599 < NOW + 12 * 3600; at += 3599)
        CHECK_INT(session(&who, in.secret, at + 3599), 1);
    CHECK_INT(session(&who, in.secret, NOW + 12 * 3600 - 1), 1);
    CHECK_INT(session(&who, in.secret, NOW + 12 * 3600), 0);
    in = try("sokha", PASSWORD, NOW);
    CHECK_OK(account_sign_out(d.st, str_of(in.secret), &err));
    CHECK_INT(session(&who, in.secret, NOW), 0);
    CHECK_OK(account_sign_out(d.st, str_of(in.secret), &err));
    CHECK_OK(account_sign_out(d.st, STR(""), &err));
    static const char *const wrong[] = {"", "x", "' OR ''='", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_INT(session(&who, wrong[i], NOW), 0);
    close_desk();
}

TEST(account_session_ends_with_the_password_and_with_the_user)
{
    struct account who;
    struct err err;
    open_desk(true);
    struct sign_in in = try("sokha", PASSWORD, NOW);
    base_begin(d.st);
    CHECK_OK(account_password_set(d.st, &d.arena, &d.user, STR("ten green bottles"), &err));
    base_commit(d.st);
    CHECK_INT(session(&who, in.secret, NOW), 0);
    in = try("sokha", STR("ten green bottles"), NOW);
    CHECK_INT(session(&who, in.secret, NOW), 1);
    struct user u = fresh();
    u.active = false;
    base_begin(d.st);
    CHECK_OK(store_user_put(d.st, &u, &err));
    base_commit(d.st);
    CHECK_INT(session(&who, in.secret, NOW), 0);
    CHECK_INT(who.user.id, 0);
    close_desk();
}

TEST(account_has_no_role_of_a_country_without_its_country)
{
    struct err err;
    struct account who;
    open_desk(true);
    base_begin(d.st);
    static const char *const roles[] = {"approver", "anyone", "emperor"};
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        struct grant g = {.user = d.user.id, .role = str_of(roles[i])};
        CHECK_OK(store_grant_add(d.st, &g, &err));
    }
    static const char *const areas[] = {"BRN", "IDN", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "VNM"};
    for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
        struct grant g = {.user = d.user.id, .role = STR("approver"), .area = str_of(areas[i])};
        CHECK_OK(store_grant_add(d.st, &g, &err));
    }
    base_commit(d.st);
    struct sign_in in = try("sokha", PASSWORD, NOW);
    CHECK_INT(session(&who, in.secret, NOW), 1);
    CHECK_INT(who.nin, 10);
    for (size_t i = 0; i < who.nin; i++)
        CHECK_INT(who.in[i].area.len, 3);
    close_desk();
}

TEST(account_form_key_belongs_to_one_session)
{
    char a[SECRET_TEXT], b[SECRET_TEXT], key[SECRET_TEXT];
    secret_new(a);
    secret_new(b);
    account_form_key(key, str_of(a));
    CHECK(secret_like(str_of(key)));
    CHECK(strcmp(key, a) != 0);
    CHECK(account_form_key_is(str_of(key), str_of(a)));
    CHECK(!account_form_key_is(str_of(key), str_of(b)));
    CHECK(!account_form_key_is(str_of(a), str_of(a)));
    CHECK(!account_form_key_is(STR(""), str_of(a)));
    CHECK(!account_form_key_is(STR(""), STR("")));
    account_form_key(key, STR(""));
    CHECK(!account_form_key_is(str_of(key), STR("")));
}

/* -- links and tokens -------------------------------------------------------------------------- */

static int use_link(const char *secret, struct str password, int64_t now, struct err *err)
{
    struct user u;
    base_begin(d.st);
    int r = account_link_use(&u, d.st, &d.arena, str_of(secret), password, now, err);
    if (r < 0)
        store_rollback(d.st);
    else
        base_commit(d.st);
    return r;
}

TEST(account_link_works_once_and_for_its_time)
{
    char first[SECRET_TEXT], second[SECRET_TEXT], until[CLOCK_TEXT];
    struct err err;
    struct user u;
    open_desk(false);
    base_begin(d.st);
    CHECK_OK(account_link(first, until, d.st, d.user.id, LINK_INVITATION, NOW, &err));
    base_commit(d.st);
    CHECK_STR(str_of(until), "2026-11-29T09:30:00Z");
    CHECK_INT(account_link_find(&u, d.st, &d.arena, str_of(first), NOW + 7 * 86400 - 1, &err), 1);
    CHECK_STR(u.name, "sokha");
    CHECK_INT(account_link_find(&u, d.st, &d.arena, str_of(first), NOW + 7 * 86400, &err), 0);
    CHECK_INT(use_link(first, STR("too short"), NOW, &err), -(int)ERR_USAGE);
    CHECK_INT(use_link(first, PASSWORD, NOW, &err), 1);
    CHECK_INT(use_link(first, STR("another password"), NOW, &err), 0);
    CHECK_INT(use_link("", STR("another password"), NOW, &err), 0);
    CHECK_INT(try("sokha", PASSWORD, NOW).result, SIGN_IN_OK);

    base_begin(d.st); /* a later one ends the earlier */
    CHECK_OK(account_link(first, until, d.st, d.user.id, LINK_RESET, NOW, &err));
    CHECK_STR(str_of(until), "2026-11-23T09:30:00Z");
    CHECK_OK(account_link(second, until, d.st, d.user.id, LINK_RESET, NOW, &err));
    base_commit(d.st);
    CHECK_INT(use_link(first, STR("another password"), NOW, &err), 0);
    CHECK_INT(use_link(second, STR("another password"), NOW + 86400, &err), 0);
    for (int i = 0; i < 6; i++)
        try("sokha", STR("wrong"), NOW);
    CHECK_INT(use_link(second, STR("another password"), NOW + 1, &err), 1);
    CHECK_INT(try("sokha", STR("another password"), NOW + 2).result, SIGN_IN_OK); /* the lock is off */

    base_begin(d.st);
    CHECK_OK(account_link(first, until, d.st, d.user.id, LINK_RESET, NOW, &err));
    u = fresh();
    u.active = false;
    CHECK_OK(store_user_put(d.st, &u, &err));
    base_commit(d.st);
    CHECK_INT(use_link(first, STR("yet another password"), NOW, &err), 0);
    close_desk();
}

TEST(account_token_stands_for_its_user)
{
    char secret[SECRET_TEXT], hash[SHA256_HEX];
    struct err err;
    struct account who;
    open_desk(false);
    secret_new(secret);
    secret_hash(hash, str_of(secret));
    struct token t = {.user = d.user.id, .name = STR("script"), .hash = str_of(hash),
                      .created_at = STR("2026-11-22T09:30:00Z"), .expires_at = STR("2026-12-01T00:00:00Z")};
    base_begin(d.st);
    CHECK_OK(store_token_add(d.st, &t, &err));
    base_commit(d.st);
    CHECK_INT(account_token(&who, d.st, &d.arena, str_of(secret), NOW, &err), 1);
    CHECK_STR(who.user.name, "sokha");
    CHECK_INT(who.nin, 1);
    CHECK_INT(who.session.hash.len, 0);
    struct token kept;
    CHECK_INT(store_token_find(d.st, &d.arena, &kept, str_of(hash), "2026-11-22T09:30:00Z", &err), 1);
    CHECK_STR(kept.used_at, "2026-11-22T09:30:00Z");
    CHECK_INT(account_token(&who, d.st, &d.arena, str_of(hash), NOW, &err), 0);
    CHECK_INT(account_token(&who, d.st, &d.arena, STR(""), NOW, &err), 0);
    CHECK_INT(account_token(&who, d.st, &d.arena, str_of(secret), NOW + 9 * 86400, &err), 0);
    struct user u = fresh();
    u.active = false;
    base_begin(d.st);
    CHECK_OK(store_user_put(d.st, &u, &err));
    base_commit(d.st);
    CHECK_INT(account_token(&who, d.st, &d.arena, str_of(secret), NOW, &err), 0);
    CHECK_INT(who.nin, 0);
    close_desk();
}

TEST(account_session_goes_on_while_another_writes)
{
    struct account who;
    struct err err;
    struct store *other;
    arena_init(&d.arena, 64 << 20);
    setenv("ILMS_DB_WAIT", "20", 1);
    d.st = base_new("account_busy.db");
    other = base_open(base_path("account_busy.db"), STORE_WRITE);
    unsetenv("ILMS_DB_WAIT");
    d.user = (struct user){.name = STR("sokha"), .language = STR("en"), .active = true};
    base_begin(d.st);
    CHECK_OK(store_user_add(d.st, &d.user, &err));
    CHECK_OK(account_password_set(d.st, &d.arena, &d.user, PASSWORD, &err));
    base_commit(d.st);
    struct sign_in in = try("sokha", PASSWORD, NOW);
    base_begin(other);
    CHECK_INT(session(&who, in.secret, NOW + 600), 1);
    CHECK_ERR(account_sign_in(&in, d.st, &d.arena, STR("sokha"), PASSWORD, NOW, errp), ERR_BUSY, "");
    store_rollback(other);
    store_close(other);
    close_desk();
}

/* Whatever fails, it is an error, and nothing of it stays: no session, no transaction. */
TEST(account_sign_in_survives_a_database_that_fails)
{
    struct sign_in in;
    struct err err;
    struct account who;
    open_desk(true);
    int n = 0, r;
    do {
        store_fail_at(d.st, ++n);
        r = account_sign_in(&in, d.st, &d.arena, STR("sokha"), PASSWORD, NOW, &err);
        store_fail_at(d.st, 0);
        CHECK(r == 0 || (in.secret[0] == 0 && in.account.nin == 0 && err.text[0]));
        base_begin(d.st);
        store_rollback(d.st);
    } while (r < 0 && n < 100);
    CHECK(n > 5 && n < 100);
    CHECK_INT(fresh().failures, 0);
    n = 0;
    do {
        store_fail_at(d.st, ++n);
        r = account_session(&who, d.st, &d.arena, str_of(in.secret), NOW + 600, &err);
        store_fail_at(d.st, 0);
        CHECK(r == 1 || (r < 0 && who.nin == 0 && who.user.id == 0));
        base_begin(d.st);
        store_rollback(d.st);
    } while (r < 0 && n < 100);
    CHECK(n > 5 && n < 100);
    close_desk();
}

/* -- the second factor --------------------------------------------------------------------------- */

#define RFC_SECRET STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") /* "12345678901234567890" */

static int confirm(struct str secret, const char *code, int64_t now)
{
    struct err err;
    base_begin(d.st);
    int r = account_factor_confirm(d.st, &d.arena, &d.user, secret, str_of(code), now, &err);
    if (r < 0)
        store_rollback(d.st);
    else
        base_commit(d.st);
    return r;
}

TEST(account_factor_knows_the_codes_of_rfc_6238)
{
    /* appendix B, SHA-1: the last six of the eight digits */
    static const struct {
        int64_t at;
        const char *code;
    } vectors[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"},
                   {2000000000, "279037"}, {20000000000, "353130"}};
    open_desk(true);
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        CHECK_INT(confirm(RFC_SECRET, vectors[i].code, vectors[i].at), 0);
        CHECK_INT(fresh().totp_used, vectors[i].at / 30);
        CHECK_INT(confirm(RFC_SECRET, vectors[i].code, vectors[i].at + 30), 0);
        CHECK_INT(confirm(RFC_SECRET, vectors[i].code, vectors[i].at - 30), 0);
        CHECK(confirm(RFC_SECRET, vectors[i].code, vectors[i].at + 61) < 0);
        if (vectors[i].at > 61)
            CHECK(confirm(RFC_SECRET, vectors[i].code, vectors[i].at - 61) < 0);
    }
    CHECK_INT(confirm(RFC_SECRET, "287 082", 59), 0);
    static const char *const wrong[] = {"", "287083", "94287082", "28708", "287082\n", "      ", "２８７０８２"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK(confirm(RFC_SECRET, wrong[i], 59) < 0);
    CHECK(confirm(STR(""), "287082", 59) < 0);
    CHECK(confirm(STR("GEZDGNBVGY3TQOJQ"), "287082", 59) < 0);
    CHECK(confirm(STR("gezdgnbvgy3tqojqgezdgnbvgy3tqojq"), "287082", 59) < 0);
    CHECK_STR(fresh().totp, RFC_SECRET.p);
    close_desk();
}

TEST(account_factor_begin_makes_an_address_for_telephones)
{
    char a[FACTOR_SECRET], b[FACTOR_SECRET], want[200];
    struct buf uri = {0};
    struct user u = {.name = STR("sokha@mol")};
    account_factor_begin(b, &uri, &u);
    uri.len = 0;
    account_factor_begin(a, &uri, &u);
    CHECK(strcmp(a, b) != 0);
    CHECK_INT(strlen(a), 32);
    snprintf(want, sizeof want,
             "otpauth://totp/ILMS:sokha%%40mol?secret=%s&issuer=ILMS&algorithm=SHA1&digits=6&period=30", a);
    CHECK_STR(buf_view(&uri), want);
    buf_release(&uri);
}

static struct sign_in code(const char *secret, const char *digits, int64_t now)
{
    struct sign_in in;
    struct err err;
    CHECK_OK(account_factor_check(&in, d.st, &d.arena, str_of(secret), str_of(digits), now, &err));
    return in;
}

TEST(account_factor_is_asked_for_after_the_password)
{
    struct account who;
    enum { AT = 1111111109 };
    open_desk(true);
    CHECK_INT(confirm(RFC_SECRET, "081804", AT - 30), 0); /* one step ahead, and used with that */
    struct sign_in in = try("sokha", PASSWORD, AT), done;
    CHECK_INT(in.result, SIGN_IN_FACTOR);
    CHECK_INT(in.account.nin, 0);
    CHECK_INT(session(&who, in.secret, AT), 1);
    CHECK(!who.session.whole);
    CHECK_INT(who.nin, 0); /* may nothing yet */
    CHECK_INT(code(in.secret, "081804", AT).result, SIGN_IN_REFUSED); /* a code works once */
    CHECK_INT(fresh().failures, 1);
    CHECK_INT(try("sokha", PASSWORD, AT).result, SIGN_IN_FACTOR);
    CHECK_INT(fresh().failures, 1); /* the password alone forgives nothing */
    done = code(in.secret, "050471", AT + 2);
    CHECK_INT(done.result, SIGN_IN_OK);
    CHECK_STR(str_of(done.secret), in.secret);
    CHECK_INT(done.account.nin, 1);
    CHECK_INT(fresh().failures, 0);
    CHECK_INT(session(&who, in.secret, AT + 2), 1);
    CHECK(who.session.whole);
    CHECK_INT(who.nin, 1);
    CHECK_INT(session(&who, in.secret, AT + 3000), 1); /* longer than half a session */
    CHECK_INT(code(in.secret, "005924", 1234567890).result, SIGN_IN_REFUSED); /* whole already, and over */
    close_desk();
}

TEST(account_factor_is_not_guessed)
{
    enum { AT = 1111111109 };
    struct err err;
    open_desk(true);
    CHECK_INT(confirm(RFC_SECRET, "081804", AT), 0);
    struct sign_in in = try("sokha", PASSWORD, AT);
    for (int i = 0; i < 4; i++)
        CHECK_INT(code(in.secret, "000000", AT).locked_until.len, 0);
    CHECK(code(in.secret, "000000", AT).locked_until.len > 0);
    CHECK_INT(code(in.secret, "050471", AT + 2).result, SIGN_IN_REFUSED); /* right, but locked */
    CHECK_INT(try("sokha", PASSWORD, AT + 2).result, SIGN_IN_REFUSED);
    /* ten minutes are enough to take a telephone out */
    in = try("sokha", PASSWORD, 1234567890 - 600);
    CHECK_INT(in.result, SIGN_IN_FACTOR);
    CHECK_INT(code(in.secret, "005924", 1234567890).result, SIGN_IN_REFUSED);
    CHECK_INT(code("", "005924", 1234567890).result, SIGN_IN_REFUSED);
    in = try("sokha", PASSWORD, 1234567890);
    d.user = fresh();
    base_begin(d.st);
    CHECK_OK(account_factor_remove(d.st, &d.user, &err));
    base_commit(d.st);
    CHECK_INT(code(in.secret, "005924", 1234567890).result, SIGN_IN_REFUSED); /* there is nothing to compare with */
    CHECK_INT(try("sokha", PASSWORD, 1234567890 + 4000).result, SIGN_IN_OK);
    close_desk();
}
