/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/http.h"

#include "base/clock.h"
#include "client.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- the site under test ---- */

static atomic_int calls, streams_ended;
static atomic_bool hold, held;

struct count {
    unsigned at, n;
    bool slow;
};

static bool count_more(void *ctx, struct buf *out)
{
    struct count *c = ctx;
    if (c->slow)
        usleep(2000);
    for (unsigned i = 0; i < 2000 && c->at < c->n; i++)
        buf_fmt(out, "line %u\n", c->at++);
    return c->at < c->n;
}

static void count_end(void *ctx)
{
    ((struct count *)ctx)->n++; /* the arena must still be there */
    atomic_fetch_add(&streams_ended, 1);
}

static void stream_lines(const struct http_request *rq, struct http_answer *an, unsigned n)
{
    struct count *c = arena_new(rq->arena, struct count);
    c->n = n;
    c->slow = http_param(rq, "slow") != NULL;
    an->type = "text/plain";
    an->etag = "\"s\"";
    an->stream = count_more;
    an->stream_end = count_end;
    an->stream_ctx = c;
    an->cacheable = http_param(rq, "keep") != NULL;
    buf_puts(&an->body, "begin\n");
}

static void echo(const struct http_request *rq, struct http_answer *an)
{
    an->type = "text/plain";
    buf_fmt(&an->body, "%.*s|%u|", STR_FMT(rq->method), rq->nsegments);
    for (unsigned i = 0; i < rq->nsegments; i++)
        buf_fmt(&an->body, "<%.*s>", STR_FMT(rq->segment[i]));
    for (unsigned i = 0; i < rq->nparams; i++)
        buf_fmt(&an->body, "{%.*s=%.*s}", STR_FMT(rq->param[i].name),
                STR_FMT(rq->param[i].value));
    buf_fmt(&an->body, "%s|%.*s", rq->too_many_segments ? "many" : "", STR_FMT(rq->body));
}

/* ---- answers that come later ---- */

static struct later {
    const struct http_request *rq;
    struct http_answer *an;
} waiting[400];
static atomic_uint nwaiting;

static void answer_later(const struct later *l)
{
    struct str accept = http_header(l->rq, "accept");
    l->an->type = "text/plain";
    buf_fmt(&l->an->body, "later %.*s %u %.*s %.*s", STR_FMT(l->rq->target), l->rq->nheaders > 0,
            STR_FMT(accept), STR_FMT(l->rq->body));
    http_resume(l->rq);
}

static pthread_mutex_t waiting_lock = PTHREAD_MUTEX_INITIALIZER;

/* When n wait: all of them, on a thread of its own. */
static void *answer_waiting(void *arg)
{
    static struct later taken[ARRAY_LEN(waiting)];
    unsigned n = (unsigned)(uintptr_t)arg;
    while (atomic_load(&nwaiting) < n)
        usleep(1000);
    pthread_mutex_lock(&waiting_lock);
    memcpy(taken, waiting, n * sizeof *taken);
    atomic_store(&nwaiting, 0); /* an answer lets the next request of its connection wait */
    pthread_mutex_unlock(&waiting_lock);
    for (unsigned i = n; i-- > 0;)
        answer_later(&taken[i]);
    return NULL;
}

static void wait_for_answer(const struct http_request *rq)
{
    pthread_mutex_lock(&waiting_lock);
    unsigned i = atomic_load(&nwaiting);
    waiting[i].rq = rq;
    waiting[i].an = http_suspend(rq);
    atomic_store(&nwaiting, i + 1);
    pthread_mutex_unlock(&waiting_lock);
}

static size_t body_max_of(void *ctx, struct str target)
{
    (void)ctx;
    return str_is(target, "/large?x=1") ? 3 << 20 : 1000;
}

static void form(const struct http_request *rq, struct http_answer *an)
{
    an->type = "text/plain";
    for (unsigned i = 0; i < rq->nfields; i++)
        buf_fmt(&an->body, "%.*s=%.*s;", STR_FMT(rq->field[i].name), STR_FMT(rq->field[i].value));
    buf_fmt(&an->body, "%.*s %.*s", STR_FMT(rq->peer), STR_FMT(http_cookie(rq, "b")));
}

static void personal(struct http_answer *an)
{
    an->type = "text/html; charset=utf-8";
    an->personal = true;
    an->cacheable = true; /* which it is not */
    an->cache_control = "public";
    an->cookie[0] = "session=1; HttpOnly; SameSite=Strict; Path=/desk";
    an->cookie[1] = "theme=dark";
    for (int i = 0; i < 500; i++)
        buf_puts(&an->body, "for you alone ");
}

static void site(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    (void)ctx;
    struct str first = rq->nsegments ? rq->segment[0] : STR("");
    atomic_fetch_add(&calls, 1);
    if (str_is(first, "text")) {
        an->type = "application/vnd.sdmx.data+csv;version=1.0.0";
        an->etag = "\"abc\"";
        an->modified = 1700000000;
        an->cacheable = http_param(rq, "fresh") == NULL;
        for (int i = 0; i < 500; i++)
            buf_puts(&an->body, "MYS,2019,1889\n");
    } else if (str_is(first, "lines")) {
        stream_lines(rq, an, 20000);
    } else if (str_is(first, "long")) {
        stream_lines(rq, an, 2000000);
    } else if (str_is(first, "page")) {
        an->type = "text/html; charset=utf-8";
        buf_puts(&an->body, "<!doctype html>");
    } else if (str_is(first, "image")) {
        an->type = "image/png";
        memset(buf_room(&an->body, 5000), 'x', 5000);
        an->body.len = 5000;
    } else if (str_is(first, "empty")) {
        an->status = 204;
    } else if (str_is(first, "moved")) {
        an->status = 303;
        an->location = "/text";
    } else if (str_is(first, "no")) {
        an->status = 405;
    } else if (str_is(first, "known")) {
        an->etag = "\"k\"";
        if (http_unchanged(rq, an->etag, 0))
            return;
        an->type = "text/plain";
        buf_puts(&an->body, "known");
    } else if (str_is(first, "held")) {
        an->type = "text/plain";
        an->cacheable = true;
        buf_puts(&an->body, "old");
        atomic_store(&held, true);
        while (atomic_load(&hold))
            usleep(1000);
    } else if (str_is(first, "later")) {
        wait_for_answer(rq);
    } else if (str_is(first, "form")) {
        form(rq, an);
    } else if (str_is(first, "personal")) {
        personal(an);
    } else if (str_is(first, "file")) {
        an->type = "application/gzip";
        an->etag = "\"f\"";
        an->file = arena_fmt(rq->arena, "%s/%.*s", test_dir(), STR_FMT(rq->segment[1]));
    } else if (str_is(first, "accept")) {
        an->type = "text/plain";
        an->cacheable = true;
        buf_str(&an->body, http_header(rq, "accept"));
        buf_str(&an->body, http_header(rq, "ACCEPT-language"));
    } else {
        echo(rq, an);
    }
}

