/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Collections of others (model/collection.h) in the base: what readers see of a vintage is its last
 * import. An import holds the whole vintage; blocks that it shares with another lie there once. The
 * files as they came and the mapping are kept with it, for no reader.
 *
 *     struct collected c = {.of = {.code = ..., ...}, .ref_version = 3, .added_to = 7};
 *     store_collection_add(st, &c, &err);                  fills c.of.id
 *     store_collection_block_add(st, c.of.id, &block, &err);          each that is new
 *     store_collection_blocks_keep(st, &n, c.of.id, 7, &err);         those of import 7 that it has not
 *     store_collection_file_add(st, c.of.id, &file, packed, &err);
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_COLLECTED_H
#define STORE_COLLECTED_H

#include "model/collection.h"
#include "store/store.h"

struct collected {
    struct collection of; /* without its cube */
    int64_t ref_version;  /* that it was read with */
    int64_t added_to;     /* the import that it goes on from; 0: the vintage begins anew */
    int64_t nblocks;
};
int store_collection_add(struct store *st, struct collected *c, struct err *err);
/* indicator, area, sha256, block. */
int store_collection_block_add(struct store *st, int64_t id, const struct pub_block *b, struct err *err);
int store_collection_blocks_keep(struct store *st, int64_t id, int64_t from, struct err *err);

struct collected_file {
    int64_t number; /* from 1; 0: the mapping */
    struct str name, sha256;
    int64_t nbytes;
};
/* `packed`: zstd of the file's bytes. Bytes that are there already are not kept twice. */
int store_collection_file_add(struct store *st, int64_t id, const struct collected_file *f, struct str packed,
                              struct err *err);
int store_collection_file_list(struct store *st, struct store_iter **it, int64_t id, struct err *err); /* by number */
int store_collection_file_next(struct store_iter *it, struct collected_file *out, struct err *err);

/* What readers see: of each code and vintage the last import, by code, the newest vintage first (as texts). */
int store_collection_list(struct store *st, struct store_iter **it, struct err *err);
/* All imports of a vintage, the last first. */
int store_collection_imports(struct store *st, struct store_iter **it, struct str code, struct str vintage,
                             struct err *err);
int store_collection_next(struct store_iter *it, struct collected *out, struct err *err);
/* `vintage` empty: the newest. 1 found, 0 none. */
int store_collection_find(struct store *st, struct arena *arena, struct collected *out, struct str code,
                          struct str vintage, struct err *err);
/* The number of the last import of all, 0: none. It changes whenever readers are to see something else. */
int store_collection_newest(struct store *st, int64_t *id, struct err *err);
/* Its blocks by indicator, area; then store_block_next. */
int store_collection_block_list(struct store *st, struct store_iter **it, int64_t id, struct err *err);

#endif
