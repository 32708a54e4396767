/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* libmicrohttpd 0.9.75 as it is, and what is done about it here:
 *
 * - Its epoll loop waits again, with the full time-out, whenever one wait returned exactly
 *   128 events (MAX_EVENTS): with 128 busy connections on each of two threads it answered
 *   334 requests a second, with 127 each 108,000. So no thread has more than 120.
 * - Its thread pool shares one listening socket, and whichever thread wakes first takes up
 *   to ten connections: one core may get all the work. At its limit it stops listening, and
 *   idle clients then lock out new ones for the whole time-out. So we accept ourselves, give
 *   each connection to the thread that has the fewest, and when all is full close the
 *   connection that has been idle longest.
 * - Its time-out counts from the last byte: a client that sends one byte at a time holds a
 *   connection for ever. The accepting thread also looks after that.
 * - It cuts '?' and '+' and '%' to pieces before the handler sees them. The callback that
 *   announces a new URI gets it whole: we copy it there and hide the query from the library,
 *   which would otherwise spend a record of its small pool on every "&".
 * - After each request it zeroes the connection's whole pool. The pools of a thread's connections
 *   are to fit into the processor's second cache, or everything else is pushed out of it: an
 *   answer of 4 KB takes 18.7 us with 16 KB, 21.6 with 20 KB and 24.8 with 40 KB each. 16 KB
 *   hold a head of 12 KB; but cookies are copied within them, so of those it refuses more than 7 KB in
 *   its own words, and sends the head of that refusal twice.
 * - Behind a head without a body whose length it does not know (304, HEAD of a stream) it sends
 *   the end of a chunked body, which a client takes for the beginning of the next answer. Such
 *   a connection is closed instead (http_answer.c).
 * - A connection that is suspended is out of its epoll set, so nobody learns that its client went
 *   away before the answer is sent; and the library aborts when it is stopped while there is one.
 * - It closes the connection when the answer is queued in the first call for a request. All
 *   but refusals wait for the second: 19,000 against 118,000 small answers a second. */

#include "base/clock.h"
#include "base/hash.h"
#include "server/http_inner.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
    PER_THREAD = 120,
    THREAD_LIMIT = 125, /* the library's own, never reached: closed ones linger for a round */
    POOL = 16 << 10,
    ARENA_CEILING = 256 << 20,
    ARENA_KEEP = 64 << 10,
    FRESH_MS = 1000, /* a new connection's time to say something before it may be dropped */
    STOP_SECONDS = 5
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void set_state(struct conn *c, enum conn_state state)
{
    atomic_store_explicit(&c->since, now_ms(), memory_order_relaxed);
    atomic_store(&c->state, state);
}

/* ---- what the library calls, on the workers' threads ---- */

/* The request line is there. What is returned becomes the request's context. */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    (void)cls;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct conn *c = info->socket_context;
    size_t len = uri ? strlen(uri) : 0;
    c->begun = false;
    c->status = 0;
    c->sent = 0;
    c->body_seen = 0;
    c->wanted = c->crowded = c->counted = false;
    c->uri = uri;
    c->target.len = 0;
    buf_put(&c->target, uri, MIN(len, (size_t)TARGET_MAX + 1));
    char *mark = len ? memchr((char *)(uintptr_t)uri, '?', len) : NULL;
    if (mark)
        mark[1] = 0;
    if (c->worker->srv->opt.access_log)
        c->started = clock_monotonic();
    return c;
}

static size_t no_unescape(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls, (void)mhd;
    return strlen(text);
}

