# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a round asks, and of whom: first the tables of which nothing is known.
$ ilms init > log; ilms submit --quiet $REPO/data/asean/THA.csv > log; ilms accept 1 --allow 'as published' > log
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015 --countries THA,KHM --tables MNA_TPOP_SEX_CRS_NB,MST_NCTE_SEX_CCT_NB,MFL_NCIT_SEX_CCT_NB,MNA_OEMP_SEX_EDU_NB --release-date 2026-12-18
round "2016" is open until 2026-11-30 for the years 2013 to 2015; it asks 4 tables of 2 countries; next: ilms questionnaire write --round 2016 --country ISO3 --output FILE.xlsx
$ ilms round list; ilms round list --json
   1  2016          years 2013 to 2015, by 2026-11-30; migrants by citizenship; 0 submissions; to be released on 2026-12-18
{"id":1,"round":"2016","state":"open","deadline":"2026-11-30","first_year":2013,"last_year":2015,"criterion":"citizenship","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","release_date":"2026-12-18","submissions":0}
$ ilms round status 2016; ilms round status 2016 --country THA
round "2016", years 2013 to 2015, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
KHM      not started                4         0         0         0          0       0  -
THA      not started                4         0         0         0          0       0  -
2 countries: 2 not started
round "2016", years 2013 to 2015, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
THA      not started                4         0         0         0          0       0  -
   1  MFL_NCIT_SEX_CCT_NB         missing   asked
   2  MNA_TPOP_SEX_CRS_NB         missing   asked
   3  MNA_OEMP_SEX_EDU_NB         missing   asked
   4  MST_NCTE_SEX_CCT_NB         known     asked
$ ilms round status 2016 --country KHM --json | head -3
{"round":"2016","ref_area":"KHM","state":"not started","asked":4,"answered":0,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":0,"days_left":319}
{"ref_area":"KHM","indicator":"MST_NCTE_SEX_CCT_NB","rank":1,"why":"missing","asked":true,"first_year":2013,"last_year":2015,"state":"asked","years":[{"time":"2013","state":"asked"},{"time":"2014","state":"asked"},{"time":"2015","state":"asked"}]}
{"ref_area":"KHM","indicator":"MFL_NCIT_SEX_CCT_NB","rank":2,"why":"missing","asked":true,"first_year":2013,"last_year":2015,"state":"asked","years":[{"time":"2013","state":"asked"},{"time":"2014","state":"asked"},{"time":"2015","state":"asked"}]}
# the questionnaire has these tables alone, and says where to begin
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx; unzip -p THA.xlsx xl/workbook.xml | grep -o 'sheet name="[^"]*"'; unzip -p THA.xlsx xl/sharedStrings.xml | grep -o '[^>]*fill in first'
THA.xlsx: the questionnaire of Thailand for round 2016, with 527 figures given before
sheet name="Cover"
sheet name="Sources"
sheet name="MST 8"
sheet name="MFL 12"
sheet name="MNA 16"
sheet name="MNA 19"
sheet name="Lists"
MFL 12  Inflow of working-age non-citizens by sex and country of citizenship — please fill in first
MNA 16  Stock of nationals abroad by sex and country of residence — please fill in first
MNA 19  Outflow of nationals for employment by sex and education — please fill in first
$ ilms questionnaire write --round 2016 --country MYS --output MYS.xlsx
ilms: round "2016" asks nothing of Malaysia
? 68
$ ilms check THA.xlsx
THA.xlsx: workbook, 42 cells read: 0 errors, 0 warnings, 0 remarks
# all of the criterion where nothing else is said
$ ilms round open all --deadline 2026-11-30 --criterion both; ilms round status all --json | head -1; ilms round open birth --deadline 2026-11-30 --criterion birth --countries LAO; ilms round status birth --country LAO | grep -c _CCT
round "all" is open until 2026-11-30 for the years 2023 to 2025; next: ilms questionnaire write --round all --country ISO3 --output FILE.xlsx
{"round":"all","ref_area":"BRN","state":"not started","asked":37,"answered":0,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":0,"days_left":319}
round "birth" is open until 2026-11-30 for the years 2023 to 2025; it asks 22 tables of 1 country; next: ilms questionnaire write --round birth --country ISO3 --output FILE.xlsx
0
? 1
# one table of a pair, whatever the criterion
$ ilms round open one --deadline 2026-11-30 --tables MST_FORE_SEX_CBR_NB --countries LAO; ilms round status one --country LAO
round "one" is open until 2026-11-30 for the years 2023 to 2025; it asks 1 table of 1 country; next: ilms questionnaire write --round one --country ISO3 --output FILE.xlsx
round "one", years 2023 to 2025, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
LAO      not started                1         0         0         0          0       0  -
   1  MST_FORE_SEX_CBR_NB         missing   asked
# what cannot be asked
$ ilms round open x --deadline 2026-11-30 --tables MST_TPOP_COU_NB
ilms: --tables: "MST_TPOP_COU_NB" is no table that the questionnaire asks; ilms tables lists them
? 64
$ ilms round open x --deadline 2026-11-30 --tables MST_NCTE_SEX_CCT_NB,
ilms: --tables: "" is no table that the questionnaire asks; ilms tables lists them
? 64
$ ilms round open x --deadline 2026-11-30 --countries THA,FRA
ilms: --countries: "FRA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms round open x --deadline 2026-11-30 --release-date 2026-11-29
ilms: --release-date 2026-11-29 is before the deadline 2026-11-30
? 64
$ ilms round open x --deadline 2026-11-30 --release-date someday
ilms: --release-date "someday" is no day; it is to be written as 2026-11-30
? 64
$ ilms round status x
ilms: ilms.db: there is no round "x"; ilms round list has those there are
? 67
$ ilms round status 2016 --country XXX
ilms: --country "XXX" is no country; it is to be three letters, as THA
? 64
