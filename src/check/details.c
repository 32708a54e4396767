/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One question table in several versions of a classification, and totals that stand alone. */

#include "check/across.h"
#include "check/inside.h"

#include <math.h>

/* -- details and aggregates ---------------------------------------------------------------------- */

/* The details of a code, as a list through the correspondences: their index plus 1, 0 the end. */
struct details {
    uint32_t *first; /* by aggregate */
    uint32_t *next;  /* by correspondence */
};

static void details_make(struct details *d, const struct ref *ref)
{
    d->first = mem_alloc(sizeof *d->first * (ref->ncodes + 1));
    d->next = mem_alloc(sizeof *d->next * (ref->ncorrespondences + 1));
    for (uint32_t i = ref->ncorrespondences; i-- > 0;) {
        uint16_t to = ref->correspondences[i].to;
        d->next[i] = d->first[to];
        d->first[to] = i + 1;
    }
}

struct detail_sum {
    double value, explains;
    unsigned n, missing, places;
    uint16_t version;
};

static void say_details(struct across *a, const struct table_span *t, const struct obs *o,
                        const struct detail_sum *s)
{
    unsigned places = MAX(s->places, table_places(t, o));
    double gap = s->value - o->value, explains = s->explains + table_half(t, o);
    if (fabs(gap) <= explains * (1 + 1e-9) + 1e-9 || s->n == 0 || (gap < 0 && s->missing))
        return;
    finding_say(a->findings, across_fault(a, RULE_DETAIL_SUM, o),
                s->n == 1 ? "the %u code of %s that belongs here makes %s, not %s; the difference is %s "
                            "and rounding explains %s"
                          : "the %u codes of %s that belong here make %s, not %s; the difference is %s "
                            "and rounding explains %s",
                s->n, a->ref->versions[s->version].code.p, figure_of(s->value, places).text,
                figure_of(o->value, places).text, figure_of(gap, places).text,
                figure_of(explains, places + 1).text);
}

/* The details of one figure, version by version; correspondences of a version stand together. */
static void check_details(struct across *a, const struct details *d, const struct table_span *t,
                          const struct obs *o, unsigned slot)
{
    const struct ref *ref = a->ref;
    struct detail_sum s = {0};
    for (uint32_t i = d->first[o->classif[slot]]; i; i = d->next[i - 1]) {
        uint16_t code = ref->correspondences[i - 1].from, key[2] = {o->classif[0], o->classif[1]};
        if (ref->codes[code].version != s.version) {
            say_details(a, t, o, &s);
            s = (struct detail_sum){.version = ref->codes[code].version};
        }
        key[slot] = code;
        const struct obs *part = table_find(t, key[0], key[1], o->sex);
        s.missing += !part;
        if (!part)
            continue;
        s.n++;
        s.value += part->value;
        s.explains += table_half(t, part);
        s.places = MAX(s.places, table_places(t, part));
    }
    say_details(a, t, o, &s);
}

static bool has_versions(const struct ref *ref, const struct table_span *t, unsigned slot)
{
    for (uint32_t i = 1; i < t->n; i++)
        if (ref->codes[t->cells[i].classif[slot]].version != ref->codes[t->cells[0].classif[slot]].version)
            return true;
    return false;
}

/* -- totals that stand alone ---------------------------------------------------------------------- */

/* All of a total is filed in its rest category. */
static void check_rest(struct across *a, const struct table_span *t, const struct obs *o)
{
    const struct ref *ref = a->ref;
    for (unsigned slot = 0; slot < ref->indicators[t->indicator].nclass; slot++) {
        const struct code *code = &ref->codes[o->classif[slot]], *other = &ref->codes[o->classif[1 - slot]];
        const struct version *v = &ref->versions[code->version];
        uint16_t key[2] = {o->classif[0], o->classif[1]};
        if (code->role != CODE_REST || (o->classif[1 - slot] && other->role != CODE_TOTAL) ||
            !v->total || (o->sex && o->sex != ref->sex_total))
            continue;
        key[slot] = v->total;
        const struct obs *total = table_find(t, key[0], key[1], o->sex);
        if (total && total->value == o->value && o->value > 0)
            finding_say(a->findings, across_fault(a, RULE_ALL_OTHER, o),
                        "all of the total %s stands under %s", figure_at(total).text, code->code.p);
    }
}

/* Of so many thousands on the other sex cannot be none. */
static const double ONE_SEX_LEAST = 1;

/* The total is the figure of one sex, and the other is missing or none. */
static void check_one_sex(struct across *a, const struct table_span *t, const struct obs *o)
{
    const struct ref *ref = a->ref;
    for (unsigned i = 0; i < 2; i++)
        if (o->classif[i] && ref->codes[o->classif[i]].role != CODE_TOTAL)
            return;
    const struct obs *men = table_find(t, o->classif[0], o->classif[1], ref->sex_male);
    const struct obs *women = table_find(t, o->classif[0], o->classif[1], ref->sex_female);
    const struct obs *one = men && men->value == o->value ? men : women, *other = one == men ? women : men;
    if (!one || one->value != o->value || o->value < ONE_SEX_LEAST || (other && other->value != 0))
        return;
    finding_say(a->findings, across_fault(a, RULE_ONE_SEX, o),
                one == men ? "the total %s is that of men alone; women are missing in it"
                           : "the total %s is that of women alone; men are missing in it",
                figure_at(o).text);
}

void across_details(struct across *a)
{
    const struct ref *ref = a->ref;
    struct details d;
    details_make(&d, ref);
    for (uint32_t i = 0; i < a->tables->n; i++) {
        const struct table_span *t = &a->tables->v[i];
        const struct indicator *in = &ref->indicators[t->indicator];
        bool versions[2] = {in->nclass > 0 && has_versions(ref, t, 0), in->nclass > 1 && has_versions(ref, t, 1)};
        for (const struct obs *o = t->cells; o < t->cells + t->n && !t->earlier && str_is(in->unit, "PS"); o++) {
            if (!check_counts(o))
                continue;
            for (unsigned slot = 0; slot < 2; slot++)
                if (versions[slot])
                    check_details(a, &d, t, o, slot);
            if (!o->sex || o->sex == ref->sex_total)
                check_rest(a, t, o);
            if (o->sex && o->sex == ref->sex_total)
                check_one_sex(a, t, o);
        }
    }
    free(d.first);
    free(d.next);
}
