/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The releases that are announced, as the public knows them at a time, and /calendar.ics.
 *
 *     struct plans plans;
 *     plans_load(&plans, store, STR("2026-11-22T09:30:00Z"), &err);
 *     ... plans.v[0].day ...             the next
 *     plans_free(&plans); */
#ifndef PUBLISH_PLANS_H
#define PUBLISH_PLANS_H

#include "base/buf.h"
#include "store/plans.h"

struct plans {
    struct plan *v; /* by day */
    size_t n;
    char mark[SHA256_HEX]; /* of all that they say */
    struct arena arena;
};
int plans_load(struct plans *out, struct store *st, struct str now, struct err *err);
void plans_free(struct plans *p); /* also of one that is all zero */

/* A calendar (RFC 5545) with an event of a day for each release, announced or seen. An event keeps its UID
 * when what was announced is released. */
struct calendar_event {
    struct str name, summary, description; /* plain text; description may be empty */
    struct str at;  /* the day, or a time of that day, as base/clock.h has it */
    struct str said_at; /* when it was last said: DTSTAMP */
    struct str address; /* of its page; may be empty */
};
void calendar_write(struct buf *out, struct str title, struct str origin, const struct calendar_event *v, size_t n);

#endif
