/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From a published figure back to the cell it was read from. */
#ifndef PUBLISH_TRACE_H
#define PUBLISH_TRACE_H

#include "model/cube.h"
#include "model/obs.h"
#include "store/store.h"

struct trace {
    struct question_table table; /* without cells */
    struct submission submission;
    struct obs cell;             /* as it was read; row, column, sheet */
};

/* Where observation `obs` of series `series` of a release's cube came from. Texts live in the
 * arena. ERR_INPUT when the base does not hold together. */
int trace_get(struct trace *out, struct arena *arena, struct store *st, const struct ref *ref,
              const struct cube *cube, const struct cube_flow *flow, uint32_t series, uint32_t obs,
              struct err *err);

#endif
