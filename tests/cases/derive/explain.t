# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A derived figure back to every line that is in it, through those that were made on the way.
$ ilms init > log; ilms submit --quiet $DATA/labour.csv $DATA/good.csv; ilms accept --allow 'a test' 1; ilms accept 2; ilms release one
$DATA/labour.csv: submission 1, ilostat: 8 cells in 3 question tables, 0 errors, 5 warnings
$DATA/good.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 1 is accepted: 7 figures in 3 question tables
submission 2 is accepted: 24 figures in 2 question tables
release 1 "one": 32 observations in 20 series, SHA-256 51f230a6365d
$ ilms explain one DF_MST_TEAP_SEX_AGE_CCT_RT/MYS.A..SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL/2022
46.150 per cent  Labour force participation rate by sex, age and citizenship, Malaysia, 2022
  key         MYS.A.MST_TEAP_RT.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL
  status      L Computed value
  release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
  source      BA:544 Labour Force Survey (Labour force survey)
  definition  Employed and unemployed persons together per hundred persons of working age (15 and over) in the same group; a stock measure, in per cent. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
  formula     100 x MST_TEAP_SEX_AGE_CCT_NB / MST_XWAP_SEX_AGE_CCT_NB
  published   Resolution I of the 19th International Conference of Labour Statisticians (2013); ILOSTAT computation table COMPUTE_INDICATOR_RT
  computed    100 x 2400.125 / 5200.75 = 46.150
  note        L2:U
  note        R1:3513
  from        these figures:
    2400.125 thousand  Labour force by sex, age and citizenship, Malaysia, 2022
      key         MYS.A.MST_TEAP_NB.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL
      status      L Computed value
      release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
      source      BA:544 Labour Force Survey (Labour force survey)
      definition  Stock of persons aged 15 and over who were either employed or unemployed, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
      formula     MST_TEMP_SEX_AGE_CCT_NB + MST_TUNE_SEX_AGE_CCT_NB
      published   Resolution I of the 19th International Conference of Labour Statisticians (2013); ILOSTAT computation table COMPUTE_INDICATOR_NB
      computed    2100 + 300.125 = 2400.125
      note        L2:U
      note        R1:3513
      from        these figures:
        2100 thousand  Employment by sex, age and citizenship, Malaysia, 2022
          key         MYS.A.MST_TEMP_NB.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL
          release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
          source      BA:544 Labour Force Survey (Labour force survey)
          definition  Stock of persons aged 15 and over who had a job or business in the reference period, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
          read from   labour.csv, line 6, column 8 (SHA-256 47867b65d2eb)
          submission  1, received on 2026-01-15T10:00:00Z from tester
          check       warning T104: parts of AGE_AGGREGATE are given without the total AGE_AGGREGATE_TOTAL
          accepted    on 2026-01-15T10:00:00Z by tester
        300.125 thousand  Unemployment by sex, age and citizenship, Malaysia, 2022
          key         MYS.A.MST_TUNE_NB.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL
          status      U Unreliable
          release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
          source      BA:544 Labour Force Survey (Labour force survey)
          definition  Stock of persons aged 15 and over who had no work, looked for it and could have started, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
          read from   labour.csv, line 8, column 8 (SHA-256 47867b65d2eb)
          submission  1, received on 2026-01-15T10:00:00Z from tester
          check       warning T104: parts of AGE_AGGREGATE are given without the total AGE_AGGREGATE_TOTAL
          accepted    on 2026-01-15T10:00:00Z by tester
    5200.75 thousand  Working-age population by sex, age and citizenship, Malaysia, 2022
      key         MYS.A.MST_XWAP_NB.SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL
      status      L Computed value
      release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
      source      BA:544 Labour Force Survey (Labour force survey)
      definition  Stock of usual residents aged 15 and over, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
      formula     the sum of the codes of AGE_5YRBANDS that make up AGE_AGGREGATE_Y15-24
      computed    2500.5 + 2700.25 = 5200.75
      note        R1:3513
      from        these figures:
        2500.5 thousand  Working-age population by sex, age and citizenship, Malaysia, 2022
          key         MYS.A.MST_XWAP_NB.SEX_T.AGE_5YRBANDS_Y15-19.CCT_CIT_TOTAL
          release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
          source      BA:544 Labour Force Survey (Labour force survey)
          definition  Stock of usual residents aged 15 and over, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
          read from   labour.csv, line 2, column 8 (SHA-256 47867b65d2eb)
          submission  1, received on 2026-01-15T10:00:00Z from tester
          check       info C111: AGE_5YRBANDS is neither asked for nor disseminated in MST_XWAP_SEX_AGE_CCT_NB
          check       warning T104: parts of AGE_5YRBANDS are given without the total AGE_5YRBANDS_TOTAL
          accepted    on 2026-01-15T10:00:00Z by tester
        2700.25 thousand  Working-age population by sex, age and citizenship, Malaysia, 2022
          key         MYS.A.MST_XWAP_NB.SEX_T.AGE_5YRBANDS_Y20-24.CCT_CIT_TOTAL
          release     1 "one", 2026-01-15T10:00:00Z, SHA-256 51f230a6365d
          source      BA:544 Labour Force Survey (Labour force survey)
          definition  Stock of usual residents aged 15 and over, in thousands. Results are given for citizens and non-citizens; what counts is whether the person holds the citizenship of the reporting country. Age is in completed years.
          read from   labour.csv, line 3, column 8 (SHA-256 47867b65d2eb)
          submission  1, received on 2026-01-15T10:00:00Z from tester
          check       info C111: AGE_5YRBANDS is neither asked for nor disseminated in MST_XWAP_SEX_AGE_CCT_NB
          accepted    on 2026-01-15T10:00:00Z by tester
