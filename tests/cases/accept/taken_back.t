# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A status without a figure takes back what the same source gave before; a figure of another source
# then stands in its place. An empty cell takes nothing back.
$ head -1 $DATA/good.csv > head; for n in 1 2 3 4; do cat head > $n.csv; done
$ echo 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,102.750,,' >> 1.csv
$ echo 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,,,' >> 2.csv
$ echo 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,,N,' >> 3.csv
$ echo 'MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,98.000,,' >> 4.csv
$ ilms init > log; ilms submit --quiet 1.csv 2.csv 3.csv 4.csv
1.csv: submission 1, ilostat: 1 cell in 1 question table, 0 errors, 1 warning
2.csv: submission 2, ilostat: 1 cell in 1 question table, 0 errors, 0 warnings
3.csv: submission 3, ilostat: 1 cell in 1 question table, 0 errors, 0 warnings
4.csv: submission 4, ilostat: 1 cell in 1 question table, 0 errors, 1 warning
$ ilms accept 1; ilms accept 2; ilms release given; ilms query DF_MST_NCTE_SEX_CCT_NB --format ilostat
submission 1 is accepted: 1 figure in 1 question table
submission 2 is accepted: 0 figures in 1 question table
release 1 "given": 1 observation in 1 series, SHA-256 cf8a3ba24483
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,102.750,
$ ilms accept 3; ilms release back; ilms query DF_MST_NCTE_SEX_CCT_NB --format ilostat; ilms diff given back
submission 3 is accepted: 0 figures in 1 question table
release 2 "back": 1 observation in 1 series, SHA-256 18142858965a
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,,N
revised  MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_IDN 2021  102.750 -> no figure
"given" to "back": 0 added, 0 removed, 1 revised
$ ilms explain back DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2021 | sed -n '1p;/status/p;/read from/p;/passed/p'
no figure  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
  status      N Not available
  read from   3.csv, line 2, column 7 (SHA-256 c11f413e97af)
  passed over 102.750 from BA:544 in submission 1, line 2
$ ilms accept 4; ilms release other; ilms query DF_MST_NCTE_SEX_CCT_NB --format ilostat
submission 4 is accepted: 1 figure in 1 question table
release 3 "other": 1 observation in 1 series, SHA-256 04e1b4544797
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,98.000,
$ ilms doctor
ilms.db: every invariant holds; 3 releases
# as a country does it: in its questionnaire, over the figure that it gave before
$ rm ilms.db*; ilms init > log; ilms submit --quiet $REPO/data/asean/THA.csv > log; ilms accept 1 --allow "as published" > log; ilms round open 2016 --deadline 2026-11-30 --years 2013-2015 > log
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx > log; fill THA.xlsx sent.xlsx 'MST 8!C16=n.a.'; ilms submit --quiet sent.xlsx
sent.xlsx: submission 2, workbook: 54 cells in 9 question tables, 1 error, 3 warnings
$ ilms release before > log; ilms accept 2 --allow "as sent" > log; ilms release after > log; ilms diff before after | grep CCT_CTZ_MMR
revised  MST_NCTE_SEX_CCT_NB THA.A.SEX_T.CCT_CTZ_MMR 2015  996.607 -> no figure
