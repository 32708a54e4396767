/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A server of fixed bytes for http_bench.sh: /small (2 KB) and /large (1 MB) from the cache,
 * /small-fresh and /large-fresh made anew for every request, /stream 1 MB in portions.
 * Writes its port to standard output, ends at end of standard input. With a folder as
 * argument it first writes the same bytes there as small and large. */
#include "base/arena.h"
#include "base/err.h"
#include "server/http.h"

#include <stdio.h>
#include <unistd.h>

enum { SMALL = 2048, LARGE = 1 << 20, PORTION = 64 << 10 };

static char bytes[LARGE];

static bool portion(void *ctx, struct buf *out)
{
    size_t *at = ctx;
    buf_put(out, bytes + *at, PORTION);
    *at += PORTION;
    return *at < LARGE;
}

static void give(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    (void)ctx;
    struct str name = rq->nsegments ? rq->segment[0] : STR("");
    an->type = "application/octet-stream";
    an->etag = "\"1\"";
    an->modified = 1700000000;
    an->cacheable = !str_ends(name, STR("-fresh"));
    if (str_is(name, "stream")) {
        an->cacheable = false;
        an->stream = portion;
        an->stream_ctx = arena_new(rq->arena, size_t);
    } else {
        buf_put(&an->body, bytes, str_starts(name, STR("large")) ? LARGE : SMALL);
    }
}

static bool write_file(const char *dir, const char *name, size_t len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(bytes, 1, len, f) == len;
    return f && fclose(f) == 0 && ok;
}

int main(int argc, char **argv)
{
    struct http_server *srv;
    struct http_options opt = {.threads = 2};
    struct err err;
    for (size_t i = 0; i < LARGE; i++)
        bytes[i] = (char)('!' + (i * 2654435761u >> 24) % 90);
    if (argc > 1 && !(write_file(argv[1], "small", SMALL) && write_file(argv[1], "large", LARGE)))
        return 1;
    if (http_server_open(&srv, "127.0.0.1:0", &opt, give, NULL, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%u\n", http_server_port(srv));
    fflush(stdout);
    char c;
    while (read(STDIN_FILENO, &c, 1) > 0)
        ;
    http_server_close(srv);
    return 0;
}
