# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# K: the same cell twice. P: periods. V: values.
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5.0,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,6,, > k.csv
$ ilms check k.csv
k.csv:3:7: warning K101: the cell stands in line 2 already, with the same value  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
k.csv:4:7: error K102: the cell stands in line 2 already, with 5 instead of 6; if this is allowed, line 2 is used  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)
k.csv: ilostat, 3 cells read: 1 error, 1 warning, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,20x0,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020Q5,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020M13,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,99999,5,, > p101.csv
$ ilms check p101.csv
p101.csv:2:6: error P101: "20x0" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 20x0)
p101.csv:3:6: error P101: "" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL)
p101.csv:4:6: error P101: "2020Q5" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020Q5)
p101.csv:5:6: error P101: "2020M13" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020M13)
p101.csv:6:6: error P101: "99999" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 99999)
p101.csv: ilostat, 5 cells read: 5 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,1979,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2027,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2026,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020Q3,5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020M05,5,, > p102.csv
$ ilms check p102.csv
p102.csv:2:6: error P102: 1979 is outside the years 1980 to 2026  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 1979)
p102.csv:3:6: error P102: 2027 is outside the years 1980 to 2026  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2027)
p102.csv: ilostat, 5 cells read: 2 errors, 0 warnings, 0 remarks
$ ILMS_NOW=2027-02-01 ilms check p102.csv
p102.csv:2:6: error P102: 1979 is outside the years 1980 to 2027  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 1979)
p102.csv: ilostat, 5 cells read: 1 error, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2011,many,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2012,0x10,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2013,inf,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,1e999,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2015,"12,34", 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2016,"12,34",,' MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2017,1.2.3,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2018,..,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2019,12*,, > v101.csv
$ ilms check v101.csv
v101.csv:2:7: error V101: "many" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2011)
v101.csv:3:7: error V101: "0x10" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2012)
v101.csv:4:7: error V101: "inf" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2013)
v101.csv:5:7: error V101: "1e999" is larger than any figure can be  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2014)
v101.csv:6:8: error C109: "34" is no observation status; it is to be one letter of the list, as B or E
v101.csv:8:7: error V101: "1.2.3" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2017)
v101.csv:9:7: error V101: ".." is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2018)
v101.csv:10:7: error V101: "12*" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2019)
v101.csv: ilostat, 9 cells read: 8 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2011,-5,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2012,-0,, > v102.csv
$ ilms check v102.csv
v102.csv:2:7: error V102: -5 is negative; a number of persons cannot be; -5 should probably be 5: the sign turned round  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2011)
v102.csv: ilostat, 2 cells read: 1 error, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2011,,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2012,NaN,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2013,,N, > v103.csv
$ ilms check v103.csv
v103.csv:2:7: info V103: the cell is empty and no status says why  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2011)
v103.csv:3:7: info V103: the cell is empty and no status says why  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2012)
v103.csv: ilostat, 3 cells read: 0 errors, 0 warnings, 2 remarks
$ rows MYS,BA:544,MST_WFOR_SEX_AGE_RT,SEX_T,AGE_AGGREGATE_TOTAL,2011,100,, MYS,BA:544,MST_WFOR_SEX_AGE_RT,SEX_T,AGE_AGGREGATE_TOTAL,2012,100.1,, MYS,BA:544,MST_WFOR_SEX_AGE_RT,SEX_T,AGE_AGGREGATE_TOTAL,2013,-3,, > v104.csv
$ ilms check v104.csv
v104.csv:3:7: error V104: 100.1 per cent is more than 100  (MST_WFOR_SEX_AGE_RT MYS SEX_T AGE_AGGREGATE_TOTAL 2012)
v104.csv:4:7: error V102: -3 is negative; a share cannot be; -3 should probably be 3: the sign turned round  (MST_WFOR_SEX_AGE_RT MYS SEX_T AGE_AGGREGATE_TOTAL 2013)
v104.csv: ilostat, 3 cells read: 2 errors, 0 warnings, 0 remarks
