# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is not taken; dates; statements.
$ ilms init > log
$ ilms consultation open r --until 2026-03-31
ilms: ilms.db: nothing has been released yet
? 67
$ ilms submit --quiet $DATA/good.csv > log; ilms accept 1 --unsigned 'a test' > log; ilms release 2026.1 > log
$ ilms consultation open r --until 2026-01-14
ilms: --until 2026-01-14 has passed already
? 64
$ ilms consultation open r --until tomorrow
ilms: --until "tomorrow" is no day; it is to be written as 2026-11-30
? 64
$ ilms consultation open '' --until 2026-03-31
ilms: the name of a consultation is one line of 1 to 60 bytes
? 64
$ ilms consultation open r --until 2026-03-31 --countries MYS,USA
ilms: --countries: "USA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms consultation open r --until 2026-03-31 --language xx
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
$ ilms consultation open r --until 2026-03-31 --release none
ilms: ilms.db: there is no release none
? 67
$ ilms consultation list
there is no consultation
$ ilms consultation open r --until 2026-01-20 --countries MYS --silence-agrees > log; ilms consultation open r --until 2026-03-31
ilms: there is a consultation "r" already
? 68
$ ilms consultation say r 1 --country THA --agree
ilms: THA is not asked in consultation "r"
? 68
$ ilms consultation say r none --country MYS --agree
ilms: consultation "r" has no part "none"
? 67
$ ilms consultation say r 1 --country MYS
ilms: consultation say needs one of --agree, --object TEXT, --comment TEXT and --withdraw
? 64
$ ilms consultation say r 1 --country MYS --agree --object x
ilms: consultation say needs one of --agree, --object TEXT, --comment TEXT and --withdraw
? 64
$ ilms consultation say r 1 --country MYS --object ' '
ilms: --object needs to say why
? 64
$ ilms consultation say none 1 --country MYS --agree
ilms: ilms.db: there is no consultation "none"; ilms consultation list has those there are
? 67
$ ilms consultation record r --format xml
ilms: --format is to be text or csv
? 64
$ ilms report --consultation r --release 2026.1 --output out
ilms: --consultation says the release and the language: those of its last draft
? 64
# on the last day something is taken, after it only when the office has moved it
$ ILMS_NOW=2026-01-20T23:59:59Z ilms consultation say r 1 --country MYS --comment 'Late.'
MYS comments on paragraph summary.lead
$ ILMS_NOW=2026-01-21T00:00:00Z ilms consultation say r 1 --country MYS --agree
ilms: consultation "r" took what countries say until 2026-01-20; ask the office to extend it
? 68
$ ILMS_NOW=2026-01-21T00:00:00Z ilms consultation remind r
ilms: consultation "r" took what countries say until 2026-01-20; ask the office to extend it
? 68
$ ILMS_NOW=2026-01-21T00:00:00Z ilms consultation extend r --until 2026-01-22
consultation "r" is open until 2026-01-22
$ ILMS_NOW=2026-01-21T00:00:00Z ilms consultation say r 1 --country MYS --withdraw
MYS takes back what it said of paragraph summary.lead
# who kept silent agrees in the end, by the rule of this one
$ ILMS_NOW=2026-01-22T10:00:00Z ilms consultation status r | sed 's/[0-9]* parts/N parts/; s/ [0-9]* left/ N left/'
consultation "r" on release 2026.1, draft 1 of 2026-01-15; open until 2026-01-22
0 of N parts validated
MYS  0 agreed, 0 objected, 0 commented, N left of N parts
$ ILMS_NOW=2026-01-22T10:00:00Z ilms consultation close r | sed 's/: \([0-9]*\) of \1 parts/: all parts/'
consultation "r" is closed: all parts validated
$ ilms statement set --country MYS --subject plans
ilms: statement set needs one of --text TEXT, --file FILE and --remove
? 64
$ ilms statement set --country MYS --subject weather --text x
ilms: --subject "weather" is to be collection, practice, obstacles or plans
? 64
$ ilms statement set --country USA --subject plans --text x
ilms: --country "USA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms statement set --country MYS --subject plans --text x --round 2026
ilms: ilms.db: there is no round "2026"; ilms round list has those there are
? 67
$ printf 'A census.\r\n\r\nIn 2029.\n' > plans.txt; ilms statement set --country MYS --subject plans --file plans.txt; ilms statement list
MYS says 19 bytes on plans
MYS  plans (tester, 2026-01-15)
    A census.
\
    In 2029.
$ ilms statement set --country MYS --subject plans --remove; ilms statement list
MYS says nothing on plans
no country has said anything
$ ilms recommendation edit R1 x
ilms: there is no recommendation "R1"; ilms recommendation list has those there are
? 67
$ ilms recommendation add x --to 'my friends'
ilms: --to "my" is to be codes with blanks between, as KHM THA or ILO
? 64
