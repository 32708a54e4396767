/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds, as a release takes them over: what was asked of whom by when, and what a country said does not
 * apply to it. Who opened, closed and said stays in the workshop.
 *
 *     store_release_add(store, &release, &err);
 *     rounds_release(store, ref, release.id, &err);     in the same transaction */
#ifndef COLLECT_ROUNDS_H
#define COLLECT_ROUNDS_H

#include "model/ref.h"
#include "store/rounds.h"

int rounds_release(struct store *st, const struct ref *ref, int64_t release, struct err *err);

/* What a round asks, by country and table, in the arena; of one that was opened by an older program, which
 * kept nothing of that, all tables of its criterion of every member. */
int asks_of_round(struct ask **out, size_t *n, struct arena *arena, struct store *st, const struct ref *ref,
                  const struct round *round, struct err *err);

#endif
