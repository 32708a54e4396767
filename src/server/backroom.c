/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/backroom_inner.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READY_SECONDS = 60 };

/* A request that waits; in its own arena. */
struct job {
    struct job *next;
    const struct http_request *rq;
    struct http_answer *an;
    double since;
};

struct backroom {
    struct backroom_options opt;
    int requests, life, nudges; /* the web process's ends of struct backroom_ends */
    pid_t master;
    pthread_t *thread;
    unsigned nthreads; /* as many as processes: each keeps one busy */
    atomic_bool stopping;
    atomic_bool lost; /* the master is gone, which was said */

    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first, **last;
    unsigned waiting;
    size_t waiting_bytes;
    bool stopped;
};

static void refuse(struct http_answer *an, int status, unsigned retry_after, const char *why)
{
    an->status = status;
    an->type = "text/plain; charset=utf-8";
    an->personal = true;
    an->retry_after = retry_after;
    an->body.len = 0;
    buf_puts(&an->body, why);
    buf_char(&an->body, '\n');
}

#define STOPPING "The server is being stopped; try again in a minute."
#define BUSY "Too many are waiting for an answer now; try again in some seconds."
#define LOST "Nobody is there to answer this; tell whoever looks after the server to start it anew."

/* -- passing on, on the backroom's threads ---------------------------------------------------- */

/* The seconds for an answer begin when a process is asked. */
static void ask(struct backroom *b, const struct http_request *rq, struct http_answer *an, int fd,
                struct str head)
{
    struct buf got = {0};
    double deadline = clock_monotonic() + b->opt.seconds;
    enum wire_result r = wire_send(fd, head, rq->body, deadline);
    if (r == WIRE_DONE)
        r = wire_receive(&got, &an->body, fd, WIRE_ANSWER_HEAD_MAX, WIRE_ANSWER_BODY_MAX, deadline);
    if (r == WIRE_DONE && !wire_get_answer(an, rq->arena, buf_view(&got)))
        r = WIRE_CUT;
    if (r == WIRE_LATE)
        refuse(an, 504, 0, arena_fmt(rq->arena, "This took longer than %u seconds and was broken "
                                     "off. See whether it was done before you try again.",
                                     b->opt.seconds));
    else if (r == WIRE_CUT)
        refuse(an, 502, 0, "Something broke while this was being answered. See whether it was done, "
                           "then try again.");
    buf_release(&got);
}

static void pass_on(struct backroom *b, const struct http_request *rq, struct http_answer *an)
{
    struct buf head = {0};
    int fd[2];
    wire_put_request(&head, rq);
    if (head.len > WIRE_HEAD_MAX || rq->body.len > WIRE_BODY_MAX) {
        refuse(an, 413, 0, "The request has more in it than is taken here.");
    } else if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0) {
        refuse(an, 503, 5, BUSY);
    } else {
        int r = wire_pass(b->requests, fd[1]);
        if (r == 1)
            ask(b, rq, an, fd[0], buf_view(&head));
        else if (r < 0)
            refuse(an, 503, 5, BUSY);
        else
            refuse(an, 503, 60, atomic_load(&b->stopping) ? STOPPING : LOST);
        if (r == 0 && !atomic_load(&b->stopping) && !atomic_exchange(&b->lost, true))
            fprintf(stderr, "ilms: the processes of the backroom are gone; the server is to be "
                            "started anew\n");
        close(fd[0]);
    }
    buf_release(&head);
}

static void *pass_on_all(void *arg)
{
    struct backroom *b = arg;
    pthread_mutex_lock(&b->lock);
    for (;;) {
        struct job *job = b->first;
        if (!job && atomic_load(&b->stopping))
            break;
        if (!job) {
            pthread_cond_wait(&b->work, &b->lock);
            continue;
        }
        if (!(b->first = job->next))
            b->last = &b->first;
        b->waiting--;
        b->waiting_bytes -= job->rq->body.len;
        bool stopping = atomic_load(&b->stopping);
        pthread_mutex_unlock(&b->lock);

        const struct http_request *rq = job->rq;
        if (stopping)
            refuse(job->an, 503, 60, STOPPING);
        else if (clock_monotonic() - job->since > b->opt.seconds)
            refuse(job->an, 503, 5, BUSY); /* its client has hardly waited for it so long */
        else
            pass_on(b, rq, job->an);
        if (!str_is(rq->method, "GET"))
            (void)!send(b->nudges, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
        http_resume(rq);
        pthread_mutex_lock(&b->lock);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

void backroom_answer(struct backroom *b, const struct http_request *rq, struct http_answer *an)
{
    pthread_mutex_lock(&b->lock);
    bool stopping = atomic_load(&b->stopping);
    bool full = b->waiting >= b->opt.waiting ||
                rq->body.len > b->opt.waiting_bytes - b->waiting_bytes;
    if (!stopping && !full) {
        struct job *job = arena_new(rq->arena, struct job);
        job->rq = rq;
        job->an = http_suspend(rq);
        job->since = clock_monotonic();
        *b->last = job;
        b->last = &job->next;
        b->waiting++;
        b->waiting_bytes += rq->body.len;
        pthread_cond_signal(&b->work);
    }
    pthread_mutex_unlock(&b->lock);
    if (stopping)
        refuse(an, 503, 60, STOPPING);
    else if (full)
        refuse(an, 503, 5, BUSY);
}

/* -- opening ---------------------------------------------------------------------------------- */

static void fill_options(struct backroom_options *o)
{
    o->processes = o->processes ? MIN(o->processes, 64u) : 2;
    o->seconds = o->seconds ? o->seconds : 60;
    o->requests = o->requests ? o->requests : 500;
    o->waiting = o->waiting ? o->waiting : 1024;
    o->waiting_bytes = o->waiting_bytes ? o->waiting_bytes : 256 << 20;
}

static void close_pair(int fd[2])
{
    for (unsigned i = 0; i < 2; i++)
        if (fd[i] >= 0)
            close(fd[i]);
}

/* Forks the master; *ready is where the first processes say how they began. */
static int fork_master(struct backroom *b, int *ready, struct err *err)
{
    int requests[2] = {-1, -1}, nudges[2] = {-1, -1}, life[2] = {-1, -1}, said[2] = {-1, -1};
    pid_t self = getpid(), pid = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, requests) == 0 &&
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, nudges) == 0 &&
        pipe2(life, O_CLOEXEC) == 0 && pipe2(said, O_CLOEXEC) == 0)
        pid = fork();
    if (pid < 0) {
        int code = errno;
        close_pair(requests);
        close_pair(nudges);
        close_pair(life);
        close_pair(said);
        return err_set(err, ERR_IO, "the processes of the backroom cannot be started: %s",
                       strerror(code));
    }
    if (pid == 0) {
        close(requests[0]);
        close(nudges[0]);
        close(life[1]);
        close(said[0]);
        backroom_master(&b->opt, (struct backroom_ends){requests[1], life[0], nudges[1], said[1]},
                        self);
    }
    close(requests[1]);
    close(nudges[1]);
    close(life[0]);
    close(said[1]);
    b->requests = requests[0];
    b->nudges = nudges[0];
    b->life = life[1];
    b->master = pid;
    *ready = said[0];
    return 0;
}

