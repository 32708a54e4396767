# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What becomes of a questionnaire whose hidden keys were changed: nothing is lost without a word.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit --quiet $REPO/data/asean/THA.csv >log; ilms accept 1 --allow "as published" >log
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015 >log
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx >log; fill THA.xlsx base.xlsx 'MFL 15!C18=' 'MFL 15!F18=' 'MFL 15!I18='
$ ilms check base.xlsx
base.xlsx: workbook, 51 cells read: 0 errors, 0 warnings, 0 remarks
# two sheets for the same table, as two offices fill it: both are read
$ fill base.xlsx a.xlsx 'MNA 18=>MNA 18 (2)' 'MNA 18 (2)!C15=' 'MNA 18 (2)!C16=5' 'MNA 18 (2)!B16=Japan [JPN]' && ilms check a.xlsx
a.xlsx:MNA 18 (2)!F15: warning K101: the cell stands in MNA 18!F15 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2014)
a.xlsx:MNA 18 (2)!I15: warning K101: the cell stands in MNA 18!I15 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2013)
a.xlsx:MNA 18 (2)!C27: warning K101: the cell stands in MNA 18!C27 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_F CDS_DES_TOTAL 2015)
a.xlsx:MNA 18 (2)!F27: warning K101: the cell stands in MNA 18!F27 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_F CDS_DES_TOTAL 2014)
a.xlsx:MNA 18 (2)!I27: warning K101: the cell stands in MNA 18!I27 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_F CDS_DES_TOTAL 2013)
a.xlsx:MNA 18 (2)!C39: warning K101: the cell stands in MNA 18!C39 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_M CDS_DES_TOTAL 2015)
a.xlsx:MNA 18 (2)!F39: warning K101: the cell stands in MNA 18!F39 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_M CDS_DES_TOTAL 2014)
a.xlsx:MNA 18 (2)!I39: warning K101: the cell stands in MNA 18!I39 already, with the same value  (MNA_OEMP_SEX_CDS_NB THA SEX_M CDS_DES_TOTAL 2013)
a.xlsx: workbook, 60 cells read: 0 errors, 8 warnings, 0 remarks
# the mark gone, of another kind, of another country, of a table that is none
$ fill base.xlsx b.xlsx 'MST 8!A1=' && ilms check b.xlsx
b.xlsx:MST 8: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
b.xlsx: workbook, 9 cells read: 1 error, 0 warnings, 0 remarks
$ fill base.xlsx b.xlsx 'MST 8!A1=ilms-form/1 tabel X' 'MNA 18!A1=ilms-form/9 table Y' && ilms check b.xlsx
b.xlsx:MST 8!A1: error F110: the mark of the sheet says "tabel", which is no part of the form; nothing of it is read
b.xlsx:MNA 18: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
b.xlsx: workbook, 0 cells read: 2 errors, 0 warnings, 0 remarks
# stored all the same, to be returned with what was found
$ ilms submit b.xlsx --quiet; ilms questionnaire annotate 2 --output back.xlsx; ilms accept 2; ilms accept 2 --allow 'sent again'; ilms submissions | tail -1
b.xlsx: submission 2, workbook: 0 cells in 0 question tables, 2 errors, 0 warnings
back.xlsx: b.xlsx with 2 findings marked
ilms: submission 2 has 2 open errors (ilms findings 2); return it, or allow with --allow REASON
submission 2 is accepted: 0 figures in 0 question tables, 2 errors allowed
   2  accepted   2026-01-15T10:00  tester           0 cells     2 errors (0 open)     0 warnings  b.xlsx
$ fill base.xlsx b.xlsx 'MNA 18!A1=ilms-form/1 table MNA_OEMP_SEX_CDS_NB PHL' && ilms check b.xlsx
b.xlsx:MNA 18: error F111: the sheet is of PHL, the cover of THA; its figures are read as those of PHL
b.xlsx:MNA 18!C11: warning C107: no source FB:6668 is registered for PHL
b.xlsx: workbook, 51 cells read: 1 error, 1 warning, 0 remarks
$ fill base.xlsx b.xlsx 'MNA 18!A1=ilms-form/1 table MNA_XXXX_SEX_CDS_NB THA' && ilms check b.xlsx | sort | uniq -c | sort -rn | head -n 3
      1 b.xlsx:MNA 18!A1: error F110: the mark of the sheet names the table "MNA_XXXX_SEX_CDS_NB" of "THA", which there is not; nothing of it is read
      1 b.xlsx: workbook, 42 cells read: 1 error, 0 warnings, 0 remarks
