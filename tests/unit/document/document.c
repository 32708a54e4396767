/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/document_inner.h"

#include "../report/sample.h"
#include "test.h"

#include <expat.h>
#include <math.h>

#define HOSTILE "<img src=file:///etc/passwd>\"'&<script>"

static struct arena arena;
static struct sample *sample;
static struct page page;
static struct buf out;
static struct document d;

static void begin(enum document_kind kind, struct str origin)
{
    arena_init(&arena, 64 << 20);
    sample = sample_new(STR("ref_area,source,indicator,sex,classif1,time,obs_value\n"
                            "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2002,1.5\n"
                            "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2003,2.25\n"));
    out.len = 0;
    page = (struct page){.cube = sample->cube, .text = text_find("en"), .out = &out, .path = STR("/"), .here = STR("/"),
                         .arena = &arena, .origin = origin};
    document_begin(&d, &page, NULL, &(struct document_head){.kind = kind, .title = STR("Title " HOSTILE),
                                                            .publisher = STR("ILO"), .state = STR("Draft until then")});
}

static void end(void)
{
    document_release(&d);
    sample_free(sample);
    buf_release(&out);
    arena_release(&arena);
}

static bool has(const char *words) { return memmem(out.p, out.len, words, strlen(words)) != NULL; }

static void finish(void)
{
    struct err err;
    CHECK_INT(document_finish(&out, &d, &err), 0);
}

TEST(document_numbers_what_comes_and_tells_of_it_in_the_contents)
{
    begin(DOCUMENT_REPORT, STR(""));
    document_plain(&d, "summary", STR("In short"));
    document_chapter(&d, "region", STR("The region"));
    document_section(&d, "region.stock", STR("Stock"));
    document_section(&d, "region.flow", STR("Flow & more"));
    document_chapter(&d, "countries", STR("Countries"));
    document_section(&d, "countries.tha", STR("Thailand"));
    document_annex(&d, "annex", STR("Tables"));
    document_section(&d, "annex.one", STR("One"));
    document_annex(&d, "methods", STR("Methods"));
    finish();
    CHECK(has("<a href=\"#summary\"><span class=\"to\">In short</span></a>"));
    CHECK(has("<a href=\"#region.flow\"><span class=\"no\">1.2</span> <span class=\"to\">Flow &amp; more</span></a>"));
    CHECK(has("<section class=\"section\" id=\"countries.tha\">\n<h3><span class=\"no\">2.1</span> Thailand</h3>"));
    CHECK(has("<h3><span class=\"no\">A.1</span> One</h3>"));
    CHECK(has("<h2><span class=\"no\">B</span> Methods</h2>"));
    CHECK(has("<p class=\"state\">Draft until then</p>"));
    CHECK(has("Title &lt;img src=file:///etc/passwd&gt;"));
    CHECK(!has("<img"));
    CHECK(!has("<nav class=\"figures\""));
    CHECK(page.out == &out);
    end();
}

static void say_twice(const char *first)
{
    document_chapter(&d, "region", STR("The region"));
    document_paragraph(&d, first);
    html_text(page.out, STR("Earlier."));
    document_paragraph_end(&d);
    document_area(&d, ref_area_find(sample->ref, STR("THA")));
    document_paragraph(&d, "region.2");
    html(page.out, "So <b>much</b>\n  &amp; <br>more " );
    html_text(page.out, STR(HOSTILE));
    document_paragraph_end(&d);
    document_table(&d, "region.table", "narrow", STR("Caption"));
    html(page.out, "<tr><th scope=\"row\">a</th>");
    document_cell(&d, NULL);
    html(page.out, "</tr>");
    document_table_end(&d, STR("Note"));
}

TEST(document_parts_keep_their_hash_while_they_say_the_same)
{
    begin(DOCUMENT_REPORT, STR(""));
    say_twice("region.1");
    CHECK_INT(d.nparts, 3);
    CHECK_STR(d.parts[1].id, "region.2");
    CHECK_STR(d.parts[1].number, "2");
    CHECK_STR(d.parts[1].text, "So much &\nmore " HOSTILE);
    CHECK_STR(d.parts[1].chapter, "The region");
    CHECK_INT(d.parts[0].area, 0);
    CHECK_INT(d.parts[1].area, ref_area_find(sample->ref, STR("THA")));
    CHECK_STR(d.parts[2].number, "Table 1");
    CHECK_STR(d.parts[2].text, "Caption\na\t\xE2\x80\x93\nNote");
    struct sha256 paragraph = d.parts[1].hash, table = d.parts[2].hash;
    end();

    /* in another draft, after another paragraph and table */
    begin(DOCUMENT_REPORT, STR(""));
    document_chapter(&d, "first", STR("First"));
    document_table(&d, "first.table", NULL, STR("Other"));
    document_table_end(&d, STR(""));
    say_twice("region.new");
    CHECK(memcmp(&d.parts[2].hash, &paragraph, sizeof paragraph) == 0);
    CHECK_STR(d.parts[3].number, "Table 2");
    CHECK(memcmp(&d.parts[3].hash, &table, sizeof table) == 0);
    CHECK(memcmp(&d.parts[1].hash, &paragraph, sizeof paragraph) != 0);
    end();
}

