/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/num.h"

#include <math.h>
#include <stdio.h>

const double num_pow10[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#define ONES(t) t "0" t "1" t "2" t "3" t "4" t "5" t "6" t "7" t "8" t "9"
#define TENS(h) ONES(h "0") ONES(h "1") ONES(h "2") ONES(h "3") ONES(h "4") \
                ONES(h "5") ONES(h "6") ONES(h "7") ONES(h "8") ONES(h "9")
const char num_dotted[4001] = TENS(".0") TENS(".1") TENS(".2") TENS(".3") TENS(".4")
                              TENS(".5") TENS(".6") TENS(".7") TENS(".8") TENS(".9");

/* The byte length of a separator between groups of three digits, or 0. */
static size_t group_mark(const char *p, const char *end)
{
    if (p < end && (*p == ',' || *p == ' '))
        return 1;
    if (end - p >= 2 && (unsigned char)p[0] == 0xc2 && (unsigned char)p[1] == 0xa0)
        return 2; /* no-break space */
    if (end - p >= 3 && (unsigned char)p[0] == 0xe2 && (unsigned char)p[1] == 0x80 &&
        ((unsigned char)p[2] == 0xaf || (unsigned char)p[2] == 0x89))
        return 3; /* narrow no-break space, thin space */
    return 0;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* More digits than an integer of 2^53 holds, or an exponent: the C library rounds. */
static enum num_fault parse_long(double *value, unsigned *decimals, const char *clean)
{
    char *end;
    double v = strtod(clean, &end);
    if (*end)
        return NUM_NOT_A_NUMBER;
    if (!isfinite(v))
        return NUM_TOO_LARGE;
    *value = v;
    *decimals = NUM_SHORTEST;
    return NUM_OK;
}

enum num_fault num_parse(double *value, unsigned *decimals, struct str s)
{
    s = str_trim(s);
    if (s.len == 0)
        return NUM_EMPTY;
    const char *p = s.p, *end = s.p + s.len;
    char clean[64];
    size_t n = 0;
    bool negative = false, grouped = false, simple = true, any = false;
    if (*p == '-' || *p == '+') {
        negative = *p == '-';
        clean[n++] = *p++;
    }
    uint64_t mantissa = 0;
    unsigned digits = 0, places = 0, run = 0; /* digits: without the zeros in front */
    while (p < end) {
        size_t mark;
        if (is_digit(*p)) {
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
            any = true;
            digits += digits || *p != '0', run++;
            if (n >= sizeof clean - 1)
                return NUM_TOO_LARGE;
            clean[n++] = *p++;
        } else if ((mark = group_mark(p, end)) && end - p > (ptrdiff_t)mark) {
            /* 1,234,567: first group one to three digits, then always three */
            if (run == 0 || run > 3 || (grouped && run != 3))
                return NUM_NOT_A_NUMBER;
            grouped = true;
            run = 0;
            p += mark;
        } else {
            break;
        }
    }
    if (grouped && run != 3)
        return NUM_NOT_A_NUMBER;
    if (p < end && *p == '.') {
        if (n >= sizeof clean - 1)
            return NUM_TOO_LARGE;
        clean[n++] = *p++;
        for (; p < end && is_digit(*p); p++) {
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
            any = true;
            digits += digits || *p != '0', places++;
            if (n >= sizeof clean - 1)
                return NUM_TOO_LARGE;
            clean[n++] = *p;
        }
    }
    if (!any)
        return NUM_NOT_A_NUMBER;
    if (p < end && (*p == 'e' || *p == 'E')) {
        simple = false;
        for (; p < end && n < sizeof clean - 1 &&
               (is_digit(*p) || *p == 'e' || *p == 'E' || *p == '-' || *p == '+'); p++)
            clean[n++] = *p;
    }
    if (p < end)
        return NUM_NOT_A_NUMBER;
    if (!simple || digits > 15 || places > NUM_DECIMALS_MAX) {
        clean[n] = 0;
        return parse_long(value, decimals, clean);
    }
    /* both are exact doubles, so the quotient is correctly rounded */
    double v = (double)mantissa / num_pow10[places];
    *value = negative ? -v : v;
    *decimals = places;
    return NUM_OK;
}

size_t num_fmt_uint(char *out, uint64_t n)
{
    size_t above = n < NUM_WORD ? 0 : num_fmt_uint(out, n / NUM_WORD), len;
    num_put_word(out + above, num_word(&len, (uint32_t)(n % NUM_WORD), above ? 8 : 1));
    return above + len;
}

struct counted num_counted(uint64_t n, const char *noun)
{
    struct counted c;
    bool add = n != 1 && !str_ends(str_of(noun), STR("s"));
    snprintf(c.text, sizeof c.text, "%llu %s%s", (unsigned long long)n, noun, add ? "s" : "");
    return c;
}

/* The fewest significant digits that read back as the same double, without exponent
 * where a plain number is short enough. */
static size_t fmt_shortest(char *out, double value)
{
    for (int digits = 15; digits <= 17; digits++) {
        int n = snprintf(out, NUM_MAX, "%.*g", digits, value);
        if (digits == 17 || strtod(out, NULL) == value)
            return (size_t)n;
    }
    return 0;
}

size_t num_fmt_long(char *out, double value, unsigned decimals)
{
    if (isnan(value))
        return 0;
    if (decimals > NUM_DECIMALS_MAX)
        return fmt_shortest(out, value);
    double scaled = fabs(value) * num_pow10[decimals];
    if (!(scaled < 1e15))
        return fmt_shortest(out, value);
    uint64_t mantissa = (uint64_t)(scaled + 0.5), unit = (uint64_t)num_pow10[decimals];
    size_t n = 0;
    if (value < 0 && mantissa != 0)
        out[n++] = '-';
    n += num_fmt_uint(out + n, mantissa / unit);
    if (decimals == 0)
        return n;
    out[n++] = '.';
    uint64_t rest = mantissa % unit;
    for (unsigned i = decimals; i-- > 0; rest /= 10)
        out[n + i] = (char)('0' + rest % 10);
    return n + decimals;
}
