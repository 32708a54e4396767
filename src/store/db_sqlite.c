/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SQLite behind db.h: statements, errors, settings. What concerns the file (is it a base,
 * how does one come into being) is in db_sqlite_file.c. */

#include "store/db_sqlite.h"

#include "base/arena.h"

#include <stdio.h>
#include <unistd.h>

enum {
    WAIT_MS = 5000,        /* for another writer, then ERR_BUSY */
    CACHED_STATEMENTS = 200,
    QUOTE_SQL = 120
};

static const char *const checks[] = {
    "SELECT 'the file is damaged: ' || integrity_check FROM pragma_integrity_check "
    "WHERE integrity_check <> 'ok'",
    "SELECT 'row ' || COALESCE(rowid, '?') || ' of ' || \"table\" || ' refers to a row of ' || "
    "parent || ' that is not there' FROM pragma_foreign_key_check",
    NULL};

static const struct db_dialect dialect = {
    .name = "sqlite",
    .begin_write = "BEGIN IMMEDIATE",
    .begin_read = "BEGIN",
    .schema_version = "PRAGMA user_version",
    .set_schema_version = "PRAGMA user_version = ",
    .data_version = "PRAGMA data_version",
    .checks = checks,
};

static struct sqlite_db *of_db(struct db *db)
{
    return (struct sqlite_db *)db;
}

static struct sqlite_stmt *of_stmt(struct stmt *q)
{
    return (struct sqlite_stmt *)q;
}

int sqlite_failed(sqlite3 *h, const char *where, int rc, const char *sql, struct err *err)
{
    const char *said = h ? sqlite3_errmsg(h) : sqlite3_errstr(rc);
    int number = h ? sqlite3_system_errno(h) : 0;
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_BUSY,
                       "%s: another program is writing to it; try again in a moment", where);
    case SQLITE_FULL:
        return err_set(err, ERR_IO, "%s: the disk is full; nothing of this was kept", where);
    case SQLITE_IOERR:
        return err_set(err, ERR_IO, "%s: the disk could not be read or written: %s", where,
                       number ? strerror(number) : said);
    case SQLITE_READONLY:
        return err_set(err, ERR_IO, "%s: the file or its folder may not be written to", where);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", where,
                       number ? strerror(number) : said);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return err_set(err, ERR_DB, "%s: the file is damaged (%s); go back to a copy of it", where,
                       said);
    case SQLITE_TOOBIG:
        return err_set(err, ERR_LIMIT, "%s: a text or a file is larger than the database keeps",
                       where);
    case SQLITE_AUTH:
        return err_set(err, ERR_DENIED, "%s: a public connection may not do this: %.*s", where,
                       QUOTE_SQL, sql);
    case SQLITE_CONSTRAINT:
        return err_set(err, ERR_DB, "%s: refused by the database: %s: %.*s", where, said,
                       QUOTE_SQL, sql);
    default:
        return err_set(err, ERR_DB, "%s: the database failed: %s: %.*s", where, said, QUOTE_SQL,
                       sql);
    }
}

static int failed(struct sqlite_db *db, int rc, const char *sql, struct err *err)
{
    return sqlite_failed(db->h, db->where, rc, sql, err);
}

static int exec(struct sqlite_db *db, const char *sql, struct err *err)
{
    int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : failed(db, rc, sql, err);
}

/* -- opening ---------------------------------------------------------------------- */

static bool room_is_public(const char *table)
{
    return table && (strncmp(table, "ref_", 4) == 0 || strncmp(table, "pub_", 4) == 0);
}

/* Everything is refused that is not on this list; SQLite asks while it prepares a statement.
 * (It reads its own schema without asking.) */
