/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From what is written to what was meant: the one slip of the hand that turns a figure into another.
 *
 *     struct slip s;
 *     slip_find(&s, 4.381, 3, 3, 4.8295, 4.8325, 4.831)   -> SLIP_EXCHANGED, 4.831
 *
 * The slips are those of the published deductive corrections (Scholtus 2009, "Automatic
 * correction of simple typing errors in numerical data with balance edits"; van der Loo, de
 * Jonge and Scholtus, R package deducorrect: correctTypos, correctSigns): edits of distance one
 * after Damerau and Levenshtein, on digits alone, and powers of ten.
 *
 * What a slip costs is the logarithm of how many other figures the same slip could have made:
 * of a figure of n digits, n - 1 exchanges but 9 n wrong digits, and 10^n figures at all. So a
 * figure that an exchange explains was hardly met by chance, one of two digits easily. */
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
    SLIP_COPIED,    /* from another cell */
    SLIP_NONE       /* no simple slip explains it */
};

struct slip {
    enum slip_kind kind;
    double value;    /* what was meant */
    double cost;     /* natural logarithm; lower is more plausible */
};

/* The most plausible slip that made `written` of a figure from lo to hi, as near as can be to
 * `centre`. Figures are given with `places` decimals, of which `written` shows
 * `shown` (the zeros behind may be lost); what was meant is never negative. False when there is none; then *out is untouched. */
bool slip_find(struct slip *out, double written, unsigned shown, unsigned places, double lo,
               double hi, double centre);

#endif
