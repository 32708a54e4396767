# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Decimals behind a comma, and what Excel puts around a table.
$ { echo 'sep=;'; tr ,. ';,' < $DATA/good.csv | sed 's/$/;;/'; } > excel.csv; head -3 excel.csv; ilms check excel.csv
sep=;
ref_area;source;indicator;sex;classif1;time;obs_value;obs_status;note_source;;
MYS;BA:544;MST_NCTE_SEX_CCT_NB;SEX_T;CCT_CTZ_IDN;2020;100,750;;;;
excel.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ { ilms init > log; ilms submit --quiet excel.csv; ilms accept 1; ilms release one; } > log; ilms query --format ilostat | head -2
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
# quoted, between commas: the file does not tell
$ sed 's/[0-9]*\.[0-9]*/"&"/; s/\./,/' $DATA/good.csv > quoted.csv; head -2 quoted.csv; ilms check quoted.csv
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2020,"100,750",,
quoted.csv:2:7: warning V106: "100,750" can be read in two ways, as can 23 more, and is taken for 100750; write 100750 or 100.750
quoted.csv: ilostat, 24 cells read: 0 errors, 1 warning, 0 remarks
$ { cat quoted.csv; echo 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2019,"0,5",'; } > told.csv; ilms check told.csv
told.csv:2:7: warning H105: from 0.5 in 2019 it rises to 100.750 in 2020, by a factor of 202, and stays there; this series lets expect a factor of at most 2.5  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
told.csv:26:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2019)
told.csv: ilostat, 25 cells read: 0 errors, 2 warnings, 0 remarks
$ sed '3s/[0-9]*\.[0-9]*/"12,5"/' $DATA/good.csv > odd.csv; head -3 odd.csv; ilms check odd.csv
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2020,100.750,,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_IDN,2020,"12,5",,
odd.csv:2:7: error T101: women 40.250 and men 12.500 make 52.750, not the total 100.750; the difference is -48.000 and rounding explains 0.0015; by the other figures 12.5 in SEX_M CCT_CTZ_IDN should be 60.500; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_M CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
odd.csv:3:7: warning V106: "12,5" is taken for 12.5, but elsewhere the file writes decimals with a point
odd.csv:12:7: error T102: the 3 parts of CCT_CTZ make 50.875, not the total 98.875; the difference is -48.000 and rounding explains 0.0020; by the other figures 12.5 in SEX_M CCT_CTZ_IDN should be 60.500; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_M CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_TOTAL 2020)
odd.csv:15:7: warning H104: from 12.5 in 2020 it rises to 61.500 in 2021, by a factor of 4.9; this series lets expect a factor of at most 2.4  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_IDN 2021)
odd.csv: ilostat, 24 cells read: 2 errors, 2 warnings, 0 remarks
# files put one behind the other, and with notes below the table
$ { cat $DATA/good.csv; sed 's/2020/2019/; 1s/^/\xef\xbb\xbf/' $DATA/good.csv | head -2; } > both.csv; ilms check both.csv
both.csv:2:7: info H102: 100.750 stands in 2019 too  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
both.csv:27:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2019)
both.csv: ilostat, 25 cells read: 0 errors, 1 warning, 1 remark
$ { head -3 $DATA/good.csv; cut -d, -f2- $DATA/good.csv; } > two.csv; ilms check two.csv
two.csv:2:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
two.csv:3:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_IDN 2020)
two.csv:4: error F102: here a second header begins, with other columns than the first; it and the rows below it are not read; make two files of this one
two.csv: ilostat, 3 cells read: 1 error, 2 warnings, 0 remarks
$ { head -3 $DATA/good.csv; echo ',,,,,,,'; echo 'Source: survey'; echo 'Total,,,,,200,'; } > notes.csv; ilms check notes.csv
notes.csv:2:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
notes.csv:3:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_IDN 2020)
notes.csv:5: error F102: the row has 1 field, the header 9 columns; below the header there are to be figures only, no notes, each with all columns
notes.csv:6:1: error C101: "Total" is no country or area
notes.csv:6:2: warning C108: the row names no source; it is to be a type and a survey, as BA:741
notes.csv:6:3: error C102: indicator is empty; it is to be a table's code, as MST_NCTE_SEX_CCT_NB
notes.csv:6:6: error P101: "200" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05
notes.csv:6:7: info V103: the cell is empty and no status says why
notes.csv: ilostat, 4 cells read: 4 errors, 3 warnings, 1 remark
$ sed '1s/$/,,/; 4s/$/,,see below/' $DATA/good.csv > beside.csv; ilms check beside.csv
beside.csv:1:11: warning F101: column 11 has no name in the header and is not read
beside.csv: ilostat, 24 cells read: 0 errors, 1 warning, 0 remarks
$ for l in id vi th; do ilms check quoted.csv --language $l | head -1; ilms check notes.csv --language $l | sed -n 3p; done
quoted.csv:2:7: warning V106: “100,750” dapat dibaca dengan dua cara, demikian pula 23 lainnya, dan dianggap 100750; tulislah 100750 atau 100.750
notes.csv:5: error F102: baris ini memiliki 1 isian, sedangkan baris judul 9 kolom; di bawah baris judul hanya boleh ada angka tanpa catatan, masing-masing dengan semua kolom
quoted.csv:2:7: warning V106: “100,750” có thể đọc theo hai cách, cũng như 23 giá trị khác, và được hiểu là 100750; vui lòng ghi 100750 hoặc 100.750
notes.csv:5: error F102: dòng này có 1 trường, còn dòng tiêu đề có 9 cột; dưới dòng tiêu đề chỉ được có số liệu, không có ghi chú, mỗi dòng đủ các cột
quoted.csv:2:7: warning V106: “100,750” อ่านได้สองแบบ เช่นเดียวกับอีก 23 ค่า และถือเป็น 100750 กรุณาเขียน 100750 หรือ 100.750
notes.csv:5: error F102: บรรทัดนี้มี 1 ช่อง แต่บรรทัดหัวมี 9 คอลัมน์ ใต้บรรทัดหัวต้องมีเฉพาะตัวเลขที่มีครบทุกคอลัมน์ ไม่มีหมายเหตุ
