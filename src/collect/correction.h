/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Small corrections of what was received: some cells of its question tables, changed, as a file that
 * is submitted like any other.
 *
 *     struct correction c;
 *     correction_parse(&c, ref, STR("MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2014=933.89"), &err);
 *     correction_apply(&set, &c, 1, ref, &err);       set: the question tables, whole
 *     correction_write(&csv, ref, &set, NULL, 0);
 *
 * A change is KEY=VALUE. The key is INDICATOR/AREA.CODES/PERIOD, its codes as many as the table has
 * and in any order; /SOURCE behind the period where two sources gave that table. The value is
 *
 *     12.3       a figure; the status stays, unless it said why there was none
 *     12.3/B     a figure and a status        12.3/    a figure without a status
 *     /B         the figure stays, with another status
 *     N          a status that says why there is no figure
 *
 * The file has the layout of ILOSTAT's bulk files. Read again it gives the cells of the tables as they
 * were, but for those changed; what repeated another cell is left out. */
#ifndef COLLECT_CORRECTION_H
#define COLLECT_CORRECTION_H

#include "model/obs.h"
#include "model/proposal.h"

enum { CORRECTIONS_MAX = 1000 };

struct correction {
    uint16_t indicator, area, sex, classif[2], period;
    struct str source; /* empty: the only one that there is */
    struct str value;  /* as above */
    struct str from;   /* of a proposal: the figure that it is about */
    bool proposed;
};

/* ERR_USAGE with what would be right. Texts are of `text`. */
int correction_parse(struct correction *out, const struct ref *ref, struct str text, struct err *err);

/* A cell of a proposal, of the source of its finding. Texts are of the cell's. */
int correction_of_proposal(struct correction *out, const struct ref *ref, const struct proposal_cell *cell,
                           struct str source, struct err *err);

/* Changes cells, or adds one to a table that is there. All or none: ERR_USAGE where there is no such
 * table or a cell is to become two things, ERR_STATE where a proposal is about another figure. */
int correction_apply(struct obs_set *set, const struct correction *v, size_t n, const struct ref *ref,
                     struct err *err);

/* What stood in a cell that could not be read, by its index in the set, so that it is not lost. */
struct correction_unread {
    size_t obs;
    struct str text;
};
void correction_write(struct buf *out, const struct ref *ref, const struct obs_set *set,
                      const struct correction_unread *unread, size_t nunread);

#endif
