/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/across.h"

#include "check/inside.h"
#include "check/ties.h"
#include "model/period.h"

#include <math.h>
#include <stdio.h>

struct finding *across_fault(struct across *a, enum rule rule, const struct obs *at)
{
    uint32_t part = 0;
    while (at < a->parts[part].set->v || at >= a->parts[part].set->v + a->parts[part].set->n)
        part++;
    assert(part < a->nparts); /* what was accepted earlier is not found fault with */
    struct finding *f = finding_add(a->findings, rule);
    finding_at(a->findings, f, a->ref, a->parts[part].set, at);
    f->part = part;
    return f;
}

bool all_total(const struct ref *ref, const struct obs *o)
{
    for (unsigned k = 0; k < 2; k++)
        if (o->classif[k] && ref->codes[o->classif[k]].role != CODE_TOTAL)
            return false;
    return true;
}

bool across_first(struct across *a, enum rule rule, const struct obs *total)
{
    const struct indicator *in = &a->ref->indicators[total->indicator];
    char key[64];
    int n = snprintf(key, sizeof key, "%u %u %u %u %u", in->quantity, in->scope, total->area, total->period,
                     total->sex);
    return finding_first(a->findings, rule, (struct str){key, (size_t)n});
}

struct figure figure_of(double value, unsigned places)
{
    struct figure s;
    s.text[num_fmt(s.text, value, MIN(places, (unsigned)NUM_DECIMALS_MAX))] = 0;
    return s;
}

struct figure figure_at(const struct obs *o)
{
    struct figure s;
    s.text[num_fmt(s.text, o->value, o->decimals)] = 0;
    return s;
}

struct figure factor_of(double factor) { return figure_of(factor, factor < 9.95 ? 1 : 0); }

struct figure period_of(const struct table_span *t)
{
    struct figure s;
    s.text[period_fmt(s.text, t->period)] = 0;
    return s;
}

const char *indicator_of(const struct across *a, const struct table_span *t)
{
    return a->ref->indicators[t->indicator].code.p;
}

const struct obs *table_first(const struct table_span *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (check_counts(&t->cells[i]))
            return &t->cells[i];
    return NULL;
}

const struct obs *table_find(const struct table_span *t, uint16_t classif1, uint16_t classif2,
                             uint16_t sex)
{
    struct obs want = {.classif = {classif1, classif2}, .sex = sex};
    uint32_t lo = 0, hi = t->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (cell_rank(&t->cells[mid]) < cell_rank(&want))
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < t->n && cell_rank(&t->cells[lo]) == cell_rank(&want); lo++)
        if (check_counts(&t->cells[lo]))
            return &t->cells[lo];
    return NULL;
}

/* -- the same figure in several tables ---------------------------------------------------------- */

enum { SAME_MAX = 24 }; /* more tables than the questionnaire has of one quantity */

static bool agree(const struct tie_term *x, const struct tie_term *y)
{
    double tolerance = table_half(x->table, x->obs) + table_half(y->table, y->obs);
    return fabs(x->obs->value - y->obs->value) <= tolerance * (1 + 1e-9) + 1e-9;
}

/* 3 or 6 where one figure is a thousand or a million times the other, -3 or -6 the other way
 * round, else 0. */
static int thousands(double value, double other)
{
    double power = value > 0 && other > 0 ? log10(value / other) : 0;
    for (int p = 3; p <= 6; p += 3)
        if (fabs(fabs(power) - p) < 0.02)
            return power > 0 ? p : -p;
    return 0;
}

static void say_other_unit(struct across *a, const struct tie_term *x, const struct tie_term *right)
{
    bool above = x->obs->value > right->obs->value;
    double factor = above ? x->obs->value / right->obs->value : right->obs->value / x->obs->value;
    finding_say(a->findings, across_fault(a, RULE_TIED_UNIT, x->obs),
                above ? "%s here is %s times the %s of %s; the table seems to be in another unit"
                      : "%s here is one part in %s of the %s of %s; the table seems to be in another unit",
                figure_at(x->obs).text, factor_of(factor).text, figure_at(right->obs).text,
                indicator_of(a, right->table));
}

