/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/corridor.h"
#include "report/topic.h"

#include "report/sample.h"
#include "test.h"

static const char rows[] =
    "ref_area,source,indicator,sex,classif1,time,obs_value\n"
    /* the destination counts, its newest figure; its own preferred table where both are of a year */
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,900\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2015,950\n"
    "THA,BA:741,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1200\n"
    "THA,BA:741,MST_NCTP_SEX_CCT_NB,SEX_T,CCT_CTZ_LAO,2014,8\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_LAO,2014,9\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_LAO,2016,5\n"
    "MMR,AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,2020,1400\n"
    /* where it says nothing, the origin does */
    "MMR,AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_MYS,2014,300\n"
    /* not between members, nothing, itself */
    "MMR,AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_JPN,2014,9999\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_VNM,2014,0\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_THA,2014,5\n";

static int make(struct chart *c, struct page *page, const char *a, const char *b, enum chart_kind kind)
{
    struct chart_ask ask = {.part = {str_of(a), str_of(b)}, .nparts = b ? 2 : 1, .kind = kind};
    struct err err;
    return topic_make(c, page, STR("corridors"), &ask, &err);
}

TEST(topic_corridors_shows_what_the_destination_says_else_the_origin)
{
    struct arena arena;
    struct sample *s = sample_new(str_of(rows));
    struct buf out = {0};
    struct chart c;
    arena_init(&arena, 16 << 20);
    struct page page = {.cube = s->cube, .text = text_find("en"), .out = &out, .arena = &arena};
    CHECK_INT(make(&c, &page, "stock", NULL, CHART_KINDS), 0);
    CHECK_INT(c.kind, CHART_SANKEY);
    chart_csv(&out, &c);
    CHECK_STR(buf_view(&out), "from,from_code,to,to_code,value\n"
                              "Myanmar,MMR,Thailand,THA,950\nMyanmar,MMR,Malaysia,MYS,300\n"
                              "Lao People's Democratic Republic,LAO,Thailand,THA,8\n");
    CHECK(c.links[0].colour.as == COLOUR_AREA && c.links[0].colour.area == c.links[1].colour.area);
    CHECK(c.note.len > 0 && c.source.len > 0);
    CHECK_INT(make(&c, &page, "stock", "2014", CHART_FLOW_MAP), 0);
    out.len = 0;
    chart_csv(&out, &c);
    CHECK_STR(buf_view(&out), "from,from_code,to,to_code,value\n"
                              "Myanmar,MMR,Thailand,THA,1200\nMyanmar,MMR,Malaysia,MYS,300\n"
                              "Lao People's Democratic Republic,LAO,Thailand,THA,8\n");
    CHECK_INT(make(&c, &page, "flow", NULL, CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, &page, "stock", "1999", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, &page, "stock", "2014Q1", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, &page, "stock", "", CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, &page, "return", NULL, CHART_KINDS), -ERR_NOTFOUND);
    CHECK_INT(make(&c, &page, "stock", NULL, CHART_BAR), -ERR_USAGE);
    buf_release(&out);
    sample_free(s);
    arena_release(&arena);
}

TEST(topic_corridor_says_what_is_not_there)
{
    struct arena arena;
    struct sample *s = sample_new(str_of(rows));
    struct chart c;
    struct err err;
    arena_init(&arena, 16 << 20);
    struct page page = {.cube = s->cube, .text = text_find("en"), .arena = &arena};
    static const char *const wrong[][3] = {{"MMR", "THA", "people"}, {"MMR", "MMR", "stock"}, {"MMR", "XXX", "stock"},
                                           {"", "THA", "stock"},     {"LAO", "VNM", "stock"}, {"MMR", "THA", "flow"}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct chart_ask ask = {.part = {str_of(wrong[i][0]), str_of(wrong[i][1]), str_of(wrong[i][2])},
                                .nparts = 3, .kind = CHART_KINDS};
        CHECK_INT(topic_make(&c, &page, STR("corridor"), &ask, &err), -ERR_NOTFOUND);
    }
    struct chart_ask ask = {.part = {STR("MMR"), STR("THA"), STR("stock")}, .nparts = 3, .kind = CHART_MAP};
    CHECK_INT(topic_make(&c, &page, STR("corridor"), &ask, &err), -ERR_USAGE);
    ask.kind = CHART_KINDS;
    CHECK_INT(topic_make(&c, &page, STR("corridor"), &ask, &err), 0);
    ask.nparts = 2;
    CHECK_INT(topic_make(&c, &page, STR("corridor"), &ask, &err), -ERR_NOTFOUND);
    sample_free(s);
    arena_release(&arena);
}
