/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The derived figures of the release that is served: read from the base when a reader first asks for
 * them, flow by flow, since most do not and they are three times as many as the reported ones. What
 * was read stays until the snapshot goes.
 *
 * Asked by several threads at once, one reads and the others wait; nobody else does. */
#ifndef SERVER_DERIVED_H
#define SERVER_DERIVED_H

#include "io/format.h"
#include "model/lineage.h"
#include "publish/load.h"

#include <pthread.h>

/* The one connection of the server to its base, in turns. A second one to the same file in one
 * process would undo its locks: closing any descriptor of a file lets go of all that the process has
 * on it (POSIX), and the log could be taken away from under the first. */
struct shared_store {
    pthread_mutex_t lock;
    struct store *st;
};

struct derived_cubes;
struct derived_cubes *derived_cubes_new(struct shared_store *store); /* which outlives it */
void derived_cubes_free(struct derived_cubes *d);

/* A cube with the derived figures of one flow (with indicator 0: of all), or, `joined`, these among
 * what was reported; and the fixed parts of answers from it. NULL and what went wrong. */
const struct cube *derived_cube(struct derived_cubes *d, const struct loaded *l, uint16_t indicator,
                                bool joined, const struct fragments **fragments, struct err *err);

/* How a figure of such a cube was made, and of which others. ERR_NOTFOUND: it was reported. In the arena. */
int derived_lineage(struct lineage *out, struct arena *arena, struct derived_cubes *d, const struct cube *cube,
                    const struct cube_flow *flow, uint32_t series, uint32_t obs, struct err *err);

/* All derived figures, to be looked at once: the caller frees the cube. Negative when they cannot be read. */
int derived_read(struct cube **out, const struct derived_cubes *d, const struct loaded *l, struct err *err);

#endif
