/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/topic.h"

#include "report/sample.h"
#include "test.h"

#include <math.h>

#define HEAD "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
#define THA(sex, code, year, value, status) \
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code "," year "," value "," status "\n"

static const char rows[] =
    HEAD THA("T", "TOTAL", "2010", "100", "") THA("T", "TOTAL", "2012", "150.5", "") THA("T", "MMR", "2010", "60", "")
        THA("T", "MMR", "2012", "90.25", "E") THA("T", "KHM", "2010", "30", "") THA("T", "KHM", "2012", "40", "B")
            THA("T", "JPN", "2010", "5000", "") THA("T", "X", "2012", "3", "") THA("F", "MMR", "2012", "44", "")
                THA("M", "MMR", "2012", "46.25", "")
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2012Q1,7,\n"
    "MYS,XX:99006,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2011,70,\n"
    "MYS,XX:99007,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2012,80,\n";

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;

static void begin(void)
{
    arena_init(&arena, 16 << 20);
    sample = sample_new(str_of(rows));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena,
                         .origin = STR("http://x")};
}

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
}

static int make(struct chart *c, enum chart_kind kind, const char *area, const char *key, struct err *err)
{
    struct chart_ask ask = {.part = {STR("MST_NCTE_SEX_CCT_NB"), str_of(area)}, .nparts = area ? 2 : 1, .kind = kind};
    if (key)
        ask.param[ask.nparams++] = (struct chart_param){STR("key"), str_of(key)};
    return topic_make(c, &page, STR("table"), &ask, err);
}

static struct str csv(const struct chart *c)
{
    out.len = 0;
    chart_csv(&out, c);
    return buf_view(&out);
}

