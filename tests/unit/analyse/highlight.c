/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/highlight.h"

#include "analyse/told.h"
#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

#define STOCK "MST_NCTE_SEX_CCT_NB THA FB:6664 "

static bool near(double got, double want) { return fabs(got - want) < 1e-9 * MAX(fabs(want), 1.0); }

static double value(const struct told *t, const char *id, const char *name)
{
    return told_reckoned(told_one(t, id), name)->value;
}

static int year(const struct told *t, const char *id, const char *name)
{
    return period_year(told_arg(told_one(t, id), name)->index);
}

static bool is_area(const struct told *t, const char *id, const char *name, const char *code)
{
    return told_arg(told_one(t, id), name)->index == fixture_area(code);
}

static bool is_code(const struct told *t, const char *id, const char *name, const char *code)
{
    return told_arg(told_one(t, id), name)->index == fixture_code(code);
}

static bool says(const char *lines, const char *id)
{
    struct told t;
    told_make(&t, lines);
    bool found = told_find(&t, id) != NULL;
    told_release(&t);
    return found;
}

/* -- all of them, by hand -------------------------------------------------------------------------------------- */

TEST(highlight_levels_and_trends)
{
    struct told t;
    told_make(&t, told_all);
    const struct highlight *h = told_one(&t, "stock_level.THA");
    CHECK_STR(str_of(h->key), "highlight.level");
    CHECK(near(told_reckoned(h, "number")->value, 1464.1) && reckoned_shown(told_reckoned(h, "number")) == 1460000);
    CHECK_STR(t.cube->sources[told_arg(h, "source")->index], "FB:6664");
    CHECK(h->indicator == fixture_indicator("MST_NCTE_SEX_CCT_NB") && h->area == fixture_area("THA"));
    /* 1000 * 1.1^4 = 1464.1 */
    CHECK(near(value(&t, "stock_rise.THA", "growth"), 10) && year(&t, "stock_rise.THA", "from") == 2010);
    CHECK(told_reckoned(told_one(&t, "stock_rise.THA"), "growth")->how == RECKONED_AVERAGE_GROWTH);
    CHECK(value(&t, "stock_record.THA", "count") == 5 && year(&t, "stock_record.THA", "first") == 2010);
    CHECK(year(&t, "outflow_rise.MMR", "from") == 2009 && !told_find(&t, "outflow_rise_year.MMR"));
    CHECK(near(value(&t, "inflow_rise_year.THA", "growth"), 50));
    CHECK(told_find(&t, "outflow_steady.LAO") && !told_find(&t, "outflow_rise.LAO"));
    CHECK(value(&t, "outflow_dip.KHM", "lowest") == 10 && value(&t, "outflow_dip.KHM", "before") == 100);
    CHECK(year(&t, "outflow_dip.KHM", "from") == 2010 && year(&t, "outflow_dip.KHM", "low") == 2012);
    CHECK(year(&t, "outflow_peak.KHM", "peak") == 2010 && value(&t, "outflow_peak.KHM", "highest") == 100);
    CHECK(value(&t, "returns_level.MMR", "number") == 30);
    CHECK(near(value(&t, "abroad_rise.KHM", "growth"), 100 * (sqrt(1.2) - 1)));
    CHECK(near(value(&t, "stock_employed.THA", "share"), 20) && near(value(&t, "stock_working_age.THA", "share"), 20));
    told_release(&t);
}

