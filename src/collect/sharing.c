/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/sharing.h"

#include "collect/best.h"
#include "collect/derived.h"

/* The audiences from which something can be kept, and what can be: reported and derived figures. */
enum { LIMITED = AUDIENCE_OFFICE, KINDS = 2 };

int sharing_rules(struct sharing_rule **rules, size_t *n, struct store *st, struct arena *arena,
                  struct str area, struct str now, struct err *err)
{
    struct store_iter *it;
    struct share s;
    size_t size = 0;
    struct sharing_rule *v = NULL;
    *n = 0;
    int r = store_share_list(st, &it, area, false, err);
    while (r == 0 && (r = store_share_next(it, &s, err)) == 1) {
        r = 0;
        if (!sharing_in_force(&s.rule, now))
            continue;
        if (*n == size)
            v = mem_grow(v, sizeof *v * (size = MAX(size * 2, (size_t)16)));
        struct str *texts[] = {&s.rule.area, &s.rule.indicator, &s.rule.source, &s.rule.until};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(arena, *texts[i]);
        v[(*n)++] = s.rule;
    }
    *rules = arena_array(arena, struct sharing_rule, *n + 1);
    if (*n)
        memcpy(*rules, v, sizeof *v * *n);
    free(v);
    return r;
}

/* -- views ---------------------------------------------------------------------------------- */

/* A block that is another one than the workshop's; without a hash: there is none. */
struct entry {
    struct str indicator, sha256, origin_sha256, block, origin;
    int64_t nseries, nobs;
};

/* What an audience gets of an area at a time, as far as it is not what stands in the workshop. */
struct view {
    struct entry *v[KINDS];
    size_t n[KINDS];
};

/* A block of the workshop. */
struct standing {
    struct str indicator, sha256, origin_sha256, block;
};

/* One area. */
struct desk {
    struct store *st;
    const struct ref *ref;
    struct arena *arena;
    struct str area;
    const struct sharing_rule *rules; /* of the area, in force now */
    size_t nrules;
    struct str *times;                /* now, and the days on which rules end */
    size_t ntimes;
    struct standing *standing[KINDS]; /* by indicator; of derived ones without the block */
    size_t nstanding[KINDS];
    struct view *views;               /* by audience, then time */
};

static struct view *view_at(struct desk *d, enum audience audience, size_t time)
{
    return &d->views[(size_t)audience * d->ntimes + time];
}

static const struct entry *entry_find(const struct view *view, int kind, struct str indicator)
{
    for (size_t i = 0; i < view->n[kind]; i++)
        if (str_eq(view->v[kind][i].indicator, indicator))
            return &view->v[kind][i];
    return NULL;
}

static const struct standing *standing_find(const struct desk *d, int kind, struct str indicator)
{
    for (size_t i = 0; i < d->nstanding[kind]; i++)
        if (str_eq(d->standing[kind][i].indicator, indicator))
            return &d->standing[kind][i];
    return NULL;
}

/* For some entries: twice as many as there is room for. */
static void entry_add(struct desk *d, struct view *view, int kind, const struct entry *e)
{
    size_t n = view->n[kind];
    if ((n & (n - 1)) == 0) { /* full at 0, 1, 2, 4 ... */
        struct entry *more = arena_array(d->arena, struct entry, MAX(n * 2, (size_t)1));
        if (n)
            memcpy(more, view->v[kind], sizeof *more * n);
        view->v[kind] = more;
    }
    view->v[kind][view->n[kind]++] = *e;
}

static int list_standing(struct desk *d, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    struct wk_derived w;
    struct view reported = {0}, derived = {0}; /* as growing lists */
    int r = store_wk_list_area(d->st, &it, d->area, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        entry_add(d, &reported, 0, &(struct entry){.indicator = arena_str(d->arena, b.indicator),
                                                   .sha256 = arena_str(d->arena, b.sha256),
                                                   .block = arena_str(d->arena, b.block)});
        r = 0;
    }
    if (r == 0)
        r = store_derived_list(d->st, &it, d->area, err);
    while (r == 0 && (r = store_derived_next(it, &w, err)) == 1) {
        entry_add(d, &derived, 1,
                  &(struct entry){.indicator = arena_str(d->arena, w.indicator),
                                  .sha256 = arena_str(d->arena, w.sha256),
                                  .origin_sha256 = arena_str(d->arena, w.lineage_sha256)});
        r = 0;
    }
    const struct view *lists[KINDS] = {&reported, &derived};
    for (int k = 0; k < KINDS; k++) {
        d->nstanding[k] = lists[k]->n[k];
        d->standing[k] = arena_array(d->arena, struct standing, d->nstanding[k] + 1);
        for (size_t i = 0; i < d->nstanding[k]; i++) {
            const struct entry *e = &lists[k]->v[k][i];
            d->standing[k][i] = (struct standing){e->indicator, e->sha256, e->origin_sha256, e->block};
        }
    }
    return r;
}

