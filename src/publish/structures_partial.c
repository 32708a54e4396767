/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Schemes of which only some items are wanted: those that the others in a message use, or that a
 * constraint names. */

#include "publish/structures_inner.h"

struct artefact *scheme_part(const struct artefact *a, const bool *keep, struct arena *arena)
{
    struct artefact *part = arena_new(arena, struct artefact);
    uint32_t n = 0;
    *part = *a;
    for (uint32_t i = 0; i < a->nitems; i++)
        n += keep[i];
    struct item *item = arena_array(arena, struct item, n);
    uint32_t *place = arena_array(arena, uint32_t, a->nitems + 1);
    part->item = item;
    part->nitems = 0;
    for (uint32_t i = 0; i < a->nitems; i++) {
        if (!keep[i])
            continue;
        item[part->nitems] = a->item[i];
        item[part->nitems].parent = a->item[i].parent ? place[a->item[i].parent - 1] : 0;
        place[i] = ++part->nitems;
    }
    part->is_partial = a->is_partial || n < a->nitems;
    return part;
}

void keep_parents(const struct artefact *a, bool *keep)
{
    for (uint32_t i = a->nitems; i-- > 0;)
        if (keep[i] && a->item[i].parent)
            keep[a->item[i].parent - 1] = true;
}

/* -- which items are used ---------------------------------------------------------------------- */

/* A scheme to be reduced: the items that are used, by index. */
struct used {
    bool *keep; /* NULL: nobody has said */
    bool whole; /* somebody uses all of it */
    struct map places;
};

struct reduction {
    struct graph *g;
    const bool *matched, *chosen;
    struct arena *arena;
    struct used *used; /* by artefact */
    uint32_t at;       /* who is being looked at */
    bool only_concepts;
};

static bool is_reduced(const struct reduction *r, uint32_t i)
{
    enum artefact_class cls = r->g->all->of[i]->cls;
    bool schemes = cls == ART_AGENCY_SCHEME || cls == ART_DATA_PROVIDER_SCHEME ||
                   cls == ART_DATA_CONSUMER_SCHEME || cls == ART_ORGANISATION_UNIT_SCHEME ||
                   cls == ART_METADATA_PROVIDER_SCHEME || cls == ART_CATEGORY_SCHEME || cls == ART_CODELIST ||
                   cls == ART_REPORTING_TAXONOMY;
    return r->chosen[i] && !r->matched[i] && (r->only_concepts ? cls == ART_CONCEPT_SCHEME : schemes);
}

static void keep(struct reduction *r, uint32_t i, struct str item)
{
    const struct artefact *a = r->g->all->of[i];
    struct used *u = &r->used[i];
    uint32_t place;
    if (!u->keep) {
        u->keep = arena_array(&r->g->arena, bool, a->nitems);
        for (uint32_t k = 0; k < a->nitems; k++)
            map_put(&u->places, artefact_item_path(a, k + 1, &r->g->arena), k);
    }
    if (map_find(&u->places, &place, item))
        u->keep[place] = true;
}

/* Who uses a code list as a whole, as a structure does, leaves it to the constraints to say which codes. */
static void take(void *ctx, const struct reference *ref)
{
    struct reduction *r = ctx;
    uint32_t place = artefacts_place(r->g->all, *ref);
    enum artefact_class by = r->g->all->of[r->at]->cls;
    if (!place || !is_reduced(r, place - 1))
        return;
    if (ref->item.len)
        keep(r, place - 1, ref->item);
    else if (by != ART_DATA_STRUCTURE && by != ART_CONCEPT_SCHEME && by != ART_REPRESENTATION_MAP &&
             by != ART_HIERARCHY_ASSOCIATION)
        r->used[place - 1].whole = true;
}

static void take_map(struct reduction *r, const struct artefact *a)
{
    uint32_t from = artefacts_place(r->g->all, a->map_from), to = artefacts_place(r->g->all, a->map_to);
    for (uint32_t i = 0; i < a->nmaps; i++) {
        if (from && is_reduced(r, from - 1))
            keep(r, from - 1, a->map[i].from);
        if (to && is_reduced(r, to - 1))
            keep(r, to - 1, a->map[i].to);
    }
}

/* In 1.5 the maps of a structure set are in it, and were not chosen by themselves. */
static void take_maps(struct reduction *r, const struct artefact *a)
{
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct artefact *map = artefacts_find(r->g->all, a->component_map[i].mapping);
        if (map)
            take_map(r, map);
    }
}

static void take_references(struct reduction *r)
{
    const struct artefacts *all = r->g->all;
    for (uint32_t i = 0; i < all->n; i++) {
        const struct artefact *a = r->g->as[i];
        if (!r->chosen[i])
            continue;
        r->at = i;
        artefact_visit(a, take, r);
        take_map(r, a);
        if (!r->g->v2)
            take_maps(r, a);
        for (uint32_t s = all->first[ART_AGENCY_SCHEME]; s < all->first[ART_AGENCY_SCHEME + 1]; s++)
            if (s != i && is_reduced(r, s))
                keep(r, s, a->agency);
    }
}

