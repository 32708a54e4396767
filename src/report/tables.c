/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The list of tables is a map of what was reported: a row per table, a column per member,
 * and an empty cell is as much an answer as a full one. */

#include "report/layout.h"

/* A table of an older questionnaire, or a computed one, is shown where it has figures. */
static bool listed(const struct cube *cube, uint16_t indicator)
{
    return indicator_asked(&cube->ref->indicators[indicator]) || cube_flow_find(cube, indicator);
}

static void head(struct page *pg, const struct module *module, const uint16_t *area)
{
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-");
    html_attr(pg->out, module->code);
    html(pg->out, "\" tabindex=\"0\">\n<table class=\"matrix\">\n"
                  "<caption class=\"hide\" id=\"cap-");
    html_attr(pg->out, module->code);
    html(pg->out, "\">");
    SAY(pg, "tables.caption", {"module", module->name});
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "cover.table");
    html(pg->out, "</th>");
    for (; *area; area++) {
        html(pg->out, "<th scope=\"col\"><abbr title=\"");
        html_attr(pg->out, ref->areas[*area].name);
        html(pg->out, "\">");
        html_text(pg->out, ref->areas[*area].code);
        html(pg->out, "</abbr></th>");
    }
    html(pg->out, "<th scope=\"col\" class=\"n\">");
    say(pg, "cover.figures");
    html(pg->out, "</th></tr></thead>\n<tbody>\n");
}

static void years_cell(struct page *pg, const struct indicator *in, const struct cube_flow *flow,
                       uint16_t area)
{
    struct holding c = cover_of(pg->cube, flow, area);
    if (!c.nobs) {
        html(pg->out, "<td></td>");
        return;
    }
    html(pg->out, "<td><a href=\"");
    html_attr(pg->out, table_path(pg, in, area));
    html(pg->out, "\">");
    html_text(pg->out, span(pg, c.first, c.last));
    html(pg->out, "</a></td>");
}

static void row(struct page *pg, uint16_t indicator, const uint16_t *area)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[indicator];
    const struct cube_flow *flow = cube_flow_find(cube, indicator);
    html(pg->out, flow ? "<tr><th scope=\"row\">" : "<tr class=\"none\"><th scope=\"row\">");
    html_link(pg->out, "/table/", in->code, in->title);
    if (in->generation == GEN_FIRST || in->generation == GEN_DERIVED) {
        html(pg->out, " <span class=\"small\">");
        say(pg, in->generation == GEN_FIRST ? "tables.first" : "tables.derived");
        html(pg->out, "</span>");
    }
    html(pg->out, "</th>");
    for (; *area; area++)
        if (flow)
            years_cell(pg, in, flow, *area);
        else
            html(pg->out, "<td></td>");
    html(pg->out, "<td class=\"n\">");
    html_text(pg->out, flow ? number(pg, flow->nobs) : text_get(pg->text, "cover.none"));
    html(pg->out, "</td></tr>\n");
}

/* What the short heads of the columns stand for. */
static void key(struct page *pg)
{
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<ul class=\"key\">\n");
    for (const uint16_t *a = members(pg); *a; a++) {
        html(pg->out, "<li><b>");
        html_text(pg->out, ref->areas[*a].code);
        html(pg->out, "</b> ");
        html_link(pg->out, "/country/", ref->areas[*a].code, ref->areas[*a].name);
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}

static void module_section(struct page *pg, uint16_t m, const uint16_t *area)
{
    const struct cube *cube = pg->cube;
    const struct module *module = &cube->ref->modules[m];
    uint32_t asked = 0, answered = 0;
    for (uint16_t i = 1; i < cube->ref->nindicators; i++) {
        if (cube->ref->indicators[i].module != m || !indicator_asked(&cube->ref->indicators[i]))
            continue;
        asked++;
        answered += cube_flow_find(cube, i) != NULL;
    }
    html(pg->out, "<section id=\"");
    html_attr(pg->out, module->code);
    html(pg->out, "\">\n<h2>");
    html_text(pg->out, module->name);
    html(pg->out, "</h2>\n<p>");
    html_text(pg->out, module->description);
    buf_char(pg->out, ' ');
    SAY(pg, "tables.answered", {"n", number(pg, answered)},
        {"tables", counted(pg, "count.tables", asked)});
    html(pg->out, "</p>\n");
    head(pg, module, area);
    for (int with = 1; with >= 0; with--)
        for (uint16_t i = 1; i < cube->ref->nindicators; i++)
            if (cube->ref->indicators[i].module == m && listed(cube, i) &&
                (cube_flow_find(cube, i) != NULL) == with)
                row(pg, i, area);
    html(pg->out, "</tbody>\n</table>\n</div>\n</section>\n");
}

void page_tables(struct page *pg)
{
    if (!page_released(pg, "tables"))
        return;
    page_open(pg, text_get(pg->text, "nav.tables"), "tables");
    say_in(pg, "h1", NULL, "tables.title");
    say_in(pg, "p", "lead", "tables.lead");
    say_in(pg, "p", NULL, "tables.coverage");
    key(pg);
    for (uint16_t m = 0; m < pg->cube->ref->nmodules; m++)
        if (pg->cube->ref->modules[m].code.len)
            module_section(pg, m, members(pg));
    page_close(pg);
}
