/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/releases.h"

#include "base/buf.h"
#include "base/clock.h"
#include "store/share.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_MS = 1000 };

struct releases {
    struct releases_options opt;
    pthread_t thread;
    pthread_mutex_t lock; /* over `current`, `stop` and `derived` */
    pthread_cond_t wake;
    struct release_list *current;
    bool stop;
    bool derived; /* somebody wants to know what changed in derived figures */
    double looked;
    char failed[SHA256_HEX]; /* the tag of the list of which files could not be made: it is said once */
    char trouble[sizeof ((struct err){0}).text];
};

/* -- lists ---------------------------------------------------------------------------------------------- */

struct release_list *releases_take(struct releases *r)
{
    if (!r)
        return NULL;
    pthread_mutex_lock(&r->lock);
    struct release_list *list = r->current;
    if (list)
        atomic_fetch_add(&list->users, 1);
    pthread_mutex_unlock(&r->lock);
    return list;
}

struct release_list *releases_take_derived(struct releases *r)
{
    struct release_list *list = releases_take(r);
    if (!list || list->has_derived)
        return list;
    releases_put(list);
    pthread_mutex_lock(&r->lock);
    r->derived = true;
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

void releases_put(struct release_list *list)
{
    if (!list || atomic_fetch_sub(&list->users, 1) != 1)
        return;
    arena_release(&list->arena);
    free(list);
}

const struct seen_release *releases_find(const struct release_list *list, struct str name)
{
    uint64_t number = 0;
    if (!list || list->n == 0)
        return NULL;
    if (str_is(name, "latest"))
        return &list->v[list->n - 1];
    for (size_t i = 0; i < list->n; i++) /* as elsewhere a name counts before a number */
        if (str_eq(name, list->v[i].release.name) || str_is(name, list->v[i].folder))
            return &list->v[i];
    for (size_t i = 0; i < list->n && str_uint(&number, name, INT64_MAX); i++)
        if ((uint64_t)list->v[i].release.id == number)
            return &list->v[i];
    return NULL;
}

const char *releases_dir(const struct releases *r)
{
    return r ? r->opt.dir : NULL;
}

static struct str kept(struct arena *arena, struct str s) { return arena_str(arena, s); }

static struct release release_kept(struct arena *arena, const struct release *from)
{
    struct release to = *from;
    struct str *texts[] = {&to.name, &to.released_at, &to.embargo, &to.who, &to.sha256};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = kept(arena, *texts[i]);
    return to;
}

/* The connection is shared: a second one to the same file would, when it is opened, lose the locks of the
 * first. It is taken for one thing at a time. */
static struct store *store_take(struct releases *r)
{
    pthread_mutex_lock(&r->opt.store->lock);
    return r->opt.store->st;
}

static void store_put(struct releases *r) { pthread_mutex_unlock(&r->opt.store->lock); }

/* The releases with their views, without what changed. */
static int names_read(struct release_list *list, struct store *st, struct err *err)
{
    char now[CLOCK_TEXT];
    struct store_iter *it;
    struct release rel;
    size_t size = 0;
    clock_fmt(now, clock_now());
    int r = store_release_list(st, &it, str_of(now), err);
    while (r == 0 && (r = store_release_next(it, &rel, err)) == 1) {
        r = 0;
        if (list->n == size) {
            struct seen_release *v = arena_array(&list->arena, struct seen_release, size * 2 + 16);
            if (list->n)
                memcpy(v, list->v, list->n * sizeof *v);
            list->v = v;
            size = size * 2 + 16;
        }
        list->v[list->n++] = (struct seen_release){.release = release_kept(&list->arena, &rel)};
    }
    for (size_t i = 0; r == 0 && i < list->n; i++) {
        struct seen_release *s = &list->v[i];
        struct release_view view;
        r = store_release_view(st, &list->arena, &view, &s->release, err);
        if (r < 0)
            break;
        s->view = kept(&list->arena, view.view);
        s->since = s->release.embargo.len ? s->release.embargo : s->release.released_at;
        bulk_folder(s->folder, s->release.id, s->view);
    }
    return r;
}

static void tag_make(struct release_list *list)
{
    struct sha256_state *state = sha256_begin();
    for (size_t i = 0; i < list->n; i++) {
        sha256_add(state, str_of(list->v[i].folder));
        sha256_add(state, list->v[i].view);
        sha256_add(state, list->v[i].release.name);
        sha256_add(state, list->v[i].since);
        sha256_add(state, STR("\n"));
    }
    struct sha256 hash = sha256_end(state);
    sha256_hex(list->tag, &hash);
}

/* What changed to release i, as the older list has it, if both are seen as they were. */
static const struct seen_release *known_change(const struct release_list *old, const struct release_list *list,
                                               size_t i)
{
    for (size_t k = 0; old && k < old->n; k++) {
        if (strcmp(old->v[k].folder, list->v[i].folder) != 0 || !str_eq(old->v[k].view, list->v[i].view))
            continue;
        bool same = i == 0 ? k == 0 : k > 0 && str_eq(old->v[k - 1].view, list->v[i - 1].view) &&
                                          old->v[k - 1].release.id == list->v[i - 1].release.id;
        return same ? &old->v[k] : NULL;
    }
    return NULL;
}

static struct seen_changes changes_kept(struct arena *arena, const struct seen_changes *known)
{
    struct seen_changes new = {arena_array(arena, struct change_count, known->n + 1), known->n};
    for (size_t k = 0; k < known->n; k++) {
        new.v[k] = known->v[k];
        new.v[k].indicator = kept(arena, known->v[k].indicator);
        new.v[k].area = kept(arena, known->v[k].area);
    }
    return new;
}

static bool is_stopping(struct releases *r)
{
    pthread_mutex_lock(&r->lock);
    bool stop = r->stop;
    pthread_mutex_unlock(&r->lock);
    return stop;
}

/* Block by block, so that readers who need the connection do not wait for all of them. */
static int count_changes(struct seen_changes *out, struct releases *r, struct arena *arena, int64_t old, int64_t new,
                         bool derived, struct err *err)
{
    struct block_change *v;
    int result = block_changes(&v, &out->n, arena, store_take(r), old, new, derived, err);
    store_put(r);
    out->v = arena_array(arena, struct change_count, out->n + 1);
    for (size_t i = 0; result == 0 && i < out->n; i++) {
        if (is_stopping(r))
            return err_set(err, ERR_STATE, "the server stops");
        result = block_count(&out->v[i], &v[i], store_take(r), err);
        store_put(r);
    }
    return result;
}

static int changes_read(struct release_list *list, const struct release_list *old, struct releases *r, bool derived,
                        struct err *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < list->n; i++) {
        struct seen_release *s = &list->v[i];
        struct seen_changes *changes = derived ? &s->derived : &s->reported;
        const struct seen_release *known = derived && old && !old->has_derived ? NULL : known_change(old, list, i);
        if (known) {
            *changes = changes_kept(&list->arena, derived ? &known->derived : &known->reported);
            continue;
        }
        result = count_changes(changes, r, &list->arena, i ? list->v[i - 1].release.id : 0, s->release.id, derived,
                               err);
    }
    list->has_derived = derived;
    return result;
}

