/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/history.h"

#include "base/buf.h"

#include <math.h>

/* What the indexes of another cube are here; 0 for areas and codes that `ref` does not have. */
struct translation {
    const struct cube *cube;
    uint16_t *area, *code;   /* NULL: the same reference data */
    uint16_t *source, *note; /* UNSEEN until needed */
};

enum { UNSEEN = UINT16_MAX };

/* A series of one of the two, with its key in the history's reference data. */
struct keyed {
    uint64_t rank;
    uint16_t area;
    uint32_t series;
};
struct side {
    const struct cube *cube;
    struct translation *t;
    struct keyed *v;
    uint32_t n;
};

void history_init(struct history *h, const struct ref *ref)
{
    *h = (struct history){.ref = ref, .cube = mem_alloc(sizeof *h->cube)};
    h->cube->ref = ref;
    h->cube->start = mem_alloc(sizeof *h->cube->start);
    arena_init(&h->arena, (size_t)1 << 30);
    strset_put(&h->sources, STR("")); /* of what is gone */
    strset_put(&h->notes, STR(""));
}

/* -- codes ------------------------------------------------------------------------------------ */

static uint16_t *unseen(struct arena *arena, uint32_t n)
{
    uint16_t *v = arena_array(arena, uint16_t, n + 1);
    memset(v, 0xff, sizeof *v * (n + 1));
    return v;
}

/* Its index: the list moves as it grows. */
static unsigned translation_of(struct history *h, const struct cube *cube)
{
    for (unsigned i = 0; i < h->nknown; i++)
        if (h->known[i].cube == cube)
            return i;
    h->known = mem_grow(h->known, sizeof *h->known * (h->nknown + 1));
    struct translation *t = &h->known[h->nknown];
    *t = (struct translation){.cube = cube, .source = unseen(&h->arena, cube->nsources),
                              .note = unseen(&h->arena, cube->nnotes)};
    if (cube->ref != h->ref) {
        t->area = arena_array(&h->arena, uint16_t, cube->ref->nareas);
        t->code = arena_array(&h->arena, uint16_t, cube->ref->ncodes);
        for (uint32_t i = 1; i < cube->ref->nareas; i++)
            t->area[i] = ref_area_find(h->ref, cube->ref->areas[i].code);
        for (uint32_t i = 1; i < cube->ref->ncodes; i++)
            t->code[i] = ref_code_find(h->ref, cube->ref->codes[i].code);
    }
    return h->nknown++;
}

/* False when one of the codes is not known here. */
static bool code_here(uint16_t *out, const struct translation *t, uint16_t code)
{
    *out = t->code ? t->code[code] : code;
    return *out || code == 0;
}

