/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/profile.h"
#include "report/subject.h"
#include "report/topic.h"

#include "report/sample.h"
#include "test.h"

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status\n"
#define NCTE(sex, code, year, value)                                                                                  \
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," value ",\n"
#define ECO(code, group, value)                                                                                       \
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_" code ",CCT_CIT_" group ",2014," value ",\n"
#define AGE(sex, code, value)                                                                                         \
    "THA,BA:741,MST_XWAP_SEX_AGE_CCT_NB,SEX_" sex ",AGE_AGGREGATE_" code ",CCT_CIT_NONCIT,2014," value ",\n"
#define PAY(group, year, value) "THA,BA:741,MST_EARA_SEX_CCT_NB,SEX_T,CCT_CIT_" group ",," year "," value ",\n"

static const char rows[] =
    HEAD NCTE("T", "TOTAL", "2013", "100") NCTE("T", "TOTAL", "2014", "200") NCTE("F", "TOTAL", "2014", "80")
        NCTE("T", "MMR", "2014", "150") NCTE("T", "KHM", "2014", "30") NCTE("T", "X", "2014", "20")
    "THA,BA:741,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2014,300,\n"
    "THA,BA:741,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_LAO,,2014,7,\n"
    ECO("TOTAL", "NONCIT", "50") ECO("AGR", "NONCIT", "10") ECO("CON", "NONCIT", "40")
        ECO("TOTAL", "CITIZEN", "1000") ECO("AGR", "CITIZEN", "300")
    PAY("NONCIT", "2012", "9000") PAY("NONCIT", "2014", "10000.5") PAY("CITIZEN", "2014", "20001")
    "THA,FX:1,MFL_NEMP_SEX_OCU_NB,SEX_T,OCU_SKILL_TOTAL,,2012,5,\n"
    "THA,FX:1,MFL_NEMP_SEX_OCU_NB,SEX_T,OCU_SKILL_TOTAL,,2013,6,\n"
    "THA,FX:1,MFL_NEMP_SEX_ECO_NB,SEX_T,ECO_AGGREGATE_TOTAL,,2013,6,\n"
    "THA,FX:2,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,,2013,12,\n"
    "THA,FX:2,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,,2014,13,\n"
    "MMR,FX:3,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,,2014,44,\n"
    "KHM,FX:4,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,,2013,55,\n";

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;

static void begin(const char *text)
{
    arena_init(&arena, 16 << 20);
    sample = sample_new(str_of(text));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena};
}

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
}

static int make(struct chart *c, const char *topic, const char *first, const char *second, struct err *err)
{
    struct chart_ask ask = {.part = {str_of(first), str_of(second)}, .nparts = second ? 2 : 1, .kind = CHART_KINDS};
    return topic_make(c, &page, str_of(topic), &ask, err);
}

static struct str csv(const struct chart *c)
{
    out.len = 0;
    chart_csv(&out, c);
    return buf_view(&out);
}

static struct str best(const struct profile *p, enum profile_part part)
{
    return p->best[part] ? sample->ref->indicators[p->best[part]->indicator].code : STR("none");
}

TEST(profile_takes_the_newest_table_and_of_those_the_preferred)
{
    struct profile p;
    begin(rows);
    profile_make(&p, sample->cube, ref_area_find(sample->ref, STR("THA")));
    CHECK_STR(best(&p, PART_STOCK), "MST_NCTP_SEX_CCT_NB"); /* both of 2014: mirror.csv has it first */
    CHECK_STR(best(&p, PART_ACTIVITIES), "MST_TEMP_SEX_ECO_CCT_NB");
    CHECK_STR(best(&p, PART_EARNINGS), "MST_EARA_SEX_CCT_NB");
    CHECK_STR(best(&p, PART_OUTFLOW), "MNA_OEMP_SEX_CDS_NB"); /* totals alone */
    CHECK_STR(best(&p, PART_ABROAD), "none");
    CHECK_STR(best(&p, PART_LEAVERS), "none");
    for (int i = 0; i < PROFILE_PARTS; i++)
        CHECK_INT(profile_part_find(str_of(profile_part_name((enum profile_part)i))), i);
    CHECK_INT(profile_part_find(STR("others")), -1);
    end();
}

