# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a release says of its sources: to each audience of those whose figures it sees.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/good.csv > log; ilms accept 1 > log; ilms accept 2 > log
$ ilms source published
ilms: ilms.db: nothing has been released yet
? 67
$ ilms source set --country MYS --source BA:544 --field 'name=Labour Force Survey' --field periodicity='every month' --field migrants=3215 --field 'contact=Nur A.' --field contact_email=nur@example.org > log; ilms source set --country MYS --source AA:539 --field 'name=Population Census' --field 'population=all who live there' > log; ilms source set --country THA --source FX:0 --field quality=none > log
$ ilms release plain
release 1 "plain": 25 observations in 12 series, SHA-256 94d95a35b01b
$ ilms source published; ilms source published --country MYS --source AA:539 --json; ilms source published --country THA
MYS  AA:539     Population Census
  name               Population Census
  population         all who live there
MYS  BA:544     Labour Force Survey
  name               Labour Force Survey
  periodicity        every month
  migrants           Non-citizens
{"release":"plain","ref_area":"MYS","source":"AA:539","name":"Population Census","fields":[{"field":"name","label":"Name","content":"Population Census"},{"field":"population","label":"Population coverage","content":"all who live there"}]}
release "plain" says nothing of such a source
# later versions are in later releases; the figures are the same, and so is the hash that names them
$ ilms source set --country MYS --source AA:539 --field quality=good > log; ilms release better; ilms source published --source AA:539; ilms source published --source AA:539 --release plain; ilms diff plain better
release 2 "better": 25 observations in 12 series, SHA-256 94d95a35b01b
MYS  AA:539     Population Census
  name               Population Census
  population         all who live there
  quality            good
MYS  AA:539     Population Census
  name               Population Census
  population         all who live there
"plain" to "better": 0 added, 0 removed, 0 revised
# a withdrawn one is not in the next
$ ilms source withdraw --country MYS --source AA:539 > log; ilms release withdrawn > log; ilms source published
MYS  BA:544     Labour Force Survey
  name               Labour Force Survey
  periodicity        every month
  migrants           Non-citizens
$ ilms source set --country MYS --source AA:539 --field quality=better > log
# limited until a day
$ ilms share set --country MYS --table all --source BA:544 --audience members --until 2026-03-01 --ground 'a law' > log; ilms release limited
release 4 "limited": 13 observations in 12 series, SHA-256 d203af5984bc
$ for now in 2026-02-28T23:59:59Z 2026-03-01T00:00:00Z; do ILMS_NOW=$now ilms source published | grep MYS; done
MYS  AA:539     Population Census
MYS  AA:539     Population Census
MYS  BA:544     Labour Force Survey
$ for a in members office; do ilms source published --audience $a | grep MYS; done
ilms: figures of 1 table are not public; that tester has read them is written down
MYS  AA:539     Population Census
MYS  BA:544     Labour Force Survey
ilms: figures of 1 table are not public; that tester has read them is written down
MYS  AA:539     Population Census
MYS  BA:544     Labour Force Survey
$ ilms share log --country MYS
2026-01-15T10:00  tester      release 4 "limited"  MST_NCTE_SEX_CCT_NB  for members, source published, 1 time
2026-01-15T10:00  tester      release 4 "limited"  MST_NCTE_SEX_CCT_NB  for office, source published, 1 time
# what was released before is withheld
$ ilms source published --release plain
release "plain" says nothing of its sources
$ ilms release soon --embargo 2026-02-01 > log; ilms source published --release soon; ilms source published --release soon --embargoed --source AA:539
ilms: ilms.db: there is no release soon
MYS  AA:539     Population Census
  name               Population Census
  population         all who live there
  quality            better
# what does not fit
$ ilms source published --country XXX; ilms source published --source QQ:1; ilms source published --release never
ilms: --country "XXX" is no country or area; it is to be three letters, as THA
ilms: --source "QQ:1" is no source; it is to be a type of the list and a survey, as BA:741
ilms: ilms.db: there is no release never
? 67
$ ilms doctor
ilms.db: every invariant holds; 5 releases
