/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The chapters on countries, sources and gaps, the annexes and the fact sheet, from a few rows: what they say, from
 * which figures, and what they leave out. */

#include "document/report.h"

#include "publish/gaps_write.h"
#include "report/sample.h"
#include "report/whole.h"
#include "test.h"

#include <stdio.h>

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source\n"
#define STOCK(area, sex, code, year, value, status) \
    area ",FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," value "," status ",T36:3215\n"
#define LEFT(area, sex, code, year, value) \
    area ",FX:3,MNA_OEMP_SEX_CDS_NB,SEX_" sex ",CDS_DES_" code ",," year "," value ",,\n"
#define ABROAD(area, sex, code, value) \
    area ",AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_" sex ",CRS_RES_" code ",,2014," value ",,\n"
#define ECO(code, group, value) \
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_" code ",CCT_CIT_" group ",2014," value ",,\n"
#define PAY(group, value) "THA,BA:741,MST_EARA_SEX_CCT_NB,SEX_T,CCT_CIT_" group ",,2014," value ",,\n"
#define SKILL(code, value) \
    "THA,BA:741,MST_TEMP_SEX_OCU_CCT_NB,SEX_T,OCU_SKILL_" code ",CCT_CIT_NONCIT,2014," value ",,\n"
#define AGE(sex, code, value) \
    "THA,BA:741,MST_XWAP_SEX_AGE_CCT_NB,SEX_" sex ",AGE_AGGREGATE_" code ",CCT_CIT_NONCIT,2014," value ",,\n"
#define OCU(year, value) "PHL,FX:3,MNA_OEMP_SEX_OCU_NB,SEX_T,OCU_SKILL_TOTAL,," year "," value ",,\n"

static const char rows[] =
    HEAD STOCK("THA", "T", "TOTAL", "2013", "180", "") STOCK("THA", "T", "TOTAL", "2014", "200.5", "B")
        STOCK("THA", "F", "TOTAL", "2014", "80.2", "") STOCK("THA", "T", "MMR", "2014", "150", "")
        STOCK("THA", "T", "KHM", "2014", "30", "") STOCK("THA", "T", "X", "2014", "20.5", "")
    ABROAD("MMR", "T", "TOTAL", "400") ABROAD("MMR", "T", "THA", "300") ABROAD("MMR", "F", "THA", "170")
    LEFT("PHL", "T", "TOTAL", "2015", "1000") LEFT("PHL", "T", "SAU", "2015", "400") OCU("2012", "7") OCU("2013", "8")
    ECO("TOTAL", "NONCIT", "50") ECO("AGR", "NONCIT", "10") ECO("CON", "NONCIT", "40") ECO("TOTAL", "CITIZEN", "1000")
        ECO("AGR", "CITIZEN", "300") PAY("NONCIT", "9000") PAY("CITIZEN", "12000.5")
    SKILL("TOTAL", "50") SKILL("L1", "30") SKILL("L2", "20") AGE("F", "Y15-24", "5") AGE("M", "Y15-24", "6")
        AGE("F", "Y25-54", "7") AGE("M", "Y25-54", "8") AGE("T", "Y15-24", "11") AGE("T", "Y25-54", "15");

typedef int writer(struct document *d, const struct report *r, struct err *err);

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out, whole;
static struct document document;
static struct report report;
static struct drawing *drawing;

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

