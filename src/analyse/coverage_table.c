/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage_table.h"

#include "model/formula.h"
#include "model/period.h"

#include <math.h>

enum { COUNTRY_TOTAL, COUNTRY_ANY, COUNTRY_CELLS };

void cover_table_open(struct cover_table *t, const struct ref *ref, const struct cube *cube, int first_year,
                      int last_year)
{
    *t = (struct cover_table){.ref = ref, .cube = cube, .first_year = first_year,
                              .nyears = MAX(last_year - first_year + 1, 0)};
    t->list_of = mem_alloc(ref->nversions + 1);
    t->left_over = mem_alloc(ref->ncodes + 1);
    for (uint32_t i = 0; i < ref->ncorrespondences; i++)
        if (ref->codes[ref->correspondences[i].to].role == CODE_REST)
            t->left_over[ref->correspondences[i].from] = true;
    t->others = mem_alloc(sizeof *t->others * ((size_t)t->nyears + 1));
    t->of_source = mem_alloc(sizeof *t->of_source * ((cube ? cube->nsources : 0) + 1));
}

void cover_table_close(struct cover_table *t)
{
    free(t->list_of);
    free(t->left_over);
    free(t->of_source);
    free(t->cells);
    free(t->tallies);
    free(t->others);
}

/* -- shape -------------------------------------------------------------------------------- */

/* Its parts may stand for it: it is expected, they are not. */
static bool is_top(const struct ref *ref, const struct code *c)
{
    return c->role == CODE_TOTAL ||
           (c->role == CODE_PART && (!c->parent || ref->codes[c->parent].role == CODE_TOTAL));
}

static void list_make(struct cover_list *out, const struct cover_table *t, uint32_t version, bool asked)
{
    const struct version *v = &t->ref->versions[version];
    *out = (struct cover_list){.version = (int)version, .n = v->n, .countries = v->countries, .asked = asked};
    if (v->countries) {
        out->n = out->expected = COUNTRY_CELLS;
        return;
    }
    for (uint16_t place = 0; place < v->n; place++) {
        const struct code *c = &t->ref->codes[v->first + place];
        bool expected = cover_expected(t, out, place);
        out->expected += expected;
        out->nested = out->nested || (expected && c->role == CODE_PART && c->has_parts);
    }
}

static bool asks(const struct indicator *in, uint32_t version)
{
    for (unsigned i = 0; i < in->nasked; i++)
        if (in->asked[i] == version)
            return true;
    return false;
}

static void list_add(struct cover_table *t, unsigned slot, uint32_t version, uint16_t asked)
{
    if (t->list_of[version] >= 0 || t->nlists[slot] == COVER_LISTS)
        return;
    t->list_of[version] = (int8_t)t->nlists[slot];
    list_make(&t->lists[slot][t->nlists[slot]++], t, version, asks(&t->ref->indicators[asked], version));
}

/* The versions of a classification, what the questionnaire asks for first: where two have as much, it counts. */
static void lists_make(struct cover_table *t, const struct indicator *in, unsigned slot, uint16_t asked)
{
    const struct ref *ref = t->ref;
    t->nlists[slot] = 0;
    if (slot >= in->nclass) {
        t->lists[slot][t->nlists[slot]++] = (struct cover_list){.version = -1, .n = 1, .expected = 1};
        return;
    }
    for (int wanted = 1; wanted >= 0; wanted--)
        for (unsigned i = 0; i < in->nasked; i++)
            if (ref->versions[in->asked[i]].dimension == in->classif[slot] &&
                (int)(in->asked_default >> i & 1) == wanted)
                list_add(t, slot, in->asked[i], asked);
    for (uint32_t v = 0; v < ref->nversions; v++)
        if (ref->versions[v].dimension == in->classif[slot])
            list_add(t, slot, v, asked);
}

