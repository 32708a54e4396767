/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Signing in, without HTTP: passwords, links that work once, sessions, tokens, the second factor.
 *
 *     struct sign_in in;
 *     account_sign_in(&in, st, &arena, name, password, now, &err);
 *     if (in.result != SIGN_IN_REFUSED) ... in.secret is for the cookie
 *     ...
 *     struct account who;
 *     if (account_session(&who, st, &arena, cookie, now, &err) == 1 && who.session.whole)
 *         ... who.user.name is who.in[0 .. who.nin)
 *
 * What was wrong is never told: an unknown name, a wrong password, an account without one or that is
 * not active any more are refused alike, and each takes the time of an Argon2id. Only of a name
 * that somebody has tried five times is said until when it is locked, and so that it exists.
 *
 * Secrets that come from outside are looked for by their SHA-256. Texts live in the arena. Functions
 * that say so write in the transaction of the caller; the others have short ones of their own,
 * never while a password is being hashed, so a base must be open to write and in no transaction. */
#ifndef COLLECT_ACCOUNT_H
#define COLLECT_ACCOUNT_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/secret.h"
#include "model/role.h"
#include "store/people.h"
#include "syntax/text.h"

struct account {
    struct user user;
    struct role_in *in; /* what the user is; nothing before the session is whole */
    size_t nin;
    struct session session; /* hash empty: a token */
};

bool account_name_like(struct str name); /* 2 to 60 letters of English, digits, points, and _ - @ */

/* What a.user is: fills in and nin. */
int account_grants(struct account *a, struct store *st, struct arena *arena, struct err *err);
/* Who has this name, as they are now; one that is not active any more is ERR_DENIED. */
int account_named(struct account *out, struct store *st, struct arena *arena, struct str name, struct err *err);

/* -- passwords ----------------------------------------------------------------------------- */

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 1024 }; /* characters, bytes */

/* In the transaction of the caller: a new password, as Argon2id (RFC 9106; 64 MiB, two passes), of
 * the Unicode form NFC, so that it does not matter which keyboard made an accent. All sessions of
 * the user end, and a lock is taken off. ERR_USAGE with what a password has to be. */
int account_password_set(struct store *st, struct arena *arena, struct user *user, struct str password,
                         struct err *err);
/* Is it the user's? It takes its time whatever the answer is. */
bool account_password_is(const struct user *user, struct str password);

/* -- links ----------------------------------------------------------------------------------- */

enum link_kind { LINK_INVITATION, LINK_RESET }; /* good for 7 days, for 24 hours */

/* In the transaction of the caller: a link that works once, in place of those before it. */
int account_link(char secret[SECRET_TEXT], char expires_at[CLOCK_TEXT], struct store *st, int64_t user,
                 enum link_kind kind, int64_t now, struct err *err);
/* Whose link is it? 1; 0: it does not work (any more). */
int account_link_find(struct user *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                      struct err *err);
/* In the transaction of the caller: the password that its reader has chosen, and the end of the link.
 * 0: it does not work; a password that is refused leaves the link as it was, once rolled back. */
int account_link_use(struct user *out, struct store *st, struct arena *arena, struct str secret,
                     struct str password, int64_t now, struct err *err);

/* -- signing in ------------------------------------------------------------------------------ */

enum sign_in_result {
    SIGN_IN_OK,
    SIGN_IN_FACTOR, /* the password was right; account_factor_check is to follow within ten minutes */
    SIGN_IN_REFUSED
};

struct sign_in {
    enum sign_in_result result;
    char secret[SECRET_TEXT]; /* of the session, for the cookie; empty where refused */
    struct str locked_until;  /* where refused: nothing is looked at before; empty: not locked */
    struct account account;   /* where not refused */
};

/* Five failures in a row lock the account for a minute, each further one for twice as long, an hour
 * at most. A locked account refuses the right password too, and counts nothing. */
int account_sign_in(struct sign_in *out, struct store *st, struct arena *arena, struct str name,
                    struct str password, int64_t now, struct err *err);
/* The sentence for who was refused, in the language of the page. */
void account_refusal(struct buf *out, const struct text *text, const struct sign_in *in);

/* Whose cookie is it? 1; 0: nobody's: it has ended, after 12 hours, or an hour in which it was not used. */
int account_session(struct account *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                    struct err *err);
/* The same for the token of a script ("Authorization: Bearer"). */
int account_token(struct account *out, struct store *st, struct arena *arena, struct str secret, int64_t now,
                  struct err *err);
int account_sign_out(struct store *st, struct str secret, struct err *err);

/* What every form of a session carries, so that no other site can send it. */
void account_form_key(char out[SECRET_TEXT], struct str session_secret);
bool account_form_key_is(struct str given, struct str session_secret);

/* -- the second factor ------------------------------------------------------------------------- */

/* Codes of six digits that change every 30 seconds (RFC 6238 with SHA-1), from the clock of now, one
 * step earlier or later; each works once. */
enum { FACTOR_SECRET = 33 }; /* 160 bits as base32 (RFC 4648, section 6), and NUL */

/* A new secret, and the address that an application on a telephone reads from a picture. Nothing is
 * kept until a code has shown that the telephone has it. */
void account_factor_begin(char secret[FACTOR_SECRET], struct buf *uri, const struct user *user);
/* In the transaction of the caller. ERR_USAGE: that is not its code. */
int account_factor_confirm(struct store *st, struct arena *arena, struct user *user, struct str secret,
                           struct str code, int64_t now, struct err *err);
int account_factor_remove(struct store *st, struct user *user, struct err *err); /* likewise */
/* After SIGN_IN_FACTOR: makes the session whole. Wrong codes count as wrong passwords do. */
int account_factor_check(struct sign_in *out, struct store *st, struct arena *arena, struct str secret,
                         struct str code, int64_t now, struct err *err);

#endif