TEST(highlight_partners_and_corridors)
{
    struct told t;
    told_make(&t, told_all);
    CHECK(is_area(&t, "origin.THA", "partner", "MMR") && near(value(&t, "origin.THA", "share"), 90000 / 1464.1));
    CHECK(near(value(&t, "origins.THA", "share"), 130000 / 1464.1) &&
          told_arg(told_one(&t, "origins.THA"), "partners")->n == 3);
    CHECK(near(value(&t, "origins_within.THA", "share"), 130000 / 1464.1)); /* India is not of the region */
    CHECK(told_reckoned(told_one(&t, "origins_within.THA"), "share")->nobs == 4);
    CHECK(is_area(&t, "origin.MYS", "partner", "IDN"));
    CHECK(near(value(&t, "outflow_destination.KHM", "share"), 75) &&
          near(value(&t, "outflow_destinations.KHM", "share"), 97.5));
    CHECK(near(value(&t, "outflow_within.KHM", "share"), 87.5));
    CHECK(near(value(&t, "abroad_residence.MMR", "share"), 70) &&
          near(value(&t, "abroad_residences.MMR", "share"), 90));
    CHECK(near(value(&t, "abroad_within.MMR", "share"), 85));
    CHECK(near(value(&t, "inflow_origin.THA", "share"), 60));
    CHECK(value(&t, "corridor_sides.MMR.THA", "number") == 1400 && value(&t, "corridor_sides.MMR.THA", "other") == 900);
    CHECK(near(value(&t, "corridor_sides.THA.MMR", "ratio"), 1400.0 / 900));
    CHECK(told_find(&t, "corridor_sides_flow.MMR.THA") && told_find(&t, "corridor_sides_flow.THA.MMR"));
    CHECK(is_area(&t, "corridor_stock", "origin", "MMR") && is_area(&t, "corridor_stock", "destination", "THA"));
    CHECK(is_area(&t, "corridor_outflow", "origin", "MMR") && value(&t, "corridor_outflow", "number") == 70);
    told_release(&t);
}

TEST(highlight_of_the_region)
{
    struct told t;
    told_make(&t, told_all);
    CHECK(near(value(&t, "region_stock", "number"), 3964.1) && told_one(&t, "region_stock")->area == 0);
    CHECK(is_area(&t, "region_stock_rank", "country", "MYS") && is_area(&t, "region_stock_rank", "second", "THA"));
    CHECK(value(&t, "region_stock_rank", "count") == 3);
    CHECK(near(value(&t, "region_outflow", "number"), 175.01) && is_area(&t, "region_outflow_rank", "country", "MMR"));
    /* of all three 2009 can be compared: 90 + 30 + 5 */
    CHECK(year(&t, "region_outflow_change", "from") == 2009 && value(&t, "region_outflow_change", "before") == 125);
    CHECK(near(value(&t, "region_inflow", "number"), 390));
    CHECK(is_area(&t, "region_women_stock", "country", "SGP") && is_area(&t, "region_women_stock", "second", "MYS"));
    CHECK(is_area(&t, "region_women_outflow", "country", "KHM") &&
          near(value(&t, "region_women_outflow", "other"), 10));
    told_release(&t);
}

TEST(highlight_beside_nationals)
{
    struct told t;
    told_make(&t, told_all);
    CHECK(is_code(&t, "sector.THA", "what", "ECO_AGGREGATE_MAN") && near(value(&t, "sector.THA", "share"), 45));
    CHECK(near(value(&t, "sector.THA", "other"), 26.25));
    /* construction: 30 and 5 per cent */
    CHECK(is_code(&t, "sector_over.THA", "what", "ECO_AGGREGATE_CON") &&
          near(value(&t, "sector_over.THA", "other"), 5));
    CHECK(is_code(&t, "sector_reliance.THA", "what", "ECO_AGGREGATE_CON") &&
          near(value(&t, "sector_reliance.THA", "share"), 60));
    CHECK(near(value(&t, "sector_reliance.THA", "other"), 20));
    CHECK(is_code(&t, "skill.THA", "what", "OCU_SKILL_L1") && near(value(&t, "skill.THA", "other"), 16.25));
    CHECK(near(value(&t, "skill_high.THA", "share"), 15) && near(value(&t, "skill_high.THA", "other"), 27.5));
    CHECK(near(value(&t, "skill_reliance.THA", "share"), 48));
    CHECK(is_code(&t, "education.THA", "what", "EDU_AGGREGATE_BAS") &&
          near(value(&t, "education_advanced.THA", "share"), 25));
    CHECK(near(value(&t, "earnings_mean.THA", "share"), 75) && near(value(&t, "earnings_median.THA", "share"), 84));
    CHECK(near(value(&t, "unemployed.THA", "share"), 10) && near(value(&t, "unemployed.THA", "other"), 20));
    CHECK(near(value(&t, "sector_leavers.KHM", "share"), 75) && near(value(&t, "skill_leavers.KHM", "share"), 80));
    CHECK(near(value(&t, "education_leavers.KHM", "share"), 90) &&
          near(value(&t, "education_arrivals.THA", "share"), 70));
    CHECK(near(value(&t, "sector_arrivals.THA", "share"), 70) && near(value(&t, "skill_arrivals.THA", "share"), 90));
    told_release(&t);
}

