/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/backroom_inner.h"

#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PROCESSES_MAX = 65,
    ARENA_CEILING = 512 << 20,
    FAILED = 1,
    ENDED = 3, /* the web process is not there any more */
    NUDGE_MS = 1000
};

static const double pause_first = 0.1, pause_most = 10, lived_well = 1;

/* What every process here is: named, not to be looked into, gone when its parent is. */
static void become(const char *name, pid_t parent)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    static const int usual[] = {SIGCHLD, SIGALRM, SIGUSR1, SIGUSR2};
    sigset_t none;
    for (unsigned i = 0; i < ARRAY_LEN(ignored); i++)
        signal(ignored[i], SIG_IGN);
    for (unsigned i = 0; i < ARRAY_LEN(usual); i++)
        signal(usual[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_NAME, name, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent)
        _exit(ENDED);
}

/* Only the first processes have somebody to tell; of the later ones the log is told. */
static void say_ready(int ready, int code, const struct err *err)
{
    struct backroom_ready r = {.code = code};
    if (code < 0)
        memcpy(r.text, err->text, sizeof r.text);
    if (ready >= 0) {
        if (write(ready, &r, sizeof r) != (ssize_t)sizeof r)
            _exit(ENDED);
        close(ready);
    } else if (code < 0) {
        fprintf(stderr, "ilms: a process of the backroom cannot be started: %s\n", err->text);
    }
}

static void *begin(const struct backroom_options *opt, int ready)
{
    void *ctx = NULL;
    struct err err = {0};
    int r = opt->start ? opt->start(&ctx, opt->base, &err) : 0;
    say_ready(ready, r, &err);
    if (r < 0)
        _exit(FAILED);
    return ctx;
}

static _Noreturn void end(const struct backroom_options *opt, void *ctx, int code)
{
    alarm(BACKROOM_STOP_SECONDS);
    if (opt->stop)
        opt->stop(ctx);
    _exit(code);
}

/* -- a process that answers ------------------------------------------------------------------- */

static void send_answer(int fd, struct http_answer *an, double deadline)
{
    static const struct str sorry = {"The answer is too large to be sent.\n", 36};
    struct buf head = {0};
    wire_put_answer(&head, an);
    if (head.len > WIRE_ANSWER_HEAD_MAX || an->body.len > WIRE_ANSWER_BODY_MAX) {
        struct http_answer other = {.status = 500, .type = "text/plain; charset=utf-8",
                                    .personal = true};
        head.len = 0;
        wire_put_answer(&head, &other);
        wire_send(fd, buf_view(&head), sorry, deadline);
    } else {
        wire_send(fd, buf_view(&head), buf_view(&an->body), deadline);
    }
    buf_release(&head);
}

static void answer_one(const struct backroom_options *opt, void *ctx, struct arena *arena, int fd)
{
    struct http_request rq;
    struct http_answer an = {0};
    struct buf head = {0}, body = {0};
    double deadline = clock_monotonic() + opt->seconds;
    /* Whoever hangs, in the handler or over a client of which nothing comes, is ended by this. */
    alarm(opt->seconds + 1);
    if (wire_receive(&head, &body, fd, WIRE_HEAD_MAX, WIRE_BODY_MAX, deadline) == WIRE_DONE &&
        wire_get_request(&rq, arena, buf_view(&head), buf_view(&body))) {
        opt->handle(ctx, &rq, &an);
        send_answer(fd, &an, deadline);
    }
    close(fd);
    alarm(0);
    buf_release(&an.body);
    buf_release(&head);
    buf_release(&body);
    arena_release(arena);
    arena_init(arena, ARENA_CEILING);
}

static _Noreturn void answer_all(const struct backroom_options *opt, int requests, int ready)
{
    struct arena arena;
    void *ctx = begin(opt, ready);
    arena_init(&arena, ARENA_CEILING);
    for (unsigned n = 0; n < opt->requests;) {
        int fd, r = wire_accept(requests, &fd);
        if (r == 0)
            end(opt, ctx, ENDED);
        if (r < 0)
            continue;
        answer_one(opt, ctx, &arena, fd);
        n++;
    }
    end(opt, ctx, 0);
}

/* -- the errand process ----------------------------------------------------------------------- */

