/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/serve.h"

#include "base/clock.h"
#include "base/privileges.h"
#include "server/site.h"
#include "store/share.h"
#include "syntax/json.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    LOOK_AGAIN_MS = 1000,
    /* Requests of the backroom that may wait, for each thread: each keeps one of its 120 connections, and
     * readers of figures must find some free. With four threads two hundred people can send a file at once. */
    WAITING_EACH = 60,
    /* Seconds of work, and connections for each thread, of one address: what only a program without manners
     * comes to, since answers take milliseconds and most come from the cache. */
    WORK_BURST = 60,
    EACH_ADDRESS = 60,
    DRAWING = 2, /* threads; each that has drawn keeps an interpreter of 30 MB, 60 with maps */
    THREADS_COLLECTING = 4 /* at least; those without work cost nothing */
};

static struct snapshot *snapshot_new(struct shared_store *store)
{
    struct snapshot *snap = mem_alloc(sizeof *snap);
    atomic_init(&snap->users, 1);
    snap->voices = voices_new();
    snap->derived = derived_cubes_new(store);
    snap->artefacts = artefact_shelf_new();
    snap->archive = artefact_archive_new(store, &snap->loaded, ARCHIVE_BYTES);
    snap->gaps = gaps_shelf_new();
    snap->search = search_shelf_new();
    snap->coverage = coverage_shelf_new(store);
    snap->modified = clock_now();
    return snap;
}

/* The newest release that is visible now; an empty snapshot when there is none yet. */
static int snapshot_load(struct snapshot **out, struct shared_store *store, struct err *err)
{
    char now[CLOCK_TEXT];
    int64_t at;
    struct snapshot *snap = snapshot_new(store);
    clock_fmt(now, clock_now());
    int r = release_load(&snap->loaded, store->st, STR(""), str_of(now), STR(""), err);
    if (r == 0)
        r = release_load_rounds(&snap->loaded, store->st, err);
    if (r == -ERR_NOTFOUND)
        r = 0;
    else if (r == 0 && clock_parse(&at, snap->loaded.release.embargo.len
                                            ? snap->loaded.release.embargo
                                            : snap->loaded.release.released_at))
        snap->modified = at;
    if (r == 0 && snap->loaded.cube)
        r = editions_new(&snap->editions, store, str_of(now), err);
    if (r == 0)
        r = collections_load(&snap->others, store->st, snap->loaded.ref, err);
    if (r == 0)
        r = collections_load_older(&snap->older, store->st, snap->loaded.ref, err);
    if (r == 0)
        r = plans_load(&snap->plans, store->st, str_of(now), err);
    if (r == 0)
        r = reports_load(&snap->reports, store->st, str_of(now), err);
    for (size_t i = 0; i < snap->others.n; i++)
        if (clock_parse(&at, snap->others.v[i]->imported_at))
            snap->modified = MAX(snap->modified, at);
    if (r < 0) {
        snapshot_put(snap);
    } else {
        if (snap->loaded.cube)
            snap->fragments = fragments_new(snap->loaded.cube);
        *out = snap;
    }
    return r;
}

/* Is what the site shows still the newest that is visible? A look at a few rows. */
static int is_newest(bool *same, const struct snapshot *snap, struct store *st, struct err *err)
{
    const struct loaded *shown = &snap->loaded;
    struct release rel;
    struct release_view view;
    struct arena arena;
    char now[CLOCK_TEXT];
    arena_init(&arena, 1 << 20);
    clock_fmt(now, clock_now());
    int r = store_release_get(st, &arena, &rel, STR(""), str_of(now), err);
    if (r == 0 && (r = store_release_view(st, &arena, &view, &rel, err)) == 0) {
        *same = rel.id == shown->release.id && str_eq(view.view, shown->view);
        /* what is withheld from an earlier one is not to be answered any longer either */
        if (*same)
            r = editions_same(same, snap->editions, str_of(now), err);
    } else if (r == -ERR_NOTFOUND) {
        *same = shown->release.id == 0;
        r = 0;
    }
    int64_t imported = 0;
    if (r == 0 && *same && (r = store_collection_newest(st, &imported, err)) == 0)
        *same = imported == snap->others.newest;
    struct plans plans = {0};
    if (r == 0 && *same && (r = plans_load(&plans, st, str_of(now), err)) == 0)
        *same = strcmp(plans.mark, snap->plans.mark) == 0;
    plans_free(&plans);
    struct reports reports = {0};
    if (r == 0 && *same && (r = reports_load(&reports, st, str_of(now), err)) == 0)
        *same = strcmp(reports.mark, snap->reports.mark) == 0;
    reports_free(&reports);
    arena_release(&arena);
    return r;
}