static bool known_method(const char *m)
{
    static const char *const known[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"};
    for (unsigned i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(m, known[i]) == 0)
            return true;
    return false;
}

/* The request line had a NUL byte when the version does not follow the URI's end. */
static bool cut_short(const struct conn *c, const char *version)
{
    uintptr_t from = (uintptr_t)c->uri, to = (uintptr_t)version;
    return c->target.len <= TARGET_MAX && to > from && to - from <= POOL &&
           to - from != c->target.len + 1;
}

static const char *too_large(struct conn *c)
{
    bool even = c->body_max % (1 << 20) == 0;
    return arena_fmt(&c->arena, "The request's body is longer than %zu %s, the most that is taken "
                     "here.", even ? c->body_max >> 20 : c->body_max, even ? "MB" : "bytes");
}

/* NULL, or why the head of this request is refused with *status */
static const char *refused(struct conn *c, const char *method, const char *version, int *status)
{
    struct fields *f = &c->fields;
    *status = 400;
    if (!known_method(method)) {
        *status = 405;
        return "This method is not known here.";
    }
    if (c->target.len > TARGET_MAX) {
        *status = 414;
        return "The address is longer than 8 KB. Ask for fewer codes at a time, or for all "
               "of a dimension by leaving it empty.";
    }
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (size && size->header_size > HEAD_MAX) {
        *status = 431;
        return "The request's address and header fields together are longer than 12 KB.";
    }
    if (cut_short(c, version))
        return "The request line has a NUL byte in it.";
    if (!f->host.p && strcmp(version, "HTTP/1.0") != 0)
        return "The request has no Host field.";
    if (f->length_twice || (f->length.p && f->transfer.p))
        return "The request says the length of its body twice.";
    if (f->transfer.p && !str_eq_nocase(f->transfer, STR("chunked"))) {
        *status = 501;
        return "No transfer coding but chunked is known here.";
    }
    if (f->length.p) {
        uint64_t length;
        if (!str_uint(&length, f->length, UINT64_MAX))
            return "The length of the body is not a number.";
        if (length > c->body_max) {
            *status = 413;
            return too_large(c);
        }
    }
    return NULL;
}

static size_t body_max(struct conn *c)
{
    const struct http_server *srv = c->worker->srv;
    if (!srv->opt.body_max_of || !(c->fields.length.p || c->fields.transfer.p))
        return srv->opt.body_max;
    return srv->opt.body_max_of(srv->ctx, without_host(buf_view(&c->target)));
}

/* What tells one finished answer from another */
static void make_key(struct conn *c)
{
    const struct fields *f = &c->fields;
    size_t n = f->accept.len + f->language.len + c->target.len + 3;
    c->key.len = 0;
    char *to = buf_room(&c->key, n);
    *to++ = (char)('0' + c->coding);
    to = mempcpy(to, f->accept.p ? f->accept.p : "", f->accept.len);
    *to++ = 0;
    to = mempcpy(to, f->language.p ? f->language.p : "", f->language.len);
    *to++ = 0;
    mempcpy(to, c->target.p, c->target.len);
    c->key.len = n;
    c->key_hash = hash64(buf_view(&c->key));
}

static void drop_body(struct conn *c)
{
    if (c->body.size > ARENA_KEEP)
        buf_release(&c->body);
    c->body.len = 0;
    if (c->body_counted)
        atomic_fetch_sub(&c->worker->srv->bodies, c->body_counted);
    c->body_counted = 0;
}

static enum MHD_Result run_handler(struct conn *c)
{
    struct http_server *srv = c->worker->srv;
    struct http_answer an = {.body = c->worker->room};
    c->worker->room = (struct buf){0};
    int status;
    const char *why;
    if (!request_parse(c, &status, &why)) {
        room_back(c->worker, &an.body);
        return answer_refuse(c, status, why);
    }
    c->generation = cache_generation(srv->cache);
    /* http_server_close sets the one flag and then looks at the other; here it is the other way
     * round, so either no handler runs or it is waited for. */
    atomic_store(&c->worker->handling, true);
    if (atomic_load(&srv->closing)) {
        atomic_store(&c->worker->handling, false);
        room_back(c->worker, &an.body);
        return answer_refuse(c, 503, "The server is being stopped.");
    }
    double start = c->counted ? clock_monotonic() : 0;
    srv->handle(srv->ctx, &c->rq, &an);
    atomic_store_explicit(&c->worker->handling, false, memory_order_release);
    if (c->counted) {
        double now = clock_monotonic();
        work_done(srv->work, &c->peer, now, now - start);
    }
    if (c->later) { /* and `answer` may be half filled already, by another thread */
        room_back(c->worker, &an.body);
        return MHD_YES;
    }
    return answer_send(c, &an, c->generation);
}

struct http_answer *http_suspend(const struct http_request *rq)
{
    struct conn *c = rq->connection;
    struct http_server *srv = c->worker->srv;
    assert(!c->later);
    headers_list(c);
    memset(&c->answer, 0, sizeof c->answer);
    c->later = true;
    set_state(c, CONN_WAIT);
    pthread_mutex_lock(&srv->lock);
    srv->nlater++;
    pthread_mutex_unlock(&srv->lock);
    MHD_suspend_connection(c->mhd);
    return &c->answer;
}

/* The library calls on_request again, on the worker's thread, which may have answered and freed the
 * connection before this function returns. */
void http_resume(const struct http_request *rq)
{
    struct conn *c = rq->connection;
    struct http_server *srv = c->worker->srv;
    MHD_resume_connection(c->mhd);
    pthread_mutex_lock(&srv->lock);
    srv->nlater--;
    pthread_cond_broadcast(&srv->gone);
    pthread_mutex_unlock(&srv->lock);
}

/* A portion of the body. No answer can be given before its end; what is too much is read and
 * dropped, but not without end. */
static enum MHD_Result take_body(struct conn *c, const char *bytes, size_t len)
{
    struct http_server *srv = c->worker->srv;
    c->body_seen += len;
    if (c->body_seen <= c->body_max && !c->crowded) {
        c->crowded = atomic_fetch_add(&srv->bodies, len) + len > srv->opt.bodies_max;
        c->body_counted += len;
        buf_put(&c->body, bytes, len);
    }
    if (c->body_seen > c->body_max || c->crowded)
        drop_body(c);
    return c->body_seen > 2 * (uint64_t)c->body_max + (1 << 20) ? MHD_NO : MHD_YES;
}

static void swap_arenas(struct arena *a, struct arena *b)
{
    struct arena c = *a;
    *a = *b;
    *b = c;
}

static enum MHD_Result begin(struct conn *c, const char *method, const char *version)
{
    int status;
    const char *said = known_method(method) ? method : "-";
    size_t size = strlen(said) + 1;
    c->begun = true;
    swap_arenas(&c->arena, &c->worker->arena);
    assert(size <= sizeof c->method); /* as the longest known, OPTIONS, does */
    memcpy(c->method, said, size);
    c->head = strcmp(method, "HEAD") == 0;
    c->body.len = 0;
    fields_read(c);
    c->body_max = body_max(c);
    const char *why = refused(c, method, version, &status);
    if (why)
        return answer_refuse(c, status, why);
    c->get = c->head || strcmp(method, "GET") == 0;
    c->coding = c->fields.encoding.len ? coding_accepted(c->fields.encoding) : CODING_NONE;
    c->conditional = c->get && (c->fields.none_match.p || c->fields.modified_since.p);
    if (c->fields.length.p || c->fields.transfer.p)
        set_state(c, CONN_BODY);
    return MHD_YES;
}

bool is_personal(const struct conn *c)
{
    const struct http_server *srv = c->worker->srv;
    return srv->opt.personal_of && srv->opt.personal_of(srv->ctx, without_host(buf_view(&c->target)));
}

/* True when its address has had its share of work. */
static bool too_busy(struct conn *c)
{
    struct http_server *srv = c->worker->srv;
    c->counted = srv->work && c->get && !(srv->opt.loopback_free && is_loopback(&c->peer));
    c->wait = c->counted ? work_wait(srv->work, &c->peer, clock_monotonic()) : 0;
    return c->wait > 0;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_len, void **context)
{
    (void)cls, (void)mhd, (void)url;
    struct conn *c = *context;
    if (!c)
        return MHD_NO;
    /* The first call, before any body: the library closes the connection after an answer
     * that is given now, so this is the place for refusals only. */
    if (!c->begun)
        return begin(c, method, version);
    if (*upload_len) {
        size_t len = *upload_len;
        *upload_len = 0;
        return take_body(c, upload, len);
    }
    if (c->later) {
        c->later = false;
        atomic_store(&c->state, CONN_ANSWER);
        return answer_send(c, &c->answer, c->generation);
    }
    if (c->body_seen > c->body_max)
        return answer_refuse(c, 413, too_large(c));
    if (c->crowded)
        return answer_refuse(c, 503, "Too much is being sent here at this time; try again soon.");
    atomic_store(&c->state, CONN_ANSWER);
    if (strcmp(method, "OPTIONS") == 0) {
        c->status = 204;
        return MHD_queue_response(c->mhd, 204, c->worker->srv->preflight[is_personal(c)]);
    }
    if (c->get) {
        make_key(c);
        if (c->body_seen == 0 && answer_cached(c) == MHD_YES)
            return MHD_YES;
    }
    return too_busy(c) ? answer_refuse(c, 429, arena_fmt(&c->arena, "Too much was asked for from this address "
                                                         "lately; try again in %u s.", c->wait))
                       : run_handler(c);
}

static void write_log(struct conn *c, bool whole)
{
    char when[CLOCK_TEXT];
    clock_fmt(when, clock_now());
    struct buf line = {0};
    buf_fmt(&line, "%s %s %s ", when, c->peer_text[0] ? c->peer_text : "-",
            c->begun ? c->method : "-");
    for (size_t i = 0; i < c->target.len && i < 1000 && c->target.p[i] != '?'; i++) {
        unsigned char ch = (unsigned char)c->target.p[i];
        buf_char(&line, ch > ' ' && ch < 0x7f ? (char)ch : '.');
    }
    buf_fmt(&line, " %d %llu %.1f%s\n", c->status, (unsigned long long)c->sent,
            (clock_monotonic() - c->started) * 1e3, whole ? "" : " broken-off");
    /* one call, so that lines of several threads do not mix */
    if (write(STDERR_FILENO, line.p, line.len) < 0)
        line.len = 0;
    buf_release(&line);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode how)
{
    struct http_server *srv = cls;
    struct conn *c = *context;
    (void)mhd;
    if (!c)
        return;
    if (c->stream)
        stream_finish(c->stream);
    if (srv->opt.access_log)
        write_log(c, how == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    if (c->later) { /* it came, but the server ended before it could be sent */
        if (c->answer.stream_end)
            c->answer.stream_end(c->answer.stream_ctx);
        buf_release(&c->answer.body);
        c->later = false;
    }
    drop_body(c);
    if (c->arena.used > ARENA_KEEP)
        arena_release(&c->arena);
    else
        arena_reset(&c->arena);
    if (!c->worker->arena.head)
        swap_arenas(&c->arena, &c->worker->arena);
    *context = NULL;
    set_state(c, CONN_IDLE);
    /* http_server_close sets the flag and then looks at the states; here it is the other way
     * round, so one of the two sees the other. */
    if (atomic_load(&srv->stopping))
        shutdown(c->fd, SHUT_RD);
}

static void wake(struct http_server *srv)
{
    uint64_t one = 1;
    if (write(srv->wake, &one, sizeof one) < 0)
        return; /* it is awake already */
}

/* Takes the connection off the books; its descriptor must still be open, so that nobody
 * shuts down another's. */
static void forget(struct conn *c)
{
    struct worker *w = c->worker;
    struct http_server *srv = w->srv;
    pthread_mutex_lock(&srv->lock);
    *(c->prev ? &c->prev->next : &srv->conns) = c->next;
    if (c->next)
        c->next->prev = c->prev;
    srv->by_fd[c->fd] = NULL;
    srv->nconns--;
    atomic_fetch_sub(&w->connections, 1);
    pthread_cond_broadcast(&srv->gone);
    pthread_mutex_unlock(&srv->lock);
    if (atomic_load(&srv->full))
        wake(srv);
    buf_release(&c->target);
    buf_release(&c->body);
    buf_release(&c->key);
    arena_release(&c->arena);
    free(c);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http_server *srv = cls;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context)
            forget(*context);
        *context = NULL;
        return;
    }
    int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    pthread_mutex_lock(&srv->lock);
    struct conn *c = srv->by_fd[fd];
    pthread_mutex_unlock(&srv->lock);
    c->mhd = mhd;
    *context = c;
}

