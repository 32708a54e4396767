# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What the keys of a mapping do, one after the other, on small sheets.
$ cat > show <<'END'
> ilms check s.csv --map m.map
> rm -f b.db; export ILMS_BASE=b.db; ilms init > /dev/null
> ilms submit --quiet s.csv --map m.map > /dev/null; ilms accept 1 --allow x > /dev/null
> ilms release r > /dev/null; ilms query --format ilostat | cut -d, -f1,4-
> END
$ cat > s.csv <<'SHEET'
> Country,Type,Year,Men,Women,Both
> Thailand,B,2019,1,2,3
> ,R,2020,4,5,9
> ,Z,2021,6,-,x
> Viet Nam,,2019,7,(c),n.a.
> Total,,2019,8,9,17
> SHEET
> cat > m.map <<'MAP'
> [table]
> country   = MMR
> source    = EA:6656
> indicator = MNA_TPOP_SEX_CRS_NB
> classif1  = column A carried as CRS_RES
> status    = column B by types
> note_source = column B by notes
> time      = column C
> sex       = header 1 by sexes
> rows      = 2-
> skip      = column A is Total
> figures   = D-F
> dash      = none
> [list types]
> B = -
> R = R
> [list notes]
> B = T36:3214
> * = -
> [list sexes]
> Men   = M
> Women = F
> Both  = T
> MAP
> sh show
s.csv:2: warning C107: no source EA:6656 is registered for MMR
s.csv:2: info F107: the mapping leaves out 1 row and 0 columns of the table that begins here, with 3 filled cells
s.csv:2:4: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2019)
s.csv:2:4: warning V109: the mapping does not say the unit of the figures, and all are whole numbers; they are read as thousands: say scale = 0.001 if they are persons, scale = 1 if they are thousands  (MNA_TPOP_SEX_CRS_NB)
s.csv:2:5: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_F CRS_RES_THA 2019)
s.csv:2:6: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2019)
s.csv:3:4: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2020)
s.csv:3:5: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_F CRS_RES_THA 2020)
s.csv:3:6: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
s.csv:4:4: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2021)
s.csv:4:4: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2021)
s.csv:5:4: warning T105: men are given without the total over sex  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_VNM 2019)
s.csv: mapped, 12 cells read: 0 errors, 11 warnings, 1 remark
ref_area,sex,classif1,time,obs_value,obs_status,note_source
MMR,SEX_T,CRS_RES_THA,2019,3,,T36:3214
MMR,SEX_T,CRS_RES_THA,2020,9,R,
MMR,SEX_T,CRS_RES_THA,2021,,X,
MMR,SEX_T,CRS_RES_VNM,2019,,N,
MMR,SEX_M,CRS_RES_THA,2019,1,,T36:3214
MMR,SEX_M,CRS_RES_THA,2020,4,R,
MMR,SEX_M,CRS_RES_THA,2021,6,Z,
MMR,SEX_M,CRS_RES_VNM,2019,7,,
MMR,SEX_F,CRS_RES_THA,2019,2,,T36:3214
MMR,SEX_F,CRS_RES_THA,2020,5,R,
MMR,SEX_F,CRS_RES_THA,2021,,N,
MMR,SEX_F,CRS_RES_VNM,2019,,C,
# without an observation for "x", "n.a.", "(c)", without a word about the dash
$ sed -i 's/^dash.*/dash = leave\nnone = leave/' m.map; ilms check s.csv --map m.map | tail -1
s.csv: mapped, 8 cells read: 0 errors, 11 warnings, 1 remark
# the same text in several rows or columns: by number, the first, the last
$ cat > s.csv <<'SHEET'
> ,2019,2019,2020,2020
> ,Total,Share,Total,Share
> Others,1,50,2,60
> Thailand,3,50,4,40
> Others,5,,6,
> SHEET
> cat > m.map <<'MAP'
> [table]
> country   = MMR
> source    = EA:6656
> indicator = MNA_TPOP_SEX_CRS_NB
> classif1  = column A by places as CRS_RES
> sex       = SEX_T
> time      = header 1 by years
> rows      = 3-
> figures   = B-
> [list places]
> Others @3 = -
> Others    = X
> [list years]
> 2019 @last = -
> 2020 @E    = -
> MAP
> ilms check s.csv --map m.map
s.csv:3: info F107: the mapping leaves out 1 row and 2 columns of the table that begins here, with 6 filled cells
s.csv:4: warning C107: no source EA:6656 is registered for MMR
s.csv:4:2: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2019)
s.csv:4:2: warning V109: the mapping does not say the unit of the figures, and all are whole numbers; they are read as thousands: say scale = 0.001 if they are persons, scale = 1 if they are thousands  (MNA_TPOP_SEX_CRS_NB)
s.csv:4:4: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
s.csv: mapped, 4 cells read: 0 errors, 4 warnings, 1 remark
$ sed -i 's/^Others @3 = -/Others @first = X/; s/^Others    = X/Others @last = -/' m.map; ilms check s.csv --map m.map | tail -1
s.csv: mapped, 4 cells read: 0 errors, 4 warnings, 1 remark
# only some rows; thousands by points; a year written as 2019.0; several figures of one cell
$ cat > s.csv <<'SHEET'
> sex;year;place;stock
> Male;2019.0;764;1.234
> Female;2019.0;764;12.345.678
> Male;2019.0;764;1.235
> SHEET
> cat > m.map <<'MAP'
> [all]
> separator = semicolon
> [table]
> country   = MMR
> source    = EA:6656
> indicator = MNA_TPOP_SEX_CRS_NB
> classif1  = column C as CRS_RES
> sex       = SEX_M
> time      = column B
> rows      = 2-
> only      = column A is male
> figures   = D
> decimals  = comma
> scale     = 0.001
> MAP
> sh show
s.csv:2: warning C107: no source EA:6656 is registered for MMR
s.csv:2: info F107: the mapping leaves out 1 row and 0 columns of the table that begins here, with 1 filled cell
s.csv:2:4: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2019)
s.csv:2:4: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2019)
s.csv:4:4: error K102: the cell stands in line 2 already, with 1.234 instead of 1.235; if this is allowed, line 2 is used  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2019)
s.csv: mapped, 2 cells read: 1 error, 3 warnings, 1 remark
ref_area,sex,classif1,time,obs_value,obs_status
MMR,SEX_M,CRS_RES_THA,2019,1.234,
$ sed -i '/^only/d; s/^sex .*/sex = column A by sexes/' m.map; printf '[list sexes]\nMale = M\nFemale = F\n' >> m.map; ilms check s.csv --map m.map | tail -2
s.csv:4:4: error K102: the cell stands in line 2 already, with 1.234 instead of 1.235; if this is allowed, line 2 is used  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 2019)
s.csv: mapped, 3 cells read: 1 error, 4 warnings, 0 remarks
