# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Another region sets up its own base from its own folder of reference data.
$ cp -r $REPO/data mine; sed -i s/,ILO$/,GCC/ mine/region.csv; ilms init --data mine
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms --base x.db init --data nowhere
ilms: nowhere: is no folder of reference data (region.csv, codelists, sources, tables)
? 66
$ mkdir empty; ilms --base x.db init --data empty
ilms: empty/codelists: is no folder of reference data (region.csv, codelists, sources, tables)
? 66
$ mkdir -p bare/codelists bare/sources bare/tables; ilms --base x.db init --data bare
ilms: data/region.csv: the file is missing
? 78
$ ls
bare
empty
ilms.db
mine
