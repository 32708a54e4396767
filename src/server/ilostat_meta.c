/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What there is, and what codes are called. */

#include "server/ilostat.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "io/ilostat.h"
#include "model/concept.h"
#include "model/period.h"

#include <stdio.h>
#include <time.h>

/* -- tables of contents ------------------------------------------------------------------------------- */

static const char freqs[] = "AQM";

/* What there is of a flow, or of an area, in one frequency. */
struct extent {
    uint32_t nobs, n; /* n: areas, or flows */
    uint16_t first, last;
    uint32_t seen; /* the last that was counted in n, plus 1 */
};

static void count(struct extent *e, const struct cube *c, uint32_t series, uint32_t of)
{
    uint16_t first = c->period[c->start[series]], last = c->period[c->start[series + 1] - 1];
    e->first = e->nobs ? MIN(e->first, first) : first;
    e->last = MAX(e->last, last);
    e->nobs += c->start[series + 1] - c->start[series];
    e->n += e->seen != of + 1;
    e->seen = of + 1;
}

static struct str period_text(struct rows *r, uint16_t period)
{
    char text[PERIOD_TEXT];
    return arena_str(r->rq->arena, (struct str){text, period_fmt(text, period)});
}

/* As it is written there: "15/01/2026 10:00:00". */
static struct str updated(const struct rows *r)
{
    time_t t = (time_t)r->snap->modified;
    struct tm tm;
    char text[32];
    gmtime_r(&t, &tm);
    size_t n = strftime(text, sizeof text, "%d/%m/%Y %H:%M:%S", &tm);
    return arena_str(r->rq->arena, (struct str){text, n});
}

/* freq, its name, first and last period, when, how many rows and of how many. */
static void put_extent(struct rows *r, struct columns *c, const struct extent *e, unsigned freq)
{
    columns_text(c, (struct str){&freqs[freq], 1});
    columns_text(c, freq_name(r->snap->loaded.ref, r->language, freqs[freq]));
    columns_text(c, period_text(r, e->first));
    columns_text(c, period_text(r, e->last));
    columns_text(c, updated(r));
    columns_int(c, e->nobs);
    columns_int(c, e->n);
}

static void toc_indicators(struct rows *r, struct columns *c)
{
    const struct cube *cube = r->snap->loaded.cube;
    const struct ref *ref = cube->ref;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        const struct indicator *in = &ref->indicators[flow->indicator];
        const struct module *m = &ref->modules[in->module];
        struct extent e[3] = {{0}};
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
            count(&e[strchr(freqs, cube->freq[s]) - freqs], cube, s, cube->area[s]);
        for (unsigned k = 0; k < 3; k++) {
            if (!e[k].nobs)
                continue;
            columns_text(c, str_of(arena_fmt(r->rq->arena, "%.*s_%c", STR_FMT(in->code), freqs[k])));
            columns_text(c, in->code);
            columns_text(c, ref_name(ref, r->language, "title", in->code, in->title));
            put_extent(r, c, &e[k], k);
            columns_text(c, m->code);
            columns_text(c, ref_name(ref, r->language, "module", m->code, m->name));
            columns_text(c, ref->collection);
            columns_text(c, ref->name);
        }
    }
}

static void toc_areas(struct rows *r, struct columns *c)
{
    const struct cube *cube = r->snap->loaded.cube;
    const struct ref *ref = cube->ref;
    const struct str *names = ilostat_area_labels(ref, r->language, r->rq->arena);
    struct extent(*e)[3] = arena_alloc(r->rq->arena, ref->nareas * sizeof *e);
    for (uint32_t f = 0; f < cube->nflows; f++)
        for (uint32_t s = cube->flows[f].first; s < cube->flows[f].first + cube->flows[f].n; s++)
            count(&e[cube->area[s]][strchr(freqs, cube->freq[s]) - freqs], cube, s, f);
    for (uint32_t a = 0; a < ref->nareas; a++)
        for (unsigned k = 0; k < 3; k++) {
            if (!e[a][k].nobs)
                continue;
            columns_text(c, str_of(arena_fmt(r->rq->arena, "%.*s_%c", STR_FMT(ref->areas[a].code), freqs[k])));
            columns_text(c, ref->areas[a].code);
            columns_text(c, names[a]);
            put_extent(r, c, &e[a][k], k);
        }
}

