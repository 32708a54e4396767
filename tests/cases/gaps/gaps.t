# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# what is missing, and what could fill it, the cheapest way first
$ ilms coverage gaps
ilms: ilms.db: there is no such file; a base is a file made by "ilms init"
? 66
$ ilms init > /dev/null; ilms submit --quiet $REPO/data/asean/MMR.csv > /dev/null; ilms accept 1 --allow ok > /dev/null; ilms release 2026.1
release 1 "2026.1": 129 observations in 42 series, SHA-256 609a82403158
$ ilms coverage gaps --country MMR --years 2013-2015
65 question tables missing or partial, 2013 to 2015
      3  complete  a source has sent a part of the table: the rest is in the same files
     26  tabulate  a source has sent other tables of the year: one more tabulation
     36  request   a source that can is registered; whether it covers the year is not known
\
complete
  MMR  MNA 18  2013-2015               FX:6670     Outflow of nationals for employment by sex and..
\
tabulate
  MMR  MNA 16  2013, 2015              FX:6670   ~ Stock of nationals abroad by sex and country of..
  MMR  MNA 17  2013-2015               FX:6670   ~ Outflow of nationals by sex and country of..
  MMR  MNA 19  2013-2015               FX:6670     Outflow of nationals for employment by sex and..
  MMR  MNA 20  2013-2015               FX:6670     Outflow of nationals for employment by sex and..
  MMR  MNA 21  2013-2015               FX:6670     Outflow of nationals for employment by sex and..
  MMR  MNA 22  2013-2015               FX:6670   ~ Inflow of nationals returned from abroad by sex..
  MMR  MST 1   2014                    AA:1421     Working-age population by sex, age and place of..
  MMR  MST 2   2014                    AA:1421     Working-age population by sex, education and..
  MMR  MST 3   2014                    AA:1421     Foreign-born working-age population by sex and..
  MMR  MST 4   2014                    AA:1421     Employment by sex, age and place of birth /..
  MMR  MST 5   2014                    AA:1421     Employment by sex, economic activity and place..
  MMR  MST 6   2014                    AA:1421     Employment by sex, occupation and place of..
  MMR  MST 7   2014                    AA:1421     Employment by sex, status in employment and..
  MMR  MST 8   2014                    AA:1421     Employed foreign-born persons by sex and..
  MMR  MST 9   2014                    AA:1421     Unemployment by sex, age and place of birth /..
\
request
  MMR  MST 1   2013, 2015              BA:7009     Working-age population by sex, age and place of..
  MMR  MST 2   2013, 2015              BA:7009     Working-age population by sex, education and..
  MMR  MST 3   2013, 2015              BA:7009   ~ Foreign-born working-age population by sex and..
  MMR  MST 4   2013, 2015              BA:7009     Employment by sex, age and place of birth /..
  MMR  MST 5   2013, 2015              BA:7009     Employment by sex, economic activity and place..
  MMR  MST 6   2013, 2015              BA:7009     Employment by sex, occupation and place of..
  MMR  MST 7   2013, 2015              BA:7009     Employment by sex, status in employment and..
  MMR  MST 8   2013, 2015              BA:7009   ~ Employed foreign-born persons by sex and..
  MMR  MST 9   2013, 2015              BA:7009     Unemployment by sex, age and place of birth /..
  MMR  MST 10  2013-2015               BA:7009     Mean nominal monthly earnings of employees by..
  MMR  MST 11  2013-2015               BA:7009     Median nominal monthly earnings of employees by..
  MMR  MFL 12  2013-2015               BA:7009   ~ Inflow of foreign-born working-age population..
  MMR  MFL 13  2013-2015               BA:7009   ~ Inflow of foreign-born working-age population..
  MMR  MFL 14  2013-2015               BA:7009   ~ Inflow of foreign-born employed persons by sex..
  MMR  MFL 15  2013-2015               BA:7009   ~ Inflow of foreign-born employed persons by sex..
\
~ a part of the table only; --json says why
# years that nobody has anything of; of a part of the table, the rest is in the same files
$ ilms coverage gaps --country MMR --years 2015 --effort complete
1 question table missing or partial, 2015 to 2015
      1  complete  a source has sent a part of the table: the rest is in the same files
