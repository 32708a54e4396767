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
 * What measures are a side of what is data (model/mirrored.h): data/tables/mirror.csv has for each measure its
 * side, kind, criterion, population, and concept of time, and data/tables/ties.csv which are mirrors of each
 * other. Texts in what comes back are borrowed from the reference data, the cube and the collections.
 *
 *     difference   what the destination says less what the origin says, in the unit of the figures
 *     ratio        the destination's figure by the origin's
 *     asymmetry    |d - o| / ((d + o) / 2), from 0 to 2; NaN where both are 0 (doc/mirror.md has the source
 *                  of each formula)
 *
 * A partner that is not listed in a year may be inside "other countries", which is not zero: such a side has
 * a view without a figure that says so, with what "other countries" has. What is confidential is no figure. */
#ifndef ANALYSE_MIRROR_H
#define ANALYSE_MIRROR_H

#include "model/collection.h"
#include "model/mirrored.h"

enum { MIRROR_CEILING = 512 << 20 }; /* of an arena for all of this file */

struct mirror_view {
    enum mirror_side side;
    enum mirror_kind kind;
    uint16_t indicator, period;
    uint16_t place;             /* in mirror.csv: of a side the first is preferred */
    double value;               /* in the unit of the table, thousands of persons; NaN: in_rest, or a status says why */
    uint16_t sex;               /* what value is of: SEX_T, or the one sex that alone is given */
    bool summed;                /* value is women and men, since they are given without a total */
    double women, men;          /* NaN: not said */
    bool in_rest;               /* the partner is not listed: value is NaN, rest what "other countries" has */
    double rest;                /* NaN: none */
    bool carried;               /* value stands in the year before, too */
    char status;
    unsigned decimals;
    struct str source;          /* "AA:1421"; of a collection its code */
    const struct collection *collection; /* of SIDE_OTHER */
    struct str definition;      /* note T36 as text ("T36:3526"), where the figure says it; else empty */
    struct str reference;       /* note S3, the reference period, likewise */
    enum criterion criterion;   /* of the table, else as the definition says it; of a collection what that says */
    const char *population;     /* "all", "working_age", "employed": mirror.population.<it> in web/text; NULL of a
                                   collection, which says it in its own words */
    const char *time;           /* "point", "year": mirror.time.<it> */
};

/* Why two views may differ, the weightiest first: what follows from what is known of the two figures, nothing that
 * is guessed. Bits; mirror.reason.<name> in web/text says each. */
enum mirror_reason {
    REASON_POPULATION,  /* not the same population: all ages and employed persons */
    REASON_CRITERION,   /* birth and citizenship */
    REASON_DEFINITION,  /* who counts as a migrant is said otherwise, or not at all */
    REASON_SOURCE,      /* a census or survey and administrative records */
    /* a register counts only who is registered: no irregular migrants; and who left may stay in it */
    REASON_REGISTER,
    REASON_ABROAD,      /* the origin's household survey or census knows only those of whom somebody at home tells */
    REASON_TIME,        /* a quarter beside a year; other reference periods (S3) */
    REASON_SEX,         /* one is of one sex only */
    REASON_REST,        /* one side does not list the other country: it may be in "other countries" */
    REASON_STATUS,      /* an estimate, provisional or unreliable figure */
    REASON_ROUNDING,    /* no more apart than figures of these decimals may be */
    REASON_CARRIED,     /* the same figure as the year before */
    MIRROR_REASONS
};
const char *mirror_reason_name(enum mirror_reason reason); /* "population" */
#define MIRROR_SAYS_LESS "EFPUSMIZ" /* statuses that are REASON_STATUS */

/* Two views of measures that are mirrors of each other. Of one period; a stock of a year also with the last quarter
 * or month of that year where nothing is said of the year. Where a side lists the other country only as one of
 * "other countries" there is nothing to compare: difference, ratio and asymmetry are NaN. */
struct mirror_pair {
    uint32_t origin, destination; /* views */
    uint16_t period;              /* the year where they differ */
    uint16_t sex;                 /* what is compared: SEX_T, or the one sex that both say where one says no total */
    double from_origin, from_destination; /* the figures that are compared */
    double difference, ratio, asymmetry;
    uint32_t reasons;             /* bits of enum mirror_reason */
};

/* Of a side in a year where several sources, measures or collections say something of women and men together. */
struct mirror_interval {
    enum mirror_side side;
    enum mirror_kind kind;
    uint16_t period;
    double low, high;
    unsigned n; /* views */
};

struct corridor {
    uint16_t origin, destination;
    struct mirror_view *v;          /* by period, kind, side, place; of collections as they were handed in */
    size_t n;
    struct mirror_pair *pairs;      /* by period, kind, views: the first of a period and kind is the preferred one */
    size_t npairs;
    struct mirror_interval *intervals; /* by period, kind, side */
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

/* |d - o| / ((d + o) / 2); NaN where both are 0 or one is NaN. */
double mirror_asymmetry(double o, double d);

/* All corridors at once, to sum over. What of a side is taken where it says several things: the measure that
 * comes first in mirror.csv, women and men together, of whole years. */
struct mirror_matrix {
    enum mirror_kind kind;
    uint16_t period;
    const uint16_t *areas;  /* rows (origins) and columns (destinations) */
    uint32_t n;
    double *origin, *destination, *other; /* n * n each; NaN: nothing is said */
    uint8_t *decimals;      /* n * n: the most that a figure of the cell has */
    uint16_t *periods;      /* n * n: of the cell; 0: nothing is said */
    uint16_t *indicators[2]; /* n * n: of the figures of the origin, of the destination; 0: none */
    bool *rest[2];          /* n * n: the side says nothing of the other country, and in that year it may be in its
                               "other countries" */
};
/* `areas` of which; NULL: the members of the region. `period` 0: at each corridor the latest of which both sides
 * say something, else the latest of which one does, else that of which others do. */
void mirror_matrix(struct mirror_matrix *out, struct arena *arena, const struct mirror_from *from,
                   enum mirror_kind kind, uint16_t period, const uint16_t *areas, uint32_t n);

/* Of each corridor, kind and year that both sides speak of: the pair that comes first in mirror.csv. For the
 * list of all; 232 x 232 countries over 30 years take less than a second. By origin, destination, kind, period.
 * NULL where there are more than the arena has room for. */
struct mirror_line {
    uint16_t origin, destination, period;
    uint16_t indicators[2]; /* of the origin, of the destination; 0 where it says nothing */
    uint8_t decimals;
    bool rest[2];           /* as in a matrix */
    enum mirror_kind kind;
    double from_origin, from_destination, difference, ratio, asymmetry;
};
const struct mirror_line *mirror_all(size_t *n, struct arena *arena, const struct mirror_from *from);
/* The corridors of a matrix of which a side says something, one side alone included; the largest first. */
const struct mirror_line *mirror_listed(size_t *n, struct arena *arena, const struct mirror_matrix *m);

/* A country's asymmetry: over the corridors that both sides speak of, each in its latest year among the lines,
 * |d - o| summed by half of (d + o) summed. By area, kind, as origin and as destination. */
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
