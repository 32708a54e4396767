/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The reference data: everything statistical or regional that is data and not code.
 * Areas and groups, dimensions with their classification versions and codes, source
 * types and surveys, note types, observation statuses, and the questionnaire: its
 * modules and indicators.
 *
 *     struct ref *ref;
 *     if (ref_load(&ref, files, nfiles, &err)) ...
 *     const struct indicator *in = ref_indicator_find(ref, STR("MST_NCTE_SEX_CCT_NB"));
 *     uint16_t code = ref_code_find(ref, STR("CCT_CTZ_MMR"));
 *     ref_free(ref);
 *
 * It is made from the CSV files of `data/` (columns: data/README.md) and refused with
 * file and line when something in them contradicts something else. Once loaded it
 * never changes and may be shared by threads.
 *
 * Invariants: index 0 of areas, codes, indicators and surveys means "none" and is
 * empty; a version's codes stand together, in presentation order, the total first;
 * a parent is of the same version and stands before its parts. Text belongs to
 * the struct ref and ends in NUL. */
#ifndef MODEL_REF_H
#define MODEL_REF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/map.h"

/* A file of reference data: its name below data/ and its bytes. A region's own lines may stand behind those built in
 * (ref_builtin_join): `own` is the folder that they are from, for sentences about them, else NULL, and `shift` how many
 * lines further down they stand than there. */
struct ref_file {
    struct str name, content;
    const char *own;
    uint32_t shift;
};

enum code_role {
    CODE_TOTAL, /* the sum of the parts and the rest */
    CODE_PART,
    CODE_REST,  /* "other countries", "not classified": what the parts leave over */
    CODE_EXTRA  /* legal, but outside the sum: groups, alternative cuts */
};

struct area {
    struct str code, iso2, m49, name; /* ISO 3166 alpha-3, alpha-2, UN M49 */
    bool member;                      /* of the region that reports */
    uint16_t place;                   /* among all in order of name, from 1 */
};

struct group {
    struct str code, name, kind; /* kind: region, partner, geographic, political */
};

struct dimension {
    struct str id, name; /* "CCT", "Citizenship" */
};

struct version {
    struct str code, name;      /* "CCT_CTZ", "Country of citizenship" */
    uint16_t dimension;         /* index into dimensions */
    bool countries, partition;  /* a list of countries; its parts add up without overlap */
    uint16_t first, n;          /* its codes: codes[first .. first + n) */
    uint16_t total, rest;       /* index into codes, 0 where it has none */
};

struct code {
    struct str code, name;
    uint16_t version;
    uint16_t parent; /* the code it is summed into, 0 for none */
    uint16_t area;   /* for a country's code: the area, else 0 */
    enum code_role role;
    bool has_parts;  /* some code has it as parent */
};

/* How a migrant is told: of each pair of tables a country fills in one. */
enum criterion { CRITERION_NONE, CRITERION_BIRTH, CRITERION_CITIZENSHIP };
enum generation { GEN_CURRENT = 1, GEN_FIRST = 2, GEN_BOTH = 3, GEN_DERIVED = 4 };
enum { INDICATOR_DIMS = 3, INDICATOR_VERSIONS = 12 };

struct module {
    struct str code, name, description;
};

/* A questionnaire table. `dims` are in the order of the code; SEX, where it is one of
 * them, comes first. nclass counts the others: classif1 and classif2 of the bulk file. */
struct indicator {
    struct str code, title, instruction, definition, measure, unit;
    uint16_t module;
    enum generation generation;
    enum criterion criterion;
    int sheet; /* its number in the questionnaire, the same for a pair; 0: not asked for now */
    int unit_mult;       /* power of ten: 3 means thousands */
    unsigned decimals;   /* to show where the figures themselves do not say */
    bool has_sex;
    uint16_t classif[2]; /* dimensions of classif1, classif2 */
    unsigned nclass;
    uint16_t asked[INDICATOR_VERSIONS], disseminated[INDICATOR_VERSIONS]; /* versions */
    unsigned nasked, ndisseminated;
    uint32_t asked_default; /* bit i: asked[i] is the default of its dimension */
    uint16_t quantity; /* what it counts, as another table may: then their totals are one figure */
    uint16_t scope;    /* the code of the quantity at which all its figures stand; 0: it counts all */
    uint16_t measured; /* the first indicator of the same measure */
    struct str family; /* "FS": which of the families of formulas it is a member of; else empty */
    uint16_t base;     /* then the indicator that the family was applied to */
};

