/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/period.h"

#include "test.h"

TEST(period_parse_reads_both_ways_of_writing)
{
    CHECK_INT(period_parse(STR("2024")), period_make(2024, 0));
    CHECK_INT(period_parse(STR("2024-A1")), period_make(2024, 0));
    CHECK_INT(period_parse(STR("2024Q3")), period_parse(STR("2024-Q3")));
    CHECK_INT(period_parse(STR("2024M05")), period_parse(STR("2024-05")));
    CHECK_INT(period_parse(STR("2024-M05")), period_parse(STR("2024-05")));
    CHECK(period_parse(STR("1900")) != 0 && period_parse(STR("2899M12")) != 0);
    static const char *const wrong[] = {
        "", "20", "202", "20245", "1899", "2900", "2024Q0", "2024Q5", "2024Q", "2024Q12", "2024M00",
        "2024M13", "2024M5", "2024-13", "2024-00", "2024-5", "202405", "2024-05-01", "2024 ",
        " 2024", "2024-", "2024-A2", "2024/25", "2024q3", "-024", "2024.0", "year", "2024-Q3 "};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        if (period_parse(str_of(wrong[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" is read as a period", wrong[i]);
}

static unsigned days_of(int year, int month)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

TEST(period_of_every_year_quarter_and_month)
{
    uint16_t before = 0;
    for (int year = 1900; year <= 2899; year++)
        for (unsigned k = 0; k < 17; k++) { /* the year, four quarters, twelve months */
            uint16_t p = period_make(year, k == 0 ? 0 : k <= 4 ? 16 + k : 32 + k - 4);
            char a[PERIOD_TEXT], b[PERIOD_TEXT];
            struct str text = {a, period_fmt(a, p)}, sdmx = {b, period_fmt_sdmx(b, p)};
            CHECK(p > before);
            before = p;
            CHECK_INT(period_parse(text), p);
            CHECK_INT(period_parse(sdmx), p);
            CHECK_INT(period_year(p), year);
            CHECK_INT(period_freq(p), k == 0 ? 'A' : k <= 4 ? 'Q' : 'M');
            int from = k == 0 ? 1 : k <= 4 ? (int)k * 3 - 2 : (int)k - 4;
            int to = k == 0 ? 12 : k <= 4 ? (int)k * 3 : (int)k - 4;
            CHECK_INT(period_first_day(p), year * 10000 + from * 100 + 1);
            CHECK_INT(period_last_day(p), year * 10000 + to * 100 + (int)days_of(year, to));
        }
    char text[PERIOD_TEXT];
    struct str s = {text, period_fmt(text, period_parse(STR("2024-05")))};
    CHECK_STR(s, "2024M05");
    s.len = period_fmt_sdmx(text, period_parse(STR("2024Q4")));
    CHECK_STR(s, "2024-Q4");
}
