# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A region of its own brings its lines, which come to the reference data built in.
$ cp -r $REPO/doc/guide/region mine; ilms init --region mine
ilms.db: a new base with 73 tables, 244 areas, 1886 codes and 242 surveys
$ ilms --base env.db init --json; ILMS_REGION=mine ilms --base region.db init --json
{"base":"env.db","areas":240,"codes":1856,"indicators":73,"surveys":235}
{"base":"region.db","areas":244,"codes":1886,"indicators":73,"surveys":242}
$ ilms round open 2027 --deadline 2027-06-30 --tables MNA_TPOP_SEX_CRS_NB > log; ilms questionnaire write --round 2027 --country XBR --output XBR.xlsx
XBR.xlsx: the questionnaire of Brynland for round 2027, with 0 figures given before
# a group that is built in needs no more than its name
$ mkdir gulf; sed 's/^region,.*/region,GCC/; s/^region_name,.*/region_name,Gulf Cooperation Council/' mine/region.csv > gulf/region.csv; ilms --base gulf.db init --region gulf; ilms --base gulf.db round open 1 --deadline 2027-06-30 > log; ilms --base gulf.db round status 1 | tail -n 1
gulf.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
6 countries: 6 not started
# what needs no base needs the folder
$ ilms check mine/figures/XBR.csv | tail -n 1; ilms check --region mine mine/figures/XBR.csv; ILMS_REGION=mine ilms sources XDU; ilms check --region mine XBR.xlsx
mine/figures/XBR.csv: ilostat, 48 cells read: 72 errors, 2 warnings, 0 remarks
mine/figures/XBR.csv: ilostat, 48 cells read: 0 errors, 0 warnings, 0 remarks
XDU  AA:90007   Population census  (Population census)
ilms: XBR.xlsx: the workbook holds no figures
? 65
$ ilms convert --region mine mine/figures/XBR.csv - --format sdmx-csv | head -n 2
mine/figures/XBR.csv: ilostat, 48 cells read: 0 errors, 0 warnings, 0 remarks
DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CDS,CRS,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS
FREC:DF_MNA_OEMP_SEX_CDS_NB(1.0.0),XBR,A,MNA_OEMP_NB,SEX_T,CDS_DES_TOTAL,,2024,18.800,,PS,3,FB:90003,,,,3
# a newer program, and the same lines
$ ilms upgrade; ilms upgrade --region mine; ilms upgrade --reference
ilms.db: up to date; it is of another region than the reference data built in, which --region DIR takes with the region's own
ilms.db: up to date
ilms: the base is of the region FREC and these reference data are of ASEAN; --region DIR takes them with what is the region's own
? 68
$ echo '90009,XDU,BA,Labour force survey,,' >> mine/sources/surveys.csv; ilms upgrade --region mine; ILMS_REGION=mine ilms upgrade --reference
ilms.db: up to date, with new reference data
ilms.db: up to date
# its lines are told by where they stand in its own file
$ echo 'FREC,XEL' >> mine/codelists/group_members.csv; ilms --base x.db init --region mine
ilms: mine/codelists/group_members.csv:6: "XEL" is not in data/codelists/areas.csv
? 78
$ sed -i '$d' mine/codelists/group_members.csv; printf 'code,iso2,m49,name\r\nABW,,,Aruba\r\n' > mine/codelists/areas.csv; ilms --base x.db init --region mine
ilms: mine/codelists/areas.csv:2: "ABW" is given twice
? 78
$ printf 'code,name\nXAL,Aldermark\n' > mine/codelists/areas.csv; ilms --base x.db init --region mine
ilms: mine/codelists/areas.csv:1: the header is to be "code,iso2,m49,name"
? 78
$ cp $REPO/doc/guide/region/codelists/areas.csv mine/codelists/; sed -i 's/^first_year.*/first_year,then/' mine/region.csv; ilms --base x.db init --region mine
ilms: mine/region.csv:7: "then" is to be a whole number
? 78
$ mkdir -p mine/names; printf 'kind,code,name\nregion,name,Statistiques\nregion,nothing,x\n' > mine/names/fr.csv; cp $REPO/doc/guide/region/region.csv mine/; ilms --base x.db init --region mine
ilms: mine/names/fr.csv:3: there is no region "nothing"
? 78
$ rm mine/region.csv; ilms --base x.db init --region mine
ilms: mine/region.csv: the file is missing; it says what the region is called
? 78
$ ilms --base x.db init --region nowhere
ilms: nowhere: is no folder of reference data (region.csv, codelists, sources, tables)
? 66
$ ilms --base x.db init --region mine --data mine
ilms: --data is all of the reference data and --region what comes to those built in; only one of them can be
? 64
$ ls *.db
env.db
gulf.db
ilms.db
region.db
