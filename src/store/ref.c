/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref.h"

#include "base/buf.h"
#include "store/rooms.h"
#include "syntax/compress.h"

enum { PACK_LEVEL = 9 }; /* once per version, read rarely: a tenth of the size */

static int add_file(struct store *st, int64_t version, const struct ref_file *file,
                    struct buf *packed, struct err *err)
{
    packed->len = 0;
    zstd_pack(packed, file->content, PACK_LEVEL);
    int result = store_run(st, err,
                           "INSERT INTO ref_file (version, name, nbytes, packed) "
                           "VALUES ($1, $2, $3, $4)",
                           db_of_int(version), db_of_text(file->name),
                           db_of_int((int64_t)file->content.len), db_of_blob(buf_view(packed)));
    return result < 0 ? result : 0;
}

int store_ref_add(struct store *st, int64_t *version, const struct ref_file *files, size_t n,
                  const struct sha256 *hash, const char *at, struct err *err)
{
    char hex[SHA256_HEX];
    sha256_hex(hex, hash);
    int result = db_get_int(st->db, version, err,
                            "SELECT COALESCE(MAX(id), 0) + 1 FROM ref_version");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO ref_version (id, sha256, added_at) VALUES ($1, $2, $3)",
                           db_of_int(*version), db_of_text(str_of(hex)), db_of_text(str_of(at)));
    struct buf packed = {0};
    for (size_t i = 0; i < n && result >= 0; i++)
        result = add_file(st, *version, &files[i], &packed, err);
    buf_release(&packed);
    return result < 0 ? result : 0;
}

static int find_version(struct store *st, int64_t *found, int64_t version, struct err *err)
{
    static const char exactly[] = "SELECT id FROM ref_version WHERE id = $1",
                      newest[] = "SELECT id FROM ref_version ORDER BY id DESC LIMIT 1";
    int result = version ? db_get_int(st->db, found, err, exactly, db_of_int(version))
                         : db_get_int(st->db, found, err, newest);
    if (result != 0)
        return result < 0 ? result : 0;
    if (version)
        return err_set(err, ERR_NOTFOUND, "%s: there is no version %lld of the reference data",
                       st->db->where, (long long)version);
    return err_set(err, ERR_NOTFOUND, "%s: the base has no reference data yet", st->db->where);
}

/* Columns: name, nbytes, packed. */
static int file_of_row(struct store *st, struct ref_file *file, struct arena *arena,
                       struct stmt *q, struct err *err)
{
    size_t nbytes = (size_t)db_int(q, 1);
    file->name = db_text(q, 0);
    int result = store_keep(st, arena, &file->name, err);
    if (result < 0)
        return result;
    struct buf bytes = {0};
    result = zstd_unpack(&bytes, db_blob(q, 2), nbytes, err);
    file->content = buf_view(&bytes);
    if (result < 0)
        err_context(err, "%s: reference data %.*s", st->db->where, STR_FMT(file->name));
    else
        result = store_keep(st, arena, &file->content, err);
    buf_release(&bytes);
    return result;
}

int store_ref_get(struct store *st, struct arena *arena, int64_t version, struct ref_file **files,
                  size_t *n, int64_t *version_found, struct err *err)
{
    int64_t found, count = 0;
    int result = find_version(st, &found, version, err);
    if (result == 0)
        result = db_get_int(st->db, &count, err,
                            "SELECT COUNT(*) FROM ref_file WHERE version = $1", db_of_int(found));
    struct stmt *q = NULL;
    if (result >= 0)
        result = db_query(&q, st->db, err,
                          "SELECT name, nbytes, packed FROM ref_file WHERE version = $1 "
                          "ORDER BY name",
                          db_of_int(found));
    if (result < 0)
        return result;
    struct ref_file *v = arena_array(arena, struct ref_file, (size_t)count + 1);
    size_t i = 0;
    while (i < (size_t)count && (result = db_next(q, err)) > 0) {
        result = file_of_row(st, &v[i], arena, q, err);
        if (result < 0)
            break;
        i++;
    }
    db_finish(q);
    if (result < 0)
        return result;
    *files = v;
    *n = i;
    if (version_found)
        *version_found = found;
    return 0;
}

int store_ref_newest(struct store *st, int64_t *version, struct err *err)
{
    *version = 0;
    int result = db_get_int(st->db, version, err, "SELECT COALESCE(MAX(id), 0) FROM ref_version");
    return result < 0 ? result : 0;
}
