/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/filling.h"

#include <stdio.h>

/* -- from the base ----------------------------------------------------------------------------------- */

static int cube_load(struct cube **out, struct store *st, const struct ref *ref, uint16_t area, struct err *err)
{
    struct store_iter *it;
    struct wk_block block;
    struct cube_builder *b = cube_builder_new(ref);
    int r = store_wk_list_area(st, &it, ref->areas[area].code, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1)
        if ((r = cube_builder_add(b, block.block, err)) < 0)
            store_iter_close(it);
    if (r < 0)
        cube_builder_free(b);
    else
        *out = cube_builder_finish(b);
    return r;
}

static int fields_load(struct catalogue_source *s, struct arena *arena, struct store *st, int64_t version,
                       struct err *err)
{
    struct store_iter *it;
    struct source_field f;
    int r = store_source_field_list(st, &it, version, err);
    while (r == 0 && (r = store_source_field_next(it, &f, err)) == 1) {
        int field = catalogue_find(f.field);
        r = 0;
        if (field >= 0)
            s->content[field] = arena_str(arena, f.content);
    }
    return r;
}

static int sources_load(struct fillings *out, struct arena *arena, struct store *st, struct str area, struct err *err)
{
    enum { MOST = 1000 }; /* of one country; the others are not looked at */
    struct store_iter *it;
    struct source_version v;
    struct catalogue_source *sources = arena_array(arena, struct catalogue_source, MOST);
    int64_t *ids = arena_array(arena, int64_t, MOST);
    int r = store_source_list(st, &it, area, false, err);
    while (r == 0 && (r = store_source_next(it, &v, err)) == 1) {
        r = 0;
        if (out->nsources == MOST)
            continue;
        ids[out->nsources] = v.id;
        sources[out->nsources++] = (struct catalogue_source){
            .area = arena_str(arena, v.area), .source = arena_str(arena, v.source), .withdrawn = v.withdrawn};
    }
    for (size_t i = 0; r == 0 && i < out->nsources; i++)
        r = fields_load(&sources[i], arena, st, ids[i], err);
    out->sources = sources;
    return r;
}

int fillings_load(struct fillings *out, struct arena *arena, struct store *st, const struct ref *ref, uint16_t area,
                  int first, int last, int now, struct err *err)
{
    struct cube *cube = NULL;
    *out = (struct fillings){.ref = ref};
    int r = cube_load(&cube, st, ref, area, err);
    if (r == 0)
        r = sources_load(out, arena, st, ref->areas[area].code, err);
    if (r == 0)
        fillings_find(out, arena, ref, area, cube, out->sources, out->nsources, first, last, now);
    cube_free(cube);
    return r;
}

/* -- what could -------------------------------------------------------------------------------------- */

/* The cheapest span of each question, by the tables that answer it. */
static void put_cheapest(struct fillings *out, struct arena *arena, const struct coverage *c,
                         const struct gap_span *spans, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < c->questions[spans[i].question].nindicators; k++) {
            const struct gap_span **at = &out->of[c->questions[spans[i].question].indicators[k]];
            if (*at)
                continue;
            struct gap_span *s = arena_new(arena, struct gap_span);
            *s = spans[i];
            s->source = arena_str(arena, s->source); /* it may stand in the cube */
            *at = s;
        }
}

void fillings_find(struct fillings *out, struct arena *arena, const struct ref *ref, uint16_t area,
                   const struct cube *cube, const struct catalogue_source *sources, size_t nsources, int first,
                   int last, int now)
{
    struct coverage c;
    struct gaps all, asked;
    size_t n;
    *out = (struct fillings){.ref = ref, .sources = sources, .nsources = nsources,
                             .of = arena_array(arena, const struct gap_span *, ref->nindicators)};
    coverage_make(&c, arena, &(struct covering){.ref = ref, .cube = cube, .first_year = MIN(ref->first_year, first),
                                                .last_year = last});
    gaps_find(&all, arena, &c, &(struct gap_sources){.described = sources, .ndescribed = nsources, .year = now});
    for (uint32_t a = 0; a < c.nareas; a++) {
        if (c.areas[a] != area)
            continue;
        gaps_only(&asked, arena, &all,
                  &(struct gap_filter){.area = a, .question = UINT32_MAX, .effort = -1, .first_year = first,
                                       .last_year = last});
        const struct gap_span *spans = gaps_spans(&n, arena, &c, &asked);
        put_cheapest(out, arena, &c, spans, n);
    }
}

unsigned filling_cost(const struct fillings *f, uint16_t indicator)
{
    return f->of[indicator] ? f->of[indicator]->effort : EFFORTS;
}

/* "Population Census (AA:1421)" */
static void put_source(struct buf *out, const char *language, const struct fillings *f, struct str source)
{
    const struct ref *ref = f->ref;
    uint16_t type, survey = 0;
    struct str name = {0};
    for (size_t i = 0; i < f->nsources; i++)
        if (str_eq(f->sources[i].source, source))
            name = f->sources[i].content[CATALOGUE_NAME];
    if (!name.len && ref_source_find(ref, &type, &survey, source)) {
        const struct source_type *t = &ref->source_types[type];
        name = survey ? ref->surveys[survey].name : ref_name(ref, language, "source_type", t->code, t->name);
    }
    buf_fmt(out, "%.*s (%.*s)", STR_FMT(name), STR_FMT(source));
}

void filling_say(struct buf *out, const struct text *text, const char *language, const struct fillings *f,
                 const struct gap_span *could)
{
    struct buf source = {0}, years = {0};
    char key[32];
    if (!could || could->effort == EFFORT_COLLECT)
        return;
    put_source(&source, language, f, could->source);
    for (uint32_t i = 0; i < could->nyears; i++)
        buf_fmt(&years, "%s%d", i ? ", " : "", could->years[i]);
    snprintf(key, sizeof key, "form.could.%s", effort_name(could->effort));
    text_fmt(out, text, key,
             (const struct text_arg[]){{"source", buf_view(&source)}, {"years", buf_view(&years)}, {0}});
    buf_release(&source);
    buf_release(&years);
}
