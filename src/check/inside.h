/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of this module share: one question table under check. */
#ifndef CHECK_INSIDE_H
#define CHECK_INSIDE_H

#include "check/check.h"

struct table_check {
    struct finding_list *findings;
    const struct ref *ref;
    struct obs_set *set;
    const struct indicator *indicator;
    struct obs *cells; /* of one question table: by classif1, classif2, sex */
    size_t n;
    unsigned places;   /* the decimals that at least half the figures have */
};

/* A finding at a cell; say the sentence with finding_say. */
struct finding *check_fault(struct table_check *t, enum rule rule, const struct obs *at);

/* A figure that takes part in sums. */
bool check_counts(const struct obs *o);

/* The decimals with which a figure was given (check/check.h). */
unsigned check_places(const struct table_check *t, const struct obs *o);

void check_sex_sums(struct table_check *t);
void check_part_sums(struct table_check *t, unsigned slot);

#endif
