/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/mirror_write.h"

#include "model/period.h"

#include <math.h>

enum { RATIO_DECIMALS = 6 };

static struct str period_text(char out[PERIOD_TEXT], uint16_t period)
{
    return period ? (struct str){out, period_fmt(out, period)} : STR("");
}

static struct str status_text(const struct mirror_view *v)
{
    return (struct str){&v->status, v->status ? 1 : 0};
}

/* Who says it: one of the two countries; of a collection nobody. */
static struct str area_of(const struct ref *ref, const struct corridor *c, const struct mirror_view *v)
{
    return v->side == SIDE_ORIGIN        ? ref->areas[c->origin].code
           : v->side == SIDE_DESTINATION ? ref->areas[c->destination].code
                                         : STR("");
}

static struct str criterion_of(const struct mirror_view *v)
{
    return v->collection ? v->collection->criterion : str_of(mirror_criterion_name(v->criterion));
}

static struct str population_of(const struct mirror_view *v)
{
    return v->collection ? v->collection->population : str_of(v->population);
}

/* What the figure is of where it is not simply that of women and men together. */
static const char *made_of(const struct ref *ref, const struct mirror_view *v)
{
    return v->summed                         ? "SEX_F+SEX_M"
           : isnan(v->value)                 ? ""
           : v->sex == ref->sex_total        ? "SEX_T"
                                             : ref->codes[v->sex].code.p;
}

/* -- the document ------------------------------------------------------------------------------- */

static void put_num(struct json *j, const char *key, double value, unsigned decimals)
{
    json_key(j, key);
    json_num(j, value, decimals);
}

static void put_area(struct json *j, const char *key, const struct area *a)
{
    json_key(j, key);
    json_open(j, '{');
    json_put(j, "code", a->code);
    json_put(j, "name", a->name);
    json_close(j);
}

static void put_collection(struct json *j, const struct collection *c)
{
    json_key(j, "collection");
    json_open(j, '{');
    json_put(j, "code", c->code);
    json_put(j, "name", c->name);
    json_put(j, "vintage", c->vintage);
    json_put(j, "publisher", c->publisher);
    json_put(j, "licence", c->licence);
    json_put(j, "attribution", c->attribution);
    json_put_some(j, "address", c->address);
    json_close(j);
}

static void put_view(struct json *j, const struct mirror_words *w, const struct corridor *c,
                     const struct mirror_view *v)
{
    const struct indicator *in = &w->ref->indicators[v->indicator];
    json_open(j, '{');
    json_put(j, "side", str_of(mirror_side_name(v->side)));
    json_put_some(j, "ref_area", area_of(w->ref, c, v));
    json_put(j, "indicator", in->code);
    json_put(j, "title", in->title);
    put_num(j, "value", v->value, v->decimals);
    json_put_some(j, "value_of", str_of(made_of(w->ref, v)));
    put_num(j, "women", v->women, v->decimals);
    put_num(j, "men", v->men, v->decimals);
    json_put(j, "status", status_text(v));
    json_put_bool(j, "in_other_countries", v->in_rest);
    if (v->in_rest)
        put_num(j, "other_countries", v->rest, v->decimals);
    json_put_bool(j, "same_as_year_before", v->carried);
    json_put(j, "source", v->source);
    json_put(j, "source_name", mirror_source_words(w, v));
    json_put(j, "definition", mirror_definition_words(w, v));
    json_put_some(j, "definition_note", v->definition);
    json_put(j, "criterion", criterion_of(v));
    json_put(j, "population", population_of(v));
    json_put(j, "time_concept", str_of(v->time));
    json_put_some(j, "reference_period_note", v->reference);
    if (v->collection)
        put_collection(j, v->collection);
    json_close(j);
}

static void put_reasons(struct json *j, const struct mirror_words *w, const struct corridor *c,
                        const struct mirror_pair *p)
{
    json_key(j, "reasons");
    json_open(j, '[');
    for (unsigned r = 0; r < MIRROR_REASONS; r++) {
        if (!(p->reasons >> r & 1))
            continue;
        json_open(j, '{');
        json_put(j, "name", str_of(mirror_reason_name((enum mirror_reason)r)));
        json_put(j, "words", mirror_reason_words(w, c, p, (enum mirror_reason)r));
        json_close(j);
    }
    json_close(j);
}

