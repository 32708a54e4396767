/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Of the region: countries across questions, and where what is missing is. */

#include "report/coverage_parts.h"

/* -- countries across questions --------------------------------------------------------------------- */

/* What is shown of an area and a question, in a word: how many years of those that were possible. */
static void heat_cell(struct page *pg, const struct coverage_view *v, uint32_t area, uint32_t question, bool linked)
{
    struct buf *out = pg->out;
    struct cover_sum sum = coverage_view_sum(v, area, question, 0, 0);
    uint32_t n = cover_count(&sum), possible = cover_possible(&sum);
    if (possible == 0) {
        html(out, "<td class=\"na\">");
        html(out, sum.n[COVER_NOT_APPLICABLE] ? "n/a" : "");
        html(out, "</td>");
        return;
    }
    buf_fmt(out, "<td class=\"h%u\">", share_class(cover_share(&sum)));
    if (linked && n) {
        html(out, "<a href=\"/coverage/");
        html_segment(out, v->of.ref->areas[v->c.areas[area]].code);
        buf_fmt(out, "#q%u\">", question_number(&v->c, question));
    }
    html_text(out, number(pg, n));
    if (n && sum.n[COVER_REPORTED] == 0)
        html(out, "<sup>p</sup>");
    html(out, linked && n ? "</a></td>" : "</td>");
}

static void heat_row(struct page *pg, const struct coverage_view *v, uint32_t area)
{
    struct buf *out = pg->out;
    bool all = area == UINT32_MAX;
    html(out, all ? "<tr class=\"t\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    if (all)
        say(pg, "table.all");
    else
        html_link(out, "/coverage/", v->of.ref->areas[v->c.areas[area]].code, v->of.ref->areas[v->c.areas[area]].name);
    html(out, "</th>");
    for (uint32_t q = 0; q < v->c.nquestions; q++)
        heat_cell(pg, v, area, q, !all);
    struct cover_sum sum = coverage_view_sum(v, area, UINT32_MAX, 0, 0);
    html(out, "<td class=\"n\">");
    html_text(out, share_words(pg, cover_share(&sum)));
    html(out, "</td></tr>\n");
}

static void heat_heads(struct page *pg, const struct coverage_view *v)
{
    struct buf *out = pg->out;
    html(out, "<thead><tr><th scope=\"col\" rowspan=\"2\">");
    say(pg, "table.country");
    html(out, "</th>");
    for (uint32_t q = 0, next; q < v->c.nquestions; q = next) {
        uint16_t module = v->c.questions[q].module;
        for (next = q; next < v->c.nquestions && v->c.questions[next].module == module;)
            next++;
        buf_fmt(out, "<th scope=\"colgroup\" colspan=\"%u\">", next - q);
        html_text(out, v->of.ref->modules[module].name);
        html(out, "</th>");
    }
    html(out, "<th scope=\"col\" rowspan=\"2\" class=\"n\">");
    say(pg, "coverage.share");
    html(out, "</th></tr>\n<tr>");
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        html(out, "<th scope=\"col\"><abbr title=\"");
        html_attr(out, question_words(pg, &v->c, q));
        buf_fmt(out, "\">%u</abbr></th>", question_number(&v->c, q));
    }
    html(out, "</tr></thead>\n<tbody>\n");
}

static void legend(struct page *pg)
{
    static const char *const classes[] = {"h0", "h1", "h2", "h3", "h4", "h5"};
    struct buf *out = pg->out;
    html(out, "<ul class=\"key shades\">");
    for (unsigned i = 0; i < ARRAY_LEN(classes); i++) {
        buf_fmt(out, "<li><span class=\"shade %s\"></span> ", classes[i]);
        say(pg, arena_fmt(pg->arena, "coverage.shade.%u", i));
        html(out, "</li>\n");
    }
    html(out, "<li><b>p</b> ");
    say(pg, "coverage.heat.part");
    html(out, "</li>\n<li><b>n/a</b> ");
    say(pg, "coverage.mark.not_applicable");
    html(out, "</li></ul>\n");
}

/* By name, as on other pages. */
static void rows_by_name(struct page *pg, const struct coverage_view *v)
{
    for (const uint16_t *a = members(pg); *a; a++) {
        uint32_t area = coverage_area(&v->c, *a);
        if (area != UINT32_MAX)
            heat_row(pg, v, area);
    }
}

static void heat(struct page *pg, const struct coverage_view *v)
{
    struct buf *out = pg->out;
    say_in(pg, "h2", NULL, "coverage.heat");
    html(out, "<p>");
    SAY(pg, "coverage.heat.lead", {"years", counted(pg, "coverage.count.years",
                                                    (uint64_t)(v->c.last_year - v->c.first_year + 1))});
    html(out, "</p>\n");
    legend(pg);
    html(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-heat\" tabindex=\"0\">\n"
              "<table class=\"heat\"><caption class=\"hide\" id=\"cap-heat\">");
    SAY(pg, "coverage.heat.caption", {"years", span_words(pg, v)});
    html(out, "</caption>\n");
    heat_heads(pg, v);
    rows_by_name(pg, v);
    heat_row(pg, v, UINT32_MAX);
    html(out, "</tbody>\n</table>\n</div>\n");
}

