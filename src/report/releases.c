/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases, those to come and those that are, and what each changed. */

#include "report/releases.h"

#include "report/layout.h"
#include "report/reports.h"
#include "store/plans.h"

struct tally {
    struct str code;
    uint64_t inserted, changed, deleted;
    uint32_t n; /* tables of a country, or countries of a table, in which something is another */
};

static void add(struct tally *t, const struct news_change *c)
{
    t->inserted += c->inserted;
    t->changed += c->changed;
    t->deleted += c->deleted;
    t->n++;
}

static struct tally total_of(const struct news_release *r)
{
    struct tally t = {.code = r->name};
    for (size_t i = 0; i < r->n; i++)
        add(&t, &r->v[i]);
    return t;
}

/* "2,430 figures came, 12 changed, 3 went", as whole sentences. */
static void say_counts(struct page *pg, const struct tally *t)
{
    static const char *const keys[] = {"releases.came", "releases.changed", "releases.went"};
    const uint64_t n[] = {t->inserted, t->changed, t->deleted};
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (!n[i])
            continue;
        html(pg->out, any ? " " : "");
        SAY(pg, text_plural(pg->arena, pg->text, keys[i], n[i]), {"n", number(pg, n[i])});
        any = true;
    }
    if (!any)
        say(pg, t->n ? "releases.notes" : "releases.same");
}

/* -- what is announced ----------------------------------------------------------------------------- */

void page_next_release(struct page *pg)
{
    if (!pg->nplans)
        return;
    html(pg->out, "<p class=\"next\">");
    SAY(pg, "releases.next", {"release", pg->plans[0].name}, {"date", date_words(pg, pg->plans[0].day)});
    html(pg->out, "</p>\n");
}

static void put_plan(struct page *pg, const struct plan *p)
{
    html(pg->out, "<li><time datetime=\"");
    html_attr(pg->out, p->day);
    html(pg->out, "\">");
    html_text(pg->out, date_words(pg, p->day));
    html(pg->out, "</time> <b>");
    html_text(pg->out, p->name);
    html(pg->out, "</b>");
    if (p->what.len) {
        html(pg->out, "<span class=\"what\">");
        html_text(pg->out, p->what);
        html(pg->out, "</span>");
    }
    if (!str_eq(p->day, p->first_day)) {
        html(pg->out, "<span class=\"small\">");
        SAY(pg, "releases.moved", {"date", date_words(pg, p->first_day)});
        html(pg->out, "</span>");
    }
    html(pg->out, "</li>\n");
}

static void put_plans(struct page *pg)
{
    say_in(pg, "h2", NULL, "releases.coming");
    if (pg->nplans) {
        html(pg->out, "<ul class=\"coming\">\n");
        for (size_t i = 0; i < pg->nplans; i++)
            put_plan(pg, &pg->plans[i]);
        html(pg->out, "</ul>\n");
    } else {
        say_in(pg, "p", NULL, "releases.coming.none");
    }
    say_in(pg, "p", "small", "releases.calendar");
}

/* -- all of them ------------------------------------------------------------------------------------ */

static void put_release(struct page *pg, const struct news_release *r, bool first)
{
    struct tally t = total_of(r);
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/release/", r->name, r->name);
    html(pg->out, "</th><td class=\"y\">");
    html_text(pg->out, date_words(pg, r->date));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, number(pg, r->nobs));
    html(pg->out, "</td><td>");
    if (first)
        say(pg, "releases.first");
    else
        say_counts(pg, &t);
    html(pg->out, "</td><td class=\"small\"><code>");
    html_text(pg->out, str_sub(r->sha256, 0, 12));
    html(pg->out, "</code></td></tr>\n");
}

