# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# One bad file among several: the others are stored, each is told of, the exit code says it.
$ ilms init > log; echo letter > letter.txt
$ ilms submit $DATA/good.csv letter.txt $DATA/census.csv nowhere.csv
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
letter.txt: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map
$DATA/census.csv: submission 2, ilostat: 13 cells in 2 question tables, 0 errors, 0 warnings
nowhere.csv: cannot be opened: No such file or directory
ilms: 2 of 4 files could not be read
? 66
$ ilms submit --json letter.txt $DATA/ages.csv
{"file":"letter.txt","error":"input","message":"letter.txt: the first line is no header that is known; it is to name columns such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map"}
{"id":3,"file":"$DATA/ages.csv","already_received":false,"format":"ilostat","sha256":"758d9be565cb1741d61265df10905e415c87e3ad04ddb90907be43e26c613242","state":"checked","cells":6,"figures":5,"tables":1,"errors":0,"warnings":0,"infos":0}
{"error":"input","message":"1 of 2 files could not be read"}
? 65
$ ilms submissions | cut -c1-20
   1  checked    202
   2  checked    202
   3  checked    202
$ ilms submit
ilms: ilms submit needs FILE: ILOSTAT's layout as CSV, XLSX or ODS; SDMX-CSV, SDMX-ML, SDMX-JSON; JSON-stat
? 64
$ ilms --base nowhere.db submit $DATA/good.csv
ilms: nowhere.db: there is no such file; a base is a file made by "ilms init"
? 66
$ ilms submit -- $DATA/good.csv
$DATA/good.csv: the same file was received before, as submission 1; nothing is stored anew
