/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A plain HTTP client for the tests of the server: bytes out, one answer in. */
#ifndef TEST_CLIENT_H
#define TEST_CLIENT_H

#include "base/buf.h"
#include "syntax/compress.h"
#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned port; /* of the server under test */

static inline int dial(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) != 0)
        test_fail(__FILE__, __LINE__, "cannot connect: %s", strerror(errno));
    return fd;
}

static inline void say(int fd, const char *text, size_t len)
{
    while (len) {
        ssize_t n = send(fd, text, len, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        text += n;
        len -= (size_t)n;
    }
}

static inline void say_get(int fd, const char *path)
{
    char text[200];
    int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
    say(fd, text, (size_t)n);
}

/* Appends what comes; false at the end, when reset, and after `ms` without a byte. */
static inline bool hear(struct buf *in, int fd, int ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, ms) != 1)
        return false;
    ssize_t n = recv(fd, buf_room(in, 65536), 65536, 0);
    if (n <= 0)
        return false;
    in->len += (size_t)n;
    in->p[in->len] = 0;
    return true;
}

struct reply {
    int status;
    char head[4096];
    struct buf body;
    bool whole; /* as long as it said */
};

static inline struct str head_field(const struct reply *r, const char *name)
{
    char want[100];
    snprintf(want, sizeof want, "\r\n%s: ", name);
    const char *at = strcasestr(r->head, want);
    if (!at)
        return (struct str){NULL, 0};
    at += strlen(want);
    return (struct str){at, strcspn(at, "\r")};
}

static inline bool unchunk(struct buf *out, const char *at, size_t len)
{
    const char *end = at + len;
    while (at < end) {
        char *next;
        size_t n = strtoul(at, &next, 16);
        if (next + 2 > end || next[0] != '\r')
            return false;
        at = next + 2;
        if (n == 0)
            return end - at >= 2 && at[0] == '\r';
        if (at + n + 2 > end)
            return false;
        buf_put(out, at, n);
        at += n + 2;
    }
    return false;
}

/* One answer off the connection; what follows it stays in `in`. */
static inline bool read_reply(struct reply *r, struct buf *in, int fd, bool head)
{
    const char *end;
    r->status = 0;
    r->head[0] = 0;
    r->body.len = 0;
    r->whole = false;
    while (!in->len || !(end = strstr(in->p, "\r\n\r\n")))
        if (!hear(in, fd, 8000))
            return false;
    size_t head_len = (size_t)(end - in->p) + 4;
    snprintf(r->head, sizeof r->head, "%.*s", (int)head_len, in->p);
    r->status = atoi(r->head + 9);
    struct str length = head_field(r, "Content-Length");
    bool chunked = str_is(head_field(r, "Transfer-Encoding"), "chunked");
    size_t used = head_len;
    if (head || r->status == 204 || r->status == 304) {
        r->whole = true;
    } else if (chunked) {
        while (!(r->whole = (r->body.len = 0, unchunk(&r->body, in->p + head_len,
                                                      in->len - head_len))))
            if (!hear(in, fd, 8000))
                break;
        used = in->len;
    } else {
        size_t n = length.p ? (size_t)atol(length.p) : SIZE_MAX / 2;
        while (in->len - head_len < n)
            if (!hear(in, fd, 8000))
                break;
        r->whole = in->len - head_len >= n;
        n = MIN(n, in->len - head_len);
        buf_put(&r->body, in->p + head_len, n);
        used = head_len + n;
    }
    memmove(in->p, in->p + used, in->len - used + 1);
    in->len -= used;
    return true;
}

static struct reply reply; /* of the last ask() */

/* "GET /x" and header lines, each ended by \r\n */
static inline int ask(const char *line, const char *headers)
{
    struct buf out = {0}, in = {0};
    buf_fmt(&out, "%s HTTP/1.1\r\nHost: x\r\n%s\r\n", line, headers);
    int fd = dial();
    say(fd, out.p, out.len);
    read_reply(&reply, &in, fd, strncmp(line, "HEAD", 4) == 0);
    close(fd);
    buf_release(&out);
    buf_release(&in);
    return reply.status;
}

static inline int ask_raw(const char *bytes, size_t len)
{
    struct buf in = {0};
    int fd = dial();
    say(fd, bytes, len);
    read_reply(&reply, &in, fd, false);
    close(fd);
    buf_release(&in);
    return reply.status;
}

#define BODY() buf_view(&reply.body)
#define FIELD(name) head_field(&reply, name)

static inline struct str unpacked(void)
{
    static struct buf out;
    struct err err;
    out.len = 0;
    CHECK(gzip_unpack(&out, BODY(), 100 << 20, &err) == 0);
    return buf_view(&out);
}

#endif
