/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/expect.h"

#include "test.h"

#include <stdio.h>

static const char by_country[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2014";

TEST(check_repeated_cells)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_TOTAL 9", "K101@3");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_TOTAL 8", "K102@3");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_TOTAL 9.0", "K101@3");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL - N; SEX_T CCT_CTZ_TOTAL - C", "K101@3");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_TOTAL 8; SEX_T CCT_CTZ_TOTAL 9; "
                       "SEX_T CCT_CTZ_TOTAL 7", "K102@3 K101@4 K102@5");
    /* the first is used: its sum is right */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5; "
                       "SEX_M CCT_CTZ_TOTAL 50", "K102@5");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 50; "
                       "SEX_M CCT_CTZ_TOTAL 5", "T101@2 K102@5");
}

TEST(check_repeated_cells_are_set_aside)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, by_country,
              "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR 3; SEX_T CCT_CTZ_TOTAL 8");
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    CHECK_INT(set.n, 3); /* stays in the file */
    for (size_t i = 0; i < set.n; i++)
        CHECK_INT(set.v[i].set_aside, set.v[i].row == 4);
    char text[1100];
    memcpy(text, list.v[0].message.p, list.v[0].message.len + 1);
    CHECK(strstr(text, "line 2") && strstr(text, "9") && strstr(text, "8"));
    finding_list_release(&list);
    obs_set_release(&set);
}

/* A row that was set aside because it is unusable is no first value. */
TEST(check_unusable_first_cell_gives_way)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, by_country,
              "SEX_T CCT_CTZ_TOTAL -; SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_TOTAL 9");
    set.v[0].set_aside = 1; /* as the reader does with "n/a" */
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    unsigned used = 0;
    for (size_t i = 0; i < set.n; i++)
        used += !set.v[i].set_aside;
    CHECK_INT(used, 1);
    CHECK(!set.v[1].set_aside && set.v[1].row == 3);
    CHECK_INT(list.n, 1);
    CHECK(list.v[0].rule == RULE_REPEATED_SAME && list.v[0].row == 4);
    finding_list_release(&list);
    obs_set_release(&set);
}

TEST(check_periods)
{
    struct {
        const char *period, *findings;
    } years[] = {{"1980", ""}, {"1979", "P102@2"}, {"2026", ""}, {"2027", "P102@2"},
                 {"1979Q4", "P102@2"}, {"1980M01", ""}, {"2026M12", ""}, {"2899", "P102@2"}};
    for (size_t i = 0; i < ARRAY_LEN(years); i++) {
        char table[60];
        snprintf(table, sizeof table, "MST_NCTE_SEX_CCT_NB THA BA:741 %s", years[i].period);
        expect(table, "SEX_T CCT_CTZ_TOTAL 9", years[i].findings);
    }
    expect("MST_NCTE_SEX_CCT_NB THA BA:741 1979", "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR - N",
           "P102@2 P102@3"); /* each cell, figures or not */
}

TEST(check_negatives_and_percentages)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL -1", "V102@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL -0.0", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 1000000", "");
    expect("MST_EARA_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CIT_TOTAL -9500", "V102@2");
    static const char rate[] = "MST_TUNE_SEX_AGE_CCT_RT THA BA:741 2014";
    expect(rate, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 100", "");
    expect(rate, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 100.1", "V104@2");
    expect(rate, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL -0.1", "V102@2");
    expect(rate, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL - U", "");
}

TEST(check_of_nothing)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    CHECK_INT(list.n, 0);
    finding_list_release(&list);
    obs_set_release(&set);
}
