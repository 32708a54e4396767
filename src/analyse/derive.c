/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/derive.h"

#include "analyse/cells.h"
#include "base/buf.h"
#include "model/formula.h"
#include "model/period.h"

#include <math.h>

/* What a formula is computed with, found once. */
struct computing {
    struct cells *cs;
    const struct formula *f;
    unsigned decimals; /* of the result where it is a per cent */
    bool persons;      /* the result is a number of persons */
};

/* -- inputs ------------------------------------------------------------------------------- */

/* Is this the cell of the first input that a cell of the result is made for? */
static bool leads(const struct formula *f, const struct obs *o)
{
    const uint16_t *fixed = f->in[0].fixed;
    return (!fixed[0] || o->sex == fixed[0]) && (!fixed[1] || o->classif[0] == fixed[1]) &&
           (!fixed[2] || o->classif[1] == fixed[2]);
}

/* False where the result is not given in that version. */
static bool key_of(struct obs *key, const struct ref *ref, const struct formula *f, const struct obs *o)
{
    const struct indicator *to = &ref->indicators[f->result];
    *key = (struct obs){.indicator = f->result, .period = o->period,
                        .sex = to->has_sex ? o->sex : 0};
    bool usual = true;
    for (unsigned i = 0; i < 2; i++) {
        key->classif[i] = f->slot[i] >= 0 ? o->classif[(int)f->slot[i]] : 0;
        usual = usual && (!key->classif[i] || ref_version_usual(ref, to, key->classif[i]));
    }
    return usual;
}

/* The cell of another input that goes with one of the first; 0 when there is none. */
static uint32_t input_cell(const struct cells *cs, const struct formula_input *in, const struct obs *o)
{
    const struct ref *ref = cs->ref;
    struct obs key = *o;
    key.indicator = in->indicator;
    if (in->fixed[0])
        key.sex = in->fixed[0];
    for (unsigned i = 0; i < 2; i++) {
        if (in->fixed[1 + i])
            key.classif[i] = in->fixed[1 + i];
        if (in->total[i]) {
            key.classif[i] = ref->versions[ref->codes[o->classif[i]].version].total;
            if (!key.classif[i] || key.classif[i] == o->classif[i])
                return 0; /* the total has no share of itself */
        }
    }
    return cells_find(cs, &key);
}

/* -- operations ----------------------------------------------------------------------------- */

static void compute_sum(const struct computing *k, uint32_t cell, const struct obs *key)
{
    const struct formula *f = k->f;
    const struct obs o = *cells_obs(k->cs, cell);
    struct making m;
    making_begin(&m, k->cs, cell);
    double value = o.value, sign = f->operation == OPERATION_SUM ? 1 : -1;
    for (unsigned i = 1; i < f->nin; i++) {
        uint32_t other = input_cell(k->cs, &f->in[i], &o);
        if (!making_take(&m, other))
            return;
        value += sign * cells_obs(k->cs, other)->value;
    }
    if (k->persons && value < 0) {
        if (value < -rounding_of(m.decimals, m.n))
            return; /* a part larger than the whole: a fault of the figures */
        value = 0;
    }
    making_put(&m, key, value * f->multiplier, m.decimals, "formula", STR(""));
}

/* A part of a whole: between nothing and all of it, or the figures contradict each other. */
static void compute_ratio(const struct computing *k, uint32_t cell, const struct obs *key)
{
    const struct obs o = *cells_obs(k->cs, cell);
    struct making m;
    making_begin(&m, k->cs, cell);
    uint32_t whole = input_cell(k->cs, &k->f->in[1], &o);
    if (!making_take(&m, whole))
        return;
    double of = cells_obs(k->cs, whole)->value;
    if (!(of > 0) || o.value < 0 || o.value > of + rounding_of(m.decimals, 1))
        return;
    making_put(&m, key, MIN(o.value / of, 1.0) * k->f->multiplier, k->decimals, "formula", STR(""));
}

/* Do both say the same of who is counted? */
static bool same_definition(const struct cells *cs, const struct obs *a, const struct obs *b)
{
    return a->note == b->note || str_eq(obs_note_definition(cs->set->notes.v[a->note]),
                                        obs_note_definition(cs->set->notes.v[b->note]));
}

static void compute_growth(const struct computing *k, uint32_t cell, const struct obs *key)
{
    const struct obs o = *cells_obs(k->cs, cell);
    if (period_freq(o.period) != 'A' || o.status == 'B')
        return; /* a break says that it is not to be compared with the years before */
    for (unsigned years = 1; years <= GROWTH_YEARS_MAX && o.period > years * PERIOD_SUBS; years++) {
        struct obs before = o;
        before.period = (uint16_t)(o.period - years * PERIOD_SUBS);
        uint32_t other = cells_find(k->cs, &before);
        if (!other || isnan(cells_obs(k->cs, other)->value))
            continue;
        struct making m;
        making_begin(&m, k->cs, cell);
        const struct obs *b = cells_obs(k->cs, other);
        if (!same_definition(k->cs, &o, b) || !making_take(&m, other) || !(b->value > 0) || o.value < 0)
            return;
        double times = years == 1 ? o.value / b->value : pow(o.value / b->value, 1.0 / years);
        making_put(&m, key, (times - 1) * k->f->multiplier, k->decimals, "formula", STR(""));
        return;
    }
}

