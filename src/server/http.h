/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* HTTP 1.1 as the rest of the server sees it: a request that can be asked, an answer that
 * is filled. libmicrohttpd is behind it and nowhere else.
 *
 *     static void hello(void *ctx, const struct http_request *rq, struct http_answer *an)
 *     {
 *         an->type = "text/plain";
 *         buf_puts(&an->body, "hello");
 *     }
 *     struct http_server *srv;
 *     http_server_open(&srv, "127.0.0.1:8080", &options, hello, ctx, &err);
 *     ...
 *     http_server_close(srv);        finishes what is under way, at most 5 s
 *
 * The layer does what every answer needs: 304 for If-None-Match and If-Modified-Since (HTTP
 * date or ISO 8601), zstd, brotli or gzip where the client accepts it and the body is text of 1 KB or more,
 * HEAD, OPTIONS, CORS headers on everything, Vary, Content-Length, security headers for
 * HTML, request limits (URL 8 KB -> 414, head 12 KB -> 431, body, time-outs, per address), and
 * a cache of finished answers keyed by encoding, Accept, Accept-Language and target. What
 * depends on anything else (Host, Authorization, a cookie) must not be marked cacheable; what is
 * for one person alone is marked personal.
 *
 * Handlers run on the pool's threads, several at once, and touch only immutable things. A
 * thread serves up to 120 connections in turn, so a handler that works for long keeps them
 * waiting: what is large is streamed, since the portions of several answers interleave, and what
 * has to wait for something comes later, from a thread of the handler's own:
 *
 *     job->answer = http_suspend(rq);    in the handler, which then returns at once
 *     ...
 *     fill(job->rq, job->answer);        on another thread, which alone has the request now
 *     http_resume(job->rq);              and no longer has it after this
 */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { HTTP_SEGMENTS = 16, HTTP_PARAMS = 64, HTTP_FIELDS = 4096 };

struct http_param {
    struct str name, value; /* percent-decoded; a literal + in the query stays a plus */
};

/* A field of a form; its texts are UTF-8 without NUL, save the value of a file. */
struct http_field {
    struct str name, value;
    struct str file_name; /* without folders; p is NULL when it is no file, "" when none was chosen */
    struct str type;      /* Content-Type of the part, empty when it says none */
};

struct http_request {
    struct str method;   /* GET (also for HEAD), POST, ... */
    struct str target;   /* as it came, with query */
    struct str path;     /* undecoded, without query */
    struct str segment[HTTP_SEGMENTS]; /* path split at '/', then percent-decoded; empty trailing one dropped */
    unsigned nsegments;
    bool too_many_segments;
    struct http_param param[HTTP_PARAMS]; /* in order of appearance */
    unsigned nparams;
    struct str body;      /* of POST, PUT: all of it, at most body_max */
    /* Of a body that is application/x-www-form-urlencoded or multipart/form-data, in order of
     * appearance; a form that cannot be read is refused before the handler sees it. */
    const struct http_field *field;
    unsigned nfields;
    struct str peer;     /* the client's address, "127.0.0.1" */
    struct arena *arena; /* lives as long as the request */
    void *connection;    /* this layer's; NULL in another process, which has the list */
    const struct http_param *header; /* all header fields; only once http_suspend was called */
    unsigned nheaders;
};

/* A request header's value, empty when absent; any case. */
struct str http_header(const struct http_request *rq, const char *name);
/* The first parameter of that name; NULL when absent. (Here, since a request asks for dozens, each by a literal.) */
static inline const struct str *http_param(const struct http_request *rq, const char *name)
{
    struct str wanted = str_of(name);
    for (unsigned i = 0; i < rq->nparams; i++)
        if (str_eq(rq->param[i].name, wanted))
            return &rq->param[i].value;
    return NULL;
}
/* Its value; empty when absent. A form sends all its fields: what is empty was not said. */
static inline struct str http_said(const struct http_request *rq, const char *name)
{
    const struct str *value = http_param(rq, name);
    return value ? *value : STR("");
}
/* The value of the first field of the form of that name; NULL when absent. */
const struct str *http_field(const struct http_request *rq, const char *name);
/* The value of the first cookie of that name, as it came; empty when absent. */
struct str http_cookie(const struct http_request *rq, const char *name);
/* The client already has the representation with this etag (without encoding suffix) and
 * this date: a handler may then set etag and modified, leave the body out and return. For
 * bodies that are much work: 304 without one has no length, and the connection is closed. */
bool http_unchanged(const struct http_request *rq, const char *etag, int64_t modified);

