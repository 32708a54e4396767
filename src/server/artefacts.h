/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The artefacts of the release that is served: made when a reader first asks for structures, kept until
 * the snapshot goes. Asked by several threads at once, one makes them and the others wait.
 *
 * And those of earlier releases, for questions about what was so at a time (SDMX-REST: asOf):
 *
 *     struct past_artefacts *then;
 *     const struct edition *v = editions_at(snap->editions, seconds);
 *     if (artefact_archive_take(&then, snap->archive, v, &err) == 0)
 *         ... then->all, then->ref ...
 *     artefact_archive_put(snap->archive, then);
 *
 * An earlier release is read whole, as everybody may see it today: what was withheld since, or is not
 * public yet, is not in it. When its artefacts are made its figures are forgotten again. One release is
 * read at a time, under the lock of the server's one connection, and nobody waits for that longer than
 * ARCHIVE_PATIENCE; reading and waiting are work of who asks (http_work.c).
 *
 * What was made stays for others who ask about the same release. While all of it is more than the archive
 * is to keep (ARCHIVE_BYTES in the server), what nobody reads goes, that which was asked for longest ago
 * first. So there are at most that many bytes in memory, beside them a release for each thread that
 * answers, and the figures of the one being read. */
#ifndef SERVER_ARTEFACTS_H
#define SERVER_ARTEFACTS_H

#include "publish/artefacts.h"
#include "server/editions.h"

struct artefact_shelf;
struct artefact_shelf *artefact_shelf_new(void);
void artefact_shelf_free(struct artefact_shelf *shelf); /* may be NULL */
/* Never NULL; what is in it never changes. `derived` NULL: nothing of what is derived is known. */
const struct artefacts *artefact_shelf_get(struct artefact_shelf *shelf, const struct loaded *l,
                                           const struct derived_cubes *derived);

enum {
    ARCHIVE_BYTES = 128 << 20, /* the sample release is 4 MB, and 2 MB with reference data of its own */
    ARCHIVE_PATIENCE = 2 /* seconds */
};

/* Of an earlier release; what is in it never changes. */
struct past_artefacts {
    struct artefacts all;
    const struct ref *ref; /* they were made with */
    int64_t from;          /* from when on it was the newest, seconds */
    bool whole;            /* everybody sees of it what was seen on its first day */
    /* its own */
    struct past_artefacts *next;
    int64_t id;
    struct loaded l; /* without its cubes: what the artefacts point into */
    struct arena arena;
    size_t bytes;
    unsigned users;
};

struct artefact_archive;
/* `now` is what is served, whose reference data are shared with releases that were made with the same. It
 * and the store outlive the archive. */
struct artefact_archive *artefact_archive_new(struct shared_store *store, const struct loaded *now, size_t bytes);
void artefact_archive_free(struct artefact_archive *a); /* when all are put back; may be NULL */
/* ERR_BUSY: the base was busy for too long, which it will not be in a moment. */
int artefact_archive_take(struct past_artefacts **out, struct artefact_archive *a, const struct edition *v,
                          struct err *err);
void artefact_archive_put(struct artefact_archive *a, struct past_artefacts *p); /* p may be NULL */

#endif
