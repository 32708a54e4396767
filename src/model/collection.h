/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A collection of somebody else: figures of an international organisation on the same subject, kept beside
 * what countries report and never among it. It has its own licence, its own vintage, its own cube.
 *
 * What it says of migrants from one country in another it says in one of two ways, whichever its tables
 * have: as a stock by origin, of the country of destination (MST_TPOP_COU), or, where by sex, as seen from
 * the origin (MNA_TPOP_SEX_CRS: area is the origin, CRS_RES_* the destination). That is a way to write it down;
 * what it counts stands in `definition`, `criterion` and `population`. Totals of a destination, and its
 * population, are MST_TPOP_SEX_MIG. Where men and women are given and nobody has added them up, the importer
 * does, if its mapping says so: such a figure has status L. */
#ifndef MODEL_COLLECTION_H
#define MODEL_COLLECTION_H

#include "model/cube.h"

/* Everything is text as its importer's mapping file says it; none is empty but where noted. */
struct collection {
    int64_t id;              /* in a base: each import has its own */
    struct str code;         /* "UNDESA_IMS": what stays the same from vintage to vintage */
    struct str vintage;      /* "2019" */
    struct str name;         /* "International Migrant Stock 2019" */
    struct str publisher;    /* "United Nations, Department of Economic and Social Affairs, Population Division" */
    struct str licence;      /* "CC BY 3.0 IGO" */
    struct str attribution;  /* the sentence that the licence asks for */
    struct str address;      /* where it was published; may be empty */
    struct str definition;   /* what is counted, in a sentence or two */
    struct str criterion;    /* birth, citizenship, mixed */
    struct str population;   /* "all ages", "15 and over" */
    struct str retrieved;    /* the day on which it was taken; may be empty */
    struct str imported_at, who;
    struct str file_name, sha256; /* of the last file */
    int64_t nobs;
    struct cube *cube;       /* NULL: not loaded */
    uint32_t nunknown;       /* series left out of the cube, of codes that its reference data do not have */
};

enum collection_field {
    COLLECTION_CODE,
    COLLECTION_VINTAGE,
    COLLECTION_NAME,
    COLLECTION_PUBLISHER,
    COLLECTION_LICENCE,
    COLLECTION_ATTRIBUTION,
    COLLECTION_ADDRESS,
    COLLECTION_DEFINITION,
    COLLECTION_CRITERION,
    COLLECTION_POPULATION,
    COLLECTION_RETRIEVED,
    COLLECTION_FIELDS
};
/* "licence"; as a mapping file and JSON have it. */
const char *collection_field_name(enum collection_field field);
bool collection_field_needed(enum collection_field field);
struct str *collection_field_of(struct collection *c, enum collection_field field);
/* What would be right, as "a day as 2024-05-31", where a text cannot stand there; NULL: it can. */
const char *collection_field_wrong(enum collection_field field, struct str text);

/* "UNDESA_IMS@2019" or "UNDESA_IMS" apart; false: it is neither. */
bool collection_name_split(struct str *code, struct str *vintage, struct str name);

/* Each of its figures names it as its source, so that none stands anywhere without: "UNDESA_IMS:2019". */
enum { COLLECTION_SOURCE = 80 };
size_t collection_source(char out[COLLECTION_SOURCE], const struct collection *c);

#endif
