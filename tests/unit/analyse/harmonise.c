/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/derived.h"

#include "test.h"

#define FLOW "MFL_NEMP_SEX_OCU_NB THA BA:741 2014 | "
#define G(group, value) "SEX_T OCU_ISCO08_" group " " value "; "

TEST(harmonise_major_groups_to_skill_levels)
{
    derives(FLOW G("1", "1.5") G("2", "2.25") G("3", "3") G("9", "7"), "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_L3-4 6.75; 2014 SEX_T OCU_SKILL_L1 7");
}

TEST(harmonise_says_what_is_in_an_incomplete_sum)
{
    derives(FLOW G("4", "1") G("5", "2") G("7", "4"), "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_L2 7 {L1:ISCO08.4+5+7}");
    /* two of five are less than half */
    derives(FLOW G("4", "1") G("5", "2"), "MFL_NEMP_SEX_OCU_NB", "");
    /* the parts make the total: what is not there is nothing */
    derives(FLOW G("TOTAL", "7") G("4", "1") G("5", "2") G("7", "4"), "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_TOTAL 7; 2014 SEX_T OCU_SKILL_L2 7");
    derives(FLOW G("TOTAL", "10") G("4", "1") G("5", "2") G("7", "4"), "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_TOTAL 10; 2014 SEX_T OCU_SKILL_L2 7 {L1:ISCO08.4+5+7}");
}

TEST(harmonise_nothing_that_is_confidential)
{
    derives(FLOW G("1", "1") G("2", "- C") G("3", "3"), "MFL_NEMP_SEX_OCU_NB", "");
    derives(FLOW G("1", "1") G("2", "2 C") G("3", "3"), "MFL_NEMP_SEX_OCU_NB", "");
    derives(FLOW G("1", "1") G("2", "2") G("3", "3") "SEX_T OCU_SKILL_L3-4 - C", "MFL_NEMP_SEX_OCU_NB",
            "");
    derives(FLOW G("1", "1") G("2", "- N") G("3", "3"), "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_L3-4 4 {L1:ISCO08.1+3}");
}

TEST(harmonise_what_was_reported_stands)
{
    derives(FLOW G("1", "1") G("2", "2") G("3", "3") "SEX_T OCU_SKILL_L3-4 7", "MFL_NEMP_SEX_OCU_NB", "");
}

/* What is withheld in one version is not what others leave of the total in another, nor the sex that
 * the other leaves. */
TEST(harmonise_no_way_round_to_what_is_confidential)
{
    derives(FLOW "SEX_T OCU_ISCO08_9 9; SEX_M OCU_ISCO08_9 5; SEX_F OCU_ISCO08_9 - C", "MFL_NEMP_SEX_OCU_NB",
            "2014 SEX_T OCU_SKILL_L1 9; 2014 SEX_M OCU_SKILL_L1 5");
    derives("MFL_TEMP_OCU_NB THA BA:741 2012 {T36:3215} | OCU_ISCO08_9 5 C\n"
            "MFL_NEMP_SEX_OCU_NB THA BA:741 2012 | SEX_M OCU_ISCO08_9 3; SEX_F OCU_ISCO08_9 2\n",
            "MFL_NEMP_SEX_OCU_NB", "2012 SEX_M OCU_SKILL_L1 3; 2012 SEX_F OCU_SKILL_L1 2");
}

TEST(harmonise_parts_of_one_source)
{
    derives(FLOW G("1", "1") G("2", "2") "\nMFL_NEMP_SEX_OCU_NB THA AA:1700 2014 | SEX_T OCU_ISCO08_3 3\n",
            "MFL_NEMP_SEX_OCU_NB", "");
}

