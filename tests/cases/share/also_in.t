# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Whoever limits a table is told where else its total can be seen.
$ ilms init > log; ilms submit --quiet $DATA/labour.csv $DATA/good.csv > log; ilms accept 1 --allow "a test" > log; ilms accept 2 > log
$ ilms share set --country MYS --table MST_TEMP_SEX_AGE_CCT_NB --audience members --ground "Act 415"
ilms: the total can still be seen in, or computed from, MST_NCTE_SEX_CCT_NB
MST_TEMP_SEX_AGE_CCT_NB of MYS: for members only in releases from now on (rule 1)
no release has such figures for the public
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --audience members --ground "Act 415"
MST_NCTE_SEX_CCT_NB of MYS: for members only in releases from now on (rule 2)
no release has such figures for the public
$ ilms share set --country MYS --table MST_TEMP_SEX_AGE_CCT_NB --audience members --ground "Act 415" --json
{"id":3,"ref_area":"MYS","indicator":"MST_TEMP_SEX_AGE_CCT_NB","audience":"members","ground":"Act 415","since":"2026-01-15T10:00:00Z","revoked":1,"withheld_releases":0,"total_also_in":[]}
$ ilms share set --country MYS --table all --audience members --ground "Act 415"
all tables of MYS: for members only in releases from now on (rule 4)
no release has such figures for the public
# nothing is public: members get all
$ ilms release one; ilms query; ilms query --audience members --format ilostat | wc -l
release 1 "one": 0 observations in 0 series, SHA-256 e3b0c44298fc
ilms: the release has no figures for this question
ilms: figures of 4 tables are not public; that tester has read them is written down
33
