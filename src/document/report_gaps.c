/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is missing: where, since when it has become less, what could fill it, what countries would need. */

#include "document/holdings.h"
#include "report/coverage_parts.h"
#include "report/chart.h"

#include <math.h>

enum { SPANS_MOST = 15 };

/* -- the heat map ---------------------------------------------------------------------------------------- */

static struct str table_number(struct page *pg, const struct coverage *c, uint32_t question)
{
    return text_join(pg, "%u", question_number(c, question));
}

static int heat(struct document *d, const struct coverage_view *v, struct err *err)
{
    struct page *pg = d->page;
    struct chart c;
    chart_init(&c, pg->arena, CHART_HEAT);
    c.title = WORDS(pg, "report.gaps.heat", {"years", span_words(pg, v)});
    c.unit = text_get(pg->text, "report.gaps.heat.unit");
    for (const uint16_t *a = members(pg); *a; a++) {
        uint32_t area = coverage_area(&v->c, *a);
        struct chart_series *s = chart_series(&c, pg->cube->ref->areas[*a].name);
        for (uint32_t q = 0; area != UINT32_MAX && q < v->c.nquestions; q++) {
            struct cover_sum sum = coverage_view_sum(v, area, q, 0, 0);
            uint32_t n = cover_count(&sum);
            chart_point(&c, s, table_number(pg, &v->c, q), n ? cover_share(&sum) : (double)NAN, 0);
        }
    }
    return document_figure(d, "gaps.heat", &c, STR("/coverage"), err);
}

/* What the numbers at the side of the heat map are. */
static void questions(struct document *d, const struct coverage_view *v)
{
    static const char *const heads[] = {"report.cell.number", "cover.table", "#report.sources.countries",
                                        "#report.cell.collected", NULL};
    struct page *pg = d->page;
    document_table(d, "gaps.tables", "words", WORDS(pg, "report.gaps.tables", {"years", span_words(pg, v)}));
    table_heads(d, heads);
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        struct tables_of of = ALL_TABLES;
        struct reckoned share;
        uint64_t n = 0;
        of.question = q;
        for (uint32_t a = 0; a < v->c.nareas; a++) {
            struct cover_sum sum = coverage_view_sum(v, a, q, 0, 0);
            n += cover_count(&sum) > 0;
        }
        row_head(d, table_number(pg, &v->c, q));
        text_cell(d, gaps_question(pg->arena, &v->c, q, page_language(pg)));
        reckoned_cell(d, LISTED(d, n, "each:ref_area coverage --by question_table --years %d-%d question=%u "
                                "cover=reported,partial", v->c.first_year, v->c.last_year, question_number(&v->c, q)));
        document_cell(d, tables_share(&share, d, v, &of) ? &share : NULL);
        row_end(d);
    }
    table_end(d, text_get(pg->text, "report.collected.note"));
}

/* -- by country and module ------------------------------------------------------------------------------- */

enum { MODULES_MOST = 8 };
static const unsigned covers[] = {1u << COVER_REPORTED, 1u << COVER_PARTIAL, 1u << COVER_MISSING};

static unsigned modules_of(int out[MODULES_MOST], const struct coverage_view *v)
{
    unsigned n = 0;
    for (uint32_t q = 0; q < v->c.nquestions && n < MODULES_MOST; q++)
        if (n == 0 || out[n - 1] != v->c.questions[q].module)
            out[n++] = v->c.questions[q].module;
    return n;
}