TEST(harmonise_sections_to_activities_to_sectors)
{
    derives("MNA_OEMP_SEX_ECO_NB PHL BA:741 2014 | SEX_T ECO_ISIC4_TOTAL 21; SEX_T ECO_ISIC4_A 1; "
            "SEX_T ECO_ISIC4_B 2; SEX_T ECO_ISIC4_D 3; SEX_T ECO_ISIC4_C 4; SEX_T ECO_ISIC4_F 5; "
            "SEX_T ECO_ISIC4_T 6\n",
            "MNA_OEMP_SEX_ECO_NB",
            "2014 SEX_T ECO_AGGREGATE_TOTAL 21; 2014 SEX_T ECO_AGGREGATE_AGR 1; "
            "2014 SEX_T ECO_AGGREGATE_MEL 5; 2014 SEX_T ECO_AGGREGATE_MAN 4; "
            "2014 SEX_T ECO_AGGREGATE_CON 5; 2014 SEX_T ECO_AGGREGATE_PUB 6; "
            "2014 SEX_T ECO_SECTOR_TOTAL 21; 2014 SEX_T ECO_SECTOR_AGR 1; "
            "2014 SEX_T ECO_SECTOR_NAG 20; 2014 SEX_T ECO_SECTOR_IND 14; 2014 SEX_T ECO_SECTOR_SER 6");
}

TEST(harmonise_older_classifications)
{
    derives("MNA_OEMP_SEX_ECO_NB PHL BA:741 2014 | SEX_T ECO_ISIC3_A 1; SEX_T ECO_ISIC3_B 2\n"
            "MNA_OEMP_SEX_ECO_NB PHL BA:741 1984 | SEX_T ECO_ISIC2_2 1; SEX_T ECO_ISIC2_4 2\n",
            "MNA_OEMP_SEX_ECO_NB",
            "2014 SEX_T ECO_AGGREGATE_AGR 3; 1984 SEX_T ECO_AGGREGATE_MEL 3; 2014 SEX_T ECO_SECTOR_AGR 3");
    derives("MNA_OEMP_SEX_EDU_NB PHL BA:741 2014 | SEX_T EDU_ISCED97_1 1; SEX_T EDU_ISCED97_2 2; "
            "SEX_T EDU_ISCED97_UNK 3\n", "MNA_OEMP_SEX_EDU_NB",
            "2014 SEX_T EDU_AGGREGATE_BAS 3; 2014 SEX_T EDU_AGGREGATE_X 3");
    derives("MST_TEMP_SEX_STE_CCT_NB PHL BA:741 2014 | SEX_T STE_ICSE93_1 CCT_CIT_NONCIT 1; "
            "SEX_T STE_ICSE93_2 CCT_CIT_NONCIT 2; SEX_T STE_ICSE93_3 CCT_CIT_NONCIT 3; "
            "SEX_T STE_ICSE93_5 CCT_CIT_NONCIT 4\n", "MST_TEMP_SEX_STE_CCT_NB",
            "2014 SEX_T STE_AGGREGATE_EES CCT_CIT_NONCIT 1; "
            "2014 SEX_T STE_AGGREGATE_SLF CCT_CIT_NONCIT 9 {L1:ICSE93.2+3+5}");
}

