/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/ties.h"

#include "check/inside.h"

#include <math.h>

/* A figure by what it counts: quantity, sex, and the one or two codes that are no totals. */
struct entry {
    uint64_t key;
    const struct obs *obs;
    const struct table_span *table;
    uint32_t next, last; /* of the same key, plus 1; 0: the end. Of the first: which is the last */
};

/* With a hash over keys: place[hash of a key] is the first entry that has it, plus 1. */
struct entries {
    struct entry *v;
    size_t n, size;
    uint32_t *place;
    uint32_t mask, places; /* places: how many there is room for */
};

static uint64_t key_of(const struct ref *ref, const struct indicator *in, const struct obs *o)
{
    uint64_t code[2] = {in->scope, 0};
    unsigned n = in->scope != 0;
    for (unsigned i = 0; i < in->nclass; i++)
        if (ref->codes[o->classif[i]].role != CODE_TOTAL)
            code[n++] = o->classif[i]; /* ref_ties.c: a scope leaves one classification at most */
    uint64_t sex = o->sex ? o->sex : ref->sex_total;
    return (uint64_t)in->quantity << 48 | sex << 32 | MAX(code[0], code[1]) << 16 |
           MIN(code[0], code[1]);
}

static unsigned kind_of(const struct ref *ref, const struct obs *o)
{
    return (o->classif[0] && ref->codes[o->classif[0]].role != CODE_TOTAL ? 1u : 0) |
           (o->classif[1] && ref->codes[o->classif[1]].role != CODE_TOTAL ? 2u : 0);
}

/* `kinds`: which of its classifications a cell may break down; bit 0 none, 1 the first, 2 the
 * second, 3 both. */
static void add_entries(struct entries *e, const struct ref *ref, const struct table_span *t, unsigned kinds)
{
    const struct indicator *in = &ref->indicators[t->indicator];
    if (e->n + t->n > e->size) {
        e->size = MAX(e->size * 2, e->n + t->n);
        e->v = mem_grow(e->v, sizeof *e->v * e->size);
    }
    for (const struct obs *o = t->cells; o < t->cells + t->n; o++)
        if (kinds >> kind_of(ref, o) & 1 && check_counts(o))
            e->v[e->n++] = (struct entry){.key = key_of(ref, in, o), .obs = o, .table = t};
}

static uint32_t place_of(const struct entries *e, uint64_t key)
{
    uint32_t at = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & e->mask;
    while (e->place[at] && e->v[e->place[at] - 1].key != key)
        at = (at + 1) & e->mask;
    return at;
}

static void index_entries(struct entries *e)
{
    e->mask = 15;
    while (e->mask < 2 * e->n)
        e->mask = e->mask * 2 + 1;
    if (e->places < e->mask + 1) {
        e->places = e->mask + 1;
        e->place = mem_grow(e->place, sizeof *e->place * e->places);
    }
    memset(e->place, 0, sizeof *e->place * (e->mask + 1));
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t at = place_of(e, e->v[i].key);
        if (e->place[at]) {
            struct entry *first = &e->v[e->place[at] - 1];
            e->v[first->last - 1].next = i + 1;
            first->last = i + 1;
        } else {
            e->place[at] = e->v[i].last = i + 1;
        }
    }
}

static const struct entry *entry_find(const struct entries *e, uint64_t key)
{
    uint32_t first = e->place[place_of(e, key)];
    return first ? &e->v[first - 1] : NULL;
}

/* -- relations --------------------------------------------------------------------------------- */

static void term_add(struct ties *ties, struct tie *tie, const struct entry *e, int sign)
{
    if (ties->nterms == ties->terms_size) {
        ties->terms_size = ties->terms_size ? ties->terms_size * 2 : 64;
        ties->terms = mem_grow(ties->terms, sizeof *ties->terms * ties->terms_size);
    }
    ties->terms[ties->nterms++] = (struct tie_term){e->obs, e->table, sign};
    tie->tolerance += table_half(e->table, e->obs);
    tie->n++;
}

static void tie_add(struct ties *ties, struct tie tie)
{
    if (ties->n == ties->size) {
        ties->size = ties->size ? ties->size * 2 : 32;
        ties->v = mem_grow(ties->v, sizeof *ties->v * ties->size);
    }
    ties->v[ties->n++] = tie;
}

/* One figure in several tables: each is compared with the first; a table counts once. */
static void same_figure(struct ties *ties, const struct entries *e, const struct entry *first)
{
    const struct table_span *before = first->table;
    for (uint32_t i = first->next; i; i = e->v[i - 1].next) {
        const struct entry *other = &e->v[i - 1];
        if (other->table == first->table || other->table == before)
            continue;
        before = other->table;
        struct tie tie = {.first = ties->nterms};
        term_add(ties, &tie, other, 1);
        term_add(ties, &tie, first, -1);
        tie_add(ties, tie);
    }
}