/* ---- accepting ---- */

static bool same_address(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
    if (a->ss_family != b->ss_family)
        return false;
    if (a->ss_family == AF_INET)
        return ((const struct sockaddr_in *)a)->sin_addr.s_addr ==
               ((const struct sockaddr_in *)b)->sin_addr.s_addr;
    return memcmp(&((const struct sockaddr_in6 *)a)->sin6_addr,
                  &((const struct sockaddr_in6 *)b)->sin6_addr, sizeof(struct in6_addr)) == 0;
}

static void turn_away(int fd)
{
    static const char text[] =
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Length: 54\r\nConnection: close\r\nRetry-After: 5\r\n"
        "Access-Control-Allow-Origin: *\r\n\r\n"
        "There are too many connections from this address now.\n";
    (void)!send(fd, text, sizeof text - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    shutdown(fd, SHUT_WR);
    close(fd);
}

static void add_connection(struct http_server *srv, int fd, const struct sockaddr_storage *peer,
                           socklen_t peer_len)
{
    struct worker *w = &srv->worker[0];
    for (unsigned i = 1; i < srv->nworkers; i++)
        if (atomic_load(&srv->worker[i].connections) < atomic_load(&w->connections))
            w = &srv->worker[i];

    struct conn *c = mem_alloc(sizeof *c);
    c->worker = w;
    c->fd = fd;
    c->peer = *peer;
    if (peer->ss_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)peer)->sin_addr, c->peer_text,
                  sizeof c->peer_text);
    else if (peer->ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)peer)->sin6_addr, c->peer_text,
                  sizeof c->peer_text);
    arena_init(&c->arena, ARENA_CEILING);
    set_state(c, CONN_IDLE);

    pthread_mutex_lock(&srv->lock);
    unsigned same = 0;
    bool limited = srv->opt.per_address && !(srv->opt.loopback_free && is_loopback(peer));
    if (limited)
        for (struct conn *o = srv->conns; o; o = o->next)
            same += same_address(&o->peer, peer);
    bool refuse = limited && same >= srv->opt.per_address;
    if (!refuse) {
        if ((unsigned)fd >= srv->nfds) {
            unsigned n = (unsigned)fd * 2 + 64;
            srv->by_fd = mem_grow(srv->by_fd, n * sizeof *srv->by_fd);
            memset(srv->by_fd + srv->nfds, 0, (n - srv->nfds) * sizeof *srv->by_fd);
            srv->nfds = n;
        }
        srv->by_fd[fd] = c;
        c->next = srv->conns;
        if (c->next)
            c->next->prev = c;
        srv->conns = c;
        srv->nconns++;
        atomic_fetch_add(&w->connections, 1);
    }
    pthread_mutex_unlock(&srv->lock);
    if (refuse) {
        turn_away(fd);
        free(c);
    } else if (MHD_add_connection(w->daemon, fd, (const struct sockaddr *)peer, peer_len) !=
               MHD_YES) {
        forget(c); /* the library closed it; only this thread opens descriptors into by_fd */
    }
}