static void exchange(struct site *site, struct snapshot *snap)
{
    pthread_mutex_lock(&site->lock);
    struct snapshot *old = site->current;
    site->current = snap;
    pthread_mutex_unlock(&site->lock);
    if (old)
        snapshot_put(old);
}

/* Embargoes pass, releases come, countries limit who may see what: all of it is seen by asking for the newest visible
 * release and what is visible of it. What goes wrong here is said and tried again: the site goes on with what it
 * has. */
static void look_again(struct site *site, struct http_server *http, struct shared_store *store)
{
    struct err err;
    struct snapshot *snap;
    bool same = false;
    pthread_mutex_lock(&store->lock);
    int r = is_newest(&same, site->current, store->st, &err);
    if (r == 0 && !same)
        r = snapshot_load(&snap, store, &err);
    pthread_mutex_unlock(&store->lock);
    if (same)
        return;
    /* the same release seen otherwise is as new as that */
    if (r == 0 && snap->loaded.release.id == site->current->loaded.release.id)
        snap->modified = clock_now();
    if (r < 0) {
        fprintf(stderr, "ilms: the new release cannot be loaded yet: %s\n", err.text);
        return;
    }
    if (snap->others.newest != site->current->others.newest)
        fprintf(stderr, "ilms: now with import %lld of the collections of others\n", (long long)snap->others.newest);
    else if (snap->loaded.release.id && snap->loaded.release.id == site->current->loaded.release.id &&
             strcmp(snap->plans.mark, site->current->plans.mark) != 0)
        fprintf(stderr, "ilms: now with %zu announced releases\n", snap->plans.n);
    else if (snap->loaded.release.id && snap->loaded.release.id == site->current->loaded.release.id &&
             strcmp(snap->reports.mark, site->current->reports.mark) != 0)
        fprintf(stderr, "ilms: now with %zu published reports\n", snap->reports.n);
    else
        fprintf(stderr, "ilms: now serving release %lld \"%s\"\n", (long long)snap->loaded.release.id,
                snap->loaded.release.name.p ? snap->loaded.release.name.p : "");
    exchange(site, snap);
    http_cache_clear(http);
}

static void until_signal(struct site *site, struct http_server *http, struct shared_store *store)
{
    static const struct timespec pause = {.tv_nsec = LOOK_AGAIN_MS % 1000 * 1000000,
                                          .tv_sec = LOOK_AGAIN_MS / 1000};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    for (;;) {
        int sig = sigtimedwait(&set, NULL, &pause);
        if (sig == SIGINT || sig == SIGTERM)
            return;
        if (sig < 0 && errno == EINTR)
            continue;
        look_again(site, http, store);
    }
}

/* Answers of a megabyte come and go: their memory stays with the process, which would else give it
 * back and ask for it again, a page fault for every 4 KB and a system call or two an answer. */
static void keep_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

/* The threads of the server inherit the mask, so signals come to until_signal alone. */
static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void announce(const struct serve_options *opt, const struct site *site, unsigned port,
                     double seconds)
{
    const struct release *rel = &site->current->loaded.release;
    if (opt->json) {
        struct buf out = {0};
        struct json j;
        json_init(&j, &out);
        json_open(&j, '{');
        json_put(&j, "address", site->origin);
        json_put_int(&j, "port", port);
        json_put(&j, "release", rel->name);
        json_put_int(&j, "observations", rel->nobs);
        json_close(&j);
        printf("%s\n", out.p);
        buf_release(&out);
    } else if (rel->id) {
        printf("%.*s  release %lld \"%s\", %lld observations, ready in %.2f s; stop with Ctrl-C\n",
               STR_FMT(site->origin), (long long)rel->id, rel->name.p, (long long)rel->nobs, seconds);
    } else {
        printf("%.*s  nothing is released yet; stop with Ctrl-C\n", STR_FMT(site->origin));
    }
    fflush(stdout);
}

