/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All corridors of the region: origins by destinations with both figures, and how far each country and its partners
 * are apart. */

#include "report/corridor.h"
#include "report/figure.h"

#include "model/period.h"

#include <math.h>

static void choice(struct page *pg, const struct corridors_shown *x)
{
    html(pg->out, "<form class=\"choice\" method=\"get\" action=\"/corridors\">\n<p><label for=\"kind\">");
    say(pg, "corridors.kind");
    html(pg->out, "</label><select id=\"kind\" name=\"kind\">\n");
    for (int kind = 0; kind < MIRROR_RETURN; kind++) {
        const char *name = mirror_kind_name((enum mirror_kind)kind);
        say_option(pg, str_of(name), text_get(pg->text, arena_fmt(pg->arena, "corridor.%s", name)),
               (int)x->matrix->kind == kind);
    }
    html(pg->out, "</select></p>\n<p><label for=\"year\">");
    say(pg, "cover.year");
    html(pg->out, "</label><select id=\"year\" name=\"year\">\n");
    say_option(pg, STR(""), text_get(pg->text, "corridors.latest"), !x->matrix->period);
    for (size_t i = x->nyears; i-- > 0;)
        say_option(pg, period_words(pg, x->years[i]), period_words(pg, x->years[i]), x->years[i] == x->matrix->period);
    html(pg->out, "</select></p>\n<p><button>");
    say(pg, "corridors.show");
    html(pg->out, "</button></p>\n</form>\n");
}

/* -- the chart ---------------------------------------------------------------------------------- */

static void view(struct page *pg, const struct mirror_matrix *m, bool map, bool current)
{
    buf_fmt(pg->out, "<li><a href=\"/corridors?kind=%s", mirror_kind_name(m->kind));
    if (m->period)
        buf_fmt(pg->out, "&amp;year=%d", period_year(m->period));
    html(pg->out, map ? "&amp;view=map\"" : "\"");
    html(pg->out, current ? " aria-current=\"true\">" : ">");
    say(pg, map ? "corridors.view.map" : "corridors.view.flows");
    html(pg->out, "</a></li>\n");
}

static void picture(struct page *pg, const struct corridors_shown *x)
{
    const struct mirror_matrix *m = x->matrix;
    struct chart c;
    struct err err;
    chart_init(&c, pg->arena, x->map ? CHART_FLOW_MAP : CHART_SANKEY);
    if (corridors_chart(&c, pg, m->kind, m->period, &err) < 0)
        return;
    html(pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "corridors.view"));
    html(pg->out, "\"><ul>\n");
    view(pg, m, false, !x->map);
    view(pg, m, true, x->map);
    html(pg->out, "</ul></nav>\n");
    struct str address = text_join(pg, "/chart/corridors/%s", mirror_kind_name(m->kind));
    if (m->period)
        address = text_join(pg, "%.*s/%d", STR_FMT(address), period_year(m->period));
    figure_write(pg, &c, address, x->map ? STR("kind=flow-map") : STR(""));
}

/* -- the matrix --------------------------------------------------------------------------------- */

/* A side's figure; where it has none, whether the country may be among its others. `who`: read aloud. */
static void put_figure(struct page *pg, const struct mirror_matrix *m, size_t i, bool destination, struct str who,
                       unsigned decimals)
{
    double value = destination ? m->destination[i] : m->origin[i];
    html(pg->out, destination ? "<span class=\"d\"><span class=\"hide\">" : "<span class=\"o\"><span class=\"hide\">");
    html_text(pg->out, who);
    html(pg->out, ": </span>");
    if (!isnan(value)) {
        html(pg->out, "<span class=\"said\">");
        html_num(pg->out, pg->text, value, decimals);
        html(pg->out, "</span>");
    } else {
        html(pg->out, m->rest[destination][i] ? "\xE2\x80\xA6" : "\xC2\xB7");
    }
    html(pg->out, "</span>");
}

