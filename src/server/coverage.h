/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the releases before the one that is served had, for coverage after each round: read when somebody first
 * asks, kept until the snapshot goes. Of each release only a byte for a question table stays.
 *
 *     const struct cover_history *history = coverage_history(snap->coverage, &snap->loaded, &err);
 *
 * Asked by several threads at once, one reads and the others wait. */
#ifndef SERVER_COVERAGE_H
#define SERVER_COVERAGE_H

#include "publish/coverage_history.h"
#include "server/derived.h"

struct coverage_shelf;
struct coverage_shelf *coverage_shelf_new(struct shared_store *store); /* which outlives it */
void coverage_shelf_free(struct coverage_shelf *shelf);

/* NULL and what went wrong. */
const struct cover_history *coverage_history(struct coverage_shelf *shelf, const struct loaded *l, struct err *err);

#endif