static uint32_t missing_codes(const struct cover_table *t, uint16_t indicator, uint16_t asked)
{
    const struct ref *ref = t->ref;
    for (uint32_t i = 0; i < ref->nsuccessions; i++) {
        const struct succession *s = &ref->successions[i];
        if (s->from == indicator && s->to == asked && s->add) {
            struct cover_list list;
            list_make(&list, t, ref->codes[s->add].version, true);
            return list.expected;
        }
    }
    return 1;
}

void cover_table_shape(struct cover_table *t, uint16_t indicator, uint16_t asked)
{
    const struct indicator *in = &t->ref->indicators[indicator];
    t->times = missing_codes(t, indicator, asked);
    t->indicator = indicator;
    t->flow = t->cube ? cube_flow_find(t->cube, indicator) : NULL;
    t->sexes = t->ref->indicators[asked].has_sex || in->has_sex ? 3 : 1;
    memset(t->list_of, -1, t->ref->nversions);
    lists_make(t, in, 0, asked);
    lists_make(t, in, 1, asked);
    t->npairs = 0;
    t->ncells = 0;
    for (unsigned a = 0; a < t->nlists[0]; a++)
        for (unsigned b = 0; b < t->nlists[1]; b++) {
            const struct cover_list *x = &t->lists[0][a], *y = &t->lists[1][b];
            t->pairs[t->npairs++] = (struct cover_pair){
                {(uint8_t)a, (uint8_t)b}, t->ncells, t->sexes * x->expected * y->expected * t->times};
            t->ncells += t->sexes * x->n * y->n;
        }
}

int cover_sex(const struct cover_table *t, uint16_t sex)
{
    const struct ref *ref = t->ref;
    return sex == 0 || sex == ref->sex_total ? 0 : sex == ref->sex_male ? 1 : sex == ref->sex_female ? 2 : -1;
}

int cover_place(const struct ref *ref, const struct cover_list *list, uint16_t code)
{
    if (list->version < 0)
        return 0;
    const struct code *c = &ref->codes[code];
    if (list->countries)
        return c->role == CODE_TOTAL ? COUNTRY_TOTAL : c->role == CODE_PART && c->area ? COUNTRY_ANY : -1;
    if (c->role != CODE_TOTAL && c->role != CODE_PART)
        return -1;
    return code - ref->versions[list->version].first;
}

bool cover_expected(const struct cover_table *t, const struct cover_list *list, unsigned place)
{
    if (list->version < 0 || list->countries)
        return true;
    uint32_t code = t->ref->versions[list->version].first + place;
    return is_top(t->ref, &t->ref->codes[code]) && (list->asked || !t->left_over[code]);
}

/* -- what is there ------------------------------------------------------------------------- */

enum cover_mark cover_mark_of(double value, char status)
{
    if (!isnan(value))
        return MARK_HAVE;
    switch (status) {
    case 'C':
    case 'S':
    case 'U': return MARK_HAVE;
    case 'X': return MARK_NOT_APPLICABLE;
    case 'N': return MARK_UNAVAILABLE;
    default: return MARK_NONE;
    }
}

static void clear(struct cover_table *t)
{
    size_t cells = (size_t)t->nyears * t->ncells, tallies = (size_t)t->nyears * t->npairs;
    if (cells > t->cells_size)
        t->cells = mem_grow(t->cells, sizeof *t->cells * (t->cells_size = cells));
    if (tallies > t->tallies_size)
        t->tallies = mem_grow(t->tallies, sizeof *t->tallies * (t->tallies_size = tallies));
    memset(t->others, 0, sizeof *t->others * (size_t)t->nyears);
    if (cells)
        memset(t->cells, 0, sizeof *t->cells * cells);
    if (tallies)
        memset(t->tallies, 0, sizeof *t->tallies * tallies);
}

static void mark(struct cover_table *t, int year, unsigned pair, uint32_t cell, bool expected,
                 enum cover_mark is, uint16_t source)
{
    struct cover_cell *c = &t->cells[(size_t)year * t->ncells + cell];
    struct cover_tally *tally = &t->tallies[(size_t)year * t->npairs + pair];
    if (is <= c->mark)
        return;
    if (expected) {
        if (c->mark)
            tally->of[c->mark]--;
        tally->of[is]++;
    }
    *c = (struct cover_cell){source, (uint8_t)is};
}