/* Adds the countries of the region; false when one is not to be computed with. What is in the sum
 * goes to `holds`, unless it is all of them. */
static bool take_region(struct making *m, double *sum, struct buf *holds, const struct computing *k,
                        const struct obs *o)
{
    const struct ref *ref = k->cs->ref;
    unsigned slot = (unsigned)k->f->countries, members = 0, found = 0;
    const struct version *v = &ref->versions[ref->codes[o->classif[slot]].version];
    struct obs key = *o;
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        if (!formula_regional(ref, code) || ref->codes[code].area == o->area)
            continue;
        members++;
        key.classif[slot] = code;
        uint32_t cell = cells_find(k->cs, &key);
        if (!cell)
            continue;
        if (!making_take(m, cell))
            return false;
        *sum += cells_obs(k->cs, cell)->value;
        if (found++)
            buf_char(holds, '+');
        buf_str(holds, ref->areas[ref->codes[code].area].code);
    }
    key.classif[slot] = v->rest;
    uint32_t rest = v->rest ? cells_find(k->cs, &key) : 0;
    if (found == members || (rest && cells_usable(k->cs, rest) && cells_obs(k->cs, rest)->value == 0))
        holds->len = 0;
    return found > 0;
}

static void compute_region(const struct computing *k, uint32_t cell, const struct obs *key)
{
    const struct ref *ref = k->cs->ref;
    const struct obs o = *cells_obs(k->cs, cell);
    int slot = k->f->countries;
    uint16_t code = o.classif[slot];
    const struct version *v = &ref->versions[ref->codes[code].version];
    if (code != v->total || !v->countries || !(o.value > 0))
        return;
    struct making m;
    making_begin(&m, k->cs, cell);
    struct buf name = {0}, holds = {0};
    double sum = 0;
    buf_fmt(&name, "%s_%s", v->code.p, ref->region.p);
    struct obs group = o;
    group.classif[slot] = ref_code_find(ref, buf_view(&name));
    uint32_t whole = group.classif[slot] ? cells_find(k->cs, &group) : 0;
    bool right;
    if (whole) {
        right = making_take(&m, whole);
        sum = cells_obs(k->cs, whole)->value;
    } else {
        right = take_region(&m, &sum, &holds, k, &o);
    }
    if (right && sum >= 0 && sum <= o.value + rounding_of(m.decimals, m.n))
        making_put(&m, key, MIN(sum / o.value, 1.0) * k->f->multiplier, k->decimals, "formula",
                   buf_view(&holds));
    buf_release(&name);
    buf_release(&holds);
}

/* ------------------------------------------------------------------------------------------- */

static void compute(struct cells *cs, const struct formula *f)
{
    static void (*const operation[])(const struct computing *, uint32_t, const struct obs *) = {
        [OPERATION_SUM] = compute_sum, [OPERATION_DIFFERENCE] = compute_sum,
        [OPERATION_RATIO] = compute_ratio, [OPERATION_GROWTH] = compute_growth,
        [OPERATION_REGION] = compute_region};
    const struct indicator *to = &cs->ref->indicators[f->result];
    struct computing k = {cs, f, to->decimals, str_is(to->unit, "PS")};
    for (uint32_t c = cells_first(cs, f->in[0].indicator); c; c = cells_next(cs, c)) {
        struct obs key;
        const struct obs *o = cells_obs(cs, c);
        if (!leads(f, o) || !cells_usable(cs, c))
            continue;
        if (key_of(&key, cs->ref, f, o) && !cells_find(cs, &key))
            operation[f->operation](&k, c, &key);
    }
}

/* Takes out what was withheld. */
static void leave_out(struct derived_set *out, struct obs_set *set)
{
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        if (!isnan(set->v[out->first + i].value)) {
            out->v[n] = out->v[i];
            set->v[out->first + n++] = set->v[out->first + i];
        }
    out->n = n;
    set->n = out->first + n;
}

void derive(struct derived_set *out, const struct ref *ref, struct obs_set *set)
{
    struct cells cs;
    *out = (struct derived_set){.first = set->n};
    cells_open(&cs, ref, set, out);
    harmonise_successions(&cs);
    harmonise_sexes(&cs);
    harmonise_versions(&cs);
    harmonise_sexes(&cs);
    for (uint32_t i = 0; i < ref->nformulas; i++)
        compute(&cs, &ref->formulas[i]);
    cells_close(&cs);
    leave_out(out, set);
}

void derived_set_release(struct derived_set *d)
{
    free(d->v);
    free(d->parents);
    strset_release(&d->methods);
    *d = (struct derived_set){0};
}
