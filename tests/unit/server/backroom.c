/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/backroom_inner.h"

#include "base/clock.h"
#include "base/sandbox.h"
#include "client.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

/* ---- in the processes ---- */

/* What all processes of a test see. */
static struct shared {
    atomic_uint started, stopped, errands, refuse, hold, handled;
} *shared;

static int start_process(void **ctx, const char *base, struct err *err)
{
    if (atomic_load(&shared->refuse) == 1)
        return err_set(err, ERR_NOFILE, "%s: is not there", base);
    if (atomic_load(&shared->refuse) == 2)
        raise(SIGKILL);
    atomic_fetch_add(&shared->started, 1);
    *ctx = shared;
    return 0;
}

static void stop_process(void *ctx)
{
    atomic_fetch_add(&((struct shared *)ctx)->stopped, 1);
}

static bool run_errand(void *ctx)
{
    struct shared *s = ctx;
    return atomic_fetch_add(&s->errands, 1) < 3;
}

static void echo(const struct http_request *rq, struct http_answer *an)
{
    an->type = "text/plain; charset=utf-8";
    buf_fmt(&an->body, "%.*s %.*s %.*s %u %u %.*s|", STR_FMT(rq->method), STR_FMT(rq->target),
            STR_FMT(rq->path), rq->nsegments, rq->too_many_segments, STR_FMT(rq->peer));
    for (unsigned i = 0; i < rq->nsegments; i++)
        buf_fmt(&an->body, "<%.*s>", STR_FMT(rq->segment[i]));
    for (unsigned i = 0; i < rq->nparams; i++)
        buf_fmt(&an->body, "{%.*s=%.*s}", STR_FMT(rq->param[i].name), STR_FMT(rq->param[i].value));
    for (unsigned i = 0; i < rq->nfields; i++)
        buf_fmt(&an->body, "(%.*s=%zu,%.*s,%.*s)", STR_FMT(rq->field[i].name),
                rq->field[i].value.len, STR_FMT(rq->field[i].file_name), STR_FMT(rq->field[i].type));
    buf_fmt(&an->body, "|%.*s|%.*s|%zu", STR_FMT(http_header(rq, "ACCEPT")),
            STR_FMT(http_cookie(rq, "session")), rq->body.len);
}

static void dress(struct http_answer *an)
{
    an->status = 401;
    an->type = "text/html; charset=utf-8";
    an->etag = "\"e\"";
    an->modified = 1700000000;
    an->language = "km";
    an->disposition = "attachment; filename=\"x.csv\"";
    an->authenticate = "Bearer";
    an->policy = "default-src 'none'";
    an->location = "/desk/there";
    an->retry_after = 7;
    an->cookie[0] = "a=1";
    an->cookie[1] = "b=2";
    an->personal = true;
    buf_puts(&an->body, "<!doctype html>");
}

static int reverse(struct buf *out, struct str in, struct err *err)
{
    (void)err;
    for (size_t i = in.len; i-- > 0;)
        buf_char(out, in.p[i]);
    return 0;
}

/* In the sandbox it is found by its name, in the list of base/sandbox.c. */
static const struct sandbox_work reverse_work = {"reverse", reverse};

static void use_sandbox(struct http_answer *an)
{
    static const struct sandbox_limits limits = {.memory = 64 << 20, .output = 1 << 20, .seconds = 5};
    struct err err = {0};
    an->type = "text/plain";
    if (sandbox_run(&an->body, &reverse_work, STR("abc"), &limits, &err) != 0)
        buf_puts(&an->body, err.text);
}

static void answer(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    struct shared *s = ctx;
    struct str what = rq->nsegments > 1 ? rq->segment[1] : STR("");
    atomic_fetch_add(&s->handled, 1);
    if (str_is(what, "crash"))
        raise(SIGKILL);
    else if (str_is(what, "hang"))
        for (volatile unsigned i = 0;; i++)
            ;
    else if (str_is(what, "held"))
        while (atomic_load(&s->hold))
            usleep(1000);
    else if (str_is(what, "slow"))
        usleep(20000);
    if (str_is(what, "dress"))
        dress(an);
    else if (str_is(what, "sandbox"))
        use_sandbox(an);
    else if (str_is(what, "file")) {
        an->type = "application/octet-stream";
        buf_str(&an->body, rq->nfields ? rq->field[0].value : STR("none"));
    } else if (str_is(what, "who")) {
        an->type = "text/plain";
        buf_fmt(&an->body, "%d %d %d", (int)getpid(), (int)getppid(), prctl(PR_GET_DUMPABLE));
    } else
        echo(rq, an);
}

