/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the data of a release say, in sentences: each has the figures that it was made of. A sentence that the data do
 * not support is not made: no trend over a break, a change of source or of the definition of migrants, no comparison of
 * different years, populations or criteria without saying so, no share of a total that was not reported, no rank among
 * fewer than three countries.
 *
 *     struct highlights h;
 *     highlights_make(&h, &arena, &(struct highlight_from){.cube = cube, .coverage = coverage});
 *     for (size_t i = 0; i < h.n; i++)
 *         h.v[i].key, h.v[i].args ...         "highlight.rise": words of web/text with {placeholders}
 *
 * Pure. The kinds are a table (highlight.c): name, words, topic, weight, function. What else holds:
 *
 *     which table   that which answers the question best (analyse/profile.h)
 *     figures       none that is confidential, unreliable, not significant or a forecast
 *     trends        up to ten years back, from the newest figure as far as all between can be compared; of a stock that
 *                   doubles or halves within a year none, since then who is counted has most likely changed
 *     shares        of at least 100 persons, of a total of the same source and definition
 *     the largest   only where what is not listed could not hold a larger one
 *     both sides    of a corridor where one is at least a quarter larger, each with what it counts
 *     of several countries   figures of one measure and year, added up where two report, ranked where three do
 *
 * Persons are counted singly, with three digits that count (reckoned_persons). */
#ifndef ANALYSE_HIGHLIGHT_H
#define ANALYSE_HIGHLIGHT_H

#include "analyse/coverage_growth.h"
#include "analyse/mirror.h"
#include "analyse/reckoned.h"

enum highlight_topic {
    HIGHLIGHT_STOCK,      /* migrants in the country */
    HIGHLIGHT_INFLOW,
    HIGHLIGHT_OUTFLOW,    /* nationals who leave */
    HIGHLIGHT_ABROAD,     /* nationals abroad */
    HIGHLIGHT_CORRIDORS,
    HIGHLIGHT_SECTORS,
    HIGHLIGHT_SKILLS,     /* occupation, education, earnings, unemployment */
    HIGHLIGHT_SEXES,
    HIGHLIGHT_COVERAGE,   /* what is known and missing */
    HIGHLIGHT_TOPICS
};
const char *highlight_topic_name(enum highlight_topic topic); /* "stock" */

/* What stands for a {placeholder}. */
enum highlight_arg_kind {
    ARG_NUMBER, ARG_AREA, ARG_CODE, ARG_PERIOD, ARG_MEASURE, ARG_AREAS,
    ARG_SOURCE, /* its type: "Population census" */
    ARG_MODULE, /* a part of the questionnaire */
    ARG_TEXT    /* a name that is the same in all languages: of a round, of the region */
};
struct highlight_arg {
    const char *name;
    enum highlight_arg_kind kind;
    struct reckoned number;    /* ARG_NUMBER */
    /* an area, a code, a period (model/period.h), an indicator, a source of the cube, a module */
    uint16_t index;
    const uint16_t *indexes;   /* ARG_AREAS: "Cambodia, Myanmar and Viet Nam" */
    uint32_t n;
    struct str text;           /* ARG_TEXT */
};

enum { HIGHLIGHT_ARGS = 10 };
struct highlight {
    const char *key;           /* of web/text: "highlight.rise"; kinds that say the same of other things share it */
    enum highlight_topic topic;
    uint16_t area;             /* 0: of the region */
    /* the other country of a corridor, or the table's indicator where that tells two apart; else 0 */
    uint16_t about;
    /* "stock_rise.THA", "corridor_sides.THA.MMR", "region_stock"; the same from release to release */
    struct str id;
    double weight;             /* how much it matters: the more the sooner in the summary */
    uint16_t indicator;        /* the table behind it; 0: none */
    struct highlight_arg args[HIGHLIGHT_ARGS];
    unsigned nargs;
};

struct highlights {
    struct highlight *v;       /* by topic, area, weight */
    size_t n;
};

struct highlight_from {
    const struct cube *cube;
    const struct coverage *coverage; /* NULL: nothing is said of it */
    /* of the rounds, for what there was after the last; NULL: nothing is said of it */
    const struct cover_growth *growth;
};
void highlights_make(struct highlights *out, struct arena *arena, const struct highlight_from *from);

/* Those of a topic (-1: all) and area (UINT16_MAX: all; 0: of the region), at most `most`, in order of weight; but what
 * is of the same topic or country as one before counts for less, so that a summary speaks of several. What is said of
 * a corridor of both its countries is taken once, and of several countries no level beside what has been said of it. */
size_t highlights_pick(const struct highlight **out, size_t most, const struct highlights *h, int topic, uint16_t area);

#endif
