/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/figure.h"
#include "report/pivot_page.h"
#include "report/topic.h"

void table_crumbs(struct page *pg, const struct indicator *in, uint16_t area)
{
    const struct module *module = &pg->cube->ref->modules[in->module];
    crumbs_open(pg);
    crumb(pg, "/tables", "nav.tables");
    html(pg->out, " ");
    html_link(pg->out, "/tables#", module->code, module->name);
    if (area) {
        html(pg->out, " <a href=\"");
        html_attr(pg->out, table_path(pg, in, 0));
        html(pg->out, "\">");
        say(pg, "table.all");
        html(pg->out, "</a>");
    }
    html(pg->out, "</nav>\n");
}

/* The way from one country's table to the next, and who is missing. */
static void switcher(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct ref *ref = pg->cube->ref;
    const struct indicator *in = &ref->indicators[flow->indicator];
    html(pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "table.switch"));
    html(pg->out, "\"><ul>\n<li><a href=\"");
    html_attr(pg->out, table_path(pg, in, 0));
    html(pg->out, area ? "\">" : "\" aria-current=\"page\">");
    say(pg, "table.all");
    html(pg->out, "</a></li>\n");
    for (const uint16_t *list = members(pg); *list; list++) {
        uint16_t a = *list;
        if (flow->area_at[a] == flow->area_at[a + 1])
            continue;
        html(pg->out, "<li><a href=\"");
        html_attr(pg->out, table_path(pg, in, a));
        html(pg->out, a == area ? "\" aria-current=\"page\">" : "\">");
        html_text(pg->out, ref->areas[a].name);
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul></nav>\n");
}

/* How the figures went: of a country its largest parts, of all countries their totals. A table that no chart can
 * show has none. */
static void draw(struct page *pg, const struct indicator *in, uint16_t area)
{
    struct chart c;
    struct chart_ask ask = {.part = {in->code, area ? pg->cube->ref->areas[area].code : (struct str){0}},
                            .nparts = area ? 2 : 1, .kind = CHART_LINE};
    if (topic_make(&c, pg, STR("table"), &ask, NULL) < 0)
        return;
    /* a year alone is no line */
    const char *query = c.ncategories > 1 ? "kind=line" : "kind=bar";
    ask.kind = c.ncategories > 1 ? CHART_LINE : CHART_BAR;
    if (ask.kind == CHART_BAR && topic_make(&c, pg, STR("table"), &ask, NULL) < 0)
        return;
    figure_write(pg, &c, text_join(pg, "/chart%.*s", STR_FMT(table_path(pg, in, area))), str_of(query));
}

void table_heading(struct page *pg, const struct indicator *in, uint16_t area)
{
    html(pg->out, "<h1>");
    if (area) {
        html(pg->out, "<span class=\"place\">");
        html_text(pg->out, pg->cube->ref->areas[area].name);
        html(pg->out, "<span class=\"hide\">: </span></span> ");
    }
    html_text(pg->out, in->title);
    heading_end(pg);
}

/* The same figures otherwise, and others of this table. */
static void choices(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    struct pivot p;
    pivot_init(&p, pg->arena, pg->cube, flow, area);
    pivot_published(&p);
    html_script(pg->out, "table.js");
    pivot_views(pg, &p, true);
    pivot_form(pg, &p, false);
}

static void write_table(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct ref *ref = pg->cube->ref;
    const struct indicator *in = &ref->indicators[flow->indicator];
    struct grid g;
    grid_gather(&g, pg, flow, area);

    struct str title = in->title;
    if (area)
        title = WORDS(pg, "table.title", {"place", ref->areas[area].name}, {"title", in->title});
    page_open(pg, title, "tables");
    table_crumbs(pg, in, area);
    table_heading(pg, in, area);
    if (flow->n)
        switcher(pg, flow, area);
    if (g.ncols)
        choices(pg, flow, area);
    html(pg->out, g.ncols ? "<div class=\"beside\">\n" : "<div class=\"beside alone\">\n");
    html(pg->out, "<div class=\"figures\">\n");
    if (g.ncols)
        draw(pg, in, area);
    grid_write(&g);
    if (g.ncols)
        grid_legend(&g);
    html(pg->out, "</div>\n");
    side_write(&g);
    html(pg->out, "</div>\n");
    page_close(pg);
}

void page_figures(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    struct grid g;
    grid_gather(&g, pg, flow, area);
    html(pg->out, "<div class=\"figures\">\n");
    grid_write(&g);
    grid_legend(&g);
    html(pg->out, "</div>\n");
}

void page_table(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    if (page_released(pg, "tables"))
        write_table(pg, flow, area);
}

void page_table_none(struct page *pg, uint16_t indicator)
{
    if (!page_released(pg, "tables"))
        return;
    struct cube_flow flow = {.indicator = indicator};
    flow.area_at = arena_array(pg->arena, uint32_t, pg->cube->ref->nareas + 1);
    write_table(pg, &flow, 0);
}