/* ---- in the web process ---- */

static struct backroom *room;
static struct http_server *srv;

static void site(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    (void)ctx;
    if (rq->nsegments && str_is(rq->segment[0], "desk")) {
        backroom_answer(room, rq, an);
    } else {
        an->type = "text/plain";
        buf_puts(&an->body, "direct");
    }
}

static int open_room(struct backroom_options opt, struct err *err)
{
    if (!shared)
        shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    opt.base = "some.db";
    opt.start = start_process;
    opt.handle = answer;
    opt.stop = stop_process;
    return backroom_open(&room, &opt, err);
}

static void begin(struct backroom_options opt)
{
    struct err err = {0};
    struct http_options http = {.threads = 2, .body_max = 64 << 20};
    if (shared)
        memset(shared, 0, sizeof *shared);
    if (open_room(opt, &err) != 0 || http_server_open(&srv, "127.0.0.1:0", &http, site, NULL, &err) != 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    port = http_server_port(srv);
}

static void end(void)
{
    backroom_stop(room);
    http_server_close(srv);
    backroom_close(room);
}

#define WAIT_UNTIL(cond)                                                                       \
    do {                                                                                       \
        double until_ = clock_monotonic() + 15;                                                \
        while (!(cond) && clock_monotonic() < until_)                                          \
            usleep(2000);                                                                      \
        CHECK(cond);                                                                           \
    } while (0)

TEST(backroom_carries_all_of_a_request)
{
    begin((struct backroom_options){0});
    CHECK_INT(ask("GET /desk/a%20b/?x=1+2&%C3%A9=", "Accept: q/r\r\nCookie: a=b; session=xyz\r\n"), 200);
    CHECK_STR(BODY(), "GET /desk/a%20b/?x=1+2&%C3%A9= /desk/a%20b/ 2 0 127.0.0.1|<desk><a b>"
                      "{x=1+2}{\xc3\xa9=}|q/r|xyz|0");
    CHECK_INT(ask("HEAD /desk/x", ""), 200);
    CHECK(FIELD("Content-Length").len && reply.body.len == 0);
    CHECK_INT(ask("DELETE /desk/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", ""), 200);
    CHECK(memmem(reply.body.p, reply.body.len, " 16 1 127.0.0.1|", 16));
    CHECK_INT(ask("POST /desk/x", "Content-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: 9\r\n\r\na=1+2&b=3"), 200);
    CHECK(memmem(reply.body.p, reply.body.len, "(a=3,,)(b=1,,)|||9", 18));
    CHECK_INT(ask("PUT /desk/x", "Content-Length: 3\r\n\r\nabc"), 200);
    CHECK(memmem(reply.body.p, reply.body.len, "|||3", 4));
    CHECK_INT(ask("GET /else", ""), 200);
    CHECK_STR(BODY(), "direct");
    end();
}

TEST(backroom_carries_all_of_an_answer)
{
    begin((struct backroom_options){0});
    CHECK_INT(ask("GET /desk/dress", ""), 401);
    CHECK_STR(BODY(), "<!doctype html>");
    CHECK_STR(FIELD("Content-Type"), "text/html; charset=utf-8");
    CHECK_STR(FIELD("ETag"), "\"e\"");
    CHECK_STR(FIELD("Last-Modified"), "Tue, 14 Nov 2023 22:13:20 GMT");
    CHECK_STR(FIELD("Content-Language"), "km");
    CHECK_STR(FIELD("Content-Disposition"), "attachment; filename=\"x.csv\"");
    CHECK_STR(FIELD("WWW-Authenticate"), "Bearer");
    CHECK_STR(FIELD("Content-Security-Policy"), "default-src 'none'");
    CHECK_STR(FIELD("Location"), "/desk/there");
    CHECK_STR(FIELD("Retry-After"), "7");
    CHECK_STR(FIELD("Set-Cookie"), "a=1");
    CHECK(strstr(reply.head, "Set-Cookie: b=2\r\n"));
    CHECK_STR(FIELD("Cache-Control"), "no-store");
    CHECK(!strcasestr(reply.head, "Access-Control"));
    end();
}

TEST(backroom_carries_a_large_file_both_ways)
{
    static const char head[] = "--q\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n";
    struct buf b = {0}, file = {0};
    for (unsigned i = 0; i < 5000000; i++)
        buf_put(&file, &(uint32_t){i * 2654435761u}, 4);
    buf_fmt(&b, "POST /desk/file HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=q\r\n"
            "Content-Length: %zu\r\n\r\n%s", strlen(head) + file.len + 9, head);
    buf_put(&b, file.p, file.len);
    buf_puts(&b, "\r\n--q--\r\n");
    begin((struct backroom_options){0});
    CHECK_INT(ask_raw(b.p, b.len), 200);
    CHECK(str_eq(BODY(), buf_view(&file)));
    end();
    buf_release(&b);
    buf_release(&file);
}

TEST(backroom_processes_are_closed_to_others)
{
    int pid, parent, dumpable;
    begin((struct backroom_options){.processes = 1});
    ask("GET /desk/who", "");
    CHECK_INT(sscanf(reply.body.p, "%d %d %d", &pid, &parent, &dumpable), 3);
    CHECK(pid != getpid() && parent != getpid() && parent > 1);
    CHECK_INT(dumpable, 0);
    CHECK(kill(pid, SIGINT) == 0 && kill(parent, SIGINT) == 0 && kill(pid, SIGTERM) == 0);
    usleep(50000);
    CHECK_INT(ask("GET /desk/who", ""), 200);
    CHECK(atoi(reply.body.p) == pid);
    CHECK_INT(ask("GET /desk/sandbox", ""), 200);
    CHECK_STR(BODY(), "cba");
    end();
    CHECK(kill(pid, 0) != 0 && kill(parent, 0) != 0);
    CHECK_INT(atomic_load(&shared->stopped), 1);
}

TEST(backroom_says_why_it_cannot_begin)
{
    struct err err = {0};
    if (shared)
        memset(shared, 0, sizeof *shared);
    CHECK_INT(open_room((struct backroom_options){0}, &err), 0);
    backroom_close(room);
    atomic_store(&shared->refuse, 1);
    CHECK_INT(open_room((struct backroom_options){0}, &err), -ERR_NOFILE);
    CHECK_STR(str_of(err.text), "some.db: is not there");
    CHECK(room == NULL);
    atomic_store(&shared->refuse, 2);
    CHECK_INT(open_room((struct backroom_options){.processes = 3}, &err), -ERR_IO);
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD); /* nobody is left */
}

