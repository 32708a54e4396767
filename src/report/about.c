/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What this is, how it may be used, whom to ask, and for whom it works; what went wrong. */

#include "report/layout.h"

#include "base/version.h"

static void heading(struct page *pg, const char *id, const char *key)
{
    buf_fmt(pg->out, "<h2 id=\"%s\">", id);
    say(pg, key);
    html(pg->out, "</h2>\n");
}

static void section(struct page *pg, const char *page, const char *part)
{
    heading(pg, part, arena_fmt(pg->arena, "%s.%s", page, part));
    say_in(pg, "p", NULL, arena_fmt(pg->arena, "%s.%s.text", page, part));
}

/* -- whom to ask -------------------------------------------------------------------------------------- */

static bool is_mail(struct str s)
{
    const char *at = s.len ? memchr(s.p, '@', s.len) : NULL;
    return at && at > s.p && at + 1 < s.p + s.len && !memchr(s.p, ' ', s.len);
}

static void contact(struct page *pg, const char *lead)
{
    if (!pg->contact.len) {
        say_in(pg, "p", NULL, "about.contact.none");
        return;
    }
    bool web = str_starts(pg->contact, STR("https://")) || str_starts(pg->contact, STR("http://"));
    say_in(pg, "p", NULL, lead);
    html(pg->out, "<p>");
    if (web || is_mail(pg->contact)) {
        html(pg->out, web ? "<a href=\"" : "<a href=\"mailto:");
        html_attr(pg->out, pg->contact);
        html(pg->out, "\">");
        html_text(pg->out, pg->contact);
        html(pg->out, "</a>");
    } else {
        html_text(pg->out, pg->contact);
    }
    html(pg->out, "</p>\n");
}

/* -- about ---------------------------------------------------------------------------------------------- */

static void put_cite(struct page *pg)
{
    const struct cube *cube = pg->cube;
    if (!cube)
        return;
    section(pg, "about", "cite");
    html(pg->out, "<p class=\"small cite\">");
    SAY(pg, "about.cite.whole", {"name", cube->ref->name}, {"region", cube->ref->region},
        {"release", cube->release_name}, {"date", date_words(pg, cube->released_at)}, {"address", pg->origin});
    html(pg->out, "</p>\n");
}

void page_about(struct page *pg)
{
    static const char *const before[] = {"what", "how", "missing", "coverage", "who"};
    static const char *const after[] = {"privacy", "accessibility", "ilms"};
    page_open(pg, text_get(pg->text, "about.title"), "about");
    html(pg->out, "<article class=\"prose\">\n");
    say_in(pg, "h1", NULL, "about.title");
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "about.lead", {"region", pg->cube ? pg->cube->ref->region
                                             : text_get(pg->text, "about.region")});
    html(pg->out, "</p>\n");
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        section(pg, "about", before[i]);
    /* the words tell of this region's collection, whoever else may use the program */
    if (pg->cube && str_is(pg->cube->ref->sample, "asean"))
        section(pg, "about", "history");
    section(pg, "about", "reuse");
    put_cite(pg);
    heading(pg, "contact", "about.contact");
    contact(pg, "about.contact.text");
    for (size_t i = 0; i < ARRAY_LEN(after); i++)
        section(pg, "about", after[i]);
    html(pg->out, "</article>\n");
    page_close(pg);
}

/* -- accessibility -------------------------------------------------------------------------------------- */

static void put_list(struct page *pg, const char *part, const char *const *items, size_t n)
{
    heading(pg, part, arena_fmt(pg->arena, "access.%s", part));
    html(pg->out, "<ul>\n");
    for (size_t i = 0; i < n; i++)
        say_in(pg, "li", NULL, arena_fmt(pg->arena, "access.%s.%s", part, items[i]));
    html(pg->out, "</ul>\n");
}

/* What the W3C asks of such a statement: status, measures, assessment, technologies, limitations, feedback, date. */
void page_accessibility(struct page *pg)
{
    static const char *const done[] = {"structure", "colour", "keyboard", "script", "charts", "size", "print"};
    static const char *const limits[] = {"tested", "tables", "scripts", "maps", "names", "files"};
    page_open(pg, text_get(pg->text, "access.title"), "");
    html(pg->out, "<article class=\"prose\">\n");
    say_in(pg, "h1", NULL, "access.title");
    say_in(pg, "p", "lead", "access.lead");
    section(pg, "access", "status");
    put_list(pg, "done", done, ARRAY_LEN(done));
    section(pg, "access", "how");
    section(pg, "access", "works");
    put_list(pg, "limits", limits, ARRAY_LEN(limits));
    heading(pg, "report", "access.report");
    contact(pg, "access.report.text");
    html(pg->out, "<p class=\"small\">");
    SAY(pg, "access.date", {"date", date_words(pg, STR("2026-11-28"))}, {"version", STR(ILMS_VERSION)});
    html(pg->out, "</p>\n</article>\n");
    page_close(pg);
}

/* -- errors --------------------------------------------------------------------------------------------- */

void page_missing(struct page *pg, const char *key)
{
    pg->here = STR("/"); /* in no language is this page there */
    page_open(pg, text_get(pg->text, "error.404"), "");
    say_in(pg, "h1", NULL, "error.404");
    say_in(pg, "p", "lead", key);
    say_in(pg, "p", NULL, "error.next");
    html(pg->out, "<p class=\"small\">");
    SAY(pg, "error.status", {"status", STR("404")});
    html(pg->out, "</p>\n");
    page_close(pg);
}

void page_error(struct page *pg, int status, struct str message)
{
    const char *title = arena_fmt(pg->arena, "error.%d", status);
    if (!text_has(pg->text, title))
        title = status >= 500 ? "error.500" : "error.400";
    pg->here = STR("/");
    page_open(pg, text_get(pg->text, title), "");
    say_in(pg, "h1", NULL, title);
    html(pg->out, "<p class=\"lead\">");
    html_text(pg->out, message);
    html(pg->out, "</p>\n");
    say_in(pg, "p", NULL, status >= 500 ? "error.later" : "error.next");
    html(pg->out, "<p class=\"small\">");
    SAY(pg, "error.status", {"status", text_join(pg, "%d", status)});
    html(pg->out, "</p>\n");
    page_close(pg);
}
