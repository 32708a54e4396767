/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the checks of several question tables share: the tables of a set, and how a finding is
 * made at one of their cells. Each function below is one group of rules of model/rules.def. */
#ifndef CHECK_ACROSS_H
#define CHECK_ACROSS_H

#include "base/num.h"
#include "check/check.h"
#include "check/tables.h"

struct across {
    struct finding_list *findings;
    const struct ref *ref;
    const struct check_part *parts; /* the sets that are checked together */
    size_t nparts;
    struct tables *tables;
};

/* A finding at a cell of one of the sets; say the sentence with finding_say. */
struct finding *across_fault(struct across *a, enum rule rule, const struct obs *at);

/* At the total of everything. */
bool all_total(const struct ref *ref, const struct obs *o);
/* The first time that a rule speaks of a total which several tables share: of its quantity, area,
 * period and sex. */
bool across_first(struct across *a, enum rule rule, const struct obs *total);

/* A number in a sentence. */
struct figure {
    char text[NUM_MAX + 1];
};
struct figure figure_of(double value, unsigned places);
struct figure figure_at(const struct obs *o); /* as it was given */
struct figure factor_of(double factor);       /* 1.3, 12, 1000: two digits */

/* The period of a table as text. */
struct figure period_of(const struct table_span *t);

const char *indicator_of(const struct across *a, const struct table_span *t);

/* The first cell that is a figure of the set that is checked; NULL where there is none. */
const struct obs *table_first(const struct table_span *t);
/* The figure with these codes; NULL where there is none. */
const struct obs *table_find(const struct table_span *t, uint16_t classif1, uint16_t classif2,
                             uint16_t sex);

void across_ties(struct across *a);     /* X101-X103, X105: totals, subsets */
void across_apart(struct across *a);    /* X104: a stock that repeats a flow */
void across_mirror(struct across *a);   /* M101 */
void across_details(struct across *a);  /* T106-T108: versions of one table, lonely totals */
void across_partners(struct across *a); /* C114, C115, H108: countries that are there or not */
void across_series(struct across *a);   /* H101-H107: through time */
void across_revised(struct across *a);  /* H109: other than what was accepted */

#endif
