# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Rules of sharing: what is asked for, what replaces what, what is kept.
$ ilms init > log; ilms share list
no rule: all figures are public
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --audience members --ground "Act 415, section 5"
MST_NCTE_SEX_CCT_NB of MYS: for members only in releases from now on (rule 1)
no release has such figures for the public
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2020-2021 --audience office --until 2027-01-01 --ground "microdata agreement" --json
{"id":2,"ref_area":"MYS","indicator":"MST_NCTE_SEX_CCT_NB","source":"BA:544","first_year":2020,"last_year":2021,"audience":"office","until":"2027-01-01","ground":"microdata agreement","since":"2026-01-15T10:00:00Z","withheld_releases":0,"total_also_in":[]}
$ ilms share set --country KHM --table all --years 2024- --audience members --ground "decree 12"
all tables of KHM for 2024-: for members only in releases from now on (rule 3)
no release has such figures for the public
$ ilms share set --country KHM --table all --years -2010 --audience members --ground "decree 12"
all tables of KHM for -2010: for members only in releases from now on (rule 4)
no release has such figures for the public
$ ilms share set --country KHM --table all --years 2012 --audience office --ground "decree 13"
all tables of KHM for 2012: for the office only in releases from now on (rule 5)
no release has such figures for the public
$ ilms share list
   3  all tables of KHM for 2024-: members; decree 12 (tester, 2026-01-15)
   4  all tables of KHM for -2010: members; decree 12 (tester, 2026-01-15)
   5  all tables of KHM for 2012: office; decree 13 (tester, 2026-01-15)
   1  MST_NCTE_SEX_CCT_NB of MYS: members; Act 415, section 5 (tester, 2026-01-15)
   2  MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2020-2021: office until 2027-01-01; microdata agreement (tester, 2026-01-15)
$ ilms share list --country KHM --json
{"id":3,"ref_area":"KHM","first_year":2024,"audience":"members","ground":"decree 12","decided_by":"tester","decided_at":"2026-01-15T10:00:00Z","in_force":true}
{"id":4,"ref_area":"KHM","last_year":2010,"audience":"members","ground":"decree 12","decided_by":"tester","decided_at":"2026-01-15T10:00:00Z","in_force":true}
{"id":5,"ref_area":"KHM","first_year":2012,"last_year":2012,"audience":"office","ground":"decree 13","decided_by":"tester","decided_at":"2026-01-15T10:00:00Z","in_force":true}
# the same scope again: the rule before it is revoked and stays to be seen
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --audience office --ground "Act 415, as amended"
MST_NCTE_SEX_CCT_NB of MYS: for the office only in releases from now on (rule 6 in place of rule 1)
no release has such figures for the public
$ ilms share list --country MYS
   2  MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2020-2021: office until 2027-01-01; microdata agreement (tester, 2026-01-15)
   6  MST_NCTE_SEX_CCT_NB of MYS: office; Act 415, as amended (tester, 2026-01-15)
$ ilms share list --country MYS --all
   1  MST_NCTE_SEX_CCT_NB of MYS: members; Act 415, section 5 (tester, 2026-01-15); revoked: Act 415, as amended (tester, 2026-01-15)
   2  MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2020-2021: office until 2027-01-01; microdata agreement (tester, 2026-01-15)
   6  MST_NCTE_SEX_CCT_NB of MYS: office; Act 415, as amended (tester, 2026-01-15)
# public takes a rule back; the scope is to be the same
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --audience public --ground "over"
ilms: no rule is about exactly these figures, so they are as public as the others; ilms share list --country MYS has those there are
? 67
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2020-2021 --audience public --ground "over"
MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2020-2021: rule 2 is revoked; the next release has them for all, as far as no other rule is about them
$ ilms share set --country KHM --table all --years 2012 --audience public --ground "over" --json
{"ref_area":"KHM","first_year":2012,"last_year":2012,"audience":"public","ground":"over","since":"2026-01-15T10:00:00Z","revoked":5}
$ ilms share list
   3  all tables of KHM for 2024-: members; decree 12 (tester, 2026-01-15)
   4  all tables of KHM for -2010: members; decree 12 (tester, 2026-01-15)
   6  MST_NCTE_SEX_CCT_NB of MYS: office; Act 415, as amended (tester, 2026-01-15)
# one that has ended
$ ilms share set --country THA --table all --audience members --until 2026-02-01 --ground "first release"
all tables of THA: for members only until 2026-02-01 in releases from now on (rule 7)
no release has such figures for the public
$ ILMS_NOW=2026-01-31T23:59:59Z ilms share list --country THA; ILMS_NOW=2026-02-01T00:00:00Z ilms share list --country THA; ILMS_NOW=2026-02-01T00:00:00Z ilms share list --country THA --all
   7  all tables of THA: members until 2026-02-01; first release (tester, 2026-01-15)
no rule: all figures are public
   7  all tables of THA: members until 2026-02-01; first release (tester, 2026-01-15); ended
# what is refused
$ ilms share set --country XXX --table all --audience members --ground g
ilms: --country "XXX" is no country of data/codelists/areas.csv
? 64
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT --audience members --ground g
ilms: --table "MST_NCTE_SEX_CCT" is no table, and not all; perhaps MST_NCTE_SEX_CCT_NB?
? 64
$ ilms share set --country MYS --table MST_TUNE_SEX_AGE_CCT_RT --audience members --ground g
ilms: MST_TUNE_SEX_AGE_CCT_RT is derived: it shows what can be computed from what is shared, so limit the tables it is made from
? 64
$ ilms share set --country MYS --table all --audience friends --ground g
ilms: --audience "friends" is to be public, members or office
? 64
$ ilms share set --country MYS --table all --audience members --ground "  "
ilms: share set needs --ground TEXT: the law or decision it rests on
? 64
$ ilms share set --country MYS --table all --audience members --ground "two
> lines"
ilms: the ground is to be one line without control characters
? 64
$ ilms share set --country MYS --table all --audience members
ilms: ilms share set needs TEXT: the legal ground
? 64
$ ilms share set --country MYS --table all --source 544 --audience members --ground g
ilms: --source "544" is no source; ilms sources has those there are
? 64
$ ilms share set --country MYS --table all --years 2021-2020 --audience members --ground g; ilms share set --country MYS --table all --years - --audience members --ground g; ilms share set --country MYS --table all --years 20x --audience members --ground g
ilms: --years "2021-2020" is to be a span, as 2019-2021, 2020- or -2020
ilms: --years "-" is to be a span, as 2019-2021, 2020- or -2020
ilms: --years "20x" is to be a span, as 2019-2021, 2020- or -2020
? 64
$ ilms share set --country MYS --table all --audience members --until 2026-01-15 --ground g; ilms share set --country MYS --table all --audience members --until soon --ground g; ilms share set --country MYS --table all --audience members --until 2026-02-30 --ground g
ilms: --until 2026-01-15 has come already
ilms: --until "soon" is no day; it is to be written as 2027-01-01
ilms: --until "2026-02-30" is no day; it is to be written as 2027-01-01
? 64
$ ilms share set --country MYS --table all --audience public --until 2027-01-01 --ground g
ilms: --until says when figures become public, and these are to be
? 64
$ ilms share log --country XXX
ilms: --country "XXX" is no country of data/codelists/areas.csv
? 64
$ ilms share list | wc -l; ilms audit | grep -c "share set"
4
24