/* ---- under load, and when something breaks ---- */

enum { MANY = 200 };

static void *ask_directly(void *arg)
{
    atomic_bool *go_on = arg;
    struct buf in = {0};
    struct reply r = {0};
    static atomic_uint answered;
    int fd = dial();
    atomic_store(&answered, 0);
    while (atomic_load(go_on)) {
        say_get(fd, "/direct");
        if (!read_reply(&r, &in, fd, false) || !str_is(buf_view(&r.body), "direct"))
            break;
        atomic_fetch_add(&answered, 1);
    }
    close(fd);
    buf_release(&in);
    buf_release(&r.body);
    return atomic_load(go_on) ? NULL : &answered;
}

/* Sends to all at once and counts the answers that begin with `want`. */
static int ask_many(const char *path, const char *want)
{
    static int fd[MANY];
    struct buf in = {0};
    int good = 0;
    for (int i = 0; i < MANY; i++) {
        fd[i] = dial();
        say_get(fd[i], path);
    }
    for (int i = 0; i < MANY; i++) {
        in.len = 0;
        good += read_reply(&reply, &in, fd[i], false) && str_starts(BODY(), str_of(want));
        close(fd[i]);
    }
    buf_release(&in);
    return good;
}

TEST(backroom_answers_200_at_once_beside_others)
{
    pthread_t thread;
    void *answered;
    atomic_bool go_on = true;
    begin((struct backroom_options){.processes = 2});
    pthread_create(&thread, NULL, ask_directly, &go_on);
    CHECK_INT(ask_many("/desk/slow", "GET /desk/slow"), MANY);
    atomic_store(&go_on, false);
    pthread_join(thread, &answered);
    CHECK(answered && atomic_load((atomic_uint *)answered) > 200);
    CHECK_INT(atomic_load(&shared->handled), MANY);
    end();
}

