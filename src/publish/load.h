/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A release out of the base into memory, with the reference data it was made with. */
#ifndef PUBLISH_LOAD_H
#define PUBLISH_LOAD_H

#include "model/catalogue.h"
#include "model/cube.h"
#include "publish/rounds.h"
#include "store/store.h"

struct loaded {
    struct ref *ref;
    struct cube *cube;    /* what was reported */
    struct cube *derived; /* what is computed from it: NULL until asked for by release_load_derived */
    struct release release;
    /* What the release says of the sources that have figures in `cube`, by area and source; never of a
     * person. None in a release from before this was kept. */
    struct catalogue_source *sources;
    size_t nsources;
    struct rounds rounds; /* that there had been when it was made: none until asked for */
    /* What names exactly what is seen of the release: its hash, or another where not all of it is seen
     * or more than on its first day; and when that changes next by date (store/share.h). */
    struct str view, changes_at;
    struct arena arena; /* the texts of `release` and of the cube's identity, and the sources */
    bool ref_borrowed;
};

/* The release of that name or number, "" for the newest, that is visible at `now` ("" on a
 * connection that may see embargoed ones). `only` (an indicator's code, or empty) leaves out
 * everything else. What is loaded is what the audience of the connection sees at that time.
 * ERR_NOTFOUND when there is none. */
int release_load(struct loaded *out, struct store *st, struct str name, struct str now,
                 struct str only, struct err *err);
/* The same, with the reference data of what is loaded already where the release was made with that
 * version of them: `beside` outlives it. */
int release_load_beside(struct loaded *out, const struct loaded *beside, struct store *st, struct str name,
                        struct str now, struct str only, struct err *err);
/* The same in the codes of other reference data, which outlive it, whatever the release was made with: to
 * compare. ERR_INPUT: it uses a code that they do not have. */
int release_load_in(struct loaded *out, struct ref *ref, struct store *st, struct str name, struct str now,
                    struct err *err);
void loaded_release(struct loaded *l);

/* Its derived figures as well: the flows of derived indicators, and in flows of others the cells
 * that nobody reported. Of a release without any the cube is empty. */
int release_load_derived(struct loaded *l, struct store *st, struct str only, struct err *err);

/* What it says of rounds: none in a release from before this was kept. */
int release_load_rounds(struct loaded *l, struct store *st, struct err *err);

/* The indicator, when the flow of that name is a derived one's; else 0. */
uint16_t derived_flow(const struct ref *ref, struct str flow);

/* The cube in which a flow of that name (as query_flow has it) is: the derived one for a derived
 * indicator. */
const struct cube *loaded_cube(const struct loaded *l, struct str flow);

/* The reference data of a version (0: the newest) as stored in the base. */
int ref_load_stored(struct ref **out, int64_t *version_found, struct store *st, int64_t version,
                    struct err *err);

#endif
