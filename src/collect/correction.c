/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/correction.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"
#include "syntax/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* -- a change as text ------------------------------------------------------------------------- */

static int wrong(struct err *err, struct str text, const char *what)
{
    return err_set(err, ERR_USAGE, "\"%s\": %s; a change is to be as "
                   "MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2014=933.89", utf8_brief(text).text, what);
}

/* Puts a code where its dimension belongs; false where it has no place, or has one already. */
static bool put_code(struct correction *c, const struct ref *ref, struct str text)
{
    const struct indicator *in = &ref->indicators[c->indicator];
    uint16_t code = ref_code_find(ref, text);
    if (!code)
        return false;
    if (ref->versions[ref->codes[code].version].dimension == ref->sex_dimension) {
        if (c->sex || !in->has_sex)
            return false;
        c->sex = code;
        return true;
    }
    int slot = ref_code_slot(ref, in, code);
    if (slot < 0 || c->classif[slot])
        return false;
    c->classif[slot] = code;
    return true;
}

static bool is_whole(const struct correction *c, const struct ref *ref)
{
    const struct indicator *in = &ref->indicators[c->indicator];
    bool whole = !in->has_sex || c->sex;
    for (unsigned i = 0; i < in->nclass; i++)
        whole = whole && c->classif[i];
    return whole;
}

struct value {
    bool has_figure, keeps_figure, sets_status;
    double figure;
    uint8_t decimals;
    char status;
};

static bool value_parse(struct value *out, const struct ref *ref, struct str text)
{
    struct str figure, rest = text;
    unsigned decimals;
    *out = (struct value){.figure = NAN};
    if (text.len == 1 && ref_status_find(ref, text.p[0])) {
        out->sets_status = true;
        out->status = text.p[0];
        return true;
    }
    const char *slash = text.len ? memchr(text.p, '/', text.len) : NULL;
    out->sets_status = slash != NULL;
    str_next(&figure, &rest, '/');
    if (slash && rest.len && (rest.len > 1 || !ref_status_find(ref, rest.p[0])))
        return false;
    out->status = slash && rest.len ? rest.p[0] : 0;
    out->keeps_figure = figure.len == 0;
    if (out->keeps_figure)
        return slash && rest.len;
    out->has_figure = num_parse(&out->figure, &decimals, figure) == NUM_OK;
    out->decimals = (uint8_t)decimals;
    return out->has_figure;
}

int correction_parse(struct correction *out, const struct ref *ref, struct str text, struct err *err)
{
    const char *equals = text.len ? memchr(text.p, '=', text.len) : NULL;
    struct str key, rest, codes, word, period;
    struct value value;
    *out = (struct correction){0};
    if (!equals)
        return wrong(err, text, "it has no = between what is changed and what it becomes");
    rest = str_sub(text, 0, (size_t)(equals - text.p));
    out->value = str_sub(text, (size_t)(equals - text.p) + 1, text.len);
    if (!str_next(&key, &rest, '/') || !str_next(&codes, &rest, '/') || !str_next(&period, &rest, '/'))
        return wrong(err, text, "it has to name a table, a cell and a year");
    out->indicator = ref_indicator_find(ref, key);
    if (!out->indicator)
        return wrong(err, text, "there is no such table");
    str_next(&word, &codes, '.');
    out->area = ref_area_find(ref, word);
    if (!out->area)
        return wrong(err, text, "there is no such country");
    while (str_next(&word, &codes, '.'))
        if (word.len && !put_code(out, ref, word))
            return wrong(err, text, "a code is none of this table, or is given twice");
    if (!is_whole(out, ref))
        return wrong(err, text, "a code is missing: say one for each part of the table");
    out->period = period_parse(period);
    if (!out->period)
        return wrong(err, text, "the year is none");
    out->source = rest;
    if (rest.len && !ref_source_find(ref, NULL, NULL, rest))
        return wrong(err, text, "what stands behind the year is no source");
    if (!value_parse(&value, ref, out->value))
        return wrong(err, text, "what it becomes is to be a figure (12.3), a figure and a status (12.3/B), "
                     "or a status that says why there is none (N)");
    return 0;
}

