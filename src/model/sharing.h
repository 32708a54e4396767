/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who may see which figures of a country, as its law has it. A rule limits the figures of a country,
 * or of one of its tables, sources or spans of years, to an audience, for ever or until a day. What
 * no rule limits is public.
 *
 *     struct sharing_rule rules[] = {{.area = STR("KHM"), .indicator = STR("MST_TEMP_SEX_CCT_NB"),
 *                                     .first_year = 2020, .audience = AUDIENCE_MEMBERS,
 *                                     .until = STR("2027-01-01")}};
 *     sharing_audience(rules, 1, STR("KHM"), STR("MST_TEMP_SEX_CCT_NB"), STR("BA:741"),
 *                      period_make(2021, 0), STR("2026-06-01T00:00:00Z")) == AUDIENCE_MEMBERS
 *
 * Rules are about what was reported. What is derived is not matched by any: it is made, for each
 * audience, from what that one may see (collect/sharing.h).
 *
 * Days ("2027-01-01") and times ("2027-01-01T00:00:00Z") are compared as texts: a day begins before
 * every time in it. */
#ifndef MODEL_SHARING_H
#define MODEL_SHARING_H

#include "model/role.h"

struct sharing_rule {
    struct str area, indicator, source; /* indicator, source empty: all */
    int first_year, last_year;          /* 0: open */
    enum audience audience;
    struct str until; /* the day from which on it does not hold any more; empty: for ever */
};

bool sharing_in_force(const struct sharing_rule *rule, struct str now);

/* Is the rule about this figure? `period` as in model/period.h: what it says of a year, it says of
 * the quarters and months of it. */
bool sharing_matches(const struct sharing_rule *rule, struct str area, struct str indicator,
                     struct str source, uint16_t period);

/* The strictest of the rules that are about the figure and in force at `now`. */
enum audience sharing_audience(const struct sharing_rule *rules, size_t n, struct str area,
                               struct str indicator, struct str source, uint16_t period,
                               struct str now);

#endif
