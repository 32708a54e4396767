# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What people type into a questionnaire, and the cell that each finding names.
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
# a total that is not the sum, text that is a number or is none, a status, a country not chosen, a source taken away
$ fill THA.xlsx a.xlsx 'MST 8!C16=99999' "MST 8!C17='1.234" 'MST 8!C18=12.5 a' 'MST 8!C19=-' 'MST 8!C20=n.a.' 'MST 8!C21=abc' 'MST 8!D22=E  Estimate' 'MST 8!F28=5' 'MST 8!I11=' && ilms check a.xlsx
a.xlsx:MST 8!I11: warning C108: figures are given for 2013, but no source; choose one of the list
a.xlsx:MST 8!C15: error T102: the 10 parts of CCT_CTZ make 100111.442, not the total 1443.474; the difference is 98667.968 and rounding explains 0.0055; by the other figures 99999 in SEX_T CCT_CTZ_MMR should be 1331.032  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
a.xlsx:MST 8!C16: warning H104: from 933.89 in 2014 it rises to 99999 in 2015, by a factor of 107; this series lets expect a factor of at most 2.4  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2015)
a.xlsx:MST 8!C17: warning V106: "1.234" is text and can be read in two ways; it is read as 1.234; enter it as a number
a.xlsx:MST 8!C17: warning H104: from 194.901 in 2014 it falls to 1.234 in 2015, by a factor of 158; this series lets expect a factor of at most 2.4  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_KHM 2015)
a.xlsx:MST 8!C18: info V107: "12.5 a" is read as 12.5; what "a" stands for belongs into the status or the remarks
a.xlsx:MST 8!C18: warning H104: from 54.088 in 2014 it falls to 12.5 in 2015, by a factor of 4.3; this series lets expect a factor of at most 2.4  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_LAO 2015)
a.xlsx:MST 8!C19: warning V108: "-" is none to some and unknown to others; enter 0, or choose a status
a.xlsx:MST 8!C21: error V101: "abc" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_PHL 2015)
a.xlsx:MST 8!B28: error C105: the row has figures, but no country is chosen for it
a.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)
a.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
a.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
a.xlsx: workbook, 55 cells read: 3 errors, 9 warnings, 1 remark
# women and men, spaces and commas between thousands, a country by its name, a new one by another name, a status in a letter
$ fill THA.xlsx b.xlsx "MST 8!C32='700 000.5" "MST 8!C49=743.474" 'MST 8!B28=Viet Nam' 'MST 8!C28=1' 'MST 8!B27=Ivory Coast' 'MST 8!C27=0.001' 'MST 8!D15=P' 'MST 8!D16=Q' && ilms check b.xlsx
b.xlsx:MST 8!C15: error T101: women 700000.500 and men 743.474 make 700743.974, not the total 1443.474; the difference is 699300.500 and rounding explains 0.0015; by the other figures 700000.5 in SEX_F CCT_CTZ_TOTAL should be 700.000  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
b.xlsx:MST 8!C15: error T102: the 13 parts of CCT_CTZ make 1443.463, not the total 1443.474; the difference is -0.011 and rounding explains 0.0070; of 5 possible changes the likeliest: 0.001 in SEX_T CCT_CTZ_CIV should probably be 0.012: one digit missing  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
b.xlsx:MST 8!D16: error C109: "Q" is no observation status; it is to be one letter of the list, as B or E
b.xlsx:MST 8!C28: error K102: the cell stands in MST 8!C26 already, with 0.809 instead of 1; if this is allowed, MST 8!C26 is used  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_VNM 2015)
b.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)
b.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
b.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
b.xlsx: workbook, 57 cells read: 4 errors, 3 warnings, 0 remarks
# a source that is new, one without its name, one that is nothing
$ fill THA.xlsx c.xlsx 'Sources!F8=BA  Labour force survey' 'Sources!C10=' 'MST 8!C11=D · BA  Labour force survey' 'MST 8!F11=H' 'MNA 16!C15=7' 'MNA 16!C11=[6664]' && ilms check c.xlsx
c.xlsx:Sources!C10: warning N101: "Survey name (without year)" (S1) is asked of sources of the type "Employment office records", and FB:6664 does not say it
c.xlsx:Sources!F10: warning N101: "Survey name (without year)" (S1) is asked of sources of the type "Labour force survey", and BA:0 does not say it
c.xlsx:MST 8!C11: warning C107: no source BA:0 is registered for THA
c.xlsx:MST 8!F11: error C106: "H" is no source of the sheet of sources; choose one of the list
c.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)
c.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
c.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
c.xlsx: workbook, 55 cells read: 1 error, 6 warnings, 0 remarks
# what stands beside the form is not read, and said so
$ fill THA.xlsx e.xlsx '+My own notes!B2=12' 'MST 8!C31=77' && ilms check e.xlsx | grep -v T104
e.xlsx:MST 8!C31: warning F109: 77 stands in a row that is not of the form and is not read; put it into its row and year
e.xlsx:My own notes!B2: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
e.xlsx: workbook, 54 cells read: 0 errors, 5 warnings, 0 remarks
# contacts and remarks are kept; a contact is not public
$ fill THA.xlsx d.xlsx 'Cover!C24=Office of figures' 'Cover!C25=figures@example.org' 'MST 8!B68=Permits only.' 'Sources!C19=The desk' && ilms submit d.xlsx --quiet && ilms remarks 2
d.xlsx: submission 2, workbook: 54 cells in 9 question tables, 0 errors, 3 warnings
contact office THA: Office of figures  (not public)
contact email THA: figures@example.org  (not public)
source S1 THA FB:6664: Administrative records of the Department of Employment, Ministry of Labour
source S13 THA FB:6664: The desk  (not public)
source S1 THA XX:99009: As published on ILOSTAT (national source not stated)
source S1 THA FB:6668: Administrative records of the Office of Overseas Employment Administration, Department of Employment
table MST_NCTE_SEX_CCT_NB THA: Permits only.
