/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One figure with all that is known of it, and the series it stands in. What stands in #figure is also shown beside the
 * table that the figure was picked in (web/js/table.js). */

#include "report/table_page.h"

#include "report/figure.h"
#include "report/pivot_page.h"
#include "report/topic.h"

#include "model/mirrored.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>

struct showing {
    struct page *pg;
    const struct figure_shown *f;
    const struct cube *cube;
    const struct ref *ref; /* of the page, in its language */
    const struct indicator *in;
    uint16_t area;
    struct str key;
};

/* -- its name ---------------------------------------------------------------------------------------------------- */

/* "Myanmar; women": what the codes of the series are called, those that say something first. */
static struct str key_words(const struct showing *s)
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

static void figure_path(const struct showing *s, uint16_t period)
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

static void put_heading(const struct showing *s, bool one)
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

/* -- what it is ---------------------------------------------------------------------------------------------------- */

static void put_number(struct page *pg, double value, unsigned decimals, char status)
{
    const struct status *st = status ? ref_status_find(pg->cube->ref, status) : NULL;
    if (!isnan(value))
        html_num(pg->out, pg->text, value, decimals);
    else if (st)
        html_text(pg->out, st->name);
    else
        say(pg, "figure.none");
}

static unsigned decimals_of(const struct showing *s, uint32_t obs)
{
    return s->cube->decimals[obs] <= 9 ? s->cube->decimals[obs] : s->in->decimals;
}

static void put_value(const struct showing *s, uint32_t obs)
{
    struct page *pg = s->pg;
    double value = s->cube->value[obs];
    html(pg->out, "<p class=\"value\"><b>");
    put_number(pg, value, decimals_of(s, obs), s->cube->status[obs]);
    html(pg->out, "</b>");
    if (!isnan(value)) {
        html(pg->out, " ");
        html_text(pg->out, unit_words(pg, s->in));
    }
    html(pg->out, "</p>\n");
    /* thousands of persons with three decimals are persons */
    struct indicator whole = *s->in;
    whole.unit_mult = 0;
    if (!isnan(value) && s->in->unit_mult == 3 && s->cube->decimals[obs] <= 9) {
        html(pg->out, "<p class=\"small\">");
        unsigned decimals = s->cube->decimals[obs] > 3 ? s->cube->decimals[obs] - 3u : 0;
        struct buf n = {0};
        html_num(&n, pg->text, value * 1000, decimals);
        SAY(pg, "figure.exact", {"n", buf_view(&n)}, {"unit", unit_words(pg, &whole)});
        buf_release(&n);
        html(pg->out, "</p>\n");
    }
}

static void open_pair(struct page *pg, const char *key)
{
    html(pg->out, "<dt>");
    say(pg, key);
    html(pg->out, "</dt><dd>");
}

static void put_status(const struct showing *s, char letter)
{
    struct page *pg = s->pg;
    const struct status *status = letter ? ref_status_find(s->ref, letter) : NULL;
    open_pair(pg, "figure.status");
    if (status)
        SAY(pg, "legend.status", {"name", status->name}, {"description", status->description});
    else
        say(pg, letter ? "legend.unknown" : "figure.status.plain");
    html(pg->out, "</dd>\n");
}

static void put_source(const struct showing *s, uint32_t obs)
{
    struct page *pg = s->pg;
    open_pair(pg, "side.source");
    side_source(pg, s->cube->sources[s->cube->source[obs]]);
    html(pg->out, "</dd>\n");
}

/* Who counts as a migrant: as the figure says, else as its table does. */
static void put_migrant(const struct showing *s, uint32_t obs)
{
    static const char *const keys[] = {NULL, "figure.criterion.birth", "figure.criterion.citizenship"};
    struct page *pg = s->pg;
    struct str note = obs_note_definition(s->cube->notes[s->cube->note[obs]]), type, said = {0};
    if (note.len && !ref_note_open(&type, &said, s->ref, note))
        said = (struct str){0};
    if (!said.len && !keys[s->in->criterion])
        return;
    open_pair(pg, "figure.migrant");
    if (said.len)
        html_text(pg->out, said);
    else
        say(pg, keys[s->in->criterion]);
    html(pg->out, "</dd>\n");
}

