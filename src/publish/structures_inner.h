/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of structure queries share: who refers to whom, and schemes of which only some items
 * are wanted. Artefacts are numbers here: their places in the set, from 0. */
#ifndef PUBLISH_STRUCTURES_INNER_H
#define PUBLISH_STRUCTURES_INNER_H

#include "publish/structures.h"

struct edges {
    const uint32_t *to;
    unsigned n;
    bool known;
};

struct graph {
    const struct artefacts *all;
    bool v2;
    struct arena arena; /* of the graph alone */
    /* Each artefact as it is answered: itself, or what was made of it. */
    const struct artefact **as;
    bool *limited;      /* of which only some items were asked for */
    struct edges *down; /* to what it refers; known when first asked for */
    struct edges *up;   /* from where it is referred to; NULL until first asked for */
};

void graph_init(struct graph *g, const struct artefacts *all, bool v2);
void graph_release(struct graph *g);
const struct edges *graph_children(struct graph *g, uint32_t i);
/* Of one that is limited, only those who refer to the whole or to an item that is left. */
const struct edges *graph_parents(struct graph *g, uint32_t i);
/* From now on answered as this. */
void graph_replace(struct graph *g, uint32_t i, const struct artefact *as);
/* May artefacts of the class be answered in this version of the API? */
bool graph_has(const struct graph *g, enum artefact_class cls);

/* A copy with the items that are kept, by index; one whose parent is left out has none. */
struct artefact *scheme_part(const struct artefact *a, const bool *keep, struct arena *arena);
/* Keeps the parents of what is kept. */
void keep_parents(const struct artefact *a, bool *keep);

/* detail=referencepartial. Reduces schemes that are chosen but were not asked for to the items that
 * the others use: concept schemes first, for what else is chosen depends on them. */
void reduce_concepts(struct graph *g, const bool *matched, const bool *chosen, struct arena *arena);
void reduce_schemes(struct graph *g, const bool *matched, const bool *chosen, struct arena *arena);

#endif
