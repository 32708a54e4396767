# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a rule limits is in no mirror of the public; who asks for more leaves a line.
$ ilms init > log; ilms submit --quiet $REPO/data/asean/MMR.csv $REPO/data/asean/THA.csv >> log; ilms accept 1 --allow "as published" --quiet >> log; ilms accept 2 --allow "as published" --quiet >> log; ilms share set --country MMR --table MNA_TPOP_SEX_CRS_NB --audience members --ground "an act" >> log; ilms release one >> log
$ ilms mirror MMR THA --year 2014 --kind stock | grep -c 1418
0
? 1
$ ilms mirror --kind stock | head -2
origin                 destination            kind   year       origin destination  ratio asymmetry
Myanmar                Thailand               stock  2024            -    2270.382
$ ilms mirror MMR THA --year 2014 --kind stock --audience members | grep -e Myanmar.*MNA -e difference
ilms: figures of 1 table are not public; that tester has read them is written down
  Myanmar                    1418.472  MNA_TPOP_SEX_CRS_NB  AA:1421
  MNA_TPOP_SEX_CRS_NB and MST_NCTE_SEX_CCT_NB: difference -484.582, ratio 0.66, asymmetry 0.41
$ ilms mirror --asymmetry --audience members --quiet
country                 kind    as           corridors       it says  its partners asymmetry
Myanmar                 stock   origin               1      1418.472       933.890      0.41
Thailand                stock   destination          1       933.890      1418.472      0.41
$ ilms share log --country MMR
2026-01-15T10:00  tester      release 1 "one"  MNA_TPOP_SEX_CRS_NB  for members, mirror, 2 times
