/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Signing in with a name and a password, and what comes of it: sessions; links and tokens. */

#include "collect/account_inner.h"

#include <sodium.h>
#include <stdio.h>

enum {
    FAILURES = 5, /* in a row, and the account is locked */
    LOCK = 60,
    LOCK_MAX = 3600,
    SEEN = 60, /* how exactly the base knows when a session or token was used */
    DAY = 24 * 3600
};

struct str account_at(struct arena *arena, int64_t seconds)
{
    char at[CLOCK_TEXT];
    clock_fmt(at, seconds);
    return arena_str(arena, str_of(at));
}

int account_grants(struct account *a, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct grant g;
    size_t room = 4;
    a->in = arena_array(arena, struct role_in, room);
    a->nin = 0;
    int r = store_grant_list(st, &it, a->user.id, err);
    while (r == 0 && (r = store_grant_next(it, &g, err)) == 1) {
        int role = role_find(g.role);
        r = 0;
        /* a country's role without its country would be one everywhere, so it is none */
        if (role < 0 || (role_of_country((enum role)role) && !g.area.len))
            continue;
        if (a->nin == room) {
            struct role_in *more = arena_array(arena, struct role_in, room * 2);
            memcpy(more, a->in, sizeof *more * room);
            a->in = more;
            room *= 2;
        }
        a->in[a->nin++] = (struct role_in){(enum role)role, arena_str(arena, g.area)};
    }
    return r;
}

bool account_name_like(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("._-@", c))))
            return false;
    }
    return name.len >= 2 && name.len <= 60;
}

/* -- locks ----------------------------------------------------------------------------------- */

bool account_locked(const struct user *u, int64_t now)
{
    char at[CLOCK_TEXT];
    clock_fmt(at, now);
    return u->locked_until.len && str_cmp(u->locked_until, str_of(at)) > 0;
}

void account_count_failure(struct user *u, struct arena *arena, int64_t now)
{
    int64_t wait = LOCK;
    u->failures++;
    for (int64_t i = FAILURES; i < u->failures && wait < LOCK_MAX; i++)
        wait *= 2;
    if (u->failures >= FAILURES)
        u->locked_until = account_at(arena, now + MIN(wait, (int64_t)LOCK_MAX));
}

void account_unlock(struct user *u)
{
    u->failures = 0;
    u->locked_until = STR("");
}

/* -- signing in ------------------------------------------------------------------------------- */

void account_session_until(struct session *s, struct arena *arena, int64_t now, int64_t seconds)
{
    s->seen_at = account_at(arena, now);
    s->expires_at = account_at(arena, now + seconds);
}

static int session_new(struct sign_in *out, struct store *st, struct arena *arena, int64_t now, struct err *err)
{
    struct session *s = &out->account.session;
    char hash[SHA256_HEX];
    secret_new(out->secret);
    secret_hash(hash, str_of(out->secret));
    *s = (struct session){.user = out->account.user.id, .hash = arena_str(arena, str_of(hash)),
                          .created_at = account_at(arena, now), .whole = out->result == SIGN_IN_OK};
    account_session_until(s, arena, now, s->whole ? SESSION_LIFE : SESSION_HALF);
    return store_session_add(st, s, err);
}

/* The answer to a password that was right or not, inside a transaction. The user is read anew, since
 * others may have tried while this one was being hashed. */
static int decide(struct sign_in *out, struct store *st, struct arena *arena, const struct user *was, bool right,
                  int64_t now, struct err *err)
{
    struct user *u = &out->account.user;
    char at[CLOCK_TEXT];
    clock_fmt(at, now);
    int r = store_session_sweep(st, at, err);
    if (r < 0 || (r = store_user_find_id(st, arena, u, was->id, err)) <= 0)
        return r;
    if (account_locked(u, now)) {
        out->locked_until = u->locked_until;
        return 0;
    }
    if (!right || !u->active || !str_eq(u->password, was->password)) {
        account_count_failure(u, arena, now);
        out->locked_until = u->locked_until;
        return store_user_put(st, u, err);
    }
    out->result = u->totp.len ? SIGN_IN_FACTOR : SIGN_IN_OK;
    if (out->result == SIGN_IN_OK) { /* with a second factor the failures count on until it is there */
        account_unlock(u);
        u->seen_at = account_at(arena, now);
        if ((r = store_user_put(st, u, err)) < 0 || (r = account_grants(&out->account, st, arena, err)) < 0)
            return r;
    }
    return session_new(out, st, arena, now, err);
}

