/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/topic_parts.h"

#include "model/period.h"
#include "report/layout.h"

#include <math.h>

enum { SOURCES_MOST = 3 };

void topic_span(int *from, int *to, const struct cube *cube, uint32_t series)
{
    int first = period_year(cube->period[cube->start[series]]),
        last = period_year(cube->period[cube->start[series + 1] - 1]);
    *from = *from ? MIN(*from, first) : first;
    *to = MAX(*to, last);
}

bool topic_points(struct chart *c, struct page *pg, uint32_t series, struct str name, struct chart_colour colour,
                  int from, int to)
{
    const struct cube *cube = pg->cube;
    const uint32_t none = UINT32_MAX;
    struct chart_series *s = chart_series(c, name);
    uint32_t before = none, i = cube->start[series], end = cube->start[series + 1];
    bool changed = false;
    s->colour = colour;
    for (int year = from; year <= to; year++) {
        struct str category = text_join(pg, "%d", year);
        while (i < end && period_year(cube->period[i]) < year)
            i++;
        if (i == end || period_year(cube->period[i]) != year) {
            chart_point(c, s, category, (double)NAN, 0);
            continue;
        }
        unsigned flags = chart_flags(cube->status[i]);
        bool other = before != none && cube->source[i] != cube->source[before];
        chart_point(c, s, category, cube->value[i], other ? flags | CHART_AFTER_BREAK : flags);
        s->points[s->n - 1].status = cube->status[i];
        if (isnan(cube->value[i]))
            continue;
        c->decimals = MAX(c->decimals, cube->decimals[i]);
        changed = changed || other;
        before = i;
    }
    return changed;
}

/* -- the foot ------------------------------------------------------------------------------------------ */

struct naming {
    struct page *pg;
    struct buf all;
    bool *seen;
    struct str name[SOURCES_MOST];
    unsigned n, more;
};

static void name_source(struct naming *x, uint16_t source)
{
    if (x->seen[source])
        return;
    x->seen[source] = true;
    struct str name = source_name(x->pg, x->pg->cube->sources[source]);
    for (unsigned i = 0; i < x->n; i++) /* each country has one of that name */
        if (str_eq(x->name[i], name))
            return;
    if (x->n >= SOURCES_MOST) {
        x->more++;
        return;
    }
    buf_puts(&x->all, x->n ? "; " : "");
    buf_str(&x->all, name);
    x->name[x->n++] = name;
}

static void finish(struct naming *x, struct chart *c, struct str path)
{
    struct page *pg = x->pg;
    if (x->n)
        c->source = x->more ? WORDS(pg, "chart.sources.more", {"sources", buf_view(&x->all)},
                                    {"n", number(pg, x->more)})
                            : WORDS(pg, "chart.sources", {"sources", buf_view(&x->all)});
    buf_release(&x->all);
    c->release = WORDS(pg, "chart.release", {"name", text_get(pg->text, "site.short")},
                       {"release", pg->cube->release_name}, {"date", date_words(pg, pg->cube->released_at)});
    c->address = text_join(pg, "%.*s%.*s", STR_FMT(pg->origin), STR_FMT(path));
}

void topic_foot(struct chart *c, struct page *pg, const uint32_t *series, size_t n, struct str path, bool changed)
{
    const struct cube *cube = pg->cube;
    struct naming x = {.pg = pg, .seen = arena_array(pg->arena, bool, cube->nsources + 1)};
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = cube->start[series[k]]; i < cube->start[series[k] + 1]; i++)
            name_source(&x, cube->source[i]);
    finish(&x, c, path);
    if (changed)
        c->note = text_get(pg->text, "chart.note.sources");
}

void topic_foot_of(struct chart *c, struct page *pg, const uint32_t *obs, size_t n, struct str path)
{
    struct naming x = {.pg = pg, .seen = arena_array(pg->arena, bool, pg->cube->nsources + 1)};
    for (size_t k = 0; k < n; k++)
        name_source(&x, pg->cube->source[obs[k]]);
    finish(&x, c, path);
}