static void country_heads(struct document *d, const int *modules, unsigned n)
{
    static const char *const keys[] = {"coverage.whole", "coverage.part", "coverage.missing"};
    struct page *pg = d->page;
    html(pg->out, "<thead><tr><th scope=\"col\" rowspan=\"2\">");
    say(pg, "table.country");
    html(pg->out, "</th>");
    for (unsigned m = 0; m < n; m++) {
        html(pg->out, "<th scope=\"colgroup\" colspan=\"3\" class=\"group\">");
        html_text(pg->out, pg->cube->ref->modules[modules[m]].name);
        html(pg->out, "</th>");
    }
    html(pg->out, "<th scope=\"col\" rowspan=\"2\" class=\"n\">");
    say(pg, "report.cell.not_applicable");
    html(pg->out, "</th><th scope=\"col\" rowspan=\"2\" class=\"n\">");
    say(pg, "report.cell.collected");
    html(pg->out, "</th></tr>\n<tr>");
    for (unsigned i = 0; i < n * ARRAY_LEN(keys); i++)
        table_head(d, "n", text_get(pg->text, keys[i % ARRAY_LEN(keys)]));
    table_body(d);
}

static void country_cells(struct document *d, const struct coverage_view *v, uint32_t area, const int *modules,
                          unsigned n)
{
    struct tables_of of = ALL_TABLES;
    struct reckoned share;
    of.area = area;
    for (unsigned m = 0; m < n; m++) {
        of.module = modules[m];
        for (size_t i = 0; i < ARRAY_LEN(covers); i++)
            coverage_cell(d, v, &of, covers[i]);
    }
    of.module = -1;
    coverage_cell(d, v, &of, 1u << COVER_NOT_APPLICABLE);
    document_cell(d, tables_share(&share, d, v, &of) ? &share : NULL);
    row_end(d);
}

static void by_country(struct document *d, const struct coverage_view *v)
{
    struct page *pg = d->page;
    int modules[MODULES_MOST];
    unsigned n = modules_of(modules, v);
    document_table(d, "gaps.countries", "dense", WORDS(pg, "report.gaps.countries", {"years", span_words(pg, v)}));
    country_heads(d, modules, n);
    for (const uint16_t *a = members(pg); *a; a++) {
        row_head(d, pg->cube->ref->areas[*a].name);
        country_cells(d, v, coverage_area(&v->c, *a), modules, n);
    }
    html(pg->out, "<tr class=\"total\"><th scope=\"row\">");
    say(pg, "table.all");
    html(pg->out, "</th>");
    country_cells(d, v, UINT32_MAX, modules, n);
    table_end(d, text_get(pg->text, "report.collected.note"));
}

/* -- round by round -------------------------------------------------------------------------------------- */

/* "316 (48 %)"; `e` NULL: there is no such release. */
static void state_cell(struct document *d, const struct asked_round *round, const struct cover_edition *e,
                       const struct cover_state *s)
{
    struct page *pg = d->page;
    struct reckoned n = cover_round_count(pg->arena, round, e, s, COVER_COLLECTED), share;
    html(pg->out, "<td class=\"n\">");
    if (e)
        document_data(d, &n);
    else
        html(pg->out, "\xE2\x80\x93");
    if (e && cover_round_share(&share, pg->arena, round, e, s)) {
        html(pg->out, " (");
        document_data(d, &share);
        html(pg->out, "\xC2\xA0%)");
    }
    html(pg->out, "</td>");
}

static void rounds(struct document *d, const struct cover_growth *g)
{
    static const char *const heads[] = {"coverage.round", "coverage.years_asked", "#coverage.asked", "#coverage.before",
                                        "#coverage.after", "#coverage.now", NULL};
    struct page *pg = d->page;
    if (!g || !g->nrounds)
        return;
    const struct cover_edition *last = g->nreleases ? g->releases[g->nreleases - 1].edition : NULL;
    document_section(d, "gaps.rounds", text_get(pg->text, "coverage.rounds"));
    document_say(d, "gaps.rounds.1", "coverage.rounds.lead", NULL);
    document_table(d, "gaps.rounds.table", NULL, text_get(pg->text, "coverage.rounds.caption"));
    table_heads(d, heads);
    for (size_t i = 0; i < g->nrounds; i++) {
        const struct cover_after *r = &g->rounds[i];
        row_head(d, r->round->name);
        text_cell(d, r->round->first_year == r->round->last_year
                         ? text_join(pg, "%d", r->round->first_year)
                         : text_join(pg, "%d\xE2\x80\x93%d", r->round->first_year, r->round->last_year));
        struct reckoned asked = cover_round_count(pg->arena, r->round, NULL, &r->now,
                                                  COVER_POSSIBLE | 1u << COVER_NOT_APPLICABLE);
        asked.value = r->asked; /* also where there is no release that has any of them */
        document_cell(d, &asked);
        state_cell(d, r->round, r->before, &r->had);
        state_cell(d, r->round, r->after, &r->has);
        state_cell(d, r->round, r->after ? last : NULL, &r->now);
        row_end(d);
    }
    table_end(d, STR(""));
}

