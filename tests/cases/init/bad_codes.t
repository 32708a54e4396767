# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Code lists that contradict themselves or each other.
$ broken_data codelists/areas.csv '2s/ABW/AB/'
ilms: data/codelists/areas.csv:2: "AB" is to have three letters
? 78
$ broken_data codelists/areas.csv '3s/AFG/ABW/'
ilms: data/codelists/areas.csv:3: "ABW" is given twice
? 78
$ broken_data codelists/areas.csv '3s/AFG//'
ilms: data/codelists/areas.csv:3: "" is to have three letters
? 78
$ broken_data codelists/groups.csv '3s/AME/AFR/'
ilms: data/codelists/groups.csv:3: "AFR" is given twice
? 78
$ broken_data codelists/group_members.csv '2s/AGO/QQQ/'
ilms: data/codelists/group_members.csv:2: "QQQ" is not in data/codelists/areas.csv
? 78
$ broken_data codelists/group_members.csv '2s/AFR/QQQ/'
ilms: data/codelists/group_members.csv:2: "QQQ" is not in data/codelists/groups.csv
? 78
$ broken_data codelists/dimensions.csv '3s/AGE/SEX/'
ilms: data/codelists/dimensions.csv:3: "SEX" is given twice
? 78
$ broken_data codelists/versions.csv '2s/items/things/'
ilms: data/codelists/versions.csv:2: "things" is to be items or countries
? 78
$ broken_data codelists/versions.csv '2s/SEX,SEX,/SEX,SEXX,/'
ilms: data/codelists/versions.csv:2: "SEXX" is not in data/codelists/dimensions.csv
? 78
$ broken_data codelists/versions.csv '2s/,Y$/,yes/'
ilms: data/codelists/versions.csv:2: "yes" is to be Y or N
? 78
$ broken_data codelists/versions.csv '3s/AGE_AGGREGATE/SEX/'
ilms: data/codelists/versions.csv:3: "SEX" is given twice
? 78
$ broken_data codelists/versions.csv '$a NEW_ONE,AGE,New,items,Y'
ilms: data/codelists/versions.csv: NEW_ONE has no items
? 78