void page_releases(struct page *pg, const struct news *news)
{
    static const char *const heads[] = {"releases.release", "releases.date", "#cover.figures", "releases.against",
                                        "files.sum", NULL};
    page_open(pg, text_get(pg->text, "releases.title"), "releases");
    say_in(pg, "h1", NULL, "releases.title");
    say_in(pg, "p", "lead", "releases.lead");
    put_plans(pg);
    if (news->n) { /* the first may be only announced */
        say_in(pg, "h2", NULL, "releases.all");
        listing_open(pg, "cap-all", "frame fit", "list releases", text_get(pg->text, "releases.all"));
        listing_columns(pg, heads);
        for (size_t i = 0; i < news->n; i++)
            put_release(pg, &news->v[i], i + 1 == news->n);
        listing_close(pg);
    }
    say_in(pg, "h2", NULL, "releases.follow");
    say_in(pg, "p", NULL, "releases.follow.text");
    page_close(pg);
}

/* -- one of them ------------------------------------------------------------------------------------- */

static struct str area_words(struct page *pg, struct str code)
{
    uint16_t area = ref_area_find(pg->cube->ref, code);
    return area ? pg->cube->ref->areas[area].name : code;
}

static struct str table_words(struct page *pg, struct str code)
{
    uint16_t indicator = ref_indicator_find(pg->cube->ref, code);
    return indicator ? pg->cube->ref->indicators[indicator].title : code;
}

static void put_number(struct page *pg, uint64_t n)
{
    html(pg->out, n ? "<td class=\"n\">" : "<td class=\"n zero\">");
    html_text(pg->out, number(pg, n));
    html(pg->out, "</td>");
}

static void put_counts(struct page *pg, uint64_t inserted, uint64_t changed, uint64_t deleted)
{
    put_number(pg, inserted);
    put_number(pg, changed);
    put_number(pg, deleted);
}

static void open_changes(struct page *pg, const char *id, struct str caption, const char *of)
{
    const char *const heads[] = {of, "#releases.head.came", "#releases.head.changed", "#releases.head.went", NULL};
    listing_open(pg, id, "frame fit", "list short changes", caption);
    listing_columns(pg, heads);
}

