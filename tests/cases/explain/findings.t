# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What was found and allowed belongs to the figure for ever.
$ ilms init > log; sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv; ilms accept 1 --allow 'confirmed by letter'; ilms release one
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables, 2 errors allowed
release 1 "one": 24 observations in 12 series, SHA-256 faf6f199c64e
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2020
100.770 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_IDN
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 faf6f199c64e
  source      BA:544 Labour Force Survey (Labour force survey)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   bad.csv, line 2, column 7 (SHA-256 094b8dc7926c)
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       error T101: women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015
              allowed by tester on 2026-01-15T10:00:00Z: confirmed by letter
  accepted    on 2026-01-15T10:00:00Z by tester
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2020 --json
{"release":"one","release_number":1,"indicator":"MST_NCTE_SEX_CCT_NB","REF_AREA":"MYS","FREQ":"A","MEASURE":"MST_NCTE_NB","SEX":"SEX_T","CCT":"CCT_CTZ_IDN","TIME_PERIOD":"2020","value":100.770,"source":"BA:544","source_name":"Labour Force Survey (Labour force survey)","definition":"Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.","submission":1,"file":"bad.csv","sha256":"094b8dc7926c5bedd22d416c959d0d248424c9b38ce15a7a6ea541c1550c34db","line":2,"column":7,"received_at":"2026-01-15T10:00:00Z","received_from":"tester","accepted_at":"2026-01-15T10:00:00Z","accepted_by":"tester","findings":[{"rule":"T101","severity":"error","message":"women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015","allowed_by":"tester","allowed_at":"2026-01-15T10:00:00Z","allowed_reason":"confirmed by letter"}],"passed_over":[]}
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2020 --language vi | grep check
  check       error T101: nữ 40.250 và nam 60.500 cộng lại bằng 100.750, không bằng tổng số 100.770; chênh lệch là -0.020, trong khi làm tròn số chỉ giải thích được 0.0015
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2020 --language vi --json | sed 's/.*"findings"://'
[{"rule":"T101","severity":"error","message":"women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015","sentence":"nữ 40.250 và nam 60.500 cộng lại bằng 100.750, không bằng tổng số 100.770; chênh lệch là -0.020, trong khi làm tròn số chỉ giải thích được 0.0015","allowed_by":"tester","allowed_at":"2026-01-15T10:00:00Z","allowed_reason":"confirmed by letter"}],"passed_over":[]}
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2020 --language xx
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
$ ILMS_USER=other ilms explain one DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN/2021 | tail -3
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       no finding
  accepted    on 2026-01-15T10:00:00Z by tester
# what is said once of a source is said of each of its figures
$ rows MYS,BA:99,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2001,1,, MYS,BA:98,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2002,2,, MYS,BA:99,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2003,3,, > said.csv
$ ilms submit said.csv --language id; ilms accept 2 > log; ilms release said > log; ilms explain said DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2003 | grep check
said.csv:2:2: warning C107: tidak ada sumber BA:99 yang terdaftar untuk MYS
said.csv:3:2: warning C107: tidak ada sumber BA:98 yang terdaftar untuk MYS
said.csv:4:7: info H106: dari 3 pada 2003 naik menjadi 164.000 pada 2020, dengan faktor 55; ada sumber lain  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2003)
said.csv: submission 2, ilostat: 3 cells in 3 question tables, 0 errors, 2 warnings
  check       warning C107: no source BA:99 is registered for MYS
  check       info H106: from 3 in 2003 it rises to 164.000 in 2020, by a factor of 55; there is another source
