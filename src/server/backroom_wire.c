/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/backroom_inner.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FRAME_MARK = 0x31524249, HEADERS_MAX = 1024, STEP = 1 << 20, FIRST_STEP = 16 << 10 };

/* Before head and body; both sides are this program on this machine. */
struct wire_frame {
    uint32_t mark, head;
    uint64_t body;
};

/* -- texts and numbers ------------------------------------------------------------------------ */

#define NO_TEXT UINT32_MAX

static void put_u32(struct buf *b, uint32_t n)
{
    buf_put(b, &n, sizeof n);
}

static void put_u64(struct buf *b, uint64_t n)
{
    buf_put(b, &n, sizeof n);
}

/* A text whose pointer is NULL stays one. */
static void put_str(struct buf *b, struct str s)
{
    put_u32(b, s.p ? (uint32_t)s.len : NO_TEXT);
    if (s.len)
        buf_put(b, s.p, s.len);
}

static void put_pairs(struct buf *b, const struct http_param *v, unsigned n)
{
    put_u32(b, n);
    for (unsigned i = 0; i < n; i++) {
        put_str(b, v[i].name);
        put_str(b, v[i].value);
    }
}

/* What is left to read; once something did not fit, all else is empty. */
struct in {
    struct str rest;
    bool bad;
};

static bool take(struct in *in, void *to, size_t len)
{
    memset(to, 0, len);
    if (in->rest.len < len)
        in->bad = true;
    if (in->bad)
        return false;
    memcpy(to, in->rest.p, len);
    in->rest = (struct str){in->rest.p + len, in->rest.len - len};
    return true;
}

static uint32_t take_u32(struct in *in)
{
    uint32_t n;
    take(in, &n, sizeof n);
    return n;
}

static uint64_t take_u64(struct in *in)
{
    uint64_t n;
    take(in, &n, sizeof n);
    return n;
}

static uint32_t take_count(struct in *in, uint32_t most)
{
    uint32_t n = take_u32(in);
    if (n > most)
        in->bad = true;
    return in->bad ? 0 : n;
}

static struct str take_str(struct in *in)
{
    uint32_t len = take_u32(in);
    if (in->bad || len == NO_TEXT)
        return (struct str){NULL, 0};
    if (len > in->rest.len) {
        in->bad = true;
        return (struct str){NULL, 0};
    }
    struct str s = {in->rest.p, len};
    in->rest = (struct str){in->rest.p + len, in->rest.len - len};
    return s;
}

static bool is_text(struct str s)
{
    return s.len == 0 || (utf8_valid(s) == s.len && !memchr(s.p, 0, s.len));
}

/* Without control characters; header fields may hold bytes that are not UTF-8. */
static bool is_line(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') || s.p[i] == 0x7f)
            return false;
    return true;
}

static struct str take_text(struct in *in)
{
    struct str s = take_str(in);
    in->bad = in->bad || !is_text(s);
    return s;
}

static struct str take_line(struct in *in)
{
    struct str s = take_str(in);
    in->bad = in->bad || !is_line(s);
    return s;
}

static struct str take_name(struct in *in)
{
    struct str s = take_line(in);
    in->bad = in->bad || !is_text(s);
    return s;
}

/* -- requests --------------------------------------------------------------------------------- */

/* A value that stands in the body is not sent twice: a file is one. */
static void put_value(struct buf *b, struct str value, struct str body)
{
    bool inside = value.p && body.p && (uintptr_t)value.p >= (uintptr_t)body.p &&
                  (uintptr_t)value.p + value.len <= (uintptr_t)body.p + body.len;
    put_u32(b, inside);
    if (inside) {
        put_u64(b, (uint64_t)(value.p - body.p));
        put_u64(b, value.len);
    } else {
        put_str(b, value);
    }
}

static struct str take_value(struct in *in, struct str body)
{
    if (take_count(in, 1) == 0)
        return take_str(in);
    uint64_t at = take_u64(in), len = take_u64(in);
    if (at > body.len || len > body.len - at)
        in->bad = true;
    return in->bad || !body.p ? (struct str){NULL, 0} : (struct str){body.p + at, (size_t)len};
}

void wire_put_request(struct buf *head, const struct http_request *rq)
{
    put_str(head, rq->method);
    put_str(head, rq->target);
    put_u64(head, rq->path.len);
    put_str(head, rq->peer);
    put_u32(head, rq->too_many_segments);
    put_u32(head, rq->nsegments);
    for (unsigned i = 0; i < rq->nsegments; i++)
        put_str(head, rq->segment[i]);
    put_pairs(head, rq->param, rq->nparams);
    put_pairs(head, rq->header, rq->nheaders);
    put_u32(head, rq->nfields);
    for (unsigned i = 0; i < rq->nfields; i++) {
        put_str(head, rq->field[i].name);
        put_str(head, rq->field[i].file_name);
        put_str(head, rq->field[i].type);
        put_value(head, rq->field[i].value, rq->body);
    }
}

