/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The list of tables is a map of what was reported: a row per table, a column per member,
 * and an empty cell is as much an answer as a full one. Of one country: its years, as a strip. */

#include "report/subject.h"

struct listing {
    struct page *pg;
    uint16_t area; /* 0: all */
    int topic;     /* -1: all */
    const uint16_t *members;
    int from, to;  /* of all strips */
};

/* A table of an older questionnaire, or a computed one, is shown where it has figures. */
static bool listed(const struct listing *x, uint16_t indicator)
{
    const struct cube *cube = x->pg->cube;
    return (indicator_asked(&cube->ref->indicators[indicator]) || cube_flow_find(cube, indicator)) &&
           (x->topic < 0 || subject_has(cube->ref, x->topic, indicator));
}

/* It has figures of the country, or of any. */
static bool has_figures(const struct listing *x, uint16_t indicator)
{
    const struct cube_flow *flow = cube_flow_find(x->pg->cube, indicator);
    return flow && (!x->area || flow->area_at[x->area] != flow->area_at[x->area + 1]);
}

static void heads(const struct listing *x)
{
    struct page *pg = x->pg;
    const struct ref *ref = pg->cube->ref;
    if (x->area) {
        strip_axis(pg, "cover.years", x->from, x->to);
        html(pg->out, "<th scope=\"col\" class=\"y\">");
        say(pg, "countries.newest");
        html(pg->out, "</th>");
    }
    for (const uint16_t *a = x->members; *a && !x->area; a++) {
        html(pg->out, "<th scope=\"col\"><abbr title=\"");
        html_attr(pg->out, ref->areas[*a].name);
        html(pg->out, "\">");
        html_text(pg->out, ref->areas[*a].code);
        html(pg->out, "</abbr></th>");
    }
    html(pg->out, "<th scope=\"col\" class=\"n\">");
    say(pg, "cover.figures");
    html(pg->out, "</th></tr></thead>\n<tbody>\n");
}

static void head(const struct listing *x, const struct module *module)
{
    struct page *pg = x->pg;
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-");
    html_attr(pg->out, module->code);
    html(pg->out, x->area ? "\" tabindex=\"0\">\n<table class=\"list tables\">\n"
                          : "\" tabindex=\"0\">\n<table class=\"matrix\">\n");
    html(pg->out, "<caption class=\"hide\" id=\"cap-");
    html_attr(pg->out, module->code);
    html(pg->out, "\">");
    SAY(pg, "tables.caption", {"module", module->name});
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "cover.table");
    html(pg->out, "</th>");
    heads(x);
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

/* What the country has of the table. */
static void cells_of(const struct listing *x, const struct cube_flow *flow)
{
    struct page *pg = x->pg;
    struct years years = {0};
    struct holding c = flow ? cover_of(pg->cube, flow, x->area) : (struct holding){0};
    if (flow)
        cover_years(&years, pg->cube, flow, x->area);
    html(pg->out, "<td>");
    strip(pg, &years, x->from, x->to);
    html(pg->out, "</td><td class=\"y\">");
    if (c.nobs)
        html_text(pg->out, text_join(pg, "%d", years_last(&years)));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, c.nobs ? number(pg, c.nobs) : text_get(pg->text, "cover.none"));
    html(pg->out, "</td></tr>\n");
}

