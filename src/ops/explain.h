/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of `ilms explain` share: explain.c for what was reported, explain_derived.c for what
 * was computed, whose parents are explained the same way again. */
#ifndef OPS_EXPLAIN_H
#define OPS_EXPLAIN_H

#include "ops/ops.h"

#include "publish/load.h"
#include "publish/trace.h"

/* One observation of a cube of the release. */
struct figure {
    const struct cube *cube;
    const struct cube_flow *flow;
    uint32_t series, obs;
    bool derived;
};

/* The submissions that were accepted when a release was made. */
struct earlier {
    int64_t *v;
    size_t n;
};

/* All that is known of a figure: a block of lines, or an object that is closed but not ended. */
int explain_figure(struct call *c, const struct loaded *l, const struct figure *g,
                   const struct earlier *earlier, struct err *err);
/* The part behind its head of a derived figure: how, in words and numbers, and its parents. */
int explain_derived(struct call *c, const struct loaded *l, const struct figure *g,
                    const struct earlier *earlier, struct err *err);

struct str explain_number(struct arena *arena, double value, unsigned decimals);

#endif
