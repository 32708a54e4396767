/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the pages about meetings share. */
#ifndef DESK_MEETINGS_H
#define DESK_MEETINGS_H

#include "collect/meetings.h"
#include "desk/visit.h"

/* "/desk/meeting/2026", and what stands below it: "/session". */
const char *meeting_address(struct visit *v, struct str name, const char *below);
struct str meeting_days(struct visit *v, const struct meeting *m); /* "1 July 2026 to 2 July 2026" */
/* The state of a conclusion, of a country's part in it, or that it was carried over. */
void put_conclusion_state(struct visit *v, const char *key);
const char *conclusion_state_shown(const struct conclusion *c); /* the key of its words */
/* To whom it is assigned, each with how far it is; `own`: only the visitor's countries. */
void put_assigned(struct visit *v, const struct conclusion *c, bool own);
/* May the visitor say what became of it? */
bool may_track(const struct visit *v, const struct conclusion *c);

/* On the first screen: the next meeting, and what the visitor's countries still have to do. */
int front_meetings(struct visit *v, struct err *err);

#endif
