# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The server shows what is open and not what is under embargo; after it, the new one.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv; ilms accept 1; ilms release open
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "open": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms accept 2; ilms release soon --embargo 2026-02-01T09:00+07:00
submission 2 is accepted: 35 figures in 3 question tables
release 2 "soon": 36 observations in 12 series, SHA-256 d5ba0f762adc, not visible before 2026-02-01T02:00:00Z
$ ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ILMS_NOW=2026-02-01T01:59:59Z ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ILMS_NOW=2026-02-01T02:00:00Z ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,171.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P
# no name of it either, on any page
$ ask_server / /tables /table/MST_NCTE_SEX_CCT_NB /country/MYS /sources /api /about | grep -c soon
0
? 1
$ ILMS_NOW=2026-02-02 ask_server / /tables /table/MST_NCTE_SEX_CCT_NB /country/MYS /sources | grep -c soon
7
