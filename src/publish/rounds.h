/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What rounds asked, as a release knows it or as the base does, in the codes of the reference data.
 *
 *     struct rounds rounds;
 *     asked_rounds_load(&rounds, &arena, store, ref, release.id, &err);
 *     for (size_t i = 0; i < rounds.n; i++)
 *         rounds.v[i].name, &rounds.asks[rounds.v[i].ask], rounds.v[i].nasks ...
 *
 * Countries and tables that the reference data do not have are left out. Texts belong to the arena. */
#ifndef PUBLISH_ROUNDS_H
#define PUBLISH_ROUNDS_H

#include "analyse/coverage_view.h"
#include "store/store.h"

/* Of a release; 0: of the base as it stands now, which is not for the public. */
int asked_rounds_load(struct rounds *out, struct arena *arena, struct store *st, const struct ref *ref, int64_t release,
                struct err *err);
#endif
