/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/sharing.h"

#include "model/period.h"
#include "test.h"

#define NOW "2026-06-01T12:00:00Z"

static enum audience of(const struct sharing_rule *rules, size_t n, const char *figure, const char *now)
{
    struct str part[4], rest = str_of(figure);
    for (int i = 0; i < 4; i++)
        CHECK(str_next(&part[i], &rest, ' '));
    return sharing_audience(rules, n, part[0], part[1], part[2], period_parse(part[3]), str_of(now));
}

TEST(sharing_without_a_rule_is_public)
{
    CHECK_INT(of(NULL, 0, "KHM A BA:1 2020", NOW), AUDIENCE_PUBLIC);
}

TEST(sharing_rule_is_about_its_scope_alone)
{
    const struct sharing_rule rule = {STR("KHM"), STR("A"), STR("BA:1"), 2019, 2021, AUDIENCE_OFFICE, STR("")};
    static const char *const inside[] = {"KHM A BA:1 2019", "KHM A BA:1 2020Q3", "KHM A BA:1 2021M12"};
    static const char *const outside[] = {"THA A BA:1 2020", "KHM B BA:1 2020", "KHM A BA:10 2020",
                                          "KHM A BA 2020", "KHM A BA:1 2018", "KHM A BA:1 2022",
                                          "KHM A BA:1 2018M12", "KHM A BA:1 2022Q1", "KH A BA:1 2020",
                                          "KHM AB BA:1 2020", "KHM  BA:1 2020"};
    for (size_t i = 0; i < ARRAY_LEN(inside); i++)
        CHECK_INT(of(&rule, 1, inside[i], NOW), AUDIENCE_OFFICE);
    for (size_t i = 0; i < ARRAY_LEN(outside); i++)
        CHECK_INT(of(&rule, 1, outside[i], NOW), AUDIENCE_PUBLIC);
}

TEST(sharing_open_scopes_take_all)
{
    struct sharing_rule rule = {.area = STR("KHM"), .audience = AUDIENCE_MEMBERS};
    CHECK_INT(of(&rule, 1, "KHM A BA:1 1900", NOW), AUDIENCE_MEMBERS);
    CHECK_INT(of(&rule, 1, "KHM Z AA:9 2899M12", NOW), AUDIENCE_MEMBERS);
    CHECK_INT(of(&rule, 1, "LAO Z AA:9 2000", NOW), AUDIENCE_PUBLIC);
    rule.first_year = 2010;
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2009", NOW), AUDIENCE_PUBLIC);
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2899", NOW), AUDIENCE_MEMBERS);
    rule.first_year = 0;
    rule.last_year = 2010;
    CHECK_INT(of(&rule, 1, "KHM A BA:1 1900", NOW), AUDIENCE_MEMBERS);
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2011", NOW), AUDIENCE_PUBLIC);
}

TEST(sharing_ends_with_the_day_before)
{
    const struct sharing_rule rule = {.area = STR("KHM"), .audience = AUDIENCE_MEMBERS,
                                      .until = STR("2027-01-01")};
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2020", "2026-12-31T23:59:59Z"), AUDIENCE_MEMBERS);
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2020", "2027-01-01T00:00:00Z"), AUDIENCE_PUBLIC);
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2020", "2027-01-01"), AUDIENCE_PUBLIC);
    CHECK_INT(of(&rule, 1, "KHM A BA:1 2020", "2028-01-01T00:00:00Z"), AUDIENCE_PUBLIC);
}

TEST(sharing_strictest_rule_in_force_wins_whatever_the_order)
{
    const struct sharing_rule rules[] = {
        {.area = STR("KHM"), .audience = AUDIENCE_MEMBERS},
        {.area = STR("KHM"), .indicator = STR("A"), .audience = AUDIENCE_OFFICE, .until = STR("2026-07-01")},
        {.area = STR("KHM"), .source = STR("BA:1"), .audience = AUDIENCE_MEMBERS}};
    struct sharing_rule turned[ARRAY_LEN(rules)];
    for (size_t i = 0; i < ARRAY_LEN(rules); i++)
        turned[i] = rules[ARRAY_LEN(rules) - 1 - i];
    const struct sharing_rule *const orders[] = {rules, turned};
    for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
        CHECK_INT(of(orders[i], 3, "KHM A BA:1 2020", NOW), AUDIENCE_OFFICE);
        CHECK_INT(of(orders[i], 3, "KHM B BA:1 2020", NOW), AUDIENCE_MEMBERS);
        CHECK_INT(of(orders[i], 3, "KHM A BA:1 2020", "2026-07-01T00:00:00Z"), AUDIENCE_MEMBERS);
        CHECK_INT(of(orders[i], 3, "THA A BA:1 2020", NOW), AUDIENCE_PUBLIC);
    }
}
