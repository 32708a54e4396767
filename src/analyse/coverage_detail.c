/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One source at a time, one breakdown at a time. */

#include "analyse/coverage_table.h"

#include "model/formula.h"
#include "model/period.h"

/* -- sources ---------------------------------------------------------------------------------- */

struct list {
    struct source_cover *v;
    size_t n, room;
    struct arena *arena;
};

static void list_put(struct list *l, const struct source_cover *s)
{
    if (l->n == l->room) {
        struct source_cover *v = arena_array(l->arena, struct source_cover, l->room ? l->room * 2 : 256);
        if (l->n)
            memcpy(v, l->v, sizeof *v * l->n);
        l->room = l->room ? l->room * 2 : 256;
        l->v = v;
    }
    l->v[l->n++] = *s;
}

/* Which sources the figures of an area have, each once. */
static uint32_t sources_of(uint16_t *out, uint8_t *seen, const struct cube *cube, const struct cube_flow *flow,
                           uint16_t area)
{
    uint32_t n = 0;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++)
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
            if (!seen[cube->source[i]]) {
                seen[cube->source[i]] = 1;
                out[n++] = cube->source[i];
            }
    for (uint32_t i = 0; i < n; i++)
        seen[out[i]] = 0;
    return n;
}

static void table_sources(struct list *l, struct cover_table *t, const struct coverage *c, uint32_t area,
                          uint32_t question, uint16_t *sources, uint8_t *seen)
{
    if (!t->flow)
        return;
    uint32_t n = sources_of(sources, seen, c->cube, t->flow, c->areas[area]);
    for (uint32_t i = 0; i < n; i++) {
        cover_table_read(t, c->areas[area], sources[i]);
        for (int year = c->first_year; year <= c->last_year; year++) {
            struct cover_best b;
            if (cover_table_best(&b, t, year))
                list_put(l, &(struct source_cover){area, question, year, t->indicator, sources[i], b.cover,
                                                   b.have, b.expected});
        }
    }
}

static int compare(const void *x, const void *y, void *cube)
{
    const struct source_cover *a = x, *b = y;
    const struct str *sources = ((const struct cube *)cube)->sources;
    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    if (a->question != b->question)
        return a->question < b->question ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    int order = str_cmp(sources[a->source], sources[b->source]);
    return order ? order : (a->indicator > b->indicator) - (a->indicator < b->indicator);
}

const struct source_cover *coverage_sources(size_t *n, struct arena *arena, const struct coverage *c)
{
    struct list l = {.arena = arena};
    struct cover_table t;
    *n = 0;
    if (!c->cube)
        return NULL;
    uint16_t *sources = mem_alloc(sizeof *sources * (c->cube->nsources + 1));
    uint8_t *seen = mem_alloc(c->cube->nsources + 1);
    cover_table_open(&t, c->ref, c->cube, c->first_year, c->last_year);
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (unsigned i = 0; i < c->questions[q].nindicators; i++) {
            uint16_t indicator = c->questions[q].indicators[i];
            cover_table_shape(&t, indicator, cover_asked_by(c->ref, &c->questions[q], indicator));
            for (uint32_t a = 0; a < c->nareas; a++)
                table_sources(&l, &t, c, a, q, sources, seen);
        }
    cover_table_close(&t);
    free(sources);
    free(seen);
    if (l.n)
        qsort_r(l.v, l.n, sizeof *l.v, compare, (void *)c->cube);
    *n = l.n;
    return l.v;
}

/* -- breakdowns ------------------------------------------------------------------------------- */

struct breakdowns {
    struct breakdown_cover *v;
    size_t n;
};

/* Of one country of a list: its own figures, which the cells do not tell apart. */
static void count_country(struct breakdown_cover *out, const struct cover_table *t, unsigned pair, int year,
                          uint16_t area, unsigned slot)
{
    const struct cube *cube = t->cube;
    const struct cover_list *other = &t->lists[!slot][t->pairs[pair].list[!slot]];
    uint64_t seen[3] = {0};
    for (uint32_t s = t->flow->area_at[area]; s < t->flow->area_at[area + 1]; s++) {
        uint16_t code = cube->classif[!slot][s];
        int sex = cover_sex(t, cube->sex[s]);
        if (cube->classif[slot][s] != out->code || sex < 0 ||
            (other->version >= 0 && t->ref->codes[code].version != other->version))
            continue;
        int place = cover_place(t->ref, other, code);
        for (uint32_t i = cube->start[s]; place >= 0 && place < 64 && i < cube->start[s + 1]; i++)
            if (period_year(cube->period[i]) == year && cover_expected(t, other, (unsigned)place) &&
                cover_mark_of(cube->value[i], cube->status[i]) == MARK_HAVE)
                seen[sex] |= (uint64_t)1 << place;
    }
    for (unsigned s = 0; s < 3; s++)
        out->have += (uint32_t)__builtin_popcountll(seen[s]);
    out->expected = t->sexes * other->expected * t->times;
}

static void put_list(struct breakdowns *out, const struct cover_table *t, unsigned pair, int year, uint16_t area,
                     unsigned slot)
{
    const struct cover_list *list = &t->lists[slot][t->pairs[pair].list[slot]];
    if (list->version < 0)
        return;
    const struct version *v = &t->ref->versions[list->version];
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        struct breakdown_cover b = {.code = code};
        int place = cover_place(t->ref, list, code);
        bool country = list->countries && place > 0;
        if (place < 0 || !cover_expected(t, list, (unsigned)place))
            continue;
        if (country)
            count_country(&b, t, pair, year, area, slot);
        else
            cover_table_count(&b.have, &b.expected, t, pair, year, slot, (unsigned)place);
        if (b.have || !country)
            out->v[out->n++] = b;
    }
}

const struct breakdown_cover *coverage_breakdown(size_t *n, struct arena *arena, const struct coverage *c,
                                                 uint32_t area, uint32_t question, int year)
{
    const struct cell_cover *cell = coverage_at(c, area, question, year);
    struct breakdowns out = {0};
    struct cover_table t;
    struct cover_best best;
    *n = 0;
    if (!cell || !cell->indicator)
        return NULL;
    cover_table_open(&t, c->ref, c->cube, year, year);
    cover_table_shape(&t, cell->indicator, cover_asked_by(c->ref, &c->questions[question], cell->indicator));
    if (cover_table_read(&t, c->areas[area], COVER_ANY_SOURCE) && cover_table_best(&best, &t, year)) {
        const uint16_t sexes[] = {c->ref->sex_total, c->ref->sex_male, c->ref->sex_female};
        out.v = mem_alloc(sizeof *out.v * (c->ref->ncodes + 3));
        for (unsigned s = 0; t.sexes > 1 && s < t.sexes; s++) {
            out.v[out.n].code = sexes[s];
            cover_table_count(&out.v[out.n].have, &out.v[out.n].expected, &t, best.pair, year, 2, s);
            out.n++;
        }
        put_list(&out, &t, best.pair, year, c->areas[area], 0);
        put_list(&out, &t, best.pair, year, c->areas[area], 1);
    }
    cover_table_close(&t);
    struct breakdown_cover *kept = arena_array(arena, struct breakdown_cover, out.n + 1);
    if (out.n)
        memcpy(kept, out.v, sizeof *kept * out.n);
    free(out.v);
    *n = out.n;
    return kept;
}
