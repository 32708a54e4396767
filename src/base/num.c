/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/num.h"

#include <math.h>
#include <stdio.h>

static const double pow10_of[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

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
    double v = (double)mantissa / pow10_of[places];
    *value = negative ? -v : v;
    *decimals = places;
    return NUM_OK;
}

size_t num_fmt_uint(char *out, uint64_t n)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    char digits[24];
    size_t at = sizeof digits;
    while (n >= 100) {
        at -= 2;
        memcpy(digits + at, pairs + n % 100 * 2, 2);
        n /= 100;
    }
    if (n >= 10) {
        at -= 2;
        memcpy(digits + at, pairs + n * 2, 2);
    } else {
        digits[--at] = (char)('0' + n);
    }
    memcpy(out, digits + at, sizeof digits - at);
    return sizeof digits - at;
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

size_t num_fmt(char *out, double value, unsigned decimals)
{
    if (isnan(value))
        return 0;
    if (decimals > NUM_DECIMALS_MAX)
        return fmt_shortest(out, value);
    double scaled = fabs(value) * pow10_of[decimals];
    if (!(scaled < 1e15))
        return fmt_shortest(out, value);
    uint64_t mantissa = (uint64_t)(scaled + 0.5);
    size_t n = 0;
    if (value < 0 && mantissa != 0)
        out[n++] = '-';
    if (decimals == 0)
        return n + num_fmt_uint(out + n, mantissa);
    uint64_t whole;
    switch (decimals) { /* nearly all figures: by a constant, which the compiler multiplies by */
    case 1: whole = mantissa / 10; break;
    case 2: whole = mantissa / 100; break;
    case 3: whole = mantissa / 1000; break;
    default: whole = mantissa / (uint64_t)pow10_of[decimals];
    }
    uint64_t rest = mantissa - whole * (uint64_t)pow10_of[decimals];
    n += num_fmt_uint(out + n, whole);
    out[n++] = '.';
    for (unsigned i = decimals; i-- > 0; rest /= 10)
        out[n + i] = (char)('0' + rest % 10);
    return n + decimals;
}
