# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A copy as one file, also while the base is in use; nothing is overwritten.
$ ilms init > log; ilms submit --quiet $DATA/good.csv; ilms backup copy.db; ilms --base copy.db doctor; ilms --base copy.db submissions
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
copy.db: a copy of ilms.db
copy.db: every invariant holds; 0 releases
   1  checked    2026-01-15T10:00  tester          24 cells     0 errors (0 open)     0 warnings  good.csv
$ ilms backup copy.db; ilms backup no/such/folder.db; ilms backup
ilms: copy.db: is there already and is left as it is
ilms: no/such/folder.db: cannot be made: No such file or directory
ilms: ilms backup needs FILE: where the copy goes
? 64
$ ls
copy.db
ilms.db
ilms.db-shm
ilms.db-wal
log