TEST(backroom_replaces_what_is_worn_out)
{
    begin((struct backroom_options){.processes = 2, .requests = 7});
    CHECK_INT(ask_many("/desk/x", "GET /desk/x"), MANY);
    CHECK_INT(atomic_load(&shared->handled), MANY);
    CHECK(atomic_load(&shared->started) >= MANY / 7);
    end();
    CHECK_INT(atomic_load(&shared->stopped), atomic_load(&shared->started));
}

TEST(backroom_survives_a_process_that_dies)
{
    begin((struct backroom_options){.processes = 2});
    CHECK_INT(ask("GET /desk/crash", ""), 502);
    CHECK(memmem(reply.body.p, reply.body.len, "try again", 9));
    CHECK_STR(FIELD("Cache-Control"), "no-store");
    /* one of many: that one alone is lost */
    int fd = dial();
    struct buf in = {0};
    struct reply r = {0};
    say_get(fd, "/desk/crash");
    CHECK_INT(ask_many("/desk/x", "GET /desk/x"), MANY);
    CHECK(read_reply(&r, &in, fd, false));
    CHECK_INT(r.status, 502);
    close(fd);
    buf_release(&in);
    buf_release(&r.body);
    /* and with both gone again and again there is one to answer in the end */
    for (int i = 0; i < 6; i++)
        CHECK_INT(ask("POST /desk/crash", "Content-Length: 0\r\n"), 502);
    CHECK_INT(ask("GET /desk/x", ""), 200);
    end();
}

TEST(backroom_breaks_off_what_hangs)
{
    double from = clock_monotonic();
    begin((struct backroom_options){.processes = 1, .seconds = 1});
    CHECK_INT(ask("GET /desk/hang", ""), 504);
    CHECK(memmem(reply.body.p, reply.body.len, "1 second", 8));
    CHECK(clock_monotonic() - from < 30); /* not the minute that is usual, on a busy machine either */
    /* the process is ended and another takes its place */
    WAIT_UNTIL(ask("GET /desk/x", "") == 200);
    CHECK_INT(atomic_load(&shared->started), 2);
    end();
}

static void *ask_held(void *arg)
{
    struct buf in = {0};
    struct reply *r = arg;
    int fd = dial();
    say_get(fd, "/desk/held");
    read_reply(r, &in, fd, false);
    buf_release(&in);
    close(fd);
    return NULL;
}

TEST(backroom_lets_only_so_many_wait)
{
    static struct reply r[4];
    pthread_t thread[4];
    begin((struct backroom_options){.processes = 1, .waiting = 3, .waiting_bytes = 1000});
    atomic_store(&shared->hold, 1);
    pthread_create(&thread[0], NULL, ask_held, &r[0]);
    WAIT_UNTIL(atomic_load(&shared->handled) == 1);
    for (int i = 1; i < 3; i++)
        pthread_create(&thread[i], NULL, ask_held, &r[i]);
    usleep(200000);
    struct buf b = {0};
    buf_fmt(&b, "Content-Length: 1001\r\n\r\n%01001d", 1);
    CHECK_INT(ask("POST /desk/x", b.p), 503); /* too long to wait */
    buf_release(&b);
    pthread_create(&thread[3], NULL, ask_held, &r[3]);
    usleep(200000);
    double from = clock_monotonic();
    CHECK_INT(ask("GET /desk/x", ""), 503);
    CHECK(clock_monotonic() - from < 1);
    CHECK_STR(FIELD("Retry-After"), "5");
    CHECK_INT(ask("GET /direct", ""), 200);
    atomic_store(&shared->hold, 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
        CHECK_INT(r[i].status, 200);
        buf_release(&r[i].body);
        r[i].body = (struct buf){0};
    }
    CHECK_INT(ask("GET /desk/x", ""), 200);
    end();
}

static void *stop_room(void *arg)
{
    (void)arg;
    backroom_stop(room);
    return NULL;
}

