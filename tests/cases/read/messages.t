# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Messages of other offices: each fault with its line, the same in every format, and nothing changes that
# nobody named.
$ for f in $DATA/messages/*; do ilms check $f; done
$DATA/messages/flat.json:1: warning C108: the file names no sources; give one with --source, as BA:741
$DATA/messages/flat.json:2: error V102: -1 is negative; a number of persons cannot be; -1 should probably be 1: the sign turned round  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2013)
$DATA/messages/flat.json:2: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2013)
$DATA/messages/flat.json:3: error V101: "x" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2014)
$DATA/messages/flat.json: sdmx-json-1.0, 3 cells read: 2 errors, 2 warnings, 0 remarks
$DATA/messages/generic.xml: warning F101: the component "COLOUR" is not known and is not read
$DATA/messages/generic.xml:8: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2014)
$DATA/messages/generic.xml:9: error P101: "20X5" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 20X5)
$DATA/messages/generic.xml:9: error V101: "many" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 20X5)
$DATA/messages/generic.xml: sdmx-ml-generic, 2 cells read: 2 errors, 2 warnings, 0 remarks
$DATA/messages/mixed.csv:1:13: warning F101: the column "COLOUR" is not known and is not read
$DATA/messages/mixed.csv:4:7: error C103: "CCT_CTZ_BUR" is no classification code; did you mean CCT_CTZ_BGR?
$DATA/messages/mixed.csv:5: warning K103: the message deletes this figure; it is read as not available, which takes back what was accepted before
$DATA/messages/mixed.csv:6: error K104: the message deletes by a part of the key; name each cell that is to be taken back, or send it with the status N
$DATA/messages/mixed.csv:7:7: error C105: MST_XWAP_SEX_AGE_CCT_NB is broken down by AGE (Age), but the row gives no code of it
$DATA/messages/mixed.csv: sdmx-csv-2.0, 6 cells read: 3 errors, 2 warnings, 0 remarks
$DATA/messages/series.json:1: warning C108: the file names no sources; give one with --source, as BA:741
$DATA/messages/series.json:2: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2013)
$DATA/messages/series.json:4: error F102: the index 7 of TIME_PERIOD points to none of its values
$DATA/messages/series.json:5: error F102: the index 9 of OBS_STATUS points to none of its values
$DATA/messages/series.json:6: warning K103: the message deletes this figure; it is read as not available, which takes back what was accepted before
$DATA/messages/series.json: sdmx-json, 5 cells read: 2 errors, 3 warnings, 0 remarks
$DATA/messages/specific.xml:1: warning C108: the file names no sources; give one with --source, as BA:741
$DATA/messages/specific.xml:6: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2014)
$DATA/messages/specific.xml:8: error V101: "x&y" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2016)
$DATA/messages/specific.xml:9: warning K103: the message deletes this figure; it is read as not available, which takes back what was accepted before
$DATA/messages/specific.xml: sdmx-ml-3.0, 4 cells read: 1 error, 3 warnings, 0 remarks
$DATA/messages/stat.json: warning F101: the component "COLOUR" is not known and is not read
$DATA/messages/stat.json:1: warning C108: the file names no sources; give one with --source, as BA:741
$DATA/messages/stat.json:1: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_X 2014)
$DATA/messages/stat.json:1: warning T105: the table gives only women without any total over sex  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_X 2014)
$DATA/messages/stat.json:4: error V101: "x" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2014)
$DATA/messages/stat.json: json-stat, 4 cells read: 1 error, 4 warnings, 0 remarks
# as a submission
$ ilms init > log; ilms submit --quiet $DATA/messages/specific.xml; ilms accept 1 --allow "as sent"; ilms release one
$DATA/messages/specific.xml: submission 1, sdmx-ml-3.0: 4 cells in 4 question tables, 1 error, 3 warnings
submission 1 is accepted: 1 figure in 4 question tables, 1 error allowed
release 1 "one": 3 observations in 1 series, SHA-256 905731b0c7eb
$ ilms query --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source
THA,,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2012,,N,
THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.890,B,S3:5_R1:3513
THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2015,,N,
# what is no data of SDMX
$ printf '<?xml version="1.0"?><mes:Structure xmlns:mes="m"/>' > a.xml; ilms check a.xml
ilms: a.xml: this is an XML document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ printf '{"data":{"codelists":[]}}' > a.json; ilms check a.json
ilms: a.json: this is a JSON document, not a file of figures; what can be read is ILOSTAT's bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; text plain or gzip
? 65
$ sed 's/<Series/<Serie/' $DATA/messages/specific.xml > a.xml; ilms check a.xml
ilms: a.xml: line 8: the XML is damaged or cut short: mismatched tag
? 65
$ head -c 1200 $DATA/messages/generic.xml > a.xml; ilms check a.xml
a.xml: warning F101: the component "COLOUR" is not known and is not read
a.xml:8: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2014)
a.xml:9: error P101: "20X5" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a month as 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 20X5)
a.xml:9: error V101: "many" is not a number; it is to be one as 1234.5, or empty with a status as N  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 20X5)
a.xml: sdmx-ml-generic, 2 cells read: 2 errors, 2 warnings, 0 remarks
$ head -c 900 $DATA/messages/series.json > a.json; ilms check a.json
ilms: a.json: line 6: behind the name of a member a colon is missing
? 65
$ sed 's/"size":\[1,1,2,2\]/"size":[1,1,2,900000]/' $DATA/messages/stat.json > a.json; ilms check a.json
ilms: a.json: line 2: the sizes of the dimensions are larger than the file
? 65
