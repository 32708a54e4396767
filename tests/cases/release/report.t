# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A report of a release is published, listed, given back and withdrawn.
$ ilms init > log; ilms submit --quiet $DATA/good.csv > log; ilms accept 1 > log; ilms release 2026.1 > log
$ ilms report list
no report is published
$ printf '%%PDF-1.7\nreport' > report.pdf; printf '%%PDF-1.7\nMYS' > fact-sheet-MYS.pdf
# without a list of what was made one says what it is
$ ilms report publish 2026 report.pdf fact-sheet-MYS.pdf
ilms: without a report.json say of which release it is, in which language and under which title: --release, --language, --title
? 64
$ ilms report publish 2026 report.pdf fact-sheet-MYS.pdf --release 2026.1 --language en --title 'Labour migration'
report "2026" (en): 2 files published, of release "2026.1"
$ ilms report publish 2026 report.pdf --release 1 --language th --title 'in Thai' --json
{"published":"2026","language":"th","title":"in Thai","release":"2026.1","files":1}
$ ilms report list
2026  en  2026-01-15  Labour migration (release "2026.1")
  fact-sheet-MYS.pdf              12 bytes
  report.pdf                      15 bytes
2026  th  2026-01-15  in Thai (release "2026.1")
  report-th.pdf                   15 bytes
$ ilms report list --json
{"name":"2026","language":"en","title":"Labour migration","release":"2026.1","published_at":"2026-01-15T10:00:00Z","since":"2026-01-15T10:00:00Z","files":[{"name":"fact-sheet-MYS.pdf","bytes":12,"sha256":"f50f368263ae9758e988e9900639b5712b90954bbd7ee1698811bd03cdeabe73"},{"name":"report.pdf","bytes":15,"sha256":"440ded776ccbe5626c9394105727c51dd64b5de794a4aa369dc9b736e6629903"}]}
{"name":"2026","language":"th","title":"in Thai","release":"2026.1","published_at":"2026-01-15T10:00:00Z","since":"2026-01-15T10:00:00Z","files":[{"name":"report-th.pdf","bytes":15,"sha256":"440ded776ccbe5626c9394105727c51dd64b5de794a4aa369dc9b736e6629903"}]}
# what was published stays
$ ilms report publish 2026 report.pdf --release 1 --language th --title 'in Thai'
ilms: ilms.db: there is a report 2026 in the language th already; what was published is never changed, choose another name
? 68
# no file but those that a report has, and each once
$ cp report.pdf summary.pdf; ilms report publish x summary.pdf --release 1 --language en --title T
ilms: summary.pdf: files of a report are called report, briefing or fact-sheet-ISO3, and .html, .pdf or .docx
? 64
$ cp report.pdf fact-sheet-XXX.pdf; ilms report publish x fact-sheet-XXX.pdf --release 1 --language en --title T
ilms: fact-sheet-XXX.pdf: "XXX" is no country or area
? 64
$ cp report.pdf report.html; ilms report publish x report.html --release 1 --language en --title T
ilms: report.html: the file is no html
? 65
$ cp report.pdf report-th.pdf; ilms report publish x report.pdf report-th.pdf --release 1 --language th --title T
ilms: report.pdf and report-th.pdf would be the same file of the report
? 64
$ ilms report publish x report-th.pdf --release 1 --language en --title T
ilms: report-th.pdf: the file is in another language than the report, which is in "en"
? 64
$ ilms report publish x nothing.pdf --release 1 --language en --title T
ilms: nothing.pdf: files of a report are called report, briefing or fact-sheet-ISO3, and .html, .pdf or .docx
? 64
$ ilms report publish x . --release 1
ilms: ./report.json: cannot be opened: No such file or directory
? 66
$ ilms report publish x report.pdf --release 9 --language en --title T
ilms: ilms.db: there is no release 9
? 67
# a file comes back as it was, and over no other
$ ilms report get 2026 report-th.pdf --output back.pdf && cmp back.pdf report.pdf
back.pdf: 15 bytes
$ ilms report get 2026 report.pdf
ilms: report.pdf: there is a file of that name already
? 68
$ ilms report get 2026 fact-sheet-THA.pdf
ilms: ilms.db: there is no such file of a report 2026
? 67
$ ilms report get 2026 ../report.pdf
ilms: "../report.pdf" is no name of a file of a report; it is to be as report.pdf or fact-sheet-THA.pdf
? 64
# withdrawn with a reason, once
$ ilms report withdraw 2026
ilms: ilms report withdraw needs TEXT: why; readers are told
? 64
$ ilms report withdraw 2026 --reason 'a table was wrong'
report "2026" is withdrawn; readers are told why
$ ilms report withdraw 2026 --reason again
ilms: ilms.db: the report 2026 is withdrawn already
? 68
$ ilms report list
2026  en  2026-01-15  Labour migration (release "2026.1"); withdrawn: a table was wrong
  fact-sheet-MYS.pdf              12 bytes
  report.pdf                      15 bytes
2026  th  2026-01-15  in Thai (release "2026.1"); withdrawn: a table was wrong
  report-th.pdf                   15 bytes
$ ilms report get 2026 report.pdf --output gone.pdf
ilms: ilms.db: there is no such file of a report 2026
? 67
