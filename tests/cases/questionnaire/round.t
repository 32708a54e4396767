# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Rounds are opened once, for years and a deadline that make sense.
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms round list
no round has been opened yet; ilms round open NAME --deadline DATE
$ ilms round open 2026 --deadline 2026-11-30
round "2026" is open until 2026-11-30 for the years 2023 to 2025; next: ilms questionnaire write --round 2026 --country ISO3 --output FILE.xlsx
$ ilms round open 2026 --deadline 2026-11-30
ilms: ilms.db: there is a round "2026" already
? 68
$ ilms round open late --deadline 2025-11-30
ilms: --deadline 2025-11-30 has passed already
? 64
$ ilms round open odd --deadline soon
ilms: --deadline "soon" is no day; it is to be written as 2026-11-30
? 64
$ ilms round open odd --deadline 2026-02-30
ilms: --deadline "2026-02-30" is no day; it is to be written as 2026-11-30
? 64
$ ilms round open odd --deadline 2026-11-30 --years 2024-2020
ilms: --years "2024-2020" is to be a year or two, as 2022-2024
? 64
$ ilms round open odd --deadline 2026-11-30 --years 2001-2024
ilms: the years asked are to end by 2026 and to be ten at most
? 64
$ ilms round open odd --deadline 2026-11-30 --criterion colour
ilms: --criterion "colour" is to be citizenship, birth or both
? 64
$ ilms round open odd
ilms: ilms round open needs DATE: the day by which countries are to answer, as 2026-11-30
? 64
$ ilms round
ilms: ilms round is to be followed by one of: open, status, remind, close, list, severity
? 64
$ ilms round shut odd
ilms: ilms round is to be followed by one of: open, status, remind, close, list, severity
? 64
$ ilms round open "first of two" --deadline 2026-06-30 --years 2024 --criterion both --json
{"id":2,"round":"first of two","state":"open","deadline":"2026-06-30","first_year":2024,"last_year":2024,"criterion":"both","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","submissions":0}
$ ilms round list
   1  2026          years 2023 to 2025, by 2026-11-30; migrants by citizenship; 0 submissions
   2  first of two  years 2024 to 2024, by 2026-06-30; migrants by citizenship and birth; 0 submissions
$ ilms round list --json
{"id":1,"round":"2026","state":"open","deadline":"2026-11-30","first_year":2023,"last_year":2025,"criterion":"citizenship","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","submissions":0}
{"id":2,"round":"first of two","state":"open","deadline":"2026-06-30","first_year":2024,"last_year":2024,"criterion":"both","opened_at":"2026-01-15T10:00:00Z","opened_by":"tester","submissions":0}
$ ilms audit | tail -n 3
2026-01-15T10:00:00Z  tester      round open  the years asked are to end by 2026 and to be ten at most  {"name":"odd","deadline":"2026-11-30","years":"2001-2024"}
2026-01-15T10:00:00Z  tester      round open  --criterion "colour" is to be citizenship, birth or both  {"name":"odd","deadline":"2026-11-30","criterion":"colour"}
2026-01-15T10:00:00Z  tester      round open  ok  {"name":"first of two","deadline":"2026-06-30","years":"2024","criterion":"both"}
