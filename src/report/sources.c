/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/layout.h"

#include "model/period.h"

/* What a source fed, per flow: one pass over the observations of the release. */
struct fed {
    uint32_t nobs;
    struct years years;
};

static struct fed *fed_by_source(struct page *pg, uint32_t *tables)
{
    const struct cube *cube = pg->cube;
    struct fed *fed = arena_array(pg->arena, struct fed, cube->nsources + 1);
    uint32_t *flow_of = arena_array(pg->arena, uint32_t, cube->nsources + 1);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        uint32_t end = cube->start[flow->first + flow->n];
        for (uint32_t i = cube->start[flow->first]; i < end; i++) {
            uint16_t s = cube->source[i];
            if (flow_of[s] != f + 1) {
                flow_of[s] = f + 1;
                tables[s]++;
            }
            fed[s].nobs++;
            years_add(&fed[s].years, period_year(cube->period[i]));
        }
    }
    return fed;
}

static int by_place(const void *a, const void *b, void *ctx)
{
    struct page *pg = ctx;
    struct str x = pg->cube->sources[*(const uint32_t *)a];
    struct str y = pg->cube->sources[*(const uint32_t *)b];
    int c = str_cmp(source_area_name(pg, x), source_area_name(pg, y));
    if (!c)
        c = str_cmp(source_name(pg, x), source_name(pg, y));
    return c ? c : str_cmp(x, y);
}

static void source_row(struct page *pg, uint32_t s, const struct fed *fed, uint32_t tables,
                       int from, int to)
{
    struct str source = pg->cube->sources[s], area = source_area_name(pg, source);
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/source/", source, source_name(pg, source));
    html(pg->out, "</th><td>");
    html_text(pg->out, area);
    html(pg->out, "</td><td class=\"small\">");
    html_text(pg->out, source_type_name(pg, source));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, number(pg, tables));
    html(pg->out, "</td><td>");
    strip(pg, &fed->years, from, to);
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, number(pg, fed->nobs));
    html(pg->out, "</td></tr>\n");
}

/* Registered for a member, and nothing of it in this release: the map of what could be. */
static void unused(struct page *pg, const bool *used)
{
    const struct ref *ref = pg->cube->ref;
    say_in(pg, "h2", NULL, "sources.unused");
    say_in(pg, "p", NULL, "sources.unused.lead");
    for (const uint16_t *list = members(pg); *list; list++) {
        uint16_t a = *list;
        uint32_t n = 0;
        for (uint16_t s = 1; s < ref->nsurveys; s++)
            n += ref->surveys[s].area == a && !used[s];
        if (!n)
            continue;
        html(pg->out, "<details>\n<summary>");
        SAY(pg, "sources.unused.of", {"place", ref->areas[a].name},
            {"sources", counted(pg, "count.sources", n)});
        html(pg->out, "</summary>\n<ul class=\"plain\">\n");
        for (uint16_t s = 1; s < ref->nsurveys; s++) {
            const struct survey *survey = &ref->surveys[s];
            if (survey->area != a || used[s])
                continue;
            html(pg->out, "<li>");
            html_text(pg->out, survey->name);
            html(pg->out, " <span class=\"small\">");
            html_text(pg->out, ref->source_types[survey->type].name);
            html(pg->out, "</span></li>\n");
        }
        html(pg->out, "</ul>\n</details>\n");
    }
}

void page_sources(struct page *pg)
{
    if (!page_released(pg, "sources"))
        return;
    const struct cube *cube = pg->cube;
    uint32_t *tables = arena_array(pg->arena, uint32_t, cube->nsources + 1);
    struct fed *fed = fed_by_source(pg, tables);
    bool *used = arena_array(pg->arena, bool, cube->ref->nsurveys + 1);
    int from, to;
    years_range(cube, &from, &to);
    page_open(pg, text_get(pg->text, "nav.sources"), "sources");
    say_in(pg, "h1", NULL, "sources.title");
    say_in(pg, "p", "lead", "sources.lead");
    say_in(pg, "p", NULL, "sources.methods");
    html(pg->out, "<p><a href=\"/gaps\">");
    say(pg, "gaps.link");
    html(pg->out, "</a></p>\n");
    listing_open(pg, "cap", "frame", "list", text_get(pg->text, "sources.caption"));
    listing_column(pg, NULL, "cover.source");
    listing_column(pg, NULL, "table.country");
    listing_column(pg, NULL, "cover.type");
    listing_column(pg, "n", "cover.tables");
    html(pg->out, "\n");
    strip_axis(pg, "cover.years", from, to);
    listing_column(pg, "n", "cover.figures");
    listing_body(pg);
    uint32_t *order = arena_array(pg->arena, uint32_t, cube->nsources + 1), n = 0;
    for (uint32_t s = 0; s < cube->nsources; s++)
        if (fed[s].nobs)
            order[n++] = s;
    qsort_r(order, n, sizeof *order, by_place, pg);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t s = order[k];
        uint16_t survey = 0;
        if (ref_source_find(cube->ref, NULL, &survey, cube->sources[s]))
            used[survey] = true;
        source_row(pg, s, &fed[s], tables[s], from, to);
    }
    listing_close(pg);
    unused(pg, used);
    say_in(pg, "p", NULL, "sources.others");
    page_close(pg);
}

