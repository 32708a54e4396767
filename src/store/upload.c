/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Files that wait to be read. */

#include "store/collection.h"
#include "store/rooms.h"

#define COLUMNS                                                                                \
    "id, at, who, ref_area, round, source, language, file_name, sha256, file_bytes, state, "   \
    "finished_at, message, submission"

/* The queue: everybody's oldest by turn, then everybody's second oldest, and so on. Who never had
 * a turn comes first; among those, whose file came first. */
#define QUEUE                                                                                  \
    "SELECT w.id AS id, ROW_NUMBER() OVER (ORDER BY w.place, w.turn, w.oldest) - 1 AS ahead "  \
    "FROM (SELECT u.id AS id, COALESCE(d.turn, 0) AS turn, "                                   \
    "ROW_NUMBER() OVER (PARTITION BY u.who ORDER BY u.id) AS place, "                          \
    "MIN(u.id) OVER (PARTITION BY u.who) AS oldest FROM sys_upload u "                         \
    "LEFT JOIN (SELECT who, MAX(turn) AS turn FROM sys_upload GROUP BY who) d "                \
    "ON d.who = u.who WHERE u.state = 'queued') w"

static void of_row(struct upload *u, struct stmt *q)
{
    *u = (struct upload){
        .id = db_int(q, 0),
        .at = db_text(q, 1),
        .who = db_text(q, 2),
        .area = db_text(q, 3),
        .round = db_text(q, 4),
        .source = db_text(q, 5),
        .language = db_text(q, 6),
        .file_name = db_text(q, 7),
        .sha256 = db_text(q, 8),
        .file_bytes = db_int(q, 9),
        .state = db_text(q, 10),
        .finished_at = db_text(q, 11),
        .message = db_text(q, 12),
        .submission = db_int(q, 13),
    };
}

int store_upload_add(struct store *st, struct upload *u, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_upload");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_upload (" COLUMNS ", turn, packed) VALUES ($1, $2, $3, $4, $5, "
                       "$6, $7, $8, $9, $10, 'queued', '', '', NULL, 0, $11)",
                       db_of_int(id), db_of_text(u->at), db_of_text(u->who), db_of_text(u->area),
                       db_of_text(u->round), db_of_text(u->source), db_of_text(u->language),
                       db_of_text(u->file_name), db_of_text(u->sha256), db_of_int(u->file_bytes),
                       db_of_blob(u->packed));
    if (result < 0)
        return result;
    u->id = id;
    u->state = STR("queued");
    return 0;
}

static int no_upload(struct store *st, int64_t id, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%s: there is no upload %lld", st->db->where, (long long)id);
}

static int keep_all(struct store *st, struct arena *arena, struct upload *u, struct err *err)
{
    struct str *texts[] = {&u->at,        &u->who,    &u->area,  &u->round,       &u->source,
                           &u->language,  &u->file_name, &u->sha256, &u->state, &u->finished_at,
                           &u->message,   &u->packed};
    return store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
}

int store_upload_get(struct store *st, struct arena *arena, struct upload *out, int64_t id, bool with_bytes,
                     struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          with_bytes ? "SELECT " COLUMNS ", packed FROM sys_upload WHERE id = $1"
                                     : "SELECT " COLUMNS ", NULL FROM sys_upload WHERE id = $1",
                          db_of_int(id));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        out->packed = db_blob(q, 14);
        result = keep_all(st, arena, out, err);
    } else if (result == 0) {
        result = no_upload(st, id, err);
    }
    db_finish(q);
    return result;
}

int store_upload_take(struct store *st, struct arena *arena, struct upload *out, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT id FROM (" QUEUE ") a WHERE ahead = 0");
    if (result <= 0)
        return result;
    result = store_upload_get(st, arena, out, id, true, err);
    return result < 0 ? result : 1;
}

int store_upload_ahead(struct store *st, int64_t *n, int64_t id, struct err *err)
{
    int result = store_must_have(st, "upload", id, "SELECT id FROM sys_upload WHERE id = $1", err);
    *n = 0;
    if (result == 0)
        result = db_get_int(st->db, n, err, "SELECT ahead FROM (" QUEUE ") a WHERE id = $1",
                            db_of_int(id));
    return result < 0 ? result : 0;
}

int store_upload_finish(struct store *st, const struct upload *u, struct err *err)
{
    int result = store_must_have(st, "upload", u->id, "SELECT id FROM sys_upload WHERE id = $1", err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "UPDATE sys_upload SET state = $1, finished_at = $2, message = $3, "
                       "submission = $4, packed = $5, "
                       "turn = (SELECT COALESCE(MAX(turn), 0) + 1 FROM sys_upload) "
                       "WHERE id = $6 AND state = 'queued' RETURNING id",
                       db_of_text(u->state), db_of_text(u->finished_at), db_of_text(u->message),
                       db_of_ref(u->submission), db_of_blob(STR("")), db_of_int(u->id));
    if (result == 0)
        return err_set(err, ERR_STATE, "%s: upload %lld is finished already", st->db->where,
                       (long long)u->id);
    return result < 0 ? result : 0;
}

int store_upload_list(struct store *st, struct store_iter **it, struct str area, struct err *err)
{
    if (area.len)
        return iter_open(it, st, ITER_UPLOAD, err,
                         "SELECT " COLUMNS " FROM sys_upload WHERE ref_area = $1 ORDER BY id DESC",
                         db_of_text(area));
    return iter_open(it, st, ITER_UPLOAD, err,
                     "SELECT " COLUMNS " FROM sys_upload ORDER BY id DESC");
}

int store_upload_next(struct store_iter *it, struct upload *out, struct err *err)
{
    int result = iter_next(it, ITER_UPLOAD, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}
