/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Columns of numbers as bytes: what tables and blocks (model/block.h) are made of.
 *
 * A column is a byte saying how (0 every value, 1 one value for all), then the value or
 * values, little-endian, `width` bytes each (1, 2, 4 or 8). Reading never passes the end:
 * the first thing that does not fit sets `broken`, and everything read from then on is 0. */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "base/arena.h"
#include "base/buf.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the packed columns are used as they lie in memory: little-endian machines only"
#endif

void pack_u32(struct buf *out, uint32_t n);
void pack_text(struct buf *out, struct str text); /* length as u32, bytes */
void pack_column(struct buf *out, const void *values, size_t n, size_t width);

struct unpack {
    const char *p, *end;
    bool broken;
};

uint32_t unpack_u32(struct unpack *u);
struct str unpack_text(struct unpack *u); /* points into the bytes */
/* n values of `width` bytes, aligned, in the arena. */
const void *unpack_column(struct unpack *u, struct arena *arena, size_t n, size_t width);
void unpack_skip(struct unpack *u, size_t n, size_t width); /* a column that nobody wants */

#endif
