#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# charts.sh [ILMS]: charts over HTTP: every form of every kind, what they say against what the API says, what is refused,
# many at once; and in a browser: the picture on the page, the interactive chart, its keys, the embedded one.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
start_server
chart=/chart/table/MST_NCTE_SEX_CCT_NB

# get FILE ADDRESS [CURL-WORDS...]: the status is in $status, the head in the file `head`
get() {
    into=$1 asked=$2
    shift 2
    status=$(curl -s -g -o "$into" -D head -w '%{http_code}' "$@" "$url$asked") || status="curl: $?"
}
is() { # WHAT GOT WANT
    [ "$2" = "$3" ] && c=0 || { echo "\"$2\" in place of \"$3\"" >why; c=1; }
    ok "$1" $c
}
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
png_size() { od -A n -t u1 -j 16 -N 8 "$1" | awk '{ print ($1*256+$2)*65536+$3*256+$4, ($5*256+$6)*65536+$7*256+$8 }'; }

for what in "$chart/THA line" "$chart line" "$chart/THA bar" "$chart/THA heat" "$chart/THA sankey" "$chart/THA flow-map" \
    "$chart map" "$chart multiples"; do
    address=${what% *} kind=${what#* }
    get a.svg "$address.svg?kind=$kind"
    is "$kind: drawn" "$status $(field Content-Type)" "200 image/svg+xml"
    xmllint --noout a.svg 2>why && c=0 || c=1
    ok "$kind: well-formed" $c
    grep -q '<title>..*</title><desc>..*</desc>' a.svg && c=0 || c=1
    ok "$kind: says what it shows" $c
    get b.svg "$address.svg?kind=$kind&frame=no&width=360&theme=dark"
    is "$kind: narrow, dark and without a frame" "$status $(head -c 100 b.svg | grep -c 'width="360"')" "200 1"
done

get a.png "$chart/THA.png?kind=line&scale=1"
one=$(png_size a.png)
get b.png "$chart/THA.png?kind=line"
is "a picture is 720 pixels wide" "${one% *}" 720
is "and usually of twice the size" "$(png_size b.png)" "$((${one% *} * 2)) $((${one#* } * 2))"
is "PNG" "$(field Content-Type)" image/png

# the same picture again: from the cache, and not at all when the reader has it
etag=$(field ETag)
get c.png "$chart/THA.png?kind=line"
cmp b.png c.png 2>why && c=0 || c=1
ok "the same every time" $c
get c.png "$chart/THA.png?kind=line" -H "If-None-Match: $etag"
is "not sent again" "$status" 304

# On one connection pictures and small answers take turns: each has its own bytes.
n=0
while [ $n -lt 12 ]; do
    n=$((n + 1))
    [ $((n % 2)) = 0 ] && place=MYS || place=THA
    for form in "svg?kind=line&width=540" "csv?kind=line" "png?kind=line&width=360"; do
        printf 'url = "%s%s.%s"\noutput = "turn-%s"\n' "$url" "$chart/$place" "$form" "$((n % 2))${form%%\?*}-$n"
        printf 'url = "%s/countries"\noutput = "turn-page-%s"\n' "$url" $n
    done
done >turns
curl -s -K turns
is "every turn gives the same" "$(for f in turn-page-* ; do md5sum <"$f"; done | sort -u | wc -l) $(for f in turn-[01]svg-*; do
    md5sum <"$f"; done | sort -u | wc -l) $(for f in turn-[01]png-*; do md5sum <"$f"; done | sort -u | wc -l)" "1 2 2"
is "and the server is there" "$(kill -0 "$server" && echo yes)" yes

# figures of the chart are those of the API: the newest of each line
get a.csv "$chart/THA.csv?kind=line"
get b.csv "/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/*/THA?format=sdmx-csv"
is "lines of CSV" "$(head -n 1 a.csv)" series,category,value,status
is "figures are the release's" "$(awk -F, 'NR > 1 && $3 != "" { print $3 }' a.csv | while read -r v; do
    grep -q ",$v\(0*\)," b.csv || echo "$v"; done)" ""
get page.html "/table/MST_NCTE_SEX_CCT_NB/THA"
rows=$(awk -F, 'NR > 1 { print $2 }' a.csv | sort -u | wc -l)
is "the table on the page has a row a year" "$(sed -n '/class="of-chart"/,/<\/table>/p' page.html | grep -c '<tr><th scope="row">')" "$rows"
is "and the figures of the file" "$(sed -n '/class="of-chart"/,/<\/table>/p' page.html | grep -o '<td class="n">[0-9,.]*' |
    tr -d , | sed 's/.*>//' | awk '$1 != "" { n++; s += $1 } END { printf "%d %.2f", n, s }')" \
    "$(awk -F, 'NR > 1 && $3 != "" { n++; s += $3 } END { printf "%d %.2f", n, s }' a.csv)"
is "a picture with its size, in words" "$(grep -c '<img src="[^"]*" width="720" height="[0-9]*" [^>]*alt="[^"]' page.html)" 1

get a.json "$chart/THA.json?kind=line"
is "the description" "$status $(field Content-Type) $(grep -c '^{"kind":"line","title":' a.json)" "200 application/json 1"

# frames of others: this page and no other
get a.html "$chart/THA.html?kind=line"
is "others may frame it" "$status $(field Content-Security-Policy | grep -c 'frame-ancestors \*')" "200 1"
get b.html "/table/MST_NCTE_SEX_CCT_NB/THA"
is "and nothing else" "$(field Content-Security-Policy | grep -c "frame-ancestors 'none'")" 1
is "no script in it" "$(grep -c '<script' a.html)" 0