int account_sign_in(struct sign_in *out, struct store *st, struct arena *arena, struct str name, struct str password,
                    int64_t now, struct err *err)
{
    struct user u = {.id = 0};
    *out = (struct sign_in){.result = SIGN_IN_REFUSED};
    int r = account_name_like(name) ? store_user_get(st, arena, &u, name, err) : -(int)ERR_NOTFOUND;
    if (r < 0 && r != -(int)ERR_NOTFOUND)
        return r;
    bool known = r == 0;
    if (known && account_locked(&u, now)) {
        out->locked_until = u.locked_until;
        return 0;
    }
    bool right = account_password_is(&u, password);
    if (!known)
        return 0;
    if ((r = store_begin(st, err)) < 0)
        return r;
    if ((r = decide(out, st, arena, &u, right, now, err)) >= 0)
        r = store_commit(st, err);
    else
        store_rollback(st);
    if (r < 0 || out->result == SIGN_IN_REFUSED) {
        out->account = (struct account){0};
        out->secret[0] = 0;
    }
    return r;
}

void account_refusal(struct buf *out, const struct text *text, const struct sign_in *in)
{
    text_fmt(out, text, "sign.refused", NULL);
    int64_t until;
    if (clock_parse(&until, in->locked_until)) {
        char time[40];
        snprintf(time, sizeof time, "%.10s %.8s UTC", in->locked_until.p, in->locked_until.p + 11);
        buf_char(out, ' ');
        text_fmt(out, text, "sign.locked", (struct text_arg[]){{"time", str_of(time)}, {0}});
    }
}

/* -- sessions ----------------------------------------------------------------------------------- */

/* Is this later than that by less than so many seconds? */
static bool within(struct str at, int64_t now, int64_t seconds)
{
    int64_t then;
    return clock_parse(&then, at) && now - then < seconds;
}

/* The user and what he is; 0 when he is not active any more. */
static int load_user(struct account *out, struct store *st, struct arena *arena, int64_t id, struct err *err)
{
    int r = store_user_find_id(st, arena, &out->user, id, err);
    return r <= 0 ? r : out->user.active;
}

/* A transaction of one write that may as well be left out while somebody else writes; 1, or 0 where the
 * session or token has ended meanwhile. */
static int write_seen(struct store *st, const struct session *s, const struct token *t, const char *at,
                      struct err *err)
{
    int r = store_begin(st, err);
    if (r < 0)
        return r == -(int)ERR_BUSY ? 1 : r;
    r = s ? store_session_put(st, s, err) : store_token_used(st, t->id, at, err);
    if (r >= 0)
        return (r = store_commit(st, err)) < 0 ? r : 1;
    store_rollback(st);
    return r == -(int)ERR_NOTFOUND ? 0 : r;
}

static int whole_or_none(struct account *out, int r)
{
    if (r <= 0)
        *out = (struct account){0};
    return r;
}

int account_session(struct account *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                    struct err *err)
{
    char hash[SHA256_HEX], at[CLOCK_TEXT];
    *out = (struct account){0};
    if (!secret_like(secret))
        return 0;
    secret_hash(hash, secret);
    clock_fmt(at, now);
    int r = store_session_find(st, arena, &out->session, str_of(hash), at, err);
    if (r <= 0 || !within(out->session.seen_at, now, SESSION_IDLE) ||
        (r = load_user(out, st, arena, out->session.user, err)) <= 0)
        return whole_or_none(out, MIN(r, 0));
    if (!out->session.whole)
        return 1;
    if ((r = account_grants(out, st, arena, err)) < 0)
        return whole_or_none(out, r);
    if (!within(out->session.seen_at, now, SEEN)) {
        out->session.seen_at = arena_str(arena, str_of(at));
        return whole_or_none(out, write_seen(st, &out->session, NULL, at, err));
    }
    return 1;
}

