/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/layout.h"
#include "report/releases.h"

static bool area_has(const struct cube *cube, uint16_t area)
{
    for (uint32_t f = 0; f < cube->nflows; f++)
        if (cube->flows[f].area_at[area] != cube->flows[f].area_at[area + 1])
            return true;
    return false;
}

static void fact(struct page *pg, struct str value, const char *key)
{
    html(pg->out, "<div><dt>");
    say(pg, key);
    html(pg->out, "</dt><dd>");
    html_text(pg->out, value);
    html(pg->out, "</dd></div>\n");
}

static void facts(struct page *pg)
{
    const struct cube *cube = pg->cube;
    uint32_t all = 0, areas = 0, asked = 0, answered = 0;
    uint16_t first = 0, last = 0;
    for (const uint16_t *a = members(pg); *a; a++) {
        areas += area_has(cube, *a);
        all++;
    }
    for (uint16_t i = 1; i < cube->ref->nindicators; i++) {
        bool is_asked = indicator_asked(&cube->ref->indicators[i]);
        asked += is_asked;
        answered += is_asked && cube_flow_find(cube, i);
    }
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        first = first ? MIN(first, flow->period_first) : flow->period_first;
        last = MAX(last, flow->period_last);
    }
    html(pg->out, "<dl class=\"facts\">\n");
    fact(pg, number(pg, cube->nobs), "home.figures");
    fact(pg, WORDS(pg, "home.of", {"n", number(pg, areas)},
                   {"all", number(pg, all)}), "home.countries");
    fact(pg, WORDS(pg, "home.of", {"n", number(pg, answered)}, {"all", number(pg, asked)}),
         "home.tables");
    if (cube->nobs)
        fact(pg, span(pg, first, last), "home.years");
    html(pg->out, "</dl>\n");
}

/* Country by country, the years of each module: what is there shows, and what is not. */
static void glance(struct page *pg)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    int from, to;
    years_range(cube, &from, &to);
    say_in(pg, "h2", NULL, "home.glance");
    html(pg->out, "<p>");
    say(pg, "home.glance.how");
    buf_char(pg->out, ' ');
    say(pg, "home.coverage");
    html(pg->out, "</p>\n");
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap\" tabindex=\"0\">\n"
                  "<table class=\"glance\">\n<caption id=\"cap\" class=\"hide\">");
    say(pg, "home.glance.caption");
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "table.country");
    html(pg->out, "</th>\n");
    for (uint32_t m = 0; m < ref->nmodules; m++)
        if (ref->modules[m].code.len)
            strip_axis(pg, arena_fmt(pg->arena, "module.%.*s", STR_FMT(ref->modules[m].code)),
                       from, to);
    html(pg->out, "<th scope=\"col\" class=\"n\">");
    say(pg, "cover.figures");
    html(pg->out, "</th></tr></thead>\n<tbody>\n");
    struct years *years = arena_array(pg->arena, struct years, ref->nmodules + 1);
    for (const uint16_t *list = members(pg); *list; list++) {
        uint16_t a = *list;
        uint32_t nobs = 0;
        memset(years, 0, sizeof *years * ref->nmodules);
        for (uint32_t f = 0; f < cube->nflows; f++) {
            uint16_t module = ref->indicators[cube->flows[f].indicator].module;
            cover_years(&years[module], cube, &cube->flows[f], a);
            nobs += cover_of(cube, &cube->flows[f], a).nobs;
        }
        html(pg->out, nobs ? "<tr><th scope=\"row\">" : "<tr class=\"none\"><th scope=\"row\">");
        html_link(pg->out, "/country/", ref->areas[a].code, ref->areas[a].name);
        html(pg->out, "</th>");
        for (uint32_t m = 0; m < ref->nmodules; m++) {
            if (!ref->modules[m].code.len)
                continue;
            html(pg->out, "<td>");
            strip(pg, &years[m], from, to);
            html(pg->out, "</td>\n");
        }
        html(pg->out, "<td class=\"n\">");
        html_text(pg->out, nobs ? number(pg, nobs) : text_get(pg->text, "cover.none"));
        html(pg->out, "</td></tr>\n");
    }
    html(pg->out, "</tbody>\n</table>\n</div>\n");
}

static void modules(struct page *pg)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    say_in(pg, "h2", NULL, "home.modules");
    html(pg->out, "<div class=\"columns\">\n");
    for (uint32_t m = 0; m < ref->nmodules; m++) {
        const struct module *module = &ref->modules[m];
        if (!module->code.len)
            continue;
        html(pg->out, "<section>\n<h3>");
        html_link(pg->out, "/tables#", module->code, module->name);
        html(pg->out, "</h3>\n<p>");
        html_text(pg->out, module->description);
        html(pg->out, "</p>\n<ul class=\"plain links\">\n");
        for (uint32_t f = 0; f < cube->nflows; f++) {
            const struct indicator *in = &ref->indicators[cube->flows[f].indicator];
            if (in->module != m)
                continue;
            html(pg->out, "<li>");
            html_link(pg->out, "/table/", in->code, in->title);
            html(pg->out, "</li>\n");
        }
        html(pg->out, "</ul>\n</section>\n");
    }
    html(pg->out, "</div>\n");
}

void page_home(struct page *pg)
{
    if (!page_released(pg, ""))
        return;
    const struct cube *cube = pg->cube;
    page_open(pg, text_get(pg->text, "home.head"), "");
    html(pg->out, "<div class=\"intro\">\n<h1>");
    SAY(pg, "home.title", {"name", cube->ref->name}, {"region", cube->ref->region});
    html(pg->out, "</h1>\n<p class=\"lead\">");
    SAY(pg, "home.lead", {"region", cube->ref->region_name});
    html(pg->out, "</p>\n<p>");
    SAY(pg, "home.release", {"release", cube->release_name},
        {"date", date_words(pg, cube->released_at)});
    html(pg->out, "</p>\n");
    page_next_release(pg);
    html(pg->out, "</div>\n");
    facts(pg);
    glance(pg);
    modules(pg);
    page_close(pg);
}
