/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/db.h"

int db_open(struct db **out, const char *where, enum db_mode mode, struct err *err)
{
    struct str s = str_of(where);
    if (str_starts(s, STR("postgresql://")) || str_starts(s, STR("postgres://")))
        return err_set(err, ERR_USAGE,
                       "%s: this program knows no PostgreSQL yet; a base is the path of a file",
                       where);
    return db_trace_open(out, &db_sqlite, where, mode, err);
}

void db_close(struct db *db)
{
    if (db)
        db->ops->close(db);
}

int db_copy(struct db *db, const char *to, struct err *err)
{
    return db->ops->copy(db, to, err);
}

int db_query_v(struct stmt **out, struct db *db, struct err *err, const char *sql,
               const struct db_value *v, size_t n)
{
    struct stmt *q;
    int result = db->ops->prepare(&q, db, sql, err);
    if (result < 0)
        return result;
    for (size_t i = 0; i < n; i++) {
        result = db->ops->bind(q, (int)i + 1, &v[i], err);
        if (result < 0) {
            db_finish(q);
            return result;
        }
    }
    *out = q;
    return 0;
}

int db_run_v(struct db *db, struct err *err, const char *sql, struct db_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        v[i].lasting = true;
    struct stmt *q;
    int result = db_query_v(&q, db, err, sql, v, n), rows = 0;
    if (result < 0)
        return result;
    while ((result = db_next(q, err)) > 0)
        rows++;
    db_finish(q);
    return result < 0 ? result : rows;
}

int db_get_int_v(struct db *db, int64_t *out, struct err *err, const char *sql,
                 const struct db_value *v, size_t n)
{
    struct stmt *q;
    int result = db_query_v(&q, db, err, sql, v, n);
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0)
        *out = db_int(q, 0);
    db_finish(q);
    return result;
}

int db_next(struct stmt *q, struct err *err)
{
    return q->db->ops->step(q, err);
}

void db_finish(struct stmt *q)
{
    if (q)
        q->db->ops->finish(q);
}

int64_t db_int(struct stmt *q, int column)
{
    struct db_value v;
    q->db->ops->column(&v, q, column);
    assert(v.type == DB_INT || v.type == DB_NULL);
    return v.type == DB_INT ? v.i : 0;
}

double db_num(struct stmt *q, int column)
{
    struct db_value v;
    q->db->ops->column(&v, q, column);
    return v.type == DB_NUM ? v.num : v.type == DB_INT ? (double)v.i : 0;
}

struct str db_text(struct stmt *q, int column)
{
    struct db_value v;
    q->db->ops->column(&v, q, column);
    return v.type == DB_TEXT || v.type == DB_BLOB ? v.s : STR("");
}

struct str db_blob(struct stmt *q, int column)
{
    return db_text(q, column);
}
