/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/gaps_ways.h"

#include <math.h>

/* The place of a source among those of an area, made where there is none yet. */
static struct way *way_at(struct ways *w, uint32_t area, struct str source)
{
    uint32_t nq = w->c->nquestions, ny = (uint32_t)w->nyears;
    for (uint32_t i = 0; i < w->n[area]; i++)
        if (str_eq(w->of[area][i].source, source))
            return &w->of[area][i];
    if (w->n[area] == w->size[area]) {
        uint32_t size = MAX(w->size[area] * 2, 32u);
        struct way *more = arena_array(w->arena, struct way, size);
        if (w->n[area])
            memcpy(more, w->of[area], sizeof *more * w->n[area]);
        w->of[area] = more;
        w->size[area] = size;
    }
    struct way *s = &w->of[area][w->n[area]++];
    uint16_t type;
    *s = (struct way){.source = source, .rank = INT16_MAX,
                      .can = arena_array(w->arena, struct capability, nq + 1),
                      .gave = arena_array(w->arena, uint32_t, (size_t)nq * ny + 1),
                      .any = arena_array(w->arena, bool, ny + 1),
                      .first_gave = arena_array(w->arena, int, nq + 1),
                      .last_gave = arena_array(w->arena, int, nq + 1)};
    if (ref_source_find(w->c->ref, &type, NULL, source)) {
        struct str group = w->c->ref->source_types[type].group;
        s->rank = w->c->ref->source_types[type].rank;
        s->group = group.len ? group.p[0] : 0;
    }
    return s;
}

static void take_registered(struct ways *w, uint32_t area)
{
    const struct ref *ref = w->c->ref;
    for (uint32_t i = 1; i < ref->nsurveys; i++) {
        const struct survey *v = &ref->surveys[i];
        if (v->area != w->c->areas[area])
            continue;
        struct str code = str_of(arena_fmt(w->arena, "%s:%s", ref->source_types[v->type].code.p, v->id.p));
        way_at(w, area, code)->registered = true;
    }
}

static void take_figures(struct ways *w)
{
    size_t n;
    const struct source_cover *v = coverage_sources(&n, w->arena, w->c);
    for (size_t i = 0; i < n; i++) {
        struct way *s = way_at(w, v[i].area, w->c->cube->sources[v[i].source]);
        uint32_t *gave = &s->gave[v[i].question * (uint32_t)w->nyears + (uint32_t)(v[i].year - w->c->first_year)];
        int *first = &s->first_gave[v[i].question], *last = &s->last_gave[v[i].question];
        *gave = MAX(*gave, MAX(v[i].have, 1u)); /* a status without a figure, or what is not expected, is something */
        s->any[v[i].year - w->c->first_year] = s->fed = true;
        *first = *first ? MIN(*first, v[i].year) : v[i].year;
        *last = MAX(*last, v[i].year);
    }
}

static void take_described(struct ways *w)
{
    const struct ref *ref = w->c->ref;
    for (size_t i = 0; i < w->from->ndescribed; i++) {
        const struct catalogue_source *d = &w->from->described[i];
        for (uint32_t area = 0; area < w->c->nareas; area++) {
            if (!str_eq(ref->areas[w->c->areas[area]].code, d->area))
                continue;
            struct way *s = way_at(w, area, d->source);
            s->described = d;
            s->withdrawn = d->withdrawn;
            s->says_years = said_years(&s->said, d->content[CATALOGUE_YEARS], w->from->year) > 0;
        }
    }
}

static struct capability can_answer(const struct ref *ref, const struct capable *of, const struct question *q)
{
    struct capability best = {0}, can;
    for (unsigned i = 0; i < q->nindicators; i++) {
        can = capability_at(ref, of, q->indicators[i]);
        if (!best.of.len || can.answer > best.answer)
            best = can;
    }
    return best;
}

static void judge(struct ways *w, uint32_t area, struct way *s)
{
    const struct coverage *c = w->c;
    struct capable of = capable_of(c->ref, s->source);
    for (uint32_t q = 0; q < c->nquestions; q++)
        s->can[q] = can_answer(c->ref, &of, &c->questions[q]);
    if (!s->fed && !s->described)
        return;
    s->scored = true;
    quality_score(&s->quality, w->arena,
                  &(struct quality_of){.ref = c->ref, .cube = c->cube, .area = c->areas[area], .source = s->source,
                                       .described = s->described, .year = w->from->year});
}

static int by_source(const void *a, const void *b)
{
    return str_cmp(((const struct way *)a)->source, ((const struct way *)b)->source);
}

void ways_make(struct ways *w, struct arena *arena, const struct coverage *c, const struct gap_sources *from)
{
    *w = (struct ways){.c = c, .from = from, .arena = arena, .nyears = MAX(c->last_year - c->first_year + 1, 0)};
    w->of = arena_array(arena, struct way *, c->nareas + 1);
    w->n = arena_array(arena, uint32_t, c->nareas + 1);
    w->size = arena_array(arena, uint32_t, c->nareas + 1);
    for (uint32_t area = 0; area < c->nareas; area++)
        take_registered(w, area);
    take_figures(w);
    take_described(w);
    for (uint32_t area = 0; area < c->nareas; area++) {
        if (w->n[area])
            qsort(w->of[area], w->n[area], sizeof **w->of, by_source);
        for (uint32_t i = 0; i < w->n[area]; i++)
            judge(w, area, &w->of[area][i]);
    }
}

bool way_able(const struct way *s, uint32_t question)
{
    const struct capability *can = &s->can[question];
    return can->answer != ANSWER_NO || (s->first_gave[question] && !can->of.len);
}

bool way_covers(const struct ways *w, const struct way *s, int year)
{
    return way_any(w, s, year) || said_year(&s->said, year);
}

int way_quality(const struct way *s)
{
    return s->scored && !isnan(s->quality.whole) ? (int)lround(s->quality.whole) : -1;
}
