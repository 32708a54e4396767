# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Releases are never changed, and none shows what a rule now limits: in those that are older than the
# rule the whole table of the country is withheld from who may not see it.
$ ilms init > log; ilms submit --quiet $DATA/census.csv $DATA/labour.csv > log; ilms accept 1 > log; ilms accept 2 --allow "a test" > log; ilms release one
release 1 "one": 21 observations in 20 series, SHA-256 4453e6142055
$ ilms submit --quiet $DATA/good.csv > log; ilms accept 3 > log; ilms release two
release 2 "two": 33 observations in 20 series, SHA-256 39820f2cf883
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --years 2021 --audience members --ground "Act 415"
ilms: the total can still be seen in, or computed from, MST_TEMP_SEX_AGE_CCT_NB
MST_NCTE_SEX_CCT_NB of MYS for 2021: for members only in releases from now on (rule 1)
release 2 "two" has such figures: the tables they are in and all that is derived of MYS are withheld there; ilms release NAME makes one with what is left
# release one has no figure of 2021 and shows what it showed; release two has
$ for r in one two; do for a in public members; do echo $r $a; ilms query --quiet --release $r --audience $a --format ilostat | cut -d, -f3 | sort | uniq -c; done; done
one public
     13 MST_NCTE_SEX_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_NB
      4 MST_XWAP_SEX_AGE_CCT_NB
      1 indicator
one members
     13 MST_NCTE_SEX_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_NB
      4 MST_XWAP_SEX_AGE_CCT_NB
      1 indicator
two public
      2 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_NB
      4 MST_XWAP_SEX_AGE_CCT_NB
      1 indicator
two members
     25 MST_NCTE_SEX_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_NB
      4 MST_XWAP_SEX_AGE_CCT_NB
      1 indicator
$ ilms query --release two --derived --format ilostat | grep -c ',L,'; ilms query --release one --derived --format ilostat | grep -c ',L,'
0
41
$ ilms query --release two DF_MST_NCTE_SEX_CCT_NB
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
? 67
# a release made now shows what is left
$ ilms release three
release 3 "three": 21 observations in 20 series, SHA-256 f358506aefdc
$ ilms query DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
$ ilms diff two three | tail -1
"two" to "three": 13 added, 0 removed, 0 revised
# stricter: members do not see it any more either, in no release
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --years 2021 --audience office --ground "Act 415"
ilms: the total can still be seen in, or computed from, MST_TEMP_SEX_AGE_CCT_NB
MST_NCTE_SEX_CCT_NB of MYS for 2021: for the office only in releases from now on (rule 2 in place of rule 1)
release 2 "two" has such figures: the tables they are in and all that is derived of MYS are withheld there; ilms release NAME makes one with what is left
$ for r in two three; do for a in public members office; do echo $r $a; ilms query --quiet --release $r --audience $a DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat | sed 1d; done; done
two public
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
two members
ilms: nothing has been released of DF_MST_NCTE_SEX_CCT_NB
two office
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
three public
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
three members
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
three office
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
# taken back: what was released is there again, in each release as it was released
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --years 2021 --audience public --ground "over"
MST_NCTE_SEX_CCT_NB of MYS for 2021: rule 2 is revoked; the next release has them for all, as far as no other rule is about them
$ for r in one two three; do echo $r; ilms query --release $r DF_MST_NCTE_SEX_CCT_NB/...SEX_T.CCT_CTZ_TOTAL --format ilostat | sed 1d; done
one
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,328.000,
two
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,170.000,
three
MYS,AA:539,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,90.5,
MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,164.000,
$ ilms releases
   1  one                       2026-01-15T10:00:00Z  tester      21 observations  4453e6142055
   2  two                       2026-01-15T10:00:00Z  tester      33 observations  39820f2cf883
   3  three                     2026-01-15T10:00:00Z  tester      21 observations  f358506aefdc
