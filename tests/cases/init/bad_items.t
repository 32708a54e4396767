# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Items: parents, roles, totals.
$ broken_data codelists/items.csv '3s/SEX_M/SEX_T/'
ilms: data/codelists/items.csv:3: "SEX_T" is given twice
? 78
$ broken_data codelists/items.csv '3s/,part,/,piece,/'
ilms: data/codelists/items.csv:3: the role "piece" is to be total, part, rest or extra
? 78
$ broken_data codelists/items.csv '3s/,part,/,total,/'
ilms: data/codelists/items.csv:3: SEX has a total already
? 78
$ broken_data codelists/items.csv '3s/SEX_T,part/SEX_Q,part/'
ilms: data/codelists/items.csv:3: "SEX_Q" is not in data/codelists/items.csv (above)
? 78
$ broken_data codelists/items.csv '3s/SEX_T,part/,part/'
ilms: data/codelists/items.csv: SEX_M is a part and needs a parent
? 78
$ broken_data codelists/items.csv '9s/AGE_AGGREGATE_TOTAL,part/SEX_T,part/'
ilms: data/codelists/items.csv:9: the parent SEX_T is of another version
? 78
$ broken_data codelists/items.csv '3s/^SEX,/SEXX,/'
ilms: data/codelists/items.csv:3: "SEXX" is not in data/codelists/versions.csv
? 78
$ broken_data codelists/items.csv '3s/,2,Male/,two,Male/'
ilms: data/codelists/items.csv:3: "two" is to be a whole number
? 78
$ broken_data codelists/items.csv '$a SEX,SEX_Z,SEX_T,part,9,Late'
ilms: data/codelists/items.csv:202: the items of SEX are to stand together
? 78
$ broken_data codelists/items.csv '$a CCT_CTZ,CCT_CTZ_QQQ,,extra,9,No list'
ilms: data/codelists/items.csv:202: CCT_CTZ is a list of countries and has no items of its own
? 78
$ broken_data codelists/items.csv '/SEX_F/d'
ilms: data/codelists/items.csv: the version SEX with SEX_T, SEX_M and SEX_F is missing
? 78
$ broken_data codelists/items.csv '/CCT_CIT_TOTAL,,total/s/total/extra/'
ilms: data/codelists/versions.csv: CCT_CIT has no total, but is to be a partition
? 78
$ broken_data codelists/correspondences.csv '2s/AGE_10YRBANDS_TOTAL/NO_CODE/'
ilms: data/codelists/correspondences.csv:2: "NO_CODE" is not in data/codelists/items.csv
? 78
$ broken_data codelists/correspondences.csv '2s/AGE_AGGREGATE_TOTAL/SEX_T/'
ilms: data/codelists/correspondences.csv:2: AGE_10YRBANDS_TOTAL and SEX_T are of different dimensions
? 78
$ broken_data codelists/correspondences.csv '2s/AGE_AGGREGATE_TOTAL/AGE_10YRBANDS_YLT15/'
ilms: data/codelists/correspondences.csv:2: AGE_10YRBANDS_TOTAL and AGE_10YRBANDS_YLT15 are of the same version
? 78
$ broken_data codelists/obs_status.csv '2s/^A,/AA,/'
ilms: data/codelists/obs_status.csv:2: "AA" is to be one letter
? 78
$ broken_data codelists/obs_status.csv '3s/^B,/A,/'
ilms: data/codelists/obs_status.csv:3: "A" is given twice
? 78