static void fed_row(struct page *pg, uint32_t f, uint16_t area, const struct fed *fed, int from,
                    int to)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[cube->flows[f].indicator];
    html(pg->out, "<tr><th scope=\"row\"><a href=\"");
    html_attr(pg->out, table_path(pg, in, area));
    html(pg->out, "\">");
    html_text(pg->out, in->title);
    html(pg->out, "</a></th><td>");
    html_text(pg->out, cube->ref->areas[area].name);
    html(pg->out, "</td><td>");
    strip(pg, &fed->years, from, to);
    html(pg->out, "</td><td>");
    html_text(pg->out, years_words(pg, &fed->years));
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, number(pg, fed->nobs));
    html(pg->out, "</td></tr>\n");
}

static void fed_tables(struct page *pg, uint32_t source)
{
    const struct cube *cube = pg->cube;
    int from, to;
    years_range(cube, &from, &to);
    say_in(pg, "h2", NULL, "source.fed");
    listing_open(pg, "cap", "frame", "list", text_get(pg->text, "source.fed"));
    listing_column(pg, NULL, "cover.table");
    listing_column(pg, NULL, "table.country");
    html(pg->out, "\n");
    strip_axis(pg, "cover.years", from, to);
    listing_column(pg, NULL, "source.which");
    listing_column(pg, "n", "cover.figures");
    listing_body(pg);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        uint32_t s = flow->first, end = flow->first + flow->n;
        while (s < end) {
            uint16_t area = cube->area[s];
            struct fed fed = {0};
            for (; s < end && cube->area[s] == area; s++)
                for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
                    if (cube->source[i] == source) {
                        fed.nobs++;
                        years_add(&fed.years, period_year(cube->period[i]));
                    }
            if (fed.nobs)
                fed_row(pg, f, area, &fed, from, to);
        }
    }
    listing_close(pg);
}

/* Where results are published: an address becomes a link, whatever else is said is text. */
static void publication(struct page *pg, struct str content)
{
    bool address = str_starts(content, STR("https://")) || str_starts(content, STR("http://"));
    for (size_t i = 0; i < content.len; i++)
        address = address && (unsigned char)content.p[i] > ' ';
    if (address) {
        html(pg->out, "<a href=\"");
        html_attr(pg->out, content);
        html(pg->out, "\">");
    }
    html_text(pg->out, content);
    if (address)
        html(pg->out, "</a>");
}

/* One list for each country that describes the source. */
static void described(struct page *pg, const struct catalogue_source *c)
{
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<h2>");
    SAY(pg, "source.said", {"place", ref->areas[ref_area_find(ref, c->area)].name});
    html(pg->out, "</h2>\n<dl class=\"pairs wide\">\n");
    for (int f = 0; f < CATALOGUE_FIELDS; f++) {
        if (catalogue[f].personal || !c->content[f].len)
            continue;
        html(pg->out, "<dt>");
        say(pg, arena_fmt(pg->arena, "catalogue.%s", catalogue[f].name));
        html(pg->out, "</dt><dd>");
        if (f == CATALOGUE_PUBLICATION)
            publication(pg, c->content[f]);
        else
            html_text(pg->out, catalogue_text(ref, "en", (enum catalogue_field)f, c->content[f]));
        html(pg->out, "</dd>\n");
    }
    html(pg->out, "</dl>\n");
}

bool page_source(struct page *pg, struct str source)
{
    if (!page_released(pg, "sources"))
        return false;
    const struct cube *cube = pg->cube;
    uint32_t s = 0;
    while (s < cube->nsources && !str_eq(cube->sources[s], source))
        s++;
    if (s == cube->nsources || source.len == 0) {
        page_error(pg, 404, WORDS(pg, "source.unknown", {"source", source}));
        return false;
    }
    uint16_t type = 0, id = 0;
    const struct survey *survey = NULL;
    if (ref_source_find(cube->ref, &type, &id, source) && id)
        survey = &cube->ref->surveys[id];
    page_open(pg, source_name(pg, source), "sources");
    crumbs_open(pg);
    crumb(pg, "/sources", "nav.sources");
    html(pg->out, "</nav>\n<h1>");
    html_text(pg->out, source_name(pg, source));
    heading_end(pg);
    html(pg->out, "<dl class=\"pairs wide\">\n");
    say_pair(pg, "table.country", source_area_name(pg, source));
    say_pair(pg, "cover.type", source_type_name(pg, source));
    if (survey) {
        say_pair(pg, "source.original", survey->original_name);
        say_pair(pg, "source.acronym", survey->acronym);
    }
    say_pair(pg, "source.code", source);
    html(pg->out, "</dl>\n");
    for (size_t i = 0; i < pg->nsources; i++)
        if (str_eq(pg->sources[i].source, source))
            described(pg, &pg->sources[i]);
    fed_tables(pg, s);
    page_quality(pg, source);
    page_close(pg);
    return true;
}
