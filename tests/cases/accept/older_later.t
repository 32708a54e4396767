# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What counts is when a submission was received, not when it was accepted.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
$ ilms accept 2; ilms accept 1; ilms release one
submission 2 is accepted: 35 figures in 3 question tables
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 36 observations in 12 series, SHA-256 d5ba0f762adc
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_IDN --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2020,100.750,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,104.250,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2022,208.500,P