int correction_of_proposal(struct correction *out, const struct ref *ref, const struct proposal_cell *cell,
                           struct str source, struct err *err)
{
    struct value value;
    *out = (struct correction){.indicator = ref_indicator_find(ref, cell->indicator),
                               .area = ref_area_find(ref, cell->area),
                               .sex = cell->sex.len ? ref_code_find(ref, cell->sex) : 0,
                               .period = period_parse(cell->period), .source = source,
                               .value = cell->to, .from = cell->from, .proposed = true};
    for (int i = 0; i < 2; i++)
        out->classif[i] = cell->classif[i].len ? ref_code_find(ref, cell->classif[i]) : 0;
    if (!out->indicator || !out->area || !out->period || !is_whole(out, ref) ||
        !value_parse(&value, ref, cell->to))
        return err_set(err, ERR_STATE, "the proposal for %.*s cannot be read with the reference data of "
                       "now; correct the figure with --set", STR_FMT(cell->indicator));
    return 0;
}

/* -- applying it ---------------------------------------------------------------------------------- */

static bool same_table(const struct obs_set *set, const struct obs *o, const struct correction *c)
{
    return o->indicator == c->indicator && o->area == c->area && o->period == c->period &&
           (!c->source.len || str_eq(set->sources.v[o->source], c->source));
}

static bool same_cell(const struct obs *o, const struct correction *c)
{
    return o->sex == c->sex && o->classif[0] == c->classif[0] && o->classif[1] == c->classif[1];
}

/* "MST_NCTE_SEX_CCT_NB of Thailand, 2014" */
struct named {
    char text[160];
};
static struct named named(const struct ref *ref, const struct correction *c)
{
    struct named out;
    char period[PERIOD_TEXT];
    int n = (int)period_fmt(period, c->period);
    snprintf(out.text, sizeof out.text, "%.*s of %.*s, %.*s", STR_FMT(ref->indicators[c->indicator].code),
             STR_FMT(ref->areas[c->area].name), n, period);
    return out;
}

/* Where the change is to be made. *cell is set->n where the table has no such cell yet. */
struct place {
    size_t table, cell; /* some cell of the table; the cell */
};

static int place_of(struct place *out, const struct obs_set *set, const struct correction *c,
                    const struct ref *ref, struct err *err)
{
    *out = (struct place){set->n, set->n};
    for (size_t i = 0; i < set->n; i++) {
        const struct obs *o = &set->v[i];
        if (!same_table(set, o, c))
            continue;
        if (out->table < set->n && set->v[out->table].source != o->source)
            return err_set(err, ERR_USAGE, "two sources gave %s; say which behind the year, as /%s",
                           named(ref, c).text, set->sources.v[o->source].p);
        out->table = i;
        /* of several the one that counts */
        if (same_cell(o, c) && (out->cell == set->n || (set->v[out->cell].set_aside && !o->set_aside)))
            out->cell = i;
    }
    if (out->table == set->n)
        return err_set(err, ERR_USAGE, "the submission has no figures of %s; a new table is sent as a file",
                       named(ref, c).text);
    return 0;
}

/* A proposal is about the figure that stood there when it was made. */
static int fits(const struct obs_set *set, size_t cell, const struct correction *c, const struct ref *ref,
                struct err *err)
{
    double from = NAN, to = NAN, now = cell < set->n ? set->v[cell].value : NAN;
    unsigned places;
    if (!c->proposed)
        return 0;
    num_parse(&to, &places, c->value);
    if (c->from.len && num_parse(&from, &places, c->from) != NUM_OK)
        return err_set(err, ERR_STATE, "the proposal for %s cannot be read any more", named(ref, c).text);
    if (now == from || now == to || (isnan(now) && isnan(from)))
        return 0;
    return err_set(err, ERR_STATE, "the proposal for %s makes %.*s of %.*s, but another figure stands there",
                   named(ref, c).text, STR_FMT(c->value), STR_FMT(c->from));
}

static int twice(const struct correction *v, size_t n, const struct ref *ref, struct err *err)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct correction *a = &v[i], *b = &v[k];
            if (a->indicator == b->indicator && a->area == b->area && a->period == b->period &&
                a->sex == b->sex && a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1] &&
                (!a->source.len || !b->source.len || str_eq(a->source, b->source)) &&
                !str_eq(a->value, b->value))
                return err_set(err, ERR_USAGE, "a cell of %s is to become both %.*s and %.*s",
                               named(ref, a).text, STR_FMT(b->value), STR_FMT(a->value));
        }
    return 0;
}

