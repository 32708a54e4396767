# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is missing in a header is said by name.
$ cut -d, -f2- $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column ref_area; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
$ cut -d, -f1-2,4- $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column indicator; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
$ cut -d, -f1-5,7- $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column time; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
$ cut -d, -f1-6 $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column obs_value; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
$ tail -n +2 $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
? 65
$ head -1 $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: there is a header, but no line of figures below it
? 65
$ sed '1s/time/year/' $DATA/good.csv > f.csv; ilms check f.csv
ilms: f.csv: the header lacks the column time; it is to have ref_area, indicator, time and obs_value, and sex, classif1 and classif2 where the table is broken down by them
? 65
$ cut -d, -f1-3,5- $DATA/good.csv | head -2 > f.csv; ilms check f.csv
f.csv:2: error C105: MST_NCTE_SEX_CCT_NB is broken down by sex, but the row gives none
f.csv: ilostat, 1 cell read: 1 error, 0 warnings, 0 remarks
$ cut -d, -f1-4,6- $DATA/good.csv | head -2 > f.csv; ilms check f.csv
f.csv:2: error C105: MST_NCTE_SEX_CCT_NB is broken down by CCT (Citizenship), but the row gives no code of it
f.csv: ilostat, 1 cell read: 1 error, 0 warnings, 0 remarks
# two columns of one name
$ sed '1s/$/,obs_value/;2,$s/$/,7/' $DATA/good.csv | head -2 > f.csv; ilms check --json f.csv; ilms check f.csv
{"error":"input","message":"f.csv: the header names the column obs_value twice"}
ilms: f.csv: the header names the column obs_value twice
? 65
