/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Eight bytes of text looked at in one go, to pass quickly over those that need nothing done.
 *
 *     uint64_t w = bytes8(p);
 *     if (!(bytes8_are(w, '"') | bytes8_below(w, 0x20)))
 *         p += 8;
 *
 * The results are not 0 if one of the bytes is so, and 0 if none is and all are below 0x80: whatever is above is
 * found by bytes8_high, so that is to be asked as well. */
#ifndef BASE_BYTES8_H
#define BASE_BYTES8_H

#include "base/base.h"

#define BYTES8_EACH(c) (0x0101010101010101 * (uint64_t)(unsigned char)(c))

static inline uint64_t bytes8(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}

static inline uint64_t bytes8_high(uint64_t w) { return w & BYTES8_EACH(0x80); }
static inline uint64_t bytes8_below(uint64_t w, unsigned char c) { return (w - BYTES8_EACH(c)) & BYTES8_EACH(0x80); }
static inline uint64_t bytes8_are(uint64_t w, char c) { return bytes8_below(w ^ BYTES8_EACH(c), 1); }

#endif
