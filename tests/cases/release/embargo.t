# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Nothing of a release is visible before its embargo, and everything after.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/later.csv; ilms accept 1; ilms release open
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 2, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "open": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms accept 2; ilms release soon --embargo 2026-02-01T09:00+07:00
submission 2 is accepted: 35 figures in 3 question tables
release 2 "soon": 36 observations in 12 series, SHA-256 d5ba0f762adc, not visible before 2026-02-01T02:00:00Z
$ ilms releases
   1  open                      2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
   2  soon                      2026-01-15T10:00:00Z  tester      36 observations  d5ba0f762adc  embargo 2026-02-01T02:00:00Z
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ilms release wrong --embargo tomorrow
ilms: --embargo "tomorrow" is no time; it is to be as 2026-12-18 or 2026-12-18T09:00+07:00
? 64
$ ilms release wrong --embargo 2026-02-30
ilms: --embargo "2026-02-30" is no time; it is to be as 2026-12-18 or 2026-12-18T09:00+07:00
? 64
$ ilms release day --embargo 2026-03-01 --json
{"number":3,"name":"day","released_at":"2026-01-15T10:00:00Z","embargo":"2026-03-01T00:00:00Z","series":12,"observations":36,"derived":72,"sha256":"d5ba0f762adc2dda676235e1ffede980912a2e54e061012c3e2ff83bee14dd90"}
$ sqlite3 -readonly ilms.db 'SELECT name, embargo FROM pub_release'
open|
soon|2026-02-01T02:00:00Z
day|2026-03-01T00:00:00Z
