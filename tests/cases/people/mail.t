# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Without a server mail waits; settings that are wrong, or that hold a password, are not repeated.
$ ilms init --quiet > log; ilms mail list; ilms user add sokha --role partner --email sokha@mol.gov.kh --language th > log
no mail has been written yet
$ ilms mail send; ilms mail send --json; ilms mail list
there is no server to send by (ILMS_SMTP, ILMS_MAIL_FROM), so all mail waits
{"server":false,"sent":0,"again":0,"failed":0}
   1  2026-01-15T10:00:00Z  queued  sokha@mol.gov.kh  "บัญชีผู้ใช้ของท่านใน ILMS ฐานข้อมูลสถิติการย้ายถิ่นของแรงงาน"
$ ILMS_SMTP=smtp://127.0.0.1:1 ilms mail send
ilms: the sender of mail (ILMS_MAIL_FROM) is to be written as ILMS <ilms@example.org>
? 78
$ ILMS_SMTP=ftp://sokha:hunter2@127.0.0.1 ILMS_MAIL_FROM=ilms@example.org ilms mail send
ilms: the mail server is to be given as smtp://host:port, smtp+starttls://host:port or smtps://user:password@host
? 78
$ ILMS_SMTP=smtp://sokha:hunter2@127.0.0.1:1 ILMS_MAIL_FROM=ilms@example.org ilms mail send
0 sent, 1 to be tried again, 0 given up
$ ILMS_SMTP=smtp://sokha:hunter2@127.0.0.1:1 ILMS_MAIL_FROM=ilms@example.org ilms mail send --json
{"server":true,"sent":0,"again":0,"failed":0}
$ ilms mail list --json | sed 's/taken: .*/taken: .../'
{"id":1,"at":"2026-01-15T10:00:00Z","state":"queued","recipient":"sokha@mol.gov.kh","subject":"บัญชีผู้ใช้ของท่านใน ILMS ฐานข้อมูลสถิติการย้ายถิ่นของแรงงาน","tries":1,"tried_at":"2026-01-15T10:00:00Z","error":"smtp://127.0.0.1:1: the mail was not taken: ...
$ ilms audit --command mail; grep -c hunter2 ilms.db
2026-01-15T10:00:00Z  tester      mail send  ok  {}
2026-01-15T10:00:00Z  tester      mail send  ok  {}
2026-01-15T10:00:00Z  tester      mail send  the sender of mail (ILMS_MAIL_FROM) is to be written as ILMS <ilms@example.org>  {}
2026-01-15T10:00:00Z  tester      mail send  the mail server is to be given as smtp://host:port, smtp+starttls://host:port or smtps://user:password@host  {}
2026-01-15T10:00:00Z  tester      mail send  ok  {}
2026-01-15T10:00:00Z  tester      mail send  ok  {}
0
? 1
