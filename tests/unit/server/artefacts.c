/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/artefacts.h"

#include "base/clock.h"
#include "collect/desk.h"
#include "structure/metadata.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define NOW "2026-07-01T00:00:00Z"
#define FLOW "MST_NCTE_SEX_CCT_NB"

enum { RELEASES = 4, PLENTY = 1 << 30 };

/* Four releases, each with one country more, of which the last is served. */
struct archive {
    struct shared_store store;
    struct loaded now;
    struct editions *e;
    struct artefact_archive *a;
};
static const char *const areas[RELEASES] = {"THA", "KHM", "LAO", "MYS"};
static const char *const days[RELEASES] = {"2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"};

static void open_archive(struct archive *x, size_t bytes)
{
    struct err err;
    *x = (struct archive){.store = {.lock = PTHREAD_MUTEX_INITIALIZER, .st = desk_open()}};
    CHECK(setenv("ILMS_NOW", NOW, 1) == 0);
    for (unsigned i = 0; i < RELEASES; i++) {
        char day[40], table[40];
        snprintf(table, sizeof table, FLOW " %s BA:741 2014", areas[i]);
        snprintf(day, sizeof day, "%sT00:00:00Z", days[i]);
        desk_cell(x->store.st, table, "SEX_T CCT_CTZ_MMR 5");
        desk_release(x->store.st, areas[i], day);
    }
    CHECK_OK(release_load(&x->now, x->store.st, STR(""), STR(NOW), STR(""), &err));
    CHECK_OK(editions_new(&x->e, &x->store, STR(NOW), &err));
    x->a = artefact_archive_new(&x->store, &x->now, bytes);
}

static void close_archive(struct archive *x)
{
    artefact_archive_free(x->a);
    editions_free(x->e);
    loaded_release(&x->now);
    store_close(x->store.st);
    unsetenv("ILMS_NOW");
}

static const struct edition *edition(const struct archive *x, unsigned i)
{
    int64_t seconds = 0;
    CHECK(clock_parse(&seconds, str_of(days[i])));
    return editions_at(x->e, seconds);
}

static struct past_artefacts *take(const struct archive *x, unsigned i)
{
    struct past_artefacts *p = NULL;
    struct err err;
    CHECK_OK(artefact_archive_take(&p, x->a, edition(x, i), &err));
    return p;
}

/* A release of that number cannot be read by this name: it is there only where it was kept. */
static bool is_kept(const struct archive *x, unsigned i)
{
    struct edition v = *edition(x, i);
    struct past_artefacts *p;
    struct err err;
    v.name = STR("no such release");
    int r = artefact_archive_take(&p, x->a, &v, &err);
    CHECK(r == 0 || err.code == ERR_NOTFOUND);
    artefact_archive_put(x->a, r == 0 ? p : NULL);
    return r == 0;
}

/* Release i has agreements of the countries up to its own. */
static bool is_release(const struct past_artefacts *p, unsigned i)
{
    uint32_t first = p->all.first[ART_PROVISION_AGREEMENT], end = p->all.first[ART_PROVISION_AGREEMENT + 1];
    bool right = end - first == i + 1;
    for (unsigned k = 0; right && k <= i; k++) {
        bool found = false;
        for (uint32_t at = first; at < end; at++)
            found = found || str_ends(p->all.of[at]->id, str_of(areas[k]));
        right = found;
    }
    return right;
}

TEST(artefact_archive_has_what_was_so_then)
{
    struct archive x;
    open_archive(&x, PLENTY);
    CHECK(editions_at(x.e, edition(&x, 0)->from - 1) == NULL);
    CHECK_INT(edition(&x, 3)->id, x.now.release.id);
    for (unsigned i = 0; i < 3; i++) {
        struct past_artefacts *p = take(&x, i), *again = take(&x, i);
        CHECK(is_release(p, i));
        CHECK(p == again);
        CHECK_INT(p->from, edition(&x, i)->from);
        CHECK(p->whole);
        CHECK(p->ref == x.now.ref); /* they were made with the same */
        artefact_archive_put(x.a, p);
        artefact_archive_put(x.a, again);
    }
    artefact_archive_put(x.a, NULL);
    close_archive(&x);
}

/* Written in every form, with the figures gone: nothing points into these. */
TEST(artefact_archive_needs_no_figures)
{
    struct archive x;
    open_archive(&x, PLENTY);
    struct past_artefacts *p = take(&x, 2);
    struct chosen *chosen = mem_alloc(sizeof *chosen * p->all.n);
    struct structure_message m = {.all = &p->all, .chosen = chosen, .id = STR("T"), .prepared = STR(NOW),
                                  .sender = STR("ILO"), .origin = STR("http://x")};
    struct buf out = {0};
    CHECK(!p->l.cube && !p->l.derived);
    CHECK(p->all.first[ART_METADATA_SET + 1] > p->all.first[ART_METADATA_SET]);
    for (uint32_t i = 0; i < p->all.first[ART_METADATA_SET]; i++)
        chosen[m.n++].artefact = p->all.of[i];
    for (size_t i = 0; i < STRUCTURE_FORMS; i++)
        structure_forms[i].write(&out, &m);
    CHECK(memmem(out.p, out.len, ">BA:741<", 8) || memmem(out.p, out.len, "\"BA:741\"", 8));
    m.n = 0;
    out.len = 0;
    for (uint32_t i = p->all.first[ART_METADATA_SET]; i < p->all.first[ART_METADATA_SET + 1]; i++)
        chosen[m.n++].artefact = p->all.of[i];
    for (size_t i = 0; i < METADATA_FORMS; i++)
        metadata_forms[i].write(&out, &m);
    CHECK(memmem(out.p, out.len, "BA:741", 6));
    buf_release(&out);
    free(chosen);
    artefact_archive_put(x.a, p);
    close_archive(&x);
}

