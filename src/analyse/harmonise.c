/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The same figures in the codes of today: the first generation of tables, the sex that is missing,
 * the aggregates of detail. */

#include "analyse/cells.h"
#include "model/formula.h"

#include "base/buf.h"

#include <math.h>
#include <stdio.h>

static bool counts_persons(const struct ref *ref, uint16_t indicator)
{
    return str_is(ref->indicators[indicator].unit, "PS");
}

/* -- first generation --------------------------------------------------------------------- */

/* Do the notes of a figure have this one? */
static bool says(const struct cells *cs, const struct obs *o, struct str note)
{
    struct str part[3], one;
    obs_note_split(&part[0], &part[1], &part[2], cs->set->notes.v[o->note]);
    for (unsigned p = 0; p < 3; p++)
        while (part[p].len && str_next(&one, &part[p], '_'))
            if (str_eq(one, note))
                return true;
    return note.len == 0;
}

/* The key of a figure in the table that came after its own. */
static bool succeeded(struct obs *key, const struct cells *cs, const struct succession *s,
                      const struct obs *o)
{
    const struct ref *ref = cs->ref;
    const struct indicator *from = &ref->indicators[s->from], *to = &ref->indicators[s->to];
    *key = (struct obs){.indicator = s->to, .period = o->period};
    if (to->has_sex)
        key->sex = from->has_sex ? o->sex : ref->sex_total;
    else if (from->has_sex && o->sex != ref->sex_total)
        return false;
    for (unsigned i = 0; i < to->nclass; i++) {
        for (unsigned k = 0; k < from->nclass && !key->classif[i]; k++)
            key->classif[i] = succession_code(ref, o->classif[k], to->classif[i]);
        if (!key->classif[i])
            key->classif[i] = succession_code(ref, s->add, to->classif[i]);
        if (!key->classif[i])
            return false;
    }
    return true;
}

void harmonise_successions(struct cells *cs)
{
    const struct ref *ref = cs->ref;
    for (uint32_t i = 0; i < ref->nsuccessions; i++) {
        const struct succession *s = &ref->successions[i];
        char method[80];
        snprintf(method, sizeof method, "succession %s", ref->indicators[s->from].code.p);
        for (uint32_t c = cells_first(cs, s->from); c; c = cells_next(cs, c)) {
            struct obs key;
            const struct obs *o = cells_obs(cs, c);
            if (!says(cs, o, s->note) || !succeeded(&key, cs, s, o))
                continue;
            key.area = o->area;
            key.source = o->source;
            if (o->status == 'C')
                cells_withhold(cs, &key);
            if (!cells_usable(cs, c))
                continue;
            struct making m;
            making_begin(&m, cs, c);
            making_put(&m, &key, o->value, o->decimals, method, STR(""));
        }
    }
}

/* -- sexes -------------------------------------------------------------------------------- */

static uint32_t of_sex(const struct cells *cs, const struct obs *o, uint16_t sex)
{
    struct obs key = *o;
    key.sex = sex;
    return cells_find(cs, &key);
}

static void make_sum(struct cells *cs, uint32_t men, uint32_t women, uint32_t others)
{
    struct making m;
    making_begin(&m, cs, men);
    struct obs key = *cells_obs(cs, men);
    if (!making_take(&m, women) || (others && !making_take(&m, others)))
        return;
    key.sex = cs->ref->sex_total;
    double sum = 0;
    for (unsigned i = 0; i < m.n; i++)
        sum += cells_obs(cs, m.parent[i])->value;
    making_put(&m, &key, sum, m.decimals, "sex", STR(""));
}

/* What one sex leaves of the total; less than nothing is a fault of the figures and not a figure. */
static void make_rest(struct cells *cs, uint32_t total, uint32_t one, uint32_t others, uint16_t sex)
{
    struct making m;
    making_begin(&m, cs, total);
    struct obs key = *cells_obs(cs, total);
    if (!making_take(&m, one) || (others && !making_take(&m, others)))
        return;
    key.sex = sex;
    double rest = key.value;
    for (unsigned i = 1; i < m.n; i++)
        rest -= cells_obs(cs, m.parent[i])->value;
    if (rest > -rounding_of(m.decimals, 1))
        making_put(&m, &key, MAX(rest, 0.0), m.decimals, "sex", STR(""));
}

