/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is missing in each country and what it would take; and the questions that working groups may put themselves. */

#include "document/briefing.h"

#include "document/holdings.h"
#include "report/coverage_parts.h"

enum { NEEDS_MOST = 2, QUESTIONS_MOST = 2 };

static struct str name_of(const struct document *d, const struct briefing *b, uint32_t area)
{
    return d->page->cube->ref->areas[b->gaps->c.areas[area]].name;
}

static void count_cell(struct document *d, uint64_t n)
{
    html(d->page->out, n ? "<td class=\"n\">" : "<td class=\"n zero\">");
    html_text(d->page->out, number(d->page, n));
    html(d->page->out, "</td>");
}

/* -- by what it would take ----------------------------------------------------------------------------------- */

static void effort_cells(struct document *d, const struct gaps *g)
{
    for (int e = 0; e < EFFORTS; e++)
        count_cell(d, g->of_effort[e]);
    count_cell(d, g->n);
    row_end(d);
}

static void efforts(struct document *d, const struct briefing *b)
{
    static const char *const heads[] = {"table.country", "#effort.complete", "#effort.tabulate", "#effort.continue",
                                        "#effort.publish", "#effort.request", "#effort.collect", "#gaps.all", NULL};
    struct page *pg = d->page;
    struct gaps all = briefing_gaps(d, b, UINT32_MAX);
    document_table(d, "needs.efforts", NULL, text_get(pg->text, "briefing.efforts"));
    table_heads(d, heads);
    for (const uint16_t *a = members(pg); *a; a++) {
        struct gaps g = briefing_gaps(d, b, coverage_area(&b->gaps->c, *a));
        row_head(d, pg->cube->ref->areas[*a].name);
        effort_cells(d, &g);
    }
    html(pg->out, "<tr class=\"total\"><th scope=\"row\">");
    say(pg, "table.all");
    html(pg->out, "</th>");
    effort_cells(d, &all);
    table_end(d, text_get(pg->text, "briefing.efforts.note"));
}

/* -- capacity -------------------------------------------------------------------------------------------------- */

