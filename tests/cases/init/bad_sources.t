# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Sources, notes, the tables of the questionnaire and the settings of the region.
$ broken_data sources/types.csv '2s/,19/,first/'
ilms: data/sources/types.csv:2: "first" is to be a whole number
? 78
$ broken_data sources/types.csv '3s/^BA/BE/'
ilms: data/sources/types.csv:3: "BE" is given twice
? 78
$ broken_data sources/surveys.csv '2s/,BRN,/,QQQ,/'
ilms: data/sources/surveys.csv:2: "QQQ" is not in data/codelists/areas.csv
? 78
$ broken_data sources/surveys.csv '2s/,AA,/,QQ,/'
ilms: data/sources/surveys.csv:2: "QQ" is not in data/sources/types.csv
? 78
$ broken_data sources/surveys.csv '3s/^8230/957/'
ilms: data/sources/surveys.csv:3: "957" is given twice
? 78
$ broken_data sources/note_types.csv '2s/,Y$/,maybe/'
ilms: data/sources/note_types.csv:2: "maybe" is to be Y or N
? 78
$ broken_data sources/note_asked.csv '2s/,S1,/,S99,/'
ilms: data/sources/note_asked.csv:2: "S99" is not in data/sources/note_types.csv
? 78
$ broken_data sources/notes.csv '3s/^S3,6/S3,5/'
ilms: data/sources/notes.csv:3: "S3:5" is given twice
? 78
$ broken_data tables/modules.csv '3s/^MFL/MST/'
ilms: data/tables/modules.csv:3: "MST" is given twice
? 78
$ broken_data tables/indicators.csv '2s/,MST,current,/,MXX,current,/'
ilms: data/tables/indicators.csv:2: "MXX" is not in data/tables/modules.csv
? 78
$ broken_data tables/indicators.csv '2s/,current,/,modern,/'
ilms: data/tables/indicators.csv:2: the generation "modern" is to be current, first, both or derived
? 78
$ broken_data tables/indicators.csv '2s/,LC,/,EUR,/'
ilms: data/tables/indicators.csv:2: the unit "EUR" is not in data/codelists/units.csv
? 78
$ broken_data tables/indicators.csv '2s/,SEX CBR,/,SEX QQQ,/'
ilms: data/tables/indicators.csv:2: "QQQ" is not in data/codelists/dimensions.csv
? 78
$ broken_data tables/indicators.csv '2s/CBR_BIR\*/CCT_CIT*/'
ilms: data/tables/indicators.csv:2: CCT_CIT is of no dimension of MST_EARA_SEX_CBR_NB
? 78
$ broken_data tables/indicators.csv '2s/CBR_BIR\*/NO_VERSION*/'
ilms: data/tables/indicators.csv:2: "NO_VERSION" is not in data/codelists/versions.csv
? 78
$ broken_data tables/indicators.csv '10s/,SEX AGE CBR,/,SEX AGE CBR ECO,/'
ilms: data/tables/indicators.csv:10: more than two classifications besides SEX
? 78
$ broken_data region.csv '2s/agency/agent/'
ilms: data/region.csv:2: "agent" is not a known setting
? 78
$ broken_data region.csv 's/1980/long ago/'
ilms: data/region.csv:7: "long ago" is to be a whole number
? 78
$ broken_data region.csv 's/^region,ASEAN/region,NOWHERE/'
ilms: data/region.csv: the region "NOWHERE" is not in data/codelists/groups.csv
? 78
