/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of a corridor as lines, one for each side and table. A line joins the years that follow each other where
 * source and definition stay the same. */

#include "report/corridor.h"

#include "model/period.h"

#include <math.h>

static bool is_drawn(const struct corridor_shown *s, const struct side_series *series, const struct mirror_view *v)
{
    return series_has(series, v) && !isnan(v->value) && v->sex == s->w.ref->sex_total &&
           period_freq(v->period) == 'A' &&
           period_year(v->period) >= s->w.ref->first_year; /* others go back further than any country */
}

/* The figure of a year, where there is one. */
static const struct mirror_view *view_of(const struct corridor_shown *s, const struct side_series *series, int year)
{
    for (size_t i = 0; i < s->c->n; i++)
        if (is_drawn(s, series, &s->c->v[i]) && period_year(s->c->v[i].period) == year)
            return &s->c->v[i];
    return NULL;
}

static size_t measure(int *from, int *to, const struct corridor_shown *s, enum mirror_kind kind)
{
    size_t n = 0;
    for (size_t k = 0; k < s->nseries; k++)
        for (size_t i = 0; s->series[k].kind == kind && i < s->c->n; i++) {
            int year = period_year(s->c->v[i].period);
            if (!is_drawn(s, &s->series[k], &s->c->v[i]))
                continue;
            *from = n ? MIN(*from, year) : year;
            *to = n++ ? MAX(*to, year) : year;
        }
    return n;
}

static unsigned flags_of(const struct mirror_view *v, const struct mirror_view *before)
{
    unsigned flags = chart_flags(v->status);
    if (v->status && strchr(MIRROR_SAYS_LESS, v->status) && !flags)
        flags = CHART_PROVISIONAL; /* hollow: it says less than a figure */
    if (before && (!str_eq(v->source, before->source) || !str_eq(v->definition, before->definition)))
        flags |= CHART_AFTER_BREAK;
    return flags;
}

static void put_series(struct chart *c, struct corridor_shown *s, const struct side_series *series, int from, int to)
{
    struct page *pg = s->pg;
    const struct mirror_view *before = NULL, *v = NULL;
    struct chart_series *line = NULL;
    for (int year = from; year <= to; year++) {
        v = view_of(s, series, year);
        if (!line && !v)
            continue;
        if (!line) {
            struct str counts = v->collection ? WORDS(pg, "corridor.edition", {"edition", v->collection->vintage})
                                              : mirror_population_words(&s->w, v);
            line = chart_series(c, WORDS(pg, "table.title", {"place", series_who(s, series)}, {"title", counts}));
            line->colour.as = series->side == SIDE_ORIGIN        ? COLOUR_ORIGIN
                              : series->side == SIDE_DESTINATION ? COLOUR_DESTINATION
                                                                 : COLOUR_OTHER;
            for (int gap = from; gap < year; gap++)
                chart_point(c, line, text_join(pg, "%d", gap), (double)NAN, 0);
        }
        chart_point(c, line, text_join(pg, "%d", year), v ? v->value : (double)NAN, v ? flags_of(v, before) : 0);
        if (!v)
            continue;
        line->points[line->n - 1].status = v->status;
        c->decimals = MAX(c->decimals, v->decimals);
        before = v;
    }
}

bool corridor_chart(struct chart *c, struct corridor_shown *s, enum mirror_kind kind)
{
    struct page *pg = s->pg;
    const struct ref *ref = s->w.ref;
    int from = 0, to = 0;
    chart_init(c, pg->arena, CHART_LINE);
    if (measure(&from, &to, s, kind) < 2)
        return false;
    for (size_t k = 0; k < s->nseries; k++)
        if (s->series[k].kind == kind)
            put_series(c, s, &s->series[k], from, to);
    c->title = WORDS(pg, arena_fmt(pg->arena, "corridor.caption.%s", mirror_kind_name(kind)),
                     {"origin", ref->areas[s->c->origin].name}, {"destination", ref->areas[s->c->destination].name},
                     {"years", from == to ? text_join(pg, "%d", from) : text_join(pg, "%d\xE2\x80\x93%d", from, to)});
    if (c->nseries == 1) /* a single line has no name beside it */
        c->subtitle = c->series[0].name;
    c->source = WORDS(pg, "corridor.chart.foot", {"release", pg->cube->release_name});
    c->release = WORDS(pg, "chart.release", {"name", text_get(pg->text, "site.short")},
                       {"release", pg->cube->release_name}, {"date", date_words(pg, pg->cube->released_at)});
    c->address = text_join(pg, "%.*s/corridor/%.*s/%.*s", STR_FMT(pg->origin), STR_FMT(ref->areas[s->c->origin].code),
                           STR_FMT(ref->areas[s->c->destination].code));
    return true;
}
