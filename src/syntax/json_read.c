/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json_read.h"

void json_read_init(struct json_read *in, struct str text, struct arena *arena)
{
    *in = (struct json_read){.arena = arena};
    in->p = in->start = text.len ? text.p : "";
    in->end = in->p + text.len;
    if (str_starts(text, STR("\xef\xbb\xbf"))) /* which RFC 8259 lets a reader pass over */
        in->p += 3;
}

static void *fail(struct json_read *in, const char *why)
{
    if (!in->failed) {
        in->failed = why;
        in->at = (size_t)(in->p - in->start);
    }
    in->p = in->end;
    return NULL;
}

char json_peek(struct json_read *in)
{
    while (in->p < in->end && (*in->p == ' ' || *in->p == '\n' || *in->p == '\t' || *in->p == '\r'))
        in->p++;
    return in->p < in->end ? *in->p : 0;
}

static bool take(struct json_read *in, char c)
{
    if (json_peek(in) != c)
        return false;
    in->p++;
    return true;
}

/* -- texts and numbers ------------------------------------------------------------------------ */

static int hex4(const char *p, const char *end)
{
    int n = 0;
    for (unsigned i = 0; i < 4; i++, p++) {
        int digit = p == end ? -1
                    : *p >= '0' && *p <= '9' ? *p - '0'
                    : *p >= 'a' && *p <= 'f' ? *p - 'a' + 10
                    : *p >= 'A' && *p <= 'F' ? *p - 'A' + 10 : -1;
        if (digit < 0)
            return -1;
        n = n * 16 + digit;
    }
    return n;
}

static char *put_utf8(char *to, unsigned c)
{
    if (c == 0 || (c >= 0xd800 && c < 0xe000)) /* half of a pair, or what no text has */
        c = 0xfffd;
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
        *to++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *to++ = (char)(0xe0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 63));
        *to++ = (char)(0x80 | (c & 63));
    } else {
        *to++ = (char)(0xf0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 63));
        *to++ = (char)(0x80 | (c >> 6 & 63));
        *to++ = (char)(0x80 | (c & 63));
    }
    return to;
}