static void put_notes(const struct showing *s, uint32_t obs)
{
    struct page *pg = s->pg;
    uint16_t note = s->cube->note[obs];
    struct str words = note ? note_html(pg, s->cube->notes[note]) : (struct str){0};
    if (!words.len)
        return;
    open_pair(pg, "side.notes");
    html(pg->out, "<dl class=\"pairs\">");
    html(pg->out, words.p);
    html(pg->out, "</dl></dd>\n");
}

/* -- where it was before --------------------------------------------------------------------------------------------- */

static struct str past_words(const struct showing *s, const struct figure_past *past)
{
    struct page *pg = s->pg;
    struct buf b = {0}, *page = pg->out;
    if (past->gone)
        return text_get(pg->text, "figure.gone");
    pg->out = &b;
    put_number(pg, past->value, past->decimals <= 9 ? past->decimals : s->in->decimals, past->status);
    pg->out = page;
    struct str words = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return words;
}

static void put_past(const struct showing *s)
{
    struct page *pg = s->pg;
    const struct figure_shown *f = s->f;
    if (!f->npast)
        return;
    const struct figure_past *last = &f->past[f->npast - 1];
    open_pair(pg, "figure.release");
    bool newest = str_eq(last->release, pg->cube->release_name);
    SAY(pg, newest          ? f->npast == 1 ? "figure.new" : "figure.changed"
            : f->npast == 1 ? "figure.since.first"
                            : "figure.since", {"release", last->release},
        {"date", date_words(pg, last->date)});
    html(pg->out, "</dd>\n");
    if (f->npast < 2)
        return;
    open_pair(pg, "figure.earlier");
    html(pg->out, "<ul class=\"plain\">\n");
    for (size_t i = f->npast - 1; i-- > 0;) {
        html(pg->out, "<li>");
        SAY(pg, "figure.earlier.one", {"value", past_words(s, &f->past[i])}, {"release", f->past[i].release},
            {"date", date_words(pg, f->past[i].date)});
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul></dd>\n");
}

/* -- the other side ---------------------------------------------------------------------------------------------------- */

/* Both countries of the corridor that the figure is of; false: it is of none. */
static bool corridor_of(const struct showing *s, uint16_t *origin, uint16_t *destination, enum mirror_side *side)
{
    const struct mirrored *row = mirrored_of(s->ref, s->f->flow->indicator);
    uint16_t partner = s->ref->codes[s->cube->classif[0][s->f->series]].area;
    if (!row || !partner || partner == s->area)
        return false;
    *side = row->side;
    *origin = row->side == SIDE_ORIGIN ? s->area : partner;
    *destination = row->side == SIDE_ORIGIN ? partner : s->area;
    return true;
}

static void put_other_side(const struct showing *s)
{
    struct page *pg = s->pg;
    uint16_t origin, destination;
    enum mirror_side side;
    const struct corridor *c = s->f->corridor;
    if (!corridor_of(s, &origin, &destination, &side))
        return;
    const struct mirrored *row = mirrored_of(s->ref, s->f->flow->indicator);
    open_pair(pg, "figure.other");
    unsigned said = 0;
    for (size_t i = 0; c && i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        if (v->side == side || v->side == SIDE_OTHER || v->kind != row->kind || v->period != s->f->period || isnan(v->value))
            continue;
        html(pg->out, said++ ? "<br>" : "");
        struct buf n = {0};
        html_num(&n, pg->text, v->value, v->decimals);
        SAY(pg, "figure.other.says", {"place", s->ref->areas[side == SIDE_ORIGIN ? destination : origin].name},
            {"value", buf_view(&n)}, {"title", s->ref->indicators[v->indicator].title});
        buf_release(&n);
    }
    if (!said && s->f->period)
        SAY(pg, "figure.other.none", {"place", s->ref->areas[side == SIDE_ORIGIN ? destination : origin].name});
    html(pg->out, s->f->period ? "<br><a href=\"/corridor/" : "<a href=\"/corridor/");
    html_segment(pg->out, s->ref->areas[origin].code);
    buf_char(pg->out, '/');
    html_segment(pg->out, s->ref->areas[destination].code);
    html(pg->out, "\">");
    SAY(pg, "figure.corridor", {"origin", s->ref->areas[origin].name}, {"destination", s->ref->areas[destination].name});
    html(pg->out, "</a></dd>\n");
}

/* -- how it came ----------------------------------------------------------------------------------------------------------- */

/* A figure that another is made of; it is of the same country and release. */
static void put_parent(const struct showing *s, const struct parent *parent)
{
    struct page *pg = s->pg;
    const struct indicator *in = &s->ref->indicators[parent->indicator];
    const uint16_t codes[] = {parent->sex, parent->classif[0], parent->classif[1]};
    bool first = true;
    html(pg->out, "<li><a href=\"/figure/");
    html_segment(pg->out, in->code);
    buf_char(pg->out, '/');
    html_segment(pg->out, s->ref->areas[s->area].code);
    buf_char(pg->out, '/');
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i]) {
            html(pg->out, first ? "" : ".");
            html_segment(pg->out, s->ref->codes[codes[i]].code);
            first = false;
        }
    html(pg->out, first ? "-/" : "/");
    html_segment(pg->out, period_words(pg, parent->period));
    html(pg->out, "\">");
    html_text(pg->out, in->title);
    html(pg->out, "</a><br><span class=\"small\">");
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i]) {
            html_text(pg->out, s->ref->codes[codes[i]].name);
            html(pg->out, "; ");
        }
    html_text(pg->out, period_words(pg, parent->period));
    html(pg->out, "</span></li>\n");
}

