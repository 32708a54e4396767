/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One country twice: where people come to, and where they leave from; then what others
 * say of its people, on what sources all of that stands, and what nobody has said yet. */

#include "report/country_parts.h"
#include "report/coverage_parts.h"
#include "report/figure.h"
#include "report/reports.h"

#include "analyse/quality.h"
#include "model/mirrored.h"
#include "model/period.h"

#include <math.h>

static bool is_origin(const struct page *pg, const struct indicator *in)
{
    return str_is(pg->cube->ref->modules[in->module].code, "MNA");
}

/* -- the two sides ------------------------------------------------------------------------------------- */

static void side(struct page *pg, const struct profile *p, bool origin)
{
    struct str name = pg->cube->ref->areas[p->area].name;
    html(pg->out, origin ? "<section id=\"origin\">\n<h2>" : "<section id=\"destination\">\n<h2>");
    SAY(pg, origin ? "country.origin" : "country.destination", {"place", name});
    html(pg->out, "</h2>\n");
    country_parts(pg, p, origin);
    html(pg->out, "</section>\n");
}

static void entry(struct page *pg, const char *id, const char *key)
{
    buf_fmt(pg->out, "<li><a href=\"#%s\">", id);
    say(pg, key);
    html(pg->out, "</a></li>\n");
}

/* Parts without a figure are marked, not left out. */
static void contents_of(struct page *pg, const struct profile *p, bool origin)
{
    buf_fmt(pg->out, "<li><a href=\"#%s\">", origin ? "origin" : "destination");
    say(pg, origin ? "profile.origin" : "profile.destination");
    html(pg->out, "</a>\n<ul>\n");
    for (int part = 0; part < PROFILE_PARTS; part++) {
        const char *name = profile_part_name((enum profile_part)part);
        if (profile_of_origin((enum profile_part)part) != origin)
            continue;
        buf_fmt(pg->out, "<li%s><a href=\"#%s\">",
                profile_has(p, pg->cube, (enum profile_part)part) ? "" : " class=\"none\"", name);
        say(pg, arena_fmt(pg->arena, "profile.part.%s", name));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul></li>\n");
}

static void contents(struct page *pg, const struct profile *p)
{
    html(pg->out, "<nav class=\"contents\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "profile.contents"));
    html(pg->out, "\">\n<ul>\n");
    contents_of(pg, p, false);
    contents_of(pg, p, true);
    entry(pg, "others", "profile.others");
    entry(pg, "sources", "profile.sources");
    entry(pg, "missing", "country.missing");
    html(pg->out, "</ul>\n</nav>\n");
}

/* -- what others say ----------------------------------------------------------------------------------- */

struct said {
    const struct cube_flow *flow;
    uint32_t series, obs;
};

/* Figures of other countries in which this one is the country of citizenship, birth or origin
 * (origin), or of residence, destination or return; the newest of each. */
static uint32_t gather_said(struct said **out, struct page *pg, uint16_t area, bool origin)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    uint32_t n = 0, obs;
    *out = arena_array(pg->arena, struct said, cube->nseries + 1);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        if (is_origin(pg, &ref->indicators[flow->indicator]) == origin)
            continue;
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
            uint16_t code = cube->classif[0][s];
            if (code && ref->codes[code].area == area && cube->area[s] != area &&
                (!cube->sex[s] || cube->sex[s] == ref->sex_total) && series_newest(&obs, cube, s))
                (*out)[n++] = (struct said){flow, s, obs};
        }
    }
    return n;
}

static void said_row(struct page *pg, const struct said *x, uint16_t area, bool origin)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    const struct indicator *in = &ref->indicators[x->flow->indicator];
    const struct area *here = &ref->areas[area], *there = &ref->areas[cube->area[x->series]];
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/country/", there->code, there->name);
    html(pg->out, "</th><td class=\"n\">");
    html_text(pg->out, count_words(pg, in, x->obs));
    html(pg->out, "</td><td class=\"y\">");
    html_text(pg->out, period_words(pg, cube->period[x->obs]));
    html(pg->out, "</td><td><a href=\"");
    html_attr(pg->out, table_path(pg, in, cube->area[x->series]));
    html(pg->out, "\">");
    html_text(pg->out, measure_words(pg, in));
    html(pg->out, "</a></td><td class=\"y\">");
    if (mirrored_of(ref, x->flow->indicator)) {
        buf_fmt(pg->out, "<a href=\"/corridor/%.*s/%.*s\">", STR_FMT(origin ? here->code : there->code),
                STR_FMT(origin ? there->code : here->code));
        say(pg, "corridor.both-sides");
        html(pg->out, "</a>");
    }
    html(pg->out, "</td></tr>\n");
}

