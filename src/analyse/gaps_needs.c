/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/gaps_ways.h"

const char *need_name(enum need_kind kind)
{
    static const char *const names[] = {"tabulation",  "item",     "definition", "timeliness",
                                        "periodicity", "register", "metadata"};
    return names[kind];
}

struct needing {
    const struct ways *w;
    struct capacity_need *v;
    size_t n, size;
    bool *in_full; /* by question: there is a type of census or household survey that can answer all of it */
};

/* The need of a country, of one kind, about one source. */
static struct capacity_need *need_at(struct needing *list, uint32_t area, enum need_kind kind, struct str source)
{
    struct arena *arena = list->w->arena;
    for (size_t i = list->n; i-- > 0 && list->v[i].area == area;)
        if (list->v[i].kind == kind && str_eq(list->v[i].source, source))
            return &list->v[i];
    if (list->n == list->size) {
        size_t size = MAX(list->size * 2, (size_t)64);
        struct capacity_need *more = arena_array(arena, struct capacity_need, size);
        if (list->n)
            memcpy(more, list->v, sizeof *more * list->n);
        list->v = more;
        list->size = size;
    }
    struct capacity_need *need = &list->v[list->n++];
    *need = (struct capacity_need){.area = area, .kind = kind, .source = source,
                                   .questions = arena_array(arena, uint32_t, list->w->c->nquestions + 1)};
    return need;
}

static void add_question(struct capacity_need *need, uint32_t question)
{
    uint32_t at = 0;
    while (at < need->nquestions && need->questions[at] < question)
        at++;
    if (at < need->nquestions && need->questions[at] == question)
        return;
    memmove(need->questions + at + 1, need->questions + at, sizeof *need->questions * (need->nquestions - at));
    need->questions[at] = question;
    need->nquestions++;
}

static bool is_survey(char group) { return group == CENSUS || group == HOUSEHOLDS; }

/* Which questions some census or household survey can answer in full. */
static void find_in_full(struct needing *list, struct arena *arena)
{
    const struct coverage *c = list->w->c;
    list->in_full = arena_array(arena, bool, c->nquestions + 1);
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (uint32_t t = 0; t < c->ref->nsource_types; t++)
            for (unsigned i = 0; i < c->questions[q].nindicators; i++) {
                const struct source_type *type = &c->ref->source_types[t];
                if (type->group.len && is_survey(type->group.p[0]) &&
                    capability_of(c->ref, type->code, c->questions[q].indicators[i]).answer == ANSWER_YES)
                    list->in_full[q] = true;
            }
}

/* A census or household survey of which nothing shows that it asks for birth or citizenship. */
static bool may_lack_item(const struct needing *list, uint32_t area, struct str source)
{
    const struct ways *w = list->w;
    for (uint32_t i = 0; i < w->n[area]; i++) {
        const struct way *s = &w->of[area][i];
        if (!str_eq(s->source, source))
            continue;
        bool shown = s->described && s->described->content[CATALOGUE_MIGRANTS].len;
        for (uint32_t q = 0; q < w->c->nquestions; q++)
            shown = shown || (list->in_full[q] && s->first_gave[q]);
        return is_survey(s->group) && !shown;
    }
    return false;
}

/* The need that a gap shows; NEED_KINDS: none, it only has to be asked for. */
static enum need_kind need_of(const struct needing *list, const struct gap *g)
{
    if (g->effort == EFFORT_TABULATE || g->effort == EFFORT_PUBLISH)
        return NEED_TABULATION;
    if (g->effort != EFFORT_REQUEST && g->effort != EFFORT_COLLECT)
        return NEED_KINDS;
    if (!list->in_full[g->question])
        return g->effort == EFFORT_COLLECT || g->partly ? NEED_REGISTER : NEED_KINDS;
    return g->effort == EFFORT_COLLECT || may_lack_item(list, g->area, g->source) ? NEED_ITEM : NEED_KINDS;
}

static void needs_of_gaps(struct needing *list, const struct gaps *gaps, uint32_t area)
{
    for (size_t i = 0; i < gaps->n; i++) {
        const struct gap *g = &gaps->v[i];
        enum need_kind kind = g->area == area ? need_of(list, g) : NEED_KINDS;
        if (kind == NEED_KINDS)
            continue;
        struct capacity_need *need = need_at(list, area, kind, kind == NEED_REGISTER ? STR("") : g->source);
        add_question(need, g->question);
        need->gaps++;
    }
}

/* A score is a need where it is this or lower. */
static bool is_low(const struct way *s, enum quality q, int points)
{
    return s->quality.score[q].points >= 0 && s->quality.score[q].points <= points;
}

static void needs_of_quality(struct needing *list, uint32_t area, const struct way *s)
{
    const bool census = s->group == CENSUS;
    const bool has[NEED_KINDS] = {
        [NEED_DEFINITION] = is_low(s, QUALITY_DEFINITION, 1),
        [NEED_TIMELINESS] = !census && is_low(s, QUALITY_TIMELINESS, 1),
        [NEED_PERIODICITY] = !census && is_low(s, QUALITY_PERIODICITY, 1),
        [NEED_METADATA] = is_low(s, QUALITY_SCOPE, 0) || is_low(s, QUALITY_AGE, 0) || is_low(s, QUALITY_SAMPLE, 0)};
    for (int kind = 0; kind < NEED_KINDS; kind++)
        for (uint32_t q = 0; has[kind] && q < list->w->c->nquestions; q++)
            if (s->first_gave[q])
                add_question(need_at(list, area, (enum need_kind)kind, s->source), q);
}

static int by_unlocked(const void *a, const void *b)
{
    const struct capacity_need *x = a, *y = b;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    if (x->gaps != y->gaps)
        return x->gaps > y->gaps ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return str_cmp(x->source, y->source);
}

const struct capacity_need *gaps_needs(size_t *n, struct arena *arena, const struct coverage *c,
                                       const struct gaps *g, const struct gap_sources *from)
{
    struct ways w;
    struct needing list = {.w = &w};
    ways_make(&w, arena, c, from);
    find_in_full(&list, arena);
    for (uint32_t area = 0; area < c->nareas; area++) {
        needs_of_gaps(&list, g, area);
        for (uint32_t i = 0; i < w.n[area]; i++)
            if (w.of[area][i].fed)
                needs_of_quality(&list, area, &w.of[area][i]);
    }
    if (list.n)
        qsort(list.v, list.n, sizeof *list.v, by_unlocked);
    *n = list.n;
    return list.v;
}