/* What holds between the figures of one area, source and period (tables/ties.csv). Where all of a
 * table is one code of another quantity, that stands in struct indicator. */
enum relation {
    TIE_EQUAL,  /* the left make the right */
    TIE_WITHIN, /* the left together are not above the right */
    TIE_APART,  /* figures of the left are not those of the right: a stock and a flow */
    TIE_MIRROR  /* the left by partner are the right of the partner, seen from the other side */
};
enum { TIE_LEFT = 2 };
struct ref_tie {
    enum relation relation;
    uint16_t left[TIE_LEFT], right; /* the first indicator of the measure */
    unsigned nleft;
};

struct source_type {
    struct str code, name, acronym, group;
    int rank; /* lower is preferred */
};

struct survey {
    struct str id, name, original_name, acronym;
    uint16_t area, type;
};

struct note_type {
    struct str code, name, level, field;
    bool open; /* may be disseminated; a contact person may not */
};

struct note_asked {
    uint16_t source_type, note_type;
    bool required;
    struct str scope; /* "all" or "earnings" */
};

struct note {
    struct str id, name;
    uint16_t type;
};

struct status {
    char code;
    struct str name, description;
};

struct unit {
    struct str code, name;
};

struct ref {
    struct str agency, collection, name, region, region_name, sample;
    int first_year;

    struct area *areas;
    struct group *groups;
    struct dimension *dimensions;
    struct version *versions;
    struct code *codes;
    struct module *modules;
    struct indicator *indicators;
    struct source_type *source_types;
    struct survey *surveys;
    struct note_type *note_types;
    struct note_asked *note_asked;
    struct note *notes;
    struct status *statuses;
    struct unit *units;
    uint32_t nareas, ngroups, ndimensions, nversions, ncodes, nmodules, nindicators, nsource_types,
        nsurveys, nnote_types, nnote_asked, nnotes, nstatuses, nunits;

    uint16_t sex_total, sex_male, sex_female; /* codes */
    uint16_t sex_dimension;

    /* a detailed code and the aggregate of another version that it belongs to */
    struct correspondence {
        uint16_t from, to;
    } *correspondences;
    uint32_t ncorrespondences;

    struct ref_tie *ties;
    uint32_t nties;
    bool *tied;     /* by two indicators, one row after the other: see ref_tied */
    uint32_t ntied; /* the indicators that can be: those that are derived come behind them */

    struct mirrored *mirrored; /* model/mirrored.h */
    uint32_t nmirrored;

    /* how figures are made of others: model/formula.h */
    struct formula *formulas;
    struct succession *successions;
    struct code_succession *code_successions;
    uint32_t nformulas, nsuccessions, ncode_successions;

    /* what sources can answer, and what fixed values are worth: model/capability.h */
    struct source_kind *source_kinds;
    struct source_capability *capabilities;
    struct note_grade *grades;
    uint32_t nsource_kinds, ncapabilities, ngrades;
    struct str *capable; /* types and kinds of which something is said, and by each and table */
    uint16_t *can;       /* which of the capabilities says it, plus 1 */
    uint32_t ncapable, ncan;

    uint32_t nlisted; /* indicators[1 .. nlisted) stand in tables/indicators.csv, the others are
                         members of families */

    /* members of groups, for "the ten" and the partner lists */
    struct group_member {
        uint16_t group, area;
    } *group_members;
    uint32_t ngroup_members;

    struct sha256 hash; /* over names and contents of the files, in order of name */

    /* what areas are called in English, folded; all that area_name_map has */
    struct area_called {
        struct str folded;
        uint16_t area;
    } *area_names;
    uint32_t narea_names;

    struct map area_name_map; /* what areas are called, folded: names and aliases */
    struct map area_map, group_map, dimension_map, version_map, code_map, module_map,
        indicator_map, source_type_map, survey_map, note_type_map, note_map;

    /* what things are called in other languages, by "th code SEX_T" */
    struct str *names, *languages; /* "th"; without English */
    uint32_t nnames, nlanguages;
    struct map name_map;
    struct arena arena;
};

