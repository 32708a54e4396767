/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the pages of the region and of its countries say; that they are whole pages is tests/unit/report/page.c's. */

#include "report/page.h"

#include "report/sample.h"
#include "test.h"

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status\n"
#define NCTE(area, sex, code, year, value)                                                                            \
    area ",FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," value ",\n"
#define ECO(code, group, value)                                                                                       \
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_" code ",CCT_CIT_" group ",2014," value ",\n"
#define PAY(group, year, value) "THA,BA:741,MST_EARA_SEX_CCT_NB,SEX_T,CCT_CIT_" group ",," year "," value ",\n"

static const char rows[] =
    HEAD NCTE("THA", "T", "TOTAL", "2013", "100.5") NCTE("THA", "T", "TOTAL", "2014", "200")
        NCTE("THA", "F", "TOTAL", "2013", "40.2") NCTE("THA", "T", "MMR", "2014", "150")
        NCTE("THA", "T", "X", "2014", "180") NCTE("MYS", "T", "TOTAL", "2013", "7.25")
        NCTE("SGP", "T", "TOTAL", "2011", "1000") NCTE("THA", "T", "TOTAL", "2012", "90")
        NCTE("MYS", "T", "TOTAL", "2012", "7")
    "SGP,XX:1,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2014,5000,\n"
    ECO("TOTAL", "NONCIT", "50") ECO("CON", "NONCIT", "40") ECO("TOTAL", "CITIZEN", "1000")
        ECO("CON", "CITIZEN", "100") PAY("NONCIT", "2013", "10000.5") PAY("CITIZEN", "2013", "20001")
        PAY("NONCIT", "2014", "11000");

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;

static void begin(const char *text)
{
    arena_init(&arena, 16 << 20);
    sample = sample_new(str_of(text));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena, .path = STR("/")};
}

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
}

static bool has(const char *text) { return strstr(out.p, text); }

TEST(page_country_tells_the_newest_figures)
{
    begin(rows);
    page_country(&page, ref_area_find(sample->ref, STR("THA")));
    CHECK(has("Thailand has answered 3 of 22 tables"));
    CHECK(has("<dt><a href=\"/table/MST_NCTE_SEX_CCT_NB/THA\">Employed non-citizens</a></dt>"
              "<dd>200,000 <span class=\"year\">2014</span>"));
    CHECK(has("<p>Employed non-citizens: 200,000 in 2014.</p>")); /* women are of 2013 */
    CHECK(has("Employed non-citizens, 2013: 40\xC2\xA0% were women."));
    /* others are no group */
    CHECK(has("The largest group comes from Myanmar: 150,000 in 2014. That is 75\xC2\xA0% of the total."));
    CHECK(has("Non-citizens, 2014: the largest part is Construction, with 80\xC2\xA0%. Citizens: 10\xC2\xA0% there."));
    CHECK(has("2013, in local currency a month: Citizens 20,001, Non-citizens 10,000.5 (50\xC2\xA0% of it)."));
    CHECK(has("<section id=\"returns\" class=\"none\">\n<h3>Coming back</h3>\n<p>No figure in this release.</p>"));
    CHECK(has("<a href=\"/gaps/THA\">") && has("Without a figure in this release: 19 of 22 tables"));
    CHECK(has("src=\"/chart/country/THA/origins.svg?frame=no\"") && !has("/chart/country/THA/returns"));
    end();
}

TEST(page_country_without_figures_says_so)
{
    begin(rows);
    page_country(&page, ref_area_find(sample->ref, STR("VNM")));
    CHECK(has("reported none of the 22 tables") && has("There are no figures, and so no sources."));
    CHECK(!has("<figure") && !has("class=\"told\""));
    end();
    begin(rows);
    page_country(&page, ref_area_find(sample->ref, STR("JPN")));
    CHECK(has("does not report to this collection") && !has("class=\"profile\""));
    CHECK(has("No other country says anything"));
    end();
}

TEST(page_home_adds_up_the_year_that_most_countries_have)
{
    begin(rows);
    page_home(&page);
    /* Thailand and Malaysia in 2013, and in 2012 as well; Thailand alone is newer, Singapore alone larger */
    CHECK(has("<dd>107,750 <span class=\"year\">2013</span></dd><dd class=\"small\">sum of 2 of 10 countries"));
    /* 40.2 of 100.5 */
    CHECK(has("<dd>40\xC2\xA0% <span class=\"year\">2013</span></dd><dd class=\"small\">in 1 of 10 countries"));
    CHECK(has("<a href=\"/corridor/MMR/THA\">Largest corridor</a></dt><dd>150,000 <span class=\"year\">2014</span>"));
    CHECK(has("3 of 22 tables") && has("In all, 6 of 220 tables"));
    CHECK(has("action=\"/search\"") && has("<label for=\"seek\">") && has("id=\"seek\"") && has("name=\"q\""));
    CHECK(out.len < 30000);
    end();
    begin(HEAD "THA,BA:741,MST_TUNE_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_NONCIT,2014,1,\n");
    page_home(&page);
    CHECK(!has("<figure") && !has("sum of"));
    end();
}

TEST(page_countries_has_a_line_for_each)
{
    begin(rows);
    page_countries(&page);
    CHECK(has("<a href=\"/table/MST_NCTE_SEX_CCT_NB/MYS\">7,250</a> <span class=\"year\">2013</span>"));
    CHECK(has("<tr class=\"none\"><th scope=\"row\"><a href=\"/country/VNM\">") && has("/tables?ref_area=THA\""));
    CHECK(has("/chart/region/stock.svg"));
    end();
}

TEST(page_tables_can_be_of_one_country_and_topic)
{
    begin(rows);
    page_tables_of(&page, ref_area_find(sample->ref, STR("THA")), tables_topic(STR("earnings")));
    CHECK(has("<h1>Tables: Earnings, Thailand</h1>"));
    CHECK(has("<a href=\"/table/MST_EARA_SEX_CCT_NB/THA\">") && !has("/table/MST_NCTE_SEX_CCT_NB"));
    CHECK(has("<tr class=\"none\"><th scope=\"row\"><a href=\"/table/MST_EARB_SEX_CCT_NB/THA\">"));
    CHECK(has("<option value=\"THA\" selected>") && has("<option value=\"earnings\" selected>"));
    CHECK(!has("id=\"MFL\"")); /* nothing of the topic there */
    CHECK_INT(tables_topic(STR("nothing")), -1);
    end();
}
