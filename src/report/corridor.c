/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Both sides of one corridor over the years: chart, table, why they differ, what the figures are. */

#include "report/corridor.h"
#include "report/figure.h"

#include "model/period.h"

#include <ctype.h>
#include <math.h>

bool series_has(const struct side_series *s, const struct mirror_view *v)
{
    return v->kind == s->kind && v->side == s->side && v->indicator == s->indicator && v->collection == s->collection;
}

struct str series_who(const struct corridor_shown *s, const struct side_series *series)
{
    const struct ref *ref = s->w.ref;
    return series->side == SIDE_ORIGIN        ? ref->areas[s->c->origin].name
           : series->side == SIDE_DESTINATION ? ref->areas[s->c->destination].name
                                              : series->collection->name;
}

void corridor_gather(struct corridor_shown *s)
{
    const struct corridor *c = s->c;
    s->series = arena_array(s->pg->arena, struct side_series, c->n + 1);
    for (int kind = 0; kind < MIRROR_KINDS; kind++)
        for (int side = 0; side < SIDES; side++)
            for (uint32_t place = 0; place < s->w.ref->nmirrored; place++)
                for (size_t i = 0; i < c->n; i++) {
                    const struct mirror_view *v = &c->v[i];
                    bool known = (int)v->kind != kind || (int)v->side != side || v->place != place;
                    for (size_t k = 0; k < s->nseries && !known; k++)
                        known = series_has(&s->series[k], v);
                    if (!known)
                        s->series[s->nseries++] = (struct side_series){v->kind, v->side, v->indicator, v->collection};
                }
}

/* -- the table ---------------------------------------------------------------------------------- */

struct years_table {
    struct corridor_shown *s;
    enum mirror_kind kind;
    uint16_t *period;
    size_t n;
    unsigned decimals;
    double largest;
};

static void gather_years(struct years_table *t)
{
    const struct corridor *c = t->s->c;
    t->period = arena_array(t->s->pg->arena, uint16_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        if (v->kind != t->kind)
            continue;
        if (!t->n || t->period[t->n - 1] != v->period)
            t->period[t->n++] = v->period;
        t->decimals = MAX(t->decimals, v->decimals);
        if (v->value > t->largest)
            t->largest = v->value;
    }
}

/* As in grid_write.c: the classes of web/css/parts.css. */
static unsigned width_of(const struct years_table *t)
{
    unsigned digits = t->largest >= 10 ? (unsigned)log10(t->largest) + 1 : 1;
    unsigned n = digits + (digits - 1) / 3 + (t->decimals ? t->decimals + 1 : 0);
    return MIN(MAX(n | 1, 7u), 13u);
}

static const struct mirror_view *view_at(const struct years_table *t, const struct side_series *series, uint16_t period)
{
    const struct corridor *c = t->s->c;
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].period == period && series_has(series, &c->v[i]))
            return &c->v[i];
    return NULL;
}

static void mark(struct page *pg, const char *id, const char *text)
{
    buf_fmt(pg->out, "<a class=\"f\" href=\"#f-%s\">%s</a>", id, text);
}

static void marks(struct corridor_shown *s, const struct mirror_view *v)
{
    char status = (char)(v->status > 0 && isalnum((unsigned char)v->status) ? v->status : 0);
    if (status) {
        char c[2] = {(char)tolower((unsigned char)status), 0};
        s->status_seen[(unsigned char)status] = true;
        mark(s->pg, c, c);
    }
    if (v->summed) {
        s->summed_seen = true;
        mark(s->pg, "sum", "+");
    } else if (!isnan(v->value) && v->sex != s->w.ref->sex_total) {
        s->one_sex_seen = true;
        mark(s->pg, "sex", v->sex == s->w.ref->sex_female ? "\xE2\x99\x80" : "\xE2\x99\x82");
    }
    if (v->carried) {
        s->carried_seen = true;
        mark(s->pg, "same", "=");
    }
}