static void reduce(struct reduction *r)
{
    for (uint32_t i = 0; i < r->g->all->n; i++) {
        struct used *u = &r->used[i];
        const struct artefact *a = r->g->all->of[i];
        if (u->keep && !u->whole) {
            keep_parents(a, u->keep);
            graph_replace(r->g, i, scheme_part(a, u->keep, r->arena));
        }
        map_release(&u->places);
    }
}

/* -- which codes the constraints leave ------------------------------------------------------------ */

enum { CONSTRAINTS_MAX = 8 };

/* What a structure is looked at for, with all constraints that hold there: of the structure, of the
 * flow, of the provision agreement. */
struct sight {
    const struct artefact *structure, *constraint[CONSTRAINTS_MAX];
    unsigned n;
};

static void add_constraints(struct reduction *r, struct sight *s, uint32_t i)
{
    const struct edges *e = graph_parents(r->g, i);
    for (unsigned k = 0; k < e->n; k++) {
        const struct artefact *a = r->g->all->of[e->to[k]];
        bool holds = !a->actual || r->matched[e->to[k]];
        if (a->cls == ART_CONSTRAINT && holds && s->n < CONSTRAINTS_MAX)
            s->constraint[s->n++] = a;
    }
}

static struct sight sight_of(struct reduction *r, uint32_t i)
{
    struct sight s = {0};
    for (uint32_t place = i + 1; place;) {
        const struct artefact *a = r->g->all->of[place - 1];
        add_constraints(r, &s, place - 1);
        if (a->cls == ART_DATA_STRUCTURE) {
            s.structure = a;
            break;
        }
        place = a->cls == ART_DATAFLOW || a->cls == ART_PROVISION_AGREEMENT
                    ? artefacts_place(r->g->all, a->structure) : 0;
    }
    return s;
}

static bool allows(const struct artefact *constraint, struct str component, struct str code)
{
    for (unsigned i = 0; i < constraint->nregions; i++) {
        const struct cube_region_value *v = &constraint->region[i];
        if (!str_eq(v->component, component) || !v->ncodes)
            continue;
        uint32_t k = 0;
        while (k < v->ncodes && !str_eq(v->code[k], code))
            k++;
        return k < v->ncodes;
    }
    return true;
}

/* The codes that all of the constraints allow a component; none says: all. */
static void take_component(struct reduction *r, const struct sight *s, const struct component *c)
{
    uint32_t list = artefacts_place(r->g->all, c->codelist);
    bool said = false;
    if (!list || !is_reduced(r, list - 1))
        return;
    for (unsigned i = 0; i < s->n && !said; i++)
        for (unsigned k = 0; k < s->constraint[i]->nregions; k++) {
            const struct cube_region_value *v = &s->constraint[i]->region[k];
            if (!str_eq(v->component, c->id) || !v->ncodes)
                continue;
            said = true;
            for (uint32_t code = 0; code < v->ncodes; code++) {
                bool all = true;
                for (unsigned other = i + 1; other < s->n && all; other++)
                    all = allows(s->constraint[other], c->id, v->code[code]);
                if (all)
                    keep(r, list - 1, v->code[code]);
            }
        }
    r->used[list - 1].whole |= !said;
}

static void take_sight(struct reduction *r, uint32_t i, bool *seen)
{
    struct sight s = sight_of(r, i);
    uint32_t structure = s.structure ? artefacts_place(r->g->all, artefact_reference(s.structure)) : 0;
    for (unsigned k = 0; structure && k < s.structure->ncomponents; k++)
        take_component(r, &s, &s.structure->component[k]);
    if (structure)
        seen[structure - 1] = true;
}

/* Structures as those see them that were asked for; structures that none of these has, by themselves. */
static void take_constraints(struct reduction *r)
{
    const struct artefacts *all = r->g->all;
    bool *seen = arena_array(&r->g->arena, bool, all->n + 1);
    for (uint32_t i = 0; i < all->n; i++) {
        const struct artefact *a = all->of[i];
        if (!r->matched[i])
            continue;
        if (a->cls == ART_DATA_STRUCTURE || a->cls == ART_DATAFLOW || a->cls == ART_PROVISION_AGREEMENT)
            take_sight(r, i, seen);
        for (unsigned k = 0; a->cls == ART_CONSTRAINT && k < a->ntargets; k++) {
            uint32_t target = artefacts_place(all, a->target[k]);
            if (target)
                take_sight(r, target - 1, seen);
        }
    }
    for (uint32_t i = all->first[ART_DATA_STRUCTURE]; i < all->first[ART_DATA_STRUCTURE + 1]; i++)
        if (r->chosen[i] && !seen[i])
            take_sight(r, i, seen);
}

/* -- both -------------------------------------------------------------------------------------- */

void reduce_concepts(struct graph *g, const bool *matched, const bool *chosen, struct arena *arena)
{
    struct reduction r = {.g = g, .matched = matched, .chosen = chosen, .arena = arena, .only_concepts = true};
    r.used = arena_array(&g->arena, struct used, g->all->n + 1);
    take_references(&r);
    reduce(&r);
}

void reduce_schemes(struct graph *g, const bool *matched, const bool *chosen, struct arena *arena)
{
    struct reduction r = {.g = g, .matched = matched, .chosen = chosen, .arena = arena};
    r.used = arena_array(&g->arena, struct used, g->all->n + 1);
    take_references(&r);
    take_constraints(&r);
    reduce(&r);
}
