/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports, and printed briefings of meetings, that are made in the background: who ordered which, how far it is, what
 * was made. One is made at a time, whoever makes it:
 *
 *     n = store_report_order_due(st, &id, now, &err);                     1: one is to be made, and none is being made
 *     n = store_report_order_take(st, arena, &o, id, now, until, &err);   1: it is ours, until then
 *     store_report_order_keep(st, &o, until, &err);                       still; ERR_STATE: it is not any more
 *     store_report_file_made(st, &o, name, sha256, bytes, &err);          each
 *     store_report_order_finish(st, &o, &err);                            as o.state says
 *
 * An order that nobody keeps is taken again when its time is over, as after the end of the server that made it; what
 * was taken before then changes nothing any more. Its row stays when it ends: published, or dropped. Its files do not.
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_REPORT_ORDERS_H
#define STORE_REPORT_ORDERS_H

#include "base/buf.h"
#include "store/store.h"

struct report_order {
    int64_t id;
    struct str at, who;
    int64_t release;         /* of a report; 0: the order is a briefing's */
    int64_t meeting;
    struct str consultation; /* name; empty: none */
    struct str language;
    struct str formats;      /* "html,pdf" */
    struct str origin;       /* of the portal, for links */
    struct str basis;        /* of a briefing: SHA-256 of its HTML */
    struct str state;        /* waiting, making, done, failed; ended: published, dropped */
    int64_t turn;            /* how often it was begun */
    struct str until, began_at, finished_at;
    struct str message;      /* why it failed */
    struct str title, draft; /* what the report says of itself */
    struct str release_name; /* filled by the store */
    struct str html;         /* of a briefing, compressed; only filled by store_report_order_take */
};

/* Fills id. A briefing takes the place of those of its meeting and language that wait or failed. */
int store_report_order_add(struct store *st, struct report_order *o, struct err *err);
/* ERR_NOTFOUND also where it has ended. */
int store_report_order_get(struct store *st, struct arena *arena, struct report_order *out, int64_t id,
                           struct err *err);
/* Of reports, not ended; the newest first. */
int store_report_order_list(struct store *st, struct store_iter **it, struct err *err);
int store_report_order_next(struct store_iter *it, struct report_order *out, struct err *err);
/* The last of a meeting's in a language that is neither done nor dropped; 1 when there is one. */
int store_report_order_briefing(struct store *st, struct arena *arena, struct report_order *out, int64_t meeting,
                                struct str language, struct err *err);

int store_report_order_due(struct store *st, int64_t *id, struct str now, struct err *err);
int store_report_order_take(struct store *st, struct arena *arena, struct report_order *out, int64_t id, struct str now,
                            struct str until, struct err *err);
int store_report_order_keep(struct store *st, const struct report_order *o, struct str until, struct err *err);
/* Takes state, finished_at, message, title, draft; "waiting" gives it back. ERR_STATE: it is not ours any more. */
int store_report_order_finish(struct store *st, const struct report_order *o, struct err *err);
/* Published, or thrown away. ERR_NOTFOUND. */
int store_report_order_end(struct store *st, int64_t id, const char *state, struct err *err);

struct report_order_file {
    int64_t order;
    struct str name, sha256;
    int64_t nbytes;
};
int store_report_file_made(struct store *st, const struct report_order *o, struct str name, struct str sha256,
                           struct str bytes, struct err *err);
/* Of all orders, by order and name. */
int store_report_made_list(struct store *st, struct store_iter **it, struct err *err);
int store_report_made_next(struct store_iter *it, struct report_order_file *out, struct err *err);
/* The bytes behind what is in `out`. ERR_NOTFOUND. */
int store_report_made_get(struct buf *out, struct store *st, int64_t order, struct str name, struct err *err);

#endif
