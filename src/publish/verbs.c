/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/verbs.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"

#include <math.h>

/* -- words ---------------------------------------------------------------------------------------- */

static bool is_countries(const struct ref *ref, const struct indicator *in, unsigned slot)
{
    for (unsigned i = 0; i < in->ndisseminated; i++) {
        const struct version *v = &ref->versions[in->disseminated[i]];
        if (v->dimension == in->classif[slot] && v->countries)
            return true;
    }
    return false;
}

static enum dim_kind usual_dim(const struct ref *ref, const struct indicator *in)
{
    for (unsigned slot = 0; slot < in->nclass; slot++)
        if (is_countries(ref, in, slot))
            return DIM_CLASSIF1 + slot;
    return in->nclass ? DIM_CLASSIF1 + in->nclass - 1 : in->has_sex ? DIM_SEX : DIM_AREA;
}

static int dim_parse(enum dim_kind *out, const struct ref *ref, uint16_t indicator, struct str by, struct err *err)
{
    struct dims dims;
    struct buf list = {0};
    dims_of(&dims, ref, indicator);
    for (unsigned d = 0; d < dims.n; d++) {
        if (dims.kind[d] == DIM_FREQ || dims.kind[d] == DIM_MEASURE)
            continue;
        if (str_eq_nocase(by, dims.id[d])) {
            buf_release(&list);
            *out = dims.kind[d];
            return 0;
        }
        buf_fmt(&list, "%s%.*s", list.len ? ", " : "", STR_FMT(dims.id[d]));
    }
    int r = err_set(err, ERR_USAGE, "\"%s\" is no dimension that can be ranked or shared by; there are %s",
                    utf8_brief(by).text, list.p);
    buf_release(&list);
    return r;
}

static int verb_parse(struct verb *out, struct str word, struct err *err)
{
    const char *colon = word.len ? memchr(word.p, ':', word.len) : NULL;
    struct str name = colon ? str_sub(word, 0, (size_t)(colon - word.p)) : word;
    uint64_t n = 0;
    out->average = str_is(name, "average-growth");
    out->kind = out->average ? VERB_GROWTH : verb_find(name);
    if (out->kind == VERB_TOP && colon && str_uint(&n, str_sub(word, name.len + 1, word.len), UINT32_MAX) && n)
        out->n = (uint32_t)n;
    else if (out->kind == VERBS || out->kind == VERB_TOP || colon)
        return err_set(err, ERR_USAGE,
                       "\"%s\" is to be share, growth, average-growth, per-capita or, with a number, top:5",
                       utf8_brief(word).text);
    return 0;
}

int verbs_parse(struct verb *out, const struct ref *ref, uint16_t indicator, struct str words, struct str by,
                struct err *err)
{
    enum dim_kind kind = usual_dim(ref, &ref->indicators[indicator]);
    struct str word;
    int n = 0, r = by.len ? dim_parse(&kind, ref, indicator, by, err) : 0;
    while (r == 0 && words.len && str_next(&word, &words, ',')) {
        if (n == VERBS_MAX)
            return err_set(err, ERR_USAGE, "there are at most %d verbs in a question", VERBS_MAX);
        out[n] = (struct verb){.by = kind};
        r = verb_parse(&out[n++], str_trim(word), err);
    }
    return r < 0 ? r : n;
}

const char *verbs_formula(const struct verb *verbs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (verbs[i].kind != VERB_TOP)
            return verb_formula(&verbs[i]);
    return "";
}

/* -- rows ------------------------------------------------------------------------------------------- */

static void put_period(struct columns *c, uint16_t period)
{
    char text[PERIOD_TEXT];
    columns_text(c, period ? (struct str){text, period_fmt(text, period)} : STR(""));
}

static struct str code_of(const struct slice *s, uint32_t series, enum dim_kind kind)
{
    return s->cube->ref->codes[cube_key(s->cube, series, kind)].code;
}

