#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# table.sh [ILMS]: selections of tables over HTTP, against what the web services say; what is wrong with an address; a
# figure with all that is known of it, also of earlier releases; and in a browser: form, keyboard, panel.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
table=/table/MST_NCTE_SEX_CCT_NB figure=/figure/MST_NCTE_SEX_CCT_NB

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
has() { # WHAT FILE TEXT
    grep -qF -- "$3" "$2" && c=0 || { echo "no \"$3\"" >why; c=1; }
    ok "$1" $c
}
# the figures of the table of a page, without their marks and the separators of thousands, sorted
figures() {
    sed -n '/<table class="grid/,/<\/table>/p' "$1" | sed 's/<a class="f"[^>]*>[^<]*<\/a>//g' |
        grep -o '<td[^>]*>[0-9][0-9.,]*</td>' | sed 's/<[^>]*>//g; s/,//g' | awk '{ printf "%.3f\n", $1 }' | sort
}
# those of a CSV file of the service
values() {
    python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin):
    if row["obs_value"]: print("%.3f" % float(row["obs_value"]))' <"$1" | sort
}

start_server

# -- the same figures as the web services ------------------------------------------------------------------------
for query in "rows=cct&cols=time&ref_area=THA" "rows=sex,cct&cols=time&ref_area=THA&timefrom=2010&timeto=2015" \
    "rows=ref_area,cct&cols=sex,time" "rows=time&cols=cct&ref_area=MYS&time=2010+2014" \
    "rows=cct&cols=time&ref_area=THA&sex=SEX_F&cct=CCT_CTZ_MMR+CCT_CTZ_LAO" "rows=ref_area,sex,cct,time&cols="; do
    get page.html "$table?$query"
    is "$query" "$status" 200
    rest=$(grep -o '<code class="addr">[^<]*/rest/v2/[^<]*' page.html | head -n 1 | sed 's/.*\(\/rest\)/\1/; s/&amp;/\&/g')
    case $rest in *\?*) mark='&' ;; *) mark='?' ;; esac
    get a.csv "$rest${mark}format=ilostat"
    figures page.html >got
    values a.csv >want
    cmp -s got want && [ -s got ] && c=0 || { diff got want >why; c=1; }
    ok "$query: the figures of $rest" $c
    v1=$(grep -o '<code class="addr">[^<]*/rest/data/[^<]*' page.html | head -n 1 | sed 's/.*\(\/rest\)/\1/; s/&amp;/\&/g')
    [ -n "$v1" ] || continue
    case $v1 in *\?*) mark='&' ;; *) mark='?' ;; esac
    get b.csv "$v1${mark}format=ilostat"
    values b.csv >want
    cmp -s got want && c=0 || { diff got want >why; c=1; }
    ok "$query: and of $v1" $c
done

# every file that the page offers is there
get page.html "$table?rows=cct&cols=time&ref_area=THA&timefrom=2012"
grep -o '<a [^>]*download href="[^"]*' page.html | sed 's/.*href="//; s/&amp;/\&/g' | sort -u >files
is "files of a selection" "$(wc -l <files | tr -d ' ')" 8
while read -r file; do
    get got "$file"
    is "$file" "$status" 200
done <files

# -- addresses -------------------------------------------------------------------------------------------------------
get page.html "$table?place.ref_area=one&place.sex=rows&place.cct=cols&place.time=one&ref_area=THA&rows=ref_area&cols=time&time=2014"
is "a form leads to an address to be kept" "$status $(field Location)" \
    "303 $table?rows=sex&cols=cct&ref_area=THA&time=2014"
get page.html "$table?sort=2014:asc&rows=cct&cols=time&ref_area=THA"
is "and so does the head of a column" "$status $(field Location)" "303 $table?rows=cct&cols=time&ref_area=THA&sort=2014&order=asc"
get page.html "$(field Location)"
is "in which rows are sorted" "$(grep -c 'aria-sort="ascending"' page.html)" 1
for wrong in "sex=SEX_Q|sex" "rows=country|rows" "timefrom=x|timefrom" "timefrom=2015&timeto=2010|timefrom" "page=2|page" \
    "sort=1899&rows=cct|sort" "rows=cct&cols=cct|cols" "view=pie|view" "sex=%3Cscript%3Ealert(1)%3C/script%3E|sex" \
    "rows=%FF|" "place.x=rows|place.x"; do
    get page.html "$table?${wrong%|*}"
    case $wrong in
    *%FF*) is "$wrong" "$status" 400 ;;
    *)
        is "$wrong" "$status $(grep -c 'role="alert"' page.html)" "400 1"
        has "$wrong is named" page.html "<code>${wrong#*|}</code>"
        ;;
    esac
    grep -qi '<script>alert' page.html && c=1 || c=0
    ok "$wrong: no markup" $c
