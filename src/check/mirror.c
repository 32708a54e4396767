/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Both sides of a corridor: what a country reports of its nationals in another, and what the other
 * reports of them. The two never agree (UN Handbook on measuring international migration through
 * population censuses, 2022, chapter on data exchange); which are far apart is worth knowing. */

#include "check/across.h"

#include "check/inside.h"
#include "model/mirrored.h"

/* From this factor on, and of so many thousands on, it is said. */
static const double MIRROR_FACTOR = 2, MIRROR_LEAST = 1;

/* The first in `beside` of an area and period; ts->n where there is none. */
static uint32_t beside_of(const struct tables *ts, uint16_t area, uint16_t period)
{
    uint32_t lo = 0, hi = ts->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        const struct table_span *t = &ts->v[ts->beside[mid]];
        if (t->area < area || (t->area == area && t->period < period))
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct table_span *t = lo < ts->n ? &ts->v[ts->beside[lo]] : NULL;
    return t && t->area == area && t->period == period ? lo : ts->n;
}

static const struct obs *by_partner(const struct across *a, const struct table_span *t, uint16_t partner)
{
    const struct ref *ref = a->ref;
    const struct version *v = &ref->versions[ref->codes[t->cells->classif[0]].version];
    bool has_sex = ref->indicators[t->indicator].has_sex;
    return v->countries ? table_find(t, (uint16_t)(v->first + partner), 0, has_sex ? ref->sex_total : 0)
                        : NULL;
}

static void compare(struct across *a, const struct table_span *t, const struct obs *o,
                    const struct table_span *other)
{
    const struct obs *seen = by_partner(a, other, t->area);
    if (!seen || (t->earlier && other->earlier) || o->value <= 0 || seen->value <= 0)
        return;
    double factor = MAX(o->value / seen->value, seen->value / o->value);
    bool here = !t->earlier; /* the finding stands at a figure of the file */
    const struct obs *at = here ? o : seen, *far = here ? seen : o;
    const struct table_span *far_table = here ? other : t;
    if (factor < MIRROR_FACTOR || MAX(o->value, seen->value) < MIRROR_LEAST)
        return;
    finding_say(a->findings, across_fault(a, RULE_MIRROR, at),
                "%s here; %s reports %s for the same persons in %s, which differs by a factor of %s",
                figure_at(at).text, a->ref->areas[far_table->area].code.p, figure_at(far).text,
                indicator_of(a, far_table), factor_of(factor).text);
}

static bool is_mirror(const struct ref *ref, const struct table_span *t, const struct table_span *other)
{
    for (uint32_t r = 0; r < ref->nties; r++)
        if (ref->ties[r].relation == TIE_MIRROR &&
            ref->ties[r].left[0] == ref->indicators[t->indicator].measured &&
            (!other || ref->ties[r].right == ref->indicators[other->indicator].measured))
            return true;
    return false;
}

/* Of several tables of the partner the one that comes nearest counts (tables/mirror.csv): who reports both all persons
 * and the employed among them is not asked why the employed are fewer. */
static ptrdiff_t nearness(const struct across *a, const struct table_span *other, uint16_t partner)
{
    const struct obs *seen = by_partner(a, other, partner);
    const struct mirrored *row = mirrored_of(a->ref, other->indicator);
    return !seen || !(seen->value > 0) ? PTRDIFF_MAX : row ? row - a->ref->mirrored : 0;
}

static void look_across(struct across *a, const struct table_span *t)
{
    struct tables *ts = a->tables;
    for (const struct obs *o = t->cells; o < t->cells + t->n; o++) {
        uint16_t partner = a->ref->codes[o->classif[0]].area;
        if (!partner || partner == t->area || (o->sex && o->sex != a->ref->sex_total) || !check_counts(o))
            continue;
        uint32_t from = beside_of(ts, partner, t->period), to = tables_beside(ts, from);
        ptrdiff_t nearest = PTRDIFF_MAX;
        for (uint32_t i = from; i < to; i++)
            if (is_mirror(a->ref, t, &ts->v[ts->beside[i]]))
                nearest = MIN(nearest, nearness(a, &ts->v[ts->beside[i]], t->area));
        for (uint32_t i = from; i < to && nearest < PTRDIFF_MAX; i++)
            if (is_mirror(a->ref, t, &ts->v[ts->beside[i]]) &&
                nearness(a, &ts->v[ts->beside[i]], t->area) == nearest)
                compare(a, t, o, &ts->v[ts->beside[i]]);
    }
}

void across_mirror(struct across *a)
{
    bool several = false;
    for (uint32_t i = 1; i < a->tables->n && !several; i++)
        several = a->tables->v[i].area != a->tables->v[0].area;
    for (uint32_t i = 0; i < a->tables->n && several; i++) {
        const struct table_span *t = &a->tables->v[i];
        if (a->ref->indicators[t->indicator].nclass == 1 && is_mirror(a->ref, t, NULL))
            look_across(a, t);
    }
}
