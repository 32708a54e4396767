# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What of all that could be known is known.
$ ilms init > log; ilms submit $DATA/good.csv > log; ilms accept 1 --allow 'a test' > log; ilms coverage
ilms: ilms.db: nothing has been released yet
? 67
$ ilms coverage --accepted --years 2020-2021
what is accepted now, years 2020 to 2021
      1   2   3   4   5   6   7   8   9  10  11  12  13  14  15  16  17  18  19  20  21  22  share
BRN   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
IDN   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
KHM   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
LAO   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
MMR   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
MYS   .   .   .   .   .   .   . 100   .   .   .   .   .   .   .   .   .   .   .   .   .   .    5 %
PHL   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
SGP   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
THA   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
VNM   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .    0 %
all   .   .   .   .   .   .   .  10   .   .   .   .   .   .   .   .   .   .   .   .   .   .  0.5 %
per cent of the question tables that are there, whole or in part; . none; n/a does not apply
\
  1  MST  Working-age population by sex, age and place of birth or citizenship
  2  MST  Working-age population by sex, education and place of birth or citizenship
  3  MST  Foreign-born working-age population by sex and country of birth, or the same by citizenship
  4  MST  Employment by sex, age and place of birth or citizenship
  5  MST  Employment by sex, economic activity and place of birth or citizenship
  6  MST  Employment by sex, occupation and place of birth or citizenship
  7  MST  Employment by sex, status in employment and place of birth or citizenship
  8  MST  Employed foreign-born persons by sex and country of birth, or the same by citizenship
  9  MST  Unemployment by sex, age and place of birth or citizenship
 10  MST  Mean nominal monthly earnings of employees by sex and place of birth or citizenship
 11  MST  Median nominal monthly earnings of employees by sex and place of birth or citizenship
 12  MFL  Inflow of foreign-born working-age population by sex and country of birth, or the same by citizenship
 13  MFL  Inflow of foreign-born working-age population by sex and education, or the same by citizenship
 14  MFL  Inflow of foreign-born employed persons by sex and economic activity, or the same by citizenship
 15  MFL  Inflow of foreign-born employed persons by sex and occupation, or the same by citizenship
 16  MNA  Stock of nationals abroad by sex and country of residence
 17  MNA  Outflow of nationals by sex and country of destination
 18  MNA  Outflow of nationals for employment by sex and country of destination
 19  MNA  Outflow of nationals for employment by sex and education
 20  MNA  Outflow of nationals for employment by sex and economic activity
 21  MNA  Outflow of nationals for employment by sex and occupation
 22  MNA  Inflow of nationals returned from abroad by sex and country of previous residence
\
2 of 440 possible question tables (0.5 %): 2 whole, 0 in part
12 of 9,240 expected cells (0.1 %)
what was asked is not known: the base knows of no round
$ ilms release first > log; ilms coverage --country MYS --years 2020-2021
release "first", MYS, years 2020 to 2021
      1   2   3   4   5   6   7   8   9  10  11  12  13  14  15  16  17  18  19  20  21  22  share
MYS   .   .   .   .   .   .   . 100   .   .   .   .   .   .   .   .   .   .   .   .   .   .    5 %
per cent of the question tables that are there, whole or in part; . none; n/a does not apply
\
  1  MST  Working-age population by sex, age and place of birth or citizenship
  2  MST  Working-age population by sex, education and place of birth or citizenship
  3  MST  Foreign-born working-age population by sex and country of birth, or the same by citizenship
  4  MST  Employment by sex, age and place of birth or citizenship
  5  MST  Employment by sex, economic activity and place of birth or citizenship
  6  MST  Employment by sex, occupation and place of birth or citizenship
  7  MST  Employment by sex, status in employment and place of birth or citizenship
  8  MST  Employed foreign-born persons by sex and country of birth, or the same by citizenship
  9  MST  Unemployment by sex, age and place of birth or citizenship
 10  MST  Mean nominal monthly earnings of employees by sex and place of birth or citizenship
 11  MST  Median nominal monthly earnings of employees by sex and place of birth or citizenship
 12  MFL  Inflow of foreign-born working-age population by sex and country of birth, or the same by citizenship
 13  MFL  Inflow of foreign-born working-age population by sex and education, or the same by citizenship
 14  MFL  Inflow of foreign-born employed persons by sex and economic activity, or the same by citizenship
 15  MFL  Inflow of foreign-born employed persons by sex and occupation, or the same by citizenship
 16  MNA  Stock of nationals abroad by sex and country of residence
 17  MNA  Outflow of nationals by sex and country of destination
 18  MNA  Outflow of nationals for employment by sex and country of destination
 19  MNA  Outflow of nationals for employment by sex and education
 20  MNA  Outflow of nationals for employment by sex and economic activity
 21  MNA  Outflow of nationals for employment by sex and occupation
 22  MNA  Inflow of nationals returned from abroad by sex and country of previous residence
