/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/key_groups.h"

struct key_group {
    struct str text[FIELD_COUNT]; /* empty: says nothing of it */
};

void key_groups_init(struct key_groups *g, size_t bytes)
{
    *g = (struct key_groups){0};
    /* of some 20 bytes of a message come a key, a group and a value */
    arena_init(&g->arena, ((size_t)64 << 20) + 20 * bytes);
}

void key_groups_release(struct key_groups *g)
{
    map_release(&g->map);
    buf_release(&g->key);
    free(g->of);
    arena_release(&g->arena);
}

/* -- keys ---------------------------------------------------------------------------------------- */

enum { BY_NONE, BY_MEASURE, BY_FREQ, BY_AREA, BY_SEX, BY_TIME, BY_CLASSIF };

/* A number for each dimension. */
static uint32_t dimension_of(struct sdmx_component c)
{
    switch (c.kind) {
    case COMPONENT_CLASSIF: return BY_CLASSIF + c.dimension;
    case COMPONENT_MEASURE: return BY_MEASURE;
    case COMPONENT_FREQ: return BY_FREQ;
    case COMPONENT_FIELD:
        return c.field == FIELD_AREA   ? BY_AREA
               : c.field == FIELD_SEX  ? BY_SEX
               : c.field == FIELD_TIME ? BY_TIME
                                       : BY_NONE;
    default: return BY_NONE;
    }
}

static struct str row_text(const struct sdmx_row *row, uint32_t dimension)
{
    switch (dimension) {
    case BY_MEASURE: return row->measure;
    case BY_FREQ: return row->freq;
    case BY_AREA: return row->rs.text[FIELD_AREA];
    case BY_SEX: return row->rs.text[FIELD_SEX];
    case BY_TIME: return row->rs.text[FIELD_TIME];
    }
    for (unsigned i = 0; i < row->nclassif; i++)
        if (row->dimension[i] == dimension - BY_CLASSIF)
            return row->rs.text[FIELD_CLASSIF1 + i];
    return STR("");
}

static void key_begin(struct key_groups *g, const struct key_group_kind *kind)
{
    g->key.len = 0;
    buf_fmt(&g->key, "%u %u", g->set, kind->number);
}

/* With its length, since any text may be a code that is not known. */
static void key_put(struct key_groups *g, struct str text)
{
    buf_fmt(&g->key, " %zu ", text.len);
    buf_str(&g->key, text);
}

/* -- adding ---------------------------------------------------------------------------------------- */

/* NULL: there are too many. */
static const struct key_group_kind *kind_of(struct key_groups *g, const struct key_group_kind *new)
{
    unsigned at = g->nkinds;
    for (unsigned i = 0; i < g->nkinds; i++)
        if (g->kind[i].n == new->n && !memcmp(g->kind[i].dimension, new->dimension, sizeof new->dimension))
            return &g->kind[i];
    if (g->nkinds == GROUP_KINDS)
        return NULL;
    for (; at > 0 && g->kind[at - 1].n > new->n; at--)
        g->kind[at] = g->kind[at - 1];
    g->kind[at] = *new;
    g->kind[at].number = g->nkinds++;
    return &g->kind[at];
}

/* The group of that key, which may have been given in several pieces. */
static struct key_group *key_group_of(struct key_groups *g)
{
    uint32_t at;
    if (map_find(&g->map, &at, buf_view(&g->key)))
        return g->of[at];
    if (g->n == g->size) {
        g->size = MAX(g->size * 2, 64u);
        g->of = mem_grow(g->of, sizeof *g->of * g->size);
    }
    map_put(&g->map, arena_str(&g->arena, buf_view(&g->key)), g->n);
    return g->of[g->n++] = arena_new(&g->arena, struct key_group);
}

int key_groups_add(struct key_groups *g, const struct component_value *v, unsigned n, bool whole)
{
    struct key_group_kind kind = {0};
    struct str text[GROUP_DIMENSIONS];
    unsigned attributes = 0;
    for (unsigned i = 0; i < n; i++) {
        uint32_t d = dimension_of(v[i].component);
        unsigned at = kind.n;
        attributes += sdmx_is_attribute(v[i].component);
        if (d == BY_NONE || v[i].text.len == 0)
            continue;
        if (kind.n == GROUP_DIMENSIONS)
            return 1; /* no row has so many */
        for (; at > 0 && kind.dimension[at - 1] > d; at--) {
            kind.dimension[at] = kind.dimension[at - 1];
            text[at] = text[at - 1];
        }
        kind.dimension[at] = d;
        text[at] = v[i].text;
        kind.n++;
    }
    if (kind.n == 0 && !whole)
        return 0;
    if (attributes == 0)
        return 1;
    const struct key_group_kind *known = kind_of(g, &kind);
    if (!known)
        return -ERR_LIMIT;
    key_begin(g, known);
    for (unsigned i = 0; i < kind.n; i++)
        key_put(g, text[i]);
    struct key_group *group = key_group_of(g);
    for (unsigned i = 0; i < n; i++)
        if (sdmx_is_attribute(v[i].component) && v[i].text.len)
            group->text[v[i].component.field] = arena_str(&g->arena, v[i].text);
    return 1;
}

/* -- giving ---------------------------------------------------------------------------------------- */

void key_groups_set(struct key_groups *g, struct sdmx_row *row)
{
    bool own = row->attributes;
    for (unsigned k = 0; k < g->nkinds; k++) {
        uint32_t at;
        key_begin(g, &g->kind[k]);
        for (unsigned i = 0; i < g->kind[k].n; i++)
            key_put(g, row_text(row, g->kind[k].dimension[i]));
        if (!map_find(&g->map, &at, buf_view(&g->key)))
            continue;
        for (enum field f = 0; f < FIELD_COUNT; f++)
            sdmx_row_set(row, (struct sdmx_component){.kind = COMPONENT_FIELD, .field = f}, g->of[at]->text[f], 0);
    }
    row->attributes = own; /* what a group says is not said of the observation alone */
}
