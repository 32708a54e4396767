/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The SDMX information model (SDMX 3.0 Technical Notes, section 2; for 2.1 what that version can say
 * of it): maintainable artefacts as plain structs, without a word of how they are written down.
 *
 *     struct artefact *a = artefacts_add(&all, ART_CODELIST, STR("ILO"), STR("CL_SEX"), STR("1.0.0"));
 *     a->name = ...; a->item = ...; a->nitems = 4;
 *
 * publish/artefacts makes them from the reference data and a release; structure/ writes them as
 * messages; publish/structures answers queries over them. All memory is one arena's, which whoever
 * fills the set owns; once filled nothing changes and any number of threads may read. */
#ifndef MODEL_ARTEFACT_H
#define MODEL_ARTEFACT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"

/* In the order in which messages have them. The classes of 2.1 that 3.x split or renamed are one
 * here: ART_CONSTRAINT is a ContentConstraint, or a DataConstraint / MetadataConstraint;
 * ART_HIERARCHY a HierarchicalCodelist with one hierarchy, or a Hierarchy; the maps of a
 * StructureSet are artefacts of their own in 3.x. */
enum artefact_class {
    ART_AGENCY_SCHEME,
    ART_DATA_PROVIDER_SCHEME,
    ART_DATA_CONSUMER_SCHEME,
    ART_ORGANISATION_UNIT_SCHEME,
    ART_METADATA_PROVIDER_SCHEME,
    ART_DATAFLOW,
    ART_METADATAFLOW,
    ART_CATEGORY_SCHEME,
    ART_CATEGORISATION,
    ART_CODELIST,
    ART_HIERARCHY,
    ART_HIERARCHY_ASSOCIATION,
    ART_CONCEPT_SCHEME,
    ART_METADATA_STRUCTURE,
    ART_DATA_STRUCTURE,
    ART_STRUCTURE_MAP,      /* with its representation maps: a StructureSet of 2.1 */
    ART_REPRESENTATION_MAP, /* 2.1: a CodelistMap inside the StructureSet of that id */
    ART_REPORTING_TAXONOMY,
    ART_PROCESS,
    ART_CONSTRAINT,
    ART_PROVISION_AGREEMENT,
    ART_METADATA_PROVISION_AGREEMENT,
    ART_METADATA_SET,
    ART_CLASSES
};

/* A text in languages; the first is English. */
struct tongue {
    struct str language, text;
};
struct said {
    const struct tongue *in;
    unsigned n;
};

/* What a URN says: urn:sdmx:org.sdmx.infomodel.<package>.<class>=<agency>:<id>(<version>)[.<item>].
 * agency empty: refers to nothing. */
struct reference {
    enum artefact_class cls;
    struct str agency, id, version;
    struct str item; /* of a scheme or structure; nested ids with dots; empty: the whole */
};

struct annotation {
    struct str id, title, type, url;
    struct said text;
};

/* A code, concept, category, agency, provider, consumer, unit, process step or reporting category.
 * Items stand in order, a parent before its parts. */
struct item {
    struct str id; /* without its parents' */
    struct said name, description;
    uint32_t parent;         /* index + 1 of the parent; 0: none */
    struct reference format; /* of a concept: the code list of its core representation; of a reporting
                                category: the flow that is reported; may be none */
    const struct annotation *annotation;
    unsigned nannotations;
};

/* How the values of a component are written when no code list says. */
enum text_type {
    TEXT_NONE, TEXT_STRING, TEXT_DOUBLE, TEXT_INTEGER, TEXT_TIME /* ObservationalTimePeriod */, TEXT_BOOLEAN
};

enum component_role { COMP_DIMENSION, COMP_TIME, COMP_MEASURE, COMP_ATTRIBUTE, COMP_METADATA };
enum attachment { ATTACH_DATASET, ATTACH_DIMENSIONS, ATTACH_OBSERVATION };

struct component {
    enum component_role role;
    struct str id;
    struct reference concept;  /* item: the concept */
    struct reference codelist; /* none: `text` says */
    enum text_type text;
    bool mandatory;       /* attributes, measures: has to be there */
    bool multiple;        /* metadata attributes, attributes of 3.x: several values */
    bool presentational;  /* metadata attributes: holds parts only */
    uint32_t parent;      /* metadata attributes: index + 1 */
    enum attachment attachment; /* attributes */
    const struct str *dimension; /* ATTACH_DIMENSIONS: which */
    unsigned ndimensions;
};

/* Constraints: per component the codes that exist or are allowed; in order of the structure. */
struct cube_region_value {
    struct str component;
    const struct str *code;
    uint32_t ncodes;
    struct str from, to; /* of the time dimension, instead of codes; periods or dates */
};

struct hierarchy_node {
    struct str id;
    struct reference code; /* item: the code */
    uint32_t parent;       /* index + 1 */
    uint16_t level;        /* index + 1 of `item`, which has the levels; 0: none */
};

/* What in the source is what in the target. */
struct map_row {
    struct str from, to;
};
struct component_map {
    struct str from, to;      /* components of the two structures */
    struct reference mapping; /* the representation map; none: values stay as they are */
};

struct metadata_value {
    struct str attribute; /* id path with dots in the metadata structure */
    struct said text;     /* one tongue without a language: not a text in languages */
};

