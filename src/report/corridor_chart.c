/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of a corridor as lines: years from left to right, from zero upwards. A point is a figure; a line joins
 * the years that follow each other where source and definition stay the same. Each side has a shape of its own,
 * and its name stands beside its last point. */

#include "report/corridor.h"

#include "model/period.h"

#include <math.h>

enum {
    WIDTH = 880,
    LEFT = 64, /* of the numbers */
    TOP = 16,
    PLOT = 460, /* width of the lines */
    HEIGHT = 240,
    BELOW = 32,
    LABEL = 34 /* height of a name with what it counts */
};

struct chart {
    struct corridor_shown *s;
    enum mirror_kind kind;
    int first, last; /* years */
    double most, step;
};

static bool is_drawn(const struct chart *ch, const struct mirror_view *v)
{
    const struct ref *ref = ch->s->w.ref;
    return v->kind == ch->kind && !isnan(v->value) && v->sex == ref->sex_total && period_freq(v->period) == 'A' &&
           period_year(v->period) >= ref->first_year; /* others go back further than any country */
}

static double x_of(const struct chart *ch, int year)
{
    return ch->first == ch->last ? LEFT + PLOT / 2.0
                                 : LEFT + 8 + (PLOT - 16.0) * (year - ch->first) / (ch->last - ch->first);
}

static double y_of(const struct chart *ch, double value) { return TOP + HEIGHT * (1 - value / ch->most); }

/* 1, 2 or 5 times a power of ten, so that there are four or five lines. */
static double step_of(double most)
{
    double power = pow(10, floor(log10(most / 4))), times = most / 4 / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

static void put_axes(const struct chart *ch)
{
    struct page *pg = ch->s->pg;
    struct buf *out = pg->out;
    int years = ch->last - ch->first, each = years <= 11 ? 1 : years <= 22 ? 2 : years <= 55 ? 5 : 10;
    unsigned decimals = ch->step >= 1 ? 0 : (unsigned)-floor(log10(ch->step));
    html(out, "<g class=\"axis\">");
    for (unsigned i = 0; i * ch->step <= ch->most * (1 + 1e-9); i++) {
        double y = y_of(ch, i * ch->step);
        buf_fmt(out, "<path d=\"M%d %.1fh%d\"%s/><text class=\"v\" x=\"%d\" y=\"%.1f\">", LEFT, y, PLOT,
                i ? "" : " class=\"zero\"", LEFT - 8, y + 4.5);
        html_num(out, pg->text, i * ch->step, decimals);
        html(out, "</text>");
    }
    for (int year = ch->first; year <= ch->last; year++)
        if (year % each == 0 || years == 0)
            buf_fmt(out, "<text class=\"h\" x=\"%.1f\" y=\"%d\">%d</text>", x_of(ch, year), TOP + HEIGHT + 22, year);
    html(out, "</g>\n");
}

static void put_point(const struct chart *ch, const struct mirror_view *v)
{
    struct buf *out = ch->s->pg->out;
    double x = x_of(ch, period_year(v->period)), y = y_of(ch, v->value);
    const char *class = v->status && strchr(MIRROR_SAYS_LESS, v->status) ? " class=\"hollow\"" : "";
    if (v->side == SIDE_ORIGIN)
        buf_fmt(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"%s/>", x, y, class);
    else if (v->side == SIDE_DESTINATION)
        buf_fmt(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\"%s/>", x - 4, y - 4, class);
    else
        buf_fmt(out, "<path d=\"M%.1f %.1fl5.5 9.5h-11z\"%s/>", x, y - 6, class);
}

/* The next figure can be joined to this one. */
static bool is_joined(const struct mirror_view *v, const struct mirror_view *next)
{
    return next->period - v->period == PERIOD_SUBS && str_eq(v->source, next->source) &&
           str_eq(v->definition, next->definition) && next->status != 'B';
}

static const struct mirror_view *put_line(const struct chart *ch, const struct side_series *series)
{
    const struct corridor *c = ch->s->c;
    struct buf *out = ch->s->pg->out;
    const struct mirror_view *last = NULL;
    struct buf path = {0};
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        if (!series_has(series, v) || !is_drawn(ch, v))
            continue;
        buf_fmt(&path, "%c%.1f %.1f", last && is_joined(last, v) ? 'L' : 'M', x_of(ch, period_year(v->period)),
                y_of(ch, v->value));
        last = v;
    }
    if (last) {
        buf_fmt(out, "<g class=\"%s\"><path class=\"join\" d=\"%s\"/>", mirror_side_name(series->side), path.p);
        for (size_t i = 0; i < c->n; i++)
            if (series_has(series, &c->v[i]) && is_drawn(ch, &c->v[i]))
                put_point(ch, &c->v[i]);
        html(out, "</g>\n");
    }
    buf_release(&path);
    return last;
}