/* The processes of the backroom are forked here, before any thread and before the store is opened. */
static int open_backroom(struct site *site, const struct serve_options *opt, unsigned threads, struct err *err)
{
    if (!opt->backroom)
        return 0;
    struct backroom_options backroom = *opt->backroom;
    if (!backroom.base)
        backroom.base = opt->base;
    if (!backroom.waiting)
        backroom.waiting = threads * WAITING_EACH;
    return backroom_open(&site->backroom, &backroom, err);
}

/* From here on strangers may talk to the process. */
static int open_http(struct http_server **http, struct site *site, const char *listen,
                     const struct http_options *opt, struct err *err)
{
    int r = charts_open(&site->charts, DRAWING, err);
    if (r < 0)
        return r;
    r = http_server_open(http, listen, opt, site_handle, site, err);
    if (r < 0)
        charts_close(site->charts);
    if (r == 0 && site->backroom && (r = privileges_drop(err)) < 0) {
        http_server_close(*http);
        charts_close(site->charts);
    }
    return r;
}

static int serve_store(const struct serve_options *opt, struct site *site,
                       const struct http_options *http_opt, struct err *err)
{
    double start = clock_monotonic();
    struct http_server *http;
    struct shared_store store = {.lock = PTHREAD_MUTEX_INITIALIZER};
    char listen[256], origin[300];
    snprintf(listen, sizeof listen, "%.*s", opt->listen.len ? (int)opt->listen.len : 14,
             opt->listen.len ? opt->listen.p : "127.0.0.1:8080");
    int r = store_open(&store.st, opt->base, STORE_PUBLIC, err);
    if (r < 0)
        return r;
    if ((r = snapshot_load(&site->current, &store, err)) == 0) {
        r = open_http(&http, site, listen, http_opt, err);
        if (r < 0)
            snapshot_put(site->current);
    }
    if (r < 0) {
        store_close(store.st);
        return r;
    }
    char *colon = strrchr(listen, ':');
    snprintf(origin, sizeof origin, "http://%.*s:%u", colon ? (int)(colon - listen) : 0, listen,
             http_server_port(http));
    site->store = &store;
    site->origin = opt->origin.len ? opt->origin : str_of(origin);
    r = releases_open(&site->releases, &(struct releases_options){&store, opt->files, site->origin}, err);
    if (r == 0) {
        atomic_store(&site->ready, true);
        announce(opt, site, http_server_port(http), clock_monotonic() - start);
        until_signal(site, http, &store);
    }
    if (site->backroom)
        backroom_stop(site->backroom);
    charts_stop(site->charts);
    http_server_close(http);
    charts_close(site->charts);
    releases_close(site->releases);
    snapshot_put(site->current);
    store_close(store.st);
    return r;
}

/* What --threads says, else one a core. */
static int threads_of(unsigned *out, const struct serve_options *opt, struct err *err)
{
    uint64_t threads = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (opt->threads.len && !str_uint(&threads, opt->threads, 64))
        return err_set(err, ERR_USAGE, "--threads is to be a number from 0 to 64");
    *out = threads ? (unsigned)threads : cores > 0 ? (unsigned)cores : 1;
    if (!threads && opt->backroom)
        *out = MAX(*out, (unsigned)THREADS_COLLECTING);
    return 0;
}

int serve(const struct serve_options *opt, struct err *err)
{
    struct site site = {.lock = PTHREAD_MUTEX_INITIALIZER,
                        .contact = str_of(getenv("ILMS_CONTACT") ? getenv("ILMS_CONTACT") : "")};
    struct http_options http_opt = {.access_log = opt->log, .body_max_of = site_body_max,
                                    .personal_of = site_personal, .refuse = site_refuse,
                                    .loopback_free = true, .work_burst = WORK_BURST};
    int r = threads_of(&http_opt.threads, opt, err);
    if (r < 0)
        return r;
    signal(SIGPIPE, SIG_IGN); /* a reader who goes away is no reason to end */
    if ((r = open_backroom(&site, opt, http_opt.threads, err)) < 0)
        return r;
    block_signals();
    keep_memory();
    http_opt.per_address = http_opt.threads * EACH_ADDRESS;
    r = serve_store(opt, &site, &http_opt, err);
    backroom_close(site.backroom);
    return r;
}
