/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json_read.h"

void json_read_init(struct json_read *r, struct str text, struct arena *arena)
{
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_sub(text, 3, text.len);
    *r = (struct json_read){.p = text.p ? text.p : "", .arena = arena};
    r->start = r->p;
    r->end = r->p + text.len;
}

static bool fail(struct json_read *r, const char *fault)
{
    if (!r->fault)
        r->fault = fault;
    return false;
}

static void blanks(struct json_read *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
        r->p++;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum json_kind json_peek(struct json_read *r)
{
    if (r->fault)
        return JSON_NONE;
    blanks(r);
    if (r->p == r->end)
        return JSON_NONE;
    switch (*r->p) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_TEXT;
    case 't':
    case 'f': return JSON_BOOL;
    case 'n': return JSON_NULL;
    default: return *r->p == '-' || is_digit(*r->p) ? JSON_NUMBER : JSON_NONE;
    }
}

/* -- single values ------------------------------------------------------------------------------- */

/* Behind the closing quote; *escaped: there is a backslash in it. */
static bool text_end(struct json_read *r, bool *escaped)
{
    *escaped = false;
    while (r->p < r->end && *r->p != '"') {
        if ((unsigned char)*r->p < 0x20)
            return fail(r, "a text has a control character in it, as a line that ends before its quote");
        if (*r->p == '\\') {
            *escaped = true;
            r->p++;
        }
        if (r->p < r->end)
            r->p++;
    }
    if (r->p >= r->end)
        return fail(r, "a text is not closed by a quote");
    r->p++;
    return true;
}

static int hex_of(const char *p, const char *end)
{
    int n = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = p[i] | 0x20;
        if (!is_digit(p[i]) && !(c >= 'a' && c <= 'f'))
            return -1;
        n = n * 16 + (is_digit(p[i]) ? p[i] - '0' : c - 'a' + 10);
    }
    return n;
}

static char *put_utf8(char *at, uint32_t c)
{
    if (c < 0x80) {
        *at++ = (char)c;
    } else if (c < 0x800) {
        *at++ = (char)(0xc0 | c >> 6);
        *at++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *at++ = (char)(0xe0 | c >> 12);
        *at++ = (char)(0x80 | (c >> 6 & 63));
        *at++ = (char)(0x80 | (c & 63));
    } else {
        *at++ = (char)(0xf0 | c >> 18);
        *at++ = (char)(0x80 | (c >> 12 & 63));
        *at++ = (char)(0x80 | (c >> 6 & 63));
        *at++ = (char)(0x80 | (c & 63));
    }
    return at;
}

/* \u0e01, or the two of a surrogate pair; one of them alone is no character, and neither is \u0000:
 * U+FFFD. */
static bool put_unicode(struct json_read *r, char **at, const char **p, const char *end)
{
    int c = hex_of(*p, end);
    if (c < 0)
        return fail(r, "a text has \\u without four hexadecimal digits behind it");
    *p += 4;
    uint32_t code = c ? (uint32_t)c : 0xfffd;
    if (c >= 0xd800 && c < 0xe000) {
        int low = c < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' ? hex_of(*p + 2, end) : -1;
        bool pair = low >= 0xdc00 && low < 0xe000;
        code = pair ? 0x10000u + (((uint32_t)c - 0xd800) << 10) + ((uint32_t)low - 0xdc00) : 0xfffd;
        *p += pair ? 6 : 0;
    }
    *at = put_utf8(*at, code);
    return true;
}

/* Never longer than with its escapes: \\uXXXX is six bytes, and makes four at most. */
static struct str unescaped(struct json_read *r, struct str raw)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char *text = arena_alloc(r->arena, raw.len + 1), *at = text;
    for (const char *p = raw.p, *end = raw.p + raw.len; p < end;) {
        if (*p != '\\') {
            *at++ = *p++;
            continue;
        }
        const char *known = memchr(from, p[1], sizeof from - 1);
        p += 2;
        if (known)
            *at++ = to[known - from];
        else if (p[-1] != 'u' || !put_unicode(r, &at, &p, end)) {
            fail(r, "a text has a backslash before a letter that it cannot stand before");
            return STR("");
        }
    }
    return (struct str){text, (size_t)(at - text)};
}

static struct str read_string(struct json_read *r)
{
    bool escaped;
    const char *from = ++r->p;
    if (!text_end(r, &escaped))
        return STR("");
    struct str raw = {from, (size_t)(r->p - from) - 1};
    return escaped ? unescaped(r, raw) : raw;
}

static bool digits(struct json_read *r)
{
    const char *from = r->p;
    while (r->p < r->end && is_digit(*r->p))
        r->p++;
    return r->p > from;
}

