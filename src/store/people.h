/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who works with a base: users, what they may, how they prove who they are, what is mailed to
 * them. The rooms are sys_*; nothing of it is ever seen by a public connection.
 *
 *     struct user u;
 *     if (store_user_get(st, arena, &u, STR("sokha"), &err) < 0) ...
 *     store_grant_list(st, &it, u.id, &err) ... store_grant_next(it, &grant, &err)
 *
 * No secret is kept as it is: passwords as libsodium's Argon2id text, the secrets of links, sessions
 * and tokens as SHA-256 in hexadecimal (they have 256 random bits, so a plain hash does). Only the
 * secret of the second factor has to be kept readable, since its codes are computed from it.
 * Transactions, iterators and texts are as store.h says. Functions named `find` give 1 found, 0 none. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "store/store.h"

struct user {
    int64_t id;
    struct str name;      /* to sign in with; unique, never changed */
    struct str full_name, email, language;
    struct str password;  /* Argon2id; empty: not set yet, nobody can sign in with one */
    struct str totp;      /* base32 secret of the second factor; empty: none */
    int64_t totp_used;    /* the last step whose code was taken: a code works once */
    int64_t failures;     /* wrong passwords or codes in a row */
    struct str locked_until; /* empty or past: not locked */
    struct str created_at, created_by, seen_at;
    bool active;          /* false: may do nothing any more; its name stays in the log */
};
int store_user_add(struct store *st, struct user *u, struct err *err); /* fills id; ERR_STATE: taken */
int store_user_get(struct store *st, struct arena *arena, struct user *out, struct str name,
                   struct err *err); /* ERR_NOTFOUND */
int store_user_find_id(struct store *st, struct arena *arena, struct user *out, int64_t id,
                       struct err *err);
int store_user_put(struct store *st, const struct user *u, struct err *err); /* all but id, name, created */
int store_user_list(struct store *st, struct store_iter **it, struct err *err); /* by name */
int store_user_next(struct store_iter *it, struct user *out, struct err *err);

/* What a user may: a role (its name, as "specialist") in a country, or everywhere. */
struct grant {
    int64_t user;
    struct str role, area; /* area empty: everywhere */
};
int store_grant_add(struct store *st, const struct grant *g, struct err *err); /* twice is once */
int store_grant_remove(struct store *st, const struct grant *g, struct err *err); /* 1: it was there */
/* Of a user, or of all (0); by user, role, area. */
int store_grant_list(struct store *st, struct store_iter **it, int64_t user, struct err *err);
int store_grant_next(struct store_iter *it, struct grant *out, struct err *err);

/* A link that works once: to set the first password, or a new one. Adding one ends those before it. */
int store_link_add(struct store *st, int64_t user, struct str hash, const char *at, const char *expires_at,
                   struct err *err);
int store_link_find(struct store *st, int64_t *user, struct str hash, const char *now, struct err *err);
int store_link_use(struct store *st, struct str hash, const char *now, struct err *err); /* 1: it worked */

struct session {
    int64_t user;
    struct str hash, created_at, seen_at, expires_at;
    bool whole; /* false: the password was right, the second factor is still asked for */
};
int store_session_add(struct store *st, const struct session *s, struct err *err);
int store_session_find(struct store *st, struct arena *arena, struct session *out, struct str hash,
                       const char *now, struct err *err); /* not those that have expired */
/* `whole` may become true; seen_at and expires_at move. */
int store_session_put(struct store *st, const struct session *s, struct err *err);
int store_session_end(struct store *st, struct str hash, struct err *err);
int store_session_end_all(struct store *st, int64_t user, struct err *err);
int store_session_sweep(struct store *st, const char *now, struct err *err); /* drops expired ones and links */

/* For scripts: a token stands for its user. */
struct token {
    int64_t id, user;
    struct str name, hash, created_at, expires_at, used_at; /* expires_at empty: never */
};
int store_token_add(struct store *st, struct token *t, struct err *err); /* fills id */
int store_token_find(struct store *st, struct arena *arena, struct token *out, struct str hash,
                     const char *now, struct err *err);
int store_token_used(struct store *st, int64_t id, const char *at, struct err *err);
int store_token_remove(struct store *st, int64_t user, int64_t id, struct err *err); /* 1: it was there */
int store_token_list(struct store *st, struct store_iter **it, int64_t user, struct err *err); /* by id */
int store_token_next(struct store_iter *it, struct token *out, struct err *err);

/* Mail on its way out. It is written in the transaction of what it tells of and sent afterwards. */
struct mail {
    int64_t id;
    struct str at, recipient, subject, body;
    struct str state; /* queued, sent, failed: given up */
    struct str tried_at, error;
    int64_t tries;
};
int store_mail_add(struct store *st, struct mail *m, struct err *err); /* fills id */
/* state, tried_at, error, tries. What waits no longer loses its text, which may hold a link. */
int store_mail_put(struct store *st, const struct mail *m, struct err *err);
/* In that state (empty: any), by id. */
int store_mail_list(struct store *st, struct store_iter **it, struct str state, struct err *err);
int store_mail_next(struct store_iter *it, struct mail *out, struct err *err);

#endif
