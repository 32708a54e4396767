/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is missing and what could fill it, cheapest first; what each source of a country could give and gave; what
 * it would take to answer more. */

#include "report/layout.h"

#include "analyse/coverage_view.h"

#include <stdio.h>

/* What one page shows. */
struct shown {
    struct page *pg;
    const struct coverage *c;
    uint32_t area;       /* place; UINT32_MAX: the region */
    int first, last;
    struct gaps gaps;    /* of these years; of the area where there is one */
    const struct capacity_need *needs;
    size_t nneeds;
};

static struct str area_name(const struct shown *s, uint32_t area)
{
    return s->pg->cube->ref->areas[s->c->areas[area]].name;
}

static struct str area_code(const struct shown *s, uint32_t area)
{
    return s->c->ref->areas[s->c->areas[area]].code;
}

static void number_cell(struct page *pg, uint64_t n)
{
    html(pg->out, n ? "<td class=\"n\">" : "<td class=\"n zero\">");
    html_text(pg->out, number(pg, n));
    html(pg->out, "</td>");
}

/* -- links ------------------------------------------------------------------------------------------ */

/* "/gaps/KHM?timefrom=2015&timeto=2024", or the rows behind it */
static struct str address(const struct shown *s, const char *rows, int first, int last)
{
    char area[32] = "";
    if (s->area != UINT32_MAX)
        snprintf(area, sizeof area, rows ? "ref_area=%s&" : "/%s", area_code(s, s->area).p);
    return rows ? text_join(s->pg, "/analysis/%s?%stimefrom=%d&timeto=%d&format=.csv", rows, area, first, last)
                : text_join(s->pg, "/gaps%s?timefrom=%d&timeto=%d", area, first, last);
}

static void years_entry(const struct shown *s, int first, int last)
{
    struct page *pg = s->pg;
    html(pg->out, "<li><a href=\"");
    html_attr(pg->out, address(s, NULL, first, last));
    html(pg->out, first == s->first && last == s->last ? "\" aria-current=\"true\">" : "\">");
    if (first == last)
        buf_fmt(pg->out, "%d", first);
    else
        buf_fmt(pg->out, "%d\xE2\x80\x93%d", first, last);
    html(pg->out, "</a></li>\n");
}

/* Which years: the last ten, the last five, all. */
static void years_switch(const struct shown *s)
{
    enum { SHORT = 5 };
    int first, last;
    gaps_years(&first, &last, s->c);
    html(s->pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(s->pg->out, text_get(s->pg->text, "gaps.years"));
    html(s->pg->out, "\"><ul>\n");
    if (last - SHORT + 1 > first)
        years_entry(s, last - SHORT + 1, last);
    years_entry(s, first, last);
    if (s->c->first_year < first)
        years_entry(s, s->c->first_year, last);
    html(s->pg->out, "</ul></nav>\n");
}

static void take_away(const struct shown *s)
{
    struct page *pg = s->pg;
    static const char *const rows[] = {"gaps", "needs"};
    html(pg->out, "<p class=\"small\">");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        html(pg->out, i ? " &#183; <a href=\"" : "<a href=\"");
        html_attr(pg->out, address(s, rows[i], s->first, s->last));
        html(pg->out, "\">");
        say(pg, i ? "gaps.csv.needs" : "gaps.csv");
        html(pg->out, "</a>");
    }
    html(pg->out, "</p>\n");
}

/* -- by what it takes ---------------------------------------------------------------------------------- */

static void source_link(struct page *pg, struct str source)
{
    bool fed = false;
    for (uint32_t i = 0; !fed && i < pg->cube->nsources; i++)
        fed = str_eq(pg->cube->sources[i], source);
    if (fed)
        html_link(pg->out, "/source/", source, source_name(pg, source));
    else
        html_text(pg->out, source_name(pg, source));
}