static void begin(const char *text, enum document_kind kind)
{
    struct err err;
    arena_init(&arena, COVERAGE_CEILING);
    sample = sample_new(str_of(text));
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena,
                         .origin = STR("https://ilms.example.org")};
    report = (struct report){0};
    if (drawing_new(&drawing, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    document_begin(&document, &page, drawing, &(struct document_head){.kind = kind, .title = STR("title")});
    analyse();
}

static void end(void)
{
    document_release(&document);
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
    buf_release(&whole);
    drawing_free(drawing);
}

static uint16_t area(const char *code) { return ref_area_find(sample->ref, str_of(code)); }

static void write(writer *chapter)
{
    struct err err = {0};
    if (chapter(&document, &report, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
}

/* The document is one, well-formed and with ids of its own. */
static void finish(void)
{
    struct err err;
    CHECK_INT(document_finish(&whole, &document, &err), 0);
    html_is_sound(&whole);
}

static bool has(const char *piece) { return memmem(document.body.p, document.body.len, piece, strlen(piece)) != NULL; }

/* The row of a table: from its head to its end. */
static struct str row(const char *id, const char *head)
{
    for (size_t i = 0; i < document.nparts; i++) {
        struct str s = document.parts[i].text;
        const char *at = str_is(document.parts[i].id, id) ? memmem(s.p, s.len, head, strlen(head)) : NULL;
        const char *stop = at ? memchr(at, '\n', (size_t)(str_end(s) - at)) : NULL;
        if (at)
            return (struct str){at, (size_t)((stop ? stop : str_end(s)) - at)};
    }
    return STR("no such row");
}

static struct str text_of(const char *id)
{
    for (size_t i = 0; i < document.nparts; i++)
        if (str_is(document.parts[i].id, id))
            return document.parts[i].text;
    return STR("no such part");
}

/* -- countries ------------------------------------------------------------------------------------------ */

TEST(report_countries_has_a_chapter_for_each)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_countries);
    CHECK_INT(document.chapter, 10);
    CHECK_STR(text_of("country.BRN.lead"),
              "The country has reported no figure to this collection. What other countries report of its people, and "
              "which of its sources could give figures, follows.");
    CHECK(has("id=\"country.BRN.missing\"") && !has("id=\"country.BRN.destination\"") &&
          !has("id=\"country.BRN.sources\""));
    CHECK(has("id=\"country.THA.destination\"") && !has("id=\"country.THA.origin\""));
    CHECK(has("id=\"country.MMR.origin\"") && !has("id=\"country.MMR.destination\""));
    for (size_t i = 0; i < document.nparts; i++) /* what is said of a country belongs to it */
        CHECK(document.parts[i].area != 0);
    finish();
    end();
}

TEST(report_countries_says_the_newest_totals)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_countries);
    CHECK_STR(row("country.THA.headline", "Employed non-citizens"),
              "Employed non-citizens\t2014 B\t200,500\t40.0\t"
              "Administrative records of the Department of Employment, Ministry of Labour");
    CHECK(has("<data value=\"40\" data-how=\"share\" data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_F.CCT_CTZ_TOTAL/2014 "
              "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL/2014\">40.0</data>"));
    CHECK_STR(row("country.PHL.headline", "Outflow"),
              "Outflow of nationals for employment\t2015\t1,000,000\t\xE2\x80\x93\t"
              "Other administrative records and related sources");
    /* five question tables: two years by citizenship, activity, earnings */
    CHECK(memmem(text_of("country.THA.lead").p, text_of("country.THA.lead").len,
                 "answered 6 of 220 question tables", 33));
    CHECK(has("data-how=\"coverage\" data-of=\"countries=THA years=2006-2015 cover=partial,reported\">6</data>"));
    end();
}

TEST(report_countries_puts_what_is_not_drawn_into_tables)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_countries);
    CHECK(has("id=\"country.THA.stock.figure\"") && has("id=\"country.THA.origins.figure\"") &&
          has("id=\"country.THA.activities.figure\""));
    /* two figures of one year are a table, and money stays as it is */
    CHECK_STR(row("country.THA.earnings.table", "Non-citizens"), "Non-citizens\t9,000");
    CHECK_STR(row("country.THA.earnings.table", "Citizens"), "Citizens\t12,000.5");
    /* totals alone are of no occupation */
    CHECK(!has("id=\"country.PHL.leavers.table\"") && !has("Occupations of those who leave"));
    end();
}

TEST(report_countries_shows_what_the_other_side_says)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_countries);
    CHECK_STR(row("country.THA.corridors.table", "Myanmar"), "Myanmar\t2014\t150,000\t300,000");
    CHECK_STR(row("country.MMR.corridors.table", "Thailand"), "Thailand\t2014\t300,000\t150,000");
    CHECK_STR(row("country.THA.corridors.table", "Cambodia"), "Cambodia\t2014\t30,000\t\xE2\x80\x93");
    /* of whom it says nothing */
    CHECK_STR(row("country.KHM.corridors.table", "Thailand"), "Thailand\t2014\t\xE2\x80\x93\t30,000");
    CHECK(has("data-of=\"MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA/2014\" data-scale=\"1000\">300,000</data>"));
    CHECK(!has("id=\"country.SGP.corridors\""));
    end();
}

TEST(report_countries_prints_statements_as_written)
{
    const struct statement said[] = {
        {STR("THA"), STATEMENT_COLLECTION,
         STR("<script>alert(1)</script> & \"so\"\nnext line\n \n\nA second & last.\n"), STR("2015"),
         STR("2015-08-01T00:00:00Z"), STR("someone")},
        {STR("THA"), STATEMENT_PLANS, STR(" \n\n"), STR("2015"), STR("2015-08-01T00:00:00Z"), STR("someone")}};
    begin(rows, DOCUMENT_REPORT);
    report.statements = said;
    report.nstatements = ARRAY_LEN(said);
    write(report_countries);
    CHECK_STR(text_of("statement.THA.collection.1"), "<script>alert(1)</script> & \"so\" next line");
    CHECK_STR(text_of("statement.THA.collection.2"), "A second & last.");
    CHECK_STR(text_of("statement.THA.collection.3"), "no such part");
    CHECK(has("Thailand, with the round 2015, 1 August 2015") && !has("someone") && !has("<script>") &&
          !has("statement.THA.plans"));
    finish();
    end();
}

/* -- sources, gaps, annexes ----------------------------------------------------------------------------- */

