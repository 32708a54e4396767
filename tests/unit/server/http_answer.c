/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Answers in the codings that clients accept, refusals, and how much one address may ask for. */

#include "server/http_inner.h"

#include "client.h"
#include "unpack.h"

#include <time.h>

static bool portion(void *ctx, struct buf *out)
{
    unsigned *n = ctx;
    for (int i = 0; i < 3000; i++)
        buf_fmt(out, "MYS,%u,%d\n", *n, i);
    return ++*n < 20;
}

/* /text and /kept the same, made anew or kept; /lines and /kept-lines streamed; /work takes 0.3 s */
static void give(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    (void)ctx;
    struct str name = rq->nsegments ? rq->segment[0] : STR("");
    const struct str *packed = http_param(rq, "packed");
    an->type = "text/csv";
    an->etag = "\"t\"";
    an->cacheable = str_starts(name, STR("kept"));
    an->packed = packed ? arena_text(rq->arena, *packed) : NULL;
    if (str_ends(name, STR("lines"))) {
        an->stream = portion;
        an->stream_ctx = arena_new(rq->arena, unsigned);
    } else if (str_is(name, "work")) {
        usleep(300000);
        buf_puts(&an->body, "done");
    } else {
        for (int i = 0; i < 500; i++)
            buf_fmt(&an->body, "MYS,2019,%d\n", i * i);
    }
}

static bool personal_of(void *ctx, struct str target)
{
    (void)ctx;
    return str_starts(target, STR("/desk"));
}

static void refuse(void *ctx, struct str target, struct str accept, struct http_answer *an, const char *why)
{
    (void)ctx;
    if (!str_starts(target, STR("/rest")))
        return;
    an->type = "application/xml";
    buf_fmt(&an->body, "<error status=\"%d\" accept=\"%.*s\">%s</error>", an->status, STR_FMT(accept), why);
}

static struct http_server *srv;

