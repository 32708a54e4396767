/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/gaps_write.h"

#include "model/capability.h"

#include <math.h>

void gaps_make(struct gaps_made *out, struct arena *arena, const struct gaps_from *from)
{
    uint64_t year = 0;
    str_uint(&year, str_sub(from->at, 0, 4), 9999);
    *out = (struct gaps_made){.from = *from};
    struct covering covering = {.ref = from->ref, .cube = from->cube};
    if (from->rounds) {
        covering.asks = from->rounds->asks;
        covering.nasks = from->rounds->nasks;
        covering.waivers = from->rounds->waivers;
        covering.nwaivers = from->rounds->nwaivers;
    }
    coverage_make(&out->c, arena, &covering);
    out->sources = (struct gap_sources){.described = from->sources, .ndescribed = from->nsources, .year = (int)year};
    gaps_find(&out->g, arena, &out->c, &out->sources);
}

/* -- names --------------------------------------------------------------------------------------- */

struct str gaps_source(const struct gaps_made *m, uint16_t area, struct str source, const char *language)
{
    const struct ref *ref = m->c.ref;
    uint16_t type, survey = 0;
    for (size_t i = 0; i < m->from.nsources; i++) {
        const struct catalogue_source *s = &m->from.sources[i];
        if (str_eq(s->source, source) && str_eq(s->area, ref->areas[area].code) && s->content[CATALOGUE_NAME].len)
            return s->content[CATALOGUE_NAME];
    }
    if (!ref_source_find(ref, &type, &survey, source))
        return source;
    const struct source_type *t = &ref->source_types[type];
    return survey ? ref->surveys[survey].name : ref_name(ref, language, "source_type", t->code, t->name);
}

/* -- rows ---------------------------------------------------------------------------------------- */

static struct str area_code(const struct gaps_made *m, uint32_t area)
{
    return m->c.ref->areas[m->c.areas[area]].code;
}

static struct str yes_no(bool yes) { return yes ? STR("yes") : STR("no"); }

static void put_percent(struct columns *c, int n)
{
    columns_num(c, n < 0 ? (double)NAN : n, 0);
}

static struct str *titles_of(const struct rows_to *to, const struct gaps_made *m)
{
    struct str *titles = arena_array(to->arena, struct str, m->c.nquestions + 1);
    for (uint32_t q = 0; q < m->c.nquestions; q++)
        titles[q] = gaps_question(to->arena, &m->c, q, to->language);
    return titles;
}

static void put_question(struct columns *c, const struct gaps_made *m, uint32_t question, const struct str *titles)
{
    columns_int(c, m->c.questions[question].sheet);
    columns_text(c, m->c.questions[question].code);
    columns_text(c, titles[question]);
}

void gaps_write(const struct rows_to *to, const struct gaps_made *m, const struct gaps *g)
{
    static const char *const names[] = {"ref_area", "question",      "indicator", "indicator.label", "time",   "cover",
                                        "effort",   "source",        "source.label", "answer",        "quality",
                                        "cells",    "countries",     "asked",     "unavailable",     "reason"};
    struct columns c;
    const struct str *titles = titles_of(to, m);
    columns_begin(&c, to->out, to->form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < g->n; i++) {
        const struct gap *v = &g->v[i];
        columns_text(&c, area_code(m, v->area));
        put_question(&c, m, v->question, titles);
        columns_int(&c, v->year);
        columns_text(&c, str_of(cover_key(v->cover)));
        columns_text(&c, str_of(effort_name(v->effort)));
        columns_text(&c, v->source);
        columns_text(&c, v->source.len ? gaps_source(m, m->c.areas[v->area], v->source, to->language) : STR(""));
        columns_text(&c, v->source.len ? str_of(answer_name(v->partly ? ANSWER_PARTLY : ANSWER_YES)) : STR(""));
        put_percent(&c, v->quality);
        columns_int(&c, v->cells);
        columns_int(&c, v->countries);
        columns_text(&c, m->from.rounds && m->from.rounds->n ? yes_no(v->asked) : STR("")); /* else not known */
        columns_text(&c, yes_no(v->unavailable));
        columns_text(&c, v->reason);
    }
    columns_end(&c);
}

/* The numbers of its questions, and their tables. */
static void put_questions(struct columns *c, const struct gaps_made *m, const struct capacity_need *need)
{
    struct buf sheets = {0}, codes = {0};
    for (uint32_t i = 0; i < need->nquestions; i++) {
        const struct question *q = &m->c.questions[need->questions[i]];
        buf_fmt(&sheets, "%s%d", i ? " " : "", q->sheet);
        buf_fmt(&codes, "%s%.*s", i ? " " : "", STR_FMT(q->code));
    }
    columns_text(c, buf_view(&sheets));
    columns_text(c, buf_view(&codes));
    buf_release(&sheets);
    buf_release(&codes);
}

void needs_write(const struct rows_to *to, const struct gaps_made *m, const struct capacity_need *v, size_t n,
                 uint32_t area)
{
    static const char *const names[] = {"ref_area", "need", "source", "source.label", "gaps", "questions",
                                        "indicators"};
    struct columns c;
    columns_begin(&c, to->out, to->form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < n; i++) {
        if (area != UINT32_MAX && v[i].area != area)
            continue;
        columns_text(&c, area_code(m, v[i].area));
        columns_text(&c, str_of(need_name(v[i].kind)));
        columns_text(&c, v[i].source);
        columns_text(&c, v[i].source.len ? gaps_source(m, m->c.areas[v[i].area], v[i].source, to->language) : STR(""));
        columns_int(&c, v[i].gaps);
        put_questions(&c, m, &v[i]);
    }
    columns_end(&c);
}

