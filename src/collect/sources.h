/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources, as a release takes it over: for each audience what is said of the sources
 * whose figures it sees.
 *
 *     store_release_add(store, &release, &err);
 *     sources_release(store, release.id, &err);     in the same transaction
 *
 * A source is taken by the blocks that an audience gets of the release: one without figures there, a
 * withdrawn one, and whatever is of a person stay in the workshop. Of what becomes public on a later day
 * the source does so on that day. Blocks of countries that describe no source are not read.
 *
 * What is taken is an upper bound of what may be shown; store/share.h says what a reader has to do. */
#ifndef COLLECT_SOURCES_H
#define COLLECT_SOURCES_H

#include "store/share.h"

int sources_release(struct store *st, int64_t release, struct err *err);

/* Is each source that a release describes in a block which that audience gets? Calls `say` with a
 * sentence for each that is not, or of which something of a person is said. */
int sources_check(struct store *st, int64_t release, void (*say)(void *ctx, const char *sentence), void *ctx,
                  struct err *err);

#endif