static void files_read(struct release_list *list, const char *dir)
{
    for (size_t i = 0; dir && i < list->n; i++) {
        struct seen_release *s = &list->v[i];
        struct err none;
        if (bulk_is(dir, s->folder) &&
            bulk_list(&s->files, &s->nfiles, &list->arena, dir, s->folder, &none) < 0)
            s->nfiles = 0;
    }
}

/* -- looking -------------------------------------------------------------------------------------------- */

static void tell(struct releases *r, const struct err *err)
{
    if (strcmp(r->trouble, err->text) != 0)
        fprintf(stderr, "ilms: the releases cannot be looked at: %s\n", err->text);
    snprintf(r->trouble, sizeof r->trouble, "%s", err->text);
}

static bool is_derived_wanted(struct releases *r)
{
    pthread_mutex_lock(&r->lock);
    bool derived = r->derived;
    pthread_mutex_unlock(&r->lock);
    return derived;
}

/* Reads the list anew where it is another, or `again`: where other files are there. */
static void look(struct releases *r, bool again)
{
    const bool derived = is_derived_wanted(r);
    struct err err;
    struct release_list *list = mem_alloc(sizeof *list), *old = r->current; /* only this thread exchanges it */
    arena_init(&list->arena, (size_t)1 << 30);
    atomic_init(&list->users, 1);
    r->looked = clock_monotonic();
    int result = names_read(list, store_take(r), &err);
    store_put(r);
    if (result == 0)
        tag_make(list);
    if (result == 0 && !again && old && strcmp(old->tag, list->tag) == 0 && old->has_derived == derived) {
        releases_put(list);
        return;
    }
    if (result == 0)
        result = changes_read(list, old, r, false, &err);
    if (result == 0 && derived)
        result = changes_read(list, old, r, true, &err);
    if (result < 0) {
        if (err.code != ERR_STATE)
            tell(r, &err);
        releases_put(list);
        return;
    }
    files_read(list, r->opt.dir);
    r->trouble[0] = 0;
    pthread_mutex_lock(&r->lock);
    r->current = list;
    pthread_mutex_unlock(&r->lock);
    releases_put(old);
}