TEST(document_numbers_of_rows_lead_to_their_page)
{
    static const struct {
        const char *of, *want;
    } rows[] = {{"mirror kind=stock", "<a class=\"figure\" href=\"/corridors\"><data value=\"3\" "},
                {"each:ref_area coverage gaps --years 2015-2024",
                 "<a class=\"figure\" href=\"/gaps\"><data value=\"3\" "},
                {"coverage --by question_table", "<a class=\"figure\" href=\"/coverage\"><data value=\"3\" "},
                {"each:SOURCE query SOURCE=BA:*",
                 "<data value=\"3\" data-how=\"listing\" data-of=\"each:SOURCE query "}};
    begin(DOCUMENT_REPORT, STR(""));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct reckoned r = reckoned_listing(3, str_of(rows[i].of));
        CHECK(str_starts(document_number_html(&d, &r), str_of(rows[i].want)));
    }
    end();
}

static struct reckoned first_figure(void)
{
    static const uint32_t obs[] = {0};
    return (struct reckoned){.how = RECKONED_FIGURE, .value = 1.5, .scale = 1000, .decimals = 0, .obs = obs, .nobs = 1};
}

TEST(document_numbers_say_what_they_were_made_of)
{
    begin(DOCUMENT_REPORT, STR("https://ilms.example.org"));
    document_chapter(&d, "region", STR("The region"));
    document_paragraph(&d, "region.1");
    struct reckoned r = first_figure();
    document_number(&d, &r);
    r = (struct reckoned){.how = RECKONED_SHARE, .value = 12.345, .scale = 1, .decimals = 1, .percent = true,
                          .obs = r.obs, .nobs = 1};
    document_number(&d, &r);
    html(page.out, "<a href=\"/rest/data\">x</a> <a href=\"#here\">y</a> <a lang=\"en\" href=\"/table/A\">z</a>");
    document_paragraph_end(&d);
    finish();
    CHECK(has("<a class=\"figure\" href=\"https://ilms.example.org/table/MST_NCTE_SEX_CCT_NB/THA\"><data value=\"1.5\" "
              "data-how=\"figure\" data-of=\"MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL/2002\" "
              "data-scale=\"1000\">1,500</data></a>"));
    CHECK(has(">12.3</data> per cent</a>"));
    CHECK(has("<a href=\"https://ilms.example.org/rest/data\">x</a> <a href=\"#here\">y</a> "
              "<a lang=\"en\" href=\"https://ilms.example.org/table/A\">z</a>"));
    end();
}

TEST(document_addresses_have_the_language_and_are_no_links_without_an_origin)
{
    struct buf b = {0};
    struct str was = STR("<a class=\"figure\" href=\"/table/A\">1</a> <a href=\"https://x.org/\">2</a> "
                         "<a href=\"/rest/x\">3</a>");
    addresses_complete(&b, was, STR("https://i.org"), STR("th"));
    CHECK_STR(buf_view(&b), "<a class=\"figure\" href=\"https://i.org/th/table/A\">1</a> "
                            "<a href=\"https://x.org/\">2</a> <a href=\"https://i.org/rest/x\">3</a>");
    b.len = 0;
    addresses_complete(&b, was, STR(""), STR("th"));
    CHECK_STR(buf_view(&b), "1 <a href=\"https://x.org/\">2</a> 3");
    b.len = 0;
    addresses_complete(&b, STR("<a href=\"/broken"), STR(""), STR("en"));
    addresses_complete(&b, STR("<a "), STR("https://i.org"), STR("en"));
    buf_release(&b);
}

static void plain(const char *html_text_, const char *want)
{
    struct buf b = {0};
    html_plain(&b, str_of(html_text_));
    CHECK_STR(b.p ? buf_view(&b) : STR(""), want);
    buf_release(&b);
}

TEST(document_text_of_html)
{
    plain("", "");
    plain("  a  <b>b</b>\n c ", "a b c");
    plain("<p>a</p><p>b</p>", "a\nb");
    plain("<tr><td>a</td><td>b</td></tr>", "a\tb");
    plain("<b class=\"no\">Table 3</b> x <span class=\"no\">7", "x 7");
    plain("&lt;p&gt; &amp;amp; &#39;&quot; &unknown; &", "<p> &amp; '\" &unknown; &");
    plain("<a", "<a");
    plain("a < b <", "a < b <");
}