/* -- names -------------------------------------------------------------------------------------- */

struct label {
    const struct side_series *series;
    const struct mirror_view *view;
    double y;
};

static int by_height(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    return (x->y > y->y) - (x->y < y->y);
}

/* So far apart that none covers another: downwards, then up again where they have left the picture. */
static void spread(struct label *v, size_t n)
{
    qsort(v, n, sizeof *v, by_height);
    for (size_t i = 1; i < n; i++)
        v[i].y = fmax(v[i].y, v[i - 1].y + LABEL);
    for (size_t i = n; i-- > 0;)
        v[i].y = fmin(v[i].y, i + 1 < n ? v[i + 1].y - LABEL : TOP + HEIGHT - 14);
}

static void put_labels(const struct chart *ch, const struct label *v, size_t n)
{
    struct page *pg = ch->s->pg;
    for (size_t i = 0; i < n; i++) {
        struct str what = v[i].series->collection
                              ? WORDS(pg, "corridor.edition", {"edition", v[i].series->collection->vintage})
                              : mirror_population_words(&ch->s->w, v[i].view);
        double x = x_of(ch, period_year(v[i].view->period)), from = y_of(ch, v[i].view->value);
        buf_fmt(pg->out, "<g class=\"%s\"><path class=\"lead\" d=\"M%.1f %.1fL%d %.1f\"/>"
                         "<text class=\"name\" x=\"%d\" y=\"%.1f\">", mirror_side_name(v[i].series->side), x + 8, from,
                LEFT + PLOT + 12, v[i].y, LEFT + PLOT + 18, v[i].y + 4);
        html_text(pg->out, series_who(ch->s, v[i].series));
        buf_fmt(pg->out, "</text><text class=\"counts\" x=\"%d\" y=\"%.1f\">", LEFT + PLOT + 18, v[i].y + 19);
        html_text(pg->out, what);
        html(pg->out, "</text></g>\n");
    }
}

/* -- the picture -------------------------------------------------------------------------------- */

static size_t measure(struct chart *ch)
{
    const struct corridor *c = ch->s->c;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        if (!is_drawn(ch, v))
            continue;
        int year = period_year(v->period);
        ch->first = n ? MIN(ch->first, year) : year;
        ch->last = n ? MAX(ch->last, year) : year;
        ch->most = fmax(ch->most, v->value);
        n++;
    }
    return n;
}

void corridor_chart(struct corridor_shown *s, enum mirror_kind kind)
{
    struct page *pg = s->pg;
    struct chart ch = {.s = s, .kind = kind};
    if (measure(&ch) < 2 || ch.most <= 0)
        return;
    ch.step = step_of(ch.most);
    ch.most = ceil(ch.most / ch.step - 1e-9) * ch.step;
    struct label *labels = arena_array(pg->arena, struct label, s->nseries + 1);
    size_t n = 0;
    html(pg->out, "<figure class=\"sides\">\n<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-label=\"");
    html_attr(pg->out, WORDS(pg, arena_fmt(pg->arena, "corridor.chart.%s", mirror_kind_name(kind)),
                             {"origin", s->w.ref->areas[s->c->origin].name},
                             {"destination", s->w.ref->areas[s->c->destination].name},
                             {"first", text_join(pg, "%d", ch.first)}, {"last", text_join(pg, "%d", ch.last)}));
    buf_fmt(pg->out, "\">\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-hidden=\"true\">\n", WIDTH, TOP + HEIGHT + BELOW);
    put_axes(&ch);
    for (size_t i = 0; i < s->nseries; i++) {
        const struct mirror_view *last = s->series[i].kind == kind ? put_line(&ch, &s->series[i]) : NULL;
        if (last)
            labels[n++] = (struct label){&s->series[i], last, y_of(&ch, last->value)};
    }
    spread(labels, n);
    put_labels(&ch, labels, n);
    html(pg->out, "</svg>\n</div>\n");
    if (!s->foot_said) {
        html(pg->out, "<figcaption class=\"small\">");
        SAY(pg, "corridor.chart.foot", {"release", pg->cube->release_name});
        html(pg->out, "</figcaption>\n");
    }
    s->foot_said = true;
    html(pg->out, "</figure>\n");
}