static void put_cell(struct page *pg, const struct mirror_matrix *m, uint32_t o, uint32_t d, unsigned decimals)
{
    const struct ref *ref = pg->cube->ref;
    const struct area *from = &ref->areas[m->areas[o]], *to = &ref->areas[m->areas[d]];
    size_t i = (size_t)o * m->n + d;
    bool said = !isnan(m->origin[i]) || !isnan(m->destination[i]);
    if (o != d && !said && m->other[i] > 0) {
        buf_fmt(pg->out, "<td class=\"no\"><a href=\"/corridor/%.*s/%.*s\">", STR_FMT(from->code), STR_FMT(to->code));
        say_in(pg, "span", "said", "corridors.other");
        html(pg->out, "</a></td>");
        return;
    }
    if (o == d || (!said && !m->rest[0][i] && !m->rest[1][i])) {
        html(pg->out, o == d ? "<td class=\"self\"></td>" : "<td></td>");
        return;
    }
    html(pg->out, said ? "<td>" : "<td class=\"no\">");
    if (said)
        buf_fmt(pg->out, "<a href=\"/corridor/%.*s/%.*s\">", STR_FMT(from->code), STR_FMT(to->code));
    put_figure(pg, m, i, false, from->name, decimals);
    put_figure(pg, m, i, true, to->name, decimals);
    if (said)
        html(pg->out, "</a>");
    if (!m->period && m->periods[i]) {
        html(pg->out, "<span class=\"year\">");
        html_text(pg->out, period_words(pg, m->periods[i]));
        html(pg->out, "</span>");
    }
    html(pg->out, "</td>");
}

static void matrix(struct page *pg, const struct corridors_shown *x)
{
    const struct mirror_matrix *m = x->matrix;
    const struct ref *ref = pg->cube->ref;
    const char *kind = mirror_kind_name(m->kind);
    unsigned decimals = 0;
    for (size_t i = 0; i < (size_t)m->n * m->n; i++)
        decimals = MAX(decimals, m->decimals[i]);
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap\" tabindex=\"0\">\n"
                  "<table class=\"mirrors\">\n<caption id=\"cap\"><span>");
    if (m->period)
        SAY(pg, arena_fmt(pg->arena, "corridors.caption.%s", kind), {"region", ref->region},
            {"year", period_words(pg, m->period)});
    else
        SAY(pg, arena_fmt(pg->arena, "corridors.caption.%s.latest", kind), {"region", ref->region});
    html(pg->out, "</span></caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "corridors.from-to");
    html(pg->out, "</th>");
    for (uint32_t d = 0; d < m->n; d++) {
        html(pg->out, "<th scope=\"col\"><span aria-hidden=\"true\">");
        html_text(pg->out, ref->areas[m->areas[d]].code);
        html(pg->out, "</span><span class=\"hide\">");
        html_text(pg->out, ref->areas[m->areas[d]].name);
        html(pg->out, "</span></th>");
    }
    listing_body(pg);
    for (uint32_t o = 0; o < m->n; o++) {
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, "/country/", ref->areas[m->areas[o]].code, ref->areas[m->areas[o]].name);
        html(pg->out, " <span class=\"code\">");
        html_text(pg->out, ref->areas[m->areas[o]].code);
        html(pg->out, "</span></th>");
        for (uint32_t d = 0; d < m->n; d++)
            put_cell(pg, m, o, d, decimals);
        html(pg->out, "</tr>\n");
    }
    html(pg->out, "</tbody>\n</table>\n</div>\n"
                  "<dl class=\"legend\">\n<div><dt><span class=\"two\">a<br>b</span></dt><dd>");
    say(pg, "corridors.legend.two");
    html(pg->out, "</dd></div>\n<div><dt>\xC2\xB7</dt><dd>");
    say(pg, "corridors.legend.missing");
    html(pg->out, "</dd></div>\n<div><dt>\xE2\x80\xA6</dt><dd>");
    say(pg, "corridor.legend.rest");
    html(pg->out, "</dd></div>\n");
    if (x->others) {
        html(pg->out, "<div><dt class=\"word\">");
        say(pg, "corridors.other");
        html(pg->out, "</dt><dd>");
        say(pg, "corridors.legend.other");
        html(pg->out, "</dd></div>\n");
    }
    html(pg->out, "</dl>\n");
}

/* -- lists -------------------------------------------------------------------------------------- */

static void number_cell(struct page *pg, double value, unsigned decimals)
{
    html(pg->out, "<td class=\"n\">");
    if (isnan(value))
        html(pg->out, "\xC2\xB7");
    else
        html_num(pg->out, pg->text, value, decimals);
    html(pg->out, "</td>");
}

