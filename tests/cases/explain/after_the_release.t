# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What was accepted after a release was not passed over by it.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv; ilms accept 1; ilms release one; ilms accept 2
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 24 observations in 12 series, SHA-256 136a95877c07
submission 2 is accepted: 35 figures in 3 question tables
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2021 | sed -n '1p;/read from/p;/passed/p'
102.750 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
  read from   good.csv, line 14, column 7 (SHA-256 fa95abbda84a)
# by the next one it is taken and the earlier passed over, though all of it was in one second
$ ilms release two; ilms submit --quiet $DATA/census.csv; ilms accept --allow '"id":"9' 03
release 2 "two": 36 observations in 12 series, SHA-256 d5ba0f762adc
$DATA/census.csv: submission 3, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
submission 3 is accepted: 13 figures in 2 question tables
$ ilms explain two DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2021 | sed -n '1p;/read from/p;/passed/p'
104.250 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
  read from   later.csv, line 13, column 7 (SHA-256 ca8d8c69379d)
  passed over 102.750 from BA:544 in submission 1, line 14
$ ilms explain two DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020 | sed -n '1p;/read from/p;/passed/p'
164.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  read from   later.csv, line 10, column 7 (SHA-256 ca8d8c69379d)
  passed over 164.000 from BA:544 in submission 1, line 11
$ ilms release three | sed 's/,.*//'; ilms explain three DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020 | sed -n '1p;/read from/p;/passed/p'
release 3 "three": 37 observations in 12 series
164.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  read from   later.csv, line 10, column 7 (SHA-256 ca8d8c69379d)
  passed over 164.000 from BA:544 in submission 1, line 11
  passed over 328.000 from AA:539 in submission 3, line 11