static void put_need(struct document *d, const struct briefing *b, const struct capacity_need *need, bool first)
{
    struct page *pg = d->page;
    html(pg->out, first ? "<tr class=\"first\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    html_text(pg->out, first ? name_of(d, b, need->area) : STR(""));
    html(pg->out, "</th>");
    text_cell(d, text_get(pg->text, arena_fmt(pg->arena, "need.%s", need_name(need->kind))));
    text_cell(d, need->source.len ? gaps_source(b->gaps, b->gaps->c.areas[need->area], need->source, page_language(pg))
                                  : text_get(pg->text, "gaps.no-source"));
    count_cell(d, need->gaps);
    row_end(d);
}

/* What the kinds of needs that are shown mean. */
static void meanings(struct document *d, const bool *shown)
{
    struct page *pg = d->page;
    html(pg->out, "<ul class=\"numbers\">\n");
    for (int k = 0; k < NEED_KINDS; k++) {
        if (!shown[k])
            continue;
        html(pg->out, "<li><b>");
        say(pg, arena_fmt(pg->arena, "need.%s", need_name((enum need_kind)k)));
        html(pg->out, "</b> ");
        say(pg, arena_fmt(pg->arena, "need.%s.why", need_name((enum need_kind)k)));
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}

static void needs(struct document *d, const struct briefing *b, const struct capacity_need *v, size_t n)
{
    static const char *const heads[] = {"table.country", "gaps.need", "gaps.about", "#gaps.unlocks", NULL};
    struct page *pg = d->page;
    bool kinds[NEED_KINDS] = {false};
    document_table(d, "needs.capacity", "words", text_get(pg->text, "briefing.capacity"));
    table_heads(d, heads);
    for (const uint16_t *a = members(pg); *a; a++) {
        uint32_t area = coverage_area(&b->gaps->c, *a), shown = 0;
        for (size_t i = 0; i < n && shown < NEEDS_MOST; i++)
            if (v[i].area == area && v[i].gaps) {
                put_need(d, b, &v[i], shown++ == 0);
                kinds[v[i].kind] = true;
            }
    }
    table_end(d, text_get(pg->text, "briefing.capacity.note"));
    meanings(d, kinds);
}

void briefing_needs(struct document *d, const struct briefing *b)
{
    size_t n;
    struct gaps g = briefing_gaps(d, b, UINT32_MAX);
    if (!g.n)
        return;
    const struct capacity_need *v = gaps_needs(&n, d->page->arena, &b->gaps->c, &g, &b->gaps->sources);
    document_chapter(d, "needs", text_get(d->page->text, "briefing.needs"));
    document_say(d, "needs.lead", "briefing.needs.lead", NULL);
    efforts(d, b);
    if (n)
        needs(d, b, v, n);
}

/* -- questions for group work -------------------------------------------------------------------------------------- */

/* "Cambodia, Myanmar and Viet Nam": as many as there are, in the words of the language. */
static struct str listed(struct document *d, const struct briefing *b, const bool *is_in)
{
    struct str all = {0}, last = {0};
    for (const uint16_t *a = members(d->page); *a; a++) {
        uint32_t area = coverage_area(&b->gaps->c, *a);
        if (area == UINT32_MAX || !is_in[area])
            continue;
        if (last.len)
            all = all.len ? text_join(d->page, "%.*s, %.*s", STR_FMT(all), STR_FMT(last)) : last;
        last = name_of(d, b, area);
    }
    return all.len ? WORDS(d->page, "briefing.and", {"some", all}, {"last", last}) : last;
}

/* Countries that have gaps which this effort fills, and how many. */
static uint32_t of_effort(bool *is_in, const struct gaps *g, enum gap_effort effort)
{
    uint32_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->v[i].effort == effort) {
            is_in[g->v[i].area] = true;
            n++;
        }
    return n;
}

static void ask_effort(struct document *d, const struct briefing *b, const struct gaps *g, enum gap_effort effort,
                       const char *key)
{
    bool *is_in = arena_array(d->page->arena, bool, b->gaps->c.nareas + 1);
    uint32_t n = of_effort(is_in, g, effort);
    if (n)
        TELL(d, part_id(d, "questions.%s", effort_name(effort)), key, told_count(d, "n", n),
             told_text(d, "countries", listed(d, b, is_in)));
}

static void ask_need(struct document *d, const struct briefing *b, const struct capacity_need *v, size_t n,
                     enum need_kind kind, const char *key)
{
    bool *is_in = arena_array(d->page->arena, bool, b->gaps->c.nareas + 1), some = false;
    for (size_t i = 0; i < n; i++)
        if (v[i].kind == kind)
            some = is_in[v[i].area] = true;
    if (some)
        TELL(d, part_id(d, "questions.%s", need_name(kind)), key, told_text(d, "countries", listed(d, b, is_in)));
}

/* The questions that fewest countries answer though some do: those can say to the others how. */
static void ask_tables(struct document *d, const struct briefing *b)
{
    const struct coverage_view *v = b->coverage;
    bool *asked = arena_array(d->page->arena, bool, v->c.nquestions + 1);
    for (unsigned k = 0; k < QUESTIONS_MOST; k++) {
        uint32_t best = UINT32_MAX, fewest = UINT32_MAX;
        for (uint32_t q = 0; q < v->c.nquestions; q++) {
            uint32_t n = 0;
            for (uint32_t a = 0; a < v->c.nareas; a++) {
                struct cover_sum sum = coverage_view_sum(v, a, q, 0, 0);
                n += cover_count(&sum) > 0;
            }
            if (!asked[q] && n && n < fewest && n < v->c.nareas) {
                best = q;
                fewest = n;
            }
        }
        if (best == UINT32_MAX)
            return;
        bool *is_in = arena_array(d->page->arena, bool, v->c.nareas + 1);
        asked[best] = true;
        for (uint32_t a = 0; a < v->c.nareas; a++) {
            struct cover_sum sum = coverage_view_sum(v, a, best, 0, 0);
            is_in[a] = cover_count(&sum) > 0;
        }
        TELL(d, part_id(d, "questions.table.%u", question_number(&v->c, best)), "briefing.ask.table",
             told_text(d, "table", gaps_question(d->page->arena, &v->c, best, page_language(d->page))),
             told_text(d, "countries", listed(d, b, is_in)), told_count(d, "n", fewest),
             told_count(d, "all", v->c.nareas));
    }
}

void briefing_questions(struct document *d, const struct briefing *b)
{
    size_t n;
    struct gaps g = briefing_gaps(d, b, UINT32_MAX);
    if (!g.n)
        return;
    const struct capacity_need *v = gaps_needs(&n, d->page->arena, &b->gaps->c, &g, &b->gaps->sources);
    document_chapter(d, "questions", text_get(d->page->text, "briefing.questions"));
    document_say(d, "questions.lead", "briefing.questions.lead", NULL);
    ask_effort(d, b, &g, EFFORT_COMPLETE, "briefing.ask.complete");
    ask_effort(d, b, &g, EFFORT_TABULATE, "briefing.ask.tabulate");
    ask_effort(d, b, &g, EFFORT_CONTINUE, "briefing.ask.continue");
    ask_need(d, b, v, n, NEED_DEFINITION, "briefing.ask.definition");
    ask_need(d, b, v, n, NEED_REGISTER, "briefing.ask.register");
    ask_tables(d, b);
}
