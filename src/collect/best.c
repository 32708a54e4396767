/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/best.h"

#include "model/period.h"

#include <limits.h>
#include <math.h>

/* Everything accepted of one indicator and area, cell by cell. */
struct gathered {
    struct obs_set set;
    struct block_obs *v;
    size_t n, size;
};

/* A question table is of one source and period, so a rule is about all of it or about none. */
static bool is_kept_from(const struct best_limit *limit, const struct question_table *t)
{
    return limit && sharing_audience(limit->rules, limit->n, t->area, t->indicator, t->source,
                                     period_parse(t->period), limit->now) > limit->audience;
}

static int gather(struct gathered *g, bool *limited, struct store *st, const struct ref *ref,
                  struct str indicator, struct str area, const struct best_limit *limit,
                  struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    obs_set_init(&g->set);
    int r = store_table_list_accepted(st, &it, indicator, area, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        size_t before = g->set.n;
        if (is_kept_from(limit, &t)) {
            *limited = true;
            r = 0;
            continue;
        }
        if ((r = table_unpack(&g->set, ref, t.cells, err)) < 0) {
            store_iter_close(it);
            return err_context(err, "question table %lld", (long long)t.id);
        }
        for (size_t i = before; i < g->set.n; i++) {
            const struct obs *o = &g->set.v[i];
            if (o->set_aside)
                continue;
            if (g->n == g->size) {
                g->size = MAX(g->size * 2, (size_t)64);
                g->v = mem_grow(g->v, sizeof *g->v * g->size);
            }
            g->v[g->n++] = (struct block_obs){*o, (uint32_t)t.id, (uint32_t)(i - before)};
        }
    }
    return r;
}

static void gathered_release(struct gathered *g)
{
    obs_set_release(&g->set);
    free(g->v);
}

/* By cell and source, the last received first. */
static int by_cell_source_age(const void *a, const void *b)
{
    const struct block_obs *const *p = a, *const *q = b;
    const struct obs *x = &(*p)->obs, *y = &(*q)->obs;
    const uint32_t mine[] = {x->period, x->sex, x->classif[0], x->classif[1], x->source};
    const uint32_t theirs[] = {y->period, y->sex, y->classif[0], y->classif[1], y->source};
    for (size_t i = 0; i < ARRAY_LEN(mine); i++)
        if (mine[i] != theirs[i])
            return mine[i] < theirs[i] ? -1 : 1;
    /* tables are numbered as they are received: the higher number came later */
    return (*p)->table > (*q)->table ? -1 : (*p)->table < (*q)->table;
}

static bool same_cell(const struct obs *x, const struct obs *y)
{
    return x->period == y->period && x->sex == y->sex && x->classif[0] == y->classif[0] &&
           x->classif[1] == y->classif[1];
}

static int rank_of(const struct ref *ref, struct str source, double value)
{
    uint16_t type;
    int rank = ref_source_find(ref, &type, NULL, source) ? ref->source_types[type].rank
                                                         : INT_MAX / 4;
    return isnan(value) ? rank + INT_MAX / 2 : rank;
}

/* Only note types that may be disseminated go on: a contact person stays in the base. */
static uint32_t open_notes(struct obs_set *set, const struct ref *ref, uint32_t note)
{
    struct str part[3];
    struct buf kept[3] = {{0}};
    if (note == 0)
        return 0;
    obs_note_split(&part[0], &part[1], &part[2], set->notes.v[note]);
    for (int p = 0; p < 3; p++) {
        struct str one, rest = part[p];
        while (rest.len && str_next(&one, &rest, '_')) {
            struct str type = {0}, tail = one;
            str_next(&type, &tail, ':');
            int index = ref_note_type_find(ref, type);
            if (index < 0 || !ref->note_types[index].open)
                continue;
            if (kept[p].len)
                buf_char(&kept[p], '_');
            buf_str(&kept[p], one);
        }
    }
    uint32_t result = obs_set_note(set, buf_view(&kept[0]), buf_view(&kept[1]), buf_view(&kept[2]));
    for (int p = 0; p < 3; p++)
        buf_release(&kept[p]);
    return result;
}

/* What a source says of a cell in the end: the first of `v` that has a figure or a status, which
 * takes back the figures before it; an empty cell takes back nothing. */
static const struct block_obs *last_word(const struct block_obs *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[i]->obs.value) || v[i]->obs.status)
            return v[i];
    return v[0];
}

