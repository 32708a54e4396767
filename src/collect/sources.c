/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/sources.h"

#include "model/block.h"
#include "model/catalogue.h"
#include "store/collection.h"

#include <stdio.h>

/* A source of a country, and since when the blocks of each audience have figures of it. */
struct described {
    struct str area, source;
    int64_t version; /* of the catalogue */
    struct {
        bool is;
        struct str since;
    } seen[AUDIENCES];
};

struct described_list {
    struct arena arena;
    struct described *v;
    uint32_t n, size;
    struct map at; /* by area and source */
};

static void list_init(struct described_list *list)
{
    *list = (struct described_list){0};
    arena_init(&list->arena, (size_t)1 << 30);
}

static void list_release(struct described_list *list)
{
    map_release(&list->at);
    free(list->v);
    arena_release(&list->arena);
}

static struct described *list_find(const struct described_list *list, struct str area, struct str source)
{
    struct buf key = {0};
    uint32_t at;
    buf_fmt(&key, "%.*s\t%.*s", STR_FMT(area), STR_FMT(source));
    bool found = map_find(&list->at, &at, buf_view(&key));
    buf_release(&key);
    return found ? &list->v[at] : NULL;
}

static struct described *list_add(struct described_list *list, struct str area, struct str source)
{
    struct described *known = list_find(list, area, source);
    if (known)
        return known;
    if (list->n == list->size)
        list->v = mem_grow(list->v, sizeof *list->v * (list->size = MAX(list->size * 2, 64u)));
    struct str key = str_of(arena_fmt(&list->arena, "%.*s\t%.*s", STR_FMT(area), STR_FMT(source)));
    map_put(&list->at, key, list->n);
    list->v[list->n] = (struct described){.area = arena_str(&list->arena, area),
                                          .source = arena_str(&list->arena, source)};
    return &list->v[list->n++];
}

static int catalogue_list(struct described_list *list, struct store *st, struct err *err)
{
    struct store_iter *it;
    struct source_version v;
    int r = store_source_list(st, &it, STR(""), false, err);
    while (r == 0 && (r = store_source_next(it, &v, err)) == 1) {
        r = 0;
        if (!v.withdrawn)
            list_add(list, v.area, v.source)->version = v.id;
    }
    return r;
}

/* -- which of them are seen ------------------------------------------------------------------------ */

static int look_into(struct described_list *list, const struct source_block *b, struct err *err)
{
    struct arena arena;
    struct str *source;
    uint32_t n = 0;
    arena_init(&arena, (size_t)1 << 32);
    int r = block_sources(&source, &n, &arena, b->block, err);
    for (uint32_t i = 0; r == 0 && i < n; i++) {
        struct described *d = list_find(list, b->area, source[i]);
        if (!d || (d->seen[b->audience].is && str_cmp(d->seen[b->audience].since, b->since) <= 0))
            continue;
        d->seen[b->audience].is = true;
        d->seen[b->audience].since = arena_str(&list->arena, b->since);
    }
    arena_release(&arena);
    return r;
}

static int look(struct described_list *list, struct store *st, int64_t release, struct err *err)
{
    struct store_iter *it;
    struct source_block b;
    int r = list->n ? store_source_block_list(st, &it, release, err) : 0;
    while (list->n && r == 0 && (r = store_source_block_next(it, &b, err)) == 1)
        if ((r = look_into(list, &b, err)) < 0) {
            err_context(err, "release %lld, %.*s", (long long)release, STR_FMT(b.area));
            store_iter_close(it);
        }
    return r;
}

/* -- taking over ----------------------------------------------------------------------------------- */

static int fields_load(struct str content[CATALOGUE_FIELDS], struct described_list *list, struct store *st,
                       const struct described *d, struct err *err)
{
    struct store_iter *it;
    struct source_field f;
    int r = store_source_field_list(st, &it, d->version, err);
    while (r == 0 && (r = store_source_field_next(it, &f, err)) == 1) {
        int field = catalogue_find(f.field);
        r = 0;
        if (field >= 0 && !catalogue[field].personal)
            content[field] = arena_str(&list->arena, f.content);
    }
    return r;
}

static int put(struct described_list *list, struct store *st, int64_t release, const struct described *d,
               struct err *err)
{
    struct str content[CATALOGUE_FIELDS] = {{0}};
    const bool public = d->seen[AUDIENCE_PUBLIC].is;
    int r = fields_load(content, list, st, d, err);
    for (int a = AUDIENCE_PUBLIC; a < AUDIENCES; a++) {
        struct str since = d->seen[a].since;
        if (!d->seen[a].is || (a != AUDIENCE_PUBLIC && public && str_cmp(since, d->seen[AUDIENCE_PUBLIC].since) >= 0))
            continue;
        for (int f = 0; r == 0 && f < CATALOGUE_FIELDS; f++)
            if (content[f].len)
                r = store_pub_source_add(st, release,
                                         &(struct pub_source){(enum audience)a, d->area, d->source,
                                                              str_of(catalogue[f].name), since, content[f]},
                                         err);
    }
    return r;
}

int sources_release(struct store *st, int64_t release, struct err *err)
{
    struct described_list list;
    list_init(&list);
    int r = catalogue_list(&list, st, err);
    if (r == 0)
        r = look(&list, st, release, err);
    for (uint32_t i = 0; r == 0 && i < list.n; i++)
        r = put(&list, st, release, &list.v[i], err);
    if (r == 0)
        r = store_pub_source_seal(st, release, err);
    list_release(&list);
    return r;
}

/* -- checking -------------------------------------------------------------------------------------- */

/* The sources of a release: first which there are, then the same list again, held against the blocks. */
static int released_list(struct described_list *list, struct store *st, int64_t release, struct err *err)
{
    struct store_iter *it;
    struct pub_source s;
    int r = store_pub_source_list_all(st, &it, release, err);
    while (r == 0 && (r = store_pub_source_next(it, &s, err)) == 1) {
        list_add(list, s.area, s.source);
        r = 0;
    }
    return r;
}

static const char *wrong_with(const struct described_list *list, const struct pub_source *s)
{
    const struct described *d = list_find(list, s->area, s->source);
    int field = catalogue_find(s->field);
    if (field >= 0 && catalogue[field].personal)
        return "is of a person";
    if (!d || !d->seen[s->audience].is)
        return "is of a source of which that audience gets no figures";
    return str_cmp(d->seen[s->audience].since, s->since) > 0 ? "is there before its figures are" : NULL;
}

int sources_check(struct store *st, int64_t release, void (*say)(void *ctx, const char *sentence), void *ctx,
                  struct err *err)
{
    struct described_list list;
    struct store_iter *it;
    struct pub_source s;
    list_init(&list);
    int r = released_list(&list, st, release, err);
    if (r == 0)
        r = look(&list, st, release, err);
    if (r == 0 && list.n)
        r = store_pub_source_list_all(st, &it, release, err);
    while (list.n && r == 0 && (r = store_pub_source_next(it, &s, err)) == 1) {
        const char *wrong = wrong_with(&list, &s);
        char sentence[300];
        r = 0;
        if (!wrong)
            continue;
        snprintf(sentence, sizeof sentence, "what release %lld says to the audience \"%s\" of %.*s of %.*s (%.*s) %s",
                 (long long)release, audience_name(s.audience), STR_FMT(s.source), STR_FMT(s.area),
                 STR_FMT(s.field), wrong);
        say(ctx, sentence);
    }
    list_release(&list);
    return r;
}
