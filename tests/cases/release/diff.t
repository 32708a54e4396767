# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Two releases cell by cell.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv $DATA/ages.csv; ilms accept 1; ilms release one
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
$DATA/ages.csv: submission 3, ilostat: 6 cells in 1 question table, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms accept 2; ilms accept 3; ilms release two
submission 2 is accepted: 35 figures in 3 question tables
submission 3 is accepted: 5 figures in 1 question table
release 2 "two": 42 observations in 18 series, SHA-256 8de7ee5a034a
$ ilms diff one two
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_F.CCT_CTZ_BGD 2022  43.000
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_F.CCT_CTZ_IDN 2022  82.500
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_F.CCT_CTZ_TOTAL 2022  136.250
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_F.CCT_CTZ_X 2022  10.750
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_BGD 2022  62.500
revised  MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_IDN 2021  61.500 -> 63.000  (+1.500, +2.4 %)
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_IDN 2022  126.000
revised  MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_TOTAL 2021  101.875 -> 103.375  (+1.500, +1.5 %)
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_TOTAL 2022  206.750
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_M.CCT_CTZ_X 2022  18.250
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_BGD 2022  105.500
revised  MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_IDN 2021  102.750 -> 104.250  (+1.500, +1.5 %)
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_IDN 2022  208.500
revised  MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_TOTAL 2021  170.000 -> 171.500  (+1.500, +0.9 %)
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_TOTAL 2022  343.000
added    MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_X 2022  29.000
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_TOTAL.CCT_CIT_TOTAL 2020  1000.0
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL 2020  200.5
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_Y25-54.CCT_CIT_TOTAL 2020  600.0
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_Y55-64.CCT_CIT_TOTAL 2020  150.0
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_YGE65.CCT_CIT_NONCIT 2020  no figure
added    MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_YGE65.CCT_CIT_TOTAL 2020  49.5
"one" to "two": 18 added, 0 removed, 4 revised
$ ilms diff two one | tail -3
removed  MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_YGE65.CCT_CIT_NONCIT 2020  no figure
removed  MST_XWAP_SEX_AGE_CCT_NB MYS.A.SEX_T.AGE_AGGREGATE_YGE65.CCT_CIT_TOTAL 2020  49.5
"two" to "one": 0 added, 18 removed, 4 revised
$ ilms diff one one
"one" to "one": 0 added, 0 removed, 0 revised
$ ilms diff 1 2 --json | head -3
{"change":"added","indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","key":"A.SEX_F.CCT_CTZ_BGD","time":"2022","to":43.000}
{"change":"added","indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","key":"A.SEX_F.CCT_CTZ_IDN","time":"2022","to":82.500}
{"change":"added","indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","key":"A.SEX_F.CCT_CTZ_TOTAL","time":"2022","to":136.250}
$ ilms diff one three; ilms diff one
ilms: ilms.db: there is no release three
ilms: ilms diff needs RELEASE: the later
? 64