# topics that put several tables together: each is drawn, and the page that shows it asks for that address
for address in /chart/country/THA/stock /chart/country/THA/origins /chart/country/THA/sex /chart/country/THA/outflow \
    /chart/country/THA/abroad /chart/country/JPN/others /chart/region/outflow /chart/corridors/stock \
    /chart/region/women/outflow /chart/region/occupations/outflow /chart/region/education/outflow \
    /chart/corridors/stock/2014 /chart/corridor/MMR/THA/stock; do
    get a.svg "$address.svg"
    xmllint --noout a.svg 2>why && c=0 || c=1
    is "$address is drawn" "$status $(field Content-Type) $c" "200 image/svg+xml 0"
    get a.csv "$address.csv"
    is "$address has figures" "$status $(awk -F, 'NR > 1 && NF > 2 { n++ } END { print (n > 1) }' a.csv)" "200 1"
done
get b.svg "/chart/corridors/stock.svg?kind=flow-map"
is "corridors on a map" "$status $(grep -c '<title>..*</title><desc>..*</desc>' b.svg)" "200 1"
for place in "/country/THA country/THA/stock" "/country/JPN country/JPN/others" "/ corridors/stock" "/corridors corridors/stock" \
    "/corridor/MMR/THA corridor/MMR/THA/stock" "/countries region/outflow"; do
    get page.html "${place% *}"
    is "${place% *} shows ${place#* }" "$(grep -c "<img src=\"/chart/${place#* }.svg" page.html)" 1
done
get a.csv /chart/country/THA/origins.csv
get b.csv "/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/*/THA?format=sdmx-csv"
is "origins are the release's" "$(awk -F, 'NR > 1 { print $(NF - 1) }' a.csv | while read -r v; do
    grep -q ",$v\(0*\)," b.csv || echo "$v"; done)" ""
get a "/tables?ref_area=THA&topic=education"
is "tables of a country and a topic" "$status $(grep -c 'href="/table/MST_XWAP_SEX_EDU_CCT_NB/THA"' a)" "200 1"

while read -r want address; do
    get a "$address"
    is "$address is refused" "$status" "$want"
done <<END
404 /chart
404 /chart/table.svg
404 /chart/nothing/X.svg
404 $chart/THA
404 $chart/THA.gif
404 $chart/XXX.svg
404 $chart/THA/KHM.svg
404 /chart/table/NO_SUCH/THA.svg
400 $chart/THA.svg?kind=pie
400 $chart/THA.svg?width=99999
400 $chart/THA.svg?width=361
400 $chart/THA.svg?theme=pink
400 $chart/THA.svg?frame=perhaps
400 $chart/THA.png?scale=9
400 $chart/THA.svg?key=%3Cscript%3E
400 $chart/THA.svg?other=1
400 $chart.svg?kind=sankey
404 /chart/country/XXX/stock.svg
404 /chart/country/THA/nothing.svg
404 /chart/country/THA.svg
404 /chart/country/BRN/stock.svg
400 /chart/country/THA/stock.svg?kind=bar
400 /chart/country/THA/stock.svg?key=SEX_F
404 /chart/region/nothing.svg
404 /chart/region/women/nothing.svg
404 /chart/region/occupations/nobody.svg
404 /chart/region/activities.svg
400 /chart/region/women/outflow.svg?kind=line
400 /chart/region/occupations/outflow.svg?kind=line
404 /chart/corridors/people.svg
404 /chart/corridors/stock/20%3C14.svg
400 /chart/corridors/stock.svg?kind=line
404 /chart/corridor/MMR/MMR/stock.svg
404 /chart/corridor/MMR.svg
400 /tables?topic=nothing
400 /tables?ref_area=JPN
400 /tables?ref_area=%3Cb%3E
END

# many at once: all are drawn, and pages do not wait for them
n=0
for kind in line bar heat multiples; do
    for width in 360 540 720 1080; do
        for theme in dark print; do
            n=$((n + 1))
            printf 'url = "%s%s.svg?kind=%s&width=%s&theme=%s"\noutput = "/dev/null"\n' "$url" "$chart/MYS" $kind $width $theme
        done
    done
done >many
curl -s -S -Z --parallel-max 40 -w '%{http_code}\n' -K many >codes 2>/dev/null &
curls=$!
sleep 0.2
get a /countries --max-time 5
is "a page meanwhile" "$status" 200
wait $curls || true
is "all are drawn" "$(sort codes | uniq -c | tr -s ' ')" " $n 200"

python3 "$here/colours.py" "$repo/web/js/chart.js" >why 2>&1 && c=0 || c=1
ok "colours are as far apart as is said" $c

# -- in a browser -----------------------------------------------------------------------------------------
command -v chromium >/dev/null || {
    skip "charts in a browser" "there is no chromium"
    total
    exit
}
absent=$("$repo/tests/node/install.sh") || {
    skip "charts in a browser" "$absent"
    total
    exit
}
URL=$url TMPDIR=$dir node "$here/charts.mjs" >browser.out 2>&1 || true
cat browser.out | grep -v ' passed, ' || true
set -- $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' browser.out)
if [ $# = 2 ]; then
    passed=$((passed + $1)) failed=$((failed + $2))
else
    failed=$((failed + 1))
fi
total
