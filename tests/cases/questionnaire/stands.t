# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Who counts its own citizens among non-citizens is asked once.
$ ilms init > log; ilms round open 2016 --deadline 2026-11-30 --years 2013-2015 > log; ilms questionnaire write --round 2016 --country THA --output THA.xlsx > log
$ fill THA.xlsx sent.xlsx 'MST 8!C15=100' 'MST 8!B16=Thailand' 'MST 8!C16=5' && ilms submit sent.xlsx | grep C115
sent.xlsx:MST 8!C16: warning C115: CCT_CTZ_THA is the reporting country itself; who counts its own citizens or natives among migrants says why  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_THA 2015)
$ ilms questionnaire annotate 1 --output back.xlsx > log; fill back.xlsx again.xlsx 'Findings!J6=confirmed' 'Findings!K6=children born here'; ilms submit again.xlsx | grep C115
again.xlsx:MST 8!C16: warning C115: CCT_CTZ_THA is the reporting country itself; who counts its own citizens or natives among migrants says why  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_THA 2015)  confirmed: children born here
# in another file, for another year and another figure
$ sed 's/2020/2021/' $REPO/data/rules/C115.csv > later.csv; ilms submit later.csv | grep C115
later.csv:3:7: warning C115: CCT_CTZ_THA is the reporting country itself; who counts its own citizens or natives among migrants says why  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_THA 2021)  confirmed: children born here
$ sed 's/THA,BA/MYS,BA/;s/CTZ_THA/CTZ_MYS/' $REPO/data/rules/C115.csv > other.csv; ilms submit other.csv | grep C115
other.csv:3:7: warning C115: CCT_CTZ_MYS is the reporting country itself; who counts its own citizens or natives among migrants says why  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_MYS 2020)
