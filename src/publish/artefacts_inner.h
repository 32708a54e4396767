/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files that make artefacts share: what is being made, its ids and its texts. Each file
 * makes artefacts of some classes and refers to those of the others by the ids below, whatever the
 * order in which they are made. */
#ifndef PUBLISH_ARTEFACTS_INNER_H
#define PUBLISH_ARTEFACTS_INNER_H

#include "publish/artefacts.h"

/* Of the organisation schemes that the standard names: their version is fixed as well. */
#define SCHEME_VERSION "1.0"

struct making {
    struct artefacts *all;
    struct arena *arena;   /* of what is made */
    struct arena scratch;  /* forgotten when all is made */
    const struct publishing *p;
    const struct ref *ref;
    struct said *area_name;      /* by area */
    const char **language;       /* besides English, as many as ref has */
    bool *reports;               /* by area: is of the region, or has figures */
    const struct cube_flow **flow; /* by indicator: its figures; NULL: none, or not known which */
    bool *listed;                /* by indicator: has a dataflow */
    bool *versions;              /* by indicator and version: its codes may occur in it */
};

bool *versions_of(const struct making *m, uint16_t indicator); /* by version */

/* -- ids and references ----------------------------------------------------------------- */

/* Put together in the arena, as printf does. */
struct str made(struct making *m, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Every artefact has a description: clients take one without for a stub. */
struct artefact *add(struct making *m, enum artefact_class cls, struct str id, struct str description);
struct reference refer(const struct making *m, enum artefact_class cls, struct str id, struct str item);

struct reference codelist_of(struct making *m, struct str dimension); /* CL_SEX of SEX */
struct str flow_id(struct making *m, uint16_t indicator);             /* DF_... */
struct reference flow_of(struct making *m, uint16_t indicator);
struct reference structure_reference(struct making *m, uint16_t indicator);
struct str agreement_id(struct making *m, uint16_t indicator, uint16_t area); /* PA_... */
/* "BA:741" as an id, which may have no ':' in it. */
struct str source_id(struct making *m, struct str source);

#define CONCEPTS STR("CS_ILMS")
#define SOURCE_CONCEPTS STR("CS_SOURCES")
#define DATA_PROVIDERS STR("DATA_PROVIDERS")
#define METADATA_PROVIDERS STR("METADATA_PROVIDERS")
#define CATEGORIES STR("CAS_ILMS")
#define SOURCES_FLOW STR("MDF_SOURCES")
#define CODES_AREA STR("CL_AREA")
#define CODES_SOURCE STR("CL_SOURCE")

/* -- texts -------------------------------------------------------------------------------- */

struct said in_english(struct making *m, struct str text); /* nothing of the empty text */
/* The text in English, and in each language in which ref has a name of that kind for the code. */
struct said named(struct making *m, const char *kind, struct str code, struct str english);
struct said concept_said(struct making *m, const char *id);
struct said scheme_said(struct making *m, struct str id); /* one that the program names (model/concept.h) */
/* "<a>: <b>" in the languages that both have. */
struct said joined(struct making *m, const struct said *a, const struct said *b);
/* "Employment" of "Employment by sex, age and citizenship". */
struct said subject(struct making *m, uint16_t indicator);

/* An annotation by itself, its text in English. */
struct annotation *annotate(struct making *m, const char *type, struct str title, struct str text);

/* -- items -------------------------------------------------------------------------------- */

struct items {
    struct item *v;
    uint32_t n, size;
};
/* Zeroed but for its id and name; valid until the next. The index of it is items.n - 1. */
struct item *item_add(struct making *m, struct items *items, struct str id, struct said name);
void items_put(struct making *m, struct artefact *a, const struct items *items);

/* A code may correspond to an aggregate and to that which the aggregate is a part of, or to one that
 * overlaps others: is this the one by which it is summed once? (artefacts_maps.c) */
bool correspondence_nearest(const struct ref *ref, uint32_t correspondence);

/* -- what each file makes -------------------------------------------------------------------- */

void make_codelists(struct making *m);      /* artefacts_lists.c: and the concepts */
void make_flows(struct making *m);          /* artefacts_flows.c: structures, flows */
void make_constraints(struct making *m);    /* artefacts_constraints.c: and provision agreements */
void make_organisations(struct making *m);  /* artefacts_orders.c */
void make_orders(struct making *m);         /* categories, taxonomy, process */
void make_hierarchies(struct making *m);    /* artefacts_hierarchies.c */
void make_maps(struct making *m);           /* artefacts_maps.c */
void make_sources(struct making *m);        /* artefacts_sources.c */

#endif
