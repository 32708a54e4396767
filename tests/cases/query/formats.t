# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# One slice in every format.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/ages.csv; ilms accept 1; ilms accept 2; ilms release one
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/ages.csv: submission 2, ilostat: 6 cells in 1 question table, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
submission 2 is accepted: 5 figures in 1 question table
release 1 "one": 30 observations in 18 series, SHA-256 05c2a9aeee75
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL
MST_NCTE_SEX_CCT_NB  Employed non-citizens by sex and country of citizenship (thousands)
                               2020      2021
MYS  SEX_T  CCT_CTZ_TOTAL   164.000   170.000
MYS  SEX_T  CCT_CTZ_IDN     100.750   102.750
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL --format table
MST_NCTE_SEX_CCT_NB  Employed non-citizens by sex and country of citizenship (thousands)
                               2020      2021
MYS  SEX_T  CCT_CTZ_TOTAL   164.000   170.000
MYS  SEX_T  CCT_CTZ_IDN     100.750   102.750
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL --format csv
ref_area,country,indicator,table,sex,sex_name,classif1,classif1_name,classif2,classif2_name,time,value,unit,status,status_name,source,source_name
MYS,Malaysia,MST_NCTE_SEX_CCT_NB,Employed non-citizens by sex and country of citizenship,SEX_T,Total,CCT_CTZ_TOTAL,Total,,,2020,164.000,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_NCTE_SEX_CCT_NB,Employed non-citizens by sex and country of citizenship,SEX_T,Total,CCT_CTZ_TOTAL,Total,,,2021,170.000,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_NCTE_SEX_CCT_NB,Employed non-citizens by sex and country of citizenship,SEX_T,Total,CCT_CTZ_IDN,Indonesia,,,2020,100.750,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_NCTE_SEX_CCT_NB,Employed non-citizens by sex and country of citizenship,SEX_T,Total,CCT_CTZ_IDN,Indonesia,,,2021,102.750,Persons (thousands),,,BA:544,Labour Force Survey
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2020,100.750,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2021,102.750,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL --format sdmx-csv
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_IDN,2020,100.750,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_IDN,2021,102.750,,PS,3,BA:544,,,,3
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN+CCT_CTZ_TOTAL --format sdmx-csv --labels
DATAFLOW,REF_AREA: Reference area,FREQ: Frequency,MEASURE: Measure,SEX: Sex,CCT: Citizenship,TIME_PERIOD: Time period,OBS_VALUE: Observation value,OBS_STATUS: Observation status,UNIT_MEASURE: Unit of measure,UNIT_MULT: Unit multiplier,SOURCE: Source,NOTE_SOURCE: Notes on the source,NOTE_INDICATOR: Notes on the indicator,NOTE_CLASSIF: Notes on the classification,DECIMALS: Decimals
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS: Malaysia,A: Annual,MST_NCTE_NB: Employed non-citizens by sex and country of citizenship,SEX_T: Total,CCT_CTZ_TOTAL: Total,2020,164.000,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS: Malaysia,A: Annual,MST_NCTE_NB: Employed non-citizens by sex and country of citizenship,SEX_T: Total,CCT_CTZ_TOTAL: Total,2021,170.000,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS: Malaysia,A: Annual,MST_NCTE_NB: Employed non-citizens by sex and country of citizenship,SEX_T: Total,CCT_CTZ_IDN: Indonesia,2020,100.750,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS: Malaysia,A: Annual,MST_NCTE_NB: Employed non-citizens by sex and country of citizenship,SEX_T: Total,CCT_CTZ_IDN: Indonesia,2021,102.750,,PS,3,BA:544,,,,3
$ ilms query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN --format sdmx-json | sed 's,\([]}]\)\,,\1\,\n,g'
{"meta":{"schema":"https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json","id":"ILMS","prepared":"2026-01-15T10:00:00Z","test":false,"contentLanguages":["en"],
"sender":{"id":"ILO"}},
"data":{"structures":[{"links":[{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)","rel":"dataflow"}],
"name":"Employed non-citizens by sex and country of citizenship","names":{"en":"Employed non-citizens by sex and country of citizenship"},
"dataSets":[0],
"dimensions":{"dataSet":[],
"series":[{"id":"REF_AREA","name":"Reference area","names":{"en":"Reference area"},
"keyPosition":0,"values":[{"id":"MYS","name":"Malaysia","names":{"en":"Malaysia"}}]},
{"id":"FREQ","name":"Frequency","names":{"en":"Frequency"},
"keyPosition":1,"values":[{"id":"A","name":"Annual","names":{"en":"Annual"}}]},
{"id":"MEASURE","name":"Measure","names":{"en":"Measure"},
"keyPosition":2,"values":[{"id":"MST_NCTE_NB","name":"Employed non-citizens by sex and country of citizenship","names":{"en":"Employed non-citizens by sex and country of citizenship"}}]},
{"id":"SEX","name":"Sex","names":{"en":"Sex"},
"keyPosition":3,"values":[{"id":"SEX_T","name":"Total","names":{"en":"Total"}}]},
{"id":"CCT","name":"Citizenship","names":{"en":"Citizenship"},
"keyPosition":4,"values":[{"id":"CCT_CTZ_IDN","name":"Indonesia","names":{"en":"Indonesia"}}]}],
"observation":[{"id":"TIME_PERIOD","name":"Time period","names":{"en":"Time period"},
"keyPosition":5,"roles":["TIME_PERIOD"],
"values":[{"id":"2020","name":"2020","names":{"en":"2020"},
"start":"2020-01-01T00:00:00Z","end":"2020-12-31T23:59:59Z"},
{"id":"2021","name":"2021","names":{"en":"2021"},
"start":"2021-01-01T00:00:00Z","end":"2021-12-31T23:59:59Z"}]}]},
"measures":{"observation":[{"id":"OBS_VALUE","name":"Observation value","names":{"en":"Observation value"}}]},
"attributes":{"dataSet":[{"id":"UNIT_MEASURE","name":"Unit of measure","names":{"en":"Unit of measure"},
"relationship":{"observation":{}},
"values":[{"id":"PS","name":"Persons","names":{"en":"Persons"}}]},
{"id":"UNIT_MULT","name":"Unit multiplier","names":{"en":"Unit multiplier"},
"relationship":{"observation":{}},
"values":[{"id":"3","name":"Thousands","names":{"en":"Thousands"}}]}],
"series":[],
"observation":[{"id":"OBS_STATUS","name":"Observation status","names":{"en":"Observation status"},
"relationship":{"observation":{}},
"values":[null]},
{"id":"SOURCE","name":"Source","names":{"en":"Source"},
"relationship":{"observation":{}},
"values":[{"value":"BA:544","name":"Labour force survey: Labour Force Survey","names":{"en":"Labour force survey: Labour Force Survey"}}]}]}}],
"dataSets":[{"structure":0,"action":"Replace","links":[{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)","rel":"dataflow"}],
"attributes":[0,0],
"series":{"0:0:0:0:0":{"observations":{"0":[100.750,null,0],
"1":[102.750,null,0]}}}}]}}
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB
MST_XWAP_SEX_AGE_CCT_NB  Working-age population by sex, age and citizenship (thousands)
                                                     2020
MYS  SEX_T  AGE_AGGREGATE_TOTAL  CCT_CIT_TOTAL   1000.0 B
MYS  SEX_T  AGE_AGGREGATE_Y15-24  CCT_CIT_TOTAL     200.5
MYS  SEX_T  AGE_AGGREGATE_Y25-54  CCT_CIT_TOTAL     600.0
MYS  SEX_T  AGE_AGGREGATE_Y55-64  CCT_CIT_TOTAL   150.0 E
MYS  SEX_T  AGE_AGGREGATE_YGE65  CCT_CIT_TOTAL       49.5
MYS  SEX_T  AGE_AGGREGATE_YGE65  CCT_CIT_NONCIT      .. C
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --format ilostat
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_TOTAL,CCT_CIT_TOTAL,2020,1000.0,B,S3:5
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2020,200.5,,S3:5
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y25-54,CCT_CIT_TOTAL,2020,600.0,,S3:5
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_Y55-64,CCT_CIT_TOTAL,2020,150.0,E,S3:5
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_YGE65,CCT_CIT_TOTAL,2020,49.5,,S3:5
MYS,BA:544,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_YGE65,CCT_CIT_NONCIT,2020,,C,S3:5
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --format csv
ref_area,country,indicator,table,sex,sex_name,classif1,classif1_name,classif2,classif2_name,time,value,unit,status,status_name,source,source_name
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_TOTAL,Total,CCT_CIT_TOTAL,Total,2020,1000.0,Persons (thousands),B,Break in series,BA:544,Labour Force Survey
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_Y15-24,15-24,CCT_CIT_TOTAL,Total,2020,200.5,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_Y25-54,25-54,CCT_CIT_TOTAL,Total,2020,600.0,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_Y55-64,55-64,CCT_CIT_TOTAL,Total,2020,150.0,Persons (thousands),E,Estimate,BA:544,Labour Force Survey
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_YGE65,65+,CCT_CIT_TOTAL,Total,2020,49.5,Persons (thousands),,,BA:544,Labour Force Survey
MYS,Malaysia,MST_XWAP_SEX_AGE_CCT_NB,"Working-age population by sex, age and citizenship",SEX_T,Total,AGE_AGGREGATE_YGE65,65+,CCT_CIT_NONCIT,Non-citizens,2020,,Persons (thousands),C,Confidential,BA:544,Labour Force Survey
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --json | sed 's,\([]}]\)\,,\1\,\n,g'
{"meta":{"schema":"https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json","id":"ILMS","prepared":"2026-01-15T10:00:00Z","test":false,"contentLanguages":["en"],
"sender":{"id":"ILO"}},
"data":{"structures":[{"links":[{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0)","rel":"dataflow"}],
"name":"Working-age population by sex, age and citizenship","names":{"en":"Working-age population by sex, age and citizenship"},
"dataSets":[0],
"dimensions":{"dataSet":[],
"series":[{"id":"REF_AREA","name":"Reference area","names":{"en":"Reference area"},
"keyPosition":0,"values":[{"id":"MYS","name":"Malaysia","names":{"en":"Malaysia"}}]},
{"id":"FREQ","name":"Frequency","names":{"en":"Frequency"},
"keyPosition":1,"values":[{"id":"A","name":"Annual","names":{"en":"Annual"}}]},
{"id":"MEASURE","name":"Measure","names":{"en":"Measure"},
"keyPosition":2,"values":[{"id":"MST_XWAP_NB","name":"Working-age population by sex, age and citizenship","names":{"en":"Working-age population by sex, age and citizenship"}}]},
{"id":"SEX","name":"Sex","names":{"en":"Sex"},
"keyPosition":3,"values":[{"id":"SEX_T","name":"Total","names":{"en":"Total"}}]},
{"id":"AGE","name":"Age","names":{"en":"Age"},
"keyPosition":4,"values":[{"id":"AGE_AGGREGATE_TOTAL","name":"Total","names":{"en":"Total"}},
{"id":"AGE_AGGREGATE_Y15-24","name":"15-24","names":{"en":"15-24"}},
{"id":"AGE_AGGREGATE_Y25-54","name":"25-54","names":{"en":"25-54"}},
{"id":"AGE_AGGREGATE_Y55-64","name":"55-64","names":{"en":"55-64"}},
{"id":"AGE_AGGREGATE_YGE65","name":"65+","names":{"en":"65+"}}]},
{"id":"CCT","name":"Citizenship","names":{"en":"Citizenship"},
"keyPosition":5,"values":[{"id":"CCT_CIT_TOTAL","name":"Total","names":{"en":"Total"}},
{"id":"CCT_CIT_NONCIT","name":"Non-citizens","names":{"en":"Non-citizens"}}]}],
"observation":[{"id":"TIME_PERIOD","name":"Time period","names":{"en":"Time period"},
"keyPosition":6,"roles":["TIME_PERIOD"],
"values":[{"id":"2020","name":"2020","names":{"en":"2020"},
"start":"2020-01-01T00:00:00Z","end":"2020-12-31T23:59:59Z"}]}]},
"measures":{"observation":[{"id":"OBS_VALUE","name":"Observation value","names":{"en":"Observation value"}}]},
"attributes":{"dataSet":[{"id":"UNIT_MEASURE","name":"Unit of measure","names":{"en":"Unit of measure"},
"relationship":{"observation":{}},
"values":[{"id":"PS","name":"Persons","names":{"en":"Persons"}}]},
{"id":"UNIT_MULT","name":"Unit multiplier","names":{"en":"Unit multiplier"},
"relationship":{"observation":{}},
"values":[{"id":"3","name":"Thousands","names":{"en":"Thousands"}}]}],
"series":[],
"observation":[{"id":"OBS_STATUS","name":"Observation status","names":{"en":"Observation status"},
"relationship":{"observation":{}},
"values":[null,{"id":"B","name":"Break in series","names":{"en":"Break in series"}},
{"id":"C","name":"Confidential","names":{"en":"Confidential"}},
{"id":"E","name":"Estimate","names":{"en":"Estimate"}}]},
{"id":"SOURCE","name":"Source","names":{"en":"Source"},
"relationship":{"observation":{}},
"values":[{"value":"BA:544","name":"Labour force survey: Labour Force Survey","names":{"en":"Labour force survey: Labour Force Survey"}}]},
{"id":"NOTE_CLASSIF","name":"Notes on the classification","names":{"en":"Notes on the classification"},
"relationship":{"observation":{}},
"values":[null]},
{"id":"NOTE_INDICATOR","name":"Notes on the indicator","names":{"en":"Notes on the indicator"},
"relationship":{"observation":{}},
"values":[null]},
{"id":"NOTE_SOURCE","name":"Notes on the source","names":{"en":"Notes on the source"},
"relationship":{"observation":{}},
"values":[null,{"value":"S3:5","name":"S3:5","names":{"en":"S3:5"}}]}]}}],
"dataSets":[{"structure":0,"action":"Replace","links":[{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0)","rel":"dataflow"}],
"attributes":[0,0],
"series":{"0:0:0:0:0:0":{"observations":{"0":[1000.0,1,0,null,null,1]}},
"0:0:0:0:1:0":{"observations":{"0":[200.5,null,0,null,null,1]}},
"0:0:0:0:2:0":{"observations":{"0":[600.0,null,0,null,null,1]}},
"0:0:0:0:3:0":{"observations":{"0":[150.0,3,0,null,null,1]}},
"0:0:0:0:4:0":{"observations":{"0":[49.5,null,0,null,null,1]}},
"0:0:0:0:4:1":{"observations":{"0":[null,2,0,null,null,1]}}}}]}}
$ ilms query --format excel; ilms query --format ''
ilms: --format "excel" is not one of sdmx-csv, sdmx-csv-2.0, sdmx-csv-2.1, ilostat, workbook, sdmx-json, sdmx-json-1.0, sdmx-json-2.1, sdmx-ml-generic, sdmx-ml-generic-series, sdmx-ml, sdmx-ml-series, sdmx-ml-3.0, sdmx-ml-3.1, json-stat, rdf, csv, sqlite, table
ilms: --format is given an empty value
? 64
