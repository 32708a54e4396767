# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# T: totals. Three decimals explain half a unit of the last place for each figure in the sum.
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,10.000,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,6.001,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2020,4.000,, > fine.csv; ilms check fine.csv
fine.csv: ilostat, 3 cells read: 0 errors, 0 warnings, 0 remarks
$ sed s/6.001/6.002/ fine.csv > t101.csv; ilms check t101.csv
t101.csv:2:7: error T101: women 4.000 and men 6.002 make 10.002, not the total 10.000; the difference is 0.002 and rounding explains 0.0015; of 2 possible changes the likeliest: 6.002 in SEX_M CCT_CTZ_TOTAL should probably be 6.000: one digit wrong  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
t101.csv: ilostat, 3 cells read: 1 error, 0 warnings, 0 remarks
# one decimal among whole thousands is that of its own figure
$ sed 's/6.001/6.4/;s/0000*,/,/' fine.csv > whole.csv; ilms check whole.csv
whole.csv: ilostat, 3 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > t102.csv; ilms check t102.csv
t102.csv:2:7: error T101: women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015; 100.770 should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
t102.csv:11:7: error T102: the 3 parts of CCT_CTZ make 164.020, not the total 164.000; the difference is 0.020 and rounding explains 0.0020; 100.770 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
t102.csv: ilostat, 24 cells read: 2 errors, 0 warnings, 0 remarks
# a list of countries without its rest may stay below the total, never above it
$ grep -v CTZ_X, $DATA/good.csv > below.csv; ilms check below.csv
below.csv: ilostat, 18 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/CTZ_IDN,2020,\(100\|60\)/CTZ_IDN,2020,9\1/' below.csv > above.csv; ilms check above.csv
above.csv:2:7: error T101: women 40.250 and men 960.500 make 1000.750, not the total 9100.750; the difference is -8100.000 and rounding explains 0.0015; 9100.750 should probably be 100.750: one digit too many, and 960.500 in SEX_M CCT_CTZ_IDN should probably be 60.500: one digit too many; it restores F+M=T in CCT_CTZ_IDN, the sum of the parts in SEX_T CCT_CTZ_TOTAL and 1 more  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)
above.csv:8:7: error T102: the 2 parts of CCT_CTZ make 9151.500, not the total 164.000; the difference is 8987.500 and rounding explains 0.0015; 9100.750 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit too many, and 960.500 in SEX_M CCT_CTZ_IDN should probably be 60.500: one digit too many; it restores F+M=T in CCT_CTZ_IDN, the sum of the parts in SEX_T CCT_CTZ_TOTAL and 1 more  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
above.csv:9:7: error T102: the 2 parts of CCT_CTZ make 990.750, not the total 98.875; the difference is 891.875 and rounding explains 0.0015; 9100.750 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit too many, and 960.500 in SEX_M CCT_CTZ_IDN should probably be 60.500: one digit too many; it restores F+M=T in CCT_CTZ_IDN, the sum of the parts in SEX_T CCT_CTZ_TOTAL and 1 more  (MST_NCTE_SEX_CCT_NB MYS SEX_M CCT_CTZ_TOTAL 2020)
above.csv:11:7: warning H104: from 9100.750 in 2020 it falls to 102.750 in 2021, by a factor of 89; this series lets expect a factor of at most 2.4  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2021)
above.csv: ilostat, 18 cells read: 3 errors, 1 warning, 0 remarks
$ sed '/NONCIT/d;s/Y55-64,CCT_CIT_TOTAL,2020,150.0/Y55-64,CCT_CIT_TOTAL,2020,149.0/' $DATA/ages.csv > t102b.csv; ilms check t102b.csv
t102b.csv:2:8: warning T103: the 4 parts of AGE_AGGREGATE make 999.0, the total is 1000.0; what is missing, 1.0, belongs into a rest category  (MST_XWAP_SEX_AGE_CCT_NB MYS SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2020)
t102b.csv: ilostat, 5 cells read: 0 errors, 1 warning, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, | head -1 > t103.csv; printf 'MYS,BA:544,MFL_FWAP_SEX_EDU_NB,SEX_T,EDU_AGGREGATE_%s,,\n' TOTAL,2020,20 LTB,2020,4 BAS,2020,4 INT,2020,4 ADV,2020,4 >> t103.csv
$ ilms check t103.csv
t103.csv:2:7: warning T103: the 4 parts of EDU_AGGREGATE make 16, the total is 20; what is missing, 4, belongs into EDU_AGGREGATE_X  (MFL_FWAP_SEX_EDU_NB MYS SEX_T EDU_AGGREGATE_TOTAL 2020)
t103.csv: ilostat, 5 cells read: 0 errors, 1 warning, 0 remarks
$ sed '/TOTAL/d' t103.csv > t104.csv; ilms check t104.csv
t104.csv:2:7: warning T104: parts of EDU_AGGREGATE are given without the total EDU_AGGREGATE_TOTAL  (MFL_FWAP_SEX_EDU_NB MYS SEX_T EDU_AGGREGATE_LTB 2020)
t104.csv: ilostat, 4 cells read: 0 errors, 1 warning, 0 remarks
$ sed '/TOTAL/!d;s/SEX_T/SEX_F/' t103.csv > t105.csv; ilms check t105.csv
ilms: t105.csv: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
? 65
$ grep -v 'SEX_T,CCT_CTZ_IDN,2020' $DATA/good.csv > t105b.csv; ilms check t105b.csv
t105b.csv:3:7: warning T105: women and men are given without the total over sex  (MST_NCTE_SEX_CCT_NB MYS SEX_F CCT_CTZ_IDN 2020)
t105b.csv:10:7: error T102: the 2 parts of CCT_CTZ make 63.250, not the total 164.000; the difference is -100.750 and rounding explains 0.0015  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
t105b.csv: ilostat, 23 cells read: 1 error, 1 warning, 0 remarks
# one sex alone may not be above the total, nor a group of countries
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,10.000,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,,C, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2020,14.000,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_ASEAN,2020,11,, > alone.csv; ilms check alone.csv
alone.csv:2:7: error T101: women 14.000 are more than the total 10.000; the difference is 4.000 and rounding explains 0.0010; of 2 possible changes the likeliest: 10.000 in SEX_T CCT_CTZ_TOTAL and 14.000 in SEX_F CCT_CTZ_TOTAL have probably changed places; it restores F+M=T in CCT_CTZ_TOTAL and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
alone.csv:2:7: error T102: CCT_CTZ_ASEAN 11.000 is more than the total 10.000; the difference is 1.000 and rounding explains 0.0010; of 2 possible changes the likeliest: 10.000 in SEX_T CCT_CTZ_TOTAL and 14.000 in SEX_F CCT_CTZ_TOTAL have probably changed places; it restores F+M=T in CCT_CTZ_TOTAL and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
alone.csv: ilostat, 4 cells read: 2 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_O,CCT_CTZ_TOTAL,2020,10.000,, > other.csv; ilms check other.csv
other.csv:2:7: warning T105: the table gives only SEX_O without any total over sex  (MST_NCTE_SEX_CCT_NB MYS SEX_O CCT_CTZ_TOTAL 2020)
other.csv: ilostat, 1 cell read: 0 errors, 1 warning, 0 remarks
# earnings are no sums
$ rows MYS,BA:544,MST_EARA_SEX_CCT_NB,SEX_T,CCT_CIT_TOTAL,2020,1500,, MYS,BA:544,MST_EARA_SEX_CCT_NB,SEX_M,CCT_CIT_TOTAL,2020,1600,, MYS,BA:544,MST_EARA_SEX_CCT_NB,SEX_F,CCT_CIT_TOTAL,2020,1400,, > mean.csv; ilms check mean.csv
mean.csv: ilostat, 3 cells read: 0 errors, 0 warnings, 0 remarks
