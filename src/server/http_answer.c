/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/clock.h"
#include "server/http_inner.h"

enum { SMALL_UP_TO = 256 << 10, BLOCK = 32 << 10 };

#define DEFAULT_CACHE "public, max-age=0, must-revalidate"
#define METHODS "GET, HEAD, OPTIONS"

struct stream {
    struct conn *conn; /* while the request lives */
    bool (*next)(void *ctx, struct buf *out);
    void (*end)(void *ctx);
    void *ctx;
    struct buf raw, ready, kept;
    size_t at; /* of ready, what was sent */
    struct packer packer;
    enum coding coding;
    bool done, keep, failed /* the packer, for want of memory */;
    struct http_answer answer; /* its texts live as long as the request */
    uint64_t generation;
};

static void field(struct MHD_Response *r, const char *name, const char *value)
{
    /* The library refuses CR and LF inside a value, so nothing can be smuggled in here; a
     * value like that is left out. */
    if (value)
        (void)MHD_add_response_header(r, name, value);
}

static void cors(struct MHD_Response *r)
{
    field(r, "Access-Control-Allow-Origin", "*");
    field(r, "Access-Control-Expose-Headers",
          "ETag, Last-Modified, Location, Content-Disposition, Content-Language, Retry-After, "
          "Accept-Ranges, Content-Range");
}

static bool is_html(struct str type)
{
    return str_starts(type, STR("text/html"));
}

static bool is_text(struct str type)
{
    static const struct str kinds[] = {{"json", 4}, {"xml", 3}, {"csv", 3}, {"javascript", 10}};
    if (str_starts(type, STR("text/")))
        return true;
    /* "+xml;version=2.1" and "/json"; but not a format that is a zip archive of xml */
    if (str_starts(type, STR("application/vnd.openxmlformats")))
        return false;
    for (unsigned i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_find(type, kinds[i]))
            return true;
    return false;
}

void room_back(struct worker *w, struct buf *room)
{
    enum { ROOM_KEEP = 64 << 10 };
    if (w->room.p || room->size > ROOM_KEEP)
        buf_release(room);
    else
        w->room = *room;
    w->room.len = 0;
    *room = (struct buf){0};
}

static void sent(void *cls)
{
    struct conn *c = cls;
    room_back(c->worker, &c->lent);
}

/* For this connection alone. */
static struct MHD_Response *lend_bytes(struct conn *c, struct buf *body)
{
    c->lent = *body;
    *body = (struct buf){0};
    return MHD_create_response_from_buffer_with_free_callback_cls(
        c->lent.len, c->lent.p ? c->lent.p : (void *)(uintptr_t) "", sent, c);
}

static struct MHD_Response *own_bytes(struct buf *body)
{
    struct MHD_Response *r =
        body->len ? MHD_create_response_from_buffer(body->len, body->p, MHD_RESPMEM_MUST_FREE)
                  : MHD_create_response_from_buffer(0, (void *)(uintptr_t) "",
                                                    MHD_RESPMEM_PERSISTENT);
    if (!body->len)
        buf_release(body);
    *body = (struct buf){0};
    return r;
}

/* What the cache holds for long has no room to spare. */
static struct MHD_Response *keep_bytes(struct worker *w, struct buf *body)
{
    if (body->len == 0 || body->size <= body->len + body->len / 4 + 64)
        return own_bytes(body);
    struct buf kept = {mem_grow(NULL, body->len), body->len, body->len};
    memcpy(kept.p, body->p, body->len);
    room_back(w, body);
    return own_bytes(&kept);
}

