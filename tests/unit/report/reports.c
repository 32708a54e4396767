/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Pages of published reports, and the ways to them. */

#include "report/reports.h"

#include "report/releases.h"
#include "report/sample.h"
#include "report/whole.h"
#include "store/reports.h"
#include "test.h"

static const struct pub_report reports[] = {
    {.id = 7, .name = STR("b/c <2>"), .language = STR("en"), .title = STR("Old & <good>"),
     .release_name = STR("2024.1"), .since = STR("2026-03-01T00:00:00Z"),
     .withdrawn_at = STR("2026-04-02T00:00:00Z"), .reason = STR("<b>wrong</b>")},
    {.id = 1, .name = STR("2026"), .language = STR("en"), .title = STR("The <report>"), .release_name = STR("2024.1"),
     .since = STR("2026-02-01T00:00:00Z"), .withdrawn_at = STR(""), .reason = STR("")},
    {.id = 2, .name = STR("2026"), .language = STR("th"), .title = STR("\xE0\xB9\x84"), .release_name = STR("2024.1"),
     .since = STR("2026-02-01T00:00:00Z"), .withdrawn_at = STR(""), .reason = STR("")},
    {.id = 3, .name = STR("2025"), .language = STR("vi"), .title = STR("only vi"), .release_name = STR("2015"),
     .since = STR("2025-02-01T00:00:00Z"), .withdrawn_at = STR(""), .reason = STR("")},
};
static const struct pub_report_file files[] = {
    {1, {REPORT_FACT_SHEET, REPORT_PDF, STR("THA"), STR("en")}, STR("aa"), 50123},
    {1, {REPORT_WHOLE, REPORT_HTML, STR(""), STR("en")}, STR("bb"), 999},
    {1, {REPORT_WHOLE, REPORT_PDF, STR(""), STR("en")}, STR("cc"), 2345678},
    {2, {REPORT_FACT_SHEET, REPORT_DOCX, STR("THA"), STR("th")}, STR("dd"), 1},
    {2, {REPORT_WHOLE, REPORT_PDF, STR(""), STR("th")}, STR("ee"), 7},
    {3, {REPORT_BRIEFING, REPORT_PDF, STR(""), STR("vi")}, STR("ff"), 7},
    {3, {REPORT_FACT_SHEET, REPORT_HTML, STR("KHM"), STR("vi")}, STR("00"), 8},
    {7, {REPORT_FACT_SHEET, REPORT_PDF, STR("THA"), STR("en")}, STR("11"), 9},
};

struct made {
    struct buf out;
    struct arena arena;
    struct page page;
};

static struct page *make(struct made *m, const struct cube *cube, const char *language, bool some)
{
    arena_init(&m->arena, 32 << 20);
    m->out = (struct buf){0};
    m->page = (struct page){.cube = cube, .text = text_find(language), .out = &m->out, .path = STR("/x?<>"),
                            .here = STR("/x"), .arena = &m->arena};
    if (some) {
        m->page.reports = reports;
        m->page.nreports = ARRAY_LEN(reports);
        m->page.report_files = files;
        m->page.nreport_files = ARRAY_LEN(files);
    }
    return &m->page;
}

static bool has(const struct made *m, const char *text) { return m->out.p && strstr(m->out.p, text) != NULL; }

static void unmake(struct made *m)
{
    buf_release(&m->out);
    arena_release(&m->arena);
}

