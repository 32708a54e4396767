# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What a meeting concludes, what becomes of it, and what the next one takes over.
$ ilms init > log; ilms meeting add 2025 --title 'First meeting' --from 2025-06-03 > log; ilms meeting session 2025 1 --title Closing --kind closing > log
$ ilms meeting conclude 2025 'Tabulate the census.' --kind action --country THA,KHM --organisation ILO --due 2025-12-31 --session 1 --group A
  1  action          open          Tabulate the census.; THA open, KHM open, ILO; by 2025-12-31, late
$ ilms meeting conclude 2025 'Say who counts as a migrant.' --kind recommendation --country KHM; ilms meeting conclude 2025 'Figures are to be comparable.'
  2  recommendation  open          Say who counts as a migrant.; KHM
  3  conclusion      open          Figures are to be comparable.
$ ilms meeting track 2025 1 --state in_progress --country KHM --note 'begun'; ilms meeting track 2025 2 --state done --country KHM
  1  action          in progress   Tabulate the census.; KHM in progress, THA open, ILO; by 2025-12-31, late
  2  recommendation  done          Say who counts as a migrant.; KHM
$ ilms meeting track 2025 3 --state done; ilms meeting show 2025 --json
  3  conclusion      done          Figures are to be comparable.
{"meeting":"2025","title":"First meeting","first_day":"2025-06-03","last_day":"2025-06-03"}
{"meeting":"2025","session":1,"day":"2025-06-03","kind":"closing","title":"Closing"}
{"meeting":"2025","conclusion":1,"kind":"action","state":"in progress","text":"Tabulate the census.","session":1,"group":"A","due":"2025-12-31","assigned":[{"country":"KHM","state":"in progress"},{"country":"THA","state":"open"},{"organisation":"ILO","state":"open"}],"notes":[{"at":"2026-01-15T10:00:00Z","state":"in progress","country":"KHM","note":"begun"}]}
{"meeting":"2025","conclusion":2,"kind":"recommendation","state":"done","text":"Say who counts as a migrant.","assigned":[{"country":"KHM","state":"done"}],"notes":[{"at":"2026-01-15T10:00:00Z","state":"done","country":"KHM"}]}
{"meeting":"2025","conclusion":3,"kind":"conclusion","state":"done","text":"Figures are to be comparable.","assigned":[],"notes":[{"at":"2026-01-15T10:00:00Z","state":"done"}]}
# to the next
$ ilms meeting carry 2025
ilms: meeting "2025" comes after no other; ilms meeting set --after says after which
? 68
$ ilms meeting add 2026 --title 'Second meeting' --from 2026-07-01 > log; ilms meeting carry 2026; ilms meeting carry 2026
  1  action          in progress   Tabulate the census.; KHM in progress, THA open, ILO; by 2025-12-31, late; from meeting "2025", 1
of meeting "2025" nothing is left to do
$ ilms meeting show 2025; ilms meeting track 2025 1 --state done
2025        2025-06-03 to 2025-06-03  First meeting
\
agenda
  1  2025-06-03               closing       Closing
\
conclusions
  1  action          carried over  Tabulate the census.; KHM in progress, THA open, ILO; by 2025-12-31; to meeting "2026", 1
  2  recommendation  done          Say who counts as a migrant.; KHM
  3  conclusion      done          Figures are to be comparable.
ilms: it was carried over to meeting "2026" as 1; tell it there
? 68
$ ilms meeting track 2026 1 --state done --note 'all of it'; ilms meeting track 2026 1 --state open --country THA --note 'not yet'
  1  action          done          Tabulate the census.; KHM done, THA done, ILO; by 2025-12-31; from meeting "2025", 1
  1  action          in progress   Tabulate the census.; KHM done, THA open, ILO; by 2025-12-31, late; from meeting "2025", 1
$ ilms doctor
ilms.db: every invariant holds; 0 releases
$ ilms meeting track 2026 1 --state finished
ilms: --state "finished" is to be open, in progress, done or dropped
? 64
$ ilms meeting track 2026 1 --state dropped
ilms: --note is needed: say why it is dropped
? 64
$ ilms meeting track 2026 1 --state done --country LAO
ilms: --country LAO: the conclusion is not assigned to it
? 68
$ ilms meeting track 2026 1 --state done --country XXX
ilms: --country "XXX" is no country; it is to be three letters, as THA
? 64
$ ilms meeting track 2026 9 --state done
ilms: meeting "2026" has no conclusion 9
? 67
$ ilms meeting conclude 2026 '' --kind action
ilms: --text is empty; say what was concluded
? 64
$ ilms meeting conclude 2026 x --kind wish
ilms: --kind "wish" is to be conclusion, recommendation or action
? 64
$ ilms meeting conclude 2026 x --country THA,FRA
ilms: --country "FRA" is no country of ASEAN; it is to be three letters, as THA
? 64
$ ilms meeting conclude 2026 x --due tomorrow
ilms: --due "tomorrow" is no day; it is to be written as 2026-11-30
? 64
$ ilms meeting conclude 2026 x --session 4
ilms: --session 4: meeting "2026" has no session of that number
? 64
# the next round is opened from it
$ ilms meeting launch 2026 2026 --deadline 2026-11-30 --years 2024-2025 --countries THA; ilms round list; ilms meeting show 2026 --json | tail -1
round "2026" is open until 2026-11-30 for the years 2024 to 2025; it asks 22 tables of 1 country; next: ilms questionnaire write --round 2026 --country ISO3 --output FILE.xlsx
   1  2026          years 2024 to 2025, by 2026-11-30; migrants by citizenship; 0 submissions
{"meeting":"2026","launched":"2026","at":"2026-01-15T10:00:00Z"}
$ ilms meeting launch 2026 2026 --deadline 2026-11-30
ilms: ilms.db: there is a round "2026" already
? 68
$ ilms meeting launch 2027 2027 --deadline 2026-11-30
ilms: ilms.db: there is no meeting "2027"; ilms meeting list has those there are
? 67
