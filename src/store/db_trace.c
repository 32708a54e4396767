/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A backend that passes every call on to another one, counts those that can fail, and
 * makes the one fail that a test asks for, before it does anything. It always stands
 * there: two pointer hops and an addition cost nothing beside a statement, and what the
 * tests run is what the users run. */

#include "store/db.h"

#include "base/arena.h"

struct trace_db {
    struct db base;
    struct db *inner;
    int64_t calls, fail_at; /* fail_at: the value of `calls` that fails; 0: none */
};

struct trace_stmt {
    struct stmt base;
    struct stmt *inner;
};

static const struct db_ops db_trace;

static struct trace_db *of_db(struct db *db)
{
    assert(db->ops == &db_trace);
    return (struct trace_db *)db;
}

static struct stmt *inner_of(struct stmt *q)
{
    return ((struct trace_stmt *)q)->inner;
}

static int count(struct trace_db *t, const char *what, struct err *err)
{
    if (++t->calls != t->fail_at)
        return 0;
    return err_set(err, ERR_IO, "%s: call %lld to the database (%s) failed because it was told to",
                   t->base.where, (long long)t->calls, what);
}

static int64_t env_fail_at(void)
{
    const char *text = getenv("ILMS_DB_FAIL");
    uint64_t n;
    return text && str_uint(&n, str_of(text), INT64_MAX) ? (int64_t)n : 0;
}

int db_trace_open(struct db **out, const struct db_ops *inner, const char *where,
                  enum db_mode mode, struct err *err)
{
    struct trace_db *t = mem_alloc(sizeof *t);
    t->base.where = where;
    t->fail_at = env_fail_at();
    int result = count(t, "open", err);
    if (result == 0)
        result = inner->open(&t->inner, where, mode, err);
    if (result < 0) {
        free(t);
        return result;
    }
    t->base = (struct db){&db_trace, t->inner->dialect, t->inner->where};
    *out = &t->base;
    return 0;
}

void db_trace_fail_at(struct db *db, int64_t n)
{
    struct trace_db *t = of_db(db);
    t->fail_at = n ? t->calls + n : 0;
}

int64_t db_trace_calls(const struct db *db)
{
    assert(db->ops == &db_trace);
    return ((const struct trace_db *)db)->calls;
}

static int trace_open(struct db **out, const char *where, enum db_mode mode, struct err *err)
{
    return db_open(out, where, mode, err);
}

static void trace_close(struct db *db)
{
    struct trace_db *t = of_db(db);
    t->inner->ops->close(t->inner);
    free(t);
}

static int trace_prepare(struct stmt **out, struct db *db, const char *sql, struct err *err)
{
    struct trace_db *t = of_db(db);
    struct stmt *inner;
    int result = count(t, "prepare", err);
    if (result == 0)
        result = t->inner->ops->prepare(&inner, t->inner, sql, err);
    if (result < 0)
        return result;
    struct trace_stmt *q = mem_grow(NULL, sizeof *q);
    *q = (struct trace_stmt){{db}, inner};
    *out = &q->base;
    return 0;
}

static int trace_bind(struct stmt *q, int index, const struct db_value *v, struct err *err)
{
    int result = count(of_db(q->db), "bind", err);
    return result < 0 ? result : inner_of(q)->db->ops->bind(inner_of(q), index, v, err);
}

static int trace_step(struct stmt *q, struct err *err)
{
    int result = count(of_db(q->db), "step", err);
    return result < 0 ? result : inner_of(q)->db->ops->step(inner_of(q), err);
}

static void trace_column(struct db_value *out, struct stmt *q, int index)
{
    inner_of(q)->db->ops->column(out, inner_of(q), index);
}

static void trace_finish(struct stmt *q)
{
    inner_of(q)->db->ops->finish(inner_of(q));
    free(q);
}

static int trace_copy(struct db *db, const char *to, struct err *err)
{
    struct trace_db *t = of_db(db);
    int result = count(t, "copy", err);
    return result < 0 ? result : t->inner->ops->copy(t->inner, to, err);
}

static const struct db_ops db_trace = {trace_open, trace_close,  trace_prepare, trace_bind,
                                       trace_step, trace_column, trace_finish,  trace_copy};