/* `before`: the last figure of the series; where the source is another a line is drawn between them. */
static void put_cell(struct years_table *t, const struct mirror_view *v, const struct mirror_view *before)
{
    struct page *pg = t->s->pg;
    bool change = v && before && !v->collection && !str_eq(v->source, before->source);
    if (!v) {
        t->s->missing_seen = true;
        html(pg->out, "<td></td>");
        return;
    }
    t->s->change_seen = t->s->change_seen || change;
    html(pg->out, change && isnan(v->value) ? "<td class=\"chg no\">"
                  : change                  ? "<td class=\"chg\">"
                  : isnan(v->value)         ? "<td class=\"no\">"
                                            : "<td>");
    if (v->in_rest) {
        t->s->rest_seen = true;
        html(pg->out, "\xE2\x80\xA6");
    } else if (!isnan(v->value)) {
        html_num(pg->out, pg->text, v->value, t->decimals);
    } else if (!v->status) {
        html(pg->out, "\xE2\x80\x93");
    }
    marks(t->s, v);
    html(pg->out, "</td>");
}

static void put_row(struct years_table *t, const struct side_series *series)
{
    struct page *pg = t->s->pg;
    const struct mirror_view *before = NULL;
    html(pg->out, "<tr><th scope=\"row\">");
    buf_fmt(pg->out, "<a href=\"#s-%zu\">", (size_t)(series - t->s->series) + 1);
    html_text(pg->out, series->collection ? series->collection->name
                                          : pg->cube->ref->indicators[series->indicator].title);
    html(pg->out, "</a></th>");
    for (size_t i = 0; i < t->n; i++) {
        const struct mirror_view *v = view_at(t, series, t->period[i]);
        put_cell(t, v, before);
        if (v && !isnan(v->value))
            before = v;
    }
    html(pg->out, "</tr>\n");
}

/* Women or men of a series, where a year says them. */
static void put_sex(struct years_table *t, const struct side_series *series, bool women)
{
    struct page *pg = t->s->pg;
    bool any = false;
    for (size_t i = 0; i < t->n && !any; i++) {
        const struct mirror_view *v = view_at(t, series, t->period[i]);
        any = v && !isnan(women ? v->women : v->men);
    }
    if (!any)
        return;
    html(pg->out, "<tr class=\"of\"><th scope=\"row\">");
    say(pg, women ? "sex.female" : "sex.male");
    html(pg->out, "</th>");
    for (size_t i = 0; i < t->n; i++) {
        const struct mirror_view *v = view_at(t, series, t->period[i]);
        double value = v ? (women ? v->women : v->men) : NAN;
        html(pg->out, "<td>");
        if (!isnan(value))
            html_num(pg->out, pg->text, value, t->decimals);
        html(pg->out, "</td>");
    }
    html(pg->out, "</tr>\n");
}

static void put_group(struct years_table *t, struct str words)
{
    html(t->s->pg->out, "<tr class=\"group\"><th scope=\"rowgroup\">");
    html_text(t->s->pg->out, words);
    buf_fmt(t->s->pg->out, "</th><td colspan=\"%zu\"></td></tr>\n", t->n);
}

/* The pair that comes first of a period, if there is something to compare. */
static const struct mirror_pair *pair_at(const struct years_table *t, uint16_t period)
{
    const struct corridor *c = t->s->c;
    for (size_t i = 0; i < c->npairs; i++)
        if (c->pairs[i].period == period && c->v[c->pairs[i].origin].kind == t->kind && !isnan(c->pairs[i].difference))
            return &c->pairs[i];
    return NULL;
}

static void put_compared(struct years_table *t, const char *key, bool ratio)
{
    struct page *pg = t->s->pg;
    html(pg->out, "<tr><th scope=\"row\">");
    say(pg, key);
    html(pg->out, "</th>");
    for (size_t i = 0; i < t->n; i++) {
        const struct mirror_pair *p = pair_at(t, t->period[i]);
        html(pg->out, "<td>");
        if (p && !isnan(ratio ? p->ratio : p->difference))
            html_num(pg->out, pg->text, ratio ? p->ratio : p->difference, ratio ? 2 : t->decimals);
        html(pg->out, "</td>");
    }
    html(pg->out, "</tr>\n");
}

static bool any_pair(const struct years_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (pair_at(t, t->period[i]))
            return true;
    return false;
}

