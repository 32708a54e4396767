/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The derived figures of an area, made from its best ones (analyse/derive.h) and kept packed beside
 * them. They follow from the blocks of the area, from the reference data and from how they are made;
 * a hash over these three, the basis, says whether what is kept is what would be made now. */
#ifndef COLLECT_DERIVED_H
#define COLLECT_DERIVED_H

#include "model/ref.h"
#include "store/store.h"

/* Makes those of one area anew where the basis is another; inside a transaction. */
int derived_update(struct store *st, const struct ref *ref, struct str area, struct err *err);

/* What follows from given blocks of one area, in order of indicator: `one` is called for each derived
 * indicator. Reads and writes no base. */
int derived_of(const struct str *blocks, size_t n, const struct ref *ref,
               int (*one)(void *ctx, const struct wk_derived *d, struct err *err), void *ctx,
               struct err *err);

/* The areas whose basis is another: after an acceptance none, after the program or its reference
 * data were replaced all. Texts in the arena. */
int derived_stale(struct str **areas, size_t *n, struct store *st, const struct ref *ref,
                  struct arena *arena, struct err *err);

/* What stands of an area, and what follows from its blocks: one hash over each. They are to be the
 * same unless the area is stale, which *fresh says. Does not write. */
int derived_compare(bool *same, bool *fresh, struct store *st, const struct ref *ref,
                    struct str area, struct err *err);

#endif
