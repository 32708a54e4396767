/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where the figures of a derived block come from: for each observation its method and the keys of
 * its parents, which are of the same area and of the same release. Rests beside its block as the
 * origin does beside that of reported figures (model/block.h), in a packed form with a dictionary of
 * its own, compressed: it is much alike from one observation to the next. */
#ifndef MODEL_LINEAGE_H
#define MODEL_LINEAGE_H

#include "base/buf.h"
#include "model/ref.h"

struct parent {
    uint16_t indicator, sex, classif[2], period;
};

/* One observation's; `parents` are borrowed. */
struct lineage {
    struct str method;
    const struct parent *parents;
    uint32_t n;
};

/* Of n observations, in the order of their block. */
void lineage_pack(struct buf *out, const struct ref *ref, const struct lineage *v, size_t n);

/* Of observation `index`; method and parents live in the arena. ERR_INPUT when it is damaged, or
 * names what the reference data do not have. */
int lineage_get(struct lineage *out, struct arena *arena, const struct ref *ref, struct str bytes,
                uint32_t index, struct err *err);

#endif
