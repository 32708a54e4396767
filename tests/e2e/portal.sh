#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# portal.sh [ILMS]: every kind of page of the portal as a reader meets it, in a browser: accessibility (axe-core, WCAG 2.2 AA),
# narrow screens, keyboard, without JavaScript, print, languages and their letters, nothing from elsewhere; and every link.
# In Chromium, and most of it in Firefox as well.
# PARTS="each keys" runs only those parts of portal.mjs.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
"$ilms" source import --quiet "$repo/tests/data/collections/men.csv" --map "$repo/tests/data/collections/stock.map" >>log
start_server --listen 127.0.0.1:0 --files files --collect

# -- every link ------------------------------------------------------------------------------------------
# run WHAT PROGRAM...: its last line is counted
run() {
    what=$1
    shift
    URL=$url REPO=$repo TMPDIR=$dir "$@" >said 2>&1 || true
    grep -v ' passed, ' said || true
    set -- $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' said)
    if [ $# = 2 ]; then
        passed=$((passed + $1)) failed=$((failed + $2))
    else
        failed=$((failed + 1))
        echo "FAIL $what did not come to an end"
    fi
}
if command -v node >/dev/null; then
    run "the crawl" node "$here/portal/crawl.mjs"
else
    skip "every link" "there is no node"
fi

# -- in a browser -----------------------------------------------------------------------------------------
if ! command -v chromium >/dev/null; then
    skip "the portal in a browser" "there is no chromium"
elif ! absent=$("$repo/tests/node/install.sh"); then
    skip "the portal in a browser" "$absent"
else
    # shellcheck disable=SC2086
    run "the browser" node "$here/portal.mjs" ${PARTS:-}
    if ! command -v firefox-esr >/dev/null; then
        skip "the portal in Firefox" "there is no firefox-esr"
    elif [ -z "${PARTS:-}" ]; then
        BROWSER=firefox run "Firefox" node "$here/portal.mjs" each keys
    fi
fi
total
