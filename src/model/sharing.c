/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/sharing.h"

#include "model/period.h"

bool sharing_in_force(const struct sharing_rule *rule, struct str now)
{
    return rule->until.len == 0 || str_cmp(now, rule->until) < 0;
}

bool sharing_matches(const struct sharing_rule *rule, struct str area, struct str indicator,
                     struct str source, uint16_t period)
{
    int year = period_year(period);
    return str_eq(rule->area, area) && (!rule->indicator.len || str_eq(rule->indicator, indicator)) &&
           (!rule->source.len || str_eq(rule->source, source)) &&
           (!rule->first_year || year >= rule->first_year) &&
           (!rule->last_year || year <= rule->last_year);
}

enum audience sharing_audience(const struct sharing_rule *rules, size_t n, struct str area,
                               struct str indicator, struct str source, uint16_t period,
                               struct str now)
{
    enum audience strictest = AUDIENCE_PUBLIC;
    for (size_t i = 0; i < n; i++)
        if (rules[i].audience > strictest && sharing_in_force(&rules[i], now) &&
            sharing_matches(&rules[i], area, indicator, source, period))
            strictest = rules[i].audience;
    return strictest;
}
