/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Making, opening, refusing, copying, and two connections at once. */

#include "base.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_file(const char *path, struct str s)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(s.p, 1, s.len, f) == s.len);
    CHECK(fclose(f) == 0);
}

static void read_head(unsigned char *head, size_t n, const char *path)
{
    FILE *f = fopen(path, "rb");
    CHECK(f && fread(head, 1, n, f) == n);
    fclose(f);
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

TEST(store_create_makes_a_whole_base)
{
    struct store *st = base_new("create.db");
    base_is_sound(st);
    store_close(st);
    CHECK(!is_there(base_path("create.db-wal")));
    unsigned char head[100];
    read_head(head, sizeof head, base_path("create.db"));
    CHECK(memcmp(head + 68, "ILMS", 4) == 0);
    st = base_open(base_path("create.db"), STORE_WRITE);
    base_is_sound(st);
    store_close(st);
}

TEST(store_create_leaves_what_is_there)
{
    const char *path = base_path("taken.db");
    write_file(path, STR("letter"));
    base_refused(path, STORE_CREATE, ERR_STATE, "is there already and is left as it is");
    char content[7] = "";
    read_head((unsigned char *)content, 6, path);
    CHECK(strcmp(content, "letter") == 0);
    base_refused(base_path("no/such/folder.db"), STORE_CREATE, ERR_NOFILE, "cannot be made");
}

TEST(store_create_without_a_path_is_a_scratch_base)
{
    struct store *st = base_new("");
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 2, 0, &err));
    base_commit(st);
    const char *path = base_path("scratch.db");
    CHECK_OK(store_copy(st, path, &err));
    store_close(st);
    st = base_open(path, STORE_READ);
    base_is_sound(st);
    store_close(st);
    base_refused("", STORE_WRITE, ERR_USAGE, "empty");
}

/* The calls that fail: each of the first, where whole things begin, then one in nine, since hundreds are alike; all
 * with EVERY_CALL in the environment. */
static int next_call(int n)
{
    return n < 40 || getenv("EVERY_CALL") ? n + 1 : n + 9;
}

TEST(store_create_fails_whole_at_every_call)
{
    const char *path = base_path("part.db");
    char n[20];
    struct store *st = NULL;
    struct err err;
    int i = 1;
    for (; i < 2000; i = next_call(i)) {
        snprintf(n, sizeof n, "%d", i);
        setenv("ILMS_DB_FAIL", n, 1);
        int result = store_open(&st, path, STORE_CREATE, &err);
        unsetenv("ILMS_DB_FAIL");
        if (result == 0)
            break;
        CHECK_INT(err.code, ERR_IO);
        CHECK(strstr(err.text, "told to") != NULL);
        if (is_there(path)) { /* only complete */
            st = base_open(path, STORE_READ);
            base_is_sound(st);
            store_close(st);
            CHECK(unlink(path) == 0);
        }
    }
    CHECK(i > 40 && i < 2000);
    store_close(st);
}

TEST(store_open_says_what_is_no_base)
{
    for (int i = 0; i < 3; i++) {
        enum store_mode mode = (enum store_mode[]){STORE_WRITE, STORE_READ, STORE_PUBLIC}[i];
        const char *path = base_path("other");
        base_refused(path, mode, ERR_NOFILE, "no such file; a base is a file made by \"ilms ini");
        CHECK(!is_there(path));
        base_refused(test_dir(), mode, ERR_NOFILE, "this is a folder");
        base_refused("/dev/null", mode, ERR_NOFILE, "device");
        write_file(path, STR(""));
        base_refused(path, mode, ERR_INPUT, "empty");
        write_file(path, STR("ref_area,obs_value\nMYS,1\n"));
        base_refused(path, mode, ERR_INPUT, "another kind of file");
        unlink(path);
        base_sql(path, "CREATE TABLE bookmarks (url TEXT)");
        base_refused(path, mode, ERR_INPUT, "SQLite file of another program");
        unlink(path);
        base_refused("postgresql://localhost/ilms", mode, ERR_USAGE, "no PostgreSQL yet");
    }
}