TEST(reports_are_listed_by_year)
{
    struct sample *s = sample_asean();
    struct made m;
    page_reports(make(&m, s->cube, "en", true));
    html_is_whole(&m.out);
    CHECK(strstr(m.out.p, "<h2>2026</h2>") < strstr(m.out.p, "<h2>2025</h2>"));
    CHECK(has(&m, "<h3 lang=\"en\"><a href=\"/reports/2026\">The &lt;report&gt;</a></h3>"));
    CHECK(has(&m, "<a href=\"/reports/2026/report.pdf\" hreflang=\"en\">PDF (2.3 MB)</a>"));
    CHECK(has(&m, "<a href=\"/reports/2026/report-th.pdf\" hreflang=\"th\">PDF (7 B)</a>"));
    CHECK(has(&m, "<a href=\"/country/THA\">Thailand</a></th><td lang=\"en\">English</td>"));
    CHECK(has(&m, "<a href=\"/reports/2026/fact-sheet-THA-th.docx\" hreflang=\"th\">"));
    CHECK(has(&m, "Briefing") && has(&m, "/reports/2025/briefing-vi.pdf"));
    /* what was withdrawn is told of, and leads nowhere */
    CHECK(has(&m, "<a href=\"/reports/b%2Fc%20%3C2%3E\">Old &amp; &lt;good&gt;</a>"));
    CHECK(has(&m, "was withdrawn on 2 April 2026: &lt;b&gt;wrong&lt;/b&gt;") && !has(&m, "%3E/fact-sheet"));
    unmake(&m);
    page_reports(make(&m, s->cube, "th", true));
    CHECK(has(&m, "<h3 lang=\"th\"><a href=\"/reports/2026\">\xE0\xB9\x84</a></h3>")); /* the page's language first */
    CHECK(strstr(m.out.p, "report-th.pdf") < strstr(m.out.p, "report.pdf"));
    unmake(&m);
    page_reports(make(&m, s->cube, "en", false));
    html_is_whole(&m.out);
    CHECK(has(&m, "No report is published yet."));
    unmake(&m);
    sample_free(s);
}

TEST(reports_have_a_page_each)
{
    struct sample *s = sample_asean();
    struct made m;
    CHECK(page_one_report(make(&m, s->cube, "en", true), STR("2025")));
    html_is_whole(&m.out);
    CHECK(has(&m, "<h1 lang=\"vi\">only vi</h1>") && !has(&m, "/reports/2026"));
    unmake(&m);
    CHECK(page_one_report(make(&m, s->cube, "en", true), STR("b/c <2>")));
    html_is_whole(&m.out);
    unmake(&m);
    CHECK(!page_one_report(make(&m, s->cube, "en", true), STR("2027")));
    CHECK(m.out.len == 0);
    unmake(&m);
    sample_free(s);
}

TEST(reports_are_led_to)
{
    static const struct news_release v[] = {
        {STR("2024.1"), STR("2026-01-15T10:00:00Z"), STR("aabbccddeeff0011"), 2430, STR(""), 0, NULL, 0}};
    struct sample *s = sample_asean();
    struct made m;
    page_home(make(&m, s->cube, "en", true));
    html_is_whole(&m.out);
    CHECK(has(&m, "Report: <a href=\"/reports/2026\">The &lt;report&gt;</a>")); /* the newest that stands */
    unmake(&m);
    page_country(make(&m, s->cube, "en", true), ref_area_find(s->cube->ref, STR("THA")));
    html_is_whole(&m.out);
    CHECK(has(&m, "<a href=\"/reports/2026/fact-sheet-THA.pdf\">Fact sheet of Thailand</a> (English, 50 kB)"));
    unmake(&m);
    page_country(make(&m, s->cube, "th", true), ref_area_find(s->cube->ref, STR("THA")));
    CHECK(has(&m, "/reports/2026/fact-sheet-THA-th.docx")); /* better another form than another language */
    unmake(&m);
    page_country(make(&m, s->cube, "en", true), ref_area_find(s->cube->ref, STR("KHM")));
    CHECK(has(&m, "/reports/2025/fact-sheet-KHM-vi.html")); /* better an older one than none */
    unmake(&m);
    page_country(make(&m, s->cube, "en", true), ref_area_find(s->cube->ref, STR("MYS")));
    CHECK(!has(&m, "fact-sheet"));
    unmake(&m);
    page_one_release(make(&m, s->cube, "en", true), &(struct news){v, 1}, 0);
    html_is_whole(&m.out);
    CHECK(has(&m, "Of it this report was made: <a href=\"/reports/2026\">") && !has(&m, "b%2Fc") && !has(&m, "/2025"));
    unmake(&m);
    sample_free(s);
}
