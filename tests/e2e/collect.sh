#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# collect.sh [ILMS]: a whole round of collection in a browser (collect.mjs): from the link for the first
# administrator to a figure on the public page, with everybody who takes part, a workbook that is filled in by
# LibreOffice, and those who try what is not theirs. Pictures of the pages go to build/pictures.
tests=75
for program in chromium node npm soffice; do
    command -v $program >/dev/null || {
        echo "skip collect: there is no $program (tools/deps.sh heavy)"
        echo "0 passed, 0 failed, $tests skipped"
        exit 0
    }
done
here=$(cd "$(dirname "$0")" && pwd)

why=$("$here/../node/install.sh") || {
    echo "skip collect: $why"
    echo "0 passed, 0 failed, $tests skipped"
    exit 0
}

. "$here/server.sh"
profile=$dir/profile
stop_all() {
    # only what bears the name of this run's profile: nobody else's office
    printf '%s' "file://$profile" >"$dir/pattern"
    for process in $(grep -lsaF -f "$dir/pattern" /proc/[0-9]*/cmdline | cut -d/ -f 3); do
        kill -9 "$process" 2>/dev/null || true
    done
    finish
}
trap stop_all EXIT

# An office with the macros of this folder: the folder of its user is made by its first start.
soffice "-env:UserInstallation=file://$profile" --headless --terminate_after_init >office.log 2>&1
cp "$here/office/Office.xba" "$profile/user/basic/Standard/"
sed -i 's/library:element library:name="[^"]*"/library:element library:name="Office"/' \
    "$profile/user/basic/Standard/script.xlb"

# Links say how people reach the site, so the port has to be known before.
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
start_server --listen "127.0.0.1:$port" --origin "http://127.0.0.1:$port" --collect
link=$("$ilms" user add regina --role admin --full-name "Regina Ito" --origin "$url" --json |
    sed -n 's/.*"link":"\([^"]*\)".*/\1/p')

pictures=${PICTURES:-$here/../../build/pictures}
mkdir -p "$pictures"
REPO=$repo DIR=$dir URL=$url LINK=$link PICTURES=$pictures PROFILE=$profile TESTS=$tests \
    node "$here/collect.mjs"