static void span_row(const struct shown *s, const struct gap_span *v)
{
    struct page *pg = s->pg;
    struct years years = {0};
    for (uint32_t i = 0; i < v->nyears; i++)
        years_add(&years, v->years[i]);
    html(pg->out, "<tr><th scope=\"row\">");
    html_text(pg->out, gaps_sheet(pg->arena, s->c, v->question));
    html(pg->out, " <span class=\"small\">");
    html_text(pg->out, gaps_question(pg->arena, s->c, v->question, page_language(pg)));
    html(pg->out, "</span></th>");
    if (s->area == UINT32_MAX) {
        html(pg->out, "<td>");
        html_link(pg->out, "/gaps/", area_code(s, v->area), area_name(s, v->area));
        html(pg->out, "</td>");
    }
    html(pg->out, "<td class=\"small years\">");
    html_text(pg->out, years_words(pg, &years));
    html(pg->out, "</td><td>");
    if (v->source.len)
        source_link(pg, v->source);
    if (v->partly) {
        html(pg->out, " <span class=\"small\">");
        SAY(pg, "gaps.partly", {"why", capability_reason(pg, v->reason)});
        html(pg->out, "</span>");
    }
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, v->quality < 0 ? STR("") : text_join(pg, "%d", v->quality));
    html(pg->out, "</td></tr>\n");
}

static void effort_section(const struct shown *s, enum gap_effort e, const struct gap_span *v, size_t n)
{
    static const char *const of_country[] = {"cover.table", "cover.years", "gaps.source", "#gaps.quality", NULL};
    static const char *const of_region[] = {"cover.table", "table.country", "cover.years", "gaps.source",
                                            "#gaps.quality", NULL};
    struct page *pg = s->pg;
    const char *name = effort_name(e), *key = arena_fmt(pg->arena, "effort.%s", name);
    buf_fmt(pg->out, "<section id=\"%s\">\n<h3>", name);
    say(pg, key);
    html(pg->out, "</h3>\n<p>");
    SAY(pg, "gaps.effort", {"tables", counted(pg, "gaps.count", s->gaps.of_effort[e])},
        {"why", text_get(pg->text, arena_fmt(pg->arena, "effort.%s.why", name))});
    html(pg->out, "</p>\n");
    if (s->area == UINT32_MAX && e >= EFFORT_REQUEST) { /* nearly everything: by country */
        say_in(pg, "p", NULL, "gaps.by-country");
        html(pg->out, "</section>\n");
        return;
    }
    listing_open(pg, arena_fmt(pg->arena, "cap-%s", name), "frame", "list", text_get(pg->text, key));
    listing_columns(pg, s->area == UINT32_MAX ? of_region : of_country);
    for (size_t i = 0; i < n; i++)
        if (v[i].effort == e)
            span_row(s, &v[i]);
    listing_close(pg);
    html(pg->out, "</section>\n");
}

static void efforts(const struct shown *s)
{
    size_t n;
    const struct gap_span *v = gaps_spans(&n, s->pg->arena, s->c, &s->gaps);
    say_in(s->pg, "h2", NULL, "gaps.fill");
    say_in(s->pg, "p", NULL, "gaps.fill.lead");
    for (int e = 0; e < EFFORTS; e++)
        if (s->gaps.of_effort[e])
            effort_section(s, (enum gap_effort)e, v, n);
}

/* -- the region: countries across efforts ---------------------------------------------------------------- */

