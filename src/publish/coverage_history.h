/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The releases of a base, one after the other, as coverage's growth (analyse/coverage_growth.h) needs them.
 *
 *     struct cover_history history;
 *     cover_history_load(&history, &arena, store, ref, &loaded, now, &err);
 *
 * Each release is seen as the audience of the connection sees it now. */
#ifndef PUBLISH_COVERAGE_HISTORY_H
#define PUBLISH_COVERAGE_HISTORY_H

#include "analyse/coverage_growth.h"
#include "publish/load.h"

/* Of the releases up to one that is loaded with its rounds; NULL: of all. `store` is the caller's meanwhile. */
int cover_history_load(struct cover_history *out, struct arena *arena, struct store *st, struct ref *ref,
                       const struct loaded *l, struct str now, struct err *err);
/* Adds what is accepted now. */
void cover_history_add(struct cover_history *history, struct arena *arena, const struct ref *ref,
                       const struct cube *cube, const struct rounds *rounds);

/* Also what was accepted in answer to each round, which is not for the public. */
int cover_growth_answers(struct cover_growth *growth, struct store *st, const struct coverage_view *v,
                         struct err *err);

#endif
