# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a country has sent anew in the same round is answered by that: the older submission can be signed.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 --years 2020-2021 >> log
$ ilms user add wati --role approver --country MYS > link
$ sed 's/SEX_T,CCT_CTZ_IDN,2020,100.750/SEX_T,CCT_CTZ_IDN,2020,100.770/; s/SEX_T,CCT_CTZ_IDN,2021,102.750/SEX_T,CCT_CTZ_IDN,2021,102.770/' $DATA/good.csv > bad.csv; ilms submit --quiet --round 2026 bad.csv
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 4 errors, 0 warnings
$ ilms sign 1
ilms: submission 1 has 4 errors without an answer (ilms findings 1 --open); each is to be corrected, or explained by ilms answer
? 68
$ ilms correct 1 --quiet --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=100.750
correction-of-1.csv: submission 2, ilostat: 12 cells in 1 question table, 0 errors, 0 warnings
# of one year; the other has its errors still
$ ilms sign 1
ilms: submission 1 has 2 errors without an answer (ilms findings 1 --open); each is to be corrected, or explained by ilms answer
? 68
$ ilms correct 1 --quiet --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2021=102.750
correction-of-1.csv: submission 3, ilostat: 12 cells in 1 question table, 0 errors, 0 warnings
$ ilms sign 1
submission 1 is signed for Malaysia: 24 figures in 2 question tables
$ ilms findings 1 --open | wc -l
4
$ ilms accept 1
ilms: submission 1 has 4 open errors (ilms findings 1); return it, or allow with --allow REASON
? 68
