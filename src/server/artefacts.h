/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The artefacts of the release that is served: made when a reader first asks for structures, kept until
 * the snapshot goes. Asked by several threads at once, one makes them and the others wait. */
#ifndef SERVER_ARTEFACTS_H
#define SERVER_ARTEFACTS_H

#include "publish/artefacts.h"
#include "server/derived.h"

struct artefact_shelf;
struct artefact_shelf *artefact_shelf_new(void);
void artefact_shelf_free(struct artefact_shelf *shelf); /* may be NULL */
/* Never NULL; what is in it never changes. `derived` NULL: nothing of what is derived is known. */
const struct artefacts *artefact_shelf_get(struct artefact_shelf *shelf, const struct loaded *l,
                                           const struct derived_cubes *derived);

#endif