void ilostat_toc(struct rows *r, bool by_area)
{
    static const char *const known[] = {"lang", "format", "type"};
    static const char *const of_indicators[] = {
        "id", "indicator", "indicator.label", "freq", "freq.label", "data.start", "data.end", "last.update",
        "n.records", "n.ref_area", "subject", "subject.label", "database", "database.label"};
    static const char *const of_areas[] = {"id", "ref_area", "ref_area.label", "freq", "freq.label", "data.start",
                                           "data.end", "last.update", "n.records", "n.indicator"};
    struct columns c;
    if (!rows_known(r, known, ARRAY_LEN(known)))
        return;
    rows_dress(r, arena_fmt(r->rq->arena, "table_of_contents_%s", r->language));
    columns_begin(&c, &r->an->body, r->form, by_area ? of_areas : of_indicators,
                  by_area ? ARRAY_LEN(of_areas) : ARRAY_LEN(of_indicators));
    if (by_area)
        toc_areas(r, &c);
    else
        toc_indicators(r, &c);
    columns_end(&c);
    rows_pack(r);
}

/* -- dictionaries --------------------------------------------------------------------------------------- */

static void put(struct columns *c, struct str code, struct str label)
{
    columns_text(c, code);
    columns_text(c, label);
}

static void put_codes_of(struct rows *r, struct columns *c, const bool *dimensions)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 1; i < ref->ncodes; i++) {
        const struct code *code = &ref->codes[i];
        if (dimensions[ref->versions[code->version].dimension])
            put(c, code->code, ref_name(ref, r->language, "code", code->code, code->name));
    }
}

static void dic_areas(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    const struct str *names = ilostat_area_labels(ref, r->language, r->rq->arena);
    for (uint32_t i = 1; i < ref->nareas; i++)
        put(c, ref->areas[i].code, names[i]);
}

static void dic_indicators(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        put(c, in->code, ref_name(ref, r->language, "title", in->code, in->title));
        columns_text(c, ref_name(ref, r->language, "definition", in->code, in->definition));
    }
}

static void dic_sex(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    bool *dimensions = arena_array(r->rq->arena, bool, ref->ndimensions);
    dimensions[ref->sex_dimension] = true;
    put_codes_of(r, c, dimensions);
}

/* The codes of every dimension that is the n-th classification of some indicator. */
static void dic_classif(struct rows *r, struct columns *c, unsigned n)
{
    const struct ref *ref = r->snap->loaded.ref;
    bool *dimensions = arena_array(r->rq->arena, bool, ref->ndimensions);
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (n < ref->indicators[i].nclass)
            dimensions[ref->indicators[i].classif[n]] = true;
    put_codes_of(r, c, dimensions);
}
static void dic_classif1(struct rows *r, struct columns *c) { dic_classif(r, c, 0); }
static void dic_classif2(struct rows *r, struct columns *c) { dic_classif(r, c, 1); }

static void dic_sources(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 1; i < ref->nsurveys; i++) {
        const struct survey *s = &ref->surveys[i];
        struct str code = str_of(arena_fmt(r->rq->arena, "%.*s:%.*s", STR_FMT(ref->source_types[s->type].code),
                                           STR_FMT(s->id)));
        put(c, code, ilostat_source_label(ref, r->language, code, r->rq->arena));
        columns_text(c, ref->areas[s->area].code);
    }
}

/* By the first letter of their type, those that may stand in the column. */
static void dic_notes(struct rows *r, struct columns *c, const char *letters)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        const struct note_type *t = &ref->note_types[ref->notes[i].type];
        if (!t->open || !t->code.len || !strchr(letters, t->code.p[0]) || !ref->notes[i].id.len)
            continue;
        struct str note = str_of(arena_fmt(r->rq->arena, "%.*s:%.*s", STR_FMT(t->code),
                                           STR_FMT(ref->notes[i].id)));
        put(c, note, ilostat_note_label(ref, r->language, note, r->rq->arena));
    }
}
static void dic_note_classif(struct rows *r, struct columns *c) { dic_notes(r, c, "CL"); }
static void dic_note_indicator(struct rows *r, struct columns *c) { dic_notes(r, c, "ITL"); }
static void dic_note_source(struct rows *r, struct columns *c) { dic_notes(r, c, "RSTL"); }

