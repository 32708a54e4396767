/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/serve.h"

#include "base/clock.h"
#include "client.h"
#include "report/web_file.h"
#include "store/base.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

static int start_desk(void **ctx, const char *base, struct err *err)
{
    struct store *st;
    int r = store_open(&st, base, STORE_WRITE, err);
    *ctx = st;
    return r;
}

static void answer_desk(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    struct str what = rq->nsegments > 1 ? rq->segment[1] : STR("");
    an->type = "text/plain";
    an->personal = true;
    if (str_is(what, "hang"))
        for (;;)
            pause();
    buf_fmt(&an->body, "%s %.*s %zu %d", ctx ? "desk" : "", STR_FMT(rq->method), rq->body.len,
            (int)getpid());
}

static void stop_desk(void *ctx)
{
    store_close(ctx);
}

static const struct backroom_options desk = {.start = start_desk, .handle = answer_desk,
                                             .stop = stop_desk};

/* Serves an empty base in a process of its own, whose number comes back. */
static pid_t serve_base(const char *name, const struct backroom_options *backroom)
{
    const char *path = base_path(name);
    struct buf text = {0};
    int ends[2];
    store_close(base_new(name));
    CHECK(pipe2(ends, O_CLOEXEC) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct err err = {0};
        struct serve_options opt = {.base = path, .listen = STR("127.0.0.1:0"), .threads = STR("2"),
                                    .json = true, .backroom = backroom};
        dup2(ends[1], STDOUT_FILENO);
        int r = serve(&opt, &err);
        if (r < 0)
            fprintf(stderr, "%s\n", err.text);
        _exit(r < 0);
    }
    close(ends[1]);
    while (!memchr(text.p ? text.p : "", '\n', text.len)) {
        ssize_t n = read(ends[0], buf_room(&text, 1000), 1000);
        CHECK(n > 0);
        text.len += (size_t)n;
        text.p[text.len] = 0;
    }
    const char *at = strstr(text.p, "\"port\":");
    CHECK(at != NULL);
    port = (unsigned)strtoul(at + 7, NULL, 10);
    buf_release(&text);
    close(ends[0]);
    return pid;
}

static void stop_serving(pid_t pid)
{
    int status;
    CHECK(kill(pid, SIGTERM) == 0);
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static bool status_says(pid_t pid, const char *line)
{
    static char text[8192];
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    CHECK(f != NULL);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    return strstr(text, line) != NULL;
}

TEST(serve_passes_on_what_is_the_backrooms)
{
    pid_t pid = serve_base("serve-desk", &desk);
    CHECK_INT(ask("GET /desk", ""), 200);
    CHECK(str_starts(BODY(), STR("desk GET 0 ")));
    int worker = atoi(reply.body.p + 11);
    CHECK(worker > 1 && worker != pid);
    CHECK_STR(FIELD("Cache-Control"), "no-store");
    CHECK_INT(ask("DELETE /api/x", ""), 200);
    CHECK_INT(ask("POST /desk/upload?a=b", "Content-Length: 3\r\n\r\nabc"), 200);
    CHECK(str_starts(BODY(), STR("desk POST 3 ")));
    CHECK_INT(ask("POST /desk/upload", "Content-Length: 67108865\r\n"), 413);
    CHECK(memmem(reply.body.p, reply.body.len, "64 MB", 5));
    CHECK_INT(ask("POST /api/submit", "Content-Length: 67108865\r\n"), 413);
    CHECK(memmem(reply.body.p, reply.body.len, "64 MB", 5));
    CHECK_INT(ask("POST /desk/other", "Content-Length: 1048577\r\n"), 413);
    CHECK(memmem(reply.body.p, reply.body.len, " 1 MB", 5));
    /* all else is as it is without */
    CHECK_INT(ask("GET /api", ""), 404); /* a page of readers, of which there is none yet */
    CHECK_STR(FIELD("Access-Control-Allow-Origin"), "*");
    CHECK_INT(ask("POST /api", "Content-Length: 0\r\n"), 405);
    CHECK_INT(ask("POST /", "Content-Length: 0\r\n"), 405);
    CHECK_INT(ask("GET /", ""), 200);
    CHECK(status_says(pid, "Seccomp:\t2") && status_says(pid, "NoNewPrivs:\t1"));
    CHECK(status_says(worker, "Seccomp:\t0"));
    stop_serving(pid);
    CHECK(kill(worker, 0) != 0);
}

TEST(serve_without_a_backroom_has_no_desk)
{
    pid_t pid = serve_base("serve-alone", NULL);
    CHECK_INT(ask("GET /desk", ""), 404);
    CHECK_INT(ask("GET /api/x", ""), 404);
    CHECK_INT(ask("POST /desk/x", "Content-Length: 0\r\n"), 405);
    CHECK_INT(ask("POST /desk/upload", "Content-Length: 1048577\r\n"), 413);
    CHECK(!status_says(pid, "Seccomp:\t2"));
    stop_serving(pid);
}

/* Files of the pages are kept for good under the mark of this program alone. */
TEST(serve_marks_files_that_can_be_kept)
{
    char target[80];
    pid_t pid = serve_base("serve-files", NULL);
    snprintf(target, sizeof target, "GET /static/%s/ilms.css", web_files_mark());
    CHECK_INT(ask(target, ""), 200);
    CHECK_STR(FIELD("Cache-Control"), "public, max-age=31536000, immutable");
    CHECK_STR(FIELD("Content-Type"), "text/css; charset=utf-8");
    CHECK_INT(ask("GET /static/0123456789ab/ilms.css", ""), 200);
    CHECK_STR(FIELD("Cache-Control"), "public, max-age=0, must-revalidate");
    CHECK_INT(ask("GET /static/ilms.css", ""), 200);
    CHECK_STR(FIELD("Cache-Control"), "public, max-age=0, must-revalidate");
    CHECK_INT(ask("GET /static/0123456789ab/none.css", ""), 404);
    CHECK_INT(ask("GET /static/0123456789ab/a/ilms.css", ""), 404);
    CHECK_INT(ask("GET /static/en.txt", ""), 404);
    stop_serving(pid);
}

TEST(serve_ends_though_a_process_hangs)
{
    pid_t pid = serve_base("serve-hang", &desk);
    int fd = dial();
    say_get(fd, "/desk/hang");
    usleep(100000);
    double from = clock_monotonic();
    stop_serving(pid);
    double took = clock_monotonic() - from;
    CHECK(took > 4 && took < 9);
    close(fd);
}

TEST(serve_says_why_the_backroom_cannot_begin)
{
    struct err err = {0};
    struct serve_options opt = {.base = "/no/such/place.db", .listen = STR("127.0.0.1:0"),
                                .backroom = &desk};
    int r = serve(&opt, &err);
    CHECK(r < 0 && strstr(err.text, "/no/such/place.db"));
    CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}