# keys of rows and columns
$ fill base.xlsx c.xlsx 'MST 8!A16=slot 99 SEX_T CCT_CTZ' 'MST 8!A17=figure SEX_T CCT_CTZ_MMR CCT_CTZ_KHM CCT_CTZ_LAO' 'MST 8!A18=something' && ilms check c.xlsx
c.xlsx:MST 8!C15: error T102: the 10 parts of CCT_CTZ make 168.521, not the total 1443.474; the difference is -1274.953 and rounding explains 0.0055  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
c.xlsx:MST 8!F15: error T102: the 10 parts of CCT_CTZ make 156.955, not the total 1339.834; the difference is -1182.879 and rounding explains 0.0055  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2014)
c.xlsx:MST 8!I15: error T102: the 10 parts of CCT_CTZ make 157.175, not the total 1183.835; the difference is -1026.660 and rounding explains 0.0055  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2013)
c.xlsx:MST 8!B16: error F110: the hidden key of the row is "slot 99 SEX_T CCT_CTZ", which is none; its figures are not read
c.xlsx:MST 8!B17: error F110: the hidden key of the row is "figure SEX_T CCT_CTZ_MMR CCT_CTZ_KHM CCT_CTZ_LAO", which is none; its figures are not read
c.xlsx:MST 8!C18: warning F109: 67.995 stands in a row that is not of the form and is not read; put it into its row and year
c.xlsx:MST 8!F18: warning F109: 54.088 stands in a row that is not of the form and is not read; put it into its row and year
c.xlsx:MST 8!I18: warning F109: 60.956 stands in a row that is not of the form and is not read; put it into its row and year
c.xlsx: workbook, 48 cells read: 5 errors, 3 warnings, 0 remarks
$ fill base.xlsx c.xlsx 'MNA 18!C1=value' 'MNA 18!F1=value 1850' 'MNA 18!I1=value 2999' && ilms check c.xlsx
c.xlsx:MNA 18: error F110: the hidden row above the years was deleted or changed; nothing of the sheet is read
c.xlsx: workbook, 42 cells read: 1 error, 0 warnings, 0 remarks
$ fill base.xlsx c.xlsx 'MNA 18!C1=' 'MNA 18!F1=' 'MNA 18!I1=' && ilms check c.xlsx
c.xlsx:MNA 18: error F110: the hidden row above the years was deleted or changed; nothing of the sheet is read
c.xlsx: workbook, 42 cells read: 1 error, 0 warnings, 0 remarks
# a country typed over the formula in the women's rows is the country of that row
$ fill base.xlsx d.xlsx 'MST 8!B35=Japan [JPN]' 'MST 8!C35=1' && ilms check d.xlsx
d.xlsx:MST 8!C35: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_JPN 2015)
d.xlsx: workbook, 52 cells read: 0 errors, 1 warning, 0 remarks
# two forms on one sheet; a letter of a source twice
$ fill base.xlsx e.xlsx 'MST 8!A60=ilms-form/1 table MST_NCTP_SEX_CCT_NB THA' 'MST 8!C61=3' && ilms check e.xlsx
e.xlsx:MST 8!60: error F110: a second form begins here; it is not read: give it a sheet of its own
e.xlsx: workbook, 51 cells read: 1 error, 0 warnings, 0 remarks
$ fill base.xlsx e.xlsx 'Sources!D1=source A' && ilms check e.xlsx
e.xlsx:Sources!D9: warning F112: source A is described twice; what is said of XX:99009 here is not read
e.xlsx: workbook, 51 cells read: 0 errors, 1 warning, 0 remarks
# figures typed over the checks
$ fill base.xlsx f.xlsx 'MST 8!E15=12' && ilms check f.xlsx
f.xlsx:MST 8!E15: warning F109: 12 stands in a column that is not of the form and is not read; put it into its row and year
f.xlsx: workbook, 51 cells read: 0 errors, 1 warning, 0 remarks
# the hidden row and column cut off: of one sheet, of all, of all but the column or the row
$ fill base.xlsx g.xlsx --rows 'MNA 18' --columns 'MNA 18' && ilms check g.xlsx
g.xlsx:MNA 18!C15: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
g.xlsx: workbook, 42 cells read: 0 errors, 1 warning, 0 remarks
$ fill base.xlsx g.xlsx --rows '*' --columns '*' && ilms check g.xlsx | grep -v F108
g.xlsx:MST 8!C15: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
g.xlsx:MFL 15!L18: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
g.xlsx:MNA 16!L35: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
g.xlsx:MNA 18!C15: warning F113: the figures of the sheet are not read: it is not of the questionnaire, or its hidden first row and column were deleted; put them into an unchanged form
g.xlsx: workbook, 0 cells read: 0 errors, 4 warnings, 20 remarks
$ fill base.xlsx g.xlsx --rows '*' && ilms check g.xlsx | grep -v F108
g.xlsx:MST 8: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
g.xlsx:MFL 15: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
g.xlsx:MNA 16: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
g.xlsx:MNA 18: error F110: the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: copy its figures into an unchanged form
g.xlsx: workbook, 0 cells read: 4 errors, 0 warnings, 20 remarks
$ fill base.xlsx g.xlsx --columns '*' && ilms check g.xlsx | tail -n 4
g.xlsx:MNA 20: info F108: the sheet is not of the questionnaire and is not read
g.xlsx:MNA 21: info F108: the sheet is not of the questionnaire and is not read
g.xlsx:MNA 22: info F108: the sheet is not of the questionnaire and is not read
g.xlsx: workbook, 0 cells read: 4 errors, 0 warnings, 20 remarks
# a form in which nothing was filled in has nothing to say
$ ilms questionnaire write --round 2016 --country THA --type BA --output BA.xlsx >log; ilms check BA.xlsx
ilms: BA.xlsx: the workbook holds no figures
? 65
