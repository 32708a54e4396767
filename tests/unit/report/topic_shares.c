/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/regional.h"
#include "report/topic.h"

#include "report/sample.h"
#include "test.h"

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status\n"
#define ECO(area, version, code, group, year, value) \
    area ",BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_" version "_" code ",CCT_CIT_" group "," year "," value ",\n"
#define NCTE(area, source, sex, year, value, status) \
    area "," source ",MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_TOTAL,," year "," value "," status "\n"

static const char rows[] = HEAD ECO("THA", "AGGREGATE", "TOTAL", "NONCIT", "2013", "40")
    ECO("THA", "AGGREGATE", "AGR", "NONCIT", "2013", "40") ECO("THA", "AGGREGATE", "TOTAL", "NONCIT", "2014", "50")
        ECO("THA", "AGGREGATE", "AGR", "NONCIT", "2014", "10") ECO("THA", "AGGREGATE", "CON", "NONCIT", "2014", "40")
            ECO("THA", "AGGREGATE", "TOTAL", "CITIZEN", "2014", "1000")
                ECO("THA", "AGGREGATE", "AGR", "CITIZEN", "2014", "300")
                    ECO("MYS", "AGGREGATE", "TOTAL", "NONCIT", "2012", "80")
                        ECO("MYS", "AGGREGATE", "AGR", "NONCIT", "2012", "20")
                            ECO("MYS", "AGGREGATE", "TOTAL", "CITIZEN", "2011", "80")
                                ECO("MYS", "AGGREGATE", "AGR", "CITIZEN", "2011", "20")
                                    ECO("KHM", "SECTOR", "TOTAL", "NONCIT", "2014", "9")
                                        ECO("KHM", "SECTOR", "AGR", "NONCIT", "2014", "3")
                                            ECO("SGP", "AGGREGATE", "AGR", "NONCIT", "2014",
                                                "3") /* of a whole that nobody has reported */
    ECO("JPN", "AGGREGATE", "TOTAL", "NONCIT", "2014", "9") ECO("JPN", "AGGREGATE", "AGR", "NONCIT", "2014", "3")
        NCTE("THA", "FB:6664", "T", "2012", "100", "") NCTE("THA", "FB:6664", "F", "2012", "40", "")
            NCTE("THA", "FB:6664", "T", "2013", "90", "") NCTE("THA", "FB:6664", "T", "2014", "200", "E")
                NCTE("THA", "FB:6664", "F", "2014", "50", "") NCTE("MYS", "XX:99006", "T", "2013", "10", "")
                    NCTE("MYS", "XX:99006", "F", "2013", "1", "") NCTE("MYS", "XX:99007", "T", "2014", "10", "")
                        NCTE("MYS", "XX:99007", "F", "2014", "2", "") NCTE("VNM", "XX:99010", "T", "2014", "0", "")
                            NCTE("VNM", "XX:99010", "F", "2014", "0", "");

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;

static void begin(void)
{
    arena_init(&arena, 16 << 20);
    sample = sample_new(str_of(rows));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena};
}

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
}

static int make(struct chart *c, const char *first, const char *second, enum chart_kind kind)
{
    struct chart_ask ask = {.part = {str_of(first), str_of(second)}, .nparts = second ? 2 : 1, .kind = kind};
    struct err err;
    return topic_make(c, &page, STR("region"), &ask, &err);
}

static struct str csv(const struct chart *c)
{
    out.len = 0;
    chart_csv(&out, c);
    return buf_view(&out);
}

TEST(topic_region_stacks_shares_of_the_newest_year)
{
    struct chart c;
    begin();
    /* another list of codes is not in it, and is spoken of; nor is who is no member, or has no whole */
    CHECK_INT(make(&c, "activities", NULL, CHART_KINDS), 0);
    CHECK_STR(csv(&c),
              "series,category,value,status\nAgriculture,\"Malaysia, 2012\",25,\nAgriculture,\"Thailand, 2014\",20,\n"
              "Construction,\"Thailand, 2014\",80,\n");
    CHECK_INT(c.kind, CHART_STACKED);
    CHECK(c.note.len > 0);
    /* nationals of the year of migrants, or none */
    CHECK_INT(make(&c, "activities", "nationals", CHART_STACKED), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nAgriculture,\"Thailand, 2014\",30,\n");
    CHECK_INT(make(&c, "activities", "outflow", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "activities", "nobody", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "education", NULL, CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "activities", NULL, CHART_LINE), -ERR_USAGE);
    end();
}

TEST(topic_region_has_the_share_of_women_over_the_years)
{
    struct chart c;
    struct regional_women *v;
    begin();
    CHECK_INT(make(&c, "women", "stock", CHART_KINDS), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nMalaysia,2012,,\nMalaysia,2013,10,\nMalaysia,2014,20,B\n"
                       "Thailand,2012,40,\nThailand,2013,,\nThailand,2014,25,E\n");
    CHECK_INT(c.kind, CHART_MULTIPLES);
    CHECK_INT(c.series[0].points[2].flags, CHART_AFTER_BREAK); /* another source */
    CHECK_INT(c.series[1].points[2].flags, CHART_ESTIMATED);
    CHECK(c.note.len > 0);
    CHECK_INT(regional_women(&v, &page, PART_STOCK), 2); /* nobody has no share */
    CHECK_INT(make(&c, "women", "outflow", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "women", "earnings", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "women", NULL, CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "women", "stock", CHART_LINE), -ERR_USAGE);
    for (int who = 0; who < REGIONAL_WHO; who++)
        CHECK_INT(regional_who_find(str_of(regional_who_name((enum regional_who)who))), who);
    end();
}
