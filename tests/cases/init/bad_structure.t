# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Reference data that are no proper table: file, line, and what would be right.
$ broken_data codelists/areas.csv '1s/iso2/iso3/'
ilms: data/codelists/areas.csv:1: the column "iso2" is missing; the header is to be "code,iso2,m49,name"
? 78
$ broken_data codelists/areas.csv '1s/$/,extra/'
ilms: data/codelists/areas.csv:1: 5 columns, but 4 are known: "code,iso2,m49,name"
? 78
$ broken_data codelists/areas.csv '3s/$/,extra/'
ilms: data/codelists/areas.csv:3: 5 fields, but the header has 4
? 78
$ broken_data codelists/units.csv '2s/Persons/"Persons/'
ilms: data/codelists/units.csv:2: a quote is not closed or has text behind it
? 78
$ broken_data codelists/units.csv 'd'
ilms: data/codelists/units.csv: the file is empty
? 78
$ broken_data codelists/units.csv '3s/.*/PS,Persons again/'
ilms: data/codelists/units.csv:3: "PS" is given twice
? 78
$ broken_data codelists/correspondences.csv '3p'
ilms: data/codelists/correspondences.csv:4: "AGE_10YRBANDS_YLT15,AGE_AGGREGATE_YLT15" is given twice
? 78
$ broken_data codelists/group_members.csv '3p'
ilms: data/codelists/group_members.csv:4: "AFR,BDI" is given twice
? 78
$ broken_data region.csv '3p'
ilms: data/region.csv:4: "collection" is given twice
? 78
$ broken_data region.csv '/^agency/d'
ilms: data/region.csv:7: the file ends without the setting "agency"
? 78
$ cp -r $REPO/data less; rm less/tables/modules.csv; ilms --base b.db init --data less
ilms: data/tables/modules.csv: the file is missing
? 78