static void sexes_of(struct cells *cs, uint16_t indicator)
{
    const struct ref *ref = cs->ref;
    uint16_t third = ref_code_find(ref, STR("SEX_O"));
    for (uint32_t c = cells_first(cs, indicator); c; c = cells_next(cs, c)) {
        const struct obs *o = cells_obs(cs, c);
        bool men = o->sex == ref->sex_male;
        if ((!men && o->sex != ref->sex_female) || !cells_usable(cs, c))
            continue;
        uint16_t sex = men ? ref->sex_female : ref->sex_male;
        uint32_t other = of_sex(cs, o, sex), total = of_sex(cs, o, ref->sex_total);
        if ((other && total) || (!other && !total))
            continue;
        uint32_t others = third ? of_sex(cs, o, third) : 0;
        if (!total && cells_usable(cs, other))
            make_sum(cs, men ? c : other, men ? other : c, others);
        else if (!other && cells_usable(cs, total))
            make_rest(cs, total, c, others, sex);
    }
}

void harmonise_sexes(struct cells *cs)
{
    for (uint16_t i = 1; i < cs->ref->nindicators; i++)
        if (cells_first(cs, i) && cs->ref->indicators[i].has_sex && counts_persons(cs->ref, i))
            sexes_of(cs, i);
}

/* -- classification versions ---------------------------------------------------------------- */

/* The codes of one version that make up a code of another. */
struct recipe {
    uint16_t to, version;
    uint16_t n;
    uint16_t part[UINT8_MAX]; /* codes; no version has more items */
};

struct cookbook {
    struct recipe *v;
    uint32_t n;
    /* which recipes a code is a part of: of[first[code] .. first[code + 1]) */
    uint32_t *first, *of;
};

static void cookbook_make(struct cookbook *b, const struct ref *ref)
{
    *b = (struct cookbook){.v = mem_grow(NULL, sizeof *b->v * (ref->ncorrespondences + 1))};
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        uint16_t from = ref->correspondences[i].from, to = ref->correspondences[i].to;
        uint16_t version = ref->codes[from].version;
        uint32_t k = 0;
        while (k < b->n && (b->v[k].to != to || b->v[k].version != version))
            k++;
        if (k == b->n)
            b->v[b->n++] = (struct recipe){.to = to, .version = version};
        b->v[k].part[b->v[k].n++] = from;
    }
    b->first = mem_alloc(sizeof *b->first * (ref->ncodes + 1));
    b->of = mem_grow(NULL, sizeof *b->of * (ref->ncorrespondences + 1));
    for (uint32_t k = 0; k < b->n; k++)
        for (unsigned i = 0; i < b->v[k].n; i++)
            b->first[b->v[k].part[i] + 1]++;
    for (uint32_t code = 0; code < ref->ncodes; code++)
        b->first[code + 1] += b->first[code];
    uint32_t *at = mem_grow(NULL, sizeof *at * (ref->ncodes + 1));
    memcpy(at, b->first, sizeof *at * ref->ncodes);
    for (uint32_t k = 0; k < b->n; k++)
        for (unsigned i = 0; i < b->v[k].n; i++)
            b->of[at[b->v[k].part[i]]++] = k;
    free(at);
}

static void cookbook_release(struct cookbook *b)
{
    free(b->v);
    free(b->first);
    free(b->of);
}

static uint32_t with_code(const struct cells *cs, const struct obs *o, unsigned slot, uint16_t code)
{
    struct obs key = *o;
    key.classif[slot] = code;
    return cells_find(cs, &key);
}

/* Do the parts that are there make up the total of their version? Then what is not there is
 * nothing. */
