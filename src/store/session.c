/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What proves who somebody is: links, sessions, tokens. What has expired is as good as not there,
 * swept or not. */

#include "store/people.h"
#include "store/rooms.h"

/* -- links ------------------------------------------------------------------------------ */

int store_link_add(struct store *st, int64_t user, struct str hash, const char *at, const char *expires_at,
                   struct err *err)
{
    int result = store_must_have_user(st, user, err);
    if (result == 0)
        result = store_run(st, err, "DELETE FROM sys_link WHERE user_id = $1", db_of_int(user));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_link (hash, user_id, at, expires_at) "
                           "VALUES ($1, $2, $3, $4)",
                           db_of_text(hash), db_of_int(user), db_of_text(str_of(at)),
                           db_of_text(str_of(expires_at)));
    return result < 0 ? result : 0;
}

int store_link_find(struct store *st, int64_t *user, struct str hash, const char *now, struct err *err)
{
    return db_get_int(st->db, user, err,
                      "SELECT user_id FROM sys_link WHERE hash = $1 AND expires_at > $2",
                      db_of_text(hash), db_of_text(str_of(now)));
}

int store_link_use(struct store *st, struct str hash, const char *now, struct err *err)
{
    return store_run(st, err,
                     "DELETE FROM sys_link WHERE hash = $1 AND expires_at > $2 RETURNING user_id",
                     db_of_text(hash), db_of_text(str_of(now)));
}

/* -- sessions --------------------------------------------------------------------------- */

int store_session_add(struct store *st, const struct session *s, struct err *err)
{
    int result = store_must_have_user(st, s->user, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_session (hash, user_id, created_at, seen_at, expires_at, "
                           "whole) VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_text(s->hash), db_of_int(s->user), db_of_text(s->created_at),
                           db_of_text(s->seen_at), db_of_text(s->expires_at), db_of_int(s->whole));
    return result < 0 ? result : 0;
}

int store_session_find(struct store *st, struct arena *arena, struct session *out, struct str hash,
                       const char *now, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT user_id, hash, created_at, seen_at, expires_at, whole "
                          "FROM sys_session WHERE hash = $1 AND expires_at > $2",
                          db_of_text(hash), db_of_text(str_of(now)));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        *out = (struct session){
            .user = db_int(q, 0),
            .hash = db_text(q, 1),
            .created_at = db_text(q, 2),
            .seen_at = db_text(q, 3),
            .expires_at = db_text(q, 4),
            .whole = db_int(q, 5) != 0,
        };
        struct str *texts[] = {&out->hash, &out->created_at, &out->seen_at, &out->expires_at};
        int kept = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
        result = kept < 0 ? kept : 1;
    }
    db_finish(q);
    return result;
}

int store_session_put(struct store *st, const struct session *s, struct err *err)
{
    int result = store_run(st, err,
                           "UPDATE sys_session SET seen_at = $1, expires_at = $2, "
                           "whole = CASE WHEN $3 = 1 THEN 1 ELSE whole END WHERE hash = $4 "
                           "RETURNING user_id",
                           db_of_text(s->seen_at), db_of_text(s->expires_at),
                           db_of_int(s->whole), db_of_text(s->hash));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: this session has ended", st->db->where);
    return result < 0 ? result : 0;
}

int store_session_end(struct store *st, struct str hash, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM sys_session WHERE hash = $1", db_of_text(hash));
    return result < 0 ? result : 0;
}

int store_session_end_all(struct store *st, int64_t user, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM sys_session WHERE user_id = $1", db_of_int(user));
    return result < 0 ? result : 0;
}

int store_session_sweep(struct store *st, const char *now, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM sys_session WHERE expires_at <= $1",
                           db_of_text(str_of(now)));
    if (result >= 0)
        result = store_run(st, err, "DELETE FROM sys_link WHERE expires_at <= $1",
                           db_of_text(str_of(now)));
    return result < 0 ? result : 0;
}

/* -- tokens ----------------------------------------------------------------------------- */

#define COLUMNS "id, user_id, name, hash, created_at, expires_at, used_at"

static void of_row(struct token *t, struct stmt *q)
{
    *t = (struct token){
        .id = db_int(q, 0),
        .user = db_int(q, 1),
        .name = db_text(q, 2),
        .hash = db_text(q, 3),
        .created_at = db_text(q, 4),
        .expires_at = db_text(q, 5),
        .used_at = db_text(q, 6),
    };
}

int store_token_add(struct store *st, struct token *t, struct err *err)
{
    int64_t id;
    int result = store_must_have_user(st, t->user, err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_token");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_token (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       db_of_int(id), db_of_int(t->user), db_of_text(t->name), db_of_text(t->hash),
                       db_of_text(t->created_at), db_of_text(t->expires_at),
                       db_of_text(t->used_at));
    if (result < 0)
        return result;
    t->id = id;
    return 0;
}

int store_token_find(struct store *st, struct arena *arena, struct token *out, struct str hash,
                     const char *now, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM sys_token WHERE hash = $1 "
                          "AND (expires_at = '' OR expires_at > $2)",
                          db_of_text(hash), db_of_text(str_of(now)));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name, &out->hash, &out->created_at, &out->expires_at,
                               &out->used_at};
        int kept = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
        result = kept < 0 ? kept : 1;
    }
    db_finish(q);
    return result;
}

int store_token_used(struct store *st, int64_t id, const char *at, struct err *err)
{
    int result = store_must_have(st, "token", id, "SELECT id FROM sys_token WHERE id = $1", err);
    if (result == 0)
        result = store_run(st, err, "UPDATE sys_token SET used_at = $1 WHERE id = $2",
                           db_of_text(str_of(at)), db_of_int(id));
    return result < 0 ? result : 0;
}

int store_token_remove(struct store *st, int64_t user, int64_t id, struct err *err)
{
    return store_run(st, err, "DELETE FROM sys_token WHERE user_id = $1 AND id = $2 RETURNING id",
                     db_of_int(user), db_of_int(id));
}

int store_token_list(struct store *st, struct store_iter **it, int64_t user, struct err *err)
{
    return iter_open(it, st, ITER_TOKEN, err,
                     "SELECT " COLUMNS " FROM sys_token WHERE user_id = $1 ORDER BY id",
                     db_of_int(user));
}

int store_token_next(struct store_iter *it, struct token *out, struct err *err)
{
    int result = iter_next(it, ITER_TOKEN, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}
