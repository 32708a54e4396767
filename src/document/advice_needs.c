/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Recommendations from what countries need to be able to answer more (analyse/gaps.h). */

#include "document/advice.h"

enum { SOURCES_MOST = 3 };

static uint16_t area_of(const struct advice *a, const struct capacity_need *need)
{
    return a->d->page->analysis->coverage->areas[need->area];
}

bool advice_needs_find(const struct advice *a, const struct advice_kind *kind, bool *areas)
{
    bool any = false;
    for (size_t i = 0; i < a->r->nneeds; i++)
        for (uint32_t k = 0; a->r->needs[i].kind == kind->need && k < a->nprofiles; k++)
            if (a->profiles[k].area == area_of(a, &a->r->needs[i]))
                any = areas[k] = true;
    return any;
}

static void append(struct document *d, struct str *said, const char *key, struct html_arg next)
{
    struct buf b = {0};
    if (said->len)
        html_say_marked(&b, d->page->text, key, (const struct html_arg[]){{"before", *said}, next, {NULL, {NULL, 0}}});
    *said = said->len ? arena_str(d->page->arena, buf_view(&b)) : next.html;
    buf_release(&b);
}

/* "Labour force survey, Population census and 2 more", as HTML; empty where no source is there. */
static struct str sources_words(const struct advice *a, const struct advised *x, uint16_t area)
{
    struct document *d = a->d;
    const struct coverage *c = &a->r->coverage->c;
    struct str said = {0}, names[SOURCES_MOST];
    const char *but = " source!="; /* those that are named */
    unsigned n = 0, more = 0;
    for (size_t i = 0; i < a->r->nneeds; i++) {
        const struct capacity_need *need = &a->r->needs[i];
        if (need->kind != x->kind->need || area_of(a, need) != area || !need->source.len)
            continue;
        struct str name = source_name(d->page, need->source);
        unsigned k = 0;
        while (k < n && !str_eq(names[k], name))
            k++;
        if (k == SOURCES_MOST) {
            more++;
            continue;
        }
        but = arena_fmt(d->page->arena, "%s%s%.*s", but, n ? "," : "", STR_FMT(need->source));
        if (k < n)
            continue;
        names[n++] = name;
        append(d, &said, "report.list.semicolon", told_text(d, "next", name));
    }
    struct reckoned r = LISTED(d, more, "coverage needs --years %d-%d ref_area=%.*s need=%s source=*%s", c->first_year,
                               c->last_year, STR_FMT(d->page->cube->ref->areas[area].code), need_name(x->kind->need),
                               but);
    if (more)
        append(d, &said, "report.list.more", told_number(d, "n", &r));
    return said;
}

/* How many question tables it would fill, of those that are missing or have a part only. */
static void country(const struct advice *a, const struct advised *x, uint16_t area)
{
    struct document *d = a->d;
    struct page *pg = d->page;
    struct str sources = sources_words(a, x, area);
    struct tables_of of = ALL_TABLES;
    uint64_t n = 0;
    for (size_t i = 0; i < a->r->nneeds; i++)
        if (a->r->needs[i].kind == x->kind->need && area_of(a, &a->r->needs[i]) == area)
            n += a->r->needs[i].gaps;
    of.area = coverage_area(&a->r->coverage->c, area);
    struct reckoned missing = tables_count(d, a->r->coverage, &of, 1u << COVER_MISSING | 1u << COVER_PARTIAL);
    struct reckoned gaps = needs_gaps(d, n, &a->r->coverage->c, area, x->kind->need, NULL);
    const char *key = n && sources.len ? "report.advice.behind.fills"
                      : n              ? "report.advice.behind.gaps"
                                       : "report.advice.behind";
    html(pg->out, "<li>");
    TELL_ON(d, key, told_text(d, "country", pg->cube->ref->areas[area].name), (struct html_arg){"sources", sources},
            told_number(d, "n", &gaps), told_number(d, "missing", &missing));
    html(pg->out, "</li>\n");
}

void advice_needs_behind(const struct advice *a, const struct advised *x)
{
    for (uint32_t i = 0; i < x->n; i++)
        country(a, x, x->areas[i]);
}