TEST(topic_table_shows_parts_of_a_country_over_time)
{
    struct chart c;
    struct err err;
    begin();
    CHECK_INT(make(&c, CHART_LINE, "THA", NULL, &err), 0);
    /* with the newest year first, then the larger; the total and other frequencies are no lines, nor is the rest;
     * gaps stay */
    CHECK_STR(csv(&c), "series,category,value,status\n"
                       "Myanmar,2010,60,\nMyanmar,2011,,\nMyanmar,2012,90.25,E\n"
                       "Cambodia,2010,30,\nCambodia,2011,,\nCambodia,2012,40,B\n"
                       "Japan,2010,5000,\nJapan,2011,,\nJapan,2012,,\n");
    CHECK_INT(c.series[0].points[2].flags, CHART_ESTIMATED);
    CHECK_INT(c.series[1].points[2].flags, CHART_AFTER_BREAK);
    CHECK_INT(c.series[0].colour.as, COLOUR_AREA);
    CHECK_INT(c.series[2].colour.as, COLOUR_NEXT);
    CHECK_INT(make(&c, CHART_BAR, "THA", NULL, &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\n"
                       "2012,Myanmar,90.25,E\n2012,Cambodia,40,B\n2012,Other countries,3,\n");
    CHECK_INT(make(&c, CHART_LINE, "THA", NULL, &err), 0);
    CHECK_STR(c.title, "Thailand: Employed non-citizens by sex and country of citizenship");
    CHECK_STR(c.address, "http://x/table/MST_NCTE_SEX_CCT_NB/THA");
    end();
}

TEST(topic_table_breaks_lines_where_the_source_changes)
{
    struct chart c;
    struct err err;
    begin();
    CHECK_INT(make(&c, CHART_LINE, NULL, NULL, &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nThailand,2010,100,\nThailand,2011,,\nThailand,2012,150.5,\n"
                       "Malaysia,2010,,\nMalaysia,2011,70,\nMalaysia,2012,80,\n");
    CHECK_INT(c.series[1].points[2].flags, CHART_AFTER_BREAK);
    CHECK(c.note.len > 0);
    end();
}

TEST(topic_table_takes_what_the_key_says)
{
    struct chart c;
    struct err err;
    begin();
    CHECK_INT(make(&c, CHART_BAR, "THA", "SEX_F", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\n2012,Myanmar,44,\n");
    CHECK_STR(c.subtitle, "Female; 2012");
    CHECK_INT(make(&c, CHART_LINE, NULL, "CCT_CTZ_MMR", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nThailand,2010,60,\nThailand,2011,,\nThailand,2012,90.25,E\n");
    CHECK_INT(make(&c, CHART_PYRAMID, "THA", NULL, &err), 0);
    CHECK_INT(c.nseries, 2);
    CHECK(c.series[0].colour.as == COLOUR_WOMEN && c.series[1].colour.as == COLOUR_MEN);
    CHECK_INT(make(&c, CHART_SANKEY, "THA", NULL, &err), 0);
    CHECK_INT(c.nlinks, 2);
    CHECK_STR(c.links[0].from, "Myanmar");
    CHECK_STR(c.links[0].to, "Thailand");
    CHECK_INT(make(&c, CHART_MAP, NULL, NULL, &err), 0);
    CHECK_INT(c.nareas, 10);
    end();
}

static int make_part(struct chart *c, const char *area, const char *name, const char *value, struct err *err)
{
    struct chart_ask ask = {.part = {STR("MST_NCTE_SEX_CCT_NB"), str_of(area)}, .nparts = area ? 2 : 1,
                            .kind = CHART_LINE};
    ask.param[ask.nparams++] = (struct chart_param){str_of(name), str_of(value)};
    return topic_make(c, &page, STR("table"), &ask, err);
}

TEST(topic_table_shows_a_part_of_it)
{
    struct chart c;
    struct err err;
    begin();
    CHECK_INT(make_part(&c, "THA", "codes", "CCT_CTZ_KHM+CCT_CTZ_TOTAL", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nTotal,2010,100,\nTotal,2011,,\nTotal,2012,150.5,\n"
                       "Cambodia,2010,30,\nCambodia,2011,,\nCambodia,2012,40,B\n");
    CHECK_INT(make_part(&c, NULL, "areas", "MYS", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nMalaysia,2011,70,\nMalaysia,2012,80,\n");
    CHECK_INT(make_part(&c, NULL, "timefrom", "2012", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nThailand,2012,150.5,\nMalaysia,2012,80,\n");
    CHECK_INT(make_part(&c, NULL, "timeto", "2010", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nThailand,2010,100,\n");
    CHECK_INT(make_part(&c, NULL, "timeto", "1990", &err), -ERR_NOTFOUND);
    CHECK_INT(make_part(&c, NULL, "timeto", "soon", &err), -ERR_USAGE);
    CHECK_INT(make_part(&c, NULL, "areas", "MYS++", &err), -ERR_USAGE);
    CHECK_INT(make_part(&c, "THA", "codes", "NONE", &err), -ERR_USAGE);
    end();
}

TEST(topic_says_what_is_not_there)
{
    struct chart c;
    struct err err;
    struct chart_ask ask = {.part = {STR("NO_SUCH")}, .nparts = 1, .kind = CHART_LINE};
    begin();
    CHECK_INT(topic_make(&c, &page, STR("table"), &ask, &err), -ERR_NOTFOUND);
    CHECK_INT(topic_make(&c, &page, STR("nothing"), &ask, &err), -ERR_NOTFOUND);
    CHECK_INT(topic_make(&c, &page, STR("table"), &(struct chart_ask){.kind = CHART_LINE}, &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, CHART_LINE, "XXX", NULL, &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, CHART_LINE, "LAO", NULL, &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, CHART_LINE, "THA", "SEX_F.NONSENSE", &err), -ERR_USAGE);
    CHECK_INT(make(&c, CHART_LINE, "THA", "ECO_ISIC4_A", &err), -ERR_USAGE);
    CHECK_INT(make(&c, CHART_SANKEY, NULL, NULL, &err), -ERR_USAGE);
    CHECK_INT(make(&c, CHART_PYRAMID, NULL, NULL, &err), -ERR_USAGE);
    ask.part[0] = STR("MST_NCTE_SEX_CCT_NB");
    ask.param[ask.nparams++] = (struct chart_param){STR("colour"), STR("red")};
    CHECK_INT(topic_make(&c, &page, STR("table"), &ask, &err), -ERR_USAGE);
    end();
}
