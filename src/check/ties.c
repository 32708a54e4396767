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
};

struct entries {
    struct entry *v;
    size_t n, size;
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

static void add_entries(struct entries *e, const struct ref *ref, const struct table_span *t)
{
    const struct indicator *in = &ref->indicators[t->indicator];
    if (e->n + t->n > e->size) {
        e->size = MAX(e->size * 2, e->n + t->n);
        e->v = mem_grow(e->v, sizeof *e->v * e->size);
    }
    for (const struct obs *o = t->cells; o < t->cells + t->n; o++)
        if (check_counts(o))
            e->v[e->n++] = (struct entry){key_of(ref, in, o), o, t};
}

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->obs < y->obs ? -1 : x->obs > y->obs;
}

static const struct entry *entry_find(const struct entries *e, uint64_t key)
{
    size_t lo = 0, hi = e->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (e->v[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < e->n && e->v[lo].key == key ? &e->v[lo] : NULL;
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
static void same_figure(struct ties *ties, const struct entry *e, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (e[i].table == e[0].table || e[i].table == e[i - 1].table)
            continue;
        struct tie tie = {.first = ties->nterms};
        term_add(ties, &tie, &e[i], 1);
        term_add(ties, &tie, &e[0], -1);
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

static bool is_tied(const struct ref *ref, uint16_t quantity, uint16_t other)
{
    for (uint32_t i = 0; i < ref->nties; i++) {
        const struct ref_tie *t = &ref->ties[i];
        bool a = ref->indicators[t->right].quantity == quantity;
        bool b = ref->indicators[t->right].quantity == other;
        for (unsigned k = 0; k < t->nleft && t->relation <= TIE_WITHIN; k++) {
            uint16_t left = ref->indicators[t->left[k]].quantity;
            if ((a && left == other) || (b && left == quantity))
                return true;
        }
    }
    return quantity && quantity == other;
}

static bool has_tied(const struct tables *ts, uint32_t from, uint32_t to, uint32_t at)
{
    uint16_t quantity = ts->ref->indicators[ts->v[ts->beside[at]].indicator].quantity;
    for (uint32_t i = from; i < to; i++)
        if (i != at &&
            is_tied(ts->ref, quantity, ts->ref->indicators[ts->v[ts->beside[i]].indicator].quantity))
            return true;
    return false;
}

void ties_find(struct ties *ties, const struct tables *ts, uint32_t from, uint32_t to)
{
    const struct ref *ref = ts->ref;
    struct entries e = {0};
    for (uint32_t i = from; i < to && to - from > 1; i++)
        if (has_tied(ts, from, to, i))
            add_entries(&e, ref, &ts->v[ts->beside[i]]);
    if (e.n > 1)
        qsort(e.v, e.n, sizeof *e.v, by_key);
    for (size_t i = 0, end; i < e.n; i = end) {
        for (end = i + 1; end < e.n && e.v[end].key == e.v[i].key;)
            end++;
        same_figure(ties, e.v + i, end - i);
        for (uint32_t k = 0; k < ref->nties; k++)
            if (ref->ties[k].relation <= TIE_WITHIN &&
                ref->indicators[ref->ties[k].right].quantity == e.v[i].key >> 48)
                make_sum(ties, ref, &ref->ties[k], &e, &e.v[i]);
    }
    free(e.v);
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
    free(ties->v);
    free(ties->terms);
    *ties = (struct ties){0};
}
