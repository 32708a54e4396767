# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The briefing: of no meeting, of the next one, of one that is over.
$ ilms init > log; ilms meeting briefing --output none.html; grep -c 'Nothing has been released yet' none.html
none.html: the briefing, as of 2026-01-15
1
$ ilms submit --quiet $DATA/good.csv > log; ilms accept 1 > log; ilms round open 2026 --deadline 2026-11-30 --years 2020-2021 --countries MYS,THA > log; ilms release first > log
$ ilms meeting briefing --output now.html; grep -o '<h[123][^>]*>[^<]*\(<span class="no">[^<]*</span>[^<]*\)*' now.html | sed 's/<[^>]*>/ /g'
now.html: the briefing, as of 2026-01-15
 Progress briefing
 Contents
 At a glance
  1  Where the rounds stand
  2  What was collected
  3  What is missing, and what it would take
  4  Questions for group work
$ ilms meeting add 2025 --title 'First meeting' --from 2025-06-03 > log; ilms meeting conclude 2025 'Tabulate the census.' --kind action --country THA --due 2025-12-31 > log; ilms meeting add 2026 --title 'Second meeting' --from 2026-07-01 --place Bangkok > log; ilms meeting participant add 2026 --role donor --organisation 'A <donor>' --person 'Nobody Else' > log
$ ilms meeting briefing --output next.html; grep -c 'Tabulate the census' next.html; grep -c 'A &lt;donor&gt;' next.html; grep -c 'Nobody' next.html
next.html: the briefing of meeting 2026, as of 2026-01-15
1
1
0
? 1
$ ilms meeting briefing 2025 --output past.html; grep -c 'Nothing has been released yet' past.html
past.html: the briefing of meeting 2025, as of 2025-06-03
1
$ ilms meeting briefing --language th --output th.html; grep -c '<html lang="th"' th.html
th.html: the briefing of meeting 2026, as of 2026-01-15
1
$ ilms meeting briefing --output now.html
ilms: now.html: there is a file of that name already
? 68
$ ilms meeting briefing --output now.txt
ilms: --output "now.txt" is to end in .pdf, .html or .docx
? 64
$ ilms meeting briefing 2030 --output x.html
ilms: ilms.db: there is no meeting "2030"; ilms meeting list has those there are
? 67
$ ilms meeting briefing --language xx --output x.html
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
