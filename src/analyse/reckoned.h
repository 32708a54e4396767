/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A number that is said of a release, and how it was made of the release's figures: what it takes to compute it again.
 *
 *     struct reckoned r = reckoned_share(cube, &arena, part, whole);     r.value is 100 * part / whole
 *     reckoned_of(&out, cube, &r);      "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014 ..."
 *
 *     figure          x                         of one figure
 *     sum             x1 + x2 + ...
 *     difference      x1 - x2
 *     share           100 * x1 / x2             per cent; of more than two, 100 * (x1 + ... + x(n-1)) / xn
 *     ratio           x1 / x2
 *     growth          100 * (x1 / x2 - 1)       per cent, x2 the earlier
 *     average_growth  100 * ((x1 / x2)^(1 / years between) - 1)   per cent a year (compound)
 *     count           how many figures stand behind it
 *     coverage        of question tables: data-of says which, "countries=KHM years=2015-2024 cover=reported,partial";
 *                     `share` in front makes it a per cent of all that is not "not applicable"
 *
 * All in the unit of the figures (thousands of persons), unless `scale` says otherwise. */
#ifndef ANALYSE_RECKONED_H
#define ANALYSE_RECKONED_H

#include "model/cube.h"

enum reckoning {
    RECKONED_FIGURE, RECKONED_SUM, RECKONED_DIFFERENCE, RECKONED_SHARE, RECKONED_RATIO, RECKONED_GROWTH,
    RECKONED_AVERAGE_GROWTH, RECKONED_COUNT, RECKONED_COVERAGE, RECKONINGS
};
const char *reckoning_name(enum reckoning how); /* "average_growth" */

struct reckoned {
    enum reckoning how;
    double value;          /* never NaN in what is said */
    double scale;          /* of what is shown: 1, or 1000 where thousands are shown as persons */
    unsigned decimals;     /* of what is shown */
    bool percent;          /* shown with the sign or word of the language */
    const uint32_t *obs;   /* of the cube, in the order of the formula */
    uint32_t nobs;
    struct str of;         /* of RECKONED_COVERAGE */
};

/* "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014" of each figure, blanks between; or `of`. */
void reckoned_of(struct buf *out, const struct cube *cube, const struct reckoned *r);

struct reckoned reckoned_figure(struct arena *arena, const struct cube *cube, uint32_t obs);
/* Of `n` figures in the order of the formula; false where it cannot be: a figure is missing, a division by zero. */
bool reckoned_make(struct reckoned *out, struct arena *arena, const struct cube *cube, enum reckoning how,
                   const uint32_t *obs, uint32_t n);

#endif
