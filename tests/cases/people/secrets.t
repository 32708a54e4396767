# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Links and tokens are told once, and stand neither in the audit log nor, but for mail that waits, in
# the base.
$ ilms init --quiet > log
$ ilms user add sokha --role specialist --country KHM --json > link; ilms user link sokha --json > link2
> ilms user token sokha --name "weekly script" --until 2026-12-31 --json > token; ilms user token sokha --name other > token2
> cat link link2 token token2 | grep -oE '[A-Za-z0-9_-]{43}' > secrets; wc -l < secrets; sort -u secrets | wc -l
4
4
$ sed -E 's/[A-Za-z0-9_-]{43}/SECRET/' link link2 token token2
{"user":"sokha","role":"specialist","country":"KHM","link":"http://127.0.0.1:8080/desk/welcome/SECRET","expires_at":"2026-01-22T10:00:00Z"}
{"user":"sokha","link":"http://127.0.0.1:8080/desk/welcome/SECRET","expires_at":"2026-01-22T10:00:00Z"}
{"id":1,"user":"sokha","name":"weekly script","token":"SECRET","expires_at":"2027-01-01T00:00:00Z"}
token 2 of sokha, which is not shown again:
  SECRET
$ ilms user tokens sokha; ilms user tokens sokha --json
   1  weekly script         made 2026-01-15T10:00:00Z  until 2027-01-01T00:00:00Z  never used
   2  other                 made 2026-01-15T10:00:00Z  for ever  never used
{"id":1,"name":"weekly script","created_at":"2026-01-15T10:00:00Z","expires_at":"2027-01-01T00:00:00Z"}
{"id":2,"name":"other","created_at":"2026-01-15T10:00:00Z"}
$ ilms audit --json > audit; ilms audit >> audit; for s in $(cat secrets); do
>     grep -cF -- "$s" audit; sqlite3 ilms.db .dump | grep -cF -- "$s"; done
0
0
0
0
0
0
0
0
? 1
# The hash is what is there.
$ s=$(tail -n 1 secrets | tr -d '\n' | sha256sum | cut -d ' ' -f 1); sqlite3 ilms.db "SELECT name FROM sys_token WHERE hash = '$s'"
other
$ ilms user revoke sokha 1; ilms user revoke sokha 1
token 1 of sokha has ended
ilms: sokha has no token 1; ilms user tokens sokha has those there are
? 67
$ ilms user revoke sokha one
ilms: "one" is no number of a token; see ilms user tokens
? 64
$ ilms user token sokha --name x --until 2026-01-14
ilms: --until 2026-01-14 has passed already
? 64
$ ilms user token sokha --name x --until soon
ilms: --until "soon" is no day; it is to be written as 2026-12-31
? 64
$ ilms user token sokha --name "$(printf 'a\nb')"
ilms: --name is to say in one line, with 60 bytes at most, what the token is for
? 64
$ ilms user token sokha
ilms: ilms user token needs TEXT: what it is for
? 64
$ ilms user tokens sokha
   2  other                 made 2026-01-15T10:00:00Z  for ever  never used
# A lost telephone is forgotten with a new link.
$ sqlite3 ilms.db "UPDATE sys_user SET totp = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'"; ilms user list
> ilms user link sokha > log; ilms user list; ilms user link sokha --without-factor > log; ilms user list
sokha         invited   specialist of KHM  with a second factor
sokha         invited   specialist of KHM  with a second factor
sokha         invited   specialist of KHM
