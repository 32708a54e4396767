# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# how good a source is: each score with its reason
$ ilms init > /dev/null; ilms submit --quiet $REPO/data/asean/THA.csv > /dev/null; ilms accept 1 --allow ok > /dev/null; ilms release 2026.1
release 1 "2026.1": 527 observations in 71 series, SHA-256 b234b71928ec
$ ilms source quality FB:6664
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour: 33 per cent
  0 of 3  scope        Which parts of the country and which people it covers is not said.
  0 of 3  definition   Who counts as a migrant is not said.
  2 of 3  timeliness   The newest figures, of 2024, are 2 years older than the release.
  2 of 3  periodicity  Figures of 21 years from 2002 to 2024: at least every second year on average.
       -  age          Age limits are asked of household surveys only.
       -  sample       No sample: everybody is counted, or recorded.
# what its people say of it counts with the next release
$ ilms source set --country THA --source FB:6664 --field geography=29 --field "population=registered workers; not their families" --field migrants=3218 > /dev/null
$ ilms source quality FB:6664 --accepted
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour: 67 per cent
  2 of 3  scope        Said in words, which have to be read: Total national; registered workers; not their families.
  2 of 3  definition   Those counted are whom the table asks for, less a part: Registered migrant workers (table: MST_NCTE_SEX_CCT_NB).
  2 of 3  timeliness   The newest figures, of 2024, are 2 years older than the release.
  2 of 3  periodicity  Figures of 21 years from 2002 to 2024: at least every second year on average.
       -  age          Age limits are asked of household surveys only.
       -  sample       No sample: everybody is counted, or recorded.
$ ilms source quality FB:6664 | head -1; ilms release 2026.2 > /dev/null; ilms source quality FB:6664 | head -1
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour: 33 per cent
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour: 67 per cent
# all of a country
$ ilms source quality --country THA | grep cent
THA  FB:6664    Administrative records of the Department of Employment, Ministry of Labour: 67 per cent
THA  FB:6668    Administrative records of the Office of Overseas Employment Administration, Department of Employment: 33 per cent
THA  XX:99009   As published on ILOSTAT (national source not stated): 33 per cent
$ ilms source quality FB:6664 --json
[{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"scope","points":2,"points.max":3,"reason":"quality.scope.words","reason.label":"Said in words, which have to be read: Total national; registered workers; not their families.","definition":"T36:3218","figures":215},{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"definition","points":2,"points.max":3,"reason":"quality.definition.2","reason.label":"Those counted are whom the table asks for, less a part: Registered migrant workers (table: MST_NCTE_SEX_CCT_NB).","definition":"T36:3218","figures":215},{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"timeliness","points":2,"points.max":3,"reason":"quality.timeliness.2","reason.label":"The newest figures, of 2024, are 2 years older than the release.","definition":"T36:3218","figures":215},{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"periodicity","points":2,"points.max":3,"reason":"quality.periodicity.2","reason.label":"Figures of 21 years from 2002 to 2024: at least every second year on average.","definition":"T36:3218","figures":215},{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"age","points.max":3,"reason":"quality.age.none","reason.label":"Age limits are asked of household surveys only.","definition":"T36:3218","figures":215},{"ref_area":"THA","source":"FB:6664","source.label":"Administrative records of the Department of Employment, Ministry of Labour","quality":67,"criterion":"sample","points.max":3,"reason":"quality.sample.none","reason.label":"No sample: everybody is counted, or recorded.","definition":"T36:3218","figures":215}]
# one that nobody has described and that has no figures; one that is none
$ ilms source quality AA:1700
ilms: AA:1700 has no figures here, and nobody has described it
? 67
$ ilms source quality work
ilms: "work" is no source; it is to be a type of the list and a survey, as BA:741
? 64
$ ilms source quality --country FRA
ilms: --country "FRA" is no country of ASEAN; it is to be three letters, as THA
? 64