static int await_ready(struct backroom *b, int ready, struct err *err)
{
    double deadline = clock_monotonic() + READY_SECONDS;
    for (unsigned left = b->opt.processes + (b->opt.errand != NULL); left;) {
        struct backroom_ready r;
        struct pollfd p = {.fd = ready, .events = POLLIN};
        int n = poll(&p, 1, (int)(MAX(deadline - clock_monotonic(), 0) * 1000));
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            return err_set(err, ERR_BUSY, "the processes of the backroom are not ready after %d "
                           "seconds", READY_SECONDS);
        /* written at one go, as what is smaller than a page of a pipe is */
        if (read(ready, &r, sizeof r) != (ssize_t)sizeof r)
            return err_set(err, ERR_IO, "a process of the backroom died before it was ready");
        r.text[sizeof r.text - 1] = 0;
        if (r.code < 0)
            return err_set(err, -r.code < ERR_COUNT ? (enum err_code)-r.code : ERR_IO, "%s", r.text);
        left--;
    }
    return 0;
}

static int start_threads(struct backroom *b, struct err *err)
{
    sigset_t all, old;
    int code = 0;
    b->thread = mem_alloc(b->opt.processes * sizeof *b->thread);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    while (b->nthreads < b->opt.processes && code == 0) {
        code = pthread_create(&b->thread[b->nthreads], NULL, pass_on_all, b);
        b->nthreads += code == 0;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return code == 0 ? 0
                     : err_set(err, ERR_IO, "the threads of the backroom cannot be started: %s",
                               strerror(code));
}

int backroom_open(struct backroom **out, const struct backroom_options *opt, struct err *err)
{
    struct backroom *b = mem_alloc(sizeof *b);
    int ready = -1;
    *out = NULL;
    b->opt = *opt;
    fill_options(&b->opt);
    b->last = &b->first;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->work, NULL);
    int r = fork_master(b, &ready, err);
    if (r < 0) {
        b->stopped = true;
    } else {
        r = await_ready(b, ready, err);
        close(ready);
    }
    if (r == 0)
        r = start_threads(b, err);
    if (r < 0)
        backroom_close(b);
    else
        *out = b;
    return r;
}

/* -- ending ----------------------------------------------------------------------------------- */

/* The master gives the others their time and then ends them; if it does not, it is ended, and they
 * with it. */
static void end_master(struct backroom *b)
{
    int fd = pidfd_open(b->master, 0);
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (fd < 0 || poll(&p, 1, (BACKROOM_STOP_SECONDS + 1) * 1000) != 1)
        kill(b->master, SIGKILL);
    if (fd >= 0)
        close(fd);
    while (waitpid(b->master, NULL, 0) < 0 && errno == EINTR)
        ;
}

void backroom_stop(struct backroom *b)
{
    if (b->stopped)
        return;
    b->stopped = true;
    pthread_mutex_lock(&b->lock);
    atomic_store(&b->stopping, true);
    pthread_cond_broadcast(&b->work);
    pthread_mutex_unlock(&b->lock);
    /* The master first, so that it does not replace those that end now. The sockets are shut down
     * and not closed, since the threads still hold their numbers. */
    close(b->life);
    shutdown(b->requests, SHUT_RDWR);
    shutdown(b->nudges, SHUT_RDWR);
    end_master(b);
    for (unsigned i = 0; i < b->nthreads; i++)
        pthread_join(b->thread[i], NULL);
    close(b->requests);
    close(b->nudges);
}

void backroom_close(struct backroom *b)
{
    if (!b)
        return;
    backroom_stop(b);
    pthread_cond_destroy(&b->work);
    pthread_mutex_destroy(&b->lock);
    free(b->thread);
    free(b);
}
