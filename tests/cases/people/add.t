# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Users with their roles. Links are random, so they are cut out.
$ cut_out() { sed -E 's#(welcome/)[A-Za-z0-9_-]{43}#\1SECRET#'; }
> ilms init --quiet > log
> ilms user list
> ilms user add sokha --role specialist --country KHM --full-name "Sokha Chan" --email sokha@mol.gov.kh --language vi | cut_out
> ilms user add sokha --role approver --country KHM
> ilms user add budi@kemnaker --role compiler --json | cut_out
> ilms user add sokha --role specialist --country LAO --json
> ILMS_ORIGIN=https://ilms.example.org/ ilms user add an.na_2 --role partner | cut_out
> ilms user add root-2 --role admin --origin http://[::1]:9000 --email root@example.org --json | cut_out
there is no user yet; ilms user add NAME --role ROLE
sokha is specialist of KHM
the password is chosen at this address, once, until 2026-01-22T10:00:00Z:
  http://127.0.0.1:8080/desk/welcome/SECRET
the link is also in the mail that waits for sokha@mol.gov.kh; ilms mail send
sokha is approver of KHM too
{"user":"budi@kemnaker","role":"compiler","link":"http://127.0.0.1:8080/desk/welcome/SECRET","expires_at":"2026-01-22T10:00:00Z"}
{"user":"sokha","role":"specialist","country":"LAO"}
an.na_2 is partner
the password is chosen at this address, once, until 2026-01-22T10:00:00Z:
  https://ilms.example.org/desk/welcome/SECRET
{"user":"root-2","role":"admin","link":"http://[::1]:9000/desk/welcome/SECRET","expires_at":"2026-01-22T10:00:00Z"}
$ ilms user list
an.na_2       invited   partner
budi@kemnaker  invited   compiler
root-2        invited   admin  root@example.org
sokha         invited   approver of KHM, specialist of KHM, specialist of LAO  Sokha Chan  sokha@mol.gov.kh
$ ilms user list --json
{"user":"an.na_2","state":"invited","language":"en","roles":[{"role":"partner"}],"second_factor":false,"created_at":"2026-01-15T10:00:00Z","created_by":"tester"}
{"user":"budi@kemnaker","state":"invited","language":"en","roles":[{"role":"compiler"}],"second_factor":false,"created_at":"2026-01-15T10:00:00Z","created_by":"tester"}
{"user":"root-2","state":"invited","email":"root@example.org","language":"en","roles":[{"role":"admin"}],"second_factor":false,"created_at":"2026-01-15T10:00:00Z","created_by":"tester"}
{"user":"sokha","state":"invited","full_name":"Sokha Chan","email":"sokha@mol.gov.kh","language":"vi","roles":[{"role":"approver","country":"KHM"},{"role":"specialist","country":"KHM"},{"role":"specialist","country":"LAO"}],"second_factor":false,"created_at":"2026-01-15T10:00:00Z","created_by":"tester"}
$ ilms mail list
   1  2026-01-15T10:00:00Z  queued  sokha@mol.gov.kh  "Tài khoản của ông/bà trong ILMS, cơ sở dữ liệu thống kê di cư lao động"
   2  2026-01-15T10:00:00Z  queued  root@example.org  "Your account in ILMS, the labour migration statistics database"
$ ilms mail list --json
{"id":1,"at":"2026-01-15T10:00:00Z","state":"queued","recipient":"sokha@mol.gov.kh","subject":"Tài khoản của ông/bà trong ILMS, cơ sở dữ liệu thống kê di cư lao động","tries":0}
{"id":2,"at":"2026-01-15T10:00:00Z","state":"queued","recipient":"root@example.org","subject":"Your account in ILMS, the labour migration statistics database","tries":0}
# Who is there already is not invited again, but may be described anew.
$ ilms user add an.na_2 --role partner --email anna@example.org --full-name Anna; ilms user list | head -n 1; ilms mail list | wc -l
an.na_2 is partner too
an.na_2       invited   partner  Anna  anna@example.org
2