static void put_sides(struct years_table *t)
{
    struct corridor_shown *s = t->s;
    struct page *pg = s->pg;
    int side = -1;
    for (size_t i = 0; i < s->nseries; i++) {
        const struct side_series *series = &s->series[i];
        if (series->kind != t->kind)
            continue;
        if (side != (int)series->side) {
            html(pg->out, side < 0 ? "<tbody>\n" : "</tbody>\n<tbody>\n");
            side = (int)series->side;
            put_group(t, side == SIDE_OTHER ? text_get(pg->text, "corridor.others")
                                            : WORDS(pg, "corridor.says", {"place", series_who(s, series)}));
        }
        put_row(t, series);
        put_sex(t, series, true);
        put_sex(t, series, false);
    }
    if (any_pair(t)) {
        html(pg->out, "</tbody>\n<tbody>\n");
        put_group(t, text_get(pg->text, "corridor.compared"));
        put_compared(t, "corridor.difference", false);
        put_compared(t, "corridor.ratio", true);
    }
    html(pg->out, "</tbody>\n");
}

static void put_table(struct years_table *t)
{
    struct page *pg = t->s->pg;
    const struct corridor *c = t->s->c;
    const char *kind = mirror_kind_name(t->kind);
    buf_fmt(pg->out, "<div class=\"frame end w%u\" role=\"region\" aria-labelledby=\"cap-%s\" tabindex=\"0\">\n"
                     "<table class=\"grid\">\n<caption id=\"cap-%s\"><span>", width_of(t), kind, kind);
    html_text(pg->out, WORDS(pg, arena_fmt(pg->arena, "corridor.caption.%s", kind),
                             {"origin", t->s->w.ref->areas[c->origin].name},
                             {"destination", t->s->w.ref->areas[c->destination].name},
                             {"years", span(pg, t->period[0], t->period[t->n - 1])}));
    html(pg->out, "</span></caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "corridor.who");
    html(pg->out, "</th>");
    for (size_t i = 0; i < t->n; i++) {
        html(pg->out, "<th scope=\"col\">");
        html_text(pg->out, period_words(pg, t->period[i]));
        html(pg->out, "</th>");
    }
    html(pg->out, "</tr></thead>\n");
    put_sides(t);
    html(pg->out, "</table>\n</div>\n");
}

/* -- the legend --------------------------------------------------------------------------------- */

static void legend_line(struct page *pg, bool seen, const char *id, const char *sign, const char *key)
{
    if (!seen)
        return;
    html(pg->out, id ? arena_fmt(pg->arena, "<div id=\"f-%s\"><dt>", id) : "<div><dt>");
    html(pg->out, sign);
    html(pg->out, "</dt><dd>");
    say(pg, key);
    html(pg->out, "</dd></div>\n");
}

static void legend(struct corridor_shown *s)
{
    struct page *pg = s->pg;
    html(pg->out, "<dl class=\"legend\">\n");
    legend_line(pg, s->missing_seen, NULL, "\xC2\xB7", "legend.missing.all");
    legend_line(pg, s->rest_seen, NULL, "\xE2\x80\xA6", "corridor.legend.rest");
    legend_line(pg, s->summed_seen, "sum", "+", "corridor.legend.sum");
    legend_line(pg, s->one_sex_seen, "sex", "\xE2\x99\x80\xE2\x99\x82", "corridor.legend.sex");
    legend_line(pg, s->carried_seen, "same", "=", "corridor.legend.same");
    legend_line(pg, s->change_seen, NULL, "<span class=\"line chg\"></span>", "legend.change");
    legend_statuses(pg, s->w.ref, s->status_seen);
    html(pg->out, "</dl>\n");
}

/* -- the page ----------------------------------------------------------------------------------- */

static struct str corridor_path(struct page *pg, uint16_t origin, uint16_t destination)
{
    const struct ref *ref = pg->cube->ref;
    return text_join(pg, "/corridor/%.*s/%.*s", STR_FMT(ref->areas[origin].code),
                     STR_FMT(ref->areas[destination].code));
}

/* The latest year of which both sides say something, in a sentence. */
static void lead(struct corridor_shown *s)
{
    struct page *pg = s->pg;
    const struct corridor *c = s->c;
    const struct ref *ref = s->w.ref;
    const struct mirror_pair *last = NULL;
    for (size_t i = 0; i < c->npairs; i++)
        if (!isnan(c->pairs[i].difference) && (!last || c->pairs[i].period > last->period))
            last = &c->pairs[i];
    html(pg->out, "<p class=\"lead\">");
    if (last) {
        const struct mirror_view *o = &c->v[last->origin], *d = &c->v[last->destination];
        unsigned decimals = MAX(o->decimals, d->decimals);
        struct buf said[2] = {0};
        html_num(&said[0], pg->text, last->from_origin, decimals);
        html_num(&said[1], pg->text, last->from_destination, decimals);
        SAY(pg, o->kind == MIRROR_STOCK ? "corridor.lead.stock" : "corridor.lead.flow",
            {"origin", ref->areas[c->origin].name}, {"destination", ref->areas[c->destination].name},
            {"year", period_words(pg, last->period)}, {"o", buf_view(&said[0])}, {"d", buf_view(&said[1])});
        buf_release(&said[0]);
        buf_release(&said[1]);
    } else {
        SAY(pg, c->n ? "corridor.lead.one" : "corridor.lead.none", {"origin", ref->areas[c->origin].name},
            {"destination", ref->areas[c->destination].name});
    }
    html(pg->out, "</p>\n");
}

static void ways_on(struct corridor_shown *s, size_t nback)
{
    struct page *pg = s->pg;
    const struct corridor *c = s->c;
    const struct ref *ref = s->w.ref;
    struct str path = text_join(pg, "/analysis/corridor?origin=%.*s&destination=%.*s",
                                STR_FMT(ref->areas[c->origin].code), STR_FMT(ref->areas[c->destination].code));
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "corridor.on");
    html(pg->out, "<ul class=\"plain\">\n<li><a href=\"");
    html_attr(pg->out, corridor_path(pg, c->destination, c->origin));
    html(pg->out, "\">");
    SAY(pg, nback ? "corridor.back" : "corridor.back.none", {"origin", ref->areas[c->destination].name},
        {"destination", ref->areas[c->origin].name});
    html(pg->out, "</a></li>\n<li>");
    html_link(pg->out, "/country/", ref->areas[c->origin].code, ref->areas[c->origin].name);
    html(pg->out, "</li>\n<li>");
    html_link(pg->out, "/country/", ref->areas[c->destination].code, ref->areas[c->destination].name);
    html(pg->out, "</li>\n<li><a download href=\"");
    html_attr(pg->out, path);
    html(pg->out, "&amp;format=.csv\">");
    say(pg, "side.csv");
    html(pg->out, "</a></li>\n<li><a href=\"");
    html_attr(pg->out, path);
    html(pg->out, "\">");
    say(pg, "corridor.json");
    html(pg->out, "</a></li>\n</ul>\n</section>\n");
}

