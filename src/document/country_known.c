/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How the figures of a country come about, in its own words; its sources; what is missing and what could fill it. */

#include "document/country_chapter.h"

#include "base/utf8.h"

#include <limits.h>
#include "report/coverage_parts.h"

enum { SPANS_MOST = 6, NEEDS_MOST = 5 };

/* -- in the country's own words ------------------------------------------------------------------------- */

static void put_said_by(struct country_chapter *c, const struct statement *s)
{
    struct page *pg = c->d->page;
    html(pg->out, "<p class=\"source\">");
    if (s->round.len)
        SAY(pg, "report.statement.by", {"place", c->name}, {"round", s->round}, {"date", date_words(pg, s->at)});
    else
        SAY(pg, "report.statement.on", {"place", c->name}, {"date", date_words(pg, s->at)});
    html(pg->out, "</p>\n");
}

/* The next paragraph of a text: up to a line with nothing in it. False: there is none. */
static bool next_paragraph(struct str *out, struct str *rest)
{
    while (rest->len) {
        size_t end = 0, lines = 0;
        while (end < rest->len && lines < 2) {
            char k = rest->p[end++];
            lines = k == '\n' ? lines + 1 : k == ' ' || k == '\t' || k == '\r' ? lines : 0;
        }
        *out = str_trim(str_sub(*rest, 0, end));
        *rest = str_sub(*rest, end, rest->len);
        if (out->len)
            return true;
    }
    return false;
}

static void put_statement(struct country_chapter *c, const struct statement *s)
{
    struct document *d = c->d;
    const char *subject = statement_subject_name(s->subject);
    struct str rest = s->text, text;
    unsigned n = 0;
    html(d->page->out, "<div class=\"statement\">\n");
    document_heading(d, text_get(d->page->text, part_id(d, "statement.%s", subject)));
    while (next_paragraph(&text, &rest)) {
        document_paragraph(d, part_id(d, "statement.%.*s.%s.%u", STR_FMT(c->code), subject, ++n));
        html_text(d->page->out, text);
        document_paragraph_end(d);
    }
    put_said_by(c, s);
    html(d->page->out, "</div>\n");
}

void country_said(struct country_chapter *c)
{
    bool any = false;
    for (size_t i = 0; i < c->r->nstatements; i++) {
        const struct statement *s = &c->r->statements[i];
        if (!str_eq(s->area, c->code) || !str_trim(s->text).len)
            continue;
        if (!any)
            document_section(c->d, part_id(c->d, "country.%.*s.statement", STR_FMT(c->code)),
                             text_get(c->d->page->text, "report.statement"));
        any = true;
        put_statement(c, s);
    }
}

/* -- sources -------------------------------------------------------------------------------------------- */

static void source_row(struct country_chapter *c, const struct source_held *s)
{
    struct page *pg = c->d->page;
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/source/", s->code, source_name(pg, s->code));
    html(pg->out, " <span class=\"sub\">");
    html_text(pg->out, source_type_name(pg, s->code));
    html(pg->out, "</span></th>");
    years_cell(c->d, &s->years);
    reckoned_cell(c->d, source_tables(c->d, s));
    html(pg->out, "<td>");
    source_quality_write(c->d, s);
    html(pg->out, "</td></tr>\n");
}

void country_sources(struct country_chapter *c)
{
    static const char *const heads[] = {"cover.source", "cover.years", "#cover.tables", "report.cell.quality", NULL};
    struct document *d = c->d;
    bool any = false;
    for (size_t i = 0; i < c->sources->n; i++) {
        if (c->sources->v[i].area != c->area)
            continue;
        if (!any) {
            document_section(d, part_id(d, "country.%.*s.sources", STR_FMT(c->code)),
                             text_get(d->page->text, "profile.sources"));
            document_table(d, part_id(d, "country.%.*s.sources.table", STR_FMT(c->code)), "words",
                           WORDS(d->page, "report.countries.sources", {"place", c->name}));
            table_heads(d, heads);
        }
        any = true;
        source_row(c, &c->sources->v[i]);
    }
    if (any)
        table_end(d, text_get(d->page->text, "report.quality.note"));
}

/* -- what is missing ------------------------------------------------------------------------------------ */

static void module_rows(struct country_chapter *c, uint32_t area)
{
    static const unsigned covers[] = {1u << COVER_REPORTED, 1u << COVER_PARTIAL, 1u << COVER_MISSING,
                                      1u << COVER_NOT_APPLICABLE};
    struct document *d = c->d;
    const struct coverage_view *v = c->r->coverage;
    for (uint32_t m = 0; m < v->of.ref->nmodules; m++) {
        struct tables_of of = ALL_TABLES;
        of.area = area;
        of.module = (int)m;
        struct reckoned all = tables_count(d, v, &of, COVER_POSSIBLE | 1u << COVER_NOT_APPLICABLE), share;
        if (all.value <= 0)
            continue;
        row_head(d, d->page->cube->ref->modules[m].name);
        for (size_t i = 0; i < ARRAY_LEN(covers); i++)
            coverage_cell(d, v, &of, covers[i]);
        document_cell(d, tables_share(&share, d, v, &of) ? &share : NULL);
        row_end(d);
    }
}

static void modules(struct country_chapter *c, uint32_t area)
{
    static const char *const heads[] = {"report.cell.module", "#coverage.whole", "#coverage.part", "#coverage.missing",
                                        "#report.cell.not_applicable", "#report.cell.collected", NULL};
    struct document *d = c->d;
    document_table(d, part_id(d, "country.%.*s.missing.table", STR_FMT(c->code)), NULL,
                   WORDS(d->page, "report.countries.coverage", {"place", c->name},
                         {"years", span_words(d->page, c->r->coverage)}));
    table_heads(d, heads);
    module_rows(c, area);
    table_end(d, STR(""));
}