/* Reads, cross-checks. ERR_CONFIG names the file, the line and what would be right. */
int ref_load(struct ref **out, const struct ref_file *files, size_t n, struct err *err);
void ref_free(struct ref *ref);
struct sha256 ref_files_hash(const struct ref_file *files, size_t n); /* struct ref's `hash` */

/* 0 (or NULL, or -1 for types) when there is none of that name. */
uint16_t ref_area_find(const struct ref *ref, struct str code);
uint16_t ref_code_find(const struct ref *ref, struct str code);
uint16_t ref_indicator_find(const struct ref *ref, struct str code);
uint16_t ref_survey_find(const struct ref *ref, struct str id);
int ref_source_type_find(const struct ref *ref, struct str code);
int ref_note_type_find(const struct ref *ref, struct str code);
int ref_version_find(const struct ref *ref, struct str code);
const struct note *ref_note_find(const struct ref *ref, struct str note); /* "T36:3215" */
/* The next of notes joined by "_", which free text may contain: a piece that does not begin with the
 * code of a type belongs to the one before. False: no more. */
bool ref_note_next(struct str *note, struct str *rest, const struct ref *ref);
/* What the public may read of a note: the name of its type and its words (empty where it is a value
 * without a name). False: nothing, since it is not public, or of no known type. */
bool ref_note_open(struct str *type, struct str *words, const struct ref *ref, struct str note);
const struct status *ref_status_find(const struct ref *ref, char code);

/* The area that is called so: in English by its name, also turned round at its comma, or by an
 * alias (codelists/area_aliases.csv); else in one of the languages of model/area_names.h. Whatever
 * the case, accents and punctuation, but to the letter otherwise. 0: none is. */
uint16_t ref_area_called(const struct ref *ref, struct str name);

/* The area whose name in any of these languages is nearest, for "did you mean"; 0: none is near. Never
 * to be taken without asking. */
uint16_t ref_area_like(const struct ref *ref, struct str name);

/* How such names are compared: small letters and digits alone, "Côte d'Ivoire" as "cotedivoire".
 * The answer stands in out; empty when nothing is left or the name is too long for a country. */
enum { REF_AREA_NAME = 200 };
struct str ref_area_fold(char out[REF_AREA_NAME], struct str name);

/* What a thing is called in a language: kind is group, dimension, version, code, module, module_description, title,
 * family and family_definition (FS), instruction or definition (of an indicator), source_type, note_type, note
 * ("T36:3215"), status, or one of those in model/concept.h. `otherwise`, the name in English, where data/names/ has
 * none. */
struct str ref_name(const struct ref *ref, const char *language, const char *kind, struct str code,
                    struct str otherwise);

/* What a source "BA:741" is: its type, and its survey where one is registered. False
 * when the type is unknown. Either output may be NULL. */
bool ref_source_find(const struct ref *ref, uint16_t *type, uint16_t *survey, struct str source);

/* Some cells of the two tables may be one figure, or one be within the other (TIE_EQUAL, TIE_WITHIN). */
static inline bool ref_tied(const struct ref *ref, const struct indicator *a, const struct indicator *b)
{
    size_t i = (size_t)(a - ref->indicators), k = (size_t)(b - ref->indicators);
    return i < ref->ntied && k < ref->ntied && ref->tied[i * ref->ntied + k];
}

/* By the questionnaire of today. */
static inline bool indicator_asked(const struct indicator *in)
{
    return in->generation == GEN_CURRENT || in->generation == GEN_BOTH;
}

/* The slot (0 or 1) of an indicator's classification that a code belongs to; -1: none. */
int ref_code_slot(const struct ref *ref, const struct indicator *in, uint16_t code);

/* True when the indicator asks for or disseminates that code's version. */
bool ref_version_usual(const struct ref *ref, const struct indicator *in, uint16_t code);

/* The code most like `text` among those of a kind, for "did you mean"; empty when
 * nothing is near. Distance: Damerau-Levenshtein (optimal string alignment). */
struct str ref_area_nearest(const struct ref *ref, struct str text);
struct str ref_indicator_nearest(const struct ref *ref, struct str text);
struct str ref_code_nearest(const struct ref *ref, const struct indicator *in, struct str text);

#endif
