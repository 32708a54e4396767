/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands on the pages of selections and of figures; that they are whole is tested with all other pages
 * (page.c). */

#include "report/table_page.h"

#include "model/period.h"
#include "report/sample.h"
#include "test.h"

#define HEAD                                                                                                          \
    "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_classif,note_indicator,"          \
    "note_source\n"
#define NCTE(sex, code, year, rest) "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," rest "\n"

static const char rows[] =
    HEAD NCTE("T", "TOTAL", "2013", "1000.5,,,,") NCTE("T", "TOTAL", "2014", "1339.834,B,,,T36:3216")
        NCTE("T", "MMR", "2013", "0,,,,") NCTE("T", "MMR", "2014", "933.89,P,,,T36:3216_S13:Somchai 555-1234")
            NCTE("T", "KHM", "2014", ",C,,,") NCTE("F", "TOTAL", "2014", "500,,,,")
    "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2015,1400,,,,\n"
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_SECTOR_TOTAL,CCT_CIT_TOTAL,2015,38016,,,,\n"
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_TOTAL,CCT_CIT_TOTAL,2016,38000,,,,\n"
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_AGR,CCT_CIT_TOTAL,2016,12000,,,,\n";

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;

static void begin_with(struct str csv)
{
    arena_init(&arena, 64 << 20);
    sample = sample_new(csv);
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .arena = &arena, .path = STR("/x"),
                         .origin = STR("https://ilms.example.org")};
}

static void begin(void) { begin_with(str_of(rows)); }

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
    buf_release(&out);
}

static const struct cube_flow *flow_of(const char *table)
{
    return cube_flow_find(sample->cube, ref_indicator_find(sample->ref, str_of(table)));
}

static bool draw(const char *table, const char *rows_in, const char *cols, const char *name, const char *value)
{
    struct pivot_param params[] = {{STR("rows"), str_of(rows_in)}, {STR("cols"), str_of(cols)},
                                   {str_of(name), str_of(value)}};
    struct pivot_wrong wrong;
    struct pivot p;
    out.len = 0;
    pivot_init(&p, &arena, sample->cube, flow_of(table), 0);
    if (pivot_read(&p, &wrong, params, ARRAY_LEN(params)))
        return page_pivot(&page, &p);
    page_pivot_wrong(&page, &p, &wrong);
    return false;
}

static bool has(const char *text) { return strstr(out.p, text) != NULL; }

TEST(table_selection_marks_what_a_figure_is)
{
    begin();
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "cct", "time", "ref_area", "THA"));
    CHECK(has("<td class=\"brk\">1,339.834<a class=\"f\" href=\"#f-b\">b</a><a class=\"f\" href=\"#n-1\">1</a></td>"));
    CHECK(has("<td class=\"chg\">1,400.000</td>")); /* of another source */
    CHECK(has("<td>0.000</td>") && has(">0</dt><dd>zero, as it was reported"));
    CHECK(has("<td class=\"no\"><a class=\"f\" href=\"#f-c\">c</a></td>"));
    CHECK(has("<td></td>") && has("no figure for this item and year"));
    CHECK(has("id=\"f-c\"") && has("id=\"f-p\"") && has("id=\"n-1\"") && !has("Somchai"));
    CHECK(has("<a href=\"/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_MMR\">Myanmar</a>"));
    CHECK(has("data-figure=\"/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.{0}/{1}\""));
    CHECK(has("<tr data-k=\"CCT_CTZ_MMR\">") && has("<th scope=\"col\" data-k=\"2014\">"));
    /* said in the caption: what is neither row nor column */
    CHECK(has("Country: Thailand; Sex: Women and men</span></caption>"));
    end();
}

TEST(table_selection_groups_rows_and_columns)
{
    begin();
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "sex,cct", "ref_area,time", "time", "2014"));
    CHECK(has("<tbody data-k=\"SEX_F\">\n<tr class=\"group\"><th scope=\"rowgroup\">Women</th>"));
    CHECK(has("<th scope=\"colgroup\" colspan=\"1\"><span>Thailand</span></th>"));
    CHECK(has("<th scope=\"col\" data-k=\"THA 2014\">"));
    CHECK(has("data-figure=\"/figure/MST_NCTE_SEX_CCT_NB/{2}/{0}.{1}/{3}\""));
    CHECK(!has("<tr data-k=\"CCT_CTZ_MMR\"><th scope=\"row\"><a")); /* a row of several series leads to none */
    /* rows of two lists of one classification say of which they are */
    CHECK(draw("MST_TEMP_SEX_ECO_CCT_NB", "eco", "time", "codes", "yes"));
    CHECK(has("<tr class=\"version\"><th scope=\"rowgroup\">Broad sector") || has("<tr class=\"version\">"));
    CHECK(has("<small>ECO_AGGREGATE_AGR</small>"));
    end();
}

static unsigned count_of(const char *text)
{
    unsigned n = 0;
    for (const char *at = out.p; (at = strstr(at, text)) != NULL; at += strlen(text))
        n++;
    return n;
}

/* Eighty years of three sexes and nine countries, from `value` on, and a mark in the last. */
static void put_years(struct buf *csv, unsigned value)
{
    static const char *const codes[] = {"TOTAL", "MMR", "KHM", "LAO", "IDN", "MYS", "PHL", "VNM", "X"};
    csv->len = 0;
    buf_puts(csv, HEAD);
    for (unsigned year = 1940; year < 2020; year++)
        for (unsigned i = 0; i < 3 * ARRAY_LEN(codes); i++)
            buf_fmt(csv, "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_%c,CCT_CTZ_%s,,%u,%u,%s,,,\n", "TMF"[i % 3],
                    codes[i / 3], year, value + year, year == 2019 ? "P" : "");
}

