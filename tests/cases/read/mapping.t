# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Sheets of any layout, read by a mapping: titles, headings over several columns, tables under each
# other, notes beside figures. What the mapping does not explain is told once, with how much it is.
$ cd $DATA/freeform; ilms check abroad.csv --map abroad.map
abroad.csv:5: info F107: the mapping leaves out 1 row and 0 columns of the table that begins here, with 6 filled cells
abroad.csv:5:2: error T102: the 3 parts of CDS_DES make 1.640, not the total 1.650; the difference is -0.010 and rounding explains 0.0020; 0.190 in SEX_T CDS_DES_X should probably be 0.198: one digit wrong  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2019)
abroad.csv:5:2: warning V106: "1,650" can be read in two ways and is taken for 1650, as are 3 more cells; the mapping is to say decimals = point or comma
abroad.csv:5:3: error T102: the 3 parts of CDS_DES make 1.095, not the total 1.100; the difference is -0.005 and rounding explains 0.0020; 0.095 in SEX_M CDS_DES_X should probably be 0.100: copied from another cell  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2019)
abroad.csv:5:4: error T102: the 3 parts of CDS_DES make 0.545, not the total 0.550; the difference is -0.005 and rounding explains 0.0020  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2019)
abroad.csv:5:5: info V107: the mark "p" beside 2 figures is not kept; the mapping can give it a meaning with marks = LIST
abroad.csv:6:8: warning F106: the mapping does not mention this column, which holds 1 cell in the rows of a table; ignore = says that it is known
abroad.csv:8:7: warning V108: "-" stands in 1 cell, which is not read; the mapping is to say dash = zero, none or leave
abroad.csv:9:1: warning F105: "Atlantis" in column A is no code that the mapping knows; 6 figures beside it are not read; give it a line in the list
abroad.csv:14:3: error V102: -0.005 is negative; a number of persons cannot be; -0.005 should probably be 0.005: the sign turned round  (MNA_XRET_SEX_CPR_NB LAO SEX_T CPR_PRV_TOTAL 2020)
abroad.csv:16: warning F106: no table of the mapping has this row, which holds 1 number
abroad.csv: mapped, 31 cells read: 4 errors, 5 warnings, 2 remarks
$ cd $DATA/freeform; ilms check abroad.csv --map abroad.map --json | grep F105
{"rule":"F105","severity":"warning","file":"abroad.csv","line":9,"column":1,"value":"Atlantis","message":"\"Atlantis\" in column A is no code that the mapping knows; 6 figures beside it are not read; give it a line in the list"}
$ cd $DATA/freeform; ilms check abroad.csv --map abroad_full.map
abroad.csv:5: info F107: the mapping leaves out 2 rows and 0 columns of the table that begins here, with 12 filled cells
abroad.csv:5:2: error T102: the 3 parts of CDS_DES make 1.640, not the total 1.650; the difference is -0.010 and rounding explains 0.0020; 0.190 in SEX_T CDS_DES_X should probably be 0.198: one digit wrong  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2019)
abroad.csv:5:3: error T102: the 3 parts of CDS_DES make 1.095, not the total 1.100; the difference is -0.005 and rounding explains 0.0020; 0.095 in SEX_M CDS_DES_X should probably be 0.100: copied from another cell  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2019)
abroad.csv:5:4: error T102: the 3 parts of CDS_DES make 0.545, not the total 0.550; the difference is -0.005 and rounding explains 0.0020  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2019)
abroad.csv:14:3: error V102: -0.005 is negative; a number of persons cannot be; -0.005 should probably be 0.005: the sign turned round  (MNA_XRET_SEX_CPR_NB LAO SEX_T CPR_PRV_TOTAL 2020)
abroad.csv:16: warning F106: no table of the mapping has this row, which holds 1 number
abroad.csv: mapped, 26 cells read: 4 errors, 1 warning, 1 remark
$ cd $DATA/freeform; ilms check matrix.csv --map matrix.map
matrix.csv:3: warning C107: no source EA:2086 is registered for MYS
matrix.csv:3: warning C107: no source EA:2086 is registered for VNM
matrix.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 2 filled cells
matrix.csv:3:2: warning T104: parts of COU_ORI are given without the total COU_ORI_TOTAL  (MST_TPOP_COU_NB VNM COU_ORI_IDN 2017)
matrix.csv:3:3: warning T104: parts of COU_ORI are given without the total COU_ORI_TOTAL  (MST_TPOP_COU_NB MYS COU_ORI_IDN 2017)
matrix.csv: mapped, 4 cells read: 0 errors, 4 warnings, 1 remark
# A workbook: merged headings carry on, the sheet is found by what a cell says, findings name the cell.
$ cd $DATA; ilms check workbooks/free_form.xlsx --map freeform/free_form.map
workbooks/free_form.xlsx:T2!G10: error V101: "sixty" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_X 2023)
workbooks/free_form.xlsx:Notes: warning F106: no table of the mapping is on this sheet, which holds 1 number
workbooks/free_form.xlsx: mapped, 30 cells read: 1 error, 1 warning, 0 remarks
# Submitted, accepted, released: the figures are in the table's unit and lead back to their cells.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit --quiet $DATA/freeform/abroad.csv --map $DATA/freeform/abroad_full.map
$DATA/freeform/abroad.csv: submission 1, mapped: 26 cells in 4 question tables, 4 errors, 1 warning
$ ilms submit --quiet $DATA/workbooks/free_form.xlsx --map $DATA/freeform/free_form.map
$DATA/workbooks/free_form.xlsx: submission 2, mapped: 30 cells in 2 question tables, 1 error, 1 warning
$ ilms accept 1 --allow "as published"
submission 1 is accepted: 26 figures in 4 question tables, 4 errors allowed
$ ilms accept 2 --allow "as published"
submission 2 is accepted: 29 figures in 2 question tables, 1 error allowed
$ ilms release r
release 1 "r": 55 observations in 28 series, SHA-256 7046f9bfa6fe
$ ilms query --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,2.000,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2023,2.100,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_KHM,2022,0.400,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_KHM,2023,0.400,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_LAO,2022,0.500,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_LAO,2023,0.500,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2022,1.000,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2023,1.100,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2022,0.100,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2023,0.100,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2022,1.200,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2023,1.250,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_KHM,2022,0.240,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_KHM,2023,0.240,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_LAO,2022,0.300,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_LAO,2023,0.300,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_MMR,2022,0.600,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_MMR,2023,0.650,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_X,2022,0.060,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2022,0.800,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2023,0.850,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_KHM,2022,0.160,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_KHM,2023,0.160,E
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_LAO,2022,0.200,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_LAO,2023,0.200,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_MMR,2022,0.400,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_MMR,2023,0.450,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,2022,0.040,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,2023,0.040,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,2019,1.650,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,2020,0.950,P
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_KOR,2019,0.250,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_KOR,2020,0.150,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,2019,1.200,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,2020,0.700,P
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_X,2019,0.190,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_X,2020,0.100,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_TOTAL,2019,1.100,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_TOTAL,2020,0.630,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_KOR,2019,0.200,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_KOR,2020,0.150,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_THA,2019,0.800,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_THA,2020,0.450,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_X,2019,0.095,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_X,2020,0.030,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_TOTAL,2019,0.550,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_TOTAL,2020,0.320,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_KOR,2019,0.050,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_KOR,2020,0,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_THA,2019,0.400,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_THA,2020,0.250,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_X,2019,0.095,
LAO,EB:6658,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_X,2020,0.070,
LAO,EB:6658,MNA_XRET_SEX_CPR_NB,SEX_T,CPR_PRV_TOTAL,2019,0.001234,
LAO,EB:6658,MNA_XRET_SEX_CPR_NB,SEX_T,CPR_PRV_TOTAL,2020,-0.005,
$ ilms explain r DF_MNA_OEMP_SEX_CDS_NB/LAO.A..SEX_F.CDS_DES_KOR/2020 | grep 'read from'
  read from   abroad.csv, line 8, column 7 (SHA-256 2afc199f368c)
# The same file is the same submission only with the same mapping.
$ ilms submit --quiet $DATA/freeform/abroad.csv --map $DATA/freeform/abroad_full.map
$DATA/freeform/abroad.csv: the same file was received before, as submission 1; nothing is stored anew
$ ilms submit --quiet $DATA/freeform/abroad.csv --map $DATA/freeform/abroad.map
$DATA/freeform/abroad.csv: submission 3, mapped: 31 cells in 4 question tables, 4 errors, 5 warnings