static bool mirror(struct page *pg, uint16_t area, bool origin)
{
    const char *id = origin ? "from" : "in";
    struct said *v;
    uint32_t n = gather_said(&v, pg, area, origin);
    if (!n)
        return false;
    buf_fmt(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-%s\" tabindex=\"0\">\n"
                     "<table class=\"list said\">\n<caption id=\"cap-%s\"><span>", id, id);
    SAY(pg, origin ? "country.mirror.origin" : "country.mirror.destination",
        {"place", pg->cube->ref->areas[area].name});
    html(pg->out, "</span></caption>\n<thead><tr>");
    listing_column(pg, NULL, "country.by");
    listing_column(pg, "n", "country.newest");
    listing_column(pg, "y", "cover.year");
    listing_column(pg, NULL, "cover.table");
    html(pg->out, "<th scope=\"col\"><span class=\"hide\">");
    say(pg, "corridor.both-sides");
    html(pg->out, "</span></th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < n; i++)
        said_row(pg, &v[i], area, origin);
    listing_close(pg);
    return true;
}

static void others(struct page *pg, uint16_t area)
{
    html(pg->out, "<section id=\"others\">\n");
    say_in(pg, "h2", NULL, "profile.others");
    struct chart c;
    struct err err;
    if (topic_others(&c, pg, area, &err) == 0 && c.nseries > 1 && chart_worth(&c))
        figure_write(pg, &c, text_join(pg, "/chart/country/%.*s/others", STR_FMT(pg->cube->ref->areas[area].code)),
                     STR(""));
    bool any = mirror(pg, area, true);
    if (!mirror(pg, area, false) && !any)
        say_in(pg, "p", NULL, "profile.others.none");
    html(pg->out, "</section>\n");
}

/* -- sources ------------------------------------------------------------------------------------------- */

static void source_row(struct page *pg, uint16_t area, uint32_t source, uint32_t tables, const struct years *years,
                       int from, int to)
{
    struct str code = pg->cube->sources[source];
    struct source_quality q;
    uint64_t year = 0;
    const struct catalogue_source *described = NULL;
    for (size_t i = 0; i < pg->nsources && !described; i++)
        if (str_eq(pg->sources[i].source, code) && str_eq(pg->sources[i].area, pg->cube->ref->areas[area].code))
            described = &pg->sources[i];
    str_uint(&year, str_sub(pg->cube->released_at, 0, 4), 9999);
    quality_score(&q, pg->arena, &(struct quality_of){.ref = pg->cube->ref, .cube = pg->cube, .area = area,
                                                      .source = code, .described = described, .year = (int)year});
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/source/", code, source_name(pg, code));
    html(pg->out, "</th><td class=\"small\">");
    html_text(pg->out, source_type_name(pg, code));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, number(pg, tables));
    html(pg->out, "</td><td>");
    strip(pg, years, from, to);
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, share_words(pg, q.whole));
    html(pg->out, "</td></tr>\n");
}

static void sources(struct page *pg, uint16_t area)
{
    const struct cube *cube = pg->cube;
    struct years *years = arena_array(pg->arena, struct years, cube->nsources + 1);
    uint32_t *tables = arena_array(pg->arena, uint32_t, cube->nsources + 1);
    uint32_t *flow_of = arena_array(pg->arena, uint32_t, cube->nsources + 1), n = 0;
    int from, to;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        for (uint32_t i = cube->start[flow->area_at[area]]; i < cube->start[flow->area_at[area + 1]]; i++) {
            uint16_t s = cube->source[i];
            n += tables[s] == 0;
            tables[s] += flow_of[s] != f + 1;
            flow_of[s] = f + 1;
            years_add(&years[s], period_year(cube->period[i]));
        }
    }
    years_range(cube, &from, &to);
    html(pg->out, "<section id=\"sources\">\n");
    say_in(pg, "h2", NULL, "profile.sources");
    say_in(pg, "p", NULL, n ? "profile.sources.lead" : "profile.sources.none");
    if (!n) {
        html(pg->out, "</section>\n");
        return;
    }
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap-sources\" tabindex=\"0\">\n"
                  "<table class=\"list\">\n<caption class=\"hide\" id=\"cap-sources\">");
    say(pg, "profile.sources");
    html(pg->out, "</caption>\n<thead><tr>");
    listing_column(pg, NULL, "cover.source");
    listing_column(pg, NULL, "cover.type");
    listing_column(pg, "n", "cover.tables");
    strip_axis(pg, "cover.years", from, to);
    listing_column(pg, "n", "profile.quality");
    listing_body(pg);
    for (uint32_t s = 0; s < cube->nsources; s++)
        if (tables[s])
            source_row(pg, area, s, tables[s], &years[s], from, to);
    html(pg->out, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* -- what is missing ----------------------------------------------------------------------------------- */

/* Sheets of the questionnaire that have figures of the country, by number: of a pair of tables one is enough. */
static bool *answered_sheets(struct page *pg, uint16_t area, uint32_t *asked, uint32_t *answered)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    int most = 0;
    for (uint16_t i = 1; i < ref->nindicators; i++)
        most = MAX(most, ref->indicators[i].sheet);
    bool *has = arena_array(pg->arena, bool, (size_t)most + 1), *known = arena_array(pg->arena, bool, (size_t)most + 1);
    for (uint16_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        const struct cube_flow *flow = cube_flow_find(cube, i);
        if (!indicator_asked(in) || in->sheet <= 0)
            continue;
        bool first = flow && flow->area_at[area] != flow->area_at[area + 1] && !has[in->sheet];
        has[in->sheet] |= first;
        *answered += first;
        *asked += !known[in->sheet];
        known[in->sheet] = true;
    }
    return has;
}

