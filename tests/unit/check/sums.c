/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/expect.h"

#include "test.h"

static const char by_country[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2014";
static const char by_education[] = "MNA_OEMP_SEX_EDU_NB IDN BA:741 2014";
static const char by_activity[] = "MFL_NEMP_SEX_ECO_NB THA BA:741 2014";
static const char by_occupation[] = "MFL_NEMP_SEX_OCU_NB THA BA:741 2014";
static const char by_two[] = "MST_XWAP_SEX_AGE_CCT_NB THA BA:741 2014";
static const char sexless[] = "MST_TPOP_COU_NB THA BA:741 2014";

TEST(check_women_and_men_are_the_total)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5",
           "T101@2");
    expect(by_country, "SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5; SEX_T CCT_CTZ_TOTAL 6",
           "T101@4");
    /* in another row of the same table it is another sum */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_MMR 4; SEX_M CCT_CTZ_MMR 5; "
                       "SEX_T CCT_CTZ_MMR 20; SEX_T CCT_CTZ_X 1",
           "T102@2 T104@3 T104@4 T101@5");
}

/* Three figures of d decimals, each off by half a unit: 1.5 units in all. */
TEST(check_rounding_just_inside_and_just_outside)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 8; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 11; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5",
           "T101@2");
    expect(by_country,
           "SEX_T CCT_CTZ_TOTAL 0.902; SEX_F CCT_CTZ_TOTAL 0.4; SEX_M CCT_CTZ_TOTAL 0.5", "");
    expect(by_country,
           "SEX_T CCT_CTZ_TOTAL 1.002; SEX_F CCT_CTZ_TOTAL 0.4; SEX_M CCT_CTZ_TOTAL 0.5",
           "T101@2");
    expect(by_country,
           "SEX_T CCT_CTZ_TOTAL 0.901; SEX_F CCT_CTZ_TOTAL 0.400; SEX_M CCT_CTZ_TOTAL 0.500", "");
    expect(by_country,
           "SEX_T CCT_CTZ_TOTAL 0.902; SEX_F CCT_CTZ_TOTAL 0.400; SEX_M CCT_CTZ_TOTAL 0.500",
           "T101@2");
    /* four figures: two units */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 11; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 3; "
                       "SEX_O CCT_CTZ_TOTAL 2", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 3; "
                       "SEX_O CCT_CTZ_TOTAL 2", "T101@2");
    /* four parts and their total: two and a half */
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 38; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10", "");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 37; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10", "T102@2");
    /* parts: five of them, so (5 + 1) / 2 units; 3 is allowed, 4 is not */
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 53; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10; SEX_T EDU_AGGREGATE_X 10", "");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 47; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10; SEX_T EDU_AGGREGATE_X 10", "");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 54; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10; SEX_T EDU_AGGREGATE_X 10", "T102@2");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 46; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 10; SEX_T EDU_AGGREGATE_INT 10; "
                         "SEX_T EDU_AGGREGATE_ADV 10; SEX_T EDU_AGGREGATE_X 10", "T102@2");
}

/* A figure has the decimals that it shows, or those that at least half of its table show. */
TEST(check_rounding_of_figures_that_lost_their_zeros)
{
    /* one decimal among whole thousands is that of its own figure */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5; "
                       "SEX_F CCT_CTZ_X 0.1", "T102@3 T105@5");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10.1; SEX_T CCT_CTZ_MMR 5; SEX_T CCT_CTZ_LAO 4; "
                       "SEX_T CCT_CTZ_KHM 3; SEX_T CCT_CTZ_X 0", "");
    /* half a unit of each of five, one of them ten times finer: 2.05 */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10.0; SEX_T CCT_CTZ_MMR 5; SEX_T CCT_CTZ_LAO 4; "
                       "SEX_T CCT_CTZ_KHM 3; SEX_T CCT_CTZ_VNM 0", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9.9; SEX_T CCT_CTZ_MMR 5; SEX_T CCT_CTZ_LAO 4; "
                       "SEX_T CCT_CTZ_KHM 3; SEX_T CCT_CTZ_VNM 0", "T102@2");
    /* most have three: 12 is 12.000 */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4.125; "
                       "SEX_M CCT_CTZ_TOTAL 7.877", "T101@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4.125; "
                       "SEX_M CCT_CTZ_TOTAL 7.876", "");
    /* half of them is enough, zeros have no voice */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 7.998; "
                       "SEX_T CCT_CTZ_MMR 1.002; SEX_F CCT_CTZ_MMR 0; SEX_M CCT_CTZ_MMR 0.999",
           "T101@2 T101@5");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 7.998; "
                       "SEX_T CCT_CTZ_MMR 1; SEX_F CCT_CTZ_MMR 0; SEX_M CCT_CTZ_MMR 0.999", "");
    /* a table of nothing but zeros */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 0; SEX_F CCT_CTZ_TOTAL 0; SEX_M CCT_CTZ_TOTAL 0", "");
}