TEST(report_sources_lists_them_with_their_definitions)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_sources);
    CHECK(memmem(text_of("sources.lead").p, text_of("sources.lead").len, "4 sources of 3 countries", 24));
    CHECK_STR(row("sources.definitions.table", "Non-citizens"), "Non-citizens\t1\tThailand");
    CHECK_STR(row("sources.definitions.table", "It is not said"), "It is not said\t3\tMyanmar, Philippines, Thailand");
    CHECK_STR(row("sources.kinds.table", "Population census"), "Population census\t1\t1\t3");
    CHECK(has("<data value=\"4\" data-how=\"listing\" data-of=\"each:REF_AREA,SOURCE query\">4</data> sources of "));
    CHECK(has("<data value=\"3\" data-how=\"listing\" data-of=\"query SOURCE=AA:*\">3</data>"));
    CHECK(has("data-of=\"source quality figures!=0 criterion=definition definition=T36:3215\">1</data>"));
    CHECK(has("data-of=\"source quality figures!=0 criterion=definition definition=\">3</data>"));
    write(report_source_list);
    CHECK(has("id=\"source-list\"") && has("<code>FB:6664</code>"));
    finish();
    end();
}

TEST(report_gaps_counts_question_tables)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_gaps);
    CHECK(has("id=\"gaps.heat\""));
    CHECK_STR(row("gaps.countries", "Philippines"), "Philippines\t0\t0\t110\t0\t0\t40\t0\t3\t67\t0\t1.4");
    CHECK(!has("id=\"gaps.rounds\"")); /* of which nothing is known */
    CHECK(has("data-of=\"countries=PHL tables=16,17,18,19,20,21,22 years=2006-2015 cover=missing\">67</data>"));
    CHECK(has("data-of=\"each:ref_area coverage --by question_table --years 2006-2015 question=16 "
              "cover=reported,partial\">"));
    CHECK(has("data-how=\"listing\" data-of=\"coverage gaps --years 2006-2015 effort=request\">"));
    CHECK(has("data-how=\"listing\" data-of=\"sum:gaps coverage needs --years "));
    finish();
    end();
}

TEST(report_annex_has_totals_and_breakdowns_with_their_marks)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_annex);
    CHECK_STR(row("annex.MST_NCTE_SEX_CCT_NB.1", "Thailand"), "Thailand\t180.0\t200.5B");
    CHECK(has(">200.5</data><sup>B</sup></td>"));
    CHECK_STR(row("annex.MST_NCTE_SEX_CCT_NB.2", "Thailand"), "Thailand\t2014\t200.5B\t30.0\t150.0\t20.5");
    CHECK_STR(row("annex.MST_TEMP_SEX_ECO_CCT_NB.1", "Thailand"), "Thailand\t2014\t50\t10\t40"); /* migrants alone */
    finish();
    end();
}

TEST(report_methods_says_how_each_number_is_made)
{
    begin(rows, DOCUMENT_REPORT);
    write(report_methods);
    for (int i = 0; i < RECKONINGS; i++) {
        const char *key = arena_fmt(&arena, "report.methods.how.%s", reckoning_name((enum reckoning)i));
        CHECK(text_has(page.text, key));
        CHECK(text_has(page.text, arena_fmt(&arena, "report.methods.of.%s", reckoning_name((enum reckoning)i))));
    }
    CHECK(has("id=\"methods.migrant.lead\"") && has("release 2026 of 22 November 2026"));
    finish();
    end();
}

/* Without a figure there are chapters of countries and of methods, and no other. */
TEST(report_of_nothing_leaves_chapters_out)
{
    begin(HEAD, DOCUMENT_REPORT);
    write(report_sources);
    write(report_annex);
    write(report_source_list);
    CHECK_INT(document.body.len, 0);
    write(report_countries);
    CHECK_INT(document.figure, 0);
    finish();
    end();
}

/* -- fact sheets ---------------------------------------------------------------------------------------- */

TEST(fact_sheet_has_two_pages)
{
    struct err err;
    begin(rows, DOCUMENT_FACT_SHEET);
    CHECK_INT(fact_sheet_write(&document, &report, area("THA"), &err), 0);
    CHECK(has("<div class=\"sheet first\">") && has("<div class=\"sheet second\">") && has("<dl class=\"numbers\">"));
    CHECK(has("<dd class=\"big\"><a class=\"figure\"") && has(">201,000</data>") &&
          has("https://ilms.example.org/country/THA"));
    CHECK(has("of <a class=\"figure\""));
    finish();
    end();
}

TEST(fact_sheet_needs_figures)
{
    struct err err;
    begin(rows, DOCUMENT_FACT_SHEET);
    CHECK_INT(fact_sheet_write(&document, &report, area("BRN"), &err), -ERR_NOTFOUND);
    CHECK_STR(str_of(err.text), "BRN has no figures in this release, of which a fact sheet could be made.");
    end();
}
