/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any body with any Content-Type, which is the first line: refused with a status and a sentence, or
 * split into fields whose texts are UTF-8. */

#include "fuzz.h"

#include "base/utf8.h"
#include "server/http_inner.h"

static void check_text(struct str s)
{
    CLAIM(utf8_valid(s) == s.len);
    CLAIM(s.len == 0 || !memchr(s.p, 0, s.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = fuzz_str(bytes, n), type = fuzz_line(&rest);
    struct arena arena;
    int status = 0;
    const char *why = NULL;
    arena_init(&arena, (8 << 20) + 64 * n);
    struct http_request rq = {.body = rest, .arena = &arena};
    if (form_parse(&rq, type, &status, &why)) {
        CLAIM(rq.nfields <= HTTP_FIELDS);
        for (unsigned i = 0; i < rq.nfields; i++) {
            const struct http_field *f = &rq.field[i];
            check_text(f->name);
            check_text(f->file_name);
            check_text(f->type);
            if (!f->file_name.p)
                check_text(f->value);
            CLAIM(f->value.len <= rest.len && f->name.len <= rest.len);
            CLAIM(!f->file_name.len || (!memchr(f->file_name.p, '/', f->file_name.len) &&
                                        !memchr(f->file_name.p, '\\', f->file_name.len)));
        }
    } else {
        CLAIM((status == 400 || status == 413) && why && *why && rq.nfields == 0);
    }
    arena_release(&arena);
    return 0;
}
