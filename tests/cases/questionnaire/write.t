# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A questionnaire holds what the country gave before, and reads back as just that.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit --quiet $REPO/data/asean/THA.csv $REPO/data/asean/PHL.csv | sed "s,$REPO/,,"
data/asean/THA.csv: submission 1, ilostat: 527 cells in 64 question tables, 4 errors, 17 warnings
data/asean/PHL.csv: submission 2, ilostat: 407 cells in 79 question tables, 0 errors, 11 warnings
$ ilms accept 1 --allow "as published" && ilms accept 2
submission 1 is accepted: 527 figures in 64 question tables, 4 errors allowed
submission 2 is accepted: 407 figures in 79 question tables
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015
round "2016" is open until 2026-11-30 for the years 2013 to 2015; next: ilms questionnaire write --round 2016 --country ISO3 --output FILE.xlsx
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx
THA.xlsx: the questionnaire of Thailand for round 2016, with 527 figures given before
$ ilms check THA.xlsx
THA.xlsx:MFL 15!C18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2015)
THA.xlsx:MFL 15!F18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2014)
THA.xlsx:MFL 15!I18: warning T104: parts of OCU_SKILL are given without the total OCU_SKILL_TOTAL  (MFL_NEMP_SEX_OCU_NB THA SEX_T OCU_SKILL_L1 2013)
THA.xlsx: workbook, 54 cells read: 0 errors, 3 warnings, 0 remarks
$ ilms submit THA.xlsx --quiet
THA.xlsx: submission 3, workbook: 54 cells in 9 question tables, 0 errors, 3 warnings
$ ilms submissions --json | tail -n 1 | sed 's/.*"round"/"round"/; s/"cells".*//'
"round":"2016",
$ ilms accept 3
submission 3 is accepted: 54 figures in 9 question tables
$ ilms release again
release 1 "again": 934 observations in 118 series, SHA-256 94f60cccaad5
# the figures of the three years are those that were given
$ ilms query DF_MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR --start 2012 --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2012,715.693,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2013,780.199,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2015,996.607,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2018,779.935,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2019,764.226,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2020,727.397,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2023,1713.856,
THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2024,2270.382,
# in every language the sheets read back alike
$ for l in en id th vi; do ilms questionnaire write --round 2016 --country PHL --language $l --output $l.xlsx; ilms check $l.xlsx --json | sed "s/$l.xlsx//"; done
en.xlsx: the questionnaire of Philippines for round 2016, with 407 figures given before
id.xlsx: the questionnaire of Philippines for round 2016, with 407 figures given before
th.xlsx: the questionnaire of Philippines for round 2016, with 407 figures given before
vi.xlsx: the questionnaire of Philippines for round 2016, with 407 figures given before
# one office's sources only
$ ilms questionnaire write --round 2016 --country THA --type BA --output THA-BA.xlsx && ilms check THA-BA.xlsx
THA-BA.xlsx: the questionnaire of Thailand for round 2016, with 0 figures given before
ilms: THA-BA.xlsx: the workbook holds no figures
? 65
# for every office its own: all types of source that are registered or gave figures
$ ilms questionnaire write --round 2016 --country KHM --by-type --output offices/; ls offices
offices/KHM-BA.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-BB.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-BX.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-AA.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-CA.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-EB.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-FX.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
offices/KHM-XX.xlsx: the questionnaire of Cambodia for round 2016, with 0 figures given before
KHM-AA.xlsx
KHM-BA.xlsx
KHM-BB.xlsx
KHM-BX.xlsx
KHM-CA.xlsx
KHM-EB.xlsx
KHM-FX.xlsx
KHM-XX.xlsx
$ ilms questionnaire write --round 2016 --country KHM --by-type --output json --language vi --json
{"file":"json/KHM-BA.xlsx","round":"2016","ref_area":"KHM","source_type":"BA","language":"vi","earlier_figures":0}
{"file":"json/KHM-BB.xlsx","round":"2016","ref_area":"KHM","source_type":"BB","language":"vi","earlier_figures":0}
{"file":"json/KHM-BX.xlsx","round":"2016","ref_area":"KHM","source_type":"BX","language":"vi","earlier_figures":0}
{"file":"json/KHM-AA.xlsx","round":"2016","ref_area":"KHM","source_type":"AA","language":"vi","earlier_figures":0}
{"file":"json/KHM-CA.xlsx","round":"2016","ref_area":"KHM","source_type":"CA","language":"vi","earlier_figures":0}
{"file":"json/KHM-EB.xlsx","round":"2016","ref_area":"KHM","source_type":"EB","language":"vi","earlier_figures":0}
{"file":"json/KHM-FX.xlsx","round":"2016","ref_area":"KHM","source_type":"FX","language":"vi","earlier_figures":0}
{"file":"json/KHM-XX.xlsx","round":"2016","ref_area":"KHM","source_type":"XX","language":"vi","earlier_figures":0}
$ rm offices/KHM-AA.xlsx; ilms questionnaire write --round 2016 --country KHM --by-type --output offices; ls offices/KHM-AA.xlsx
ilms: offices/KHM-BA.xlsx: there is a file of that name already
ls: cannot access 'offices/KHM-AA.xlsx': No such file or directory
? 2
$ ilms questionnaire write --round 2016 --country KHM --by-type --type BA --output offices
ilms: --type makes the form for one type, --by-type one for each: say one of them
? 64
$ touch file; ilms questionnaire write --round 2016 --country KHM --by-type --output file
ilms: file/KHM-BA.xlsx: cannot be written: Not a directory
? 74
# what cannot be
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx
ilms: THA.xlsx: there is a file of that name already
? 68
$ ilms questionnaire write --round 2017 --country THA --output x.xlsx
ilms: ilms.db: there is no round "2017"; ilms round list has those there are
? 67
$ ilms questionnaire write --round 2016 --country FRA --output x.xlsx
ilms: --country "FRA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms questionnaire write --round 2016 --country THA --language xx --output x.xlsx
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
$ ilms questionnaire write --round 2016 --country THA --type QQ --output x.xlsx
ilms: --type "QQ" is no type of source; it is to be one of the list, as BA
? 64
$ ilms questionnaire write --round 2016 --country THA --output no/such/folder.xlsx
ilms: no/such/folder.xlsx: cannot be written: No such file or directory
? 74
$ ls *.part 2>/dev/null
? 2
