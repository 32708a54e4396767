/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One question to an SDMX service of somebody else, put in as many ways as it takes: other formats,
 * other spellings, without what the service does not know.
 *
 *     struct pulled got = {0};
 *     if (pull_ask(&got, &(struct pulling){.question = &q, .before = &state, .patience = 120}, &err) < 0) ...
 *     if (got.reply == REPLY_FIGURES) keep(buf_view(&got.got.body));
 *     pulled_release(&got);
 *
 * It asks the base nothing: how it stood before is given, how it stands now comes back. */
#ifndef COLLECT_PULL_H
#define COLLECT_PULL_H

#include "collect/reply.h"
#include "collect/service.h"
#include "store/collection.h"
#include "syntax/http_get.h"

struct format;

struct pulling {
    const struct question *question;
    const struct format *format; /* the only one wanted; NULL: any that can be read */
    const struct pull *before;   /* how it stood; NULL: it is asked as for the first time */
    bool mapped;                 /* there is a mapping: any format will do */
    bool since_last;             /* only what was updated since `before`, where the service knows that */
    unsigned patience;           /* seconds: http_get */
    bool private;
    void (*tell)(void *ctx, const char *sentence);
    void *ctx;
};

struct pulled {
    enum reply reply;      /* figures, unchanged, nothing, or too large; all else is an error */
    char why[REPLY_TEXT];   /* of the last two: a sentence with the host */
    struct http_got got;
    struct buf accept, format; /* as what it was asked */
    char content[SHA256_HEX]; /* reply_hash; of figures */
    bool updates;            /* only what was updated was asked for, and given */
    bool whole_only;         /* the service does not know updates */
};

int pull_ask(struct pulled *out, const struct pulling *p, struct err *err);
void pulled_release(struct pulled *p);

/* Accept for everything that can be read, best first (RFC 9110, section 12.5.1). */
void pull_accept(struct buf *out);

#endif
