/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Technical meetings (model/meeting.h).
 *
 *     store_meeting_add(st, &meeting, &err);                                fills meeting.id
 *     store_conclusion_add(st, meeting.id, 0, &conclusion, &err);           fills conclusion.id and number
 *     store_assignee_add(st, conclusion.id, &assignee, &err);
 *     store_conclusion_note_add(st, conclusion.id, &note, &err);
 *
 * What belongs to a meeting has numbers of its own, from 1. What a meeting concluded, and what was said of it
 * later, is only added to. Transactions, iterators and texts are as store.h says; collect/meetings.h reads a
 * meeting as a whole. */
#ifndef STORE_MEETING_H
#define STORE_MEETING_H

#include "model/meeting.h"
#include "store/store.h"

int store_meeting_add(struct store *st, struct meeting *m, struct err *err); /* a name that is taken: ERR_STATE */
/* All but name, at and who. */
int store_meeting_put(struct store *st, const struct meeting *m, struct err *err);
int store_meeting_get(struct store *st, struct arena *arena, struct meeting *out, struct str name,
                      struct err *err);                                       /* ERR_NOTFOUND */
int store_meeting_list(struct store *st, struct store_iter **it, struct err *err); /* by first day */
int store_meeting_next(struct store_iter *it, struct meeting *out, struct err *err);

/* One of that number is replaced. */
int store_session_of_meeting_put(struct store *st, int64_t meeting, const struct meeting_session *s, struct err *err);
/* ERR_NOTFOUND; ERR_STATE where a document or a conclusion is of it. */
int store_session_of_meeting_remove(struct store *st, int64_t meeting, int64_t number, struct err *err);
/* By day, time and number. */
int store_session_of_meeting_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err);
int store_session_of_meeting_next(struct store_iter *it, struct meeting_session *out, struct err *err);

/* Fills p->number. The user exists, where one is named. */
int store_participant_add(struct store *st, int64_t meeting, struct participant *p, struct err *err);
int store_participant_remove(struct store *st, int64_t meeting, int64_t number, struct err *err); /* ERR_NOTFOUND */
int store_participant_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err); /* by number */
int store_participant_next(struct store_iter *it, struct participant *out, struct err *err);

int store_meeting_document_add(struct store *st, int64_t meeting, struct meeting_document *d,
                               struct err *err); /* with packed; fills d->number */
/* With its bytes; of one that was removed they are empty. ERR_NOTFOUND. */
int store_meeting_document_get(struct store *st, struct arena *arena, struct meeting_document *out, int64_t meeting,
                               int64_t number, struct err *err);
/* ERR_NOTFOUND; ERR_STATE where it was removed before. */
int store_meeting_document_remove(struct store *st, int64_t meeting, int64_t number, struct str at, struct str who,
                                  struct err *err);
/* By number, without bytes, those that were removed too. */
int store_meeting_document_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err);
int store_meeting_document_next(struct store_iter *it, struct meeting_document *out, struct err *err);

/* `carried`: the conclusion that it goes on with, 0: none. ERR_STATE where that was carried over before. */
int store_conclusion_add(struct store *st, int64_t meeting, int64_t carried, struct conclusion *c, struct err *err);
int store_conclusion_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err); /* by number */
int store_conclusion_next(struct store_iter *it, struct conclusion *out, struct err *err); /* without arrays */
int store_assignee_add(struct store *st, int64_t conclusion, const struct assignee *a, struct err *err);
/* Of all conclusions of a meeting: by conclusion; countries by code, then organisations. */
int store_assignee_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err);
int store_assignee_next(struct store_iter *it, int64_t *conclusion, struct assignee *out, struct err *err);
int store_conclusion_note_add(struct store *st, int64_t conclusion, const struct conclusion_note *n, struct err *err);
/* Of all conclusions of a meeting: by conclusion, the oldest first. */
int store_conclusion_note_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err);
int store_conclusion_note_next(struct store_iter *it, int64_t *conclusion, struct conclusion_note *out,
                               struct err *err);

/* A round was launched from a meeting: once for each round. */
int store_launch_add(struct store *st, int64_t meeting, int64_t round, struct str at, struct str who, struct err *err);
struct launch {
    struct str round, at, who; /* the round's name */
};
int store_launch_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err); /* by round */
int store_launch_next(struct store_iter *it, struct launch *out, struct err *err);

/* The briefing as a PDF that was made before from the same (`basis`, a SHA-256 in hexadecimal): 1 it is there,
 * 0 not. */
int store_briefing_get(struct store *st, struct arena *arena, struct str *pdf, int64_t meeting, struct str language,
                       struct str basis, struct err *err);
int store_briefing_put(struct store *st, int64_t meeting, struct str language, struct str basis, struct str pdf,
                       struct err *err);

#endif
