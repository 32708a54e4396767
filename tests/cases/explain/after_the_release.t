# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What was accepted after a release was not passed over by it.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv; ilms accept 1; ilms release one; ilms accept 2
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 24 observations in 12 series, SHA-256 11375c20fbbe
submission 2 is accepted: 35 figures in 3 question tables
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2021 | sed -n '1p;/read from/p;/passed/p'
102.750 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
  read from   good.csv, line 14, column 7 (SHA-256 fa95abbda84a)
  passed over 104.250 from BA:544 in submission 2, line 13
