/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms diff`: two releases, cell by cell. Blocks that are the same by their hash are the same
 * figures, so only the others are opened. */

#include "ops/reader.h"

#include "base/num.h"
#include "model/block.h"
#include "model/period.h"
#include "publish/load.h"

#include <math.h>

struct counts {
    uint64_t added, removed, revised;
};

/* Every figure of a block with a text that orders and names it. */
struct cell {
    struct str key; /* freq sex classif1 classif2, with dots */
    uint16_t period;
    double value;
    uint8_t decimals;
    char status;
};

static int by_key(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->period > y->period) - (x->period < y->period);
}

static int cells_of(struct cell **out, size_t *n, struct arena *arena, struct str block,
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
    *out = arena_array(arena, struct cell, v.nobs + 1);
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
            (*out)[(*n)++] = (struct cell){text, v.period[i], v.value[i], v.decimals[i],
                                           (char)v.status[i]};
    }
    qsort(*out, *n, sizeof **out, by_key);
    return 0;
}

static void put_number(struct call *c, const char *name, const struct cell *cell)
{
    json_key(&c->j, name);
    json_num(&c->j, cell->value, cell->decimals);
}

static void put_figure(struct buf *out, const struct cell *cell)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, cell->value, cell->decimals);
    buf_str(out, n ? (struct str){text, n} : STR("no figure"));
}

static void put_change(struct call *c, const char *what, const struct pub_block *b,
                       const struct cell *old, const struct cell *new)
{
    const struct cell *at = new ? new : old;
    char period[PERIOD_TEXT], by[NUM_MAX];
    size_t np = period_fmt(period, at->period);
    double change = old && new ? new->value - old->value : NAN;
    unsigned places = old && new ? MAX(old->decimals, new->decimals) : 0;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "change", str_of(what));
        json_put(&c->j, "indicator", b->indicator);
        json_put(&c->j, "ref_area", b->area);
        json_put(&c->j, "key", at->key);
        json_put(&c->j, "time", (struct str){period, np});
        if (old)
            put_number(c, "from", old);
        if (new)
            put_number(c, "to", new);
        if (!isnan(change)) {
            json_key(&c->j, "by");
            json_num(&c->j, change, places);
            json_key(&c->j, "per_cent");
            json_num(&c->j, old->value != 0 ? change / old->value * 100 : NAN, 1);
        }
        if (old && new && old->status != new->status) {
            json_put(&c->j, "status_from", (struct str){&old->status, old->status ? 1 : 0});
            json_put(&c->j, "status_to", (struct str){&new->status, new->status ? 1 : 0});
        }
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%-8s %.*s %.*s.%.*s %.*s  ", what, STR_FMT(b->indicator), STR_FMT(b->area),
            STR_FMT(at->key), (int)np, period);
    if (old)
        put_figure(&c->out, old);
    if (old && new)
        buf_puts(&c->out, " -> ");
    if (new)
        put_figure(&c->out, new);
    if (!isnan(change)) {
        int nb = (int)num_fmt(by, change, places);
        buf_fmt(&c->out, "  (%s%.*s", change > 0 ? "+" : "", nb, by);
        if (old->value != 0)
            buf_fmt(&c->out, ", %+.1f %%", change / old->value * 100);
        buf_char(&c->out, ')');
    }
    buf_char(&c->out, '\n');
}

static bool same_figure(const struct cell *x, const struct cell *y)
{
    return x->status == y->status && (x->value == y->value || (isnan(x->value) && isnan(y->value)));
}

static int compare_blocks(struct call *c, struct counts *n, const struct pub_block *name,
                          struct str old, struct str new, struct err *err)
{
    struct arena arena;
    struct cell *a, *b;
    size_t na, nb;
    arena_init(&arena, (size_t)2 << 30);
    int r = cells_of(&a, &na, &arena, old, err);
    if (r == 0)
        r = cells_of(&b, &nb, &arena, new, err);
    for (size_t i = 0, k = 0; r == 0 && (i < na || k < nb);) {
        int order = i == na ? 1 : k == nb ? -1 : by_key(&a[i], &b[k]);
        if (order < 0) {
            n->removed++;
            put_change(c, "removed", name, &a[i++], NULL);
        } else if (order > 0) {
            n->added++;
            put_change(c, "added", name, NULL, &b[k++]);
        } else {
            if (!same_figure(&a[i], &b[k])) {
                n->revised++;
                put_change(c, "revised", name, &a[i], &b[k]);
            }
            i++, k++;
        }
        r = call_flush(c, false, err);
    }
    arena_release(&arena);
    return r;
}

/* The list of a release's blocks, without their bytes. */
struct named {
    struct pub_block *v;
    size_t n;
};

static int names_of(struct named *out, struct call *c, int64_t release, struct err *err)
{
    struct store_iter *it;
    struct pub_block b;
    size_t size = 0;
    *out = (struct named){0};
    int r = store_block_list(c->store, &it, release, false, err);
    while (r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        r = 0;
        if (out->n == size) {
            size = MAX(size * 2, (size_t)64);
            out->v = mem_grow(out->v, sizeof *out->v * size);
        }
        out->v[out->n++] = (struct pub_block){.indicator = arena_str(&c->arena, b.indicator),
                                              .area = arena_str(&c->arena, b.area),
                                              .sha256 = arena_str(&c->arena, b.sha256)};
    }
    return r;
}

static int by_name(const struct pub_block *x, const struct pub_block *y)
{
    int order = str_cmp(x->indicator, y->indicator);
    return order ? order : str_cmp(x->area, y->area);
}

static int block_bytes(struct str *out, struct arena *arena, struct call *c, int64_t release,
                       const struct pub_block *name, struct err *err)
{
    struct pub_block b;
    *out = STR("");
    int r = store_block_get(c->store, arena, &b, release, name->indicator, name->area, err);
    if (r == 0)
        *out = b.block;
    return r;
}

/* The blocks that are not the same in both, in order; either is NULL where a release has none. */
struct pair {
    const struct pub_block *old, *new;
};

static struct pair *pairs_of(size_t *n, struct arena *arena, const struct named *x, const struct named *y)
{
    struct pair *v = arena_array(arena, struct pair, x->n + y->n + 1);
    *n = 0;
    for (size_t i = 0, k = 0; i < x->n || k < y->n;) {
        int order = i == x->n ? 1 : k == y->n ? -1 : by_name(&x->v[i], &y->v[k]);
        struct pair p = {order <= 0 ? &x->v[i] : NULL, order >= 0 ? &y->v[k] : NULL};
        i += p.old != NULL;
        k += p.new != NULL;
        if (!p.old || !p.new || !str_eq(p.old->sha256, p.new->sha256))
            v[(*n)++] = p;
    }
    return v;
}

static int log_reads(struct call *c, const struct release *a, const struct release *b,
                     const struct pair *pairs, size_t n, struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < n; i++) {
        const struct pub_block *old = pairs[i].old, *new = pairs[i].new;
        if (old)
            r = reads_add(&reads, c, a, true, false, old->indicator, old->area, err);
        if (r == 0 && new)
            r = reads_add(&reads, c, b, true, false, new->indicator, new->area, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, "diff", err);
    reads_release(&reads);
    return r;
}

static int compare_releases(struct call *c, struct counts *counts, const struct release *a,
                            const struct release *b, struct err *err)
{
    struct named x, y = {0};
    size_t n = 0;
    struct pair *pairs = NULL;
    int r = names_of(&x, c, a->id, err);
    if (r == 0)
        r = names_of(&y, c, b->id, err);
    if (r == 0) {
        pairs = pairs_of(&n, &c->arena, &x, &y);
        r = log_reads(c, a, b, pairs, n, err);
    }
    for (size_t i = 0; r == 0 && i < n; i++) {
        const struct pub_block *old = pairs[i].old, *new = pairs[i].new;
        struct arena arena;
        struct str before = STR(""), after = STR("");
        arena_init(&arena, (size_t)2 << 30);
        if (old)
            r = block_bytes(&before, &arena, c, a->id, old, err);
        if (r == 0 && new)
            r = block_bytes(&after, &arena, c, b->id, new, err);
        if (r == 0)
            r = compare_blocks(c, counts, new ? new : old, before, after, err);
        arena_release(&arena);
    }
    free(x.v);
    free(y.v);
    return r;
}

int op_diff(struct call *c, struct err *err)
{
    struct release a, b;
    struct counts n = {0};
    struct str now;
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_open(c, err);
    if (r == 0)
        r = store_release_get(c->store, &c->arena, &a, call_get(c, "from"), now, err);
    if (r == 0)
        r = store_release_get(c->store, &c->arena, &b, call_get(c, "to"), now, err);
    if (r == 0)
        r = compare_releases(c, &n, &a, &b, err);
    if (r == 0 && !c->json)
        buf_fmt(&c->out, "\"%s\" to \"%s\": %llu added, %llu removed, %llu revised\n", a.name.p,
                b.name.p, (unsigned long long)n.added, (unsigned long long)n.removed,
                (unsigned long long)n.revised);
    return r;
}
