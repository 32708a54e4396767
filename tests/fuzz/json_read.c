/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as JSON. What is read without a fault and written again reads as the same. */

#include "fuzz.h"

#include "base/utf8.h"
#include "syntax/json.h"
#include "syntax/json_read.h"

/* The document anew; false behind a fault, or where it is deeper than is written. */
static bool copy(struct json *j, struct json_read *r)
{
    struct str key;
    switch (json_peek(r)) {
    case JSON_OBJECT:
    case JSON_ARRAY:
        if (j->depth > 28)
            return false;
        bool object = json_peek(r) == JSON_OBJECT;
        json_enter(r, object ? '{' : '[');
        json_open(j, object ? '{' : '[');
        bool fine = true;
        while (fine && (object ? json_member(r, &key) : json_element(r))) {
            if (object)
                json_key_str(j, key);
            fine = copy(j, r);
        }
        json_close(j);
        return fine;
    case JSON_TEXT: json_str(j, json_read_text(r)); break;
    case JSON_NULL:
        json_read_text(r);
        json_null(j);
        break;
    default: json_raw(j, json_read_text(r));
    }
    return !r->fault;
}

static bool read_copy(struct buf *out, struct str text)
{
    struct arena arena;
    struct json_read r, passed;
    struct json j;
    arena_init(&arena, (size_t)64 << 20);
    json_init(&j, out);
    json_read_init(&r, text, &arena);
    passed = r;
    bool fine = copy(&j, &r);
    json_read_end(&r);
    json_pass(&passed);
    json_read_end(&passed);
    CLAIM(r.p >= r.start && r.p <= r.end && json_read_line(&r) >= 1);
    if (fine && !r.fault)
        CLAIM(!passed.fault && passed.p == r.p);
    fine = fine && !r.fault;
    arena_release(&arena);
    return fine;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct buf once = {0}, twice = {0};
    if (read_copy(&once, fuzz_str(bytes, n))) {
        CLAIM(utf8_valid(buf_view(&once)) == once.len);
        CLAIM(read_copy(&twice, buf_view(&once)));
        CLAIM(str_eq(buf_view(&once), buf_view(&twice)));
    }
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
