# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# F: the file and its rows. Columns nobody knows, rows of another length, quotes, bytes.
$ rows | sed 's/$/,colour/' > f.csv; rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,,red | sed 1d >> f.csv
$ ilms check f.csv
f.csv:1:10: warning F101: the column "colour" is not known and is not read
f.csv: ilostat, 1 cell read: 0 errors, 1 warning, 0 remarks
# too long, too short, a thousands comma without quotes, empty ones left off at the end (fine)
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,,,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T > f.csv
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,1,234,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,5 | sed 1d >> f.csv
$ ilms check f.csv
f.csv:3: error F102: the row has 4 fields, the header 9 columns; below the header there are to be figures only, no notes, each with all columns
f.csv:4: error F102: the row has 10 fields, the header 9 columns; a comma inside a number or text needs quotes around it
f.csv: ilostat, 4 cells read: 2 errors, 0 warnings, 0 remarks
$ rows 'MYS,"BA:544"x,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,"SEX_T,CCT_CTZ_TOTAL,2021,1,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2022,1,,' > f.csv
$ ilms check f.csv
f.csv:2: error F103: text stands behind a closing quote
f.csv:3: error F103: a quote is opened here and never closed; the rest of the file is lost
f.csv: ilostat, 2 cells read: 2 errors, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,,K MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,2,, | sed "2s/K/S3:\\xe9/" > f.csv
$ ilms check f.csv
f.csv:2:9: error F104: "S3:�" holds bytes that are not UTF-8 text; save the file as UTF-8, in Excel as "CSV UTF-8 (Comma delimited)"
f.csv: ilostat, 2 cells read: 1 error, 0 warnings, 0 remarks
$ rows MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1@,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2021,2,, | tr @ '\000' > f.csv
$ ilms check f.csv
ilms: f.csv: this is a binary file, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
