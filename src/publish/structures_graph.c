/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/structures_inner.h"

void graph_init(struct graph *g, const struct artefacts *all, bool v2)
{
    *g = (struct graph){.all = all, .v2 = v2};
    arena_init(&g->arena, (size_t)256 << 20);
    g->as = arena_array(&g->arena, const struct artefact *, all->n + 1);
    g->limited = arena_array(&g->arena, bool, all->n + 1);
    g->down = arena_array(&g->arena, struct edges, all->n + 1);
    for (uint32_t i = 0; i < all->n; i++)
        g->as[i] = all->of[i];
}

void graph_release(struct graph *g) { arena_release(&g->arena); }

void graph_replace(struct graph *g, uint32_t i, const struct artefact *as)
{
    g->as[i] = as;
    g->down[i].known = false;
}

bool graph_has(const struct graph *g, enum artefact_class cls)
{
    return (g->v2 ? class_names[cls].rest2 : class_names[cls].rest1) != NULL;
}

/* -- down ---------------------------------------------------------------------------------- */

static void edge_add(struct edges *e, uint32_t *to, uint32_t from, uint32_t i)
{
    if (i == from)
        return;
    for (unsigned k = 0; k < e->n; k++)
        if (to[k] == i)
            return;
    to[e->n++] = i;
}

/* What a reference leads to; a class that the API does not have is passed through. */
static void reference_add(struct graph *g, struct edges *e, uint32_t *to, uint32_t from, struct reference r)
{
    uint32_t place = artefacts_place(g->all, r);
    if (!place)
        return;
    if (graph_has(g, r.cls)) {
        edge_add(e, to, from, place - 1);
    } else if (r.cls == ART_REPRESENTATION_MAP) {
        reference_add(g, e, to, from, g->all->of[place - 1]->map_from);
        reference_add(g, e, to, from, g->all->of[place - 1]->map_to);
    }
}

const struct edges *graph_children(struct graph *g, uint32_t i)
{
    struct edges *e = &g->down[i];
    const uint32_t *agencies = &g->all->first[ART_AGENCY_SCHEME];
    if (e->known)
        return e;
    struct reference *refs;
    unsigned n = artefact_references(&refs, g->as[i], &g->arena);
    uint32_t *to = arena_array(&g->arena, uint32_t, 2 * n + (agencies[1] - agencies[0]));
    *e = (struct edges){.to = to, .known = true};
    for (unsigned k = 0; k < n; k++)
        reference_add(g, e, to, i, refs[k]);
    for (uint32_t a = agencies[0]; g->v2 && a < agencies[1]; a++)
        if (artefact_item(g->all->of[a], g->as[i]->agency))
            edge_add(e, to, i, a);
    return e;
}

/* -- up ------------------------------------------------------------------------------------ */

static void turn_round(struct graph *g)
{
    uint32_t n = g->all->n, **to = arena_array(&g->arena, uint32_t *, n + 1);
    g->up = arena_array(&g->arena, struct edges, n + 1);
    for (uint32_t i = 0; i < n; i++)
        for (unsigned k = 0; graph_has(g, g->as[i]->cls) && k < graph_children(g, i)->n; k++)
            g->up[g->down[i].to[k]].n++;
    for (uint32_t i = 0; i < n; i++) {
        g->up[i].to = to[i] = arena_array(&g->arena, uint32_t, g->up[i].n);
        g->up[i].n = 0;
    }
    for (uint32_t i = 0; i < n; i++)
        for (unsigned k = 0; graph_has(g, g->as[i]->cls) && k < g->down[i].n; k++) {
            uint32_t child = g->down[i].to[k];
            to[child][g->up[child].n++] = i;
        }
}

struct looking {
    const struct artefact *scheme;
    struct reference whole;
    bool found;
};

static void look(void *ctx, const struct reference *r)
{
    struct looking *l = ctx;
    l->found = l->found || (r->cls == l->whole.cls && str_eq(r->id, l->whole.id) &&
                            str_eq(r->agency, l->whole.agency) && str_eq(r->version, l->whole.version) &&
                            (!r->item.len || artefact_item(l->scheme, r->item)));
}

const struct edges *graph_parents(struct graph *g, uint32_t i)
{
    if (!g->up)
        turn_round(g);
    if (!g->limited[i])
        return &g->up[i];
    struct edges *e = arena_new(&g->arena, struct edges);
    uint32_t *to = arena_array(&g->arena, uint32_t, g->up[i].n);
    e->to = to;
    for (unsigned k = 0; k < g->up[i].n; k++) {
        struct looking l = {g->as[i], artefact_reference(g->as[i]), false};
        artefact_visit(g->as[g->up[i].to[k]], look, &l);
        bool agency = g->as[i]->cls == ART_AGENCY_SCHEME && artefact_item(g->as[i], g->as[g->up[i].to[k]]->agency);
        if (l.found || agency)
            to[e->n++] = g->up[i].to[k];
    }
    return e;
}