static void dress(struct MHD_Response *r, struct conn *c, const struct http_answer *an,
                  enum coding coding, bool has_body)
{
    struct str type = str_of(an->type);
    char date[32];
    if (has_body)
        field(r, "Content-Type", an->type ? an->type : "application/octet-stream");
    field(r, "Content-Encoding", coding_name(coding));
    if (an->etag) {
        size_t len = strlen(an->etag);
        field(r, "ETag",
              coding && len
                  ? arena_fmt(&c->arena, "%.*s-%s\"", (int)len - 1, an->etag, coding_name(coding))
                  : an->etag);
    }
    if (an->modified) {
        clock_fmt_http(date, an->modified);
        field(r, "Last-Modified", date);
    }
    field(r, "Cache-Control", an->personal ? "no-store"
                              : an->cache_control ? an->cache_control : DEFAULT_CACHE);
    field(r, "Vary", "Accept, Accept-Encoding, Accept-Language");
    field(r, "Content-Language", an->language);
    field(r, "Content-Disposition", an->disposition);
    field(r, "Location", an->location);
    if (an->status == 405)
        field(r, "Allow", an->allow ? an->allow : METHODS);
    field(r, "WWW-Authenticate", an->authenticate);
    if (an->retry_after)
        field(r, "Retry-After", arena_fmt(&c->arena, "%u", an->retry_after));
    field(r, "Set-Cookie", an->cookie[0]);
    field(r, "Set-Cookie", an->cookie[1]);
    if (!an->personal)
        cors(r);
    field(r, "X-Content-Type-Options", "nosniff");
    if (an->policy)
        field(r, "Content-Security-Policy", an->policy);
    if (is_html(type)) {
        if (!an->policy)
            field(r, "Content-Security-Policy",
                  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                  "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                  "connect-src 'self'");
        if (!an->personal)
            field(r, "Referrer-Policy", "strict-origin-when-cross-origin");
    }
    if (an->personal)
        field(r, "Referrer-Policy", "same-origin");
}

struct MHD_Response *answer_preflight(bool personal)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    field(r, "Allow", personal ? "GET, HEAD, POST, OPTIONS" : METHODS);
    if (!personal) {
        cors(r);
        field(r, "Access-Control-Allow-Methods", METHODS);
        field(r, "Access-Control-Allow-Headers",
              "Accept, Accept-Language, Content-Language, Content-Type, If-None-Match, "
              "If-Modified-Since, Range, If-Range");
        field(r, "Access-Control-Max-Age", "86400");
    }
    field(r, "Vary", "Accept, Accept-Encoding, Accept-Language");
    field(r, "X-Content-Type-Options", "nosniff");
    return r;
}

/* ---- packing of a whole body ---- */

/* Replaces the body by its packed form; false when that would not be smaller. */
static bool pack(struct worker *w, enum coding coding, struct buf *body, bool kept)
{
    enum effort effort = kept && body->len <= SMALL_UP_TO ? PACK_SMALL : PACK_FAST;
    struct packer *p = &w->packer[effort];
    w->packed.len = 0;
    if (!packer_begin(p, coding, effort, body->len) || !packer_put(p, &w->packed, buf_view(body), true) ||
        w->packed.len >= body->len)
        return false;
    struct buf out = {0};
    buf_put(&out, w->packed.p, w->packed.len);
    if (w->packed.size > 1 << 20)
        buf_release(&w->packed);
    room_back(w, body);
    *body = out;
    return true;
}

/* ---- streams ---- */

void stream_finish(struct stream *s)
{
    if (s->end)
        s->end(s->ctx);
    s->end = NULL;
    s->next = NULL;
    s->done = true;
    s->keep = false;
    if (s->conn)
        s->conn->stream = NULL;
    s->conn = NULL;
}

static void stream_free(void *cls)
{
    struct stream *s = cls;
    stream_finish(s);
    packer_release(&s->packer);
    buf_release(&s->raw);
    buf_release(&s->ready);
    buf_release(&s->kept);
    free(s);
}

static void keep_stream(struct stream *s)
{
    struct conn *c = s->conn;
    uint64_t length = s->kept.len;
    struct MHD_Response *r = own_bytes(&s->kept);
    dress(r, c, &s->answer, s->coding, true);
    cache_put(c->worker->srv->cache, s->generation, c->key_hash, buf_view(&c->key), r, length,
              s->answer.etag, s->answer.modified);
    s->keep = false;
}

