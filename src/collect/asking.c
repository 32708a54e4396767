/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/asking.h"

#include "model/period.h"

#include <math.h>

uint32_t asking_years(const struct block_view *v, int first, int last)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < v->nobs; i++) {
        int year = period_year(v->period[i]);
        if (year >= first && year <= last && year - first < ASKING_YEARS_MAX && !isnan(v->value[i]))
            known |= (uint32_t)1 << (year - first);
    }
    return known;
}

/* Behind all that are asked before it; of two alike the first comes first. */
static void put_ranked(struct asked_table *out, uint32_t n, struct asked_table t, const unsigned *cost)
{
    uint32_t at = n;
    for (; at > 0; at--) {
        const struct asked_table *before = &out[at - 1];
        if (before->why < t.why || (before->why == t.why && (!cost || cost[before->index] <= cost[t.index])))
            break;
        out[at] = *before;
    }
    out[at] = t;
}

void asking_rank(struct asked_table *out, const uint32_t *known, const unsigned *cost, uint32_t n, unsigned nyears)
{
    assert(nyears > 0 && nyears <= ASKING_YEARS_MAX);
    for (uint32_t i = 0; i < n; i++) {
        unsigned missing = nyears - (unsigned)__builtin_popcount(known[i]);
        enum why_asked why = missing == nyears ? ASKED_MISSING : missing ? ASKED_PARTIAL : ASKED_KNOWN;
        put_ranked(out, i, (struct asked_table){i, missing, why}, cost);
    }
}

const char *why_asked_name(enum why_asked why)
{
    static const char *const names[] = {"missing", "partial", "known"};
    return names[why];
}
