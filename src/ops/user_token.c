/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Tokens, by which scripts act for a user. Each is shown once and kept as its hash. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "store/people.h"

enum { TOKEN_NAME_MAX = 60 };

/* The end of the day that --until names, as a time; empty where nothing is said. */
static int until_of(struct str *out, struct call *c, struct err *err)
{
    struct str text = call_get(c, "until");
    int64_t seconds;
    char at[CLOCK_TEXT];
    *out = STR("");
    if (!text.len)
        return 0;
    if (text.len != 10 || !clock_parse(&seconds, text))
        return err_set(err, ERR_USAGE, "--until \"%s\" is no day; it is to be written as 2026-12-31",
                       utf8_brief(text).text);
    clock_fmt(at, seconds + 24 * 3600);
    *out = arena_str(&c->arena, str_of(at));
    if (str_cmp(*out, str_of(c->at)) <= 0)
        return err_set(err, ERR_USAGE, "--until %.*s has passed already", STR_FMT(text));
    return 0;
}

int op_user_token(struct call *c, struct err *err)
{
    struct user u;
    char secret[SECRET_TEXT], hash[SHA256_HEX];
    struct token t = {.name = call_get(c, "name"), .created_at = str_of(c->at)};
    int r;
    if (!is_one_line(t.name, TOKEN_NAME_MAX))
        return err_set(err, ERR_USAGE, "--name is to say in one line, with %d bytes at most, what the token is for",
                       TOKEN_NAME_MAX);
    if ((r = until_of(&t.expires_at, c, err)) < 0 || (r = call_user(&u, c, err)) < 0)
        return r;
    if (!u.active)
        return err_set(err, ERR_STATE, "%.*s is not active, so a token would not work; ilms user enable %.*s",
                       STR_FMT(u.name), STR_FMT(u.name));
    secret_new(secret);
    secret_hash(hash, str_of(secret));
    t.user = u.id;
    t.hash = str_of(hash);
    if ((r = call_begin(c, err)) < 0 || (r = store_token_add(c->store, &t, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", t.id);
        json_put(&c->j, "user", u.name);
        json_put(&c->j, "name", t.name);
        json_put(&c->j, "token", str_of(secret));
        json_put_some(&c->j, "expires_at", t.expires_at);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "token %lld of %.*s, which is not shown again:\n  %s\n", (long long)t.id, STR_FMT(u.name),
                secret);
    }
    return 0;
}

static void put_token(struct call *c, const struct token *t)
{
    if (!c->json) {
        buf_fmt(&c->out, "%4lld  %-20.*s  made %.*s  %s%.*s  %s%.*s\n", (long long)t->id, STR_FMT(t->name),
                STR_FMT(t->created_at), t->expires_at.len ? "until " : "for ever", STR_FMT(t->expires_at),
                t->used_at.len ? "used " : "never used", STR_FMT(t->used_at));
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", t->id);
    json_put(&c->j, "name", t->name);
    json_put(&c->j, "created_at", t->created_at);
    json_put_some(&c->j, "expires_at", t->expires_at);
    json_put_some(&c->j, "used_at", t->used_at);
    json_close(&c->j);
    json_line(&c->j);
}

int op_user_tokens(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct user u;
    struct token t;
    unsigned n = 0;
    int r = call_user(&u, c, err);
    if (r == 0)
        r = store_token_list(c->store, &it, u.id, err);
    while (r == 0 && (r = store_token_next(it, &t, err)) == 1) {
        put_token(c, &t);
        n++;
        r = 0;
    }
    if (r == 0 && n == 0 && !c->json)
        buf_fmt(&c->out, "%.*s has no token; ilms user token %.*s --name TEXT\n", STR_FMT(u.name), STR_FMT(u.name));
    return r;
}

int op_user_revoke(struct call *c, struct err *err)
{
    struct user u;
    uint64_t id;
    struct str text = call_get(c, "id");
    if (!str_uint(&id, text, INT32_MAX))
        return err_set(err, ERR_USAGE, "\"%s\" is no number of a token; see ilms user tokens", utf8_brief(text).text);
    int r = call_user(&u, c, err);
    if (r < 0 || (r = call_begin(c, err)) < 0)
        return r;
    if ((r = store_token_remove(c->store, u.id, (int64_t)id, err)) == 0)
        return err_set(err, ERR_NOTFOUND, "%.*s has no token %llu; ilms user tokens %.*s has those there are",
                       STR_FMT(u.name), (unsigned long long)id, STR_FMT(u.name));
    if (r < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "user", u.name);
        json_put_int(&c->j, "revoked", (int64_t)id);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "token %llu of %.*s has ended\n", (unsigned long long)id, STR_FMT(u.name));
    }
    return 0;
}