/* Breaks off those who dribble; when `make_room`, also the one that is idle longest. */
static void look_after(struct http_server *srv, bool make_room)
{
    int64_t now = now_ms(), limit = (int64_t)srv->opt.timeout * 1000;
    struct conn *oldest = NULL;
    pthread_mutex_lock(&srv->lock);
    for (struct conn *c = srv->conns; c; c = c->next) {
        enum conn_state state = atomic_load(&c->state);
        int64_t age = now - atomic_load_explicit(&c->since, memory_order_relaxed);
        if ((state == CONN_IDLE && age > 2 * limit) || (state == CONN_BODY && age > 10 * limit))
            shutdown(c->fd, SHUT_RDWR);
        else if (make_room && state == CONN_IDLE && age >= FRESH_MS &&
                 (!oldest || atomic_load(&c->since) < atomic_load(&oldest->since)))
            oldest = c;
    }
    /* Only the reading half: a request already under way is still answered. */
    if (oldest)
        shutdown(oldest->fd, SHUT_RD);
    pthread_mutex_unlock(&srv->lock);
}

static void *accept_loop(void *cls)
{
    struct http_server *srv = cls;
    struct pollfd fds[1 + ARRAY_LEN(srv->listen)] = {{.fd = srv->wake, .events = POLLIN}};
    int64_t looked = now_ms();
    for (int i = 0; i < srv->nlisten; i++)
        fds[i + 1] = (struct pollfd){.fd = srv->listen[i], .events = POLLIN};
    while (!atomic_load(&srv->stopping)) {
        pthread_mutex_lock(&srv->lock);
        bool full = srv->nconns >= srv->opt.connections;
        atomic_store(&srv->full, full);
        pthread_mutex_unlock(&srv->lock);
        poll(fds, full ? 1 : (nfds_t)srv->nlisten + 1, full ? 100 : 500);
        if (fds[0].revents) {
            uint64_t n;
            (void)!read(srv->wake, &n, sizeof n);
        }
        if (full) {
            /* Somebody who waits is the reason to close what is idle. */
            bool waiting = poll(fds + 1, (nfds_t)srv->nlisten, 0) > 0;
            look_after(srv, waiting);
            continue;
        }
        if (now_ms() - looked >= 500) {
            look_after(srv, false);
            looked = now_ms();
        }
        for (int i = 0; i < srv->nlisten; i++) {
            if (!fds[i + 1].revents)
                continue;
            struct sockaddr_storage peer;
            socklen_t len = sizeof peer;
            int fd = accept4(srv->listen[i], (struct sockaddr *)&peer, &len,
                             SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd >= 0)
                add_connection(srv, fd, &peer, len);
            else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                usleep(20000); /* the connection stays in the queue; do not spin on it */
        }
    }
    return NULL;
}