/* Its parts are laid out each by itself, so they say what they are. */
TEST(table_selection_of_thousands_of_cells_is_in_parts)
{
    struct buf csv = {0};
    put_years(&csv, 1000000000);
    begin_with((struct str){csv.p, csv.len});
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "sex,cct", "time", "empty", "yes"));
    /* 1,000,002,019 and no room for its mark: its columns have to grow, so it is one table as all others */
    CHECK(has("<div class=\"frame end w13\"") && !has("role=\"row\""));
    end();
    put_years(&csv, 1000);
    begin_with((struct str){csv.p, csv.len});
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "sex,cct", "time", "empty", "yes"));
    CHECK(has("<div class=\"frame end w7 large r16\"")); /* 3,019 has five characters, the P two more */
    CHECK(has("<table class=\"grid pick pivot\" role=\"table\" data-figure="));
    CHECK(has("<thead role=\"rowgroup\"><tr role=\"row\">"));
    CHECK(has("<tbody role=\"rowgroup\" data-k=\"SEX_F\">\n"
              "<tr role=\"row\" class=\"group\"><th scope=\"rowgroup\">Women"));
    CHECK_INT(count_of("<tbody"), 3);
    CHECK_INT(count_of("<tr"), count_of("<tr role=\"row\""));
    CHECK_INT(count_of("<td>"), 3 * 9 * 80);
    /* rows that are in no groups are in parts as well; several lines of heads keep a table together */
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "time", "sex", "cct", "CCT_CTZ_TOTAL") && !has("large")); /* 240 cells */
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "time", "sex,cct", "empty", "yes") && has("frame end start w5\"") &&
          !has("role=\"row\""));
    CHECK(draw("MST_NCTE_SEX_CCT_NB", "sex,cct,time", "", "empty", "yes") && has("w7 large r96"));
    end();
    buf_release(&csv);
}

TEST(table_selection_that_is_wrong_says_what_would_be_right)
{
    begin();
    CHECK(!draw("MST_NCTE_SEX_CCT_NB", "cct", "time", "sex", "SEX_Q"));
    CHECK(has("<code>sex</code> names <code>SEX_Q</code>") && has("Its codes are: <code>") == false);
    CHECK(has("Its codes are: SEX_T, SEX_F."));
    CHECK(!draw("MST_NCTE_SEX_CCT_NB", "cct", "time", "sort", "1999"));
    CHECK(has("<code>sort</code> names <code>1999</code>"));
    CHECK(!draw("MST_NCTE_SEX_CCT_NB", "cct", "time", "<b>", "&\""));
    CHECK(has("<code>&lt;b&gt;</code>") && !has("<b>&"));
    CHECK(has("<details class=\"choose\" id=\"choose\"") && has(" open>"));
    end();
}

static bool draw_figure(const char *key, int year, const struct figure_past *past, size_t npast)
{
    const struct cube_flow *flow = flow_of("MST_NCTE_SEX_CCT_NB");
    struct figure_shown f = {.cube = sample->cube, .flow = flow, .past = past, .npast = npast,
                             .rest = STR("/rest/v2/x?a=b&c=d")};
    f.series = pivot_series(sample->cube, flow, ref_area_find(sample->ref, STR("THA")), str_of(key));
    CHECK(f.series != UINT32_MAX);
    f.period = year ? period_make(year, 0) : 0;
    out.len = 0;
    return page_figure(&page, &f);
}

TEST(table_figure_says_all_that_is_known_of_it)
{
    static const struct figure_past past[] = {
        {.release = STR("2014"), .date = STR("2014-12-18"), .value = 930, .status = 'E'},
        {.release = STR("2015"), .date = STR("2015-09-30"), .value = 933.89, .decimals = 2}};
    begin();
    CHECK(draw_figure("SEX_T.CCT_CTZ_MMR", 2014, past, ARRAY_LEN(past)));
    CHECK(has("<b>933.89</b> thousands of persons") && has("933,890 persons"));
    CHECK(has("Provisional") && has("/source/FB:6664") && has("As it is since release 2015 of 30 September 2015"));
    CHECK(has("930 in release 2014 of 18 December 2014"));
    CHECK(has("<dt>Who counts as a migrant</dt><dd>Registered aliens</dd>") && !has("Somchai"));
    CHECK(has("/corridor/MMR/THA") && has("Myanmar says nothing of that year."));
    CHECK(has("Thailand. International") || has("Thailand, 2014. "));
    CHECK(has("https://ilms.example.org/rest/v2/x?a=b&amp;c=d"));
    /* confidential, with a zero and without a figure */
    CHECK(draw_figure("SEX_T.CCT_CTZ_KHM", 2014, NULL, 0));
    CHECK(has("<b>Confidential</b>") || has("<b>Confidential"));
    CHECK(draw_figure("SEX_T.CCT_CTZ_MMR", 2013, NULL, 0));
    CHECK(has("<b>0</b>") && has("Reported without reservation"));
    CHECK(!draw_figure("SEX_T.CCT_CTZ_KHM", 2013, NULL, 0));
    CHECK(has("This series has no figure for 2013."));
    /* the series: the newest first, each leading to its figure */
    CHECK(draw_figure("SEX_T.CCT_CTZ_TOTAL", 0, NULL, 0));
    CHECK(strstr(out.p, "/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_TOTAL/2015") <
          strstr(out.p, "/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_TOTAL/2013"));
    CHECK(has("/source/BA:741") && has("<figure class=\"chart\""));
    end();
}
