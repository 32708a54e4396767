/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/coverage.h"

#include "report/sample.h"
#include "test.h"

#include <stdio.h>

#define HEAD "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
#define OUT "KHM,FX:14128,MNA_OEMP_SEX_CDS_NB,SEX_"
#define YEAR(y)                                                                                                        \
    OUT "T,CDS_DES_TOTAL," y ",3,\n" OUT "M,CDS_DES_TOTAL," y ",2,\n" OUT "F,CDS_DES_TOTAL," y ",1,\n"                \
    OUT "T,CDS_DES_THA," y ",3,\n" OUT "M,CDS_DES_THA," y ",2,\n" OUT "F,CDS_DES_THA," y ",1,\n"

static const char figures[] =
    HEAD YEAR("2013") OUT "T,CDS_DES_TOTAL,2014,3,\n" OUT "T,CDS_DES_MYS,2014,3,\n" OUT "T,CDS_DES_TOTAL,2012,,N\n"
    "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,9,\n";

struct drawn {
    struct sample *sample;
    struct arena arena;
    struct buf out;
    struct cover_ask asks[2];
    struct cover_waiver waiver;
    struct asked_round round;
    struct rounds rounds;
    struct cover_edition edition;
    struct cover_history history;
    struct coverage_view v;
    struct cover_growth growth;
};

static void draw(struct drawn *d, struct coverage_asked asked, bool rounds)
{
    struct err err;
    *d = (struct drawn){.sample = sample_new(str_of(figures))};
    const struct ref *ref = d->sample->ref;
    uint16_t khm = ref_area_find(ref, STR("KHM"));
    arena_init(&d->arena, COVERAGE_CEILING);
    d->asks[0] = (struct cover_ask){khm, ref_indicator_find(ref, STR("MNA_OEMP_SEX_CDS_NB")), 2012, 2014};
    d->asks[1] = (struct cover_ask){khm, ref_indicator_find(ref, STR("MNA_TPOP_SEX_CRS_NB")), 2012, 2014};
    d->waiver = (struct cover_waiver){khm, d->asks[1].indicator, 2012, 2014, STR("<b>no</b> \"register\" & such")};
    d->round = (struct asked_round){.id = 1, .name = STR("<script>2014"), .opened_at = STR("2014-07-01T00:00:00Z"),
                                    .deadline = STR("2014-07-31"), .closed_at = STR("2014-09-01T00:00:00Z"),
                                    .first_year = 2012, .last_year = 2014, .nasks = 2};
    if (rounds)
        d->rounds = (struct rounds){&d->round, 1, d->asks, 2, &d->waiver, 1};
    d->edition = (struct cover_edition){.name = STR("first & <last>"), .released_at = STR("2014-10-01T00:00:00Z")};
    d->history = (struct cover_history){&d->edition, 1};
    cover_edition_make(&d->edition, &d->arena, d->sample->cube, &d->rounds, ref);
    struct coverage_of of = {ref, d->sample->cube, &d->rounds, d->edition.name, d->edition.released_at};
    if (coverage_view_make(&d->v, &d->arena, &of, &asked, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    cover_growth_make(&d->growth, &d->arena, &d->history, &d->v);
    struct page pg = {.cube = d->sample->cube, .text = text_find("en"), .out = &d->out, .path = STR("/coverage"),
                      .arena = &d->arena};
    if (asked.area.len)
        page_coverage_country(&pg, &d->v, &d->growth);
    else
        page_coverage(&pg, &d->v, &d->growth);
}

static void drawn_release(struct drawn *d)
{
    sample_free(d->sample);
    buf_release(&d->out);
    arena_release(&d->arena);
}

static void has(int line, const struct drawn *d, const char *part, bool wanted)
{
    if ((strstr(d->out.p, part) != NULL) != wanted)
        test_fail(__FILE__, line, "%s in the page: %s", wanted ? "not" : "it is", part);
}
#define HAS(part) has(__LINE__, &d, part, true)
#define LACKS(part) has(__LINE__, &d, part, false)

TEST(page_coverage_of_the_region)
{
    struct drawn d;
    draw(&d, (struct coverage_asked){0}, true);
    HAS("3 of 2,197 possible question tables of 2005\xE2\x80\x93""2014 were collected (0.1\xC2\xA0%): "
        "1 whole, 2 in part. 2,194 are missing.");
    HAS("3 do not apply and are not counted.");
    HAS("20 questions no country has answered in these years");
    HAS("<td class=\"h2\"><a href=\"/coverage/KHM#q18\">2</a></td>");
    HAS("<td class=\"h1\"><a href=\"/coverage/THA#q8\">1<sup>p</sup></a></td>");
    HAS("<td class=\"h0\">0</td>");
    HAS("Employment by sex, age and place of birth or citizenship");
    HAS("&lt;script&gt;2014, 67\xC2\xA0%");
    HAS("first &amp; &lt;last&gt;, 1 October 2014");
    HAS("/analysis/coverage?by=country&amp;timefrom=2005&amp;timeto=2014&amp;format=.csv");
    LACKS("<script>2014");
    LACKS("style=");
    drawn_release(&d);
}

TEST(page_coverage_of_a_country)
{
    struct drawn d;
    draw(&d, (struct coverage_asked){.area = STR("KHM"), .first_year = 2011, .last_year = 2014}, true);
    /* whole and in part with the source, asked; what it has not and what does not apply; what was not asked */
    HAS("<td class=\"c-reported asked\">");
    HAS("<sub>a</sub></span><span class=\"hide\">whole, source a, asked for in a round</span></td>");
    HAS("<span class=\"hide\">in part, source a, asked for in a round</span></td>");
    HAS("<td class=\"c-unavailable asked\">");
    HAS("<td class=\"c-not_applicable asked\">");
    HAS("<td class=\"c-missing\">");
    HAS("<b>a</b> <a href=\"/source/FX:14128\">");
    HAS("&lt;b&gt;no&lt;/b&gt; \"register\" &amp; such");
    HAS("18 Outflow of nationals for employment by sex and country of destination: 2014</summary>");
    HAS("<td class=\"n\">2/2</td>");
    HAS("<td class=\"n c-missing\">0/2</td>");
    HAS("ref_area=KHM");
    LACKS("<b>no</b>");
    LACKS("style=");
    drawn_release(&d);
}

TEST(page_coverage_where_nothing_is_known_of_rounds)
{
    struct drawn d;
    draw(&d, (struct coverage_asked){.area = STR("KHM")}, false);
    HAS("What was asked is not known: this release says nothing of rounds of collection.");
    LACKS("asked for in a round");
    LACKS("<figure");
    drawn_release(&d);
    draw(&d, (struct coverage_asked){.generation = STR("first")}, false);
    HAS("one question of the questionnaire of 2014\xE2\x80\x93""2017");
    HAS("generation=first");
    drawn_release(&d);
}