static void row(const struct listing *x, uint16_t indicator)
{
    struct page *pg = x->pg;
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[indicator];
    const struct cube_flow *flow = cube_flow_find(cube, indicator);
    html(pg->out, has_figures(x, indicator) ? "<tr><th scope=\"row\"><a href=\""
                                            : "<tr class=\"none\"><th scope=\"row\"><a href=\"");
    html_attr(pg->out, table_path(pg, in, x->area));
    html(pg->out, "\">");
    html_text(pg->out, in->title);
    html(pg->out, "</a>");
    if (in->generation == GEN_FIRST || in->generation == GEN_DERIVED) {
        html(pg->out, " <span class=\"small\">");
        say(pg, in->generation == GEN_FIRST ? "tables.first" : "tables.derived");
        html(pg->out, "</span>");
    }
    html(pg->out, "</th>");
    if (x->area) {
        cells_of(x, flow);
        return;
    }
    for (const uint16_t *a = x->members; *a; a++)
        if (flow)
            years_cell(pg, in, flow, *a);
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

static void module_section(const struct listing *x, uint16_t m)
{
    struct page *pg = x->pg;
    const struct cube *cube = pg->cube;
    const struct module *module = &cube->ref->modules[m];
    uint32_t asked = 0, answered = 0, n = 0;
    for (uint16_t i = 1; i < cube->ref->nindicators; i++) {
        if (cube->ref->indicators[i].module != m || !listed(x, i))
            continue;
        n++;
        if (!indicator_asked(&cube->ref->indicators[i]))
            continue;
        asked++;
        answered += has_figures(x, i);
    }
    if (!n)
        return;
    html(pg->out, "<section id=\"");
    html_attr(pg->out, module->code);
    html(pg->out, "\">\n<h2>");
    html_text(pg->out, module->name);
    html(pg->out, "</h2>\n<p>");
    if (x->topic < 0 && !x->area) {
        html_text(pg->out, module->description);
        buf_char(pg->out, ' ');
    }
    SAY(pg, x->area ? "tables.answered.area" : "tables.answered", {"n", number(pg, answered)},
        {"tables", counted(pg, "count.tables", asked)});
    html(pg->out, "</p>\n");
    head(x, module);
    for (int with = 1; with >= 0; with--)
        for (uint16_t i = 1; i < cube->ref->nindicators; i++)
            if (cube->ref->indicators[i].module == m && listed(x, i) && has_figures(x, i) == with)
                row(x, i);
    html(pg->out, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* -- choosing ------------------------------------------------------------------------------------------ */

static void choice(const struct listing *x)
{
    struct page *pg = x->pg;
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<form class=\"choice\" method=\"get\" action=\"/tables\">\n<p><label for=\"topic\">");
    say(pg, "tables.topic");
    html(pg->out, "</label><select id=\"topic\" name=\"topic\">\n");
    say_option(pg, STR(""), text_get(pg->text, "tables.topic.all"), x->topic < 0);
    for (int i = 0; i < SUBJECTS; i++)
        say_option(pg, str_of(subject_name(i)), text_get(pg->text, arena_fmt(pg->arena, "subject.%s", subject_name(i))),
               i == x->topic);
    html(pg->out, "</select></p>\n<p><label for=\"ref_area\">");
    say(pg, "table.country");
    html(pg->out, "</label><select id=\"ref_area\" name=\"ref_area\">\n");
    say_option(pg, STR(""), text_get(pg->text, "table.all"), !x->area);
    for (const uint16_t *a = x->members; *a; a++)
        say_option(pg, ref->areas[*a].code, ref->areas[*a].name, *a == x->area);
    html(pg->out, "</select></p>\n<p><button>");
    say(pg, "corridors.show");
    html(pg->out, "</button></p>\n</form>\n");
}

/* What is shown, in the title: "Tables: Education, Thailand". */
static void title(const struct listing *x)
{
    struct page *pg = x->pg;
    struct str topic = x->topic < 0 ? (struct str){0}
                                    : text_get(pg->text, arena_fmt(pg->arena, "subject.%s", subject_name(x->topic)));
    struct str place = x->area ? pg->cube->ref->areas[x->area].name : (struct str){0};
    if (topic.len && place.len)
        SAY(pg, "tables.title.both", {"topic", topic}, {"place", place});
    else if (topic.len || place.len)
        SAY(pg, "tables.title.one", {"what", topic.len ? topic : place});
    else
        say(pg, "tables.title");
}

void page_tables_of(struct page *pg, uint16_t area, int topic)
{
    if (!page_released(pg, "tables"))
        return;
    struct listing x = {.pg = pg, .area = area, .topic = topic, .members = members(pg)};
    bool all = !area && topic < 0;
    years_range(pg->cube, &x.from, &x.to);
    page_open(pg, text_get(pg->text, "nav.tables"), "tables");
    html(pg->out, "<h1>");
    title(&x);
    heading_end(pg);
    say_in(pg, "p", "lead", area ? "tables.lead.area" : "tables.lead");
    choice(&x);
    if (all) {
        say_in(pg, "h2", NULL, "tables.topics");
        subjects_write(pg, true);
    }
    if (!area)
        key(pg);
    for (uint16_t m = 0; m < pg->cube->ref->nmodules; m++)
        if (pg->cube->ref->modules[m].code.len)
            module_section(&x, m);
    say_in(pg, "p", "onward", "tables.coverage");
    page_close(pg);
}

void page_tables(struct page *pg) { page_tables_of(pg, 0, -1); }

int tables_topic(struct str name) { return subject_find(name); }
