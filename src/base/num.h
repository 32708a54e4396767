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

/* Writes into `out` (NUM_MAX bytes), returns the length; NaN gives length 0. */
size_t num_fmt(char *out, double value, unsigned decimals);
size_t num_fmt_uint(char *out, uint64_t n);

/* "1 error", "12 errors", "1 series": a count with its noun, for sentences. The plural is the
 * noun with an s, unless it ends in one. */
struct counted {
    char text[64];
};
struct counted num_counted(uint64_t n, const char *noun);

#endif
