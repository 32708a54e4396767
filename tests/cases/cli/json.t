# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# --json on everything that prints: every line is one object.
$ lines() { "$@" 2>&1 | awk '!/^\{.*\}$/ { print "no object: " $0 } END { print NR, "lines" }'; }
> lines ilms init --json; lines ilms submit --json $DATA/good.csv $DATA/census.csv; lines ilms submissions --json
> lines ilms findings --json; lines ilms accept 1 --json; lines ilms return 2 --json --reason x; lines ilms release one --json
> lines ilms releases --json; lines ilms diff one one --json; lines ilms tables --json; lines ilms rules --json; lines ilms audit --json
> lines ilms query --json; lines ilms query --available --json; lines ilms doctor --json; lines ilms backup copy.db --json
> lines ilms explain one DF_MST_NCTE_SEX_CCT_NB --json; lines ilms nonsense --json; lines ilms --json accept 7
1 lines
2 lines
2 lines
0 lines
1 lines
1 lines
1 lines
1 lines
0 lines
206 lines
70 lines
6 lines
1 lines
10 lines
1 lines
1 lines
24 lines
1 lines
1 lines