/* The pair of versions of a series and its cell there; -1: it is none. */
static int pair_of(uint32_t *cell, bool *expected, const struct cover_table *t, uint32_t series)
{
    const struct cube *cube = t->cube;
    const struct ref *ref = t->ref;
    int sex = cover_sex(t, cube->sex[series]), at[2], place[2];
    *expected = true;
    for (unsigned i = 0; i < 2; i++) {
        uint16_t code = cube->classif[i][series];
        at[i] = t->lists[i][0].version < 0 ? 0 : code ? t->list_of[ref->codes[code].version] : -1;
        if (at[i] < 0)
            return -1;
        const struct cover_list *list = &t->lists[i][at[i]];
        if ((place[i] = cover_place(ref, list, code)) < 0)
            return -1;
        *expected = *expected && cover_expected(t, list, (unsigned)place[i]);
    }
    if (sex < 0 || sex >= (int)t->sexes)
        return -1;
    unsigned pair = (unsigned)at[0] * t->nlists[1] + (unsigned)at[1];
    *cell = t->pairs[pair].at + ((unsigned)sex * t->lists[0][at[0]].n + (unsigned)place[0]) *
                                    t->lists[1][at[1]].n + (unsigned)place[1];
    return (int)pair;
}

/* A part is there where all of its own parts are. `stride`: between the cells of one code and the next. */
static void fill_parent(struct cover_table *t, int year, unsigned pair, const struct cover_list *list,
                        uint32_t base, uint32_t stride, unsigned place, bool expected)
{
    const struct ref *ref = t->ref;
    uint16_t first = ref->versions[list->version].first, code = (uint16_t)(first + place);
    const struct cover_cell *row = &t->cells[(size_t)year * t->ncells];
    uint16_t source = 0;
    for (unsigned k = 0; k < list->n; k++) {
        const struct code *c = &ref->codes[first + k];
        if (c->parent != code || c->role != CODE_PART)
            continue;
        if (row[base + k * stride].mark != MARK_HAVE)
            return;
        source = row[base + k * stride].source;
    }
    mark(t, year, pair, base + place * stride, expected, MARK_HAVE, source);
}

static void fill_nested(struct cover_table *t, unsigned pair, unsigned slot)
{
    const struct cover_list *list = &t->lists[slot][t->pairs[pair].list[slot]];
    const struct cover_list *other = &t->lists[!slot][t->pairs[pair].list[!slot]];
    uint32_t stride = slot == 0 ? other->n : 1;
    for (unsigned place = 0; place < list->n; place++) {
        const struct code *c = &t->ref->codes[t->ref->versions[list->version].first + place];
        if (c->role != CODE_PART || !c->has_parts || !cover_expected(t, list, place))
            continue;
        for (unsigned sex = 0; sex < t->sexes; sex++)
            for (unsigned k = 0; k < other->n; k++) {
                uint32_t base = t->pairs[pair].at + sex * list->n * other->n +
                                k * (slot == 0 ? 1u : list->n);
                for (int year = 0; year < t->nyears; year++)
                    fill_parent(t, year, pair, list, base, stride, place, cover_expected(t, other, k));
            }
    }
}

bool cover_table_read(struct cover_table *t, uint16_t area, int source)
{
    const struct cube *cube = t->cube;
    const struct cube_flow *flow = t->flow;
    if (!flow || flow->area_at[area] == flow->area_at[area + 1])
        return false;
    clear(t);
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        uint32_t cell;
        bool expected;
        int pair = pair_of(&cell, &expected, t, s);
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++) {
            int year = period_year(cube->period[i]) - t->first_year;
            enum cover_mark is = cover_mark_of(cube->value[i], cube->status[i]);
            if (year < 0 || year >= t->nyears || (source >= 0 && cube->source[i] != source))
                continue;
            if (pair >= 0)
                mark(t, year, (unsigned)pair, cell, expected, is, cube->source[i]);
            if (is == MARK_HAVE && (pair < 0 || !expected))
                t->others[year] = cube->source[i] + 1u;
        }
    }
    for (unsigned p = 0; p < t->npairs; p++)
        for (unsigned slot = 0; slot < 2; slot++)
            if (t->lists[slot][t->pairs[p].list[slot]].nested)
                fill_nested(t, p, slot);
    return true;
}