/* -- what could fill it ---------------------------------------------------------------------------------- */

static void effort_row(struct document *d, const struct report *r, enum gap_effort e, const struct gaps *g)
{
    struct page *pg = d->page;
    const char *of = part_id(d, "coverage gaps --years %d-%d effort=%s", r->coverage->c.first_year,
                             r->coverage->c.last_year, effort_name(e));
    uint64_t areas = 0;
    for (uint32_t a = 0; a < r->coverage->c.nareas; a++) {
        bool any = false;
        for (size_t i = 0; i < g->n && !any; i++)
            any = g->v[i].area == a && g->v[i].effort == e;
        areas += any;
    }
    html(pg->out, "<tr><th scope=\"row\">");
    say(pg, part_id(d, "effort.%s", effort_name(e)));
    html(pg->out, " <span class=\"sub\">");
    say(pg, part_id(d, "effort.%s.why", effort_name(e)));
    html(pg->out, "</span></th>");
    reckoned_cell(d, LISTED(d, g->of_effort[e], "%s", of));
    reckoned_cell(d, LISTED(d, areas, "each:ref_area %s", of));
    row_end(d);
}

static void span_row(struct document *d, const struct coverage *c, const struct gap_span *v)
{
    struct page *pg = d->page;
    struct years years = {0};
    for (uint32_t i = 0; i < v->nyears; i++)
        years_add(&years, v->years[i]);
    row_head(d, pg->cube->ref->areas[c->areas[v->area]].name);
    text_cell(d, gaps_question(pg->arena, c, v->question, page_language(pg)));
    years_cell(d, &years);
    text_cell(d, text_get(pg->text, part_id(d, "effort.%s", effort_name(v->effort))));
    text_cell(d, v->source.len ? source_name(pg, v->source) : STR(""));
    row_end(d);
}

static void cheapest(struct document *d, const struct report *r, const struct gaps *g)
{
    static const char *const heads[] = {"table.country", "cover.table", "cover.years", "report.cell.effort",
                                        "gaps.source", NULL};
    size_t n, k = 0;
    const struct gap_span *v = gaps_spans(&n, d->page->arena, &r->coverage->c, g);
    while (k < n && k < SPANS_MOST && v[k].effort < EFFORT_REQUEST)
        k++;
    if (!k)
        return;
    document_table(d, "gaps.cheapest", "words", text_get(d->page->text, "report.gaps.cheapest"));
    table_heads(d, heads);
    for (size_t i = 0; i < k; i++)
        span_row(d, &r->coverage->c, &v[i]);
    table_end(d, STR(""));
}

static void fill(struct document *d, const struct report *r)
{
    static const char *const heads[] = {"report.cell.effort", "#gaps.all", "#report.sources.countries", NULL};
    struct gaps g;
    struct gap_filter filter = GAP_FILTER_ALL;
    if (!r->gaps)
        return;
    filter.first_year = r->coverage->c.first_year;
    filter.last_year = r->coverage->c.last_year;
    gaps_only(&g, d->page->arena, r->gaps, &filter);
    if (!g.n)
        return;
    document_section(d, "gaps.fill", text_get(d->page->text, "gaps.fill"));
    document_say(d, "gaps.fill.1", "report.gaps.fill", NULL);
    document_table(d, "gaps.efforts", "words", text_get(d->page->text, "report.gaps.efforts"));
    table_heads(d, heads);
    for (int e = 0; e < EFFORTS; e++)
        if (g.of_effort[e])
            effort_row(d, r, (enum gap_effort)e, &g);
    table_end(d, STR(""));
    cheapest(d, r, &g);
}

