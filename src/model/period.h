/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A year, quarter or month in 16 bits that sort by year, then annual, quarters, months.
 *
 *     uint16_t p = period_parse(STR("2024Q3"));
 *     period_year(p) == 2024, period_freq(p) == 'Q'
 *
 * 0 is no period. Years from 1900 to 2899. */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H

#include "base/str.h"

enum { PERIOD_TEXT = 8, PERIOD_SUBS = 64, PERIOD_BASE_YEAR = 1899 };

static inline uint16_t period_make(int year, unsigned sub)
{
    return (uint16_t)((unsigned)(year - PERIOD_BASE_YEAR) * PERIOD_SUBS + sub);
}

static inline int period_year(uint16_t p) { return p / PERIOD_SUBS + PERIOD_BASE_YEAR; }

/* 'A', 'Q' or 'M'. */
static inline char period_freq(uint16_t p)
{
    unsigned sub = p % PERIOD_SUBS;
    return sub == 0 ? 'A' : sub < 32 ? 'Q' : 'M';
}

bool period_is(uint16_t p); /* a year, or one of its quarters or months */

/* ILOSTAT's 2024, 2024Q3, 2024M05 and SDMX's 2024-A1, 2024-Q3, 2024-M05, 2024-05;
 * 0 when it is none of them. */
uint16_t period_parse(struct str text);

size_t period_fmt(char out[PERIOD_TEXT], uint16_t p);      /* 2024Q3, 2024M05 */
size_t period_fmt_sdmx(char out[PERIOD_TEXT], uint16_t p); /* 2024-Q3, 2024-05 */

/* First and last day as numbers year * 10000 + month * 100 + day, to compare spans. */
uint32_t period_first_day(uint16_t p);
uint32_t period_last_day(uint16_t p);

#endif
