# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is derived is computed anew from what is left: no total, difference, share or rate gives a
# hidden figure away.
$ ilms init > log; ilms submit --quiet $DATA/labour.csv > log; ilms accept --allow 'a test' 1 > log; ilms release one
release 1 "one": 8 observations in 8 series, SHA-256 d788f98acd61
$ ilms query --derived --format ilostat | grep ',L,' | cut -d, -f3 | sort | uniq -c
      2 MST_TEAP_SEX_AGE_CCT_NB
      2 MST_TEAP_SEX_AGE_CCT_RT
      2 MST_TEIP_SEX_AGE_CCT_NB
      2 MST_TEMP_AGE_CCT_FS
      4 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_RT
      1 MST_TUNE_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_RT
      1 MST_WNCT_SEX_AGE_RT
      6 MST_XWAP_SEX_AGE_CCT_NB
$ ilms share set --country MYS --table MST_TUNE_SEX_AGE_CCT_NB --audience office --ground "Act 415"
MST_TUNE_SEX_AGE_CCT_NB of MYS: for the office only in releases from now on (rule 1)
release 1 "one" has such figures: the tables they are in and all that is derived of MYS are withheld there; ilms release NAME makes one with what is left
# the release before the rule does not show it any more either, nor anything derived
$ ilms query --release one --derived --format ilostat | cut -d, -f3,7 | sort | uniq -c
      2 MST_TEMP_SEX_AGE_CCT_NB,2022
      4 MST_XWAP_SEX_AGE_CCT_NB,2022
      1 indicator,time
$ ilms release two
release 2 "two": 6 observations in 6 series, SHA-256 fb1c0940e082
$ ilms query --derived --format ilostat | grep ',L,' | cut -d, -f3 | sort | uniq -c
      2 MST_TEMP_AGE_CCT_FS
      4 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_RT
      1 MST_WNCT_SEX_AGE_RT
      6 MST_XWAP_SEX_AGE_CCT_NB
$ ilms query DF_MST_TUNE_SEX_AGE_CCT_RT
ilms: nothing has been released of DF_MST_TUNE_SEX_AGE_CCT_RT
? 67
$ ilms query DF_MST_TUNE_SEX_AGE_CCT_RT --audience office --format ilostat | cut -d, -f3-7
ilms: figures of 1 table are not public; that tester has read them is written down
indicator,sex,classif1,classif2,time
MST_TUNE_SEX_AGE_CCT_RT,SEX_T,AGE_AGGREGATE_Y15-24,CCT_CIT_TOTAL,2022
MST_TUNE_SEX_AGE_CCT_RT,SEX_T,AGE_YTHADULT_Y15-24,CCT_CIT_TOTAL,2022
$ ilms query --derived --format ilostat --audience members | grep -c TUNE
0
? 1
$ ilms query --derived --audience office --format ilostat | grep ',L,' | cut -d, -f3 | sort | uniq -c
ilms: figures of 5 tables are not public; that tester has read them is written down
      2 MST_TEAP_SEX_AGE_CCT_NB
      2 MST_TEAP_SEX_AGE_CCT_RT
      2 MST_TEIP_SEX_AGE_CCT_NB
      2 MST_TEMP_AGE_CCT_FS
      4 MST_TEMP_SEX_AGE_CCT_NB
      2 MST_TEMP_SEX_AGE_CCT_RT
      1 MST_TUNE_SEX_AGE_CCT_NB
      2 MST_TUNE_SEX_AGE_CCT_RT
      1 MST_WNCT_SEX_AGE_RT
      6 MST_XWAP_SEX_AGE_CCT_NB
$ ilms share log --country MYS | cut -d' ' -f3-
tester      release 2 "two"  MST_TUNE_SEX_AGE_CCT_RT  for office, query, 2 times
tester      release 2 "two"  MST_TUNE_SEX_AGE_CCT_NB  for office, query, 1 time
tester      release 2 "two"  MST_TEAP_SEX_AGE_CCT_NB  for office, query, 1 time
tester      release 2 "two"  MST_TEAP_SEX_AGE_CCT_RT  for office, query, 1 time
tester      release 2 "two"  MST_TEIP_SEX_AGE_CCT_NB  for office, query, 1 time
