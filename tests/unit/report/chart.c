/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/chart.h"

#include "report/sample.h"
#include "syntax/json_check.h"
#include "test.h"

#include <math.h>

#define HOSTILE "</title><script>alert(1)</script>\"'&\xFF"

static struct arena arena;
static struct chart two_lines(void)
{
    struct chart c;
    arena_init(&arena, 16 << 20);
    chart_init(&c, &arena, CHART_LINE);
    c.title = STR("Employed migrants");
    c.unit = STR("thousands of persons");
    c.decimals = 1;
    static const char *const years[] = {"2010", "2011", "2012", "2013"};
    static const double a[] = {10, 20, 30.5, 40}, b[] = {9, NAN, 100, 50};
    for (size_t i = 0; i < ARRAY_LEN(years); i++) {
        chart_point(&c, chart_series(&c, STR("Cambodia")), str_of(years[i]), a[i], i == 2 ? CHART_AFTER_BREAK : 0);
        chart_point(&c, chart_series(&c, STR("Myanmar")), str_of(years[i]), b[i], i == 3 ? CHART_ESTIMATED : 0);
    }
    return c;
}

static struct str said(struct buf *out, const struct chart *c)
{
    out->len = 0;
    chart_summary(out, text_find("en"), c);
    return buf_view(out);
}

TEST(chart_kinds_are_found_by_name)
{
    for (int k = 0; k < CHART_KINDS; k++)
        CHECK_INT(chart_kind_find(str_of(chart_kind_name((enum chart_kind)k))), k);
    CHECK_INT(chart_kind_find(STR("pie")), CHART_KINDS);
    CHECK_INT(chart_kind_find((struct str){0}), CHART_KINDS);
}

TEST(chart_is_one_document)
{
    struct chart c = two_lines();
    struct buf out = {0};
    struct json j;
    json_init(&j, &out);
    chart_write(&c, &j, text_find("en"));
    CHECK(strstr(out.p, "\"categories\":[\"2010\",\"2011\",\"2012\",\"2013\"],\"series\":[{\"name\":\"Cambodia\","
                        "\"points\":[[0,10],[1,20],[2,30.5,4,\"B\"],[3,40]]},"
                        "{\"name\":\"Myanmar\",\"points\":[[0,9],[1,null],[2,100],[3,50,1,\"E\"]]}]"));
    CHECK(json_is_valid(buf_view(&out)));
    buf_release(&out);
    arena_release(&arena);
}

TEST(chart_says_only_what_can_be_compared)
{
    struct chart c = two_lines();
    struct buf out = {0};
    CHECK_STR(said(&out, &c),
              "The largest of the newest figures is that of Myanmar: 50.0 in 2013. Myanmar rose from 9.0 in 2010 to "
              "50.0 in 2013. Cambodia rose from 30.5 in 2012 to 40.0 in 2013. Figures of Cambodia before 2012 cannot "
              "be compared with later ones. Figures are in thousands of persons.");
    c.nseries = 1;
    c.series[0].points[3].flags = CHART_AFTER_BREAK;
    CHECK_STR(said(&out, &c), "Cambodia: 40.0 in 2013. Figures of Cambodia before 2013 cannot be compared with later "
                              "ones. Figures are in thousands of persons.");
    for (uint32_t i = 0; i < 4; i++)
        c.series[0].points[i].value = (double)NAN;
    CHECK(chart_is_empty(&c));
    CHECK_STR(said(&out, &c), "There is no figure for this.");
    buf_release(&out);
    arena_release(&arena);
}

