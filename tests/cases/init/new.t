# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A base is made once; what is there already is never touched.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms init
ilms: ilms.db: is there already and is left as it is
? 68
$ echo hello > letter.txt; ilms --base letter.txt init; cat letter.txt
ilms: letter.txt: is there already and is left as it is
hello
$ mkdir folder; ilms --base folder init
ilms: folder: is there already and is left as it is
? 68
$ ilms --base no/such/folder/x.db init
ilms: no/such/folder/x.db: cannot be made: No such file or directory
? 66
$ ILMS_BASE=other.db ilms init --json
{"base":"other.db","areas":240,"codes":1856,"indicators":73,"surveys":235}
$ ls
folder
ilms.db
letter.txt
other.db
$ ilms --base= submissions
ilms: the path of the base is empty
? 64