static void missing(struct page *pg, uint16_t area, const bool *has, uint32_t asked, uint32_t answered)
{
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<section id=\"missing\">\n");
    say_in(pg, "h2", NULL, "country.missing");
    html(pg->out, "<p>");
    SAY(pg, "profile.missing", {"n", number(pg, asked - answered)}, {"tables", counted(pg, "count.tables", asked)});
    html(pg->out, " ");
    SAY(pg, "country.coverage", {"area", ref->areas[area].code});
    html(pg->out, " ");
    SAY(pg, "gaps.link.of", {"area", ref->areas[area].code});
    html(pg->out, "</p>\n");
    for (uint16_t m = 0; m < ref->nmodules; m++) {
        uint32_t n = 0;
        for (uint16_t i = 1; i < ref->nindicators; i++) {
            const struct indicator *in = &ref->indicators[i];
            if (in->module != m || !indicator_asked(in) || in->sheet <= 0 || has[in->sheet])
                continue;
            if (n++ == 0) {
                html(pg->out, "<details>\n<summary>");
                html_text(pg->out, ref->modules[m].name);
                html(pg->out, "</summary>\n<ul class=\"plain none\">\n");
            }
            html(pg->out, "<li>");
            html_link(pg->out, "/table/", in->code, in->title);
            html(pg->out, "</li>\n");
        }
        if (n)
            html(pg->out, "</ul>\n</details>\n");
    }
    html(pg->out, "</section>\n");
}

/* -- the page ------------------------------------------------------------------------------------------ */

static uint32_t figures_of(const struct cube *cube, uint16_t area, struct years *years)
{
    uint32_t n = 0;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        n += cover_of(cube, &cube->flows[f], area).nobs;
        cover_years(years, cube, &cube->flows[f], area);
    }
    return n;
}

void page_country(struct page *pg, uint16_t area)
{
    if (!page_released(pg, "countries"))
        return;
    const struct cube *cube = pg->cube;
    const struct area *it = &cube->ref->areas[area];
    uint32_t asked = 0, answered = 0;
    struct years years = {0};
    struct profile profile;
    const bool *has = answered_sheets(pg, area, &asked, &answered);
    uint32_t figures = figures_of(cube, area, &years);
    page_open(pg, it->name, "countries");
    crumbs_open(pg);
    crumb(pg, "/countries", "nav.countries");
    html(pg->out, "</nav>\n<h1 class=\"country\">");
    html_text(pg->out, it->name);
    heading_end(pg);
    html(pg->out, "<p class=\"lead\">");
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
    if (!figures && !it->member) {
        others(pg, area);
        page_close(pg);
        return;
    }
    profile_make(&profile, cube, area);
    country_headline(pg, &profile);
    if (figures) {
        html(pg->out, "<p class=\"onward\">");
        SAY(pg, "profile.tables", {"place", it->name}, {"area", it->code});
        html(pg->out, "</p>\n");
    }
    reports_fact_sheet(pg, area);
    html(pg->out, "<div class=\"profile\">\n");
    contents(pg, &profile);
    html(pg->out, "<div>\n");
    side(pg, &profile, false);
    side(pg, &profile, true);
    others(pg, area);
    sources(pg, area);
    missing(pg, area, has, asked, answered);
    html(pg->out, "</div>\n</div>\n");
    page_close(pg);
}