/* ---- opening ---- */

static unsigned bound_port(int fd)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;
    if (getsockname(fd, (struct sockaddr *)&a, &len) != 0)
        return 0;
    return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port
                                         : ((struct sockaddr_in *)&a)->sin_port);
}

static int listen_one(const struct addrinfo *a, unsigned port)
{
    struct sockaddr_storage addr = {0};
    memcpy(&addr, a->ai_addr, a->ai_addrlen);
    if (a->ai_family == AF_INET6)
        ((struct sockaddr_in6 *)&addr)->sin6_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in *)&addr)->sin_port = htons((uint16_t)port);
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&addr, a->ai_addrlen) != 0 || listen(fd, 1024) != 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

/* "host:port" in its two parts; a host in brackets loses them. */
static bool split_listen(char host[256], unsigned *port, const char *text)
{
    const char *colon = strrchr(text, ':');
    uint64_t n;
    if (!colon || !str_uint(&n, str_of(colon + 1), 65535))
        return false;
    struct str h = {text, (size_t)(colon - text)};
    if (h.len >= 2 && h.p[0] == '[' && h.p[h.len - 1] == ']')
        h = str_sub(h, 1, h.len - 2);
    else if (h.len && memchr(h.p, ':', h.len))
        return false; /* an IPv6 address needs its brackets */
    if (h.len > 255)
        return false;
    memcpy(host, h.p, h.len);
    host[h.len] = 0;
    *port = (unsigned)n;
    return true;
}

