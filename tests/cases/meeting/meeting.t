# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A meeting with its agenda, those who take part and its documents.
$ ilms init > log; ilms meeting list; ilms meeting show 2026
there is no meeting yet; ilms meeting add NAME --title TEXT --from DATE --to DATE
ilms: ilms.db: there is no meeting "2026"; ilms meeting list has those there are
? 67
$ ilms meeting add 2025 --title 'First meeting' --from 2025-06-03; ilms meeting add 2026 --title 'Second meeting' --place Bangkok --from 2026-07-01 --to 2026-07-02
2025        2025-06-03 to 2025-06-03  First meeting
2026        2026-07-01 to 2026-07-02  Second meeting; Bangkok; after meeting "2025"
$ ilms meeting list --json
{"meeting":"2025","title":"First meeting","first_day":"2025-06-03","last_day":"2025-06-03"}
{"meeting":"2026","title":"Second meeting","place":"Bangkok","first_day":"2026-07-01","last_day":"2026-07-02","after":"2025"}
$ ilms meeting session 2026 1 --title Opening --kind opening --begins 09:00 --ends 09:30 --office ILO; ilms meeting session 2026 2 --title 'What is missing' --kind group_work --day 2026-07-02 --country THA
  1  2026-07-01  09:00-09:30  opening       Opening (ILO)
  2  2026-07-02               group work    What is missing (THA)
$ ilms meeting session 2026 1 --ends 10:00; ilms meeting session 2026 3 --title x; ilms meeting session 2026 3 --remove
  1  2026-07-01  09:00-10:00  opening       Opening (ILO)
  3  2026-07-01               plenary       x
session 3 is off the agenda
$ ilms meeting participant add 2026 --role specialist --country THA --organisation 'Ministry of Labour' --person 'Somebody'; ilms meeting participant add 2026 --role donor --organisation 'A donor' --persons 2
  1  specialist   THA    1  Ministry of Labour: Somebody
  2  donor               2  A donor
$ echo 'what is put before the meeting' > paper.txt; ilms meeting document add 2026 paper.txt --title 'A paper' --session 2; ilms meeting document list 2026 --json; ilms meeting document get 2026 1 --output back.txt; cat back.txt
  1  paper         A paper (paper.txt, 31 bytes) session 2
{"meeting":"2026","document":1,"kind":"paper","title":"A paper","session":2,"file":"paper.txt","bytes":31,"sha256":"59e87c29a542b1c19eeb7545003b42d671557ee435ac28ef97623eb2f3d76cb6","at":"2026-01-15T10:00:00Z"}
  1  paper         A paper (paper.txt, 31 bytes) session 2
what is put before the meeting
$ ilms meeting show 2026
2026        2026-07-01 to 2026-07-02  Second meeting; Bangkok; after meeting "2025"
\
agenda
  1  2026-07-01  09:00-10:00  opening       Opening (ILO)
  2  2026-07-02               group work    What is missing (THA)
\
participants: 3 (specialist 1, donor 2)
  1  specialist   THA    1  Ministry of Labour: Somebody
  2  donor               2  A donor
\
documents
  1  paper         A paper (paper.txt, 31 bytes) session 2
$ ilms meeting participant remove 2026 1; ilms meeting document remove 2026 1; ilms meeting document get 2026 1 --output again.txt
participant 1 of meeting "2026" is removed
document 1 of meeting "2026" is removed
ilms: document 1 of meeting "2026" was removed on 2026-01-15
? 67
$ ilms meeting participant list 2026; ilms meeting document list 2026
  2  donor               2  A donor
  1  paper         A paper (paper.txt, removed on 2026-01-15) session 2
# it is moved
$ ilms meeting set 2026 --from 2026-07-02 --to 2026-07-03
ilms: session 1 is on 2026-07-01; move it first
? 68
$ ilms meeting session 2026 1 --day 2026-07-02; ilms meeting set 2026 --from 2026-07-02 --to 2026-07-03
  1  2026-07-02  09:00-10:00  opening       Opening (ILO)