# the sex that was left
$ ilms explain one DF_MST_TEMP_SEX_AGE_CCT_NB/MYS.A..SEX_F.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL/2022 | grep -E '^[0-9]|formula|computed'
800 thousand  Employment by sex, age and citizenship, Malaysia, 2022
  formula     what the other sex leaves of the total
  computed    2100 - 1300 = 800
# growth over a year and over several, the share of the region
$ ilms explain one DF_MST_NCTE_SEX_CCT_GR/MYS.A..SEX_T.CCT_CTZ_TOTAL | grep -E '^ *-?[0-9]|computed'
3.659 per cent  Employed non-citizens by sex and country of citizenship: growth, Malaysia, 2021
  computed    100 x ((170.000 / 164.000) - 1) = 3.659
    170.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
    164.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2020
$ ilms explain one DF_MST_NCTE_SEX_RS/MYS.A..SEX_T/2020 | grep -E '^[0-9]|formula|computed|note'
61.433 per cent  Employed non-citizens by sex and country of citizenship: share of the region, Malaysia, 2020
  definition  What the countries of the region have of all countries, in per cent. Countries that are counted under "Other countries" are not in it; a note then says which are. Stock of non-citizens aged 15 and over who have a job or business in the reporting country, in thousands, by country of citizenship. Citizenship decides, wherever the person was born.
  formula     100 x MST_NCTE_SEX_CCT_NB of the countries of ASEAN / of all countries
  computed    100 x (100.750) / 164.000 = 61.433
  note        L1:IDN
# as an object with objects of the parents in it
$ ilms explain --json one DF_MST_TEAP_SEX_AGE_CCT_NB/MYS.A..SEX_T.AGE_AGGREGATE_Y15-24.CCT_CIT_TOTAL/2022 | tr '{' '\n' | cut -c1-330
\
"release":"one","release_number":1,"indicator":"MST_TEAP_SEX_AGE_CCT_NB","REF_AREA":"MYS","FREQ":"A","MEASURE":"MST_TEAP_NB","SEX":"SEX_T","AGE":"AGE_AGGREGATE_Y15-24","CCT":"CCT_CIT_TOTAL","TIME_PERIOD":"2022","value":2400.125,"status":"L","source":"BA:544","source_name":"Labour Force Survey (Labour force survey)","definition":
"release":"one","release_number":1,"indicator":"MST_TEMP_SEX_AGE_CCT_NB","REF_AREA":"MYS","FREQ":"A","MEASURE":"MST_TEMP_NB","SEX":"SEX_T","AGE":"AGE_AGGREGATE_Y15-24","CCT":"CCT_CIT_TOTAL","TIME_PERIOD":"2022","value":2100,"source":"BA:544","source_name":"Labour Force Survey (Labour force survey)","definition":"Stock of persons
"rule":"T104","severity":"warning","message":"parts of AGE_AGGREGATE are given without the total AGE_AGGREGATE_TOTAL"}],"passed_over":[]},
"release":"one","release_number":1,"indicator":"MST_TUNE_SEX_AGE_CCT_NB","REF_AREA":"MYS","FREQ":"A","MEASURE":"MST_TUNE_NB","SEX":"SEX_T","AGE":"AGE_AGGREGATE_Y15-24","CCT":"CCT_CIT_TOTAL","TIME_PERIOD":"2022","value":300.125,"status":"U","source":"BA:544","source_name":"Labour Force Survey (Labour force survey)","definition":"
"rule":"T104","severity":"warning","message":"parts of AGE_AGGREGATE are given without the total AGE_AGGREGATE_TOTAL"}],"passed_over":[]}]}
# a reported figure is explained as before, and a key without any says so
$ ilms explain one DF_MST_TEMP_SEX_AGE_CCT_NB/MYS.A..SEX_M.. | grep -E '^[0-9]|read'; ilms explain one DF_MST_TEAP_SEX_AGE_CCT_RT/THA.A....; ilms explain one DF_MST_TEAP_SEX_AGE_CBR_RT/THA.A....
1300 thousand  Employment by sex, age and citizenship, Malaysia, 2022
  read from   labour.csv, line 7, column 8 (SHA-256 47867b65d2eb)
