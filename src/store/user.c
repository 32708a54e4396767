/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Users, and what each may. */

#include "store/people.h"
#include "store/rooms.h"

#define COLUMNS                                                                                \
    "id, name, full_name, email, language, password, totp, totp_used, failures, "              \
    "locked_until, created_at, created_by, seen_at, active"

static void of_row(struct user *u, struct stmt *q)
{
    *u = (struct user){
        .id = db_int(q, 0),
        .name = db_text(q, 1),
        .full_name = db_text(q, 2),
        .email = db_text(q, 3),
        .language = db_text(q, 4),
        .password = db_text(q, 5),
        .totp = db_text(q, 6),
        .totp_used = db_int(q, 7),
        .failures = db_int(q, 8),
        .locked_until = db_text(q, 9),
        .created_at = db_text(q, 10),
        .created_by = db_text(q, 11),
        .seen_at = db_text(q, 12),
        .active = db_int(q, 13) != 0,
    };
}

int store_must_have_user(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "user", id, "SELECT id FROM sys_user WHERE id = $1", err);
}

int store_user_add(struct store *st, struct user *u, struct err *err)
{
    int64_t id, taken;
    int result = db_get_int(st->db, &taken, err, "SELECT id FROM sys_user WHERE name = $1",
                            db_of_text(u->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a user \"%.*s\" already", st->db->where,
                       STR_FMT(u->name));
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_user");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_user (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                       "$9, $10, $11, $12, $13, $14)",
                       db_of_int(id), db_of_text(u->name), db_of_text(u->full_name),
                       db_of_text(u->email), db_of_text(u->language), db_of_text(u->password),
                       db_of_text(u->totp), db_of_int(u->totp_used), db_of_int(u->failures),
                       db_of_text(u->locked_until), db_of_text(u->created_at),
                       db_of_text(u->created_by), db_of_text(u->seen_at), db_of_int(u->active));
    if (result < 0)
        return result;
    u->id = id;
    return 0;
}

/* 1 found, 0 none; finishes the statement. */
static int found(struct user *out, struct store *st, struct arena *arena, struct stmt *q,
                 struct err *err)
{
    int result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name,         &out->full_name,  &out->email,
                               &out->language,     &out->password,   &out->totp,
                               &out->locked_until, &out->created_at, &out->created_by,
                               &out->seen_at};
        int kept = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
        result = kept < 0 ? kept : 1;
    }
    db_finish(q);
    return result;
}

int store_user_get(struct store *st, struct arena *arena, struct user *out, struct str name,
                   struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT " COLUMNS " FROM sys_user WHERE name = $1",
                          db_of_text(name));
    if (result < 0)
        return result;
    result = found(out, st, arena, q, err);
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: there is no user \"%.*s\"", st->db->where,
                       STR_FMT(name));
    return result < 0 ? result : 0;
}

int store_user_find_id(struct store *st, struct arena *arena, struct user *out, int64_t id,
                       struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT " COLUMNS " FROM sys_user WHERE id = $1",
                          db_of_int(id));
    return result < 0 ? result : found(out, st, arena, q, err);
}

int store_user_put(struct store *st, const struct user *u, struct err *err)
{
    int result = store_must_have_user(st, u->id, err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "UPDATE sys_user SET full_name = $1, email = $2, language = $3, password = $4, "
                       "totp = $5, totp_used = $6, failures = $7, locked_until = $8, seen_at = $9, "
                       "active = $10 WHERE id = $11",
                       db_of_text(u->full_name), db_of_text(u->email), db_of_text(u->language),
                       db_of_text(u->password), db_of_text(u->totp), db_of_int(u->totp_used),
                       db_of_int(u->failures), db_of_text(u->locked_until), db_of_text(u->seen_at),
                       db_of_int(u->active), db_of_int(u->id));
    return result < 0 ? result : 0;
}

int store_user_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_USER, err, "SELECT " COLUMNS " FROM sys_user ORDER BY name");
}

int store_user_next(struct store_iter *it, struct user *out, struct err *err)
{
    int result = iter_next(it, ITER_USER, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

/* -- grants ---------------------------------------------------------------------------- */

int store_grant_add(struct store *st, const struct grant *g, struct err *err)
{
    int result = store_must_have_user(st, g->user, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_grant (user_id, role, ref_area) VALUES ($1, $2, $3) "
                           "ON CONFLICT (user_id, role, ref_area) DO NOTHING",
                           db_of_int(g->user), db_of_text(g->role), db_of_text(g->area));
    return result < 0 ? result : 0;
}

int store_grant_remove(struct store *st, const struct grant *g, struct err *err)
{
    return store_run(st, err,
                     "DELETE FROM sys_grant WHERE user_id = $1 AND role = $2 AND ref_area = $3 "
                     "RETURNING user_id",
                     db_of_int(g->user), db_of_text(g->role), db_of_text(g->area));
}

int store_grant_list(struct store *st, struct store_iter **it, int64_t user, struct err *err)
{
    if (user)
        return iter_open(it, st, ITER_GRANT, err,
                         "SELECT user_id, role, ref_area FROM sys_grant WHERE user_id = $1 "
                         "ORDER BY role, ref_area",
                         db_of_int(user));
    return iter_open(it, st, ITER_GRANT, err,
                     "SELECT user_id, role, ref_area FROM sys_grant "
                     "ORDER BY user_id, role, ref_area");
}

int store_grant_next(struct store_iter *it, struct grant *out, struct err *err)
{
    int result = iter_next(it, ITER_GRANT, err);
    if (result > 0)
        *out = (struct grant){db_int(it->q, 0), db_text(it->q, 1), db_text(it->q, 2)};
    return result;
}
