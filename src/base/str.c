/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/str.h"

#include "base/num.h"

#include <stdio.h>

int str_cmp(struct str a, struct str b)
{
    size_t n = MIN(a.len, b.len);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
    while (s.len && is_blank(s.p[0]))
        s.p++, s.len--;
    while (s.len && is_blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

struct str str_sub(struct str s, size_t from, size_t len)
{
    from = MIN(from, s.len);
    return (struct str){s.p ? s.p + from : NULL, MIN(len, s.len - from)};
}

/* Of short texts memmem of the C library takes four times as many instructions: it prepares itself for long ones. */
const char *str_find(struct str s, struct str part)
{
    while (part.len && s.len >= part.len) {
        const char *at = memchr(s.p, part.p[0], s.len - part.len + 1);
        if (!at || memcmp(at, part.p, part.len) == 0)
            return at;
        s.len -= (size_t)(at + 1 - s.p);
        s.p = at + 1;
    }
    return NULL;
}

bool str_next(struct str *piece, struct str *rest, char sep)
{
    if (!rest->p)
        return false;
    const char *at = rest->len ? memchr(rest->p, sep, rest->len) : NULL;
    if (!at) {
        *piece = *rest;
        *rest = (struct str){NULL, 0};
        return true;
    }
    *piece = (struct str){rest->p, (size_t)(at - rest->p)};
    rest->len -= piece->len + 1;
    rest->p = at + 1;
    return true;
}

bool str_uint(uint64_t *out, struct str s, uint64_t max)
{
    uint64_t n = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        unsigned digit = (unsigned)(s.p[i] - '0');
        if (digit > max || n > (max - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

/* -- formats --------------------------------------------------------------------------------------- */

static size_t put(char *out, size_t size, size_t at, const char *p, size_t len)
{
    if (at < size)
        memcpy(out + at, p, MIN(len, size - at));
    return at + len;
}

size_t str_vfmt(char *out, size_t size, const char *fmt, va_list args)
{
    char digits[NUM_MAX];
    va_list whole;
    va_copy(whole, args);
    size_t n = 0;
    const char *from = fmt, *mark;
    for (; *(mark = strchrnul(from, '%')); from = mark + 1) {
        n = put(out, size, n, from, (size_t)(mark - from));
        const char *text = digits;
        size_t most = SIZE_MAX;
        if (mark[1] == 'u') {
            mark++;
            most = num_fmt_uint(digits, va_arg(args, unsigned));
        } else if (mark[1] == 'd') {
            mark++;
            int number = va_arg(args, int);
            digits[0] = '-';
            most = (number < 0) +
                   num_fmt_uint(digits + (number < 0), number < 0 ? 0u - (unsigned)number : (unsigned)number);
        } else if (mark[1] == 's') {
            mark++;
            text = va_arg(args, const char *);
        } else if (mark[1] == '.' && mark[2] == '*' && mark[3] == 's') {
            mark += 3;
            most = (size_t)va_arg(args, int);
            text = va_arg(args, const char *);
        } else {
            int all = vsnprintf(out, size, fmt, whole);
            va_end(whole);
            return (size_t)MAX(all, 0);
        }
        if (!text)
            text = "(null)";
        n = put(out, size, n, text, text == digits ? most : strnlen(text, most));
    }
    va_end(whole);
    n = put(out, size, n, from, (size_t)(mark - from));
    if (size)
        out[MIN(n, size - 1)] = 0;
    return n;
}