static bool closes(struct cells *cs, const struct obs *o, unsigned slot, uint16_t version_index)
{
    const struct version *v = &cs->ref->versions[version_index];
    uint32_t total = v->total ? with_code(cs, o, slot, v->total) : 0;
    if (!total || !cells_usable(cs, total))
        return false;
    struct making m;
    making_begin(&m, cs, total);
    double sum = 0;
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        uint32_t cell = cs->ref->codes[code].parent == v->total ? with_code(cs, o, slot, code) : 0;
        if (!cell)
            continue;
        if (!making_take(&m, cell))
            return false;
        sum += cells_obs(cs, cell)->value;
    }
    return m.n > 1 && fabs(sum - cells_obs(cs, total)->value) <= rounding_of(m.decimals, m.n - 1);
}

/* "ISCO08.4+5+7": the version without its dimension, the codes without their version. */
static void put_holds(struct buf *out, const struct cells *cs, const struct recipe *r,
                      const struct making *m, unsigned slot)
{
    const struct ref *ref = cs->ref;
    struct str version = ref->versions[r->version].code, dimension = {0}, rest = version;
    str_next(&dimension, &rest, '_');
    buf_str(out, rest);
    for (unsigned i = 0; i < m->n; i++) {
        struct str code = ref->codes[cells_obs(cs, m->parent[i])->classif[slot]].code;
        buf_char(out, i ? '+' : '.');
        buf_str(out, str_sub(code, version.len + 1, code.len));
    }
}

/* One aggregate out of its parts, as one of its parts was met. */
static void make_aggregate(struct cells *cs, const struct obs *o, unsigned slot,
                           const struct recipe *r, bool partly)
{
    struct making m;
    double sum = 0;
    m.n = 0;
    struct obs key = *o;
    key.classif[slot] = r->to;
    for (unsigned i = 0; i < r->n; i++) {
        uint32_t cell = with_code(cs, o, slot, r->part[i]);
        if (cell && cells_obs(cs, cell)->status == 'C') {
            cells_withhold(cs, &key);
            return;
        }
        if (!cell || isnan(cells_obs(cs, cell)->value))
            continue;
        if (m.n == 0)
            making_begin(&m, cs, cell);
        else if (!making_take(&m, cell))
            return;
        sum += cells_obs(cs, cell)->value;
    }
    bool complete = m.n == r->n || (m.n && closes(cs, o, slot, r->version));
    if (m.n == 0 || (!complete && (!partly || m.n * 2 < r->n)))
        return;
    struct buf holds = {0};
    char method[80];
    if (!complete)
        put_holds(&holds, cs, r, &m, slot);
    snprintf(method, sizeof method, "version %s", cs->ref->versions[r->version].code.p);
    making_put(&m, &key, sum, m.decimals, method, buf_view(&holds));
    buf_release(&holds);
}

/* Walks on over what it makes itself: from sections to aggregates to broad sectors. */
static void aggregates_of(struct cells *cs, const struct cookbook *b, uint16_t indicator, bool partly)
{
    const struct ref *ref = cs->ref;
    const struct indicator *in = &ref->indicators[indicator];
    for (uint32_t c = cells_first(cs, indicator); c; c = cells_next(cs, c)) {
        struct obs o = *cells_obs(cs, c);
        for (unsigned slot = 0; slot < in->nclass; slot++) {
            uint16_t code = o.classif[slot];
            for (uint32_t i = b->first[code]; i < b->first[code + 1]; i++) {
                const struct recipe *r = &b->v[b->of[i]];
                if (ref_version_usual(ref, in, r->to) && !with_code(cs, &o, slot, r->to))
                    make_aggregate(cs, &o, slot, r, partly);
            }
        }
    }
}

void harmonise_versions(struct cells *cs)
{
    struct cookbook b;
    cookbook_make(&b, cs->ref);
    for (uint16_t i = 1; i < cs->ref->nindicators; i++) {
        if (!cells_first(cs, i) || !counts_persons(cs->ref, i))
            continue;
        aggregates_of(cs, &b, i, false); /* whole ones first, of whatever version */
        harmonise_complements(cs, i);
        aggregates_of(cs, &b, i, false);
        aggregates_of(cs, &b, i, true);
    }
    cookbook_release(&b);
}
