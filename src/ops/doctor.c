/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms doctor`: every invariant of the base, looked at. The database's own are the store's;
 * here are those that need to know what the bytes mean. */

#include "ops/ops.h"

#include "base/num.h"
#include "collect/best.h"
#include "collect/derived.h"
#include "collect/sources.h"
#include "model/block.h"
#include "publish/collections.h"
#include "publish/load.h"
#include "store/share.h"

struct faults {
    struct call *call;
    unsigned n;
};

static void say(void *ctx, const char *sentence)
{
    struct faults *f = ctx;
    f->n++;
    if (f->call->json) {
        json_open(&f->call->j, '{');
        json_put(&f->call->j, "fault", str_of(sentence));
        json_close(&f->call->j);
        json_line(&f->call->j);
    } else {
        buf_fmt(&f->call->out, "fault: %s\n", sentence);
    }
}

/* A pair of indicator and area, with the hash of its block as it stands. */
struct standing {
    struct str indicator, area, sha256;
};

struct standings {
    struct standing *v;
    size_t n, size;
    struct map by_pair;
};

static void add_standing(struct standings *s, struct arena *arena, struct str indicator,
                         struct str area, struct str sha256)
{
    struct str pair = str_of(arena_fmt(arena, "%.*s\t%.*s", STR_FMT(indicator), STR_FMT(area)));
    uint32_t at;
    if (map_find(&s->by_pair, &at, pair))
        return;
    if (s->n == s->size) {
        s->size = MAX(s->size * 2, (size_t)64);
        s->v = mem_grow(s->v, sizeof *s->v * s->size);
    }
    map_put(&s->by_pair, pair, (uint32_t)s->n);
    s->v[s->n++] = (struct standing){arena_str(arena, indicator), arena_str(arena, area),
                                     arena_str(arena, sha256)};
}

/* What stands, and with an empty hash what should stand: all that was accepted. */
static int list_standings(struct standings *s, struct call *c, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    struct question_table t;
    int r = store_wk_list(c->store, &it, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        add_standing(s, arena, b.indicator, b.area, b.sha256);
        r = 0;
    }
    if (r == 0)
        r = store_table_list(c->store, &it, 0, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        if (str_is(t.state, STATE_ACCEPTED))
            add_standing(s, arena, t.indicator, t.area, STR(""));
        r = 0;
    }
    return r;
}

static void compare_standing(struct faults *f, struct call *c, struct arena *arena,
                             const struct standing *s)
{
    char hash[SHA256_HEX];
    struct err why;
    if (best_hash(hash, c->store, c->ref, s->indicator, s->area, &why) < 0)
        say(f, arena_fmt(arena, "%s of %s cannot be made from what was accepted: %s",
                         s->indicator.p, s->area.p, why.text));
    else if (!str_is(s->sha256, hash))
        say(f, arena_fmt(arena, "%s of %s is not what follows from what was accepted",
                         s->indicator.p, s->area.p));
}

/* The derived figures of each area are those that follow from its blocks; where the program or its
 * reference data are newer they are made with the next release. */
static void compare_derived(struct faults *f, struct call *c, struct arena *arena,
                            const struct standings *s)
{
    struct map seen = {0};
    for (size_t i = 0; i < s->n; i++) {
        bool same, fresh;
        struct err why;
        if (!map_put(&seen, s->v[i].area, 0))
            continue;
        call_progress(c, "deriving, table", i + 1, s->n);
        if (derived_compare(&same, &fresh, c->store, c->ref, s->v[i].area, &why) < 0)
            say(f, arena_fmt(arena, "the derived figures of %s cannot be made: %s", s->v[i].area.p,
                             why.text));
        else if (fresh && !same)
            say(f, arena_fmt(arena, "the derived figures of %s are not what follows from the others",
                             s->v[i].area.p));
    }
    map_release(&seen);
}

/* What stands as the best current value is what follows from what was accepted. Somebody may be
 * accepting meanwhile: what is then seen is looked at again. */
static int check_work(struct faults *f, struct call *c, struct err *err)
{
    enum { TRIES = 5 };
    int r = 0;
    for (int i = 0; r == 0 && i < TRIES; i++) {
        struct arena arena;
        struct standings s = {0};
        struct faults now = {.call = c, .n = f->n};
        int64_t before = 0, after = 0;
        size_t printed = c->out.len;
        arena_init(&arena, (size_t)1 << 30);
        if ((r = store_data_version(c->store, &before, err)) == 0)
            r = list_standings(&s, c, &arena, err);
        for (size_t k = 0; r == 0 && k < s.n; k++) {
            call_progress(c, "looking at table", k + 1, s.n);
            compare_standing(&now, c, &arena, &s.v[k]);
        }
        if (r == 0)
            compare_derived(&now, c, &arena, &s);
        if (r == 0)
            r = store_data_version(c->store, &after, err);
        map_release(&s.by_pair);
        free(s.v);
        arena_release(&arena);
        if (r == 0 && (before == after || i + 1 == TRIES)) {
            f->n = now.n;
            break;
        }
        c->out.len = printed;
    }
    return r;
}

/* Every derived block of a release, one after the other: all of them are many. */
static int read_derived(const struct loaded *l, struct call *c, struct err *err)
{
    struct store_iter *it;
    struct pub_block b;
    int r = store_derived_block_list(c->store, &it, l->release.id, STR(""), err);
    while (r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        struct obs_set set;
        obs_set_init(&set);
        if ((r = block_unpack(&set, l->ref, b.block, err)) < 0)
            store_iter_close(it);
        obs_set_release(&set);
    }
    return r;
}

/* What each audience sees of a release in place of what was released, on its first day and when every
 * rule has ended, can be loaded too. */
static void read_shared(struct faults *f, struct call *c, const char *name)
{
    static const char *const times[] = {"", "9999-12-31T23:59:59Z"};
    for (size_t i = 0; i < AUDIENCES * ARRAY_LEN(times); i++) {
        enum audience audience = (enum audience)(i / ARRAY_LEN(times));
        struct loaded l;
        struct err why;
        store_audience(c->store, audience);
        store_now(c->store, str_of(times[i % ARRAY_LEN(times)]));
        int r = release_load(&l, c->store, str_of(name), STR(""), STR(""), &why);
        if (r == 0) {
            r = read_derived(&l, c, &why);
            loaded_release(&l);
        }
        if (r < 0)
            say(f, arena_fmt(&c->arena, "what is for the audience \"%s\" of release \"%s\" cannot be "
                             "loaded: %s", audience_name(audience), name, why.text));
    }
}

/* What is said of the sources of a release, and what those who do not see all of it see. */
static int check_shown(struct faults *f, struct call *c, const struct release *release, const char *name,
                       struct err *err)
{
    struct release_view view;
    int r = store_release_view(c->store, &c->arena, &view, release, err);
    if (r == 0)
        r = sources_check(c->store, release->id, say, f, err);
    if (r == 0 && !view.plain)
        read_shared(f, c, name);
    return r;
}

/* Every release can be loaded, and is as large as it says. */
static int check_releases(struct faults *f, struct call *c, unsigned *count, struct err *err)
{
    struct store_iter *it;
    struct release rel;
    int r = store_release_list(c->store, &it, STR(""), err);
    char **names = NULL;
    while (r == 0 && (r = store_release_next(it, &rel, err)) == 1) {
        names = mem_grow(names, sizeof *names * (*count + 1));
        names[(*count)++] = arena_text(&c->arena, rel.name);
        r = 0;
    }
    for (unsigned i = 0; r == 0 && i < *count; i++) {
        struct loaded l;
        struct err why;
        store_audience(c->store, AUDIENCE_OFFICE);
        store_as_released(c->store, true);
        r = release_load(&l, c->store, str_of(names[i]), STR(""), STR(""), &why);
        store_as_released(c->store, false);
        if (r < 0) {
            r = 0;
            say(f, arena_fmt(&c->arena, "release \"%s\" cannot be loaded: %s", names[i], why.text));
            continue;
        }
        if (l.cube->nobs != l.release.nobs || l.cube->nseries != l.release.nseries)
            say(f, arena_fmt(&c->arena, "release \"%s\" says %lld observations and holds %u",
                             names[i], (long long)l.release.nobs, l.cube->nobs));
        store_as_released(c->store, true);
        if (read_derived(&l, c, &why) < 0)
            say(f, arena_fmt(&c->arena, "the derived figures of release \"%s\" cannot be loaded: %s",
                             names[i], why.text));
        store_as_released(c->store, false);
        r = check_shown(f, c, &l.release, names[i], err);
        loaded_release(&l);
    }
    free(names);
    return r;
}

/* What readers see of each collection can be loaded, and is as large as it says. */
static int check_collections(struct faults *f, struct call *c, unsigned *count, struct err *err)
{
    struct collections all;
    int r = collections_list(&all, c->store, err);
    for (size_t i = 0; r == 0 && i < all.n; i++) {
        const struct collection *of = all.v[i];
        const char *name = arena_fmt(&c->arena, "%.*s@%.*s", STR_FMT(of->code), STR_FMT(of->vintage));
        struct collections one;
        struct err why;
        ++*count;
        if (collections_load_one(&one, c->store, c->ref, str_of(name), &why) < 0) {
            say(f, arena_fmt(&c->arena, "collection %s cannot be loaded: %s", name, why.text));
            continue;
        }
        if (!one.v[0]->nunknown && one.v[0]->cube->nobs != of->nobs)
            say(f, arena_fmt(&c->arena, "collection %s says %lld observations and holds %u", name,
                             (long long)of->nobs, one.v[0]->cube->nobs));
        collections_release(&one);
    }
    if (r == 0)
        collections_release(&all);
    return r;
}

static void put_healthy(struct call *c, unsigned releases, unsigned collections)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put_bool(&c->j, "healthy", true);
        json_put_int(&c->j, "releases", releases);
        if (collections)
            json_put_int(&c->j, "collections", collections);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%s: every invariant holds; %s%s%s\n", c->base, num_counted(releases, "release").text,
            collections ? ", " : "", collections ? num_counted(collections, "collection").text : "");
}

int op_doctor(struct call *c, struct err *err)
{
    struct faults f = {.call = c};
    unsigned releases = 0, collections = 0;
    int r = store_check(c->store, say, &f, err);
    if (r >= 0)
        r = call_ref(c, err);
    if (r >= 0)
        r = check_work(&f, c, err);
    if (r >= 0)
        r = check_releases(&f, c, &releases, err);
    if (r >= 0)
        r = check_collections(&f, c, &collections, err);
    if (r < 0)
        return r;
    if (f.n)
        return err_set(err, ERR_DB, "%s: %s %s not hold; restore the last backup, or look at the "
                       "faults above", c->base,
                       num_counted(f.n, "invariant").text, f.n == 1 ? "does" : "do");
    put_healthy(c, releases, collections);
    return 0;
}

int op_backup(struct call *c, struct err *err)
{
    const char *to = arena_text(&c->arena, call_get(c, "file"));
    int r = store_copy(c->store, to, err);
    if (r == 0 && !c->json)
        buf_fmt(&c->out, "%s: a copy of %s\n", to, c->base);
    else if (r == 0) {
        json_open(&c->j, '{');
        json_put(&c->j, "file", str_of(to));
        json_close(&c->j);
        json_line(&c->j);
    }
    return r;
}
