/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Lists of countries: a country among its own partners, and one that was there a year before. */

#include "check/across.h"

#include "check/inside.h"
#include "model/period.h"

#include <math.h>

static const struct version *list_of(const struct ref *ref, const struct table_span *t)
{
    const struct version *v = &ref->versions[ref->codes[t->cells->classif[0]].version];
    return v->countries && ref->indicators[t->indicator].nclass == 1 ? v : NULL;
}

/* The tables of the module of nationals abroad have no criterion; a country's nationals cannot be
 * abroad in it. */
static bool of_nationals(const struct ref *ref, const struct table_span *t)
{
    return str_is(ref->modules[ref->indicators[t->indicator].module].code, "MNA");
}

static void check_own(struct across *a, const struct table_span *t, const struct version *v)
{
    const struct ref *ref = a->ref;
    uint16_t own = (uint16_t)(v->first + t->area), sexes[] = {ref->sex_total, 0, ref->sex_male, ref->sex_female};
    const struct obs *o = NULL;
    for (size_t i = 0; i < ARRAY_LEN(sexes) && !o; i++)
        o = table_find(t, own, 0, sexes[i]);
    if (!o || o->value == 0)
        return;
    if (of_nationals(ref, t))
        finding_say(a->findings, across_fault(a, RULE_OWN_ABROAD, o),
                    "%s is the reporting country itself; its nationals there are not abroad",
                    ref->codes[own].code.p);
    else
        finding_say(a->findings, across_fault(a, RULE_OWN_AMONG, o),
                    "%s is the reporting country itself; who counts its own citizens or natives among "
                    "migrants says why", ref->codes[own].code.p);
}

/* -- a country that is gone --------------------------------------------------------------------- */

/* Of this share of the total on a country that is gone has to be somewhere; of so many thousands. */
static const double GONE_SHARE = 0.1, GONE_LEAST = 0.5;

/* The total, and what of it no country is named for. */
struct total {
    const struct obs *obs;
    double rest;
};

static struct total total_of(const struct ref *ref, const struct table_span *t, const struct version *v)
{
    uint16_t sex = ref->indicators[t->indicator].has_sex ? ref->sex_total : 0;
    struct total total = {table_find(t, v->total, 0, sex), 0};
    total.rest = total.obs ? total.obs->value : 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        if (check_counts(o) && o->sex == sex && ref->codes[o->classif[0]].role == CODE_PART)
            total.rest -= o->value;
    }
    return total;
}

/* A cell without a figure says itself why. */
static bool is_listed(const struct table_span *t, const struct obs *like)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (cell_rank(&t->cells[i]) == cell_rank(like) && (check_counts(&t->cells[i]) || t->cells[i].status))
            return true;
    return false;
}

static void check_gone(struct across *a, const struct table_span *t, const struct table_span *near,
                       const struct version *v, uint16_t *said)
{
    const struct ref *ref = a->ref;
    struct total here = total_of(ref, t, v), there = total_of(ref, near, v);
    if (!here.obs || !there.obs || here.obs->value <= 0)
        return;
    for (uint32_t i = 0; i < near->n; i++) {
        const struct obs *o = &near->cells[i];
        const struct code *code = &ref->codes[o->classif[0]];
        if (!check_counts(o) || o->sex != there.obs->sex || code->role != CODE_PART ||
            o->value < GONE_SHARE * there.obs->value || o->value < GONE_LEAST || o->classif[0] == *said ||
            is_listed(t, o) ||
            here.rest - there.rest >= o->value / 2 || here.rest >= o->value)
            continue;
        *said = o->classif[0]; /* it may be there in the years before and after */
        finding_say(a->findings, across_fault(a, RULE_COUNTRY_GONE, here.obs),
                    "%s, with %s in %s, is not listed here, and what is left for other countries, %s, "
                    "does not hold it", code->code.p, figure_at(o).text, period_of(near).text,
                    figure_of(here.rest, table_places(t, here.obs)).text);
    }
}

static bool is_year_beside(const struct table_span *t, const struct table_span *near)
{
    return near->indicator == t->indicator && near->area == t->area && near->source == t->source &&
           abs(period_year(near->period) - period_year(t->period)) == 1 &&
           period_freq(near->period) == 'A' && period_freq(t->period) == 'A';
}

void across_partners(struct across *a)
{
    struct tables *ts = a->tables;
    for (uint32_t i = 0; i < ts->n; i++) {
        const struct table_span *t = &ts->v[i];
        const struct version *v = list_of(a->ref, t);
        uint16_t said = 0;
        if (!v || t->earlier)
            continue;
        check_own(a, t, v);
        if (i > 0 && is_year_beside(t, &ts->v[i - 1]) && list_of(a->ref, &ts->v[i - 1]) == v)
            check_gone(a, t, &ts->v[i - 1], v, &said);
        if (i + 1 < ts->n && is_year_beside(t, &ts->v[i + 1]) && list_of(a->ref, &ts->v[i + 1]) == v)
            check_gone(a, t, &ts->v[i + 1], v, &said);
    }
}
