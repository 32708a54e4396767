/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What came, changed and went from one release to the next, as a cube of its own from which messages
 * are written (SDMX-REST: updatedAfter, includeHistory, asOf).
 *
 *     struct history h;
 *     history_init(&h, ref);
 *     history_add(&h, NULL, first, indicator, STR("2024-01-15T10:00:00Z"), &err);   all of it
 *     history_add(&h, first, second, indicator, STR("2025-01-15T10:00:00Z"), &err); what differs
 *     history_finish(&h);
 *     for (unsigned i = 0; i < h.n; i++) ...      a dataset each: h.cube->flows[i]
 *     history_release(&h);
 *
 * The flows of this cube are parts of the history: an indicator has several, one after another in the
 * order in which they were added. Everything else holds as in model/cube.h, so slices of it are queried
 * and written as of any other. What is gone has its key and no value, status, source or note: in a
 * message that deletes, only what is whole is told by its key.
 *
 * An observation has changed when its value, decimals, status, source or a note is another. Releases
 * may be of different versions of the reference data: they are compared by what codes are called, and
 * what `ref` has no code for cannot be said and is left out. */
#ifndef PUBLISH_HISTORY_H
#define PUBLISH_HISTORY_H

#include "base/err.h"
#include "model/cube.h"

struct history_part {
    uint16_t indicator;
    bool gone;     /* was there until `at`; else it is there from then on */
    struct str at; /* as given; belongs to the history */
};

struct history {
    const struct ref *ref; /* outlives it */
    struct cube *cube;
    struct history_part *part; /* as cube->flows */
    unsigned n;
    /* while it is made */
    struct strset sources, notes;
    struct translation *known;
    unsigned nknown;
    uint32_t series_size, obs_size;
    struct arena arena;
};

void history_init(struct history *h, const struct ref *ref);
/* What of an indicator (of `ref`) is in `newer` and not, or not so, in `older`, and then what is in
 * `older` and no longer in `newer`: none, one or two parts. Either may be NULL: nothing. The cubes stay
 * until history_forget or history_finish. ERR_LIMIT when there are more sources or notes than a cube can number. */
int history_add(struct history *h, const struct cube *older, const struct cube *newer, uint16_t indicator,
                struct str at, struct err *err);
/* The same where readers had been able to see not all of `older`, or otherwise than today, but `had`:
 * what is new is what was not in that. NULL: as `older`. */
int history_add_seen(struct history *h, const struct cube *had, const struct cube *older,
                     const struct cube *newer, uint16_t indicator, struct str at, struct err *err);
void history_forget(struct history *h); /* cubes that were given may go */
void history_finish(struct history *h);
void history_release(struct history *h);

#endif
