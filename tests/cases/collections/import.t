# Figures of somebody else become a collection of their own; nobody checks or accepts them.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms source collections
there is no collection of others yet; ilms source import FILE... --map MAPPING
$ ilms source import $DATA/collections/men.csv --map $DATA/collections/stock.map
$DATA/collections/men.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells
$DATA/collections/men.csv: mapped, 6 cells read: 0 errors, 0 warnings, 1 remark
TEST_STOCK 2019, import 1: 5 figures, 1970 to 2019
  1 cell with a status in place of a figure
  6 cells of one sex only, without a sum
  6 observations in the vintage now
$ ilms source import $DATA/collections/women.csv --map $DATA/collections/stock.map
$DATA/collections/women.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells
$DATA/collections/women.csv: mapped, 5 cells read: 0 errors, 0 warnings, 1 remark
TEST_STOCK 2019, import 2: 5 figures, 1970 to 2019
  4 figures of both sexes added up from men and women
  1 cell of one sex only, without a sum
  15 observations in the vintage now, with those of import 1
$ ilms source collections
TEST_STOCK@2019  A small stock of migrants
  Nobody in particular; CC0
  15 observations, 2026-01-15
$ ilms source collection TEST_STOCK
code         TEST_STOCK
vintage      2019
name         A small stock of migrants
publisher    Nobody in particular
licence      CC0
attribution  Nobody in particular (2019), A small stock of migrants
address      https://example.org/stock
definition   Persons born in another country, invented
criterion    birth
population   all ages
retrieved    2024-05-31
figures      15 observations
  MNA_TPOP_SEX_CRS_NB  1970-2019, 2 areas, 15 observations
  import 2 of 2026-01-15 by tester
    mapping stock.map, 852 bytes, SHA-256 c184edbbaeaa
    file    women.csv, 141 bytes, SHA-256 b9be7d2fdb5e
  import 1 of 2026-01-15 by tester
    mapping stock.map, 852 bytes, SHA-256 c184edbbaeaa
    file    men.csv, 142 bytes, SHA-256 9dab5a2770eb
$ ilms query --collection TEST_STOCK
ilms: Nobody in particular (2019), A small stock of migrants (CC0)
MNA_TPOP_SEX_CRS_NB  Stock of nationals abroad by sex and country of residence (thousands)
                             1970      2019
MMR  SEX_T  CRS_RES_JPN             0.015 L
MMR  SEX_T  CRS_RES_THA   0.190 L   0.235 L
MMR  SEX_M  CRS_RES_JPN               0.007
MMR  SEX_M  CRS_RES_THA     0.100     0.120
MMR  SEX_F  CRS_RES_JPN               0.008
MMR  SEX_F  CRS_RES_THA     0.090     0.115
VNM  SEX_T  CRS_RES_THA   0.041 L
VNM  SEX_M  CRS_RES_JPN               0.030
VNM  SEX_M  CRS_RES_THA     0.020      .. N
VNM  SEX_F  CRS_RES_THA     0.021     0.010
$ ilms query --collection TEST_STOCK@2019 MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA --format ilostat
ilms: Nobody in particular (2019), A small stock of migrants (CC0)
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
MMR,TEST_STOCK:2019,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,1970,0.190,L
MMR,TEST_STOCK:2019,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,2019,0.235,L
$ ilms submissions
nothing has been submitted yet; ilms submit FILE
$ ilms releases
nothing has been released yet; ilms release NAME
$ ilms doctor
ilms.db: every invariant holds; 0 releases, 1 collection

# Of a cell the last figure counts, and a sum is made anew.
$ sed 's/115,4/116,4/' $DATA/collections/women.csv >women.csv
$ ilms source import women.csv --map $DATA/collections/stock.map
women.csv:3: info F107: the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells
women.csv: mapped, 5 cells read: 0 errors, 0 warnings, 1 remark
TEST_STOCK 2019, import 3: 5 figures, 1970 to 2019
  1 figure in place of others that were there before
  4 figures as they were there before
  4 figures of both sexes added up from men and women
  1 cell of one sex only, without a sum
  15 observations in the vintage now, with those of import 2
$ ilms query --collection TEST_STOCK MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA
ilms: Nobody in particular (2019), A small stock of migrants (CC0)
MNA_TPOP_SEX_CRS_NB  Stock of nationals abroad by sex and country of residence (thousands)
                             1970      2019
MMR  SEX_T  CRS_RES_THA   0.190 L   0.236 L

