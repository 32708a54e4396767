# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A proposal goes out with the findings, is accepted there with one cell, and comes back.
$ ilms init && ilms submit --quiet $REPO/data/asean/THA.csv | sed "s,$REPO/,," && ilms accept 1 --allow "as published"
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
data/asean/THA.csv: submission 1, ilostat: 527 cells in 64 question tables, 4 errors, 17 warnings
submission 1 is accepted: 527 figures in 64 question tables, 4 errors allowed
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015 && ilms questionnaire write --round 2016 --country THA --output THA.xlsx
round "2016" is open until 2026-11-30 for the years 2013 to 2015; next: ilms questionnaire write --round 2016 --country ISO3 --output FILE.xlsx
THA.xlsx: the questionnaire of Thailand for round 2016, with 527 figures given before
$ fill THA.xlsx sent.xlsx 'MST 8!C16=969.607' && ilms submit --quiet sent.xlsx
sent.xlsx: submission 2, workbook: 54 cells in 9 question tables, 1 error, 3 warnings
$ ilms findings 2 --rule T102
submission 2, MST 8!C15: error T102: the 13 parts of CCT_CTZ make 1416.474, not the total 1443.474; the difference is -27.000 and rounding explains 0.0070; 969.607 in SEX_T CCT_CTZ_MMR should probably be 996.607: two neighbouring digits exchanged  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
$ ilms findings 2 --rule T102 --json | sed 's/.*"proposals":.{/{/; s/},{"cells".*//'
{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","sex":"SEX_T","classif1":"CCT_CTZ_MMR","time":"2015","from":"969.607","to":"996.607"}],"cause":"two neighbouring digits exchanged","restores":[{"rule":"T102","indicator":"MST_NCTE_SEX_CCT_NB","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL"}]}]}
$ ilms questionnaire annotate 2 --output back.xlsx && fill back.xlsx again.xlsx 'Findings!J5=accept the proposal'
back.xlsx: sent.xlsx with 4 findings marked
$ ilms submit again.xlsx
again.xlsx:MST 8!C16: info N103: 969.607 is read as 996.607: the proposal was accepted in Findings!J5  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2015)
again.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)
again.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
again.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
again.xlsx: submission 3, workbook: 54 cells in 9 question tables, 0 errors, 3 warnings
# what was sent stays as it is; the figure is the one that was accepted
$ ilms accept 3 --allow "no total given" && ilms release one
submission 3 is accepted: 54 figures in 9 question tables
release 1 "one": 527 observations in 71 series, SHA-256 b234b71928ec
$ ilms query DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR --start 2015 --end 2015 --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2015,996.607,
$ ilms explain one DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2015 | sed '/read from/s/ (SHA-256.*//'
996.607 thousand  Employed non-citizens by sex and country of citizenship, Thailand, 2015
  key         THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_MMR
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 b234b71928ec
  source      FB:6664 Administrative records of the Department of Employment, Ministry of Labour (Employment office records)
  definition  Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  read from   again.xlsx, sheet 11, cell C16
  submission  3, received on 2026-01-15T10:00:00Z from tester
  check       info N103: 969.607 is read as 996.607: the proposal was accepted in Findings!J5
  accepted    on 2026-01-15T10:00:00Z by tester
  passed over 996.607 from FB:6664 in submission 1, line 445
# the next workbook still has the answer, so that the figure does not turn back
$ ilms questionnaire annotate 3 --output third.xlsx && ilms check third.xlsx | grep N10
third.xlsx: again.xlsx with 4 findings marked
third.xlsx:MST 8!C16: info N103: 969.607 is read as 996.607: the proposal was accepted in Findings!J5  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2015)
# corrected by hand as well: nothing is left to do
$ fill third.xlsx right.xlsx 'MST 8!C16=996.607' && ilms check right.xlsx | grep -c N10
0
? 1
# another figure, or none: the proposal does not fit any more
$ fill third.xlsx other.xlsx 'MST 8!C16=500' && ilms check other.xlsx | grep N10
other.xlsx:Findings!J5: warning N104: the accepted proposal makes 996.607 of 969.607, but the cell holds 500 by now; it stays as it is  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2015)
$ fill third.xlsx other.xlsx 'MST 8!C16=' && ilms check other.xlsx | grep N10
other.xlsx:Findings!J5: warning N104: the accepted proposal speaks of a figure that the file does not give any more; nothing is changed  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2015)
$ fill back.xlsx other.xlsx 'Findings!J6=accept the proposal' && ilms check other.xlsx --language th | grep N10
other.xlsx:Findings!J6: warning N104: มีการยอมรับข้อเสนอทั้งที่ไม่มีการเสนอไว้ จึงไม่มีการเปลี่ยนแปลง
