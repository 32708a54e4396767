# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A draft goes before countries, is spoken of, answered, revised, and closed.
$ ilms init > log; ilms submit --quiet $DATA/good.csv > log; ilms accept 1 --unsigned 'a test' > log; ilms release 2026.1 > log
$ ilms statement set --country MYS --subject collection --text 'A survey each year.'
MYS says 19 bytes on collection
$ ilms recommendation add 'Ask citizenship in every survey.'
  1  R1   to all members: Ask citizenship in every survey.
$ ilms recommendation add 'Share registers.' --to 'MYS THA'
  2  R2   to MYS THA: Share registers.
$ ilms user add nur --role specialist --country MYS --full-name 'Nur A.' --email nur@example.org > log; ilms user role nur --role approver --country MYS > log
$ ilms consultation open 'The 2026 report' --until 2026-03-31 --countries MYS,THA | sed 's/, [0-9]* parts,/, N parts,/'
consultation "The 2026 report": draft 1 of release 2026.1, N parts, before 2 countries until 2026-03-31; 1 mail written
$ sqlite3 ilms.db "SELECT subject, body FROM sys_mail WHERE subject LIKE '%draft%'" | sed 's/look at: [0-9]*/look at: N/'
Please look at the draft report: The 2026 report|Dear Nur A.,
\
a draft of the report on labour migration statistics (The 2026 report, release 2026.1) is ready, and Malaysia is asked what it thinks of it. Please sign in to ILMS and say of each part whether your country agrees, objects or has a comment, by 31 March 2026. Parts to look at: N.
\
What you agree to in one step, what other countries say and what the office answers is all there. Thank you.
\
http://127.0.0.1:8080/desk/consultation/The%202026%20report
\
$ ilms consultation say 'The 2026 report' recommendations.made.1 --country MYS --object 'Not in every survey.'
MYS objects to recommendation recommendations.made.1
$ ilms consultation say 'The 2026 report' R2 --country MYS --comment 'Which registers?'
MYS comments on recommendation recommendations.made.2
$ ilms consultation say 'The 2026 report' R1 --country THA --agree
THA agrees to recommendation recommendations.made.1
$ ilms consultation say 'The 2026 report' R2 --country THA --agree
THA agrees to recommendation recommendations.made.2
$ ilms consultation agree-rest 'The 2026 report' --country MYS | sed 's/to [0-9]* parts/to N parts/'
MYS agrees to N parts more
$ ilms consultation status 'The 2026 report' | sed 's/[0-9]* parts/N parts/; s/ [0-9]* agreed, / N agreed, /; s/ [0-9]* left/ N left/'
consultation "The 2026 report" on release 2026.1, draft 1 of 2026-01-15; open until 2026-03-31
0 of N parts validated
MYS  N agreed, 1 objected, 1 commented, N left of N parts; 2 to be answered
THA  N agreed, 0 objected, 0 commented, N left of N parts
$ ilms consultation answer 'The 2026 report' R2 --country MYS 'Those of work permits.'
answered what MYS said of recommendation recommendations.made.2
$ ilms consultation show 'The 2026 report' R2
recommendations.made.2  recommendation R2, Recommendations
    Share registers.
    To: Malaysia, Thailand
MYS  comment (draft 1, 2026-01-15, tester)
    Which registers?
  answered 2026-01-15
    Those of work permits.
THA  agree (draft 1, 2026-01-15, tester)
$ ilms consultation answer 'The 2026 report' R2 --country THA 'x'
ilms: THA has said nothing of recommendation recommendations.made.2 that could be answered
? 68
# the first is changed, and so asked anew; the second keeps what was said of it
$ ilms recommendation edit R1 'Ask citizenship in one survey a year.'
  1  R1   to all members: Ask citizenship in one survey a year.
$ ilms consultation revise 'The 2026 report' | sed 's/, [0-9]* parts (\([0-9]*\) as before/, N parts (N as before/'
consultation "The 2026 report": draft 2 of release 2026.1, N parts (N as before, 1 changed, 0 new; 0 removed), before 2 countries until 2026-03-31; 1 mail written
$ ilms consultation status 'The 2026 report' --country MYS | grep left:
left: recommendations.made.1  recommendation, changed since it was spoken of
$ ilms consultation agree-rest 'The 2026 report' --country MYS
MYS agrees to 0 parts more
$ ilms consultation say 'The 2026 report' R1 --country MYS --agree
MYS agrees to recommendation recommendations.made.1
$ ilms consultation record 'The 2026 report' | grep -A 8 'recommendations.made.[12]$'
not validated  recommendations.made.1
  MYS  agree
  THA  agree (of what it said before)
  MYS said (object, draft 1)
    Not in every survey.