static void put_pair(struct json *j, const struct mirror_words *w, const struct corridor *c,
                     const struct mirror_pair *p)
{
    const struct mirror_view *o = &c->v[p->origin], *d = &c->v[p->destination];
    unsigned decimals = MAX(o->decimals, d->decimals);
    json_open(j, '{');
    json_put(j, "origin_indicator", w->ref->indicators[o->indicator].code);
    json_put(j, "destination_indicator", w->ref->indicators[d->indicator].code);
    json_put(j, "sex", p->sex ? w->ref->codes[p->sex].code : STR(""));
    put_num(j, "origin_value", p->from_origin, decimals);
    put_num(j, "destination_value", p->from_destination, decimals);
    put_num(j, "difference", p->difference, decimals);
    put_num(j, "ratio", p->ratio, RATIO_DECIMALS);
    put_num(j, "asymmetry", p->asymmetry, RATIO_DECIMALS);
    put_reasons(j, w, c, p);
    json_close(j);
}

static void put_interval(struct json *j, const struct mirror_interval *i, unsigned decimals)
{
    json_open(j, '{');
    json_put(j, "side", str_of(mirror_side_name(i->side)));
    put_num(j, "low", i->low, decimals);
    put_num(j, "high", i->high, decimals);
    json_put_int(j, "views", i->n);
    json_close(j);
}

/* Views, comparisons and intervals of one period and kind; `v` is the first of the views. */
static void put_year(struct json *j, const struct mirror_words *w, const struct corridor *c, size_t first, size_t end)
{
    const struct mirror_view *at = &c->v[first];
    char text[PERIOD_TEXT];
    unsigned decimals = 0;
    json_open(j, '{');
    json_put(j, "time", period_text(text, at->period));
    json_put(j, "kind", str_of(mirror_kind_name(at->kind)));
    json_key(j, "views");
    json_open(j, '[');
    for (size_t i = first; i < end; i++) {
        put_view(j, w, c, &c->v[i]);
        decimals = MAX(decimals, c->v[i].decimals);
    }
    json_close(j);
    json_key(j, "comparisons");
    json_open(j, '[');
    for (size_t i = 0; i < c->npairs; i++)
        if (c->pairs[i].period == at->period && c->v[c->pairs[i].origin].kind == at->kind)
            put_pair(j, w, c, &c->pairs[i]);
    json_close(j);
    json_key(j, "intervals");
    json_open(j, '[');
    for (size_t i = 0; i < c->nintervals; i++)
        if (c->intervals[i].period == at->period && c->intervals[i].kind == at->kind)
            put_interval(j, &c->intervals[i], decimals);
    json_close(j);
    json_close(j);
}

static void put_formulas(struct json *j)
{
    json_key(j, "formulas");
    json_open(j, '[');
    for (size_t i = 0; i < nmirror_formulas; i++) {
        json_open(j, '{');
        json_put(j, "name", str_of(mirror_formulas[i].name));
        json_put(j, "formula", str_of(mirror_formulas[i].formula));
        json_put(j, "source", str_of(mirror_formulas[i].source));
        json_close(j);
    }
    json_close(j);
}

void mirror_document(struct json *j, const struct mirror_words *w, const struct corridor *c)
{
    json_open(j, '{');
    put_area(j, "origin", &w->ref->areas[c->origin]);
    put_area(j, "destination", &w->ref->areas[c->destination]);
    json_put(j, "unit", STR("thousands of persons"));
    json_key(j, "years");
    json_open(j, '[');
    for (size_t first = 0, end; first < c->n; first = end) {
        for (end = first; end < c->n && c->v[end].period == c->v[first].period && c->v[end].kind == c->v[first].kind;)
            end++;
        put_year(j, w, c, first, end);
    }
    json_close(j);
    put_formulas(j);
    json_close(j);
}

/* -- rows --------------------------------------------------------------------------------------- */

void mirror_write_views(struct buf *out, enum columns_form form, const struct mirror_words *w, const struct corridor *c)
{
    static const char *const names[] = {
        "origin", "destination", "kind", "time", "side", "ref_area", "source", "source.label", "indicator",
        "indicator.label", "obs_value", "value_of", "women", "men", "obs_status", "in_other_countries", "definition",
        "criterion", "population", "time_concept", "vintage"};
    const struct ref *ref = w->ref;
    struct columns cols;
    char text[PERIOD_TEXT];
    columns_begin(&cols, out, form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        columns_text(&cols, ref->areas[c->origin].code);
        columns_text(&cols, ref->areas[c->destination].code);
        columns_text(&cols, str_of(mirror_kind_name(v->kind)));
        columns_text(&cols, period_text(text, v->period));
        columns_text(&cols, str_of(mirror_side_name(v->side)));
        columns_text(&cols, area_of(ref, c, v));
        columns_text(&cols, v->source);
        columns_text(&cols, mirror_source_words(w, v));
        columns_text(&cols, ref->indicators[v->indicator].code);
        columns_text(&cols, ref->indicators[v->indicator].title);
        columns_num(&cols, v->value, v->decimals);
        columns_text(&cols, str_of(made_of(ref, v)));
        columns_num(&cols, v->women, v->decimals);
        columns_num(&cols, v->men, v->decimals);
        columns_text(&cols, status_text(v));
        columns_num(&cols, v->in_rest ? v->rest : NAN, v->decimals);
        columns_text(&cols, v->collection ? v->collection->definition : v->definition);
        columns_text(&cols, criterion_of(v));
        columns_text(&cols, population_of(v));
        columns_text(&cols, str_of(v->time));
        columns_text(&cols, v->collection ? v->collection->vintage : STR(""));
    }
    columns_end(&cols);
}