/* One of women and men above the total is wrong whatever the other is. */
TEST(check_one_sex_above_the_total)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 12", "T101@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_M CCT_CTZ_TOTAL 12; SEX_F CCT_CTZ_TOTAL - C",
           "T101@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 11", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_O CCT_CTZ_TOTAL 12", "T101@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 9; SEX_O CCT_CTZ_TOTAL 9",
           "T101@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 1; SEX_O CCT_CTZ_TOTAL 1", "");
}

/* What takes part in no sum is still no more than the total. */
TEST(check_nothing_is_above_its_total)
{
    expect(by_two,
           "SEX_T AGE_YTHADULT_YGE15 CCT_CIT_TOTAL 100; SEX_T AGE_YTHADULT_Y15-64 CCT_CIT_TOTAL "
           "90; SEX_T AGE_YTHADULT_Y15-24 CCT_CIT_TOTAL 150", "T102@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_USACAN 130", "T102@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_USACAN 101", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_USACAN 130; SEX_T CCT_CTZ_USA 30",
           "T102@2");
    /* said once, where the sum says it already */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_USACAN 130; SEX_T CCT_CTZ_MMR 30",
           "T102@2");
    expect(by_activity, "SEX_T ECO_AGGREGATE_TOTAL 60; SEX_T ECO_AGGREGATE_MANEL 70", "T102@2");
    /* some parts are missing, and still there is too much */
    expect(by_activity, "SEX_T ECO_SECTOR_TOTAL 60; SEX_T ECO_SECTOR_IND 70", "T102@2");
    /* under the total of another version */
    expect(by_occupation, "SEX_T OCU_ISCO08_TOTAL 30; SEX_T OCU_SKILL_L1 10; SEX_T OCU_SKILL_L2 25",
           "T102@2");
}

TEST(check_sex_total_missing)
{
    /* said once for the table, at the first cell in the order of the codes */
    expect(by_country, "SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5", "T105@3");
    expect(by_country, "SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5; SEX_F CCT_CTZ_MMR 1",
           "T105@3");
    expect(by_country, "SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5; SEX_T CCT_CTZ_X 1",
           "T105@2 T104@4");
    expect(by_country, "SEX_M CCT_CTZ_TOTAL 5", "T105@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL - C; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5",
           "T105@4");
    /* one of the two alone says nothing about the total */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_F CCT_CTZ_TOTAL 4", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL - C",
           "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 3; "
                       "SEX_O CCT_CTZ_TOTAL 2", "");
}

TEST(check_partial_lists_may_stay_below)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_LAO 10", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 90; SEX_T CCT_CTZ_LAO 20",
           "T102@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_X 10",
           "T102@2");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 70; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_X 10", "");
    expect(sexless, "COU_ORI_TOTAL 100; COU_ORI_MMR 60; COU_ORI_X 10", "T102@2");
    /* items: all but the rest given, and less than the total */
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 100; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 20; SEX_T EDU_AGGREGATE_INT 30; "
                         "SEX_T EDU_AGGREGATE_ADV 20", "T103@2");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 100; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 20; SEX_T EDU_AGGREGATE_INT 30; "
                         "SEX_T EDU_AGGREGATE_ADV 60", "T102@2");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 100; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 20", "");
    expect(by_education, "SEX_T EDU_AGGREGATE_TOTAL 100; SEX_T EDU_AGGREGATE_LTB 10; "
                         "SEX_T EDU_AGGREGATE_BAS 20; SEX_T EDU_AGGREGATE_INT 30; "
                         "SEX_T EDU_AGGREGATE_ADV 20; SEX_T EDU_AGGREGATE_X 20", "");
}

TEST(check_no_total)
{
    expect(by_country, "SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_LAO 10", "T104@3");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL - N; SEX_T CCT_CTZ_MMR 60", "T104@3");
    expect(by_education, "SEX_T EDU_AGGREGATE_BAS 20", "T104@2");
    /* the total of another version of the same dimension is the same figure */
    expect(by_occupation, "SEX_T OCU_ISCO08_TOTAL 30; SEX_T OCU_SKILL_L1 10; SEX_T OCU_SKILL_L2 20",
           "");
    expect(by_occupation, "SEX_T OCU_SKILL_L1 10; SEX_T OCU_SKILL_L2 20; SEX_F OCU_SKILL_TOTAL 5",
           "T104@3 T105@4");
}

