/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The chapters of the report about the region, from a few rows: what they say, from which figures, and what they leave
 * out. */

#include "document/report.h"

#include "base/map.h"
#include "publish/gaps_write.h"
#include "report/sample.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source\n"
#define STOCK(area, sex, code, year, value, status) \
    area ",FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," value "," status ",T36:3215\n"
#define LEFT(area, sex, code, year, value) \
    area ",FX:3,MNA_OEMP_SEX_CDS_NB,SEX_" sex ",CDS_DES_" code ",," year "," value ",,\n"
#define ABROAD(area, sex, code, value) \
    area ",AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_" sex ",CRS_RES_" code ",,2014," value ",,\n"
#define ECO(area, sex, code, group, value) \
    area ",BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_" sex ",ECO_AGGREGATE_" code ",CCT_CIT_" group ",2014," value ",,\n"
#define OCU(area, code, value) area ",FX:3,MNA_OEMP_SEX_OCU_NB,SEX_T,OCU_SKILL_" code ",,2013," value ",,\n"
#define AGE(sex, code, value) \
    "THA,BA:741,MST_XWAP_SEX_AGE_CCT_NB,SEX_" sex ",AGE_AGGREGATE_" code ",CCT_CIT_NONCIT,2014," value ",,\n"

static const char rows[] = HEAD STOCK("THA", "T", "TOTAL", "2014", "200.5", "E")
    STOCK("THA", "F", "TOTAL", "2014", "80.2", "") STOCK("THA", "T", "MMR", "2014", "150", "")
        STOCK("THA", "T", "KHM", "2014", "30", "") STOCK("THA", "T", "NPL", "2014", "2", "")
            STOCK("THA", "T", "X", "2014", "18.5", "") STOCK("MYS", "T", "TOTAL", "2012", "100", "")
                STOCK("MYS", "T", "X", "2012", "40", "") STOCK("MYS", "T", "IDN", "2012", "60", "") ABROAD(
                    "MMR", "T", "TOTAL", "400") ABROAD("MMR", "T", "THA", "300") ABROAD("KHM", "T", "TOTAL", "90")
                    ABROAD("KHM", "T", "THA", "75") LEFT("PHL", "T", "TOTAL", "2015", "1000")
                        LEFT("PHL", "T", "SAU", "2015", "400") LEFT("PHL", "T", "SGP", "2015", "100")
                            ECO("THA", "T", "TOTAL", "NONCIT", "50") ECO("THA", "T", "AGR", "NONCIT", "10")
                                ECO("THA", "T", "CON", "NONCIT", "40") ECO("THA", "F", "CON", "NONCIT", "12")
                                    ECO("THA", "T", "TOTAL", "CITIZEN", "1000") ECO("THA", "T", "AGR", "CITIZEN", "300")
                                        ECO("MYS", "T", "TOTAL", "NONCIT", "80") ECO("MYS", "T", "AGR", "NONCIT", "20")
                                            OCU("PHL", "TOTAL", "1000") OCU("PHL", "L1", "600") AGE("F", "Y15-24", "5")
                                                AGE("M", "Y15-24", "6") AGE("T", "Y15-24", "11") AGE("F", "Y25-54", "7")
                                                    AGE("M", "Y25-54", "8") AGE("T", "Y25-54", "15");

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;
static struct document document;
static struct report report;
static struct drawing *drawing; /* takes a second: one for all tests of this file */