static void start(struct http_options opt)
{
    struct err err = {0};
    opt.threads = 1;
    opt.personal_of = personal_of;
    opt.refuse = refuse;
    if (http_server_open(&srv, "127.0.0.1:0", &opt, give, NULL, &err) != 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    port = http_server_port(srv);
}

static void stop(void)
{
    http_server_close(srv);
}

static enum coding accepted(const char *text) { return coding_accepted(str_of(text)); }

TEST(http_coding_by_weight)
{
    CHECK_INT(accepted("gzip, deflate, br, zstd"), CODING_ZSTD);
    CHECK_INT(accepted("gzip, deflate, br"), CODING_BROTLI);
    CHECK_INT(accepted("br;q=0.5, gzip"), CODING_GZIP);
    CHECK_INT(accepted("br;q=0.5, gzip;q=0.4, zstd;q=0"), CODING_BROTLI);
    CHECK_INT(accepted("BR"), CODING_BROTLI);
    CHECK_INT(accepted("*"), CODING_GZIP);
    CHECK_INT(accepted("*;q=0, zstd;q=0.1"), CODING_ZSTD);
    CHECK_INT(accepted("identity, br;q=0.9"), CODING_NONE);
    CHECK_INT(accepted("deflate"), CODING_NONE);
    CHECK_INT(accepted("brotli, zst"), CODING_NONE);
    CHECK_INT(accepted(""), CODING_NONE);
}

TEST(http_packs_in_every_coding)
{
    static const char *const paths[] = {"/text", "/kept", "/kept", "/lines", "/kept-lines", "/kept-lines"};
    start((struct http_options){0});
    for (unsigned p = 0; p < ARRAY_LEN(paths); p++) {
        struct buf plain = {0}, back = {0};
        char line[100], field[200], tag[100];
        snprintf(line, sizeof line, "GET %s", paths[p]);
        CHECK_INT(ask(line, ""), 200);
        CHECK(reply.whole && !FIELD("Content-Encoding").p);
        buf_str(&plain, BODY());
        for (enum coding c = CODING_GZIP; c < CODINGS; c++) {
            snprintf(field, sizeof field, "Accept-Encoding: %s\r\n", coding_name(c));
            CHECK_INT(ask(line, field), 200);
            CHECK(reply.whole && reply.body.len < plain.len);
            CHECK_STR(FIELD("Content-Encoding"), coding_name(c));
            CHECK_STR(FIELD("Vary"), "Accept, Accept-Encoding, Accept-Language");
            snprintf(tag, sizeof tag, "\"t-%s\"", coding_name(c));
            CHECK_STR(FIELD("ETag"), tag);
            back.len = 0;
            CHECK(unpack(&back, c, BODY()));
            CHECK(str_eq(buf_view(&back), buf_view(&plain)));
            snprintf(field, sizeof field, "Accept-Encoding: %s\r\nIf-None-Match: %s\r\n", coding_name(c), tag);
            CHECK_INT(ask(line, field), 304);
            CHECK_STR(FIELD("ETag"), tag);
        }
        buf_release(&plain);
        buf_release(&back);
    }
    CHECK_INT(ask("GET /text", "If-None-Match: \"t-lzma\"\r\n"), 200);
    CHECK_INT(ask("GET /text", "If-None-Match: \"t-\"\r\n"), 200);
    CHECK_INT(ask("GET /text", "If-None-Match: \"t-br\r\n"), 200);
    stop();
}

TEST(http_packs_as_it_is_told)
{
    start((struct http_options){0});
    CHECK_INT(ask("GET /text?packed=br", "Accept-Encoding: gzip\r\n"), 200);
    CHECK_STR(FIELD("Content-Encoding"), "br");
    CHECK_INT(ask("GET /kept?packed=identity", "Accept-Encoding: gzip\r\n"), 200);
    CHECK(!FIELD("Content-Encoding").p);
    CHECK_INT(ask("GET /kept-lines?packed=zstd", ""), 200);
    CHECK_STR(FIELD("Content-Encoding"), "zstd");
    stop();
}

TEST(http_options_and_refusals_of_what_is_personal_are_not_for_others)
{
    start((struct http_options){.body_max = 100});
    CHECK_INT(ask("OPTIONS /desk/me", "Origin: https://a.example\r\n"), 204);
    CHECK(strcasestr(reply.head, "Access-Control") == NULL && FIELD("Allow").p);
    CHECK_INT(ask("OPTIONS http://x/desk/me", "Origin: https://a.example\r\n"), 204);
    CHECK(strcasestr(reply.head, "Access-Control") == NULL);
    CHECK_INT(ask("OPTIONS /text", "Origin: https://a.example\r\n"), 204);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_INT(ask("POST /desk/me", "Content-Length: 1000\r\n"), 413);
    CHECK(strcasestr(reply.head, "Access-Control") == NULL);
    CHECK_INT(ask("POST /text", "Content-Length: 1000\r\n"), 413);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    stop();
}

TEST(http_refuses_in_the_form_of_the_place)
{
    start((struct http_options){.body_max = 100});
    CHECK_INT(ask("BREW /rest/data", "Accept: a/b\r\n"), 405);
    CHECK_STR(FIELD("Content-Type"), "application/xml");
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_STR(BODY(), "<error status=\"405\" accept=\"a/b\">This method is not known here.</error>");
    CHECK_INT(ask("GET /rest/%zz", ""), 400);
    CHECK_STR(FIELD("Content-Type"), "application/xml");
    CHECK_INT(ask("POST /rest/data", "Content-Length: 1000\r\n"), 413);
    CHECK_STR(BODY(), "<error status=\"413\" accept=\"\">The request's body is longer than 100 bytes, the most that "
                      "is taken here.</error>");
    struct buf line = {0};
    buf_puts(&line, "GET /rest/data/");
    memset(buf_room(&line, 10000), 'A', 10000);
    line.p[line.len += 10000] = 0;
    CHECK_INT(ask(line.p, ""), 414);
    CHECK_STR(FIELD("Content-Type"), "application/xml");
    CHECK(memmem(reply.body.p, reply.body.len, "8 KB", 4));
    CHECK_INT(ask("BREW /text", ""), 405);
    CHECK_STR(FIELD("Content-Type"), "text/plain; charset=utf-8");
    buf_release(&line);
    stop();
}

TEST(http_too_much_work_has_to_wait)
{
    start((struct http_options){.work_burst = 1});
    int status = 200;
    for (int i = 0; i < 10 && (status = ask("GET /work", "")) == 200; i++)
        ;
    CHECK_INT(status, 429);
    long wait = atol(FIELD("Retry-After").p ? FIELD("Retry-After").p : "0");
    CHECK(wait >= 1 && wait <= 3);
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    stop();
    start((struct http_options){.work_burst = 1, .loopback_free = true});
    for (int i = 0; i < 5; i++)
        CHECK_INT(ask("GET /work", ""), 200);
    stop();
}

/* Streams are work as well, and what comes from the cache is none. */
TEST(http_work_is_counted_by_address)
{
    struct work *work = work_new(10);
    struct sockaddr_storage a = {.ss_family = AF_INET}, b = a, six = {.ss_family = AF_INET6}, near = six, far;
    ((struct sockaddr_in *)&a)->sin_addr.s_addr = htonl(0xc0000201);
    ((struct sockaddr_in *)&b)->sin_addr.s_addr = htonl(0xc0000202);
    inet_pton(AF_INET6, "2001:db8:1:2::3", &((struct sockaddr_in6 *)&six)->sin6_addr);
    inet_pton(AF_INET6, "2001:db8:1:2::4", &((struct sockaddr_in6 *)&near)->sin6_addr);
    far = six;
    inet_pton(AF_INET6, "2001:db8:1:3::3", &((struct sockaddr_in6 *)&far)->sin6_addr);
    CHECK_INT(work_wait(work, &a, 100), 0);
    work_done(work, &a, 100, 9);
    CHECK_INT(work_wait(work, &a, 100), 0);
    work_done(work, &a, 100, 4);
    CHECK_INT(work_wait(work, &a, 100), 7);
    CHECK_INT(work_wait(work, &b, 100), 0);
    CHECK_INT(work_wait(work, &a, 104), 3);
    CHECK_INT(work_wait(work, &a, 107), 0);
    work_done(work, &a, 1000000, 9); /* no more than the burst is saved up */
    work_done(work, &a, 1000000, 9);
    CHECK_INT(work_wait(work, &a, 1000000), 17);
    work_done(work, &six, 100, 20);
    CHECK(work_wait(work, &near, 100) > 0);
    CHECK_INT(work_wait(work, &far, 100), 0);
    CHECK(!is_loopback(&a) && !is_loopback(&six));
    ((struct sockaddr_in *)&a)->sin_addr.s_addr = htonl(0x7f000005);
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &((struct sockaddr_in6 *)&six)->sin6_addr);
    CHECK(is_loopback(&a) && is_loopback(&six));
    work_free(work);
}
