# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a country says of its sources, version after version.
$ ilms init > log; ilms source list
no source has been described yet; ilms source set --country ISO3 --source TYPE:ID --field NAME=TEXT
$ ilms source set --country THA --source FB:6664 --field 'periodicity=every month' --field migrants=3218 --field 'contact=Malee S.' --field contact_email=malee@example.org
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour; version 1 of 2026-01-15 by tester, 4 of 17 things said
$ ilms source set --country THA --source FB:6664 --field 'name=Work permit register' --field periodicity= --field migrants=3215 --json
{"ref_area":"THA","source":"FB:6664","name":"Work permit register","version":2,"at":"2026-01-15T10:00:00Z","who":"tester","withdrawn":false,"said":4,"fields":[{"field":"name","label":"Name","content":"Work permit register","public":true},{"field":"migrants","label":"Definition of migrants","content":"T36:3215","text":"Non-citizens","public":true},{"field":"contact","label":"Contact person","content":"Malee S.","public":false},{"field":"contact_email","label":"E-mail of the contact","content":"malee@example.org","public":false}]}
$ ilms source show --country THA --source FB:6664; ilms source history --country THA --source FB:6664
THA  FB:6664    Work permit register; version 2 of 2026-01-15 by tester, 4 of 17 things said
  name               Work permit register
  migrants           Non-citizens
  contact            Malee S.  (not public)
  contact_email      malee@example.org  (not public)
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour; version 1 of 2026-01-15 by tester, 4 of 17 things said
  periodicity        every month
  migrants           Registered migrant workers
  contact            Malee S.  (not public)
  contact_email      malee@example.org  (not public)
THA  FB:6664    Work permit register; version 2 of 2026-01-15 by tester, 4 of 17 things said
  name               Work permit register
  migrants           Non-citizens
  contact            Malee S.  (not public)
  contact_email      malee@example.org  (not public)
$ ilms source set --country KHM --source FX:0 --field 'quality="quoted", and ภาษาไทย'; ilms source list; ilms source list --country KHM --json
KHM  FX:0       Other administrative records and related sources; version 1 of 2026-01-15 by tester, 1 of 17 things said
KHM  FX:0       Other administrative records and related sources; version 1 of 2026-01-15 by tester, 1 of 17 things said
THA  FB:6664    Work permit register; version 2 of 2026-01-15 by tester, 4 of 17 things said
{"ref_area":"KHM","source":"FX:0","name":"Other administrative records and related sources","version":1,"at":"2026-01-15T10:00:00Z","who":"tester","withdrawn":false,"said":1,"fields":[{"field":"quality","label":"Response and quality","content":"\"quoted\", and ภาษาไทย","public":true}]}
$ ilms source withdraw --country KHM --source FX:0; ilms source withdraw --country KHM --source FX:0; ilms source set --country KHM --source FX:0 --field years=2019
KHM  FX:0       Other administrative records and related sources; version 2 of 2026-01-15 by tester, 1 of 17 things said; withdrawn
ilms: FX:0 of KHM was withdrawn on 2026-01-15 by tester already
KHM  FX:0       Other administrative records and related sources; version 3 of 2026-01-15 by tester, 2 of 17 things said
# which tables and years it fed
$ ilms submit --quiet $REPO/data/asean/THA.csv > log; ilms accept 1 --allow 'as published' > log; ilms source show --country THA --source FB:6664 | tail -3; ilms source show --country THA --source FB:6664 --json | grep -o '"fed".*'
  contact            Malee S.  (not public)
  contact_email      malee@example.org  (not public)
  fed MST_NCTE_SEX_CCT_NB: 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2018 2019 2020 2021 2022 2023 2024
"fed":[{"indicator":"MST_NCTE_SEX_CCT_NB","times":["2002","2003","2004","2005","2006","2007","2008","2009","2010","2011","2012","2013","2014","2015","2018","2019","2020","2021","2022","2023","2024"]}]}
# the next questionnaire is filled from it
$ ilms round open 2026 --deadline 2026-11-30 --years 2023-2024 --tables MST_NCTE_SEX_CCT_NB > log; ilms questionnaire write --round 2026 --country THA --output THA.xlsx; unzip -p THA.xlsx xl/sharedStrings.xml | grep -oE 'Work permit register|Malee S.'
THA.xlsx: the questionnaire of Thailand for round 2026, with 527 figures given before
Work permit register
Malee S.
Work permit register
# what is answered in a questionnaire, and the notes of its figures, come back into it
$ ilms submit --quiet THA.xlsx > log; ilms remarks 2; ilms accept 2 --allow ok; ilms source history --country THA --source FB:6664 | grep version
source S1 THA FB:6664: Work permit register
source S13 THA FB:6664: Malee S.  (not public)
source S1 THA XX:99009: As published on ILOSTAT (national source not stated)
source S1 THA FB:6668: Administrative records of the Office of Overseas Employment Administration, Department of Employment
submission 2 is accepted: 26 figures in 2 question tables, 2 errors allowed
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour; version 1 of 2026-01-15 by tester, 4 of 17 things said
THA  FB:6664    Work permit register; version 2 of 2026-01-15 by tester, 4 of 17 things said
$ head -1 $DATA/good.csv | sed 's/$/,note_indicator/' > n.csv; echo 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,,S3:12_T2:85,T36:3215' >> n.csv; head -2 n.csv; ilms submit --quiet n.csv; ilms accept 3; ilms source show --country MYS --source BA:544; ilms source history --country MYS --source BA:544 | grep -c version
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source,note_indicator
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,,S3:12_T2:85,T36:3215
n.csv: submission 3, ilostat: 1 cell in 1 question table, 0 errors, 0 warnings
submission 3 is accepted: 1 figure in 1 question table
MYS  BA:544     Labour Force Survey; version 1 of 2026-01-15 by tester, 3 of 17 things said
  reference_period   January
  migrants           Non-citizens
  age_from           16 years old
  fed MST_NCTE_SEX_CCT_NB: 2020
1
# what does not fit
$ ilms source set --country THA --source BA:544 --field years=1
ilms: BA:544 is registered for Malaysia, not for Thailand; ilms sources THA lists those there are
? 64
$ ilms source set --country FRA --source BA:0 --field years=1
ilms: --country "FRA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms source set --country THA --source QQ:1 --field years=1
ilms: --source "QQ:1" is no source; it is to be a type of the list and a survey, as BA:741
? 64
$ ilms source set --country THA --source BA:0
ilms: say what is known by --field NAME=TEXT; it may be given several times
? 64
$ ilms source set --country THA --source BA:0 --field colour=red
ilms: --field "colour=red" is to be NAME=TEXT, with one of the names name, periodicity, years, reference_period, geography, population, migrants, age_from, age_to, sample_size, sample_design, quality, institution, publication, contact, contact_email, contact_phone
? 64
$ ilms source set --country THA --source BA:0 --field 'migrants=whoever comes'
ilms: migrants is to be one of the fixed values of T36, by number or name; "whoever comes" is none
? 64
$ ilms source show --country LAO --source BA:0; ilms source history --country LAO --source BA:0; ilms source withdraw --country LAO --source BA:0
ilms: nobody has described BA:0 of LAO yet; ilms source set does
ilms: nobody has described BA:0 of LAO yet; ilms source set does
ilms: nobody has described BA:0 of LAO yet; ilms source set does
? 67
$ ilms doctor
ilms.db: every invariant holds; 0 releases
