/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One country twice: where people come to, and where they leave from; then what others
 * say of its people, and what nobody has said yet. */

#include "report/layout.h"

#include "model/mirrored.h"
#include "model/period.h"

#include <math.h>

static bool is_origin(const struct page *pg, const struct indicator *in)
{
    return str_is(pg->cube->ref->modules[in->module].code, "MNA");
}

static void figure(struct page *pg, const struct indicator *in, uint32_t obs)
{
    const struct cube *cube = pg->cube;
    html_num(pg->out, pg->text, cube->value[obs], MIN(cube->decimals[obs], in->decimals));
}

/* The newest figure of a series that is one; false when it has none. */
static bool newest(const struct cube *cube, uint32_t series, uint32_t *obs)
{
    for (uint32_t i = cube->start[series + 1]; i > cube->start[series]; i--)
        if (!isnan(cube->value[i - 1])) {
            *obs = i - 1;
            return true;
        }
    return false;
}

static void row(struct page *pg, const struct cube_flow *flow, uint16_t area, int from, int to)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint32_t best = 0;
    bool found = false;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        uint32_t obs;
        if (series_is_total(cube, s) && newest(cube, s, &obs) &&
            (!found || cube->period[obs] > cube->period[best])) {
            best = obs;
            found = true;
        }
    }
    struct years years = {0};
    cover_years(&years, cube, flow, area);
    html(pg->out, "<tr><th scope=\"row\"><a href=\"");
    html_attr(pg->out, table_path(pg, in, area));
    html(pg->out, "\">");
    html_text(pg->out, in->title);
    html(pg->out, "</a></th>\n<td class=\"n\">");
    if (found)
        figure(pg, in, best);
    else
        html(pg->out, "\xE2\x80\xA6");
    html(pg->out, "</td><td class=\"y\">");
    if (found)
        html_text(pg->out, period_words(pg, cube->period[best]));
    html(pg->out, "</td><td class=\"small y\">");
    html_text(pg->out, unit_words(pg, in));
    html(pg->out, "</td>\n<td>");
    strip(pg, &years, from, to);
    html(pg->out, "</td>\n<td class=\"small\">");
    struct str source = cube->sources[cube->source[cube->start[flow->area_at[area + 1]] - 1]];
    html_link(pg->out, "/source/", source, source_name(pg, source));
    html(pg->out, "</td></tr>\n");
}

static void side(struct page *pg, uint16_t area, bool origin)
{
    const struct cube *cube = pg->cube;
    const char *id = origin ? "origin" : "destination";
    struct str name = cube->ref->areas[area].name;
    int from, to;
    bool any = false;
    years_range(cube, &from, &to);
    buf_fmt(pg->out, "<section id=\"%s\">\n<h2>", id);
    if (origin)
        SAY(pg, "country.origin", {"place", name});
    else
        SAY(pg, "country.destination", {"place", name});
    html(pg->out, "</h2>\n");
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        if (is_origin(pg, &cube->ref->indicators[flow->indicator]) != origin ||
            flow->area_at[area] == flow->area_at[area + 1])
            continue;
        if (!any) {
            buf_fmt(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-%s\" "
                             "tabindex=\"0\">\n<table class=\"list\">\n"
                             "<caption class=\"hide\" id=\"cap-%s\">", id, id);
            if (origin)
                SAY(pg, "country.caption.origin", {"place", name});
            else
                SAY(pg, "country.caption.destination", {"place", name});
            html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
            say(pg, "cover.table");
            html(pg->out, "</th><th scope=\"col\" class=\"n\">");
            say(pg, "country.newest");
            html(pg->out, "</th><th scope=\"col\" class=\"y\">");
            say(pg, "cover.year");
            html(pg->out, "</th><th scope=\"col\">");
            say(pg, "cover.unit");
            html(pg->out, "</th>\n");
            strip_axis(pg, "cover.years", from, to);
            html(pg->out, "<th scope=\"col\">");
            say(pg, "cover.source");
            html(pg->out, "</th></tr></thead>\n<tbody>\n");
            any = true;
        }
        row(pg, flow, area, from, to);
    }
    if (any) {
        html(pg->out, "</tbody>\n</table>\n</div>\n");
    } else {
        html(pg->out, "<p>");
        SAY(pg, "country.nothing", {"place", name});
        html(pg->out, "</p>\n");
    }
    html(pg->out, "</section>\n");
}

/* The other side of the corridor: figures of other countries in which this one is the
 * country of citizenship, birth or origin (origin), or of residence, destination or return. */