static int view_reported(struct view *view, struct desk *d, enum audience audience, struct str now,
                         struct err *err)
{
    const struct best_limit limit = {d->rules, d->nrules, audience, now};
    int r = 0;
    for (size_t i = 0; r == 0 && i < d->nstanding[0]; i++) {
        const struct standing *s = &d->standing[0][i];
        struct best_block b;
        bool about = false;
        for (size_t k = 0; k < d->nrules; k++)
            about = about || !d->rules[k].indicator.len || str_eq(d->rules[k].indicator, s->indicator);
        if (!about)
            continue;
        r = best_make(&b, d->st, d->ref, s->indicator, d->area, &limit, err);
        /* what was passed over for a better source may be hidden without a trace */
        if (r == 0 && b.limited && !str_is(s->sha256, b.hash)) {
            char origin[SHA256_HEX] = "";
            struct sha256 hash = sha256_of(buf_view(&b.origin));
            if (b.hash[0])
                sha256_hex(origin, &hash);
            entry_add(d, view, 0, &(struct entry){s->indicator, arena_str(d->arena, str_of(b.hash)),
                                                  arena_str(d->arena, str_of(origin)),
                                                  arena_str(d->arena, buf_view(&b.block)),
                                                  arena_str(d->arena, buf_view(&b.origin)),
                                                  b.stat.nseries, b.stat.nobs});
        }
        best_block_release(&b);
    }
    return r;
}

struct deriving {
    struct desk *desk;
    struct view *view, *all; /* what differs; every indicator that was made */
};

static int keep_derived(void *ctx, const struct wk_derived *w, struct err *err UNUSED)
{
    struct deriving *g = ctx;
    struct desk *d = g->desk;
    const struct standing *s = standing_find(d, 1, w->indicator);
    entry_add(d, g->all, 1, &(struct entry){.indicator = w->indicator}); /* ref's text */
    if (!s || !str_eq(s->sha256, w->sha256) || !str_eq(s->origin_sha256, w->lineage_sha256))
        entry_add(d, g->view, 1, &(struct entry){w->indicator, arena_str(d->arena, w->sha256),
                                                 arena_str(d->arena, w->lineage_sha256),
                                                 arena_str(d->arena, w->block),
                                                 arena_str(d->arena, w->lineage), w->nseries, w->nobs});
    return 0;
}

static int view_derived(struct view *view, struct desk *d, struct err *err)
{
    struct view all = {0};
    struct deriving ctx = {d, view, &all};
    struct str *blocks = arena_array(d->arena, struct str, d->nstanding[0] + 1);
    size_t n = 0;
    for (size_t i = 0; i < d->nstanding[0]; i++) {
        const struct entry *e = entry_find(view, 0, d->standing[0][i].indicator);
        struct str block = e ? e->block : d->standing[0][i].block;
        if (block.len)
            blocks[n++] = block;
    }
    int r = derived_of(blocks, n, d->ref, keep_derived, &ctx, err);
    for (size_t i = 0; r == 0 && i < d->nstanding[1]; i++)
        if (!entry_find(&all, 1, d->standing[1][i].indicator))
            entry_add(d, view, 1, &(struct entry){.indicator = d->standing[1][i].indicator});
    return r;
}

static bool same_reported(const struct view *a, const struct view *b)
{
    bool same = a->n[0] == b->n[0];
    for (size_t i = 0; same && i < a->n[0]; i++)
        same = str_eq(a->v[0][i].indicator, b->v[0][i].indicator) &&
               str_eq(a->v[0][i].sha256, b->v[0][i].sha256);
    return same;
}

