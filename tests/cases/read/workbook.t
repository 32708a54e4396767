# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Tables in ILOSTAT's layout in the sheets of a workbook: headers below a title, a sheet without
# tables, numbers and texts, a formula, findings by sheet and cell.
$ ilms check $DATA/workbooks/two_sheets.xlsx | sed "s,$DATA/,,"
workbooks/two_sheets.xlsx:Employed non-citizens!I3: warning F101: the column "remark" is not known and is not read
workbooks/two_sheets.xlsx:Employed non-citizens!A8: error C101: "THX" is no country or area; did you mean THA?
workbooks/two_sheets.xlsx:Employed non-citizens!B8: warning C108: the row names no source; it is to be a type and a survey, as BA:741
workbooks/two_sheets.xlsx:Employed non-citizens!G8: error V101: "n.a." is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THX SEX_T CCT_CTZ_TOTAL 2014)
workbooks/two_sheets.xlsx:Nationals abroad!B2: warning C107: no source AA:1180 is registered for KHM
workbooks/two_sheets.xlsx:Nationals abroad!G2: error T101: women 60.541 and men 133.269 make 193.810, not the total 72.728; the difference is 121.082 and rounding explains 0.0015; 72.728 in SEX_T CRS_RES_TOTAL and 133.269 in SEX_M CRS_RES_TOTAL have probably changed places  (MNA_TPOP_SEX_CRS_NB KHM SEX_T CRS_RES_TOTAL 2010)
workbooks/two_sheets.xlsx: workbook, 7 cells read: 3 errors, 3 warnings, 0 remarks
$ ilms check --json $DATA/workbooks/two_sheets.xlsx | sed "s,$DATA/,," | sed -n 2p
{"rule":"C101","severity":"error","file":"workbooks/two_sheets.xlsx","sheet":"Employed non-citizens","cell":"A8","row":8,"column":1,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THX","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2014","value":"n.a.","message":"\"THX\" is no country or area; did you mean THA?"}
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit --quiet $DATA/workbooks/two_sheets.xlsx | sed "s,$DATA/,,"
workbooks/two_sheets.xlsx: submission 1, workbook: 7 cells in 2 question tables, 3 errors, 3 warnings
$ ilms findings 1 --severity error
submission 1, Employed non-citizens!A8: error C101: "THX" is no country or area; did you mean THA?  (MST_NCTE_SEX_CCT_NB THX SEX_T CCT_CTZ_TOTAL 2014)
submission 1, Employed non-citizens!G8: error V101: "n.a." is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THX SEX_T CCT_CTZ_TOTAL 2014)
submission 1, Nationals abroad!G2: error T101: women 60.541 and men 133.269 make 193.810, not the total 72.728; the difference is 121.082 and rounding explains 0.0015; 72.728 in SEX_T CRS_RES_TOTAL and 133.269 in SEX_M CRS_RES_TOTAL have probably changed places  (MNA_TPOP_SEX_CRS_NB KHM SEX_T CRS_RES_TOTAL 2010)
$ ilms accept 1 --allow "as published"
submission 1 is accepted: 6 figures in 2 question tables, 3 errors allowed
$ ilms release r
release 1 "r": 6 observations in 6 series, SHA-256 be102680df0c
$ ilms query --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.89,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2014,540.4,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2014,393.49,
KHM,AA:1180,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_TOTAL,2010,72.728,
KHM,AA:1180,MNA_TPOP_SEX_CRS_NB,SEX_M,CRS_RES_TOTAL,2010,133.269,
KHM,AA:1180,MNA_TPOP_SEX_CRS_NB,SEX_F,CRS_RES_TOTAL,2010,60.541,
$ ilms explain r MNA_TPOP_SEX_CRS_NB/KHM.A..SEX_T./2010
72.728 thousand  Stock of nationals abroad by sex and country of residence, Cambodia, 2010
  key         KHM.A.MNA_TPOP_NB.SEX_T.CRS_RES_TOTAL
  release     1 "r", 2026-01-15T10:00:00Z, SHA-256 be102680df0c
  source      AA:1180 Population census
  definition  Stock of citizens of the reporting country, of all ages, whose usual residence is in another country, in thousands, by country of residence.
  read from   two_sheets.xlsx, sheet 3, cell G2 (SHA-256 74a9d0ac3ff4)
  submission  1, received on 2026-01-15T10:00:00Z from tester
  check       warning C107: no source AA:1180 is registered for KHM
  check       error T101: women 60.541 and men 133.269 make 193.810, not the total 72.728; the difference is 121.082 and rounding explains 0.0015
              allowed by tester on 2026-01-15T10:00:00Z: as published
  accepted    on 2026-01-15T10:00:00Z by tester
# what is no workbook, or none with figures
$ { printf 'PK\003\004'; head -c 500 /dev/zero; } > broken.xlsx; ilms check broken.xlsx
ilms: broken.xlsx: the file is damaged or was cut short on its way: its zip archive has no sound directory; send it again
? 65
$ { printf '\320\317\021\340\241\261\032\341'; head -c 600 /dev/zero; } > old.xls; ilms check old.xls
ilms: old.xls: the file is an old Excel workbook (.xls); save it as .xlsx and send that
? 65