static const struct block_obs *best_of_cell(const struct gathered *g, const struct ref *ref,
                                            const struct block_obs *const *v, size_t n)
{
    const struct block_obs *best = NULL;
    int best_rank = 0;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && v[to]->obs.source == v[from]->obs.source;)
            to++;
        const struct block_obs *word = last_word(v + from, to - from);
        int rank = rank_of(ref, g->set.sources.v[word->obs.source], word->obs.value);
        if (best && (rank > best_rank || (rank == best_rank && word->table < best->table)))
            continue;
        best = word;
        best_rank = rank;
    }
    return best;
}

/* Leaves in g->v the best figure of every cell. */
static void choose(struct gathered *g, const struct ref *ref)
{
    const struct block_obs **order = mem_grow(NULL, sizeof *order * (g->n + 1));
    struct block_obs *best = mem_grow(NULL, sizeof *best * (g->n + 1));
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        order[i] = &g->v[i];
    qsort(order, g->n, sizeof *order, by_cell_source_age);
    for (size_t from = 0, to; from < g->n; from = to) {
        for (to = from + 1; to < g->n && same_cell(&order[to]->obs, &order[from]->obs);)
            to++;
        best[n] = *best_of_cell(g, ref, order + from, to - from);
        best[n].obs.note = open_notes(&g->set, ref, best[n].obs.note);
        n++;
    }
    free(order);
    free(g->v);
    g->v = best;
    g->n = n;
}

int best_make(struct best_block *out, struct store *st, const struct ref *ref, struct str indicator,
              struct str area, const struct best_limit *limit, struct err *err)
{
    struct gathered g = {0};
    *out = (struct best_block){0};
    int r = gather(&g, &out->limited, st, ref, indicator, area, limit, err);
    if (r == 0 && g.n) {
        choose(&g, ref);
        r = block_pack(&out->block, &out->origin, &out->stat, ref, &g.set, g.v, g.n, err);
        struct sha256 hash = sha256_of(buf_view(&out->block));
        sha256_hex(out->hash, &hash);
    }
    gathered_release(&g);
    return r;
}

void best_block_release(struct best_block *b)
{
    buf_release(&b->block);
    buf_release(&b->origin);
}

int best_update(struct store *st, const struct ref *ref, struct str indicator, struct str area,
                struct err *err)
{
    struct best_block m;
    int r = best_make(&m, st, ref, indicator, area, NULL, err);
    if (r == 0 && m.stat.nobs) {
        struct wk_block b = {.indicator = indicator, .area = area, .sha256 = str_of(m.hash),
                             .block = buf_view(&m.block), .origin = buf_view(&m.origin),
                             .nseries = m.stat.nseries, .nobs = m.stat.nobs};
        r = store_wk_put(st, &b, err);
    } else if (r == 0) {
        r = store_wk_delete(st, indicator, area, err);
    }
    best_block_release(&m);
    return r;
}

int best_hash(char out[SHA256_HEX], struct store *st, const struct ref *ref, struct str indicator,
              struct str area, struct err *err)
{
    struct best_block m;
    int r = best_make(&m, st, ref, indicator, area, NULL, err);
    memcpy(out, m.hash, SHA256_HEX);
    best_block_release(&m);
    return r;
}

struct standing {
    struct str indicator, area, sha256;
};

static int list_standings(struct standing **out, size_t *n, struct arena *arena, struct store *st,
                          struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    size_t size = 0;
    int r = store_wk_list(st, &it, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        r = 0;
        if (*n == size)
            *out = mem_grow(*out, sizeof **out * (size = MAX(size * 2, (size_t)256)));
        (*out)[(*n)++] = (struct standing){arena_str(arena, b.indicator), arena_str(arena, b.area),
                                           arena_str(arena, b.sha256)};
    }
    return r;
}

int best_renew(unsigned *renewed, struct store *st, const struct ref *ref, struct err *err)
{
    struct arena arena;
    struct standing *v = NULL;
    size_t n = 0;
    *renewed = 0;
    arena_init(&arena, (size_t)1 << 30);
    int r = list_standings(&v, &n, &arena, st, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        char hash[SHA256_HEX];
        r = best_hash(hash, st, ref, v[i].indicator, v[i].area, err);
        if (r < 0 || str_is(v[i].sha256, hash))
            continue;
        r = best_update(st, ref, v[i].indicator, v[i].area, err);
        ++*renewed;
    }
    free(v);
    arena_release(&arena);
    return r;
}
