/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Growing bytes. Always NUL-terminated one past `len` (once something was put).
 *
 *     struct buf b = {0};
 *     buf_puts(&b, "total ");
 *     buf_num(&b, 933.89, 3);
 *     fwrite(b.p, 1, b.len, stdout);
 *     buf_release(&b);
 *
 * The one who declared it releases it. Running out of memory aborts. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;
    size_t len, size;
};

void buf_release(struct buf *b);
void buf_grow(struct buf *b, size_t more); /* what buf_room does when there is no room yet */
void buf_put(struct buf *b, const void *bytes, size_t len);
static inline void buf_str(struct buf *b, struct str s) { buf_put(b, s.p, s.len); }
void buf_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_uint(struct buf *b, uint64_t n);
/* The number with `decimals` places (NUM_SHORTEST: as few as read back the same);
 * nothing at all for NaN. See base/num.h. */
void buf_num(struct buf *b, double value, unsigned decimals);

void buf_base64(struct buf *b, struct str bytes); /* RFC 4648, with padding, in one line */
bool buf_base64_read(struct buf *b, struct str text); /* back again; false, with nothing put, where it is not that */

/* At least `more` bytes (and a NUL) after len. */
static inline char *buf_room(struct buf *b, size_t more)
{
    if (b->size - b->len < more + 1)
        buf_grow(b, more);
    return b->p + b->len;
}

/* inline, so that the length of a literal is known beforehand, and copying it is an instruction or two */
static inline void buf_puts(struct buf *b, const char *text)
{
    size_t len = strlen(text);
    memcpy(buf_room(b, len), text, len + 1);
    b->len += len;
}

static inline void buf_char(struct buf *b, char c)
{
    char *at = buf_room(b, 1);
    at[0] = c;
    at[1] = 0;
    b->len++;
}

static inline struct str buf_view(const struct buf *b)
{
    return (struct str){b->p, b->len};
}

#endif
