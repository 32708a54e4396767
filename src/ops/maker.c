/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Whoever has reports made: takes an order, starts the process, keeps what it hands over. */

#include "ops/maker_inner.h"

#include "base/child.h"
#include "base/clock.h"
#include "store/meeting.h"
#include "syntax/compress.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SECONDS = 1800,
    OURS = 120,    /* an order that was taken is ours so long, if nothing more is heard */
    TURNS = 3,     /* so often an order is begun that was not finished */
    HTML_MOST = 64 << 20,
    PATIENCE = 2   /* seconds for the process to end itself with what it has started */
};

/* -- the order ------------------------------------------------------------------------------------------ */

/* An error leaves the transaction undone. */
static int settle(struct store *st, int r, struct err *err)
{
    if (r < 0)
        store_rollback(st);
    return r < 0 ? r : store_commit(st, err);
}

static int finish(struct maker *m, struct store *st, const char *state, const char *message, struct err *err)
{
    char at[CLOCK_TEXT];
    clock_fmt(at, clock_now());
    m->order.state = str_of(state);
    m->order.message = str_of(message);
    m->order.finished_at = str_of(at);
    int r = store_begin(st, err);
    return r == 0 ? settle(st, store_report_order_finish(st, &m->order, err), err) : r;
}

static void forget(struct maker *m)
{
    if (m->out >= 0)
        close(m->out);
    arena_release(&m->arena);
    *m = (struct maker){.seconds = m->seconds};
}

/* -- the process ---------------------------------------------------------------------------------------- */

/* 0 or an error number. Of the environment it sees where programs lie and what stops the clock. */
static int spawn(struct maker *m, char **argv, int in)
{
    static const char *const kept[] = {"PATH", "ILMS_NOW"};
    char *env[ARRAY_LEN(kept) + 1] = {NULL};
    for (size_t i = 0, n = 0; i < ARRAY_LEN(kept); i++)
        if (getenv(kept[i]))
            env[n++] = arena_fmt(&m->arena, "%s=%s", kept[i], getenv(kept[i]));
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    posix_spawn_file_actions_init(&files);
    if (in >= 0)
        posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, m->out, STDOUT_FILENO);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setpgroup(&attr, 0);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP);
    int code = posix_spawn(&m->pid, "/proc/self/exe", &files, &attr, argv, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    if (code != 0)
        m->pid = 0;
    return code;
}

static char *word(struct maker *m, struct str s) { return arena_text(&m->arena, s); }

static int start(struct maker *m, const char *base, int64_t now, struct err *err)
{
    static char name[] = MAKER_NAME;
    const struct report_order *o = &m->order;
    struct buf html = {0};
    char *argv[MAKER_WORDS + 1] = {
        name, arena_fmt(&m->arena, "%d", (int)getpid()), arena_fmt(&m->arena, "%u", m->seconds ? m->seconds : SECONDS),
        arena_fmt(&m->arena, "%lld", (long long)now), word(m, o->meeting ? STR("") : str_of(base)),
        o->consultation.len ? word(m, STR("")) : word(m, o->release_name),
        o->consultation.len ? word(m, STR("")) : word(m, o->language), word(m, o->formats), word(m, o->consultation),
        word(m, o->origin), NULL};
    int in = -1, r = o->meeting ? zstd_unpack(&html, o->html, HTML_MOST, err) : 0;
    m->out = child_bytes(MAKER_NAME, STR(""));
    if (r == 0 && o->meeting)
        in = child_bytes(MAKER_NAME, buf_view(&html));
    int code = m->out < 0 || (o->meeting && in < 0) ? errno : r == 0 ? spawn(m, argv, in) : 0;
    if (in >= 0)
        close(in);
    buf_release(&html);
    m->began = clock_monotonic();
    return r == 0 && code ? err_set(err, ERR_IO, "a process that makes it cannot be started: %s", strerror(code)) : r;
}

/* It ends what it has started, then itself. */
static void end_process(struct maker *m)
{
    int status;
    kill(m->pid, SIGTERM);
    for (double from = clock_monotonic(); clock_monotonic() - from < PATIENCE;) {
        if (waitpid(m->pid, &status, WNOHANG) != 0)
            return;
        usleep(10000);
    }
    kill(-m->pid, SIGKILL);
    while (waitpid(m->pid, &status, 0) < 0 && errno == EINTR)
        ;
}

/* -- what it hands over --------------------------------------------------------------------------------- */

static int keep_files(struct maker *m, struct store *st, const struct maker_handed *h, struct err *err)
{
    const struct report_order *o = &m->order;
    int r = 0;
    if (o->meeting)
        return store_briefing_put(st, o->meeting, o->language, o->basis, h->files[0].bytes, err);
    for (size_t i = 0; r == 0 && i < h->n; i++)
        r = store_report_file_made(st, o, h->files[i].name, str_of(h->files[i].sha256), h->files[i].bytes, err);
    return r;
}

/* All of it and that it is done, or nothing. */
static int keep(struct maker *m, struct store *st, const struct maker_handed *h, struct err *err)
{
    char at[CLOCK_TEXT];
    clock_fmt(at, clock_now());
    m->order.state = STR("done");
    m->order.message = STR("");
    m->order.finished_at = str_of(at);
    m->order.title = h->list.title;
    m->order.draft = h->list.state;
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    r = keep_files(m, st, h, err);
    if (r == 0)
        r = store_report_order_finish(st, &m->order, err);
    return settle(st, r, err);
}

