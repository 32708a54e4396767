/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Small parts that many pages have: the way up, lists as tables, options of a select. */

#include "report/layout.h"

void crumbs_open(struct page *pg)
{
    html(pg->out, "<nav class=\"crumbs\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "site.crumbs"));
    html(pg->out, "\">");
}

void crumb(struct page *pg, const char *address, const char *key)
{
    html(pg->out, "<a href=\"");
    html(pg->out, address);
    html(pg->out, "\">");
    say(pg, key);
    html(pg->out, "</a>");
}

void listing_open(struct page *pg, const char *id, const char *frame, const char *table, struct str caption)
{
    struct buf *out = pg->out;
    buf_fmt(out, "<div class=\"%s\" role=\"region\" aria-labelledby=\"", frame);
    html_attr(out, str_of(id));
    buf_fmt(out, "\" tabindex=\"0\">\n<table class=\"%s\">\n<caption class=\"hide\" id=\"", table);
    html_attr(out, str_of(id));
    html(out, "\">");
    html_text(out, caption);
    html(out, "</caption>\n<thead><tr>");
}

void listing_column(struct page *pg, const char *class, const char *key)
{
    html(pg->out, class ? "<th scope=\"col\" class=\"" : "<th scope=\"col\">");
    if (class)
        buf_fmt(pg->out, "%s\">", class);
    say(pg, key);
    html(pg->out, "</th>");
}

void listing_columns(struct page *pg, const char *const *keys)
{
    for (; *keys; keys++)
        listing_column(pg, **keys == '#' ? "n" : NULL, *keys + (**keys == '#'));
    listing_body(pg);
}

void listing_body(struct page *pg) { html(pg->out, "</tr></thead>\n<tbody>\n"); }

void listing_close(struct page *pg) { html(pg->out, "</tbody>\n</table>\n</div>\n"); }

void say_option(struct page *pg, struct str value, struct str name, bool chosen)
{
    html(pg->out, "<option value=\"");
    html_attr(pg->out, value);
    html(pg->out, chosen ? "\" selected>" : "\">");
    html_text(pg->out, name);
    html(pg->out, "</option>\n");
}

struct str bytes_words(struct page *pg, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    unsigned unit = 0;
    double n = (double)bytes;
    while (n >= 999.5 && unit + 1 < ARRAY_LEN(units)) {
        n /= 1000;
        unit++;
    }
    return text_join(pg, "%.*f %s", unit && n < 9.95 ? 1 : 0, n, units[unit]);
}