/* One more portion of the handler's into s->ready. */
static void stream_more(struct stream *s)
{
    s->ready.len = s->at = 0;
    if (s->coding) {
        bool more = s->next(s->ctx, &s->raw);
        if (!packer_put(&s->packer, &s->ready, buf_view(&s->raw), !more)) {
            s->failed = true;
            return;
        }
        s->raw.len = 0;
        s->done = !more;
    } else {
        if (s->raw.len) { /* what the handler put there before the stream */
            struct buf swap = s->ready;
            s->ready = s->raw;
            s->raw = swap;
            s->raw.len = 0;
        }
        s->done = !s->next(s->ctx, &s->ready);
    }
    if (s->keep) {
        if (s->kept.len + s->ready.len > STREAM_KEEP) {
            s->keep = false;
            buf_release(&s->kept);
        } else {
            buf_put(&s->kept, s->ready.p, s->ready.len);
            if (s->done)
                keep_stream(s);
        }
    }
}

static void work_more(struct stream *s)
{
    struct conn *c = s->conn;
    double start = c->counted ? clock_monotonic() : 0;
    stream_more(s);
    if (c->counted) {
        double now = clock_monotonic();
        work_done(c->worker->srv->work, &c->peer, now, now - start);
    }
}

static ssize_t stream_read(void *cls, uint64_t pos, char *out, size_t max)
{
    (void)pos;
    struct stream *s = cls;
    /* The library takes nothing for an answer only as "ask me again at once", which is what
     * a deflate that swallowed a portion whole would be: so go on until there are bytes. */
    while (s->at == s->ready.len) {
        if (s->done || !s->conn)
            return MHD_CONTENT_READER_END_OF_STREAM;
        work_more(s);
        if (s->failed)
            return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    size_t n = MIN(max, s->ready.len - s->at);
    memcpy(out, s->ready.p + s->at, n);
    s->at += n;
    if (s->conn)
        s->conn->sent += n;
    return (ssize_t)n;
}

static ssize_t read_nothing(void *cls, uint64_t pos, char *out, size_t max)
{
    (void)cls, (void)pos, (void)out, (void)max;
    return MHD_CONTENT_READER_END_OF_STREAM;
}

/* A head alone, of a length that is not known: the connection has to be closed behind it. */
static struct MHD_Response *only_head(void)
{
    struct MHD_Response *r =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64, read_nothing, NULL, NULL);
    if (r)
        MHD_set_response_options(r, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return r;
}

static struct stream *stream_new(struct conn *c, struct http_answer *an, enum coding coding, bool keep,
                                 uint64_t generation)
{
    struct stream *s = mem_alloc(sizeof *s);
    s->conn = c;
    s->next = an->stream;
    s->end = an->stream_end;
    s->ctx = an->stream_ctx;
    s->raw = an->body;
    an->body = (struct buf){0};
    s->coding = packer_begin(&s->packer, coding, PACK_FAST, 0) ? coding : CODING_NONE;
    s->keep = keep;
    s->generation = generation;
    s->answer = *an;
    c->stream = s;
    return s;
}

/* HEAD must say the length that GET would: worth running a stream for only when the cache
 * keeps the result for the GET that follows. NULL: it is longer than the cache keeps. */
static struct MHD_Response *stream_whole(struct stream *s, size_t *length)
{
    struct buf all = {0};
    s->keep = false;
    while (!s->done && !s->failed && all.len <= STREAM_KEEP) {
        stream_more(s);
        buf_put(&all, s->ready.p, s->ready.len);
    }
    if (!s->done) {
        buf_release(&all);
        return NULL;
    }
    *length = all.len;
    return own_bytes(&all);
}

/* ---- sending ---- */

static enum MHD_Result queue(struct conn *c, int status, struct MHD_Response *r)
{
    c->status = status;
    atomic_store_explicit(&c->state, CONN_ANSWER, memory_order_relaxed);
    return MHD_queue_response(c->mhd, (unsigned)status, r);
}

enum MHD_Result answer_send(struct conn *c, struct http_answer *an, uint64_t generation)
{
    struct http_server *srv = c->worker->srv;
    if (an->status < 200 || an->status > 599)
        an->status = an->status ? 500 : 200;
    int status = an->status;
    bool streamed = an->stream != NULL;
    enum coding held, coding = CODING_NONE;
    bool fresh = status == 200 && c->conditional &&
                 same_as_held(&held, c->fields.none_match, c->fields.modified_since, an->etag, an->modified);
    if ((an->packed || c->coding) && !an->personal && status != 204 && an->type && is_text(str_of(an->type)) &&
        (streamed || an->body.len >= PACK_FROM))
        coding = an->packed ? coding_find(str_of(an->packed)) : c->coding;
    /* A handler that saw http_unchanged may have left the body out: nothing to keep then. */
    bool keep = an->cacheable && !an->personal && status == 200 && c->wanted &&
                (!fresh || (an->body.len && !streamed));
    bool has_body = streamed || an->body.len || an->file || (fresh && an->type);
    size_t length = an->body.len;
    struct MHD_Response *r;
    struct stream *s = NULL;
    const char *range = NULL;

    if (streamed)
        s = stream_new(c, an, coding, keep && !c->head, generation);
    if (fresh && !keep)
        coding = held; /* its tag is of the variant that the client has */
    if (an->file) {
        status = fresh ? 304 : status;
        r = file_response(c, an, &status, &length);
    } else if (fresh && (streamed || !an->body.len)) {
        /* 304 says no length rather than a wrong one. */
        if (s)
            stream_free(s);
        room_back(c->worker, &an->body);
        r = only_head();
    } else if (streamed) {
        coding = s->coding;
        r = keep && c->head ? stream_whole(s, &length) : NULL;
        if (r) {
            stream_free(s);
        } else if (c->head) {
            keep = false;
            stream_free(s);
            r = only_head();
        } else {
            keep = false; /* it is kept when its end is reached */
            length = 0;
            r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, stream_read, s,
                                                  stream_free);
        }
    } else {
        if (coding && !pack(c->worker, coding, &an->body, keep))
            coding = CODING_NONE;
        range = an->ranges && !fresh ? body_range(c, an, &status) : NULL;
        length = an->body.len;
        r = keep ? keep_bytes(c->worker, &an->body) : lend_bytes(c, &an->body);
    }
    if (!r)
        return MHD_NO;
    dress(r, c, an, coding, has_body);
    if (an->ranges)
        field(r, "Accept-Ranges", "bytes");
    field(r, "Content-Range", range);
    if (!c->head && !fresh)
        c->sent = length;
    enum MHD_Result result = queue(c, fresh ? 304 : status, r);
    if (keep)
        cache_put(srv->cache, generation, c->key_hash, buf_view(&c->key), r, length, an->etag,
                  an->modified);
    else
        MHD_destroy_response(r);
    return result;
}