static void span_row(struct country_chapter *c, const struct gap_span *v)
{
    struct page *pg = c->d->page;
    struct years years = {0};
    for (uint32_t i = 0; i < v->nyears; i++)
        years_add(&years, v->years[i]);
    row_head(c->d, gaps_question(pg->arena, &c->r->coverage->c, v->question, page_language(pg)));
    years_cell(c->d, &years);
    text_cell(c->d, text_get(pg->text, part_id(c->d, "effort.%s", effort_name(v->effort))));
    text_cell(c->d, v->source.len ? source_name(pg, v->source) : STR(""));
    row_end(c->d);
}

static unsigned lines_of(struct str text, size_t across)
{
    return (unsigned)MAX((utf8_count(text) + across - 1) / across, (size_t)1);
}

/* So many lines a row takes in a fact sheet: by what wraps first. */
static unsigned span_lines(const struct country_chapter *c, const struct gap_span *v)
{
    enum { QUESTION_ACROSS = 44, SOURCE_ACROSS = 33, YEARS_EACH = 3 };
    struct page *pg = c->d->page;
    unsigned question = lines_of(gaps_question(pg->arena, &c->r->coverage->c, v->question, page_language(pg)),
                                 QUESTION_ACROSS);
    unsigned source = v->source.len ? lines_of(source_name(pg, v->source), SOURCE_ACROSS) : 1;
    return MAX(MAX(question, source), 1 + v->nyears / YEARS_EACH / 2);
}

/* What a source that is there could fill; what has to be collected anew is a need. */
void country_fillable(struct country_chapter *c, unsigned most, unsigned lines)
{
    static const char *const heads[] = {"cover.table", "cover.years", "report.cell.effort", "gaps.source", NULL};
    struct document *d = c->d;
    struct gaps mine;
    struct gap_filter filter = GAP_FILTER_ALL;
    size_t n, k = 0;
    filter.area = coverage_area(&c->r->coverage->c, c->area);
    if (!c->r->gaps || filter.area == UINT32_MAX)
        return;
    filter.first_year = c->r->coverage->c.first_year;
    filter.last_year = c->r->coverage->c.last_year;
    gaps_only(&mine, d->page->arena, c->r->gaps, &filter);
    const struct gap_span *v = gaps_spans(&n, d->page->arena, &c->r->coverage->c, &mine);
    while (k < n && k < most && v[k].effort < EFFORT_COLLECT && span_lines(c, &v[k]) <= lines)
        lines -= span_lines(c, &v[k++]);
    if (!k)
        return;
    document_table(d, part_id(d, "country.%.*s.missing.fill", STR_FMT(c->code)), "words",
                   WORDS(d->page, "report.countries.fill", {"place", c->name}));
    table_heads(d, heads);
    for (size_t i = 0; i < k; i++)
        span_row(c, &v[i]);
    table_end(d, text_get(d->page->text, "report.countries.fill.note"));
}

static void need_row(struct country_chapter *c, const struct capacity_need *need)
{
    struct page *pg = c->d->page;
    html(pg->out, "<tr><th scope=\"row\">");
    say(pg, part_id(c->d, "need.%s", need_name(need->kind)));
    html(pg->out, " <span class=\"sub\">");
    say(pg, part_id(c->d, "need.%s.why", need_name(need->kind)));
    html(pg->out, "</span></th>");
    text_cell(c->d, need->source.len ? source_name(pg, need->source) : text_get(pg->text, "gaps.no-source"));
    reckoned_cell(c->d, needs_gaps(c->d, need->gaps, &c->r->coverage->c, c->area, need->kind, &need->source));
    row_end(c->d);
}

void country_needs(struct country_chapter *c, unsigned most)
{
    const uint32_t area = coverage_area(&c->r->coverage->c, c->area);
    static const char *const heads[] = {"gaps.need", "gaps.about", "#report.cell.would-fill", NULL};
    struct document *d = c->d;
    unsigned n = 0;
    for (size_t i = 0; i < c->r->nneeds && n < most; i++) {
        if (c->r->needs[i].area != area)
            continue;
        if (n++ == 0) {
            document_table(d, part_id(d, "country.%.*s.missing.needs", STR_FMT(c->code)), "words",
                           WORDS(d->page, "report.countries.needs", {"place", c->name}));
            table_heads(d, heads);
        }
        need_row(c, &c->r->needs[i]);
    }
    if (n)
        table_end(d, STR(""));
}

void country_missing(struct country_chapter *c)
{
    struct document *d = c->d;
    const struct coverage_view *v = c->r->coverage;
    uint32_t area = coverage_area(&v->c, c->area);
    struct tables_of of = ALL_TABLES;
    of.area = area;
    struct reckoned missing = tables_count(d, v, &of, 1u << COVER_MISSING),
                    partial = tables_count(d, v, &of, 1u << COVER_PARTIAL);
    if (area == UINT32_MAX || missing.value + partial.value <= 0)
        return;
    document_section(d, part_id(d, "country.%.*s.missing", STR_FMT(c->code)),
                     text_get(d->page->text, "country.missing"));
    TELL(d, part_id(d, "country.%.*s.missing.1", STR_FMT(c->code)),
         partial.value > 0 ? "report.countries.missing" : "report.countries.missing.whole",
         told_text(d, "years", span_words(d->page, v)), told_number(d, "missing", &missing),
         told_number(d, "partial", &partial));
    modules(c, area);
    country_fillable(c, SPANS_MOST, UINT_MAX);
    country_needs(c, NEEDS_MOST);
}
