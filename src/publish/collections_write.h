/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What there is of collections of others, as rows: each vintage with its description. */
#ifndef PUBLISH_COLLECTIONS_WRITE_H
#define PUBLISH_COLLECTIONS_WRITE_H

#include "publish/collections.h"
#include "syntax/columns.h"

enum { COLLECTION_COLUMNS = COLLECTION_FIELDS + 5 };
/* code, vintage, name ... as a mapping file has them, then imported_at, sha256 (of the figures), tables (codes
 * with blanks between), first and last year, observations. */
extern const char *const collection_columns[COLLECTION_COLUMNS + 1];
/* One row; with its cube, so that it can say what is in it. */
void collection_row(struct columns *c, const struct collection *of, struct arena *arena);

#endif
