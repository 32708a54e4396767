# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Which codes occur, how often and when.
$ ilms init > log; ilms submit --quiet $DATA/good.csv $DATA/ages.csv; ilms accept 1; ilms accept 2; ilms release one
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
$DATA/ages.csv: submission 2, ilostat: 6 cells in 1 question table, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
submission 2 is accepted: 5 figures in 1 question table
release 1 "one": 30 observations in 18 series, SHA-256 05c2a9aeee75
$ ilms query --available
DF_MST_NCTE_SEX_CCT_NB  REF_AREA    MYS                           2020-2021  12 series, 24 observations
DF_MST_NCTE_SEX_CCT_NB  FREQ        A                             2020-2021  12 series, 24 observations
DF_MST_NCTE_SEX_CCT_NB  MEASURE     MST_NCTE_NB                   2020-2021  12 series, 24 observations
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_T                         2020-2021  4 series, 8 observations
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_M                         2020-2021  4 series, 8 observations
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_F                         2020-2021  4 series, 8 observations
DF_MST_NCTE_SEX_CCT_NB  CCT         CCT_CTZ_TOTAL                 2020-2021  3 series, 6 observations
DF_MST_NCTE_SEX_CCT_NB  CCT         CCT_CTZ_BGD                   2020-2021  3 series, 6 observations
DF_MST_NCTE_SEX_CCT_NB  CCT         CCT_CTZ_IDN                   2020-2021  3 series, 6 observations
DF_MST_NCTE_SEX_CCT_NB  CCT         CCT_CTZ_X                     2020-2021  3 series, 6 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  REF_AREA    MYS                           2020-2020  6 series, 6 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  FREQ        A                             2020-2020  6 series, 6 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  MEASURE     MST_XWAP_NB                   2020-2020  6 series, 6 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  SEX         SEX_T                         2020-2020  6 series, 6 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  AGE         AGE_AGGREGATE_TOTAL           2020-2020  1 series, 1 observation
DF_MST_XWAP_SEX_AGE_CCT_NB  AGE         AGE_AGGREGATE_Y15-24          2020-2020  1 series, 1 observation
DF_MST_XWAP_SEX_AGE_CCT_NB  AGE         AGE_AGGREGATE_Y25-54          2020-2020  1 series, 1 observation
DF_MST_XWAP_SEX_AGE_CCT_NB  AGE         AGE_AGGREGATE_Y55-64          2020-2020  1 series, 1 observation
DF_MST_XWAP_SEX_AGE_CCT_NB  AGE         AGE_AGGREGATE_YGE65           2020-2020  2 series, 2 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  CCT         CCT_CIT_TOTAL                 2020-2020  5 series, 5 observations
DF_MST_XWAP_SEX_AGE_CCT_NB  CCT         CCT_CIT_NONCIT                2020-2020  1 series, 1 observation
$ ilms query DF_MST_NCTE_SEX_CCT_NB/....CCT_CTZ_X --available --start 2021
DF_MST_NCTE_SEX_CCT_NB  REF_AREA    MYS                           2021-2021  3 series, 3 observations
DF_MST_NCTE_SEX_CCT_NB  FREQ        A                             2021-2021  3 series, 3 observations
DF_MST_NCTE_SEX_CCT_NB  MEASURE     MST_NCTE_NB                   2021-2021  3 series, 3 observations
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_T                         2021-2021  1 series, 1 observation
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_M                         2021-2021  1 series, 1 observation
DF_MST_NCTE_SEX_CCT_NB  SEX         SEX_F                         2021-2021  1 series, 1 observation
DF_MST_NCTE_SEX_CCT_NB  CCT         CCT_CTZ_X                     2021-2021  3 series, 3 observations
$ ilms query DF_MST_NCTE_SEX_CCT_NB/....CCT_CTZ_X --available --json | head -2
{"flow":"DF_MST_NCTE_SEX_CCT_NB","dimension":"REF_AREA","code":"MYS","first":"2020","last":"2021","series":3,"observations":6}
{"flow":"DF_MST_NCTE_SEX_CCT_NB","dimension":"FREQ","code":"A","first":"2020","last":"2021","series":3,"observations":6}
