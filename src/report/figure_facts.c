/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is known of one figure: how large it is, what it is, what it was before, what the other side of its corridor
 * says, and how it came. */

#include "report/figure_page.h"

#include "report/pivot_page.h"

#include "model/mirrored.h"
#include "model/obs.h"

#include <math.h>

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

unsigned figure_decimals(const struct figure_page *s, uint32_t obs)
{
    return s->cube->decimals[obs] <= 9 ? s->cube->decimals[obs] : s->in->decimals;
}

static void put_value(const struct figure_page *s, uint32_t obs)
{
    struct page *pg = s->pg;
    double value = s->cube->value[obs];
    html(pg->out, "<p class=\"value\"><b>");
    put_number(pg, value, figure_decimals(s, obs), s->cube->status[obs]);
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

static void put_status(const struct figure_page *s, char letter)
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

static void put_source(const struct figure_page *s, uint32_t obs)
{
    struct page *pg = s->pg;
    open_pair(pg, "side.source");
    side_source(pg, s->cube->sources[s->cube->source[obs]]);
    html(pg->out, "</dd>\n");
}

/* Who counts as a migrant: as the figure says, else as its table does. */
static void put_migrant(const struct figure_page *s, uint32_t obs)
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

static void put_notes(const struct figure_page *s, uint32_t obs)
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

/* -- where it was before ------------------------------------------------------------------------------------------- */

static struct str past_words(const struct figure_page *s, const struct figure_past *past)
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

static void put_past(const struct figure_page *s)
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

/* -- the other side ------------------------------------------------------------------------------------------------ */

/* Both countries of the corridor that the figure is of; false: it is of none. */
static bool corridor_of(const struct figure_page *s, uint16_t *origin, uint16_t *destination, enum mirror_side *side)
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

void figure_other_side(const struct figure_page *s)
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
        if (v->side == side || v->side == SIDE_OTHER || v->kind != row->kind || v->period != s->f->period ||
            isnan(v->value))
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
    SAY(pg, "figure.corridor", {"origin", s->ref->areas[origin].name},
        {"destination", s->ref->areas[destination].name});
    html(pg->out, "</a></dd>\n");
}

/* -- how it came --------------------------------------------------------------------------------------------------- */

/* A figure that another is made of; it is of the same country and release. */
static void put_parent(const struct figure_page *s, const struct parent *parent)
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

static void put_way(const struct figure_page *s, uint32_t obs)
{
    enum { PARENTS_MOST = 12 };
    struct page *pg = s->pg;
    const struct lineage *made = s->f->made_of;
    open_pair(pg, "figure.way");
    if (!made) {
        SAY(pg, s->in->generation == GEN_DERIVED || s->cube->status[obs] == 'L' ? "figure.way.derived"
                                                                                : "figure.way.reported",
            {"place", s->ref->areas[s->area].name},
            {"source", source_name(pg, s->cube->sources[s->cube->source[obs]])});
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

/* -- all of it ----------------------------------------------------------------------------------------------------- */

void figure_facts(const struct figure_page *s, uint32_t obs)
{
    struct page *pg = s->pg;
    put_value(s, obs);
    html(pg->out, "<dl class=\"pairs\">\n");
    put_status(s, s->cube->status[obs]);
    put_source(s, obs);
    put_migrant(s, obs);
    put_notes(s, obs);
    put_past(s);
    figure_other_side(s);
    put_way(s, obs);
    html(pg->out, "</dl>\n");
}
