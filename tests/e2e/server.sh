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
skip() {
    skipped=$((skipped + 1))
    echo "skip $1: $2"
}
total() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ $failed = 0 ]
}
