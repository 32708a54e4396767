/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Processes that hold what the web process may not: the base for writing, and all secrets.
 *
 *     struct backroom_options options = {.base = base, .start = desk_start, .handle = desk_handle,
 *                                        .errand = desk_errand, .stop = desk_stop};
 *     struct backroom *room;
 *     if (backroom_open(&room, &options, &err) < 0) ...     before any thread is started
 *     ... http_server_open(...), whose handler calls backroom_answer(room, rq, an) ...
 *     backroom_stop(room);
 *     http_server_close(http);
 *     backroom_close(room);
 *
 * The web process reads requests, but for those of the backroom it knows neither who asks nor what
 * they may: it passes them on as they came and sends back what a process says. Whoever makes it do
 * what it should not finds no connection that may write, no key and no other's session in its memory,
 * and can ask the backroom what any client can ask.
 *
 *     web process --- master -+- process 1 ... n   one request at a time, each from the base anew
 *                             +- errand process    background work
 *
 * The master does nothing but start processes, and start one anew when it ended: at once when it
 * had lived for a second, else after a pause that grows to ten. A process ends itself after
 * `requests` requests, since libraries leak. They all end when the web process does, whatever
 * became of it; none can be looked into by another process of the same user; SIGINT, SIGTERM and
 * SIGHUP, which come to the whole group, they leave to the web process. What they start
 * (base/sandbox.h) inherits no descriptor.
 *
 * Every request goes to exactly one process, in the order of their arrival. A process that dies
 * over one makes a 502 of that one and of no other; one that takes longer than `seconds` is ended,
 * 504; when more wait than `waiting` or `waiting_bytes`, 503. Those are text/plain with a sentence
 * that says what to do.
 *
 * In the process, http_header, http_cookie, http_param and http_field work as always, the arena
 * lives as long as the request, and the answer may not be a stream. */
#ifndef SERVER_BACKROOM_H
#define SERVER_BACKROOM_H

#include "server/http.h"

struct backroom_options {
    unsigned processes; /* that answer requests, 0: 2, at most 64 */
    const char *base;
    /* In each process once, when it begins; what goes wrong in the first of them is what
     * backroom_open says. */
    int (*start)(void **ctx, const char *base, struct err *err);
    http_handler *handle; /* one request at a time; ctx is start's */
    /* In one process more: does one piece of background work; true: there may be more at once.
     * After false it is called again when a request that was no GET has been answered, or after a
     * second. NULL: no such process. */
    bool (*errand)(void *ctx);
    void (*stop)(void *ctx); /* when the process ends of itself; NULL: nothing to do */
    unsigned seconds;        /* an answer may take, 0: 60; an errand may take as long as it likes */
    unsigned requests;       /* after which a process is replaced by a new one, 0: 500 */
    unsigned waiting;        /* requests at most, 0: 1024 */
    size_t waiting_bytes;    /* of their bodies, 0: 256 MB */
};

struct backroom;

/* Starts the processes and returns when all are ready. They are forked: no thread may be there yet,
 * the caller's thread has to live as long as they, and what the caller has open they have open too. */
int backroom_open(struct backroom **out, const struct backroom_options *opt, struct err *err);

/* For a http_handler: a process answers. */
void backroom_answer(struct backroom *b, const struct http_request *rq, struct http_answer *an);

/* Before http_server_close: what a process has begun it may finish within five seconds, then it is
 * killed; all else is answered with 503, also what still comes. */
void backroom_stop(struct backroom *b);
void backroom_close(struct backroom *b); /* after http_server_close; NULL is allowed */

#endif
