# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A workbook goes back with its findings, is answered, and comes again.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit --quiet $REPO/data/asean/THA.csv | sed "s,$REPO/,,"
data/asean/THA.csv: submission 1, ilostat: 527 cells in 64 question tables, 4 errors, 17 warnings
$ ilms accept 1 --allow "as published"
submission 1 is accepted: 527 figures in 64 question tables, 4 errors allowed
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015
round "2016" is open until 2026-11-30 for the years 2013 to 2015; next: ilms questionnaire write --round 2016 --country ISO3 --output FILE.xlsx
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx
THA.xlsx: the questionnaire of Thailand for round 2016, with 527 figures given before
$ fill THA.xlsx sent.xlsx 'MST 8!C15=1500' 'MST 8!C16=900' "MST 8!C21='abc"
$ ilms submit sent.xlsx --quiet
sent.xlsx: submission 2, workbook: 54 cells in 9 question tables, 2 errors, 3 warnings
$ ilms findings 2 --severity error
submission 2, MST 8!C15: error T102: the 12 parts of CCT_CTZ make 1333.451, not the total 1500.000; the difference is -166.549 and rounding explains 0.0065  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
submission 2, MST 8!C21: error V101: "abc" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_PHL 2015)
$ ilms questionnaire annotate 2 --output back.xlsx
back.xlsx: sent.xlsx with 6 findings marked
$ ilms questionnaire annotate 2 --output kembali.xlsx --language id --json
{"submission":2,"file":"kembali.xlsx","language":"id","findings":6}
# the figures in it are those that were sent, and the findings the same
$ ilms check sent.xlsx | sed s/sent/X/ > 1; ilms check back.xlsx | sed s/back/X/ > 2; cmp 1 2
# one figure is confirmed for all to see, one is corrected, one is confirmed without a word
$ fill back.xlsx again.xlsx 'Findings!J5=confirmed' 'Findings!K5=new permits_counted from July' 'Findings!L5=yes' 'MST 8!C21=13.416' 'Findings!J7=corrected' 'Findings!J8=confirmed'
$ ilms check again.xlsx
again.xlsx:Findings!K8: info N102: the figure is confirmed, but not why; a reason lets the compiler allow it
again.xlsx:MST 8!C15: error T102: the 13 parts of CCT_CTZ make 1346.867, not the total 1500.000; the difference is -153.133 and rounding explains 0.0070  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)  confirmed: new permits_counted from July
again.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)  confirmed: without a reason
again.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
again.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
again.xlsx: workbook, 54 cells read: 1 error, 3 warnings, 1 remark
$ ilms submit again.xlsx --quiet && ilms findings 3 --severity error && ilms remarks 3 | grep answer
again.xlsx: submission 3, workbook: 54 cells in 9 question tables, 1 error, 3 warnings
submission 3, MST 8!C15: error T102: the 13 parts of CCT_CTZ make 1346.867, not the total 1500.000; the difference is -153.133 and rounding explains 0.0070  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)  confirmed: new permits_counted from July
answer T102 MST_NCTE_SEX_CCT_NB THA FB:6664 SEX_T CCT_CTZ_TOTAL 2015: new permits_counted from July
answer T104 MFL_NEMP_SEX_OCU_NB THA XX:99009 SEX_T OCU_SKILL_L1 2015: without a reason  (not public)
# it travels with the figure
$ ilms accept 3 --allow "confirmed by the country" && ilms release one
submission 3 is accepted: 54 figures in 9 question tables, 1 error allowed
release 1 "one": 527 observations in 71 series, SHA-256 5713ab6adf10
$ ilms query DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_TOTAL --start 2015 --end 2015 --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_indicator
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2015,1500,,I13:new permits counted from July
# an answer about another figure answers nothing
$ fill again.xlsx other.xlsx 'MST 8!C15=1600' && ilms check other.xlsx | grep T102
other.xlsx:MST 8!C15: error T102: the 13 parts of CCT_CTZ make 1346.867, not the total 1600.000; the difference is -253.133 and rounding explains 0.0070  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
# annotated again it has one sheet of findings, with what was answered
$ ilms questionnaire annotate 3 --output once.xlsx && ilms check once.xlsx | grep -v N102 | sed s/once/again/ > 3; ilms check again.xlsx | grep -v N102 | cmp - 3
once.xlsx: again.xlsx with 6 findings marked
# other workbooks are annotated as well; other files are not
$ ilms submit $DATA/workbooks/two_sheets.xlsx --quiet | sed "s,$DATA/,,"; ilms questionnaire annotate 4 --output two.xlsx; ilms check two.xlsx | grep -c . ; ilms check $DATA/workbooks/two_sheets.xlsx | grep -c .
workbooks/two_sheets.xlsx: submission 4, workbook: 7 cells in 2 question tables, 3 errors, 3 warnings
two.xlsx: two_sheets.xlsx with 7 findings marked
7
7
$ ilms questionnaire annotate 1 --output x.xlsx
ilms: submission 1 is no workbook but a file of the format ilostat; ilms findings 1 lists what was found in it
? 68
$ ilms questionnaire annotate 9 --output x.xlsx
ilms: ilms.db: there is no submission 9
? 67
$ ilms questionnaire annotate 2 --output back.xlsx
ilms: back.xlsx: there is a file of that name already
? 68
$ ilms questionnaire annotate 2 --output no/where.xlsx
ilms: no/where.xlsx: cannot be written: No such file or directory
? 74
