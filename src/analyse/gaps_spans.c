/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/gaps.h"

void gaps_only(struct gaps *out, struct arena *arena, const struct gaps *g, const struct gap_filter *f)
{
    *out = (struct gaps){.v = arena_array(arena, struct gap, g->n + 1)};
    for (size_t i = 0; i < g->n; i++) {
        const struct gap *v = &g->v[i];
        if ((f->area != UINT32_MAX && v->area != f->area) ||
            (f->question != UINT32_MAX && v->question != f->question) ||
            (f->effort >= 0 && (int)v->effort != f->effort) || (f->first_year && v->year < f->first_year) ||
            (f->last_year && v->year > f->last_year))
            continue;
        out->v[out->n++] = *v;
        out->of_effort[v->effort]++;
    }
}

/* Whether a gap goes on in a span; the years come newest first within an effort. */
static bool is_same(const struct gap_span *s, const struct gap *g)
{
    return s->area == g->area && s->question == g->question && s->effort == g->effort &&
           str_eq(s->source, g->source);
}

static int by_year(const void *a, const void *b)
{
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

/* Spans of a country and question, newest first, by their place; 0 ends. */
struct chain {
    uint32_t *head, *next;
};

static struct gap_span *span_of(struct gap_span *v, size_t *n, struct chain *chain, const struct coverage *c,
                                struct arena *arena, const struct gap *g)
{
    size_t at = (size_t)g->area * c->nquestions + g->question;
    for (uint32_t i = chain->head[at]; i; i = chain->next[i])
        if (is_same(&v[i - 1], g))
            return &v[i - 1];
    struct gap_span *s = &v[(*n)++];
    *s = (struct gap_span){.area = g->area, .question = g->question, .effort = g->effort, .source = g->source,
                           .partly = g->partly, .all_missing = true, .reason = g->reason, .quality = g->quality,
                           .first_year = g->year, .last_year = g->year,
                           .years = arena_array(arena, uint16_t, (size_t)(c->last_year - c->first_year) + 1)};
    chain->next[*n] = chain->head[at];
    chain->head[at] = (uint32_t)*n;
    return s;
}

const struct gap_span *gaps_spans(size_t *n, struct arena *arena, const struct coverage *c, const struct gaps *g)
{
    struct gap_span *v = arena_array(arena, struct gap_span, g->n + 1);
    struct chain chain = {arena_array(arena, uint32_t, (size_t)c->nareas * c->nquestions + 1),
                          arena_array(arena, uint32_t, g->n + 2)};
    *n = 0;
    for (size_t i = 0; i < g->n; i++) {
        struct gap_span *s = span_of(v, n, &chain, c, arena, &g->v[i]);
        s->years[s->nyears++] = (uint16_t)g->v[i].year;
        s->first_year = MIN(s->first_year, g->v[i].year);
        s->last_year = MAX(s->last_year, g->v[i].year);
        s->cells += g->v[i].cells;
        s->all_missing = s->all_missing && g->v[i].cover == COVER_MISSING;
    }
    for (size_t i = 0; i < *n; i++)
        qsort(v[i].years, v[i].nyears, sizeof *v[i].years, by_year);
    return v;
}

void gaps_years(int *first, int *last, const struct coverage *c)
{
    enum { YEARS = 10 };
    *last = c->last_year;
    *first = MAX(c->first_year, c->last_year - YEARS + 1);
}

/* -- what questions are called ------------------------------------------------------------------- */

/* How much two titles have in common, up to a blank. */
static size_t common(struct str a, struct str b)
{
    size_t n = 0, blank = 0;
    while (n < a.len && n < b.len && a.p[n] == b.p[n])
        if (a.p[n++] == ' ')
            blank = n;
    return n == a.len && n == b.len ? n : blank;
}

static struct str title_of(const struct ref *ref, uint16_t indicator, const char *language)
{
    const struct indicator *in = &ref->indicators[indicator];
    return ref_name(ref, language, "title", in->code, in->title);
}

struct str gaps_question(struct arena *arena, const struct coverage *c, uint32_t question, const char *language)
{
    enum { ENOUGH = 12 }; /* bytes that tell what both are about */
    const struct question *q = &c->questions[question];
    const struct ref *ref = c->ref;
    struct str a = title_of(ref, q->indicators[0], language);
    if (q->nindicators < 2 || !q->sheet || ref->indicators[q->indicators[1]].sheet != q->sheet)
        return a;
    struct str b = title_of(ref, q->indicators[1], language);
    size_t n = common(a, b);
    return str_of(arena_fmt(arena, "%.*s / %.*s", STR_FMT(a), STR_FMT(str_sub(b, n < ENOUGH ? 0 : n, b.len))));
}

struct str gaps_sheet(struct arena *arena, const struct coverage *c, uint32_t question)
{
    const struct question *q = &c->questions[question];
    return q->sheet ? str_of(arena_fmt(arena, "%s %d", c->ref->modules[q->module].code.p, q->sheet)) : q->code;
}
