# A message of SDMX or JSON-stat is a table with a column for each dimension and attribute, whatever its data
# structure: a mapping says what the columns are.
$ ilms convert $DATA/good.csv good.csv --quiet
$ wc -l <good.csv
25
$ for f in sdmx-csv sdmx-csv-2.0 sdmx-csv-2.1 sdmx-json sdmx-json-1.0 sdmx-json-2.1 sdmx-ml-generic \
>     sdmx-ml-generic-series sdmx-ml sdmx-ml-series sdmx-ml-3.0 sdmx-ml-3.1 json-stat; do
>   ilms convert $DATA/good.csv message --format $f --quiet
>   ilms convert message again.csv --map $DATA/collections/message.map --format sdmx-csv --quiet
>   cmp good.csv again.csv && echo "$f: the same"
>   rm -f message again.csv
> done
sdmx-csv: the same
sdmx-csv-2.0: the same
sdmx-csv-2.1: the same
sdmx-json: the same
sdmx-json-1.0: the same
sdmx-json-2.1: the same
sdmx-ml-generic: the same
sdmx-ml-generic-series: the same
sdmx-ml: the same
sdmx-ml-series: the same
sdmx-ml-3.0: the same
sdmx-ml-3.1: the same
json-stat: the same
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms convert $DATA/good.csv good.xml --format sdmx-ml --quiet
$ ilms source import good.xml --map $DATA/collections/message.map
good.xml: mapped, 24 cells read: 0 errors, 0 warnings, 0 remarks
TEST_MESSAGE 1, import 1: 24 figures, 2020 to 2021
  24 observations in the vintage now
$ ilms query --quiet --collection TEST_MESSAGE MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_IDN
MST_NCTE_SEX_CCT_NB  Employed non-citizens by sex and country of citizenship (thousands)
                             2020      2021
MYS  SEX_T  CCT_CTZ_IDN   100.750   102.750
# A finding names row and column of the table.
$ sed 's/CCT_CTZ_IDN/XX/' good.xml >bad.xml
$ ilms check bad.xml --map $DATA/collections/message.map --source BA:741 | grep F105
bad.xml:6:5: warning F105: "XX" in column E is no code that the mapping knows; 6 figures beside it are not read; give it a list, with by LIST
# Columns that are not there, or there twice; a message that is none or damaged.
$ sed 's/"CCT"/"COUNTRY"/' $DATA/collections/message.map >bad.map
$ ilms check good.xml --map bad.map
ilms: good.xml: line 22 of the mapping asks for the column "COUNTRY", and row 1 heads none so
? 65
$ sed 's/"OBS_VALUE"/"VALUE"/' $DATA/collections/message.map >bad.map
$ ilms check good.xml --map bad.map
ilms: good.xml: line 27 of the mapping asks for columns of figures that row 1 does not head
? 65
$ printf 'REF_AREA,TIME_PERIOD,SEX,CCT,CCT,SOURCE,OBS_STATUS,NOTE_INDICATOR,OBS_VALUE\n' >twice.csv
$ ilms check twice.csv --map $DATA/collections/message.map
ilms: twice.csv: line 22 of the mapping asks for the column "CCT", and row 1 heads several so
? 65
$ printf 'REF_AREA,TIME_PERIOD,SEX,CCT,SOURCE,NOTE_INDICATOR,OBS_VALUE\n' >few.csv
$ ilms check few.csv --map $DATA/collections/message.map
ilms: few.csv: line 24 of the mapping asks for the column "OBS_STATUS", and row 1 heads none so
? 65
$ sed 's/"CCT"/"CCT/' $DATA/collections/message.map >bad.map
$ ilms check good.xml --map bad.map
ilms: bad.map: line 22: ""CCT" is no column; it is to be as column B or column "REF_AREA"
? 65
$ sed 's/^headings.*//; s/"\*"/"*" x/' $DATA/collections/message.map >bad.map
$ ilms check good.xml --map bad.map
ilms: bad.map: line 28: columns are to be as B-L, N or "OBS_VALUE", "19*", at most 24 of them
? 65
$ printf '<a/>' >none.xml; ilms check none.xml --map $DATA/collections/message.map
ilms: none.xml: it is no message of data that can be read (a)
? 65
$ head -c 700 good.xml >cut.xml; ilms check cut.xml --map $DATA/collections/message.map
ilms: cut.xml: line 5: the XML is damaged or cut short: unclosed token
? 65
$ printf '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' >entity.xml; ilms check entity.xml --map $DATA/collections/message.map
ilms: entity.xml: it declares a document type (DOCTYPE), which no SDMX message has
? 65
$ printf '{"a": 1}' >none.json; ilms check none.json --map $DATA/collections/message.map
ilms: none.json: it is JSON, but no data message of SDMX-JSON or JSON-stat
? 65
$ printf '{"class":"dataset","id":["A","B"],"size":[4000000,4000000],"dimension":{},"value":[1]}' >large.json
$ ilms check large.json --map $DATA/collections/message.map
ilms: large.json: line 1: the sizes of the dimensions are larger than the file
? 65
$ printf '{"class":"dataset","id":["A"],"size":[1],"dimension":{"A":{"category":{"index":["x"]}}},"value":{"7":1}}' >outside.json
$ ilms check outside.json --map $DATA/collections/message.map
ilms: outside.json: line 1: a figure, status or attribute belongs to a cell that is not there
? 65
$ printf '{"structure":{"dimensions":{"observation":[{"id":"A","values":[{"id":"x"}]}]}},"dataSets":[{"observations":{"3":[1]}}]}' >index.json
$ ilms check index.json --map $DATA/collections/message.map
ilms: index.json: line 1: the data have a value of A that the structure does not list
? 65
$ printf '{"structure":{"dimensions":{"observation":[{"id":"A","values":[{"id":"x"}]}]}},"dataSets":[{"observations":{}}]}' >empty.json
$ ilms check empty.json --map $DATA/collections/message.map
ilms: empty.json: the message has no observations
? 65