static void countries(const struct shown *s)
{
    struct page *pg = s->pg;
    const char *keys[EFFORTS + 3] = {"table.country"};
    for (int e = 0; e < EFFORTS; e++)
        keys[e + 1] = arena_fmt(pg->arena, "#effort.%s", effort_name((enum gap_effort)e));
    keys[EFFORTS + 1] = "#gaps.all";
    say_in(pg, "h2", NULL, "gaps.countries");
    listing_open(pg, "cap-countries", "frame", "list", text_get(pg->text, "gaps.countries"));
    listing_columns(pg, keys);
    for (uint32_t a = 0; a < s->c->nareas; a++) {
        uint32_t n[EFFORTS] = {0}, all = 0;
        for (size_t i = 0; i < s->gaps.n; i++)
            if (s->gaps.v[i].area == a) {
                n[s->gaps.v[i].effort]++;
                all++;
            }
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, "/gaps/", area_code(s, a), area_name(s, a));
        html(pg->out, "</th>");
        for (int e = 0; e < EFFORTS; e++)
            number_cell(pg, n[e]);
        number_cell(pg, all);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

/* -- a country: sources across questions ------------------------------------------------------------------- */

static void could_cell(struct page *pg, const struct potential *p)
{
    html(pg->out, "<td>");
    if (p) {
        html(pg->out, p->partly ? "~" : "");
        if (p->possible)
            buf_fmt(pg->out, "%u/%u", p->given, p->possible);
        else
            html(pg->out, "?");
    }
    html(pg->out, "</td>");
}

static void could_head(const struct shown *s)
{
    struct page *pg = s->pg;
    listing_open(pg, "cap-could", "frame", "could", text_get(pg->text, "gaps.could"));
    listing_column(pg, NULL, "cover.source");
    for (uint32_t q = 0; q < s->c->nquestions; q++) {
        html(pg->out, "<th scope=\"col\"><abbr title=\"");
        html_attr(pg->out, gaps_question(pg->arena, s->c, q, page_language(pg)));
        html(pg->out, "\">");
        html_text(pg->out, gaps_sheet(pg->arena, s->c, q));
        html(pg->out, "</abbr></th>");
    }
    listing_body(pg);
}

static void sources(const struct shown *s)
{
    struct page *pg = s->pg;
    const struct page_analysis *an = pg->analysis;
    const struct potential **row = arena_array(pg->arena, const struct potential *, s->c->nquestions + 1);
    say_in(pg, "h2", NULL, "gaps.could");
    say_in(pg, "p", NULL, "gaps.could.lead");
    could_head(s);
    for (size_t i = 0, end; i < an->npotential; i = end) {
        const struct potential *p = &an->potential[i];
        memset(row, 0, sizeof *row * (s->c->nquestions + 1));
        for (end = i; end < an->npotential && an->potential[end].area == p->area &&
                      str_eq(an->potential[end].source, p->source); end++)
            row[an->potential[end].question] = &an->potential[end];
        if (p->area != s->area)
            continue;
        html(pg->out, "<tr><th scope=\"row\">");
        source_link(pg, p->source);
        html(pg->out, " <span class=\"small\">");
        html_text(pg->out, p->source);
        html(pg->out, "</span></th>");
        for (uint32_t q = 0; q < s->c->nquestions; q++)
            could_cell(pg, row[q]);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
    say_in(pg, "p", "small", "gaps.could.legend");
}

/* -- needs --------------------------------------------------------------------------------------------- */

static void need_head(const struct shown *s, enum need_kind kind)
{
    struct page *pg = s->pg;
    html(pg->out, "<tr><th scope=\"row\">");
    say(pg, arena_fmt(pg->arena, "need.%s", need_name(kind)));
    html(pg->out, " <span class=\"small\">");
    say(pg, arena_fmt(pg->arena, "need.%s.why", need_name(kind)));
    html(pg->out, "</span></th>");
}

static void need_row(const struct shown *s, const struct capacity_need *v)
{
    struct page *pg = s->pg;
    need_head(s, v->kind);
    html(pg->out, "<td>");
    if (v->source.len)
        source_link(pg, v->source);
    else
        say(pg, "gaps.no-source");
    html(pg->out, "</td>");
    number_cell(pg, v->gaps);
    html(pg->out, "<td class=\"small\">");
    for (uint32_t i = 0; i < v->nquestions; i++) {
        html(pg->out, i ? ", " : "");
        html_text(pg->out, gaps_sheet(pg->arena, s->c, v->questions[i]));
    }
    html(pg->out, "</td></tr>\n");
}

static void needs_of_country(const struct shown *s)
{
    static const char *const keys[] = {"gaps.need", "gaps.about", "#gaps.unlocks", "gaps.tables", NULL};
    struct page *pg = s->pg;
    listing_open(pg, "cap-needs", "frame", "list", text_get(pg->text, "gaps.needs"));
    listing_columns(pg, keys);
    for (size_t i = 0; i < s->nneeds; i++)
        if (s->needs[i].area == s->area)
            need_row(s, &s->needs[i]);
    listing_close(pg);
}

/* A need of the region: in which countries, and how many question tables it would fill in all. */
static void need_of_region(const struct shown *s, enum need_kind kind, uint32_t gaps)
{
    struct page *pg = s->pg;
    uint32_t last = UINT32_MAX;
    need_head(s, kind);
    number_cell(pg, gaps);
    html(pg->out, "<td class=\"small\">");
    for (size_t i = 0; i < s->nneeds; i++) {
        uint32_t area = s->needs[i].area;
        if (s->needs[i].kind != kind || area == last) /* they come by area */
            continue;
        html(pg->out, last == UINT32_MAX ? "" : ", ");
        html_link(pg->out, "/gaps/", area_code(s, area), area_name(s, area));
        last = area;
    }
    html(pg->out, "</td></tr>\n");
}

static void needs_of_region(const struct shown *s)
{
    static const char *const keys[] = {"gaps.need", "#gaps.unlocks", "gaps.where", NULL};
    struct page *pg = s->pg;
    int64_t gaps[NEED_KINDS];
    for (int kind = 0; kind < NEED_KINDS; kind++)
        gaps[kind] = -1; /* nobody has it */
    listing_open(pg, "cap-needs", "frame", "list", text_get(pg->text, "gaps.needs"));
    listing_columns(pg, keys);
    for (size_t i = 0; i < s->nneeds; i++)
        gaps[s->needs[i].kind] = MAX(gaps[s->needs[i].kind], 0) + s->needs[i].gaps;
    for (;;) { /* what fills most first */
        int best = 0;
        for (int kind = 1; kind < NEED_KINDS; kind++)
            best = gaps[kind] > gaps[best] ? kind : best;
        if (gaps[best] < 0)
            break;
        need_of_region(s, (enum need_kind)best, (uint32_t)gaps[best]);
        gaps[best] = -1;
    }
    listing_close(pg);
}

static void needs(const struct shown *s)
{
    say_in(s->pg, "h2", NULL, "gaps.needs");
    say_in(s->pg, "p", NULL, "gaps.needs.lead");
    if (s->area == UINT32_MAX)
        needs_of_region(s);
    else
        needs_of_country(s);
}

/* -- the page ------------------------------------------------------------------------------------------- */

static void head(const struct shown *s)
{
    struct page *pg = s->pg;
    struct cover_sum sum = coverage_sum(s->c, s->area, UINT32_MAX, s->first, s->last, false);
    uint64_t all = (uint64_t)sum.n[COVER_MISSING] + sum.n[COVER_PARTIAL] + sum.n[COVER_REPORTED];
    crumbs_open(pg);
    if (s->area == UINT32_MAX)
        crumb(pg, "/sources", "nav.sources");
    else
        crumb(pg, "/gaps", "gaps.title");
    html(pg->out, "</nav>\n<h1>");
    if (s->area == UINT32_MAX)
        say(pg, "gaps.title");
    else
        SAY(pg, "gaps.title.of", {"place", area_name(s, s->area)});
    heading_end(pg);
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "gaps.lead", {"all", number(pg, all)}, {"missing", number(pg, sum.n[COVER_MISSING])},
        {"partial", number(pg, sum.n[COVER_PARTIAL])}, {"from", text_join(pg, "%d", s->first)},
        {"to", text_join(pg, "%d", s->last)});
    html(pg->out, "</p>\n");
    years_switch(s);
    take_away(s);
}

void page_gaps(struct page *pg, uint16_t area, int first_year, int last_year)
{
    if (!page_released(pg, "sources"))
        return;
    const struct page_analysis *an = pg->analysis;
    struct shown s = {.pg = pg, .c = an->coverage};
    gaps_years(&s.first, &s.last, s.c);
    s.first = first_year ? first_year : s.first;
    s.last = last_year ? last_year : s.last;
    s.area = area ? coverage_area(s.c, area) : UINT32_MAX;
    gaps_only(&s.gaps, pg->arena, an->gaps,
              &(struct gap_filter){.area = s.area, .question = UINT32_MAX, .effort = -1, .first_year = s.first,
                                   .last_year = s.last});
    s.needs = gaps_needs(&s.nneeds, pg->arena, s.c, &s.gaps, an->from);
    page_open(pg, s.area == UINT32_MAX ? text_get(pg->text, "gaps.title")
                                       : WORDS(pg, "gaps.title.of", {"place", area_name(&s, s.area)}), "sources");
    head(&s);
    if (s.area == UINT32_MAX) {
        countries(&s);
        needs(&s);
        efforts(&s);
    } else {
        efforts(&s);
        sources(&s);
        needs(&s);
    }
    page_close(pg);
}