static bool read_all(struct buf *out, int fd)
{
    ssize_t n;
    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, buf_room(out, 1 << 20), 1 << 20)) > 0 && out->len + (size_t)n <= maker_output)
        out->len += (size_t)n;
    return n == 0;
}

static void how_it_ended(int status, struct err *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == MAKER_ABLE_TO)
        err_set(err, ERR_IO, "this system lets no report be made safely: seccomp is not to be had");
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        err_set(err, ERR_LIMIT, "making it takes more than %zu MB of memory, the limit", maker_memory >> 20);
    else if (WIFSIGNALED(status))
        err_set(err, ERR_IO, "the process that makes it was ended by signal %d", WTERMSIG(status));
    else
        err_set(err, ERR_IO, "the process that makes it broke down");
}

/* It has ended. What cannot be kept, because the base is busy or the disk full, is no fault of the order: nobody says
 * that it goes on, so that it is made again when its time is over. */
static int take_over(struct maker *m, struct store *st, int status, struct err *err)
{
    struct maker_handed h;
    struct buf bytes = {0};
    struct err why = {0};
    int r = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && read_all(&bytes, m->out))
        r = maker_read(&h, &m->arena, buf_view(&bytes), m->order.meeting != 0, &why);
    else
        how_it_ended(status, &why);
    r = r == 0 ? keep(m, st, &h, err) : finish(m, st, "failed", why.text, err);
    buf_release(&bytes);
    forget(m);
    return r == 0 || r == -ERR_STATE ? 1 : r; /* (somebody else's by now: it is for them to say how it ends) */
}

/* -- step by step --------------------------------------------------------------------------------------- */

static int begin(struct maker *m, struct store *st, const char *base, int64_t now, struct err *err)
{
    int64_t id;
    char at[CLOCK_TEXT], until[CLOCK_TEXT];
    clock_fmt(at, now);
    clock_fmt(until, now + OURS);
    int r = store_report_order_due(st, &id, str_of(at), err);
    if (r <= 0)
        return r;
    arena_init(&m->arena, (size_t)1 << 30);
    m->out = -1;
    m->until = now + OURS;
    if ((r = store_begin(st, err)) == 0) {
        int n = store_report_order_take(st, &m->arena, &m->order, id, str_of(at), str_of(until), err);
        r = settle(st, n, err);
        r = r < 0 ? r : n;
    }
    if (r <= 0) {
        forget(m);
        return r;
    }
    struct err why;
    if (m->order.turn > TURNS)
        r = err_set(&why, ERR_STATE, "it was begun %d times and could not be finished, as when the server ends or the "
                    "disk is full", TURNS);
    else
        r = start(m, base, now, &why);
    if (r == 0)
        return 1;
    r = finish(m, st, "failed", why.text, err);
    forget(m);
    return r < 0 ? r : 1;
}

/* Is it still to be made, and by us? Said anew long before our time is over. */
static int still_ours(struct maker *m, struct store *st, int64_t now, struct err *err)
{
    char until[CLOCK_TEXT];
    struct arena arena;
    struct report_order o;
    arena_init(&arena, (size_t)1 << 20);
    int r = store_report_order_get(st, &arena, &o, m->order.id, err);
    bool ours = r == 0 && o.turn == m->order.turn && str_is(o.state, "making");
    arena_release(&arena);
    if (r == -ERR_NOTFOUND || (r == 0 && !ours))
        return 0;
    if (r < 0 || now < m->until - OURS / 2)
        return r < 0 ? r : 1;
    clock_fmt(until, now + OURS);
    if ((r = store_begin(st, err)) == 0)
        r = settle(st, store_report_order_keep(st, &m->order, str_of(until), err), err);
    if (r == 0)
        m->until = now + OURS;
    return r == -ERR_STATE ? 0 : r < 0 ? r : 1;
}

int maker_step(struct maker *m, struct store *st, const char *base, int64_t now, struct err *err)
{
    int status;
    unsigned seconds = m->seconds ? m->seconds : SECONDS;
    if (!m->pid)
        return begin(m, st, base, now, err);
    pid_t ended = waitpid(m->pid, &status, WNOHANG);
    if (ended == m->pid)
        return take_over(m, st, status, err);
    int r = still_ours(m, st, now, err);
    if (r < 0)
        return r;
    bool late = clock_monotonic() - m->began > seconds;
    if (r == 1 && !late)
        return 0;
    end_process(m);
    if (late && r == 1) {
        struct err why;
        err_set(&why, ERR_LIMIT, "making it takes more than %u seconds, the limit", seconds);
        r = finish(m, st, "failed", why.text, err);
    }
    forget(m);
    return r < 0 ? r : 1;
}

void maker_stop(struct maker *m, struct store *st)
{
    struct err ignored; /* what cannot be given back is taken again when its time is over */
    if (!m->pid)
        return;
    end_process(m);
    finish(m, st, "waiting", "", &ignored);
    forget(m);
}
