/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Both sides of a corridor: what the country of origin says of its nationals in another country, what that
 * country says of them, and what others say. The two sides never agree and none is corrected: every figure
 * stands with its definition, source, population and concept of time, and of each comparison it is said
 * why the two may differ.
 *
 *     struct corridor c;
 *     mirror_corridor(&c, &arena, &(struct mirror_from){ref, cube, others, nothers}, origin, destination);
 *     for (size_t i = 0; i < c.n; i++)     c.v[i]: a view, by year, kind, side
 *     for (size_t i = 0; i < c.npairs; i++) c.pairs[i]: two views that are compared
 *
 * What measures are a side of what is data: data/tables/mirror.csv has for each measure its side, kind,
 * population, and concept of time, and data/tables/ties.csv which are mirrors of each other.
 *
 *     difference   what the destination says less what the origin says, in the unit of the figures
 *     ratio        the destination's figure by the origin's
 *     asymmetry    |d - o| / ((d + o) / 2), from 0 to 2; NaN where both are 0 (doc/mirror.md has the source
 *                  of each formula)
 *
 * A partner that is not listed in a year may be inside "other countries", which is not zero: such a side has
 * a view without a figure that says so, with what "other countries" has. */
#ifndef ANALYSE_MIRROR_H
#define ANALYSE_MIRROR_H

#include "model/collection.h"

enum mirror_side { SIDE_ORIGIN, SIDE_DESTINATION, SIDE_OTHER, SIDES };
const char *mirror_side_name(enum mirror_side side); /* "origin" */
enum mirror_kind { MIRROR_STOCK, MIRROR_FLOW, MIRROR_RETURN, MIRROR_KINDS };
const char *mirror_kind_name(enum mirror_kind kind); /* "stock" */

struct mirror_view {
    enum mirror_side side;
    enum mirror_kind kind;
    uint16_t indicator, period;
    double value;               /* in thousands of persons; NaN: in_rest */
    double women, men;          /* NaN: not said */
    bool in_rest;               /* the partner is not listed: value is NaN, rest what "other countries" has */
    double rest;
    char status;
    unsigned decimals;
    struct str source;          /* "AA:1421"; of a collection its code */
    const struct collection *collection; /* of SIDE_OTHER */
    struct str definition;      /* note T36 as text ("T36:3526"), where the figure says it; else empty */
    enum criterion criterion;   /* of the table */
    const char *population;     /* "all", "working_age", "employed": mirror.population.<it> in web/text */
    const char *time;           /* "point", "year": mirror.time.<it> */
};

/* Why two views may differ. Bits; mirror.reason.<name> in web/text says each. */
enum mirror_reason {
    REASON_POPULATION,  /* not the same population: all ages and employed persons */
    REASON_CRITERION,   /* birth and citizenship */
    REASON_DEFINITION,  /* who counts as a migrant is said otherwise, or not at all */
    REASON_SOURCE,      /* a census or survey and administrative records */
    REASON_REGISTER,    /* a register counts only who is registered: no irregular migrants; and who left may stay in it */
    REASON_ABROAD,      /* the origin's household survey or census knows only those of whom somebody at home tells */
    REASON_TIME,        /* a stock at one day and one over a year; a neighbouring year */
    REASON_SEX,         /* one is of one sex only */
    REASON_REST,        /* part of it may be in "other countries" of one side */
    REASON_STATUS,      /* an estimate, provisional or unreliable figure */
    REASON_ROUNDING,    /* no more apart than figures of these decimals may be */
    REASON_CARRIED,     /* the same figure as the year before */
    MIRROR_REASONS
};
const char *mirror_reason_name(enum mirror_reason reason); /* "population" */

struct mirror_pair {
    uint32_t origin, destination; /* views */
    double difference, ratio, asymmetry;
    uint32_t reasons;             /* bits of enum mirror_reason */
};

/* Of a side in a year where several sources or measures say something. */
struct mirror_interval {
    enum mirror_side side;
    enum mirror_kind kind;
    uint16_t period;
    double low, high;
    unsigned n; /* views */
};

struct corridor {
    uint16_t origin, destination;
    struct mirror_view *v;          /* by period, kind, side, indicator */
    size_t n;
    struct mirror_pair *pairs;      /* of one period and kind; by period */
    size_t npairs;
    struct mirror_interval *intervals;
    size_t nintervals;
};

struct mirror_from {
    const struct ref *ref;
    const struct cube *cube;                   /* what countries report; NULL: nothing */
    const struct collection *const *others;    /* loaded with the same ref */
    size_t nothers;
};

void mirror_corridor(struct corridor *out, struct arena *arena, const struct mirror_from *from, uint16_t origin,
                     uint16_t destination);

/* All corridors at once, to sum over. What of a side is taken where it says several things: the measure that
 * comes first in mirror.csv. */
struct mirror_matrix {
    enum mirror_kind kind;
    uint16_t period;
    const uint16_t *areas;  /* rows (origins) and columns (destinations) */
    uint32_t n;
    double *origin, *destination, *other; /* n * n each; NaN: nothing is said */
};
/* `areas` of which; NULL: the members of the region. `period` 0: the latest at each corridor. */
void mirror_matrix(struct mirror_matrix *out, struct arena *arena, const struct mirror_from *from,
                   enum mirror_kind kind, uint16_t period, const uint16_t *areas, uint32_t n);

/* Of each corridor, kind and year that both sides speak of: the pair that comes first in mirror.csv. For the
 * list of all; 232 x 232 countries over 30 years take less than a second. */
struct mirror_line {
    uint16_t origin, destination, period;
    enum mirror_kind kind;
    double from_origin, from_destination, difference, ratio, asymmetry;
};
const struct mirror_line *mirror_all(size_t *n, struct arena *arena, const struct mirror_from *from);

/* A country's asymmetry: over the corridors that both sides speak of, |d - o| summed by half of (d + o) summed. */
struct mirror_asymmetry {
    uint16_t area;
    enum mirror_kind kind;
    bool as_origin;
    uint32_t ncorridors;
    double said, mirrored;  /* what it says, what its partners say */
    double asymmetry;
};
const struct mirror_asymmetry *mirror_asymmetries(size_t *n, struct arena *arena, const struct mirror_line *lines,
                                                  size_t nlines);

#endif