static void make_sum(struct ties *ties, const struct ref *ref, const struct ref_tie *why,
                     const struct entries *e, const struct entry *right)
{
    struct tie tie = {.first = ties->nterms, .most = why->relation == TIE_WITHIN, .why = why};
    for (unsigned i = 0; i < why->nleft; i++) {
        uint64_t quantity = ref->indicators[why->left[i]].quantity;
        const struct entry *left = entry_find(e, (right->key & 0xffffffffffff) | quantity << 48);
        if (left)
            term_add(ties, &tie, left, 1);
    }
    if (tie.n == 0 || (tie.n < why->nleft && !tie.most)) {
        ties->nterms = tie.first;
        return;
    }
    term_add(ties, &tie, right, -1);
    tie_add(ties, tie);
}

/* -- finding them ------------------------------------------------------------------------------ */

/* Which cells of the one table the other may have too: those that break down nothing but what both
 * have. Where all of one is a code, that counts as its dimension. */
static unsigned kinds_shared(const struct ref *ref, const struct indicator *in, const struct indicator *other)
{
    unsigned dims = 0;
    for (unsigned slot = 0; slot < in->nclass; slot++) {
        bool has = other->scope && ref->versions[ref->codes[other->scope].version].dimension == in->classif[slot];
        for (unsigned k = 0; k < other->nclass; k++)
            has = has || other->classif[k] == in->classif[slot];
        dims |= (unsigned)has << slot;
    }
    return dims == 0 ? 1 : dims == 1 ? 1 | 2 : dims == 2 ? 1 | 4 : 15;
}

static unsigned kinds_of(const struct tables *ts, uint32_t from, uint32_t to, uint32_t at)
{
    const struct indicator *in = &ts->ref->indicators[ts->v[ts->beside[at]].indicator];
    unsigned kinds = 0;
    for (uint32_t i = from; i < to && kinds != 15; i++) {
        const struct indicator *other = &ts->ref->indicators[ts->v[ts->beside[i]].indicator];
        if (i != at && ref_tied(ts->ref, in, other))
            kinds |= kinds_shared(ts->ref, in, other);
    }
    return kinds;
}

enum { SUMS_MAX = 16 };

/* The rows of tables/ties.csv that have a quantity on the right. */
static unsigned sums_of(const struct ref_tie *sums[SUMS_MAX], const struct ref *ref, uint16_t quantity)
{
    unsigned n = 0;
    for (uint32_t k = 0; k < ref->nties && n < SUMS_MAX; k++)
        if (ref->ties[k].relation <= TIE_WITHIN && ref->indicators[ref->ties[k].right].quantity == quantity)
            sums[n++] = &ref->ties[k];
    return n;
}

void ties_find(struct ties *ties, const struct tables *ts, uint32_t from, uint32_t to)
{
    const struct ref *ref = ts->ref;
    struct entries *e = ties->entries = ties->entries ? ties->entries : mem_alloc(sizeof *e);
    e->n = 0;
    for (uint32_t i = from; i < to && to - from > 1; i++) {
        unsigned kinds = kinds_of(ts, from, to, i);
        if (kinds)
            add_entries(e, ref, &ts->v[ts->beside[i]], kinds);
    }
    index_entries(e);
    const struct ref_tie *sums[SUMS_MAX];
    unsigned nsums = 0;
    uint16_t quantity = 0;
    for (size_t i = 0; i < e->n; i++) {
        if (!e->v[i].last)
            continue; /* not the first of its key */
        if (e->v[i].key >> 48 != quantity) {
            quantity = (uint16_t)(e->v[i].key >> 48);
            nsums = sums_of(sums, ref, quantity);
        }
        same_figure(ties, e, &e->v[i]);
        for (unsigned k = 0; k < nsums; k++)
            make_sum(ties, ref, sums[k], e, &e->v[i]);
    }
}

double tie_gap(const struct ties *ties, const struct tie *t)
{
    double gap = 0;
    for (unsigned i = 0; i < t->n; i++)
        gap += ties->terms[t->first + i].sign * ties->terms[t->first + i].obs->value;
    return gap;
}

bool tie_broken(const struct ties *ties, const struct tie *t)
{
    double gap = tie_gap(ties, t);
    return (t->most ? gap : fabs(gap)) > t->tolerance * (1 + 1e-9) + 1e-9;
}

void ties_release(struct ties *ties)
{
    if (ties->entries) {
        free(ties->entries->v);
        free(ties->entries->place);
        free(ties->entries);
    }
    free(ties->v);
    free(ties->terms);
    *ties = (struct ties){0};
}