/* -- files ---------------------------------------------------------------------------------------------- */

struct making {
    struct releases *r;
    char folder[BULK_FOLDER];
};

/* While files are made the list is looked at as well, and what is no longer to be seen so is given up. */
static bool go_on(void *ctx, size_t done UNUSED, size_t total UNUSED)
{
    struct making *m = ctx;
    if (is_stopping(m->r))
        return false;
    if (clock_monotonic() - m->r->looked > LOOK_MS / 1000.0)
        look(m->r, false);
    for (size_t i = 0; i < m->r->current->n; i++)
        if (strcmp(m->r->current->v[i].folder, m->folder) == 0)
            return true;
    return false;
}

static void make_files(struct releases *r, const struct seen_release *s)
{
    struct loaded l;
    struct err err;
    char now[CLOCK_TEXT], number[32];
    struct making m = {.r = r};
    struct bulk_options opt = {.origin = r->opt.origin, .go_on = go_on, .ctx = &m};
    snprintf(m.folder, sizeof m.folder, "%s", s->folder);
    snprintf(number, sizeof number, "%lld", (long long)s->release.id);
    clock_fmt(now, clock_now());
    struct store *st = store_take(r);
    int result = release_load(&l, st, str_of(number), str_of(now), STR(""), &err);
    int derived = result == 0 ? release_load_derived(&l, st, STR(""), &err) : 0;
    store_put(r);
    if (result == 0) {
        result = derived;
        /* seen otherwise since the list was made: the next look will tell */
        char folder[BULK_FOLDER];
        bulk_folder(folder, l.release.id, l.view);
        if (result == 0 && strcmp(folder, m.folder) == 0)
            result = bulk_write(r->opt.dir, &l, &opt, &err);
        loaded_release(&l);
    }
    if (result >= 0)
        look(r, true);
    else if (err.code != ERR_STATE) {
        fprintf(stderr, "ilms: the files of a release cannot be made: %s\n", err.text);
        snprintf(r->failed, sizeof r->failed, "%s", r->current->tag);
    }
}

static void tidy(const struct releases *r)
{
    const struct release_list *list = r->current;
    const char **keep = mem_alloc((list->n + 1) * sizeof *keep);
    for (size_t i = 0; i < list->n; i++)
        keep[i] = list->v[i].folder;
    bulk_tidy(r->opt.dir, keep, list->n);
    free(keep);
}

/* The newest first, since most ask for that; one at a time, since the list may be another then. What
 * failed is tried again when the list is another, or the server is started anew. */
static void keep_files(struct releases *r)
{
    tidy(r);
    if (strcmp(r->failed, r->current->tag) == 0)
        return;
    for (size_t i = r->current->n; i-- > 0;)
        if (!r->current->v[i].nfiles) {
            make_files(r, &r->current->v[i]);
            return;
        }
}

/* -- the thread ------------------------------------------------------------------------------------------ */

static bool wait_a_second(struct releases *r)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_MS / 1000;
    pthread_mutex_lock(&r->lock);
    if (!r->stop)
        pthread_cond_timedwait(&r->wake, &r->lock, &until);
    bool stop = r->stop;
    pthread_mutex_unlock(&r->lock);
    return !stop;
}

static void *keep(void *ctx)
{
    struct releases *r = ctx;
    do {
        look(r, false);
        if (r->opt.dir && r->current)
            keep_files(r);
    } while (wait_a_second(r));
    return NULL;
}

int releases_open(struct releases **out, const struct releases_options *opt, struct err *err)
{
    struct releases *r = mem_alloc(sizeof *r);
    r->opt = *opt;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->wake, NULL);
    if (pthread_create(&r->thread, NULL, keep, r) != 0) {
        free(r);
        return err_set(err, ERR_LIMIT, "no thread can be started");
    }
    *out = r;
    return 0;
}

void releases_close(struct releases *r)
{
    if (!r)
        return;
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    releases_put(r->current);
    pthread_cond_destroy(&r->wake);
    pthread_mutex_destroy(&r->lock);
    free(r);
}
