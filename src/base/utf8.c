/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/utf8.h"

static bool is_tail(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

size_t utf8_len(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;
    size_t n = end > p ? (size_t)(end - p) : 0;
    if (n && c < 0x80)
        return 1;
    unsigned char d = n > 1 ? (unsigned char)p[1] : 0;
    if (c >= 0xc2 && c <= 0xdf)
        return n > 1 && is_tail(p[1]) ? 2 : 0;
    if (c >= 0xe0 && c <= 0xef) {
        if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
            return 0;
        return (c == 0xe0 && d < 0xa0) || (c == 0xed && d >= 0xa0) ? 0 : 3;
    }
    if (c >= 0xf0 && c <= 0xf4) {
        if (n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
            return 0;
        return (c == 0xf0 && d < 0x90) || (c == 0xf4 && d >= 0x90) ? 0 : 4;
    }
    return 0;
}

size_t utf8_valid(struct str s)
{
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        /* eight ASCII bytes at a time: nearly all of a data file */
        uint64_t word;
        if (end - p >= 8 && (memcpy(&word, p, 8), (word & 0x8080808080808080u) == 0)) {
            p += 8;
            continue;
        }
        size_t n = utf8_len(p, end);
        if (n == 0)
            break;
        p += n;
    }
    return (size_t)(p - s.p);
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (const char *p = s.p, *end = str_end(s); p < end; count++)
        p += MAX(utf8_len(p, end), (size_t)1);
    return count;
}

void utf8_quote(struct buf *out, struct str s, size_t max)
{
    size_t start = out->len;
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        size_t n = utf8_len(p, end);
        bool bad = n == 0 || (unsigned char)*p < 0x20 || *p == 0x7f;
        if (out->len - start + (bad ? 3 : n) > max) {
            buf_puts(out, "...");
            return;
        }
        if (bad)
            buf_puts(out, "\xef\xbf\xbd");
        else
            buf_put(out, p, n);
        p += bad ? 1 : n;
    }
}

struct brief utf8_brief(struct str s)
{
    struct brief brief;
    struct buf b = {0};
    utf8_quote(&b, s, UTF8_BRIEF);
    memcpy(brief.text, b.p ? b.p : "", b.len + 1);
    buf_release(&b);
    return brief;
}
