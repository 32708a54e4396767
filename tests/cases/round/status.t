# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A round from the first file to the last decision.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 --years 2020-2021 --tables MST_NCTE_SEX_CCT_NB,MST_TEMP_SEX_ECO_CCT_NB --countries MYS,THA > log
$ sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv --round 2026; ilms round status 2026; ilms round status 2026 --country MYS
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
round "2026", years 2020 to 2021, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      answering                  2         1         0         0          0       2  2026-01-15
THA      not started                2         0         0         0          0       0  -
2 countries: 1 answering, 1 not started
round "2026", years 2020 to 2021, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      answering                  2         1         0         0          0       2  2026-01-15
   1  MST_TEMP_SEX_ECO_CCT_NB     missing   asked
   2  MST_NCTE_SEX_CCT_NB         missing   errors  2020 errors (BA:544, submission 1, 2 errors)  2021 checked (BA:544, submission 1)
# what comes later for the same table, source and year takes its place
$ ilms return 1 --reason 'the sum is wrong'; ilms round status 2026 | grep MYS; ilms submit --quiet $DATA/good.csv --round 2026; ilms round status 2026 --country MYS
submission 1 is returned: 24 figures in 2 question tables
MYS      returned                   2         1         0         1          0       0  2026-01-15
$DATA/good.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
round "2026", years 2020 to 2021, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      in review                  2         1         0         0          0       0  2026-01-15
   1  MST_TEMP_SEX_ECO_CCT_NB     missing   asked
   2  MST_NCTE_SEX_CCT_NB         missing   checked  2020 checked (BA:544, submission 2)  2021 checked (BA:544, submission 2)
$ ilms round status 2026 --country MYS --json
{"round":"2026","ref_area":"MYS","state":"in review","asked":2,"answered":1,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":0,"days_left":319,"last_received_at":"2026-01-15T10:00:00Z"}
{"ref_area":"MYS","indicator":"MST_TEMP_SEX_ECO_CCT_NB","rank":1,"why":"missing","asked":true,"first_year":2020,"last_year":2021,"state":"asked","years":[{"time":"2020","state":"asked"},{"time":"2021","state":"asked"}]}
{"ref_area":"MYS","indicator":"MST_NCTE_SEX_CCT_NB","rank":2,"why":"missing","asked":true,"first_year":2020,"last_year":2021,"state":"checked","years":[{"time":"2020","source":"BA:544","state":"checked","submission":2,"table":3,"received_at":"2026-01-15T10:00:00Z","open_errors":0,"answered_errors":0,"warnings":0},{"time":"2021","source":"BA:544","state":"checked","submission":2,"table":4,"received_at":"2026-01-15T10:00:00Z","open_errors":0,"answered_errors":0,"warnings":0}]}
$ ilms accept 2; ilms round status 2026
submission 2 is accepted: 24 figures in 2 question tables
round "2026", years 2020 to 2021, by 2026-11-30: 319 days left
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      answering                  2         1         1         0          0       0  2026-01-15
THA      not started                2         0         0         0          0       0  -
2 countries: 1 answering, 1 not started
# other rounds do not count, nor what answers none
$ ilms round open 2027 --deadline 2027-11-30 > log; ilms submit --quiet $DATA/census.csv > log; ilms round status 2027 --json | grep MYS
{"round":"2027","ref_area":"MYS","state":"not started","asked":22,"answered":0,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":0,"days_left":684}
$ ILMS_NOW=2026-12-02T08:00:00Z ilms round status 2026 | head -1; ILMS_NOW=2026-11-30T23:00:00Z ilms round status 2026 | head -1
round "2026", years 2020 to 2021, by 2026-11-30: 2 days late
round "2026", years 2020 to 2021, by 2026-11-30: 0 days left
$ ilms round close 2026; ilms round status 2026; ilms round status 2026 --json | grep -c '"done"'
round "2026" is closed; countries can send nothing to it any more
round "2026", years 2020 to 2021, by 2026-11-30: closed on 2026-01-15
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      done                       2         1         1         0          0       0  2026-01-15
THA      not started                2         0         0         0          0       0  -
2 countries: 1 done, 1 not started
1
