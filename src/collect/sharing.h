/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sharing, held to where releases are made: each audience has blocks of its own, made from only what
 * it may see.
 *
 *     sharing_apply(store, ref, now, &err);         in the transaction of a release, before it is added
 *     store_release_add(store, &release, &err);
 *     sources_release(store, release.id, &err);     what is said of their sources: collect/sources.h
 *
 * For every indicator and area of which something accepted is kept from the public or from members,
 * the best value is chosen anew from what is left, and what is derived of that area is computed anew
 * from these blocks alone. So where the best source is limited the next best one is shown, and no total,
 * difference, rate, share or growth gives a hidden figure away. Where a rule ends on a day, the same is
 * done for that day.
 *
 * Invariant: what the workshop has (store_wk_*, store_derived_*) stays everything that was accepted; it
 * is the office's view. Without a rule nothing here is done. */
#ifndef COLLECT_SHARING_H
#define COLLECT_SHARING_H

#include "model/ref.h"
#include "store/share.h"

/* The rules of a country (empty: of all) that were not revoked and are in force at `now`; texts in the
 * arena. */
int sharing_rules(struct sharing_rule **rules, size_t *n, struct store *st, struct arena *arena,
                  struct str area, struct str now, struct err *err);

/* Makes the variants of the workshop's blocks that a release at `now` is to have. Inside a
 * transaction; the derived figures of the workshop have to be up to date. */
int sharing_apply(struct store *st, const struct ref *ref, struct str now, struct err *err);

/* Withholds from the audiences that a rule is about what releases made before it show of what it
 * limits: whole blocks, and of the country all that is derived. *releases: how many have such a block;
 * *newest: the number of the last of them. Inside the transaction that adds the rule. */
int sharing_withhold(unsigned *releases, int64_t *newest, struct store *st, int64_t id,
                     const struct sharing_rule *rule, struct err *err);

#endif
