# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What was asked, what does not apply, and what there is after each round.
$ ilms init > log; ilms submit --quiet $DATA/census.csv > log; ilms accept 1 --allow 'a test' > log; ILMS_NOW=2026-01-01T07:00:00Z ilms release before > log
$ ILMS_NOW=2026-01-01T08:00:00Z ilms round open 2025 --deadline 2026-01-10 --years 2020-2021 --tables MST_NCTE_SEX_CCT_NB,MST_TEMP_SEX_ECO_CCT_NB --countries MYS,THA > log; ilms coverage --by round
release "before", years 2011 to 2020 (the ten up to the last with figures; --years for others)
what was asked is not known: the release knows of no round
$ ilms submit --quiet $DATA/good.csv --round 2025 > log; ilms accept 2 --allow 'a test' > log
# a table that does not apply counts as answered
$ ilms round waive 2025 THA MST_TEMP_SEX_ECO_CCT_NB 'no survey asks for citizenship'
MST_TEMP_SEX_ECO_CCT_NB does not apply to THA in round "2025": no survey asks for citizenship
$ ilms round waive 2025 THA MST_NCTE_SEX_CCT_NB 'a mistake' --json; ilms round waive 2025 THA MST_NCTE_SEX_CCT_NB --back
{"round":"2025","ref_area":"THA","indicator":"MST_NCTE_SEX_CCT_NB","applies":false,"reason":"a mistake"}
MST_NCTE_SEX_CCT_NB is asked of THA in round "2025" again
$ ilms round status 2025; ilms round status 2025 --country THA
round "2025", years 2020 to 2021, by 2026-01-10: 5 days late
country  state                  asked  answered  accepted  returned  set aside  errors  last received
MYS      answering                  2         1         1         0          0       0  2026-01-15
THA      not started                2         1         0         0          0       0  -
2 countries: 1 answering, 1 not started
round "2025", years 2020 to 2021, by 2026-01-10: 5 days late
country  state                  asked  answered  accepted  returned  set aside  errors  last received
THA      not started                2         1         0         0          0       0  -
   1  MST_TEMP_SEX_ECO_CCT_NB     missing   waived  does not apply: no survey asks for citizenship
   2  MST_NCTE_SEX_CCT_NB         missing   asked
