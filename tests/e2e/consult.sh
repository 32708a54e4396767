#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# consult.sh [ILMS]: a draft of the report before countries in a browser (consult.mjs): the office opens a
# consultation, a specialist objects, comments and agrees to the rest, the office answers, makes a new draft and
# closes it. Pictures of the pages go to build/pictures.
tests=24
for program in chromium node npm; do
    command -v $program >/dev/null || {
        echo "skip consult: there is no $program (tools/deps.sh heavy)"
        echo "0 passed, 0 failed, $tests skipped"
        exit 0
    }
done
here=$(cd "$(dirname "$0")" && pwd)

why=$("$here/../node/install.sh") || {
    echo "skip consult: $why"
    echo "0 passed, 0 failed, $tests skipped"
    exit 0
}

. "$here/server.sh"
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
start_server --listen "127.0.0.1:$port" --origin "http://127.0.0.1:$port" --collect
link_of() { # USER ROLE [--country ISO3]
    user=$1 role=$2
    shift 2
    "$ilms" user add "$user" --role "$role" "$@" --origin "$url" --json | sed -n 's/.*"link":"\([^"]*\)".*/\1/p'
}
"$ilms" recommendation add 'Ask citizenship in every labour force survey.' >log
LINK=$(link_of anna compiler)
SOKHA=$(link_of sokha specialist --country KHM)
MALEE=$(link_of malee specialist --country THA)
export LINK SOKHA MALEE
pictures=${PICTURES:-$here/../../build/pictures}
mkdir -p "$pictures"
REPO=$repo DIR=$dir URL=$url PICTURES=$pictures TESTS=$tests ILMS=$ilms node "$here/consult.mjs"