/* -- where what is missing is ------------------------------------------------------------------------- */

/* A bar of whole, in part and missing. */
static void bar(struct page *pg, const struct cover_sum *sum)
{
    double possible = cover_possible(sum), whole = sum->n[COVER_REPORTED], part = sum->n[COVER_PARTIAL];
    struct buf *out = pg->out;
    if (possible <= 0)
        return;
    html(out, "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
              "<rect class=\"all\" width=\"100\" height=\"10\"/>");
    buf_fmt(out, "<rect class=\"now\" width=\"%.2f\" height=\"10\"/>"
                 "<rect class=\"had\" width=\"%.2f\" height=\"10\"/></svg>",
            100 * (whole + part) / possible, 100 * whole / possible);
}

static void count_cell(struct page *pg, uint64_t n)
{
    html(pg->out, n ? "<td class=\"n\">" : "<td class=\"n zero\">");
    html_text(pg->out, number(pg, n));
    html(pg->out, "</td>");
}

static void question_row(struct page *pg, const struct coverage_view *v, uint32_t q)
{
    struct buf *out = pg->out;
    struct cover_sum sum = coverage_view_sum(v, UINT32_MAX, q, 0, 0);
    uint32_t countries = 0;
    for (uint32_t a = 0; a < v->c.nareas; a++) {
        struct cover_sum one = coverage_view_sum(v, a, q, 0, 0);
        countries += cover_count(&one) > 0;
    }
    html(out, cover_count(&sum) ? "<tr>" : "<tr class=\"none\">");
    buf_fmt(out, "<th scope=\"row\" id=\"q%u\"><span class=\"no\">%u</span> ", question_number(&v->c, q),
            question_number(&v->c, q));
    question_link(pg, v, q);
    html(out, "</th>");
    count_cell(pg, countries);
    count_cell(pg, cover_count(&sum));
    count_cell(pg, sum.n[COVER_MISSING]);
    html(out, "<td class=\"n\">");
    html_text(out, share_words(pg, cover_share(&sum)));
    html(out, "</td><td>");
    bar(pg, &sum);
    html(out, "</td></tr>\n");
}

static void questions(struct page *pg, const struct coverage_view *v)
{
    static const char *const keys[] = {"coverage.countries", "coverage.collected", "coverage.missing",
                                       "coverage.share"};
    struct buf *out = pg->out;
    html(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-questions\" tabindex=\"0\">\n"
              "<table class=\"list questions\"><caption id=\"cap-questions\"><span>");
    SAY(pg, "coverage.questions.caption", {"years", span_words(pg, v)});
    html(out, "</span></caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "coverage.question");
    html(out, "</th>");
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        html(out, "<th scope=\"col\" class=\"n\">");
        say(pg, keys[i]);
        html(out, "</th>");
    }
    html(out, "<th scope=\"col\" class=\"axis\">");
    say(pg, "coverage.bar");
    html(out, "</th></tr></thead>\n<tbody>\n");
    for (uint32_t q = 0; q < v->c.nquestions; q++)
        question_row(pg, v, q);
    html(out, "</tbody>\n</table>\n</div>\n");
}

static void missing(struct page *pg, const struct coverage_view *v)
{
    uint32_t none = 0, gone = 0, all = 0;
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        struct cover_sum sum = coverage_view_sum(v, UINT32_MAX, q, 0, 0);
        all += sum.n[COVER_MISSING];
        if (cover_count(&sum) || !cover_possible(&sum))
            continue;
        none++;
        gone += sum.n[COVER_MISSING];
    }
    html(pg->out, "<h2 id=\"missing\">");
    say(pg, "coverage.where");
    html(pg->out, "</h2>\n<p>");
    if (none)
        SAY(pg, "coverage.where.none", {"questions", counted(pg, "coverage.count.questions", none)},
            {"n", number(pg, gone)}, {"missing", number(pg, all)});
    else
        say(pg, "coverage.where.some");
    html(pg->out, "</p>\n");
    questions(pg, v);
}

/* -- the page ------------------------------------------------------------------------------------------- */

void page_coverage(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth)
{
    static const char *const ways[] = {"country", "table", "year", "source", "breakdown", "question_table", "round"};
    if (!page_released(pg, "coverage"))
        return;
    page_open(pg, text_get(pg->text, "nav.coverage"), "coverage");
    html(pg->out, "<h1>");
    SAY(pg, "coverage.title", {"region", v->of.ref->region});
    heading_end(pg);
    coverage_lead(pg, v);
    coverage_switch(pg, v, STR("/coverage"));
    if (v->c.last_year >= v->c.first_year) {
        heat(pg, v);
        missing(pg, v);
    }
    coverage_rounds(pg, v, growth);
    coverage_files(pg, v, ways, ARRAY_LEN(ways));
    page_close(pg);
}