void verbs_write(struct buf *out, enum columns_form form, const struct slice *slice,
                 const struct verb_result *result, const struct verb *verbs, size_t n)
{
    static const char *const names[] = {"ref_area", "indicator", "sex", "classif1", "classif2", "time", "rank",
                                        "result", "unit", "obs_value", "made_with", "made_with_time",
                                        "made_with_source", "formula", "source", "obs_status", "why"};
    const struct cube *cube = slice->cube;
    const struct ref *ref = cube->ref;
    struct columns c;
    columns_begin(&c, out, form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < result->n; i++) {
        const struct verb_row *row = &result->v[i];
        columns_text(&c, ref->areas[cube->area[row->series]].code);
        columns_text(&c, ref->indicators[slice->flow->indicator].code);
        for (enum dim_kind k = DIM_SEX; k <= DIM_CLASSIF2; k++)
            columns_text(&c, code_of(slice, row->series, k));
        put_period(&c, cube->period[row->obs]);
        if (row->rank)
            columns_int(&c, row->rank);
        else
            columns_text(&c, STR(""));
        columns_num(&c, row->value, row->decimals);
        columns_text(&c, str_of(row->unit));
        columns_num(&c, cube->value[row->obs], cube->decimals[row->obs]);
        columns_num(&c, row->of, NUM_SHORTEST);
        put_period(&c, row->of_period);
        columns_text(&c, row->of_source);
        columns_text(&c, str_of(verbs_formula(verbs, n)));
        columns_text(&c, cube->sources[cube->source[row->obs]]);
        columns_text(&c, cube->status[row->obs] ? (struct str){&cube->status[row->obs], 1} : STR(""));
        columns_text(&c, row->why ? str_of(strrchr(row->why, '.') + 1) : STR(""));
    }
    columns_end(&c);
}

/* -- to be read ---------------------------------------------------------------------------------------- */

/* What tells the rows of the slice apart, in words: "Malaysia, Male, Indonesia". */
static struct str key_words(struct arena *arena, const struct slice *s, uint32_t series)
{
    struct dims dims;
    struct str words = STR("");
    dims_of(&dims, s->cube->ref, s->flow->indicator);
    for (unsigned d = 0; d < dims.n; d++) {
        if (dims.kind[d] == DIM_FREQ || dims.kind[d] == DIM_MEASURE)
            continue;
        struct str name = avail_name(s->cube->ref, s->flow, dims.kind[d], cube_key(s->cube, series, dims.kind[d]));
        words = words.len ? str_of(arena_fmt(arena, "%.*s, %.*s", STR_FMT(words), STR_FMT(name))) : name;
    }
    return words;
}

static struct str number_text(struct arena *arena, double value, unsigned decimals)
{
    char text[NUM_MAX];
    return isnan(value) ? STR("..") : arena_str(arena, (struct str){text, num_fmt(text, value, decimals)});
}

static void put_reasons(struct buf *out, const struct text *text, const struct verb_result *result)
{
    const char *said[16];
    size_t nsaid = 0;
    for (size_t i = 0; i < result->n; i++) {
        const char *why = result->v[i].why;
        bool is_said = !why;
        for (size_t k = 0; k < nsaid && !is_said; k++)
            is_said = strcmp(said[k], why) == 0;
        if (is_said || nsaid == ARRAY_LEN(said))
            continue;
        said[nsaid++] = why;
        buf_fmt(out, "..  %.*s\n", STR_FMT(text_get(text, why)));
    }
}

void verbs_print(struct buf *out, const struct text *text, const struct slice *slice,
                 const struct verb_result *result, const struct verb *verbs, size_t n)
{
    const struct cube *cube = slice->cube;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    struct str *key = arena_array(&arena, struct str, result->n + 1);
    size_t width = 0;
    for (size_t i = 0; i < result->n; i++) {
        key[i] = key_words(&arena, slice, result->v[i].series);
        width = MAX(width, utf8_count(key[i]));
    }
    for (size_t i = 0; i < result->n; i++) {
        const struct verb_row *row = &result->v[i];
        char period[PERIOD_TEXT];
        if (row->rank)
            buf_fmt(out, "%4u  ", row->rank);
        buf_fmt(out, "%.*s%*s  %-7.*s %12.*s", STR_FMT(key[i]), (int)(width - utf8_count(key[i])), "",
                (int)period_fmt(period, cube->period[row->obs]), period,
                STR_FMT(number_text(&arena, row->value, row->decimals)));
        if (!isnan(row->of))
            buf_fmt(out, "   of %.*s and %.*s",
                    STR_FMT(number_text(&arena, cube->value[row->obs], cube->decimals[row->obs])),
                    STR_FMT(number_text(&arena, row->of, NUM_SHORTEST)));
        if (row->of_period)
            buf_fmt(out, " (%.*s)", (int)period_fmt(period, row->of_period), period);
        if (row->of_source.len)
            buf_fmt(out, " (%.*s)", STR_FMT(row->of_source));
        buf_char(out, '\n');
    }
    put_reasons(out, text, result);
    if (*verbs_formula(verbs, n))
        buf_fmt(out, "%s\n", verbs_formula(verbs, n));
    if (result->unranked)
        buf_fmt(out, "%zu without a value are not ranked.\n", result->unranked);
    arena_release(&arena);
}
