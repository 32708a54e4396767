/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A number that is said of a release, and how it was made of the release's figures: what it takes to compute it again.
 *
 *     struct reckoned r;
 *     if (reckoned_make(&r, &arena, cube, RECKONED_SHARE, (uint32_t[]){part, whole}, 2)) r.value is 100 * part / whole
 *     reckoned_of(&out, cube, &r);      "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014 ..."
 *
 *     figure          x                         of one figure
 *     sum             x1 + x2 + ...
 *     difference      x1 - x2
 *     share           100 * x1 / x2             per cent; of more than two, 100 * (x1 + ... + x(n-1)) / xn
 *     ratio           x1 / x2
 *     growth          100 * (x1 / x2 - 1)       per cent, x2 the earlier
 *     average_growth  100 * ((x1 / x2)^(1 / years between) - 1)   per cent a year (compound)
 *     asymmetry       2 * (|x1 - x2| + |x3 - x4| + ...) / (x1 + x2 + x3 + x4 + ...)    of pairs (analyse/mirror.h)
 *     count           how many figures stand behind it
 *     coverage        of question tables: data-of says which, "countries=KHM years=2015-2024 cover=reported,partial";
 *                     `share` in front makes it a per cent of all that is not "not applicable"
 *     listing         of the rows that a command lists of the release (with --json, or --format csv; `query` as
 *                     SDMX-CSV) how many fulfil each condition of data-of, "coverage gaps --years 2015-2024
 *                     effort=tabulate"
 *
 * A condition is "column=value,value": one of these; "column=*": not empty; "column=": empty; "column=BA:*": what
 * begins so; "column!=value,value": none of these; "a=b|c=d": one of both. What stands in values is encoded as in
 * addresses (reckoned_word). One word in front counts something else than rows:
 *
 *     each:ref_area,source     how many different ones there are
 *     sum:gaps                 what the column comes to
 *     share:points,points.max  100 * sum / sum
 *     years:TIME_PERIOD        how many different years
 *     age:TIME_PERIOD          years from the newest one to the release's
 *
 * Figures of a collection of others (model/collection.h) have its name in front,
 * "UNDESA_IMS@2019/MNA_TPOP.../MMR.A../2019".
 *
 * All in the unit of the figures (thousands of persons), unless `scale` says otherwise. Figures that are added,
 * subtracted or divided must have one unit, and money must be of one country. A growth has the later figure first.
 *
 * What is shown is reckoned_shown: value * scale; where `digits` is not 0 rounded to so many significant digits, but
 * never finer than to ones (933.890 thousand: 934,000; 12.345 thousand: 12,300; 0.0873 thousand: 87); then `decimals`
 * places. */
#ifndef ANALYSE_RECKONED_H
#define ANALYSE_RECKONED_H

#include "base/buf.h"
#include "model/collection.h"

enum reckoning {
    RECKONED_FIGURE, RECKONED_SUM, RECKONED_DIFFERENCE, RECKONED_SHARE, RECKONED_RATIO, RECKONED_GROWTH,
    RECKONED_AVERAGE_GROWTH, RECKONED_ASYMMETRY, RECKONED_COUNT, RECKONED_COVERAGE, RECKONED_LISTING, RECKONINGS
};
const char *reckoning_name(enum reckoning how); /* "average_growth" */

struct reckoned {
    enum reckoning how;
    double value;          /* never NaN in what is said */
    double scale;          /* of what is shown: 1, or 1000 where thousands are shown as persons */
    unsigned decimals;     /* of what is shown */
    unsigned digits;       /* of what is shown those that count, the others 0; 0: all do */
    bool percent;          /* shown with the sign or word of the language */
    const uint32_t *obs;   /* of the cube, in the order of the formula */
    uint32_t nobs;
    const struct collection *other; /* whose figures they are; NULL: the release's */
    struct str of;         /* of RECKONED_COVERAGE and RECKONED_LISTING */
};

/* "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014" of each figure, blanks between; or `of`. */
void reckoned_of(struct buf *out, const struct cube *cube, const struct reckoned *r);
/* A name as a word of `of`: "July%202014". */
struct str reckoned_word(struct arena *arena, struct str name);

struct reckoned reckoned_figure(struct arena *arena, const struct cube *cube, uint32_t obs);
struct reckoned reckoned_other(struct arena *arena, const struct collection *other, uint32_t obs);
struct reckoned reckoned_listing(double value, struct str of);
/* Of `n` figures in the order of the formula; false where it cannot be: a figure is missing, a division by zero. */
bool reckoned_make(struct reckoned *out, struct arena *arena, const struct cube *cube, enum reckoning how,
                   const uint32_t *obs, uint32_t n);
/* Thousands of persons as persons, of three digits that count; what is not counted in thousands stays as it is. */
void reckoned_persons(struct reckoned *r, const struct cube *cube);
/* The number that is written, of r->decimals places. */
double reckoned_shown(const struct reckoned *r);

/* The series that an observation belongs to, and the flow of a series. */
uint32_t reckoned_series(const struct cube *cube, uint32_t obs);
const struct cube_flow *reckoned_flow(const struct cube *cube, uint32_t series);

#endif
