/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Decimal numbers as statistics write them: a double and how many decimals it was
 * given with. "471.60" is 471.6 with 2 decimals and is written "471.60" again.
 *
 * Invariant: for up to 15 significant digits parse and fmt are exact inverses
 * (the double nearest to m / 10^d, written with d places, is m again). */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

#include <endian.h>

enum {
    NUM_MAX = 40,        /* bytes that a written number takes at most */
    NUM_SHORTEST = 255,  /* decimals unknown: write as few as read back the same */
    NUM_DECIMALS_MAX = 15
};

enum num_fault { NUM_OK, NUM_EMPTY, NUM_NOT_A_NUMBER, NUM_TOO_LARGE };

/* Reads a whole text: digits with an optional sign, point, exponent, and commas (or
 * spaces, or no-break spaces) between groups of three digits. On NUM_OK both outputs
 * are set. Never accepts nan, inf, hex, a comma that does not group. */
enum num_fault num_parse(double *value, unsigned *decimals, struct str s);

/* Writes a whole number into `out` (NUM_MAX bytes), returns the length. */
size_t num_fmt_uint(char *out, uint64_t n);

/* "1 error", "12 errors", "1 series": a count with its noun, for sentences. The plural is the
 * noun with an s, unless it ends in one. */
struct counted {
    char text[64];
};
struct counted num_counted(uint64_t n, const char *noun);

/* -- nearly all figures, which a release of millions writes again and again ---------------- */

extern const double num_pow10[23];
size_t num_fmt_long(char *out, double value, unsigned decimals); /* num_fmt of all others */

/* Eight digits as bytes of a word, the first digit lowest: halves, then pairs, then digits,
 * each step at once in all lanes, a division by a multiplication and a shift. */
static inline uint64_t num_digits(uint32_t n)
{
    uint64_t w = n / 10000 | (uint64_t)(n % 10000) << 32;
    uint64_t pairs = w * 10486 >> 20 & 0x0000007f0000007f;
    w = pairs | (w - pairs * 100) << 16;
    uint64_t tens = w * 103 >> 10 & 0x000f000f000f000f;
    return tens | (w - tens * 10) << 8;
}

/* n < NUM_WORD as text, in at least `least` digits, 1 to 8: a word, the first character lowest. */
enum { NUM_WORD = 100000000 };
static inline uint64_t num_word(size_t *len, uint32_t n, unsigned least)
{
    uint64_t digits = num_digits(n);
    unsigned zeros = (unsigned)__builtin_ctzll(digits | 1ull << (64 - 8 * least)) / 8;
    *len = 8 - zeros;
    return (digits | 0x3030303030303030) >> 8 * zeros;
}

static inline void num_put_word(char *out, uint64_t word)
{
    word = htole64(word);
    memcpy(out, &word, sizeof word);
}

/* Thousands with three decimals, as most tables have them: whole and rest as ".000" to ".999". */
extern const char num_dotted[4001];
static inline size_t num_fmt_thousandths(char *out, uint32_t n)
{
    uint32_t whole = n / 1000, rest = n % 1000, text;
    unsigned zeros = (whole < 100) + (whole < 10);
    memcpy(&text, num_dotted + 4 * whole, sizeof text);
    text = htole32(le32toh(text) >> 8 * (1 + zeros));
    memcpy(out, &text, sizeof text);
    memcpy(out + 3 - zeros, num_dotted + 4 * rest, 4);
    return 7 - zeros;
}

/* Writes into `out` (NUM_MAX bytes), returns the length; NaN gives length 0. */
static inline size_t num_fmt(char *out, double value, unsigned decimals)
{
    double scaled = decimals < 8 ? value * num_pow10[decimals] + 0.5 : -1;
    if (decimals == 3 && scaled >= 0.5 && scaled < 1000000)
        return num_fmt_thousandths(out, (uint32_t)(int32_t)scaled);
    if (!(scaled >= 0.5 && scaled < NUM_WORD))
        return num_fmt_long(out, value, decimals);
    size_t n;
    uint64_t word = num_word(&n, (uint32_t)(int32_t)scaled, decimals + 1);
    num_put_word(out, word);
    if (decimals == 0)
        return n;
    num_put_word(out + n - decimals + 1, word >> 8 * (n - decimals));
    out[n - decimals] = '.';
    return n + 1;
}

#endif