static bool key_here(struct keyed *k, const struct translation *t, uint32_t series)
{
    const struct cube *c = t->cube;
    uint16_t sex, first, second;
    k->series = series;
    k->area = t->area ? t->area[c->area[series]] : c->area[series];
    if (!k->area || !code_here(&sex, t, c->sex[series]) ||
        !code_here(&first, t, c->classif[0][series]) || !code_here(&second, t, c->classif[1][series]))
        return false;
    k->rank = (uint64_t)(unsigned char)c->freq[series] << 48 | (uint64_t)sex << 32 |
              (uint64_t)first << 16 | second;
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The same dimensions, or its series are no series of that flow. */
static bool same_shape(const struct indicator *a, const struct indicator *b)
{
    return a->has_sex == b->has_sex && a->nclass == b->nclass;
}

static struct side side_of(struct history *h, const struct cube *cube, uint16_t indicator)
{
    struct side s = {.cube = cube};
    const struct indicator *in = &h->ref->indicators[indicator];
    uint16_t there = !cube ? 0 : cube->ref == h->ref ? indicator : ref_indicator_find(cube->ref, in->code);
    const struct cube_flow *flow = there ? cube_flow_find(cube, there) : NULL;
    if (!flow || !same_shape(in, &cube->ref->indicators[there]))
        return s;
    const unsigned known = translation_of(h, cube);
    const struct translation *t = &h->known[known];
    s.v = mem_grow(NULL, sizeof *s.v * (flow->n + 1));
    for (uint32_t i = flow->first; i < flow->first + flow->n; i++)
        s.n += key_here(&s.v[s.n], t, i);
    if (t->area)
        qsort(s.v, s.n, sizeof *s.v, by_key);
    return s;
}

/* -- texts ------------------------------------------------------------------------------------- */

static uint16_t interned(uint16_t *known, struct strset *set, const struct str *texts, uint16_t i)
{
    if (known[i] == UNSEEN)
        known[i] = (uint16_t)strset_put(set, texts[i]);
    return known[i];
}

static uint16_t source_here(struct history *h, struct translation *t, uint32_t obs)
{
    return interned(t->source, &h->sources, t->cube->sources, t->cube->source[obs]);
}

static uint16_t note_here(struct history *h, struct translation *t, uint32_t obs)
{
    return interned(t->note, &h->notes, t->cube->notes, t->cube->note[obs]);
}

/* -- comparing ---------------------------------------------------------------------------------- */

static bool same_observation(const struct cube *a, uint32_t x, const struct cube *b, uint32_t y)
{
    bool none = isnan(a->value[x]) || isnan(b->value[y]);
    if (none ? !(isnan(a->value[x]) && isnan(b->value[y]))
             : a->value[x] != b->value[y] || a->decimals[x] != b->decimals[y])
        return false;
    return a->status[x] == b->status[y] &&
           str_eq(a->sources[a->source[x]], b->sources[b->source[y]]) &&
           str_eq(a->notes[a->note[x]], b->notes[b->note[y]]);
}

#define GROW(array, size) ((array) = mem_grow((array), sizeof *(array) * (size)))

static void make_room(struct history *h)
{
    struct cube *c = h->cube;
    if (c->nseries + 1 >= h->series_size) {
        uint32_t n = h->series_size = MAX(h->series_size * 2, 256u);
        GROW(c->area, n), GROW(c->sex, n), GROW(c->classif[0], n), GROW(c->classif[1], n);
        GROW(c->freq, n), GROW(c->start, n + 1);
    }
    if (c->nobs + 1 >= h->obs_size) {
        uint32_t n = h->obs_size = MAX(h->obs_size + h->obs_size / 2, 4096u);
        GROW(c->value, n), GROW(c->period, n), GROW(c->source, n), GROW(c->note, n);
        GROW(c->decimals, n), GROW(c->status, n);
    }
}

static void put_series(struct history *h, const struct side *s, const struct keyed *k)
{
    struct cube *c = h->cube;
    uint32_t to = c->nseries++;
    c->area[to] = k->area;
    c->freq[to] = s->cube->freq[k->series];
    c->sex[to] = (uint16_t)(k->rank >> 32);
    c->classif[0][to] = (uint16_t)(k->rank >> 16);
    c->classif[1][to] = (uint16_t)k->rank;
    c->start[to] = c->nobs;
}

static void put_observation(struct history *h, const struct side *s, uint32_t from, bool gone)
{
    struct cube *c = h->cube;
    make_room(h);
    uint32_t to = c->nobs++;
    c->period[to] = s->cube->period[from];
    c->value[to] = gone ? (double)NAN : s->cube->value[from];
    c->decimals[to] = gone ? 0 : s->cube->decimals[from];
    c->status[to] = gone ? 0 : s->cube->status[from];
    c->source[to] = gone ? 0 : source_here(h, s->t, from);
    c->note[to] = gone ? 0 : note_here(h, s->t, from);
}

/* The observations of a series that the other side does not have (`gone`: at all; else: just so). */
static void put_rest(struct history *h, const struct side *s, const struct keyed *k,
                     const struct side *other, const struct keyed *there, bool gone)
{
    const struct cube *a = s->cube, *b = other->cube;
    uint32_t at = there ? b->start[there->series] : 0, end = there ? b->start[there->series + 1] : 0;
    bool begun = false;
    for (uint32_t i = a->start[k->series]; i < a->start[k->series + 1]; i++) {
        while (at < end && b->period[at] < a->period[i])
            at++;
        if (at < end && b->period[at] == a->period[i] && (gone || same_observation(a, i, b, at)))
            continue;
        make_room(h);
        if (!begun)
            put_series(h, s, k);
        begun = true;
        put_observation(h, s, i, gone);
    }
    if (begun)
        h->cube->start[h->cube->nseries] = h->cube->nobs;
}

static void put_part(struct history *h, uint16_t indicator, uint32_t first, bool gone, struct str at)
{
    struct cube *c = h->cube;
    if (c->nseries == first)
        return;
    GROW(c->flows, c->nflows + 1);
    GROW(h->part, h->n + 1);
    struct cube_flow *f = &c->flows[c->nflows++];
    *f = (struct cube_flow){.indicator = indicator, .first = first, .n = c->nseries - first,
                            .nobs = c->nobs - c->start[first], .period_first = UINT16_MAX};
    for (uint32_t s = first; s < c->nseries; s++) {
        f->period_first = MIN(f->period_first, c->period[c->start[s]]);
        f->period_last = MAX(f->period_last, c->period[c->start[s + 1] - 1]);
    }
    f->area_at = mem_alloc(sizeof *f->area_at * (h->ref->nareas + 1));
    for (uint32_t a = 0, s = first; a <= h->ref->nareas; a++) {
        while (s < c->nseries && c->area[s] < a)
            s++;
        f->area_at[a] = s;
    }
    h->part[h->n++] = (struct history_part){indicator, gone, arena_str(&h->arena, at)};
}

static void put_difference(struct history *h, uint16_t indicator, const struct side *s,
                           const struct side *other, bool gone, struct str at)
{
    uint32_t first = h->cube->nseries, k = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        while (k < other->n && by_key(&other->v[k], &s->v[i]) < 0)
            k++;
        bool both = k < other->n && by_key(&other->v[k], &s->v[i]) == 0;
        put_rest(h, s, &s->v[i], other, both ? &other->v[k] : NULL, gone);
    }
    put_part(h, indicator, first, gone, at);
}

