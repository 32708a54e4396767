# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Bombs and monsters: refused or read, in little time and memory.
$ ilms init > log
$ head -c 1100M /dev/zero | gzip -1 > bomb.gz; ls -s bomb.gz | awk '{print ($1 < 10000 ? "small" : "large")}'; ilms submit bomb.gz
small
ilms: bomb.gz: it unpacks to more than 1024 MB, the limit for one file
? 72
$ head -c 10M /dev/zero | tr '\000' x > line.csv; ilms submit line.csv
ilms: line.csv: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
? 65
$ { rows; printf 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,'; head -c 10M /dev/zero | tr '\000' x; echo ,2020,1,,; } > cell.csv; ilms check cell.csv | cut -c1-150
cell.csv:2:5: error C103: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is no classification code
cell.csv: ilostat, 1 cell read: 1 error, 0 warnings, 0 remarks
$ { rows; printf 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,"'; head -c 10M /dev/zero | tr '\000' x; } > quote.csv; ilms check quote.csv
quote.csv:2: error F103: a quote is opened here and never closed; the rest of the file is lost
quote.csv: ilostat, 1 cell read: 1 error, 0 warnings, 0 remarks
$ { rows; head -c 10M /dev/zero | tr '\000' ,; } > commas.csv; ilms check commas.csv
ilms: commas.csv: there is a header, but no line of figures below it
? 65
$ { rows | tr -d '\n'; for i in $(seq 600); do printf ',c%d' $i; done; echo; rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, | tail -1; } > wide.csv; ilms check wide.csv | tail -2
ilms: wide.csv: the header has more than 512 columns
$ { rows; for i in $(seq 600); do echo "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,$i,,"; done; } > same.csv; ilms check same.csv | tail -1
same.csv: ilostat, 600 cells read: 599 errors, 0 warnings, 0 remarks
# a zero byte far behind the header is one bad row
$ { rows; for y in $(seq 1980 2025); do for m in 01 02 03; do echo "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,${y}M$m,1,,"; done; done; printf 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1\000,,\n'; } > nul.csv; ilms check nul.csv
nul.csv:140:7: error F104: "1�" holds bytes that are not UTF-8 text; save the file as UTF-8, in Excel as "CSV UTF-8 (Comma delimited)"
nul.csv: ilostat, 139 cells read: 1 error, 0 warnings, 0 remarks
$ { rows; for i in $(seq 20100); do echo "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,S1:$i"; done; } > notes.csv; ilms check notes.csv
ilms: notes.csv: more than 20000 different notes or sources
? 72
$ ilms submissions
nothing has been submitted yet; ilms submit FILE