\
complete
  MMR  MNA 18  2015                    FX:6670     Outflow of nationals for employment by sex and..
$ ilms coverage gaps --country MMR --years 2015 --effort complete --json
[{"ref_area":"MMR","question":18,"indicator":"MNA_OEMP_SEX_CDS_NB","indicator.label":"Outflow of nationals for employment by sex and country of destination","time":2015,"cover":"partial","effort":"complete","source":"FX:6670","source.label":"Administrative records of the Ministry of Labour, Employment and Social Security","answer":"yes","quality":17,"cells":5,"countries":1,"unavailable":"no","reason":"Who is placed or registered for work abroad is recorded with destination and job; who leaves without that is missing."}]
# the figures alone do not tell that a census was taken: who describes it does
$ ilms source set --country MMR --source BA:7009 --field "years=2014, 2015 and every year since 2017" > /dev/null
$ ilms source set --country MMR --source AA:1421 --field "years=2014" > /dev/null
$ ilms coverage gaps --country MMR --years 2014-2015 --effort publish --accepted
21 question tables missing or partial, 2014 to 2015
     21  publish   a source was taken in the year, as it is described, and nothing of it came
\
publish
  MMR  MST 1   2015                    BA:7009     Working-age population by sex, age and place of..
  MMR  MST 2   2015                    BA:7009     Working-age population by sex, education and..
  MMR  MST 3   2015                    BA:7009   ~ Foreign-born working-age population by sex and..
  MMR  MST 4   2015                    BA:7009     Employment by sex, age and place of birth /..
  MMR  MST 5   2015                    BA:7009     Employment by sex, economic activity and place..
  MMR  MST 6   2015                    BA:7009     Employment by sex, occupation and place of..
  MMR  MST 7   2015                    BA:7009     Employment by sex, status in employment and..
  MMR  MST 8   2015                    BA:7009   ~ Employed foreign-born persons by sex and..
  MMR  MST 9   2015                    BA:7009     Unemployment by sex, age and place of birth /..
  MMR  MST 10  2014-2015               BA:7009     Mean nominal monthly earnings of employees by..
  MMR  MST 11  2014-2015               BA:7009     Median nominal monthly earnings of employees by..
  MMR  MFL 12  2014-2015               BA:7009   ~ Inflow of foreign-born working-age population..
  MMR  MFL 13  2014-2015               BA:7009   ~ Inflow of foreign-born working-age population..
  MMR  MFL 14  2014-2015               BA:7009   ~ Inflow of foreign-born employed persons by sex..
  MMR  MFL 15  2014-2015               BA:7009   ~ Inflow of foreign-born employed persons by sex..
\
~ a part of the table only; --json says why
$ ilms coverage gaps --country MMR --years 2014-2015 --effort publish
0 question tables missing or partial, 2014 to 2015
# a release tells only of sources that have figures in it
$ ilms release 2026.2 > /dev/null; ilms coverage gaps --country MMR --years 2014 --effort publish
0 question tables missing or partial, 2014 to 2014
$ ilms coverage gaps --country MMR --years 2014-2016 --accepted | head -8
65 question tables missing or partial, 2014 to 2016
      2  complete  a source has sent a part of the table: the rest is in the same files
     20  tabulate  a source has sent other tables of the year: one more tabulation
      1  continue  a source sent the table for other years, and covers this one or has years around it
     21  publish   a source was taken in the year, as it is described, and nothing of it came
     21  request   a source that can is registered; whether it covers the year is not known
\
complete
# what does not fit
$ ilms coverage gaps --country USA
ilms: --country "USA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms coverage gaps --effort free
ilms: --effort "free" is to be complete, tabulate, continue, publish, request or collect
? 64
$ ilms coverage gaps --years last
ilms: --years "last" is to be a year or two, as 2015-2024
? 64
$ ilms coverage gaps --accepted --release 2026.1
ilms: --accepted is of no release; leave out --release and --audience
? 64
$ ilms coverage gaps --release 2027
ilms: ilms.db: there is no release 2027
? 67
