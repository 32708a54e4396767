/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a round asks of a country first: tables of which no year asked has a figure yet, then those
 * that have some, then those that are all there; within each what is cheapest to fill first
 * (collect/filling.h), then as the questionnaire has them.
 *
 *     known[i] = asking_years(&block, 2023, 2025);       for each table asked
 *     cost[i] = filling_cost(&fillings, indicator);
 *     asking_rank(order, known, cost, n, 3);
 *     order[0] is the table to ask first
 *
 * What is known is what was accepted, of any source. */
#ifndef COLLECT_ASKING_H
#define COLLECT_ASKING_H

#include "model/block.h"

enum { ASKING_YEARS_MAX = 32 };

enum why_asked { ASKED_MISSING, ASKED_PARTIAL, ASKED_KNOWN };

struct asked_table {
    uint32_t index; /* of the table among those that were ranked */
    unsigned missing; /* how many of the years have no figure */
    enum why_asked why;
};

/* Bit i: the block has a figure of the year first + i, or of a part of it. */
uint32_t asking_years(const struct block_view *v, int first, int last);

/* out has n places; known as asking_years gives it, of nyears years; cost NULL: all cost the same. */
void asking_rank(struct asked_table *out, const uint32_t *known, const unsigned *cost, uint32_t n, unsigned nyears);

const char *why_asked_name(enum why_asked why); /* "missing": as the base keeps it */

#endif
