/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From a published figure back to the cell it was read from. */
#ifndef PUBLISH_TRACE_H
#define PUBLISH_TRACE_H

#include "model/cube.h"
#include "model/lineage.h"
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

/* What a derived figure was made of and how, for an observation of a cube of derived figures. */
int trace_lineage(struct lineage *out, struct arena *arena, struct store *st, const struct ref *ref,
                  const struct cube *cube, const struct cube_flow *flow, uint32_t series,
                  uint32_t obs, struct err *err);

/* The figures of one indicator and area of a release as a cube of its own, reported or derived; NULL
 * in *out when it has none. To be freed with cube_free. */
int trace_cube(struct cube **out, struct store *st, const struct ref *ref,
               const struct release *release, uint16_t indicator, uint16_t area, bool derived,
               struct err *err);

#endif