static void kind_section(struct corridor_shown *s, enum mirror_kind kind)
{
    struct page *pg = s->pg;
    struct years_table t = {.s = s, .kind = kind};
    struct chart chart;
    gather_years(&t);
    if (!t.n)
        return;
    buf_fmt(pg->out, "<section id=\"%s\">\n", mirror_kind_name(kind));
    say_in(pg, "h2", NULL, arena_fmt(pg->arena, "corridor.%s", mirror_kind_name(kind)));
    if (corridor_chart(&chart, s, kind))
        figure_write(pg, &chart, text_join(pg, "/chart%.*s/%s",
                                           STR_FMT(corridor_path(pg, s->c->origin, s->c->destination)),
                                           mirror_kind_name(kind)), STR(""));
    html(pg->out, "<div class=\"figures\">\n");
    put_table(&t);
    html(pg->out, "</div>\n</section>\n");
}

void page_corridor(struct page *pg, const struct corridor *there, size_t nback)
{
    if (!page_released(pg, "corridors"))
        return;
    const struct ref *ref = pg->cube->ref;
    struct corridor_shown s = {.pg = pg, .c = there, .w = {ref, pg->text, pg->arena}};
    struct str title = WORDS(pg, "corridor.title", {"origin", ref->areas[there->origin].name},
                             {"destination", ref->areas[there->destination].name});
    corridor_gather(&s);
    page_open(pg, title, "corridors");
    crumbs_open(pg);
    crumb(pg, "/corridors", "nav.corridors");
    html(pg->out, "</nav>\n<h1>");
    html_text(pg->out, title);
    heading_end(pg);
    lead(&s);
    for (int kind = 0; kind < MIRROR_KINDS; kind++)
        kind_section(&s, (enum mirror_kind)kind);
    if (there->n)
        legend(&s);
    corridor_reasons(&s);
    corridor_series_words(&s);
    ways_on(&s, nback);
    page_close(pg);
}