/* What is derived is the same where what was reported is. */
static int view_make(struct desk *d, enum audience audience, size_t time, struct err *err)
{
    struct view *view = view_at(d, audience, time);
    int r = view_reported(view, d, audience, d->times[time], err);
    if (r < 0 || view->n[0] == 0)
        return r;
    for (const struct view *made = d->views; made < view; made++)
        if (same_reported(made, view)) {
            *view = *made;
            return 0;
        }
    return view_derived(view, d, err);
}

/* -- putting -------------------------------------------------------------------------------- */

static bool same_entry(const struct entry *a, const struct entry *b)
{
    return a == b || (a && b && str_eq(a->sha256, b->sha256) && str_eq(a->origin_sha256, b->origin_sha256));
}

/* In the course of time: nothing where an audience always gets what stands. */
static int put_course(struct desk *d, enum audience audience, int kind, struct str indicator,
                      struct err *err)
{
    const struct entry *before = NULL;
    int r = 0;
    for (size_t t = 0; r == 0 && t < d->ntimes; t++) {
        const struct entry *e = audience == AUDIENCE_OFFICE
                                    ? NULL
                                    : entry_find(view_at(d, audience, t), kind, indicator);
        if (t && same_entry(e, before))
            continue;
        before = e;
        struct wk_variant v = {.audience = audience, .derived = kind, .indicator = indicator,
                               .area = d->area, .since = t ? d->times[t] : STR("")};
        if (!e) {
            r = store_variant_put_standing(d->st, &v, err);
            continue;
        }
        v.sha256 = e->sha256;
        v.origin_sha256 = e->origin_sha256;
        v.block = e->block;
        v.origin = e->origin;
        v.nseries = e->nseries;
        v.nobs = e->nobs;
        r = store_variant_put(d->st, &v, err);
    }
    return r;
}

/* What members do not see the public does not see either, so the public's views have every indicator
 * of which something is limited. */
static int put_indicator(struct desk *d, int kind, struct str indicator, struct err *err)
{
    bool as_public = true;
    for (size_t t = 0; t < d->ntimes; t++)
        as_public = as_public && same_entry(entry_find(view_at(d, AUDIENCE_PUBLIC, t), kind, indicator),
                                            entry_find(view_at(d, AUDIENCE_MEMBERS, t), kind, indicator));
    int r = put_course(d, AUDIENCE_PUBLIC, kind, indicator, err);
    if (r == 0 && !as_public)
        r = put_course(d, AUDIENCE_MEMBERS, kind, indicator, err);
    return r == 0 ? put_course(d, AUDIENCE_OFFICE, kind, indicator, err) : r;
}

static int put_views(struct desk *d, struct err *err)
{
    int r = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        struct map seen = {0};
        for (size_t i = 0; r == 0 && i < LIMITED * d->ntimes; i++)
            for (size_t k = 0; r == 0 && k < d->views[i].n[kind]; k++)
                if (map_put(&seen, d->views[i].v[kind][k].indicator, 0))
                    r = put_indicator(d, kind, d->views[i].v[kind][k].indicator, err);
        map_release(&seen);
    }
    return r;
}

/* -- areas ---------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Now, then each day on which a rule ends, once. */
static void list_times(struct desk *d, struct str now)
{
    d->times = arena_array(d->arena, struct str, d->nrules + 1);
    d->times[0] = now;
    size_t n = 1;
    for (size_t i = 0; i < d->nrules; i++)
        if (d->rules[i].until.len)
            d->times[n++] = d->rules[i].until;
    qsort(d->times + 1, n - 1, sizeof *d->times, by_text);
    d->ntimes = 1;
    for (size_t i = 1; i < n; i++)
        if (i == 1 || !str_eq(d->times[i], d->times[i - 1]))
            d->times[d->ntimes++] = d->times[i];
}

static int apply_area(struct store *st, const struct ref *ref, const struct sharing_rule *rules, size_t n,
                      struct str now, struct err *err)
{
    struct arena arena;
    struct desk d = {.st = st, .ref = ref, .arena = &arena, .area = rules[0].area, .rules = rules,
                     .nrules = n};
    arena_init(&arena, (size_t)4 << 30);
    list_times(&d, now);
    d.views = arena_array(&arena, struct view, LIMITED * d.ntimes);
    int r = list_standing(&d, err);
    for (int a = AUDIENCE_PUBLIC; a < LIMITED; a++)
        for (size_t t = 0; r == 0 && t < d.ntimes; t++)
            r = view_make(&d, (enum audience)a, t, err);
    if (r == 0)
        r = put_views(&d, err);
    arena_release(&arena);
    return r;
}

