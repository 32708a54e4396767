/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the writers of structure messages have in common. For the files of src/structure alone.
 *
 * Some artefacts have a version that the standard fixes: an organisation scheme is 1.0 for ever, and
 * so is a categorisation of 3.1. The model gives every artefact the same version; references are
 * therefore written as `message_reference` says. */
#ifndef STRUCTURE_INNER_H
#define STRUCTURE_INNER_H

#include "structure/structure.h"
#include "syntax/json.h"
#include "syntax/xml.h"

enum { ARENA_CEILING = 256 << 20 };

/* -- what is written, whatever the form ------------------------------------------------------ */

bool version_fixed(enum artefact_class cls, enum sdmx_version version);
struct reference message_reference(struct reference r, enum sdmx_version version);
void message_urn(struct buf *out, struct reference r, enum sdmx_version version);
/* Of something inside of an artefact: urn:sdmx:org.sdmx.infomodel.<class>=AG:ID(1.0.0).<item> */
void message_urn_inside(struct buf *out, const char *class_name, const struct artefact *a, struct str item);

/* The texts to be written: in the language asked for, or the first there is; all when none was. */
unsigned said_chosen(const struct tongue **out, const struct said *s, struct str language);

/* Where the whole of an artefact is to be had: API 1 or 2. Nothing when the service has no address. */
void message_address(struct buf *out, const struct structure_message *m, const struct artefact *a,
                     unsigned api);

/* Parts by their whole: the parts of i stand at first[i + 1], next[that]; those of nothing at first[0].
 * Indexes + 1; 0: no more. */
struct nest {
    uint32_t *first, *next;
};
struct nest nest_items(const struct artefact *a, struct arena *arena);
struct nest nest_nodes(const struct artefact *a, struct arena *arena);
struct nest nest_components(const struct artefact *a, struct arena *arena);

/* The structure that a structure, flow or provision agreement has; NULL when it is not in `all`. */
const struct artefact *message_structure(const struct artefacts *all, struct reference r);
/* NULL: it has none of that name. */
const struct component *component_find(const struct artefact *structure, struct str id);
/* The code list of its values, its own or that of its concept; NULL: none, or not in `all`. */
const struct artefact *component_codelist(const struct artefacts *all, const struct component *c);
/* What a constraint (may be NULL) names of a component by codes; NULL: nothing. */
const struct cube_region_value *constraint_codes(const struct artefact *constraint, struct str component);
/* Is the component of a constraint an attribute or measure of what the constraint is for? */
bool constraint_of_attribute(const struct artefacts *all, const struct artefact *constraint,
                             struct str component);
/* The targets of a constraint that can stand together, of the class of the first that may be one. */
unsigned constraint_targets(const struct reference **out, const struct artefact *constraint,
                            struct arena *arena);
/* "2019-01-01T00:00:00" of a period's first or last second; a date or time as it is. */
struct str period_moment(struct str period, bool last, struct arena *arena);

/* Of which classes the things are that metadata sets of a flow are about, as bits; 0: it has none. */
uint32_t metadata_targets(const struct artefacts *all, const struct artefact *structure_or_flow);

extern const char *const text_types[]; /* by enum text_type; NULL: none */
/* In 2.1 a metadata structure has a target and a report by name. */
#define METADATA_TARGET "TARGET"
#define METADATA_REPORT "REPORT"

/* The numbers of an actual constraint as annotations, where the form has no other place. */
unsigned metric_annotations(struct annotation out[2], const struct artefact *constraint, struct arena *arena);

/* The forms, by the name of their row. */
void structure_write_ml_21(struct buf *out, const struct structure_message *m);
void structure_write_ml_30(struct buf *out, const struct structure_message *m);
void structure_write_ml_31(struct buf *out, const struct structure_message *m);
void structure_write_json_10(struct buf *out, const struct structure_message *m);
void structure_write_json_20(struct buf *out, const struct structure_message *m);
void structure_write_json_21(struct buf *out, const struct structure_message *m);

/* -- SDMX-ML --------------------------------------------------------------------------------- */

struct ml {
    struct xml x;
    const struct structure_message *m;
    enum sdmx_version version;
    struct arena arena; /* until the end of the message */
    struct buf text;    /* for one attribute or text at a time */
};

/* Classes of a version: where they stand in a message and what is in them. */
struct ml_class {
    enum artefact_class cls;
    const char *group, *element; /* those with the same group follow each other */
    bool (*has)(const struct ml *w, const struct artefact *a); /* NULL: all of the class */
    void (*attributes)(struct ml *w, const struct artefact *a); /* NULL: none but what all have */
    void (*body)(struct ml *w, const struct artefact *a, bool whole);
    bool bare; /* neither identity nor names */
};

void ml_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
              const struct ml_class *classes, size_t n);
/* The beginning of any message: root, header up to the sender. */
void ml_open_message(struct ml *w, const char *root);
void ml_said(struct ml *w, const char *element, const struct said *s);
void ml_annotations(struct ml *w, const struct annotation *v, unsigned n);
/* Annotations, name and description of something with a name; the id when it has no name. */
void ml_names(struct ml *w, const struct annotation *v, unsigned n, const struct said *name,
              const struct said *description, struct str id);
void ml_text(struct ml *w, const char *element, struct str text);
void ml_urn(struct ml *w, const char *element, struct reference r);
/* <element><Ref .../></element> (2.1) */
void ml_ref(struct ml *w, const char *element, struct reference r);
/* The same, under a name of its own in the message; clients such as sdmx1 want one. */
void ml_ref_as(struct ml *w, const char *element, struct str alias, struct reference r);
void ml_ref_local(struct ml *w, const char *element, struct str id);
/* Either of the two, as the version has it. */
void ml_reference(struct ml *w, const char *element, struct reference r);
/* What a region has of one component; nothing when it has nothing. */
void ml_region_value(struct ml *w, const struct cube_region_value *v, bool attribute);
/* The items: those with parents inside of these, or beside them and naming them. */
void ml_items(struct ml *w, const struct artefact *a, const char *element);

/* -- SDMX-JSON ------------------------------------------------------------------------------- */

struct js {
    struct json j;
    const struct structure_message *m;
    enum sdmx_version version; /* 2.1 is JSON 1.0, 3.0 is 2.0, 3.1 is 2.1 */
    struct arena arena;
    struct buf text;
};

struct js_class {
    enum artefact_class cls;
    const char *group;
    bool (*has)(const struct js *w, const struct artefact *a);
    void (*body)(struct js *w, const struct artefact *a, bool whole);
    bool bare;
};

void js_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
              const struct js_class *classes, size_t n);
void js_open_message(struct js *w, const char *schema);
void js_said(struct js *w, const char *one, const char *all, const struct said *s, struct str id);
void js_annotations(struct js *w, const struct annotation *v, unsigned n);
void js_names(struct js *w, const struct annotation *v, unsigned n, const struct said *name,
              const struct said *description, struct str id);
void js_urn(struct js *w, const char *key, struct reference r); /* key NULL: in an array */
void js_urn_inside(struct js *w, const char *key, const char *class_name, const struct artefact *a,
                   struct str item);
void js_items(struct js *w, const struct artefact *a, const char *key);
void js_region(struct js *w, const struct artefact *a);
/* {enumeration: urn} or {format: {dataType}}; nothing when neither is said. */
void js_representation(struct js *w, const char *key, struct reference codelist, enum text_type text,
                       bool multiple);
/* What a constraint is for: "dataflows": [urn...], "dataProvider": urn. */
void js_targets(struct js *w, const struct artefact *constraint);

#endif
