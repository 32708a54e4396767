# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Question tables are accepted, returned and set aside one by one; the submission follows.
$ ilms init > log; sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
$ ilms accept 1 --table MST_NCTE_SEX_CCT_NB --years 2021
submission 1: 1 question table with 12 cells is accepted; 1 question table left to decide
$ ilms submissions; ilms release half; ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
   1  errors     2026-01-15T10:00  tester          24 cells     2 errors (2 open)     0 warnings  bad.csv
release 1 "half": 12 observations in 12 series, SHA-256 5701e16e679b
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ilms accept 1 --years 2020
ilms: submission 1 has 2 open errors (ilms findings 1); return them, or allow with --allow REASON
? 68
$ ilms accept 1 --years 2021
ilms: nothing that was chosen of submission 1 is left to be accepted
? 68
$ ilms accept 1 --years 2020 --allow 'the country confirms it' --json
{"id":1,"decision":"accepted","tables":1,"cells":12,"allowed":2,"left":0}
$ ilms submissions; ilms findings 1 --open; ilms release whole; ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
   1  accepted   2026-01-15T10:00  tester          24 cells     2 errors (0 open)     0 warnings  bad.csv
no findings
release 2 "whole": 24 observations in 12 series, SHA-256 faf6f199c64e
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# what was accepted can still be kept out of the next release
$ ilms aside 1 --years 2020
ilms: setting aside needs --reason TEXT: why the figures are kept out
? 64
$ ilms aside 1 --years 2020 --reason 'a pilot survey'; ilms submissions; ilms release without; ilms diff whole without | tail -3
submission 1: 1 question table with 12 cells is set aside
   1  accepted   2026-01-15T10:00  tester          24 cells     2 errors (0 open)     0 warnings  bad.csv
release 3 "without": 12 observations in 12 series, SHA-256 5701e16e679b
removed  MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_TOTAL 2020  164.000
removed  MST_NCTE_SEX_CCT_NB MYS.A.SEX_T.CCT_CTZ_X 2020  12.500
"whole" to "without": 0 added, 12 removed, 0 revised
$ ilms aside 1 --years 2020 --reason again
ilms: nothing that was chosen of submission 1 is left to be set aside
? 68
$ ilms accept 1 --years 2020 --allow 'it is none'; ilms release back; ilms diff whole back
submission 1: 1 question table with 12 cells is accepted
release 4 "back": 24 observations in 12 series, SHA-256 faf6f199c64e
"whole" to "back": 0 added, 0 removed, 0 revised
# one table is returned, the other waits
$ ilms submit --quiet $DATA/later.csv; ilms return 2 --years 2022 --reason 'send the sexes'; ilms submissions | tail -1
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 2: 1 question table with 12 cells is returned; 2 question tables left to decide
   2  checked    2026-01-15T10:00  tester          35 cells     0 errors (0 open)     0 warnings  later.csv
$ ilms return 2 --years 2022 --reason again
ilms: nothing that was chosen of submission 2 is left to be returned
? 68
$ ilms accept 2 --years 2022
ilms: nothing that was chosen of submission 2 is left to be accepted
? 68
$ ilms accept 2; ilms submissions | tail -1; ilms accept 2
submission 2: 2 question tables with 23 cells are accepted
   2  accepted   2026-01-15T10:00  tester          35 cells     0 errors (0 open)     0 warnings  later.csv
ilms: submission 2 was accepted on 2026-01-15T10:00:00Z by tester already
? 68
# everything set aside
$ ilms submit --quiet $DATA/census.csv; ilms aside 3 --reason 'not for this round' --json; ilms submissions | tail -1
$DATA/census.csv: submission 3, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
{"id":3,"decision":"aside","tables":2,"cells":13,"allowed":0,"left":0}
   3  returned   2026-01-15T10:00  tester          13 cells     0 errors (0 open)     0 warnings  census.csv
$ ilms accept 3 --table MST_NCTE_SEX_CCT_NB --years 2010; ilms submissions | tail -1
submission 3: 1 question table with 1 cell is accepted
   3  accepted   2026-01-15T10:00  tester          13 cells     0 errors (0 open)     0 warnings  census.csv
# of one source
$ ilms submit --quiet $DATA/census.csv --round x; ilms accept 4 --source AA:539 --years 2010-2020
$DATA/census.csv: submission 4, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
submission 4: 2 question tables with 13 cells are accepted
# what does not fit
$ ilms submit --quiet $DATA/good.csv; ilms accept 5 --table MST_NONE; ilms accept 5 --table MNA_TPOP_SEX_CRS_NB; ilms accept 5 --years soon; ilms accept 5 --source QQ:1; ilms aside 5 --reason ' '
$DATA/good.csv: submission 5, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
ilms: --table "MST_NONE" is no table; ilms tables lists them
ilms: submission 5 has no such question table; ilms submissions and ilms findings 5 say what it has
ilms: --years "soon" is to be a year or two, as 2022-2024
ilms: submission 5 has no such question table; ilms submissions and ilms findings 5 say what it has
ilms: setting aside needs --reason TEXT: why the figures are kept out
? 64
$ ilms return 5 --reason 'all of it'; ilms aside 5 --reason x
submission 5 is returned: 24 figures in 2 question tables
ilms: nothing of submission 5 is left to be set aside
? 68
$ ilms aside 9 --reason x
ilms: ilms.db: there is no submission 9
? 67
# what could not be read belongs to no table: it is allowed with the last of them
$ ilms init --base l.db > log; rows MYX,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,6,, > loose.csv; ilms submit --base l.db --quiet loose.csv
loose.csv: submission 1, ilostat: 3 cells in 2 question tables, 1 error, 0 warnings
$ ilms accept 1 --base l.db --years 2021; ilms accept 1 --base l.db --years 2022
submission 1: 1 question table with 1 cell is accepted; 1 question table left to decide
ilms: submission 1 has 1 open error (ilms findings 1); return them, or allow with --allow REASON
? 68
$ ilms accept 1 --base l.db --years 2022 --allow 'no such country'; ilms submissions --base l.db; ilms doctor --base l.db
submission 1: 1 question table with 1 cell is accepted, 1 error allowed
   1  accepted   2026-01-15T10:00  tester           3 cells      1 error (0 open)     0 warnings  loose.csv
l.db: every invariant holds; 0 releases
$ ilms doctor
ilms.db: every invariant holds; 4 releases