/* A group of countries is counted where none of its members is listed. */
TEST(check_groups_of_countries)
{
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_USACAN 30; "
                       "SEX_T CCT_CTZ_X 10", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_USACAN 50; "
                       "SEX_T CCT_CTZ_X 10", "T102@2");
    /* USA is listed: the group repeats it */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_USACAN 35; "
                       "SEX_T CCT_CTZ_USA 30; SEX_T CCT_CTZ_X 10", "");
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 135; SEX_T CCT_CTZ_MMR 60; SEX_T CCT_CTZ_USACAN 35; "
                       "SEX_T CCT_CTZ_USA 30; SEX_T CCT_CTZ_X 10", "T102@2");
    /* a group beside the total without any list says nothing */
    expect(by_country, "SEX_T CCT_CTZ_TOTAL 100; SEX_T CCT_CTZ_USACAN 30", "");
}

TEST(check_sectors_stand_in_each_other)
{
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_NAG 60; "
                        "SEX_T ECO_SECTOR_IND 20; SEX_T ECO_SECTOR_SER 35; SEX_T ECO_SECTOR_X 5",
                        "");
    /* the fault is found at the level where it is */
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_NAG 60; "
                        "SEX_T ECO_SECTOR_IND 20; SEX_T ECO_SECTOR_SER 35; SEX_T ECO_SECTOR_X 50",
           "T102@4");
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_NAG 80; "
                        "SEX_T ECO_SECTOR_IND 30; SEX_T ECO_SECTOR_SER 45; SEX_T ECO_SECTOR_X 5",
           "T102@2");
    /* without NAG, industry and services stand for it */
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_IND 20; "
                        "SEX_T ECO_SECTOR_SER 35; SEX_T ECO_SECTOR_X 5", "");
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_IND 20; "
                        "SEX_T ECO_SECTOR_SER 75; SEX_T ECO_SECTOR_X 5", "T102@2");
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_IND 20; "
                        "SEX_T ECO_SECTOR_SER 30", "T103@2");
    expect(by_activity,
           "SEX_T ECO_SECTOR_TOTAL 100; SEX_T ECO_SECTOR_AGR 40; SEX_T ECO_SECTOR_IND 20",
           "");
    /* extras repeat what stands in the parts */
    expect(by_activity, "SEX_T ECO_AGGREGATE_TOTAL 60; SEX_T ECO_AGGREGATE_AGR 10; "
                        "SEX_T ECO_AGGREGATE_MAN 10; SEX_T ECO_AGGREGATE_CON 10; "
                        "SEX_T ECO_AGGREGATE_MEL 10; SEX_T ECO_AGGREGATE_MKT 10; "
                        "SEX_T ECO_AGGREGATE_PUB 10; SEX_T ECO_AGGREGATE_MANEL 15; "
                        "SEX_T ECO_AGGREGATE_MIN 5", "");
}

TEST(check_versions_side_by_side_are_sums_of_their_own)
{
    expect(by_occupation, "SEX_T OCU_SKILL_TOTAL 30; SEX_T OCU_SKILL_L1 10; SEX_T OCU_SKILL_L2 15; "
                          "SEX_T OCU_SKILL_L3-4 5; SEX_T OCU_ISCO08_TOTAL 30; "
                          "SEX_T OCU_ISCO08_9 10; "
                          "SEX_T OCU_ISCO08_8 50", "T106@4 T102@6"); /* and tied to each other */
}

TEST(check_two_classifications)
{
    static const char right[] =
        "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 100; "
        "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_CITIZEN 70; "
        "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 30; SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 40; "
        "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_CITIZEN 30; "
        "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_NONCIT 10; "
        "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_TOTAL 60; "
        "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_CITIZEN 40; "
        "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_NONCIT 20";
    expect(by_two, right, "");
    /* one cell too high: both sums through it say so, and that is where it is */
    expect(by_two,
           "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 100; "
           "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_CITIZEN 70; "
           "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 30; "
           "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 40; "
           "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_CITIZEN 30; "
           "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_NONCIT 25; "
           "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_TOTAL 60; "
           "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_CITIZEN 40; "
           "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_NONCIT 20",
           "T102@4 T102@5");
    /* youth and adults overlap: no partition, no sum */
    expect(by_two,
           "SEX_T AGE_YTHADULT_YGE15 CCT_CIT_TOTAL 100; SEX_T AGE_YTHADULT_Y15-64 CCT_CIT_TOTAL "
                   "90; SEX_T AGE_YTHADULT_Y15-24 CCT_CIT_TOTAL 50; "
                   "SEX_T AGE_YTHADULT_YGE25 CCT_CIT_TOTAL 90", "");
}

