# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Reports that are ordered, made without a server, looked at, published and thrown away.
$ ilms init > log
$ ilms report order
ilms: ilms.db: nothing has been released yet
? 67
$ ilms submit --quiet $DATA/good.csv > log; ilms accept 1 --unsigned 'a test' > log; ilms release 2026.1 > log; ilms release 2026.2 --embargo 2026-03-01 > log
$ ilms report orders
no report is ordered
$ ilms report order --format html,html --language en,th --origin https://ilms.example.org
order 1: the report of release "2026.1" in the language en as html
order 2: the report of release "2026.1" in the language th as html
$ ilms report orders
2  2026-01-15  th  html  release "2026.1": waiting
1  2026-01-15  en  html  release "2026.1": waiting
# not what is not public, not in what there is not
$ ilms report order --release 2026.2
ilms: ilms.db: there is no release 2026.2
? 67
$ ilms report order --format xml
ilms: --format "xml" is to be html, pdf or docx, or several with commas between
? 64
$ ilms report order --language en,xx
ilms: --language "xx": there are no words in it; there are: en fil id km lo ms my th vi
? 64
$ ilms report order --origin x
ilms: the origin "x" is to be as https://ilms.example.org
? 64
$ ilms report order --consultation none
ilms: ilms.db: there is no consultation "none"; ilms consultation list has those there are
? 67
$ ilms report publish 2026 --order 1
ilms: order 1 is not made: it is waiting
? 68
$ ilms report make > log; grep -v '^  ' log; sort -u log | grep -c '\.html$'
2  2026-01-15  th  html  release "2026.1": done
1  2026-01-15  en  html  release "2026.1": done
4
$ ilms report orders --json | sed 's/"sha256":"[0-9a-f]*"/"sha256":"..."/g'
{"order":2,"state":"done","release":"2026.1","language":"th","formats":"html","ordered_at":"2026-01-15T10:00:00Z","ordered_by":"tester","began_at":"2026-01-15T10:00:00Z","finished_at":"2026-01-15T10:00:00Z","title":"การย้ายถิ่นของแรงงานระหว่างประเทศในอาเซียน","files":[{"name":"fact-sheet-MYS-th.html","sha256":"..."},{"name":"report-th.html","sha256":"..."}]}
{"order":1,"state":"done","release":"2026.1","language":"en","formats":"html","ordered_at":"2026-01-15T10:00:00Z","ordered_by":"tester","began_at":"2026-01-15T10:00:00Z","finished_at":"2026-01-15T10:00:00Z","title":"International labour migration in ASEAN","files":[{"name":"fact-sheet-MYS.html","sha256":"..."},{"name":"report.html","sha256":"..."}]}
$ ilms report preview 1 report.html --output here.html | sed 's/: [0-9]* bytes/: N bytes/'; grep -o 'ilms.example.org' here.html | sort -u
here.html: N bytes
ilms.example.org
$ ilms report preview 1 ../report.html
ilms: ilms.db: order 1 of a report has no file ../report.html; it has fact-sheet-MYS.html, report.html
? 67
$ ilms report preview 9 report.html
ilms: ilms.db: there is no order 9 of a report
? 67
$ ilms report publish 2026 --order 1 here.html
ilms: --order says which files; no others are given beside it
? 64
$ ilms report publish 2026 --order x
ilms: "x" is no number of an order; see ilms report orders
? 64
$ ilms report publish 2026
ilms: there is no file to publish
? 64
$ ilms report publish 2026 --order 1
report "2026" (en): 2 files published, of release "2026.1"
$ ilms report publish 2026 --order 2
report "2026" (th): 2 files published, of release "2026.1"
$ ilms report publish 2026 --order 2
ilms: ilms.db: there is no order 2 of a report
? 67
$ ilms report list | sed 's/ *[0-9]* bytes/ N bytes/'
2026  en  2026-01-15  International labour migration in ASEAN (release "2026.1")
  fact-sheet-MYS.html N bytes
  report.html N bytes
2026  th  2026-01-15  การย้ายถิ่นของแรงงานระหว่างประเทศในอาเซียน (release "2026.1")
  fact-sheet-MYS-th.html N bytes
  report-th.html N bytes
$ ilms report orders
no report is ordered
# of a consultation that is open the report is a draft, and says so
$ ilms consultation open c --until 2026-03-31 --countries MYS --language th > log
$ ilms report order --consultation c --language en
ilms: --consultation says the release and the language: those of its last draft
? 64
$ ilms report order --consultation c --format html
order 3: the report of release "2026.1" in the language th as html
$ ilms report make > log; head -n 1 log
3  2026-01-15  th  html  release "2026.1", consultation "c": done
$ ilms report publish draft --order 3
ilms: the report says of itself "ร่างเพื่อรับฟังความเ..."; --draft publishes it all the same
? 68
$ ilms report publish draft --order 3 --draft
report "draft" (th): 2 files published, of release "2026.1"
# what cannot be made says why
$ mkdir bin; printf '#!/bin/sh\necho "no font" >&2; exit 1\n' > bin/weasyprint; chmod +x bin/weasyprint; ilms report order --format pdf
order 4: the report of release "2026.1" in the language en as pdf
$ PATH=$PWD/bin:$PATH ilms report make
4  2026-01-15  en  pdf  release "2026.1": failed: weasyprint, which makes the PDF, failed: no font
$ ilms report discard 4
order 4 is thrown away
$ ilms report discard 4
ilms: ilms.db: there is no order 4 of a report
? 67
$ ilms audit | grep -c ' report '
24
$ ilms doctor
ilms.db: every invariant holds; 2 releases
