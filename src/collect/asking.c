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

void asking_rank(struct asked_table *out, const uint32_t *known, uint32_t n, unsigned nyears)
{
    uint32_t at = 0;
    assert(nyears > 0 && nyears <= ASKING_YEARS_MAX);
    for (int why = ASKED_MISSING; why <= ASKED_KNOWN; why++)
        for (uint32_t i = 0; i < n; i++) {
            unsigned missing = nyears - (unsigned)__builtin_popcount(known[i]);
            enum why_asked is = missing == nyears ? ASKED_MISSING : missing ? ASKED_PARTIAL : ASKED_KNOWN;
            if ((int)is == why)
                out[at++] = (struct asked_table){i, missing, is};
        }
}

const char *why_asked_name(enum why_asked why)
{
    static const char *const names[] = {"missing", "partial", "known"};
    return names[why];
}