TEST(check_tables_are_apart)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, by_country, "SEX_T CCT_CTZ_TOTAL 9");
    cells_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015", "SEX_F CCT_CTZ_TOTAL 4");
    cells_put(&set, "MST_NCTE_SEX_CCT_NB THA AA:741 2014", "SEX_M CCT_CTZ_TOTAL 4");
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    CHECK_INT(list.n, 2); /* no total over sex in the other two */
    CHECK(list.v[0].rule == RULE_SEX_TOTAL_MISSING && list.v[1].rule == RULE_SEX_TOTAL_MISSING);
    finding_list_release(&list);
    obs_set_release(&set);
}

TEST(check_earnings_and_shares_do_not_add_up)
{
    expect("MST_EARA_SEX_CCT_NB THA BA:741 2014",
           "SEX_T CCT_CIT_TOTAL 9500.50; SEX_F CCT_CIT_TOTAL 9000; SEX_M CCT_CIT_TOTAL 10000; "
           "SEX_T CCT_CIT_CITIZEN 9900; SEX_T CCT_CIT_NONCIT 8000", "");
    expect("MST_TUNE_SEX_AGE_CCT_RT THA BA:741 2014",
           "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 5.1; "
           "SEX_F AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 6.1; "
           "SEX_M AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 4.1", "");
}

/* The first sentence that is found. */
static void says(const char *table, const char *cells, const char *want)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, table, cells);
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    CHECK(list.n >= 1);
    CHECK_STR(list.n ? list.v[0].message : STR(""), want);
    finding_list_release(&list);
    obs_set_release(&set);
}

TEST(check_sentences_name_the_sexes)
{
    says(by_country, "SEX_O CCT_CTZ_TOTAL 12", "the table gives only SEX_O without any total over sex");
    says(by_country, "SEX_M CCT_CTZ_TOTAL 12", "the table gives only men without any total over sex");
    says(by_country, "SEX_O CCT_CTZ_TOTAL 1; SEX_M CCT_CTZ_TOTAL 1; SEX_F CCT_CTZ_X 1",
         "the table gives women, men and SEX_O without any total over sex");
    says(by_country, "SEX_T CCT_CTZ_X 1; SEX_O CCT_CTZ_X 1; SEX_O CCT_CTZ_MMR 1",
         "SEX_O is given without the total over sex");
    says(by_country, "SEX_T CCT_CTZ_X 1; SEX_F CCT_CTZ_MMR 1",
         "women are given without the total over sex");
    says(by_country, "SEX_T CCT_CTZ_X 1; SEX_O CCT_CTZ_MMR 1; SEX_M CCT_CTZ_MMR 1",
         "men and SEX_O are given without the total over sex");
    says(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_O CCT_CTZ_TOTAL 12.5",
         "SEX_O 12.5 is more than the total 9.0; the difference is 3.5 and rounding explains 0.10");
    says(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 12",
         "women 12 are more than the total 9; the difference is 3 and rounding explains 1.0");
    says(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_F CCT_CTZ_TOTAL 8; SEX_O CCT_CTZ_TOTAL 7",
         "women 8 and SEX_O 7 make 15, more than the total 9; the difference is 6 and rounding "
         "explains 1.5");
    says(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_O CCT_CTZ_TOTAL 7; SEX_F CCT_CTZ_TOTAL 8; "
                     "SEX_M CCT_CTZ_TOTAL 1",
         "women 8, men 1 and SEX_O 7 make 16, not the total 9; the difference is 7 and rounding "
         "explains 2.0");
    says(by_country, "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_USACAN 11",
         "CCT_CTZ_USACAN 11 is more than the total 9; the difference is 2 and rounding explains 1.0");
}

TEST(check_sentences_say_the_numbers)
{
    struct obs_set set;
    struct finding_list list;
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, by_country,
              "SEX_T CCT_CTZ_TOTAL 12.50; SEX_F CCT_CTZ_TOTAL 4.25; SEX_M CCT_CTZ_TOTAL 5.00");
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    CHECK_INT(list.n, 1);
    char text[1100];
    memcpy(text, list.v[0].message.p, list.v[0].message.len + 1);
    CHECK(strstr(text, "4.25") && strstr(text, "5.00") && strstr(text, "9.25") &&
          strstr(text, "12.50") && strstr(text, "-3.25"));
    CHECK_STR(list.v[0].period, "2014");
    CHECK_STR(list.v[0].sex, "SEX_T");
    CHECK_STR(list.v[0].value, "12.50");
    finding_list_release(&list);
    obs_set_release(&set);
}
