/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the web process and the processes of the backroom might say to each other: 'a' and the head
 * of an answer, or 'r', the length of a head in four bytes, the head of a request and its body. What
 * is taken holds what a handler relies on, and says the same when it is written again. */

#include "fuzz.h"

#include "base/utf8.h"
#include "server/backroom_inner.h"

static void check_text(struct str s)
{
    CLAIM(utf8_valid(s) == s.len);
    CLAIM(s.len == 0 || !memchr(s.p, 0, s.len));
}

static void check_line(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        CLAIM(((unsigned char)s.p[i] >= ' ' || s.p[i] == '\t') && s.p[i] != 0x7f);
}

static void read_answer(struct arena *arena, struct str head)
{
    struct http_answer an = {.status = 77}, again = {0};
    struct buf out = {0};
    if (!wire_get_answer(&an, arena, head)) {
        CLAIM(an.status == 77);
        return;
    }
    CLAIM(an.status == 0 || (an.status >= 200 && an.status < 600));
    CLAIM(!an.stream && !an.cacheable);
    check_line(str_of(an.cookie[0]));
    check_line(str_of(an.location));
    wire_put_answer(&out, &an);
    CLAIM(str_eq(buf_view(&out), head));
    CLAIM(wire_get_answer(&again, arena, buf_view(&out)));
    buf_release(&out);
}

static void read_request(struct arena *arena, struct str head, struct str body)
{
    struct http_request rq, again;
    struct buf out = {0}, twice = {0};
    if (!wire_get_request(&rq, arena, head, body))
        return;
    CLAIM(rq.nsegments <= HTTP_SEGMENTS && rq.nparams <= HTTP_PARAMS && rq.nfields <= HTTP_FIELDS);
    CLAIM(rq.target.len && rq.target.p[0] == '/' && rq.path.len && rq.path.len <= rq.target.len);
    for (unsigned i = 0; i < rq.nsegments; i++)
        check_text(rq.segment[i]);
    for (unsigned i = 0; i < rq.nparams; i++)
        check_text(rq.param[i].value);
    for (unsigned i = 0; i < rq.nheaders; i++)
        check_line(rq.header[i].value);
    for (unsigned i = 0; i < rq.nfields; i++) {
        check_text(rq.field[i].name);
        check_text(rq.field[i].file_name);
        if (!rq.field[i].file_name.p)
            check_text(rq.field[i].value);
        CLAIM(utf8_valid(rq.field[i].value) <= rq.field[i].value.len); /* all of it may be read */
    }
    http_header(&rq, "Cookie");
    http_cookie(&rq, "session");
    /* A value that was sent apart may be found in the body: so the second time is compared. */
    wire_put_request(&out, &rq);
    CLAIM(wire_get_request(&again, arena, buf_view(&out), body));
    wire_put_request(&twice, &again);
    CLAIM(str_eq(buf_view(&out), buf_view(&twice)));
    buf_release(&out);
    buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = fuzz_str(bytes, n);
    struct arena arena;
    uint32_t len;
    if (n == 0)
        return 0;
    arena_init(&arena, (8 << 20) + 64 * n);
    if (rest.p[0] == 'a') {
        read_answer(&arena, str_sub(rest, 1, n));
    } else if (n >= 1 + sizeof len) {
        memcpy(&len, rest.p + 1, sizeof len);
        rest = str_sub(rest, 1 + sizeof len, n);
        read_request(&arena, str_sub(rest, 0, len), str_sub(rest, len, n));
    }
    arena_release(&arena);
    return 0;
}
