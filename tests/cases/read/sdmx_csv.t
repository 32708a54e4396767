# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# SDMX-CSV 1.0, as it is written and as others write it.
$ ilms init > log; ilms submit $DATA/good.csv $DATA/ages.csv; ilms accept 1; ilms accept 2; ilms release one
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/ages.csv: submission 2, ilostat: 6 cells in 1 question table, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
submission 2 is accepted: 5 figures in 1 question table
release 1 "one": 30 observations in 18 series, SHA-256 05c2a9aeee75
$ ilms query --format sdmx-csv > all.csv; head -3 all.csv; ilms check all.csv
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,,2020,164.000,,PS,3,BA:544,,,,3
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,,2021,170.000,,PS,3,BA:544,,,,3
all.csv: sdmx-csv, 30 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms query --format sdmx-csv --labels > labels.csv; head -2 labels.csv; ilms check labels.csv
DATAFLOW,REF_AREA: Reference area,FREQ: Frequency,MEASURE: Measure,SEX: Sex,CCT: Citizenship,AGE: Age,TIME_PERIOD: Time period,OBS_VALUE: Observation value,OBS_STATUS: Observation status,UNIT_MEASURE: Unit of measure,UNIT_MULT: Unit multiplier,SOURCE: Source,NOTE_SOURCE: Notes on the source,NOTE_INDICATOR: Notes on the indicator,NOTE_CLASSIF: Notes on the classification,DECIMALS: Decimals
ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS: Malaysia,A: Annual,MST_NCTE_NB: Employed non-citizens by sex and country of citizenship,SEX_T: Total,CCT_CTZ_TOTAL: Total,,2020,164.000,,PS,3,BA:544,,,,3
labels.csv: sdmx-csv, 30 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB --format sdmx-csv > ages.csv; cat ages.csv; ilms check ages.csv
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,AGE,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_TOTAL,CCT_CIT_TOTAL,2020,1000.0,B,PS,3,BA:544,S3:5,,,1
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2020,200.5,,PS,3,BA:544,S3:5,,,1
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_Y25-54,CCT_CIT_TOTAL,2020,600.0,,PS,3,BA:544,S3:5,,,1
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_Y55-64,CCT_CIT_TOTAL,2020,150.0,E,PS,3,BA:544,S3:5,,,1
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_YGE65,CCT_CIT_TOTAL,2020,49.5,,PS,3,BA:544,S3:5,,,1
ILO:DF_MST_XWAP_SEX_AGE_CCT_NB(1.0.0),MYS,A,MST_XWAP_NB,SEX_T,AGE_AGGREGATE_YGE65,CCT_CIT_NONCIT,2020,,C,PS,3,BA:544,S3:5,,,0
ages.csv: sdmx-csv, 6 cells read: 0 errors, 0 warnings, 0 remarks
$ cut -d, -f1-9 ages.csv | sed 's/(1.0)//;s/ILO://;$d' > bare.csv; ilms check --source BA:544 bare.csv
bare.csv: sdmx-csv, 5 cells read: 0 errors, 0 warnings, 0 remarks
$ sed '2s/,A,/,M,/' ages.csv > f.csv; ilms check f.csv | head -1
f.csv:2:3: error C113: FREQ is "M", but the period 2020 is of frequency A
$ sed '2s/MST_XWAP_NB/MST_NCTE_NB/' ages.csv > f.csv; ilms check f.csv | head -1
f.csv:2:4: error C113: MEASURE is "MST_NCTE_NB", but MST_XWAP_SEX_AGE_CCT_NB measures MST_XWAP_NB
$ sed '2s/,PS,3,/,PS,0,/' ages.csv > f.csv; ilms check f.csv | head -1
f.csv:2:12: error V105: UNIT_MULT is "0", but MST_XWAP_SEX_AGE_CCT_NB is in units of ten to the power of 3  (MST_XWAP_SEX_AGE_CCT_NB MYS SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2020)
$ sed '2s/DF_MST_XWAP/DF_MST_XWAQ/' ages.csv > f.csv; ilms check f.csv | head -1
f.csv:2:1: error C102: "MST_XWAQ_SEX_AGE_CCT_NB" is no table of the questionnaire; did you mean MST_XWAP_SEX_AGE_CCT_NB?
$ sed '2s/CCT_CIT_TOTAL/CBR_BIR_TOTAL/' ages.csv > f.csv; ilms check f.csv | head -1
f.csv:2:7: error C104: CBR_BIR_TOTAL belongs to CBR (Place of birth), but MST_XWAP_SEX_AGE_CCT_NB is broken down by AGE and CCT
$ sed '1s/OBS_VALUE/VALUE/' ages.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column OBS_VALUE; SDMX-CSV 1.0 has DATAFLOW, the dimensions with TIME_PERIOD, OBS_VALUE and the attributes
? 65
$ sed '1s/REF_AREA/AREA/' ages.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column REF_AREA; SDMX-CSV 1.0 has DATAFLOW, the dimensions with TIME_PERIOD, OBS_VALUE and the attributes
? 65
$ sed '1s/DATAFLOW/STRUCTURE,STRUCTURE_ID/;2,$s/^/dataflow,/' ages.csv > f.csv; ilms check f.csv
f.csv: sdmx-csv-2.0, 6 cells read: 0 errors, 0 warnings, 0 remarks
$ head -1 ages.csv > f.csv; ilms check f.csv
ilms: f.csv: there is a header, but no line of figures below it
? 65
$ tr , ';' < ages.csv > f.csv; ilms check f.csv
f.csv: sdmx-csv, 6 cells read: 0 errors, 0 warnings, 0 remarks
# the flow may stand in another place only when the header begins with it
$ sed 's/^\([^,]*\),\([^,]*\)/\2,\1/' ages.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column indicator; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