static int authorize(void *ctx UNUSED, int action, const char *a, const char *b,
                     const char *schema, const char *trigger UNUSED)
{
    static const char *const functions[] = {"coalesce", "count", "length", "max"};
    static const char *const pragmas[] = {"user_version", "data_version"};
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
        return SQLITE_OK;
    case SQLITE_READ:
        return room_is_public(a) && (!schema || strcmp(schema, "main") == 0) ? SQLITE_OK
                                                                             : SQLITE_DENY;
    case SQLITE_FUNCTION:
        for (size_t i = 0; i < ARRAY_LEN(functions); i++)
            if (b && strcmp(b, functions[i]) == 0)
                return SQLITE_OK;
        return SQLITE_DENY;
    case SQLITE_PRAGMA:
        for (size_t i = 0; i < ARRAY_LEN(pragmas); i++)
            if (a && !b && strcmp(a, pragmas[i]) == 0)
                return SQLITE_OK;
        return SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static int wait_ms(void)
{
    const char *text = getenv("ILMS_DB_WAIT");
    uint64_t ms;
    return text && str_uint(&ms, str_of(text), 600000) ? (int)ms : WAIT_MS;
}

static int set_up(struct sqlite_db *db, enum db_mode mode, struct err *err)
{
    sqlite3_extended_result_codes(db->h, 1);
    sqlite3_busy_timeout(db->h, wait_ms());
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    /* Not mapped into memory: it gains nothing that can be measured, and a base that somebody
     * overwrites or cuts while it is open would be a signal and not an error. */
    int result = exec(db,
                      "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
                      "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0",
                      err);
    if (result < 0)
        return result;
    switch (mode) {
    case DB_CREATE:
        return exec(db,
                    "PRAGMA page_size = " SQLITE_PAGE "; PRAGMA application_id = " SQLITE_APP_ID,
                    err);
    case DB_WRITE:
        /* FULL: the log is on the disk before COMMIT returns. The log grows to 16 MB before
         * it is folded back, so that one large submission is not written three times. */
        return exec(db,
                    "PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;"
                    "PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864",
                    err);
    case DB_READ:
    case DB_PUBLIC:
        result = exec(db, "PRAGMA query_only = ON; PRAGMA cache_size = -8000", err);
        if (result == 0 && mode == DB_PUBLIC)
            sqlite3_set_authorizer(db->h, authorize, NULL);
        return result;
    }
    return 0;
}

static void db_free(struct sqlite_db *db)
{
    for (uint32_t i = 0; i < db->ncached; i++) {
        sqlite3_finalize(db->cached[i]->q);
        free(db->cached[i]->sql);
        free(db->cached[i]);
    }
    free(db->cached);
    map_release(&db->texts);
    sqlite3_close(db->h);
    free(db->where);
    free(db);
}

static int db_sqlite_open(struct db **out, const char *where, enum db_mode mode, struct err *err)
{
    struct sqlite_db *db = mem_alloc(sizeof *db);
    db->where = strdup(where[0] ? where : "(scratch base)");
    if (!db->where)
        abort();
    db->base = (struct db){&db_sqlite, &dialect, db->where};
    int result = mode == DB_CREATE ? sqlite_scratch_open(&db->h, where, err)
                                   : sqlite_file_open(&db->h, where, mode, err);
    if (result == 0)
        result = set_up(db, mode, err);
    if (result < 0) {
        db_free(db);
        return result;
    }
    *out = &db->base;
    return 0;
}

static void db_sqlite_close(struct db *base)
{
    struct sqlite_db *db = of_db(base);
    assert(db->nopen == 0);
    db_free(db);
}

/* -- statements --------------------------------------------------------------------- */

/* Each text is prepared once per connection. A text that is running already (an iterator
 * inside another one) is prepared again, for that time only. */
static int db_sqlite_prepare(struct stmt **out, struct db *base, const char *sql, struct err *err)
{
    struct sqlite_db *db = of_db(base);
    uint32_t i;
    bool known = map_find(&db->texts, &i, str_of(sql));
    if (known && !db->cached[i]->busy) {
        db->cached[i]->busy = true;
        db->nopen++;
        *out = &db->cached[i]->base;
        return 0;
    }
    sqlite3_stmt *h;
    int rc = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &h, NULL);
    if (rc != SQLITE_OK)
        return failed(db, rc, sql, err);
    assert(h); /* not just a comment */
    struct sqlite_stmt *q = mem_alloc(sizeof *q);
    *q = (struct sqlite_stmt){.base = {base}, .q = h, .sql = strdup(sql), .busy = true};
    if (!q->sql)
        abort();
    if (!known && db->ncached < CACHED_STATEMENTS) {
        if (!db->cached)
            db->cached = mem_alloc(sizeof(struct sqlite_stmt *) * CACHED_STATEMENTS);
        q->cached = true;
        map_put(&db->texts, str_of(q->sql), db->ncached);
        db->cached[db->ncached++] = q;
    }
    db->nopen++;
    *out = &q->base;
    return 0;
}

