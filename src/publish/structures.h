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

enum references {
    REFERENCES_NONE,
    REFERENCES_PARENTS,
    REFERENCES_PARENTS_AND_SIBLINGS,
    REFERENCES_ANCESTORS,
    REFERENCES_CHILDREN,
    REFERENCES_DESCENDANTS,
    REFERENCES_ALL,
    REFERENCES_CLASSES /* those of `reference_classes`, on the way up or down */
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

/* How many, in *chosen in the arena; 0: none exists. Partial schemes are made in the arena.
 * ERR_USAGE with which part is wrong and what would be right. */
int structures_find(struct chosen **chosen, const struct artefacts *all, const struct structure_query *q,
                    struct arena *arena, struct err *err);

/* The values of `references` and `detail`, in either API's words; false: none of them. */
bool references_parse(enum references *out, uint32_t *classes, struct str text, bool v2);
bool structure_detail_parse(enum structure_detail *out, struct str text, bool v2);

/* The constraint that an availability query answers with, and the items that `references` asks for
 * reduced to what it names: item schemes with the items used and their ancestors, partial. */
int availability_find(struct chosen **chosen, const struct artefacts *all, const struct artefact *constraint,
                      struct str references, bool v2, struct arena *arena, struct err *err);

#endif