\
2 of 44 possible question tables (5 %): 2 whole, 0 in part
12 of 924 expected cells (1 %)
what was asked is not known: the release knows of no round
$ ilms coverage --country MYS --table 8 --years 2019- --by question_table
release "first", MYS, years 2019 to 2021
country  question  year                  table                         cells  source
MYS             8  2019  missing                                         0/6
MYS             8  2020  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
MYS             8  2021  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
$ ilms coverage --country MYS --table MST_FORE_SEX_CBR_NB --years 2020 --by breakdown
release "first", MYS, year 2020
question  code                        cells expected  share  name
       8  SEX_T                           2        2  100 %  Total
       8  SEX_M                           2        2  100 %  Male
       8  SEX_F                           2        2  100 %  Female
       8  CCT_CTZ_TOTAL                   3        3  100 %  Total
       8  CCT_CTZ                         3        3  100 %  Any country
$ ilms coverage --country MYS --years 2020-2021 --format csv --table 8
ref_area,question,indicator,module,time,cover,asked,source,sources,cells,cells_expected,reason
MYS,8,MST_NCTE_SEX_CCT_NB,MST,2020,reported,,BA:544,1,6,6,
MYS,8,MST_NCTE_SEX_CCT_NB,MST,2021,reported,,BA:544,1,6,6,
$ ilms coverage --years 2020-2021 --by table --format csv | head -3
question,indicator,indicator.label,module,reported,partial,missing,not_applicable,possible,collected,share,cells,cells_expected,cells_share,asked,asked_collected,asked_share
1,MST_XWAP_SEX_AGE_CBR_NB,"Working-age population by sex, age and place of birth",MST,0,0,20,0,20,0,0.0,0,900,0.0,,,
2,MST_XWAP_SEX_EDU_CBR_NB,"Working-age population by sex, education and place of birth",MST,0,0,20,0,20,0,0.0,0,900,0.0,,,
$ ilms coverage --years 2020-2021 --by module
release "first", years 2020 to 2021
module                             possible collected  share  whole in part   cells
MST  International migrant stock        220         2  0.9 %      2       0   0.2 %
MFL  International migrant flow          80         0    0 %      0       0     0 %
MNA  Nationals abroad                   140         0    0 %      0       0     0 %
$ ilms coverage --by source
release "first", years 2012 to 2021 (the ten up to the last with figures; --years for others)
country  source      years       questions  whole in part  name
MYS      BA:544      2020 to 2021        1      2       0  Labour Force Survey
$ ilms coverage --by year --country MYS --years -2021 | tail -3
2019                                     22         0    0 %      0       0     0 %
2020                                     22         1    5 %      1       0     1 %
2021                                     22         1    5 %      1       0     1 %
$ ilms coverage --years 2020-2021 --by module --json
[{"module":"MST","module.label":"International migrant stock","reported":2,"partial":0,"missing":218,"not_applicable":0,"possible":220,"collected":2,"share":0.9,"cells":12,"cells_expected":6720,"cells_share":0.2},{"module":"MFL","module.label":"International migrant flow","reported":0,"partial":0,"missing":80,"not_applicable":0,"possible":80,"collected":0,"share":0.0,"cells":0,"cells_expected":1080,"cells_share":0.0},{"module":"MNA","module.label":"Nationals abroad","reported":0,"partial":0,"missing":140,"not_applicable":0,"possible":140,"collected":0,"share":0.0,"cells":0,"cells_expected":1440,"cells_share":0.0}]
$ ilms coverage --country MYS --table 8 --years 2020 --json
{"release":"first","released_at":"2026-01-15T10:00:00Z","generation":"current","first_year":2020,"last_year":2020,"total":{"possible":1,"collected":1,"reported":1,"partial":0,"missing":0,"not_applicable":0,"share":100.0,"cells":6,"cells_expected":6,"cells_share":100.0},"asks_known":false,"countries":[{"ref_area":"MYS","ref_area.label":"Malaysia","reported":1,"partial":0,"missing":0,"not_applicable":0,"possible":1,"collected":1,"share":100.0,"cells":6,"cells_expected":6,"cells_share":100.0}],"tables":[{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","indicator.label":"Employed foreign-born persons by sex and country of birth","module":"MST","reported":1,"partial":0,"missing":0,"not_applicable":0,"possible":1,"collected":1,"share":100.0,"cells":6,"cells_expected":6,"cells_share":100.0}],"modules":[{"module":"MST","module.label":"International migrant stock","reported":1,"partial":0,"missing":0,"not_applicable":0,"possible":1,"collected":1,"share":100.0,"cells":6,"cells_expected":6,"cells_share":100.0}],"years":[{"time":2020,"reported":1,"partial":0,"missing":0,"not_applicable":0,"possible":1,"collected":1,"share":100.0,"cells":6,"cells_expected":6,"cells_share":100.0}],"sources":[{"ref_area":"MYS","source":"BA:544","source.label":"Labour Force Survey","timefrom":2020,"timeto":2020,"questions":1,"reported":1,"partial":0,"missing":0,"not_applicable":0,"share":100.0,"cells":6}],"breakdowns":[{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","dimension":"SEX","code":"SEX_T","code.label":"Total","cells":2,"cells_expected":2,"cells_share":100.0},{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","dimension":"SEX","code":"SEX_M","code.label":"Male","cells":2,"cells_expected":2,"cells_share":100.0},{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","dimension":"SEX","code":"SEX_F","code.label":"Female","cells":2,"cells_expected":2,"cells_share":100.0},{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","dimension":"CCT","code":"CCT_CTZ_TOTAL","code.label":"Total","cells":3,"cells_expected":3,"cells_share":100.0},{"question":8,"indicator":"MST_FORE_SEX_CBR_NB","dimension":"CCT","code":"CCT_CTZ","code.label":"Any country","cells":3,"cells_expected":3,"cells_share":100.0}],"rounds":[],"releases":[{"release":"first","released":"2026-01-15","reported":1,"partial":0,"missing":0,"not_applicable":0,"possible":1,"collected":1,"share":100.0}],"question_tables":[{"ref_area":"MYS","question":8,"indicator":"MST_NCTE_SEX_CCT_NB","module":"MST","time":2020,"cover":"reported","source":"BA:544","sources":1,"cells":6,"cells_expected":6}]}
# of the first generation none of it is
$ ilms coverage --generation first --years 2020-2021 --by country | grep -c ' 0 %'
10
$ ilms coverage --country FRA
ilms: "FRA" is no country of ASEAN; it is to be three letters, as THA
? 67
$ ilms coverage --table 23
ilms: "23" is no question of today; it is to be a number of the questionnaire, or a table as MST_NCTE_SEX_CCT_NB
? 67
$ ilms coverage --table MST_TPOP_COU_NB
ilms: "MST_TPOP_COU_NB" is no question of today; it is to be a number of the questionnaire, or a table as MST_NCTE_SEX_CCT_NB
? 67
$ ilms coverage --years 20
ilms: --years "20" is to be a year or two, as 2014, 2010-2024, 2015- or -2020
? 64
$ ilms coverage --years 2021-2020
ilms: the last year, 2020, is before the first, 2021
? 64
$ ilms coverage --years -
ilms: --years "-" is to be a year or two, as 2014, 2010-2024, 2015- or -2020
? 64
$ ilms coverage --years 1900-2200
ilms: the years 1900 to 2200 are more than 200
? 64
$ ilms coverage --by colour
ilms: --by "colour" is to be country, table, module, year, source, breakdown, round, release or question_table
? 64
$ ilms coverage --round 2026
ilms: the release knows of no round "2026"
? 67
$ ilms coverage --generation third
ilms: generation "third" is to be current or first
? 64
$ ilms coverage --format xml
ilms: --format "xml" is to be csv or tsv
? 71
$ ilms coverage --accepted --release first
ilms: --accepted is of no release; leave out --release and --audience
? 64
$ ilms coverage --release second
ilms: ilms.db: there is no release second
? 67
