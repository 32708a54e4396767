/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A zip archive of parts that is changed here and there and written again: what nobody touched
 * is copied packed as it is, in the order in which it was.
 *
 *     package_init(&p, &zip, arena);
 *     package_text(&text, &p, part, err);      (as changed so far)
 *     package_change(&p, part, edited);
 *     package_add(&p, "xl/comments1.xml", text);
 *     package_write(&out, &p, err);
 *
 * Texts are borrowed until package_write. */
#ifndef SYNTAX_PACKAGE_H
#define SYNTAX_PACKAGE_H

#include "base/arena.h"
#include "syntax/sheet_zip.h"

struct package {
    struct arena *arena;
    struct sheet_zip *zip;
    struct package_part *part; /* those of the archive, then the new ones */
    size_t nparts, size;
};

void package_init(struct package *p, struct sheet_zip *zip, struct arena *arena);
/* -1: there is none (any more). Letters in both cases are the same part. */
int64_t package_find(struct package *p, const char *name);
const char *package_name(struct package *p, int64_t part);
int package_text(struct str *text, struct package *p, int64_t part, struct err *err);
void package_change(struct package *p, int64_t part, struct str text);
void package_drop(struct package *p, int64_t part);
int64_t package_add(struct package *p, const char *name, struct str text);
/* "xl/comments3.xml" with the first number that no part has, the arena's. */
const char *package_free_name(struct package *p, const char *before, const char *behind);
int package_write(struct buf *out, struct package *p, struct err *err);

#endif
