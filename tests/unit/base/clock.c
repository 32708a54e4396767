/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/clock.h"

#include "base/random.h"
#include "test.h"

#include <stdlib.h>
#include <time.h>

static void reads(const char *text, int64_t want)
{
    int64_t t = -1;
    if (!clock_parse(&t, str_of(text)) || t != want)
        test_fail(__FILE__, __LINE__, "\"%s\" read as %lld", text, (long long)t);
}

TEST(clock_parse_reads_times)
{
    reads("1970-01-01", 0);
    reads("1970-01-01T00:00:01Z", 1);
    reads("2026-11-22T09:30:00Z", 1795339800);
    reads("2026-11-22T09:30:00", 1795339800);
    reads("2026-11-22 09:30", 1795339800);
    reads("2026-11-22T09:30:00.123456Z", 1795339800);
    reads("2026-11-22T16:30:00+07:00", 1795339800);
    reads("2026-11-22T16:30+0700", 1795339800);
    reads("2026-11-22T04:00:00-05:30", 1795339800);
    reads("2024-02-29", 1709164800);
    reads("2000-02-29T23:59:59Z", 951868799);
    reads("1969-12-31T23:59:59Z", -1);
}

TEST(clock_parse_refuses_what_is_no_time)
{
    static const char *const wrong[] = {
        "", "2026", "2026-11", "2026-11-", "2026-1-1", "2026-13-01", "2026-00-10", "2026-04-31",
        "2025-02-29", "1900-02-29", "2026-11-00", "2026-11-32", "2026-11-22T", "2026-11-22T9:30",
        "2026-11-22T24:00", "2026-11-22T09:60", "2026-11-22T09:30:61", "2026-11-22T09",
        "2026-11-22Z", "2026-11-22T09:30:00+7", "2026-11-22T09:30:00+07", "2026-11-22T09:30:00ZZ",
        "2026-11-22T09:30:00Z ", " 2026-11-22", "2026-11-22T09:30:00+07:00Z", "-026-11-22",
        "2026/11/22", "22-11-2026", "0000-01-01", "2026-11-22T09:30:00+99:99",
        "2026-11-22T09:30:00+24:00", "2026-11-22T09:30:00+07:60", "2026-11-22T09:30:00."};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t t;
        if (clock_parse(&t, str_of(wrong[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" read as %lld", wrong[i], (long long)t);
    }
}

TEST(clock_fmt_and_parse_are_inverses_and_sort)
{
    struct chance c = {5};
    for (int i = 0; i < 20000; i++) {
        int64_t a = (int64_t)(chance_next(&c) % 253402300800u) - 2208988800; /* 1900 to 9999 */
        int64_t b = a + 1 + chance_below(&c, 1000000), back = 0;
        if (a > 253402300799 - 1000001)
            continue;
        char x[CLOCK_TEXT], y[CLOCK_TEXT], http[32];
        clock_fmt(x, a);
        clock_fmt(y, b);
        CHECK_INT(strlen(x), CLOCK_TEXT - 1);
        CHECK(strcmp(x, y) < 0);
        CHECK(clock_parse(&back, str_of(x)));
        CHECK_INT(back, a);
        clock_fmt_http(http, a);
        CHECK(clock_parse_http(&back, str_of(http)));
        CHECK_INT(back, a);
    }
}

TEST(clock_writes_http_dates)
{
    char http[32];
    clock_fmt_http(http, 1795339800);
    CHECK_STR(str_of(http), "Sun, 22 Nov 2026 09:30:00 GMT");
    clock_fmt_http(http, 0);
    CHECK_STR(str_of(http), "Thu, 01 Jan 1970 00:00:00 GMT");
    int64_t t;
    static const char *const wrong[] = {
        "", "Sunday, 22-Nov-26 09:30:00 GMT", "Sun Nov 22 09:30:00 2026",
        "Sun, 22 Nov 2026 09:30:00 UTC", "Sun, 22 Nov 2026 9:30:00 GMT ",
        "Sun, 22 Nox 2026 09:30:00 GMT", "Sun, 31 Nov 2026 09:30:00 GMT",
        "Sun, 22 Nov 2026 24:30:00 GMT", "Sun, 22 nov 2026 09:30:00 GMT",
        "Sun. 22 Nov 2026 09:30:00 GMT"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        if (clock_parse_http(&t, str_of(wrong[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" read as %lld", wrong[i], (long long)t);
}

TEST(clock_year_is_that_of_utc)
{
    CHECK_INT(clock_year(0), 1970);
    CHECK_INT(clock_year(-1), 1969);
    CHECK_INT(clock_year(1798761599), 2026);
    CHECK_INT(clock_year(1798761600), 2027);
}

TEST(clock_now_can_be_stopped)
{
    const char *had = getenv("ILMS_NOW");
    char *old = had ? strdup(had) : NULL;
    setenv("ILMS_NOW", "2026-11-22T09:30:00Z", 1);
    int64_t stopped = clock_now();
    setenv("ILMS_NOW", "not a time", 1);
    int64_t running = clock_now();
    if (old)
        setenv("ILMS_NOW", old, 1);
    else
        unsetenv("ILMS_NOW");
    free(old);
    CHECK_INT(stopped, 1795339800);
    CHECK(running > 1700000000);
    double a = clock_monotonic();
    CHECK(clock_monotonic() >= a);
}

TEST(clock_local_time_where_no_zone_is_said)
{
    int64_t seconds, utc;
    CHECK(setenv("TZ", "XYZ-7", 1) == 0); /* seven hours ahead */
    CHECK(clock_parse(&utc, STR("2026-01-15T10:00:00Z")));
    static const char *const same[] = {"2026-01-15T10:00:00Z", "2026-01-15T17:00:00", "2026-01-15 17:00",
                                       "2026-01-15T17:00:00+07:00", "2026-01-15T08:00:00-0200"};
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        if (!clock_parse_local(&seconds, str_of(same[i])) || seconds != utc)
            test_fail(__FILE__, __LINE__, "%s: %lld", same[i], (long long)(seconds - utc));
    }
    CHECK(clock_parse_local(&seconds, STR("2026-01-15")));
    CHECK_INT(utc - seconds, 17 * 3600);
    CHECK(!clock_parse_local(&seconds, STR("2026-01-32")));
    CHECK(!clock_parse_local(&seconds, STR("")));
    unsetenv("TZ");
    tzset();
}
