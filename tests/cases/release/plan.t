# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A release is announced for a day, moved, taken back, and no longer told of when it is there.
$ ilms init > log; ilms submit --quiet $DATA/good.csv > log; ilms accept 1 > log
$ ilms release plan 2026.1 --date 2026-03-01 --what 'figures of 2025'
release "2026.1" is announced for 2026-03-01
$ ilms release plan 2026.2 --date 2026-09-01
release "2026.2" is announced for 2026-09-01
$ ilms releases
      2026.1                    planned for 2026-03-01: figures of 2025
      2026.2                    planned for 2026-09-01
# said again it moves, and what was announced first is kept
$ ilms release plan 2026.1 --date 2026-03-15 --what 'figures of 2025, later' --json
{"planned":"2026.1","date":"2026-03-15","what":"figures of 2025, later"}
$ ilms releases --json
{"planned":"2026.1","date":"2026-03-15","first_date":"2026-03-01","what":"figures of 2025, later","planned_at":"2026-01-15T10:00:00Z"}
{"planned":"2026.2","date":"2026-09-01","first_date":"2026-09-01","planned_at":"2026-01-15T10:00:00Z"}
# a day to come, one line, and no name that is taken
$ ilms release plan 2026.3
ilms: ilms release plan needs DATE: the day for which it is announced, as 2027-03-01
? 64
$ ilms release plan 2026.3 --date 2026-01-14
ilms: --date 2026-01-14 has passed already
? 64
$ ilms release plan 2026.3 --date tomorrow
ilms: --date "tomorrow" is no day; it is to be written as 2026-11-30
? 64
$ ilms release plan 2026.3 --date 2026-02-30
ilms: --date "2026-02-30" is no day; it is to be written as 2026-11-30
? 64
$ ilms release plan '' --date 2026-03-01
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release plan "$(printf 'a\nb')" --date 2026-03-01
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release plan 2026.3 --date 2026-03-01 --what "$(printf 'a\nb')"
ilms: what is said of it is to be one line without control characters
? 64
$ ilms release plan today --date 2026-01-15
release "today" is announced for 2026-01-15
$ ilms release unplan today; ilms release unplan today
release "today" is no longer announced
ilms: ilms.db: no release today is planned
? 67
# it comes under an embargo: the office sees the release in its place, everybody the plan until then
$ ilms release 2026.1 --embargo 2026-03-15T09:00+07:00
release 1 "2026.1": 24 observations in 12 series, SHA-256 136a95877c07, not visible before 2026-03-15T02:00:00Z
$ ilms releases
   1  2026.1                    2026-01-15T10:00:00Z  tester      24 observations  136a95877c07  embargo 2026-03-15T02:00:00Z
      2026.2                    planned for 2026-09-01
$ sqlite3 -readonly ilms.db 'SELECT name, day, first_day, what FROM pub_plan'
2026.1|2026-03-15|2026-03-01|figures of 2025, later
2026.2|2026-09-01|2026-09-01|
$ ilms release plan 2026.1 --date 2026-04-01
ilms: there is a release "2026.1" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name
? 68
$ ilms release plan 1 --date 2026-04-01
ilms: 1 is the number of the release "2026.1"; choose another name
? 68
# the plan may go all the same
$ ilms release unplan 2026.1
release "2026.1" is no longer announced
$ ilms release 2026.2; ilms releases
release 2 "2026.2": 24 observations in 12 series, SHA-256 136a95877c07
   1  2026.1                    2026-01-15T10:00:00Z  tester      24 observations  136a95877c07  embargo 2026-03-15T02:00:00Z
   2  2026.2                    2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
$ ilms audit | grep plan
2026-01-15T10:00:00Z  tester      release plan  ok  {"name":"2026.1","date":"2026-03-01","what":"figures of 2025"}
2026-01-15T10:00:00Z  tester      release plan  ok  {"name":"2026.2","date":"2026-09-01"}
2026-01-15T10:00:00Z  tester      release plan  ok  {"name":"2026.1","date":"2026-03-15","what":"figures of 2025, later"}
2026-01-15T10:00:00Z  tester      release plan  --date 2026-01-14 has passed already  {"name":"2026.3","date":"2026-01-14"}
2026-01-15T10:00:00Z  tester      release plan  --date "tomorrow" is no day; it is to be written as 2026-11-30  {"name":"2026.3","date":"tomorrow"}
2026-01-15T10:00:00Z  tester      release plan  --date "2026-02-30" is no day; it is to be written as 2026-11-30  {"name":"2026.3","date":"2026-02-30"}
2026-01-15T10:00:00Z  tester      release plan  the name of a release is one line of 1 to 80 bytes  {"name":"","date":"2026-03-01"}
2026-01-15T10:00:00Z  tester      release plan  the name of a release is one line of 1 to 80 bytes  {"name":"a\nb","date":"2026-03-01"}
2026-01-15T10:00:00Z  tester      release plan  what is said of it is to be one line without control characters  {"name":"2026.3","date":"2026-03-01","what":"a\nb"}
2026-01-15T10:00:00Z  tester      release plan  ok  {"name":"today","date":"2026-01-15"}
2026-01-15T10:00:00Z  tester      release unplan  ok  {"name":"today"}
2026-01-15T10:00:00Z  tester      release unplan  ilms.db: no release today is planned  {"name":"today"}
2026-01-15T10:00:00Z  tester      release plan  there is a release "2026.1" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name  {"name":"2026.1","date":"2026-04-01"}
2026-01-15T10:00:00Z  tester      release plan  1 is the number of the release "2026.1"; choose another name  {"name":"1","date":"2026-04-01"}
2026-01-15T10:00:00Z  tester      release unplan  ok  {"name":"2026.1"}
$ ilms doctor
ilms.db: every invariant holds; 2 releases
