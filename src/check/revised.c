/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures that differ from those which were accepted before. */

#include "check/across.h"

#include "check/inside.h"

/* Of the larger figure; less is what becomes final. */
static const double REVISED_LEAST = 0.05;

static double revision(const struct table_span *t, const struct obs *o, const struct obs *before)
{
    double gap = fabs(o->value - before->value), larger = MAX(fabs(o->value), fabs(before->value));
    return larger > 0 && gap > 2 * table_half(t, o) ? gap / larger : 0;
}

static void check_revised(struct across *a, const struct table_span *t)
{
    const struct table_span accepted = {.cells = t->accepted, .n = t->naccepted};
    const struct obs *most = NULL, *was = NULL;
    unsigned revised = 0, both = 0;
    double widest = 0;
    for (const struct obs *o = t->cells; o < t->cells + t->n; o++) {
        const struct obs *before =
            check_counts(o) ? table_find(&accepted, o->classif[0], o->classif[1], o->sex) : NULL;
        double by = before ? revision(t, o, before) : 0;
        both += before != NULL;
        revised += by >= REVISED_LEAST;
        if (by > widest) {
            widest = by;
            most = o;
            was = before;
        }
    }
    if (revised)
        finding_say(a->findings, across_fault(a, RULE_REVISED, most),
                    "%u of %u accepted figures of the table are revised by five per cent or more, most of all "
                    "this one: it was %s and is %s",
                    revised, both, figure_at(was).text, figure_at(most).text);
}

void across_revised(struct across *a)
{
    for (uint32_t i = 0; i < a->tables->n; i++)
        if (a->tables->v[i].accepted)
            check_revised(a, &a->tables->v[i]);
}
