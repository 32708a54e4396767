/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From what is written to what was meant: the slips of the hand that turn a figure into another.
 *
 *     struct slip v[SLIPS_MAX];
 *     unsigned n = slips_of(v, 4.381, 3, 3);   -> ... SLIP_EXCHANGED 4.831 ... SLIP_POINT 43.81 ...
 *
 * The slips are those of the published deductive corrections (Scholtus 2009, "Automatic
 * correction of simple typing errors in numerical data with balance edits"; van der Loo, de
 * Jonge and Scholtus, R package deducorrect: correctTypos, correctSigns): edits of distance one
 * after Damerau and Levenshtein, on digits, and powers of ten.
 *
 * What a slip costs is - log P(kind) - log P(written | meant, kind), in nats: of a figure of n
 * digits there are n - 1 exchanges but 9 n wrong digits. No frequencies of the kinds in such
 * tables are published; those of slip_cost are set by hand, within a factor of ten of each other,
 * so that it is the second term that tells. */
#ifndef CHECK_SLIPS_H
#define CHECK_SLIPS_H

#include "base/base.h"

enum slip_kind {
    SLIP_EXCHANGED, /* two neighbouring digits */
    SLIP_WRONG,     /* one digit */
    SLIP_MISSING,   /* one digit was left out */
    SLIP_DOUBLED,   /* one digit was typed twice */
    SLIP_EXTRA,     /* one digit too many */
    SLIP_POINT,     /* the point moved, or a factor of 10 to 1000 */
    SLIP_SIGN,
    SLIP_SWAPPED,   /* with another cell */
    SLIP_COPIED,    /* from a cell beside it */
    SLIP_REPEATED,  /* the figure of a neighbouring year */
    SLIP_SHIFTED,   /* by one cell, with those beside it */
    SLIP_NONE,      /* no simple slip explains it */
    SLIP_KINDS
};

struct slip {
    enum slip_kind kind;
    double value;    /* what was meant */
    double cost;     /* nats; lower is more plausible */
};

/* - log P(kind). */
double slip_cost(enum slip_kind kind);

enum { SLIPS_MAX = 1200 };

/* All that the slips of single figures, SLIP_EXCHANGED to SLIP_SIGN, may have made `written` of:
 * never negative, and no finer than `places` decimals. `written` shows `shown` of them: the zeros
 * behind may be lost. Returns how many, one value more than once where several kinds lead to it. */
unsigned slips_of(struct slip out[SLIPS_MAX], double written, unsigned shown, unsigned places);

#endif
