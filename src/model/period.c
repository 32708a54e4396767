/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/period.h"

#include "base/num.h"

enum { QUARTER = 16, MONTH = 32 };

uint16_t period_parse(struct str s)
{
    uint64_t year, n;
    if (s.len < 4 || !str_uint(&year, str_sub(s, 0, 4), 2899) || year < 1900)
        return 0;
    struct str rest = str_sub(s, 4, s.len);
    if (rest.len == 0 || str_is(rest, "-A1") || str_is(rest, "-A"))
        return period_make((int)year, 0);
    bool dash = rest.p[0] == '-';
    if (dash)
        rest = str_sub(rest, 1, rest.len);
    if (rest.len == 2 && rest.p[0] == 'Q' && str_uint(&n, str_sub(rest, 1, 1), 4) && n)
        return period_make((int)year, QUARTER + (unsigned)n);
    if (rest.len == 3 && rest.p[0] == 'M' && str_uint(&n, str_sub(rest, 1, 2), 12) && n)
        return period_make((int)year, MONTH + (unsigned)n);
    if (dash && rest.len == 2 && str_uint(&n, rest, 12) && n)
        return period_make((int)year, MONTH + (unsigned)n);
    return 0;
}

bool period_is(uint16_t p)
{
    unsigned sub = p % PERIOD_SUBS;
    return p >= PERIOD_SUBS && period_year(p) <= 2899 &&
           (sub == 0 || (sub > QUARTER && sub <= QUARTER + 4) || (sub > MONTH && sub <= MONTH + 12));
}

static size_t fmt(char *out, uint16_t p, bool sdmx)
{
    unsigned sub = p % PERIOD_SUBS, year = (unsigned)period_year(p);
    size_t n = 4;
    memcpy(out, num_dotted + 4 * (year % 1000), n);
    out[0] = (char)('0' + year / 1000); /* in place of the point */
    if (sub == 0)
        return n;
    if (sdmx)
        out[n++] = '-';
    if (sub < MONTH) {
        out[n++] = 'Q';
        out[n++] = (char)('0' + sub - QUARTER);
        return n;
    }
    if (!sdmx)
        out[n++] = 'M';
    out[n++] = (char)('0' + (sub - MONTH) / 10);
    out[n++] = (char)('0' + (sub - MONTH) % 10);
    return n;
}

size_t period_fmt(char out[PERIOD_TEXT], uint16_t p) { return fmt(out, p, false); }
size_t period_fmt_sdmx(char out[PERIOD_TEXT], uint16_t p) { return fmt(out, p, true); }

static unsigned last_of_month(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

uint32_t period_first_day(uint16_t p)
{
    unsigned sub = p % PERIOD_SUBS, year = (unsigned)period_year(p);
    unsigned month = sub == 0 ? 1 : sub < MONTH ? (sub - QUARTER) * 3 - 2 : sub - MONTH;
    return year * 10000 + month * 100 + 1;
}

uint32_t period_last_day(uint16_t p)
{
    unsigned sub = p % PERIOD_SUBS, year = (unsigned)period_year(p);
    unsigned month = sub == 0 ? 12 : sub < MONTH ? (sub - QUARTER) * 3 : sub - MONTH;
    return year * 10000 + month * 100 + last_of_month(year, month);
}