TEST(store_open_refuses_a_newer_schema)
{
    store_close(base_new("newer.db"));
    const char *path = base_path("newer.db");
    base_sql(path, "PRAGMA user_version = 999");
    base_refused(path, STORE_WRITE, ERR_STATE, "schema 999, written by a newer ilms");
    base_refused(path, STORE_READ, ERR_STATE, "schema 999");
    base_refused(path, STORE_PUBLIC, ERR_STATE, "schema 999");
}

TEST(store_open_needs_to_write_for_an_older_schema)
{
    const char *path = base_path("older.db");
    base_sql(path, "PRAGMA application_id = 0x494C4D53; CREATE TABLE x (a); DROP TABLE x");
    base_refused(path, STORE_READ, ERR_STATE, "schema 0 and needs");
    store_close(base_open(path, STORE_WRITE));
    struct store *st = base_open(path, STORE_READ);
    base_is_sound(st);
    store_close(st);
}

static void count_fault(void *ctx, const char *sentence UNUSED)
{
    ++*(int64_t *)ctx;
}

TEST(store_upgrade_is_whole_at_every_call)
{
    const char *path = base_path("upgrade.db");
    base_sql(path, "PRAGMA application_id = 0x494C4D53; CREATE TABLE x (a); DROP TABLE x");
    char n[20];
    struct store *st;
    struct err err;
    int i = 1, result = -1;
    for (; i < 2000 && result < 0; i = next_call(i)) {
        snprintf(n, sizeof n, "%d", i);
        setenv("ILMS_DB_FAIL", n, 1);
        result = store_open(&st, path, STORE_WRITE, &err);
        unsetenv("ILMS_DB_FAIL");
        if (result < 0) {
            CHECK_INT(err.code, ERR_IO);
            base_refused(path, STORE_READ, ERR_STATE, "schema 0 and needs");
        }
    }
    CHECK(i > 40 && result == 0);
    store_fail_at(st, 0); /* the one that was still to come */
    base_is_sound(st);
    store_close(st);
}

TEST(store_open_survives_a_damaged_file)
{
    struct store *st = base_new("damaged.db");
    struct err err;
    int64_t id;
    base_begin(st);
    for (int i = 0; i < 50; i++)
        CHECK_OK(base_submit(st, &id, "x", 26, 2, &err));
    base_commit(st);
    store_close(st);
    const char *path = base_path("damaged.db");
    int fd = open(path, O_WRONLY);
    char junk[20000];
    memset(junk, 0x5a, sizeof junk);
    CHECK(pwrite(fd, junk, sizeof junk, 8192 * 9) == sizeof junk);
    close(fd);
    st = base_open(path, STORE_READ);
    int64_t faults = 0;
    CHECK(store_check(st, count_fault, &faults, &err) > 0);
    CHECK(faults > 0);
    store_close(st);
    CHECK(truncate(path, 5000) == 0);
    base_refused(path, STORE_WRITE, ERR_DB, "the file is damaged");
    base_refused(path, STORE_READ, ERR_DB, "the file is damaged");
}

/* Permissions do not bind root: done by a child that is nobody. */
TEST(store_read_works_on_a_read_only_folder)
{
    struct store *st = base_new("media.db");
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 2, 0, &err));
    base_commit(st);
    store_close(st);
    char folder[300], path[400];
    snprintf(folder, sizeof folder, "%s", base_path("media"));
    snprintf(path, sizeof path, "%s/a b%%20#.db", folder);
    CHECK(mkdir(folder, 0755) == 0 && rename(base_path("media.db"), path) == 0);
    CHECK(chmod(test_dir(), 0755) == 0 && chmod(path, 0444) == 0 && chmod(folder, 0555) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (getuid() == 0 && setuid(65534) < 0)
            _exit(9);
        struct submission s;
        struct arena a;
        arena_init(&a, 1 << 20);
        bool good = store_open(&st, path, STORE_READ, &err) == 0 &&
                    store_submission_get(st, &a, &s, id, &err) == 0;
        if (good)
            store_close(st);
        else
            fprintf(stderr, "%s\n", err.text);
        bool refused = store_open(&st, path, STORE_WRITE, &err) == -ERR_NOFILE &&
                       strstr(err.text, "may only be read");
        if (!refused)
            fprintf(stderr, "%s\n", err.text);
        bool none = store_open(&st, base_path("media/new.db"), STORE_CREATE, &err) == -ERR_NOFILE;
        _exit(good ? refused ? none ? 0 : 3 : 2 : 1);
    }
    int status = 1;
    waitpid(pid, &status, 0);
    chmod(folder, 0755);
    CHECK_INT(WEXITSTATUS(status), 0);
}

