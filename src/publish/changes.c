/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/changes.h"

#include "model/block.h"

#include <math.h>

/* -- figures of a block --------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->period > y->period) - (x->period < y->period);
}

static int figures_of(struct figure **out, size_t *n, struct arena *arena, struct str block,
                    struct err *err)
{
    struct block_view v;
    *n = 0;
    *out = NULL;
    if (!block.len)
        return 0;
    int r = block_open(&v, arena, block, err);
    if (r < 0)
        return r;
    *out = arena_array(arena, struct figure, v.nobs + 1);
    for (uint32_t s = 0, at = 0; s < v.nseries; at += v.count[s++]) {
        struct buf key = {0};
        buf_char(&key, (char)v.freq[s]);
        const uint16_t codes[] = {v.sex[s], v.classif[0][s], v.classif[1][s]};
        for (size_t i = 0; i < ARRAY_LEN(codes); i++)
            if (codes[i])
                buf_fmt(&key, ".%.*s", STR_FMT(v.dict[codes[i]]));
        struct str text = arena_str(arena, buf_view(&key));
        buf_release(&key);
        for (uint32_t i = at; i < at + v.count[s]; i++)
            (*out)[(*n)++] = (struct figure){text, v.period[i], v.value[i], v.decimals[i],
                                           (char)v.status[i]};
    }
    qsort(*out, *n, sizeof **out, by_key);
    return 0;
}

static bool same_figure(const struct figure *x, const struct figure *y)
{
    return x->status == y->status && (x->value == y->value || (isnan(x->value) && isnan(y->value)));
}

static int block_bytes(struct str *out, struct arena *arena, struct store *st, int64_t release,
                       const struct block_change *name, struct err *err)
{
    struct pub_block b;
    *out = STR("");
    if (!release)
        return 0;
    int r = name->derived ? store_derived_block_get(st, arena, &b, release, name->indicator, name->area, err)
                          : store_block_get(st, arena, &b, release, name->indicator, name->area, err);
    if (r == 0)
        *out = b.block;
    return r;
}

int figures_compare(const struct block_change *name, struct store *st, figure_change_fn *tell, void *ctx,
                    struct err *err)
{
    struct arena arena;
    struct figure *a = NULL, *b = NULL;
    struct str before, after;
    size_t na = 0, nb = 0;
    arena_init(&arena, (size_t)2 << 30);
    int r = block_bytes(&before, &arena, st, name->old, name, err);
    if (r == 0)
        r = block_bytes(&after, &arena, st, name->new, name, err);
    if (r == 0)
        r = figures_of(&a, &na, &arena, before, err);
    if (r == 0)
        r = figures_of(&b, &nb, &arena, after, err);
    for (size_t i = 0, k = 0; r == 0 && (i < na || k < nb);) {
        int order = i == na ? 1 : k == nb ? -1 : by_key(&a[i], &b[k]);
        const struct figure *old = order <= 0 ? &a[i++] : NULL, *new = order >= 0 ? &b[k++] : NULL;
        if (!old || !new || !same_figure(old, new))
            r = tell(ctx, name, old, new, err);
    }
    arena_release(&arena);
    return r;
}

/* -- blocks of a release ------------------------------------------------------------------------------- */

/* The list of a release's blocks, without their bytes. */
struct named {
    struct pub_block *v;
    size_t n;
};

static int names_of(struct named *out, struct arena *arena, struct store *st, int64_t release, bool derived,
                    struct err *err)
{
    struct store_iter *it;
    struct pub_block b;
    size_t size = 0;
    *out = (struct named){0};
    if (!release)
        return 0;
    int r = derived ? store_derived_block_list(st, &it, release, STR(""), err)
                    : store_block_list(st, &it, release, false, err);
    while (r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        r = 0;
        if (out->n == size) {
            size = MAX(size * 2, (size_t)64);
            out->v = mem_grow(out->v, sizeof *out->v * size);
        }
        out->v[out->n++] = (struct pub_block){.indicator = arena_str(arena, b.indicator),
                                              .area = arena_str(arena, b.area),
                                              .sha256 = arena_str(arena, b.sha256)};
    }
    return r;
}

static int by_name(const struct pub_block *x, const struct pub_block *y)
{
    int order = str_cmp(x->indicator, y->indicator);
    return order ? order : str_cmp(x->area, y->area);
}

int block_changes(struct block_change **out, size_t *n, struct arena *arena, struct store *st, int64_t old,
                  int64_t new, bool derived, struct err *err)
{
    struct named x, y = {0};
    *n = 0;
    *out = NULL;
    int r = names_of(&x, arena, st, old, derived, err);
    if (r == 0)
        r = names_of(&y, arena, st, new, derived, err);
    if (r == 0)
        *out = arena_array(arena, struct block_change, x.n + y.n + 1);
    for (size_t i = 0, k = 0; r == 0 && (i < x.n || k < y.n);) {
        int order = i == x.n ? 1 : k == y.n ? -1 : by_name(&x.v[i], &y.v[k]);
        const struct pub_block *a = order <= 0 ? &x.v[i++] : NULL, *b = order >= 0 ? &y.v[k++] : NULL;
        if (!a || !b || !str_eq(a->sha256, b->sha256))
            (*out)[(*n)++] = (struct block_change){(a ? a : b)->indicator, (a ? a : b)->area, a ? old : 0,
                                                   b ? new : 0, derived};
    }
    free(x.v);
    free(y.v);
    return r;
}

/* -- counting ------------------------------------------------------------------------------------------ */

static int count(void *ctx, const struct block_change *b UNUSED, const struct figure *old,
                 const struct figure *new, struct err *err UNUSED)
{
    struct change_count *c = ctx;
    c->inserted += !old;
    c->deleted += !new;
    c->changed += old && new;
    return 0;
}

int block_count(struct change_count *out, const struct block_change *b, struct store *st, struct err *err)
{
    *out = (struct change_count){.indicator = b->indicator, .area = b->area};
    return figures_compare(b, st, count, out, err);
}

int changes_count(struct change_count **out, size_t *n, struct arena *arena, struct store *st, int64_t old,
                  int64_t new, bool derived, struct err *err)
{
    struct block_change *v;
    int r = block_changes(&v, n, arena, st, old, new, derived, err);
    *out = arena_array(arena, struct change_count, *n + 1);
    for (size_t i = 0; r == 0 && i < *n; i++)
        r = block_count(&(*out)[i], &v[i], st, err);
    return r;
}
