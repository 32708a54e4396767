/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A period that is read is written and read again, in both ways of writing; its days are days. */

#include "fuzz.h"

#include "base/clock.h"
#include "model/period.h"

static void check_day(uint32_t day)
{
    CLAIM(day / 10000 >= 1900 && day / 10000 < 2924);
    CLAIM(day / 100 % 100 >= 1 && day / 100 % 100 <= 12);
    CLAIM(day % 100 >= 1 && day % 100 <= 31);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char text[PERIOD_TEXT];
    struct str s = fuzz_str(bytes, n);
    uint16_t p = period_parse(s);
    int64_t seconds = 0, again = 0;
    if (p) {
        size_t len = period_fmt(text, p);
        CLAIM(len <= PERIOD_TEXT && period_parse((struct str){text, len}) == p);
        len = period_fmt_sdmx(text, p);
        CLAIM(len <= PERIOD_TEXT && period_parse((struct str){text, len}) == p);
        CLAIM(period_year(p) >= 1900 && period_year(p) <= 2899);
        CLAIM(strchr("AQM", period_freq(p)));
        check_day(period_first_day(p));
        check_day(period_last_day(p));
        CLAIM(period_first_day(p) < period_last_day(p));
    }
    if (clock_parse(&seconds, s)) {
        char time[CLOCK_TEXT];
        clock_fmt(time, seconds);
        CLAIM(clock_parse(&again, str_of(time)) && again == seconds);
    }
    if (clock_parse_http(&seconds, s)) {
        char time[32];
        clock_fmt_http(time, seconds);
        CLAIM(clock_parse_http(&again, str_of(time)) && again == seconds);
    }
    return 0;
}