not validated  recommendations.made.2
  MYS  comment
  THA  agree
  MYS said (comment, draft 1)
    Which registers?
  answered
    Those of work permits.
not validated  annex.lead
  MYS  agree
$ ilms consultation say 'The 2026 report' R1 --country THA --agree; ilms consultation say 'The 2026 report' R2 --country MYS --agree
THA agrees to recommendation recommendations.made.1
MYS agrees to recommendation recommendations.made.2
$ ilms consultation record 'The 2026 report' --format csv | grep recommendations.made.[12]
The 2026 report,recommendations.made.1,R1,recommendation,Recommendations,,2,no,yes,MYS,agree,no,2026-01-15T10:00:00Z,,,
The 2026 report,recommendations.made.1,R1,recommendation,Recommendations,,2,no,yes,THA,agree,no,2026-01-15T10:00:00Z,,,
The 2026 report,recommendations.made.2,R2,recommendation,Recommendations,,1,no,yes,MYS,agree,no,2026-01-15T10:00:00Z,,,
The 2026 report,recommendations.made.2,R2,recommendation,Recommendations,,1,no,yes,THA,agree,no,2026-01-15T10:00:00Z,,,
# a removed part stays in the record
$ ilms recommendation remove 2
recommendation 2 is removed; those after it have other numbers now
$ ilms consultation revise 'The 2026 report' --no-mail | sed 's/, [0-9]* parts (\([0-9]*\) as before/, N parts (N as before/'
consultation "The 2026 report": draft 3 of release 2026.1, N parts (N as before, 0 changed, 0 new; 1 removed), before 2 countries until 2026-03-31; 0 mails written
$ ilms consultation record 'The 2026 report' --json | grep made.2 | sed 's/"sha256":"[0-9a-f]*"/"sha256":"H"/'
{"part":"recommendations.made.2","number":"R2","kind":"recommendation","chapter":"Recommendations","sha256":"H","since_draft":1,"removed":true,"validated":false,"positions":[{"ref_area":"MYS","position":"agree","outdated":true,"at":"2026-01-15T10:00:00Z"},{"ref_area":"THA","position":"agree","outdated":true,"at":"2026-01-15T10:00:00Z"}],"said":[{"ref_area":"MYS","position":"comment","draft":1,"at":"2026-01-15T10:00:00Z","text":"Which registers?","answer":"Those of work permits.","answered_at":"2026-01-15T10:00:00Z"}]}
$ ilms consultation remind 'The 2026 report' | sed 's/[0-9]* parts/N parts/'
THA  nobody can be written to: no active specialist of the country has an address
0 reminders written
$ ilms report --consultation 'The 2026 report' --output open --format html > log; grep -o 'class="state">[^<]*' open/report.html | head -1; grep -c 'The consultation is open until' open/report.html
class="state">Draft for consultation until 31 March 2026
1
$ ilms consultation close 'The 2026 report' | sed 's/: [0-9]* of [0-9]* parts/: N of M parts/'
consultation "The 2026 report" is closed: N of M parts validated
$ ilms report --consultation 'The 2026 report' --output final --format html > log; grep -c 'class="state"' final/report.html; grep -o 'The consultation was closed on [^;]*' final/report.html
0
The consultation was closed on 15 January 2026
# after that nothing changes
$ ilms consultation say 'The 2026 report' R1 --country THA --object 'No.'
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation agree-rest 'The 2026 report' --country THA
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation answer 'The 2026 report' R1 --country MYS 'x'
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation revise 'The 2026 report'
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation extend 'The 2026 report' --until 2026-05-01
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation remind 'The 2026 report'
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation close 'The 2026 report'
ilms: consultation "The 2026 report" was closed on 2026-01-15
? 68
$ ilms consultation list
The 2026 report       opened 2026-01-15, closed 2026-01-15
