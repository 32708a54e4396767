#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# mail.sh [ILMS]: invitations go through a real mail server (aiosmtpd) and come out as they went in: in four
# languages, once each, with a password or encrypted or not at all.
tests=27
set -eu
python= # Debian's own may stand behind another one
for p in python3 /usr/bin/python3; do
    [ -n "$python" ] || ! $p -c 'import aiosmtpd' 2>/dev/null || python=$p
done
[ -n "$python" ] || { echo "skip mail: there is no aiosmtpd (tools/deps.sh heavy)"; echo "0 passed, 0 failed, $tests skipped"; exit 0; }
repo=$(cd "$(dirname "$0")/../.." && pwd)
ilms=$(realpath "${1:-$repo/build/ilms}")
dir=$(mktemp -d)
servers=
finish() {
    for server in $servers; do kill "$server" 2>/dev/null || true; done
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester ILMS_BASE="$dir/ilms.db" LC_ALL=C.UTF-8
export ILMS_MAIL_FROM="ILMS – kantor <ilms@example.org>"
export LSAN_OPTIONS="suppressions=$repo/tests/lsan.supp:print_suppressions=0"

passed=0 failed=0
# ok NAME CODE: one test; what explains it stands in the file `why`
ok() {
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        [ ! -s why ] || head -n 20 why
    fi
    rm -f why
}
is() { # NAME GOT WANT
    [ "$2" = "$3" ] && c=0 || { printf '%s\nin place of\n%s\n' "$2" "$3" >why; c=1; }
    ok "$1" $c
}
sends() { "$ilms" mail send; } # with the ILMS_SMTP of the moment
invite() { "$ilms" user add "$1" --role partner --email "$1@example.org" --language "${2:-en}" --json >"link-$1"; }
errors() { "$ilms" mail list --json | sed -n 's/.*"error":"\(.*\)"}$/\1/p' | tail -n 1; }

# -- the servers: each keeps what it takes in a folder of its own, one file a mail ------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost 2>/dev/null
cat >office.py <<'PY'
import asyncio, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult

kind, folder = sys.argv[1], sys.argv[2]
os.mkdir(folder)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("cert.pem", "key.pem")

class Office:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("away@") and os.path.exists("closed"):
            return "450 come back later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0.05)
        name = "%s/%d" % (folder, len(os.listdir(folder)))
        with open(name, "wb") as to:
            to.write(envelope.content)
        return "250 taken"

def login(server, session, envelope, mechanism, data):
    right = data.login == b"me@x" and data.password == b"p/w:"
    return AuthResult(success=right, handled=False)

async def silent(reader, writer):
    await asyncio.sleep(3600)

options = {"plain": {}, "login": dict(authenticator=login, auth_required=True, auth_require_tls=False),
           "starttls": dict(tls_context=tls), "smtps": {}}

async def main():
    loop = asyncio.get_running_loop()
    if kind == "silent":
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
    else:
        server = await loop.create_server(lambda: SMTP(Office(), hostname="office", loop=loop, **options[kind]), "127.0.0.1", 0,
                                          ssl=tls if kind == "smtps" else None)
    with open(folder + ".new", "w") as to:
        to.write(str(server.sockets[0].getsockname()[1]))
    os.rename(folder + ".new", folder + ".port")
    await server.serve_forever()

asyncio.run(main())
PY
# A mail as Python's own library understands it.
cat >read.py <<'PY'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
part = sys.argv[2]
print(m.get_content().replace("\r\n", "\n") if part == "body" else m[part])
PY
read_mail() { $python read.py "$1" "$2"; }
start() { # KIND
    $python office.py "$1" "$1" 2>"$1.log" &
    servers="$servers $!"
}
for kind in plain login starttls smtps silent; do start $kind; done
for kind in plain login starttls smtps silent; do
    tries=0
    while [ ! -e $kind.port ]; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { cat $kind.log; echo "0 passed, 1 failed"; exit 1; }
        sleep 0.1
    done
done
at() { echo "127.0.0.1:$(cat "$1.port")"; }

"$ilms" init --quiet >/dev/null
# Whoever says nothing is given up after 20 seconds; meanwhile the rest is looked at.
"$ilms" --base silent.db init --quiet >/dev/null
"$ilms" --base silent.db user add nobody --role partner --email nobody@example.org >/dev/null
began=$(date +%s)
(ILMS_SMTP="smtp://$(at silent)" timeout 60 "$ilms" --base silent.db mail send >silent.out 2>&1; date +%s >silent.end) &
waiting=$!

# -- four languages -----------------------------------------------------------------------------
export ILMS_SMTP="smtp://$(at plain)"
for language in en id th vi; do invite "user-$language" $language; done
is "four are sent" "$(sends)" "4 sent, 0 to be tried again, 0 given up"
is "and not again" "$(sends)" "0 sent, 0 to be tried again, 0 given up"
n=0
for language in en id th vi; do
    subject=$(sed -n 's/^mail.invite.subject = //p' "$repo/web/text/$language.txt")
    link=$(sed -n 's/.*"link":"\([^"]*\)".*/\1/p' link-user-$language)
    is "$language: subject" "$(read_mail plain/$n subject)" "$subject"
    is "$language: the link on a line" "$(read_mail plain/$n body | grep -cxF "$link")" 1
    is "$language: to" "$(read_mail plain/$n to)" "user-$language@example.org"
    n=$((n + 1))
done
is "the sender" "$(read_mail plain/0 from)" "$ILMS_MAIL_FROM"
is "the date" "$(read_mail plain/0 date)" "Thu, 15 Jan 2026 10:00:00 +0000"
is "each has its number" "$(for n in 0 1 2 3; do read_mail plain/$n message-id; done | sort -u | grep -c '@example.org>$')" 4
is "lines are short" "$(cat plain/* | awk 'length > 79' | wc -l)" 0

# -- trying again -----------------------------------------------------------------------------
touch closed
invite away
is "refused for now" "$(sends)" "0 sent, 1 to be tried again, 0 given up"
rm closed
is "a minute later" "$(ILMS_NOW=2026-01-15T10:01:30Z sends)" "1 sent, 0 to be tried again, 0 given up"

# -- two at once ------------------------------------------------------------------------------
for n in 1 2 3 4 5 6 7 8; do invite "crowd$n"; done
sends >first.out & first=$!
sends >second.out
wait $first
is "of two that send at once each mail goes once" \
    "$(for n in plain/*; do read_mail "$n" to; done | grep -c ^crowd) $(for n in plain/*; do read_mail "$n" to; done | grep ^crowd | sort -u | wc -l)" "8 8"

# -- passwords and encryption --------------------------------------------------------------------
invite pass
is "a wrong password" "$(ILMS_SMTP="smtp://me%40x:hunter2@$(at login)" sends)" "0 sent, 1 to be tried again, 0 given up"
case $(errors) in *hunter2* | "") c=1 ;; *) c=0 ;; esac
ok "is not told" $c
is "the right one" "$(ILMS_NOW=2026-01-15T10:01:30Z ILMS_SMTP="smtp://me%40x:p%2Fw%3A@$(at login)" sends)" "1 sent, 0 to be tried again, 0 given up"
invite clear
is "no STARTTLS where it has to be" "$(ILMS_SMTP="smtp+starttls://$(at plain)" sends)" "0 sent, 1 to be tried again, 0 given up"
invite unknown
ILMS_NOW=2026-01-15T11:00:00Z ILMS_SMTP="smtp://$(at starttls)" sends >why
ILMS_NOW=2026-01-15T12:00:00Z ILMS_SMTP="smtps://$(at smtps)" sends >>why
[ -z "$(cat starttls/* smtps/* 2>/dev/null)" ] && ! grep -qv "^0 sent, 2 to be tried again" why && c=0 || c=1
ok "a certificate that nobody knows" $c

wait $waiting
took=$(($(cat silent.end) - began))
[ $took -ge 18 ] && [ $took -le 40 ] && grep -q "1 to be tried again" silent.out && c=0 || { echo "$took s"; cat silent.out; } >why || c=1
ok "a silent server is left after 20 seconds" $c
echo "$passed passed, $failed failed"
[ $failed = 0 ]
