# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# For each cell the best source wins (a labour force survey before a census), and of one
# source what was received last; every vintage stays.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/good.csv
$DATA/census.csv: submission 1, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
$DATA/good.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ ilms accept 1; ilms release census
submission 1 is accepted: 13 figures in 2 question tables
release 1 "census": 13 observations in 12 series, SHA-256 d203af5984bc
$ ilms accept 2; ilms release both
submission 2 is accepted: 24 figures in 2 question tables
release 2 "both": 25 observations in 12 series, SHA-256 94d95a35b01b
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --release census
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
# a revision: received later, accepted earlier or later, wins over the same source
$ ilms submit --quiet $DATA/later.csv; ilms accept 3; ilms release revised
$DATA/later.csv: submission 3, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 3 is accepted: 35 figures in 3 question tables
release 3 "revised": 37 observations in 12 series, SHA-256 25f76415a812
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,171.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P
$ ilms diff both revised
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
"both" to "revised": 12 added, 0 removed, 4 revised
# an empty cell of a better source does not hide a figure of a worse one
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,,N, > gap.csv; ilms submit gap.csv; ilms accept 4; ilms release gap
gap.csv: submission 4, ilostat: 1 cell in 1 question table, 0 errors, 0 warnings
submission 4 is accepted: 0 figures in 1 question table
release 4 "gap": 37 observations in 12 series, SHA-256 25f76415a812
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --end 2010
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
$ ilms releases
   1  census                    2026-01-15T10:00:00Z  tester      13 observations  d203af5984bc
   2  both                      2026-01-15T10:00:00Z  tester      25 observations  94d95a35b01b
   3  revised                   2026-01-15T10:00:00Z  tester      37 observations  25f76415a812
   4  gap                       2026-01-15T10:00:00Z  tester      37 observations  25f76415a812
