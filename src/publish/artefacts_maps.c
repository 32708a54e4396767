/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is what: detailed codes and the aggregates of other versions that they belong to, and the
 * tables of the first generation and the current ones that have their figures. */

#include "publish/artefacts_inner.h"

#include "model/formula.h"

struct rows {
    struct map_row *v;
    uint32_t n, size;
};

static void row_add(struct making *m, struct rows *rows, struct str from, struct str to)
{
    if (rows->n == rows->size) {
        struct map_row *old = rows->v;
        rows->size = MAX(rows->size * 2, 16u);
        rows->v = arena_array(&m->scratch, struct map_row, rows->size);
        if (rows->n)
            memcpy(rows->v, old, sizeof *old * rows->n);
    }
    rows->v[rows->n++] = (struct map_row){from, to};
}

static void put_map(struct making *m, struct str id, struct said name, struct str description,
                    struct reference from, struct reference to, const struct rows *rows)
{
    struct artefact *a = add(m, ART_REPRESENTATION_MAP, id, description);
    struct map_row *v = arena_array(m->arena, struct map_row, rows->n);
    memcpy(v, rows->v, sizeof *v * rows->n);
    a->name = name;
    a->map_from = from;
    a->map_to = to;
    a->map = v;
    a->nmaps = rows->n;
}

/* -- detail and aggregate --------------------------------------------------------------------- */

static bool is_above(const struct ref *ref, uint16_t code, uint16_t other)
{
    for (uint16_t c = ref->codes[other].parent; c; c = ref->codes[c].parent)
        if (c == code)
            return true;
    return false;
}

bool correspondence_nearest(const struct ref *ref, uint32_t at)
{
    const struct correspondence *c = &ref->correspondences[at], *other = ref->correspondences;
    for (; other < ref->correspondences + ref->ncorrespondences; other++)
        if (other->from == c->from && ref->codes[other->to].version == ref->codes[c->to].version &&
            (is_above(ref, c->to, other->to) ||
             (ref->codes[c->to].role == CODE_EXTRA && ref->codes[other->to].role != CODE_EXTRA)))
            return false;
    return true;
}

static void make_aggregates(struct making *m, uint16_t from, uint16_t to)
{
    const struct ref *ref = m->ref;
    const struct version *a = &ref->versions[from], *b = &ref->versions[to];
    struct rows rows = {0};
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        const struct code *x = &ref->codes[ref->correspondences[i].from];
        const struct code *y = &ref->codes[ref->correspondences[i].to];
        if (x->version == from && y->version == to && correspondence_nearest(ref, i))
            row_add(m, &rows, x->code, y->code);
    }
    if (!rows.n)
        return;
    put_map(m, made(m, "RM_%s_%s", a->code.p, b->code.p),
            in_english(m, made(m, "%s into %s", a->name.p, b->name.p)),
            STR("Detailed codes and the aggregate that each is summed into."),
            codelist_of(m, ref->dimensions[a->dimension].id), codelist_of(m, ref->dimensions[b->dimension].id),
            &rows);
}

/* -- first generation and current ---------------------------------------------------------------- */

/* Have codes of the one dimension successors in the other? */
static bool is_succeeded(const struct ref *ref, uint32_t dimension, uint32_t other)
{
    for (uint32_t v = 0; v < ref->nversions; v++) {
        const struct version *version = &ref->versions[v];
        for (uint16_t c = version->first; version->dimension == dimension && c < version->first + version->n; c++)
            if (succession_code(ref, c, (uint16_t)other))
                return true;
    }
    return false;
}

/* Which dimension of the successor has the codes of this one; -1: none. */
static int successor_slot(const struct making *m, const struct dims *to, struct str dimension)
{
    uint32_t d, other;
    for (unsigned k = 0; k < to->n; k++)
        if (str_eq(to->id[k], dimension))
            return (int)k;
    if (!map_find(&m->ref->dimension_map, &d, dimension))
        return -1;
    for (unsigned k = 0; k < to->n; k++)
        if (map_find(&m->ref->dimension_map, &other, to->id[k]) && is_succeeded(m->ref, d, other))
            return (int)k;
    return -1;
}

