/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any text and number put into JSON: a document that a strict reader takes (RFC 8259), of valid
 * UTF-8. */

#include "fuzz.h"

#include "base/utf8.h"
#include "syntax/json.h"

struct reader {
    const char *p, *end;
};

static bool take(struct reader *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static void string(struct reader *r)
{
    CLAIM(take(r, '"'));
    while (!take(r, '"')) {
        CLAIM(r->p < r->end && (unsigned char)*r->p >= 0x20);
        if (take(r, '\\')) {
            CLAIM(r->p < r->end && strchr("\"\\/bfnrtu", *r->p));
            if (*r->p++ == 'u')
                for (int i = 0; i < 4; i++) {
                    CLAIM(r->p < r->end && *r->p && strchr("0123456789abcdefABCDEF", *r->p));
                    r->p++;
                }
        } else {
            r->p++;
        }
    }
}

static unsigned digits(struct reader *r)
{
    unsigned n = 0;
    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9'; r->p++)
        n++;
    return n;
}

static void number(struct reader *r)
{
    take(r, '-');
    if (!take(r, '0'))
        CLAIM(digits(r) > 0);
    if (take(r, '.'))
        CLAIM(digits(r) > 0);
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '+'))
            take(r, '-');
        CLAIM(digits(r) > 0);
    }
}

static void value(struct reader *r);

static void list(struct reader *r, char closer, bool keys)
{
    if (take(r, closer))
        return;
    do {
        if (keys) {
            string(r);
            CLAIM(take(r, ':'));
        }
        value(r);
    } while (take(r, ','));
    CLAIM(take(r, closer));
}

static void value(struct reader *r)
{
    static const char *const words[] = {"null", "true", "false"};
    CLAIM(r->p < r->end);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if ((size_t)(r->end - r->p) >= strlen(words[i]) &&
            memcmp(r->p, words[i], strlen(words[i])) == 0) {
            r->p += strlen(words[i]);
            return;
        }
    if (take(r, '{'))
        list(r, '}', true);
    else if (take(r, '['))
        list(r, ']', false);
    else if (*r->p == '"')
        string(r);
    else
        number(r);
}

/* What to put is told by the input: a byte for the verb, then its bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct buf out = {0};
    struct json j;
    double number_of = 0;
    json_init(&j, &out);
    json_open(&j, '[');
    for (size_t i = 0; i < n;) {
        unsigned verb = bytes[i] & 7;
        size_t len = MIN((size_t)(bytes[i] >> 3), n - i - 1);
        struct str text = fuzz_str(bytes + i + 1, len);
        i += 1 + len;
        memcpy(&number_of, bytes + n - MIN(n, (size_t)8), MIN(n, (size_t)8));
        switch (verb) {
        case 0: json_str(&j, text); break;
        case 1: json_num(&j, number_of, (unsigned)len); break;
        case 2: json_num(&j, number_of, 255); break;
        case 3: json_int(&j, (int64_t)(number_of > -9e18 && number_of < 9e18 ? number_of : -1)); break;
        case 4:
            if (j.depth < 30) {
                json_open(&j, '{');
                json_key_str(&j, text);
                json_open(&j, '[');
            }
            break;
        case 5:
            if (j.depth > 1) {
                json_close(&j);
                json_close(&j);
            }
            break;
        case 6: json_bool(&j, len & 1); break;
        case 7: json_text(&j, NULL); break;
        }
    }
    while (j.depth)
        json_close(&j);
    CLAIM(utf8_valid(buf_view(&out)) == out.len);
    struct reader r = {out.p, out.p + out.len};
    value(&r);
    CLAIM(r.p == r.end);
    buf_release(&out);
    return 0;
}
