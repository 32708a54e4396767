# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# a round asks first what is cheapest to fill, and the questionnaire names the source that could
$ ilms init > /dev/null; ilms submit --quiet $REPO/data/asean/THA.csv > /dev/null; ilms accept 1 --allow ok > /dev/null
$ ilms source set --country THA --source AA:1700 --field years=2025 > /dev/null
$ ilms round open 2026 --deadline 2026-03-31 --years 2024-2025 > /dev/null
$ ilms round status 2026 --country THA --json | tr '{' '\n' | sed -n 's/.*"indicator":"\([^"]*\)".*"rank":\([0-9]*\),"why":"\([a-z]*\)".*/\2 \3 \1/p' | sort -n
1 missing MST_NCTP_SEX_CCT_NB
2 missing MST_TEMP_SEX_AGE_CCT_NB
3 missing MST_TEMP_SEX_ECO_CCT_NB
4 missing MST_TEMP_SEX_OCU_CCT_NB
5 missing MFL_NCIT_SEX_CCT_NB
6 missing MFL_NWAP_SEX_EDU_NB
7 missing MFL_NEMP_SEX_ECO_NB
8 missing MNA_OPOP_SEX_CDS_NB
9 missing MNA_OEMP_SEX_EDU_NB
10 missing MNA_OEMP_SEX_ECO_NB
11 missing MNA_OEMP_SEX_OCU_NB
12 missing MNA_XRET_SEX_CPR_NB
13 missing MST_XWAP_SEX_AGE_CCT_NB
14 missing MST_XWAP_SEX_EDU_CCT_NB
15 missing MST_TEMP_SEX_STE_CCT_NB
16 missing MST_TUNE_SEX_AGE_CCT_NB
17 missing MST_EARA_SEX_CCT_NB
18 missing MST_EARB_SEX_CCT_NB
19 partial MFL_NEMP_SEX_OCU_NB
20 partial MNA_TPOP_SEX_CRS_NB
21 partial MST_NCTE_SEX_CCT_NB
22 partial MNA_OEMP_SEX_CDS_NB
$ ilms questionnaire write --round 2026 --country THA --output THA.xlsx
THA.xlsx: the questionnaire of Thailand for round 2026, with 527 figures given before
$ unzip -p THA.xlsx xl/sharedStrings.xml | grep -ao 'Where it could come from: [^<]*' | sort | uniq -c | sort -rn | sed 's/^ *//'
5 Where it could come from: Population Census (AA:1700) of 2025 could fill this table.
5 Where it could come from: Administrative records of the Department of Employment, Ministry of Labour (FB:6664) has sent other tables for 2024; this one could be tabulated from it.
4 Where it could come from: Administrative records of the Office of Overseas Employment Administration, Department of Employment (FB:6668) has sent other tables for 2024; this one could be tabulated from it.
2 Where it could come from: As published on ILOSTAT (national source not stated) (XX:99009) has sent a part of this table for 2024; the rest may be in the same files.
1 Where it could come from: Labour Force Survey and Migration Survey (BA:6649) could fill this table, if it covers 2024, 2025.
1 Where it could come from: Administrative records of the Office of Overseas Employment Administration, Department of Employment (FB:6668) could fill this table, if it covers 2025.
$ ilms questionnaire write --round 2026 --country THA --language vi --output THA-vi.xlsx > /dev/null; unzip -p THA-vi.xlsx xl/sharedStrings.xml | grep -ao 'Có thể lấy[^<]*' | sort | head -2
Có thể lấy số liệu từ đâu: Administrative records of the Department of Employment, Ministry of Labour (FB:6664) đã gửi các bảng khác cho 2024; bảng này có thể được lập từ cùng nguồn đó.
Có thể lấy số liệu từ đâu: Administrative records of the Department of Employment, Ministry of Labour (FB:6664) đã gửi các bảng khác cho 2024; bảng này có thể được lập từ cùng nguồn đó.