static bool known_method(struct str m)
{
    static const char *const known[] = {"GET", "POST", "PUT", "DELETE"};
    for (unsigned i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(m, known[i]))
            return true;
    return false;
}

static void take_target(struct http_request *rq, struct in *in)
{
    rq->target = take_line(in);
    uint64_t path = take_u64(in);
    if (rq->target.len == 0 || rq->target.p[0] != '/' || path == 0 || path > rq->target.len)
        in->bad = true;
    rq->path = in->bad ? STR("/") : str_sub(rq->target, 0, (size_t)path);
}

static void take_fields(struct http_request *rq, struct in *in, struct str body)
{
    rq->nfields = take_count(in, HTTP_FIELDS);
    if (rq->nfields == 0)
        return;
    struct http_field *field = arena_array(rq->arena, struct http_field, rq->nfields);
    for (unsigned i = 0; i < rq->nfields && !in->bad; i++) {
        field[i].name = take_name(in);
        field[i].file_name = take_name(in);
        field[i].type = take_name(in);
        field[i].value = take_value(in, body);
        in->bad = in->bad || (!field[i].file_name.p && !is_text(field[i].value));
    }
    rq->field = field;
}

bool wire_get_request(struct http_request *rq, struct arena *arena, struct str head,
                      struct str body)
{
    struct in in = {.rest = head};
    memset(rq, 0, sizeof *rq);
    rq->arena = arena;
    rq->body = body;
    rq->method = take_str(&in);
    in.bad = in.bad || !known_method(rq->method);
    take_target(rq, &in);
    rq->peer = take_name(&in);
    rq->too_many_segments = take_count(&in, 1) == 1;
    rq->nsegments = take_count(&in, HTTP_SEGMENTS);
    for (unsigned i = 0; i < rq->nsegments; i++)
        rq->segment[i] = take_text(&in);
    rq->nparams = take_count(&in, HTTP_PARAMS);
    for (unsigned i = 0; i < rq->nparams; i++) {
        rq->param[i].name = take_text(&in);
        rq->param[i].value = take_text(&in);
    }
    rq->nheaders = take_count(&in, HEADERS_MAX);
    struct http_param *header = arena_array(arena, struct http_param, rq->nheaders);
    for (unsigned i = 0; i < rq->nheaders && !in.bad; i++) {
        header[i].name = take_line(&in);
        header[i].value = take_line(&in);
    }
    rq->header = header;
    take_fields(rq, &in, body);
    return !in.bad && in.rest.len == 0;
}

/* -- answers ---------------------------------------------------------------------------------- */

enum { TEXTS = 11 };

/* The texts of an answer, in the order in which they are sent. */
static void answer_texts(const char ***v, struct http_answer *an)
{
    const char **texts[TEXTS] = {&an->type, &an->etag, &an->cache_control, &an->location,
                                 &an->disposition, &an->language, &an->allow, &an->authenticate,
                                 &an->cookie[0], &an->cookie[1], &an->policy};
    memcpy(v, texts, sizeof texts);
}

void wire_put_answer(struct buf *head, const struct http_answer *an)
{
    struct http_answer copy = *an;
    const char **text[TEXTS];
    assert(!an->stream);
    answer_texts(text, &copy);
    put_u32(head, (uint32_t)an->status);
    put_u64(head, (uint64_t)an->modified);
    put_u32(head, an->retry_after);
    put_u32(head, an->personal);
    for (unsigned i = 0; i < TEXTS; i++)
        put_str(head, str_of(*text[i]));
}

bool wire_get_answer(struct http_answer *an, struct arena *arena, struct str head)
{
    struct in in = {.rest = head};
    struct http_answer got = {.body = an->body};
    const char **text[TEXTS];
    answer_texts(text, &got);
    uint32_t status = take_u32(&in);
    got.modified = (int64_t)take_u64(&in);
    got.retry_after = take_u32(&in);
    got.personal = take_count(&in, 1) == 1;
    for (unsigned i = 0; i < TEXTS && !in.bad; i++) {
        struct str s = take_line(&in);
        if (s.p && !in.bad)
            *text[i] = arena_text(arena, s);
    }
    /* years 1 to 9999, which have four digits */
    if (in.bad || in.rest.len || (status && (status < 200 || status > 599)) ||
        got.modified < -62135596800 || got.modified > 253402300799)
        return false;
    got.status = (int)status;
    *an = got;
    return true;
}

