# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What the cells should probably be where sums are broken: the product proposes, the country confirms.
$ rows LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,2014,9.831,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_TOTAL,2014,4.000,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_TOTAL,2014,5.831,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_KOR,2014,7.500,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_KOR,2014,2.669,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_KOR,2014,4.831,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_X,2014,2.331,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_X,2014,1.331,, LAO,XX:99004,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_X,2014,1.000,, > fine.csv; ilms check fine.csv
fine.csv: ilostat, 9 cells read: 0 errors, 0 warnings, 0 remarks
# two digits exchanged: the sum over sex and the sum of women meet in it
$ sed 's/KOR,2014,4.831/KOR,2014,4.381/' fine.csv > exchanged.csv; ilms check exchanged.csv
exchanged.csv:4:7: error T102: the 2 parts of CDS_DES make 5.381, not the total 5.831; the difference is -0.450 and rounding explains 0.0015; 4.381 in SEX_F CDS_DES_KOR should probably be 4.831: two neighbouring digits exchanged  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2014)
exchanged.csv:5:7: error T101: women 4.381 and men 2.669 make 7.050, not the total 7.500; the difference is -0.450 and rounding explains 0.0015; 4.381 in SEX_F CDS_DES_KOR should probably be 4.831: two neighbouring digits exchanged  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_KOR 2014)
exchanged.csv: ilostat, 9 cells read: 2 errors, 0 warnings, 0 remarks
$ ilms check --json exchanged.csv
{"rule":"T102","severity":"error","file":"exchanged.csv","line":4,"column":7,"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","source":"XX:99004","sex":"SEX_F","classif1":"CDS_DES_TOTAL","time":"2014","value":"5.831","message":"the 2 parts of CDS_DES make 5.381, not the total 5.831; the difference is -0.450 and rounding explains 0.0015","proposals":[{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_KOR","time":"2014","from":"4.381","to":"4.831"}],"cause":"two neighbouring digits exchanged","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_KOR"},{"rule":"T102","sex":"SEX_F","classif1":"CDS_DES_TOTAL"}]}]}
{"rule":"T101","severity":"error","file":"exchanged.csv","line":5,"column":7,"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","source":"XX:99004","sex":"SEX_T","classif1":"CDS_DES_KOR","time":"2014","value":"7.500","message":"women 4.381 and men 2.669 make 7.050, not the total 7.500; the difference is -0.450 and rounding explains 0.0015","proposals":[{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_KOR","time":"2014","from":"4.381","to":"4.831"}],"cause":"two neighbouring digits exchanged","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_KOR"},{"rule":"T102","sex":"SEX_F","classif1":"CDS_DES_TOTAL"}]}]}
$ ilms check --language vi exchanged.csv
exchanged.csv:4:7: error T102: 2 phần chi tiết của CDS_DES cộng lại bằng 5.381, không bằng tổng số 5.831; chênh lệch là -0.450, trong khi làm tròn số chỉ giải thích được 0.0015; 4.381 ở SEX_F CDS_DES_KOR có lẽ phải là 4.831: hai chữ số liền nhau bị đổi chỗ  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2014)
exchanged.csv:5:7: error T101: nữ 4.381 và nam 2.669 cộng lại bằng 7.050, không bằng tổng số 7.500; chênh lệch là -0.450, trong khi làm tròn số chỉ giải thích được 0.0015; 4.381 ở SEX_F CDS_DES_KOR có lẽ phải là 4.831: hai chữ số liền nhau bị đổi chỗ  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_KOR 2014)
exchanged.csv: ilostat, 9 cells read: 2 errors, 0 warnings, 0 remarks
# the point moved, a sign
$ sed 's/KOR,2014,2.669/KOR,2014,2669/' fine.csv > point.csv; ilms check point.csv
point.csv:3:7: error T102: the 2 parts of CDS_DES make 2670.331, not the total 4.000; the difference is 2666.331 and rounding explains 0.0015; 2669 in SEX_M CDS_DES_KOR should probably be 2.669: the decimal point moved  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2014)
point.csv:5:7: error T101: women 4.831 and men 2669.000 make 2673.831, not the total 7.500; the difference is 2666.331 and rounding explains 0.0015; 2669 in SEX_M CDS_DES_KOR should probably be 2.669: the decimal point moved  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_KOR 2014)
point.csv: ilostat, 9 cells read: 2 errors, 0 warnings, 0 remarks
$ sed 's/X,2014,1.331/X,2014,-1.331/' fine.csv > sign.csv; ilms check sign.csv
sign.csv:3:7: error T102: the 2 parts of CDS_DES make 1.338, not the total 4.000; the difference is -2.662 and rounding explains 0.0015; -1.331 in SEX_M CDS_DES_X should probably be 1.331: the sign turned round  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2014)
sign.csv:8:7: error T101: women 1.000 and men -1.331 make -0.331, not the total 2.331; the difference is -2.662 and rounding explains 0.0015; -1.331 in SEX_M CDS_DES_X should probably be 1.331: the sign turned round  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_X 2014)
sign.csv:9:7: error V102: -1.331 is negative; a number of persons cannot be  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_X 2014)
sign.csv: ilostat, 9 cells read: 3 errors, 0 warnings, 0 remarks
# women of one destination in the place of those of another
$ sed 's/F,CDS_DES_KOR,2014,4.831/F,CDS_DES_KOR,2014,1.000/;s/F,CDS_DES_X,2014,1.000/F,CDS_DES_X,2014,4.831/' fine.csv > swapped.csv; ilms check swapped.csv
swapped.csv:5:7: error T101: women 1.000 and men 2.669 make 3.669, not the total 7.500; the difference is -3.831 and rounding explains 0.0015; 1.000 in SEX_F CDS_DES_KOR and 4.831 in SEX_F CDS_DES_X have probably changed places  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_KOR 2014)
swapped.csv:8:7: error T101: women 4.831 and men 1.331 make 6.162, not the total 2.331; the difference is 3.831 and rounding explains 0.0015; 1.000 in SEX_F CDS_DES_KOR and 4.831 in SEX_F CDS_DES_X have probably changed places  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_X 2014)
swapped.csv: ilostat, 9 cells read: 2 errors, 0 warnings, 0 remarks
$ ilms check --json swapped.csv | sed 's/.*"proposals"/"proposals"/'
"proposals":[{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_KOR","time":"2014","from":"1.000","to":"4.831"},{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_X","time":"2014","from":"4.831","to":"1.000"}],"cause":"two cells swapped","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_KOR"},{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_X"}]}]}
"proposals":[{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_KOR","time":"2014","from":"1.000","to":"4.831"},{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_X","time":"2014","from":"4.831","to":"1.000"}],"cause":"two cells swapped","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_KOR"},{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_X"}]}]}
# one sum alone does not tell which of its figures is wrong: all that explains it is said
$ head -4 exchanged.csv | sed 's/5.831/5.381/' > alone.csv; ilms check alone.csv
alone.csv:2:7: error T101: women 5.381 and men 4.000 make 9.381, not the total 9.831; the difference is -0.450 and rounding explains 0.0015; of 3 possible changes the likeliest: 9.831 should probably be 9.381: two neighbouring digits exchanged  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2014)
alone.csv: ilostat, 3 cells read: 1 error, 0 warnings, 0 remarks
$ ilms check --json alone.csv | sed 's/.*"proposals"/"proposals"/'
"proposals":[{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_T","classif1":"CDS_DES_TOTAL","time":"2014","from":"9.831","to":"9.381"}],"cause":"two neighbouring digits exchanged","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_TOTAL"}]},{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_F","classif1":"CDS_DES_TOTAL","time":"2014","from":"5.381","to":"5.831"}],"cause":"two neighbouring digits exchanged","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_TOTAL"}]},{"cells":[{"indicator":"MNA_OEMP_SEX_CDS_NB","ref_area":"LAO","sex":"SEX_M","classif1":"CDS_DES_TOTAL","time":"2014","from":"4.000","to":"4.450"}],"cause":"by the other figures","restores":[{"rule":"T101","sex":"SEX_T","classif1":"CDS_DES_TOTAL"}]}]}
# a list that may lack its rest proposes nothing
$ printf 'ref_area,source,indicator,sex,classif1,time,obs_value\n' > rest.csv; printf 'MYS,BA:544,MFL_FWAP_SEX_EDU_NB,SEX_T,EDU_AGGREGATE_%s\n' TOTAL,2020,20 LTB,2020,4 BAS,2020,4 INT,2020,4 ADV,2020,4 >> rest.csv; ilms check rest.csv
rest.csv:2:7: warning T103: the 4 parts of EDU_AGGREGATE make 16, the total is 20; what is missing, 4, belongs into EDU_AGGREGATE_X  (MFL_FWAP_SEX_EDU_NB MYS SEX_T EDU_AGGREGATE_TOTAL 2020)
rest.csv: ilostat, 5 cells read: 0 errors, 1 warning, 0 remarks
