# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A release has a name and a number, and is never made again.
$ ilms init > log; ilms releases; ilms release early
nothing has been released yet; ilms release NAME
ilms: nothing has been accepted yet, so there is nothing to release; see ilms submissions
? 68
$ ilms submit --quiet $DATA/good.csv; ilms release unaccepted
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
ilms: nothing has been accepted yet, so there is nothing to release; see ilms submissions
? 68
$ ilms accept 1; ilms release 2026.1
submission 1 is accepted: 24 figures in 2 question tables
release 1 "2026.1": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms release 2026.1
ilms: there is a release "2026.1" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name
? 68
$ ilms release ''
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release
ilms: ilms release needs NAME: how the release is called
? 64
$ ilms release "two
> lines"
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release "$(head -c 81 /dev/zero | tr '\000' n)"
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release "$(printf 'no\377')"
ilms: the name of a release is one line of 1 to 80 bytes
? 64
$ ilms release 'Zweites Quartal é "x"' --json
{"number":2,"name":"Zweites Quartal é \"x\"","released_at":"2026-01-15T10:00:00Z","series":12,"observations":24,"derived":44,"sha256":"136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c"}
# the number of an earlier one is no name for a later one
$ ilms release 1; ilms release 02; ilms release 2026
ilms: 1 is the number of the release "2026.1"; choose another name
ilms: 02 is the number of the release "Zweites Quartal é "x""; choose another name
release 3 "2026": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms release same
release 4 "same": 24 observations in 12 series, SHA-256 136a95877c07
$ ilms releases
   1  2026.1                    2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
   2  Zweites Quartal é "x"    2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
   3  2026                      2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
   4  same                      2026-01-15T10:00:00Z  tester      24 observations  136a95877c07
$ ilms releases --json
{"number":1,"name":"2026.1","released_at":"2026-01-15T10:00:00Z","who":"tester","series":12,"observations":24,"sha256":"136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c"}
{"number":2,"name":"Zweites Quartal é \"x\"","released_at":"2026-01-15T10:00:00Z","who":"tester","series":12,"observations":24,"sha256":"136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c"}
{"number":3,"name":"2026","released_at":"2026-01-15T10:00:00Z","who":"tester","series":12,"observations":24,"sha256":"136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c"}
{"number":4,"name":"same","released_at":"2026-01-15T10:00:00Z","who":"tester","series":12,"observations":24,"sha256":"136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c"}
$ ilms query --release 2 --format ilostat | head -2; ilms query --release 1 --format ilostat | head -2
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
$ ilms query --release 7; ilms query --release nothing
ilms: ilms.db: there is no release 7
ilms: ilms.db: there is no release nothing
? 67
