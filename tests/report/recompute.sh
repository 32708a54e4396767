#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# recompute.sh ILMS: makes the reports and fact sheets of the sample base and of the example, in English and in a language
# with other separators, and of a base with a collection of others and a consultation, and has every number of them computed
# again (recompute.py); without WHOLE=1 of the sample base alone, in one language. Then a number is changed in a copy, in each of the places where one may stand, and each must be found.
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

# rare: a base with what the sample has not: a collection of others, sources that are described, a round of consultation,
# words that people wrote with numbers of their own; and the report with its record.
rare() {
    rare_ilms="$ilms --base $dir/rare.db"
    $ilms --base "$dir/sample.db" backup "$dir/rare.db" || return 1
    printf '%s\n' 'Table 1 - Men,,' 'Year,Residence,Myanmar,Cambodia' 2014,Thailand,1000500,300000 2024,Thailand,,250250 \
        > "$dir/men.csv"
    sed 's/Men/Women/; s/00/11/g' "$dir/men.csv" > "$dir/women.csv"
    $rare_ilms source import --quiet "$dir/men.csv" "$dir/women.csv" --map tests/data/collections/stock.map || return 1
    for of in KHM/FX:14128 LAO/XX:99004; do
        $rare_ilms source set --country "${of%/*}" --source "${of#*/}" --field geography=S4:29 --field population=S5:37 \
            --field migrants=T36:3215 --field institution='Office no. 7' --field publication='Yearbook, table 12.5' || return 1
    done
    $rare_ilms statement set --country KHM --subject collection --text 'Since 2014 1,234 posts ask 5 questions.

Nobody counts 17.5.' || return 1
    $rare_ilms recommendation add 'Ask 3 questions in each of 12 surveys.' || return 1
    $rare_ilms release 2024.2 || return 1
    $rare_ilms consultation open 'Round = 1, 2*' --until 2999-01-01 --release 2024.2 --no-mail || return 1
    $rare_ilms consultation say 'Round = 1, 2*' recommendations.made.1 --country KHM --object 'Not 3 but 4, see 7.1.' &&
        $rare_ilms consultation say 'Round = 1, 2*' R1 --country THA --agree &&
        $rare_ilms query --format sdmx-csv > "$dir/rare.csv" 2> /dev/null &&
        $rare_ilms report --output "$dir/rare-en" --format html --origin https://ilms.example.org --consultation 'Round = 1, 2*'
}

# planted WHAT PATTERN REPLACEMENT: in a copy of some chapters the first place that fits is changed, which must be found.
planted() {
    nplanted=$((nplanted + 1))
    echo "$1" >> "$dir/planted"
    perl -0pe "s/$2/$3/" "$dir/short.html" > "$dir/planted-$nplanted.html"
    ! cmp -s "$dir/short.html" "$dir/planted-$nplanted.html" || { : > "$dir/out"; bad "there is no place for $1"; }
}

if ! ILMS=$ilms tools/sample.sh "$dir/sample.db" > "$dir/out" 2>&1 ||
    ! ILMS=$ilms tools/sample.sh "$dir/example.db" --example > "$dir/out" 2>&1; then
    bad "the bases could not be made"
fi
if [ -n "${WHOLE:-}" ]; then
    reports sample 2024.1 en id my
    reports example 2015 en vi
else
    reports sample 2024.1 id
fi

if ! rare > "$dir/out" 2>&1; then
    bad "the base of what is rare could not be made"
elif check rare 2024.2 "$dir/rare-en/report.html"; then
    ok
    echo "rare, en: $(tail -n 1 "$dir/out")"
else
    bad "numbers of the report with a collection and a consultation"
fi