/* Until there may be something to do; false when the web process has ended. */
static bool wait_for_nudge(int nudges, int ms)
{
    char bytes[256];
    struct pollfd p = {.fd = nudges, .events = POLLIN};
    if (poll(&p, 1, ms) <= 0)
        return true;
    ssize_t n = recv(nudges, bytes, sizeof bytes, MSG_DONTWAIT);
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static _Noreturn void run_errands(const struct backroom_options *opt, int nudges, int ready)
{
    void *ctx = begin(opt, ready);
    bool more = true;
    for (unsigned n = 0; n < opt->requests;) {
        if (!wait_for_nudge(nudges, more ? 0 : NUDGE_MS))
            end(opt, ctx, ENDED);
        more = opt->errand(ctx);
        n += more; /* looking and finding nothing wears nothing out */
    }
    end(opt, ctx, 0);
}

/* -- the master ------------------------------------------------------------------------------- */

struct child {
    pid_t pid; /* 0: none */
    double started, pause, due;
    bool errand;
};

struct master {
    const struct backroom_options *opt;
    struct backroom_ends ends;
    struct child child[PROCESSES_MAX];
    unsigned n;
    int signals;
};

static void wait_longer(struct child *c)
{
    c->pause = MIN(MAX(c->pause * 2, pause_first), pause_most);
    c->due = clock_monotonic() + c->pause;
}

static void start_child(struct master *m, struct child *c)
{
    pid_t self = getpid(), pid = fork();
    c->started = clock_monotonic();
    if (pid == 0) {
        become(c->errand ? "ilms-errand" : "ilms-backroom", self);
        close(m->signals);
        close(m->ends.life);
        close(c->errand ? m->ends.requests : m->ends.nudges);
        if (c->errand)
            run_errands(m->opt, m->ends.nudges, m->ends.ready);
        answer_all(m->opt, m->ends.requests, m->ends.ready);
    }
    c->pid = pid > 0 ? pid : 0;
    if (pid < 0)
        wait_longer(c);
}

static void reap(struct master *m)
{
    pid_t pid;
    int status;
    struct signalfd_siginfo seen;
    while (read(m->signals, &seen, sizeof seen) > 0)
        ;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (unsigned i = 0; i < m->n; i++) {
            struct child *c = &m->child[i];
            if (c->pid != pid)
                continue;
            c->pid = 0;
            c->due = 0;
            bool wanted = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            if (!wanted && clock_monotonic() - c->started < lived_well)
                wait_longer(c);
            else
                c->pause = 0;
        }
}

/* Starts what is due; returns how long nothing will be, in ms, or -1. */
static int start_due(struct master *m)
{
    double now = clock_monotonic(), next = -1;
    for (unsigned i = 0; i < m->n; i++) {
        struct child *c = &m->child[i];
        if (c->pid == 0 && c->due <= now)
            start_child(m, c);
        if (c->pid == 0 && (next < 0 || c->due < next))
            next = c->due;
    }
    return next < 0 ? -1 : (int)(MAX(next - now, 0) * 1000) + 1;
}

static bool any_left(const struct master *m)
{
    for (unsigned i = 0; i < m->n; i++)
        if (m->child[i].pid)
            return true;
    return false;
}

/* The web process has ended or wants to: the others see that themselves, and have some time. */
static _Noreturn void finish(struct master *m)
{
    double deadline = clock_monotonic() + BACKROOM_STOP_SECONDS;
    struct pollfd p = {.fd = m->signals, .events = POLLIN};
    reap(m);
    while (any_left(m)) {
        double left = deadline - clock_monotonic();
        if (left <= 0)
            break;
        poll(&p, 1, (int)(left * 1000) + 1);
        reap(m);
    }
    for (unsigned i = 0; i < m->n; i++)
        if (m->child[i].pid)
            kill(m->child[i].pid, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        ;
    _exit(0);
}

void backroom_master(const struct backroom_options *opt, struct backroom_ends ends, pid_t parent)
{
    struct master m = {.opt = opt, .ends = ends, .n = opt->processes + (opt->errand != NULL)};
    sigset_t chld;
    become("ilms-master", parent);
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, NULL);
    m.signals = signalfd(-1, &chld, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m.signals < 0 || m.n > PROCESSES_MAX)
        _exit(FAILED);
    m.child[opt->processes].errand = opt->errand != NULL;
    int timeout = start_due(&m);
    close(m.ends.ready); /* so that opening sees when one of the first dies before it is ready */
    m.ends.ready = -1;
    for (;;) {
        struct pollfd p[] = {{.fd = ends.life, .events = POLLIN},
                             {.fd = m.signals, .events = POLLIN}};
        poll(p, ARRAY_LEN(p), timeout);
        if (p[0].revents)
            finish(&m);
        reap(&m);
        timeout = start_due(&m);
    }
}
