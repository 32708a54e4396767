/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A number as people write it into a cell: "1 234,5", "(12)", "12.4 a", "n.a.", "–", "๑๒๓".
 *
 *     struct written w;
 *     written_parse(&w, cell, ',');
 *     if (w.kind == WRITTEN_NUMBER)
 *         use(w.value, w.decimals, w.mark, w.unsure);
 *
 * Read are: spaces of every width around and inside, thousands by space, comma, point or
 * apostrophe (groups of three only: 12,34,567 is refused), decimals by point or comma, every
 * dash as a minus, brackets as accountants' minus, an exponent, a per cent sign, the
 * apostrophe that spreadsheets put before text, digits in full width, Thai, Lao, Khmer,
 * Burmese and Arabic forms, and a mark in front or behind: "a 12", "12*", "12 1)", "12¹".
 *
 * Nothing is guessed silently: where a reading was chosen among two, `unsure` says so. The
 * mark points into the text that was given. */
#ifndef SYNTAX_WRITTEN_H
#define SYNTAX_WRITTEN_H

#include "base/num.h"

enum written_kind {
    WRITTEN_EMPTY,
    WRITTEN_NUMBER,
    WRITTEN_NONE, /* a sign for "no figure": "..", "...", "n.a.", "x", ":"; status says which */
    WRITTEN_NIL,  /* a dash or "nil": zero to statisticians, nothing to others */
    WRITTEN_OTHER /* text that is no number */
};

struct written {
    enum written_kind kind;
    double value;     /* of a number, else NaN; 12.5 for "12.5%" */
    uint8_t decimals; /* base/num.h */
    char status;      /* of WRITTEN_NONE: N not available, X not applicable, C confidential,
                         S negligible; else 0 */
    struct str mark;  /* what stands beside the number: "a", "1)", "*", "(p)", "%"; may be empty */
    /* "1.234" or "1,234" where neither the text nor the hint tells thousands from decimals
     * (then the point is taken for decimals, the comma for thousands); a number that
     * contradicts the hint; a mark that may be part of the figure: "12 k", "120 (34)" */
    bool unsure;
};

/* decimal_sign: '.' or ',' where the sheet uses it, 0 when that is not known. */
void written_parse(struct written *out, struct str text, char decimal_sign);

#endif