TEST(store_copy_is_one_whole_file)
{
    struct store *st = base_new("origin.db");
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 26, 3, &err));
    base_commit(st);
    const char *to = base_path("copy.db");
    CHECK_OK(store_copy(st, to, &err)); /* with a log that is not folded back yet */
    CHECK_ERR(store_copy(st, to, errp), ERR_STATE, "is there already");
    CHECK_ERR(store_copy(st, base_path("no/where.db"), errp), ERR_NOFILE, "cannot be made");
    base_begin(st);
    CHECK_ERR(store_copy(st, base_path("copy2.db"), errp), ERR_STATE, "in the middle of a change");
    store_rollback(st);
    store_close(st);
    CHECK(!is_there(base_path("copy.db-wal")) && !is_there(base_path("copy.db-journal")));
    unsigned char head[20];
    read_head(head, sizeof head, to);
    CHECK_INT(head[18], 1); /* no log: readable on any medium */
    st = base_open(to, STORE_READ);
    struct submission s;
    struct arena a;
    arena_init(&a, 1 << 20);
    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    CHECK_INT(s.errors, 3);
    arena_release(&a);
    base_is_sound(st);
    const char *again = base_path("copy3.db");
    CHECK_OK(store_copy(st, again, &err)); /* a reader may copy */
    store_close(st);
    st = base_open(again, STORE_WRITE);
    base_is_sound(st);
    store_close(st);
}

