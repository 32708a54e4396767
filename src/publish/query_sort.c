/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The order of an answer (SDMX-REST 2.2.2: sort). What a message groups stays together: whole series
 * are put in order, and then the observations in each, where the terms allow it; else every
 * observation for itself. */

#include "publish/query_inner.h"

#include "base/utf8.h"

#include <math.h>

struct term {
    struct looked_at at;
    bool descending;
    /* Codes, sources and notes are compared by their texts: by index, the place of its text. */
    uint32_t *rank;
};

/* Each dimension and attribute once: there are no more. */
enum { TERMS_MAX = DIMS_MAX + 10 };

struct query_sort {
    struct term term[TERMS_MAX];
    unsigned n;
    unsigned of_series; /* the first so many are of whole series, and after them each series is itself */
};

struct entry {
    uint64_t first; /* key of the first term, which mostly decides */
    uint32_t series, obs;
};

struct sorting {
    const struct query *q;
    const struct term *term;
    unsigned n;
};

/* -- keys ----------------------------------------------------------------------------------- */

/* The bits of a number in an order in which they can be compared. */
static uint64_t double_key(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static uint64_t term_key(const struct query *q, const struct term *t, uint32_t series, uint32_t obs)
{
    const struct cube *c = q->cube;
    uint64_t key = 0;
    switch (t->at.aspect) {
    case BY_DIMENSION:
        key = cube_key(c, series, t->at.dim);
        key = t->rank ? t->rank[key] : key;
        break;
    case BY_TIME: key = c->period[obs]; break;
    case BY_VALUE:
        if (isnan(c->value[obs]))
            return UINT64_MAX; /* last, whichever way */
        key = double_key(c->value[obs]);
        break;
    case BY_STATUS: key = (unsigned char)c->status[obs]; break;
    case BY_SOURCE: key = t->rank[c->source[obs]]; break;
    case BY_NOTE: key = t->rank[c->note[obs]]; break;
    case BY_DECIMALS: key = c->decimals[obs]; break;
    case BY_UNIT_MEASURE:
    case BY_UNIT_MULT: break; /* the same in all of a flow */
    }
    return t->descending ? UINT64_MAX - 1 - key : key;
}

static int by_terms(const void *a, const void *b, void *ctx)
{
    const struct entry *x = a, *y = b;
    const struct sorting *so = ctx;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    for (unsigned i = 1; i < so->n; i++) {
        uint64_t p = term_key(so->q, &so->term[i], x->series, x->obs);
        uint64_t r = term_key(so->q, &so->term[i], y->series, y->obs);
        if (p != r)
            return p < r ? -1 : 1;
    }
    return x->obs < y->obs ? -1 : x->obs > y->obs;
}

/* -- ranks -------------------------------------------------------------------------------------- */

struct ranked {
    struct str text;
    uint32_t index;
};

static int by_text(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return str_cmp(x->text, y->text);
}

/* Equal texts have one place: parts of notes are the same in many notes. */
static void rank_texts(uint32_t *rank, struct ranked *v, uint32_t n)
{
    qsort(v, n, sizeof *v, by_text);
    for (uint32_t i = 0, place = 0; i < n; i++) {
        place += i > 0 && !str_eq(v[i].text, v[i - 1].text);
        rank[v[i].index] = place + 1;
    }
}

/* The codes that the flow has in a dimension. */
static void rank_codes(struct term *t, const struct query *q)
{
    const struct cube *c = q->cube;
    uint32_t size = t->at.dim == DIM_AREA ? c->ref->nareas : c->ref->ncodes, n = 0;
    struct ranked *v = mem_grow(NULL, sizeof *v * (size + 1));
    t->rank = arena_array(q->arena, uint32_t, size);
    for (uint32_t s = q->flow->first; s < q->flow->first + q->flow->n; s++) {
        uint32_t key = cube_key(c, s, t->at.dim);
        if (!t->rank[key]) {
            t->rank[key] = 1;
            v[n++] = (struct ranked){cube_code(c, q->flow, s, t->at.dim), key};
        }
    }
    rank_texts(t->rank, v, n);
    free(v);
}

static void rank_attribute(struct term *t, const struct query *q)
{
    const struct cube *c = q->cube;
    bool notes = t->at.aspect == BY_NOTE;
    uint32_t n = notes ? c->nnotes : c->nsources;
    struct ranked *v = mem_grow(NULL, sizeof *v * (n + 1));
    t->rank = arena_array(q->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        /* as the part of an observation with this note; only the note is looked at */
        struct cube one = {.notes = &c->notes[i], .note = &(uint16_t){0}};
        struct query of = {.cube = &one};
        v[i] = (struct ranked){notes ? aspect_text(&of, &t->at, 0, 0) : c->sources[i], i};
    }
    rank_texts(t->rank, v, n);
    free(v);
}

static void make_ranks(struct query_sort *sort, const struct query *q)
{
    for (unsigned i = 0; i < sort->n; i++) {
        struct term *t = &sort->term[i];
        if (t->at.aspect == BY_DIMENSION && t->at.dim != DIM_FREQ && t->at.dim != DIM_MEASURE)
            rank_codes(t, q);
        else if (t->at.aspect == BY_SOURCE || t->at.aspect == BY_NOTE)
            rank_attribute(t, q);
    }
}

/* -- terms -------------------------------------------------------------------------------------- */

static void term_add(struct query_sort *sort, const struct looked_at *at, bool descending)
{
    for (unsigned i = 0; i < sort->n; i++) {
        const struct looked_at *o = &sort->term[i].at;
        if (o->aspect == at->aspect && o->dim == at->dim && o->note == at->note)
            return; /* it is decided */
    }
    sort->term[sort->n++] = (struct term){.at = *at, .descending = descending};
}

/* All dimensions in their order, time last, or all but that at the observation. */
static void terms_of_dimensions(struct query_sort *sort, const struct query *q, struct str without,
                                bool descending)
{
    struct looked_at at = {.aspect = BY_TIME};
    for (unsigned d = 0; d < q->dims.n; d++)
        if (!str_eq(q->dims.id[d], without))
            term_add(sort, &(struct looked_at){.aspect = BY_DIMENSION, .dim = q->dims.kind[d]},
                     descending);
    if (!str_is(without, "TIME_PERIOD"))
        term_add(sort, &at, descending);
}

static int terms_read(struct query_sort *sort, const struct query *q, struct str text, struct str at_obs,
                      struct err *err)
{
    struct str one, rest = text;
    while (str_next(&one, &rest, '+')) {
        struct str id = one, way = STR("asc");
        const char *colon = one.len ? memchr(one.p, ':', one.len) : NULL;
        struct looked_at at;
        if (colon) {
            id = str_sub(one, 0, (size_t)(colon - one.p));
            way = str_sub(one, id.len + 1, one.len);
        }
        bool down = str_is(way, "desc");
        if (id.len == 0 || (!down && !str_is(way, "asc")))
            return err_set(err, ERR_USAGE, "sort \"%s\" is to be series_key, * or ids of components, "
                           "each with :asc or :desc where wanted, joined by +", utf8_brief(text).text);
        if (str_is(id, "*"))
            terms_of_dimensions(sort, q, STR(""), down);
        else if (str_is(id, "series_key"))
            terms_of_dimensions(sort, q, at_obs, down);
        else if (aspect_find(&at, q, id))
            term_add(sort, &at, down);
    }
    return 0;
}

static bool of_group(const struct query *q, const struct looked_at *at, struct str at_obs)
{
    if (at->aspect == BY_TIME)
        return !str_is(at_obs, "TIME_PERIOD");
    for (unsigned d = 0; at->aspect == BY_DIMENSION && d < q->dims.n; d++)
        if (q->dims.kind[d] == at->dim)
            return !str_eq(q->dims.id[d], at_obs);
    return false;
}

/* What is grouped comes first, and wholly. */
static void keep_together(struct query_sort *sort, const struct query *q, struct str at_obs)
{
    struct query_sort given = *sort;
    *sort = (struct query_sort){0};
    for (unsigned i = 0; i < given.n; i++)
        if (of_group(q, &given.term[i].at, at_obs))
            term_add(sort, &given.term[i].at, given.term[i].descending);
    terms_of_dimensions(sort, q, at_obs, false);
    for (unsigned i = 0; i < given.n; i++)
        term_add(sort, &given.term[i].at, given.term[i].descending);
}

/* How many terms come before the first that is of single observations, when after them every series is
 * itself, or nothing else is asked for; else none. */
static unsigned terms_of_series(const struct query_sort *sort, const struct query *q)
{
    unsigned n = 0, dims = 0;
    for (; n < sort->n; n++) {
        enum aspect a = sort->term[n].at.aspect;
        if (a != BY_DIMENSION && a != BY_UNIT_MEASURE && a != BY_UNIT_MULT)
            break;
        dims += a == BY_DIMENSION;
    }
    return n == sort->n || dims == q->dims.n ? n : 0;
}

int query_sort(struct query *q, struct str text, const struct arrangement *as, struct err *err)
{
    struct str at_obs = as->at_observation.len ? as->at_observation : STR("TIME_PERIOD");
    struct query_sort *sort = arena_new(q->arena, struct query_sort);
    int r = terms_read(sort, q, text, at_obs, err);
    if (r < 0)
        return r;
    if (sort->n == 0)
        return 0; /* nothing of this flow */
    if (!as->flat)
        keep_together(sort, q, at_obs);
    make_ranks(sort, q);
    sort->of_series = terms_of_series(sort, q);
    q->sort = sort;
    return 0;
}

/* -- sorting ------------------------------------------------------------------------------------ */

static struct entry entry_of(const struct sorting *so, uint32_t series, uint32_t obs)
{
    return (struct entry){so->n ? term_key(so->q, &so->term[0], series, obs) : 0, series, obs};
}

/* Of many, of which few are wanted, twice as many as wanted are kept and sorted now and then. */
struct best {
    struct entry *v;
    size_t n, size, most;
};

static void best_put(struct best *b, struct sorting *so, struct entry e)
{
    if (b->n == b->size) {
        qsort_r(b->v, b->n, sizeof *b->v, by_terms, so);
        b->n = b->most;
    }
    b->v[b->n++] = e;
}

static void best_init(struct best *b, const struct window *w, size_t all)
{
    uint64_t most = w->of_series || w->left > all || w->skip > all ? all : MIN(w->skip + w->left, all);
    b->most = (size_t)most;
    b->size = MAX(MIN(b->most * 2 + 16, all), (size_t)1);
    b->v = mem_grow(NULL, sizeof *b->v * b->size);
    b->n = 0;
}

/* Neighbours that follow each other in their series are one run. */
static void put_entries(struct slice *out, struct window *w, const struct entry *v, size_t n)
{
    for (size_t i = 0, k; i < n && w->left; i = k) {
        for (k = i + 1; k < n && v[k].series == v[i].series && v[k].obs == v[k - 1].obs + 1;)
            k++;
        window_put(out, w, v[i].series, v[i].obs, (uint32_t)(k - i));
    }
}

/* The observations of some runs, each for itself. */
static void sort_observations(struct slice *out, struct window *w, struct sorting *so,
                              const struct run *runs, uint32_t nruns, const struct window *limit)
{
    struct best b;
    size_t all = 0;
    for (uint32_t r = 0; r < nruns; r++)
        all += runs[r].n;
    best_init(&b, limit, all);
    for (uint32_t r = 0; r < nruns; r++)
        for (uint32_t i = runs[r].first; i < runs[r].first + runs[r].n; i++)
            best_put(&b, so, entry_of(so, runs[r].series, i));
    qsort_r(b.v, b.n, sizeof *b.v, by_terms, so);
    put_entries(out, w, b.v, MIN(b.n, b.most));
    free(b.v);
}

/* Whole series; an entry's `series` is the place of its first run meanwhile. */
static void sort_series(struct slice *out, struct window *w, const struct query *q,
                        const struct slice *found)
{
    const struct query_sort *sort = q->sort;
    struct sorting whole = {q, sort->term, sort->of_series};
    struct sorting inside = {q, sort->term + sort->of_series, sort->n - sort->of_series};
    struct entry *v = mem_grow(NULL, sizeof *v * (found->nruns + 1));
    uint32_t *first_run = mem_grow(NULL, sizeof *first_run * (q->flow->n + 1)), n = 0;
    const struct window none = {.left = UINT64_MAX};
    for (uint32_t r = 0; r < found->nruns; r++)
        if (r == 0 || found->runs[r].series != found->runs[r - 1].series) {
            uint32_t series = found->runs[r].series;
            first_run[series - q->flow->first] = r;
            v[n++] = entry_of(&whole, series, found->runs[r].first);
        }
    qsort_r(v, n, sizeof *v, by_terms, &whole);
    for (uint32_t i = 0; i < n && w->left; i++) {
        uint32_t from = first_run[v[i].series - q->flow->first], to = from + 1;
        while (to < found->nruns && found->runs[to].series == v[i].series)
            to++;
        if (inside.n) {
            sort_observations(out, w, &inside, found->runs + from, to - from, &none);
            continue;
        }
        for (uint32_t r = from; r < to; r++)
            window_put(out, w, v[i].series, found->runs[r].first, found->runs[r].n);
    }
    free(first_run);
    free(v);
}

void sort_put(struct slice *out, struct window *w, const struct query *q, const struct slice *found)
{
    struct sorting so = {q, q->sort->term, q->sort->n};
    if (q->sort->of_series)
        sort_series(out, w, q, found);
    else
        sort_observations(out, w, &so, found->runs, found->nruns, w);
}
