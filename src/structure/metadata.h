/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Messages that are no structure messages but are made of artefacts all the same: reference metadata
 * (GenericMetadata of SDMX-ML, SDMX-JSON 2.x, SDMX-CSV 2.x), and what is registered (RegistryInterface).
 *
 *     struct structure_message m = {.all = &all, .chosen = sets, .n = n, ...};
 *     metadata_forms[METADATA_JSON_21].write(&out, &m);
 *
 * The chosen are metadata sets; of a stub neither attributes nor values are written, save where the
 * form's schema wants the names of the attributes. */
#ifndef STRUCTURE_METADATA_H
#define STRUCTURE_METADATA_H

#include "structure/structure.h"

enum metadata_form {
    METADATA_ML_21,
    METADATA_ML_30,
    METADATA_ML_31,
    METADATA_JSON_20,
    METADATA_JSON_21,
    METADATA_CSV_20,
    METADATA_CSV_21,
    METADATA_FORMS
};
extern const struct structure_form_row metadata_forms[METADATA_FORMS];

/* Data that are to be had for a provision agreement, where, and since when. */
struct registration {
    struct str id;
    struct reference agreement;
    struct str updated;        /* a time with its zone */
    struct str address;        /* of the data themselves */
    struct str service;        /* of the web service that has them */
};
/* An answer to a query of registrations, in SDMX-ML 3.0 or 3.1; `m` says what is in the header. */
void registrations_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
                         const struct registration *v, size_t n);

#endif