static void say_other_figure(struct across *a, const struct tie_term *x, const struct tie_term *right)
{
    unsigned places = MAX(table_places(x->table, x->obs), table_places(right->table, right->obs));
    double explains = table_half(x->table, x->obs) + table_half(right->table, right->obs);
    finding_say(a->findings, across_fault(a, RULE_TIED_TOTAL, x->obs),
                "%s here, but %s in %s, which counts the same; the difference is %s and rounding "
                "explains %s", figure_of(x->obs->value, places).text,
                figure_of(right->obs->value, places).text, indicator_of(a, right->table),
                figure_of(x->obs->value - right->obs->value, places).text,
                figure_of(explains, places + 1).text);
}

/* The figure that most of the tables have is taken for the right one, of two the first table's. */
static void check_same(struct across *a, const struct tie_term *v, unsigned n,
                       const struct table_span **unit_said)
{
    unsigned best = 0, most = 0;
    for (unsigned i = 0; i < n; i++) {
        unsigned agreeing = 0;
        for (unsigned k = 0; k < n; k++)
            agreeing += agree(&v[i], &v[k]);
        if (agreeing > most) {
            most = agreeing;
            best = i;
        }
    }
    for (unsigned i = 0; i < n; i++) {
        if (v[i].table->earlier || agree(&v[i], &v[best]))
            continue;
        if (!thousands(v[i].obs->value, v[best].obs->value))
            say_other_figure(a, &v[i], &v[best]);
        else if (*unit_said != v[i].table) /* once for the table */
            say_other_unit(a, &v[i], &v[best]);
        if (thousands(v[i].obs->value, v[best].obs->value))
            *unit_said = v[i].table;
    }
}

/* Ties of one figure stand together and have the last term in common: the first table. Gives the
 * end of them. */
static size_t same_from(struct across *a, const struct ties *ties, size_t from,
                        const struct table_span **unit_said)
{
    struct tie_term v[SAME_MAX];
    const struct tie_term *right = &ties->terms[ties->v[from].first + 1];
    unsigned n = 1;
    bool broken = false;
    size_t to = from;
    v[0] = *right;
    for (; to < ties->n && !ties->v[to].why && ties->terms[ties->v[to].first + 1].obs == right->obs; to++) {
        if (n < SAME_MAX)
            v[n++] = ties->terms[ties->v[to].first];
        broken = broken || tie_broken(ties, &ties->v[to]);
    }
    if (broken)
        check_same(a, v, n, unit_said);
    return to;
}

/* -- quantities within and beside each other ----------------------------------------------------- */

/* "4 (MST_TEMP_SEX_AGE_CCT_NB) and 2 (MST_TUNE_SEX_AGE_CCT_NB)" */
static const char *left_say(struct across *a, const struct tie_term *terms, unsigned n, unsigned places)
{
    const char *said[TIE_LEFT];
    for (unsigned i = 0; i < n; i++)
        said[i] = finding_phrase(a->findings, "%s (%s)", figure_of(terms[i].obs->value, places).text,
                                 indicator_of(a, terms[i].table));
    return n == 1 ? said[0] : finding_phrase(a->findings, "%s and %s", said[0], said[1]);
}

static void say_sum(struct across *a, const struct ties *ties, const struct tie *t)
{
    const struct tie_term *terms = ties->terms + t->first;
    const struct tie_term *right = &terms[t->n - 1], *at = NULL;
    unsigned places = 0;
    for (unsigned i = 0; i < t->n; i++) {
        places = MAX(places, table_places(terms[i].table, terms[i].obs));
        at = at || terms[i].table->earlier ? at : &terms[i];
    }
    if (!at)
        return;
    const char *left = left_say(a, terms, t->n - 1, places);
    struct figure whole = figure_of(right->obs->value, places);
    struct figure gap = figure_of(tie_gap(ties, t), places);
    struct figure explains = figure_of(t->tolerance, places + 1);
    if (t->most)
        finding_say(a->findings, across_fault(a, RULE_SUBSET_ABOVE, at->obs),
                    t->n == 2 ? "%s is more than %s (%s), of which it can only be a part; the difference "
                                "is %s and rounding explains %s"
                              : "%s are more than %s (%s), of which they can only be a part; the "
                                "difference is %s and rounding explains %s",
                    left, whole.text, indicator_of(a, right->table), gap.text, explains.text);
    else
        finding_say(a->findings, across_fault(a, RULE_TIED_SUM, at->obs),
                    "%s do not make %s (%s); the difference is %s and rounding explains %s", left,
                    whole.text, indicator_of(a, right->table), gap.text, explains.text);
}

