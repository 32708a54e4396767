/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/clock.h"

#include <time.h>

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char day_names[] = "SunMonTueWedThuFriSat";

int64_t clock_now(void)
{
    int64_t fixed;
    const char *text = getenv("ILMS_NOW");
    if (text && clock_parse(&fixed, str_of(text)))
        return fixed;
    return (int64_t)time(NULL);
}

double clock_monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The proleptic Gregorian calendar by arithmetic ("civil_from_days", Howard Hinnant, public domain):
 * the C library's takes a lock that all threads share. Years begin in March here, eras have 400. */
static struct tm broken_down(int64_t seconds)
{
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);
    int64_t rest = seconds - days * 86400, from_0000 = days + 719468;
    int64_t era = from_0000 / 146097 - (from_0000 % 146097 < 0);
    int64_t of_era = from_0000 - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153; /* 0: March */
    int64_t weekday = (days + 4) % 7;
    return (struct tm){.tm_year = (int)(year + era * 400 + (month >= 10) - 1900),
                       .tm_mon = (int)(month < 10 ? month + 2 : month - 10),
                       .tm_mday = (int)(of_year - (153 * month + 2) / 5 + 1),
                       .tm_wday = (int)(weekday < 0 ? weekday + 7 : weekday),
                       .tm_hour = (int)(rest / 3600),
                       .tm_min = (int)(rest / 60 % 60),
                       .tm_sec = (int)(rest % 60)};
}

static void put_digits(char *out, unsigned digits, int n)
{
    for (unsigned u = (unsigned)n; digits-- > 0; u /= 10)
        out[digits] = (char)('0' + u % 10);
}

static void put_time(char *out, const struct tm *tm)
{
    put_digits(out, 2, tm->tm_hour);
    put_digits(out + 3, 2, tm->tm_min);
    put_digits(out + 6, 2, tm->tm_sec);
}

int clock_year(int64_t seconds) { return broken_down(seconds).tm_year + 1900; }

void clock_fmt(char out[CLOCK_TEXT], int64_t seconds)
{
    static const char form[] = "YYYY-MM-DDThh:mm:ssZ";
    struct tm tm = broken_down(seconds);
    memcpy(out, form, sizeof form);
    put_digits(out, 4, tm.tm_year + 1900);
    put_digits(out + 5, 2, tm.tm_mon + 1);
    put_digits(out + 8, 2, tm.tm_mday);
    put_time(out + 11, &tm);
}

/* Takes `digits` digits off the front of *s. */
static bool take(int *out, struct str *s, size_t digits)
{
    uint64_t n;
    if (s->len < digits || !str_uint(&n, str_sub(*s, 0, digits), 9999))
        return false;
    *s = str_sub(*s, digits, s->len);
    *out = (int)n;
    return true;
}

static bool take_char(struct str *s, char c)
{
    if (s->len == 0 || s->p[0] != c)
        return false;
    *s = str_sub(*s, 1, s->len);
    return true;
}

static bool to_seconds(int64_t *out, int y, int mo, int d, int h, int mi, int s)
{
    if (y < 1 || mo < 1 || mo > 12 || d < 1 || h > 23 || mi > 59 || s > 60)
        return false;
    struct tm tm = {.tm_year = y - 1900, .tm_mon = mo - 1, .tm_mday = d,
                    .tm_hour = h,        .tm_min = mi,     .tm_sec = s};
    time_t t = timegm(&tm);
    if (tm.tm_mday != d) /* 31 April came back as 1 May */
        return false;
    *out = (int64_t)t;
    return true;
}

bool clock_parse(int64_t *seconds, struct str s)
{
    int y, mo, d, h = 0, mi = 0, sec = 0, oh = 0, om = 0, sign = 0;
    if (!take(&y, &s, 4) || !take_char(&s, '-') || !take(&mo, &s, 2) || !take_char(&s, '-') ||
        !take(&d, &s, 2))
        return false;
    if (take_char(&s, 'T') || take_char(&s, ' ')) {
        if (!take(&h, &s, 2) || !take_char(&s, ':') || !take(&mi, &s, 2))
            return false;
        if (take_char(&s, ':')) {
            if (!take(&sec, &s, 2))
                return false;
            if (take_char(&s, '.')) {
                size_t before = s.len;
                while (s.len && s.p[0] >= '0' && s.p[0] <= '9')
                    s = str_sub(s, 1, s.len);
                if (s.len == before)
                    return false;
            }
        }
        if (s.len && (s.p[0] == '+' || s.p[0] == '-')) {
            sign = s.p[0] == '+' ? 1 : -1;
            s = str_sub(s, 1, s.len);
            if (!take(&oh, &s, 2) || (take_char(&s, ':'), !take(&om, &s, 2)) || oh > 23 || om > 59)
                return false;
        } else {
            take_char(&s, 'Z');
        }
    }
    if (s.len || !to_seconds(seconds, y, mo, d, h, mi, sec))
        return false;
    *seconds -= sign * (oh * 3600 + om * 60);
    return true;
}

bool clock_parse_local(int64_t *seconds, struct str s)
{
    enum { DATE = 10 }; /* YYYY-MM-DD */
    bool zone = s.len && s.p[s.len - 1] == 'Z';
    for (size_t i = DATE; i < s.len; i++)
        zone = zone || s.p[i] == '+' || s.p[i] == '-';
    if (!clock_parse(seconds, s))
        return false;
    if (!zone) {
        struct tm tm = broken_down(*seconds);
        tm.tm_isdst = -1;
        *seconds = (int64_t)mktime(&tm);
    }
    return true;
}

void clock_fmt_http(char out[32], int64_t seconds)
{
    static const char form[] = "Day, DD Mon YYYY hh:mm:ss GMT";
    struct tm tm = broken_down(seconds);
    memcpy(out, form, sizeof form);
    memcpy(out, day_names + 3 * tm.tm_wday, 3);
    put_digits(out + 5, 2, tm.tm_mday);
    memcpy(out + 8, month_names + 3 * tm.tm_mon, 3);
    put_digits(out + 12, 4, tm.tm_year + 1900);
    put_time(out + 17, &tm);
}

bool clock_parse_http(int64_t *seconds, struct str s)
{
    int y, mo, d, h, mi, sec;
    if (s.len != 29 || s.p[3] != ',' || s.p[4] != ' ')
        return false;
    s = str_sub(s, 5, s.len);
    if (!take(&d, &s, 2) || !take_char(&s, ' '))
        return false;
    for (mo = 0; mo < 12; mo++)
        if (str_starts(s, (struct str){month_names + 3 * mo, 3}))
            break;
    s = str_sub(s, 3, s.len);
    return take_char(&s, ' ') && take(&y, &s, 4) && take_char(&s, ' ') && take(&h, &s, 2) &&
           take_char(&s, ':') && take(&mi, &s, 2) && take_char(&s, ':') && take(&sec, &s, 2) &&
           str_is(s, " GMT") && to_seconds(seconds, y, mo + 1, d, h, mi, sec);
}
