/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The executive summary: the weightiest sentences of each topic, and what is known and missing. At most two pages. */

#include "document/both_sides.h"

enum { SAYS_MOST = 3, SAYS_ALL = 16 };

/* In the order of the chapters; what is known and missing stands in a box behind them. */
static const enum highlight_topic topics[] = {HIGHLIGHT_STOCK,  HIGHLIGHT_INFLOW,    HIGHLIGHT_OUTFLOW,
                                              HIGHLIGHT_ABROAD, HIGHLIGHT_CORRIDORS, HIGHLIGHT_SECTORS,
                                              HIGHLIGHT_SKILLS, HIGHLIGHT_SEXES};

static size_t count_of(const struct document *d, const struct report *r, int topic, size_t most)
{
    const struct highlight **v = arena_array(d->page->arena, const struct highlight *, most + 1);
    return r->highlights ? highlights_pick(v, most, r->highlights, topic, UINT16_MAX) : 0;
}

/* As many of each topic as leave room for all. */
static size_t share_room(const struct document *d, const struct report *r)
{
    for (size_t most = SAYS_MOST; most > 1; most--) {
        size_t n = 0;
        for (size_t i = 0; i < ARRAY_LEN(topics); i++)
            n += count_of(d, r, (int)topics[i], most);
        if (n <= SAYS_ALL)
            return most;
    }
    return 1;
}

/* -- what is known and missing ---------------------------------------------------------------------------- */

static bool has_coverage(const struct report *r)
{
    return r->coverage && r->coverage->c.last_year >= r->coverage->c.first_year;
}

/* `said`: how much was collected in all stands before. */
static void collected(struct document *d, const struct report *r, bool said)
{
    struct page *pg = d->page;
    const struct coverage_view *v = r->coverage;
    struct tables_of of = ALL_TABLES;
    struct reckoned n = tables_count(d, v, &of, COVER_COLLECTED), all = tables_count(d, v, &of, COVER_POSSIBLE), share;
    if (said || !tables_share(&share, d, v, &of))
        say(pg, "report.summary.parts");
    else
        TELL_ON(d, "report.summary.collected", told_number(d, "n", &n), told_number(d, "all", &all),
                told_number(d, "share", &share), told_text(d, "first", text_join(pg, "%d", v->c.first_year)),
                told_text(d, "last", text_join(pg, "%d", v->c.last_year)));
    html(pg->out, "\n<ul>\n");
    for (uint32_t m = 0; m < pg->cube->ref->nmodules; m++) {
        of.module = (int)m;
        if (!tables_share(&share, d, v, &of))
            continue;
        html(pg->out, "<li>");
        TELL_ON(d, "report.summary.module", told_text(d, "module", pg->cube->ref->modules[m].name),
                told_number(d, "share", &share));
        html(pg->out, "</li>\n");
    }
}

/* Which countries say nothing of a question. */
static void silent(struct document *d, enum profile_part part)
{
    struct page *pg = d->page;
    uint16_t *areas = arena_array(pg->arena, uint16_t, pg->cube->ref->nareas);
    size_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++) {
        struct profile p;
        profile_make(&p, pg->cube, *area);
        if (!p.best[part])
            areas[n++] = *area;
    }
    if (!n)
        return;
    html(pg->out, "<li>");
    SAY(pg, arena_fmt(pg->arena, "report.region.%s.silent", profile_part_name(part)),
        {"countries", areas_words(pg, areas, n)});
    html(pg->out, "</li>\n");
}

static void both_sides(struct document *d)
{
    struct page *pg = d->page;
    struct both_sides x;
    both_sides_make(&x, d, MIRROR_STOCK);
    if (!x.n)
        return;
    struct reckoned all = lines_count(d, &x, false), both = lines_count(d, &x, true);
    html(pg->out, "<li>");
    TELL_ON(d, "report.summary.sides", told_number(d, "both", &both), told_number(d, "n", &all));
    html(pg->out, "</li>\n");
}

/* What lies ready: question tables that sources which were used already could fill. */
static void within_reach(struct document *d, const struct report *r)
{
    struct page *pg = d->page;
    struct gaps g;
    struct gap_filter filter = GAP_FILTER_ALL;
    if (!r->gaps)
        return;
    filter.first_year = r->coverage->c.first_year;
    filter.last_year = r->coverage->c.last_year;
    gaps_only(&g, pg->arena, r->gaps, &filter);
    uint64_t n = (uint64_t)g.of_effort[EFFORT_COMPLETE] + g.of_effort[EFFORT_TABULATE] + g.of_effort[EFFORT_CONTINUE];
    if (!n)
        return;
    struct reckoned tables = LISTED(d, n, "coverage gaps --years %d-%d effort=complete,tabulate,continue",
                                    filter.first_year, filter.last_year);
    html(pg->out, "<li>");
    TELL_ON(d, text_plural(pg->arena, pg->text, "report.summary.reach", n), told_number(d, "n", &tables));
    html(pg->out, "</li>\n");
}

static void known(struct document *d, const struct report *r)
{
    static const enum profile_part parts[] = {PART_STOCK, PART_OUTFLOW, PART_ABROAD};
    struct page *pg = d->page;
    html(pg->out, "<aside class=\"box\">\n");
    document_heading(d, text_get(pg->text, "report.summary.known"));
    size_t says = says_paragraphs(d, r, "summary", HIGHLIGHT_COVERAGE, UINT16_MAX, SAYS_MOST);
    document_paragraph(d, "summary.known");
    collected(d, r, says > 0);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        silent(d, parts[i]);
    both_sides(d);
    within_reach(d, r);
    html(pg->out, "</ul>\n");
    document_paragraph_end(d);
    html(pg->out, "</aside>\n");
}

/* -- the summary -------------------------------------------------------------------------------------------- */

int report_summary(struct document *d, const struct report *r, struct err *err UNUSED)
{
    struct page *pg = d->page;
    size_t each = share_room(d, r);
    bool covered = has_coverage(r);
    if (!count_of(d, r, -1, 1) && !covered)
        return 0;
    document_plain(d, "summary", text_get(pg->text, "report.summary.title"));
    DOCUMENT_SAY(d, "summary.lead", "report.summary.lead", {"region", pg->cube->ref->region},
                 {"release", pg->cube->release_name}, {"date", date_words(pg, pg->cube->released_at)});
    for (size_t i = 0; i < ARRAY_LEN(topics); i++) {
        if (!count_of(d, r, (int)topics[i], 1))
            continue;
        document_heading(
            d, text_get(pg->text, arena_fmt(pg->arena, "report.summary.%s", highlight_topic_name(topics[i]))));
        says_paragraphs(d, r, "summary", (int)topics[i], UINT16_MAX, each);
    }
    if (covered)
        known(d, r);
    return 0;
}
