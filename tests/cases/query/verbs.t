# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The largest, shares, growth, per head: with what each was made of.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/ages.csv; ilms accept 1 > log; ilms accept 2 > log; ilms release one > log
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/ages.csv: submission 2, ilostat: 6 cells in 1 question table, 0 errors, 0 warnings
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. --share --top 2
   1  Malaysia, Total, Indonesia   2021            60.4   of 102.750 and 170
   2  Malaysia, Total, Bangladesh  2021            31.0   of 52.750 and 170
100 * x / total
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. --growth
Malaysia, Total, Total            2020              ..
Malaysia, Total, Total            2021             3.7   of 170.000 and 164 (2020)
Malaysia, Total, Bangladesh       2020              ..
Malaysia, Total, Bangladesh       2021             3.9   of 52.750 and 50.75 (2020)
Malaysia, Total, Indonesia        2020              ..
Malaysia, Total, Indonesia        2021             2.0   of 102.750 and 100.75 (2020)
Malaysia, Total, Other countries  2020              ..
Malaysia, Total, Other countries  2021            16.0   of 14.500 and 12.5 (2020)
..  There is no earlier figure.
100 * (x / x0 - 1)
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_M+SEX_F.CCT_CTZ_TOTAL --share --by sex --end 2020
Malaysia, Male, Total    2020            60.3   of 98.875 and 164
Malaysia, Female, Total  2020            39.7   of 65.125 and 164
100 * x / total
$ ilms query MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. --top 1 --json
[{"ref_area":"MYS","indicator":"MST_NCTE_SEX_CCT_NB","sex":"SEX_T","classif1":"CCT_CTZ_IDN","time":"2021","rank":1,"result":102.750,"unit":"PS","obs_value":102.750,"source":"BA:544"}]
$ ilms query MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. --average-growth --format csv
ref_area,indicator,sex,classif1,classif2,time,rank,result,unit,obs_value,made_with,made_with_time,made_with_source,formula,source,obs_status,why
MYS,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,,2021,,3.7,PT,170.000,164,2020,,100 * ((x / x0)^(1 / years) - 1),BA:544,,
MYS,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_BGD,,2021,,3.9,PT,52.750,50.75,2020,,100 * ((x / x0)^(1 / years) - 1),BA:544,,
MYS,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,,2021,,2.0,PT,102.750,100.75,2020,,100 * ((x / x0)^(1 / years) - 1),BA:544,,
MYS,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,,2021,,16.0,PT,14.500,12.5,2020,,100 * ((x / x0)^(1 / years) - 1),BA:544,,
$ ilms query MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. --per-capita --end 2020
Malaysia, Total, Total            2020              ..
Malaysia, Total, Bangladesh       2020              ..
Malaysia, Total, Indonesia        2020              ..
Malaysia, Total, Other countries  2020              ..
..  The population of this year is not known.
x / population * 1000
$ ilms query MST_NCTE_SEX_CCT_NB --share --by AGE
ilms: "AGE" is no dimension that can be ranked or shared by; there are REF_AREA, SEX, CCT
? 64
$ ilms query MST_NCTE_SEX_CCT_NB --top none
ilms: "top:none" is to be share, growth, average-growth, per-capita or, with a number, top:5
? 64
$ ilms query MST_NCTE_SEX_CCT_NB --share --growth
ilms: only one of share, growth and per-capita is made of a figure at a time
? 64
$ ilms query MST_NCTE_SEX_CCT_NB --share --format jsonstat
ilms: --format "jsonstat" is to be table or csv here; --json gives JSON
? 71
$ ilms query --top 3
ilms: --top is asked of the figures of one table, as DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.
? 64
