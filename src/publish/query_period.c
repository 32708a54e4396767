/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Periods in questions (SDMX 2.1 technical notes, section 4.2; SDMX-REST: startPeriod, endPeriod,
 * c[TIME_PERIOD], reportingYearStartDay), as the days that they span. */

#include "publish/query_inner.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "model/period.h"

struct day {
    int year;
    unsigned month, day;
};

static unsigned days_in(int year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970 and back, with years that begin in March ("days_from_civil", Howard Hinnant, public
 * domain); years from 0 on. */
static int64_t number_of(struct day d)
{
    int64_t year = d.year - (d.month <= 2) + 400, era = year / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (int64_t)(d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + d.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 - 146097;
}

static struct day day_of(int64_t number)
{
    int64_t from_0000 = number + 719468 + 146097, era = from_0000 / 146097;
    int64_t of_era = from_0000 - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153; /* 0: March */
    return (struct day){(int)(year + era * 400 - 400 + (month >= 10)),
                        (unsigned)(month < 10 ? month + 3 : month - 9),
                        (unsigned)(of_year - (153 * month + 2) / 5 + 1)};
}

static uint32_t packed(struct day d)
{
    return d.year < 0 ? 101 : (uint32_t)d.year * 10000 + d.month * 100 + d.day;
}

static struct day months_later(struct day d, unsigned months)
{
    unsigned month = d.month - 1 + months;
    d.year += (int)(month / 12);
    d.month = month % 12 + 1;
    d.day = MIN(d.day, days_in(d.year, d.month));
    return d;
}

static struct day days_later(struct day d, int64_t days) { return day_of(number_of(d) + days); }

/* The first day of a reporting year. */
static struct day year_begins(int year, unsigned year_start)
{
    if (year_start == 0 || year_start == 101)
        return (struct day){year, 1, 1};
    struct day d = {year - 1, year_start / 100, year_start % 100};
    d.day = MIN(d.day, days_in(d.year, d.month)); /* 29 February */
    return d;
}

/* The Monday of the first week: the one of which most days are in the year (ISO 8601). */
static int64_t first_monday(int year, unsigned year_start)
{
    int64_t fourth = number_of(year_begins(year, year_start)) + 3;
    return fourth - ((fourth + 3) % 7 + 7) % 7; /* day 0 was a Thursday */
}

static const struct reporting {
    char letter;
    unsigned digits, most, months; /* months 0: weeks or days */
} reporting[] = {{'A', 1, 1, 12}, {'S', 1, 2, 6}, {'T', 1, 3, 4}, {'Q', 1, 4, 3},
                 {'M', 2, 12, 1}, {'W', 2, 53, 0}, {'D', 3, 366, 0}};

static bool weeks_or_days(struct day *first, struct day *last, char letter, int year, unsigned n,
                          unsigned year_start)
{
    bool week = letter == 'W';
    int64_t begin = week ? first_monday(year, year_start) : number_of(year_begins(year, year_start));
    int64_t end = week ? first_monday(year + 1, year_start)
                       : number_of(year_begins(year + 1, year_start));
    int64_t at = begin + (int64_t)(n - 1) * (week ? 7 : 1);
    *first = day_of(at);
    *last = day_of(at + (week ? 6 : 0));
    return at < end;
}

/* 2010-A1 -S1 -T1 -Q1 -M01 -W01 -D001 */
static bool reporting_parse(uint32_t *first, uint32_t *last, struct str text, unsigned year_start)
{
    uint64_t year, n;
    struct day from, to;
    if (text.len < 7 || text.p[4] != '-' || !str_uint(&year, str_sub(text, 0, 4), 9998) || year == 0)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(reporting); i++) {
        const struct reporting *r = &reporting[i];
        if (text.p[5] != r->letter || text.len != 6 + r->digits ||
            !str_uint(&n, str_sub(text, 6, r->digits), r->most) || n == 0)
            continue;
        if (r->months) {
            struct day begin = year_begins((int)year, year_start);
            from = months_later(begin, (unsigned)(n - 1) * r->months);
            to = days_later(months_later(begin, (unsigned)n * r->months), -1);
        } else if (!weeks_or_days(&from, &to, r->letter, (int)year, (unsigned)n, year_start)) {
            return false;
        }
        *first = packed(from);
        *last = packed(to);
        return true;
    }
    return false;
}

bool days_parse(uint32_t *first, uint32_t *last, struct str text, unsigned year_start)
{
    int64_t seconds;
    uint64_t year, month, day;
    if (reporting_parse(first, last, text, year_start))
        return true;
    uint16_t p = period_parse(text);
    if (p) {
        *first = period_first_day(p);
        *last = period_last_day(p);
        return true;
    }
    /* what a time is compared by is the date that it is written with */
    if (clock_parse(&seconds, text) && str_uint(&year, str_sub(text, 0, 4), 9999) &&
        str_uint(&month, str_sub(text, 5, 2), 12) && str_uint(&day, str_sub(text, 8, 2), 31)) {
        *first = *last = (uint32_t)(year * 10000 + month * 100 + day);
        return true;
    }
    return false;
}

static int no_period(const char *what, struct str text, struct err *err)
{
    return err_set(err, ERR_USAGE, "%s \"%s\" is no period; it is to be 2010, 2010-Q2, 2010-05, "
                   "2010-W07, a date or a date and time", what, utf8_brief(text).text);
}

int query_start(struct query *q, struct str text, struct err *err)
{
    uint32_t first, last;
    if (!days_parse(&first, &last, text, q->year_start))
        return no_period("startPeriod", text, err);
    q->start_day = first;
    return 0;
}

int query_end(struct query *q, struct str text, struct err *err)
{
    uint32_t first, last;
    if (!days_parse(&first, &last, text, q->year_start))
        return no_period("endPeriod", text, err);
    q->end_day = last;
    return 0;
}

int query_year_start(struct query *q, struct str text, struct err *err)
{
    uint64_t month, day;
    if (text.len != 7 || !str_starts(text, STR("--")) || text.p[4] != '-' ||
        !str_uint(&month, str_sub(text, 2, 2), 12) || !str_uint(&day, str_sub(text, 5, 2), 31) ||
        month == 0 || day == 0 || day > days_in(2000, (unsigned)month))
        return err_set(err, ERR_USAGE, "reportingYearStartDay \"%s\" is no day of a year; it is to be as "
                       "--07-01", utf8_brief(text).text);
    q->year_start = (unsigned)(month * 100 + day);
    return 0;
}
