/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The page of a figure: what it is called, and the series it stands in, as a chart and a table. What stands in
 * #figure is also shown beside the table that the figure was picked in (web/js/table.js). */

#include "report/figure_page.h"

#include "report/figure.h"
#include "report/pivot_page.h"
#include "report/topic.h"

#include "model/period.h"

#include <math.h>

/* -- its name ---------------------------------------------------------------------------------------------------- */

/* "Myanmar; women": what the codes of the series are called, those that say something first. */
static struct str key_words(const struct figure_page *s)
{
    struct page *pg = s->pg;
    struct buf b = {0};
    struct pivot p = {.cube = s->cube, .in = s->in, .arena = pg->arena};
    static const enum pivot_kind order[] = {PIVOT_CLASSIF1, PIVOT_CLASSIF2, PIVOT_SEX};
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        struct pivot_dim d = {.kind = order[i]};
        uint16_t code = pivot_code_of(s->cube, s->f->series, order[i]);
        if (!code)
            continue;
        buf_puts(&b, b.len ? "; " : "");
        buf_str(&b, pivot_name(pg, &p, &d, code));
    }
    struct str name = b.len ? arena_str(pg->arena, buf_view(&b)) : text_get(pg->text, "table.total");
    buf_release(&b);
    return name;
}

static void figure_path(const struct figure_page *s, uint16_t period)
{
    struct buf *out = s->pg->out;
    html(out, "/figure/");
    html_segment(out, s->in->code);
    buf_char(out, '/');
    html_segment(out, s->ref->areas[s->area].code);
    buf_char(out, '/');
    html_segment(out, s->key);
    if (period) {
        char text[PERIOD_TEXT];
        buf_char(out, '/');
        buf_put(out, text, period_fmt(text, period));
    }
}

static void put_heading(const struct figure_page *s, bool one)
{
    struct page *pg = s->pg;
    struct str place = s->ref->areas[s->area].name;
    html(pg->out, "<h1><span class=\"place\">");
    if (one)
        SAY(pg, "figure.place", {"place", place}, {"period", period_words(pg, s->f->period)});
    else
        html_text(pg->out, place);
    html(pg->out, "<span class=\"hide\">: </span></span> ");
    html_text(pg->out, key_words(s));
    html(pg->out, "</h1>\n<p class=\"of\"><a href=\"");
    html_attr(pg->out, table_path(pg, s->in, s->area));
    html(pg->out, "\">");
    html_text(pg->out, s->in->title);
    html(pg->out, "</a></p>\n");
}

/* -- the series -------------------------------------------------------------------------------------------------- */

static void put_chart(const struct figure_page *s)
{
    struct page *pg = s->pg;
    struct chart c;
    struct str area = s->ref->areas[s->area].code;
    struct chart_ask ask = {.part = {s->in->code}, .nparts = 1, .kind = CHART_LINE};
    ask.param[ask.nparams++] = (struct chart_param){STR("areas"), area};
    if (!str_is(s->key, "-"))
        ask.param[ask.nparams++] = (struct chart_param){STR("key"), s->key};
    if (s->cube->freq[s->f->series] != 'A' || topic_make(&c, pg, STR("table"), &ask, NULL) < 0 || c.ncategories < 2)
        return;
    const char *query = arena_fmt(pg->arena, "kind=line&areas=%.*s%s%.*s", STR_FMT(area),
                                  str_is(s->key, "-") ? "" : "&key=", str_is(s->key, "-") ? 0 : (int)s->key.len,
                                  s->key.p);
    figure_write(pg, &c, text_join(pg, "/chart/table/%.*s", STR_FMT(s->in->code)), str_of(query));
}

static bool same_key(const struct cube *cube, uint32_t a, uint32_t b)
{
    return cube->sex[a] == cube->sex[b] && cube->classif[0][a] == cube->classif[0][b] &&
           cube->classif[1][a] == cube->classif[1][b];
}

static void put_row(const struct figure_page *s, const struct grid *notes, uint32_t obs)
{
    struct page *pg = s->pg;
    const struct status *status = s->cube->status[obs] ? ref_status_find(s->ref, s->cube->status[obs]) : NULL;
    bool here = s->cube->period[obs] == s->f->period;
    html(pg->out, here ? "<tr class=\"t\"><th scope=\"row\"><a aria-current=\"page\" href=\""
                       : "<tr><th scope=\"row\"><a href=\"");
    figure_path(s, s->cube->period[obs]);
    html(pg->out, "\">");
    html_text(pg->out, period_words(pg, s->cube->period[obs]));
    html(pg->out, "</a></th><td class=\"n\">");
    if (isnan(s->cube->value[obs]))
        html(pg->out, "\xE2\x80\x93");
    else
        html_num(pg->out, pg->text, s->cube->value[obs], figure_decimals(s, obs));
    html(pg->out, "</td><td class=\"small\">");
    if (status)
        html_text(pg->out, status->name);
    html(pg->out, "</td><td class=\"small\">");
    struct str source = s->cube->sources[s->cube->source[obs]];
    html_link(pg->out, "/source/", source, source_name(pg, source));
    html(pg->out, "</td>");
    if (notes->nnotes) {
        unsigned n = notes->note_number[s->cube->note[obs]];
        html(pg->out, "<td>");
        if (n)
            buf_fmt(pg->out, "<a href=\"#n-%u\">%u</a>", n, n);
        html(pg->out, "</td>");
    }
    html(pg->out, "</tr>\n");
}