ilms: release "one" has no figure for DF_MST_TEAP_SEX_AGE_CCT_RT/THA.A....
ilms: nothing has been released of DF_MST_TEAP_SEX_AGE_CBR_RT
? 67
# what the other parts leave, and what comes from the first generation of tables
$ { echo ref_area,source,indicator,sex,classif1,classif2,time,obs_value,note_source; printf 'PHL,BA:480,%s\n' MNA_OEMP_SEX_ECO_NB,SEX_T,ECO_AGGREGATE_TOTAL,,2020,21.5, MNA_OEMP_SEX_ECO_NB,SEX_T,ECO_AGGREGATE_AGR,,2020,1.25, MST_TEMP_OCU_MIG_NB,,OCU_ISCO08_9,MIG_STATUS_MIGRANT,2012,5,T36:3215; } > more.csv; ilms submit --quiet more.csv; ilms accept 3 --allow 'a test'; ilms release two > log
more.csv: submission 3, ilostat: 3 cells in 2 question tables, 0 errors, 3 warnings
submission 3 is accepted: 3 figures in 2 question tables
$ for key in DF_MNA_OEMP_SEX_ECO_NB/PHL.A..SEX_T.ECO_SECTOR_NAG/2020 DF_MST_TEMP_SEX_OCU_CCT_NB/PHL.A..SEX_T.OCU_SKILL_L1.CCT_CIT_NONCIT/2012; do ilms explain two $key | grep -E '^ *[0-9]|formula|computed|note|read'; done
20.25 thousand  Outflow of nationals for employment by sex and economic activity, Philippines, 2020
  formula     what the other parts leave of the total
  computed    21.5 - 1.25 = 20.25
    21.5 thousand  Outflow of nationals for employment by sex and economic activity, Philippines, 2020
      formula     the sum of the codes of ECO_AGGREGATE that make up ECO_SECTOR_TOTAL
      computed    21.5 = 21.5
        21.5 thousand  Outflow of nationals for employment by sex and economic activity, Philippines, 2020
          read from   more.csv, line 2, column 8 (SHA-256 86660d78d218)
    1.25 thousand  Outflow of nationals for employment by sex and economic activity, Philippines, 2020
      formula     the sum of the codes of ECO_AGGREGATE that make up ECO_SECTOR_AGR
      computed    1.25 = 1.25
        1.25 thousand  Outflow of nationals for employment by sex and economic activity, Philippines, 2020
          read from   more.csv, line 3, column 8 (SHA-256 86660d78d218)
5 thousand  Employment by sex, occupation and citizenship, Philippines, 2012
  formula     the sum of the codes of OCU_ISCO08 that make up OCU_SKILL_L1
  computed    5 = 5
  note        T36:3215
    5 thousand  Employment by sex, occupation and citizenship, Philippines, 2012
      formula     the figure of MST_TEMP_OCU_MIG_NB, which means the same
      computed    5 = 5
      note        T36:3215
        5 thousand  Employment by occupation, total and migrants, Philippines, 2012
          definition  Stock of persons aged 15 and over who had a job or business in the reference period, in thousands. Migrants are persons who took up usual residence in the reporting country coming from another one, by the definition that the source uses (birth abroad or foreign citizenship, see its note). Occupation is the kind of work done, grouped by ISCO major group or by the skill level that goes with it.
          read from   more.csv, line 4, column 8 (SHA-256 86660d78d218)