/* Only when all are there: the list of translations has stopped growing. */
static void translate(struct history *h, struct side *s)
{
    const unsigned known = s->v ? translation_of(h, s->cube) : 0;
    s->t = s->v ? &h->known[known] : NULL;
}

int history_add_seen(struct history *h, const struct cube *had, const struct cube *older,
                     const struct cube *newer, uint16_t indicator, struct str at, struct err *err)
{
    struct side side[] = {side_of(h, newer, indicator), side_of(h, older, indicator),
                          side_of(h, had ? had : older, indicator)};
    for (size_t i = 0; i < ARRAY_LEN(side); i++)
        translate(h, &side[i]);
    put_difference(h, indicator, &side[0], &side[2], false, at);
    put_difference(h, indicator, &side[1], &side[0], true, at);
    for (size_t i = 0; i < ARRAY_LEN(side); i++)
        free(side[i].v);
    if (h->sources.n >= UNSEEN || h->notes.n >= UNSEEN)
        return err_set(err, ERR_LIMIT, "what changed between the releases has more than %d different "
                       "sources or notes; ask for fewer dataflows at a time", UNSEEN - 1);
    return 0;
}

int history_add(struct history *h, const struct cube *older, const struct cube *newer, uint16_t indicator,
                struct str at, struct err *err)
{
    return history_add_seen(h, NULL, older, newer, indicator, at, err);
}

void history_forget(struct history *h) { h->nknown = 0; }

void history_finish(struct history *h)
{
    struct cube *c = h->cube;
    make_room(h);
    c->start[c->nseries] = c->nobs;
    c->flow_of = mem_alloc(sizeof *c->flow_of * h->ref->nindicators);
    for (uint32_t f = c->nflows; f > 0; f--)
        c->flow_of[c->flows[f - 1].indicator] = (uint16_t)f; /* the first of each in the end */
    c->sources = h->sources.v; /* the texts change owner */
    c->nsources = h->sources.n;
    c->notes = h->notes.v;
    c->nnotes = h->notes.n;
    map_release(&h->sources.map);
    map_release(&h->notes.map);
    h->sources = h->notes = (struct strset){0};
    history_forget(h);
}

void history_release(struct history *h)
{
    strset_release(&h->sources);
    strset_release(&h->notes);
    cube_free(h->cube);
    free(h->known);
    free(h->part);
    arena_release(&h->arena);
    *h = (struct history){0};
}
