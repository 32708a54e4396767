/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Structure queries of SDMX-REST 1.5.0 (section 4.3) and 2.2.2 (structures.md): which artefacts, with
 * which of those they refer to or are referred to by, and how much of each.
 *
 *     struct structure_query q = {.classes = bits, .agency = STR("ILO"), .id = STR("CL_SEX"), ...};
 *     n = structures_find(&chosen, &all, &q, &arena, &err);
 */
#ifndef PUBLISH_STRUCTURES_H
#define PUBLISH_STRUCTURES_H

#include "structure/structure.h"

/* Bits: several may be asked for together. */
enum references {
    REFERENCES_NONE = 0,
    REFERENCES_PARENTS = 1,
    REFERENCES_PARENTS_AND_SIBLINGS = 1 | 2,
    REFERENCES_ANCESTORS = 1 | 4,
    REFERENCES_CHILDREN = 8,
    REFERENCES_DESCENDANTS = 8 | 16,
    REFERENCES_ALL = 1 | 2 | 8 | 16,
    REFERENCES_CLASSES = 32 /* those of `reference_classes` that refer to it or that it refers to; in v2,
                               when it refers to none of a class itself, those that it leads to */
};
enum structure_detail {
    DETAIL_FULL,
    DETAIL_ALL_STUBS,
    DETAIL_REFERENCE_STUBS,
    DETAIL_REFERENCE_PARTIAL,
    DETAIL_ALL_COMPLETE_STUBS,
    DETAIL_REFERENCE_COMPLETE_STUBS,
    DETAIL_RAW
};

struct structure_query {
    uint32_t classes; /* bit of enum artefact_class each */
    bool v2;          /* several ids are joined by ',' and not '+', and ids and versions have v2's wildcards */
    bool only_actual, only_allowed; /* constraints of one kind (v1) */
    struct str agency, id, version, item; /* as in the path; empty: the default of the API */
    enum references references;
    uint32_t reference_classes;
    enum structure_detail detail;
};

/* Lists are joined by '+' or ','; of versions, only by the one of the API. `all` and `*` are the same.
 * Constraints of the other kind than is asked for are left out of the matches, not of the references.
 * In v2 the agency scheme is among what an artefact refers to. Metadata sets are never among references,
 * nor are classes that the API does not have: in v1 a structure set refers to what its maps refer to.
 *
 * How many, in *chosen in the arena, in order of class; 0: none exists. Partial schemes are made in the
 * arena. ERR_USAGE with which part is wrong and what would be right. */
int structures_find(struct chosen **chosen, const struct artefacts *all, const struct structure_query *q,
                    struct arena *arena, struct err *err);

/* The values of `references` and `detail`, in either API's words; false: none of them. A type of the
 * standard that we have nothing of is understood. The empty text is the default. */
bool references_parse(enum references *out, uint32_t *classes, struct str text, bool v2);
bool structure_detail_parse(enum structure_detail *out, struct str text, bool v2);

/* The constraints that an availability query answers with, and what `references` asks for of what is
 * behind them (none, all, or a list of dataflow, datastructure, conceptscheme, codelist,
 * dataproviderscheme), reduced to what the constraints name: item schemes with the items used and their
 * ancestors, partial, each once. The first target of each, a dataflow, data structure or provision
 * agreement, says what is behind. How many; ERR_USAGE when `references` is none of these. */
int availability_find(struct chosen **chosen, const struct artefacts *all,
                      const struct artefact *const *constraint, size_t nconstraints, struct str references,
                      bool v2, struct arena *arena, struct err *err);

#endif
