/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A meeting as a whole, out of the base: agenda, participants, documents without their bytes, conclusions with all
 * that was said of them, rounds that were launched from it.
 *
 *     struct gathering g;
 *     if (gathering_load(&g, store, &arena, STR("2015"), &err) < 0) ...
 *     conclusion_state(&g.conclusions[0])
 *
 * Everything is kept in the arena. */
#ifndef COLLECT_MEETINGS_H
#define COLLECT_MEETINGS_H

#include "base/arena.h"
#include "store/meeting.h"

struct gathering {
    struct meeting meeting;
    struct meeting_session *sessions;      /* by day and time */
    size_t nsessions;
    struct participant *participants;      /* by number */
    size_t nparticipants;
    struct meeting_document *documents;    /* by number; removed ones too */
    size_t ndocuments;
    struct conclusion *conclusions;        /* by number */
    size_t nconclusions;
    struct launch *launches;
    size_t nlaunches;
};

int gathering_load(struct gathering *out, struct store *st, struct arena *arena, struct str name,
                   struct err *err); /* ERR_NOTFOUND */
/* By first day. */
int meetings_load(struct meeting **out, size_t *n, struct store *st, struct arena *arena, struct err *err);

/* NULL: there is none of that number. */
const struct meeting_session *gathering_session(const struct gathering *g, int64_t number);
struct conclusion *gathering_conclusion(const struct gathering *g, int64_t number);

#endif
