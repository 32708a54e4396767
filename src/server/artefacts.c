/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/artefacts.h"

#include "base/clock.h"

#include <time.h>

/* All artefacts of a release are made here. */
static void make(struct artefacts *all, struct arena *arena, const struct loaded *l, const struct cube *derived)
{
    publish_artefacts(all, arena, &(struct publishing){.ref = l->ref, .cube = l->cube, .derived = derived,
                                                       .sources = l->sources, .nsources = l->nsources});
}

/* -- of what is served ------------------------------------------------------------------------------- */

struct artefact_shelf {
    pthread_mutex_t lock;
    struct arena arena;
    struct artefacts all;
    bool made;
};

struct artefact_shelf *artefact_shelf_new(void)
{
    struct artefact_shelf *shelf = mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    arena_init(&shelf->arena, ARTEFACTS_CEILING);
    return shelf;
}

void artefact_shelf_free(struct artefact_shelf *shelf)
{
    if (!shelf)
        return;
    arena_release(&shelf->arena);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

/* The derived figures are read once, for what there is of them: a dataflow without any is not listed. Where
 * that fails, all are listed. */
static void shelf_fill(struct artefact_shelf *shelf, const struct loaded *l, const struct derived_cubes *derived)
{
    struct cube *cube = NULL;
    struct err err;
    if (derived && derived_read(&cube, derived, l, &err) < 0)
        cube = NULL;
    make(&shelf->all, &shelf->arena, l, cube);
    cube_free(cube);
}

const struct artefacts *artefact_shelf_get(struct artefact_shelf *shelf, const struct loaded *l,
                                           const struct derived_cubes *derived)
{
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->made)
        shelf_fill(shelf, l, derived);
    shelf->made = true;
    pthread_mutex_unlock(&shelf->lock);
    return &shelf->all;
}

/* -- of earlier releases ------------------------------------------------------------------------------ */

struct artefact_archive {
    pthread_mutex_t lock; /* over what is below; held for a moment only, inside the store's or alone */
    struct shared_store *store;
    const struct loaded *now;
    struct past_artefacts *kept; /* the one asked for last first */
    size_t bytes, most;
};

struct artefact_archive *artefact_archive_new(struct shared_store *store, const struct loaded *now, size_t bytes)
{
    struct artefact_archive *a = mem_alloc(sizeof *a);
    pthread_mutex_init(&a->lock, NULL);
    a->store = store;
    a->now = now;
    a->most = bytes;
    return a;
}

static void past_free(struct past_artefacts *p)
{
    arena_release(&p->arena);
    loaded_release(&p->l);
    free(p);
}

void artefact_archive_free(struct artefact_archive *a)
{
    if (!a)
        return;
    for (struct past_artefacts *p = a->kept, *next; p; p = next) {
        next = p->next;
        past_free(p);
    }
    pthread_mutex_destroy(&a->lock);
    free(a);
}

static void trim(struct artefact_archive *a)
{
    while (a->bytes > a->most) {
        struct past_artefacts **oldest = NULL, *old;
        for (struct past_artefacts **at = &a->kept; *at; at = &(*at)->next)
            if ((*at)->users == 0)
                oldest = at;
        if (!oldest)
            return;
        old = *oldest;
        *oldest = old->next;
        a->bytes -= old->bytes;
        past_free(old);
    }
}

/* NULL: it is not there. */
static struct past_artefacts *take_kept(struct artefact_archive *a, int64_t id)
{
    pthread_mutex_lock(&a->lock);
    struct past_artefacts **at = &a->kept, *found;
    while (*at && (*at)->id != id)
        at = &(*at)->next;
    if ((found = *at)) {
        *at = found->next;
        found->next = a->kept;
        a->kept = found;
        found->users++;
    }
    pthread_mutex_unlock(&a->lock);
    return found;
}

static void keep(struct artefact_archive *a, struct past_artefacts *p)
{
    pthread_mutex_lock(&a->lock);
    p->users = 1;
    p->next = a->kept;
    a->kept = p;
    a->bytes += p->bytes;
    trim(a);
    pthread_mutex_unlock(&a->lock);
}

/* The tables of reference data are about as much as their texts. */
static size_t bytes_of(const struct past_artefacts *p)
{
    size_t ref = p->l.ref_borrowed ? 0 : 2 * p->l.ref->arena.used;
    return sizeof *p + p->arena.used + p->l.arena.used + ref;
}

static void forget_figures(struct loaded *l)
{
    cube_free(l->cube);
    cube_free(l->derived);
    l->cube = l->derived = NULL;
}

/* The store is the caller's meanwhile. */
static int past_read(struct past_artefacts **out, const struct artefact_archive *a, const struct edition *v,
                     struct err *err)
{
    struct past_artefacts *p = mem_alloc(sizeof *p);
    char now[CLOCK_TEXT];
    arena_init(&p->arena, ARTEFACTS_CEILING);
    clock_fmt(now, clock_now());
    int r = release_load_beside(&p->l, a->now, a->store->st, v->name, str_of(now), STR(""), err);
    if (r == 0)
        r = release_load_derived(&p->l, a->store->st, STR(""), err);
    if (r < 0) {
        past_free(p);
        return r;
    }
    make(&p->all, &p->arena, &p->l, p->l.derived);
    forget_figures(&p->l);
    p->id = v->id;
    p->from = v->from;
    p->ref = p->l.ref;
    p->whole = str_eq(p->l.view, p->l.release.sha256);
    p->bytes = bytes_of(p);
    *out = p;
    return 0;
}

static bool store_lock(struct shared_store *store)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until); /* the clock of pthread_mutex_timedlock */
    until.tv_sec += ARCHIVE_PATIENCE;
    return pthread_mutex_timedlock(&store->lock, &until) == 0;
}

/* The store's lock is held until it is kept, so that nobody reads the same release beside. */
int artefact_archive_take(struct past_artefacts **out, struct artefact_archive *a, const struct edition *v,
                          struct err *err)
{
    int r = 0;
    if ((*out = take_kept(a, v->id)))
        return 0;
    if (!store_lock(a->store))
        return err_set(err, ERR_BUSY, "an earlier release is being read for others; ask again in a moment");
    if (!(*out = take_kept(a, v->id)) && (r = past_read(out, a, v, err)) == 0)
        keep(a, *out);
    pthread_mutex_unlock(&a->store->lock);
    return r;
}

void artefact_archive_put(struct artefact_archive *a, struct past_artefacts *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&a->lock);
    p->users--;
    trim(a);
    pthread_mutex_unlock(&a->lock);
}
