/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How the figures of a page are taken along: as a file of any format, by a program, in a citation. */

#include "report/pivot_page.h"

static const struct {
    const char *format; /* in addresses */
    const char *key;
} formats_given[] = {{"tidy", "format.tidy"},           {"xlsx", "format.xlsx"},
                     {"jsonstat", "format.jsonstat"},   {"sdmx-csv", "format.sdmx-csv"},
                     {"sdmx-json", "format.sdmx-json"}, {"sdmx-ml-3.0", "format.sdmx-ml"},
                     {"sqlite", "format.sqlite"},       {"turtle", "format.turtle"}};

static void put_file(struct page *pg, const struct reuse *r, const char *format)
{
    html_attr(pg->out, r->rest);
    html(pg->out, r->rest.len && memchr(r->rest.p, '?', r->rest.len) ? "&amp;format=" : "?format=");
    html(pg->out, format);
}

static void put_addr(struct page *pg, struct str path)
{
    html(pg->out, "<p class=\"small\"><code class=\"addr\">");
    html_text(pg->out, pg->origin);
    html_text(pg->out, path);
    html(pg->out, "</code></p>\n");
}

void reuse_addresses(struct page *pg, const struct reuse *r)
{
    say_in(pg, "h3", NULL, "side.api");
    put_addr(pg, r->rest);
    if (r->rest_v1.len)
        put_addr(pg, r->rest_v1);
    html(pg->out, "<p class=\"small\"><a href=\"/api\">");
    say(pg, "side.api.guide");
    html(pg->out, "</a></p>\n");
}

void reuse_citation(struct page *pg, const struct reuse *r)
{
    const struct cube *cube = pg->cube;
    say_in(pg, "h3", NULL, "side.cite");
    html(pg->out, "<p class=\"small cite\">");
    SAY(pg, "side.citation", {"agency", cube->ref->agency}, {"name", cube->ref->name}, {"region", cube->ref->region},
        {"title", r->title}, {"place", r->place}, {"release", cube->release_name},
        {"date", date_words(pg, cube->released_at)},
        {"address", str_of(arena_fmt(pg->arena, "%.*s%.*s", STR_FMT(pg->origin), STR_FMT(r->address)))});
    html(pg->out, "</p>\n");
}

void reuse_write(struct page *pg, const struct reuse *r)
{
    html(pg->out, "<section class=\"reuse\">\n");
    say_in(pg, "h2", NULL, "side.reuse");
    html(pg->out, "<ul class=\"files\">\n");
    for (size_t i = 0; i < ARRAY_LEN(formats_given); i++) {
        html(pg->out, i ? "<li><a download href=\"" : "<li><a class=\"button\" download href=\"");
        put_file(pg, r, formats_given[i].format);
        html(pg->out, "\">");
        say(pg, formats_given[i].key);
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul>\n");
    reuse_addresses(pg, r);
    say_in(pg, "h3", NULL, "side.permanent");
    put_addr(pg, r->address);
    reuse_citation(pg, r);
    html(pg->out, "</section>\n");
}
