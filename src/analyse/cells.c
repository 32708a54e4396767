/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/cells.h"

#include "base/num.h"

#include <math.h>

/* -- by key ------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct obs *o)
{
    uint64_t a = (uint64_t)o->indicator << 48 | (uint64_t)o->period << 32 |
                 (uint64_t)o->classif[0] << 16 | o->classif[1];
    a = (a ^ (uint64_t)o->sex * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    return (a ^ a >> 32) * 0xc4ceb9fe1a85ec53u;
}

static bool same_cell(const struct obs *a, const struct obs *b)
{
    return a->indicator == b->indicator && a->period == b->period && a->sex == b->sex &&
           a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1];
}

/* The slot of that key, or the empty one where it would stand. The half of the hash in it spares a
 * look at most observations, which lie all over the memory. */
static uint64_t *slot_of(const struct cells *cs, const struct obs *key, uint64_t hash)
{
    for (uint64_t i = hash;; i++) {
        uint64_t *slot = &cs->slots[i & cs->mask];
        if (!*slot || (*slot >> 32 == hash >> 32 && same_cell(cells_obs(cs, (uint32_t)*slot), key)))
            return slot;
    }
}

static void put_slot(struct cells *cs, uint32_t cell)
{
    const struct obs *o = cells_obs(cs, cell);
    uint64_t hash = hash_of(o);
    *slot_of(cs, o, hash) = hash >> 32 << 32 | cell;
}

uint32_t cells_find(const struct cells *cs, const struct obs *key)
{
    return (uint32_t)*slot_of(cs, key, hash_of(key));
}

/* Room for twice what there is, so that a third of the slots stays empty at least. */
static void make_room(struct cells *cs)
{
    size_t n = cs->set->n;
    if (n + 2 < cs->size)
        return;
    uint32_t size = 1024;
    while (size < n * 2)
        size *= 2;
    cs->size = size;
    cs->mask = size * 2 - 1;
    cs->next = mem_grow(cs->next, sizeof *cs->next * (size + 1));
    free(cs->slots);
    cs->slots = mem_alloc(sizeof *cs->slots * (cs->mask + 1));
    for (uint32_t cell = 1; cell <= n; cell++)
        put_slot(cs, cell);
}

/* The last of the set becomes known by its key. */
static void enter(struct cells *cs, uint32_t cell)
{
    uint16_t indicator = cells_obs(cs, cell)->indicator;
    make_room(cs);
    put_slot(cs, cell);
    cs->next[cell] = 0;
    if (cs->tail[indicator])
        cs->next[cs->tail[indicator]] = cell;
    else
        cs->head[indicator] = cell;
    cs->tail[indicator] = cell;
}

void cells_open(struct cells *cs, const struct ref *ref, struct obs_set *set, struct derived_set *out)
{
    *cs = (struct cells){.ref = ref, .set = set, .out = out,
                         .head = mem_alloc(sizeof *cs->head * ref->nindicators),
                         .tail = mem_alloc(sizeof *cs->tail * ref->nindicators)};
    make_room(cs);
    for (uint32_t cell = 1; cell <= set->n; cell++)
        enter(cs, cell);
}

void cells_close(struct cells *cs)
{
    free(cs->slots);
    free(cs->next);
    free(cs->head);
    free(cs->tail);
}

bool cells_usable(const struct cells *cs, uint32_t cell)
{
    const struct obs *o = cells_obs(cs, cell);
    return isfinite(o->value) && o->status != 'C';
}

/* -- making ------------------------------------------------------------------------------- */

void making_begin(struct making *m, struct cells *cs, uint32_t cell)
{
    m->cs = cs;
    m->n = 1;
    m->parent[0] = cell;
    m->decimals = cells_obs(cs, cell)->decimals;
}

bool making_take(struct making *m, uint32_t cell)
{
    if (!cell || !cells_usable(m->cs, cell) || m->n == PARENTS_MAX)
        return false;
    const struct obs *o = cells_obs(m->cs, cell);
    if (o->source != cells_obs(m->cs, m->parent[0])->source)
        return false;
    m->decimals = MAX(m->decimals, o->decimals);
    m->parent[m->n++] = cell;
    return true;
}

static double rounded(double value, unsigned decimals)
{
    if (decimals > NUM_DECIMALS_MAX || fabs(value) > 1e15 / num_pow10[decimals])
        return value;
    double r = round(value * num_pow10[decimals]) / num_pow10[decimals];
    return r == 0 ? 0 : r; /* no minus before a zero */
}

static void remember(struct derived_set *out, const struct making *m, const char *method)
{
    if (out->n == out->size) {
        out->size = MAX(out->size * 2, (size_t)256);
        out->v = mem_grow(out->v, sizeof *out->v * out->size);
    }
    while (out->nparents + m->n > out->parents_size) {
        out->parents_size = MAX(out->parents_size * 2, (size_t)1024);
        out->parents = mem_grow(out->parents, sizeof *out->parents * out->parents_size);
    }
    /* one method makes thousands */
    uint32_t last = out->n ? out->v[out->n - 1].method : 0;
    uint32_t of = out->n && str_is(out->methods.v[last], method)
                      ? last : strset_put(&out->methods, str_of(method));
    out->v[out->n++] = (struct derived){of, (uint32_t)out->nparents, m->n};
    for (unsigned i = 0; i < m->n; i++) {
        const struct obs *o = cells_obs(m->cs, m->parent[i]);
        out->parents[out->nparents++] = (struct parent){o->indicator, o->sex,
                                                        {o->classif[0], o->classif[1]}, o->period};
    }
}

void making_put(const struct making *m, const struct obs *key, double value, unsigned decimals,
                const char *method, struct str holds)
{
    struct cells *cs = m->cs;
    if (cells_find(cs, key) || !isfinite(value))
        return;
    struct obs new = *cells_obs(cs, m->parent[0]);
    new.indicator = key->indicator;
    new.sex = key->sex;
    new.classif[0] = key->classif[0];
    new.classif[1] = key->classif[1];
    new.period = key->period;
    new.note = note_of(m, holds);
    new.value = rounded(value, decimals);
    new.decimals = (uint8_t)decimals;
    new.status = 'L';
    new.set_aside = 0;
    new.sheet = new.column = new.period_column = 0;
    new.row = 0;
    *obs_set_add(cs->set) = new;
    enter(cs, (uint32_t)cs->set->n);
    remember(cs->out, m, method);
}

void cells_withhold(struct cells *cs, const struct obs *key)
{
    struct obs new = *key;
    struct making none;
    if (cells_find(cs, key))
        return;
    new.value = (double)NAN;
    new.status = 'C';
    *obs_set_add(cs->set) = new;
    enter(cs, (uint32_t)cs->set->n);
    none.cs = cs;
    none.n = 0;
    remember(cs->out, &none, "");
}

double rounding_of(unsigned decimals, unsigned n)
{
    return 0.5 * (n + 1) / num_pow10[MIN(decimals, (unsigned)NUM_DECIMALS_MAX)] * (1 + 1e-9);
}
