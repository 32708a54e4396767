# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# From acceptance to figures made of others: bands of five years, the missing sex, rates.
$ ilms init > log; ilms submit --quiet $DATA/labour.csv; ilms accept --allow 'a test' 1; ilms release one
$DATA/labour.csv: submission 1, ilostat: 8 cells in 3 question tables, 0 errors, 5 warnings
submission 1 is accepted: 7 figures in 3 question tables
release 1 "one": 8 observations in 8 series, SHA-256 d788f98acd61
# by default only what was reported, whatever is asked for
$ ilms query --format ilostat | cut -d, -f1,3- | head -4; ilms query --format ilostat | wc -l
ref_area,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source
MYS,MST_TEMP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,2100,,R1:3513
MYS,MST_TEMP_SEX_AGE_CCT_NB,SEX_M,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,1300,,R1:3513
MYS,MST_TUNE_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,300.125,U,R1:3513
9
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --format ilostat | wc -l; ilms query DF_MST_TEMP_SEX_AGE_CCT_NB/MYS...SEX_F..
5
ilms: the release has no figures for this question
# with --derived the aggregates and the other sex
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --derived; ilms query DF_MST_TEMP_SEX_AGE_CCT_NB --derived --format ilostat
MST_XWAP_SEX_AGE_CCT_NB  Working-age population by sex, age and citizenship (thousands)
                                                       2022
MYS  SEX_T  AGE_AGGREGATE_Y15-24  CCT_CIT_TOTAL   5200.75 L
MYS  SEX_T  AGE_AGGREGATE_Y15-24  CCT_CIT_NONCIT      500 L
MYS  SEX_T  AGE_10YRBANDS_Y15-24  CCT_CIT_TOTAL   5200.75 L
MYS  SEX_T  AGE_10YRBANDS_Y15-24  CCT_CIT_NONCIT      500 L
MYS  SEX_T  AGE_5YRBANDS_Y15-19  CCT_CIT_TOTAL       2500.5
MYS  SEX_T  AGE_5YRBANDS_Y15-19  CCT_CIT_NONCIT         200
MYS  SEX_T  AGE_5YRBANDS_Y20-24  CCT_CIT_TOTAL      2700.25
MYS  SEX_T  AGE_5YRBANDS_Y20-24  CCT_CIT_NONCIT         300
MYS  SEX_T  AGE_YTHADULT_Y15-24  CCT_CIT_TOTAL    5200.75 L
MYS  SEX_T  AGE_YTHADULT_Y15-24  CCT_CIT_NONCIT       500 L
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,2100,,R1:3513
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_T,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022,2100,L,R1:3513
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_M,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,1300,,R1:3513
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_M,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022,1300,L,R1:3513
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_F,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,800,L,R1:3513
MYS,BA:544,MST_TEMP_SEX_AGE_CCT_NB,SEX_F,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022,800,L,R1:3513
# tables of derived figures answer always
$ ilms query DF_MST_TEAP_SEX_AGE_CCT_NB --format ilostat; ilms query DF_MST_TUNE_SEX_AGE_CCT_RT --format ilostat
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_classif,note_source
MYS,BA:544,MST_TEAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,2400.125,L,L2:U,R1:3513
MYS,BA:544,MST_TEAP_SEX_AGE_CCT_NB,SEX_T,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022,2400.125,L,L2:U,R1:3513
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_classif,note_source
MYS,BA:544,MST_TUNE_SEX_AGE_CCT_RT,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022,12.505,L,L2:U,R1:3513
MYS,BA:544,MST_TUNE_SEX_AGE_CCT_RT,SEX_T,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022,12.505,L,L2:U,R1:3513
$ ilms query DF_MST_TEAP_SEX_AGE_CCT_RT --format csv; ilms query --derived --format ilostat | cut -d, -f3 | sort | uniq -c
ref_area,country,indicator,table,sex,sex_name,classif1,classif1_name,classif2,classif2_name,time,value,unit,status,status_name,source,source_name
MYS,Malaysia,MST_TEAP_SEX_AGE_CCT_RT,"Labour force participation rate by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_Y15-24,15-24,CCT_CIT_TOTAL,Total,2022,46.150,Per cent,L,Computed value,BA:544,Labour Force Survey
MYS,Malaysia,MST_TEAP_SEX_AGE_CCT_RT,"Labour force participation rate by sex, age and citizenship",SEX_T,Total,AGE_YTHADULT_Y15-24,15-24,CCT_CIT_TOTAL,Total,2022,46.150,Per cent,L,Computed value,BA:544,Labour Force Survey
      2 MST_TEAP_SEX_AGE_CCT_NB
      2 MST_TEAP_SEX_AGE_CCT_RT
      2 MST_TEIP_SEX_AGE_CCT_NB
      2 MST_TEMP_AGE_CCT_FS
      6 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_RT
      3 MST_TUNE_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_RT
      1 MST_WNCT_SEX_AGE_RT
     10 MST_XWAP_SEX_AGE_CCT_NB
      1 indicator
$ ilms query DF_MST_TUNE_SEX_AGE_CCT_RT --filter OBS_STATUS=ne:L; ilms query DF_MST_TEAP_SEX_AGE_CBR_NB
ilms: the release has no figures for this question
ilms: nothing has been released of DF_MST_TEAP_SEX_AGE_CBR_NB
? 67
# nothing is made of what is confidential
$ ilms query DF_MST_TEAP_SEX_AGE_CCT_NB/.....CCT_CIT_NONCIT
ilms: the release has no figures for this question
# what is computed again is what stands; of the next release too
$ ilms doctor; ilms release two; ilms diff one two; ilms doctor
ilms.db: every invariant holds; 1 release
release 2 "two": 8 observations in 8 series, SHA-256 d788f98acd61
"one" to "two": 0 added, 0 removed, 0 revised
ilms.db: every invariant holds; 2 releases