TEST(highlight_women_and_men)
{
    struct told t;
    told_make(&t, told_all);
    CHECK(near(value(&t, "women_stock.THA", "share"), 40));
    CHECK(near(value(&t, "women_stock_rise.THA", "before"), 30) && year(&t, "women_stock_rise.THA", "from") == 2010);
    CHECK(near(value(&t, "women_outflow_rise.KHM", "before"), 20) && !told_find(&t, "women_outflow_fall.KHM"));
    CHECK(near(value(&t, "women_inflow.THA", "share"), 100.0 / 3) && near(value(&t, "women_abroad.MMR", "share"), 40));
    CHECK(near(value(&t, "women_beside.THA", "share"), 30) && near(value(&t, "women_beside.THA", "other"), 48.75));
    CHECK(is_area(&t, "women_destination.KHM", "partner", "MYS") &&
          near(value(&t, "women_destination.KHM", "share"), 90));
    CHECK(is_area(&t, "women_origin.THA", "partner", "KHM") && near(value(&t, "women_origin.THA", "share"), 60));
    CHECK(near(value(&t, "women_earnings.THA", "share"), 80));
    told_release(&t);
}

TEST(highlight_coverage_says_of_which_tables)
{
    struct told t;
    told_make(&t, told_all);
    const struct reckoned *r = told_reckoned(told_one(&t, "covered"), "share");
    CHECK(r->how == RECKONED_COVERAGE && r->percent);
    CHECK_STR(r->of, "share years=2014-2014 cover=partial,reported");
    CHECK_STR(told_reckoned(told_one(&t, "country_covered.KHM"), "number")->of,
              "countries=KHM years=2014-2014 cover=partial,reported");
    CHECK_STR(told_reckoned(told_one(&t, "module_least"), "other")->of,
              "share tables=12,13,14,15 years=2014-2014 cover=partial,reported");
    CHECK(value(&t, "country_covered.KHM", "possible") == 22);
    CHECK(near(value(&t, "country_covered.KHM", "share"), 100 * value(&t, "country_covered.KHM", "number") / 22));
    CHECK(is_area(&t, "most_covered", "country", "THA"));
    CHECK(told_arg(told_one(&t, "uncovered"), "countries")->n > 0 && told_find(&t, "country_uncovered.BRN"));
    told_release(&t);
}

/* -- what the data do not support --------------------------------------------------------------------------- */