TEST(topic_country_has_a_line_for_each_that_is_counted)
{
    struct chart c;
    struct err err;
    begin(rows);
    CHECK_INT(make(&c, "country", "THA", "stock", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\n"
                       "Non-citizen working-age population,2013,,\nNon-citizen working-age population,2014,300,\n"
                       "Employed non-citizens,2013,100,\nEmployed non-citizens,2014,200,\n");
    /* two tables of one measure are one line, the longer */
    CHECK_INT(make(&c, "country", "THA", "inflow", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nInflow of employed non-citizens,2012,5,\n"
                       "Inflow of employed non-citizens,2013,6,\n");
    CHECK_INT(make(&c, "country", "THA", "outflow", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nOutflow of nationals for employment,2013,12,\n"
                       "Outflow of nationals for employment,2014,13,\n");
    end();
}

TEST(topic_country_puts_migrants_beside_nationals)
{
    struct chart c;
    struct err err;
    begin(rows);
    CHECK_INT(make(&c, "country", "THA", "activities", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\n"
                       "Non-citizens,Construction,80,\nNon-citizens,Agriculture,20,\nCitizens,Agriculture,30,\n");
    CHECK(c.series[0].colour.as == COLOUR_MIGRANTS && c.series[1].colour.as == COLOUR_NATIONALS);
    CHECK_INT(make(&c, "country", "THA", "earnings", &err), 0);
    CHECK_INT(c.nseries, 2);
    for (uint32_t s = 0; s < 2; s++) /* whichever stands first has its own colour */
        CHECK_INT(c.series[s].colour.as, str_is(c.series[s].name, "Citizens") ? COLOUR_NATIONALS : COLOUR_MIGRANTS);
    end();
}

TEST(topic_country_shows_women_and_men_by_age_where_it_is_said)
{
    struct chart c;
    struct err err;
    begin(rows);
    CHECK_INT(make(&c, "country", "THA", "sex", &err), -ERR_NOTFOUND); /* NCTP, which counts here, has no sexes */
    end();
    begin(HEAD NCTE("F", "TOTAL", "2014", "80") NCTE("M", "TOTAL", "2014", "120") NCTE("T", "TOTAL", "2014", "200"));
    CHECK_INT(make(&c, "country", "THA", "sex", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\nFemale,2014,80,\nMale,2014,120,\n");
    end();
    begin(HEAD AGE("F", "Y15-24", "1") AGE("M", "Y15-24", "2") AGE("T", "Y15-24", "3") AGE("T", "Y25-54", "9"));
    CHECK_INT(make(&c, "country", "THA", "sex", &err), 0);
    CHECK_INT(c.kind, CHART_PYRAMID);
    CHECK_STR(c.subtitle, "Non-citizens; 2014");
    CHECK_INT(c.series[0].colour.as, COLOUR_WOMEN);
    end();
}

TEST(topic_country_shows_what_others_say)
{
    struct chart c;
    struct err err;
    begin(rows);
    CHECK_INT(make(&c, "country", "THA", "others", &err), 0);
    CHECK_STR(csv(&c), "series,category,value,status\n"
                       "Cambodia,2013,55,\nCambodia,2014,,\nMyanmar,2013,,\nMyanmar,2014,44,\n");
    CHECK_INT(make(&c, "country", "JPN", "others", &err), -ERR_NOTFOUND);
    end();
}

TEST(topic_country_says_what_is_not_there)
{
    struct chart c;
    struct err err;
    struct chart_ask ask = {.part = {STR("THA"), STR("stock")}, .nparts = 2, .kind = CHART_MAP};
    begin(rows);
    CHECK_INT(make(&c, "country", "XXX", "stock", &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "country", "THA", "nothing", &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "country", "THA", NULL, &err), -ERR_NOTFOUND);
    for (int i = 0; i < PROFILE_PARTS; i++)
        CHECK_INT(make(&c, "country", "VNM", profile_part_name((enum profile_part)i), &err), -ERR_NOTFOUND);
    CHECK_INT(topic_make(&c, &page, STR("country"), &ask, &err), -ERR_USAGE);
    CHECK_INT(topic_make(&c, &page, STR("region"), &ask, &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "region", "earnings", NULL, &err), -ERR_NOTFOUND);
    CHECK_INT(make(&c, "region", "abroad", NULL, &err), -ERR_NOTFOUND);
    end();
}

TEST(topic_region_has_a_panel_for_each_country)
{
    struct chart c;
    struct err err;
    begin(HEAD NCTE("T", "TOTAL", "2014", "200")
          "MYS,XX:1,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2012,70,\n"
          "SGP,XX:1,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2013,5,\n"
          "IDN,XX:1,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,,2013,5,\n");
    CHECK_INT(make(&c, "region", "stock", NULL, &err), 0);
    CHECK_INT(c.kind, CHART_MULTIPLES);
    CHECK_INT(c.nseries, 3); /* Indonesia has no total */
    CHECK_STR(c.series[0].name, "Malaysia");
    CHECK_STR(c.subtitle, "Employed non-citizens; Non-citizen working-age population");
    end();
}

TEST(subjects_follow_from_what_tables_are)
{
    begin(rows);
    const struct ref *ref = sample->ref;
    static const struct {
        const char *indicator, *subjects;
    } known[] = {{"MST_TEMP_SEX_ECO_CCT_NB", "stock sex activity "},
                 {"MST_NCTE_SEX_CCT_NB", "stock countries sex "},
                 {"MST_TUNE_SEX_AGE_CBR_NB", "stock sex age unemployment "},
                 {"MST_EARB_SEX_CCT_NB", "stock sex earnings "},
                 {"MFL_NEMP_SEX_OCU_NB", "flow sex occupation "},
                 {"MNA_OEMP_SEX_EDU_NB", "abroad sex education "},
                 {"MST_TEMP_OCU_MIG_NB", "stock occupation "}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        out.len = 0;
        for (int k = 0; k < SUBJECTS; k++)
            if (subject_has(ref, k, ref_indicator_find(ref, str_of(known[i].indicator))))
                buf_fmt(&out, "%s ", subject_name(k));
        CHECK_STR(buf_view(&out), known[i].subjects);
    }
    CHECK_INT(subject_find(STR("activity")) >= 0, 1);
    CHECK_INT(subject_find(STR("activit")), -1);
    end();
}
