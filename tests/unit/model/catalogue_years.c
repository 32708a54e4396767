/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/catalogue.h"

#include "base/buf.h"
#include "test.h"

/* The years that a text of 2026 names, as "2008 2012": runs as "2012-2014". */
static void says(const char *text, const char *want)
{
    struct said_years y;
    struct buf out = {0};
    unsigned n = said_years(&y, str_of(text), 2026), have = 0;
    for (int year = SAID_FIRST; year <= SAID_LAST; year++) {
        if (!said_year(&y, year))
            continue;
        int first = year;
        while (said_year(&y, year + 1))
            year++;
        have += (unsigned)(year - first) + 1;
        buf_fmt(&out, "%s%d", out.len ? " " : "", first);
        if (year > first)
            buf_fmt(&out, "-%d", year);
    }
    CHECK_INT(n, have);
    CHECK_STR(buf_view(&out), want);
    buf_release(&out);
}

TEST(said_years_singly_and_in_spans)
{
    says("2014", "2014");
    says("2008, 2012, 2014", "2008 2012 2014");
    says("2008 and 2012", "2008 2012");
    says("2008-2010; 2014", "2008-2010 2014");
    says("2008 – 2010", "2008-2010");
    says("from 2008 to 2010", "2008-2010");
    says("census of 1 March 2019", "2019");
    says("2014-15", "2014-2015");
    says("2008/09", "2008");
    says("2010-2008", "2008 2010-2026"); /* a span that does not run is none: what was open stays so */
}

TEST(said_years_since)
{
    says("2008, 2012, every year since 2014", "2008 2012 2014-2026");
    says("since 2024 (quarterly)", "2024-2026");
    says("2023 -", "2023-2026");
    says("2023-present", "2023-2026");
    says("since 2010 until 2012", "2010-2012");
    says("Since 2020, and 2012", "2012 2020-2026");
    says("until 2012", "2012");
    says("since 2030", "");
}

TEST(said_years_in_steps)
{
    says("every two years since 2018", "2018 2020 2022 2024 2026");
    says("every 5 years since 2009", "2009 2014 2019 2024");
    says("2004 and every ten years since 2010", "2004 2010 2020");
    says("2010-2012 and every other year since 2020", "2010-2012 2020 2022 2024 2026");
    says("every second year, 2015-2018", "2015-2018"); /* another clause */
}

TEST(said_years_in_the_languages_of_the_region)
{
    says("setiap 2 tahun sejak 2020", "2020 2022 2024 2026");
    says("2010 sampai 2012 dan 2015", "2010-2012 2015");
    says("hằng năm từ năm 2023", "2023-2026");
    says("từ 2014 đến 2016", "2014-2016");
    says("ทุกปีตั้งแต่ปี 2566", "2023-2026"); /* of the Buddhist era */
    says("2557 ถึง 2559", "2014-2016");
}

TEST(said_years_of_other_texts)
{
    static const char *const none[] = {"", "every quarter", "12 months", "total", "99999", "12014", "0000", "-",
                                       "since", "to", "...", "1899", "20 14"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        says(none[i], "");
    struct said_years y;
    CHECK_INT(said_years(&y, (struct str){"\xff\xfe\x80 2014\0 2015", 15}, 2026), 2);
    CHECK(!said_year(&y, 0) && !said_year(&y, 3000));
}
