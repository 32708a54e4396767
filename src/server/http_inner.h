/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of the HTTP layer share; nobody else includes this.
 *
 *     http.c          listening, connections, limits, stopping; the library's callbacks
 *     http_request.c  bytes of a request line -> struct http_request
 *     http_form.c     bytes of a body -> the fields of a form
 *     http_answer.c   struct http_answer -> headers, 304, packing, streams
 *     http_work.c     how much work who has made lately
 *     http_file.c     files and ranges of them
 *     http_cache.c    finished answers, sharded and bounded
 *
 * One struct worker is one library daemon with one thread. One struct conn is one client's
 * connection, touched by its worker only, save for the members that say otherwise. */
#ifndef SERVER_HTTP_INNER_H
#define SERVER_HTTP_INNER_H

#include "server/http.h"
#include "syntax/packer.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

enum {
    TARGET_MAX = 8 << 10, /* of a request target; more is 414 */
    HEAD_MAX = 12 << 10,  /* of target and header fields together; more is 431 */
    PACK_FROM = 1024,      /* smaller bodies are not worth a dictionary */
    STREAM_KEEP = 4 << 20  /* a streamed answer that ends below this may be cached */
};

enum conn_state { CONN_IDLE, CONN_BODY, CONN_WAIT /* for another thread */, CONN_ANSWER };

/* The request headers that the layer itself looks at, found in one pass. */
struct fields {
    struct str accept, language, encoding, none_match, modified_since, host, length, transfer;
    bool length_twice;
};

struct conn {
    struct conn *next, *prev; /* all connections; under the server's lock */
    struct worker *worker;
    struct MHD_Connection *mhd;
    int fd;
    struct sockaddr_storage peer;
    char peer_text[INET6_ADDRSTRLEN];
    _Atomic enum conn_state state; /* read by the accepting thread */
    _Atomic int64_t since;         /* ms; when it took that state */

    char method[8];
    const char *uri; /* the library's buffer while a request line is there */
    struct buf target;
    struct fields fields;
    struct buf body, key;
    size_t body_max, body_counted; /* counted: of srv->bodies */
    uint64_t body_seen, key_hash, generation;
    bool begun, get, head, conditional, wanted /* by the cache */;
    bool counted; /* the work for its answer, of its address */
    unsigned wait; /* seconds, with 429 */
    enum coding coding; /* that the client accepts and we prefer */
    bool later;     /* the answer comes from another thread, or has come and is to be sent */
    bool crowded;   /* the body was dropped for want of memory */
    struct arena arena; /* the worker's while a request is under way */
    struct http_request rq;
    struct http_answer answer; /* when it comes later */
    struct stream *stream;
    struct buf lent; /* the answer under way, until the library has sent it */

    int status; /* of the answer, for the log */
    uint64_t sent;
    double started;
};

struct worker {
    struct http_server *srv;
    struct MHD_Daemon *daemon;
    atomic_uint connections;
    atomic_bool handling; /* a handler runs, and may suspend its request */
    struct packer packer[2]; /* by effort, which no packer likes to change */
    struct buf packed;
    /* What the last request used, for the next: its memory is in the processor's cache, which that
     * of a connection that was idle is not. */
    struct arena arena;
    struct buf room;
};

struct http_server {
    http_handler *handle;
    void *ctx;
    struct http_options opt;
    struct http_cache *cache;
    struct MHD_Response *preflight[2]; /* for everybody; for addresses that are personal */
    struct work *work; /* NULL: nobody counts */
    struct worker *worker;
    unsigned nworkers;

    int listen[4], nlisten, wake;
    unsigned port;
    pthread_t acceptor;
    atomic_bool stopping, full;
    atomic_bool closing; /* the time for what is under way is over: no handler runs any more */
    atomic_size_t bodies; /* bytes of request bodies held now */

    pthread_mutex_t lock;
    pthread_cond_t gone; /* a connection went away, or an answer that was to come later came */
    struct conn *conns;
    struct conn **by_fd;
    unsigned nconns, nfds, nlater;
};

/* http_request.c: false when it was refused; *status and *why say how. */
bool request_parse(struct conn *c, int *status, const char **why);
void fields_read(struct conn *c);
void headers_list(struct conn *c); /* into the request: all fields, still in the library's memory */
struct str without_host(struct str target);
int hex_digit(char c); /* -1: it is none */
/* The coding of greatest weight, CODING_NONE when that is none of ours. */
enum coding coding_accepted(struct str accept_encoding);
/* Whether the client has it, as If-None-Match (or else If-Modified-Since) says; *held is the coding of
 * the variant whose tag it is. */
bool same_as_held(enum coding *held, struct str none_match, struct str modified_since, const char *etag,
                  int64_t modified);

/* http.c: what is at its target is for one person alone. */
bool is_personal(const struct conn *c);

/* http_form.c: fills rq->field from rq->body when the type is one of a form. */
bool form_parse(struct http_request *rq, struct str content_type, int *status, const char **why);

/* http_answer.c */
enum MHD_Result answer_send(struct conn *c, struct http_answer *an, uint64_t generation);
enum MHD_Result answer_refuse(struct conn *c, int status, const char *why);
enum MHD_Result answer_cached(struct conn *c); /* MHD_NO: it is not in the cache */
struct MHD_Response *answer_preflight(bool personal);
void room_back(struct worker *w, struct buf *room); /* of an answer: kept or freed */
/* http_file.c: a file as an answer; *status becomes 206, 416 or 404 where it is not to be 200. */
struct MHD_Response *file_response(struct conn *c, const struct http_answer *an, int *status, size_t *length);
/* Leaves in the body the range that is asked for: its Content-Range; NULL: the whole is the answer. */
const char *body_range(struct conn *c, struct http_answer *an, int *status);
void stream_finish(struct stream *s); /* the handler's part ends; the shell is the library's */

/* http_work.c: seconds of work by address. */
struct work *work_new(unsigned burst);
void work_free(struct work *work);
/* 0, or after how many seconds the address may ask for work again. */
unsigned work_wait(struct work *work, const struct sockaddr_storage *peer, double now);
void work_done(struct work *work, const struct sockaddr_storage *peer, double now, double seconds);
bool is_loopback(const struct sockaddr_storage *peer);

/* http_cache.c: entries are counted references. */
struct entry {
    struct entry *next, *newer, *older;
    struct MHD_Response *response;
    char *etag; /* as the handler gave it; NULL: none */
    int64_t modified;
    uint64_t hash, length; /* length: of the body */
    size_t bytes, key_len;
    atomic_uint refs;
    char key[];
};

struct http_cache *cache_new(size_t bytes);
void cache_free(struct http_cache *cache);
uint64_t cache_generation(const struct http_cache *cache);
void cache_clear(struct http_cache *cache);
/* NULL: not there; *wanted then says whether the answer is worth keeping: any while there is room;
 * when it is full, one that was asked for twice before many others, so that those who walk through all
 * there is, be it again and again, do not push out what many ask for. */
struct entry *cache_find(struct http_cache *cache, bool *wanted, uint64_t hash, struct str key);
/* Takes over the caller's reference to `response`; keeps it unless the cache was cleared
 * since `generation`. */
void cache_put(struct http_cache *cache, uint64_t generation, uint64_t hash, struct str key,
               struct MHD_Response *response, uint64_t length, const char *etag,
               int64_t modified);
size_t cache_largest(const struct http_cache *cache); /* bytes one answer may have */
void entry_drop(struct entry *e);

#endif
