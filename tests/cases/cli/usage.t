# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Wrong words on the command line.
$ ilms nonsense
ilms: there is no command "nonsense"; see ilms help
? 64
$ ilms --nonsense
ilms: there is no option --nonsense; see ilms help
? 64
$ ilms submit --nonsense x
ilms: ilms submit has no option --nonsense; see ilms help submit
? 64
$ ilms submissions extra
ilms: ilms submissions does not know what to do with "extra"; see ilms help submissions
? 64
$ ilms query --release
ilms: --release needs a value
? 64
$ ilms query --release=
ilms: --release is given an empty value
? 64
$ ilms query --available=yes
ilms: --available takes no value
? 64
$ ilms --base
ilms: --base needs a value
? 64
$ ilms --json nonsense
{"error":"usage","message":"there is no command \"nonsense\"; see ilms help"}
? 64
$ ilms nonsense --json; ilms --nonsense --json; ilms query --json --release; ilms accept one two --json; ilms check -- --json
{"error":"usage","message":"there is no command \"nonsense\"; see ilms help"}
{"error":"usage","message":"there is no option --nonsense; see ilms help"}
{"error":"usage","message":"--release needs a value"}
{"error":"usage","message":"ilms accept does not know what to do with \"two\"; see ilms help accept"}
ilms: --json: cannot be opened: No such file or directory
? 66
$ ilms accept one two
ilms: ilms accept does not know what to do with "two"; see ilms help accept
? 64
$ ilms check
ilms: ilms check needs FILE: as for submit; no base is needed
? 64
$ ilms rules --json | head -1; ilms rules | head -2; ilms tables | head -2; ilms tables --json | head -1
{"rule":"F101","severity":"warning","title":"Unknown column","text":"The header names a column that the format does not have; it is not read.","needs":"a header line"}
F101  warning  Unknown column
      The header names a column that the format does not have; it is not read.
MST_EARA_SEX_CBR_NB        current  Mean nominal monthly earnings of employees by sex and place of birth
MST_EARA_SEX_CCT_NB        current  Mean nominal monthly earnings of employees by sex and citizenship
{"indicator":"MST_EARA_SEX_CBR_NB","module":"MST","generation":"current","title":"Mean nominal monthly earnings of employees by sex and place of birth","unit":"LC","unit_mult":0,"definition":"Arithmetic mean of the nominal monthly pay of employees aged 15 and over, in local currency at current prices. Results are given for the native-born and the foreign-born; what counts is the place of birth, inside or outside the reporting country."}
$ ilms rules > /dev/full
ilms: the output cannot be written: No space left on device
? 74
$ ilms serve --listen nowhere; ilms serve --threads many
ilms: ilms.db: there is no such file; a base is a file made by "ilms init"
ilms: --threads is to be a number from 0 to 64
? 64
