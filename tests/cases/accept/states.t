# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# received -> checked or with errors -> accepted or returned, once and for ever.
$ ilms init > log; ilms submit --quiet $DATA/good.csv
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$ sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv $DATA/census.csv
bad.csv: submission 2, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
$DATA/census.csv: submission 3, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
$ ilms accept 2
ilms: submission 2 has 2 open errors (ilms findings 2); return it, or allow with --allow REASON
? 68
$ ilms accept 2 --allow ' '
ilms: submission 2 has 2 open errors (ilms findings 2); return it, or allow with --allow REASON
? 68
$ ilms accept 2 --allow 'the country confirms it'
submission 2 is accepted: 24 figures in 2 question tables, 2 errors allowed
$ ilms accept 2
ilms: submission 2 was accepted on 2026-01-15T10:00:00Z by tester already
? 68
$ ilms return 2 --reason late
ilms: submission 2 was accepted on 2026-01-15T10:00:00Z; a correction is a new submission
? 68
$ ilms return 1
ilms: returning needs --reason TEXT: what the country is to do
? 64
$ ilms return 1 --reason 'the columns are shifted'
submission 1 is returned: 24 figures in 2 question tables
$ ilms return 1 --reason again
ilms: submission 1 was returned on 2026-01-15T10:00:00Z; a correction is a new submission
? 68
$ ilms accept 1
ilms: submission 1 was returned on 2026-01-15T10:00:00Z; the country sends a new one
? 68
$ ilms accept 3 --json
{"id":3,"state":"accepted","tables":2,"figures":13,"allowed":0}
$ ilms accept 4; ilms accept 0; ilms accept -1; ilms accept 99999999999; ilms accept
ilms: ilms.db: there is no submission 4
ilms: "0" is no number of a submission; see ilms submissions
ilms: "-1" is no number of a submission; see ilms submissions
ilms: "99999999999" is no number of a submission; see ilms submissions
ilms: ilms accept needs SUBMISSION: its number
? 64
$ ilms submissions
   1  returned   2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  good.csv
   2  accepted   2026-01-15T10:00  tester          24 cells     2 errors (0 open)     0 warnings  bad.csv
   3  accepted   2026-01-15T10:00  tester          13 cells     0 errors (0 open)     0 warnings  census.csv
$ ilms findings
submission 2, line 2: error T101: women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015; 100.770 should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)  allowed by tester: the country confirms it
submission 2, line 11: error T102: the 3 parts of CCT_CTZ make 164.020, not the total 164.000; the difference is 0.020 and rounding explains 0.0020; 100.770 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)  allowed by tester: the country confirms it
$ ilms findings --open
no findings
$ ilms submissions --json | tail -1
{"id":3,"state":"accepted","ref_area":"MYS","received_at":"2026-01-15T10:00:00Z","who":"tester","file":"census.csv","bytes":901,"sha256":"0de76b881fbe6a9da200232c20a8247a0f024f7e35ddcfa8e06dd2cd99676d2b","format":"ilostat","cells":13,"figures":13,"tables":2,"errors":0,"open_errors":0,"warnings":0,"infos":0,"decided_at":"2026-01-15T10:00:00Z","decided_by":"tester"}
$ ilms accept 3 --allow "$(head -c 3000 /dev/zero | tr '\000' x)"
ilms: the reason has 3000 bytes; 2000 are the limit
? 64
# a reason is shown on terminals for ever
$ ilms accept 3 --allow "$(printf 'fine\033[1m')"; ilms return 3 --reason "$(printf 'two\nlines')"
ilms: the reason is to be one line without control characters
ilms: the reason is to be one line without control characters
? 64
