/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the pages about rounds share. */
#ifndef DESK_ROUNDS_H
#define DESK_ROUNDS_H

#include "collect/progress.h"
#include "desk/visit.h"

/* All, the newest first. */
int rounds_load(struct round **out, size_t *n, struct visit *v, struct err *err);
/* "/desk/round/2026/KHM"; without area where it is empty. */
const char *round_address(struct visit *v, struct str round, struct str area);

void put_deadline(struct visit *v, const struct round *round, int64_t days_left);
void put_counts(struct visit *v, const struct progress *p); /* asked, answered, accepted, open errors */
/* The questionnaire to take away, the place to drop what comes back. */
void put_exchange(struct visit *v, const struct round *round, uint16_t area, const char *heading); /* "h3" */

#endif