done
has "and what would be right stands there" page.html 'class="choose"'
long=$(awk 'BEGIN { for (i = 0; i < 500; i++) printf "CCT_CTZ_X%d+", i }')
get page.html "$table?cct=$long"
is "a long list of nothing" "$status" 400
get page.html "/table/MST_NONE?rows=sex"
is "no such table" "$status" 404
get page.html "$table?derived=yes&rows=cct&cols=time&ref_area=THA"
is "with computed figures" "$status" 200
get page.html "$table?rows=cct&cols=time&ref_area=THA"
etag=$(field ETag)
get page.html "$table?rows=cct&cols=time&ref_area=THA" -H "If-None-Match: $etag"
is "a selection is not sent twice" "$status" 304

# -- a figure ----------------------------------------------------------------------------------------------------------
get page.html "$figure/THA/SEX_T.CCT_CTZ_MMR/2014"
is "a figure" "$status" 200
has "its value" page.html '<b>933.89</b>'
has "in persons" page.html '933,890 persons'
has "its release" page.html 'New in release 2024.1'
has "its source" page.html '/source/FB:6664'
has "the other side" page.html '/corridor/MMR/THA'
rest=$(grep -o '/rest/v2/[^<]*' page.html | head -n 1 | sed 's/&amp;/\&/g')
get a.csv "$rest&format=ilostat"
is "its address of the web service" "$(values a.csv)" 933.890
get page.html "$figure/THA/SEX_T.CCT_CTZ_MMR"
is "the series" "$status $(grep -c '<tr><th scope="row"><a href="/figure/' page.html)" "200 $(curl -s -g \
    "$url/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA...SEX_T.CCT_CTZ_MMR?format=ilostat" | tail -n +2 | wc -l | tr -d ' ')"
for wrong in "$figure/THA/SEX_T.CCT_CTZ_MMR/1890" "$figure/THA/SEX_T.CCT_CTZ_MMR/never" "$figure/THA/SEX_T.CCT_CTZ_ZZZ/2014" \
    "$figure/XXX/SEX_T/2014" "/figure/MST_NONE/THA/SEX_T/2014" "$figure/THA/..%2F..%2Fetc/2014" "$figure/THA"; do
    get page.html "$wrong"
    is "$wrong" "$status" 404
done
kill "$server"
wait "$server" 2>/dev/null || true
rm -f server.out

# a later release, in which it is another
{
    echo "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status"
    echo "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.9,"
} >change.csv
export ILMS_NOW=2026-02-15T10:00:00Z
"$ilms" submit --quiet change.csv >>log
"$ilms" accept $((n + 1)) --allow "corrected" >>log
"$ilms" release 2024.2 >>log
start_server
get page.html "$figure/THA/SEX_T.CCT_CTZ_MMR/2014"
has "a figure that changed" page.html 'Changed in release 2024.2'
has "and what it was before" page.html '933.89 in release 2024.1'
get page.html "$figure/THA/SEX_T.CCT_CTZ_KHM/2014"
has "one that did not" page.html 'First published in release 2024.1'

# -- in a browser ------------------------------------------------------------------------------------------------------
command -v chromium >/dev/null || {
    skip "tables in a browser" "there is no chromium"
    total
    exit
}
reason=$("$here/../node/install.sh") || {
    skip "tables in a browser" "$reason"
    total
    exit
}
URL=$url TMPDIR=$dir node "$here/table.mjs" >browser.out 2>&1 || true
grep -v ' passed, ' browser.out || true
set -- $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' browser.out)
if [ $# = 2 ]; then
    passed=$((passed + $1)) failed=$((failed + $2))
else
    failed=$((failed + 1))
fi
total
