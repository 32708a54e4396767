/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mail on its way out. It is written into the base in the transaction of what it tells of, so that
 * neither is there without the other, and sent afterwards.
 *
 *     post_words(st, &arena, &user, "mail.invite", (struct text_arg[]){{"link", link}, {0}}, now, &err);
 *     store_commit(st, &err);
 *     struct post_count n;
 *     post_send_some(&n, st, now, &err);
 *
 * What the server does not take is tried again after 1 minute, 5, 30, 2 hours, and then given up. A mail
 * that is being sent counts as tried, so of several that send at once only one takes it. */
#ifndef COLLECT_POST_H
#define COLLECT_POST_H

#include "store/people.h"
#include "syntax/text.h"

/* In the transaction of the caller: a mail as it is. ERR_USAGE: it could never be sent. */
int post_put(struct store *st, struct str to, struct str subject, struct str body, int64_t now, struct err *err);
/* The same in the user's language: the words `key`.subject and `key`.body. {name} is how the user is
 * addressed, {user} the name to sign in with, {br} breaks the line. Nothing for who has no address. */
int post_words(struct store *st, struct arena *arena, const struct user *user, const char *key,
               const struct text_arg *args, int64_t now, struct err *err);

struct post_count {
    bool server; /* one is set; without it all waits */
    unsigned sent, again, failed; /* to be tried again; given up */
};
/* Sends what is due, at most 20, outside of any transaction, with the settings of smtp_from_environment. */
int post_send_some(struct post_count *out, struct store *st, int64_t now, struct err *err);

#endif
