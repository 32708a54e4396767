/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

/* -- opening ---------------------------------------------------------------------- */

static int open_existing(struct db **out, const char *where, enum store_mode mode, struct err *err)
{
    static const enum db_mode modes[] = {[STORE_CREATE] = DB_WRITE,
                                         [STORE_WRITE] = DB_WRITE,
                                         [STORE_READ] = DB_READ,
                                         [STORE_PUBLIC] = DB_PUBLIC};
    struct db *db;
    bool may_write = modes[mode] == DB_WRITE;
    int result = db_open(&db, where, modes[mode], err);
    if (result < 0)
        return result;
    result = migrate_check(db, may_write, err);
    if (result == 0 && may_write)
        result = migrate(db, err);
    if (result < 0)
        db_close(db);
    else
        *out = db;
    return result;
}

/* Made in a scratch place and copied to its own: whoever looks sees a whole base or none. */
static int create(struct db **out, const char *where, struct err *err)
{
    struct db *db;
    int result = db_open(&db, where, DB_CREATE, err);
    if (result < 0)
        return result;
    result = migrate(db, err);
    if (result == 0 && !where[0]) {
        *out = db;
        return 0;
    }
    if (result == 0)
        result = db_copy(db, where, err);
    db_close(db);
    return result < 0 ? result : open_existing(out, where, STORE_CREATE, err);
}

int store_open(struct store **out, const char *where, enum store_mode mode, struct err *err)
{
    if (!where[0] && mode != STORE_CREATE)
        return err_set(err, ERR_USAGE, "the path of the base is empty");
    struct db *db;
    int result = mode == STORE_CREATE ? create(&db, where, err)
                                      : open_existing(&db, where, mode, err);
    if (result < 0)
        return result;
    struct store *st = mem_alloc(sizeof *st);
    *st = (struct store){.db = db, .mode = mode,
                         .audience = mode == STORE_PUBLIC ? AUDIENCE_PUBLIC : AUDIENCE_OFFICE};
    *out = st;
    return 0;
}

void store_close(struct store *st)
{
    if (!st)
        return;
    db_close(st->db);
    free(st);
}

int store_copy(struct store *st, const char *to, struct err *err)
{
    return db_copy(st->db, to, err);
}

int store_data_version(struct store *st, int64_t *version, struct err *err)
{
    int result = db_get_int(st->db, version, err, st->db->dialect->data_version);
    return result < 0 ? result : 0;
}

void store_fail_at(struct store *st, int64_t n)
{
    db_trace_fail_at(st->db, n);
}

int64_t store_calls(const struct store *st)
{
    return db_trace_calls(st->db);
}

/* -- transactions ------------------------------------------------------------------- */

int store_begin(struct store *st, struct err *err)
{
    assert(!st->writing);
    if (st->mode == STORE_READ || st->mode == STORE_PUBLIC)
        return err_set(err, ERR_DENIED, "%s: was opened to read, not to write", st->db->where);
    int result = db_run(st->db, err, st->db->dialect->begin_write);
    if (result < 0)
        return result;
    st->writing = true;
    st->spoilt = false;
    st->next_table = st->next_finding = st->next_remark = st->next_audit = 0;
    return 0;
}

int store_commit(struct store *st, struct err *err)
{
    assert(st->writing);
    int result = st->spoilt ? err_set(err, ERR_STATE,
                                      "%s: a part of this change failed, so none of it was kept",
                                      st->db->where)
                            : db_run(st->db, err, "COMMIT");
    if (result < 0)
        store_rollback(st);
    st->writing = false;
    return result < 0 ? result : 0;
}

void store_rollback(struct store *st)
{
    if (!st->writing)
        return;
    /* Twice, because it must not stay undone: what fails in earnest (the database has rolled
     * back by itself already) fails the same way again and does no harm. */
    if (db_run(st->db, NULL, "ROLLBACK") < 0)
        db_run(st->db, NULL, "ROLLBACK");
    st->writing = false;
}

int store_run_v(struct store *st, struct err *err, const char *sql, struct db_value *v, size_t n)
{
    assert(st->writing);
    int result = db_run_v(st->db, err, sql, v, n);
    if (result < 0)
        st->spoilt = true;
    return result;
}

int store_next_id(struct store *st, int64_t *id, int64_t *counter, const char *sql,
                  struct err *err)
{
    if (*counter == 0) {
        int result = db_get_int(st->db, counter, err, sql);
        if (result < 0)
            return result;
    }
    *id = (*counter)++;
    return 0;
}

int store_keep(struct store *st, struct arena *arena, struct str *s, struct err *err)
{
    if (s->len + 32 > arena_room(arena))
        return err_set(err, ERR_LIMIT,
                       "%s: %zu kB out of the base are more than this request may hold in memory",
                       st->db->where, s->len >> 10);
    *s = arena_str(arena, *s);
    return 0;
}

int store_keep_all(struct store *st, struct arena *arena, struct str *const *texts, size_t n,
                   struct err *err)
{
    int result = 0;
    for (size_t i = 0; i < n && result == 0; i++)
        result = store_keep(st, arena, texts[i], err);
    return result;
}

int store_must_have(struct store *st, const char *noun, int64_t id, const char *sql, struct err *err)
{
    int64_t found;
    int result = db_get_int(st->db, &found, err, sql, db_of_int(id));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: there is no %s %lld", st->db->where, noun,
                       (long long)id);
    return result < 0 ? result : 0;
}

/* -- iterators ---------------------------------------------------------------------- */

int iter_open_v(struct store_iter **out, struct store *st, enum iter_kind kind, struct err *err,
                const char *sql, const struct db_value *v, size_t n)
{
    struct stmt *q;
    int result = db_query_v(&q, st->db, err, sql, v, n);
    if (result < 0)
        return result;
    struct store_iter *it = mem_alloc(sizeof *it);
    *it = (struct store_iter){st, q, kind};
    *out = it;
    return 0;
}

int iter_next(struct store_iter *it, enum iter_kind kind, struct err *err)
{
    assert(it->kind == kind);
    int result = db_next(it->q, err);
    if (result <= 0)
        store_iter_close(it);
    return result;
}

void store_iter_close(struct store_iter *it)
{
    if (!it)
        return;
    db_finish(it->q);
    free(it);
}