/* What is begun is finished, what waits is refused, and nobody is forgotten. */
TEST(backroom_ends_while_requests_wait)
{
    static struct reply r[3];
    pthread_t thread[3], closer;
    begin((struct backroom_options){.processes = 1});
    atomic_store(&shared->hold, 1);
    for (int i = 0; i < 3; i++) {
        pthread_create(&thread[i], NULL, ask_held, &r[i]);
        WAIT_UNTIL(atomic_load(&shared->handled) == 1);
    }
    usleep(100000);
    pthread_create(&closer, NULL, stop_room, NULL);
    usleep(100000);
    CHECK_INT(ask("GET /desk/x", ""), 503);
    CHECK_INT(ask("GET /direct", ""), 200);
    atomic_store(&shared->hold, 0);
    pthread_join(closer, NULL);
    CHECK_INT(ask("GET /desk/x", ""), 503);
    for (int i = 0; i < 3; i++) {
        pthread_join(thread[i], NULL);
        CHECK_INT(r[i].status, i == 0 ? 200 : 503);
        buf_release(&r[i].body);
        r[i].body = (struct buf){0};
    }
    end();
}

TEST(backroom_ends_though_a_process_hangs)
{
    begin((struct backroom_options){.processes = 2});
    int fd = dial();
    struct buf in = {0};
    say_get(fd, "/desk/hang");
    WAIT_UNTIL(atomic_load(&shared->handled) == 1);
    double from = clock_monotonic();
    end();
    double took = clock_monotonic() - from;
    CHECK(took > 4 && took < 8);
    CHECK(read_reply(&reply, &in, fd, false));
    CHECK_INT(reply.status, 502);
    close(fd);
    buf_release(&in);
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

TEST(backroom_runs_errands)
{
    begin((struct backroom_options){.processes = 1, .errand = run_errand});
    WAIT_UNTIL(atomic_load(&shared->errands) >= 4); /* three that may have more behind them */
    /* in half a second more often than once a second */
    unsigned n = atomic_load(&shared->errands);
    for (int i = 0; i < 10; i++) {
        CHECK_INT(ask("POST /desk/x", "Content-Length: 0\r\n"), 200);
        usleep(50000);
    }
    unsigned nudged = atomic_load(&shared->errands) - n;
    CHECK(nudged >= 5);
    for (int i = 0; i < 10; i++) {
        CHECK_INT(ask("GET /desk/x", ""), 200);
        usleep(50000);
    }
    CHECK(atomic_load(&shared->errands) - n - nudged <= 2);
    n = atomic_load(&shared->errands);
    WAIT_UNTIL(atomic_load(&shared->errands) > n + 1); /* and without being nudged */
    end();
    CHECK_INT(atomic_load(&shared->stopped), 2);
}

/* When the web process dies in whatever way, so do the others. */
TEST(backroom_dies_with_the_web_process)
{
    int ends[2], pid = 0, parent = 0;
    char text[100] = "";
    CHECK(pipe2(ends, O_CLOEXEC) == 0);
    pid_t web = fork();
    if (web == 0) {
        struct backroom_options opt = {.processes = 1};
        begin(opt);
        ask("GET /desk/who", "");
        (void)!write(ends[1], reply.body.p, reply.body.len);
        for (;;)
            pause();
    }
    CHECK(read(ends[0], text, sizeof text - 1) > 0);
    CHECK(sscanf(text, "%d %d", &pid, &parent) == 2 && pid > 1 && parent > 1);
    kill(web, SIGKILL);
    waitpid(web, NULL, 0);
    /* Both are nobody's children now; whoever adopts them may be slow to reap them, so not kill(pid, 0)
     * but the end of the pipe that they hold is looked for. */
    close(ends[1]);
    struct pollfd p = {.fd = ends[0], .events = POLLIN};
    CHECK(poll(&p, 1, 5000) == 1 && read(ends[0], text, 1) == 0);
    close(ends[0]);
}

/* ---- bytes that nobody should trust ---- */

static const struct http_param headers[] = {{{"Accept", 6}, {"a/b", 3}}, {{"X", 1}, {"\xff", 1}}};

static void sample_request(struct http_request *rq, struct http_field field[2])
{
    static const char body[] = "some bytes \0 of a body";
    memset(rq, 0, sizeof *rq);
    rq->method = STR("POST");
    rq->target = STR("/desk/upload?a=b");
    rq->path = STR("/desk/upload");
    rq->peer = STR("::1");
    rq->segment[0] = STR("desk");
    rq->segment[1] = STR("upload");
    rq->nsegments = 2;
    rq->param[0] = (struct http_param){STR("a"), STR("b")};
    rq->nparams = 1;
    rq->header = headers;
    rq->nheaders = 2;
    rq->body = (struct str){body, sizeof body - 1};
    field[0] = (struct http_field){.name = STR("note"), .value = STR("\xc3\xa9")};
    field[1] = (struct http_field){.name = STR("f"), .value = str_sub(rq->body, 5, 8),
                                   .file_name = STR("x.bin"), .type = STR("a/b")};
    rq->field = field;
    rq->nfields = 2;
}

/* From memory that ends where the bytes end. */
static bool decode(struct arena *a, struct http_request *rq, struct str head, struct str body)
{
    arena_release(a);
    arena_init(a, 1 << 20);
    return wire_get_request(rq, a, arena_str(a, head), body);
}

TEST(backroom_wire_believes_no_request)
{
    struct arena a;
    struct http_request rq, got;
    struct http_field field[2];
    struct buf head = {0}, again = {0};
    arena_init(&a, 1 << 20);
    sample_request(&rq, field);
    wire_put_request(&head, &rq);
    CHECK(decode(&a, &got, buf_view(&head), rq.body));
    CHECK_STR(got.target, "/desk/upload?a=b");
    CHECK(got.nfields == 2 && got.field[1].value.p == rq.body.p + 5);
    wire_put_request(&again, &got);
    CHECK(str_eq(buf_view(&head), buf_view(&again)));
    for (size_t n = 0; n < head.len; n++) {
        char *cut = malloc(n ? n : 1);
        if (!cut)
            abort();
        memcpy(cut, head.p, n);
        CHECK(!wire_get_request(&got, &a, (struct str){cut, n}, rq.body));
        free(cut);
    }
    buf_char(&head, 0);
    CHECK(!decode(&a, &got, buf_view(&head), rq.body)); /* something behind its end */
    head.len--;
    CHECK(!decode(&a, &got, buf_view(&head), str_sub(rq.body, 0, 12))); /* a file past the body */
    for (size_t i = 0; i < head.len; i++)
        for (unsigned k = 0; k < 3; k++) {
            char old = head.p[i];
            head.p[i] = (char)(k == 0 ? 0xff : k == 1 ? 0 : old ^ 0x80);
            if (decode(&a, &got, buf_view(&head), rq.body)) {
                CHECK(got.nsegments <= HTTP_SEGMENTS && got.nparams <= HTTP_PARAMS);
                CHECK(got.target.p[0] == '/' && got.path.len <= got.target.len);
            }
            head.p[i] = old;
        }
    buf_release(&head);
    buf_release(&again);
    arena_release(&a);
}

/* What a handler may rely on holds for a request that breaks it elsewhere. */
TEST(backroom_wire_refuses_texts_that_are_none)
{
    struct arena a;
    struct http_request rq, got;
    struct http_field field[2];
    struct buf head = {0};
    arena_init(&a, 1 << 20);
    for (int i = 0; i < 12; i++) {
        struct http_param header = {STR("A"), STR("b")};
        sample_request(&rq, field);
        head.len = 0;
        switch (i) {
        case 0: rq.method = STR("BREW"); break;
        case 1: rq.target = STR("desk"); break;
        case 2: rq.segment[1] = STR("\xff"); break;
        case 3: rq.segment[1] = STR("a\0b"); break;
        case 4: rq.param[0].value = STR("\xc3"); break;
        case 5: rq.peer = STR("1\n2"); break;
        case 6: header.value = STR("b\r\nX: y"); break;
        case 7: field[0].name = STR("a\nb"); break;
        case 8: field[0].value = STR("a\0b"); break;
        case 9: field[1].file_name = STR("a\0b"); break;
        case 10: rq.path.len = 100; break;
        case 11: rq.path.len = 0; break;
        }
        rq.header = &header;
        rq.nheaders = 1;
        wire_put_request(&head, &rq);
        if (decode(&a, &got, buf_view(&head), rq.body))
            test_fail(__FILE__, __LINE__, "case %d was taken", i);
    }
    buf_release(&head);
    arena_release(&a);
}

TEST(backroom_wire_believes_no_answer)
{
    struct arena a;
    struct http_answer an = {0}, got = {0};
    struct buf head = {0}, again = {0};
    arena_init(&a, 16 << 20);
    dress(&an);
    wire_put_answer(&head, &an);
    CHECK(wire_get_answer(&got, &a, buf_view(&head)));
    CHECK_STR(str_of(got.cookie[1]), "b=2");
    CHECK(got.cache_control == NULL && got.personal && got.status == 401);
    wire_put_answer(&again, &got);
    CHECK(str_eq(buf_view(&head), buf_view(&again)));
    for (size_t n = 0; n < head.len; n++) {
        char *cut = malloc(n ? n : 1);
        if (!cut)
            abort();
        memcpy(cut, head.p, n);
        CHECK(!wire_get_answer(&got, &a, (struct str){cut, n}));
        CHECK_INT(got.status, 401); /* untouched */
        free(cut);
    }
    for (size_t i = 0; i < head.len; i++)
        for (unsigned k = 0; k < 3; k++) {
            char old = head.p[i];
            head.p[i] = (char)(k == 0 ? 0xff : k == 1 ? 0 : 10);
            if (wire_get_answer(&got, &a, buf_view(&head)))
                CHECK(got.status == 0 || (got.status >= 200 && got.status < 600));
            head.p[i] = old;
        }
    static const char *const bad[] = {"a\nb", "a\r\nSet-Cookie: x", "a\x7f"};
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        an.location = bad[i];
        head.len = 0;
        wire_put_answer(&head, &an);
        CHECK(!wire_get_answer(&got, &a, buf_view(&head)));
    }
    buf_release(&an.body);
    buf_release(&head);
    buf_release(&again);
    arena_release(&a);
}