static void dic_status(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 0; i < ref->nstatuses; i++) {
        struct str code = {&ref->statuses[i].code, 1};
        put(c, code, ref_name(ref, r->language, "status", code, ref->statuses[i].name));
    }
}

static void dic_freq(struct rows *r, struct columns *c)
{
    for (unsigned k = 0; k < 3; k++)
        put(c, (struct str){&freqs[k], 1}, freq_name(r->snap->loaded.ref, r->language, freqs[k]));
}

static void dic_versions(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 0; i < ref->nversions; i++)
        if (ref->versions[i].code.len)
            put(c, ref->versions[i].code,
                ref_name(ref, r->language, "version", ref->versions[i].code, ref->versions[i].name));
}

static void dic_subjects(struct rows *r, struct columns *c)
{
    const struct ref *ref = r->snap->loaded.ref;
    for (uint32_t i = 0; i < ref->nmodules; i++)
        if (ref->modules[i].code.len)
            put(c, ref->modules[i].code,
                ref_name(ref, r->language, "module", ref->modules[i].code, ref->modules[i].name));
}

static void dic_database(struct rows *r, struct columns *c)
{
    put(c, r->snap->loaded.ref->collection, r->snap->loaded.ref->name);
}

static const struct dictionary {
    const char *name, *third; /* a third column; NULL: none */
    void (*put)(struct rows *r, struct columns *c);
} dictionaries[] = {
    {"indicator", "indicator.description", dic_indicators},
    {"ref_area", NULL, dic_areas},
    {"sex", NULL, dic_sex},
    {"classif1", NULL, dic_classif1},
    {"classif2", NULL, dic_classif2},
    {"source", "ref_area", dic_sources},
    {"note_classif", NULL, dic_note_classif},
    {"note_indicator", NULL, dic_note_indicator},
    {"note_source", NULL, dic_note_source},
    {"obs_status", NULL, dic_status},
    {"freq", NULL, dic_freq},
    {"classif_type", NULL, dic_versions},
    {"subject", NULL, dic_subjects},
    {"database", NULL, dic_database},
};

/* cl_cct: the codes of a dimension. */
static bool dimension_of(struct rows *r, bool *dimensions, struct str name)
{
    const struct ref *ref = r->snap->loaded.ref;
    bool found = false;
    for (uint32_t i = 0; i < ref->ndimensions && str_starts(name, STR("cl_")); i++)
        if (ref->dimensions[i].id.len && str_eq_nocase(ref->dimensions[i].id, str_sub(name, 3, name.len)))
            found = dimensions[i] = true;
    return found;
}

static void no_such(struct rows *r, struct str name)
{
    struct buf list = {0};
    for (size_t i = 0; i < ARRAY_LEN(dictionaries); i++)
        buf_fmt(&list, "%s%s", i ? ", " : "", dictionaries[i].name);
    rows_error(r, name.len ? 404 : 400,
                  arena_fmt(r->rq->arena, "var=%s is no dictionary; there are %s, and cl_ with the name of a dimension",
                            utf8_brief(name).text, list.p));
    buf_release(&list);
}

void ilostat_dictionary(struct rows *r)
{
    static const char *const known[] = {"var", "lang", "format", "type"};
    const struct dictionary *d = NULL;
    struct str name = rows_param(r, "var");
    bool *dimensions = arena_array(r->rq->arena, bool, r->snap->loaded.ref->ndimensions);
    if (!rows_known(r, known, ARRAY_LEN(known)))
        return;
    for (size_t i = 0; i < ARRAY_LEN(dictionaries) && !d; i++)
        if (str_is(name, dictionaries[i].name))
            d = &dictionaries[i];
    if (!d && !dimension_of(r, dimensions, name)) {
        no_such(r, name);
        return;
    }
    const char *var = arena_text(r->rq->arena, name);
    const char *const names[] = {var, arena_fmt(r->rq->arena, "%s.label", var), d ? d->third : NULL};
    struct columns c;
    rows_dress(r, arena_fmt(r->rq->arena, "%s_%s", var, r->language));
    columns_begin(&c, &r->an->body, r->form, names, names[2] ? 3 : 2);
    if (d)
        d->put(r, &c);
    else
        put_codes_of(r, &c, dimensions);
    columns_end(&c);
    rows_pack(r);
}
