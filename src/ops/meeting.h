/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the operations about meetings share. Each takes the meeting's name as its parameter "meeting". */
#ifndef OPS_MEETING_H
#define OPS_MEETING_H

#include "collect/meetings.h"
#include "ops/ops.h"

/* All of the meeting that "meeting" names, in the call's arena. */
int call_gathering(struct gathering *out, struct call *c, struct err *err);
/* The meeting alone. */
int call_meeting(struct meeting *out, struct call *c, struct err *err);
/* A number that an option or parameter says, 0 where it says none; ERR_USAGE when it is no number from 1. */
int call_number(int64_t *out, struct call *c, const char *name, struct err *err);
/* A country of the reference data that an option says; empty where it says none. */
int call_country(struct str *out, struct call *c, const char *name, struct err *err);
/* One line of text that has to be said. */
int call_line(struct str *out, struct call *c, const char *name, const char *what, struct err *err);
/* The session that --session says is one of the meeting's; 0 where it says none. */
int call_session(int64_t *out, struct call *c, const struct gathering *g, struct err *err);

/* As a line each, of text or JSON. */
void put_meeting(struct call *c, const struct meeting *m);
void put_session(struct call *c, const struct meeting *m, const struct meeting_session *s);
/* a name to the office alone */
void put_participant(struct call *c, const struct meeting *m, const struct participant *p);
void put_document(struct call *c, const struct meeting *m, const struct meeting_document *d);
void put_conclusion(struct call *c, const struct meeting *m, const struct conclusion *k);

#endif