int sharing_apply(struct store *st, const struct ref *ref, struct str now, struct err *err)
{
    struct arena arena;
    struct sharing_rule *rules;
    size_t n;
    arena_init(&arena, 256 << 20);
    int r = store_variant_clear(st, err);
    if (r == 0)
        r = sharing_rules(&rules, &n, st, &arena, STR(""), now, err);
    for (size_t from = 0, to; r == 0 && from < n; from = to) {
        for (to = from + 1; to < n && str_eq(rules[to].area, rules[from].area);)
            to++;
        r = apply_area(st, ref, rules + from, to - from, now, err);
    }
    arena_release(&arena);
    return r;
}

/* -- what was released before ---------------------------------------------------------------- */

static int block_limited(bool *limited, const struct sharing_rule *rule, struct str indicator,
                         struct str block, struct err *err)
{
    struct arena arena;
    struct block_view v;
    arena_init(&arena, (size_t)1 << 32);
    *limited = false;
    int r = block_open(&v, &arena, block, err);
    for (uint32_t i = 0; r == 0 && i < v.nobs && !*limited; i++)
        *limited = sharing_matches(rule, rule->area, indicator, v.dict[v.source[i]], v.period[i]);
    arena_release(&arena);
    return r;
}

/* What is found of one audience: in which release, of which table, from when on. */
struct found {
    struct withheld *v;
    size_t n, size;
};

static void found_add(struct found *f, const struct withheld *w)
{
    if (f->n == f->size)
        f->v = mem_grow(f->v, sizeof *f->v * (f->size = MAX(f->size * 2, (size_t)64)));
    f->v[f->n++] = *w;
}

static int find_limited(struct found *f, struct store *st, struct arena *arena, int64_t id,
                        const struct sharing_rule *rule, enum audience audience, struct err *err)
{
    struct store_iter *it;
    struct release_block b;
    int r = store_release_block_list(st, &it, audience, rule->area, err);
    while (r == 0 && (r = store_release_block_next(it, &b, err)) == 1) {
        const struct withheld *last = f->n ? &f->v[f->n - 1] : NULL;
        bool limited;
        r = 0;
        if ((rule->indicator.len && !str_eq(rule->indicator, b.indicator)) ||
            (rule->until.len && str_cmp(b.since, rule->until) >= 0) || /* the rule has ended then */
            (last && last->release == b.release && str_eq(last->indicator, b.indicator)))
            continue;
        if ((r = block_limited(&limited, rule, b.indicator, b.block, err)) < 0)
            store_iter_close(it);
        else if (limited)
            found_add(f, &(struct withheld){.release = b.release, .rule = id, .area = rule->area,
                                            .indicator = arena_str(arena, b.indicator),
                                            .audience = audience,
                                            .since = arena_str(arena, b.since), .until = rule->until});
    }
    return r;
}

/* The blocks, and of each release what is derived of the area, from the first of them on. */
static int put_found(const struct found *f, struct store *st, struct err *err)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < f->n; i++) {
        struct withheld derived = f->v[i];
        r = store_withheld_add(st, &f->v[i], err);
        if (r < 0 || (i && f->v[i - 1].release == derived.release))
            continue;
        derived.derived = true;
        derived.indicator = STR("");
        for (size_t k = i; k < f->n && f->v[k].release == derived.release; k++)
            if (str_cmp(f->v[k].since, derived.since) < 0)
                derived.since = f->v[k].since;
        r = store_withheld_add(st, &derived, err);
    }
    return r;
}

int sharing_withhold(unsigned *releases, int64_t *newest, struct store *st, int64_t id,
                     const struct sharing_rule *rule, struct err *err)
{
    int r = 0;
    *releases = 0;
    *newest = 0;
    for (int a = AUDIENCE_PUBLIC; r == 0 && a < (int)rule->audience; a++) {
        struct arena arena;
        struct found f = {0};
        arena_init(&arena, 256 << 20);
        r = find_limited(&f, st, &arena, id, rule, (enum audience)a, err);
        if (r == 0)
            r = put_found(&f, st, err);
        for (size_t i = 0; a == AUDIENCE_PUBLIC && i < f.n; i++) {
            *releases += f.v[i].release != *newest;
            *newest = f.v[i].release;
        }
        free(f.v);
        arena_release(&arena);
    }
    return r;
}
