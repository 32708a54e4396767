#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# recompute.sh ILMS: makes the reports and fact sheets of the sample base and of the example, in English and in a language
# with other separators, and has every number of them computed again (recompute.py). Then a number is changed in a copy,
# in each of the places where one may stand, and that must be found.
set -u
cd "$(dirname "$0")/../.."
ilms=$(realpath "${1:-build/ilms}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
passed=0 failed=0

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; [ ! -s "$dir/out" ] || head -n 20 "$dir/out"; }

# check BASE RELEASE FILE...: what recompute.py says is in $dir/out
check() {
    base=$1 release=$2
    shift 2
    python3 tests/report/recompute.py --ilms "$ilms" --base "$dir/$base.db" --release "$release" \
        --figures "$dir/$base.csv" "$@" > "$dir/out" 2>&1
}

# reports BASE RELEASE LANGUAGE...: all numbers of its reports
reports() {
    base=$1 release=$2
    shift 2
    "$ilms" --base "$dir/$base.db" query --format sdmx-csv > "$dir/$base.csv" 2>/dev/null
    for language; do
        "$ilms" --base "$dir/$base.db" report --output "$dir/$base-$language" --lang "$language" --format html \
            --origin https://ilms.example.org > "$dir/out" 2>&1 || { bad "no report of $base in $language"; continue; }
        if check "$base" "$release" "$dir/$base-$language"/*.html; then
            ok
            echo "$base, $language: $(tail -n 1 "$dir/out")"
        else
            bad "numbers of the report of $base in $language"
        fi
    done
}

# planted WHAT PATTERN REPLACEMENT: in the summary and the chapter on the region of the sample the first place that fits is
# changed, which must be found.
planted() {
    perl -0pe "s/$2/$3/" "$dir/short.html" > "$dir/planted.html"
    if cmp -s "$dir/short.html" "$dir/planted.html"; then
        : > "$dir/out"
        bad "there is no place for $1"
    elif check sample 2024.1 "$dir/planted.html"; then
        bad "$1 was not found"
    elif grep -q '1 failed$' "$dir/out"; then
        ok
    else
        bad "$1 broke more than itself"
    fi
}

if ! ILMS=$ilms tools/sample.sh "$dir/sample.db" > "$dir/out" 2>&1 ||
    ! ILMS=$ilms tools/sample.sh "$dir/example.db" --example > "$dir/out" 2>&1; then
    bad "the bases could not be made"
fi
reports sample 2024.1 en id my
reports example 2015 en vi

perl -0pe 's/<section class="chapter" id="corridors".*//s; s/<nav.*<\/nav>//s' "$dir/sample-en/report.html" > "$dir/short.html"
check sample 2024.1 "$dir/short.html" && ok || bad "the short report"
planted "a figure of another value" '(<data value=")3350\.673("[^>]*data-how="figure")' '${1}3351.673$2'
planted "a figure shown otherwise" '(data-how="figure"[^>]*>\d)(\d)(\d*,)' '${1}${\ (9 - $2)}$3'
planted "a share shown otherwise" '(data-how="share"[^>]*>\d+)\.(\d)<' '${1}.${\ (($2 + 5) % 10)}<'
planted "another formula" 'data-how="average_growth"' 'data-how="growth"'
planted "figures of another order" '(data-how="average_growth" data-of=")(\S+) ([^"]+)"' '$1$3 $2"'
planted "a figure that there is not" 'CCT_CTZ_TOTAL\/2024"' 'CCT_CTZ_TOTAL\/1914"'
planted "another number of question tables" '(<data value=")94(" data-how="coverage")' '${1}95$2'
planted "another release of question tables" 'release=2014 cover' 'release=2024.1 cover'
planted "a number that nothing stands behind" '(<div class="para" [^>]*>)' '${1}About 4,321 persons came. '
planted "a number beside its mark" '(data-how="figure"[^>]*>[^<]*)<\/data>' '$1<\/data> (12.5)'
planted "a number in a cell" '<td class="n">\xe2\x80\x93<\/td>' '<td class="n">17,171<\/td>'
planted "a picture's words" '(alt="[^"]*?)3,350\.673' '${1}3,351.673'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
