/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All releases that the public may see now, what changed from each to the next, and the files that were
 * made of them: kept by a thread that looks every second. So an embargo that ends, a new release and a rule
 * of sharing are seen within a second, here as on the pages.
 *
 *     releases_open(&releases, &options, &err);
 *     const struct release_list *list = releases_take(releases);      NULL while it is not known yet
 *     ... list->v[list->n - 1] ...                                    the newest
 *     releases_put(list);
 *     releases_close(releases);
 *
 * A list never changes; a newer one takes its place, and the old one goes when its last user has put it
 * back. Where a folder for files is given (publish/bulk.h), those of every release are made in the
 * background, the newest first, and made anew when what is seen of it is another; what is of no release, or
 * no longer to be seen as it was, is removed. */
#ifndef SERVER_RELEASES_H
#define SERVER_RELEASES_H

#include "publish/bulk.h"
#include "publish/changes.h"
#include "server/derived.h"

#include <stdatomic.h>

struct seen_release {
    struct release release;
    struct str view, since;        /* since: when it became visible */
    struct seen_changes {
        struct change_count *v;
        size_t n;
    } reported, derived;           /* from the one before, or from nothing */
    char folder[BULK_FOLDER];
    struct bulk_file *files;       /* NULL: there are none */
    size_t nfiles;
};

struct release_list {
    struct seen_release *v; /* in order of number */
    size_t n;
    char tag[SHA256_HEX];   /* names what all of them say */
    bool has_derived;       /* what changed in derived figures is known */
    atomic_uint users;
    struct arena arena;
};

struct releases_options {
    struct shared_store *store; /* a public connection; outlives this */
    const char *dir;    /* for files; NULL: none are made */
    struct str origin;
};

struct releases;
int releases_open(struct releases **out, const struct releases_options *opt, struct err *err);
void releases_close(struct releases *r); /* NULL: nothing. Files that are being made are given up */

struct release_list *releases_take(struct releases *r); /* r may be NULL */
/* The same with what changed in derived figures, of which there are many: it is counted from when somebody
 * first asks, and NULL until it is known. */
struct release_list *releases_take_derived(struct releases *r);
void releases_put(struct release_list *list);           /* NULL: nothing */
/* By number, by name, by folder, or "latest"; NULL: none. */
const struct seen_release *releases_find(const struct release_list *list, struct str name);
const char *releases_dir(const struct releases *r);     /* NULL: no files are made */

#endif
