# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The worked example of each rule that a CSV can break, and what the rule says of it.
$ cd $REPO/data/rules; for f in ????.csv; do ilms check $f | grep " ${f%.csv}: " || echo "$f does not show its rule"; done
C101.csv:2:1: error C101: "SIA" is no country or area; did you mean AIA?
C102.csv:2:3: error C102: "MST_NCTX_SEX_CCT_NB" is no table of the questionnaire; did you mean MST_NCTE_SEX_CCT_NB?
C103.csv:2:5: error C103: "CCT_CTZ_ALL" is no classification code; did you mean CCT_CTZ_ALB?
C104.csv:2:5: error C104: AGE_AGGREGATE_TOTAL belongs to AGE (Age), but MST_NCTE_SEX_CCT_NB is broken down by CCT
C105.csv:2:5: error C105: MST_NCTE_SEX_CCT_NB is broken down by CCT (Citizenship), but the row gives no code of it
C106.csv:2:2: error C106: "QQ:741" is no source; it is to be a type of the list and a survey, as BA:741
C107.csv:2:2: warning C107: no source BA:999999 is registered for THA
C108.csv:2:2: warning C108: the row names no source; it is to be a type and a survey, as BA:741
C109.csv:2:8: error C109: "Q" is no observation status; it is to be one letter of the list, as B or E
C110.csv:2:10: warning C110: "S3-5" is no note; it is to be a type of the list and a number, as T36:3215
C111.csv:2:5: info C111: CCT_CIT is neither asked for nor disseminated in MST_NCTE_SEX_CCT_NB
C112.csv:2:4: error C112: "SEX_A" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
C113.csv:2:5: error C113: MEASURE is "MST_NCTE_NB", but MST_NCTP_SEX_CCT_NB measures MST_NCTP_NB
C114.csv:3:7: error C114: CDS_DES_THA is the reporting country itself; its nationals there are not abroad  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_THA 2020)
C115.csv:3:7: warning C115: CCT_CTZ_THA is the reporting country itself; who counts its own citizens or natives among migrants says why  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_THA 2020)
F101.csv:1:11: warning F101: the column "colour" is not known and is not read
F102.csv:3: error F102: the row has 11 fields, the header 10 columns; a comma inside a number or text needs quotes around it
F103.csv:3: error F103: text stands behind a closing quote
F104.csv:3:9: error F104: "I13:caf�" holds bytes that are not UTF-8 text; save the file as UTF-8, in Excel as "CSV UTF-8 (Comma delimited)"
H101.csv:6:7: warning H101: all 4 figures of the table are those of 2019  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2020)
H102.csv:5:7: info H102: 50.131 stands in 2019 too  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TWN 2020)
H103.csv:10:7: error H103: the figures of this table are some 1,000 times those of 2018; it seems to be in another unit  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2020)
H104.csv:9:7: warning H104: from 101.0 in 2018 it rises to 980.0 in 2019, by a factor of 9.7, and goes back to 103.0 in 2020; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
H105.csv:9:7: warning H105: from 101.0 in 2018 it rises to 301.0 in 2019, by a factor of 3.0, and stays there; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
H106.csv:9:7: info H106: from 101.0 in 2018 it rises to 301.0 in 2019, by a factor of 3.0; there is the status B, break in the series  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
H107.csv:13:7: warning H107: women are 85.7 per cent of the total 112.0, and some 40.0 per cent in the years around  (MNA_OEMP_SEX_CDS_NB THA SEX_F CDS_DES_TOTAL 2018)
H108.csv:6:7: warning H108: CDS_DES_TWN, with 50.0 in 2019, is not listed here, and what is left for other countries, 21.0, does not hold it  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2020)
K101.csv:3:7: warning K101: the cell stands in line 2 already, with the same value  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
K102.csv:3:7: error K102: the cell stands in line 2 already, with 100.0 instead of 110.0; if this is allowed, line 2 is used  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
K103.csv:3: warning K103: the message deletes this figure; it is read as not available, which takes back what was accepted before
K104.csv:3: error K104: the message deletes by a part of the key; name each cell that is to be taken back, or send it with the status N
M101.csv:2:7: info M101: 1500.0 here; THA reports 600.0 for the same persons in MST_NCTP_SEX_CCT_NB, which differs by a factor of 2.5  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
P101.csv:2:6: error P101: "2020/21" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020/21)
P102.csv:2:6: error P102: 2089 is outside the years 1980 to 2026  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2089)
T101.csv:2:7: error T101: women 30.0 and men 60.0 make 90.0, not the total 100.0; the difference is -10.0 and rounding explains 0.15; of 2 possible changes the likeliest: 60.0 in SEX_M CCT_CTZ_TOTAL should probably be 70.0: one digit wrong  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
T102.csv:2:7: error T102: the 5 parts of EDU_AGGREGATE make 110.0, not the total 100.0; the difference is 10.0 and rounding explains 0.30; of 5 possible changes the likeliest: 10.0 in SEX_T EDU_AGGREGATE_LTB should probably be 0.0: one digit too many  (MFL_NWAP_SEX_EDU_NB THA SEX_T EDU_AGGREGATE_TOTAL 2020)
T103.csv:2:7: warning T103: the 4 parts of EDU_AGGREGATE make 95.0, the total is 100.0; what is missing, 5.0, belongs into EDU_AGGREGATE_X  (MFL_NWAP_SEX_EDU_NB THA SEX_T EDU_AGGREGATE_TOTAL 2020)
T104.csv:2:7: warning T104: parts of EDU_AGGREGATE are given without the total EDU_AGGREGATE_TOTAL  (MFL_NWAP_SEX_EDU_NB THA SEX_T EDU_AGGREGATE_LTB 2020)
T105.csv:2:7: warning T105: the table gives women and men without any total over sex  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_TOTAL 2020)
T106.csv:3:7: warning T106: the 3 codes of OCU_ISCO08 that belong here make 30.0, not 20.0; the difference is 10.0 and rounding explains 0.20  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L3-4 2020)
T106.csv:5:7: warning T106: the 1 code of OCU_ISCO08 that belongs here makes 20.0, not 30.0; the difference is -10.0 and rounding explains 0.10  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2020)
T107.csv:3:7: warning T107: all of the total 100.0 stands under CCT_CTZ_X  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_X 2020)
T108.csv:2:7: warning T108: the total 100.0 is that of men alone; women are missing in it  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
V101.csv:2:7: error V101: "many" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
V102.csv:2:7: error V102: -100.0 is negative; a number of persons cannot be; -100.0 should probably be 100.0: the sign turned round  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
V103.csv:2:7: info V103: the cell is empty and no status says why  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
V104.csv:2:8: error V104: 104.0 per cent is more than 100  (MST_TUNE_SEX_AGE_CCT_RT THA SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2020)
V105.csv:2:11: error V105: UNIT_MULT is "0", but MST_NCTE_SEX_CCT_NB is in units of ten to the power of 3  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
V106.csv:2:7: warning V106: "100,500" can be read in two ways and is taken for 100500; write 100500 or 100.500
X101.csv:6:8: warning X101: 120.0 here, but 100.0 in MST_TEMP_SEX_AGE_CCT_NB, which counts the same; the difference is 20.0 and rounding explains 0.10  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
X102.csv:3:8: error X102: 80.0 (MST_TEMP_SEX_AGE_CCT_NB) and 30.0 (MST_TUNE_SEX_AGE_CCT_NB) are more than 100.0 (MST_XWAP_SEX_AGE_CCT_NB), of which they can only be a part; the difference is 10.0 and rounding explains 0.15  (MST_TEMP_SEX_AGE_CCT_NB THA SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 2020)
X103.csv:3:8: warning X103: 900.0 (MST_TEMP_SEX_AGE_CCT_NB) and 100.0 (MST_TUNE_SEX_AGE_CCT_NB) do not make 1100.0 (MST_TEAP_SEX_AGE_CCT_NB); the difference is -100.0 and rounding explains 0.15  (MST_TEMP_SEX_AGE_CCT_NB THA SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2020)
X104.csv:6:7: warning X104: all 4 figures of the table stand in MNA_OEMP_SEX_CDS_NB too; one of the two was copied from the other  (MNA_TPOP_SEX_CRS_NB THA SEX_T CRS_RES_TOTAL 2020)
X105.csv:6:8: error X105: 100000.0 here is 1000 times the 100.0 of MST_TEMP_SEX_AGE_CCT_NB; the table seems to be in another unit  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
# mended, the rule has nothing to say
$ cd $REPO/data/rules; for f in ????.csv; do ilms check $DATA/rules/${f%.csv}-good.csv > /tmp/none.$$ || echo "${f%.csv}-good.csv cannot be read"; grep " ${f%.csv}: " /tmp/none.$$; rm /tmp/none.$$; done
# a rule without such a file is one of sheets and workbooks; its example is told
$ cd $REPO/data/rules; ilms rules --json | sed 's/.*"rule":"\([A-Z0-9]*\)".*/\1/' | while read rule; do test -e $rule.csv || ls $rule.txt; done
F105.txt
F106.txt
F107.txt
V107.txt
V108.txt
F108.txt
F109.txt
N101.txt
N102.txt
F110.txt
F111.txt
F112.txt
F113.txt
N103.txt
N104.txt
V109.txt
H109.txt
# the page of the manual is made of them
$ ilms rules --page > rules.md; diff rules.md $REPO/doc/rules.md > differs || echo "doc/rules.md is out of date: make docs"
$ ilms rules T101 --language id
T101  error    Perempuan dan laki-laki tidak sama dengan jumlah total
      SEX_F + SEX_M berbeda dari SEX_T lebih dari pembulatan ketiga angka itu, atau yang diisi di antaranya melebihi SEX_T.
      It needs the total and women or men of one cell; tolerance: half a unit of the last place of each figure, summed.
