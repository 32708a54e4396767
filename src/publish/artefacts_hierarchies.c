/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Hierarchies: the countries in their groups, and the codes of a dimension below the total and the
 * aggregates of other versions that they are summed into. A code may stand in several places; every
 * place has a name of its own. */

#include "publish/artefacts_inner.h"

struct tree {
    struct making *m;
    struct reference codes; /* the code list */
    struct hierarchy_node *v;
    uint32_t n, size, depth;
};

/* The place of a code below another (0: at the top); its index + 1. Its place in its own version is
 * called by the code, one that is lent to another code by both. */
static uint32_t put(struct tree *t, struct str code, uint32_t parent, bool lent)
{
    struct making *m = t->m;
    if (t->n == t->size) {
        struct hierarchy_node *old = t->v;
        t->size = MAX(t->size * 2, 64u);
        t->v = arena_array(&m->scratch, struct hierarchy_node, t->size);
        if (t->n)
            memcpy(t->v, old, sizeof *old * t->n);
    }
    struct hierarchy_node *node = &t->v[t->n++];
    *node = (struct hierarchy_node){.id = code, .code = t->codes, .parent = parent};
    node->code.item = code;
    node->level = (uint16_t)(parent ? t->v[parent - 1].level + 1 : 1);
    t->depth = MAX(t->depth, (uint32_t)node->level);
    if (lent)
        node->id = made(m, "%.*s_IN_%.*s", STR_FMT(code), STR_FMT(t->v[parent - 1].id));
    return t->n;
}

static void finish(struct tree *t, struct str dimension, struct said name, struct str description,
                   const char *const *levels)
{
    struct making *m = t->m;
    if (t->depth < 2)
        return;
    struct items items = {0};
    struct artefact *a = add(m, ART_HIERARCHY, made(m, "H_%.*s", STR_FMT(dimension)), description);
    a->name = name;
    struct hierarchy_node *v = arena_array(m->arena, struct hierarchy_node, t->n);
    memcpy(v, t->v, sizeof *v * t->n);
    a->node = v;
    a->nnodes = t->n;
    for (uint32_t l = 0; l < t->depth; l++)
        item_add(m, &items, made(m, "L%u", l + 1),
                 in_english(m, levels ? str_of(levels[l]) : made(m, "Level %u", l + 1)));
    items_put(m, a, &items);
    struct artefact *of = add(m, ART_HIERARCHY_ASSOCIATION, made(m, "HA_%.*s", STR_FMT(dimension)),
                              STR("A hierarchy and the code list that it is of."));
    of->name = name;
    of->structure = artefact_reference(a);
    of->other = t->codes;
}

/* Groups and the countries in them. In dimensions that have countries of a version, by its codes. */
static void put_groups(struct tree *t, const struct version *version)
{
    const struct ref *ref = t->m->ref;
    uint32_t *place = arena_array(&t->m->scratch, uint32_t, ref->ngroups);
    for (uint32_t i = 0; i < ref->ngroup_members; i++) {
        const struct group_member *gm = &ref->group_members[i];
        struct str code[2] = {ref->groups[gm->group].code, ref->areas[gm->area].code};
        for (int k = 0; k < 2 && version; k++)
            code[k] = made(t->m, "%s_%s", version->code.p, code[k].p);
        if (version ? !ref_code_find(ref, code[0]) || !ref_code_find(ref, code[1])
                    : ref_area_find(ref, code[0]) != 0)
            continue;
        if (!place[gm->group])
            place[gm->group] = put(t, code[0], 0, false);
        put(t, code[1], place[gm->group], true);
    }
}

/* Below a code its parts, and the detail of other versions that corresponds to it. */
static void put_code(struct tree *t, uint16_t code, uint32_t parent)
{
    const struct ref *ref = t->m->ref;
    const struct version *version = &ref->versions[ref->codes[code].version];
    uint32_t at = put(t, ref->codes[code].code, parent, false);
    for (uint16_t c = version->first; c < version->first + version->n; c++)
        if (ref->codes[c].parent == code)
            put_code(t, c, at);
    for (uint32_t i = 0; i < ref->ncorrespondences && ref->codes[code].role != CODE_TOTAL; i++)
        if (ref->correspondences[i].to == code && correspondence_nearest(ref, i))
            put(t, ref->codes[ref->correspondences[i].from].code, at, true);
}

static void make_dimension(struct making *m, uint16_t dimension)
{
    const struct ref *ref = m->ref;
    const struct dimension *d = &ref->dimensions[dimension];
    struct tree t = {.m = m, .codes = codelist_of(m, d->id)};
    for (uint32_t v = 0; v < ref->nversions; v++) {
        const struct version *version = &ref->versions[v];
        if (version->dimension != dimension)
            continue;
        if (version->countries)
            put_groups(&t, version);
        for (uint16_t c = version->first; !version->countries && c < version->first + version->n; c++)
            if (!ref->codes[c].parent)
                put_code(&t, c, 0);
    }
    finish(&t, d->id, named(m, "dimension", d->id, d->name),
           STR("Codes below the total and the aggregates that they are summed into; countries below their groups."),
           NULL);
}

void make_hierarchies(struct making *m)
{
    static const char *const levels[] = {"Groups", "Countries"};
    struct tree areas = {.m = m, .codes = refer(m, ART_CODELIST, CODES_AREA, STR(""))};
    put_groups(&areas, NULL);
    finish(&areas, STR("AREA"), scheme_said(m, STR("H_AREA")),
           STR("Groups of countries and who is in them. Groups overlap."), levels);
    for (uint32_t d = 0; d < m->ref->ndimensions; d++)
        make_dimension(m, (uint16_t)d);
}
