/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The countries that report, a line each: the newest totals with their years, and which years there are. */

#include "report/chart.h"
#include "report/figure.h"
#include "report/profile.h"
#include "report/topic.h"

#include "model/period.h"

static const enum profile_part shown[] = {PART_STOCK, PART_ABROAD, PART_OUTFLOW};

/* The newest total of a part, with its year. */
static void total_cell(struct page *pg, const struct profile *p, enum profile_part part)
{
    const struct cube *cube = pg->cube;
    const struct cube_flow *flow = p->best[part];
    uint32_t series, obs;
    if (!flow || !profile_total(&series, cube, flow, p->area, 0) || !series_newest(&obs, cube, series)) {
        html(pg->out, "<td class=\"n zero\">\xC2\xB7</td>");
        return;
    }
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    html(pg->out, "<td class=\"n\"><a href=\"");
    html_attr(pg->out, table_path(pg, in, p->area));
    html(pg->out, "\">");
    html_text(pg->out, count_words(pg, in, obs));
    html(pg->out, "</a> <span class=\"year\">");
    html_text(pg->out, text_join(pg, "%d", period_year(cube->period[obs])));
    html(pg->out, "</span></td>");
}

static void row(struct page *pg, uint16_t area, int from, int to)
{
    const struct cube *cube = pg->cube;
    const struct area *it = &cube->ref->areas[area];
    uint32_t figures = 0;
    struct years years = {0};
    struct profile p;
    profile_make(&p, cube, area);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        figures += cover_of(cube, &cube->flows[f], area).nobs;
        cover_years(&years, cube, &cube->flows[f], area);
    }
    html(pg->out, figures ? "<tr><th scope=\"row\">" : "<tr class=\"none\"><th scope=\"row\">");
    html_link(pg->out, "/country/", it->code, it->name);
    html(pg->out, "</th>");
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        total_cell(pg, &p, shown[i]);
    html(pg->out, "<td>");
    strip(pg, &years, from, to);
    html(pg->out, "</td><td class=\"n\">");
    if (figures) {
        html(pg->out, "<a href=\"/tables?ref_area=");
        html_value(pg->out, it->code);
        html(pg->out, "\">");
    }
    html_text(pg->out, figures ? number(pg, figures) : text_get(pg->text, "cover.none"));
    html(pg->out, figures ? "</a></td></tr>\n" : "</td></tr>\n");
}

/* Stocks or flows, whichever more countries have: as small lines. */
static void side_by_side(struct page *pg)
{
    static const enum profile_part parts[] = {PART_STOCK, PART_OUTFLOW};
    struct chart c = {0}, best = {0};
    enum profile_part part = PART_STOCK;
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct chart_ask ask = {.part = {str_of(profile_part_name(parts[i]))}, .nparts = 1, .kind = CHART_KINDS};
        if (topic_make(&c, pg, STR("region"), &ask, &err) == 0 && c.nseries > best.nseries) {
            best = c;
            part = parts[i];
        }
    }
    if (best.nseries > 1)
        figure_write(pg, &best, text_join(pg, "/chart/region/%s", profile_part_name(part)), STR(""));
}

void page_countries(struct page *pg)
{
    if (!page_released(pg, "countries"))
        return;
    const struct cube *cube = pg->cube;
    int from, to;
    years_range(cube, &from, &to);
    page_open(pg, text_get(pg->text, "nav.countries"), "countries");
    say_in(pg, "h1", NULL, "countries.title");
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "countries.lead", {"region", cube->ref->region});
    html(pg->out, "</p>\n");
    listing_open(pg, "cap", "frame", "list totals", text_get(pg->text, "countries.caption"));
    listing_column(pg, NULL, "table.country");
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        listing_column(pg, "n", arena_fmt(pg->arena, "profile.of.%s", profile_part_name(shown[i])));
    strip_axis(pg, "cover.years", from, to);
    listing_column(pg, "n", "cover.figures");
    listing_body(pg);
    for (const uint16_t *a = members(pg); *a; a++)
        row(pg, *a, from, to);
    listing_close(pg);
    say_in(pg, "p", "small", "countries.how");
    side_by_side(pg);
    page_close(pg);
}