static int open_sockets(struct http_server *srv, const char *text, struct err *err)
{
    char host[256];
    unsigned port;
    if (!split_listen(host, &port, text))
        return err_set(err, ERR_USAGE,
                       "%s: not an address to listen on; write it as 127.0.0.1:8080 or "
                       "[::1]:8080", text);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *list;
    int code = getaddrinfo(host[0] && strcmp(host, "*") != 0 ? host : NULL, "0", &hints, &list);
    if (code != 0)
        return err_set(err, ERR_USAGE, "%s: no such host here: %s", text, gai_strerror(code));
    int failed = 0;
    srv->port = port;
    for (struct addrinfo *a = list; a && srv->nlisten < (int)ARRAY_LEN(srv->listen);
         a = a->ai_next) {
        if (a->ai_family != AF_INET && a->ai_family != AF_INET6)
            continue;
        int fd = listen_one(a, srv->port);
        if (fd >= 0) {
            srv->listen[srv->nlisten++] = fd;
            srv->port = bound_port(fd);
        } else if (!failed || errno == EADDRINUSE) {
            failed = errno;
        }
    }
    freeaddrinfo(list);
    /* "localhost" is two addresses and a machine without IPv6 has one of them; but a port
     * that another program holds on one of the two is a mistake to tell. */
    if (srv->nlisten && !(failed == EADDRINUSE && port))
        return 0;
    if (failed == EADDRINUSE)
        return err_set(err, ERR_BUSY, "%s: another program already listens on port %u", text,
                       port);
    if (failed == EACCES)
        return err_set(err, ERR_DENIED, "%s: this user may not listen on port %u", text, port);
    return err_set(err, ERR_IO, "%s: cannot listen there: %s", text, strerror(failed));
}