/* ---- the server ---- */

static struct http_server *srv;

static void start(struct http_options opt)
{
    struct err err = {0};
    if (!opt.threads)
        opt.threads = 2;
    if (http_server_open(&srv, "127.0.0.1:0", &opt, site, NULL, &err) != 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    port = http_server_port(srv);
}

static void stop(void)
{
    http_server_close(srv);
    srv = NULL;
}

/* ---- tests ---- */

/* What comes behind a head without a body is the head of the next answer, or nothing. */
TEST(http_nothing_follows_a_head_alone)
{
    static const char *const asked[] = {"HEAD /lines", "HEAD /long?keep=1", "GET /lines", "GET /known",
                                        "GET /text?fresh=1", "HEAD /text?fresh=1"};
    start((struct http_options){0});
    for (unsigned i = 0; i < ARRAY_LEN(asked); i++) {
        struct buf out = {0}, in = {0};
        int fd = dial();
        buf_fmt(&out, "%s HTTP/1.1\r\nHost: x\r\nIf-None-Match: %s\r\n\r\n", asked[i],
                i == 0 || i == 1 ? "\"other\"" : "*");
        say(fd, out.p, out.len);
        CHECK(read_reply(&reply, &in, fd, true));
        CHECK_INT(reply.status, i < 2 ? 200 : 304);
        bool closes = str_is(FIELD("Connection"), "close");
        CHECK(closes == (i < 4));
        CHECK(closes == !FIELD("Content-Length").p);
        CHECK(!FIELD("Transfer-Encoding").p);
        while (in.len == 0 && hear(&in, fd, closes ? 8000 : 50))
            ;
        CHECK_STR(buf_view(&in), "");
        close(fd);
        buf_release(&out);
        buf_release(&in);
    }
    stop();
}

TEST(http_listens_where_it_is_told)
{
    struct http_server *a, *b;
    struct http_options opt = {.threads = 1};
    struct err err = {0};
    char text[64];
    CHECK(http_server_open(&a, "127.0.0.1:0", &opt, site, NULL, &err) == 0);
    CHECK(http_server_port(a) > 0);
    snprintf(text, sizeof text, "127.0.0.1:%u", http_server_port(a));
    CHECK(http_server_open(&b, text, &opt, site, NULL, &err) == -ERR_BUSY);
    CHECK(b == NULL && strstr(err.text, "another program already listens"));
    http_server_close(a);
    CHECK(http_server_open(&a, text, &opt, site, NULL, &err) == 0); /* free again at once */
    http_server_close(a);
    CHECK(http_server_open(&a, "localhost:0", &opt, site, NULL, &err) == 0);
    http_server_close(a);
    int v6 = http_server_open(&a, "[::1]:0", &opt, site, NULL, &err);
    CHECK(v6 == 0 || v6 == -ERR_IO); /* a machine without IPv6 says so */
    http_server_close(a);
    static const char *const bad[] = {"", "8080", "127.0.0.1", "127.0.0.1:x", "::1:80",
                                      "127.0.0.1:70000", "no.such.host.invalid:80"};
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(http_server_open(&a, bad[i], &opt, site, NULL, &err) == -ERR_USAGE);
}

TEST(http_takes_paths_and_queries_apart)
{
    start((struct http_options){0});
    CHECK_INT(ask("GET /data/A%2CB/M.%2B%3A%2A%20x+y.a%2Fb/", ""), 200);
    CHECK_STR(BODY(), "GET|3|<data><A,B><M.+:* x+y.a/b>|");
    ask("GET /", "");
    CHECK_STR(BODY(), "GET|0||");
    ask("GET /a//b?x=1+2&c%5BFREQ%5D=M&x=%2B&&flag&e=&t=ge:2010+le:2020", "");
    CHECK_STR(BODY(), "GET|3|<a><><b>{x=1+2}{c[FREQ]=M}{x=+}{flag=}{e=}{t=ge:2010+le:2020}|");
    ask("GET /a/b.&format=jsondata", "");
    CHECK_STR(BODY(), "GET|2|<a><b.>{format=jsondata}|");
    ask("GET /a&b?c=d&format=e", "");
    CHECK_STR(BODY(), "GET|1|<a&b>{c=d}{format=e}|");
    ask("GET http://example.org/a?b=c", "");
    CHECK_STR(BODY(), "GET|1|<a>{b=c}|");
    ask("GET /1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/", "");
    CHECK(!memmem(reply.body.p, reply.body.len, "many", 4));
    ask("GET /1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "");
    CHECK(memmem(reply.body.p, reply.body.len, "many", 4));
    static const char *const bad[] = {"GET /a%2", "GET /a%zz", "GET /?a=%", "GET /a%00b",
                                      "GET /?a=%00", "GET /%ff", "GET a", "GET /a b",
                                      "GET *", "GET /\x01"};
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        CHECK_INT(ask(bad[i], ""), 400);
        CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    }
    struct buf many = {0};
    buf_puts(&many, "GET /?");
    for (int i = 0; i < 3000; i++)
        buf_puts(&many, "a&");
    CHECK_INT(ask(many.p, ""), 400);
    buf_release(&many);
    stop();
}

TEST(http_headers_of_every_answer)
{
    start((struct http_options){0});
    CHECK_INT(ask("GET /text", ""), 200);
    CHECK_STR(FIELD("Content-Type"), "application/vnd.sdmx.data+csv;version=1.0.0");
    CHECK_STR(FIELD("Vary"), "Accept, Accept-Encoding, Accept-Language");
    CHECK_STR(FIELD("Cache-Control"), "public, max-age=0, must-revalidate");
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK(FIELD("Access-Control-Expose-Headers").len > 0);
    CHECK_STR(FIELD("X-Content-Type-Options"), "nosniff");
    CHECK_STR(FIELD("ETag"), "\"abc\"");
    CHECK_STR(FIELD("Last-Modified"), "Tue, 14 Nov 2023 22:13:20 GMT");
    CHECK(FIELD("Date").len == 29 && !FIELD("Content-Security-Policy").p);
    CHECK(!FIELD("Set-Cookie").p && !FIELD("Server").p && !FIELD("Connection").p);
    ask("GET /page", "");
    CHECK(str_starts(FIELD("Content-Security-Policy"), STR("default-src 'none'")));
    CHECK(FIELD("Referrer-Policy").p);
    CHECK_INT(ask("GET /empty", ""), 204);
    CHECK(!FIELD("Content-Length").p && !FIELD("Content-Type").p);
    CHECK_INT(ask("GET /moved", ""), 303);
    CHECK_STR(FIELD("Location"), "/text");
    CHECK_INT(ask("DELETE /no", ""), 405);
    CHECK_STR(FIELD("Allow"), "GET, HEAD, OPTIONS");
    CHECK_INT(ask("OPTIONS /text", "Origin: https://a.example\r\n"
                  "Access-Control-Request-Method: GET\r\n"), 204);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_STR(FIELD("Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
    CHECK(FIELD("Access-Control-Allow-Headers").p && FIELD("Allow").p);
    CHECK_INT(ask("OPTIONS *", ""), 204);
    CHECK_INT(ask("BREW /text", ""), 405);
    CHECK(FIELD("Allow").p);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_INT(ask("PATCH /text", "Content-Length: 3\r\n"), 405);
    stop();
}

TEST(http_head_is_get_without_body)
{
    start((struct http_options){0});
    for (int round = 0; round < 2; round++) { /* made anew, then from the cache */
        CHECK_INT(ask("HEAD /text", ""), 200);
        CHECK_STR(FIELD("Content-Length"), "7000");
        CHECK_INT(ask("HEAD /text", "Accept-Encoding: gzip\r\n"), 200);
        long packed = atol(FIELD("Content-Length").p);
        CHECK_INT(ask("GET /text", "Accept-Encoding: gzip\r\n"), 200);
        CHECK(packed > 0 && packed < 1000 && reply.body.len == (size_t)packed);
    }
    CHECK_INT(ask("HEAD /lines?keep=1", ""), 200);
    long length = atol(FIELD("Content-Length").p);
    ask("GET /lines?keep=1", "");
    CHECK_INT(reply.body.len, length);
    CHECK_INT(ask("HEAD /lines", ""), 200);
    CHECK(!FIELD("Content-Length").p);
    CHECK_INT(ask("HEAD /long?keep=1", ""), 200);
    CHECK(!FIELD("Content-Length").p);
    stop();
}

TEST(http_says_not_modified)
{
    static const char *const paths[] = {"GET /text", "GET /text?fresh=1", "HEAD /text",
                                        "GET /text?fresh=1"};
    static const struct {
        const char *field;
        int status;
    } cases[] = {
        {"If-None-Match: \"abc\"\r\n", 304},
        {"If-None-Match: W/\"abc\"\r\n", 304},
        {"If-None-Match: \"abc-gzip\"\r\n", 304},
        {"If-None-Match: \"x,y\", \"z\" ,W/\"abc-gzip\"\r\n", 304},
        {"If-None-Match: *\r\n", 304},
        {"If-None-Match: \"abcd\"\r\n", 200},
        {"If-None-Match: abc\r\n", 200},
        {"If-None-Match: \"abc\r\n", 200},
        {"If-None-Match: \"ab-gzip\"\r\n", 200},
        {"If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n", 304},
        {"If-Modified-Since: Tue, 14 Nov 2023 22:13:19 GMT\r\n", 200},
        {"If-Modified-Since: 2026-11-22T11:07:16.362Z\r\n", 304},
        {"If-Modified-Since: 2020-01-01\r\n", 200},
        {"If-Modified-Since: yesterday\r\n", 200},
        {"If-None-Match: \"q\"\r\nIf-Modified-Since: 2026-11-22T11:07:16.362Z\r\n", 200},
    };
    start((struct http_options){0});
    for (unsigned p = 0; p < ARRAY_LEN(paths); p++)
        for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
            CHECK_INT(ask(paths[p], cases[i].field), cases[i].status);
            CHECK(str_is(FIELD("ETag"), "\"abc\"") ||
                  (reply.status == 304 && str_is(FIELD("ETag"), "\"abc-gzip\"")));
            CHECK(FIELD("Vary").p && FIELD("Cache-Control").p);
            CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
            /* of the variant that the tag names */
            CHECK(str_is(FIELD("Content-Length"), "7000") == str_is(FIELD("ETag"), "\"abc\""));
        }
    CHECK_INT(ask("GET /lines", "If-None-Match: \"s\"\r\n"), 304);
    CHECK_INT(ask("GET /known", ""), 200);
    CHECK_INT(ask("GET /known", "If-None-Match: \"k\"\r\n"), 304);
    CHECK(!FIELD("Content-Length").p && !FIELD("Content-Type").p);
    ask("GET /known", "Accept-Encoding: gzip\r\nIf-None-Match: \"k-gzip\"\r\n");
    CHECK_INT(reply.status, 304);
    CHECK_STR(FIELD("ETag"), "\"k-gzip\"");
    CHECK_INT(ask("POST /text", "If-None-Match: \"abc\"\r\nContent-Length: 0\r\n"), 200);
    stop();
}

TEST(http_packs_text_when_asked)
{
    static const struct {
        const char *accepts;
        bool gzip;
    } cases[] = {{"gzip", true}, {"deflate, gzip;q=0.5", true}, {"*", true}, {"x-gzip", true},
                 {"identity;q=0, gzip;q=0.001", true}, {"GZIP", true}, {"gzip;q=0", false},
                 {"gzip;q=0.000, *", false}, {"deflate", false}, {"identity", false}, {"", false},
                 {"identity, gzip;q=0.2", false}, {"*;q=0", false}, {"gzip ; q=1", true}};
    static const char *const paths[] = {"GET /text", "GET /text?fresh=1", "GET /lines",
                                        "GET /lines?keep=1", "GET /lines?keep=1"};
    start((struct http_options){0});
    for (unsigned p = 0; p < ARRAY_LEN(paths); p++) {
        ask(paths[p], "");
        struct buf plain = {0};
        buf_str(&plain, BODY());
        for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
            char field[100];
            snprintf(field, sizeof field, "Accept-Encoding: %s\r\n", cases[i].accepts);
            CHECK_INT(ask(paths[p], field), 200);
            CHECK(reply.whole);
            CHECK(str_is(FIELD("Content-Encoding"), "gzip") == cases[i].gzip);
            CHECK(str_ends(FIELD("ETag"), STR("-gzip\"")) == cases[i].gzip);
            CHECK(str_eq(cases[i].gzip ? unpacked() : BODY(), buf_view(&plain)));
        }
        buf_release(&plain);
    }
    ask("GET /image", "Accept-Encoding: gzip\r\n");
    CHECK(!FIELD("Content-Encoding").p);
    ask("GET /small", "Accept-Encoding: gzip\r\n");
    CHECK(!FIELD("Content-Encoding").p);
    stop();
}

TEST(http_streams_and_ends_them)
{
    start((struct http_options){0});
    atomic_store(&streams_ended, 0);
    CHECK_INT(ask("GET /lines", ""), 200);
    CHECK(reply.whole && str_starts(BODY(), STR("begin\nline 0\nline 1\n")));
    CHECK(str_ends(BODY(), STR("line 19999\n")));
    ask("HEAD /lines", "");
    ask("GET /lines", "If-None-Match: *\r\n");
    /* old clients get it too, ended by the end of the connection */
    const char old[] = "GET /lines HTTP/1.0\r\n\r\n";
    CHECK_INT(ask_raw(old, sizeof old - 1), 200);
    CHECK(str_ends(BODY(), STR("line 19999\n")));
    /* one who goes away in the middle */
    int fd = dial();
    say_get(fd, "/long");
    struct buf in = {0};
    hear(&in, fd, 5000);
    buf_release(&in);
    close(fd);
    for (int i = 0; i < 500 && atomic_load(&streams_ended) < 5; i++)
        usleep(10000);
    CHECK_INT(atomic_load(&streams_ended), 5);
    stop();
}

TEST(http_keeps_finished_answers)
{
    start((struct http_options){.cache_bytes = 16 << 20});
    atomic_store(&calls, 0);
    for (int i = 0; i < 5; i++)
        ask("GET /text", "");
    ask("HEAD /text", "");
    CHECK_INT(atomic_load(&calls), 1);
    for (int i = 0; i < 3; i++)
        ask("GET /text?fresh=1", "");
    CHECK_INT(atomic_load(&calls), 4);
    ask("GET /accept", "Accept: a/a\r\nAccept-Language: th\r\n");
    CHECK_STR(BODY(), "a/ath");
    ask("GET /accept", "Accept: b/b\r\nAccept-Language: th\r\n");
    CHECK_STR(BODY(), "b/bth");
    ask("GET /accept", "Accept: a/a\r\nAccept-Language: my\r\n");
    CHECK_STR(BODY(), "a/amy");
    CHECK_INT(atomic_load(&calls), 7);
    ask("POST /text", "Content-Length: 0\r\n");
    CHECK_INT(atomic_load(&calls), 8);
    ask("GET /lines?keep=1", "");
    ask("GET /lines?keep=1", "");
    CHECK_INT(atomic_load(&calls), 9);
    CHECK(FIELD("Content-Length").p && str_ends(BODY(), STR("line 19999\n")));
    ask("GET /long?keep=1", "");
    ask("GET /long?keep=1", "");
    CHECK_INT(atomic_load(&calls), 11);
    http_cache_clear(srv);
    ask("GET /text", "");
    CHECK_INT(atomic_load(&calls), 12);
    stop();
    start((struct http_options){.cache_bytes = 80 << 10}); /* 10 KB a shard */
    for (int i = 0; i < 300; i++) {
        char path[40];
        snprintf(path, sizeof path, "GET /text/%d", i);
        CHECK_INT(ask(path, ""), 200);
        CHECK_INT(reply.body.len, 7000);
    }
    stop();
}

static void *ask_held(void *arg)
{
    struct buf in = {0};
    struct reply *r = arg;
    int fd = dial();
    say_get(fd, "/held");
    read_reply(r, &in, fd, false);
    buf_release(&in);
    close(fd);
    return NULL;
}

TEST(http_cache_forgets_what_was_begun_before_clear)
{
    static struct reply r;
    pthread_t thread;
    start((struct http_options){0});
    atomic_store(&calls, 0);
    atomic_store(&held, false);
    atomic_store(&hold, true);
    pthread_create(&thread, NULL, ask_held, &r);
    while (!atomic_load(&held))
        usleep(1000);
    http_cache_clear(srv);
    atomic_store(&hold, false);
    pthread_join(thread, NULL);
    CHECK_INT(r.status, 200);
    ask("GET /held", "");
    CHECK_INT(atomic_load(&calls), 2);
    ask("GET /held", "");
    CHECK_INT(atomic_load(&calls), 2);
    buf_release(&r.body);
    stop();
}

TEST(http_takes_bodies_up_to_a_limit)
{
    start((struct http_options){.body_max = 10000});
    CHECK_INT(ask("POST /p", "Content-Length: 5\r\n\r\nhello"), 200);
    CHECK_STR(BODY(), "POST|1|<p>|hello");
    CHECK_INT(ask("PUT /p", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n"), 200);
    CHECK_STR(BODY(), "PUT|1|<p>|hello!");
    CHECK_INT(ask("GET /p", "Content-Length: 3\r\n\r\nabc"), 200);
    CHECK_STR(BODY(), "GET|1|<p>|abc");
    CHECK_INT(ask("POST /p", "Content-Length: 10001\r\nExpect: 100-continue\r\n"), 413);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    struct buf b = {0};
    buf_puts(&b, "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 11; i++)
        buf_fmt(&b, "3e8\r\n%1000d\r\n", i);
    buf_puts(&b, "0\r\n");
    CHECK_INT(ask("POST /p", b.p), 413);
    buf_release(&b);
    CHECK_INT(ask("POST /p", "Content-Length: -1\r\n"), 400);
    CHECK_INT(ask("POST /p", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), 400);
    CHECK_INT(ask("POST /p", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"), 400);
    CHECK_INT(ask("POST /p", "Transfer-Encoding: gzip\r\n"), 501);
    stop();
}

static int ask_long(size_t url, size_t field)
{
    struct buf b = {0};
    buf_puts(&b, "GET /a/");
    for (size_t i = 0; i < url; i++)
        buf_char(&b, i % 4 == 3 ? '+' : 'A');
    buf_puts(&b, " HTTP/1.1\r\nHost: x\r\n");
    for (size_t i = 0; i < field / 1000; i++)
        buf_fmt(&b, "X-%zu: %0990d\r\n", i, 1);
    buf_puts(&b, "\r\n");
    int status = ask_raw(b.p, b.len);
    buf_release(&b);
    return status;
}

TEST(http_limits_addresses_and_headers)
{
    start((struct http_options){0});
    CHECK_INT(ask_long(8000, 0), 200);
    CHECK_INT(ask_long(8000, 4000), 200);
    CHECK_INT(ask_long(100, 11000), 200);
    CHECK_INT(ask_long(8500, 0), 414);
    char cookie[6100];
    snprintf(cookie, sizeof cookie, "Cookie: a=%06000d\r\n", 1); /* which the library copies */
    CHECK_INT(ask("GET /text", cookie), 200);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_INT(ask_long(100, 13000), 431);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    int huge = ask_long(300000, 0); /* past the library's pool: its own words, or a reset */
    CHECK(huge == 414 || huge == 0);
    huge = ask_long(10, 300000);
    CHECK(huge == 431 || huge == 0);
    CHECK_INT(ask("GET /text", ""), 200);
    stop();
}

TEST(http_survives_broken_requests)
{
    static const struct {
        const char *bytes;
        size_t len;
    } bad[] = {
#define RAW(s) {s, sizeof s - 1}
        RAW("GET /text HTTP/1.1\r\n\r\n"), /* no Host */
        RAW("GET /te\0xt HTTP/1.1\r\nHost: x\r\n\r\n"),
        RAW("GET\r\n\r\n"), RAW("\0\0\0\0\r\n\r\n"), RAW("GET / HTTP/9.9\r\nHost: x\r\n\r\n"),
        RAW("GET / FTP/1.1\r\nHost: x\r\n\r\n"), RAW("GET / HTTP/1.1\r\nno colon\r\n\r\n"),
        RAW("GET / HTTP/1.1\r\n: x\r\nHost: x\r\n\r\n "), RAW("\x16\x03\x01\x02\x00\x01\r\n\r\n"),
        RAW("GET /text HTTP/1.1\r\nHost : x\r\n\r\n"),
#undef RAW
    };
    start((struct http_options){.timeout = 1});
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        int status = ask_raw(bad[i].bytes, bad[i].len);
        CHECK(status == 0 || status >= 400 || i == 7);
        CHECK(i > 1 || status == 400);
    }
    CHECK_INT(ask("GET /text", ""), 200);
    unsigned seed = 1;
    for (int i = 0; i < 300; i++) {
        char noise[200];
        for (size_t k = 0; k < sizeof noise; k++)
            noise[k] = "GET /%?&=\r\n:\0aH1."[(seed = seed * 1103515245u + 12345u) >> 16 & 15];
        int fd = dial();
        say(fd, noise, sizeof noise);
        close(fd);
    }
    CHECK_INT(ask("GET /text", ""), 200);
    stop();
}

TEST(http_answers_a_pipeline_in_order)
{
    start((struct http_options){0});
    struct buf out = {0}, in = {0};
    for (int i = 0; i < 50; i++)
        buf_fmt(&out, "%s /%s HTTP/1.1\r\nHost: x\r\n\r\n", i % 5 == 4 ? "HEAD" : "GET",
                i % 3 == 0 ? "text" : i % 3 == 1 ? "image" : "e");
    int fd = dial();
    say(fd, out.p, out.len);
    for (int i = 0; i < 50; i++) {
        CHECK(read_reply(&reply, &in, fd, i % 5 == 4));
        CHECK_INT(reply.status, 200);
        CHECK_INT(atol(FIELD("Content-Length").p), i % 3 == 0 ? 7000 : i % 3 == 1 ? 5000 : 10);
    }
    close(fd);
    buf_release(&out);
    buf_release(&in);
    stop();
}

TEST(http_breaks_off_the_slow)
{
    start((struct http_options){.timeout = 1});
    int fd = dial(), idle = dial();
    double from = clock_monotonic();
    struct buf in = {0};
    /* one byte every 0.2 s is progress, but a head must come to its end */
    const char *text = "GET /text HTTP/1.1\r\nHost: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    struct pollfd p = {.fd = fd, .events = POLLIN};
    for (size_t i = 0; i < strlen(text); i++) {
        if (send(fd, text + i, 1, MSG_NOSIGNAL) != 1 || poll(&p, 1, 200) != 0)
            break;
    }
    double took = clock_monotonic() - from;
    CHECK(took > 1 && took < 5);
    CHECK(!hear(&in, idle, 100)); /* closed long ago */
    struct pollfd q = {.fd = idle, .events = POLLIN};
    CHECK(poll(&q, 1, 0) == 1);
    close(fd);
    close(idle);
    buf_release(&in);
    stop();
}

static int many(unsigned n, unsigned threads)
{
    static int fd[400];
    struct buf in = {0};
    int good = 0;
    start((struct http_options){.threads = threads});
    for (unsigned i = 0; i < n; i++)
        fd[i] = dial();
    for (int round = 0; round < 5; round++) {
        good = 0;
        for (unsigned i = 0; i < n; i++)
            say_get(fd[i], "/text");
        for (unsigned i = 0; i < n; i++) {
            in.len = 0;
            good += read_reply(&reply, &in, fd[i], false) && reply.status == 200 && reply.whole;
        }
    }
    for (unsigned i = 0; i < n; i++)
        close(fd[i]);
    buf_release(&in);
    stop();
    return good;
}

TEST(http_serves_200_connections_at_once)
{
    double from = clock_monotonic();
    CHECK_INT(many(200, 2), 200);
    CHECK(clock_monotonic() - from < 10);
}

/* 128 ready connections of one thread would stop libmicrohttpd's loop; we never have them. */
TEST(http_does_not_stall_at_128_connections)
{
    double from = clock_monotonic();
    CHECK_INT(many(128, 2), 128);
    CHECK_INT(many(126, 2), 126);
    CHECK_INT(many(120, 1), 120);
    CHECK(clock_monotonic() - from < 10);
}

TEST(http_makes_room_when_full)
{
    int fd[130];
    struct buf in = {0};
    start((struct http_options){.threads = 1});
    for (int i = 0; i < 120; i++)
        fd[i] = dial();
    say_get(fd[0], "/text");
    CHECK(read_reply(&reply, &in, fd[0], false));
    double from = clock_monotonic();
    for (int i = 0; i < 8; i++) /* eight more: eight of the idle ones go, no one waits 30 s */
        CHECK_INT(ask("GET /text", ""), 200);
    CHECK(clock_monotonic() - from < 6);
    for (int i = 0; i < 120; i++)
        close(fd[i]);
    buf_release(&in);
    stop();
}

TEST(http_limits_connections_of_one_address)
{
    start((struct http_options){.per_address = 3});
    int fd[3];
    for (int i = 0; i < 3; i++)
        fd[i] = dial();
    usleep(50000);
    CHECK_INT(ask("GET /text", ""), 429);
    CHECK_INT(reply.body.len, 54);
    for (int i = 0; i < 3; i++)
        close(fd[i]);
    usleep(100000);
    CHECK_INT(ask("GET /text", ""), 200);
    stop();
}

TEST(http_writes_a_line_for_each_request)
{
    int ends[2], saved = dup(STDERR_FILENO);
    CHECK(saved >= 0 && pipe(ends) == 0);
    fflush(stderr);
    dup2(ends[1], STDERR_FILENO);
    start((struct http_options){.access_log = true});
    ask("GET /text?key=secret", "");
    ask("HEAD /te%20xt", "");
    ask("GET /%zz", "");
    ask("BREW /", "");
    ask("GET /lines", "");
    stop();
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    char text[4096];
    ssize_t n, len = 0;
    while ((n = read(ends[0], text + len, sizeof text - 1 - (size_t)len)) > 0)
        len += n;
    text[len] = 0;
    close(ends[0]);
    CHECK(text[10] == 'T' && text[19] == 'Z');
    CHECK(strstr(text, "Z 127.0.0.1 GET /text 200 7000 "));
    CHECK(strstr(text, "Z 127.0.0.1 HEAD /te%20xt 200 0 "));
    CHECK(strstr(text, "Z 127.0.0.1 GET /%zz 400 "));
    CHECK(strstr(text, "Z 127.0.0.1 - / 405 "));
    CHECK(strstr(text, "Z 127.0.0.1 GET /lines 200 208896 "));
    CHECK(!strstr(text, "secret") && !strstr(text, "broken-off"));
}

static void *close_server(void *arg)
{
    (void)arg;
    http_server_close(srv);
    return NULL;
}

TEST(http_stops_after_what_is_under_way)
{
    start((struct http_options){0});
    int idle = dial(), fd = dial();
    struct buf in = {0};
    pthread_t thread;
    say_get(fd, "/lines?slow=1");
    CHECK(hear(&in, fd, 5000));
    double from = clock_monotonic();
    pthread_create(&thread, NULL, close_server, NULL);
    CHECK(read_reply(&reply, &in, fd, false));
    CHECK(reply.whole && str_ends(BODY(), STR("line 19999\n")));
    pthread_join(thread, NULL);
    CHECK(clock_monotonic() - from < 3);
    close(idle);
    close(fd);
    /* and one that reads nothing is broken off after five seconds */
    start((struct http_options){0});
    fd = dial();
    say_get(fd, "/long");
    in.len = 0;
    CHECK(hear(&in, fd, 5000));
    from = clock_monotonic();
    http_server_close(srv);
    double took = clock_monotonic() - from;
    CHECK(took > 4 && took < 7);
    close(fd);
    buf_release(&in);
}

TEST(http_reads_forms_and_cookies)
{
    start((struct http_options){0});
    CHECK_INT(ask("POST /form", "Cookie: a=1; b=2\r\nContent-Length: 9\r\n"
                  "Content-Type: application/x-www-form-urlencoded\r\n\r\na=1+2&b=3"), 200);
    CHECK_STR(BODY(), "a=1 2;b=3;127.0.0.1 2");
    CHECK_INT(ask("POST /form", "Content-Length: 69\r\nContent-Type: multipart/form-data; "
                  "boundary=q\r\n\r\n--q\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
                  "hello there\r\n--q--\r\n"), 200);
    CHECK_STR(BODY(), "a=hello there;127.0.0.1 ");
    CHECK_INT(ask("POST /form", "Content-Length: 4\r\n"
                  "Content-Type: application/x-www-form-urlencoded\r\n\r\na=%2"), 400);
    CHECK(memmem(reply.body.p, reply.body.len, "percent", 7));
    CHECK_INT(ask("POST /form", "Content-Length: 4\r\n"
                  "Content-Type: multipart/form-data\r\n\r\na=12"), 400);
    CHECK_INT(ask("POST /form", "Content-Length: 4\r\nContent-Type: text/plain\r\n\r\na=%2"), 200);
    stop();
}

TEST(http_keeps_what_is_personal_apart)
{
    start((struct http_options){0});
    atomic_store(&calls, 0);
    for (int round = 0; round < 2; round++) {
        CHECK_INT(ask("GET /personal", "Origin: https://a.example\r\nAccept-Encoding: gzip\r\n"), 200);
        CHECK_STR(FIELD("Cache-Control"), "no-store");
        CHECK_STR(FIELD("Referrer-Policy"), "same-origin");
        CHECK(strcasestr(reply.head, "Access-Control") == NULL);
        CHECK(!FIELD("Content-Encoding").p);
        CHECK_STR(FIELD("Set-Cookie"), "session=1; HttpOnly; SameSite=Strict; Path=/desk");
        CHECK(strstr(reply.head, "\r\nSet-Cookie: theme=dark\r\n"));
        CHECK(str_starts(FIELD("Content-Security-Policy"), STR("default-src 'none'")));
        CHECK_STR(FIELD("X-Content-Type-Options"), "nosniff");
    }
    CHECK_INT(atomic_load(&calls), 2);
    ask("GET /page", "");
    CHECK_STR(FIELD("Referrer-Policy"), "strict-origin-when-cross-origin");
    stop();
}

static int post_zeros(const char *target, size_t len)
{
    struct buf b = {0};
    char line[40];
    snprintf(line, sizeof line, "POST %s", target);
    buf_fmt(&b, "Content-Length: %zu\r\n\r\n", len);
    memset(buf_room(&b, len), '0', len);
    b.len += len;
    b.p[b.len] = 0;
    int status = ask(line, b.p);
    buf_release(&b);
    return status;
}

TEST(http_limits_bodies_by_address)
{
    start((struct http_options){.body_max = 10, .body_max_of = body_max_of, .bodies_max = 2 << 20});
    CHECK_INT(post_zeros("/small", 1000), 200);
    CHECK_INT(ask("POST /small", "Content-Length: 1001\r\n"), 413);
    CHECK(memmem(reply.body.p, reply.body.len, "1000 bytes", 10));
    CHECK_INT(ask("POST /large?x=1", "Content-Length: 4000000\r\n"), 413);
    CHECK(memmem(reply.body.p, reply.body.len, "3 MB", 4));
    CHECK_INT(ask("POST http://x/large?x=1", "Content-Length: 2\r\n\r\nab"), 200);
    CHECK_INT(post_zeros("/large?x=1", 1500000), 200);
    /* all bodies together: here one that is too much for the memory set aside */
    CHECK_INT(post_zeros("/large?x=1", 3000000), 503);
    CHECK_STR(FIELD("Retry-After"), "5");
    /* and what they held is given back, a moment after the answer went out */
    for (int i = 0; i < 3; i++) {
        int status = 503;
        for (int tries = 0; status == 503 && tries < 100; tries++) {
            usleep(tries ? 20000 : 0);
            status = post_zeros("/large?x=1", 2000000);
        }
        CHECK_INT(status, 200);
    }
    stop();
}

TEST(http_answers_later)
{
    pthread_t thread;
    struct buf in = {0};
    start((struct http_options){0});
    atomic_store(&nwaiting, 0);
    int fd = dial();
    static const char text[] =
        "POST /later/1 HTTP/1.1\r\nHost: x\r\nAccept: a/b\r\nContent-Length: 5\r\n\r\nhello"
        "HEAD /later/2 HTTP/1.1\r\nHost: x\r\n\r\n"
        "GET /text HTTP/1.1\r\nHost: x\r\n\r\nGET /later/3 HTTP/1.1\r\nHost: x\r\n\r\n";
    say(fd, text, sizeof text - 1);
    for (unsigned i = 1; i <= 4; i++) {
        if (i == 3) {
            CHECK(read_reply(&reply, &in, fd, false));
            CHECK_INT(reply.body.len, 7000);
            continue;
        }
        CHECK_INT(ask("GET /text", ""), 200); /* others are answered meanwhile */
        pthread_create(&thread, NULL, answer_waiting, (void *)(uintptr_t)1);
        pthread_join(thread, NULL);
        CHECK(read_reply(&reply, &in, fd, i == 2));
        CHECK_INT(reply.status, 200);
        if (i == 1)
            CHECK_STR(BODY(), "later /later/1 1 a/b hello");
        if (i == 2)
            CHECK_STR(FIELD("Content-Length"), "18");
        if (i == 4)
            CHECK_STR(BODY(), "later /later/3 1  ");
    }
    close(fd);
    buf_release(&in);
    stop();
}

/* Clients that go away while they wait, one that sends more, and many at once. */
TEST(http_answers_many_later)
{
    enum { MANY = 200 };
    static int fd[MANY];
    pthread_t thread;
    struct buf in = {0};
    start((struct http_options){0});
    for (int round = 0; round < 3; round++) {
        atomic_store(&nwaiting, 0);
        for (int i = 0; i < MANY; i++) {
            fd[i] = dial();
            say_get(fd[i], "/later");
        }
        for (int i = 0; i < 10; i++)
            CHECK_INT(ask("GET /text", ""), 200);
        while (atomic_load(&nwaiting) < MANY)
            usleep(1000);
        for (int i = 0; i < MANY; i += 4)
            close(fd[i]);
        for (int i = 1; i < MANY; i += 4)
            say_get(fd[i], "/text");
        pthread_create(&thread, NULL, answer_waiting, (void *)(uintptr_t)MANY);
        for (int i = 0; i < MANY; i++) {
            if (i % 4 == 0)
                continue;
            in.len = 0;
            CHECK(read_reply(&reply, &in, fd[i], false));
            CHECK_STR(BODY(), "later /later 1  ");
            if (i % 4 == 1) {
                CHECK(read_reply(&reply, &in, fd[i], false));
                CHECK_INT(reply.body.len, 7000);
            }
            close(fd[i]);
        }
        pthread_join(thread, NULL);
    }
    buf_release(&in);
    stop();
}

/* The server is closed while requests wait; they are answered late. */
TEST(http_closes_while_requests_wait)
{
    for (int round = 0; round < 20; round++) {
        pthread_t closer;
        struct buf in = {0};
        int fd[5];
        start((struct http_options){0});
        atomic_store(&nwaiting, 0);
        for (int i = 0; i < 5; i++) {
            fd[i] = dial();
            say_get(fd[i], "/later");
        }
        while (atomic_load(&nwaiting) < 5)
            usleep(1000);
        pthread_create(&closer, NULL, close_server, NULL);
        usleep(round * 1000);
        for (int i = 0; i < 5; i++)
            answer_later(&waiting[i]);
        for (int i = 0; i < 5; i++) {
            in.len = 0;
            CHECK(read_reply(&reply, &in, fd[i], false));
            CHECK_STR(BODY(), "later /later 1  ");
        }
        pthread_join(closer, NULL);
        for (int i = 0; i < 5; i++)
            close(fd[i]);
        buf_release(&in);
    }
}

/* A client that did not go in time, and has asked for more: that is not begun any more, since nobody
 * would wait for its answer. */
TEST(http_begins_nothing_when_its_time_is_over)
{
    static const char text[] = "GET /later/1 HTTP/1.1\r\nHost: x\r\n\r\n"
                               "GET /later/2 HTTP/1.1\r\nHost: x\r\n\r\n";
    pthread_t closer;
    struct buf in = {0};
    start((struct http_options){.threads = 1});
    atomic_store(&nwaiting, 0);
    int fd = dial(), other = dial();
    say(fd, text, sizeof text - 1);
    say_get(other, "/later");
    while (atomic_load(&nwaiting) < 2)
        usleep(1000);
    pthread_create(&closer, NULL, close_server, NULL);
    sleep(6); /* past the time that the server waits for connections */
    unsigned first = str_is(waiting[0].rq->target, "/later") ? 1 : 0;
    answer_later(&waiting[first]);
    CHECK(read_reply(&reply, &in, fd, false));
    CHECK_STR(BODY(), "later /later/1 1  ");
    CHECK(read_reply(&reply, &in, fd, false));
    CHECK_INT(reply.status, 503);
    CHECK_INT(atomic_load(&nwaiting), 2);
    answer_later(&waiting[1 - first]);
    pthread_join(closer, NULL);
    close(fd);
    close(other);
    buf_release(&in);
}

/* GET /file/digits with a range: what comes, and which part it says that is. */
static void range_is(const char *header, int status, const char *body, const char *content_range)
{
    char head[120] = "";
    if (header)
        snprintf(head, sizeof head, "%s\r\n", header);
    int got = ask("GET /file/digits", head);
    struct str range = FIELD("Content-Range");
    if (got != status || !str_is(BODY(), body) || !str_is(range, content_range))
        test_fail(__FILE__, __LINE__, "%s: %d %.*s %.*s", header, got, STR_FMT(range), STR_FMT(BODY()));
    if (status == 200 || status == 206)
        CHECK_STR(FIELD("Accept-Ranges"), "bytes");
}

TEST(http_serves_files_and_ranges_of_them)
{
    char path[300];
    snprintf(path, sizeof path, "%s/digits", test_dir());
    FILE *f = fopen(path, "w");
    CHECK(f && fputs("0123456789", f) >= 0 && fclose(f) == 0);
    snprintf(path, sizeof path, "%s/none", test_dir());
    CHECK((f = fopen(path, "w")) && fclose(f) == 0);
    snprintf(path, sizeof path, "%s/link", test_dir());
    CHECK(symlink("/etc/passwd", path) == 0);
    start((struct http_options){0});
    range_is(NULL, 200, "0123456789", "");
    CHECK_STR(FIELD("ETag"), "\"f\"");
    CHECK(!FIELD("Content-Encoding").p);
    range_is("Range: bytes=0-0", 206, "0", "bytes 0-0/10");
    range_is("Range: bytes=3-5", 206, "345", "bytes 3-5/10");
    range_is("Range: bytes=8-", 206, "89", "bytes 8-9/10");
    range_is("Range: bytes=8-99999999999", 206, "89", "bytes 8-9/10");
    range_is("Range: bytes=-3", 206, "789", "bytes 7-9/10");
    range_is("Range: bytes=-300", 206, "0123456789", "bytes 0-9/10");
    range_is("Range: bytes=10-", 416, "", "bytes */10");
    range_is("Range: bytes=-0", 416, "", "bytes */10");
    /* what is no such range is passed over */
    range_is("Range: bytes=5-3", 200, "0123456789", "");
    range_is("Range: bytes=-", 200, "0123456789", "");
    range_is("Range: bytes=a-b", 200, "0123456789", "");
    range_is("Range: bytes=0-1,4-5", 200, "0123456789", "");
    range_is("Range: bytes=99999999999999999999-", 200, "0123456789", "");
    range_is("Range: pages=1-2", 200, "0123456789", "");
    range_is("Range: bytes=3-5\r\nIf-Range: \"f\"", 206, "345", "bytes 3-5/10");
    range_is("Range: bytes=3-5\r\nIf-Range: \"old\"", 200, "0123456789", "");
    range_is("Range: bytes=3-5\r\nIf-None-Match: \"f\"", 304, "", "");
    CHECK_INT(ask("HEAD /file/digits", ""), 200);
    CHECK_STR(FIELD("Content-Length"), "10");
    CHECK_INT(ask("GET /file/none", ""), 200);
    CHECK_STR(FIELD("Content-Length"), "0");
    CHECK_INT(ask("GET /file/none", "Range: bytes=0-\r\n"), 416);
    CHECK_INT(ask("GET /file/absent", ""), 404);
    CHECK_INT(ask("GET /file/link", ""), 404);
    CHECK_INT(ask("GET /file/.", ""), 404);
    stop();
}
