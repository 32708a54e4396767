/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any request target and header values: refused with a status and a sentence, or split into
 * segments and parameters of UTF-8. Lines: target, Accept-Encoding, If-None-Match,
 * If-Modified-Since, the answer's tag. */

#include "fuzz.h"

#include "base/utf8.h"
#include "server/http_inner.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = fuzz_str(bytes, n);
    struct str target = fuzz_line(&rest), encoding = fuzz_line(&rest), tags = fuzz_line(&rest);
    struct str since = fuzz_line(&rest), own = fuzz_line(&rest);
    struct conn *c = mem_alloc(sizeof *c);
    int status = 0;
    const char *why = NULL;
    if (target.len > TARGET_MAX || n > HEAD_MAX || memchr(bytes ? (const void *)bytes : "", 0, n)) {
        free(c);
        return 0;
    }
    arena_init(&c->arena, 4 << 20);
    memcpy(c->method, "GET", 4);
    buf_str(&c->target, target);
    if (request_parse(c, &status, &why)) {
        CLAIM(c->rq.nsegments <= HTTP_SEGMENTS && c->rq.nparams <= HTTP_PARAMS);
        for (unsigned i = 0; i < c->rq.nsegments; i++)
            CLAIM(utf8_valid(c->rq.segment[i]) == c->rq.segment[i].len);
        for (unsigned i = 0; i < c->rq.nparams; i++) {
            CLAIM(utf8_valid(c->rq.param[i].name) == c->rq.param[i].name.len);
            CLAIM(utf8_valid(c->rq.param[i].value) == c->rq.param[i].value.len);
            CLAIM(!c->rq.param[i].value.len ||
                  !memchr(c->rq.param[i].value.p, 0, c->rq.param[i].value.len));
        }
    } else {
        CLAIM(status >= 400 && status < 500 && why && *why);
    }
    enum coding coding = coding_accepted(encoding), held;
    CLAIM(coding < CODINGS);
    char *etag = arena_fmt(&c->arena, "\"%.*s\"", STR_FMT(own));
    same_as_held(&held, tags, since, etag, 1768471200);
    CLAIM(held < CODINGS);
    CLAIM(same_as_held(&held, str_of(etag), since, etag, 1768471200) || memchr(etag + 1, '"', strlen(etag) - 2) ||
          memchr(etag, ',', strlen(etag)));
    buf_release(&c->target);
    arena_release(&c->arena);
    free(c);
    return 0;
}
