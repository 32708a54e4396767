# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is said where nobody needs to be asked; how services are dealt with is shown by tests/e2e/pull.sh.
$ ilms init --quiet > log; ilms pull list; ilms pull list --json
nothing has been taken from another service yet
$ ilms pull
ilms: ilms pull needs URL: of an SDMX service, as https://sdmx.ilo.org/rest; or of the data itself
? 64
$ ilms pull sdmx.ilo.org/rest DF_MST_NCTE_SEX_CCT_NB
ilms: "sdmx.ilo.org/rest" does not begin with https:// or http://; it is to be the address of a service with a flow, as https://sdmx.ilo.org/rest DF_MST_NCTE_SEX_CCT_NB/MYS.A..., or of data as it is
? 64
$ ilms pull https://sdmx.ilo.org/rest A,B,C,D
ilms: "A,B,C,D" is no flow with a key; it is to be the address of a service with a flow, as https://sdmx.ilo.org/rest DF_MST_NCTE_SEX_CCT_NB/MYS.A..., or of data as it is
? 64
$ ilms pull https://sdmx.ilo.org/rest DF_X/MYS --api v3
ilms: --api is to be v1 (SDMX-REST 1.x) or v2 (2.x), not "v3"
? 64
$ ilms pull https://sdmx.ilo.org/rest/v2 "X/A+B+C+D+E+F+G+H.A+B+C+D+E+F+G+H.A+B+C+D"
ilms: the key comes to more than 200 keys of SDMX-REST 2.x; name fewer codes in it, or none where all will do
? 64
$ ilms pull https://sdmx.ilo.org/rest DF_X --format xls
ilms: --format "xls" is no format that is read, as sdmx-csv
? 71
$ ilms pull https://sdmx.ilo.org/rest DF_X --format table
ilms: --format "table" is no format that is read, as sdmx-csv
? 71
$ ilms pull https://sdmx.ilo.org/rest DF_X --patience forever
ilms: --patience is to be seconds, 3600 at most
? 64
$ ilms pull https://sdmx.ilo.org/rest DF_X --source none
ilms: --source "none" is no source; it is to be a type of the list and a survey, as BA:741
? 64
$ ilms pull https://example.org/file.csv --start 2015
ilms: --start and --end are for SDMX services; the address says itself what it gives
? 64
$ ilms pull https://sdmx.ilo.org/rest DF_X --map none.map
ilms: none.map: cannot be opened: No such file or directory
? 66
# Nothing secret is told or kept.
$ ilms pull "https://sokha:hunter2@sdmx.ilo.org/rest?api_key=hunter2" DF_X
ilms: an address with a user or a password in it is not asked
? 64
$ ilms pull "sokha:hunter2@sdmx.ilo.org/rest?api_key=hunter2" DF_X
ilms: "sdmx.ilo.org/rest?api_key=..." does not begin with https:// or http://; it is to be the address of a service with a flow, as https://sdmx.ilo.org/rest DF_MST_NCTE_SEX_CCT_NB/MYS.A..., or of data as it is
? 64
$ ilms audit | grep -c hunter2
0
? 1
$ ilms audit | cut -c1-150
2026-01-15T10:00:00Z  tester      init      ok  {}
2026-01-15T10:00:00Z  tester      pull      "sdmx.ilo.org/rest" does not begin with https:// or http://; it is to be the address of a service with a f
2026-01-15T10:00:00Z  tester      pull      "A,B,C,D" is no flow with a key; it is to be the address of a service with a flow, as https://sdmx.ilo.org
2026-01-15T10:00:00Z  tester      pull      --api is to be v1 (SDMX-REST 1.x) or v2 (2.x), not "v3"  {"url":"https://sdmx.ilo.org/rest","what":"DF_X/M
2026-01-15T10:00:00Z  tester      pull      the key comes to more than 200 keys of SDMX-REST 2.x; name fewer codes in it, or none where all will do  {
2026-01-15T10:00:00Z  tester      pull      --format "xls" is no format that is read, as sdmx-csv  {"url":"https://sdmx.ilo.org/rest","what":"DF_X","f
2026-01-15T10:00:00Z  tester      pull      --format "table" is no format that is read, as sdmx-csv  {"url":"https://sdmx.ilo.org/rest","what":"DF_X",
2026-01-15T10:00:00Z  tester      pull      --patience is to be seconds, 3600 at most  {"url":"https://sdmx.ilo.org/rest","what":"DF_X","patience":"fo
2026-01-15T10:00:00Z  tester      pull      --source "none" is no source; it is to be a type of the list and a survey, as BA:741  {"url":"https://sdmx
2026-01-15T10:00:00Z  tester      pull      --start and --end are for SDMX services; the address says itself what it gives  {"url":"https://example.or
2026-01-15T10:00:00Z  tester      pull      none.map: cannot be opened: No such file or directory  {"url":"https://sdmx.ilo.org/rest","what":"DF_X","m
2026-01-15T10:00:00Z  tester      pull      an address with a user or a password in it is not asked  {"url":"https://sdmx.ilo.org/rest?api_key=...","w
2026-01-15T10:00:00Z  tester      pull      "sdmx.ilo.org/rest?api_key=..." does not begin with https:// or http://; it is to be the address of a serv
