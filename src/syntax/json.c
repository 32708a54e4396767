/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json.h"

#include "base/bytes8.h"
#include "base/utf8.h"

#include <math.h>

void json_init(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
}

static void separate(struct json *j)
{
    if (j->after_key)
        j->after_key = false;
    else if (j->filled[j->depth])
        buf_char(j->out, ',');
    j->filled[j->depth] = true;
}

void json_open(struct json *j, char bracket)
{
    assert(j->depth < 32);
    separate(j);
    buf_char(j->out, bracket);
    j->depth++;
    j->filled[j->depth] = false;
    j->closer[j->depth] = bracket == '{' ? '}' : ']';
}

void json_close(struct json *j)
{
    assert(j->depth > 0);
    buf_char(j->out, j->closer[j->depth]);
    j->depth--;
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c < 0x80;
}

static bool is_plain_word(uint64_t w)
{
    return !(bytes8_below(w, 0x20) | bytes8_are(w, '"') | bytes8_are(w, '\\') | bytes8_high(w));
}

/* Most texts are plain from end to end, and are copied while they are looked at. Returns where the text ends, NULL
 * when it is not plain. */
static inline char *copy_plain(char *to, struct str s)
{
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t w = bytes8(s.p + i);
        if (!is_plain_word(w))
            return NULL;
        memcpy(to + i, &w, sizeof w);
    }
    if (i && i < s.len) { /* some of those before once more */
        uint64_t w = bytes8(s.p + s.len - 8);
        memcpy(to + s.len - 8, &w, sizeof w);
        return is_plain_word(w) ? to + s.len : NULL;
    }
    for (; i < s.len; i++) {
        if (!is_plain((unsigned char)s.p[i]))
            return NULL;
        to[i] = s.p[i];
    }
    return to + s.len;
}

static void escape(struct buf *out, struct str s)
{
    static const char hex[] = "0123456789abcdef";
    const char *p = s.p, *end = str_end(s), *from = p;
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        if (is_plain(c)) {
            p++;
            continue;
        }
        size_t n = c < 0x80 ? 0 : utf8_len(p, end);
        if (n) {
            p += n;
            continue;
        }
        buf_put(out, from, (size_t)(p - from));
        if (c >= 0x80) {
            buf_puts(out, "\xef\xbf\xbd");
        } else if (c == '"' || c == '\\') {
            buf_char(out, '\\');
            buf_char(out, (char)c);
        } else if (c == '\n') {
            buf_puts(out, "\\n");
        } else {
            char code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            buf_put(out, code, sizeof code);
        }
        from = ++p;
    }
    buf_put(out, from, (size_t)(p - from));
}

void json_quote(struct buf *out, struct str s)
{
    char *at = buf_room(out, s.len + 2);
    if (copy_plain(at + 1, s)) {
        at[0] = at[s.len + 1] = '"';
        at[s.len + 2] = 0;
        out->len += s.len + 2;
        return;
    }
    buf_char(out, '"');
    escape(out, s);
    buf_char(out, '"');
}

void json_escape(struct buf *out, struct str s)
{
    char *end = copy_plain(buf_room(out, s.len), s);
    if (!end) {
        escape(out, s);
        return;
    }
    *end = 0;
    out->len += s.len;
}

void json_key_str(struct json *j, struct str key)
{
    separate(j);
    json_quote(j->out, key);
    buf_char(j->out, ':');
    j->after_key = true;
}

void json_key(struct json *j, const char *key) { json_key_str(j, str_of(key)); }

void json_str(struct json *j, struct str text)
{
    separate(j);
    json_quote(j->out, text);
}

void json_text(struct json *j, const char *text)
{
    if (text)
        json_str(j, str_of(text));
    else
        json_null(j);
}

void json_int(struct json *j, int64_t n)
{
    separate(j);
    if (n < 0)
        buf_char(j->out, '-');
    buf_uint(j->out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void json_num(struct json *j, double value, unsigned decimals)
{
    separate(j);
    if (isfinite(value))
        buf_num(j->out, value, decimals);
    else
        buf_puts(j->out, "null");
}

void json_bool(struct json *j, bool yes)
{
    separate(j);
    buf_puts(j->out, yes ? "true" : "false");
}

void json_null(struct json *j)
{
    separate(j);
    buf_puts(j->out, "null");
}

void json_raw(struct json *j, struct str document)
{
    separate(j);
    buf_str(j->out, document);
}

void json_put(struct json *j, const char *key, struct str text)
{
    json_key(j, key);
    json_str(j, text);
}

void json_put_some(struct json *j, const char *key, struct str text)
{
    if (text.len)
        json_put(j, key, text);
}

void json_put_int(struct json *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_int(j, n);
}

void json_put_bool(struct json *j, const char *key, bool yes)
{
    json_key(j, key);
    json_bool(j, yes);
}

void json_line(struct json *j)
{
    assert(j->depth == 0);
    buf_char(j->out, '\n');
    j->filled[0] = false;
}
