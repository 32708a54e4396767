/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What goes with the answer to an availability query. */

#include "publish/structures_inner.h"

enum { WANTED = 1u << ART_DATAFLOW | 1u << ART_DATA_STRUCTURE | 1u << ART_CONCEPT_SCHEME | 1u << ART_CODELIST |
                1u << ART_DATA_PROVIDER_SCHEME };

/* Which items of a scheme are used. */
struct kept {
    const struct artefact *scheme;
    bool *keep;
    struct map places; /* of the items, by id; made when it is first needed */
};

struct gathering {
    const struct artefacts *all;
    const struct artefact *constraint, *flow, *structure; /* the one looked at */
    struct arena *arena;
    struct chosen *v;
    int n, size;
    struct kept *kept;
    unsigned nkept, kept_size;
};

/* The old memory stays with the arena. */
static void *grown(struct arena *arena, const void *old, size_t n, size_t each, size_t size)
{
    void *v = arena_alloc(arena, each * size);
    if (n)
        memcpy(v, old, each * n);
    return v;
}

static void put(struct gathering *g, const struct artefact *a)
{
    if (!a)
        return;
    for (int i = 0; i < g->n && a->cls != ART_CONSTRAINT; i++)
        if (g->v[i].artefact == a)
            return;
    if (g->n == g->size) {
        g->size = g->size ? g->size * 2 : 16;
        g->v = grown(g->arena, g->v, (size_t)g->n, sizeof *g->v, (size_t)g->size);
    }
    g->v[g->n++] = (struct chosen){a, FULL};
}

static struct kept *kept_of(struct gathering *g, const struct artefact *scheme)
{
    for (unsigned i = 0; i < g->nkept; i++)
        if (g->kept[i].scheme == scheme)
            return &g->kept[i];
    if (g->nkept == g->kept_size) {
        g->kept_size = g->kept_size ? g->kept_size * 2 : 16;
        g->kept = grown(g->arena, g->kept, g->nkept, sizeof *g->kept, g->kept_size);
    }
    struct kept *k = &g->kept[g->nkept++];
    *k = (struct kept){.scheme = scheme, .keep = arena_array(g->arena, bool, scheme->nitems)};
    return k;
}

static void look_behind(struct gathering *g)
{
    const struct artefact *a = g->constraint->ntargets ? artefacts_find(g->all, g->constraint->target[0]) : NULL;
    g->flow = NULL;
    if (a && a->cls == ART_PROVISION_AGREEMENT)
        a = artefacts_find(g->all, a->structure);
    if (a && a->cls == ART_DATAFLOW) {
        g->flow = a;
        a = artefacts_find(g->all, a->structure);
    }
    g->structure = a && a->cls == ART_DATA_STRUCTURE ? a : NULL;
}

static const struct cube_region_value *region_of(const struct gathering *g, struct str component)
{
    for (unsigned i = 0; i < g->constraint->nregions; i++)
        if (str_eq(g->constraint->region[i].component, component))
            return &g->constraint->region[i];
    return NULL;
}

/* One list may be that of several components. */
static void keep_codes(struct gathering *g)
{
    for (unsigned i = 0; i < g->structure->ncomponents; i++) {
        const struct artefact *list = artefacts_find(g->all, g->structure->component[i].codelist);
        const struct cube_region_value *v = list ? region_of(g, g->structure->component[i].id) : NULL;
        if (!v)
            continue;
        struct kept *k = kept_of(g, list);
        uint32_t place;
        const bool known = k->places.used > 0;
        for (uint32_t c = 0; c < list->nitems && !known; c++)
            map_put(&k->places, list->item[c].id, c);
        for (uint32_t c = 0; c < v->ncodes; c++)
            if (map_find(&k->places, &place, v->code[c]))
                k->keep[place] = true;
    }
}

static void keep_concepts(struct gathering *g)
{
    for (unsigned i = 0; i < g->structure->ncomponents; i++) {
        const struct component *of = &g->structure->component[i];
        const struct artefact *scheme = region_of(g, of->id) ? artefacts_find(g->all, of->concept) : NULL;
        uint32_t item = scheme ? artefact_item(scheme, of->concept.item) : 0;
        if (item)
            kept_of(g, scheme)->keep[item - 1] = true;
    }
}

/* Those who agreed to provide the flow and have something in the region: a provider is called as the
 * area it reports of. */
static void keep_providers(struct gathering *g)
{
    const uint32_t *first = &g->all->first[ART_PROVISION_AGREEMENT];
    const struct cube_region_value *areas = region_of(g, STR("REF_AREA"));
    for (uint32_t i = first[0]; g->flow && i < first[1]; i++) {
        const struct artefact *a = g->all->of[i], *of = artefacts_find(g->all, a->other);
        if (!of || artefacts_find(g->all, a->structure) != g->flow)
            continue;
        uint32_t k = 0, item = artefact_item(of, a->other.item);
        while (areas && k < areas->ncodes && !str_eq(areas->code[k], a->other.item))
            k++;
        if (item && (!areas || k < areas->ncodes))
            kept_of(g, of)->keep[item - 1] = true;
    }
}

static void put_parts(struct gathering *g)
{
    for (unsigned i = 0; i < g->nkept; i++) {
        struct kept *k = &g->kept[i];
        keep_parents(k->scheme, k->keep);
        put(g, scheme_part(k->scheme, k->keep, g->arena));
        map_release(&k->places);
    }
}

static int by_class(const void *a, const void *b)
{
    const struct artefact *x = ((const struct chosen *)a)->artefact, *y = ((const struct chosen *)b)->artefact;
    return x->cls != y->cls ? (int)x->cls - (int)y->cls : str_cmp(x->id, y->id);
}

static void gather(struct gathering *g, uint32_t classes)
{
    look_behind(g);
    put(g, g->constraint);
    if (classes >> ART_DATAFLOW & 1)
        put(g, g->flow);
    if (classes >> ART_DATA_STRUCTURE & 1)
        put(g, g->structure);
    if (classes >> ART_CODELIST & 1 && g->structure)
        keep_codes(g);
    if (classes >> ART_CONCEPT_SCHEME & 1 && g->structure)
        keep_concepts(g);
    if (classes >> ART_DATA_PROVIDER_SCHEME & 1)
        keep_providers(g);
}

int availability_find(struct chosen **chosen, const struct artefacts *all,
                      const struct artefact *const *constraint, size_t nconstraints, struct str references,
                      bool v2, struct arena *arena, struct err *err)
{
    struct gathering g = {.all = all, .arena = arena};
    enum references how;
    uint32_t classes;
    *chosen = NULL;
    if (!references_parse(&how, &classes, references, v2) || (classes & ~WANTED) ||
        (how & ~REFERENCES_CLASSES && (how & ~REFERENCES_CLASSES) != REFERENCES_ALL))
        return err_set(err, ERR_USAGE, "references=%.*s: it is none, all, dataflow, datastructure, conceptscheme, "
                       "codelist or dataproviderscheme", STR_FMT(references));
    if (how & ~REFERENCES_CLASSES)
        classes = WANTED;
    for (size_t i = 0; i < nconstraints; i++) {
        g.constraint = constraint[i];
        gather(&g, classes);
    }
    put_parts(&g);
    qsort(g.v, (size_t)g.n, sizeof *g.v, by_class);
    *chosen = g.v;
    return g.n;
}