TEST(harmonise_the_one_part_that_is_left)
{
    derives("MNA_OEMP_SEX_ECO_NB PHL BA:741 2014 | SEX_T ECO_AGGREGATE_TOTAL 21; SEX_T ECO_AGGREGATE_AGR 1; "
            "SEX_T ECO_AGGREGATE_MAN 4\n", "MNA_OEMP_SEX_ECO_NB",
            "2014 SEX_T ECO_SECTOR_TOTAL 21; 2014 SEX_T ECO_SECTOR_AGR 1; 2014 SEX_T ECO_SECTOR_NAG 20");
#define BANDS "MST_TUNE_SEX_AGE_CCT_NB THA BA:741 2014 | SEX_T AGE_10YRBANDS_Y15-24 CCT_CIT_TOTAL 1; " \
              "SEX_T AGE_10YRBANDS_Y25-34 CCT_CIT_TOTAL 2; SEX_T AGE_10YRBANDS_Y35-44 CCT_CIT_TOTAL 3; " \
              "SEX_T AGE_10YRBANDS_Y45-54 CCT_CIT_TOTAL 4; SEX_T AGE_10YRBANDS_Y55-64 CCT_CIT_TOTAL 5; "
#define WANT(total, old) "2014 SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 1; " \
              "2014 SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_TOTAL 9; " \
              "2014 SEX_T AGE_AGGREGATE_Y55-64 CCT_CIT_TOTAL 5; " total \
              "2014 SEX_T AGE_YTHADULT_Y15-64 CCT_CIT_TOTAL 15; " \
              "2014 SEX_T AGE_YTHADULT_Y15-24 CCT_CIT_TOTAL 1" old
    derives(BANDS "SEX_T AGE_10YRBANDS_TOTAL CCT_CIT_TOTAL 35", "MST_TUNE_SEX_AGE_CCT_NB",
            WANT("2014 SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 35; ",
                 "; 2014 SEX_T AGE_YTHADULT_YGE15 CCT_CIT_TOTAL 35; "
                 "2014 SEX_T AGE_AGGREGATE_YGE65 CCT_CIT_TOTAL 20; "
                 "2014 SEX_T AGE_10YRBANDS_YGE65 CCT_CIT_TOTAL 20; "
                 "2014 SEX_T AGE_YTHADULT_YGE25 CCT_CIT_TOTAL 34"));
    /* nobody is left, or nobody was asked: it is not made */
    derives(BANDS "SEX_T AGE_10YRBANDS_TOTAL CCT_CIT_TOTAL 15", "MST_TUNE_SEX_AGE_CCT_NB",
            WANT("2014 SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 15; ",
                 "; 2014 SEX_T AGE_YTHADULT_YGE25 CCT_CIT_TOTAL 14; "
                 "2014 SEX_T AGE_YTHADULT_YGE15 CCT_CIT_TOTAL 15"));
    derives(BANDS "SEX_T AGE_10YRBANDS_TOTAL CCT_CIT_TOTAL 35; SEX_T AGE_10YRBANDS_YGE65 CCT_CIT_TOTAL - C",
            "MST_TUNE_SEX_AGE_CCT_NB",
            WANT("2014 SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 35; ",
                 "; 2014 SEX_T AGE_YTHADULT_YGE15 CCT_CIT_TOTAL 35"));
}

#define AGE(band, value) "SEX_T AGE_5YRBANDS_" band " CCT_CIT_TOTAL " value "; "
TEST(harmonise_ages)
{
    derives("MST_XWAP_SEX_AGE_CCT_NB THA BA:741 2014 | " AGE("Y15-19", "1") AGE("Y20-24", "2")
            AGE("Y55-59", "4") AGE("Y60-64", "5") AGE("YGE65", "6"), "MST_XWAP_SEX_AGE_CCT_NB",
            "2014 SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 3; "
            "2014 SEX_T AGE_10YRBANDS_Y15-24 CCT_CIT_TOTAL 3; "
            "2014 SEX_T AGE_AGGREGATE_Y55-64 CCT_CIT_TOTAL 9; "
            "2014 SEX_T AGE_10YRBANDS_Y55-64 CCT_CIT_TOTAL 9; "
            "2014 SEX_T AGE_AGGREGATE_YGE65 CCT_CIT_TOTAL 6; "
            "2014 SEX_T AGE_10YRBANDS_YGE65 CCT_CIT_TOTAL 6; "
            "2014 SEX_T AGE_YTHADULT_Y15-24 CCT_CIT_TOTAL 3; "
            "2014 SEX_T AGE_YTHADULT_Y15-64 CCT_CIT_TOTAL 12 {L1:AGGREGATE.Y15-24+Y55-64}; "
            "2014 SEX_T AGE_YTHADULT_YGE25 CCT_CIT_TOTAL 15 {L1:AGGREGATE.Y55-64+YGE65}");
}

/* -- sexes --------------------------------------------------------------------------------- */

