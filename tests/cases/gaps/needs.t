# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# what a country needs to answer more, what fills most first
$ ilms init > /dev/null; ilms submit --quiet $REPO/data/asean/KHM.csv > /dev/null; ilms accept 1 --allow ok > /dev/null; ilms release 2026.1
release 1 "2026.1": 256 observations in 27 series, SHA-256 235450c4d599
$ ilms coverage needs --country KHM
KHM  item         BA:1321    Labour force survey
     nothing shows that the source asks for the country of birth or citizenship
     would fill 110 question tables: MST 1, MST 2, MST 3, MST 4, MST 5, MST 6, MST 7, MST 8, MST 9, MST 10, MST 11
KHM  tabulation   FX:14128   Administrative Records, Department of Employment and Manpower,..
     the source was taken and not tabulated for these questions
     would fill 60 question tables: MNA 16, MNA 17, MNA 19, MNA 20, MNA 21, MNA 22
KHM  register                
     no source has more than a part of these flows or nationals abroad
     would fill 40 question tables: MFL 12, MFL 13, MFL 14, MFL 15
KHM  definition   FX:14128   Administrative Records, Department of Employment and Manpower,..
     who counts as a migrant is not said, or is not what the tables ask
     would make better: MNA 18
KHM  definition   XX:99003   As published on ILOSTAT (national source not stated)
     who counts as a migrant is not said, or is not what the tables ask
     would make better: MNA 16
KHM  timeliness   FX:14128   Administrative Records, Department of Employment and Manpower,..
     the newest figures are more than two years older than the release
     would make better: MNA 18
KHM  timeliness   XX:99003   As published on ILOSTAT (national source not stated)
     the newest figures are more than two years older than the release
     would make better: MNA 16
KHM  periodicity  XX:99003   As published on ILOSTAT (national source not stated)
     figures come less than every second year
     would make better: MNA 16
KHM  metadata     FX:14128   Administrative Records, Department of Employment and Manpower,..
     what it covers, its age limits or its sample are not said
     would make better: MNA 18
KHM  metadata     XX:99003   As published on ILOSTAT (national source not stated)
     what it covers, its age limits or its sample are not said
     would make better: MNA 16
$ ilms coverage needs --country KHM --years 2023 --json
[{"ref_area":"KHM","need":"item","source":"BA:1321","source.label":"Labour force survey","gaps":11,"questions":"1 2 3 4 5 6 7 8 9 10 11","indicators":"MST_XWAP_SEX_AGE_CBR_NB MST_XWAP_SEX_EDU_CBR_NB MST_FORP_SEX_CBR_NB MST_TEMP_SEX_AGE_CBR_NB MST_TEMP_SEX_ECO_CBR_NB MST_TEMP_SEX_OCU_CBR_NB MST_TEMP_SEX_STE_CBR_NB MST_FORE_SEX_CBR_NB MST_TUNE_SEX_AGE_CBR_NB MST_EARA_SEX_CBR_NB MST_EARB_SEX_CBR_NB"},{"ref_area":"KHM","need":"tabulation","source":"FX:14128","source.label":"Administrative Records, Department of Employment and Manpower, Ministry of Labour and Vocational Training","gaps":6,"questions":"16 17 19 20 21 22","indicators":"MNA_TPOP_SEX_CRS_NB MNA_OPOP_SEX_CDS_NB MNA_OEMP_SEX_EDU_NB MNA_OEMP_SEX_ECO_NB MNA_OEMP_SEX_OCU_NB MNA_XRET_SEX_CPR_NB"},{"ref_area":"KHM","need":"register","gaps":4,"questions":"12 13 14 15","indicators":"MFL_FPOP_SEX_CBR_NB MFL_FWAP_SEX_EDU_NB MFL_FEMP_SEX_ECO_NB MFL_FEMP_SEX_OCU_NB"},{"ref_area":"KHM","need":"definition","source":"FX:14128","source.label":"Administrative Records, Department of Employment and Manpower, Ministry of Labour and Vocational Training","gaps":0,"questions":"18","indicators":"MNA_OEMP_SEX_CDS_NB"},{"ref_area":"KHM","need":"definition","source":"XX:99003","source.label":"As published on ILOSTAT (national source not stated)","gaps":0,"questions":"16","indicators":"MNA_TPOP_SEX_CRS_NB"},{"ref_area":"KHM","need":"timeliness","source":"FX:14128","source.label":"Administrative Records, Department of Employment and Manpower, Ministry of Labour and Vocational Training","gaps":0,"questions":"18","indicators":"MNA_OEMP_SEX_CDS_NB"},{"ref_area":"KHM","need":"timeliness","source":"XX:99003","source.label":"As published on ILOSTAT (national source not stated)","gaps":0,"questions":"16","indicators":"MNA_TPOP_SEX_CRS_NB"},{"ref_area":"KHM","need":"periodicity","source":"XX:99003","source.label":"As published on ILOSTAT (national source not stated)","gaps":0,"questions":"16","indicators":"MNA_TPOP_SEX_CRS_NB"},{"ref_area":"KHM","need":"metadata","source":"FX:14128","source.label":"Administrative Records, Department of Employment and Manpower, Ministry of Labour and Vocational Training","gaps":0,"questions":"18","indicators":"MNA_OEMP_SEX_CDS_NB"},{"ref_area":"KHM","need":"metadata","source":"XX:99003","source.label":"As published on ILOSTAT (national source not stated)","gaps":0,"questions":"16","indicators":"MNA_TPOP_SEX_CRS_NB"}]
# the labour force survey asks for citizenship, it turns out
$ ilms source set --country KHM --source BA:1321 --field migrants=3215 > /dev/null
$ ilms coverage needs --country KHM --accepted | head -3
KHM  tabulation   FX:14128   Administrative Records, Department of Employment and Manpower,..
     the source was taken and not tabulated for these questions
     would fill 60 question tables: MNA 16, MNA 17, MNA 19, MNA 20, MNA 21, MNA 22