static int db_sqlite_bind(struct stmt *base, int index, const struct db_value *v, struct err *err)
{
    struct sqlite_stmt *q = of_stmt(base);
    sqlite3_destructor_type keep = v->lasting ? SQLITE_STATIC : SQLITE_TRANSIENT;
    int rc = SQLITE_OK;
    switch (v->type) {
    case DB_NULL:
        rc = sqlite3_bind_null(q->q, index);
        break;
    case DB_INT:
        rc = sqlite3_bind_int64(q->q, index, v->i);
        break;
    case DB_NUM:
        rc = sqlite3_bind_double(q->q, index, v->num);
        break;
    case DB_TEXT: /* a NULL pointer would be kept as NULL and not as "" */
        rc = sqlite3_bind_text64(q->q, index, v->s.p ? v->s.p : "", v->s.len, keep, SQLITE_UTF8);
        break;
    case DB_BLOB:
        rc = sqlite3_bind_blob64(q->q, index, v->s.p ? v->s.p : "", v->s.len, keep);
        break;
    }
    assert(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    return rc == SQLITE_OK ? 0 : failed(of_db(base->db), rc, q->sql, err);
}

static int db_sqlite_step(struct stmt *base, struct err *err)
{
    struct sqlite_stmt *q = of_stmt(base);
    int rc = sqlite3_step(q->q);
    if (rc == SQLITE_ROW)
        return 1;
    return rc == SQLITE_DONE ? 0 : failed(of_db(base->db), rc, q->sql, err);
}

static void db_sqlite_column(struct db_value *out, struct stmt *base, int index)
{
    sqlite3_stmt *q = of_stmt(base)->q;
    assert(index < sqlite3_data_count(q));
    *out = (struct db_value){.type = DB_NULL};
    switch (sqlite3_column_type(q, index)) {
    case SQLITE_INTEGER:
        *out = db_of_int(sqlite3_column_int64(q, index));
        break;
    case SQLITE_FLOAT:
        *out = db_of_num(sqlite3_column_double(q, index));
        break;
    case SQLITE_TEXT:
        out->type = DB_TEXT;
        out->s.p = (const char *)sqlite3_column_text(q, index);
        out->s.len = (size_t)sqlite3_column_bytes(q, index);
        break;
    case SQLITE_BLOB:
        out->type = DB_BLOB;
        out->s.p = sqlite3_column_blob(q, index);
        out->s.len = (size_t)sqlite3_column_bytes(q, index);
        break;
    default:
        break;
    }
}

static void db_sqlite_finish(struct stmt *base)
{
    struct sqlite_stmt *q = of_stmt(base);
    of_db(base->db)->nopen--;
    if (q->cached) {
        sqlite3_reset(q->q); /* repeats the failure of step, which has been told */
        sqlite3_clear_bindings(q->q);
        q->busy = false;
        return;
    }
    sqlite3_finalize(q->q);
    free(q->sql);
    free(q);
}

static int db_sqlite_copy(struct db *base, const char *to, struct err *err)
{
    struct sqlite_db *db = of_db(base);
    if (!sqlite3_get_autocommit(db->h))
        return err_set(err, ERR_STATE, "%s: cannot be copied in the middle of a change",
                       db->where);
    return sqlite_file_copy(db->h, db->where, to, err);
}

const struct db_ops db_sqlite = {db_sqlite_open, db_sqlite_close,  db_sqlite_prepare,
                                 db_sqlite_bind, db_sqlite_step,   db_sqlite_column,
                                 db_sqlite_finish, db_sqlite_copy};
