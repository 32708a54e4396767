/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/http_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum range { RANGE_NONE, RANGE_PART, RANGE_OUTSIDE };

/* "bytes=100-199", "bytes=100-", "bytes=-100" of a file of so many bytes; what is anything else is not
 * a range that we know, and then the whole is the answer (RFC 9110, section 14.2). */
static enum range range_parse(uint64_t *first, uint64_t *n, struct str text, uint64_t size)
{
    uint64_t from = 0, to = UINT64_MAX;
    if (!str_starts(text, STR("bytes=")))
        return RANGE_NONE;
    struct str left, right = str_sub(text, 6, text.len);
    const char *dash = right.len ? memchr(right.p, '-', right.len) : NULL;
    if (!dash)
        return RANGE_NONE;
    left = str_trim(str_sub(right, 0, (size_t)(dash - right.p)));
    right = str_trim(str_sub(right, (size_t)(dash - right.p) + 1, right.len));
    if ((left.len && !str_uint(&from, left, INT64_MAX)) || (right.len && !str_uint(&to, right, INT64_MAX)) ||
        (!left.len && !right.len) || (left.len && from > to))
        return RANGE_NONE;
    if (!left.len) { /* the last ones */
        if (to == 0 || size == 0)
            return RANGE_OUTSIDE;
        from = to < size ? size - to : 0;
        to = size - 1;
    }
    if (from >= size)
        return RANGE_OUTSIDE;
    *first = from;
    *n = MIN(to, size - 1) - from + 1;
    return RANGE_PART;
}

static struct str asked(struct conn *c, const char *name)
{
    return str_of(MHD_lookup_connection_value(c->mhd, MHD_HEADER_KIND, name));
}

/* Of what has this size; If-Range asks for the whole where it has changed. */
static enum range range_asked(uint64_t *first, uint64_t *n, struct conn *c, const struct http_answer *an, int status,
                              uint64_t size)
{
    struct str same = asked(c, "If-Range");
    bool ranged = status == 200 && (same.len == 0 || (an->etag && str_is(same, an->etag)));
    return ranged ? range_parse(first, n, asked(c, "Range"), size) : RANGE_NONE;
}

const char *body_range(struct conn *c, struct http_answer *an, int *status)
{
    uint64_t size = an->body.len, first = 0, n = size;
    switch (range_asked(&first, &n, c, an, *status, size)) {
    case RANGE_NONE: return NULL;
    case RANGE_OUTSIDE:
        *status = 416;
        an->body.len = 0;
        return arena_fmt(&c->arena, "bytes */%llu", (unsigned long long)size);
    case RANGE_PART: break;
    }
    *status = 206;
    memmove(an->body.p, an->body.p + first, n);
    an->body.len = n;
    return arena_fmt(&c->arena, "bytes %llu-%llu/%llu", (unsigned long long)first, (unsigned long long)(first + n - 1),
                     (unsigned long long)size);
}

static struct MHD_Response *nothing(void)
{
    return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
}

struct MHD_Response *file_response(struct conn *c, const struct http_answer *an, int *status, size_t *length)
{
    struct stat st;
    char text[80];
    int fd = open(an->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    *length = 0;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        if (fd >= 0)
            close(fd);
        *status = 404;
        return nothing();
    }
    uint64_t size = (uint64_t)st.st_size, first = 0, n = size;
    enum range range = range_asked(&first, &n, c, an, *status, size);
    struct MHD_Response *r;
    if (range == RANGE_OUTSIDE) {
        close(fd);
        *status = 416;
        r = nothing();
        snprintf(text, sizeof text, "bytes */%llu", (unsigned long long)size);
    } else {
        r = MHD_create_response_from_fd_at_offset64(n, fd, first);
        if (!r) {
            close(fd);
            return NULL;
        }
        *length = n;
        snprintf(text, sizeof text, "bytes %llu-%llu/%llu", (unsigned long long)first,
                 (unsigned long long)(first + n - 1), (unsigned long long)size);
    }
    if (range == RANGE_PART)
        *status = 206;
    if (range != RANGE_NONE)
        (void)MHD_add_response_header(r, "Content-Range", text);
    (void)MHD_add_response_header(r, "Accept-Ranges", "bytes");
    return r;
}
