/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Whom in the countries a mail can be written to, and what was written of late.
 *
 *     struct recipients to = {0};
 *     recipients_load(&to, c, ROLE_BIT(ROLE_SPECIALIST), &err);
 *     recipients_mail(&written, &to, &to.v[i], "mail.remind", args, c, &err);      in a transaction
 *     recipients_release(&to);
 *
 * Nobody gets the same (by subject and text) twice within a day, unless --again is said. */
#ifndef OPS_RECIPIENTS_H
#define OPS_RECIPIENTS_H

#include "base/map.h"
#include "collect/post.h"
#include "ops/ops.h"

/* Somebody active who has an address and a role in a country: once for each country. */
struct recipient {
    struct user user;
    struct str area;
};

struct recipients {
    struct recipient *v;
    size_t n, size;
    struct strset today; /* "address<TAB>subject" of the mail of the last day */
    unsigned written, spared;
};

int recipients_load(struct recipients *out, struct call *c, unsigned roles, struct err *err);
void recipients_release(struct recipients *to);

/* In the language of who is written to. */
struct speech {
    const char *language;
    const struct text *text;
};
struct speech speech_of(struct call *c, const struct user *user);
struct str speech_date(struct call *c, const struct speech *s, struct str day);
struct str speech_country(struct call *c, const struct speech *s, struct str area);

/* *written: false where the person has had it within a day. */
int recipients_mail(bool *written, struct recipients *to, const struct recipient *r, const char *key,
                    const struct text_arg *args, struct call *c, struct err *err);
/* A line of who was written to, or (r NULL) that nobody of the country can be. */
void recipient_say(struct call *c, struct str area, const struct recipient *r, bool written);

#endif