2026        2026-07-02 to 2026-07-03  Second meeting; Bangkok; after meeting "2025"
# what is not to be
$ ilms meeting add 2026 --title x --from 2026-01-01
ilms: ilms.db: there is a meeting "2026" already
? 68
$ ilms meeting add 2027 --title x --from 2027-01-02 --to 2027-01-01
ilms: --to 2027-01-01 is before the first day, 2027-01-02
? 64
$ ilms meeting add 2027 --title x --from 2027-02-30
ilms: --from "2027-02-30" is no day; it is to be written as 2026-11-30
? 64
$ ilms meeting add 2024 --title x --from 2024-01-01 --after 2025
ilms: --after: meeting "2025" begins on 2025-06-03, which is not before 2024-01-01
? 64
$ ilms meeting add '' --title x --from 2027-01-01
ilms: the name of a meeting has 1 to 60 bytes and no line break
? 64
$ ilms meeting add 2027 --title ' ' --from 2027-01-01
ilms: --title is empty; say what the meeting is called
? 64
$ ilms meeting add 2027 --title x --from 2027-01-01 --round 2026
ilms: ilms.db: there is no round "2026"; ilms round list has those there are
? 67
$ ilms meeting set 2025 --from 2026-07-02 --to 2026-07-05
ilms: meeting "2026" comes after it and begins on 2026-07-02
? 68
$ ilms meeting session 2026 0 --title x
ilms: number "0" is to be a number from 1
? 64
$ ilms meeting session 2026 4 --title x --day 2026-07-09
ilms: --day 2026-07-09 is no day of the meeting, which is from 2026-07-02 to 2026-07-03
? 64
$ ilms meeting session 2026 4 --title x --begins 9.30
ilms: --begins "9.30" is no time; it is to be written as 09:30
? 64
$ ilms meeting session 2026 4 --title x --begins 10:00 --ends 09:00
ilms: --ends 09:00 is not after 10:00
? 64
$ ilms meeting session 2026 4 --title x --kind lunch
ilms: --kind "lunch" is to be opening, presentation, group work, plenary or closing
? 64
$ ilms meeting session 2026 4 --title x --country XXX
ilms: --country "XXX" is no country; it is to be three letters, as THA
? 64
$ ilms meeting session 2026 9 --remove
ilms: ilms.db: the meeting has no session 9
? 67
$ ilms meeting participant add 2026 --role guest --organisation x
ilms: --role "guest" is to be specialist, delegate, partner, donor, secretariat or observer
? 64
$ ilms meeting participant add 2026 --role specialist --organisation x
ilms: --country is needed: a specialist is of one
? 64
$ ilms meeting participant add 2026 --role observer --organisation x --person y --persons 2
ilms: --persons 2: at most 1000 of one organisation, and who is named is one
? 64
$ ilms meeting participant add 2026 --role observer --organisation x --user nobody
ilms: ilms.db: there is no user "nobody"
? 67
$ ilms meeting participant remove 2026 9
ilms: ilms.db: the meeting has no participant 9
? 67
$ ilms meeting document add 2026 none.txt --title x
ilms: none.txt: cannot be opened: No such file or directory
? 66
$ : > empty.txt; ilms meeting document add 2026 empty.txt --title x
ilms: empty.txt: a document has 1 byte to 32 MB
? 65
$ ilms meeting document add 2026 paper.txt --title x --session 8
ilms: --session 8: meeting "2026" has no session of that number
? 64
$ ilms meeting document add 2026 paper.txt --title x --kind film
ilms: --kind "film" is to be paper, presentation or minutes
? 64
$ ilms meeting document get 2026 9 --output x
ilms: ilms.db: the meeting has no document 9
? 67
$ ilms meeting
ilms: ilms meeting is to be followed by one of: add, set, session, participant add, participant remove, participant list, document add, document get, document list, document remove, conclude, track, carry, show, list, launch, briefing
? 64
