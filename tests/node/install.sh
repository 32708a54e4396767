#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# install.sh [--bench]: the npm packages of this folder into node_modules, as the lock has them; with --bench the
# peers of the benchmarks as well, which are large. Does nothing when they are there already. Where they cannot be
# had it says in a line why not, for a test that is skipped, and ends with 1.
set -eu
cd "$(dirname "$0")"
case ${1:-} in
'') stamp=node_modules/.tests omit=--omit=dev ;;
--bench) stamp=node_modules/.bench omit=--include=dev ;;
*) sed -n '5,7s/^# \{0,1\}//p' install.sh >&2; exit 64 ;;
esac
for program in node npm; do
    command -v $program >/dev/null || { echo "there is no $program (tools/deps.sh heavy)"; exit 1; }
done
# suites run side by side: the first installs, the others wait for it
exec 9<package.json
flock 9
! cmp -s package-lock.json $stamp || exit 0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# which begins with removing node_modules, so what breaks off leaves no stamp
npm ci $omit --ignore-scripts --no-audit --no-fund >"$log" 2>&1 9<&- || {
    echo "npm ci failed: $(grep -m 1 -i error "$log")"
    exit 1
}
cp package-lock.json node_modules/.tests
cp package-lock.json $stamp
