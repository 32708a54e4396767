/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What goes with the answer to an availability query. */

#include "publish/structures_inner.h"

enum { WANTED = 1u << ART_DATAFLOW | 1u << ART_DATA_STRUCTURE | 1u << ART_CONCEPT_SCHEME | 1u << ART_CODELIST |
                1u << ART_DATA_PROVIDER_SCHEME };

struct gathering {
    const struct artefacts *all;
    const struct artefact *constraint, *flow, *structure;
    struct arena *arena;
    struct chosen *v;
    int n;
};

static void put(struct gathering *g, const struct artefact *a)
{
    if (!a)
        return;
    for (int i = 0; i < g->n; i++)
        if (g->v[i].artefact->cls == a->cls && str_eq(g->v[i].artefact->id, a->id) &&
            str_eq(g->v[i].artefact->version, a->version) && str_eq(g->v[i].artefact->agency, a->agency))
            return;
    g->v[g->n++] = (struct chosen){a, FULL};
}

static void look_behind(struct gathering *g)
{
    const struct artefact *a = g->constraint->ntargets ? artefacts_find(g->all, g->constraint->target[0]) : NULL;
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

static void put_part(struct gathering *g, const struct artefact *scheme, bool *keep)
{
    keep_parents(scheme, keep);
    put(g, scheme_part(scheme, keep, g->arena));
}

/* One list may be that of several components. */
static void put_codelists(struct gathering *g)
{
    for (unsigned i = 0; i < g->structure->ncomponents; i++) {
        const struct artefact *list = artefacts_find(g->all, g->structure->component[i].codelist);
        if (!list || !region_of(g, g->structure->component[i].id))
            continue;
        struct map places = {0};
        bool *keep = arena_array(g->arena, bool, list->nitems);
        for (uint32_t k = 0; k < list->nitems; k++)
            map_put(&places, list->item[k].id, k);
        for (unsigned c = 0; c < g->structure->ncomponents; c++) {
            const struct cube_region_value *v = region_of(g, g->structure->component[c].id);
            bool same = v && artefacts_find(g->all, g->structure->component[c].codelist) == list;
            uint32_t place;
            for (uint32_t k = 0; same && k < v->ncodes; k++)
                if (map_find(&places, &place, v->code[k]))
                    keep[place] = true;
        }
        map_release(&places);
        put_part(g, list, keep);
    }
}

static void put_concepts(struct gathering *g)
{
    for (unsigned i = 0; i < g->structure->ncomponents; i++) {
        const struct artefact *scheme = artefacts_find(g->all, g->structure->component[i].concept);
        if (!scheme || !region_of(g, g->structure->component[i].id))
            continue;
        bool *keep = arena_array(g->arena, bool, scheme->nitems);
        for (unsigned c = 0; c < g->structure->ncomponents; c++) {
            const struct component *of = &g->structure->component[c];
            uint32_t item = artefacts_find(g->all, of->concept) == scheme && region_of(g, of->id)
                                ? artefact_item(scheme, of->concept.item) : 0;
            if (item)
                keep[item - 1] = true;
        }
        put_part(g, scheme, keep);
    }
}

/* Those who agreed to provide the flow and have something in the region: a provider is called as the
 * area it reports of. */
static void put_providers(struct gathering *g)
{
    const uint32_t *first = &g->all->first[ART_PROVISION_AGREEMENT];
    const struct cube_region_value *areas = region_of(g, STR("REF_AREA"));
    const struct artefact *scheme = NULL;
    bool *keep = NULL;
    for (uint32_t i = first[0]; g->flow && i < first[1]; i++) {
        const struct artefact *a = g->all->of[i], *of = artefacts_find(g->all, a->other);
        if (!of || (scheme && of != scheme) || artefacts_find(g->all, a->structure) != g->flow)
            continue;
        uint32_t k = 0, item = artefact_item(of, a->other.item);
        while (areas && k < areas->ncodes && !str_eq(areas->code[k], a->other.item))
            k++;
        if (!item || (areas && k == areas->ncodes))
            continue;
        if (!keep)
            keep = arena_array(g->arena, bool, of->nitems);
        scheme = of;
        keep[item - 1] = true;
    }
    if (scheme)
        put_part(g, scheme, keep);
}

static int by_class(const void *a, const void *b)
{
    const struct artefact *x = ((const struct chosen *)a)->artefact, *y = ((const struct chosen *)b)->artefact;
    return x->cls != y->cls ? (int)x->cls - (int)y->cls : str_cmp(x->id, y->id);
}

int availability_find(struct chosen **chosen, const struct artefacts *all, const struct artefact *constraint,
                      struct str references, bool v2, struct arena *arena, struct err *err)
{
    struct gathering g = {.all = all, .constraint = constraint, .arena = arena};
    enum references how;
    uint32_t classes;
    *chosen = NULL;
    if (!references_parse(&how, &classes, references, v2) || (classes & ~WANTED) ||
        (how & ~REFERENCES_CLASSES && (how & ~REFERENCES_CLASSES) != REFERENCES_ALL))
        return err_set(err, ERR_USAGE, "references=%.*s: it is none, all, dataflow, datastructure, conceptscheme, "
                       "codelist or dataproviderscheme", STR_FMT(references));
    if (how & ~REFERENCES_CLASSES)
        classes = WANTED;
    look_behind(&g);
    g.v = arena_array(arena, struct chosen, 8 + (g.structure ? 2 * g.structure->ncomponents : 0));
    put(&g, constraint);
    if (classes >> ART_DATAFLOW & 1)
        put(&g, g.flow);
    if (classes >> ART_DATA_STRUCTURE & 1)
        put(&g, g.structure);
    if (classes >> ART_CODELIST & 1 && g.structure)
        put_codelists(&g);
    if (classes >> ART_CONCEPT_SCHEME & 1 && g.structure)
        put_concepts(&g);
    if (classes >> ART_DATA_PROVIDER_SCHEME & 1)
        put_providers(&g);
    qsort(g.v, (size_t)g.n, sizeof *g.v, by_class);
    *chosen = g.v;
    return g.n;
}
