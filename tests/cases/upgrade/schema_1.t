# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A base that the first version made: it is brought up to date on request, its release and its
# reference data stay as they were.
$ gunzip -c $DATA/bases/schema-1.db.gz > ilms.db
$ ilms releases 2>&1 | sed "s/needs [0-9]*/needs N/"
ilms: ilms.db: this base has schema 1 and needs N; "ilms upgrade" brings it up to date
$ ilms upgrade
ilms.db: up to date; its reference data differ from those built in, which --reference takes
$ ilms releases
   1  2025.1                    2025-06-01T10:00:00Z  tester      3 observations  825ab47876c0
$ ilms query DF_MNA_TPOP_SEX_CRS_NB/KHM.A..SEX_T.CRS_RES_TOTAL --format ilostat
ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
KHM,XX:99003,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_TOTAL,2010,72.728,
$ ilms findings
submission 1, line 4: error T101: women 60.541 and men 133.269 make 193.810, not the total 72.728; the difference is 121.082 and rounding explains 0.0015  (MNA_TPOP_SEX_CRS_NB KHM SEX_T CRS_RES_TOTAL 2010)  allowed by tester: as published
$ ilms doctor
ilms.db: every invariant holds; 1 release
$ ilms round open 2026 --deadline 2026-11-30
round "2026" is open until 2026-11-30 for the years 2023 to 2025; next: ilms questionnaire write --round 2026 --country ISO3 --output FILE.xlsx
$ ilms questionnaire write --round 2026 --country KHM --output KHM.xlsx
ilms: the reference data of this base do not say which tables are asked; ilms upgrade --reference takes those that do
? 68
$ ilms upgrade --reference
ilms.db: up to date, with new reference data
$ ilms upgrade --reference
ilms.db: up to date
$ ilms questionnaire write --round 2026 --country KHM --output KHM.xlsx
KHM.xlsx: the questionnaire of Cambodia for round 2026, with 3 figures given before
$ ilms release 2026.1 && ilms diff 2025.1 2026.1
release 2 "2026.1": 3 observations in 3 series, SHA-256 bbd3dd711f7d
"2025.1" to "2026.1": 0 added, 0 removed, 0 revised
# of its sources that release says nothing, one made now what is known of them
$ ilms source set --country KHM --source XX:99003 --field institution='the office that published it' > log; ilms release 2026.2 && ilms source published; ilms source published --release 2025.1
release 3 "2026.2": 3 observations in 3 series, SHA-256 bbd3dd711f7d
KHM  XX:99003   As published on ILOSTAT (national source not stated)
  institution        the office that published it
release "2025.1" says nothing of its sources
# what came with later schemas is there
$ ilms statement set --country KHM --subject plans --text 'A census.'; ilms recommendation add 'Count.'; ilms consultation open r --until 2026-03-31 --countries KHM --no-mail | sed 's/, [0-9]* parts,/, N parts,/'
KHM says 9 bytes on plans
  1  R1   to all members: Count.
consultation "r": draft 1 of release 2026.2, N parts, before 1 country until 2026-03-31; 0 mails written
$ ilms consultation say r R1 --country KHM --agree
KHM agrees to recommendation recommendations.made.1
$ ilms doctor
ilms.db: every invariant holds; 3 releases
$ ilms audit | grep upgrade
2026-01-15T10:00:00Z  tester      upgrade   ok  {}
2026-01-15T10:00:00Z  tester      upgrade   ok  {"reference":"yes"}
2026-01-15T10:00:00Z  tester      upgrade   ok  {"reference":"yes"}
$ ilms upgrade --data /no/such/folder
ilms: /no/such/folder: is no folder of reference data (region.csv, codelists, sources, tables)
? 66