static void put_way(const struct showing *s, uint32_t obs)
{
    enum { PARENTS_MOST = 12 };
    struct page *pg = s->pg;
    const struct lineage *made = s->f->made_of;
    open_pair(pg, "figure.way");
    if (!made) {
        SAY(pg, s->in->generation == GEN_DERIVED || s->cube->status[obs] == 'L' ? "figure.way.derived" : "figure.way.reported",
            {"place", s->ref->areas[s->area].name}, {"source", source_name(pg, s->cube->sources[s->cube->source[obs]])});
        html(pg->out, "</dd>\n");
        return;
    }
    struct str rest = made->method, method = {0};
    str_next(&method, &rest, ' '); /* "version ECO_ISIC4": of which */
    const char *key = arena_fmt(pg->arena, "figure.method.%.*s", STR_FMT(method));
    say(pg, text_has(pg->text, key) || text_has(text_find("en"), key) ? key : "figure.way.derived");
    html(pg->out, "<ul class=\"plain\">\n");
    for (uint32_t i = 0; i < made->n && i < PARENTS_MOST; i++)
        put_parent(s, &made->parents[i]);
    if (made->n > PARENTS_MOST) {
        html(pg->out, "<li>");
        SAY(pg, "figure.way.more", {"n", number(pg, made->n - PARENTS_MOST)});
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul></dd>\n");
}

/* -- the series -------------------------------------------------------------------------------------------------------------- */

static void put_chart(const struct showing *s)
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
    const char *query = arena_fmt(pg->arena, "kind=line&areas=%.*s%s%.*s", STR_FMT(area), str_is(s->key, "-") ? "" : "&key=",
                                  str_is(s->key, "-") ? 0 : (int)s->key.len, s->key.p);
    figure_write(pg, &c, text_join(pg, "/chart/table/%.*s", STR_FMT(s->in->code)), str_of(query));
}

