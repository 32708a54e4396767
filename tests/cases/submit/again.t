# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The same file twice is recognised; with another source or round it is something else.
$ ilms init > log
$ cp $DATA/good.csv a.csv; ilms submit a.csv
a.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ mv a.csv b.csv; ilms submit b.csv
b.csv: the same file was received before, as submission 1; nothing is stored anew
$ ilms submit --json b.csv
{"id":1,"file":"b.csv","already_received":true}
$ ilms submit --round 2026 b.csv
b.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ ilms submit --source BA:544 b.csv
b.csv: submission 3, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ ilms submit --source nonsense b.csv
ilms: --source "nonsense" is no source; it is to be a type of the list and a survey, as BA:741
? 64
$ ilms submissions
   1  checked    2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  a.csv
   2  checked    2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  b.csv
   3  checked    2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  b.csv
$ ilms submissions --json
{"id":1,"state":"checked","ref_area":"MYS","received_at":"2026-01-15T10:00:00Z","who":"tester","file":"a.csv","bytes":1590,"sha256":"fa95abbda84aad6b4769c13c58cbcd85a211e49a497686311918073163301f6b","format":"ilostat","cells":24,"figures":24,"tables":2,"errors":0,"open_errors":0,"warnings":0,"infos":0}
{"id":2,"state":"checked","ref_area":"MYS","received_at":"2026-01-15T10:00:00Z","who":"tester","file":"b.csv","bytes":1590,"sha256":"fa95abbda84aad6b4769c13c58cbcd85a211e49a497686311918073163301f6b","format":"ilostat","round":"2026","cells":24,"figures":24,"tables":2,"errors":0,"open_errors":0,"warnings":0,"infos":0}
{"id":3,"state":"checked","ref_area":"MYS","received_at":"2026-01-15T10:00:00Z","who":"tester","file":"b.csv","bytes":1590,"sha256":"fa95abbda84aad6b4769c13c58cbcd85a211e49a497686311918073163301f6b","format":"ilostat","source":"BA:544","cells":24,"figures":24,"tables":2,"errors":0,"open_errors":0,"warnings":0,"infos":0}
$ sqlite3 ilms.db 'SELECT COUNT(*) FROM in_file; SELECT id, sha256 FROM in_submission LIMIT 1'; sha256sum b.csv
3
1|fa95abbda84aad6b4769c13c58cbcd85a211e49a497686311918073163301f6b
fa95abbda84aad6b4769c13c58cbcd85a211e49a497686311918073163301f6b  b.csv
