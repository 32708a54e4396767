/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A release as a folder of files, for whoever takes it away as a whole: every reported figure in
 * ILOSTAT's layout and in SDMX-CSV, all of them as a SQLite database, each table as CSV and as a workbook, a table of
 * contents, the lists of codes, what is said of the sources, a README with licence and citation,
 * and the sums of all of them.
 *
 *     char folder[BULK_FOLDER];
 *     bulk_folder(folder, release.id, view);                      "3-a56aabe10f8b"
 *     if (bulk_write("/srv/files", &loaded, &options, &err) < 0) ...
 *     bulk_list(&files, &n, &arena, "/srv/files", folder, &err);
 *
 * What is written is what is loaded, so a release loaded over a public connection can give away nothing
 * that is under embargo or withheld. A folder is named by the release and by what is seen of it (`view`
 * of publish/load.h): where a rule of sharing changes that, the folder has another name, and what bears
 * the old one is to be removed. So a folder never changes, and its files may be kept by caches for ever.
 *
 * Invariant: a folder of that name is there whole or not at all. It is made under another name and
 * renamed when all of it is on the disk; what a crash left is removed by bulk_tidy. */
#ifndef PUBLISH_BULK_H
#define PUBLISH_BULK_H

#include "publish/load.h"

enum { BULK_FOLDER = 40, BULK_NAME = 96 };

struct bulk_options {
    struct str origin; /* address of the site, for the README; empty: none */
    /* Asked between portions, with how many files are done of how many; NULL: go on. False: the work ends
     * with ERR_STATE and leaves nothing. */
    bool (*go_on)(void *ctx, size_t done, size_t total);
    void *ctx;
};

void bulk_folder(char out[BULK_FOLDER], int64_t release, struct str view);

/* Makes the folder below `dir`, which is made too; 1 when it was there already. `l` has its derived
 * figures loaded, or none are written. ERR_IO, ERR_NOFILE with the path. */
int bulk_write(const char *dir, const struct loaded *l, const struct bulk_options *opt, struct err *err);

/* Is the folder there? */
bool bulk_is(const char *dir, const char *folder);

/* What is in a folder, in order of name, from its list of sums; that list is the last. In the arena. */
struct bulk_file {
    struct str name, sha256; /* empty of the list itself */
    uint64_t bytes;
};
int bulk_list(struct bulk_file **out, size_t *n, struct arena *arena, const char *dir, const char *folder,
              struct err *err);

/* Removes folders of releases that are not among `keep`, and what was begun and not finished (by others
 * than this process). Nothing else in `dir` is touched. */
void bulk_tidy(const char *dir, const char *const *keep, size_t n);

const char *bulk_media_type(struct str name);
/* What a file is, as a line for people. */
const char *bulk_what(struct str name);

#define BULK_SUMS "SHA256SUMS"

#endif
