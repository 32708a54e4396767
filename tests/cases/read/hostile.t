# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is no file of figures: one sentence each, nothing stored, never a crash.
$ ilms init > log
$ : > empty.csv; ilms submit empty.csv
ilms: empty.csv: the file is empty
? 65
$ printf '\n\n  \n' > blank.csv; ilms submit blank.csv
ilms: blank.csv: the file holds nothing but blanks
? 65
$ ilms submit nowhere.csv
ilms: nowhere.csv: cannot be opened: No such file or directory
? 66
$ mkdir folder; ilms submit folder
ilms: folder: is a folder, not a file
? 65
$ ilms submit /dev/null
ilms: /dev/null: the file is empty
? 65
$ head -c 5000 /bin/sh > program; ilms submit program
ilms: program: this is a program, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '%%PDF-1.4\n' > a.pdf; ilms submit a.pdf
ilms: a.pdf: this is a PDF document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
# a hundred megabytes of nothing, in a hundred kilobytes
$ head -c 100000000 /dev/zero | gzip -9 > bomb.csv.gz; ilms submit bomb.csv.gz
ilms: bomb.csv.gz: it unpacks to more than 250 times its size, as no file of figures does
? 72
$ printf 'PK\003\004rest' > a.zip; ilms submit a.zip
ilms: a.zip: the file is damaged or was cut short on its way: its zip archive has no sound directory; send it again
? 65
$ printf '\320\317\021\340rest' > a.xls; ilms submit a.xls
ilms: a.xls: this is an old Excel or Word file, or an encrypted workbook, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '{"a":1}' > a.json; ilms submit a.json
ilms: a.json: this is a JSON document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '<?xml version="1.0"?><a/>' > a.xml; ilms submit a.xml
ilms: a.xml: this is an XML document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '<!DOCTYPE html><p>' > a.html; ilms submit a.html
ilms: a.html: this is a web page, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '\377\376r\000e\000f\000' > utf16.csv; ilms submit utf16.csv
ilms: utf16.csv: the file is text in UTF-16, and is to be in UTF-8; save it again, in Excel as "CSV UTF-8 (Comma delimited)"
? 65
$ printf '\376\377\000r\000e\000f' > utf16be.csv; ilms submit utf16be.csv
ilms: utf16be.csv: the file is text in UTF-16, and is to be in UTF-8; save it again, in Excel as "CSV UTF-8 (Comma delimited)"
? 65
$ iconv -f UTF-8 -t UTF-16LE $DATA/good.csv > utf16nobom.csv; ilms submit utf16nobom.csv
ilms: utf16nobom.csv: the file is text in UTF-16, and is to be in UTF-8; save it again, in Excel as "CSV UTF-8 (Comma delimited)"
? 65
$ ilms submit ilms.db
ilms: ilms.db: this is a SQLite database, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ gzip -c $DATA/good.csv | head -c 100 > cut.gz; ilms submit cut.gz
ilms: cut.gz: the gzip file is cut short after 43 bytes of content
? 65
$ gzip -c $DATA/good.csv | head -c 5 > cut.gz; ilms submit cut.gz
ilms: cut.gz: the gzip file is cut short after 0 bytes of content
? 65
$ { gzip -c $DATA/good.csv | head -c 40; head -c 400 /dev/zero; } > damaged.gz; ilms submit damaged.gz
ilms: damaged.gz: the gzip file is damaged after 0 bytes of content
? 65
$ { gzip -c $DATA/good.csv; echo more; } > tail.gz; ilms submit tail.gz
ilms: tail.gz: the gzip file is damaged after 1590 bytes of content
? 65
$ : | gzip > nothing.gz; ilms submit nothing.gz
ilms: nothing.gz: the file is empty
? 65
$ gzip -c a.pdf > pdf.gz; ilms submit pdf.gz
ilms: pdf.gz: this is a PDF document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ gzip -c $DATA/good.csv | gzip > twice.gz; ilms submit twice.gz
ilms: twice.gz: this is a binary file, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ truncate -s 2G sparse.csv; ilms submit sparse.csv
ilms: sparse.csv: has 2048 MB; the limit for one file is 1024 MB
? 72
$ echo 'Dear colleagues, please find attached' > letter.txt; ilms submit letter.txt
ilms: letter.txt: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
? 65
$ seq 1000 > numbers.txt; ilms submit numbers.txt
ilms: numbers.txt: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
? 65
$ ilms submissions
nothing has been submitted yet; ilms submit FILE
$ ilms audit | cut -c1-80
2026-01-15T10:00:00Z  tester      init      ok  {}
2026-01-15T10:00:00Z  tester      submit    empty.csv: the file is empty  {"list
2026-01-15T10:00:00Z  tester      submit    blank.csv: the file holds nothing bu
2026-01-15T10:00:00Z  tester      submit    nowhere.csv: cannot be opened: No su
2026-01-15T10:00:00Z  tester      submit    folder: is a folder, not a file  {"l
2026-01-15T10:00:00Z  tester      submit    /dev/null: the file is empty  {"list
2026-01-15T10:00:00Z  tester      submit    program: this is a program, not a fi
2026-01-15T10:00:00Z  tester      submit    a.pdf: this is a PDF document, not a
2026-01-15T10:00:00Z  tester      submit    bomb.csv.gz: it unpacks to more than
2026-01-15T10:00:00Z  tester      submit    a.zip: the file is damaged or was cu
2026-01-15T10:00:00Z  tester      submit    a.xls: this is an old Excel or Word 
2026-01-15T10:00:00Z  tester      submit    a.json: this is a JSON document, not
2026-01-15T10:00:00Z  tester      submit    a.xml: this is an XML document, not 
2026-01-15T10:00:00Z  tester      submit    a.html: this is a web page, not a fi
2026-01-15T10:00:00Z  tester      submit    utf16.csv: the file is text in UTF-1
2026-01-15T10:00:00Z  tester      submit    utf16be.csv: the file is text in UTF
2026-01-15T10:00:00Z  tester      submit    utf16nobom.csv: the file is text in 
2026-01-15T10:00:00Z  tester      submit    ilms.db: this is a SQLite database, 
2026-01-15T10:00:00Z  tester      submit    cut.gz: the gzip file is cut short a
2026-01-15T10:00:00Z  tester      submit    cut.gz: the gzip file is cut short a
2026-01-15T10:00:00Z  tester      submit    damaged.gz: the gzip file is damaged
2026-01-15T10:00:00Z  tester      submit    tail.gz: the gzip file is damaged af
2026-01-15T10:00:00Z  tester      submit    nothing.gz: the file is empty  {"lis
2026-01-15T10:00:00Z  tester      submit    pdf.gz: this is a PDF document, not 
2026-01-15T10:00:00Z  tester      submit    twice.gz: this is a binary file, not
2026-01-15T10:00:00Z  tester      submit    sparse.csv: has 2048 MB; the limit f
2026-01-15T10:00:00Z  tester      submit    letter.txt: the first line is no hea
2026-01-15T10:00:00Z  tester      submit    numbers.txt: the first line is no he