enum MHD_Result answer_refuse(struct conn *c, int status, const char *why)
{
    struct http_answer an = {.status = status, .type = "text/plain; charset=utf-8",
                             .cache_control = "no-store",
                             .allow = "GET, HEAD, POST, PUT, DELETE, OPTIONS",
                             .retry_after = status == 503 ? 5 : status == 429 ? c->wait : 0};
    struct http_server *srv = c->worker->srv;
    struct str target = without_host(buf_view(&c->target));
    an.personal = is_personal(c);
    if (srv->opt.refuse)
        srv->opt.refuse(srv->ctx, target, c->fields.accept, &an, why);
    if (an.body.len == 0) {
        buf_puts(&an.body, why);
        buf_char(&an.body, '\n');
    }
    size_t length = an.body.len;
    struct MHD_Response *r = own_bytes(&an.body);
    dress(r, c, &an, CODING_NONE, true);
    /* What comes behind a request that we did not understand is not to be trusted. */
    field(r, "Connection", "close");
    if (!c->head)
        c->sent = length;
    enum MHD_Result result = queue(c, status, r);
    MHD_destroy_response(r);
    return result;
}

enum MHD_Result answer_cached(struct conn *c)
{
    struct http_server *srv = c->worker->srv;
    struct entry *e = cache_find(srv->cache, &c->wanted, c->key_hash, buf_view(&c->key));
    if (!e)
        return MHD_NO;
    enum coding held;
    bool fresh = c->conditional && same_as_held(&held, c->fields.none_match, c->fields.modified_since,
                                                e->etag, e->modified);
    if (!c->head && !fresh)
        c->sent = e->length;
    /* The same response under 304: the library leaves the body out and keeps the length,
     * which is then the one a 200 would have, as RFC 9110 (8.6) wants. */
    enum MHD_Result result = queue(c, fresh ? 304 : 200, e->response);
    entry_drop(e);
    return result;
}