/* -- what counts ---------------------------------------------------------------------------- */

static unsigned rank_of(const struct cover_best *b)
{
    static const unsigned ranks[COVERS] = {[COVER_MISSING] = 0, [COVER_NOT_APPLICABLE] = 1,
                                           [COVER_PARTIAL] = 2, [COVER_REPORTED] = 3};
    return ranks[b->cover];
}

bool cover_better(const struct cover_best *a, const struct cover_best *b)
{
    if (rank_of(a) != rank_of(b))
        return rank_of(a) > rank_of(b);
    return (uint64_t)a->have * b->expected > (uint64_t)b->have * a->expected;
}

bool cover_table_best(struct cover_best *out, const struct cover_table *t, int year)
{
    bool any = false;
    for (unsigned p = 0; p < t->npairs; p++) {
        const uint32_t *of = t->tallies[(size_t)(year - t->first_year) * t->npairs + p].of;
        uint32_t have = of[MARK_HAVE], none = of[MARK_NOT_APPLICABLE];
        if (have + none + of[MARK_UNAVAILABLE] == 0)
            continue;
        struct cover_best b = {.pair = p, .have = have, .expected = t->pairs[p].expected};
        if (have)
            b.expected -= none;
        b.unavailable = have == 0 && of[MARK_UNAVAILABLE] > 0;
        b.cover = have == b.expected ? COVER_REPORTED
                  : have             ? COVER_PARTIAL
                  : b.unavailable    ? COVER_MISSING
                                     : COVER_NOT_APPLICABLE;
        if (!any || cover_better(&b, out))
            *out = b;
        any = true;
    }
    if (t->others[year - t->first_year] && (!any || out->have == 0)) {
        *out = (struct cover_best){.cover = COVER_PARTIAL, .expected = t->pairs[0].expected};
        any = true;
    }
    return any;
}

uint16_t cover_table_source(struct cover_table *t, const struct cover_best *best, int year)
{
    const struct cover_pair *p = &t->pairs[best->pair];
    const struct cover_cell *row = &t->cells[(size_t)(year - t->first_year) * t->ncells];
    uint32_t end = best->pair + 1 < t->npairs ? p[1].at : t->ncells;
    uint16_t most = 0;
    if (best->cover == COVER_PARTIAL && best->have == 0)
        return (uint16_t)(t->others[year - t->first_year] - 1);
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t c = p->at; c < end; c++) {
            uint32_t *n = &t->of_source[row[c].source];
            if (row[c].mark == MARK_NONE)
                continue;
            if (pass > 0)
                *n = 0;
            else if (++*n > t->of_source[most])
                most = row[c].source;
        }
    return most;
}

void cover_table_count(uint32_t *have, uint32_t *expected, const struct cover_table *t, unsigned pair, int year,
                       unsigned slot, unsigned place)
{
    const struct cover_list *x = &t->lists[0][t->pairs[pair].list[0]], *y = &t->lists[1][t->pairs[pair].list[1]];
    const struct cover_cell *row = &t->cells[(size_t)(year - t->first_year) * t->ncells + t->pairs[pair].at];
    for (unsigned s = 0; s < t->sexes; s++)
        for (unsigned a = 0; a < x->n; a++)
            for (unsigned b = 0; b < y->n; b++) {
                unsigned mark = row[(s * x->n + a) * y->n + b].mark;
                const unsigned here[] = {a, b, s};
                if (here[slot] != place || !cover_expected(t, x, a) || !cover_expected(t, y, b))
                    continue;
                *have += mark == MARK_HAVE;
                *expected += mark != MARK_NOT_APPLICABLE ? t->times : t->times - 1;
            }
}
