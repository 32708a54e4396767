/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The second factor: codes that a telephone computes from a secret and the time. */

#include "base/base.h"
#include "collect/account_inner.h"

#include <liboath/oath.h>
#include <sodium.h>

enum {
    STEP = 30,   /* seconds, as RFC 6238 recommends */
    WINDOW = 1,  /* steps that a clock may be off */
    DIGITS = 6,
    SECRET_BYTES = 20
};

/* The step of which this is the code, later than `used`; -1: of none. */
static int64_t step_of(struct str secret, struct str code, int64_t used, int64_t now)
{
    char *key = NULL, want[DIGITS + 1];
    size_t len = 0;
    int64_t found = -1;
    if (!secret.len || code.len != DIGITS || oath_base32_decode(secret.p, secret.len, &key, &len) != OATH_OK)
        return -1;
    for (int64_t step = now / STEP - WINDOW; step <= now / STEP + WINDOW; step++)
        if (step > used && step >= 0 &&
            oath_totp_generate(key, len, (time_t)(step * STEP), STEP, 0, DIGITS, want) == OATH_OK &&
            secret_same(code, str_of(want)))
            found = step;
    sodium_memzero(key, len);
    free(key);
    return found;
}

/* "123 456" is written as telephones show it. */
static struct str without_blanks(char out[DIGITS + 1], struct str code)
{
    size_t n = 0;
    for (size_t i = 0; i < code.len; i++)
        if (code.p[i] != ' ') {
            if (n == DIGITS)
                return STR("");
            out[n++] = code.p[i];
        }
    return (struct str){out, n};
}

void account_factor_begin(char secret[FACTOR_SECRET], struct buf *uri, const struct user *user)
{
    char bytes[SECRET_BYTES], *text = NULL;
    size_t len = 0;
    if (sodium_init() < 0)
        abort();
    randombytes_buf(bytes, sizeof bytes);
    if (oath_base32_encode(bytes, sizeof bytes, &text, &len) != OATH_OK || len != FACTOR_SECRET - 1)
        abort(); /* only memory can be lacking */
    memcpy(secret, text, len);
    secret[len] = 0;
    sodium_memzero(text, len);
    free(text);
    sodium_memzero(bytes, sizeof bytes);
    /* https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
    buf_puts(uri, "otpauth://totp/ILMS:");
    for (size_t i = 0; i < user->name.len; i++)
        if (user->name.p[i] == '@')
            buf_puts(uri, "%40"); /* all else that a name may have needs no escape */
        else
            buf_char(uri, user->name.p[i]);
    buf_fmt(uri, "?secret=%s&issuer=ILMS&algorithm=SHA1&digits=%d&period=%d", secret, DIGITS, STEP);
}

static bool is_factor_secret(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '2' && s.p[i] <= '7')))
            return false;
    return s.len == FACTOR_SECRET - 1;
}

int account_factor_confirm(struct store *st, struct arena *arena, struct user *user, struct str secret,
                           struct str code, int64_t now, struct err *err)
{
    char digits[DIGITS + 1];
    if (!is_factor_secret(secret))
        return err_set(err, ERR_USAGE, "this is no secret of a second factor; begin again");
    int64_t step = step_of(secret, without_blanks(digits, code), -1, now);
    if (step < 0)
        return err_set(err, ERR_USAGE, "this is not the code of the moment; if it is what the telephone shows, "
                       "its clock is wrong");
    user->totp = arena_str(arena, secret);
    user->totp_used = step;
    return store_user_put(st, user, err);
}

int account_factor_remove(struct store *st, struct user *user, struct err *err)
{
    user->totp = STR("");
    user->totp_used = 0;
    return store_user_put(st, user, err);
}

/* Inside a transaction, so that of two requests with one code only one gets in. */
static int check(struct sign_in *out, struct store *st, struct arena *arena, struct str hash, struct str code,
                 int64_t now, struct err *err)
{
    struct user *u = &out->account.user;
    struct session *s = &out->account.session;
    char at[CLOCK_TEXT], digits[DIGITS + 1];
    clock_fmt(at, now);
    int r = store_session_find(st, arena, s, hash, at, err);
    if (r <= 0 || (r = store_user_find_id(st, arena, u, s->user, err)) <= 0)
        return r;
    if (s->whole || !u->active || account_locked(u, now)) {
        out->locked_until = !s->whole && u->active ? u->locked_until : STR("");
        return 0;
    }
    int64_t step = step_of(u->totp, without_blanks(digits, code), u->totp_used, now);
    if (step < 0) {
        account_count_failure(u, arena, now);
        out->locked_until = u->locked_until;
        return store_user_put(st, u, err);
    }
    account_unlock(u);
    u->totp_used = step;
    u->seen_at = account_at(arena, now);
    s->whole = true;
    account_session_until(s, arena, now, SESSION_LIFE);
    if ((r = store_user_put(st, u, err)) < 0 || (r = store_session_put(st, s, err)) < 0)
        return r;
    out->result = SIGN_IN_OK;
    return account_grants(&out->account, st, arena, err);
}

int account_factor_check(struct sign_in *out, struct store *st, struct arena *arena, struct str secret,
                         struct str code, int64_t now, struct err *err)
{
    char hash[SHA256_HEX];
    *out = (struct sign_in){.result = SIGN_IN_REFUSED};
    if (!secret_like(secret))
        return 0;
    secret_hash(hash, secret);
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    if ((r = check(out, st, arena, str_of(hash), code, now, err)) >= 0)
        r = store_commit(st, err);
    else
        store_rollback(st);
    if (r < 0 || out->result == SIGN_IN_REFUSED)
        out->account = (struct account){0};
    else
        memcpy(out->secret, secret.p, secret.len);
    return r;
}
