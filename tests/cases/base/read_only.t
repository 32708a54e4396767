# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Looking works on a base that cannot be written; changing it is refused in a sentence.
$ ilms init > log; ilms submit --quiet $DATA/good.csv; ilms accept 1; ilms release one; cp $DATA/good.csv other.csv; mkdir shelf; mv ilms.db shelf/base.db; chmod a-w shelf/base.db shelf
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 24 observations in 12 series, SHA-256 136a95877c07
$ as_reader() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --clear-groups "$@"; else "$@"; fi; }
> chmod a+rx . other.csv ; export ILMS_BASE=shelf/base.db
> as_reader ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat; as_reader ilms submissions; as_reader ilms doctor
> as_reader ilms submit other.csv; as_reader ilms accept 1; as_reader ilms release two
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
   1  accepted   2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  good.csv
shelf/base.db: every invariant holds; 1 release
ilms: shelf/base.db: the file may only be read, and this needs to write
ilms: shelf/base.db: the file may only be read, and this needs to write
ilms: shelf/base.db: the file may only be read, and this needs to write
? 66