/* The tables of a country, folded away: all of them are many. */
static void put_country(struct page *pg, const struct news_release *r, const struct tally *t, size_t number)
{
    html(pg->out, "<details>\n<summary>");
    html_text(pg->out, area_words(pg, t->code));
    html(pg->out, " <span class=\"small\">");
    html_text(pg->out, counted(pg, "count.tables", t->n));
    html(pg->out, "</span></summary>\n");
    open_changes(pg, arena_fmt(pg->arena, "cap-c%zu", number),
                 WORDS(pg, "releases.of.country", {"place", area_words(pg, t->code)}, {"release", r->name}),
                 "cover.table");
    for (size_t i = 0; i < r->n; i++) {
        const struct news_change *c = &r->v[i];
        if (!str_eq(c->area, t->code))
            continue;
        html(pg->out, "<tr><th scope=\"row\"><a href=\"/table/");
        html_segment(pg->out, c->indicator);
        html(pg->out, "/");
        html_segment(pg->out, c->area);
        html(pg->out, "\">");
        html_text(pg->out, table_words(pg, c->indicator));
        html(pg->out, "</a></th>");
        put_counts(pg, c->inserted, c->changed, c->deleted);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
    html(pg->out, "</details>\n");
}

static struct str code_of(const struct news_change *c, bool areas) { return areas ? c->area : c->indicator; }

/* One line a country, or a table, in order of first appearance, which is that of codes. */
static size_t tally_by(struct tally **out, struct page *pg, const struct news_release *r, bool areas)
{
    struct tally *v = arena_array(pg->arena, struct tally, r->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        size_t k = 0;
        while (k < n && !str_eq(v[k].code, code_of(&r->v[i], areas)))
            k++;
        if (k == n)
            v[n++] = (struct tally){.code = code_of(&r->v[i], areas)};
        add(&v[k], &r->v[i]);
    }
    *out = v;
    return n;
}

/* Countries by name; tables stay in the order of codes. */
static void sort_by_name(struct page *pg, struct tally *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && str_cmp(area_words(pg, v[k].code), area_words(pg, v[k - 1].code)) < 0; k--) {
            struct tally t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
}

static void put_tallies(struct page *pg, const struct news_release *r, const struct tally *v, size_t n, bool areas)
{
    say_in(pg, "h2", NULL, areas ? "releases.by.country" : "releases.by.table");
    open_changes(pg, areas ? "cap-areas" : "cap-tables",
                 WORDS(pg, areas ? "releases.by.country.caption" : "releases.by.table.caption", {"release", r->name}),
                 areas ? "table.country" : "cover.table");
    for (size_t i = 0; i < n; i++) {
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, areas ? "/country/" : "/table/", v[i].code,
                  areas ? area_words(pg, v[i].code) : table_words(pg, v[i].code));
        html(pg->out, "</th>");
        put_counts(pg, v[i].inserted, v[i].changed, v[i].deleted);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void put_facts(struct page *pg, const struct news_release *r)
{
    html(pg->out, "<dl class=\"pairs wide\">\n");
    say_pair(pg, "releases.date", date_words(pg, r->date));
    say_pair(pg, "cover.figures", number(pg, r->nobs));
    html(pg->out, "<dt>");
    say(pg, "files.sum");
    html(pg->out, "</dt><dd><code>");
    html_text(pg->out, r->sha256);
    html(pg->out, "</code></dd>\n</dl>\n<p>");
    if (r->nfiles) {
        SAY(pg, "releases.files", {"release", r->name});
        html(pg->out, " ");
    }
    SAY(pg, "releases.as_of", {"time", r->date});
    reports_of_release(pg, r->name);
    html(pg->out, "</p>\n");
}

/* To the one before and the one after. */
static void put_neighbours(struct page *pg, const struct news *news, size_t i)
{
    html(pg->out, "<nav class=\"turn\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "releases.title"));
    html(pg->out, "\"><ul>\n");
    if (i + 1 < news->n) {
        html(pg->out, "<li>");
        SAY(pg, "releases.before", {"release", news->v[i + 1].name});
        html(pg->out, "</li>\n");
    }
    if (i > 0) {
        html(pg->out, "<li>");
        SAY(pg, "releases.after", {"release", news->v[i - 1].name});
        html(pg->out, "</li>\n");
    }
    html(pg->out, "<li><a href=\"/releases\">");
    say(pg, "releases.title");
    html(pg->out, "</a></li>\n</ul></nav>\n");
}

static void put_changes(struct page *pg, const struct news_release *r)
{
    struct tally *areas, *tables;
    size_t nareas = tally_by(&areas, pg, r, true), ntables = tally_by(&tables, pg, r, false);
    if (!r->n)
        return;
    sort_by_name(pg, areas, nareas);
    put_tallies(pg, r, areas, nareas, true);
    put_tallies(pg, r, tables, ntables, false);
    say_in(pg, "h2", NULL, "releases.each");
    for (size_t i = 0; i < nareas; i++)
        put_country(pg, r, &areas[i], i);
}

void page_one_release(struct page *pg, const struct news *news, size_t i)
{
    if (!page_released(pg, ""))
        return;
    const struct news_release *r = &news->v[i];
    struct tally t = total_of(r);
    struct str title = WORDS(pg, "files.release", {"release", r->name});
    page_open(pg, title, "releases");
    crumbs_open(pg);
    crumb(pg, "/releases", "releases.title");
    html(pg->out, "</nav>\n<h1>");
    html_text(pg->out, title);
    heading_end(pg);
    html(pg->out, "<p class=\"lead\">");
    if (i + 1 == news->n)
        SAY(pg, "releases.first.lead", {"n", number(pg, r->nobs)});
    else {
        SAY(pg, "releases.against.lead", {"before", news->v[i + 1].name});
        html(pg->out, " ");
        say_counts(pg, &t);
    }
    html(pg->out, "</p>\n");
    put_facts(pg, r);
    put_changes(pg, r);
    say_in(pg, "p", "small", "releases.reported");
    put_neighbours(pg, news, i);
    page_close(pg);
}