TEST(chart_says_what_is_largest)
{
    struct chart c;
    struct buf out = {0};
    arena_init(&arena, 16 << 20);
    chart_init(&c, &arena, CHART_STACKED);
    chart_point(&c, chart_series(&c, STR("Agriculture")), STR("2020"), 25, 0);
    chart_point(&c, chart_series(&c, STR("Services")), STR("2020"), 75, 0);
    CHECK_STR(said(&out, &c), "2020: 100 in all, of which the largest part is Services with 75 (75%).");
    c.kind = CHART_BAR;
    c.nseries = 1;
    chart_point(&c, &c.series[0], STR("2021"), 30, 0);
    CHECK_STR(said(&out, &c), "Agriculture: the largest is 2021 with 30, the smallest 2020 with 25.");
    chart_init(&c, &arena, CHART_SANKEY);
    chart_link(&c, &(struct chart_link){STR("A"), STR("B"), {0}, {0}, 3, {COLOUR_NEXT, 0}});
    chart_link(&c, &(struct chart_link){STR("C"), STR("B"), {0}, {0}, 7, {COLOUR_NEXT, 0}});
    CHECK_STR(said(&out, &c), "The largest of 2 corridors goes from C to B, with 7; together they are 10.");
    chart_init(&c, &arena, CHART_MAP);
    chart_area(&c, STR("THA"), STR("Thailand"), 5);
    chart_area(&c, STR("MYS"), STR("Malaysia"), (double)NAN);
    chart_area(&c, STR("BRN"), STR("Brunei"), 2);
    CHECK_STR(said(&out, &c), "2 areas have a figure: the largest is Thailand with 5, the smallest Brunei with 2.");
    static const char *const classes[] = {"some", "all"};
    chart_init(&c, &arena, CHART_HEAT);
    c.classes = classes;
    c.nclasses = 2;
    chart_point(&c, chart_series(&c, STR("THA")), STR("2020"), 1, 0);
    chart_point(&c, chart_series(&c, STR("THA")), STR("2021"), (double)NAN, 0);
    CHECK_STR(said(&out, &c), "1 of 2 cells have a figure. some: 0. all: 1.");
    buf_release(&out);
    arena_release(&arena);
}

TEST(chart_table_and_csv_have_the_same_figures)
{
    struct chart c = two_lines();
    struct buf out = {0};
    chart_table(&out, text_find("en"), &c);
    CHECK(strstr(out.p, "<caption>Employed migrants</caption>"));
    CHECK(strstr(out.p, "<th scope=\"col\" class=\"n\">Myanmar</th>"));
    CHECK(strstr(out.p, "<tr><th scope=\"row\">2012</th><td class=\"n\">30.5<span class=\"f\">B</span></td>"
                        "<td class=\"n\">100.0</td></tr>"));
    CHECK(strstr(out.p, "<tr><th scope=\"row\">2011</th><td class=\"n\">20.0</td><td class=\"n\">\xC2\xB7</td></tr>"));
    out.len = 0;
    chart_csv(&out, &c);
    CHECK_STR(buf_view(&out), "series,category,value,status\n"
                              "Cambodia,2010,10,\nCambodia,2011,20,\nCambodia,2012,30.5,B\nCambodia,2013,40,\n"
                              "Myanmar,2010,9,\nMyanmar,2011,,\nMyanmar,2012,100,\nMyanmar,2013,50,E\n");
    buf_release(&out);
    arena_release(&arena);
}

TEST(chart_escapes_names)
{
    struct chart c = two_lines();
    struct buf out = {0};
    struct json j;
    c.title = STR(HOSTILE);
    c.series[0].name = STR(HOSTILE);
    c.series[1].name = STR("=SUM(A1),\"x\"");
    chart_table(&out, text_find("en"), &c);
    CHECK(!strstr(out.p, "<script"));
    out.len = 0;
    json_init(&j, &out);
    chart_write(&c, &j, text_find("en"));
    CHECK(json_is_valid(buf_view(&out)));
    out.len = 0;
    chart_csv(&out, &c);
    CHECK(strstr(out.p, "\"'=SUM(A1),\"\"x\"\"\",2010,9,"));
    buf_release(&out);
    arena_release(&arena);
}

TEST(chart_colours_of_members_stand_in_order_of_code)
{
    struct sample *s = sample_new(STR("ref_area,source,indicator,sex,classif1,time,obs_value\n"
                                      "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2002,1.5\n"));
    struct chart_colour brunei = chart_colour_area(s->ref, ref_area_find(s->ref, STR("BRN")));
    CHECK_INT(brunei.as, COLOUR_AREA);
    CHECK_INT(brunei.area, 1);
    CHECK_INT(chart_colour_area(s->ref, ref_area_find(s->ref, STR("VNM"))).area, 10);
    CHECK_INT(chart_colour_area(s->ref, ref_area_find(s->ref, STR("JPN"))).as, COLOUR_NEXT);
    CHECK_INT(chart_colour_area(s->ref, 0).as, COLOUR_NEXT);
    sample_free(s);
}
