# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# An allowed repetition: the first is used, the other stays in the file.
$ ilms init > log; rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,6,, > twice.csv
$ ilms submit twice.csv; ilms accept 1 --allow 'known'; ilms release one; ilms query --format ilostat
twice.csv:3:7: error K102: the cell stands in line 2 already, with 5 instead of 6; if this is allowed, line 2 is used  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
twice.csv: submission 1, ilostat: 2 cells in 1 question table, 1 error, 0 warnings
submission 1 is accepted: 1 figure in 1 question table, 1 error allowed
release 1 "one": 1 observation in 1 series, SHA-256 b113f21578bf
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS...SEX_T.
5 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 b113f21578bf
  source      BA:544 Labour Force Survey (Labour force survey)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   twice.csv, line 2, column 7 (SHA-256 89b8283709a7)
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       error K102: the cell stands in line 2 already, with 5 instead of 6; if this is allowed, line 2 is used
              allowed by tester on 2026-01-15T10:00:00Z: known
  accepted    on 2026-01-15T10:00:00Z by tester
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB
5 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 b113f21578bf
  source      BA:544 Labour Force Survey (Labour force survey)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   twice.csv, line 2, column 7 (SHA-256 89b8283709a7)
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       error K102: the cell stands in line 2 already, with 5 instead of 6; if this is allowed, line 2 is used
              allowed by tester on 2026-01-15T10:00:00Z: known
  accepted    on 2026-01-15T10:00:00Z by tester
