# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A round that is closed asks nothing more; the office can still put figures into it.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 > log; ilms round close 2026
round "2026" is closed; countries can send nothing to it any more
$ ilms round close 2026
ilms: round "2026" was closed on 2026-01-15 by tester already
? 68
$ ilms round list; ilms round list --json
   1  2026          years 2023 to 2025, by 2026-11-30; migrants by citizenship; 0 submissions; closed on 2026-01-15
{"id":1,"round":"2026","state":"closed","deadline":"2026-11-30","first_year":2023,"last_year":2025,"criterion":"citizenship","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","closed_at":"2026-01-15T10:00:00Z","closed_by":"tester","submissions":0}
$ ilms questionnaire write --round 2026 --country THA --output THA.xlsx
ilms: round "2026" was closed on 2026-01-15; it asks nothing any more
? 68
$ ilms round remind 2026
ilms: round "2026" was closed on 2026-01-15; nobody is reminded of it any more
? 68
$ ilms submit --quiet $DATA/good.csv --round 2026
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ ilms round open 2027 --deadline 2026-11-30 > log; ilms round close 2027 --json
{"id":2,"round":"2027","state":"closed","deadline":"2026-11-30","first_year":2023,"last_year":2025,"criterion":"citizenship","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","closed_at":"2026-01-15T10:00:00Z","closed_by":"tester","submissions":0}
$ ilms round close 2028
ilms: ilms.db: there is no round "2028"; ilms round list has those there are
? 67
$ ilms audit --json | grep -o '"op":"round close".*'
"op":"round close","params":{"name":"2026"},"outcome":"ok"}
"op":"round close","params":{"name":"2026"},"outcome":"round \"2026\" was closed on 2026-01-15 by tester already"}
"op":"round close","params":{"name":"2027"},"outcome":"ok"}
"op":"round close","params":{"name":"2028"},"outcome":"ilms.db: there is no round \"2028\"; ilms round list has those there are"}
