/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The gaps of the release that is served, and what goes with them: made when a reader first asks, kept until the
 * snapshot goes. Asked by several threads at once, one makes them and the others wait. */
#ifndef SERVER_GAPS_H
#define SERVER_GAPS_H

#include "publish/gaps_write.h"
#include "publish/load.h"

/* Of all years that have figures. */
struct gaps_shown {
    struct gaps_made made;
    const struct potential *potential;
    size_t npotential;
    const struct rated_source *rated;
    size_t nrated;
};

struct gaps_shelf;
struct gaps_shelf *gaps_shelf_new(void);
void gaps_shelf_free(struct gaps_shelf *shelf); /* may be NULL */
/* Never NULL; what is in it never changes. A release has to be loaded. */
const struct gaps_shown *gaps_shelf_get(struct gaps_shelf *shelf, const struct loaded *l);

#endif
