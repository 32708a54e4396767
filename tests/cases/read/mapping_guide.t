# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The worked example of doc/formats/mapping.md, followed to the letter.
$ awk '/^## From first/ { on = 1 } /^## The file/ { on = 0 } on && /^```/ { inside = !inside; n += inside; next } on && inside { print > n ".txt" }' $REPO/doc/formats/mapping.md; ls *.txt | wc -l
6
$ cp 1.txt japan.csv; cp 2.txt japan.map; ilms check japan.csv --map japan.map > got; tail -n +2 3.txt | diff - got
$ cp 4.txt japan.map; ilms check japan.csv --map japan.map --source FX:0 > got; tail -n +2 5.txt | diff - got
$ . ./6.txt
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
japan.csv:2: warning C107: no source FX:0 is registered for JPN
japan.csv:2: info F107: the mapping leaves out 2 rows and 0 columns of the table that begins here, with 2 filled cells
japan.csv:3:2: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB JPN SEX_T CCT_CTZ_CHN 2023)
japan.csv: submission 1, mapped: 5 cells in 1 question table, 0 errors, 2 warnings
submission 1 is accepted: 5 figures in 1 question table