/* Behind the backslash; at most six bytes become at most three. */
static char *unescape(struct json_read *in, char *to)
{
    static const char plain[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *found = in->p < in->end && *in->p ? strchr(plain, *in->p) : NULL;
    if (found) {
        in->p++;
        *to++ = means[found - plain];
        return to;
    }
    int c = in->p < in->end && *in->p == 'u' ? hex4(in->p + 1, in->end) : -1;
    if (c < 0)
        return fail(in, "has an escape that JSON does not have");
    in->p += 5;
    if (c >= 0xd800 && c < 0xdc00 && in->end - in->p >= 6 && in->p[0] == '\\' && in->p[1] == 'u') {
        int low = hex4(in->p + 2, in->end);
        if (low >= 0xdc00 && low < 0xe000) {
            in->p += 6;
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return put_utf8(to, (unsigned)c);
}

/* From the opening quote on; `skip`: nobody wants to know. */
static struct str string(struct json_read *in, bool skip)
{
    const char *from = ++in->p;
    while (in->p < in->end && *in->p != '"' && *in->p != '\\' && (unsigned char)*in->p >= 0x20)
        in->p++;
    if (in->p < in->end && *in->p == '"')
        return (struct str){from, (size_t)(in->p++ - from)};
    const char *close = in->p; /* what is escaped is never longer than what it stands for */
    while (close < in->end && *close != '"')
        close += *close == '\\' && close + 1 < in->end ? 2 : 1;
    size_t most = (size_t)(close - from) + 1;
    if (close >= in->end || (!skip && most > arena_room(in->arena))) {
        fail(in, close >= in->end ? "has a text without an end" : "has texts larger than there is room for");
        return STR("");
    }
    char room[8], *text = skip ? room : arena_alloc(in->arena, most), *to = text;
    while (from < in->p)
        if (skip)
            from++;
        else
            *to++ = *from++;
    while (in->p < in->end && *in->p != '"') {
        if ((unsigned char)*in->p < 0x20) {
            fail(in, "has a control character in a text");
            return STR("");
        }
        if (skip)
            to = room;
        if (*in->p != '\\')
            *to++ = *in->p++;
        else if (in->p++, !(to = unescape(in, to)))
            return STR("");
    }
    in->p++;
    return (struct str){text, skip ? 0 : (size_t)(to - text)};
}

static bool digits(struct json_read *in)
{
    const char *from = in->p;
    while (in->p < in->end && *in->p >= '0' && *in->p <= '9')
        in->p++;
    return in->p > from;
}

static bool number(struct json_read *in)
{
    if (*in->p == '-')
        in->p++;
    bool zero = in->p < in->end && *in->p == '0';
    const char *from = in->p;
    if (!digits(in) || (zero && in->p - from > 1))
        return false;
    if (in->p < in->end && *in->p == '.' && (in->p++, !digits(in)))
        return false;
    if (in->p < in->end && (*in->p == 'e' || *in->p == 'E')) {
        in->p++;
        if (in->p < in->end && (*in->p == '+' || *in->p == '-'))
            in->p++;
        return digits(in);
    }
    return true;
}

/* A number, true, false or null, as it is written. */
static struct str bare(struct json_read *in)
{
    static const struct {
        const char *text;
        size_t len;
    } words[] = {{"true", 4}, {"false", 5}, {"null", 4}};
    const char *from = in->p;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if ((size_t)(in->end - in->p) >= words[i].len && memcmp(in->p, words[i].text, words[i].len) == 0) {
            in->p += words[i].len;
            return (struct str){from, words[i].len};
        }
    if ((*in->p == '-' || (*in->p >= '0' && *in->p <= '9')) && number(in))
        return (struct str){from, (size_t)(in->p - from)};
    fail(in, "has something that is no value");
    return STR("");
}

/* -- values ----------------------------------------------------------------------------------- */

bool json_enter(struct json_read *in, char bracket)
{
    if (json_peek(in) != bracket || in->failed) {
        json_skip(in);
        return false;
    }
    if (in->depth == JSON_READ_DEPTH) {
        fail(in, "lies too deep in itself");
        return false;
    }
    in->p++;
    in->bracket[in->depth++] = bracket;
    in->first = true;
    return true;
}

/* At the next one of what was entered last; the comma before it is taken. */
static bool next(struct json_read *in, char bracket)
{
    if (in->failed || in->depth == 0)
        return false;
    assert(in->bracket[in->depth - 1] == bracket);
    bool first = in->first;
    in->first = false;
    if (take(in, bracket == '{' ? '}' : ']')) {
        in->depth--;
        return false;
    }
    if (!first && !take(in, ',')) {
        fail(in, in->p == in->end ? "ends in the middle" : "lacks a comma or a bracket");
        return false;
    }
    if (in->p == in->end)
        fail(in, "ends in the middle");
    return !in->failed;
}

bool json_element(struct json_read *in)
{
    return next(in, '[');
}

bool json_member(struct json_read *in, struct str *key)
{
    if (!next(in, '{'))
        return false;
    if (json_peek(in) != '"')
        fail(in, "has a member without a name");
    else
        *key = string(in, false);
    if (!in->failed && !take(in, ':'))
        fail(in, "has a name without a value");
    return !in->failed;
}

struct str json_get_str(struct json_read *in)
{
    char c = json_peek(in);
    if (c == '{' || c == '[') {
        json_skip(in);
        return STR("");
    }
    if (c == 0 || in->failed) {
        fail(in, "ends in the middle");
        return STR("");
    }
    if (c == '"')
        return string(in, false);
    struct str text = bare(in);
    return str_is(text, "null") ? STR("") : text;
}

bool json_get_true(struct json_read *in)
{
    bool is_text = json_peek(in) == '"';
    return str_is(json_get_str(in), "true") && !is_text;
}

void json_skip(struct json_read *in)
{
    unsigned outside = in->depth;
    struct str key;
    do { /* one value, then on to the next in whatever it was that was entered */
        char c = json_peek(in);
        if (c == 0)
            fail(in, "ends in the middle");
        else if (c == '{' || c == '[')
            json_enter(in, c);
        else if (c == '"')
            string(in, true);
        else
            bare(in);
        while (!in->failed && in->depth > outside &&
               !(in->bracket[in->depth - 1] == '{' ? json_member(in, &key) : json_element(in)))
            ;
    } while (!in->failed && in->depth > outside);
}

bool json_read_ended(struct json_read *in)
{
    if (!in->failed && (in->depth || json_peek(in)))
        fail(in, "has something behind its end");
    return !in->failed;
}
