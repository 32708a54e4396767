/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/embed.h"
#include "base/buf.h"
#include "store/rooms.h"

#include <stdio.h>

/* The schema's files are numbered without a gap; the base keeps the number of the last. */
static const struct embedded_file *schema_file(int64_t number)
{
    char name[64];
    snprintf(name, sizeof name, "src/store/schema/%04lld.sql", (long long)number);
    return embedded_find(name);
}

static int64_t newest(void)
{
    int64_t n = 0;
    while (schema_file(n + 1))
        n++;
    assert(n > 0);
    return n;
}

static int schema_version(struct db *db, int64_t *version, struct err *err)
{
    *version = 0;
    int result = db_get_int(db, version, err, db->dialect->schema_version);
    return result < 0 ? result : 0;
}

int migrate_check(struct db *db, bool or_older, struct err *err)
{
    int64_t have, want = newest();
    int result = schema_version(db, &have, err);
    if (result < 0)
        return result;
    if (have > want)
        return err_set(err, ERR_STATE,
                       "%s: this base has schema %lld, written by a newer ilms; this one reads up "
                       "to schema %lld",
                       db->where, (long long)have, (long long)want);
    if (have < want && !or_older)
        return err_set(err, ERR_STATE,
                       "%s: this base has schema %lld and needs %lld; \"ilms upgrade\" brings it up "
                       "to date",
                       db->where, (long long)have, (long long)want);
    return 0;
}

/* Takes the next statement off *rest: up to a semicolon at the end of a line. */
static bool next_statement(struct str *out, struct str *rest)
{
    const char *start = rest->p;
    struct str line;
    while (str_next(&line, rest, '\n')) {
        line = str_trim(line);
        if (!str_ends(line, STR(";")))
            continue;
        *out = (struct str){start, (size_t)(line.p + line.len - start)};
        return true;
    }
    return false;
}

static bool is_for(struct str statement, const char *backend)
{
    struct str line, rest = statement;
    while (str_next(&line, &rest, '\n')) {
        line = str_trim(line);
        if (line.len && !str_starts(line, STR("--")))
            return true; /* the statement begins: no such mark */
        if (str_starts(line, STR("-- only ")))
            return str_is(str_sub(line, 8, line.len), backend);
    }
    return true;
}

static int run_file(struct db *db, const struct embedded_file *file, struct err *err)
{
    struct str statement, rest = file->content;
    struct buf sql = {0};
    int result = 0;
    while (result >= 0 && next_statement(&statement, &rest)) {
        if (!is_for(statement, db->dialect->name))
            continue;
        sql.len = 0;
        buf_str(&sql, statement);
        result = db_run(db, err, sql.p);
        if (result < 0)
            err_context(err, "%s", file->name);
    }
    buf_release(&sql);
    return result < 0 ? result : 0;
}

static int set_version(struct db *db, int64_t version, struct err *err)
{
    struct buf sql = {0};
    buf_puts(&sql, db->dialect->set_schema_version);
    buf_uint(&sql, (uint64_t)version);
    int result = db_run(db, err, sql.p);
    buf_release(&sql);
    return result < 0 ? result : 0;
}

static int run_missing(struct db *db, struct err *err)
{
    int64_t have, want = newest();
    int result = schema_version(db, &have, err);
    for (int64_t v = have + 1; result == 0 && v <= want; v++)
        result = run_file(db, schema_file(v), err);
    if (result == 0 && have < want)
        result = set_version(db, want, err);
    return result;
}

int migrate(struct db *db, struct err *err)
{
    int64_t have;
    int result = schema_version(db, &have, err);
    if (result < 0 || have >= newest())
        return result;
    /* asked again inside: another process may be doing the same */
    result = db_run(db, err, db->dialect->begin_write);
    if (result < 0)
        return result;
    result = run_missing(db, err);
    if (result == 0)
        result = db_run(db, err, "COMMIT");
    if (result < 0)
        db_run(db, NULL, "ROLLBACK");
    return result < 0 ? result : 0;
}