static void begin(const char *text)
{
    struct err err;
    arena_init(&arena, COVERAGE_CEILING);
    sample = sample_new(str_of(text));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena};
    report = (struct report){0};
    if (!drawing && drawing_new(&drawing, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    document_begin(&document, &page, drawing, &(struct document_head){.kind = DOCUMENT_REPORT, .title = STR("title")});
}

/* Coverage and gaps, as they are made for a report. */
static void analyse(void)
{
    static const struct rounds rounds;
    static struct coverage_view view;
    static struct gaps_made made;
    static struct page_analysis analysis;
    struct err err;
    if (coverage_view_make(&view, &arena,
                           &(struct coverage_of){.ref = sample->ref, .cube = sample->cube, .rounds = &rounds},
                           &(struct coverage_asked){0}, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    gaps_make(&made, &arena, &(struct gaps_from){.ref = sample->ref, .cube = sample->cube, .at = STR("2016-11-22")});
    analysis = (struct page_analysis){.coverage = &made.c, .from = &made.sources, .gaps = &made.g};
    page.analysis = &analysis;
    report.coverage = &view;
    report.gaps = &made.g;
    report.needs = gaps_needs(&report.nneeds, &arena, &made.c, &made.g, &made.sources);
}

static void end(void)
{
    document_release(&document);
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
    drawing_free(drawing);
    drawing = NULL;
}

static struct str body(void) { return buf_view(&document.body); }

static bool has(const char *piece)
{
    bool found = memmem(body().p, body().len, piece, strlen(piece)) != NULL;
    if (!found && getenv("SHOW"))
        printf("no %s in\n%.*s\n", piece, STR_FMT(body()));
    return found;
}

static struct str part_text(const char *id)
{
    for (size_t i = 0; i < document.nparts; i++)
        if (str_is(document.parts[i].id, id))
            return document.parts[i].text;
    return STR("no such part");
}

static bool says(const char *id, const char *piece)
{
    struct str s = part_text(id);
    bool found = memmem(s.p, s.len, piece, strlen(piece)) != NULL;
    if (!found)
        printf("%s: %.*s\n", id, STR_FMT(s));
    return found;
}

/* Every tag is closed in its place, every id is there once, no placeholder is left. */
static void check_form(struct str html)
{
    struct str stack[64];
    struct strset ids = {0};
    size_t depth = 0;
    const char *end = str_end(html);
    for (const char *p = html.p; p && (p = memchr(p, '<', (size_t)(end - p)));) {
        bool closing = p[1] == '/';
        struct str tag = {p + 1 + closing, strspn(p + 1 + closing, "abcdefghijklmnopqrstuvwxyz0123456789")};
        const char *close = memchr(p, '>', (size_t)(end - p)),
                   *id = close ? memmem(p, (size_t)(close - p), " id=\"", 5) : NULL;
        CHECK(tag.len && close);
        if (id) {
            uint32_t at;
            struct str name = {id + 5, strcspn(id + 5, "\"")};
            if (strset_find(&ids, &at, name))
                test_fail(__FILE__, __LINE__, "id %.*s twice", STR_FMT(name));
            strset_put(&ids, name);
        }
        if (closing) {
            if (!depth || !str_eq(stack[--depth], tag))
                test_fail(__FILE__, __LINE__, "at: %.80s", p);
        } else if (!str_is(tag, "img") && !str_is(tag, "br")) {
            CHECK(depth < ARRAY_LEN(stack));
            stack[depth++] = tag;
        }
        p = close;
    }
    CHECK_INT(depth, 0);
    CHECK(!html.len || !memchr(html.p, '{', html.len));
    strset_release(&ids);
}

/* Writes the chapter, and looks at whether it is one. */
static void write(int (*chapter)(struct document *d, const struct report *r, struct err *err))
{
    struct err err = {0};
    struct buf whole = {0};
    if (chapter(&document, &report, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    buf_str(&whole, body());
    buf_puts(&whole, document.in_section ? "</section>" : "");
    buf_puts(&whole, document.in_chapter ? "</section>" : "");
    check_form(buf_view(&whole));
    buf_release(&whole);
}

TEST(report_region_puts_the_newest_totals_side_by_side)
{
    begin(rows);
    write(report_region);
    CHECK(has("id=\"region.glance.table\""));
    CHECK(has("<data value=\"200.5\" data-how=\"figure\" "
              "data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL/2014\" data-scale=\"1000\">"
              "200,500</data>"));
    /* the status beside the year, and below what it means */
    CHECK(has("<td class=\"y\">2014 <sup>E</sup></td>"));
    CHECK(says("region.stock.table", "E: "));
    CHECK(says("region.stock.table", "Non-citizens (Malaysia, Thailand)"));
    CHECK(says("region.stock.table", "Thailand\t2014 E\t200,500\t40.0\tMyanmar\t74.8"));
    CHECK(says("region.stock.table", "Malaysia\t2012\t100,000\t\xE2\x80\x93\tIndonesia\t60.0"));
    CHECK(says("region.stock.table", "What is counted: Employed non-citizens."));
    CHECK(says("region.stock.silent", "Brunei Darussalam, Cambodia, Indonesia"));
    CHECK(says("region.outflow.table", "Philippines\t2015\t1,000,000\t\xE2\x80\x93\tSaudi Arabia\t40.0"));
    CHECK(has("id=\"region.stock.figure\""));
    CHECK(!has("id=\"region.inflow\"")); /* nobody says anything of it */
    end();
}

TEST(report_corridors_has_both_sides_and_why_they_differ)
{
    begin(rows);
    write(report_corridors);
    CHECK(says("corridors.stock.table", "Myanmar to Thailand\t2014\t300,000\t150,000\t0.50"));
    CHECK(says("corridors.stock.table", "Cambodia to Thailand\t2014\t75,000\t30,000\t0.40"));
    CHECK(has("data-how=\"ratio\" data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_KHM/2014 "
              "MNA_TPOP_SEX_CRS_NB/KHM.A..SEX_T.CRS_RES_THA/2014\""));
    CHECK(says("corridors.why.stock.MMR.THA", "Myanmar counts persons of all ages, Thailand employed persons."));
    CHECK(says("corridors.countries.table", "Thailand\tStock\tcountry of destination\t2\t180,000\t375,000\t0.70"));
    CHECK(has("data-how=\"listing\" data-of=\"mirror kind=stock destination=THA asymmetry=*\">2</data>"));
    CHECK(has("data-how=\"asymmetry\" data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014 "
              "MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA/2014 "));
    /* outside the region */
    CHECK(says("corridors.out.table", "Philippines\tSaudi Arabia\t2015\t400,000\t40.0"));
    CHECK(says("corridors.into.table", "Nepal\tThailand\t2014\t2,000\t1.0"));
    end();
}

TEST(report_corridors_have_what_others_say)
{
    static const char said[] = HEAD "KHM,AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,,2014,50.5,,\n";
    struct sample *other = sample_new(STR(said));
    struct collection collection = {.code = STR("TEST"), .vintage = STR("2019"),
                                    .attribution = STR("Nobody in particular"),
                                    .cube = other->cube};
    const struct collection *beside[] = {&collection};
    begin(rows);
    page.beside = beside;
    page.nbeside = 1;
    write(report_corridors);
    CHECK(says("corridors.stock.table", "Cambodia to Thailand\t2014\t75,000\t30,000\t0.40\t50,500"));
    CHECK(says("corridors.stock.table", "Myanmar to Thailand\t2014\t300,000\t150,000\t0.50\t\xE2\x80\x93"));
    CHECK(has("<data value=\"50.5\" data-how=\"figure\" "
              "data-of=\"TEST@2019/MNA_TPOP_SEX_CRS_NB/KHM.A..SEX_T.CRS_RES_THA/2014\" "
              "data-scale=\"1000\">50,500</data>"));
    end();
    sample_free(other);
}

TEST(report_sectors_puts_nationals_beside_migrants)
{
    begin(rows);
    write(report_sectors);
    CHECK(says("sectors.activities.migrants.table", "Agriculture\t25.0\t20.0"));
    CHECK(says("sectors.activities.migrants.table", "Construction\t\xE2\x80\x93\t80.0"));
    CHECK(says("sectors.activities.migrants.table", "Persons\t80,000\t50,000"));
    CHECK(says("sectors.activities.nationals.table", "Agriculture\t30.0"));
    CHECK(has("data-how=\"share\" data-of=\"MST_TEMP_SEX_ECO_CCT_NB/THA.A..SEX_T.ECO_AGGREGATE_AGR.CCT_CIT_NONCIT/2014 "
              "MST_TEMP_SEX_ECO_CCT_NB/THA.A..SEX_T.ECO_AGGREGATE_TOTAL.CCT_CIT_NONCIT/2014\""));
    CHECK(has("id=\"sectors.activities.migrants.figure\""));
    CHECK(!has("id=\"sectors.activities.nationals.figure\"")); /* one country makes no chart */
    end();
    begin(rows);
    write(report_skills);
    CHECK(says("skills.occupations.outflow.table", "Skill level 1 (low)\t60.0"));
    CHECK(!has("id=\"skills.education"));
    end();
}

TEST(report_sexes_has_shares_of_women)
{
    begin(rows);
    write(report_sexes);
    CHECK(says("sexes.shares.table", "Thailand\t40.0\t2014 E"));
    CHECK(has("data-how=\"share\" data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_F.CCT_CTZ_TOTAL/2014 "
              "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL/2014\""));
    CHECK(says("sexes.activities.migrants.women", "Construction\t30.0"));
    CHECK(has("id=\"sexes.ages.THA\""));
    end();
}

TEST(report_recommendations_follow_from_the_data)
{
    static const struct recommendation made[] = {
        {7, STR("R1"), STR("Agree <soon> & count"), STR("THA ILO"), STR(""), STR("")},
        {8, STR("R2"), STR("Meet"), STR(""), STR(""), STR("")}};
    begin(rows);
    analyse();
    report.recommendations = made;
    report.nrecommendations = ARRAY_LEN(made);
    write(report_recommendations);
    CHECK(says("recommendations.data.exchange",
               "Myanmar to Thailand, 2014: Myanmar reports 300,000 nationals living there, Thailand reports 150,000."));
    CHECK(says("recommendations.data.sexes", "Migrants in the country: Malaysia"));
    CHECK(says("recommendations.data.rest", "Malaysia, Employed non-citizens, 2012: 40.0 per cent"));
    CHECK(says("recommendations.data.oneside", "Indonesia to Malaysia, 2012: Malaysia reports 60,000"));
    CHECK(says("recommendations.data.item", "To: "));
    CHECK(!has("id=\"recommendations.data.criterion\"")); /* all count by citizenship */
    CHECK(!has("id=\"recommendations.data.year\""));      /* two countries are no region */
    CHECK(has("Agree &lt;soon&gt; &amp; count"));
    CHECK(says("recommendations.made.7", "To: Thailand, ILO"));
    CHECK(says("recommendations.made.8", "To: all member states"));
    for (size_t i = 0; i < document.nparts; i++)
        CHECK(document.parts[i].kind == PART_RECOMMENDATION || document.parts[i].kind == PART_PARAGRAPH);
    end();
}

TEST(report_summary_says_what_is_known_and_missing)
{
    struct highlights h = {0};
    begin(rows);
    analyse();
    highlights_make(&h, &arena, &(struct highlight_from){.cube = sample->cube, .coverage = &report.coverage->c});
    report.highlights = &h;
    write(report_summary);
    CHECK(has("<aside class=\"box\">"));
    CHECK(says("summary.known", "No total of nationals who leave in a year is reported by Brunei Darussalam"));
    CHECK(says("summary.known", "both countries report 2 of 3"));
    CHECK(has("data-how=\"coverage\""));
    size_t n = 0;
    for (size_t i = 0; i < document.nparts; i++)
        n += document.parts[i].kind == PART_PARAGRAPH;
    CHECK(n > 4 && n < 24); /* two pages */
    end();
}

TEST(report_leaves_out_what_no_figure_supports)
{
    static int (*const chapters[])(struct document * d, const struct report *r, struct err *err) = {
        report_summary, report_region, report_corridors,      report_sectors,
        report_skills,  report_sexes,  report_recommendations};
    begin(HEAD "JPN,BA:1,MST_EARA_SEX_CCT_NB,SEX_T,CCT_CIT_NONCIT,,2012,9,,\n");
    for (size_t i = 0; i < ARRAY_LEN(chapters); i++)
        write(chapters[i]);
    CHECK_INT(document.body.len, 0);
    CHECK_INT(document.nparts, 0);
    end();
}

/* Names and sources from the reference data are text, whatever they are. */
TEST(report_region_escapes_names)
{
    begin(rows);
    sample->ref->areas[ref_area_find(sample->ref, STR("THA"))].name = STR("<b>\"&'");
    sample->ref->region = STR("<i>\"");
    write(report_region);
    CHECK(!has("<b>\"") && !has("<i>"));
    CHECK(has("&lt;b&gt;"));
    end();
    begin(rows);
    sample->ref->areas[ref_area_find(sample->ref, STR("MMR"))].name = STR("</td><script>");
    analyse();
    write(report_corridors);
    write(report_recommendations);
    CHECK(!has("<script"));
    end();
}
