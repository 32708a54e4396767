# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Limited until a day: from its first second on the public sees the figures of the release that was
# made before, without anybody doing anything.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/good.csv > log; ilms accept 1 > log; ilms accept 2 > log
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2021 --audience members --until 2026-03-01 --ground "first publication on 1 March"
MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2021: for members only until 2026-03-01 in releases from now on (rule 1)
no release has such figures for the public
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2020 --audience office --until 2026-04-01 --ground "first publication on 1 April"
MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2020: for the office only until 2026-04-01 in releases from now on (rule 2)
no release has such figures for the public
$ ilms release one
release 1 "one": 13 observations in 12 series, SHA-256 d203af5984bc
$ cat > ask <<'X'
> for now in 2026-02-28T23:59:59Z 2026-03-01T00:00:00Z 2026-03-31T23:59:59Z 2026-04-01T00:00:00Z; do
>     echo "$now"
>     ILMS_NOW=$now ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --quiet --start 2020 "$@" | sed 1d
> done
> X
$ sh ask
2026-02-28T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
2026-03-01T00:00:00Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-31T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-04-01T00:00:00Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ sh ask --audience members
2026-02-28T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-01T00:00:00Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-31T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-04-01T00:00:00Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ sh ask --audience office
2026-02-28T23:59:59Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-01T00:00:00Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-31T23:59:59Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-04-01T00:00:00Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
$ ILMS_NOW=2026-02-28T23:59:59Z ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
$ ILMS_NOW=2026-03-01T00:00:00Z ask_server '/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat'
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# the same question has another validator then
$ ILMS_NOW=2026-02-28T00:00:00Z ask_server -D - -o /dev/null '/rest/data/DF_MST_NCTE_SEX_CCT_NB' | grep -i etag > 1; ILMS_NOW=2026-03-01T00:00:00Z ask_server -D - -o /dev/null '/rest/data/DF_MST_NCTE_SEX_CCT_NB' | grep -i etag > 2; cmp -s 1 2; echo $?
1
# the rule is extended: the release does not become public before
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2021 --audience members --until 2026-05-01 --ground "put off"
MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2021: for members only until 2026-05-01 in releases from now on (rule 3 in place of rule 1)
release 1 "one" has such figures: the tables they are in and all that is derived of MYS are withheld there; ilms release NAME makes one with what is left
$ sh ask
2026-02-28T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
2026-03-01T00:00:00Z
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
2026-03-31T23:59:59Z
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
2026-04-01T00:00:00Z
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
$ ILMS_NOW=2026-05-01T00:00:00Z ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat --start 2020
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# and is taken back: it does
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --source BA:544 --years 2021 --audience public --ground "not put off"
MST_NCTE_SEX_CCT_NB of MYS from BA:544 for 2021: rule 3 is revoked; the next release has them for all, as far as no other rule is about them
$ sh ask
2026-02-28T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
2026-03-01T00:00:00Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-03-31T23:59:59Z
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
2026-04-01T00:00:00Z
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
