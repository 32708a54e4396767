#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# matrix.sh [ILMS]: everything in the sample base goes out in each format that can also be read,
# into a second base, and comes out of that one the same, byte for byte, in every format. Every sample
# file goes through every such format by `ilms convert` as well. And what comes out is what was put in,
# figure for figure. One test per format, one per file.
set -eu
repo=$(cd "$(dirname "$0")/../.." && pwd)
ilms=${1:-$repo/build/ilms}
case $ilms in /*) ;; *) ilms=$PWD/$ilms ;; esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp "$ilms" "$dir/ilms"
cd "$dir"
ilms=$dir/ilms
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester LC_ALL=C.UTF-8
unset ILMS_BASE

passed=0 failed=0
result() {
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        head -n 20 why 2>/dev/null || true
    fi
    rm -f why
}

# base FILE... -> base.db with all of it accepted and released
base() {
    name=$1
    shift
    "$ilms" --base "$name" init >log
    n=0
    for file; do
        "$ilms" --base "$name" submit --quiet "$file" >>log
        n=$((n + 1))
        "$ilms" --base "$name" accept $n --allow "as published" >>log
    done
    "$ilms" --base "$name" release one >>log
}

# The figures of a bulk file in one order of columns, without notes.
figures() {
    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { print $at["ref_area"], $at["source"], $at["indicator"], $at["sex"], $at["classif1"],
          at["classif2"] ? $at["classif2"] : "", $at["time"], $at["obs_value"],
          at["obs_status"] ? $at["obs_status"] : "" }' "$1" | sort
}

base first.db "$repo"/data/asean/*.csv "$repo"/tests/data/good.csv "$repo"/tests/data/ages.csv
# both written and read; a message in SDMX-JSON 1.0 holds one dataflow
round="ilostat sdmx-csv sdmx-csv-2.0 sdmx-csv-2.1 sdmx-json sdmx-json-2.1 sdmx-ml-generic sdmx-ml-generic-series
    sdmx-ml sdmx-ml-series sdmx-ml-3.0 sdmx-ml-3.1 json-stat"
formats="$round csv table rdf"
for format in $formats; do
    "$ilms" --base first.db query --format "$format" >"first.$format"
done
"$ilms" --base first.db query --format sdmx-csv --labels >first.labels

# What was published comes out digit for digit.
for file in "$repo"/data/asean/*.csv; do
    name=${file##*/}
    code=0
    base one.db "$file"
    "$ilms" --base one.db query --format ilostat >one.csv
    figures "$file" >want
    figures one.csv >got
    cmp -s want got || { diff want got >why || true; code=1; }
    result "$name comes out as it went in" $code
    rm -f one.db*
done

for flow in $("$ilms" --base first.db query --format sdmx-csv | sed '1d;s/^[^:]*:\([^(]*\).*/\1/' | sort -u); do
    "$ilms" --base first.db query "$flow" --format sdmx-json-1.0 >"flow.$flow"
done
for through in $round labels sdmx-json-1.0; do
    code=0
    if [ "$through" = sdmx-json-1.0 ]; then
        base second.db flow.* || code=1
    else
        base second.db "first.$through" || code=1
    fi
    for format in $formats; do
        "$ilms" --base second.db query --format "$format" >"second.$format" || code=1
        cmp -s "first.$format" "second.$format" ||
            { diff "first.$format" "second.$format" >>why || true; code=1; }
    done
    result "all through $through" $code
    # the same content has the same hash, whatever way it came
    code=0
    for name in first second; do
        "$ilms" --base $name.db releases --json | sed 's/.*"sha256":"\([0-9a-f]*\)".*/\1/' >$name.hash
    done
    cmp -s first.hash second.hash || { cat first.hash second.hash >why; code=1; }
    result "one hash through $through" $code
    "$ilms" --base second.db doctor >why || code=1
    result "doctor after $through" $code
    rm -f second.*
done

for file in "$repo"/data/asean/*.csv; do
    code=0
    name=${file##*/}
    "$ilms" convert "$file" want.out --format ilostat --quiet >/dev/null
    for format in $round; do
        "$ilms" convert "$file" "there.$format" --format "$format" --quiet >why || code=1
        "$ilms" convert "there.$format" back.out --format ilostat --quiet >>why || code=1
        cmp -s want.out back.out || { echo "$format"; diff want.out back.out; } >>why || code=1
        cmp -s want.out back.out || code=1
        rm -f "there.$format" back.out
    done
    result "$name converted and back" $code
    rm -f want.out
done

# gzip is the same file in fewer bytes
code=0
gzip -9 <first.ilostat >first.gz
base second.db first.gz
"$ilms" --base second.db query --format ilostat | cmp -s - first.ilostat || code=1
result "all through gzip" $code

echo "$passed passed, $failed failed"
[ $failed = 0 ]
