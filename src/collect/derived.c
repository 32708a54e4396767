/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/derived.h"

#include "analyse/derive.h"
#include "model/block.h"

#include <stdio.h>

/* -- basis ---------------------------------------------------------------------------------- */

static struct sha256_state *basis_begin(const struct ref *ref)
{
    char head[SHA256_HEX + 32], hex[SHA256_HEX];
    struct sha256_state *state = sha256_begin();
    sha256_hex(hex, &ref->hash);
    snprintf(head, sizeof head, "edition %d\n%s\n", DERIVE_EDITION, hex);
    sha256_add(state, str_of(head));
    return state;
}

static void basis_add(struct sha256_state *state, const struct wk_block *b)
{
    sha256_add(state, b->indicator);
    sha256_add(state, STR("\t"));
    sha256_add(state, b->sha256);
    sha256_add(state, STR("\n"));
}

static void basis_end(char hex[SHA256_HEX], struct sha256_state *state)
{
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
}

static int basis_of(char hex[SHA256_HEX], struct store *st, const struct ref *ref, struct str area,
                    struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    struct sha256_state *state = basis_begin(ref);
    int r = store_wk_hashes(st, &it, area, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        basis_add(state, &b);
        r = 0;
    }
    basis_end(hex, state);
    return r;
}

/* -- making --------------------------------------------------------------------------------- */

/* Everything derived of one area, in order of indicator. */
struct made {
    struct obs_set set;
    struct derived_set derived;
    struct block_obs *v;
    size_t n;
};

