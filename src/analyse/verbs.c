/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/verbs.h"

#include "model/collection.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>
#include <stdlib.h>

static const char *const names[] = {[VERB_TOP] = "top", [VERB_SHARE] = "share", [VERB_GROWTH] = "growth",
                                    [VERB_PER_CAPITA] = "per-capita"};

const char *verb_name(enum verb_kind kind) { return names[kind]; }

enum verb_kind verb_find(struct str name)
{
    enum verb_kind kind = 0;
    while (kind < VERBS && !str_is(name, names[kind]))
        kind++;
    return kind;
}

const char *verb_formula(const struct verb *verb)
{
    switch (verb->kind) {
    case VERB_TOP: return "rank of x among the parts";
    case VERB_SHARE: return "100 * x / total";
    case VERB_GROWTH: return verb->average ? "100 * ((x / x0)^(1 / years) - 1)" : "100 * (x / x0 - 1)";
    case VERB_PER_CAPITA: return "x / population * 1000";
    case VERBS: break;
    }
    return "";
}

/* What a verb works on. */
struct asking {
    const struct slice *slice;
    const struct cube *cube;
    const struct ref *ref;
    const struct indicator *in;
    const struct populations *populations;
    struct arena *arena;
    struct verb_result *out;
};

/* -- figures of the cube -------------------------------------------------------------------------- */

/* The parts of a key in the order in which series are sorted. */
struct series_key {
    uint16_t freq, sex, classif[2];
};

static struct series_key key_of(const struct cube *c, uint32_t series)
{
    return (struct series_key){(uint16_t)c->freq[series], c->sex[series],
                               {c->classif[0][series], c->classif[1][series]}};
}

static int key_compare(struct series_key a, struct series_key b)
{
    const int parts[] = {a.freq - b.freq, a.sex - b.sex, a.classif[0] - b.classif[0], a.classif[1] - b.classif[1]};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i])
            return parts[i];
    return 0;
}

/* UINT32_MAX: there is none. */
static uint32_t find_series(const struct cube *c, const struct cube_flow *flow, uint16_t area, struct series_key key)
{
    uint32_t lo = flow->area_at[area], hi = flow->area_at[area + 1];
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        int order = key_compare(key_of(c, mid), key);
        if (order == 0)
            return mid;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return UINT32_MAX;
}

static uint32_t find_obs(const struct cube *c, uint32_t series, uint16_t period)
{
    for (uint32_t i = c->start[series]; i < c->start[series + 1]; i++)
        if (c->period[i] == period)
            return i;
    return UINT32_MAX;
}

/* -- making the answer ------------------------------------------------------------------------------ */

static void no_value(struct verb_row *row, const char *why)
{
    row->value = NAN;
    row->why = why;
}

static void make_rows(struct asking *a, struct arena *arena)
{
    const struct slice *s = a->slice;
    a->out->v = arena_array(arena, struct verb_row, s->nobs + 1);
    for (uint32_t r = 0; r < s->nruns; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            struct verb_row *row = &a->out->v[a->out->n++];
            *row = (struct verb_row){.series = s->runs[r].series, .obs = i, .value = a->cube->value[i],
                                     .decimals = a->cube->decimals[i], .unit = a->in->unit.p,
                                     .of = NAN};
            if (isnan(row->value))
                row->why = "verb.why.none";
        }
}

/* The total of a code's version; 0: it has none. */
static uint16_t total_of(const struct asking *a, uint16_t code)
{
    return code ? a->ref->versions[a->ref->codes[code].version].total : 0;
}

static void share_one(const struct asking *a, struct verb_row *row, enum dim_kind by)
{
    const struct cube *c = a->cube;
    struct series_key key = key_of(c, row->series);
    uint16_t *part = by == DIM_SEX ? &key.sex : &key.classif[by - DIM_CLASSIF1];
    *part = by == DIM_SEX ? a->ref->sex_total : total_of(a, *part);
    uint32_t series = *part ? find_series(c, a->slice->flow, c->area[row->series], key) : UINT32_MAX;
    uint32_t i = series == UINT32_MAX ? UINT32_MAX : find_obs(c, series, c->period[row->obs]);
    if (i == UINT32_MAX || isnan(c->value[i]))
        no_value(row, "verb.why.total");
    else if (c->source[i] != c->source[row->obs])
        no_value(row, "verb.why.source");
    else if (c->value[i] == 0)
        no_value(row, "verb.why.zero");
    else {
        row->of = c->value[i];
        row->value = 100 * row->value / c->value[i];
        row->decimals = 1;
    }
}

static void grow(const struct asking *a, struct verb_row *row, uint32_t from, bool average)
{
    const struct cube *c = a->cube;
    for (uint32_t i = from + 1; i <= row->obs; i++)
        if (c->status[i] == 'B') {
            no_value(row, "verb.why.break");
            return;
        }
    int years = period_year(c->period[row->obs]) - period_year(c->period[from]);
    if (c->source[from] != c->source[row->obs])
        no_value(row, "verb.why.source");
    else if (!str_eq(obs_note_definition(c->notes[c->note[from]]), obs_note_definition(c->notes[c->note[row->obs]])))
        no_value(row, "verb.why.definition");
    else if (c->value[from] == 0)
        no_value(row, "verb.why.zero");
    else {
        double ratio = row->value / c->value[from];
        row->of = c->value[from];
        row->of_period = c->period[from];
        row->value = 100 * (average && years > 1 ? pow(ratio, 1.0 / years) - 1 : ratio - 1);
        row->decimals = 1;
    }
}