static struct MHD_Daemon *start_worker(struct http_server *srv, struct worker *w)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC | MHD_USE_TURBO |
            MHD_ALLOW_SUSPEND_RESUME,
        0, NULL, NULL, on_request, w, MHD_OPTION_URI_LOG_CALLBACK, on_uri, w,
        MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, srv, MHD_OPTION_NOTIFY_CONNECTION, on_connection, srv,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)THREAD_LIMIT, MHD_OPTION_CONNECTION_TIMEOUT,
        srv->opt.timeout, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL,
        MHD_OPTION_END);
}

static int start_threads(struct http_server *srv, const char *text, struct err *err)
{
    for (unsigned i = 0; i < srv->nworkers; i++) {
        srv->worker[i].srv = srv;
        arena_init(&srv->worker[i].arena, ARENA_CEILING);
        srv->worker[i].daemon = start_worker(srv, &srv->worker[i]);
        if (!srv->worker[i].daemon)
            return err_set(err, ERR_IO, "%s: the server's threads could not be started: %s", text,
                           strerror(errno));
    }
    int code = pthread_create(&srv->acceptor, NULL, accept_loop, srv);
    if (code != 0)
        return err_set(err, ERR_IO, "%s: the server's threads could not be started: %s", text,
                       strerror(code));
    return 0;
}

static void fill_options(struct http_options *o)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (!o->threads)
        o->threads = cores > 0 ? (unsigned)cores : 1;
    o->threads = MIN(o->threads, 256u);
    unsigned most = o->threads * PER_THREAD;
    o->connections = o->connections ? MIN(o->connections, most) : most;
    if (!o->timeout)
        o->timeout = 30;
    if (!o->body_max)
        o->body_max = 1 << 20;
    if (!o->bodies_max)
        o->bodies_max = 512 << 20;
    if (!o->cache_bytes)
        o->cache_bytes = 64 << 20;
}

