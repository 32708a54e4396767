# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Before anything is released.
$ ilms init > log; ilms query
ilms: ilms.db: nothing has been released yet
? 67
$ ilms query DF_MST_NCTE_SEX_CCT_NB; ilms query --available
ilms: ilms.db: nothing has been released yet
ilms: ilms.db: nothing has been released yet
? 67
$ ask_server -o page.html -w '%{http_code}\n' / ; grep -c '<h1' page.html
200
1
$ ask_server -w '%{http_code}\n' -o page.html /rest/data/DF_MST_NCTE_SEX_CCT_NB -w '%{http_code}\n' -o page.html /rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB
404
204
