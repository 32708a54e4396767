/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is different between two releases, figure by figure. Blocks that are the same by their hash are the
 * same figures, so only the others are opened. What is compared is what the audience of the connection sees.
 *
 *     struct block_change *v;
 *     size_t n;
 *     block_changes(&v, &n, &arena, store, old.id, new.id, false, &err);
 *     for (size_t i = 0; i < n; i++)
 *         figures_compare(&v[i], store, tell, ctx, &err);
 *
 *     changes_count(&v, &n, &arena, store, old.id, new.id, false, &err);        only how many
 *
 * A release of number 0 stands for "nothing before". Reported figures and, with `derived`, those computed
 * from them are compared by themselves. */
#ifndef PUBLISH_CHANGES_H
#define PUBLISH_CHANGES_H

#include "store/store.h"

/* The figures of one indicator and country that are not the same in both, in order of these. */
struct block_change {
    struct str indicator, area;
    int64_t old, new; /* releases; 0: it has none of them */
    bool derived;
};
int block_changes(struct block_change **out, size_t *n, struct arena *arena, struct store *st, int64_t old,
                  int64_t new, bool derived, struct err *err);

struct figure {
    struct str key; /* freq sex classif1 classif2, with dots */
    uint16_t period;
    double value;
    uint8_t decimals;
    char status;
};
/* Tells of each figure that came (old NULL), went (new NULL) or has another value or status, in order of
 * key and period. A negative answer ends it and comes back. */
typedef int figure_change_fn(void *ctx, const struct block_change *b, const struct figure *old,
                             const struct figure *new, struct err *err);
int figures_compare(const struct block_change *b, struct store *st, figure_change_fn *tell, void *ctx,
                    struct err *err);

/* How many figures of an indicator and country; all 0: only notes, sources or decimals are others. */
struct change_count {
    struct str indicator, area;
    uint32_t inserted, changed, deleted;
};
int block_count(struct change_count *out, const struct block_change *b, struct store *st, struct err *err);
int changes_count(struct change_count **out, size_t *n, struct arena *arena, struct store *st, int64_t old,
                  int64_t new, bool derived, struct err *err);

#endif
