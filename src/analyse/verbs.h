/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Questions in one line that end in a sentence: the largest, shares of a whole, growth, per head. Each
 * answer has beside its figure the figures that it was made of and the formula, and says where it cannot be made.
 *
 *     struct verb v = {.kind = VERB_TOP, .n = 5, .by = DIM_CLASSIF1};
 *     struct verb_result r;
 *     verb_run(&r, &arena, &slice, &v, 1, population, &err);
 *
 * Verbs are put after one another: `--share --top 5` is the five largest shares.
 *
 *     top N        the N largest of the last period (or of `period`) by a dimension; totals, rests and groups
 *                  that contain others are not ranked; what is no figure is said and not ranked
 *     share        of the total of the dimension in the same key and period, per cent: 100 * x / total. The
 *                  total is the one that was reported, never a sum made here; without one there is no share
 *     growth       from the figure of the period before: 100 * (x / x0 - 1); over several years also the average
 *                  of a year, 100 * ((x / x0)^(1 / years) - 1). None over a break (status B), none from zero,
 *                  none over a change of source, and it is said which
 *     per capita   per 1,000 of the population of the area in the same year: x / population * 1000, of the
 *                  collection or table that `population` comes from; no year is taken for another */
#ifndef ANALYSE_VERBS_H
#define ANALYSE_VERBS_H

#include "base/err.h"
#include "model/collection.h"
#include "model/slice.h"

enum verb_kind { VERB_TOP, VERB_SHARE, VERB_GROWTH, VERB_PER_CAPITA, VERBS };
struct verb {
    enum verb_kind kind;
    uint32_t n;            /* top */
    enum dim_kind by;      /* top, share: the dimension */
    bool average;          /* growth: of a year, from the first to the last */
};

/* Where populations are: in thousands, of the area in the year (both sexes, or the sex asked for). */
struct verb_population {
    const struct cube *cube;              /* MST_TPOP_SEX_MIG: the total of all */
    const struct collection *collection;  /* NULL: what the country reported */
};

struct verb_row {
    uint32_t series;        /* of the slice's cube */
    uint16_t period;
    uint32_t rank;          /* from 1; 0: not ranked */
    double value;           /* NaN: see `why` */
    const char *unit;       /* "PS", "PT", ...: as model/ref.h's units; "per 1,000" of per capita */
    unsigned decimals;
    double of[2];           /* what it was made of: the figure, and the total, earlier figure or population */
    uint16_t of_period;     /* of growth: the earlier one */
    const char *why;        /* a key of web/text: why there is none; NULL */
};

struct verb_result {
    struct verb_row *v;
    size_t n;
    const char *formula[VERBS]; /* "100 * x / total": of each verb that was used, in their order */
    unsigned nformulas;
    uint32_t unranked;          /* without a figure, left out of a ranking */
};

/* ERR_USAGE where a verb does not fit: an unknown dimension, a share of a rate, a population for a rate. */
int verb_run(struct verb_result *out, struct arena *arena, const struct slice *slice, const struct verb *verbs,
             size_t nverbs, const struct verb_population *population, struct err *err);

#endif
