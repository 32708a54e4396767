# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Where the best source is limited the public gets the next best one; members and the office all.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/good.csv > log; ilms accept 1 > log; ilms accept 2 > log
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --audience members --ground "Act 415"
MST_NCTE_SEX_CCT_NB of MYS from BA:544: for members only in releases from now on (rule 1)
no release has such figures for the public
$ ilms release one
release 1 "one": 13 observations in 12 series, SHA-256 d203af5984bc
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --audience public
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --audience members
ilms: figures of 1 table are not public; that tester has read them is written down
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --audience office
ilms: figures of 1 table are not public; that tester has read them is written down
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ilms query --available | grep -c 2021; ilms query --available --audience members --quiet | grep -c 2021
0
10
# the server is asked by the public
$ ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
# for the office alone: what members see is then what the public sees
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --audience office --ground "Act 415" | head -1; ilms release two
MST_NCTE_SEX_CCT_NB of MYS from BA:544: for the office only in releases from now on (rule 2 in place of rule 1)
release 2 "two": 13 observations in 12 series, SHA-256 d203af5984bc
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --audience members
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --audience office
ilms: figures of 1 table are not public; that tester has read them is written down
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# without the rule the release is the same as if there never had been one
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --audience public --ground "over"; ilms release three
MST_NCTE_SEX_CCT_NB of MYS from BA:544: rule 2 is revoked; the next release has them for all, as far as no other rule is about them
release 3 "three": 25 observations in 12 series, SHA-256 94d95a35b01b
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# the office explains where a figure comes from that the public does not see
$ ilms explain two DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL/2021 | head -3
ilms: figures of 1 table are not public; that tester has read them is written down
170.000 thousand  Employed non-citizens by sex and country of citizenship, Malaysia, 2021
  key         MYS.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL
  release     2 "two", 2026-01-15T10:00:00Z, SHA-256 d203af5984bc
$ ilms query --audience friends
ilms: --audience "friends" is to be public, members or office
? 64
# changes between releases are those that the public sees, unless others are asked for
$ ilms diff two three | tail -1; ilms diff two three --audience office
"two" to "three": 12 added, 0 removed, 12 revised
"two" to "three": 0 added, 0 removed, 0 revised
$ ilms share log --country MYS
2026-01-15T10:00  tester      release 1 "one"  MST_NCTE_SEX_CCT_NB  for members, query, 2 times
2026-01-15T10:00  tester      release 1 "one"  MST_NCTE_SEX_CCT_NB  for office, query, 1 time
2026-01-15T10:00  tester      release 2 "two"  MST_NCTE_SEX_CCT_NB  for office, query, 1 time
2026-01-15T10:00  tester      release 2 "two"  MST_NCTE_SEX_CCT_NB  for office, explain, 1 time
$ ilms share log --country MYS --json | head -1
{"at":"2026-01-15T10:00:00Z","last_at":"2026-01-15T10:00:00Z","who":"tester","release":"one","release_number":1,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","audience":"members","how":"query","times":2}
$ ilms share log --country KHM
nobody has read figures of KHM that are not public