/* The last figure of the series before it; UINT32_MAX: there is none. */
static uint32_t earlier(const struct cube *c, const struct verb_row *row)
{
    for (uint32_t i = row->obs; i-- > c->start[row->series];)
        if (!isnan(c->value[i]))
            return i;
    return UINT32_MAX;
}

static void growth_one(const struct asking *a, struct verb_row *row)
{
    uint32_t from = earlier(a->cube, row);
    if (from == UINT32_MAX)
        no_value(row, "verb.why.earlier");
    else
        grow(a, row, from, false);
}

/* Of each series one row is left, its last figure, held against its first. */
static void growth_average(struct asking *a)
{
    struct verb_result *out = a->out;
    size_t kept = 0;
    for (size_t i = 0; i < out->n;) {
        size_t first = SIZE_MAX, last = SIZE_MAX, end = i;
        for (; end < out->n && out->v[end].series == out->v[i].series; end++)
            if (!isnan(out->v[end].value)) {
                first = first == SIZE_MAX ? end : first;
                last = end;
            }
        struct verb_row row = out->v[last == SIZE_MAX ? end - 1 : last];
        if (last != SIZE_MAX && first == last)
            no_value(&row, "verb.why.earlier");
        else if (last != SIZE_MAX)
            grow(a, &row, out->v[first].obs, true);
        out->v[kept++] = row;
        i = end;
    }
    out->n = kept;
}

static uint16_t all_inhabitants(const struct ref *ref) { return ref_code_find(ref, STR("MIG_STATUS_TOTAL")); }

/* The observation of a population; UINT32_MAX: it is not known there. */
static uint32_t population_in(const struct cube *c, uint16_t area, uint16_t sex, uint16_t year)
{
    const struct cube_flow *flow = cube_flow_find(c, ref_indicator_find(c->ref, STR("MST_TPOP_SEX_MIG_NB")));
    if (!flow)
        return UINT32_MAX;
    uint32_t series = find_series(c, flow, area, (struct series_key){'A', sex, {all_inhabitants(c->ref), 0}});
    uint32_t i = series == UINT32_MAX ? UINT32_MAX : find_obs(c, series, year);
    return i != UINT32_MAX && c->value[i] > 0 ? i : UINT32_MAX;
}

static struct str called(const struct asking *a, const struct cube *c, uint32_t i)
{
    const struct collection *of = c->collection;
    return of ? str_of(arena_fmt(a->arena, "%.*s %.*s", STR_FMT(of->code), STR_FMT(of->vintage)))
              : c->sources[c->source[i]];
}

static void per_capita_one(const struct asking *a, struct verb_row *row)
{
    const struct cube *c = a->cube;
    uint16_t year = period_make(period_year(c->period[row->obs]), 0), sex = c->sex[row->series];
    for (size_t k = 0; k < a->populations->n; k++) {
        const struct cube *p = a->populations->v[k];
        uint32_t i = population_in(p, c->area[row->series], sex ? sex : a->ref->sex_total, year);
        if (i == UINT32_MAX)
            continue;
        row->of = p->value[i];
        row->of_source = called(a, p, i);
        row->value = row->value / row->of * 1000;
        row->decimals = 2;
        return;
    }
    no_value(row, "verb.why.population");
}

/* -- ranking ---------------------------------------------------------------------------------------- */

/* What the others of its dimension do not contain. */
static bool is_ranked(const struct asking *a, const struct verb_row *row, enum dim_kind by)
{
    if (by == DIM_AREA)
        return true;
    uint16_t code = cube_key(a->cube, row->series, by);
    return code && a->ref->codes[code].role == CODE_PART && (by != DIM_SEX || code != a->ref->sex_total);
}

struct ranking {
    const struct asking *a;
    enum dim_kind by;
};

/* By all of the key but one dimension (and, of a classification, its version), which tells groups. */
static int group_compare(const struct ranking *k, const struct verb_row *x, const struct verb_row *y)
{
    const struct cube *c = k->a->cube;
    struct series_key a = key_of(c, x->series), b = key_of(c, y->series);
    int area = k->by == DIM_AREA ? 0 : c->area[x->series] - c->area[y->series];
    if (k->by == DIM_SEX)
        a.sex = b.sex = 0;
    for (unsigned i = 0; i < 2; i++)
        if (k->by == DIM_CLASSIF1 + i) {
            a.classif[i] = a.classif[i] ? k->a->ref->codes[a.classif[i]].version : 0;
            b.classif[i] = b.classif[i] ? k->a->ref->codes[b.classif[i]].version : 0;
        }
    return area ? area : key_compare(a, b);
}

