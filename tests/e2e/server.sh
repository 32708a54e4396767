# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# For the scripts of this folder (". server.sh"): a server of the sample base on a free port,
# $url, in a folder of its own, $dir; stopped at the end. The program is $1 or build/ilms.
set -eu
repo=$(cd "$(dirname "$0")/../.." && pwd)
ilms=${1:-$repo/build/ilms}
dir=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cp "$ilms" "$dir/ilms"
ilms=$dir/ilms
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester ILMS_BASE="$dir/ilms.db"

# The sample base, made once by each program and copied from then on.
sample_base() {
    "$ilms" init >log
    n=0
    for file in "$repo"/data/asean/*.csv; do
        n=$((n + 1))
        "$ilms" submit --quiet "$file" >>log
        "$ilms" accept $n --allow "as published" >>log
    done
    "$ilms" release 2024.1 >>log
}
kept=$repo/build/bases/$(cat "$ilms" "$repo"/data/asean/*.csv "$repo/tests/e2e/server.sh" | sha256sum | cut -c 1-32).db
if [ -s "$kept" ]; then
    cp "$kept" "$ILMS_BASE"
    n=$(find "$repo/data/asean" -name '*.csv' | wc -l) # submissions in it
    : >log
else
    sample_base
    mkdir -p "$repo/build/bases"
    find "$repo/build/bases" -type f -mmin +600 -delete # of programs that are no more
    cp "$ILMS_BASE" "$kept.$$" && mv "$kept.$$" "$kept"
fi

start_server() { # [OPTION...] in place of a free port
    [ $# != 0 ] || set -- --listen 127.0.0.1:0
    "$ilms" serve --json "$@" >server.out 2>server.err &
    server=$!
    tries=0
    until [ -s server.out ]; do
        sleep 0.05
        tries=$((tries + 1))
        [ $tries -lt 400 ] || { echo "the server does not start"; cat server.err; exit 1; }
    done
    url=http://127.0.0.1:$(sed 's/.*"port":\([0-9]*\).*/\1/' server.out)
}

# A port for a server that has to say before it starts how people reach it.
free_port() { perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'; }
token_of() { # USER ROLE [--country ISO3]: of somebody who is added
    user=$1 role=$2
    shift 2
    "$ilms" user add "$user" --role "$role" "$@" >>log
    "$ilms" user token "$user" --name test --json | sed -n 's/.*"token":"\([^"]*\)".*/\1/p'
}
link_of() { # USER: with which somebody who was added comes in
    "$ilms" user link "$1" --origin "$url" --json | sed -n 's/.*"link":"\([^"]*\)".*/\1/p'
}

passed=0 failed=0 skipped=0
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
code() { # code NAME STATUS CURL-WORDS...: what was answered is in `body` and `head`
    name=$1 want=$2
    shift 2
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@") || got="curl: $?"
    [ "$got" = "$want" ] && c=0 || { { echo "$got in place of $want"; head -c 500 body; } >why; c=1; }
    ok "$name" $c
}
code_as() { # code_as NAME STATUS TOKEN CURL-WORDS...: the same for who has the token
    name=$1 want=$2 as=$3
    shift 3
    code "$name" "$want" -H "Authorization: Bearer $as" "$@"
}
holds() { # holds NAME PATTERN: what is said of the last answer
    grep -qE "$2" body && c=0 || { head -c 800 body >why; c=1; }
    ok "$1" $c
}
skip() {
    skipped=$((skipped + 1))
    echo "skip $1: $2"
}
# in_browser NAME TESTS: the story that NAME.mjs tells in a browser of the server that runs. Pictures go to build/pictures.
in_browser() {
    for program in chromium node npm; do
        command -v $program >/dev/null || { skip "in a browser" "there is no $program (tools/deps.sh heavy)"; return; }
    done
    absent=$("$repo/tests/node/install.sh") || { skip "in a browser" "$absent"; return; }
    pictures=${PICTURES:-$repo/build/pictures}
    mkdir -p "$pictures"
    REPO=$repo DIR=$dir URL=$url PICTURES=$pictures TESTS=$2 node "$repo/tests/e2e/$1.mjs" >told || true
    sed '$d' told
    set -- $(sed -nE '$s/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' told)
    passed=$((passed + ${1:-0})) failed=$((failed + ${2:-1}))
}
total() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ $failed = 0 ]
}