TEST(backroom_wire_asks_for_no_memory_that_is_only_promised)
{
    static const struct {
        uint32_t mark, head;
        uint64_t body;
    } frames[] = {{0x31524249, 10, 70 << 20}, {0x31524249, 0xffffffff, 0}, {0x31524249, 0, UINT64_MAX},
                  {0, 0, 0}};
    for (unsigned i = 0; i < ARRAY_LEN(frames); i++) {
        struct buf head = {0}, body = {0};
        int fd[2];
        CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == 0);
        CHECK(send(fd[0], &frames[i], sizeof frames[i], 0) == sizeof frames[i]);
        CHECK(send(fd[0], "0123456789abc", 13, 0) == 13);
        close(fd[0]);
        double soon = clock_monotonic() + 1;
        CHECK_INT(wire_receive(&head, &body, fd[1], WIRE_HEAD_MAX, WIRE_BODY_MAX, soon), WIRE_CUT);
        CHECK(body.size < 100000 && head.size < 100000);
        close(fd[1]);
        buf_release(&head);
        buf_release(&body);
    }
    struct buf head = {0}, body = {0};
    int fd[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == 0);
    double from = clock_monotonic();
    CHECK_INT(wire_receive(&head, &body, fd[1], 10, 10, from + 0.2), WIRE_LATE);
    CHECK(clock_monotonic() - from < 2);
    close(fd[0]);
    close(fd[1]);
    buf_release(&head);
}

