/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The releases as the public saw them one after another, for questions about the past (SDMX-REST:
 * asOf, updatedAfter, includeHistory).
 *
 *     struct past_question pq = {.l = &snap->loaded, .derived = snap->derived, .indicator = v, .n = 1,
 *                                .past = {.has_after = true, .after = seconds}};
 *     int found = editions_take(&past, snap->editions, &pq, &err);
 *     if (found > 0) ... past->history.cube, past->history.part ...
 *     editions_put(past);
 *
 * A release counts from when it could be seen (its embargo, or its making) as long as it was the
 * newest. Earlier ones are read flow by flow when somebody asks, over the server's one connection,
 * and as everybody may see them today: what was withheld since, or is not public yet, is not in them.
 * What was put together stays for others who ask the same, up to a bound; then what was asked for
 * longest ago goes. */
#ifndef SERVER_EDITIONS_H
#define SERVER_EDITIONS_H

#include "base/hash.h"
#include "publish/history.h"
#include "server/derived.h"

/* One of them. */
struct edition {
    int64_t id, from; /* from when on it was the newest, seconds */
    struct str name, from_text;
};

struct past {
    bool history;               /* each dissemination, not only the last state */
    bool has_after, has_as_of;
    int64_t after, as_of;       /* seconds */
};

struct past_question {
    const struct loaded *l; /* what is served now */
    struct derived_cubes *derived;
    const uint16_t *indicator; /* of l->ref; none: all that are reported */
    unsigned n;
    bool joined; /* what was reported and what is derived, as one */
    struct past past;
};

/* An answer: a dataset per part. */
struct past_answer {
    struct history history;
    struct ref *ref; /* of the history where it is not that of l */
    char mark[SHA256_HEX]; /* of its content alone: what is not in it leaves no trace, not even in an ETag */
    /* its own */
    struct editions *owner;
    struct past_answer *next;
    struct str key;
    size_t bytes;
    unsigned users;
};

/* The releases that are visible at `now`. The store is the caller's meanwhile. */
int editions_new(struct editions **out, struct shared_store *store, struct str now, struct err *err);
void editions_free(struct editions *e); /* when all answers are put back; may be NULL */
/* The one that was the newest at that time, seconds; NULL: there was none yet. */
const struct edition *editions_at(const struct editions *e, int64_t seconds);
/* Whether that is so still; the store is the caller's meanwhile. */
int editions_same(bool *same, const struct editions *e, struct str now, struct err *err);

/* 1: *out is the answer, for editions_put. PAST_AS_IS: it is what is served now, whole. 0: there was
 * nothing, or nothing changed. In any case *from is since when what is newest in it was visible (empty: there
 * was nothing). ERR_LIMIT: more than is put together here. */
enum { PAST_AS_IS = 2 };
int editions_take(struct past_answer **out, struct str *from, struct editions *e,
                  const struct past_question *pq, struct err *err);
void editions_put(struct past_answer *a);

/* Several flows of different cubes of what is served now, as one cube: reported and derived ones. */
int editions_compose(struct past_answer **out, struct editions *e, const struct past_question *pq,
                     struct err *err);

#endif