TEST(highlight_no_trend_where_figures_cannot_be_compared)
{
#define THEN STOCK "2012 | SEX_T CCT_CTZ_TOTAL 1000\n"
    CHECK(says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    CHECK(!says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500 B\n", "stock_rise.THA"));
    CHECK(!says(THEN STOCK "2013 | SEX_T CCT_CTZ_TOTAL - B\n" STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n",
                "stock_rise.THA"));
    CHECK(!says(THEN "MST_NCTE_SEX_CCT_NB THA FX:1 2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    CHECK(!says(THEN "T36:3215 " STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    CHECK(says("T36:3215 " THEN "T36:3215 " STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    CHECK(!says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 4100\n", "stock_rise.THA")); /* more than twice a year */
    CHECK(!says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 240\n", "stock_fall.THA"));
    CHECK(!says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500 U\n", "stock_rise.THA"));
    CHECK(!says(STOCK "2012 | SEX_T CCT_CTZ_TOTAL 0\n" STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    /* too long ago */
    CHECK(!says(STOCK "2003 | SEX_T CCT_CTZ_TOTAL 1000\n" STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500\n", "stock_rise.THA"));
    CHECK(!says("MST_NCTE_SEX_CCT_NB THA FB:1 2012 | SEX_T CCT_CTZ_TOTAL 0.02\nMST_NCTE_SEX_CCT_NB THA FB:1 2014 |"
                " SEX_T CCT_CTZ_TOTAL 0.03\n", "stock_rise.THA"));
    CHECK(says(THEN STOCK "2014 | SEX_T CCT_CTZ_TOTAL 700\n", "stock_fall.THA"));
    CHECK(says(THEN STOCK "2013 | SEX_T CCT_CTZ_TOTAL 700\n", "stock_fall_year.THA"));
#undef THEN
}

TEST(highlight_no_figure_that_does_not_hold)
{
    static const char *const statuses[] = {"C", "U", "S", "F", "X", "N"};
    for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
        char lines[200];
        snprintf(lines, sizeof lines, STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500 %s\n" STOCK "2013 | SEX_T CCT_CTZ_KHM 1\n",
                 statuses[i]);
        if (says(lines, "stock_level.THA"))
            test_fail(__FILE__, __LINE__, "a figure of status %s is said", statuses[i]);
    }
    CHECK(says(STOCK "2014 | SEX_T CCT_CTZ_TOTAL 1500 P\n", "stock_level.THA"));
    struct told t;
    told_make(&t, "MST_NCTE_SEX_CCT_NB MYS XX:99006 2014 | SEX_T CCT_CTZ_TOTAL 1500\n");
    CHECK_STR(str_of(told_one(&t, "stock_level.MYS")->key), "highlight.level_plain"); /* nobody says which source */
    told_release(&t);
}

TEST(highlight_no_share_without_its_total)
{
#define PARTS STOCK "2014 | SEX_T CCT_CTZ_MMR 60 | SEX_T CCT_CTZ_KHM 20"
    CHECK(says(PARTS " | SEX_T CCT_CTZ_TOTAL 100\n", "origin.THA"));
    CHECK(!says(PARTS "\n", "origin.THA"));                                           /* no total was reported */
    /* of another source */
    CHECK(!says(PARTS "\nMST_NCTE_SEX_CCT_NB THA BA:1 2014 | SEX_T CCT_CTZ_TOTAL 100\n", "origin.THA"));
    CHECK(!says(PARTS "\n" STOCK "2013 | SEX_T CCT_CTZ_TOTAL 100\n", "origin.THA"));   /* of another year */
    /* one that is not listed may be larger */
    CHECK(!says(PARTS " | SEX_T CCT_CTZ_TOTAL 500\n", "origin.THA"));
    CHECK(!says(STOCK "2014 | SEX_T CCT_CTZ_MMR 0.06 | SEX_T CCT_CTZ_TOTAL 0.09\n", "origin.THA")); /* 90 persons */
    CHECK(!says(STOCK "2014 | SEX_T CCT_CTZ_MMR 60 | SEX_T CCT_CTZ_TOTAL 50\n", "origin.THA"));
#undef PARTS
}

TEST(highlight_no_rank_among_two)
{
#define TWO                                                                                            \
    "MNA_OEMP_SEX_CDS_NB KHM FX:1 2014 | SEX_T CDS_DES_TOTAL 80 | SEX_F CDS_DES_TOTAL 30\n"             \
    "MNA_OEMP_SEX_CDS_NB MMR FX:2 2014 | SEX_T CDS_DES_TOTAL 90 | SEX_F CDS_DES_TOTAL 60\n"
#define THIRD(year) "MNA_OEMP_SEX_CDS_NB LAO FX:3 " year " | SEX_T CDS_DES_TOTAL 10 | SEX_F CDS_DES_TOTAL 5\n"
    CHECK(says(TWO, "region_outflow") && !says(TWO, "region_outflow_rank") && !says(TWO, "region_women_outflow"));
    CHECK(says(TWO THIRD("2014"), "region_outflow_rank") && says(TWO THIRD("2014"), "region_women_outflow"));
    CHECK(!says(TWO THIRD("2013"), "region_outflow_rank")); /* of another year */
    /* of another measure */
    CHECK(!says(TWO "MNA_OPOP_SEX_CDS_NB LAO FX:3 2014 | SEX_T CDS_DES_TOTAL 10\n", "region_outflow_rank"));
#undef TWO
#undef THIRD
}

TEST(highlight_nothing_of_no_figures)
{
    struct told t;
    told_make(&t, STOCK "2014 | SEX_T CCT_CTZ_TOTAL - N\n");
    for (size_t i = 0; i < t.h.n; i++)
        CHECK(t.h.v[i].topic == HIGHLIGHT_COVERAGE);
    told_release(&t);
}

/* -- which are taken ------------------------------------------------------------------------------------------ */

TEST(highlight_order_and_pick)
{
    struct told t;
    const struct highlight *v[200];
    told_make(&t, told_all);
    for (size_t i = 1; i < t.h.n; i++) {
        const struct highlight *a = &t.h.v[i - 1], *b = &t.h.v[i];
        CHECK(a->topic < b->topic ||
              (a->topic == b->topic && (a->area < b->area || (a->area == b->area && a->weight >= b->weight))));
    }
    size_t n = highlights_pick(v, ARRAY_LEN(v), &t.h, HIGHLIGHT_OUTFLOW, fixture_area("KHM"));
    CHECK(n > 3);
    for (size_t i = 1; i < n; i++)
        CHECK(v[i]->topic == HIGHLIGHT_OUTFLOW && v[i]->area == fixture_area("KHM") &&
              v[i - 1]->weight >= v[i]->weight);
    CHECK(highlights_pick(v, 2, &t.h, -1, UINT16_MAX) == 2);
    n = highlights_pick(v, ARRAY_LEN(v), &t.h, HIGHLIGHT_CORRIDORS, UINT16_MAX);
    unsigned sides = 0;
    for (size_t i = 0; i < n; i++)
        sides += str_is(v[i]->id, "corridor_sides.MMR.THA") || str_is(v[i]->id, "corridor_sides.THA.MMR");
    CHECK(sides == 1); /* of both countries, said once */
    CHECK(highlights_pick(v, ARRAY_LEN(v), &t.h, HIGHLIGHT_STOCK, 0) == 2); /* of the region alone */
    /* the first eight speak of several topics and countries */
    bool topics[HIGHLIGHT_TOPICS] = {0};
    unsigned ntopics = 0;
    CHECK(highlights_pick(v, 8, &t.h, -1, UINT16_MAX) == 8);
    for (size_t i = 0; i < 8; i++) {
        ntopics += !topics[v[i]->topic];
        topics[v[i]->topic] = true;
    }
    CHECK(ntopics >= 5);
    told_release(&t);
}

TEST(highlight_ids_are_told_apart)
{
    struct told t;
    told_make(&t, told_all);
    for (size_t i = 0; i < t.h.n; i++)
        for (size_t j = i + 1; j < t.h.n; j++)
            CHECK(!str_eq(t.h.v[i].id, t.h.v[j].id));
    for (int topic = 0; topic < HIGHLIGHT_TOPICS; topic++)
        CHECK(highlight_topic_name((enum highlight_topic)topic)[0]);
    told_release(&t);
}
