/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_date.h"

#include <math.h>
#include <stdio.h>

enum { DAY = 86400, LAST_DAY = 2958466, FROM_1904 = 1462, UNIX_DAY = 25569 };

enum sheet_date sheet_date_builtin(unsigned id)
{
    if (id == 46)
        return SHEET_ELAPSED;
    /* 27-36, 50-58: Chinese, Japanese, Korean; 71-81: Thai */
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                   (id >= 50 && id <= 58) || (id >= 71 && id <= 81)
               ? SHEET_DATE
               : SHEET_NO_DATE;
}

/* [h], [mm], [ss] are times that may pass a day; [Red], [>5], [$-409] say nothing. */
static bool is_elapsed(struct str inside)
{
    if (inside.len == 0)
        return false;
    for (size_t i = 0; i < inside.len; i++)
        if ((inside.p[i] | 0x20) != (inside.p[0] | 0x20))
            return false;
    return strchr("hHmMsS", inside.p[0]) != NULL;
}

enum sheet_date sheet_date_code(struct str code)
{
    if (str_eq_nocase(str_trim(code), STR("General")) ||
        str_eq_nocase(str_trim(code), STR("Standard")))
        return SHEET_NO_DATE;
    for (size_t i = 0; i < code.len && code.p[i] != ';'; i++) {
        char c = code.p[i];
        const char *close = NULL;
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"' || c == '[') {
            close = memchr(code.p + i + 1, c == '"' ? '"' : ']', code.len - i - 1);
            if (!close)
                return SHEET_NO_DATE;
            size_t end = (size_t)(close - code.p);
            if (c == '[' && is_elapsed(str_sub(code, i + 1, end - i - 1)))
                return SHEET_ELAPSED;
            i = end;
        } else if (strchr("ymdhsYMDHS", c) && c) {
            return SHEET_DATE;
        }
    }
    return SHEET_NO_DATE;
}

/* Civil date of a day from 1970 (H. Hinnant, chrono-compatible low-level date algorithms). */
static void civil(int *year, int *month, int *day, int64_t z)
{
    z += 719468;
    int64_t era = z / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

static int64_t days_of(int64_t y, int64_t m, int64_t d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

size_t sheet_date_fmt(char out[SHEET_DATE_TEXT], double *serial, enum sheet_date kind,
                      bool from_1904)
{
    if (kind == SHEET_NO_DATE || !(*serial >= 0 && *serial < LAST_DAY))
        return 0;
    int64_t seconds = llround(*serial * DAY);
    int64_t day = seconds / DAY;
    unsigned time = (unsigned)(seconds % DAY);
    unsigned h = time / 3600, m = time / 60 % 60, s = time % 60;
    int n;
    if (kind == SHEET_ELAPSED) {
        n = snprintf(out, SHEET_DATE_TEXT, "%02u:%02u:%02u", (unsigned)day * 24 + h, m, s);
        return (size_t)n;
    }
    if (day == 0 && (time || !from_1904)) {
        n = snprintf(out, SHEET_DATE_TEXT, "%02u:%02u:%02u", h, m, s);
        return (size_t)n;
    }
    int64_t shift = from_1904 ? FROM_1904 : day < 60;
    if ((!from_1904 && day == 60) || day + shift >= LAST_DAY)
        return 0; /* 29 February 1900 never was */
    int y, mo, d;
    civil(&y, &mo, &d, day + shift - UNIX_DAY);
    *serial += (double)shift;
    n = snprintf(out, SHEET_DATE_TEXT, "%04d-%02d-%02d", y, mo, d);
    if (time)
        n += snprintf(out + n, SHEET_DATE_TEXT - (size_t)n, "T%02u:%02u:%02u", h, m, s);
    return (size_t)n;
}

static bool take(int64_t *out, struct str *s, size_t digits)
{
    uint64_t n;
    if (s->len < digits || !str_uint(&n, str_sub(*s, 0, digits), 9999))
        return false;
    *out = (int64_t)n;
    *s = str_sub(*s, digits, s->len);
    return true;
}

static bool take_char(struct str *s, char c)
{
    if (s->len == 0 || s->p[0] != c)
        return false;
    *s = str_sub(*s, 1, s->len);
    return true;
}

/* The fraction of a second is passed over, and so is a zone: the clock on the wall counts. */
static bool take_time(double *days, struct str *s)
{
    int64_t h, m, sec = 0;
    if (!take(&h, s, 2) || !take_char(s, ':') || !take(&m, s, 2) || h > 24 || m > 59)
        return false;
    if (take_char(s, ':') && (!take(&sec, s, 2) || sec > 60))
        return false;
    if (take_char(s, '.') || take_char(s, ','))
        while (s->len && s->p[0] >= '0' && s->p[0] <= '9')
            *s = str_sub(*s, 1, s->len);
    *days = (double)(h * 3600 + m * 60 + sec) / DAY;
    return s->len == 0 || str_is(*s, "Z") || s->p[0] == '+' || s->p[0] == '-';
}

/* PT9H30M15.5S; the days of other durations are not used by spreadsheets. */
static bool duration(double *days, struct str s)
{
    double total = 0;
    if (!str_starts(s, STR("PT")))
        return false;
    for (s = str_sub(s, 2, s.len); s.len;) {
        size_t n = 0;
        uint64_t value;
        while (n < s.len && s.p[n] >= '0' && s.p[n] <= '9')
            n++;
        if (!str_uint(&value, str_sub(s, 0, n), 100000000))
            return false;
        s = str_sub(s, n, s.len);
        if (take_char(&s, '.') || take_char(&s, ','))
            while (s.len && s.p[0] >= '0' && s.p[0] <= '9')
                s = str_sub(s, 1, s.len);
        unsigned unit = take_char(&s, 'H') ? 3600 : take_char(&s, 'M') ? 60 : take_char(&s, 'S');
        if (!unit)
            return false;
        total += (double)value * unit;
    }
    *days = total / DAY;
    return true;
}

bool sheet_date_parse(double *serial, struct str text)
{
    struct str s = text;
    int64_t y, m, d;
    double time = 0;
    if (str_starts(s, STR("P")))
        return duration(serial, s);
    if (s.len > 2 && s.p[2] == ':')
        return take_time(serial, &s);
    if (!take(&y, &s, 4) || !take_char(&s, '-') || !take(&m, &s, 2) || !take_char(&s, '-') ||
        !take(&d, &s, 2) || m < 1 || m > 12 || d < 1)
        return false;
    int64_t day = days_of(y, m, d);
    int back_y, back_m, back_d;
    civil(&back_y, &back_m, &back_d, day);
    if (back_y != y || back_m != m || back_d != d)
        return false;
    if (s.len && !(take_char(&s, 'T') && take_time(&time, &s)) && !str_is(s, "Z"))
        return false;
    *serial = (double)(day + UNIX_DAY) + time;
    return true;
}
