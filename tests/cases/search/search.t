# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# things found by words in any language, and what was forgiven
$ ilms search malaysia
ilms: ilms.db: there is no such file; a base is a file made by "ilms init"
? 66
$ ilms init > /dev/null; ilms search malaysia
ilms: ilms.db: nothing has been released yet
? 67
$ ilms submit --quiet $REPO/data/asean/THA.csv > /dev/null; ilms accept 1 --allow ok > /dev/null; ilms release 2026.1 > /dev/null
$ ilms search --limit 3 thailand
country     THA                       Thailand
table       MFL_NEMP_SEX_OCU_NB       Inflow of employed non-citizens by sex and occupation, Thailand
table       MNA_OEMP_SEX_CDS_NB       Outflow of nationals for employment by sex and country of destination, Thailand
and 29 more
$ ilms search --limit 3 employed thailand
table       MFL_NEMP_SEX_OCU_NB       Inflow of employed non-citizens by sex and occupation, Thailand
table       MST_NCTE_SEX_CCT_NB       Employed non-citizens by sex and country of citizenship, Thailand
$ ilms search --limit 2 --language vi มพูชา
country     KHM                       Campuchia (no figures)
$ ilms search --limit 2 --json --language km Thailnad
[{"kind":"country","code":"THA","name":"ថៃ","address":"/km/country/THA","found_as":"Thailand"},{"kind":"source","code":"EB:7772","name":"Moving Toward Universal Health Coverage Thailand (2007)","address":"/km/country/THA"}]
$ ilms search --limit 1 malaysia qqqqqqqq
ilms: nothing is called "qqqqqqqq"
ilms: nothing has all of these words: shown is what has most of them
country     MYS                       Malaysia (no figures)
and 47 more
$ ilms search --limit 1 SEX_F
code        SEX_F                     Female
and 1 more
$ ilms search qqqqqqqq; ilms search " "
ilms: nothing is called "qqqqqqqq"
$ ilms search --limit 0 x
ilms: --limit "0" is to be a whole number above 0
? 64
$ ilms search --language xx x
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
$ ilms search
ilms: ilms search needs WORD...: words in any language, or codes; a letter may be wrong
? 64
$ ilms search --limit 1 a b c d e f g h i j k l m n > /dev/null
ilms: only the first 12 words were looked for
