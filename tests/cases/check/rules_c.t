# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# C: codes. Each with the nearest right one where something is near.
$ rows MYX,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, ,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, Malaysia,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, > c101.csv
$ ilms check c101.csv
c101.csv:2:1: error C101: "MYX" is no country or area; did you mean MEX?
c101.csv:3:1: error C101: ref_area is empty; it is to be a country's three letters, as KHM
c101.csv:4:1: error C101: "Malaysia" is no country or area; did you mean MYS?
c101.csv: ilostat, 3 cells read: 3 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CTT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,unemployment,SEX_T,CCT_CTZ_TOTAL,2020,1,, > c102.csv
$ ilms check c102.csv
c102.csv:2:3: error C102: "MST_NCTE_SEX_CTT_NB" is no table of the questionnaire; did you mean MST_NCTE_SEX_CCT_NB?
c102.csv:3:3: error C102: indicator is empty; it is to be a table's code, as MST_NCTE_SEX_CCT_NB
c102.csv:4:3: error C102: "unemployment" is no table of the questionnaire
c102.csv: ilostat, 3 cells read: 3 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_INDO,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,everybody,2020,1,, > c103.csv
$ ilms check c103.csv
c103.csv:2:5: error C103: "CCT_CTZ_INDO" is no classification code; did you mean CCT_CTZ_IND?
c103.csv:3:5: error C103: "everybody" is no classification code
c103.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CRS_RES_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,SEX_M,2020,1,, MYS,BA:544,MST_TPOP_COU_NB,SEX_F,COU_ORI_TOTAL,2020,1,, > c104.csv
$ ilms check c104.csv
c104.csv:2:5: error C104: CRS_RES_TOTAL belongs to CRS (Country of residence), but MST_NCTE_SEX_CCT_NB is broken down by CCT
c104.csv:3:5: error C104: SEX_M belongs to SEX (Sex), but MST_NCTE_SEX_CCT_NB is broken down by CCT
c104.csv:4:4: error C104: MST_TPOP_COU_NB is not broken down by sex, but the row says SEX_F
c104.csv: ilostat, 3 cells read: 3 errors, 0 warnings, 0 remarks
# the total over sex may stand where a table has no sex
$ rows MYS,BA:544,MST_TPOP_COU_NB,SEX_T,COU_ORI_TOTAL,2020,1,, MYS,BA:544,MST_TPOP_COU_NB,,COU_ORI_IDN,2020,1,, > fine.csv; ilms check fine.csv
fine.csv: ilostat, 2 cells read: 0 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,,2020,1,, > c105.csv
$ ilms check c105.csv
c105.csv:2:4: error C105: MST_NCTE_SEX_CCT_NB is broken down by sex, but the row gives none
c105.csv:3:5: error C105: MST_NCTE_SEX_CCT_NB is broken down by CCT (Citizenship), but the row gives no code of it
c105.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
$ rows MYS,ZZ:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,LFS,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,, > c106.csv
$ ilms check c106.csv
c106.csv:2:2: error C106: "ZZ:544" is no source; it is to be a type of the list and a survey, as BA:741
c106.csv:3:2: error C106: "LFS" is no source; it is to be a type of the list and a survey, as BA:741
c106.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
# 1321 is Cambodia's, 99 is nobody's, 539 is a census (AA) and not a labour force survey
$ rows MYS,BA:1321,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:99,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,, MYS,BA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,1,, > c107.csv
$ ilms check c107.csv
c107.csv:2:2: warning C107: no source BA:1321 is registered for MYS
c107.csv:3:2: warning C107: no source BA:99 is registered for MYS
c107.csv:4:2: warning C107: no source BA:539 is registered for MYS
c107.csv: ilostat, 3 cells read: 0 errors, 3 warnings, 0 remarks
# said once for each source, also where they alternate
$ sed '1d;s/202/201/' c107.csv > again.csv; cat again.csv >> c107.csv; ilms check c107.csv
c107.csv:2:2: warning C107: no source BA:1321 is registered for MYS
c107.csv:3:2: warning C107: no source BA:99 is registered for MYS
c107.csv:4:2: warning C107: no source BA:539 is registered for MYS
c107.csv: ilostat, 6 cells read: 0 errors, 3 warnings, 0 remarks
$ rows MYS,,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,, > c108.csv
$ ilms check c108.csv
c108.csv:2:2: warning C108: the row names no source; it is to be a type and a survey, as BA:741
c108.csv:3:2: warning C108: the row names no source; it is to be a type and a survey, as BA:741
c108.csv: ilostat, 2 cells read: 0 errors, 2 warnings, 0 remarks
$ ilms check --source BA:544 c108.csv
c108.csv: ilostat, 2 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms check --source ZZ:1 c108.csv
c108.csv:2:2: error C106: "ZZ:1" is no source; it is to be a type of the list and a survey, as BA:741
c108.csv:3:2: error C106: "ZZ:1" is no source; it is to be a type of the list and a survey, as BA:741
c108.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
$ cut -d, -f1,3- c108.csv > without.csv; ilms check without.csv
without.csv:1: warning C108: the file names no sources; give one with --source, as BA:741
without.csv: ilostat, 2 cells read: 0 errors, 1 warning, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,Q, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,Break, > c109.csv
$ ilms check c109.csv
c109.csv:2:8: error C109: "Q" is no observation status; it is to be one letter of the list, as B or E
c109.csv:3:8: error C109: "Break" is no observation status; it is to be one letter of the list, as B or E
c109.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,Q9:1 MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,,S3:5_nonsense MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,1,,S3: > c110.csv
$ ilms check c110.csv
c110.csv:2:9: warning C110: "Q9:1" is no note; it is to be a type of the list and a number, as T36:3215
c110.csv:3:9: warning C110: "nonsense" is no note; it is to be a type of the list and a number, as T36:3215
c110.csv:4:9: warning C110: "S3:" is no note; it is to be a type of the list and a number, as T36:3215
c110.csv: ilostat, 3 cells read: 0 errors, 3 warnings, 0 remarks
$ rows MYS,BA:544,MST_TEMP_SEX_OCU_CCT_NB,SEX_T,OCU_ISCO68_TOTAL,2020,1,, | sed '1s/classif1/classif1,classif2/;2s/_TOTAL/_TOTAL,CCT_CIT_TOTAL/' > c111.csv
$ ilms check c111.csv
c111.csv:2:5: info C111: OCU_ISCO68 is neither asked for nor disseminated in MST_TEMP_SEX_OCU_CCT_NB
c111.csv: ilostat, 1 cell read: 0 errors, 0 warnings, 1 remark
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_X,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,CCT_CTZ_X,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,Female,CCT_CTZ_TOTAL,2020,1,, > c112.csv
$ ilms check c112.csv
c112.csv:2:4: error C112: "SEX_X" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
c112.csv:3:4: error C112: "CCT_CTZ_X" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
c112.csv:4:4: error C112: "Female" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
c112.csv: ilostat, 3 cells read: 3 errors, 0 warnings, 0 remarks
# two codes of one classification, and the two in the other order (fine)
$ sed '2s/CCT_CIT_TOTAL/AGE_AGGREGATE_Y15-24/;3s/,\(AGE_[^,]*\),\(CCT_[^,]*\)/,\2,\1/' $DATA/ages.csv > c104b.csv; ilms check c104b.csv
c104b.csv:2:6: error C104: AGE_AGGREGATE_TOTAL and AGE_AGGREGATE_Y15-24 are both of AGE; the row is to give one code of each classification
c104b.csv:3:8: warning T104: parts of AGE_AGGREGATE are given without the total AGE_AGGREGATE_TOTAL  (MST_XWAP_SEX_AGE_CCT_NB MYS SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 2020)
c104b.csv: ilostat, 6 cells read: 1 error, 1 warning, 0 remarks