static void put_ends(struct columns *c, const struct ref *ref, uint16_t origin, uint16_t destination)
{
    columns_text(c, ref->areas[origin].code);
    columns_text(c, ref->areas[origin].name);
    columns_text(c, ref->areas[destination].code);
    columns_text(c, ref->areas[destination].name);
}

static void put_rest(struct columns *c, bool rest) { columns_text(c, rest ? STR("Y") : STR("")); }

void mirror_write_lines(struct buf *out, enum columns_form form, const struct ref *ref, const struct mirror_line *lines,
                        size_t n)
{
    static const char *const names[] = {
        "origin", "origin.label", "destination", "destination.label", "kind", "time", "origin_indicator",
        "destination_indicator", "origin_value", "destination_value", "difference", "ratio", "asymmetry",
        "origin_in_other_countries", "destination_in_other_countries"};
    struct columns c;
    char text[PERIOD_TEXT];
    columns_begin(&c, out, form, names, ARRAY_LEN(names));
    for (const struct mirror_line *l = lines; l < lines + n; l++) {
        put_ends(&c, ref, l->origin, l->destination);
        columns_text(&c, str_of(mirror_kind_name(l->kind)));
        columns_text(&c, period_text(text, l->period));
        for (int side = 0; side < 2; side++)
            columns_text(&c, l->indicators[side] ? ref->indicators[l->indicators[side]].code : STR(""));
        columns_num(&c, l->from_origin, l->decimals);
        columns_num(&c, l->from_destination, l->decimals);
        columns_num(&c, l->difference, l->decimals);
        columns_num(&c, l->ratio, RATIO_DECIMALS);
        columns_num(&c, l->asymmetry, RATIO_DECIMALS);
        put_rest(&c, l->rest[0]);
        put_rest(&c, l->rest[1]);
    }
    columns_end(&c);
}

void mirror_write_matrix(struct buf *out, enum columns_form form, const struct ref *ref, const struct mirror_matrix *m)
{
    static const char *const names[] = {
        "origin", "origin.label", "destination", "destination.label", "kind", "time", "origin_value",
        "destination_value", "other_value", "origin_in_other_countries", "destination_in_other_countries"};
    struct columns c;
    char text[PERIOD_TEXT];
    columns_begin(&c, out, form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < (size_t)m->n * m->n; i++) {
        if (i / m->n == i % m->n)
            continue;
        put_ends(&c, ref, m->areas[i / m->n], m->areas[i % m->n]);
        columns_text(&c, str_of(mirror_kind_name(m->kind)));
        columns_text(&c, period_text(text, m->periods[i] ? m->periods[i] : m->period));
        columns_num(&c, m->origin[i], m->decimals[i]);
        columns_num(&c, m->destination[i], m->decimals[i]);
        columns_num(&c, m->other[i], m->decimals[i]);
        put_rest(&c, m->rest[0][i]);
        put_rest(&c, m->rest[1][i]);
    }
    columns_end(&c);
}

void mirror_write_countries(struct buf *out, enum columns_form form, const struct ref *ref,
                            const struct mirror_asymmetry *v, size_t n)
{
    static const char *const names[] = {"ref_area", "ref_area.label", "kind", "side", "corridors", "said", "mirrored",
                                        "asymmetry"};
    struct columns c;
    columns_begin(&c, out, form, names, ARRAY_LEN(names));
    for (const struct mirror_asymmetry *a = v; a < v + n; a++) {
        columns_text(&c, ref->areas[a->area].code);
        columns_text(&c, ref->areas[a->area].name);
        columns_text(&c, str_of(mirror_kind_name(a->kind)));
        columns_text(&c, str_of(mirror_side_name(a->as_origin ? SIDE_ORIGIN : SIDE_DESTINATION)));
        columns_int(&c, a->ncorridors);
        columns_num(&c, a->said, 3);
        columns_num(&c, a->mirrored, 3);
        columns_num(&c, a->asymmetry, RATIO_DECIMALS);
    }
    columns_end(&c);
}
