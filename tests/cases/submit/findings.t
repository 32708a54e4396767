# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Findings are stored with their cells; lists of them can be narrowed.
$ ilms init > log; ilms findings
no findings
$ rows MYX,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,-7,, MYS,BA:99,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,,, > bad.csv
$ ilms submit bad.csv
bad.csv:2:1: error C101: "MYX" is no country or area; did you mean MEX?
bad.csv:3:7: error V102: -7 is negative; a number of persons cannot be; -7 should probably be 7: the sign turned round  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
bad.csv:4:2: warning C107: no source BA:99 is registered for MYS
bad.csv:4:7: info V103: the cell is empty and no status says why  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2021)
bad.csv: submission 1, ilostat: 3 cells in 2 question tables, 2 errors, 1 warning
$ ilms findings
submission 1, line 2: error C101: "MYX" is no country or area; did you mean MEX?  (MST_NCTE_SEX_CCT_NB MYX SEX_T CCT_CTZ_TOTAL 2020)
submission 1, line 3: error V102: -7 is negative; a number of persons cannot be; -7 should probably be 7: the sign turned round  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
submission 1, line 4: warning C107: no source BA:99 is registered for MYS  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2021)
submission 1, line 4: info V103: the cell is empty and no status says why  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2021)
$ ilms findings 1 --severity error
submission 1, line 2: error C101: "MYX" is no country or area; did you mean MEX?  (MST_NCTE_SEX_CCT_NB MYX SEX_T CCT_CTZ_TOTAL 2020)
submission 1, line 3: error V102: -7 is negative; a number of persons cannot be; -7 should probably be 7: the sign turned round  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
$ ilms findings --rule C107
submission 1, line 4: warning C107: no source BA:99 is registered for MYS  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2021)
$ ilms findings --open
submission 1, line 2: error C101: "MYX" is no country or area; did you mean MEX?  (MST_NCTE_SEX_CCT_NB MYX SEX_T CCT_CTZ_TOTAL 2020)
submission 1, line 3: error V102: -7 is negative; a number of persons cannot be; -7 should probably be 7: the sign turned round  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
$ ilms findings --json
{"id":1,"submission":1,"rule":"C101","severity":"error","line":2,"column":1,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYX","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"1","message":"\"MYX\" is no country or area; did you mean MEX?"}
{"id":2,"submission":1,"rule":"V102","severity":"error","line":3,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"-7","message":"-7 is negative; a number of persons cannot be","proposal":"-7 should probably be 7: the sign turned round","proposals":[{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","from":"-7","to":"7"}],"cause":"the sign turned round","restores":[]}]}
{"id":3,"submission":1,"rule":"C107","severity":"warning","line":4,"column":2,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:99","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2021","message":"no source BA:99 is registered for MYS"}
{"id":4,"submission":1,"rule":"V103","severity":"info","line":4,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:99","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2021","message":"the cell is empty and no status says why"}
$ ilms findings 2
ilms: ilms.db: there is no submission 2
? 67
$ ilms findings x
ilms: "x" is no number of a submission; see ilms submissions
? 64
$ ilms findings --severity grave
ilms: --severity is error, warning or info
? 64
$ ilms findings --rule Q1
ilms: there is no rule "Q1"; see ilms rules
? 64
$ ilms findings --severity info --rule V102
no findings