/* The notes of the series, numbered. */
static void take_notes(const struct figure_page *s, struct grid *g)
{
    uint32_t end = s->f->flow->area_at[s->area + 1];
    *g = (struct grid){.pg = s->pg, .notes_marked = true};
    grid_notes_begin(g, s->cube);
    for (uint32_t k = s->f->flow->area_at[s->area]; k < end; k++)
        for (uint32_t i = s->cube->start[k]; same_key(s->cube, k, s->f->series) && i < s->cube->start[k + 1]; i++)
            grid_note(g, s->cube, s->cube->note[i]);
    grid_notes_end(g);
}

static void put_series(const struct figure_page *s)
{
    static const char *const heads[] = {"pivot.time", "pivot.figure", "figure.status", "side.source", "side.notes"};
    struct page *pg = s->pg;
    struct grid notes;
    take_notes(s, &notes);
    uint32_t end = s->f->flow->area_at[s->area + 1];
    html(pg->out, "<div class=\"frame fit\" role=\"region\" tabindex=\"0\" aria-labelledby=\"cap\">\n"
                  "<table class=\"list series\">\n<caption id=\"cap\"><span>");
    SAY(pg, "figure.series", {"unit", unit_words(pg, s->in)});
    html(pg->out, "</span></caption>\n<thead><tr>");
    for (size_t i = 0; i < ARRAY_LEN(heads) - (notes.nnotes == 0); i++)
        listing_column(pg, i == 1 ? "n" : NULL, heads[i]);
    listing_body(pg);
    /* by year, and by quarter or month where it has them */
    for (uint32_t k = s->f->flow->area_at[s->area]; k < end; k++)
        if (same_key(s->cube, k, s->f->series))
            for (uint32_t i = s->cube->start[k + 1]; i-- > s->cube->start[k];)
                put_row(s, &notes, i);
    listing_close(pg);
    side_notes(&notes);
}

static bool find_obs(const struct figure_shown *f, uint16_t area, uint32_t *obs)
{
    const struct cube *cube = f->cube;
    for (uint32_t k = f->flow->area_at[area]; k < f->flow->area_at[area + 1]; k++)
        for (uint32_t i = cube->start[k]; same_key(cube, k, f->series) && i < cube->start[k + 1]; i++)
            if (cube->period[i] == f->period) {
                *obs = i;
                return true;
            }
    return false;
}

/* -- the page ---------------------------------------------------------------------------------------------------- */

static void put_reuse(const struct figure_page *s)
{
    struct page *pg = s->pg;
    struct reuse r = {.rest = s->f->rest, .rest_v1 = s->f->rest_v1, .address = pg->path,
                      .title = WORDS(pg, "figure.cited", {"title", s->in->title}, {"key", key_words(s)}),
                      .place = s->ref->areas[s->area].name};
    if (s->f->period)
        r.place = WORDS(pg, "figure.place", {"place", r.place}, {"period", period_words(pg, s->f->period)});
    html(pg->out, "<section class=\"reuse\">\n");
    reuse_citation(pg, &r);
    reuse_addresses(pg, &r);
    html(pg->out, "</section>\n");
}

bool page_figure(struct page *pg, const struct figure_shown *f)
{
    struct figure_page s = {.pg = pg, .f = f, .cube = f->cube, .ref = pg->cube->ref, .area = f->cube->area[f->series]};
    uint32_t obs = 0;
    bool one = f->period && find_obs(f, s.area, &obs);
    s.in = &s.ref->indicators[f->flow->indicator];
    s.key = pivot_key(pg->arena, f->cube, f->series);
    struct str place = s.ref->areas[s.area].name;
    page_open(pg, WORDS(pg, "table.title", {"place", place}, {"title", key_words(&s)}), "tables");
    table_crumbs(pg, s.in, s.area);
    page_parts(pg); /* not within what a table takes over */
    html(pg->out, "<div class=\"beside figure\">\n<div id=\"figure\">\n");
    put_heading(&s, one);
    if (f->period && !one) {
        html(pg->out, "<p class=\"lead\">");
        SAY(pg, "figure.no.period", {"period", period_words(pg, f->period)});
        html(pg->out, "</p>\n");
    }
    if (one)
        figure_facts(&s, obs);
    else if (f->corridor) {
        html(pg->out, "<dl class=\"pairs\">\n");
        figure_other_side(&s);
        html(pg->out, "</dl>\n");
    }
    if (one)
        put_reuse(&s);
    html(pg->out, "</div>\n<div>\n");
    put_chart(&s);
    put_series(&s);
    if (!one)
        put_reuse(&s);
    html(pg->out, "</div>\n</div>\n");
    page_close(pg);
    return one || !f->period;
}
