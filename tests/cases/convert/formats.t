# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A file in another format, without a base: by its ending or by name.
$ ilms convert $DATA/good.csv good.json
$DATA/good.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
good.json: sdmx-json, 24 observations in 1 dataflow
$ ilms convert good.json good.xml
good.json: sdmx-json, 24 cells read: 0 errors, 0 warnings, 0 remarks
good.xml: sdmx-ml-generic, 24 observations in 1 dataflow
$ ilms convert $DATA/good.csv want.csv --format ilostat --quiet
# round through every format that can be read again
$ for f in sdmx-csv sdmx-csv-2.0 sdmx-csv-2.1 ilostat sdmx-json sdmx-json-1.0 sdmx-json-2.1 sdmx-ml-generic sdmx-ml-generic-series sdmx-ml sdmx-ml-series sdmx-ml-3.0 sdmx-ml-3.1 json-stat
> do ilms convert good.xml f.$f --format $f | tail -1; ilms convert f.$f back.csv --format ilostat --quiet; cmp back.csv want.csv && rm back.csv
> done
f.sdmx-csv: sdmx-csv, 24 observations in 1 dataflow
f.sdmx-csv-2.0: sdmx-csv-2.0, 24 observations in 1 dataflow
f.sdmx-csv-2.1: sdmx-csv-2.1, 24 observations in 1 dataflow
f.ilostat: ilostat, 24 observations in 1 dataflow
f.sdmx-json: sdmx-json, 24 observations in 1 dataflow
f.sdmx-json-1.0: sdmx-json-1.0, 24 observations in 1 dataflow
f.sdmx-json-2.1: sdmx-json-2.1, 24 observations in 1 dataflow
f.sdmx-ml-generic: sdmx-ml-generic, 24 observations in 1 dataflow
f.sdmx-ml-generic-series: sdmx-ml-generic-series, 24 observations in 1 dataflow
f.sdmx-ml: sdmx-ml, 24 observations in 1 dataflow
f.sdmx-ml-series: sdmx-ml-series, 24 observations in 1 dataflow
f.sdmx-ml-3.0: sdmx-ml-3.0, 24 observations in 1 dataflow
f.sdmx-ml-3.1: sdmx-ml-3.1, 24 observations in 1 dataflow
f.json-stat: json-stat, 24 observations in 1 dataflow
# several dataflows in one file, packed
$ ilms convert $DATA/ages.csv ages.csv --format sdmx-csv --quiet; ilms convert $DATA/good.csv good.csv --format sdmx-csv --quiet
$ (sed 's/,CCT,/,CCT,AGE,/;2,$s/^\(\([^,]*,\)\{6\}\)/\1,/' good.csv; sed '1d;s/^\(\([^,]*,\)\{5\}\)\([^,]*\),\([^,]*\),/\1\4,\3,/' ages.csv) | gzip > both.csv.gz
$ ilms convert both.csv.gz both.json --format json-stat; ilms convert both.json - --format sdmx-ml-3.1 2> said | grep -c '<Obs'; cat said
both.csv.gz: sdmx-csv, 30 cells read: 0 errors, 0 warnings, 0 remarks
both.json: json-stat, 30 observations in 2 dataflows
30
both.json: json-stat, 30 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms convert both.json one.json --format sdmx-json-1.0
both.json: json-stat, 30 cells read: 0 errors, 0 warnings, 0 remarks
ilms: sdmx-json-1.0 holds one dataflow, and there are 2 here
? 71
# to standard output, with names; what is wrong with the file is said beside it
$ sed '3s/IDN/JAV/' $DATA/good.csv > bad.csv; ilms convert bad.csv - --format sdmx-csv-2.0 --labels --language id 2> said | sed 2q; cat said
STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Wilayah acuan,FREQ: Frekuensi,MEASURE: Ukuran,SEX: Jenis kelamin,CCT: Kewarganegaraan,TIME_PERIOD: Periode waktu,OBS_VALUE: Nilai pengamatan,OBS_STATUS: Status pengamatan,UNIT_MEASURE: Satuan ukuran,UNIT_MULT: Pengali satuan,SOURCE: Sumber,NOTE_SOURCE: Catatan tentang sumber,NOTE_INDICATOR: Catatan tentang indikator,NOTE_CLASSIF: Catatan tentang klasifikasi,DECIMALS: Desimal
dataflow,ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0): Penduduk bekerja bukan warga negara menurut jenis kelamin dan negara kewarganegaraan,R,MYS: Malaysia,A: Tahunan,MST_NCTE_NB: Penduduk bekerja bukan warga negara menurut jenis kelamin dan negara kewarganegaraan,SEX_T: Jumlah,CCT_CTZ_TOTAL: Jumlah,2020,164.000,,PS: Orang,3: Ribu,BA:544,,,,3
bad.csv:3:5: error C103: "CCT_CTZ_JAV" is no classification code; did you mean CCT_CTZ_JAM?
bad.csv: ilostat, 24 cells read: 1 error, 0 warnings, 0 remarks
$ ilms convert bad.csv bad.json --json
{"rule":"C103","severity":"error","file":"bad.csv","line":3,"column":5,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:544","sex":"SEX_M","classif1":"CCT_CTZ_JAV","time":"2020","value":"60.500","message":"\"CCT_CTZ_JAV\" is no classification code; did you mean CCT_CTZ_JAM?"}
# a cell that two sources give
$ (cat $DATA/good.csv; sed '1d;s/BA:544/EA:1/' $DATA/good.csv) > two.csv; ilms convert two.csv two.json --quiet; ilms convert two.csv three.json | tail -1; cmp two.json good.json
two.csv:26:2: warning C107: no source EA:1 is registered for MYS
ilms: of cells that are given more than once the figure of the best source is written; passed over: 24
three.json: sdmx-json, 24 observations in 1 dataflow
# what cannot be
$ ilms convert $DATA/good.csv good.json
$DATA/good.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
ilms: good.json: there is a file of that name already
? 68
$ ilms convert $DATA/good.csv good.doc
ilms: good.doc tells no format by its ending; say which with --format
? 64
$ ilms convert $DATA/good.csv -
ilms: standard output tells no format by its ending; say which with --format
? 64
$ ilms convert $DATA/good.csv x.csv --format pdf
ilms: "pdf" is no format that can be written; there are sdmx-csv, sdmx-csv-2.0, sdmx-csv-2.1, ilostat, workbook, sdmx-json, sdmx-json-1.0, sdmx-json-2.1, sdmx-ml-generic, sdmx-ml-generic-series, sdmx-ml, sdmx-ml-series, sdmx-ml-3.0, sdmx-ml-3.1, json-stat, rdf, csv, sqlite, table
? 71
$ ilms convert $DATA/good.csv x.csv --from rdf
ilms: $DATA/good.csv: "rdf" is no format that can be read; there are sdmx-csv, sdmx-csv-2.0, sdmx-csv-2.1, ilostat, workbook, sdmx-json, sdmx-json-1.0, sdmx-json-2.1, sdmx-ml-generic, sdmx-ml-generic-series, sdmx-ml, sdmx-ml-series, sdmx-ml-3.0, sdmx-ml-3.1, json-stat
? 71
$ ilms convert good.json x.csv --from sdmx-ml
ilms: good.json: line 1: the XML is damaged or cut short: not well-formed (invalid token)
? 65
$ ilms convert none.csv x.csv
ilms: none.csv: cannot be opened: No such file or directory
? 66
$ head -1 $DATA/good.csv > head.csv; ilms convert head.csv x.csv
ilms: head.csv: there is a header, but no line of figures below it
? 65
$ ilms convert good.json x.csv --from sdmx-json --quiet; head -1 x.csv
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
# a workbook and a database are no text: as they are, also to standard output
$ ilms convert $DATA/good.csv good.xlsx --quiet; ilms convert good.xlsx - --format csv --quiet | wc -l; ilms convert $DATA/good.csv - --format sqlite 2> said | head -c 13
25
SQLite format
\ no newline at the end