void potential_write(const struct rows_to *to, const struct gaps_made *m, const struct potential *v, size_t n,
                     uint32_t area, struct str source)
{
    static const char *const names[] = {"ref_area", "source", "source.label", "question", "indicator",
                                        "indicator.label", "answer", "first_year", "last_year", "possible", "given",
                                        "reason"};
    struct columns c;
    const struct str *titles = titles_of(to, m);
    columns_begin(&c, to->out, to->form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < n; i++) {
        if ((area != UINT32_MAX && v[i].area != area) || (source.len && !str_eq(v[i].source, source)))
            continue;
        columns_text(&c, area_code(m, v[i].area));
        columns_text(&c, v[i].source);
        columns_text(&c, gaps_source(m, m->c.areas[v[i].area], v[i].source, to->language));
        put_question(&c, m, v[i].question, titles);
        columns_text(&c, str_of(answer_name(v[i].partly ? ANSWER_PARTLY : ANSWER_YES)));
        columns_num(&c, v[i].first_year ? v[i].first_year : (double)NAN, 0);
        columns_num(&c, v[i].last_year ? v[i].last_year : (double)NAN, 0);
        columns_int(&c, v[i].possible);
        columns_int(&c, v[i].given);
        columns_text(&c, v[i].reason);
    }
    columns_end(&c);
}

/* -- quality ------------------------------------------------------------------------------------- */

static const struct catalogue_source *described_as(const struct gaps_made *m, uint16_t area, struct str source)
{
    for (size_t i = 0; i < m->from.nsources; i++)
        if (str_eq(m->from.sources[i].source, source) &&
            str_eq(m->from.sources[i].area, m->c.ref->areas[area].code))
            return &m->from.sources[i];
    return NULL;
}

/* Which sources have figures of which areas: by area and source of the cube. */
static bool *pairs_of(struct arena *arena, const struct gaps_made *m)
{
    const struct cube *c = m->from.cube;
    bool *has = arena_array(arena, bool, (size_t)m->c.ref->nareas * (c ? c->nsources : 0) + 1);
    for (uint32_t s = 0; c && s < c->nseries; s++)
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
            has[(size_t)c->area[s] * c->nsources + c->source[i]] = true;
    return has;
}

static int by_place(const void *a, const void *b)
{
    const struct rated_source *x = a, *y = b;
    return x->area != y->area ? (int)x->area - (int)y->area : str_cmp(x->source, y->source);
}

const struct rated_source *sources_rate(size_t *n, struct arena *arena, const struct gaps_made *m)
{
    const struct cube *cube = m->from.cube;
    const struct ref *ref = m->c.ref;
    bool *has = pairs_of(arena, m);
    uint32_t nsources = cube ? cube->nsources : 0;
    size_t room = m->from.nsources + 1;
    for (size_t i = 0; i < (size_t)ref->nareas * nsources; i++)
        room += has[i];
    struct rated_source *v = arena_array(arena, struct rated_source, room);
    *n = 0;
    for (uint16_t a = 1; a < ref->nareas; a++)
        for (uint32_t s = 0; s < nsources; s++)
            if (has[(size_t)a * nsources + s])
                v[(*n)++] = (struct rated_source){.area = a, .source = cube->sources[s]};
    size_t nfed = *n;
    for (size_t i = 0; i < m->from.nsources; i++) {
        const struct catalogue_source *d = &m->from.sources[i];
        uint16_t area = ref_area_find(ref, d->area);
        bool fed = !area || d->withdrawn;
        for (size_t k = 0; k < nfed; k++)
            fed = fed || (v[k].area == area && str_eq(v[k].source, d->source));
        if (!fed)
            v[(*n)++] = (struct rated_source){.area = area, .source = d->source};
    }
    for (size_t i = 0; i < *n; i++)
        quality_score(&v[i].q, arena,
                      &(struct quality_of){.ref = ref, .cube = cube, .area = v[i].area, .source = v[i].source,
                                           .described = described_as(m, v[i].area, v[i].source),
                                           .year = m->sources.year});
    qsort(v, *n, sizeof *v, by_place);
    return v;
}

static void put_score(struct columns *c, const struct rows_to *to, const struct gaps_made *m,
                      const struct rated_source *s, enum quality q)
{
    const struct quality_score *score = &s->q.score[q];
    struct buf words = {0};
    columns_text(c, m->c.ref->areas[s->area].code);
    columns_text(c, s->source);
    columns_text(c, gaps_source(m, s->area, s->source, to->language));
    columns_num(c, s->q.whole, 0);
    columns_text(c, str_of(quality_name(q)));
    columns_num(c, score->points < 0 ? (double)NAN : score->points, 0);
    columns_int(c, QUALITY_POINTS);
    columns_text(c, str_of(score->reason));
    quality_say(&words, text_find(to->language), m->c.ref, to->language, score);
    columns_text(c, buf_view(&words));
    columns_text(c, quality_migrants(&s->q));
    columns_int(c, s->q.nobs);
    buf_release(&words);
}

void quality_write(const struct rows_to *to, const struct gaps_made *m, const struct rated_source *v, size_t n,
                   uint16_t area, struct str source)
{
    static const char *const names[] = {"ref_area",   "source", "source.label", "quality",     "criterion",
                                        "points",   "points.max", "reason", "reason.label", "definition", "figures"};
    struct columns c;
    columns_begin(&c, to->out, to->form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < n; i++)
        for (int q = 0; q < QUALITIES; q++)
            if ((!area || v[i].area == area) && (!source.len || str_eq(v[i].source, source)))
                put_score(&c, to, m, &v[i], (enum quality)q);
    columns_end(&c);
}