static void mirror(struct page *pg, uint16_t area, bool origin)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    bool any = false;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        const struct indicator *in = &ref->indicators[flow->indicator];
        if (is_origin(pg, in) == origin)
            continue;
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
            uint16_t code = cube->classif[0][s];
            uint32_t obs;
            if (!code || ref->codes[code].area != area || cube->area[s] == area ||
                (cube->sex[s] && cube->sex[s] != ref->sex_total) || !newest(cube, s, &obs))
                continue;
            if (!any) {
                const char *id = origin ? "from" : "in";
                buf_fmt(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-%s\" "
                                 "tabindex=\"0\">\n<table class=\"list\">\n"
                                 "<caption id=\"cap-%s\"><span>", id, id);
                if (origin)
                    SAY(pg, "country.mirror.origin", {"place", ref->areas[area].name});
                else
                    SAY(pg, "country.mirror.destination", {"place", ref->areas[area].name});
                html(pg->out, "</span></caption>\n<thead><tr><th scope=\"col\">");
                say(pg, "country.by");
                html(pg->out, "</th><th scope=\"col\" class=\"n\">");
                say(pg, "country.newest");
                html(pg->out, "</th><th scope=\"col\" class=\"y\">");
                say(pg, "cover.year");
                html(pg->out, "</th><th scope=\"col\">");
                say(pg, "cover.unit");
                html(pg->out, "</th><th scope=\"col\">");
                say(pg, "cover.table");
                html(pg->out, "</th><th scope=\"col\"><span class=\"hide\">");
                say(pg, "corridor.both-sides");
                html(pg->out, "</span></th></tr></thead>\n<tbody>\n");
                any = true;
            }
            html(pg->out, "<tr><th scope=\"row\">");
            html_link(pg->out, "/country/", ref->areas[cube->area[s]].code,
                      ref->areas[cube->area[s]].name);
            html(pg->out, "</th><td class=\"n\">");
            figure(pg, in, obs);
            html(pg->out, "</td><td class=\"y\">");
            html_text(pg->out, period_words(pg, cube->period[obs]));
            html(pg->out, "</td><td class=\"small y\">");
            html_text(pg->out, unit_words(pg, in));
            html(pg->out, "</td><td><a href=\"");
            html_attr(pg->out, table_path(pg, in, cube->area[s]));
            html(pg->out, "\">");
            html_text(pg->out, in->title);
            html(pg->out, "</a></td><td class=\"y\">");
            if (mirrored_of(ref, flow->indicator)) {
                struct str here = ref->areas[area].code, there = ref->areas[cube->area[s]].code;
                buf_fmt(pg->out, "<a href=\"/corridor/%.*s/%.*s\">", STR_FMT(origin ? here : there),
                        STR_FMT(origin ? there : here));
                say(pg, "corridor.both-sides");
                html(pg->out, "</a>");
            }
            html(pg->out, "</td></tr>\n");
        }
    }
    if (any)
        html(pg->out, "</tbody>\n</table>\n</div>\n");
}

static void missing(struct page *pg, uint16_t area)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    say_in(pg, "h2", NULL, "country.missing");
    html(pg->out, "<p>");
    say(pg, "country.missing.lead");
    buf_char(pg->out, ' ');
    SAY(pg, "country.coverage", {"area", ref->areas[area].code});
    if (ref->areas[area].member) {
        html(pg->out, " ");
        SAY(pg, "gaps.link.of", {"area", ref->areas[area].code});
    }
    html(pg->out, "</p>\n");
    html(pg->out, "<div class=\"columns\">\n");
    for (uint16_t m = 0; m < ref->nmodules; m++) {
        uint32_t n = 0;
        for (uint16_t i = 1; i < ref->nindicators; i++) {
            const struct indicator *in = &ref->indicators[i];
            const struct cube_flow *flow = cube_flow_find(cube, i);
            if (in->module != m || !indicator_asked(in) ||
                (flow && flow->area_at[area] != flow->area_at[area + 1]))
                continue;
            if (n++ == 0) {
                html(pg->out, "<section>\n<h3>");
                html_text(pg->out, ref->modules[m].name);
                html(pg->out, "</h3>\n<ul class=\"plain none\">\n");
            }
            html(pg->out, "<li>");
            html_link(pg->out, "/table/", in->code, in->title);
            html(pg->out, "</li>\n");
        }
        if (n)
            html(pg->out, "</ul>\n</section>\n");
    }
    html(pg->out, "</div>\n");
}

void page_country(struct page *pg, uint16_t area)
{
    if (!page_released(pg, "countries"))
        return;
    const struct cube *cube = pg->cube;
    const struct area *it = &cube->ref->areas[area];
    uint32_t asked = 0, answered = 0, figures = 0;
    struct years years = {0};
    for (uint16_t i = 1; i < cube->ref->nindicators; i++) {
        const struct cube_flow *flow = cube_flow_find(cube, i);
        struct holding c = flow ? cover_of(cube, flow, area) : (struct holding){0};
        asked += indicator_asked(&cube->ref->indicators[i]);
        answered += indicator_asked(&cube->ref->indicators[i]) && c.nobs;
        figures += c.nobs;
        if (c.nobs)
            cover_years(&years, cube, flow, area);
    }
    page_open(pg, it->name, "countries");
    html(pg->out, "<nav class=\"crumbs\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "site.crumbs"));
    html(pg->out, "\"><a href=\"/countries\">");
    say(pg, "nav.countries");
    html(pg->out, "</a></nav>\n<h1>");
    html_text(pg->out, it->name);
    html(pg->out, "</h1>\n<p class=\"lead\">");
    if (figures)
        SAY(pg, "country.lead", {"place", it->name}, {"n", number(pg, answered)},
            {"tables", counted(pg, "count.tables", asked)},
            {"figures", counted(pg, "count.figures", figures)},
            {"first", text_join(pg, "%d", years_first(&years))},
            {"last", text_join(pg, "%d", years_last(&years))});
    else if (it->member)
        SAY(pg, "country.lead.none", {"place", it->name},
            {"tables", counted(pg, "count.tables", asked)});
    else
        SAY(pg, "country.lead.outside", {"place", it->name}, {"region", cube->ref->region});
    html(pg->out, "</p>\n");
    for (int origin = 0; origin < 2; origin++) {
        if (it->member || figures)
            side(pg, area, origin);
        mirror(pg, area, origin);
    }
    if (it->member)
        missing(pg, area);
    page_close(pg);
}
