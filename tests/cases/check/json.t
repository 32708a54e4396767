# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# One object a line for each finding.
$ rows MYX,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,1,, MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,-7,, > bad.csv
$ ilms check --json bad.csv
{"rule":"C101","severity":"error","file":"bad.csv","line":2,"column":1,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYX","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"1","message":"\"MYX\" is no country or area; did you mean MEX?"}
{"rule":"V102","severity":"error","file":"bad.csv","line":3,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"-7","message":"-7 is negative; a number of persons cannot be","proposal":"-7 should probably be 7: the sign turned round","proposals":[{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","from":"-7","to":"7"}],"cause":"the sign turned round","restores":[]}]}
$ ilms check --json bad.csv nowhere.csv
{"rule":"C101","severity":"error","file":"bad.csv","line":2,"column":1,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYX","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"1","message":"\"MYX\" is no country or area; did you mean MEX?"}
{"rule":"V102","severity":"error","file":"bad.csv","line":3,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:544","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"-7","message":"-7 is negative; a number of persons cannot be","proposal":"-7 should probably be 7: the sign turned round","proposals":[{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2020","from":"-7","to":"7"}],"cause":"the sign turned round","restores":[]}]}
{"file":"nowhere.csv","error":"no-file","message":"nowhere.csv: cannot be opened: No such file or directory"}
{"error":"no-file","message":"1 of 2 files could not be read"}
? 66
$ ilms check --json nowhere.csv
{"error":"no-file","message":"nowhere.csv: cannot be opened: No such file or directory"}
? 66
$ rows 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,"SEX ""é"" \ ",CCT_CTZ_TOTAL,2020,1,,' > odd.csv; ilms check --json odd.csv
{"rule":"C112","severity":"error","file":"odd.csv","line":2,"column":4,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"MYS","source":"BA:544","sex":"SEX \"é\" \\","classif1":"CCT_CTZ_TOTAL","time":"2020","value":"1","message":"\"SEX \"é\" \\\" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F"}
