/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/filling.h"

#include "analyse/described.h"
#include "base/buf.h"
#include "model/fixture.h"
#include "test.h"

#define LIST "MST_NCTE_SEX_CCT_NB"
#define PERMITS LIST " THA FB:6664 "
#define OF " | SEX_T CCT_CTZ_TOTAL 90; SEX_M CCT_CTZ_TOTAL 50; SEX_F CCT_CTZ_TOTAL 40; SEX_T CCT_CTZ_MMR 90; " \
           "SEX_M CCT_CTZ_MMR 50; SEX_F CCT_CTZ_MMR 40\n"

/* What is said of a table of Thailand that is asked for 2016 to 2018, and what it costs. */
static void says_at(int line, const char *tables, const char *sources, const char *indicator, const char *language,
                    int cost, const char *want)
{
    struct described d;
    struct fillings f;
    struct buf got = {0};
    described_make(&d, tables, sources);
    fillings_find(&f, &d.arena, fixture_ref(), fixture_area("THA"), d.cube, d.v, d.n, 2016, 2018, 2020);
    buf_puts(&got, "");
    filling_say(&got, text_find(language), language, &f, f.of[fixture_indicator(indicator)]);
    if (!str_is(buf_view(&got), want) || (int)filling_cost(&f, fixture_indicator(indicator)) != cost)
        test_fail(__FILE__, line, "\n  got  %u %s\n  want %d %s", filling_cost(&f, fixture_indicator(indicator)), got.p,
                  cost, want);
    buf_release(&got);
    described_release(&d);
}
#define says(...) says_at(__LINE__, __VA_ARGS__)

TEST(filling_says_which_source_could)
{
    static const char all[] = PERMITS "2016" OF PERMITS "2017" OF PERMITS "2018" OF;
    says(all, "", LIST, "en", EFFORTS, "");
    says(PERMITS "2016" OF PERMITS "2018 | SEX_T CCT_CTZ_TOTAL 9\n", "THA FB:6664 | name=Work permits\n", LIST, "en",
         EFFORT_COMPLETE,
         "Work permits (FB:6664) has sent a part of this table for 2018; the rest may be in the same files.");
    says(all, "", "MFL_NEMP_SEX_OCU_NB", "en", EFFORT_TABULATE,
         "Administrative records of the Department of Employment, Ministry of Labour (FB:6664) has sent other tables "
         "for 2016, 2017, 2018; this one could be tabulated from it.");
    /* what came before the years that are asked counts too */
    says(PERMITS "2015" OF PERMITS "2018" OF, "THA FB:6664 | name=Work permits\n", LIST, "en", EFFORT_CONTINUE,
         "Work permits (FB:6664) has sent this table for other years; it could fill 2016, 2017 as well.");
    says("", "THA AA:1700 | years=2010, 2016\n", "MST_XWAP_SEX_AGE_CCT_NB", "en", EFFORT_PUBLISH,
         "Population Census (AA:1700) of 2016 could fill this table.");
    says("", "THA FB:6664 | name=Work permits\n", LIST, "en", EFFORT_REQUEST,
         "Work permits (FB:6664) could fill this table, if it covers 2016, 2017, 2018.");
}

TEST(filling_speaks_the_languages_of_the_region)
{
    says("", "THA AA:1700 | years=2016\n", "MST_XWAP_SEX_AGE_CBR_NB", "id", EFFORT_PUBLISH,
         "Population Census (AA:1700) tahun 2016 dapat mengisi tabel ini.");
    says("", "THA AA:1700 | years=2016\n", "MST_XWAP_SEX_AGE_CBR_NB", "th", EFFORT_PUBLISH,
         "Population Census (AA:1700) ปี 2016 อาจใช้กรอกตารางนี้ได้");
    says("", "THA AA:1700 | years=2016\n", "MST_XWAP_SEX_AGE_CBR_NB", "vi", EFFORT_PUBLISH,
         "Population Census (AA:1700) năm 2016 có thể dùng để điền bảng này.");
}

TEST(filling_says_nothing_where_none_is_known)
{
    struct described d;
    struct fillings f;
    struct buf out = {0};
    described_make(&d, "", "LAO EB:6658 | years=2010\n");
    fillings_find(&f, &d.arena, fixture_ref(), fixture_area("LAO"), NULL, d.v, d.n, 2016, 2018, 2020);
    uint16_t in = fixture_indicator("MNA_OPOP_SEX_CDS_NB");
    CHECK_INT(filling_cost(&f, in), EFFORT_COLLECT);
    filling_say(&out, text_find("en"), "en", &f, f.of[in]);
    CHECK_INT(out.len, 0);
    /* of a country that does not report nothing is asked */
    fillings_find(&f, &d.arena, fixture_ref(), fixture_area("FRA"), NULL, d.v, d.n, 2016, 2018, 2020);
    CHECK(!f.of[in]);
    buf_release(&out);
    described_release(&d);
}
