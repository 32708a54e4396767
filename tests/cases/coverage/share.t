# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is limited is missing for the public; who sees that it is there leaves a line.
$ ilms init > log; ilms submit --quiet $DATA/good.csv > log; ilms accept 1 --allow 'a test' > log
$ ilms share set --country MYS --table MST_NCTE_SEX_CCT_NB --years 2021 --audience members --ground 'a law' > log; ilms release first > log
$ ilms coverage --country MYS --table 8 --years 2020-2021 --by question_table; ilms share log --country MYS
release "first", MYS, years 2020 to 2021
country  question  year                  table                         cells  source
MYS             8  2020  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
MYS             8  2021  missing                                         0/6
nobody has read figures of MYS that are not public
$ ilms coverage --country MYS --table 8 --years 2020-2021 --by question_table --audience members; ilms share log --country MYS
ilms: figures of 1 table are not public; that tester has read them is written down
release "first", MYS, years 2020 to 2021
country  question  year                  table                         cells  source
MYS             8  2020  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
MYS             8  2021  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
2026-01-15T10:00  tester      release 1 "first"  MST_NCTE_SEX_CCT_NB  for members, coverage, 1 time
$ ilms coverage --accepted --country MYS --table 8 --years 2020-2021 --by question_table | tail -2
MYS             8  2020  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
MYS             8  2021  reported        MST_NCTE_SEX_CCT_NB             6/6  BA:544
$ ilms coverage --audience everybody
ilms: --audience "everybody" is to be public, members or office
? 64