struct artefact {
    enum artefact_class cls;
    struct str agency, id, version;
    struct said name, description;
    const struct annotation *annotation;
    unsigned nannotations;
    bool is_partial; /* an item scheme of which items were left out */

    /* schemes, code lists, taxonomies, processes; a hierarchy's levels */
    const struct item *item;
    uint32_t nitems;

    /* ART_DATA_STRUCTURE, ART_METADATA_STRUCTURE */
    const struct component *component;
    unsigned ncomponents;

    /* dataflow, metadataflow: the structure; provision agreements: the flow; categorisation: what is
     * categorised; hierarchy association: the hierarchy; metadata set: the metadataflow or the
     * provision agreement; constraint: unused */
    struct reference structure;
    /* provision agreements: the provider; categorisation: the category; hierarchy association: the
     * component or code list it is for; metadata set: the metadata provider */
    struct reference other;

    /* ART_CONSTRAINT: what it is for; ART_METADATA_SET: what it is about */
    const struct reference *target;
    unsigned ntargets;
    bool actual; /* what there is; else what is allowed */
    const struct cube_region_value *region;
    unsigned nregions;
    uint64_t nseries, nobs; /* of an actual constraint; 0: not said */
    struct str valid_from, valid_to; /* periods of an actual constraint */

    /* ART_HIERARCHY */
    const struct hierarchy_node *node;
    uint32_t nnodes;

    /* ART_STRUCTURE_MAP: two structures (or flows); ART_REPRESENTATION_MAP: two code lists */
    struct reference map_from, map_to;
    const struct component_map *component_map;
    unsigned ncomponent_maps;
    const struct map_row *map;
    uint32_t nmaps;

    /* ART_METADATA_SET */
    const struct metadata_value *value;
    unsigned nvalues;
};

struct artefacts {
    struct arena *arena;
    struct artefact **of; /* in order of class, then agency, id, version once artefacts_finish ran */
    uint32_t n, size;
    uint32_t first[ART_CLASSES + 1]; /* by class: [first[c], first[c + 1]) */
};

void artefacts_init(struct artefacts *all, struct arena *arena);
struct artefact *artefacts_add(struct artefacts *all, enum artefact_class cls, struct str agency,
                               struct str id, struct str version);
/* Sorts; nothing may be added afterwards. */
void artefacts_finish(struct artefacts *all);
/* NULL: not there. The version is compared to the letter. */
const struct artefact *artefacts_find(const struct artefacts *all, struct reference ref);
uint32_t artefacts_place(const struct artefacts *all, struct reference ref); /* in `of`, + 1; 0: not there */
/* In category schemes, reporting taxonomies and processes an item stands in its parent and is called
 * "A.B.C"; in the others, code lists above all, a parent is said beside and ids are unique. */
bool artefact_nested(enum artefact_class cls);
/* The index + 1 of an item by what it is called in references; 0: none. */
uint32_t artefact_item(const struct artefact *a, struct str id);
/* What an item is called in references; in the arena when it is put together. */
struct str artefact_item_path(const struct artefact *a, uint32_t index, struct arena *arena);

struct reference artefact_reference(const struct artefact *a);
static inline bool reference_is(struct reference r) { return r.agency.len != 0; }

/* Each reference that there is in an artefact, with its item and however often it is there. */
void artefact_visit(const struct artefact *a, void (*one)(void *ctx, const struct reference *r), void *ctx);
/* All artefacts that this one refers to, whole (without items), each once, in the arena; returns how
 * many. What it refers to outside of `all` is among them. */
unsigned artefact_references(struct reference **out, const struct artefact *a, struct arena *arena);

/* What the standards call a class: in URNs ("codelist", "Codelist"), in paths of SDMX-REST 1.5
 * ("codelist") and of structure queries of 2.x; NULL where a version has no such class, and for metadata
 * sets, which have a resource of their own. A constraint is
 * "ContentConstraint" in 2.1 and "DataConstraint" in 3.x, a hierarchy "HierarchicalCodelist" and
 * "Hierarchy", a structure map "StructureSet" and "StructureMap". */
enum sdmx_version { SDMX_21, SDMX_30, SDMX_31 };
struct class_names {
    const char *package, *urn;    /* of 3.x */
    const char *package21, *urn21;
    const char *rest1, *rest2;
    const char *item; /* "Code"; NULL: none */
};
extern const struct class_names class_names[ART_CLASSES];

/* An item of a data structure is called a dimension, TIME_PERIOD its time dimension. */
void reference_urn(struct buf *out, struct reference r, enum sdmx_version version);
/* A URN of any of the versions, its own version perhaps with a mark; false when it is none, or of a
 * class that is not among ours. Points into the text. */
bool reference_parse(struct reference *out, struct str urn);

/* -- versions (SDMX-REST 2.2 querying_versions; semantic versioning of SDMX 3.0) ---- */

/* Of the versions that exist of one artefact, which does `text` mean? `text` as in paths: "1.0.0",
 * "1.0", "1", "latest", "all", "*", "+", "~", "1.+.0", "2.3+.1", "1.0.0-draft", ...; a version of fewer
 * numbers is the one with zeros behind. One at a time: the caller splits lists, which 1.5 joins by '+'
 * and 2.x by ','. Marks in `chosen`; false and ERR_USAGE when it is no version. */
bool versions_choose(bool *chosen, const struct str *version, size_t n, struct str text, struct err *err);

#endif
