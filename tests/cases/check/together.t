# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Files given together are checked together: each finding stands in the file that has the cell.
$ head=$(head -1 $REPO/data/rules/M101.csv); (echo "$head"; grep ^MMR $REPO/data/rules/M101.csv) > mmr.csv; (echo "$head"; grep ^THA $REPO/data/rules/M101.csv) > tha.csv
$ ilms check mmr.csv tha.csv
mmr.csv:2:7: warning T104: parts of CRS_RES are given without the total CRS_RES_TOTAL  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
mmr.csv:2:7: info M101: 1500.0 here; THA reports 600.0 for the same persons in MST_NCTP_SEX_CCT_NB, which differs by a factor of 2.5  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
mmr.csv: ilostat, 1 cell read: 0 errors, 1 warning, 1 remark
tha.csv:2:7: warning T104: parts of CCT_CTZ are given without the total CCT_CTZ_TOTAL  (MST_NCTP_SEX_CCT_NB THA SEX_T CCT_CTZ_MMR 2020)
tha.csv: ilostat, 1 cell read: 0 errors, 1 warning, 0 remarks
$ ilms check mmr.csv none.csv tha.csv | grep -c M101
ilms: 1 of 3 files could not be read
1
# of several tables of the partner the one that comes nearest is compared: all aged 15 and over, not the employed
$ sed 's/600.0/1400.0/' tha.csv > all.csv; sed 's/NCTP/NCTE/' tha.csv > employed.csv; ilms check mmr.csv all.csv employed.csv | grep -c M101; ilms check mmr.csv employed.csv | grep M101
0
mmr.csv:2:7: info M101: 1500.0 here; THA reports 600.0 for the same persons in MST_NCTE_SEX_CCT_NB, which differs by a factor of 2.5  (MNA_TPOP_SEX_CRS_NB MMR SEX_T CRS_RES_THA 2020)
# by birth as well
$ sed 's/NCTP_SEX_CCT/FORE_SEX_CBR/;s/CCT_CTZ/CBR_BRT/' tha.csv > born.csv; ilms check mmr.csv born.csv | grep -c M101
1
$ ilms check tha.csv mmr.csv --json | grep '"rule":"M101"'
{"rule":"M101","severity":"info","file":"mmr.csv","line":2,"column":7,"indicator":"MNA_TPOP_SEX_CRS_NB","ref_area":"MMR","source":"AA:1421","sex":"SEX_T","classif1":"CRS_RES_THA","time":"2020","value":"1500.0","message":"1500.0 here; THA reports 600.0 for the same persons in MST_NCTP_SEX_CCT_NB, which differs by a factor of 2.5"}
$ (head -1 $REPO/data/rules/X101.csv; grep AGE $REPO/data/rules/X101.csv) > age.csv; (head -1 $REPO/data/rules/X101.csv; grep -v AGE $REPO/data/rules/X101.csv | tail -n +2) > rest.csv; ilms check rest.csv age.csv
rest.csv:4:8: warning X101: 120.0 here, but 100.0 in MST_TEMP_SEX_AGE_CCT_NB, which counts the same; the difference is 20.0 and rounding explains 0.10  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2020)
rest.csv: ilostat, 3 cells read: 0 errors, 1 warning, 0 remarks
age.csv: ilostat, 2 cells read: 0 errors, 0 warnings, 0 remarks
# a year in another file, and the same table twice
$ (head -1 $REPO/data/rules/H105.csv; grep ',201[0-8],' $REPO/data/rules/H105.csv) > old.csv; (head -1 $REPO/data/rules/H105.csv; grep -v ',201[0-8],' $REPO/data/rules/H105.csv | tail -n +2) > new.csv; ilms check new.csv old.csv
new.csv:2:7: warning H105: from 101.0 in 2018 it rises to 301.0 in 2019, by a factor of 3.0, and stays there; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
new.csv: ilostat, 3 cells read: 0 errors, 1 warning, 0 remarks
old.csv: ilostat, 7 cells read: 0 errors, 0 warnings, 0 remarks
$ cp old.csv twice.csv; ilms check twice.csv old.csv
twice.csv: ilostat, 7 cells read: 0 errors, 0 warnings, 0 remarks
old.csv: ilostat, 7 cells read: 0 errors, 0 warnings, 0 remarks
# what was accepted stands beside a submission
$ ilms init > log; ilms submit --quiet old.csv; ilms accept 1 --quiet; ilms submit new.csv
old.csv: submission 1, ilostat: 7 cells in 7 question tables, 0 errors, 0 warnings
submission 1 is accepted: 7 figures in 7 question tables
new.csv:2:7: warning H105: from 101.0 in 2018 it rises to 301.0 in 2019, by a factor of 3.0, and stays there; this series lets expect a factor of at most 1.6  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2019)
new.csv: submission 2, ilostat: 3 cells in 3 question tables, 0 errors, 1 warning
$ sed 's/101.0/111.0/;s/96.0/96.4/' old.csv > revised.csv; ilms submit revised.csv
revised.csv:8:7: info H109: 1 of 1 accepted figures of the table are revised by five per cent or more, most of all this one: it was 101.0 and is 111.0  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2018)
revised.csv: submission 3, ilostat: 7 cells in 7 question tables, 0 errors, 0 warnings
# and a year before what was accepted
$ (head -1 $REPO/data/rules/H105.csv; grep ',2012,' $REPO/data/rules/H105.csv | sed 's/90.0/9000.0/;s/2012/2011/') > before.csv; ilms submit before.csv
before.csv:2:7: warning H104: from 9000.0 in 2011 it falls to 90.0 in 2012, by a factor of 100, and stays there; this series lets expect a factor of at most 1.5  (MNA_OEMP_SEX_CDS_NB THA SEX_T CDS_DES_TOTAL 2011)
before.csv: submission 4, ilostat: 1 cell in 1 question table, 0 errors, 1 warning