/* -- what countries need --------------------------------------------------------------------------------- */

/* Of each kind how many question tables it would fill, or "·" where it makes better what is there. */
static void needs_row(struct document *d, const struct report *r, uint16_t area)
{
    struct page *pg = d->page;
    uint32_t at = coverage_area(&r->coverage->c, area), all[NEED_KINDS] = {0};
    bool has[NEED_KINDS] = {0};
    for (size_t i = 0; i < r->nneeds; i++)
        if (r->needs[i].area == at) {
            has[r->needs[i].kind] = true;
            all[r->needs[i].kind] += r->needs[i].gaps;
        }
    row_head(d, pg->cube->ref->areas[area].name);
    for (int k = 0; k < NEED_KINDS; k++) {
        if (all[k])
            reckoned_cell(d, needs_gaps(d, all[k], &r->coverage->c, area, (enum need_kind)k, NULL));
        else
            html(pg->out, has[k] ? "<td class=\"n\">\xE2\x97\x8B</td>" : "<td class=\"n\"></td>");
    }
    row_end(d);
}

static void needs(struct document *d, const struct report *r)
{
    struct page *pg = d->page;
    if (!r->nneeds)
        return;
    document_section(d, "gaps.needs", text_get(pg->text, "report.gaps.needs"));
    document_say(d, "gaps.needs.1", "report.gaps.needs.lead", NULL);
    document_table(d, "gaps.needs.table", NULL, text_get(pg->text, "report.gaps.needs.caption"));
    html(pg->out, "<thead><tr>");
    table_head(d, NULL, text_get(pg->text, "table.country"));
    for (int k = 0; k < NEED_KINDS; k++)
        table_head(d, "n", text_get(pg->text, part_id(d, "need.%s", need_name((enum need_kind)k))));
    table_body(d);
    for (const uint16_t *a = members(pg); *a; a++)
        needs_row(d, r, *a);
    table_end(d, text_get(pg->text, "report.gaps.needs.note"));
}

/* -- the chapter ----------------------------------------------------------------------------------------- */

static void lead(struct document *d, const struct coverage_view *v)
{
    struct tables_of all = ALL_TABLES;
    struct reckoned n = tables_count(d, v, &all, COVER_COLLECTED), possible = tables_count(d, v, &all, COVER_POSSIBLE);
    struct reckoned whole = tables_count(d, v, &all, 1u << COVER_REPORTED),
                    part = tables_count(d, v, &all, 1u << COVER_PARTIAL);
    struct reckoned missing = tables_count(d, v, &all, 1u << COVER_MISSING), share;
    if (!tables_share(&share, d, v, &all))
        return;
    TELL(d, "gaps.lead", "report.gaps.lead", told_number(d, "n", &n), told_number(d, "possible", &possible),
         told_number(d, "share", &share), told_text(d, "years", span_words(d->page, v)),
         told_number(d, "whole", &whole), told_number(d, "part", &part), told_number(d, "missing", &missing));
}

int report_gaps(struct document *d, const struct report *r, struct err *err)
{
    const struct coverage_view *v = r->coverage;
    if (!v || v->c.last_year < v->c.first_year)
        return 0;
    document_chapter(d, "gaps", text_get(d->page->text, "report.gaps"));
    document_section(d, "gaps.known", text_get(d->page->text, "report.gaps.known"));
    lead(d, v);
    if (heat(d, v, err) < 0)
        return -err->code;
    questions(d, v);
    by_country(d, v);
    rounds(d, r->growth);
    fill(d, r);
    needs(d, r);
    return 0;
}
