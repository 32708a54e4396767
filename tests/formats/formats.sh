#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# formats.sh [ILMS]: the sample base in each format in which other people's programs are to read it, read by
# programs that nobody here wrote (read.mjs), compared figure for figure with SDMX-CSV; and the rules of
# JSON-stat one by one (rules.mjs).
set -eu
tests=47
for program in node npm xmllint; do
    command -v $program >/dev/null || {
        echo "skip formats: there is no $program (tools/deps.sh check heavy)"
        echo "0 passed, 0 failed, $tests skipped"
        exit 0
    }
done
here=$(cd "$(dirname "$0")" && pwd)
repo=$here/../..
ilms=${1:-$repo/build/ilms}
case $ilms in /*) ;; *) ilms=$PWD/$ilms ;; esac

why=$("$repo/tests/node/install.sh") || {
    echo "skip formats: $why"
    echo "0 passed, 0 failed, $tests skipped"
    exit 0
}

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester LC_ALL=C.UTF-8 ILMS_BASE="$dir/ilms.db"
"$ilms" init >log
n=0
for file in "$repo"/data/asean/*.csv "$repo"/tests/data/good.csv "$repo"/tests/data/ages.csv; do
    n=$((n + 1))
    "$ilms" submit --quiet "$file" >>log
    "$ilms" accept $n --allow "as published" >>log
done
"$ilms" release one >>log

formats="sdmx-csv sdmx-ml-generic sdmx-ml-generic-series sdmx-ml sdmx-ml-series sdmx-ml-3.0 sdmx-ml-3.1 json-stat rdf"
for format in $formats; do
    "$ilms" query --format $format >all.$format
    "$ilms" query DF_MST_NCTE_SEX_CCT_NB --format $format >one.$format
done
passed=0 failed=0
for file in all.sdmx-ml* one.sdmx-ml*; do
    if xmllint --nonet --huge --noout "$file"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $file is not well-formed"
    fi
done
node "$here/read.mjs" "$dir" >said 2>&1 || echo "0 passed, 1 failed" >>said
sed '$d' said
last=$(tail -n 1 said)
passed=$((passed + ${last%% passed*}))
last=${last#* passed, }
failed=$((failed + ${last%% failed*}))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