static bool take(struct json_read *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static struct str read_number(struct json_read *r)
{
    const char *from = r->p;
    take(r, '-');
    bool fine = take(r, '0') || digits(r);
    if (fine && take(r, '.'))
        fine = digits(r);
    if (fine && (take(r, 'e') || take(r, 'E'))) {
        if (!take(r, '+'))
            take(r, '-');
        fine = digits(r);
    }
    if (!fine || (r->p < r->end && is_digit(*r->p))) {
        fail(r, "a number is not written as JSON has it, as -12.5 or 3e4");
        return STR("");
    }
    return (struct str){from, (size_t)(r->p - from)};
}

static struct str read_word(struct json_read *r)
{
    static const struct str words[] = {{"true", 4}, {"false", 5}, {"null", 4}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if ((size_t)(r->end - r->p) >= words[i].len && memcmp(r->p, words[i].p, words[i].len) == 0) {
            r->p += words[i].len;
            return words[i].p[0] == 'n' ? STR("") : words[i];
        }
    fail(r, "here stands what is no value");
    return STR("");
}

struct str json_read_text(struct json_read *r)
{
    switch (json_peek(r)) {
    case JSON_TEXT: return read_string(r);
    case JSON_NUMBER: return read_number(r);
    case JSON_BOOL:
    case JSON_NULL: return read_word(r);
    case JSON_OBJECT:
    case JSON_ARRAY: json_pass(r); return STR("");
    case JSON_NONE: break;
    }
    fail(r, r->p == r->end ? "the document is cut short" : "here stands what is no value");
    return STR("");
}

bool json_read_uint(struct json_read *r, uint64_t *n, uint64_t max)
{
    return json_peek(r) == JSON_NUMBER ? str_uint(n, json_read_text(r), max) : (json_pass(r), false);
}

/* -- objects and lists ------------------------------------------------------------------------------ */

static bool enter(struct json_read *r)
{
    if (r->depth == JSON_READ_DEPTH)
        return fail(r, "its parts lie too deep in each other");
    r->closer[r->depth] = *r->p++ == '{' ? '}' : ']';
    r->some[r->depth++] = false;
    return true;
}

bool json_enter(struct json_read *r, char bracket)
{
    enum json_kind kind = json_peek(r);
    if (kind == (bracket == '{' ? JSON_OBJECT : JSON_ARRAY))
        return enter(r);
    json_pass(r);
    return false;
}

/* To the next member or item of what was entered last; false at its end. */
static bool next(struct json_read *r)
{
    if (r->fault)
        return false;
    blanks(r);
    if (r->p == r->end)
        return fail(r, "the document is cut short");
    unsigned at = r->depth - 1;
    if (*r->p == r->closer[at]) {
        r->p++;
        r->depth--;
        return false;
    }
    if (r->some[at] && !take(r, ','))
        return fail(r, "a comma or a closing bracket is missing");
    r->some[at] = true;
    blanks(r);
    return true;
}

bool json_element(struct json_read *r)
{
    assert(r->fault || (r->depth && r->closer[r->depth - 1] == ']'));
    return next(r);
}

bool json_member(struct json_read *r, struct str *key)
{
    assert(r->fault || (r->depth && r->closer[r->depth - 1] == '}'));
    if (!next(r))
        return false;
    if (r->p == r->end || *r->p != '"')
        return fail(r, "a member of an object has no name in quotes");
    *key = read_string(r);
    if (r->fault)
        return false;
    blanks(r);
    return take(r, ':') || fail(r, "behind the name of a member a colon is missing");
}

void json_pass(struct json_read *r)
{
    const unsigned depth = r->depth;
    struct str key;
    bool escaped;
    do {
        enum json_kind kind = json_peek(r);
        if (kind == JSON_OBJECT || kind == JSON_ARRAY) {
            if (!enter(r))
                return;
        } else if (kind == JSON_TEXT) {
            r->p++;
            text_end(r, &escaped);
        } else {
            json_read_text(r);
        }
        /* out of everything that ends here */
        while (!r->fault && r->depth > depth &&
               !(r->closer[r->depth - 1] == '}' ? json_member(r, &key) : json_element(r)))
            ;
    } while (!r->fault && r->depth > depth);
}

void json_read_end(struct json_read *r)
{
    if (r->fault)
        return;
    blanks(r);
    if (r->p < r->end)
        fail(r, "behind the end of the document stands something more");
}

uint32_t json_read_line(const struct json_read *r)
{
    uint32_t line = 1;
    for (const char *p = r->start; p < r->p && (p = memchr(p, '\n', (size_t)(r->p - p))); p++)
        line++;
    return line;
}

struct str json_read_localised(struct json_read *r)
{
    struct str key, text = {0};
    if (json_peek(r) != JSON_OBJECT)
        return json_read_text(r);
    json_enter(r, '{');
    while (json_member(r, &key)) {
        struct str one = json_read_text(r);
        if (!text.p || str_is(key, "en"))
            text = one;
    }
    return text;
}
