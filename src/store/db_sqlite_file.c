/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/db_sqlite.h"

#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- is it a base? ------------------------------------------------------------------ */

enum { HEADER = 100, APP_ID_AT = 68 }; /* https://www.sqlite.org/fileformat.html, 1.3 */

static int no_base(const char *where, enum err_code code, const char *what, struct err *err)
{
    return err_set(err, code, "%s: %s; a base is a file made by \"ilms init\"", where, what);
}

static int header_check(const char *where, const unsigned char *head, size_t n, struct err *err)
{
    if (n == 0)
        return no_base(where, ERR_INPUT, "the file is empty and no base", err);
    if (n < HEADER || memcmp(head, "SQLite format 3", 16) != 0)
        return no_base(where, ERR_INPUT, "this is no base but another kind of file", err);
    if (memcmp(head + APP_ID_AT, "ILMS", 4) != 0)
        return no_base(where, ERR_INPUT, "this is the SQLite file of another program and no base",
                       err);
    return 0;
}

static int file_check(const char *where, struct err *err)
{
    struct stat st;
    if (stat(where, &st) < 0)
        return errno == ENOENT
                   ? no_base(where, ERR_NOFILE, "there is no such file", err)
                   : err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", where, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return no_base(where, ERR_NOFILE, "this is a folder", err);
    if (!S_ISREG(st.st_mode))
        return no_base(where, ERR_NOFILE, "this is a device or a pipe", err);
    int fd = open(where, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", where, strerror(errno));
    unsigned char head[HEADER];
    ssize_t n = pread(fd, head, sizeof head, 0);
    int number = errno;
    close(fd);
    if (n < 0)
        return err_set(err, ERR_IO, "%s: cannot be read: %s", where, strerror(number));
    return header_check(where, head, (size_t)n, err);
}

/* -- opening -------------------------------------------------------------------------- */

/* Reading the first page: opening alone touches nothing. */
static int touch(sqlite3 *h)
{
    return sqlite3_exec(h, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
}

static bool has_log(const char *path)
{
    char log[PATH_MAX + 8];
    struct stat st;
    snprintf(log, sizeof log, "%s-wal", path);
    return stat(log, &st) == 0 && st.st_size > 0;
}

/* A base on a medium where SQLite cannot put its index of the log beside it: as long as
 * there is no log either, nobody writes, and it can be read as it is. */
static int open_immutable(sqlite3 **out, const char *path)
{
    struct buf uri = {0};
    buf_puts(&uri, "file:");
    for (const char *c = path; *c; c++)
        if (strchr("%?#", *c))
            buf_fmt(&uri, "%%%02X", (unsigned char)*c);
        else
            buf_char(&uri, *c);
    buf_puts(&uri, "?immutable=1");
    sqlite3_close(*out);
    *out = NULL;
    int rc = sqlite3_open_v2(uri.p, out,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    buf_release(&uri);
    return rc == SQLITE_OK ? touch(*out) : rc;
}

enum { OPEN_WAIT_MS = 2000 };

static int open_to_read(sqlite3 **out, const char *path)
{
    int rc = sqlite3_open_v2(path, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(*out, OPEN_WAIT_MS);
        rc = touch(*out);
    }
    int kind = rc & 0xff;
    if ((kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY) && !has_log(path))
        rc = open_immutable(out, path);
    return rc;
}

static int is_wal(void *yes, int n UNUSED, char **value, char **name UNUSED)
{
    *(bool *)yes = value[0] && strcmp(value[0], "wal") == 0;
    return 0;
}

static int open_to_write(sqlite3 **out, const char *where, const char *path, struct err *err)
{
    int rc = sqlite3_open_v2(path, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(*out, OPEN_WAIT_MS);
        rc = touch(*out);
    }
    if ((rc & 0xff) == SQLITE_READONLY || (rc == SQLITE_OK && sqlite3_db_readonly(*out, "main")))
        return err_set(err, ERR_NOFILE, "%s: the file may only be read, and this needs to write",
                       where);
    if (rc != SQLITE_OK)
        return sqlite_failed(*out, where, rc, "opening", err);
    bool wal = false;
    /* SQLite does not wait here for another that turns the log on as well, whatever its time-out is */
    for (int waited = 0; waited <= OPEN_WAIT_MS; waited += 10) {
        rc = sqlite3_exec(*out, "PRAGMA journal_mode = WAL", is_wal, &wal, NULL);
        if ((rc & 0xff) != SQLITE_BUSY)
            break;
        usleep(10000);
    }
    if (rc != SQLITE_OK)
        return sqlite_failed(*out, where, rc, "PRAGMA journal_mode", err);
    if (!wal)
        return err_set(err, ERR_DB,
                       "%s: no write-ahead log is possible here; put the base on a local disk",
                       where);
    return 0;
}

int sqlite_file_open(sqlite3 **out, const char *where, enum db_mode mode, struct err *err)
{
    *out = NULL;
    int result = file_check(where, err);
    if (result < 0)
        return result;
    /* an absolute path, because SQLite gives names like ":memory:" a meaning */
    char path[PATH_MAX];
    if (!realpath(where, path))
        return err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", where, strerror(errno));
    if (mode == DB_WRITE)
        return open_to_write(out, where, path, err);
    int rc = open_to_read(out, path);
    return rc == SQLITE_OK ? 0 : sqlite_failed(*out, where, rc, "opening", err);
}

static int must_be_free(const char *where, struct err *err)
{
    struct stat st;
    if (lstat(where, &st) == 0)
        return err_set(err, ERR_STATE, "%s: is there already and is left as it is", where);
    if (errno != ENOENT)
        return err_set(err, ERR_NOFILE, "%s: cannot be made: %s", where, strerror(errno));
    return 0;
}

int sqlite_scratch_open(sqlite3 **out, const char *where, struct err *err)
{
    *out = NULL;
    int result = where[0] ? must_be_free(where, err) : 0;
    if (result < 0)
        return result;
    int rc = sqlite3_open_v2(":memory:", out,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                             NULL);
    return rc == SQLITE_OK ? 0 : sqlite_failed(*out, where, rc, "opening", err);
}

/* -- copying ---------------------------------------------------------------------------- */

static int fill(sqlite3 *from, const char *where, const char *part, struct err *err)
{
    sqlite3 *h = NULL;
    int rc = sqlite3_open_v2(part, &h,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                             NULL);
    int result = rc == SQLITE_OK ? 0 : sqlite_failed(h, part, rc, "opening", err);
    if (result == 0) {
        /* it is flushed once, at the end; until then nobody knows its name */
        sqlite3_exec(h, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL, NULL);
        sqlite3_backup *b = sqlite3_backup_init(h, "main", from, "main");
        if (b)
            rc = sqlite3_backup_step(b, -1); /* all at once: one state, that of now */
        int end = b ? sqlite3_backup_finish(b) : sqlite3_errcode(h);
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
            end = rc;
        if (end == SQLITE_OK)
            /* one file without companions, readable on any medium */
            end = sqlite3_exec(h, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
        int kind = end & 0xff;
        bool ours = kind == SQLITE_CORRUPT || kind == SQLITE_BUSY || kind == SQLITE_LOCKED;
        if (end != SQLITE_OK)
            result = sqlite_failed(h, ours ? where : part, end, "copying", err);
    }
    sqlite3_close(h);
    return result;
}

static int flush(const char *path, int flags)
{
    int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int rc = fsync(fd), number = errno;
    close(fd);
    errno = number;
    return rc;
}

/* Gives the finished file its name, unless something came there first. */
static int publish(const char *part, const char *to, struct err *err)
{
    if (flush(part, 0) < 0)
        return err_set(err, ERR_IO, "%s: writing failed: %s", to, strerror(errno));
    int rc = renameat2(AT_FDCWD, part, AT_FDCWD, to, RENAME_NOREPLACE);
    if (rc < 0 && (errno == EINVAL || errno == ENOSYS)) {
        /* a file system without that call (some network ones): a link does not replace either */
        rc = link(part, to);
        if (rc == 0)
            unlink(part);
    }
    if (rc < 0 && errno == EEXIST)
        return err_set(err, ERR_STATE, "%s: is there already and is left as it is", to);
    if (rc < 0)
        return err_set(err, ERR_IO, "%s: cannot be made: %s", to, strerror(errno));
    char *folder = strdup(to);
    if (folder)
        flush(dirname(folder), O_DIRECTORY); /* not every file system can; the file is there */
    free(folder);
    return 0;
}

int sqlite_file_copy(sqlite3 *from, const char *where, const char *to, struct err *err)
{
    int result = must_be_free(to, err);
    if (result < 0)
        return result;
    struct buf part = {0};
    buf_fmt(&part, "%s.part-XXXXXX", to);
    int fd = mkstemp(part.p); /* for the name; SQLite makes its own with the usual mode */
    if (fd < 0) {
        result = err_set(err, ERR_NOFILE, "%s: cannot be made: %s", to, strerror(errno));
    } else {
        close(fd);
        unlink(part.p);
        result = fill(from, where, part.p, err);
        if (result == 0)
            result = publish(part.p, to, err);
        if (result < 0)
            unlink(part.p);
    }
    buf_release(&part);
    return result;
}
