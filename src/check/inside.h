/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of this module share: one question table under check. */
#ifndef CHECK_INSIDE_H
#define CHECK_INSIDE_H

#include "check/check.h"

#include <math.h>

/* The sums of a table while they are compared once more, to see which cells tie each other:
 * the same code that finds a broken sum says what it consists of (check/propose.c). */
struct sum_terms {
    const struct obs **terms; /* of all sums, one behind the other; the total is among them */
    size_t n, size;
    struct seen_sum {
        size_t first, n;
        const struct obs *total;
        enum rule rule;
        double tolerance;
        bool most;   /* the parts may be below the total */
        bool unsure; /* groups of countries of which it is not known whether they are in it */
        bool said;   /* it is broken, and a finding says so */
    } *sums;
    size_t nsums, sums_size;
    size_t open; /* where the terms of the sum in the making begin */
};

struct table_check {
    struct finding_list *findings;
    const struct ref *ref;
    struct obs_set *set;
    const struct indicator *indicator;
    struct obs *cells; /* of one question table: by classif1, classif2, sex */
    size_t n;
    unsigned places;   /* the decimals that at least half the figures have */
    struct sum_terms *seen; /* NULL: broken sums are said; else all are kept here, none is said */
};

/* A finding at a cell; say the sentence with finding_say. */
struct finding *check_fault(struct table_check *t, enum rule rule, const struct obs *at);

/* A figure that takes part in sums. */
static inline bool check_counts(const struct obs *o) { return !o->set_aside && !isnan(o->value); }

/* The order of cells within a table, and what makes them the same cell in another. */
static inline uint64_t cell_rank(const struct obs *o)
{
    return (uint64_t)o->classif[0] << 32 | (uint64_t)o->classif[1] << 16 | o->sex;
}

/* The decimals with which a figure was given (check/check.h). */
unsigned check_places(const struct table_check *t, const struct obs *o);

/* Half a unit of the last place with which a figure was given. */
double check_half(const struct table_check *t, const struct obs *o);

void sum_terms_add(struct sum_terms *s, const struct obs *o);
void sum_terms_close(struct sum_terms *s, struct seen_sum sum); /* its first and n are set here */

void check_sex_sums(struct table_check *t);
void check_part_sums(struct table_check *t, unsigned slot);

struct tables;

/* Proposals for what the findings say of broken sums, of all tables that are marked as broken. */
void check_propose(const struct tables *tables);

#endif
