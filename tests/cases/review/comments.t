# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Remarks between a country and the office.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 > log; ilms comments
no comments
$ ilms comment --country THA --table MST_NCTE_SEX_CCT_NB --round 2026 --source FB:6664 --years 2024 --key SEX_T.CCT_CTZ_MMR 'Does this include the pink cards?'
2026-01-15T10:00  tester  THA MST_NCTE_SEX_CCT_NB FB:6664 2024 SEX_T CCT_CTZ_MMR: Does this include the pink cards?
$ ilms comment --country THA --table MST_NCTE_SEX_CCT_NB 'Yes, since 2018.' --json; ilms comment --country KHM --table MNA_TPOP_SEX_CRS_NB '"quoted", and ภาษาไทย'
{"id":2,"at":"2026-01-15T10:00:00Z","who":"tester","ref_area":"THA","indicator":"MST_NCTE_SEX_CCT_NB","text":"Yes, since 2018."}
2026-01-15T10:00  tester  KHM MNA_TPOP_SEX_CRS_NB: "quoted", and ภาษาไทย
$ ilms comments; ilms comments --country THA --json; ilms comments --table MNA_TPOP_SEX_CRS_NB
2026-01-15T10:00  tester  THA MST_NCTE_SEX_CCT_NB FB:6664 2024 SEX_T CCT_CTZ_MMR: Does this include the pink cards?
2026-01-15T10:00  tester  THA MST_NCTE_SEX_CCT_NB: Yes, since 2018.
2026-01-15T10:00  tester  KHM MNA_TPOP_SEX_CRS_NB: "quoted", and ภาษาไทย
{"id":1,"at":"2026-01-15T10:00:00Z","who":"tester","round":"2026","ref_area":"THA","indicator":"MST_NCTE_SEX_CCT_NB","source":"FB:6664","time":"2024","sex":"SEX_T","classif1":"CCT_CTZ_MMR","text":"Does this include the pink cards?"}
{"id":2,"at":"2026-01-15T10:00:00Z","who":"tester","ref_area":"THA","indicator":"MST_NCTE_SEX_CCT_NB","text":"Yes, since 2018."}
2026-01-15T10:00  tester  KHM MNA_TPOP_SEX_CRS_NB: "quoted", and ภาษาไทย
$ ilms comment --country FRA --table MNA_TPOP_SEX_CRS_NB x; ilms comment --country THA --table MNA x; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB --round 2027 x; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB --key SEX_T.XXX x; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB --key SEX_T...x x; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB --years soon x; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB --source x x
ilms: --country "FRA" is no country of ASEAN; it is to be three letters, as THA
ilms: --table "MNA" is no table; ilms tables lists them
ilms: ilms.db: there is no round "2027"; ilms round list has those there are
ilms: --key "SEX_T.XXX": there is no code XXX; it is to be as SEX_T.CCT_CTZ_MMR
ilms: --key "SEX_T...x" has more than three codes
ilms: --years "soon" is no year, as 2024
ilms: --source "x" is no source; it is to be a type of the list and a survey, as BA:741
? 64
$ ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB ' '; ilms comment --country THA --table MNA_TPOP_SEX_CRS_NB "$(printf 'two\nlines')"
ilms: the comment is empty
ilms: the comment is to be one line without control characters
? 64
