# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# How much a rule weighs in a round.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 > log; ilms submit $REPO/data/rules/H104.csv --round 2026 | sed "s,$REPO/data/,,"
rules/H104.csv:9:7: warning H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
rules/H104.csv: submission 1, ilostat: 10 cells in 10 question tables, 0 errors, 1 warning
$ ilms round severity 2026 H104 error; ilms round severity 2026 T101 warning --json
in round "2026" findings of H104 count as error
{"round":"2026","rule":"T101","severity":"warning"}
$ sed '$d' $REPO/data/rules/H104.csv > again.csv; ilms submit again.csv --round 2026; ilms findings 2 --json | grep -o '"severity":"[a-z]*"'; ilms accept 2
again.csv:9:7: error H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
again.csv: submission 2, ilostat: 9 cells in 9 question tables, 1 error, 0 warnings
"severity":"error"
ilms: submission 2 has 1 open error (ilms findings 2); return it, or allow with --allow REASON
? 68
$ ilms rules --round 2026 --json | grep '"catalogue"' | cut -c1-70; ilms rules H104 --round 2026 | head -1; ilms rules --round 2027 | head -1
{"rule":"T101","severity":"warning","catalogue":"error","title":"Women
{"rule":"H104","severity":"error","catalogue":"warning","title":"Figur
H104  error    Figure apart from its series
ilms: ilms.db: there is no round "2027"; ilms round list has those there are
# not in another round, nor without one
$ ilms submit again.csv --round 2025 | grep H104; ilms submit again.csv | grep H104; ilms submit $REPO/data/rules/T101.csv --round 2026 | sed "s,$REPO/data/,,"
again.csv:9:7: warning H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
again.csv:9:7: warning H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
rules/T101.csv:2:7: warning T101: women 30.0 and men 60.0 make 90.0, not the total 100.0; the difference is -10.0 and rounding explains 0.15; of 2 possible changes the likeliest: 60.0 in SEX_M CCT_CTZ_TOTAL should probably be 70.0: one digit wrong  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
rules/T101.csv: submission 5, ilostat: 3 cells in 1 question table, 0 errors, 1 warning
$ ilms round severity 2026 H104 default; sed 2d again.csv > third.csv; ilms submit third.csv --round 2026 | grep H104
in round "2026" findings of H104 count as warning, as the catalogue says
third.csv:8:7: warning H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
# what cannot be read stays an error
$ ilms round severity 2026 V101 warning
ilms: V101 stays an error: it is about what cannot be read, and no figure comes of that
? 68
$ ilms round severity 2026 V101 error
in round "2026" findings of V101 count as error, as the catalogue says
$ ilms round severity 2026 T999 error; ilms round severity 2026 T101 grave; ilms round severity 2027 T101 info
ilms: "T999" is no rule; ilms rules has those there are
ilms: "grave" is to be error, warning, info or default
ilms: ilms.db: there is no round "2027"; ilms round list has those there are
? 67
$ ilms audit | grep severity
2026-01-15T10:00:00Z  tester      round severity  ok  {"round":"2026","rule":"H104","severity":"error"}
2026-01-15T10:00:00Z  tester      round severity  ok  {"round":"2026","rule":"T101","severity":"warning"}
2026-01-15T10:00:00Z  tester      round severity  ok  {"round":"2026","rule":"H104","severity":"default"}
2026-01-15T10:00:00Z  tester      round severity  V101 stays an error: it is about what cannot be read, and no figure comes of that  {"round":"2026","rule":"V101","severity":"warning"}
2026-01-15T10:00:00Z  tester      round severity  ok  {"round":"2026","rule":"V101","severity":"error"}
2026-01-15T10:00:00Z  tester      round severity  "T999" is no rule; ilms rules has those there are  {"round":"2026","rule":"T999","severity":"error"}
2026-01-15T10:00:00Z  tester      round severity  "grave" is to be error, warning, info or default  {"round":"2026","rule":"T101","severity":"grave"}
2026-01-15T10:00:00Z  tester      round severity  ilms.db: there is no round "2027"; ilms round list has those there are  {"round":"2027","rule":"T101","severity":"info"}
