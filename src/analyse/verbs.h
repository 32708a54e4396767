/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Questions of one line that end in a sentence: the largest, shares of a whole, growth, per head. Each answer
 * has beside it the figures that it was made of, and says why where there is none.
 *
 *     struct verb verbs[] = {{.kind = VERB_SHARE, .by = DIM_CLASSIF1}, {.kind = VERB_TOP, .by = DIM_CLASSIF1, .n = 5}};
 *     struct verb_result r;
 *     verb_run(&r, &arena, &slice, verbs, 2, &populations, &err);        the five largest shares
 *     for (size_t i = 0; i < r.n; i++)
 *         r.v[i].rank, r.v[i].value, r.v[i].unit, r.v[i].of
 *
 * At most one of share, growth and per capita, then `top`. A figure that a verb could not be
 * done with stays in the answer, without a value and with the reason.
 *
 *     top N        the N largest of the last period of each group, the group being all that has the other
 *                  parts of the key in common. Totals, rests ("other countries") and groups of countries are
 *                  not ranked, since they contain others; nor is what has no value
 *     share        100 * x / total, per cent: of the total of the dimension for the same key and period, as it
 *                  was reported by the same source; never a sum made here
 *     growth       100 * (x / x0 - 1), per cent, x0 being the last figure before; with `average` of each series
 *                  from its first to its last figure, of a year: 100 * ((x / x0)^(1 / years) - 1) (the
 *                  compound annual rate). None from zero, over a break (status B), a change of source
 *                  or of the definition of migrants
 *     per capita   x / population * 1000, per 1,000 inhabitants of the area in the same year and, where the
 *                  population has it, of the same sex. No year is taken for another */
#ifndef ANALYSE_VERBS_H
#define ANALYSE_VERBS_H

#include "base/err.h"
#include "model/slice.h"

enum verb_kind { VERB_TOP, VERB_SHARE, VERB_GROWTH, VERB_PER_CAPITA, VERBS };
struct verb {
    enum verb_kind kind;
    enum dim_kind by; /* of top and share */
    uint32_t n;       /* of top */
    bool average;     /* of growth */
};
const char *verb_name(enum verb_kind kind); /* "per-capita" */
/* The verb called so; VERBS when none is. */
enum verb_kind verb_find(struct str name);
/* "100 * x / total" */
const char *verb_formula(const struct verb *verb);

struct verb_row {
    uint32_t series, obs;  /* of the slice's cube */
    uint32_t rank;         /* from 1 within its group; 0: not ranked */
    double value;          /* NaN: see `why` */
    unsigned decimals;
    const char *unit;      /* as ref's units have it, "PT"; of per capita "per 1,000" */
    double of;             /* the total, earlier figure or population that it was made with; NaN: none */
    uint16_t of_period;    /* of an earlier figure; 0: there is none */
    struct str of_source;  /* of a population: "AA:957", or of a collection "UNDESA_IMS 2017"; else empty */
    const char *why;       /* why there is no value: a key of web/text; NULL */
};

struct verb_result {
    struct verb_row *v;    /* ranked ones by group and rank, else in the slice's order */
    size_t n;
    size_t unranked;       /* left out of a ranking, since they have no value */
};

/* Where populations are: cubes with MST_TPOP_SEX_MIG_NB, of which the total of all inhabitants is taken, with the
 * same ref as the slice. The first that has one of the area, sex and year counts. */
struct populations {
    const struct cube *const *v;
    size_t n;
};

/* ERR_USAGE where a verb does not fit: a dimension that the flow does not
 * have or that has no total, a rate that is to be a share or per head. */
int verb_run(struct verb_result *out, struct arena *arena, const struct slice *slice, const struct verb *verbs,
             size_t n, const struct populations *populations, struct err *err);

#endif