/* A copy has no write-ahead log until somebody opens it to write, and a server does so from several processes. */
TEST(store_writers_of_a_copy_wait_for_each_other)
{
    struct store *st = base_new("waits.db");
    const char *copy = base_path("waits-copy.db");
    struct err err;
    int begun[2];
    char c;
    CHECK_OK(store_copy(st, copy, &err));
    CHECK(pipe(begun) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        sqlite3 *h;
        if (sqlite3_open_v2(copy, &h, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
            sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK || write(begun[1], "x", 1) != 1)
            _exit(1);
        usleep(300000);
        _exit(0);
    }
    CHECK(read(begun[0], &c, 1) == 1);
    struct store *own = base_open(copy, STORE_WRITE);
    base_is_sound(own);
    store_close(own);
    store_close(st);
    close(begun[0]);
    close(begun[1]);
    int status;
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(store_second_writer_waits_then_is_told)
{
    struct store *a = base_new("two.db");
    setenv("ILMS_DB_WAIT", "50", 1);
    struct store *b = base_open(base_path("two.db"), STORE_WRITE);
    unsetenv("ILMS_DB_WAIT");
    struct err err;
    int64_t id;
    base_begin(a);
    CHECK_ERR(store_begin(b, errp), ERR_BUSY, "another program is writing to it");
    CHECK_OK(base_submit(a, &id, "x", 1, 0, &err));
    int64_t other = 0;
    CHECK_INT(store_submission_same(b, &other, STR("?"), STR(""), STR(""), STR(""), &err), 0);
    base_commit(a);
    base_begin(b);
    CHECK_OK(base_submit(b, &other, "y", 1, 0, &err));
    CHECK(other == id + 1);
    base_commit(b);
    base_begin(a); /* ids counted in memory must not collide */
    CHECK_OK(base_submit(a, &id, "z", 1, 1, &err));
    base_commit(a);
    base_is_sound(b);
    store_close(a);
    store_close(b);
}

TEST(store_data_version_changes_with_anothers_commit)
{
    struct store *a = base_new("version.db");
    struct store *b = base_open(base_path("version.db"), STORE_PUBLIC);
    struct err err;
    int64_t id, v0, v1, v2, v3;
    CHECK_OK(store_data_version(b, &v0, &err));
    CHECK_OK(store_data_version(b, &v1, &err));
    base_begin(a);
    CHECK_OK(base_submit(a, &id, "x", 1, 0, &err));
    CHECK_OK(store_data_version(b, &v2, &err));
    base_commit(a);
    CHECK_OK(store_data_version(b, &v3, &err));
    CHECK(v0 == v1 && v1 == v2 && v2 != v3);
    store_close(a);
    store_close(b);
}

TEST(store_read_connection_does_not_write)
{
    store_close(base_new("readonly.db"));
    struct store *st = base_open(base_path("readonly.db"), STORE_READ);
    CHECK_ERR(store_begin(st, errp), ERR_DENIED, "opened to read");
    store_close(st);
}

/* A process that is killed after its commit has lost nothing; before it, all. */
TEST(store_survives_kill)
{
    store_close(base_new("kill.db"));
    int pipes[2];
    CHECK(pipe(pipes) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct store *st = base_open(base_path("kill.db"), STORE_WRITE);
        struct err err;
        int64_t id;
        base_begin(st);
        base_submit(st, &id, "kept", 5, 1, &err);
        base_commit(st);
        base_begin(st);
        base_submit(st, &id, "lost", 5, 1, &err);
        if (write(pipes[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(1);
    }
    char x;
    CHECK(read(pipes[0], &x, 1) == 1);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(pipes[0]);
    close(pipes[1]);
    struct store *st = base_open(base_path("kill.db"), STORE_WRITE);
    struct store_iter *it;
    struct submission s;
    struct err err;
    int n = 0;
    CHECK_OK(store_submission_list(st, &it, &err));
    while (store_submission_next(it, &s, &err) > 0)
        n++;
    CHECK_INT(n, 1);
    base_is_sound(st);
    store_close(st);
}

/* What was said to be accepted is there, whenever the process is shot. */
TEST(store_keeps_every_acknowledged_submission)
{
    store_close(base_new("shot.db"));
    int acknowledged = 0;
    for (int round = 0; round < 8; round++) {
        int pipes[2];
        CHECK(pipe(pipes) == 0);
        pid_t pid = fork();
        if (pid == 0) {
            struct store *st = base_open(base_path("shot.db"), STORE_WRITE);
            struct err err;
            int64_t id;
            for (;;) {
                base_begin(st);
                base_submit(st, &id, "x", 20, 2, &err);
                base_commit(st);
                if (write(pipes[1], "x", 1) != 1)
                    _exit(1);
            }
        }
        close(pipes[1]);
        usleep(5000u + 3000u * (unsigned)round);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        char x;
        while (read(pipes[0], &x, 1) == 1)
            acknowledged++;
        close(pipes[0]);
    }
    struct store *st = base_open(base_path("shot.db"), STORE_READ);
    struct store_iter *it;
    struct submission s;
    struct err err;
    int n = 0;
    CHECK_OK(store_submission_list(st, &it, &err));
    while (store_submission_next(it, &s, &err) > 0)
        n++;
    CHECK(n >= acknowledged && n <= acknowledged + 8);
    base_is_sound(st);
    store_close(st);
}

/* A limit on the size of files stands for a full disk. */
TEST(store_full_disk_is_an_error)
{
    struct store *st = base_new("full.db");
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "before", 2, 0, &err));
    base_commit(st);
    store_close(st);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){600000, 600000});
        st = base_open(base_path("full.db"), STORE_WRITE);
        int failed = 0;
        for (int i = 0; i < 200 && failed == 0; i++) {
            base_begin(st);
            failed = base_submit(st, &id, "x", 26, 26, &err);
            if (failed < 0)
                store_rollback(st);
            else
                failed = store_commit(st, &err);
        }
        store_close(st);
        _exit(failed == -ERR_IO && strstr(err.text, "full.db: the disk") ? 0 : 1);
    }
    int status = 1;
    waitpid(pid, &status, 0);
    CHECK_INT(WEXITSTATUS(status), 0);
    st = base_open(base_path("full.db"), STORE_WRITE);
    base_is_sound(st);
    store_close(st);
}
