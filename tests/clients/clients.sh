#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# clients.sh [ILMS]: programs of others read a running server as they are (README.md).
here=$(cd "$(dirname "$0")" && pwd)
for program in node npm Rscript xmllint; do
    command -v $program >/dev/null || { echo "skip clients: there is no $program"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
done
why=$("$here/../node/install.sh") || { echo "skip clients: $why"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
. "$here/../e2e/server.sh"

start_server

# lines "ok NAME" and "FAIL NAME: WHY" of a program
count() {
    "$@" >said 2>&1 || echo "FAIL $1 ended with $?" >>said
    grep -v '^ok ' said || true
    passed=$((passed + $(grep -c '^ok ' said || true)))
    failed=$((failed + $(grep -c '^FAIL ' said || true)))
}
count node "$here/clients.mjs" "$url"
if Rscript -e 'library(rsdmx)' >/dev/null 2>&1; then
    count Rscript "$here/rsdmx.R" "$url"
else
    skip rsdmx "R has no package rsdmx"
fi
if [ -d "$repo/../shared/schemas" ]; then
    count node "$here/schemas.mjs" "$url" "$repo/../shared/schemas/json"
else
    skip schemas "../shared is not there"
fi
total