TEST(artefact_archive_keeps_what_was_asked_for_last)
{
    struct archive x;
    open_archive(&x, PLENTY);
    struct past_artefacts *p = take(&x, 2); /* the largest */
    size_t two = 2 * p->bytes;
    artefact_archive_put(x.a, p);
    close_archive(&x);
    open_archive(&x, two);
    CHECK(!is_kept(&x, 0));
    artefact_archive_put(x.a, take(&x, 0));
    artefact_archive_put(x.a, take(&x, 1));
    CHECK(is_kept(&x, 1) && is_kept(&x, 0));
    artefact_archive_put(x.a, take(&x, 2)); /* 1 was asked for before 0 */
    CHECK(is_kept(&x, 0) && !is_kept(&x, 1) && is_kept(&x, 2));
    close_archive(&x);
}

TEST(artefact_archive_keeps_what_is_in_use)
{
    struct archive x;
    open_archive(&x, 1);
    struct past_artefacts *p = take(&x, 0), *q = take(&x, 1);
    CHECK(is_kept(&x, 0) && is_kept(&x, 1));
    artefact_archive_put(x.a, take(&x, 2));
    CHECK(!is_kept(&x, 2));
    CHECK(is_release(p, 0) && is_release(q, 1));
    artefact_archive_put(x.a, q);
    CHECK(is_kept(&x, 0) && !is_kept(&x, 1));
    struct past_artefacts *again = take(&x, 0);
    CHECK(again == p);
    artefact_archive_put(x.a, p);
    CHECK(is_kept(&x, 0) && is_release(again, 0));
    artefact_archive_put(x.a, again);
    CHECK(!is_kept(&x, 0));
    close_archive(&x);
}

/* While the base is busy, what is kept is there at once, and all else after a while is not. */
TEST(artefact_archive_waits_for_so_long)
{
    struct archive x;
    struct past_artefacts *p;
    struct err err;
    open_archive(&x, PLENTY);
    artefact_archive_put(x.a, take(&x, 0));
    pthread_mutex_lock(&x.store.lock);
    double start = clock_monotonic();
    CHECK_OK(artefact_archive_take(&p, x.a, edition(&x, 0), &err));
    artefact_archive_put(x.a, p);
    CHECK(clock_monotonic() - start < 1);
    CHECK_INT(artefact_archive_take(&p, x.a, edition(&x, 1), &err), -ERR_BUSY);
    pthread_mutex_unlock(&x.store.lock);
    double took = clock_monotonic() - start;
    CHECK(took >= ARCHIVE_PATIENCE && took < ARCHIVE_PATIENCE + 5);
    artefact_archive_put(x.a, take(&x, 1));
    CHECK(is_kept(&x, 1));
    close_archive(&x);
}

struct asking {
    struct archive *x;
    const struct edition *v[3];
    unsigned seed, wrong;
};

static void *ask(void *ctx)
{
    struct asking *q = ctx;
    for (unsigned i = 0; i < 30; i++) {
        struct past_artefacts *p = NULL;
        struct err err;
        unsigned which = (q->seed * 7 + i * 5 + i / 3) % 3;
        int r = artefact_archive_take(&p, q->x->a, q->v[which], &err);
        q->wrong += r < 0 ? r != -ERR_BUSY : !is_release(p, which);
        artefact_archive_put(q->x->a, r < 0 ? NULL : p);
    }
    return NULL;
}

TEST(artefact_archive_is_for_several_threads)
{
    enum { THREADS = 4 };
    struct archive x;
    pthread_t thread[THREADS];
    struct asking q[THREADS];
    open_archive(&x, PLENTY);
    struct past_artefacts *p = take(&x, 2);
    size_t bytes = p->bytes;
    artefact_archive_put(x.a, p);
    close_archive(&x);
    open_archive(&x, bytes + bytes / 2); /* one is always too many */
    for (unsigned t = 0; t < THREADS; t++) {
        q[t] = (struct asking){.x = &x, .seed = t};
        for (unsigned i = 0; i < 3; i++)
            q[t].v[i] = edition(&x, i);
        CHECK(pthread_create(&thread[t], NULL, ask, &q[t]) == 0);
    }
    for (unsigned t = 0; t < THREADS; t++)
        pthread_join(thread[t], NULL);
    for (unsigned t = 0; t < THREADS; t++)
        CHECK_INT(q[t].wrong, 0);
    CHECK(is_kept(&x, 0) + is_kept(&x, 1) + is_kept(&x, 2) == 1);
    close_archive(&x);
}