/* The corridors of which both sides say something. */
static void compared(struct page *pg, const struct corridors_shown *x)
{
    const struct ref *ref = pg->cube->ref;
    size_t n = 0;
    for (size_t i = 0; i < x->nlines; i++)
        n += !isnan(x->lines[i].difference);
    say_in(pg, "h2", NULL, "corridors.both");
    if (!n) {
        say_in(pg, "p", NULL, "corridors.both.none");
        return;
    }
    listing_open(pg, "cap-both", "frame", "list", text_get(pg->text, "corridors.both"));
    listing_column(pg, NULL, "corridors.corridor");
    listing_column(pg, "y", "cover.year");
    listing_column(pg, "n", "corridors.origin-says");
    listing_column(pg, "n", "corridors.destination-says");
    listing_column(pg, "n", "corridor.difference");
    listing_column(pg, "n", "corridor.ratio");
    listing_column(pg, "n", "corridors.asymmetry");
    listing_body(pg);
    for (size_t i = 0; i < x->nlines; i++) {
        const struct mirror_line *l = &x->lines[i];
        if (isnan(l->difference))
            continue;
        buf_fmt(pg->out, "<tr><th scope=\"row\"><a href=\"/corridor/%.*s/%.*s\">", STR_FMT(ref->areas[l->origin].code),
                STR_FMT(ref->areas[l->destination].code));
        SAY(pg, "corridors.name", {"origin", ref->areas[l->origin].name},
            {"destination", ref->areas[l->destination].name});
        html(pg->out, "</a></th><td class=\"y\">");
        html_text(pg->out, period_words(pg, l->period));
        html(pg->out, "</td>");
        number_cell(pg, l->from_origin, l->decimals);
        number_cell(pg, l->from_destination, l->decimals);
        number_cell(pg, l->difference, l->decimals);
        number_cell(pg, l->ratio, 2);
        number_cell(pg, l->asymmetry, 2);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void countries(struct page *pg, const struct corridors_shown *x)
{
    const struct ref *ref = pg->cube->ref;
    if (!x->ncountries)
        return;
    say_in(pg, "h2", NULL, "corridors.countries");
    say_in(pg, "p", NULL, "corridors.countries.how");
    listing_open(pg, "cap-countries", "frame", "list", text_get(pg->text, "corridors.countries"));
    listing_column(pg, NULL, "table.country");
    listing_column(pg, NULL, "corridors.as");
    listing_column(pg, "n", "corridors.count");
    listing_column(pg, "n", "corridors.said");
    listing_column(pg, "n", "corridors.mirrored");
    listing_column(pg, "n", "corridors.asymmetry");
    listing_body(pg);
    for (const struct mirror_asymmetry *a = x->countries; a < x->countries + x->ncountries; a++) {
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, "/country/", ref->areas[a->area].code, ref->areas[a->area].name);
        html(pg->out, "</th><td>");
        say(pg, a->as_origin ? "mirror.side.origin" : "mirror.side.destination");
        html(pg->out, "</td>");
        number_cell(pg, a->ncorridors, 0);
        number_cell(pg, a->said, 3);
        number_cell(pg, a->mirrored, 3);
        number_cell(pg, a->asymmetry, 2);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void downloads(struct page *pg, const struct mirror_matrix *m)
{
    static const char *const what[] = {"matrix", "corridors", "asymmetry"};
    say_in(pg, "h2", NULL, "side.reuse");
    html(pg->out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < ARRAY_LEN(what); i++) {
        struct str time = m->period ? text_join(pg, "&amp;time=%d", period_year(m->period)) : STR("");
        const char *path = arena_fmt(pg->arena, "/analysis/%s?kind=%s%.*s", what[i], mirror_kind_name(m->kind),
                                     STR_FMT(time));
        html(pg->out, "<li>");
        say(pg, arena_fmt(pg->arena, "corridors.file.%s", what[i]));
        buf_fmt(pg->out, ": <a download href=\"%s&amp;format=.csv\">CSV</a>, <a href=\"%s\">JSON</a></li>\n", path,
                path);
    }
    html(pg->out, "</ul>\n");
}

void page_corridors(struct page *pg, const struct corridors_shown *x)
{
    if (!page_released(pg, "corridors"))
        return;
    page_open(pg, text_get(pg->text, "corridors.title"), "corridors");
    say_in(pg, "h1", NULL, "corridors.title");
    say_in(pg, "p", "lead", "corridors.lead");
    if (!pg->cube->ref->nmirrored) {
        say_in(pg, "p", NULL, "corridors.unknown");
        page_close(pg);
        return;
    }
    choice(pg, x);
    picture(pg, x);
    matrix(pg, x);
    compared(pg, x);
    countries(pg, x);
    downloads(pg, x->matrix);
    page_close(pg);
}
