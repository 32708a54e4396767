/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A change that would mend broken sums (check/propose.c): the product proposes, the country
 * confirms, and nothing is changed by itself. Of several for one finding each would do alone;
 * the most plausible is the first.
 *
 * As text, for the base and for the hidden column of a returned workbook, a proposal is a line:
 *
 *     two digits exchanged<tab>MST_NCTE_SEX_CCT_NB|MYS|SEX_T|CCT_CTZ_IDN||2010|4.381|4.831<tab>
 *     T102|MST_NCTE_SEX_CCT_NB|SEX_T|CCT_CTZ_TOTAL|
 *
 * (without the break): its cause, its cells in eight fields each, the sums that hold then in five. */
#ifndef MODEL_PROPOSAL_H
#define MODEL_PROPOSAL_H

#include "base/arena.h"
#include "base/buf.h"

struct proposal {
    const struct proposal_cell {
        struct str indicator, area, sex, classif[2], period, from, to;
    } *cells;
    unsigned ncells;
    struct str cause; /* "two digits exchanged" */
    const struct proposal_sum { /* a sum that holds then, by its rule and total */
        struct str rule; /* "T101" */
        struct str indicator, sex, classif[2];
    } *restores;
    unsigned nrestores;
};

enum { PROPOSALS_MAX = 64, PROPOSAL_CELLS_MAX = 1000 };

/* One line for each, parted by line feeds. */
void proposals_put(struct buf *out, const struct proposal *v, unsigned n);

/* The same back; the texts are of `text`. What is no proposal is left out, so that a line that
 * somebody wrote into costs no more than itself. At most PROPOSALS_MAX. */
unsigned proposals_parse(const struct proposal **out, struct arena *arena, struct str text);

/* The cells alone, with a | between all fields; parse gives the number, 0 when it is none. */
void proposal_cells_put(struct buf *out, const struct proposal *p);
unsigned proposal_cells_parse(const struct proposal_cell **out, struct arena *arena, struct str text);

#endif