\
     1  ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_indicator,note_source
     2  THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,100.0,,,
     3  THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,60.0,,,
     4  THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2020,30.0,,,
\
     2: perempuan 30.0 dan laki-laki 60.0 berjumlah 90.0, tidak sama dengan jumlah total 100.0; selisihnya -10.0, sedangkan pembulatan hanya menjelaskan 0.15; dari 2 kemungkinan perubahan, yang paling mungkin: 60.0 pada SEX_M CCT_CTZ_TOTAL mungkin seharusnya 70.0: satu angka salah
$ ilms rules T101 --json
{"rule":"T101","severity":"error","title":"Women and men are not the total","text":"SEX_F + SEX_M differs from SEX_T by more than the rounding of the three figures, or what is given of them is above it.","needs":"the total and women or men of one cell; tolerance: half a unit of the last place of each figure, summed","file":"ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_indicator,note_source\nTHA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,100.0,,,\nTHA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,60.0,,,\nTHA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2020,30.0,,,\n","finding":"women 30.0 and men 60.0 make 90.0, not the total 100.0; the difference is -10.0 and rounding explains 0.15"}
$ ilms rules N103 --language vi
N103  info     Số liệu lấy từ đề xuất
      Quốc gia đã chấp nhận một đề xuất trong bảng tính được gửi trả: ô vẫn chứa số cũ và được đọc là số đã đề xuất.
      It needs an answered workbook.
\
The returned workbook proposes 996.607 for 969.607, two digits exchanged, and the country chooses "accept the
proposal". The cell still holds 969.607; the figure of the submission is 996.607, and the finding at the cell
says so.
$ ilms rules T999
ilms: there is no rule "T999"; see ilms rules
? 64
