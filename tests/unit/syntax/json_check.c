/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json_check.h"

#include "test.h"

static const char *blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

static const char *string(const char *p, const char *end)
{
    if (p == end || *p != '"')
        return NULL;
    for (p++; p < end && *p != '"'; p++) {
        if ((unsigned char)*p < 0x20)
            return NULL;
        if (*p != '\\')
            continue;
        if (++p == end || !strchr("\"\\/bfnrtu", *p))
            return NULL;
        for (int i = 0; *p == 'u' && i < 4; i++)
            if (end - p <= 4 || !memchr("0123456789abcdefABCDEF", p[1 + i], 22))
                return NULL;
    }
    return p < end ? p + 1 : NULL;
}

static const char *digits(const char *p, const char *end)
{
    const char *from = p;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p > from ? p : NULL;
}

static const char *number(const char *p, const char *end)
{
    if (p < end && *p == '-')
        p++;
    const char *from = p;
    if (!(p = digits(p, end)) || (*from == '0' && p > from + 1))
        return NULL;
    if (p < end && *p == '.' && !(p = digits(p + 1, end)))
        return NULL;
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        if (p < end && (*p == '+' || *p == '-'))
            p++;
        p = digits(p, end);
    }
    return p;
}

/* Behind the value that begins at p; NULL when there is none. */
static const char *value(const char *p, const char *end, int depth)
{
    static const char *const words[] = {"true", "false", "null"};
    if (p == end || depth > 100)
        return NULL;
    if (*p == '"')
        return string(p, end);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_starts((struct str){p, (size_t)(end - p)}, str_of(words[i])))
            return p + strlen(words[i]);
    if (*p != '{' && *p != '[')
        return number(p, end);
    char close = *p == '{' ? '}' : ']';
    bool object = *p == '{';
    p = blanks(p + 1, end);
    if (p < end && *p == close)
        return p + 1;
    for (;;) {
        if (object) {
            if (!(p = string(p, end)))
                return NULL;
            p = blanks(p, end);
            if (p == end || *p != ':')
                return NULL;
            p = blanks(p + 1, end);
        }
        if (!(p = value(p, end, depth + 1)))
            return NULL;
        p = blanks(p, end);
        if (p < end && *p == close)
            return p + 1;
        if (p == end || *p != ',')
            return NULL;
        p = blanks(p + 1, end);
    }
}

bool json_is_valid(struct str text)
{
    const char *end = text.p + text.len, *p = value(blanks(text.p, end), end, 0);
    return p && blanks(p, end) == end;
}

void json_check(struct str text)
{
    if (!json_is_valid(text))
        test_fail(__FILE__, __LINE__, "no valid JSON: %.*s", (int)MIN(text.len, (size_t)1500),
                  text.p);
}

bool json_next(struct str *key, struct str *item, struct str *rest)
{
    const char *p = rest->p, *end = rest->p + rest->len;
    *key = (struct str){0};
    p = blanks(p, end);
    if (p < end && (*p == '{' || *p == '[' || *p == ','))
        p = blanks(p + 1, end);
    if (p >= end || *p == '}' || *p == ']')
        return false;
    const char *to = value(p, end, 0);
    if (!to)
        return false;
    *item = (struct str){p, (size_t)(to - p)};
    const char *colon = blanks(to, end);
    if (colon < end && *colon == ':') {
        *key = str_sub(*item, 1, item->len - 2);
        p = blanks(colon + 1, end);
        if (!(to = value(p, end, 0)))
            return false;
        *item = (struct str){p, (size_t)(to - p)};
    }
    *rest = (struct str){to, (size_t)(end - to)};
    return true;
}

struct str json_get(struct str object, const char *key)
{
    struct str name, item, rest = object;
    while (rest.len && json_next(&name, &item, &rest))
        if (str_is(name, key))
            return item;
    return (struct str){0};
}

struct str json_item(struct str array, size_t n)
{
    struct str name, item, rest = array;
    for (size_t i = 0; rest.len && json_next(&name, &item, &rest); i++)
        if (i == n)
            return item;
    return (struct str){0};
}

size_t json_count(struct str array)
{
    struct str name, item, rest = array;
    size_t n = 0;
    while (rest.len && json_next(&name, &item, &rest))
        n++;
    return n;
}

struct str json_text_of(struct str quoted)
{
    return quoted.len >= 2 && *quoted.p == '"' ? str_sub(quoted, 1, quoted.len - 2)
                                               : (struct str){0};
}
