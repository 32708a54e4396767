# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The log by person, by command, by time.
$ ilms init --quiet > log; ILMS_USER=budi ilms user add sokha --role partner > log; ilms user disable sokha
> ILMS_NOW=2026-01-16T10:00:00Z ilms user enable sokha; ILMS_USER=budi ilms accept 7
sokha is disabled: sessions have ended, links and tokens do nothing
sokha may sign in
ilms: ilms.db: there is no submission 7
? 67
$ ilms audit --user budi
2026-01-15T10:00:00Z  budi        user add  ok  {"user":"sokha","role":"partner"}
2026-01-15T10:00:00Z  budi        accept    ilms.db: there is no submission 7  {"id":"7"}
$ ilms audit --command "user add"; echo; ilms audit --command user --json; echo; ilms audit --command use
2026-01-15T10:00:00Z  budi        user add  ok  {"user":"sokha","role":"partner"}
\
{"id":2,"at":"2026-01-15T10:00:00Z","who":"budi","op":"user add","params":{"user":"sokha","role":"partner"},"outcome":"ok"}
{"id":3,"at":"2026-01-15T10:00:00Z","who":"tester","op":"user disable","params":{"user":"sokha"},"outcome":"ok"}
{"id":4,"at":"2026-01-16T10:00:00Z","who":"tester","op":"user enable","params":{"user":"sokha"},"outcome":"ok"}
\
$ ilms audit --since 2026-01-16; ilms audit --since 2026-01-16T17:00:01+07:00; ilms audit --user tester --command init --since 2026-01-15
2026-01-16T10:00:00Z  tester      user enable  ok  {"user":"sokha"}
2026-01-15T10:00:00Z  tester      init      ok  {}
$ ilms audit --since yesterday
ilms: --since "yesterday" is no time; it is to be written as 2026-01-15 or 2026-01-15T10:00Z
? 64
