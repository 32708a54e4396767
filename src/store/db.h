/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One connection to a database, statement by statement. Only files of src/store include it.
 *
 *     struct stmt *q;
 *     if (db_query(&q, db, err, "SELECT id FROM in_table WHERE submission = $1",
 *                  db_of_int(7)) < 0) ...
 *     while ((got = db_next(q, err)) > 0)
 *         use(db_int(q, 0));
 *     db_finish(q);
 *
 *     db_run(db, err, "DELETE FROM wk_block WHERE indicator = $1", db_of_text(code))
 *
 * A database is one `struct db_ops`; `db_sqlite` is the only one so far, and db_trace stands
 * before each to count the calls and to make one fail. SQL is the subset that SQLite and
 * PostgreSQL share: parameters $1, $2 ... numbered in order of first use, ON CONFLICT and
 * RETURNING, no generated ids, no type that is not int64, double, text or bytes. What cannot
 * be shared stands in `struct db_dialect`.
 *
 * Invariants: a statement belongs to its connection and is finished before that is closed;
 * a connection is used by one thread at a time. Errors name `where`. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"
#include "base/str.h"

enum db_mode {
    /* An empty scratch database that vanishes when closed; db_copy gives it its place.
     * ERR_STATE when something is at `where` already; `where` may be "": no place yet. */
    DB_CREATE,
    DB_WRITE,
    DB_READ,
    DB_PUBLIC /* reads tables named ref_* and pub_*; anything else is ERR_DENIED */
};

enum db_type { DB_NULL, DB_INT, DB_NUM, DB_TEXT, DB_BLOB };

struct db_value {
    enum db_type type;
    bool lasting; /* the bytes of s stay until db_finish: need not be copied */
    union {
        int64_t i;
        double num;
        struct str s;
    };
};

/* What two databases write differently. */
struct db_dialect {
    const char *name;               /* as in "-- only sqlite" in schema/ */
    const char *begin_write;        /* takes the write lock at once */
    const char *begin_read;         /* one snapshot until COMMIT */
    const char *schema_version;     /* gives one number, 0 in a new database */
    const char *set_schema_version; /* the number is put behind it */
    const char *data_version;       /* gives one number: see store_data_version */
    const char *const *checks;      /* each gives a sentence per fault; ends with NULL */
};

struct db {
    const struct db_ops *ops;
    const struct db_dialect *dialect;
    const char *where;
};

struct stmt {
    struct db *db;
};

struct db_ops {
    int (*open)(struct db **out, const char *where, enum db_mode mode, struct err *err);
    void (*close)(struct db *db); /* rolls back what is not committed */
    int (*prepare)(struct stmt **out, struct db *db, const char *sql, struct err *err);
    int (*bind)(struct stmt *q, int index, const struct db_value *v, struct err *err); /* from 1 */
    int (*step)(struct stmt *q, struct err *err); /* 1: a row, 0: done, negative: failed */
    void (*column)(struct db_value *out, struct stmt *q, int index); /* from 0 */
    void (*finish)(struct stmt *q);
    /* The whole, consistently, as a new database at `to`: there complete or not at all. */
    int (*copy)(struct db *db, const char *to, struct err *err);
};

extern const struct db_ops db_sqlite;

extern const struct db_ops db_sqlite; /* in db_sqlite.c */

/* Chooses the backend by the look of `where` and puts db_trace before it. */
int db_open(struct db **out, const char *where, enum db_mode mode, struct err *err);
void db_close(struct db *db); /* NULL: nothing */
int db_copy(struct db *db, const char *to, struct err *err);

/* In db_trace.c. The n-th call from now on fails once (0: none); the environment variable
 * ILMS_DB_FAIL=n does the same from the opening of each connection on. */
int db_trace_open(struct db **out, const struct db_ops *inner, const char *where,
                  enum db_mode mode, struct err *err);
void db_trace_fail_at(struct db *db, int64_t n);
int64_t db_trace_calls(const struct db *db); /* opening, preparing, binding, stepping, copying */

static inline struct db_value db_of_int(int64_t i)
{
    return (struct db_value){.type = DB_INT, .i = i};
}

static inline struct db_value db_of_num(double num)
{
    return (struct db_value){.type = DB_NUM, .num = num};
}

static inline struct db_value db_of_text(struct str s)
{
    return (struct db_value){.type = DB_TEXT, .s = s};
}

static inline struct db_value db_of_blob(struct str s)
{
    return (struct db_value){.type = DB_BLOB, .s = s};
}

/* 0 is kept as NULL: "belongs to none", which a foreign key lets pass. */
static inline struct db_value db_of_ref(int64_t id)
{
    return id ? db_of_int(id) : (struct db_value){.type = DB_NULL};
}

/* Prepares and binds; the values are copied. On failure nothing is left to finish. */
int db_query_v(struct stmt **out, struct db *db, struct err *err, const char *sql,
               const struct db_value *v, size_t n);
/* Prepares, binds without copying, runs to the end; the number of rows it gave. */
int db_run_v(struct db *db, struct err *err, const char *sql, struct db_value *v, size_t n);
/* The first column of the first row as a number: 1 found, 0 no row. */
int db_get_int_v(struct db *db, int64_t *out, struct err *err, const char *sql,
                 const struct db_value *v, size_t n);

/* The same with the values as arguments: a list of db_of_...(), which may be empty. */
#define DB_VALUES(...)                                                                         \
    (struct db_value[]){{.type = DB_NULL}, ##__VA_ARGS__} + 1,                                 \
        sizeof((struct db_value[]){{.type = DB_NULL}, ##__VA_ARGS__}) /                        \
                sizeof(struct db_value) - 1
#define db_query(out, db, err, sql, ...)                                                       \
    db_query_v((out), (db), (err), (sql), DB_VALUES(__VA_ARGS__))
#define db_run(db, err, sql, ...) db_run_v((db), (err), (sql), DB_VALUES(__VA_ARGS__))
#define db_get_int(db, out, err, sql, ...)                                                     \
    db_get_int_v((db), (out), (err), (sql), DB_VALUES(__VA_ARGS__))

int db_next(struct stmt *q, struct err *err); /* 1: a row, 0: the end, negative: failed */
void db_finish(struct stmt *q);               /* NULL: nothing */

/* Of the row at hand; bytes live until the next db_next or db_finish. NULL gives 0 and "". */
int64_t db_int(struct stmt *q, int column);
double db_num(struct stmt *q, int column);
struct str db_text(struct stmt *q, int column);
struct str db_blob(struct stmt *q, int column);

#endif