# Begun anew, with all files at once; what was received before is still there.
$ ilms source import $DATA/collections/men.csv women.csv --map $DATA/collections/stock.map --anew --json
{"rule":"F107","severity":"info","file":"$DATA/collections/men.csv","line":3,"message":"the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells"}
{"rule":"F107","severity":"info","file":"women.csv","line":3,"message":"the mapping leaves out 0 rows and 1 column of the table that begins here, with 3 filled cells"}
{"import":4,"collection":"TEST_STOCK","vintage":"2019","files":2,"figures":10,"without_figure":1,"unusable":0,"repeated":0,"changed":0,"unchanged":0,"added_up":4,"one_sex_only":1,"first":"1970","last":"2019","added_to":0,"observations":15}
$ ilms source collection TEST_STOCK --json
{"code":"TEST_STOCK","vintage":"2019","name":"A small stock of migrants","publisher":"Nobody in particular","licence":"CC0","attribution":"Nobody in particular (2019), A small stock of migrants","address":"https://example.org/stock","definition":"Persons born in another country, invented","criterion":"birth","population":"all ages","retrieved":"2024-05-31","imported_at":"2026-01-15T10:00:00Z","who":"tester","file":"women.csv","sha256":"f2cd3ef6c7ef21fb41c85d7609efe3f42c8dcdc45509dd167e5bdf2c552d40ed","observations":15,"tables":[{"indicator":"MNA_TPOP_SEX_CRS_NB","first":"1970","last":"2019","areas":2,"series":10,"observations":15}],"imports":[{"import":4,"at":"2026-01-15T10:00:00Z","who":"tester","shown":true,"files":[{"mapping":true,"name":"stock.map","sha256":"c184edbbaeaa9cf787fd4bf20dfce676aec2e2f18573ab03bb556ca77ec7cb23","bytes":852},{"mapping":false,"name":"men.csv","sha256":"9dab5a2770ebec6f7b5b0c0a054cc6c0293afe21106a57965966877011dbd213","bytes":142},{"mapping":false,"name":"women.csv","sha256":"f2cd3ef6c7ef21fb41c85d7609efe3f42c8dcdc45509dd167e5bdf2c552d40ed","bytes":141}]},{"import":3,"at":"2026-01-15T10:00:00Z","who":"tester","shown":false,"files":[{"mapping":true,"name":"stock.map","sha256":"c184edbbaeaa9cf787fd4bf20dfce676aec2e2f18573ab03bb556ca77ec7cb23","bytes":852},{"mapping":false,"name":"women.csv","sha256":"f2cd3ef6c7ef21fb41c85d7609efe3f42c8dcdc45509dd167e5bdf2c552d40ed","bytes":141}]},{"import":2,"at":"2026-01-15T10:00:00Z","who":"tester","shown":false,"files":[{"mapping":true,"name":"stock.map","sha256":"c184edbbaeaa9cf787fd4bf20dfce676aec2e2f18573ab03bb556ca77ec7cb23","bytes":852},{"mapping":false,"name":"women.csv","sha256":"b9be7d2fdb5e3ce0b501fed8eb9de74a6bd22afa89c1143cb7913210a2f05c24","bytes":141}]},{"import":1,"at":"2026-01-15T10:00:00Z","who":"tester","shown":false,"files":[{"mapping":true,"name":"stock.map","sha256":"c184edbbaeaa9cf787fd4bf20dfce676aec2e2f18573ab03bb556ca77ec7cb23","bytes":852},{"mapping":false,"name":"men.csv","sha256":"9dab5a2770ebec6f7b5b0c0a054cc6c0293afe21106a57965966877011dbd213","bytes":142}]}]}
$ ilms doctor
ilms.db: every invariant holds; 0 releases, 1 collection

# It has left its lines.
$ ilms audit
2026-01-15T10:00:00Z  tester      init      ok  {}
2026-01-15T10:00:00Z  tester      source import  ok  {"map":"$DATA/collections/stock.map","list":["$DATA/collections/men.csv"]}
2026-01-15T10:00:00Z  tester      source import  ok  {"map":"$DATA/collections/stock.map","list":["$DATA/collections/women.csv"]}
2026-01-15T10:00:00Z  tester      source import  ok  {"map":"$DATA/collections/stock.map","list":["women.csv"]}
2026-01-15T10:00:00Z  tester      source import  ok  {"map":"$DATA/collections/stock.map","anew":"yes","list":["$DATA/collections/men.csv","women.csv"]}
