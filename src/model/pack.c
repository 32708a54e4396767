/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/pack.h"

enum { EVERY, CONSTANT };

void pack_u32(struct buf *out, uint32_t n) { buf_put(out, &n, sizeof n); }

void pack_text(struct buf *out, struct str text)
{
    pack_u32(out, (uint32_t)text.len);
    buf_str(out, text);
}

void pack_column(struct buf *out, const void *values, size_t n, size_t width)
{
    const char *v = values;
    /* shifted by one value, a constant column equals itself */
    bool constant = n > 1 && memcmp(v, v + width, (n - 1) * width) == 0;
    buf_char(out, constant ? CONSTANT : EVERY);
    buf_put(out, values, (constant ? 1 : n) * width);
}

static const char *take(struct unpack *u, size_t n)
{
    if (u->broken || (size_t)(u->end - u->p) < n) {
        u->broken = true;
        return NULL;
    }
    const char *p = u->p;
    u->p += n;
    return p;
}

uint32_t unpack_u32(struct unpack *u)
{
    uint32_t n = 0;
    const char *p = take(u, sizeof n);
    if (p)
        memcpy(&n, p, sizeof n);
    return n;
}

struct str unpack_text(struct unpack *u)
{
    size_t len = unpack_u32(u);
    const char *p = take(u, len);
    return (struct str){p, p ? len : 0};
}

/* The values of a column as they lie there. */
static const char *take_column(struct unpack *u, bool *constant, size_t n, size_t width)
{
    const char *how = take(u, 1);
    *constant = how && *how == CONSTANT;
    if (how && !*constant && *how != EVERY)
        u->broken = true;
    return take(u, (*constant ? 1 : n) * width);
}

void unpack_skip(struct unpack *u, size_t n, size_t width)
{
    bool constant;
    take_column(u, &constant, n, width);
}

const void *unpack_column(struct unpack *u, struct arena *arena, size_t n, size_t width)
{
    bool constant;
    const char *from = take_column(u, &constant, n, width);
    /* a constant column may claim any count: the room is checked, not assumed */
    if (!from || n * width + 64 > arena_room(arena)) {
        u->broken = true;
        return arena_alloc(arena, 8);
    }
    char *to = arena_alloc(arena, n * width);
    if (constant)
        for (size_t i = 0; i < n; i++)
            memcpy(to + i * width, from, width);
    else
        memcpy(to, from, n * width);
    return to;
}