static void free_server(struct http_server *srv)
{
    for (unsigned i = 0; i < srv->nworkers; i++) {
        struct worker *w = &srv->worker[i];
        if (w->daemon)
            MHD_stop_daemon(w->daemon);
        for (unsigned k = 0; k < ARRAY_LEN(w->packer); k++)
            packer_release(&w->packer[k]);
        buf_release(&w->packed);
        buf_release(&w->room);
        arena_release(&w->arena);
    }
    for (int i = 0; i < srv->nlisten; i++)
        close(srv->listen[i]);
    if (srv->wake >= 0)
        close(srv->wake);
    cache_free(srv->cache);
    for (unsigned i = 0; i < ARRAY_LEN(srv->preflight); i++)
        if (srv->preflight[i])
            MHD_destroy_response(srv->preflight[i]);
    work_free(srv->work);
    pthread_cond_destroy(&srv->gone);
    pthread_mutex_destroy(&srv->lock);
    free(srv->worker);
    free(srv->by_fd);
    free(srv);
}

int http_server_open(struct http_server **out, const char *text, const struct http_options *opt,
                     http_handler *handle, void *ctx, struct err *err)
{
    struct http_server *srv = mem_alloc(sizeof *srv);
    *out = NULL;
    if (opt)
        srv->opt = *opt;
    fill_options(&srv->opt);
    srv->handle = handle;
    srv->ctx = ctx;
    srv->nworkers = srv->opt.threads;
    srv->worker = mem_alloc(srv->nworkers * sizeof *srv->worker);
    srv->cache = cache_new(srv->opt.cache_bytes);
    srv->preflight[0] = answer_preflight(false);
    srv->preflight[1] = answer_preflight(true);
    srv->work = srv->opt.work_burst ? work_new(srv->opt.work_burst) : NULL;
    srv->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_init(&srv->lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&srv->gone, &attr);
    pthread_condattr_destroy(&attr);

    int result = open_sockets(srv, text, err);
    if (result == 0) {
        /* Signals are for the thread that opens the server, not for its workers. */
        sigset_t all, old;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &old);
        result = start_threads(srv, text, err);
        pthread_sigmask(SIG_SETMASK, &old, NULL);
    }
    if (result != 0)
        free_server(srv);
    else
        *out = srv;
    return result;
}

unsigned http_server_port(const struct http_server *srv)
{
    return srv->port;
}

void http_cache_clear(struct http_server *srv)
{
    cache_clear(srv->cache);
}

void http_server_close(struct http_server *srv)
{
    if (!srv)
        return;
    atomic_store(&srv->stopping, true);
    wake(srv);
    pthread_join(srv->acceptor, NULL);
    for (int i = 0; i < srv->nlisten; i++)
        close(srv->listen[i]);
    srv->nlisten = 0;

    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += STOP_SECONDS;
    pthread_mutex_lock(&srv->lock);
    for (struct conn *c = srv->conns; c; c = c->next)
        if (atomic_load(&c->state) == CONN_IDLE)
            shutdown(c->fd, SHUT_RD);
    while (srv->conns && pthread_cond_timedwait(&srv->gone, &srv->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&srv->lock);
    /* A client that stayed may ask for more. What it would have the library suspend from here on
     * nobody would wait for, and the library does not end with a request suspended. */
    atomic_store(&srv->closing, true);
    for (unsigned i = 0; i < srv->nworkers; i++)
        while (atomic_load(&srv->worker[i].handling))
            usleep(1000);
    pthread_mutex_lock(&srv->lock);
    while (srv->nlater)
        pthread_cond_wait(&srv->gone, &srv->lock);
    pthread_mutex_unlock(&srv->lock);
    free_server(srv);
}