/* The representation map of two different dimensions or measures, made when first needed. */
static struct reference code_map(struct making *m, struct map *known, struct str from, struct str to)
{
    const struct ref *ref = m->ref;
    uint32_t d = 0, other = 0;
    struct rows rows = {0};
    struct str id = made(m, "RM_%.*s_%.*s", STR_FMT(from), STR_FMT(to));
    struct reference r = refer(m, ART_REPRESENTATION_MAP, id, STR(""));
    if (!map_put(known, id, 0))
        return r;
    bool dimensions = map_find(&ref->dimension_map, &d, from) && map_find(&ref->dimension_map, &other, to);
    for (uint32_t c = 1; dimensions && c < ref->ncodes; c++) {
        uint16_t successor = ref->versions[ref->codes[c].version].dimension == d
                                 ? succession_code(ref, (uint16_t)c, (uint16_t)other) : 0;
        if (successor)
            row_add(m, &rows, ref->codes[c].code, ref->codes[successor].code);
    }
    if (!dimensions)
        row_add(m, &rows, from, to);
    put_map(m, id, in_english(m, made(m, "%.*s of the first generation as %.*s", STR_FMT(from), STR_FMT(to))),
            STR("Codes of the first generation of tables and those of today that mean the same."),
            codelist_of(m, dimensions ? from : STR("MEASURE")), codelist_of(m, dimensions ? to : STR("MEASURE")),
            &rows);
    return r;
}

/* What a figure has to have to be taken over, and what the successor has besides. */
static void put_conditions(struct making *m, struct artefact *a, const struct succession *s)
{
    struct annotation *v = arena_array(m->arena, struct annotation, 2);
    a->annotation = v;
    if (s->note.len)
        v[a->nannotations++] = *annotate(m, "ONLY_WITH_NOTE", s->note, STR("Holds for figures with this note."));
    if (s->add)
        v[a->nannotations++] = *annotate(m, "FIXED_CODE", m->ref->codes[s->add].code,
                                         STR("The code of the dimension that the first has not."));
}

static void make_succession(struct making *m, struct map *known, const struct succession *s)
{
    const struct indicator *from = &m->ref->indicators[s->from], *to = &m->ref->indicators[s->to];
    struct dims a, b;
    dims_of(&a, m->ref, s->from);
    dims_of(&b, m->ref, s->to);
    struct str id = made(m, "SM_%s_%s", from->code.p, to->code.p);
    if (!map_put(known, id, 0)) /* by another note: the codes are the same */
        return;
    struct artefact *map = add(m, ART_STRUCTURE_MAP, id,
                               STR("A table of the first generation and the one of today that has its figures."));
    struct component_map *c = arena_array(m->arena, struct component_map, a.n + 1);
    map->name = in_english(m, made(m, "%s, as %s", from->title.p, to->title.p));
    map->map_from = structure_reference(m, s->from);
    map->map_to = structure_reference(m, s->to);
    map->component_map = c;
    put_conditions(m, map, s);
    for (unsigned d = 0; d < a.n; d++) {
        int slot = successor_slot(m, &b, a.id[d]);
        if (slot < 0)
            continue;
        struct component_map *at = &c[map->ncomponent_maps++];
        *at = (struct component_map){.from = a.id[d], .to = b.id[slot]};
        if (!str_eq(at->from, at->to))
            at->mapping = code_map(m, known, at->from, at->to);
        else if (a.kind[d] == DIM_MEASURE && !str_eq(from->measure, to->measure))
            at->mapping = code_map(m, known, from->measure, to->measure);
    }
    c[map->ncomponent_maps++] = (struct component_map){.from = STR("TIME_PERIOD"), .to = STR("TIME_PERIOD")};
}

void make_maps(struct making *m)
{
    const struct ref *ref = m->ref;
    struct map known = {0};
    for (uint32_t a = 0; a < ref->nversions; a++)
        for (uint32_t b = 0; b < ref->nversions; b++)
            if (a != b)
                make_aggregates(m, (uint16_t)a, (uint16_t)b);
    for (uint32_t i = 0; i < ref->nsuccessions; i++)
        make_succession(m, &known, &ref->successions[i]);
    map_release(&known);
}