/* -- bytes ------------------------------------------------------------------------------------ */

static enum wire_result wait_for(int fd, short what, double deadline)
{
    for (;;) {
        double left = deadline - clock_monotonic();
        struct pollfd p = {.fd = fd, .events = what};
        if (left <= 0)
            return WIRE_LATE;
        int n = poll(&p, 1, (int)MIN(left * 1000 + 1, 1e6));
        if (n > 0)
            return WIRE_DONE;
        if (n < 0 && errno != EINTR)
            return WIRE_CUT;
    }
}

static enum wire_result send_all(int fd, const char *p, size_t len, double deadline)
{
    while (len) {
        ssize_t n = send(fd, p, MIN(len, (size_t)STEP), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) {
            enum wire_result r = wait_for(fd, POLLOUT, deadline);
            if (r != WIRE_DONE)
                return r;
        } else if (n < 0 && errno != EINTR) {
            return WIRE_CUT;
        } else if (n > 0) {
            p += n;
            len -= (size_t)n;
        }
    }
    return WIRE_DONE;
}

static enum wire_result receive_some(size_t *got, int fd, char *p, size_t len, double deadline)
{
    for (;;) {
        ssize_t n = recv(fd, p, len, MSG_DONTWAIT);
        if (n > 0) {
            *got = (size_t)n;
            return WIRE_DONE;
        }
        if (n == 0 || (errno != EAGAIN && errno != EINTR))
            return WIRE_CUT;
        enum wire_result r = wait_for(fd, POLLIN, deadline);
        if (r != WIRE_DONE)
            return r;
    }
}

/* Memory is asked for as bytes come, not as they are promised. */
static enum wire_result receive_all(struct buf *to, int fd, size_t len, double deadline)
{
    while (to->len < len) {
        size_t step = MIN(len - to->len, to->len < STEP ? (size_t)FIRST_STEP + to->len : STEP);
        size_t got = 0;
        enum wire_result r = receive_some(&got, fd, buf_room(to, step), step, deadline);
        if (r != WIRE_DONE)
            return r;
        to->len += got;
    }
    return WIRE_DONE;
}

enum wire_result wire_send(int fd, struct str head, struct str body, double deadline)
{
    struct wire_frame frame = {FRAME_MARK, (uint32_t)head.len, body.len};
    struct buf first = {0};
    buf_put(&first, &frame, sizeof frame);
    buf_str(&first, head);
    enum wire_result r = send_all(fd, first.p, first.len, deadline);
    buf_release(&first);
    return r == WIRE_DONE ? send_all(fd, body.p, body.len, deadline) : r;
}

enum wire_result wire_receive(struct buf *head, struct buf *body, int fd, size_t head_max,
                              size_t body_max, double deadline)
{
    struct wire_frame frame;
    head->len = body->len = 0;
    enum wire_result r = receive_all(head, fd, sizeof frame, deadline);
    if (r != WIRE_DONE)
        return r;
    memcpy(&frame, head->p, sizeof frame);
    head->len = 0;
    if (frame.mark != FRAME_MARK || frame.head > head_max || frame.body > body_max)
        return WIRE_CUT;
    r = receive_all(head, fd, frame.head, deadline);
    return r == WIRE_DONE ? receive_all(body, fd, (size_t)frame.body, deadline) : r;
}

/* -- descriptors ------------------------------------------------------------------------------ */

union one_fd {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
};

int wire_pass(int requests, int fd)
{
    char byte = 'r';
    union one_fd control = {0};
    struct iovec iov = {&byte, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes,
                       .msg_controllen = sizeof control.bytes};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    ssize_t n;
    do
        n = sendmsg(requests, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    int code = errno;
    close(fd);
    return n == 1 ? 1 : code == EPIPE || code == ECONNRESET || code == ENOTCONN ? 0 : -1;
}

int wire_accept(int requests, int *fd)
{
    char byte;
    union one_fd control = {0};
    struct iovec iov = {&byte, 1};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes,
                       .msg_controllen = CMSG_LEN(sizeof *fd)}; /* not a second one */
    struct stat st;
    ssize_t n = recvmsg(requests, &m, MSG_CMSG_CLOEXEC);
    if (n < 0)
        return errno == EINTR ? -1 : 0;
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    /* What is sent beyond one descriptor the kernel closes, since there is no room for it. */
    if (!c || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS ||
        c->cmsg_len != CMSG_LEN(sizeof *fd))
        return n == 0 ? 0 : -1;
    memcpy(fd, CMSG_DATA(c), sizeof *fd);
    if (fstat(*fd, &st) == 0 && S_ISSOCK(st.st_mode))
        return 1;
    close(*fd);
    return -1;
}
