/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What db_sqlite.c and db_sqlite_file.c share; nobody else includes it. */
#ifndef STORE_DB_SQLITE_H
#define STORE_DB_SQLITE_H

#include "base/map.h"
#include "store/db.h"

#include <sqlite3.h>

/* "ILMS" as a big-endian number, at byte 68 of the file; `file` knows a base by it. */
#define SQLITE_APP_ID "0x494C4D53"
#define SQLITE_PAGE "8192"

struct sqlite_stmt {
    struct stmt base;
    sqlite3_stmt *q;
    char *sql;
    bool cached, busy;
};

struct sqlite_db {
    struct db base;
    sqlite3 *h;
    char *where;
    struct map texts; /* SQL -> index in cached */
    struct sqlite_stmt **cached;
    uint32_t ncached, nopen; /* nopen: statements not yet finished */
};

/* The sentence and code for a result of SQLite; `h` may be NULL. */
int sqlite_failed(sqlite3 *h, const char *where, int rc, const char *sql, struct err *err);

/* *out is to be closed even when it failed. */
int sqlite_scratch_open(sqlite3 **out, const char *where, struct err *err);
/* Says what is wrong with a file that is no base; turns on the write-ahead log to write. */
int sqlite_file_open(sqlite3 **out, const char *where, enum db_mode mode, struct err *err);
int sqlite_file_copy(sqlite3 *from, const char *where, const char *to, struct err *err);

#endif
