/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/buf.h"

#include "base/arena.h"
#include "base/num.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}

void buf_grow(struct buf *b, size_t more)
{
    b->size = MAX(b->size * 2, b->len + more + 64);
    b->p = mem_grow(b->p, b->size);
}

void buf_put(struct buf *b, const void *bytes, size_t len)
{
    char *at = buf_room(b, len);
    if (len)
        memcpy(at, bytes, len);
    at[len] = 0;
    b->len += len;
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    char *at = buf_room(b, 120);
    size_t n = str_vfmt(at, b->size - b->len, fmt, args);
    if (n >= b->size - b->len) {
        at = buf_room(b, n);
        str_vfmt(at, n + 1, fmt, again);
    }
    b->len += n;
    va_end(again);
    va_end(args);
}

void buf_uint(struct buf *b, uint64_t n)
{
    char *at = buf_room(b, NUM_MAX);
    b->len += num_fmt_uint(at, n);
    b->p[b->len] = 0;
}

void buf_num(struct buf *b, double value, unsigned decimals)
{
    char *at = buf_room(b, NUM_MAX);
    b->len += num_fmt(at, value, decimals);
    b->p[b->len] = 0;
}

void buf_base64(struct buf *b, struct str bytes)
{
    size_t room = sodium_base64_ENCODED_LEN(bytes.len, sodium_base64_VARIANT_ORIGINAL);
    char *to = buf_room(b, room);
    sodium_bin2base64(to, room, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.len,
                      sodium_base64_VARIANT_ORIGINAL);
    b->len += room - 1;
}

static int sextet(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool buf_base64_read(struct buf *b, struct str text)
{
    size_t begun = b->len;
    bool fine = text.len % 4 == 0;
    for (size_t i = 0; fine && i < text.len; i += 4) {
        unsigned pad = 0;
        uint32_t bits = 0;
        if (i + 4 == text.len)
            pad = text.p[i + 3] != '=' ? 0 : text.p[i + 2] != '=' ? 1 : 2;
        for (size_t k = 0; k < 4; k++) {
            int six = k >= 4 - pad ? 0 : sextet(text.p[i + k]);
            fine = fine && six >= 0;
            bits = bits << 6 | (uint32_t)six;
        }
        for (unsigned k = 0; fine && k < 3 - pad; k++)
            buf_char(b, (char)(bits >> (16 - 8 * k)));
    }
    b->len = fine ? b->len : begun;
    return fine;
}
