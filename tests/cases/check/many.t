# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A file with 300 wrong cells gives 300 findings and loses nothing.
$ { rows; for y in $(seq 1990 2024); do for c in TOTAL IDN BGD PHL THA VNM KHM LAO MMR; do echo "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_$c,$y,n/a,,"; done; done; } | head -301 > wrong.csv
$ ilms check wrong.csv | tail -1
wrong.csv: ilostat, 300 cells read: 300 errors, 0 warnings, 0 remarks
$ ilms check wrong.csv | grep -c 'error V101: "n/a" is not a number'
300
$ ilms check wrong.csv | head -2
wrong.csv:2:7: error V101: "n/a" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 1990)
wrong.csv:3:7: error V101: "n/a" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 1990)
$ ilms check --json wrong.csv | grep -c '"line":.*"column":7'
300
$ ilms init >init.out; ilms submit --quiet wrong.csv; ilms findings 1 | wc -l
wrong.csv: submission 1, ilostat: 300 cells in 34 question tables, 300 errors, 0 warnings
300
$ sqlite3 ilms.db 'SELECT COUNT(*) FROM in_finding; SELECT SUM(ncells) FROM in_table'
300
300
