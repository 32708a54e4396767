/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Structure messages: artefacts (model/artefact.h) as SDMX-ML 2.1, 3.0, 3.1 and SDMX-JSON 1.0, 2.0,
 * 2.1. Each form is one file and one row of `structure_forms`, as formats of data are of io/format.h.
 *
 *     struct structure_message m = {.all = &all, .chosen = list, .n = n, .prepared = now};
 *     structure_forms[STRUCTURE_ML_21].write(&out, &m);
 *
 * Written in one go: the largest, everything there is, has some MB. */
#ifndef STRUCTURE_STRUCTURE_H
#define STRUCTURE_STRUCTURE_H

#include "base/buf.h"
#include "model/artefact.h"

/* How much of an artefact (SDMX-REST `detail`). A stub has id, agency, version, name and where the
 * whole is to be had; a complete stub also description and annotations. */
enum fullness { FULL, STUB, COMPLETE_STUB };

struct chosen {
    const struct artefact *artefact;
    enum fullness fullness;
};

struct structure_message {
    const struct artefacts *all; /* for what the chosen refer to (concept names in 1.0, for one) */
    const struct chosen *chosen; /* in order of class; each once */
    size_t n;
    struct str id, prepared, sender; /* of the message: prepared is a time with its zone */
    struct str language; /* of names; empty: all languages where the form can have several */
    struct str origin;   /* address of the service, "https://example.org"; for structureURL and links */
    struct str self;     /* address of what was asked for; empty: not said */
};

enum structure_form {
    STRUCTURE_ML_21,
    STRUCTURE_ML_30,
    STRUCTURE_ML_31,
    STRUCTURE_JSON_10,
    STRUCTURE_JSON_20,
    STRUCTURE_JSON_21,
    STRUCTURE_FORMS
};
struct structure_form_row {
    const char *name, *aliases; /* for format=, as in io/format.h: "structure" "sdmx-ml" ... */
    const char *mime;           /* application/vnd.sdmx.structure+xml;version=2.1 */
    const char *ext;
    enum sdmx_version version;  /* whose class names it uses */
    bool json;
    void (*write)(struct buf *out, const struct structure_message *m);
};
extern const struct structure_form_row structure_forms[STRUCTURE_FORMS];

/* The XSD of structure-specific data of a data structure, for the versions of SDMX-ML (SDMX 2.1
 * section 3B; 3.0 part 3b). `at_observation`: the dimension, "TIME_PERIOD" or "AllDimensions";
 * `flow`: the artefact whose schema was asked for, which gives the target namespace; `allowed`: its
 * constraint, whose codes alone are listed; may be NULL. */
struct schema_request {
    const struct artefacts *all;
    const struct artefact *structure, *flow, *allowed;
    enum sdmx_version version;
    struct str at_observation;
    bool deletion; /* of messages that delete: parts of a key will do */
};
void schema_write(struct buf *out, const struct schema_request *rq);
/* The same for SDMX-JSON 2.0 and 2.1: a JSON schema that adds to the standard's for messages of data
 * which components there are and which codes they may have. The dimension at the observation is of no
 * account. */
void schema_write_json(struct buf *out, const struct schema_request *rq);

/* Reading: the code lists, concept schemes, structures and flows of a message in SDMX-ML 2.1 or 3.x
 * or SDMX-JSON 1.0 or 2.x are added to `all`; what else is in it, annotations among them, is passed over,
 * as is what has no identity or one that is there already. artefacts_finish is the caller's. ERR_INPUT when
 * it is no structure message, ERR_LIMIT when it is larger than there is room for; what was read until then
 * is added. Texts are copied into the arena of `all`. */
int structure_read(struct artefacts *all, struct str bytes, struct err *err);

#endif
