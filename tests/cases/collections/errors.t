# What cannot be a collection is told, with the line and what would be right.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms source import $DATA/collections/men.csv
ilms: ilms source import needs MAPPING: a file, or the name of a mapping that comes with the program, as un_desa_2019
? 64
$ ilms source import $DATA/collections/men.csv --map un_desa_2020
ilms: un_desa_2020: there is no such file, and none of the mappings that come with the program is called so: un_desa_2017, un_desa_2019, world_bank_1960_2000, world_bank_2017
? 66
$ ilms source import none.csv --map un_desa_2019
ilms: none.csv: cannot be opened: No such file or directory
? 66
$ ilms source import $DATA/collections/men.csv --map un_desa_2019
ilms: $DATA/collections/men.csv: no sheet is the one that the table in line 32 of the mapping asks for
? 65
$ ilms source import $DATA/freeform/matrix.csv --map $DATA/freeform/matrix.map
ilms: $DATA/freeform/matrix.map: the mapping does not say whose figures these are: it has no section [collection] (doc/formats/mapping.md); ilms submit takes in what a country reports
? 65
$ grep -v ^licence $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 4: the collection does not say its licence
? 65
$ sed 's/^criterion.*/criterion = origin/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 13: criterion is "origin"; it is to be birth, citizenship or mixed
? 65
$ sed 's/^code .*/code = test stock/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 5: code is "test stock"; it is to be capital letters, digits and _, as UNDESA_IMS
? 65
$ sed 's/^retrieved.*/retrieved = May 2024/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 16: retrieved is "May 2024"; it is to be a day as 2024-05-31
? 65
$ sed 's/^address.*/address = javascript:alert(1)/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 15: address is "javascript:alert(1)"; it is to be an address on the web, as https://example.org/data
? 65
$ sed 's/^both_sexes.*/both_sexes = yes/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 17: "yes" is to be sum (of men and women, where both are given and both sexes together are not)
? 65
$ sed 's/^licence/license/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 9: "license" is no key of a collection; the keys are code, vintage, name, publisher, licence, attribution, address, definition, criterion, population, retrieved, both_sexes
? 65
$ (cat $DATA/collections/stock.map; echo '[collection]') >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: bad.map: line 39: [collection] stands in line 4 already
? 65
$ sed 's/^optional.*/optional = no/' $DATA/collections/stock.map >bad.map
$ ilms source import $DATA/collections/men.csv --map bad.map
ilms: $DATA/collections/men.csv: no sheet is the one that the table in line 33 of the mapping asks for
? 65
$ (echo 'Table 9'; cat $DATA/collections/men.csv) >other.csv
$ ilms source import other.csv --map $DATA/collections/stock.map
ilms: other.csv: no sheet is the one that the table in line 29 of the mapping asks for
? 65
$ ilms source collections
there is no collection of others yet; ilms source import FILE... --map MAPPING
$ ilms source collection TEST_STOCK
ilms: there is no collection "TEST_STOCK"; ilms source import brings one in
? 67
$ ilms query --collection TEST_STOCK
ilms: there is no collection "TEST_STOCK"; ilms source import brings one in
? 67
$ ilms source import $DATA/collections/men.csv --map $DATA/collections/stock.map
$DATA/collections/men.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells
$DATA/collections/men.csv: mapped, 6 cells read: 0 errors, 0 warnings, 1 remark
TEST_STOCK 2019, import 1: 5 figures, 1970 to 2019
  1 cell with a status in place of a figure
  6 cells of one sex only, without a sum
  6 observations in the vintage now
$ ilms query --collection TEST_STOCK --derived
ilms: --derived says something of a release, and --collection asks for none
? 64
$ ilms query --collection TEST_STOCK@2018
ilms: there is no collection "TEST_STOCK@2018"; there are TEST_STOCK@2019
? 67
$ ilms query --collection TEST_STOCK DF_MNA_TPOP_SEX_CRS
ilms: there is no dataflow "DF_MNA_TPOP_SEX_CRS"; did you mean DF_MNA_TPOP_SEX_RS?
? 67
$ ilms query --collection TEST_STOCK MST_TPOP_COU_NB
ilms: the collection has no table MST_TPOP_COU_NB
? 67
# A mapping of a collection can be tried without a base, and used for a submission too.
$ ilms check $DATA/collections/men.csv --map $DATA/collections/stock.map
$DATA/collections/men.csv:1: warning C108: the file names no sources; give one with --source, as BA:741
$DATA/collections/men.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells
$DATA/collections/men.csv:3:1: error P102: 1970 is outside the years 1980 to 2026  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:3:1: error P102: 1970 is outside the years 1980 to 2026  (MNA_TPOP_SEX_CRS_NB VNM SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:3:3: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:3:3: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:3:5: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB VNM SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:3:5: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB VNM SEX_M CRS_RES_THA 1970)
$DATA/collections/men.csv:5:3: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_JPN 2019)
$DATA/collections/men.csv:5:3: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB MMR SEX_M CRS_RES_JPN 2019)
$DATA/collections/men.csv:5:5: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB VNM SEX_M CRS_RES_JPN 2019)
$DATA/collections/men.csv:5:5: warning T105: the table gives only men without any total over sex  (MNA_TPOP_SEX_CRS_NB VNM SEX_M CRS_RES_JPN 2019)
$DATA/collections/men.csv: mapped, 6 cells read: 2 errors, 9 warnings, 1 remark
