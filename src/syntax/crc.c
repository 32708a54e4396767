/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/crc.h"

#include <zlib.h>

static uint32_t by_zlib(uint32_t sum, struct str bytes)
{
    return bytes.len ? (uint32_t)crc32_z(sum, (const Bytef *)bytes.p, bytes.len) : sum; /* of NULL zlib says 0 */
}

#ifdef __x86_64__
#include <immintrin.h>

#define CARRYLESS __attribute__((target("pclmul")))
enum { LANES = 4, LANE = sizeof(__m128i), STEP = LANES * LANE };

/* What x comes to so many bytes on, and what stands there: x^n modulo the polynomial, for the n of `by`, stands
 * for either half (V. Gopal and others, Fast CRC Computation Using PCLMULQDQ Instruction, Intel 2009). */
CARRYLESS static __m128i fold(__m128i x, __m128i by, __m128i there)
{
    return _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(x, by, 0x00), _mm_clmulepi64_si128(x, by, 0x11)), there);
}

/* Four lanes side by side become one, and its sixteen bytes have the sum of all. */
CARRYLESS static uint32_t folded(uint32_t sum, const char *p, size_t n)
{
    const __m128i by_step = _mm_set_epi64x(0x1c6e41596, 0x154442bd4), by_lane = _mm_set_epi64x(0xccaa009e, 0x1751997d0);
    __m128i lane[LANES];
    unsigned char left[LANE];
    for (int i = 0; i < LANES; i++)
        lane[i] = _mm_loadu_si128((const __m128i *)(const void *)(p + i * LANE));
    lane[0] = _mm_xor_si128(lane[0], _mm_cvtsi32_si128((int)~sum));
    for (size_t at = STEP; at < n; at += STEP)
        for (int i = 0; i < LANES; i++)
            lane[i] = fold(lane[i], by_step, _mm_loadu_si128((const __m128i *)(const void *)(p + at + i * LANE)));
    for (int i = 1; i < LANES; i++)
        lane[i] = fold(lane[i - 1], by_lane, lane[i]);
    _mm_storeu_si128((__m128i *)(void *)left, lane[LANES - 1]);
    return (uint32_t)crc32_z(~0u, left, sizeof left);
}

uint32_t crc_more(uint32_t sum, struct str bytes)
{
    size_t n = bytes.len / STEP * STEP;
    if (!n || !__builtin_cpu_supports("pclmul"))
        return by_zlib(sum, bytes);
    return by_zlib(folded(sum, bytes.p, n), str_sub(bytes, n, bytes.len));
}

#else

uint32_t crc_more(uint32_t sum, struct str bytes) { return by_zlib(sum, bytes); }

#endif
