/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/layout.h"

static void row(struct page *pg, uint16_t area, int from, int to)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    uint32_t *tables = arena_array(pg->arena, uint32_t, ref->nmodules + 1), figures = 0;
    struct years years = {0};
    for (uint32_t f = 0; f < cube->nflows; f++) {
        struct holding c = cover_of(cube, &cube->flows[f], area);
        tables[ref->indicators[cube->flows[f].indicator].module] += c.nobs > 0;
        figures += c.nobs;
        cover_years(&years, cube, &cube->flows[f], area);
    }
    html(pg->out, figures ? "<tr><th scope=\"row\">" : "<tr class=\"none\"><th scope=\"row\">");
    html_link(pg->out, "/country/", ref->areas[area].code, ref->areas[area].name);
    html(pg->out, "</th>");
    for (uint32_t m = 0; m < ref->nmodules; m++) {
        if (!ref->modules[m].code.len)
            continue;
        html(pg->out, tables[m] ? "<td class=\"n\">" : "<td class=\"n zero\">");
        html_text(pg->out, number(pg, tables[m]));
        html(pg->out, "</td>");
    }
    html(pg->out, "<td>");
    strip(pg, &years, from, to);
    html(pg->out, "</td><td class=\"y\">");
    if (figures)
        html_text(pg->out, text_join(pg, "%d", years_last(&years)));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, figures ? number(pg, figures) : text_get(pg->text, "cover.none"));
    html(pg->out, "</td></tr>\n");
}

void page_countries(struct page *pg)
{
    if (!page_released(pg, "countries"))
        return;
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    int from, to;
    years_range(cube, &from, &to);
    page_open(pg, text_get(pg->text, "nav.countries"), "countries");
    say_in(pg, "h1", NULL, "countries.title");
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "countries.lead", {"region", ref->region});
    html(pg->out, "</p>\n<div class=\"frame\" role=\"region\" aria-labelledby=\"cap\" "
                  "tabindex=\"0\">\n<table class=\"list\">\n<caption class=\"hide\" id=\"cap\">");
    say(pg, "countries.caption");
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "table.country");
    html(pg->out, "</th>");
    for (uint32_t m = 0; m < ref->nmodules; m++) {
        if (!ref->modules[m].code.len)
            continue;
        html(pg->out, "<th scope=\"col\" class=\"n\">");
        say(pg, arena_fmt(pg->arena, "countries.%.*s", STR_FMT(ref->modules[m].code)));
        html(pg->out, "</th>");
    }
    strip_axis(pg, "cover.years", from, to);
    html(pg->out, "<th scope=\"col\" class=\"y\">");
    say(pg, "countries.newest");
    html(pg->out, "</th><th scope=\"col\" class=\"n\">");
    say(pg, "cover.figures");
    html(pg->out, "</th></tr></thead>\n<tbody>\n");
    for (const uint16_t *a = members(pg); *a; a++)
        row(pg, *a, from, to);
    html(pg->out, "</tbody>\n</table>\n</div>\n");
    page_close(pg);
}
