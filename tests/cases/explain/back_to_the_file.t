# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A published figure back to the line it was read from, with what it was preferred to.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/good.csv $DATA/later.csv; for i in 1 2 3; do ilms accept $i; done; ilms release one
$DATA/census.csv: submission 1, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
$DATA/good.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/later.csv: submission 3, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 13 figures in 2 question tables
submission 2 is accepted: 24 figures in 2 question tables
submission 3 is accepted: 35 figures in 3 question tables
release 1 "one": 37 observations in 12 series, SHA-256 25f76415a812
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020
164.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 25f76415a812
  source      BA:544 Labour Force Survey (Labour force survey)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   later.csv, line 10, column 7 (SHA-256 ca8d8c69379d)
  submission  3, received on 2026-01-15T10:00:00Z from tester
  check       no finding
  accepted    on 2026-01-15T10:00:00Z by tester
  passed over 328.000 from AA:539 in submission 1, line 11
  passed over 164.000 from BA:544 in submission 2, line 11
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2010
90.5 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2010
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 25f76415a812
  source      AA:539 Population and Housing Census (Population census)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   census.csv, line 14, column 7 (SHA-256 0de76b881fbe)
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       no finding
  accepted    on 2026-01-15T10:00:00Z by tester
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020 --json
{"release":"one","release_number":1,"indicator":"MST_NCTE_SEX_CCT_NB","REF_AREA":"MYS","FREQ":"A","MEASURE":"MST_NCTE_NB","SEX":"SEX_T","CCT":"CCT_CTZ_TOTAL","TIME_PERIOD":"2020","value":164.000,"source":"BA:544","source_name":"Labour Force Survey (Labour force survey)","definition":"Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.","submission":3,"file":"later.csv","sha256":"ca8d8c69379d1ca1a40709dad396c47f36dbc4337f9a0cc6e9975d8d894b0c91","line":10,"column":7,"received_at":"2026-01-15T10:00:00Z","received_from":"tester","accepted_at":"2026-01-15T10:00:00Z","accepted_by":"tester","findings":[],"passed_over":[{"value":"328.000","source":"AA:539","submission":1,"line":11},{"value":"164.000","source":"BA:544","submission":2,"line":11}]}
# the line it says is the line it is
$ sed -n "$(ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2022 --json | sed 's/.*"line":\([0-9]*\),"column.*/\1/')p" $DATA/later.csv
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P,
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/1999
ilms: release "one" has no figure for DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/1999
? 67
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL
ilms: release "one" has no figure for DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL
? 67
$ ilms explain two DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL; ilms explain one; ilms explain one DF_MST
ilms: ilms.db: there is no release two
ilms: ilms explain needs FLOW/KEY[/PERIOD]: as DF_MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA/2014
ilms: there is no dataflow "DF_MST"
? 67
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/soon
ilms: c[TIME_PERIOD]: "soon" is no period; it is to be 2024, 2024-Q3, 2024-05 or a date
? 64
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020/more
ilms: "DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2020/more" has more than flow, key and period
? 64
