/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms diff`: two releases, figure by figure (publish/changes.h). */

#include "ops/reader.h"

#include "base/num.h"
#include "model/period.h"
#include "publish/changes.h"

#include <math.h>

struct counts {
    uint64_t added, removed, revised;
};

static void put_number(struct call *c, const char *name, const struct figure *cell)
{
    json_key(&c->j, name);
    json_num(&c->j, cell->value, cell->decimals);
}

static void put_figure(struct buf *out, const struct figure *cell)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, cell->value, cell->decimals);
    buf_str(out, n ? (struct str){text, n} : STR("no figure"));
}

static void put_change(struct call *c, const char *what, const struct block_change *b,
                       const struct figure *old, const struct figure *new)
{
    const struct figure *at = new ? new : old;
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

/* What compare_releases hands down to each figure that differs. */
struct telling {
    struct call *c;
    struct counts *n;
};

static int tell(void *ctx, const struct block_change *b, const struct figure *old, const struct figure *new,
                struct err *err)
{
    struct telling *t = ctx;
    t->n->added += !old;
    t->n->removed += !new;
    t->n->revised += old && new;
    put_change(t->c, !old ? "added" : !new ? "removed" : "revised", b, old, new);
    return call_flush(t->c, false, err);
}

static int log_reads(struct call *c, const struct release *a, const struct release *b,
                     const struct block_change *v, size_t n, struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (v[i].old)
            r = reads_add(&reads, c, a, true, false, v[i].indicator, v[i].area, err);
        if (r == 0 && v[i].new)
            r = reads_add(&reads, c, b, true, false, v[i].indicator, v[i].area, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, "diff", err);
    reads_release(&reads);
    return r;
}

static int compare_releases(struct call *c, struct counts *counts, const struct release *a,
                            const struct release *b, struct err *err)
{
    struct telling t = {c, counts};
    struct block_change *v;
    size_t n;
    int r = block_changes(&v, &n, &c->arena, c->store, a->id, b->id, false, err);
    if (r == 0)
        r = log_reads(c, a, b, v, n, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = figures_compare(&v[i], c->store, tell, &t, err);
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