#define STOCK "MST_NCTE_SEX_CCT_NB THA BA:741 2014 | "
TEST(harmonise_missing_sex)
{
    derives(STOCK "SEX_T CCT_CTZ_MMR 10.5; SEX_M CCT_CTZ_MMR 4.25", "MST_NCTE_SEX_CCT_NB",
            "2014 SEX_F CCT_CTZ_MMR 6.25");
    derives(STOCK "SEX_T CCT_CTZ_MMR 10.5; SEX_F CCT_CTZ_MMR 10.5", "MST_NCTE_SEX_CCT_NB",
            "2014 SEX_M CCT_CTZ_MMR 0.0");
    derives(STOCK "SEX_F CCT_CTZ_MMR 6; SEX_M CCT_CTZ_MMR 4", "MST_NCTE_SEX_CCT_NB",
            "2014 SEX_T CCT_CTZ_MMR 10");
    derives(STOCK "SEX_T CCT_CTZ_MMR 10; SEX_M CCT_CTZ_MMR 4; SEX_O CCT_CTZ_MMR 1", "MST_NCTE_SEX_CCT_NB",
            "2014 SEX_F CCT_CTZ_MMR 5");
}

TEST(harmonise_no_sex_where_it_would_tell_or_cannot_be)
{
    derives(STOCK "SEX_T CCT_CTZ_MMR 10; SEX_M CCT_CTZ_MMR 4; SEX_F CCT_CTZ_MMR - C",
            "MST_NCTE_SEX_CCT_NB", "");
    derives(STOCK "SEX_T CCT_CTZ_MMR 10; SEX_M CCT_CTZ_MMR 4 C", "MST_NCTE_SEX_CCT_NB", "");
    derives(STOCK "SEX_T CCT_CTZ_MMR 4; SEX_M CCT_CTZ_MMR 10", "MST_NCTE_SEX_CCT_NB", "");
    derives(STOCK "SEX_T CCT_CTZ_MMR 4", "MST_NCTE_SEX_CCT_NB", "");
    derives(STOCK "SEX_T CCT_CTZ_MMR 10\nMST_NCTE_SEX_CCT_NB THA AA:1700 2014 | SEX_M CCT_CTZ_MMR 4",
            "MST_NCTE_SEX_CCT_NB", "");
}

/* -- first generation -------------------------------------------------------------------------- */

TEST(harmonise_first_generation)
{
    derives("MST_TEMP_OCU_MIG_NB THA BA:741 2012 {T36:3214} | OCU_ISCO08_9 MIG_STATUS_MIGRANT 5\n",
            "MST_TEMP_SEX_OCU_CBR_NB",
            "2012 SEX_T OCU_ISCO08_9 CBR_BIR_FOREIGN 5 {T36:3214}; "
            "2012 SEX_T OCU_SKILL_L1 CBR_BIR_FOREIGN 5 {T36:3214}");
    derives("MST_TEMP_OCU_MIG_NB THA BA:741 2012 {T36:3214} | OCU_ISCO08_9 MIG_STATUS_MIGRANT 5\n",
            "MST_TEMP_SEX_OCU_CCT_NB", "");
    derives("MST_TEMP_OCU_MIG_NB THA BA:741 2012 {T36:3216} | OCU_ISCO08_9 MIG_STATUS_MIGRANT 5\n",
            "MST_TEMP_SEX_OCU_CBR_NB", "");
    derives("MST_MEMP_COU_NB THA BA:741 2012 {T36:3215} | COU_ORI_MMR 5; COU_ORI_TOTAL 8; COU_ORI_X 3\n",
            "MST_NCTE_SEX_CCT_NB", "2012 SEX_T CCT_CTZ_MMR 5 {T36:3215}; "
            "2012 SEX_T CCT_CTZ_TOTAL 8 {T36:3215}; 2012 SEX_T CCT_CTZ_X 3 {T36:3215}");
    derives("MST_XWAP_SEX_MIG_NB THA BA:741 2012 {T36:3215} | SEX_M MIG_STATUS_NONMIG 5\n",
            "MST_XWAP_SEX_AGE_CCT_NB",
            "2012 SEX_M AGE_AGGREGATE_TOTAL CCT_CIT_CITIZEN 5 {T36:3215}; "
            "2012 SEX_M AGE_YTHADULT_YGE15 CCT_CIT_CITIZEN 5 {T36:3215}");
}