static bool same_key(const struct cube *cube, uint32_t a, uint32_t b)
{
    return cube->sex[a] == cube->sex[b] && cube->classif[0][a] == cube->classif[0][b] &&
           cube->classif[1][a] == cube->classif[1][b];
}

static void put_row(const struct showing *s, const struct grid *notes, uint32_t obs)
{
    struct page *pg = s->pg;
    const struct status *status = s->cube->status[obs] ? ref_status_find(s->ref, s->cube->status[obs]) : NULL;
    bool here = s->cube->period[obs] == s->f->period;
    html(pg->out, here ? "<tr class=\"t\"><th scope=\"row\"><a aria-current=\"page\" href=\"" : "<tr><th scope=\"row\"><a href=\"");
    figure_path(s, s->cube->period[obs]);
    html(pg->out, "\">");
    html_text(pg->out, period_words(pg, s->cube->period[obs]));
    html(pg->out, "</a></th><td class=\"n\">");
    if (isnan(s->cube->value[obs]))
        html(pg->out, "\xE2\x80\x93");
    else
        html_num(pg->out, pg->text, s->cube->value[obs], decimals_of(s, obs));
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
static void take_notes(const struct showing *s, struct grid *g)
{
    uint32_t end = s->f->flow->area_at[s->area + 1];
    *g = (struct grid){.pg = s->pg, .notes_marked = true};
    grid_notes_begin(g, s->cube);
    for (uint32_t k = s->f->flow->area_at[s->area]; k < end; k++)
        for (uint32_t i = s->cube->start[k]; same_key(s->cube, k, s->f->series) && i < s->cube->start[k + 1]; i++)
            grid_note(g, s->cube, s->cube->note[i]);
    grid_notes_end(g);
}

static void put_series(const struct showing *s)
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
    for (size_t i = 0; i < ARRAY_LEN(heads) - (notes.nnotes == 0); i++) {
        html(pg->out, i == 1 ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        say(pg, heads[i]);
        html(pg->out, "</th>");
    }
    html(pg->out, "</tr></thead>\n<tbody>\n");
    for (uint32_t k = s->f->flow->area_at[s->area]; k < end; k++) /* by year, and by quarter or month where it has them */
        if (same_key(s->cube, k, s->f->series))
            for (uint32_t i = s->cube->start[k + 1]; i-- > s->cube->start[k];)
                put_row(s, &notes, i);
    html(pg->out, "</tbody>\n</table>\n</div>\n");
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

static void put_figure(const struct showing *s, uint32_t obs)
{
    struct page *pg = s->pg;
    put_value(s, obs);
    html(pg->out, "<dl class=\"pairs\">\n");
    put_status(s, s->cube->status[obs]);
    put_source(s, obs);
    put_migrant(s, obs);
    put_notes(s, obs);
    put_past(s);
    put_other_side(s);
    put_way(s, obs);
    html(pg->out, "</dl>\n");
}

static void put_reuse(const struct showing *s)
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
    struct showing s = {.pg = pg, .f = f, .cube = f->cube, .ref = pg->cube->ref, .area = f->cube->area[f->series]};
    uint32_t obs = 0;
    bool one = f->period && find_obs(f, s.area, &obs);
    s.in = &s.ref->indicators[f->flow->indicator];
    s.key = pivot_key(pg->arena, f->cube, f->series);
    struct str place = s.ref->areas[s.area].name;
    page_open(pg, WORDS(pg, "table.title", {"place", place}, {"title", key_words(&s)}), "tables");
    table_crumbs(pg, s.in, s.area);
    html(pg->out, "<div class=\"beside figure\">\n<div id=\"figure\">\n");
    put_heading(&s, one);
    if (f->period && !one) {
        html(pg->out, "<p class=\"lead\">");
        SAY(pg, "figure.no.period", {"period", period_words(pg, f->period)});
        html(pg->out, "</p>\n");
    }
    if (one)
        put_figure(&s, obs);
    else if (f->corridor) {
        html(pg->out, "<dl class=\"pairs\">\n");
        put_other_side(&s);
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
