/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A release out of the base into memory, with the reference data it was made with. */
#ifndef PUBLISH_LOAD_H
#define PUBLISH_LOAD_H

#include "model/cube.h"
#include "store/store.h"

struct loaded {
    struct ref *ref;
    struct cube *cube;
    struct release release;
    struct arena arena; /* the texts of `release` and of the cube's identity */
};

/* The release of that name or number, "" for the newest, that is visible at `now` ("" on a
 * connection that may see embargoed ones). `only` (an indicator's code, or empty) leaves out
 * everything else. ERR_NOTFOUND when there is none. */
int release_load(struct loaded *out, struct store *st, struct str name, struct str now,
                 struct str only, struct err *err);
void loaded_release(struct loaded *l);

/* The reference data of a version (0: the newest) as stored in the base. */
int ref_load_stored(struct ref **out, int64_t *version_found, struct store *st, int64_t version,
                    struct err *err);

#endif