perl -0pe 's/<nav.*<\/nav>//s; s/ src="data:[^"]*"//g; s/<section class="chapter" id="(sectors|skills|sexes|country\.\w+|recommendations|annex|methods|source-list)"'"\
"'.*?(?=<section class="chapter)//sg' "$dir/rare-en/report.html" > "$dir/short.html"
check rare 2024.2 "$dir/short.html" && ok || bad "the short report"
nplanted=0
: > "$dir/planted"
planted "a figure of another value" '(<data value=")3350\.673("[^>]*data-how="figure")' '${1}3351.673$2'
planted "a figure shown otherwise" '(data-how="figure"[^>]*>\d)(\d)(\d*,)' '${1}${\ (9 - $2)}$3'
planted "a share shown otherwise" '(data-how="share"[^>]*>\d+)\.(\d)<' '${1}.${\ (($2 + 5) % 10)}<'
planted "another formula" 'data-how="average_growth"' 'data-how="growth"'
planted "figures of another order" '(data-how="average_growth" data-of=")(\S+) ([^"]+)"' '$1$3 $2"'
planted "a figure that there is not" 'CCT_CTZ_TOTAL\/2024"' 'CCT_CTZ_TOTAL\/1914"'
planted "another number of question tables" '(<data value=")94(" data-how="coverage")' '${1}95$2'
planted "another release of question tables" 'release=2014 cover' 'release=2024.1 cover'
planted "a share of a round shown otherwise" '(\(<data [^>]*data-of="share round=[^>]*>)(\d+)' '${1}${\ ($2 + 1)}'
planted "another asymmetry" '(<data value="0\.4)1(\d*" data-how="asymmetry")' '${1}2$2'
planted "the asymmetry of other figures" '(data-how="asymmetry" data-of="[^"]*\/20)14"' '${1}13"'
planted "another number of corridors" '(<data value=")\d+(" data-how="listing" data-of="mirror kind=stock"[^>]*>)\d+' '${1}99${2}99'
planted "rows of another condition" 'data-of="mirror kind=stock asymmetry=\*"' 'data-of="mirror kind=flow asymmetry=*"'
planted "rows without a condition" '(data-of="coverage gaps --years \d+-\d+) effort=\w+"' '$1"'
planted "rows of other years" '(data-of="coverage gaps --years )\d+' '${1}2024'
planted "rows in place of countries" 'data-of="each:ref_area coverage gaps' 'data-of="coverage gaps'
planted "a sum of rows shown otherwise" '(data-of="sum:gaps coverage needs[^>]*>)(\d+)<' '${1}${\ ($2 + 1)}<'
planted "points of another source" '(data-of="share:points,points\.max source quality ref_area=KHM source=)FX:14128' '${1}XX:99003'
planted "a criterion of another source" '(data-of="source quality figures!=0 criterion=)scope points=0' '${1}age points=0'
planted "rows that no command lists" 'data-of="each:REF_AREA query"' 'data-of="each:REF_AREA queries"'
planted "a figure of others of another value" '(data-of="TEST_STOCK\@[^>]*>)[1-8]' '${1}9'
planted "a figure of others in another vintage" 'TEST_STOCK\@2019' 'TEST_STOCK\@2017'
planted "a figure of others for one of the release" 'data-of="TEST_STOCK\@2019\/' 'data-of="'
planted "another number of the record" '(<data value="1" data-how="listing" data-of="consultation record [^"]*ref_area=KHM position=)object' '${1}agree'
planted "a number that nothing stands behind" '(<div class="para" [^>]*>)' '${1}About 4,321 persons came. '
planted "a number beside its mark" '(data-how="figure"[^>]*>[^<]*)<\/data>' '$1<\/data> (12.5)'
planted "a number in a cell" '<td class="n">\xe2\x80\x93<\/td>' '<td class="n">17,171<\/td>'
planted "a small number without its mark" '<data [^>]*data-how="listing"[^>]*>(\d+)<\/data>' '$1'
planted "a number of a list without its mark" '(<td class="n">)<data [^>]*data-how="listing"[^>]*>(\d+)<\/data>' '$1$2'
planted "an asymmetry without its mark" '<data [^>]*data-how="asymmetry"[^>]*>([^<]*)<\/data>' '$1'
planted "how many are shown, said of no picture" '(<div class="para" [^>]*>)' '${1}The largest 12 of 30 corridors. '
planted "a picture's words" '(alt="[^"]*?)3,350\.673' '${1}3,351.673'
check rare 2024.2 "$dir"/planted-*.html
n=0
while read -r what; do
    n=$((n + 1))
    found=$(grep -c "^FAIL planted-$n\.html" "$dir/out")
    if [ "$found" = 1 ]; then
        ok
    else
        grep "^FAIL planted-$n\.html" "$dir/out"
        echo "FAIL $what was found $found times"
        failed=$((failed + 1))
    fi
done < "$dir/planted"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