int account_sign_out(struct store *st, struct str secret, struct err *err)
{
    char hash[SHA256_HEX];
    secret_hash(hash, secret);
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    if ((r = store_session_end(st, str_of(hash), err)) >= 0)
        return store_commit(st, err);
    store_rollback(st);
    return r;
}

int account_token(struct account *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                  struct err *err)
{
    struct token t;
    char hash[SHA256_HEX], at[CLOCK_TEXT];
    *out = (struct account){0};
    if (!secret_like(secret))
        return 0;
    secret_hash(hash, secret);
    clock_fmt(at, now);
    int r = store_token_find(st, arena, &t, str_of(hash), at, err);
    if (r <= 0 || (r = load_user(out, st, arena, t.user, err)) <= 0)
        return whole_or_none(out, r);
    if ((r = account_grants(out, st, arena, err)) < 0)
        return whole_or_none(out, r);
    return within(t.used_at, now, SEEN) ? 1 : whole_or_none(out, write_seen(st, NULL, &t, at, err));
}

void account_form_key(char out[SECRET_TEXT], struct str session_secret)
{
    static const unsigned char purpose[] = "a form of this session";
    unsigned char key[32];
    struct str secret = session_secret;
    if (sodium_init() < 0)
        abort();
    crypto_generichash(key, sizeof key, purpose, sizeof purpose - 1, (const unsigned char *)secret.p,
                       MIN(secret.len, (size_t)crypto_generichash_KEYBYTES_MAX));
    sodium_bin2base64(out, SECRET_TEXT, key, sizeof key, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool account_form_key_is(struct str given, struct str session_secret)
{
    char key[SECRET_TEXT];
    if (!secret_like(session_secret))
        return false; /* without a session there is no form that could be right */
    account_form_key(key, session_secret);
    return secret_same(given, str_of(key));
}

/* -- links ----------------------------------------------------------------------------------- */

int account_link(char secret[SECRET_TEXT], char expires_at[CLOCK_TEXT], struct store *st, int64_t user,
                 enum link_kind kind, int64_t now, struct err *err)
{
    char hash[SHA256_HEX], at[CLOCK_TEXT];
    secret_new(secret);
    secret_hash(hash, str_of(secret));
    clock_fmt(at, now);
    clock_fmt(expires_at, now + (kind == LINK_INVITATION ? 7 * DAY : DAY));
    return store_link_add(st, user, str_of(hash), at, expires_at, err);
}

int account_link_find(struct user *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                      struct err *err)
{
    char hash[SHA256_HEX], at[CLOCK_TEXT];
    int64_t id;
    if (!secret_like(secret))
        return 0;
    secret_hash(hash, secret);
    clock_fmt(at, now);
    int r = store_link_find(st, &id, str_of(hash), at, err);
    if (r <= 0 || (r = store_user_find_id(st, arena, out, id, err)) <= 0)
        return r;
    return out->active;
}

int account_link_use(struct user *out, struct store *st, struct arena *arena, struct str secret, struct str password,
                     int64_t now, struct err *err)
{
    char hash[SHA256_HEX], at[CLOCK_TEXT];
    int r = account_link_find(out, st, arena, secret, now, err);
    if (r <= 0)
        return r;
    secret_hash(hash, secret);
    clock_fmt(at, now);
    if ((r = store_link_use(st, str_of(hash), at, err)) <= 0)
        return r;
    r = account_password_set(st, arena, out, password, err);
    return r < 0 ? r : 1;
}