$ ilms round status 2025 --country THA --json | head -2
{"round":"2025","ref_area":"THA","state":"not started","asked":2,"answered":1,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":0,"days_left":-5}
{"ref_area":"THA","indicator":"MST_TEMP_SEX_ECO_CCT_NB","rank":1,"why":"missing","waived":"no survey asks for citizenship","asked":true,"first_year":2020,"last_year":2021,"state":"waived","years":[{"time":"2020","state":"waived"},{"time":"2021","state":"waived"}]}
$ ilms round waive 2025 THA MST_NCTE_SEX_CCT_NB
ilms: say why the table does not apply to the country; everybody can read it
? 64
$ ilms round waive 2025 THA MST_NCTE_SEX_CCT_NB why --back
ilms: --back takes no reason
? 64
$ ilms round waive 2025 KHM MST_NCTE_SEX_CCT_NB 'not asked'
ilms: round "2025" does not ask MST_NCTE_SEX_CCT_NB of KHM; ilms round status 2025 --country ISO3 has what it asks
? 68
$ ilms round waive 2025 THA MST_XWAP_SEX_AGE_CCT_NB 'not asked'
ilms: round "2025" does not ask MST_XWAP_SEX_AGE_CCT_NB of THA; ilms round status 2025 --country ISO3 has what it asks
? 68
$ ilms round waive 2024 THA MST_NCTE_SEX_CCT_NB 'no round'
ilms: ilms.db: there is no round "2024"; ilms round list has those there are
? 67
# before the round is closed and after; for compilers also what was accepted in answer
$ ilms coverage --accepted --by round; ilms coverage --by round
what is accepted now, years 2012 to 2021 (the ten up to the last with figures; --years for others)
round               years asked    asked  before it     after it      in release  now           accepted
2025                2020 to 2021       8  1 (12 %)      -             -           2 (33 %)             2, open
release "before", years 2011 to 2020 (the ten up to the last with figures; --years for others)
what was asked is not known: the release knows of no round
$ ILMS_NOW=2026-01-15T12:00:00Z ilms round close 2025 > log; ILMS_NOW=2026-01-15T13:00:00Z ilms release after > log; ilms coverage --by round
release "after", years 2012 to 2021 (the ten up to the last with figures; --years for others)
round               years asked    asked  before it     after it      in release  now
2025                2020 to 2021       8  1 (12 %)      2 (33 %)      after       2 (33 %)
$ ilms coverage --by round --format csv
round,opened,deadline,closed,timefrom,timeto,criterion,asked,release_before,collected_before,share_before,release,released,reported,partial,missing,not_applicable,collected,share,collected_now,share_now,answered
2025,2026-01-01,2026-01-10,2026-01-15,2020,2021,citizenship,8,before,1,12.5,after,2026-01-15,2,0,4,2,2,33.3,2,33.3,
$ ilms coverage --round 2025
release "after", years 2020 to 2021, as round "2025" asked
      5   8  share
MYS   . 100   50 %
THA n/a   .    0 %
all   .  50   33 %
per cent of the question tables that are there, whole or in part; . none; n/a does not apply
\
  5  MST  Employment by sex, economic activity and place of birth or citizenship
  8  MST  Employed foreign-born persons by sex and country of birth, or the same by citizenship
\
2 of 6 possible question tables (33 %): 2 whole, 0 in part; 2 do not apply
12 of 150 expected cells (8 %)
\
round               years asked    asked  before it     after it      in release  now
2025                2020 to 2021       8  1 (12 %)      2 (33 %)      after       2 (33 %)
$ ilms coverage --round 2025 --country THA --by question_table
release "after", THA, years 2020 to 2021, as round "2025" asked
country  question  year                  table                         cells  source
THA             5  2020  not applicable                                 0/63  no survey asks for citizenship
THA             5  2021  not applicable                                 0/63  no survey asks for citizenship
THA             8  2020  missing                                         0/6
THA             8  2021  missing                                         0/6
$ ilms coverage --round 2025 --by country
release "after", years 2020 to 2021, as round "2025" asked
country                            possible collected  share  whole in part   cells
MYS  Malaysia                             4         2   50 %      2       0     9 %
THA  Thailand                             2         0    0 %      0       0     0 %  n/a 2
$ ilms coverage --by release --years 2020-2021
release "after", years 2020 to 2021
release                   of          possible collected  share  whole in part
before                    2026-01-01       440         1  0.2 %      1       0
after                     2026-01-15       438         2  0.5 %      2       0
# the first release knows of no such round, since it is older; what it had stays what it was
$ ilms coverage --release before --by round; ilms coverage --release before --years 2020 | tail -3
release "before", years 2011 to 2020 (the ten up to the last with figures; --years for others)
what was asked is not known: the release knows of no round
1 of 220 possible question tables (0.5 %): 1 whole, 0 in part
6 of 4,620 expected cells (0.1 %)
what was asked is not known: the release knows of no round
# a closed round is the office's to change
$ ilms round waive 2025 THA MST_NCTE_SEX_CCT_NB 'said by telephone'; ilms coverage --accepted --round 2025 --country THA | tail -3
MST_NCTE_SEX_CCT_NB does not apply to THA in round "2025": said by telephone
\
round               years asked    asked  before it     after it      in release  now           accepted
2025                2020 to 2021       4  0 (0 %)       0 (0 %)       after       0 (-)                0
$ sqlite3 ilms.db "SELECT release, name, closed_at FROM pub_round ORDER BY 1, 2; SELECT * FROM pub_ask; SELECT * FROM pub_waiver"
2|2025|2026-01-15T12:00:00Z
1|MYS|MST_NCTE_SEX_CCT_NB
1|MYS|MST_TEMP_SEX_ECO_CCT_NB
1|THA|MST_NCTE_SEX_CCT_NB
1|THA|MST_TEMP_SEX_ECO_CCT_NB
2|1|THA|MST_TEMP_SEX_ECO_CCT_NB|no survey asks for citizenship