struct http_answer {
    int status;        /* 200 unless set */
    const char *type;  /* Content-Type, exactly; must outlive the answer or be in the arena */
    const char *etag;  /* strong, with its quotes, without encoding suffix; NULL: none */
    int64_t modified;  /* Last-Modified, 0: none */
    const char *cache_control;    /* NULL: "public, max-age=0, must-revalidate" */
    const char *location;         /* for 3xx and 201 */
    const char *disposition;      /* Content-Disposition; NULL: none */
    const char *packed;           /* the coding that it is to have ("gzip", "br", "zstd", "identity") whatever the
                                     client accepts, where it is text; NULL: what the client accepts */
    const char *language;         /* Content-Language; NULL: none */
    const char *policy;           /* Content-Security-Policy; NULL: the strict one where it is HTML */
    const char *allow;            /* with 405; NULL: "GET, HEAD, OPTIONS" */
    const char *authenticate;     /* WWW-Authenticate, with 401; NULL: none */
    unsigned retry_after;         /* seconds, with 429 and 503; 0: none */
    const char *cookie[2];        /* Set-Cookie, exactly; NULL: none */
    /* For one person alone: whatever cache_control says it is no-store, no other site may read it
     * (no CORS fields), no other site learns its address, and it is not packed, since the length of
     * a packed page tells what it has in common with what others made the reader ask for. */
    bool personal;
    struct buf body;   /* the whole body, or the beginning of a streamed one */
    /* Streaming: called again and again to append a portion (tens of KB) to `out`; false
     * when there is no more. NULL: body is all. `stream_end` frees ctx, once, also when
     * broken off or never begun; the request's arena still lives then. */
    bool (*stream)(void *ctx, struct buf *out);
    void (*stream_end)(void *ctx);
    void *stream_ctx;
    /* The body is this file, as it lies on the disk (404 when it cannot be opened), and ranges of it can be
     * asked for (RFC 9110, section 14: one range; several give the whole). NULL: none. Its content may not
     * change while the address and the etag stay. In the request's arena. */
    const char *file;
    bool ranges;       /* ranges of the body can be asked for, as of a file: of what is not packed, nor cacheable */
    bool cacheable;    /* the same target, Accept and language give this again until http_cache_clear */
};

/* The answer comes later. Called in the handler, once, which then returns without having touched
 * the answer that it was given: the one that counts is returned here. From now on until http_resume
 * the request and its arena belong to whoever calls that, on any thread; the client may go away
 * meanwhile, which nobody is told. Every suspended request has to be resumed: http_server_close
 * waits for it without end. */
struct http_answer *http_suspend(const struct http_request *rq);
void http_resume(const struct http_request *rq);

struct http_options {
    unsigned threads;       /* 0: number of cores */
    unsigned connections;   /* 0: 120 per thread, which is also the most */
    unsigned per_address;   /* connections of one address, 0: no limit (as behind a proxy) */
    unsigned timeout;       /* seconds without progress, 0: 30; a request's head must be there
                             * after twice, its body after ten times that */
    size_t body_max;        /* bytes of a request body, 0: 1 MB */
    /* The same by target (without host, with query), asked only for requests with a body; ctx is
     * the handler's. NULL: body_max for all. */
    size_t (*body_max_of)(void *ctx, struct str target);
    size_t bodies_max;      /* of all request bodies at one time, 0: 512 MB; beyond it 503 */
    size_t cache_bytes;     /* of finished answers, 0: 64 MB */
    /* What is at this target is for one person alone, and so are refusals and OPTIONS there: without CORS
     * fields. NULL: nothing is. */
    bool (*personal_of)(void *ctx, struct str target);
    /* Gives what this layer refuses by itself, `why` in `an->status`, the form of what is at that target,
     * which may be cut short or make no sense; NULL: plain text. */
    void (*refuse)(void *ctx, struct str target, struct str accept, struct http_answer *an, const char *why);
    /* Seconds of work that an address may ask for at once; half a second a second comes back. Beyond it what
     * is not in the cache is 429. 0: no limit. */
    unsigned work_burst;
    bool loopback_free;     /* neither this nor per_address is for this machine's own addresses (a proxy's) */
    bool access_log;        /* one line per request on standard error, without query values */
};

typedef void http_handler(void *ctx, const struct http_request *rq, struct http_answer *an);

struct http_server;
/* `listen`: "127.0.0.1:8080", "[::1]:8080", "localhost:0" (0: any free port), ":8080" (all
 * addresses). ERR_USAGE: no such address; ERR_BUSY: the port is in use. */
int http_server_open(struct http_server **out, const char *listen, const struct http_options *opt,
                     http_handler *handle, void *ctx, struct err *err);
unsigned http_server_port(const struct http_server *srv); /* the real one when 0 was asked */
void http_cache_clear(struct http_server *srv); /* after a new release */
void http_server_close(struct http_server *srv);

#endif
