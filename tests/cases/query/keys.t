# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Keys, filters, periods, first and last.
$ ilms init > log; ilms submit --quiet $DATA/later.csv; ilms accept 1; ilms release one
$DATA/later.csv: submission 1, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 1 is accepted: 35 figures in 3 question tables
release 1 "one": 35 observations in 12 series, SHA-256 dc6ca18638a4
$ ask() { ilms query "DF_MST_NCTE_SEX_CCT_NB/$1" --format ilostat "$2" "$3" "$4" "$5" | cut -d, -f4-7; }
> ask MYS.A.MST_NCTE_NB.SEX_F.CCT_CTZ_IDN --start 2000 --end 2100
sex,classif1,time,obs_value
SEX_F,CCT_CTZ_IDN,2020,40.250
SEX_F,CCT_CTZ_IDN,2021,41.250
SEX_F,CCT_CTZ_IDN,2022,82.500
$ ilms query DF_MST_NCTE_SEX_CCT_NB/....CCT_CTZ_X --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2020,12.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2021,14.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2022,29.000,P
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_X,2020,8.125,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_X,2021,9.125,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_X,2022,18.250,P
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,2021,5.375,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,2022,10.750,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/all --format ilostat | wc -l
36
$ ilms query MST_NCTE_SEX_CCT_NB --format ilostat | wc -l
36
$ ilms query ILO,DF_MST_NCTE_SEX_CCT_NB,1.0 --format ilostat | wc -l
36
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS+THA.A..SEX_M+SEX_F.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2020,98.875,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2021,103.375,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2022,206.750,P
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2020,65.125,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2021,68.125,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2022,136.250,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/....CCT_CTZ_TOTAL --format ilostat --start 2021 --end 2021
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,171.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,2021,103.375,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2021,68.125,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --first 1
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --last 2
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,171.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --first 1 --last 1
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB --format ilostat --filter OBS_VALUE=ge:200 --filter SEX=SEX_T
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,343.000,P
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2022,208.500,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T. --format ilostat --filter OBS_STATUS=P --filter OBS_VALUE=lt:100
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2022,29.000,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T. --format ilostat --filter TIME_PERIOD=ge:2021+lt:2022
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,171.500,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_BGD,2021,52.750,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,104.250,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_X,2021,14.500,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T. --format ilostat --filter CCT=ne:CCT_CTZ_X+ne:CCT_CTZ_TOTAL --start 2022
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_BGD,2022,105.500,P
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2022,208.500,P
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T. --format ilostat --filter CCT=co:BG --start 2022
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_BGD,2022,105.500,P
# codes without figures are an answer, codes that no list has are a slip
$ for format in ilostat sdmx-csv csv table sdmx-json; do ilms query DF_MST_NCTE_SEX_CCT_NB/THA.... --format $format | cut -c1-200; done; ilms query --available DF_MST_NCTE_SEX_CCT_NB/THA....
ilms: the release has no figures for this question
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
ilms: the release has no figures for this question
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
ilms: the release has no figures for this question
ref_area,country,indicator,table,sex,sex_name,classif1,classif1_name,classif2,classif2_name,time,value,unit,status,status_name,source,source_name
ilms: the release has no figures for this question
ilms: the release has no figures for this question
{"meta":{"schema":"https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json","id":"ILMS","prepared":"2026-01-15T10:00:00Z","test":false,"
ilms: the release has no figures for this question
$ ilms query DF_MST_NCTE_SEX_CCT_NB/THA.... --quiet; ilms query DF_MST_NCTE_SEX_CCT_NB/all --start 2100
ilms: the release has no figures for this question
$ for key in MYX.... MYS+KXM.... MYS.B... MYS.A.MST_NCTE_RT.. ...SEX_X. ...CCT_CTZ_IDN. ....CCT_CTZ_IDX ....CDS_DES_IDN; do ilms query DF_MST_NCTE_SEX_CCT_NB/$key; done
ilms: "MYX" is no code of REF_AREA; did you mean MEX?
ilms: "KXM" is no code of REF_AREA; did you mean KHM?
ilms: "B" is no code of FREQ; it is to be A, Q or M
ilms: "MST_NCTE_RT" is no code of MEASURE; did you mean MST_NCTE_NB?
ilms: "SEX_X" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
ilms: "CCT_CTZ_IDN" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F
ilms: "CCT_CTZ_IDX" is no code of CCT; did you mean CCT_CTZ_IDN?
ilms: "CDS_DES_IDN" is no code of CCT
? 67
$ ilms query --json DF_MST_NCTE_SEX_CCT_NB/MYX....
{"error":"not-found","message":"\"MYX\" is no code of REF_AREA; did you mean MEX?"}
? 67
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A
ilms: Not enough key values in query, expecting 5 got 2. The key is REF_AREA.FREQ.MEASURE.SEX.CCT
? 64
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_X.
ilms: Too many key values in query, expecting 5 got 6. The key is REF_AREA.FREQ.MEASURE.SEX.CCT
? 64
$ ilms query DF_MST_NCTE_SEX_CCT_NC; ilms query DF_MST_FORE_SEX_CBR_NB; ilms query ABC,DF_MST_NCTE_SEX_CCT_NB; ilms query ILO,DF_MST_NCTE_SEX_CCT_NB,2.0
ilms: there is no dataflow "DF_MST_NCTE_SEX_CCT_NC"; did you mean DF_MST_NCTE_SEX_CCT_NB?
ilms: nothing has been released of DF_MST_FORE_SEX_CBR_NB
ilms: the dataflows are of agency ILO, not "ABC"
ilms: everything here has the version 1.0.0, not "2.0"
? 67
$ ilms query DF_MST_NCTE_SEX_CCT_NB --start someday; ilms query DF_MST_NCTE_SEX_CCT_NB --first many; ilms query DF_MST_NCTE_SEX_CCT_NB --filter OBS_VALUE=ge:x
ilms: startPeriod "someday" is no period; it is to be 2010, 2010-Q2, 2010-05, 2010-W07, a date or a date and time
ilms: --first "many" is to be a whole number
ilms: c[OBS_VALUE]: "x" is not a number
? 64
$ ilms query DF_MST_NCTE_SEX_CCT_NB --filter AGE=Y; ilms query DF_MST_NCTE_SEX_CCT_NB --filter AGE
ilms: c[AGE]: MST_NCTE_SEX_CCT_NB has no such dimension or attribute
ilms: --filter "AGE" is to be COMPONENT=VALUE, as OBS_VALUE=ge:100
? 64