static int by_rank(const void *x, const void *y, void *ctx)
{
    const struct ranking *k = ctx;
    const struct verb_row *a = x, *b = y;
    const uint16_t *period = k->a->cube->period;
    int order = group_compare(k, a, b);
    if (!order)
        order = period[b->obs] - period[a->obs];
    if (!order)
        order = (a->value < b->value) - (a->value > b->value);
    return order ? order : (a->series > b->series) - (a->series < b->series);
}

/* Equal values have equal ranks, and all of them are given. */
static void rank_groups(struct verb_result *out, const struct ranking *k, uint32_t n)
{
    const uint16_t *period = k->a->cube->period;
    size_t kept = 0, first = 0;
    for (size_t i = 0; i < out->n; i++) {
        struct verb_row row = out->v[i];
        bool same = i > first && group_compare(k, &out->v[first], &row) == 0;
        if (!same)
            first = i;
        else if (period[row.obs] != period[out->v[first].obs])
            continue;
        row.rank = (uint32_t)(i - first) + 1;
        if (same && row.value == out->v[i - 1].value)
            row.rank = out->v[i - 1].rank;
        out->v[i].rank = row.rank;
        if (row.rank <= n)
            out->v[kept++] = row; /* what is overwritten is of the same group and period */
    }
    out->n = kept;
}

/* Only figures that have a value are ranked. */
static void top(struct asking *a, const struct verb *verb)
{
    struct verb_result *out = a->out;
    struct ranking k = {a, verb->by};
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (!is_ranked(a, &out->v[i], verb->by))
            continue;
        if (isnan(out->v[i].value))
            out->unranked++;
        else
            out->v[kept++] = out->v[i];
    }
    out->n = kept;
    qsort_r(out->v, out->n, sizeof *out->v, by_rank, &k);
    rank_groups(out, &k, verb->n);
}

/* -- which verbs fit ----------------------------------------------------------------------------------- */

static bool has_dim(const struct asking *a, enum dim_kind by)
{
    return by == DIM_AREA || (by == DIM_SEX && a->in->has_sex) || (by == DIM_CLASSIF1 && a->in->nclass > 0) ||
           (by == DIM_CLASSIF2 && a->in->nclass > 1);
}

static int must_fit(const struct asking *a, const struct verb *verb, struct err *err)
{
    bool persons = str_is(a->in->unit, "PS"), summed = verb->kind == VERB_SHARE || verb->kind == VERB_TOP;
    if (summed && !has_dim(a, verb->by))
        return err_set(err, ERR_USAGE, "%.*s does not have the dimension that %s is asked for", STR_FMT(a->in->code),
                       verb_name(verb->kind));
    if (verb->kind == VERB_SHARE && verb->by == DIM_AREA)
        return err_set(err, ERR_USAGE, "there is no reported total of all areas, so none has a share of it; share is "
                       "to be of sex or a classification");
    if ((verb->kind == VERB_SHARE || verb->kind == VERB_PER_CAPITA) && !persons)
        return err_set(err, ERR_USAGE, "%.*s does not count persons, so there is no %s of it", STR_FMT(a->in->code),
                       verb->kind == VERB_SHARE ? "share" : "figure per head");
    return 0;
}

static int must_agree(const struct asking *a, const struct verb *verbs, size_t n, struct err *err)
{
    bool seen[VERBS] = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (seen[verbs[i].kind] || seen[VERB_TOP])
            return err_set(err, ERR_USAGE, "each of share, growth and per-capita is said once, and top last");
        seen[verbs[i].kind] = true;
        r = must_fit(a, &verbs[i], err);
    }
    if (r == 0 && seen[VERB_SHARE] + seen[VERB_GROWTH] + seen[VERB_PER_CAPITA] > 1)
        r = err_set(err, ERR_USAGE, "only one of share, growth and per-capita is made of a figure at a time");
    return r;
}

static void make_all(struct asking *a, const struct verb *verb)
{
    struct verb_result *out = a->out;
    if (verb->average)
        growth_average(a);
    for (size_t i = 0; i < out->n; i++) {
        struct verb_row *row = &out->v[i];
        row->unit = verb->kind == VERB_PER_CAPITA ? "per 1,000" : "PT";
        if (isnan(row->value) || verb->average)
            continue;
        if (verb->kind == VERB_SHARE)
            share_one(a, row, verb->by);
        else if (verb->kind == VERB_GROWTH)
            growth_one(a, row);
        else
            per_capita_one(a, row);
    }
}

int verb_run(struct verb_result *out, struct arena *arena, const struct slice *slice, const struct verb *verbs,
             size_t n, const struct populations *populations, struct err *err)
{
    const struct ref *ref = slice->cube->ref;
    struct asking a = {slice, slice->cube, ref, &ref->indicators[slice->flow->indicator], populations, arena, out};
    *out = (struct verb_result){0};
    int r = must_agree(&a, verbs, n, err);
    if (r < 0)
        return r;
    make_rows(&a, arena);
    for (size_t i = 0; i < n; i++)
        if (verbs[i].kind == VERB_TOP)
            top(&a, &verbs[i]);
        else
            make_all(&a, &verbs[i]);
    return 0;
}