/* Not one descriptor more than was meant, and only a socket. */
TEST(backroom_wire_takes_one_socket)
{
    int seq[2], got;
    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, seq) == 0);
    CHECK_INT(wire_pass(seq[0], dup(seq[0])), 1);
    CHECK_INT(wire_accept(seq[1], &got), 1);
    close(got);
    CHECK_INT(wire_pass(seq[0], open("/dev/null", O_RDONLY | O_CLOEXEC)), 1);
    CHECK_INT(wire_accept(seq[1], &got), -1);
    CHECK(send(seq[0], "x", 1, 0) == 1);
    CHECK_INT(wire_accept(seq[1], &got), -1);
    int before = dup(0);
    close(before);
    char control[CMSG_SPACE(8 * sizeof(int))] = {0};
    struct iovec iov = {control, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control,
                       .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(8 * sizeof(int));
    for (unsigned i = 0; i < 8; i++)
        memcpy(CMSG_DATA(c) + i * sizeof(int), &seq[0], sizeof(int));
    CHECK(sendmsg(seq[0], &m, 0) == 1);
    CHECK_INT(wire_accept(seq[1], &got), 1);
    CHECK_INT(got, before);
    close(got);
    int after = dup(0);
    close(after);
    CHECK_INT(after, before); /* nothing else was left open */
    shutdown(seq[0], SHUT_RDWR);
    CHECK_INT(wire_accept(seq[1], &got), 0);
    close(seq[1]);
    CHECK_INT(wire_pass(seq[0], dup(0)), 0);
    close(seq[0]);
}
