# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Who did what, when, with which parameters, also what was refused.
$ ilms init > log; ilms audit; ilms submit --quiet $DATA/good.csv --round 2026; ilms accept 1 --allow x; ilms accept 1; ilms release one; ilms release one; ilms accept 9
2026-01-15T10:00:00Z  tester      init      ok  {}
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
ilms: submission 1 was accepted on 2026-01-15T10:00:00Z by tester already
release 1 "one": 24 observations in 12 series, SHA-256 136a95877c07
ilms: there is a release "one" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name
ilms: ilms.db: there is no submission 9
? 67
$ ilms audit | sed 's/"list":.*/.../'
2026-01-15T10:00:00Z  tester      init      ok  {}
2026-01-15T10:00:00Z  tester      submit    ok  {"round":"2026",...
2026-01-15T10:00:00Z  tester      accept    ok  {"id":"1","allow":"x"}
2026-01-15T10:00:00Z  tester      accept    submission 1 was accepted on 2026-01-15T10:00:00Z by tester already  {"id":"1"}
2026-01-15T10:00:00Z  tester      release   ok  {"name":"one"}
2026-01-15T10:00:00Z  tester      release   there is a release "one" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name  {"name":"one"}
2026-01-15T10:00:00Z  tester      accept    ilms.db: there is no submission 9  {"id":"9"}
$ ilms audit --json | tail -2
{"id":6,"at":"2026-01-15T10:00:00Z","who":"tester","op":"release","params":{"name":"one"},"outcome":"there is a release \"one\" already, of 2026-01-15T10:00:00Z; releases are never changed, choose another name"}
{"id":7,"at":"2026-01-15T10:00:00Z","who":"tester","op":"accept","params":{"id":"9"},"outcome":"ilms.db: there is no submission 9"}
