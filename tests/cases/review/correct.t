# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A correction is a new submission: the tables that change, whole, as a file.
$ ilms init > log; sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv --round x
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
$ ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=100.750
correction-of-1.csv: submission 2, ilostat: 12 cells in 1 question table, 0 errors, 0 warnings
$ ilms submissions --json | tail -1; sqlite3 ilms.db "SELECT hex(packed) FROM in_file WHERE submission = 2" | xxd -r -p | zstd -d
{"id":2,"state":"checked","ref_area":"MYS","received_at":"2026-01-15T10:00:00Z","who":"tester","file":"correction-of-1.csv","bytes":906,"sha256":"f149a08b4b29376d2f60199eabefd8d37bb71238db2f950c133018bc52dd5a72","format":"ilostat","round":"x","cells":12,"figures":12,"tables":1,"errors":0,"open_errors":0,"warnings":0,"infos":0}
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_classif,note_indicator,note_source
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2020,164.000,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,,2020,98.875,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,,2020,65.125,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_BGD,,2020,50.750,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_BGD,,2020,30.250,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_BGD,,2020,20.500,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,,2020,100.750,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_IDN,,2020,60.500,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_IDN,,2020,40.250,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,,2020,12.500,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_X,,2020,8.125,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,,2020,4.375,,,,
# accepting what is proposed comes to the same, so nothing is stored anew
$ ilms correct 1 --accept 1,2
correction-of-1.csv: the same file was received before, as submission 2; nothing is stored anew
# a figure, a figure and a status, a status alone, a status in place of the figure, a new cell
$ ilms correct 2 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2021=102.750/B
ilms: the submission has no figures of MST_NCTE_SEX_CCT_NB of Malaysia, 2021; a new table is sent as a file
? 64
$ ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=100.750/B --set MST_NCTE_SEX_CCT_NB/MYS.SEX_F.CCT_CTZ_IDN/2021=/U --language en
correction-of-1.csv: submission 3, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_THA/2021=N --json
{"id":4,"file":"correction-of-1.csv","already_received":false,"format":"ilostat","sha256":"02026af3b126abe2a88b0bed59bb6e1941413a5a0766ea4bf36b2032ccedaa3b","state":"checked","cells":13,"figures":12,"tables":1,"errors":0,"warnings":0,"infos":0}
$ sqlite3 ilms.db "SELECT hex(packed) FROM in_file WHERE submission = 4" | xxd -r -p | zstd -d | grep -E 'IDN|THA'
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,,2021,102.750,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_IDN,,2021,61.500,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_IDN,,2021,41.250,,,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_THA,,2021,,N,,,
# what was answered stays answered
$ ilms answer 1 2 --because 'as in the census' > log; ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_F.CCT_CTZ_BGD/2020=/U; ilms findings 5 | grep -o 'T10[12].*confirmed.*'
correction-of-1.csv:2:8: error T102: the 3 parts of CCT_CTZ make 164.020, not the total 164.000; the difference is 0.020 and rounding explains 0.0020; 100.770 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)  confirmed: as in the census
correction-of-1.csv:8:8: error T101: women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015; 100.770 should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
correction-of-1.csv: submission 5, ilostat: 12 cells in 1 question table, 2 errors, 0 warnings
T102: the 3 parts of CCT_CTZ make 164.020, not the total 164.000; the difference is 0.020 and rounding explains 0.0020; 100.770 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)  confirmed: as in the census
# what cannot be read stands there again
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,x3,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,6,, > odd.csv; ilms submit --quiet odd.csv
odd.csv: submission 6, ilostat: 3 cells in 1 question table, 2 errors, 0 warnings
$ ilms correct 6 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_F.CCT_CTZ_TOTAL/2020=2; ilms correct 7 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_M.CCT_CTZ_TOTAL/2020=3
correction-of-6.csv:3:8: error V101: "x3" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_TOTAL 2020)
correction-of-6.csv: submission 7, ilostat: 3 cells in 1 question table, 1 error, 0 warnings
correction-of-7.csv: submission 8, ilostat: 3 cells in 1 question table, 0 errors, 0 warnings
# what does not fit
$ ilms correct 1
ilms: say what is to change: --set CELL=VALUE, or --accept FINDING for what is proposed; both may be given several times
? 64
$ ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2019=5
ilms: the submission has no figures of MST_NCTE_SEX_CCT_NB of Malaysia, 2019; a new table is sent as a file
? 64
$ ilms correct 1 --set 'MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=a lot'
ilms: "MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=a lot": what it becomes is to be a figure (12.3), a figure and a status (12.3/B), or a status that says why there is none (N); a change is to be as MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2014=933.89
? 64
$ ilms correct 1 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=5 --set MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_IDN/2020=6
ilms: a cell of MST_NCTE_SEX_CCT_NB of Malaysia, 2020 is to become both 5 and 6
? 64
$ ilms correct 2 --accept 1
ilms: submission 2 has no finding 1; ilms findings 2 --json gives their ids
? 67
$ ilms correct 1 --accept one
ilms: "one" is no number of a finding; ilms findings 1 --json gives their ids
? 64
$ ilms correct 99 --accept 1
ilms: ilms.db: there is no submission 99
? 67
$ ilms doctor
ilms.db: every invariant holds; 0 releases
