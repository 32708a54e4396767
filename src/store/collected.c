/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/collected.h"

#include "store/rooms.h"

#define COLUMNS                                                                                     \
    "id, code, vintage, name, publisher, licence, attribution, address, definition, criterion, "    \
    "population, retrieved, imported_at, who, file_name, sha256, ref_version, added_to, nblocks, nobs"

/* -- importing ------------------------------------------------------------------------------ */

int store_collection_add(struct store *st, struct collected *c, struct err *err)
{
    const struct collection *of = &c->of;
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM pub_collection");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_collection (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                           "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
                           db_of_int(id), db_of_text(of->code), db_of_text(of->vintage), db_of_text(of->name),
                           db_of_text(of->publisher), db_of_text(of->licence), db_of_text(of->attribution),
                           db_of_text(of->address), db_of_text(of->definition), db_of_text(of->criterion),
                           db_of_text(of->population), db_of_text(of->retrieved), db_of_text(of->imported_at),
                           db_of_text(of->who), db_of_text(of->file_name), db_of_text(of->sha256),
                           db_of_ref(c->ref_version), db_of_ref(c->added_to), db_of_int(c->nblocks),
                           db_of_int(of->nobs));
    if (result < 0)
        return result;
    c->of.id = id;
    return 0;
}

int store_collection_block_add(struct store *st, int64_t id, const struct pub_block *b, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_collection_bytes (sha256, bytes) VALUES ($1, $2) "
                           "ON CONFLICT (sha256) DO NOTHING",
                           db_of_text(b->sha256), db_of_blob(b->block));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_collection_block (collection, indicator, ref_area, block) "
                           "VALUES ($1, $2, $3, $4)",
                           db_of_int(id), db_of_text(b->indicator), db_of_text(b->area), db_of_text(b->sha256));
    return result < 0 ? result : 0;
}

int store_collection_blocks_keep(struct store *st, int64_t id, int64_t from, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_collection_block (collection, indicator, ref_area, block) "
                           "SELECT $1, b.indicator, b.ref_area, b.block FROM pub_collection_block b "
                           "WHERE b.collection = $2 AND NOT EXISTS (SELECT 1 FROM pub_collection_block n "
                           "WHERE n.collection = $1 AND n.indicator = b.indicator AND n.ref_area = b.ref_area)",
                           db_of_int(id), db_of_int(from));
    return result < 0 ? result : 0;
}

/* -- files ------------------------------------------------------------------------------------ */

int store_collection_file_add(struct store *st, int64_t id, const struct collected_file *f, struct str packed,
                              struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO in_collection_bytes (sha256, nbytes, packed) VALUES ($1, $2, $3) "
                           "ON CONFLICT (sha256) DO NOTHING",
                           db_of_text(f->sha256), db_of_int(f->nbytes), db_of_blob(packed));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO in_collection_file (collection, number, name, content) "
                           "VALUES ($1, $2, $3, $4)",
                           db_of_int(id), db_of_int(f->number), db_of_text(f->name), db_of_text(f->sha256));
    return result < 0 ? result : 0;
}

int store_collection_file_list(struct store *st, struct store_iter **it, int64_t id, struct err *err)
{
    return iter_open(it, st, ITER_COLLECTION_FILE, err,
                     "SELECT f.number, f.name, f.content, b.nbytes FROM in_collection_file f "
                     "JOIN in_collection_bytes b ON b.sha256 = f.content WHERE f.collection = $1 ORDER BY f.number",
                     db_of_int(id));
}

int store_collection_file_next(struct store_iter *it, struct collected_file *out, struct err *err)
{
    int result = iter_next(it, ITER_COLLECTION_FILE, err);
    if (result > 0)
        *out = (struct collected_file){db_int(it->q, 0), db_text(it->q, 1), db_text(it->q, 2), db_int(it->q, 3)};
    return result;
}

/* -- reading ----------------------------------------------------------------------------------- */

static void of_row(struct collected *c, struct stmt *q)
{
    *c = (struct collected){
        .of = {.id = db_int(q, 0),
               .code = db_text(q, 1),
               .vintage = db_text(q, 2),
               .name = db_text(q, 3),
               .publisher = db_text(q, 4),
               .licence = db_text(q, 5),
               .attribution = db_text(q, 6),
               .address = db_text(q, 7),
               .definition = db_text(q, 8),
               .criterion = db_text(q, 9),
               .population = db_text(q, 10),
               .retrieved = db_text(q, 11),
               .imported_at = db_text(q, 12),
               .who = db_text(q, 13),
               .file_name = db_text(q, 14),
               .sha256 = db_text(q, 15),
               .nobs = db_int(q, 19)},
        .ref_version = db_int(q, 16),
        .added_to = db_int(q, 17),
        .nblocks = db_int(q, 18),
    };
}

#define LAST                                                                                        \
    "SELECT " COLUMNS " FROM pub_collection c WHERE id = (SELECT MAX(m.id) FROM pub_collection m "  \
    "WHERE m.code = c.code AND m.vintage = c.vintage)"

int store_collection_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_COLLECTION, err, LAST " ORDER BY code, vintage DESC");
}

int store_collection_imports(struct store *st, struct store_iter **it, struct str code, struct str vintage,
                             struct err *err)
{
    return iter_open(it, st, ITER_COLLECTION, err,
                     "SELECT " COLUMNS " FROM pub_collection WHERE code = $1 AND vintage = $2 ORDER BY id DESC",
                     db_of_text(code), db_of_text(vintage));
}

int store_collection_next(struct store_iter *it, struct collected *out, struct err *err)
{
    int result = iter_next(it, ITER_COLLECTION, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_collection_find(struct store *st, struct arena *arena, struct collected *out, struct str code,
                          struct str vintage, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          LAST " AND code = $1 AND ($2 = '' OR vintage = $2) ORDER BY vintage DESC LIMIT 1",
                          db_of_text(code), db_of_text(vintage));
    if (result < 0)
        return result;
    if ((result = db_next(q, err)) > 0) {
        of_row(out, q);
        struct collection *of = &out->of;
        struct str *others[] = {&of->imported_at, &of->who, &of->file_name, &of->sha256};
        int r = store_keep_all(st, arena, others, ARRAY_LEN(others), err);
        for (enum collection_field f = 0; r == 0 && f < COLLECTION_FIELDS; f++)
            r = store_keep(st, arena, collection_field_of(of, f), err);
        result = r < 0 ? r : 1;
    }
    db_finish(q);
    return result;
}

int store_collection_newest(struct store *st, int64_t *id, struct err *err)
{
    int result = db_get_int(st->db, id, err, "SELECT COALESCE(MAX(id), 0) FROM pub_collection");
    return result < 0 ? result : 0;
}

int store_collection_block_list(struct store *st, struct store_iter **it, int64_t id, struct err *err)
{
    return iter_open(it, st, ITER_BLOCK, err,
                     "SELECT c.indicator, c.ref_area, c.block, b.bytes, NULL FROM pub_collection_block c "
                     "JOIN pub_collection_bytes b ON b.sha256 = c.block WHERE c.collection = $1 "
                     "ORDER BY c.indicator, c.ref_area",
                     db_of_int(id));
}