static int by_indicator(const void *a, const void *b)
{
    const struct block_obs *x = a, *y = b;
    if (x->obs.indicator != y->obs.indicator)
        return x->obs.indicator < y->obs.indicator ? -1 : 1;
    return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* From the figures of m->set, which are there already. */
static void make_of(struct made *m, const struct ref *ref)
{
    derive(&m->derived, ref, &m->set);
    m->n = m->derived.n;
    m->v = mem_grow(NULL, sizeof *m->v * (m->n + 1));
    for (size_t i = 0; i < m->n; i++)
        m->v[i] = (struct block_obs){m->set.v[m->derived.first + i], 0, (uint32_t)i};
    qsort(m->v, m->n, sizeof *m->v, by_indicator);
}

static int make(struct made *m, struct store *st, const struct ref *ref, struct str area,
                struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    *m = (struct made){0};
    obs_set_init(&m->set);
    int r = store_wk_list_area(st, &it, area, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        if ((r = block_unpack(&m->set, ref, b.block, err)) < 0)
            store_iter_close(it);
    }
    if (r == 0)
        make_of(m, ref);
    return r;
}

static void made_release(struct made *m)
{
    obs_set_release(&m->set);
    derived_set_release(&m->derived);
    free(m->v);
}

struct packed {
    struct buf block, lineage;
    struct block_stat stat;
    char sha256[SHA256_HEX], lineage_sha256[SHA256_HEX];
};

static void packed_release(struct packed *p)
{
    buf_release(&p->block);
    buf_release(&p->lineage);
}

static void hash_of(char hex[SHA256_HEX], const struct buf *b)
{
    struct sha256 hash = sha256_of(buf_view(b));
    sha256_hex(hex, &hash);
}

/* The figures of one indicator, [first, first + n) of m->v. */
static int pack(struct packed *p, struct made *m, const struct ref *ref, size_t first, size_t n,
                struct err *err)
{
    struct buf unused = {0}; /* their origin is the lineage */
    struct block_obs *v = m->v + first;
    *p = (struct packed){0};
    int r = block_pack(&p->block, &unused, &p->stat, ref, &m->set, v, n, err);
    buf_release(&unused);
    if (r < 0)
        return r;
    struct lineage *lines = mem_grow(NULL, sizeof *lines * (n + 1));
    for (size_t i = 0; i < n; i++) {
        const struct derived *d = &m->derived.v[v[i].cell];
        lines[i] = (struct lineage){m->derived.methods.v[d->method],
                                    &m->derived.parents[d->parents], d->nparents};
    }
    lineage_pack(&p->lineage, ref, lines, n);
    free(lines);
    hash_of(p->sha256, &p->block);
    hash_of(p->lineage_sha256, &p->lineage);
    return 0;
}

/* Packs one indicator after the other and gives each to `one`. */
static int each(struct made *m, const struct ref *ref,
                int (*one)(void *ctx, const struct wk_derived *d, struct err *err), void *ctx,
                struct err *err)
{
    int r = 0;
    for (size_t from = 0, to; r == 0 && from < m->n; from = to) {
        struct packed p;
        const struct obs *o = &m->v[from].obs;
        struct str indicator = ref->indicators[o->indicator].code, area = ref->areas[o->area].code;
        for (to = from + 1; to < m->n && m->v[to].obs.indicator == o->indicator;)
            to++;
        r = pack(&p, m, ref, from, to - from, err);
        struct wk_derived d = {.indicator = indicator, .area = area, .sha256 = str_of(p.sha256),
                               .lineage_sha256 = str_of(p.lineage_sha256),
                               .block = buf_view(&p.block), .lineage = buf_view(&p.lineage),
                               .nseries = p.stat.nseries, .nobs = p.stat.nobs};
        if (r == 0)
            r = one(ctx, &d, err);
        packed_release(&p);
    }
    return r;
}

int derived_of(const struct str *blocks, size_t n, const struct ref *ref,
               int (*one)(void *ctx, const struct wk_derived *d, struct err *err), void *ctx,
               struct err *err)
{
    struct made m = {0};
    int r = 0;
    obs_set_init(&m.set);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = block_unpack(&m.set, ref, blocks[i], err);
    if (r == 0) {
        make_of(&m, ref);
        r = each(&m, ref, one, ctx, err);
    }
    made_release(&m);
    return r;
}

static int put(void *ctx, const struct wk_derived *d, struct err *err)
{
    return store_derived_put(ctx, d, err);
}

int derived_update(struct store *st, const struct ref *ref, struct str area, struct err *err)
{
    char now[SHA256_HEX], stands[SHA256_HEX];
    struct made m;
    int r = basis_of(now, st, ref, area, err);
    if (r == 0)
        r = store_derived_basis(st, stands, area, err);
    if (r < 0 || strcmp(now, stands) == 0)
        return r;
    r = make(&m, st, ref, area, err);
    if (r == 0)
        r = store_derived_clear(st, area, err);
    if (r == 0)
        r = each(&m, ref, put, st, err);
    made_release(&m);
    return r == 0 ? store_derived_basis_put(st, area, str_of(now), err) : r;
}

/* -- looking -------------------------------------------------------------------------------- */

/* Appends the area if it is stale; `state` is that of its basis and ends here. */
static int add_stale(struct str **areas, size_t *n, struct store *st, struct arena *arena,
                     struct str area, struct sha256_state *state, struct err *err)
{
    char now[SHA256_HEX], stands[SHA256_HEX];
    basis_end(now, state);
    int r = store_derived_basis(st, stands, area, err);
    if (r == 0 && strcmp(now, stands) != 0) {
        *areas = mem_grow(*areas, sizeof **areas * (*n + 1));
        (*areas)[(*n)++] = arena_str(arena, area);
    }
    return r;
}

int derived_stale(struct str **areas, size_t *n, struct store *st, const struct ref *ref,
                  struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    struct sha256_state *state = NULL;
    struct str area = {0};
    *areas = NULL;
    *n = 0;
    int r = store_wk_hashes(st, &it, STR(""), err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        r = 0;
        if (!str_eq(b.area, area)) {
            if (state && (r = add_stale(areas, n, st, arena, area, state, err)) < 0) {
                store_iter_close(it);
                return r;
            }
            area = arena_str(arena, b.area);
            state = basis_begin(ref);
        }
        basis_add(state, &b);
    }
    if (r == 0 && state)
        return add_stale(areas, n, st, arena, area, state, err);
    if (state) /* failed: the state is let go */
        sha256_end(state);
    return r;
}

static void add_line(struct sha256_state *state, const struct wk_derived *d)
{
    sha256_add(state, d->indicator);
    sha256_add(state, STR("\t"));
    sha256_add(state, d->sha256);
    sha256_add(state, STR("\t"));
    sha256_add(state, d->lineage_sha256);
    sha256_add(state, STR("\n"));
}

/* In order of the code of the indicator, as the base lists them. */
static int by_code(const void *a, const void *b)
{
    return str_cmp(((const struct wk_derived *)a)->indicator,
                   ((const struct wk_derived *)b)->indicator);
}

struct lines {
    struct wk_derived *v;
    size_t n;
    struct arena arena;
};

static int keep(void *ctx, const struct wk_derived *d, struct err *err)
{
    struct lines *l = ctx;
    (void)err;
    l->v = mem_grow(l->v, sizeof *l->v * (l->n + 1));
    l->v[l->n++] = (struct wk_derived){.indicator = d->indicator, /* ref's */
                                       .sha256 = arena_str(&l->arena, d->sha256),
                                       .lineage_sha256 = arena_str(&l->arena, d->lineage_sha256)};
    return 0;
}

static int made_hash(char hex[SHA256_HEX], struct store *st, const struct ref *ref, struct str area,
                     struct err *err)
{
    struct made m;
    struct lines l = {0};
    struct sha256_state *state = sha256_begin();
    arena_init(&l.arena, 16 << 20);
    int r = make(&m, st, ref, area, err);
    if (r == 0)
        r = each(&m, ref, keep, &l, err);
    if (l.n)
        qsort(l.v, l.n, sizeof *l.v, by_code);
    for (size_t i = 0; i < l.n; i++)
        add_line(state, &l.v[i]);
    basis_end(hex, state);
    made_release(&m);
    free(l.v);
    arena_release(&l.arena);
    return r;
}

static int standing_hash(char hex[SHA256_HEX], struct store *st, struct str area, struct err *err)
{
    struct store_iter *it;
    struct wk_derived d;
    struct sha256_state *state = sha256_begin();
    int r = store_derived_list(st, &it, area, err);
    while (r == 0 && (r = store_derived_next(it, &d, err)) == 1) {
        add_line(state, &d);
        r = 0;
    }
    basis_end(hex, state);
    return r;
}

int derived_compare(bool *same, bool *fresh, struct store *st, const struct ref *ref,
                    struct str area, struct err *err)
{
    char now[SHA256_HEX], stands[SHA256_HEX], made[SHA256_HEX], kept[SHA256_HEX];
    *same = *fresh = true;
    int r = basis_of(now, st, ref, area, err);
    if (r == 0)
        r = store_derived_basis(st, stands, area, err);
    if (r < 0)
        return r;
    *fresh = strcmp(now, stands) == 0;
    if (*fresh && (r = made_hash(made, st, ref, area, err)) == 0 &&
        (r = standing_hash(kept, st, area, err)) == 0)
        *same = strcmp(made, kept) == 0;
    return r;
}