static void change(struct obs *o, const struct value *v)
{
    bool had = !isnan(o->value) && !o->set_aside;
    if (v->sets_status)
        o->status = v->status;
    else if (!had)
        o->status = 0; /* it said why there was no figure */
    if (v->keeps_figure)
        return;
    o->value = v->has_figure ? v->figure : NAN;
    o->decimals = v->has_figure ? v->decimals : 0;
    o->set_aside = 0;
}

int correction_apply(struct obs_set *set, const struct correction *v, size_t n, const struct ref *ref,
                     struct err *err)
{
    struct place *at = mem_alloc(sizeof *at * (n + 1));
    int r = twice(v, n, ref, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct value value;
        if ((r = place_of(&at[i], set, &v[i], ref, err)) == 0)
            r = fits(set, at[i].cell, &v[i], ref, err);
        value_parse(&value, ref, v[i].value);
        if (r == 0 && value.keeps_figure && (at[i].cell == set->n || isnan(set->v[at[i].cell].value)))
            r = err_set(err, ERR_USAGE, "a cell of %s is to keep its figure, but has none",
                        named(ref, &v[i]).text);
    }
    for (size_t i = 0, before = set->n; r == 0 && i < n; i++) {
        struct value value;
        struct place now;
        value_parse(&value, ref, v[i].value);
        /* said twice, it was added a moment ago */
        place_of(&now, set, &v[i], ref, err);
        if (at[i].cell == before && now.cell == set->n) {
            struct obs like = set->v[at[i].table], *o = obs_set_add(set);
            *o = (struct obs){.indicator = like.indicator, .area = like.area, .period = like.period,
                              .source = like.source, .sex = v[i].sex, .note = like.note, .value = NAN,
                              .classif = {v[i].classif[0], v[i].classif[1]}};
            change(o, &value);
        } else {
            change(&set->v[now.cell], &value);
        }
    }
    free(at);
    return r;
}

/* -- writing it ------------------------------------------------------------------------------------- */

static bool repeats(const struct obs_set *set, size_t i)
{
    const struct obs *o = &set->v[i];
    for (size_t k = 0; o->set_aside && k < set->n; k++)
        if (k != i && obs_same_key(&set->v[k], o) && (!set->v[k].set_aside || k < i))
            return true;
    return false;
}

static void put_row(struct buf *out, const struct ref *ref, const struct obs_set *set, const struct obs *o,
                    struct str unread)
{
    char period[PERIOD_TEXT];
    struct str note[3];
    buf_fmt(out, "%.*s,", STR_FMT(ref->areas[o->area].code));
    csv_put(out, set->sources.v[o->source]);
    buf_fmt(out, ",%.*s", STR_FMT(ref->indicators[o->indicator].code));
    for (int i = -1; i < 2; i++) {
        uint16_t code = i < 0 ? o->sex : o->classif[i];
        buf_fmt(out, ",%s", code ? ref->codes[code].code.p : "");
    }
    int n = (int)period_fmt(period, o->period);
    buf_fmt(out, ",%.*s,", n, period);
    if (unread.len)
        csv_put(out, unread);
    else if (!isnan(o->value))
        buf_num(out, o->value, o->decimals);
    buf_char(out, ',');
    if (o->status)
        buf_char(out, o->status);
    obs_note_split(&note[0], &note[1], &note[2], set->notes.v[o->note]);
    for (int i = 0; i < 3; i++) {
        buf_char(out, ',');
        csv_put(out, note[i]);
    }
    buf_char(out, '\n');
}

void correction_write(struct buf *out, const struct ref *ref, const struct obs_set *set,
                      const struct correction_unread *unread, size_t nunread)
{
    buf_puts(out, "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_classif,"
                  "note_indicator,note_source\n");
    for (size_t i = 0; i < set->n; i++) {
        struct str text = {0};
        if (repeats(set, i))
            continue;
        for (size_t k = 0; k < nunread && set->v[i].set_aside; k++)
            if (unread[k].obs == i)
                text = unread[k].text;
        put_row(out, ref, set, &set->v[i], text);
    }
}