void across_ties(struct across *a)
{
    struct tables *ts = a->tables;
    struct ties ties = {0};
    for (uint32_t from = 0, to; from < ts->n; from = to) {
        const struct table_span *t = &ts->v[ts->beside[from]], *unit_said = NULL;
        uint32_t end = tables_beside(ts, from);
        for (to = from + 1; to < end && ts->v[ts->beside[to]].source == t->source;)
            to++;
        ties.n = ties.nterms = 0;
        ties_find(&ties, ts, from, to);
        for (size_t i = 0; i < ties.n;) {
            if (!ties.v[i].why) {
                i = same_from(a, &ties, i, &unit_said);
                continue;
            }
            if (tie_broken(&ties, &ties.v[i]))
                say_sum(a, &ties, &ties.v[i]);
            i++;
        }
    }
    ties_release(&ties);
}

/* -- stocks and flows --------------------------------------------------------------------------- */

/* The code that stands for the same in a dimension: all lists of countries have one order. */
static uint16_t counterpart(const struct ref *ref, uint16_t code, uint16_t dimension)
{
    const struct version *from = &ref->versions[ref->codes[code].version];
    if (from->dimension == dimension)
        return code;
    for (uint32_t i = 0; i < ref->nversions; i++) {
        const struct version *to = &ref->versions[i];
        if (to->dimension == dimension && to->countries && from->countries)
            return (uint16_t)(to->first + (code - from->first));
    }
    return 0;
}

/* So many figures are no accident. */
enum { REPEATED_LEAST = 4, BESIDE_MAX = 256 };

static void check_apart(struct across *a, const struct table_span *stock, const struct table_span *flow)
{
    const struct ref *ref = a->ref;
    const struct indicator *s = &ref->indicators[stock->indicator], *f = &ref->indicators[flow->indicator];
    unsigned figures = 0;
    if (s->nclass != 1 || f->nclass != 1 || (stock->earlier && flow->earlier))
        return;
    for (uint32_t i = 0; i < stock->n; i++) {
        const struct obs *o = &stock->cells[i];
        uint16_t code = check_counts(o) && o->value != 0
                            ? counterpart(ref, o->classif[0], f->classif[0]) : 0;
        const struct obs *other = code ? table_find(flow, code, 0, o->sex) : NULL;
        if (other && other->value != o->value)
            return;
        figures += other != NULL;
    }
    const struct table_span *at = stock->earlier ? flow : stock, *other = at == stock ? flow : stock;
    if (figures >= REPEATED_LEAST)
        finding_say(a->findings, across_fault(a, RULE_STOCK_IS_FLOW, table_first(at)),
                    "all %u figures of the table stand in %s too; one of the two was copied from the other",
                    figures, indicator_of(a, other));
}

static uint16_t measure_at(const struct across *a, uint32_t beside)
{
    return a->ref->indicators[a->tables->v[a->tables->beside[beside]].indicator].measured;
}

static void compare_apart(struct across *a, const struct ref_tie *tie, uint32_t from, uint32_t to)
{
    const struct tables *ts = a->tables;
    for (uint32_t i = from; i < to; i++)
        for (uint32_t k = from; k < to && measure_at(a, i) == tie->left[0]; k++)
            if (measure_at(a, k) == tie->right)
                check_apart(a, &ts->v[ts->beside[i]], &ts->v[ts->beside[k]]);
}

/* Whatever their sources: what is copied is often filed under another. */
void across_apart(struct across *a)
{
    for (uint32_t from = 0, to; from < a->tables->n; from = to) {
        to = tables_beside(a->tables, from);
        for (uint32_t r = 0; r < a->ref->nties && to - from > 1 && to - from <= BESIDE_MAX; r++)
            if (a->ref->ties[r].relation == TIE_APART)
                compare_apart(a, &a->ref->ties[r], from, to);
    }
}
