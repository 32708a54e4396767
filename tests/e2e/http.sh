#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# http.sh [ILMS]: the web services over real HTTP, asked with curl: status codes, content types,
# caching, compression, CORS, and that JSON is JSON and XML follows its schema.
. "$(dirname "$0")/server.sh"
start_server

v1=/rest/data/DF_MST_NCTE_SEX_CCT_NB
v2=/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/1.0

# code NAME STATUS CURL-WORDS...
code() {
    name=$1 want=$2
    shift 2
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@") || got="curl: $?"
    if [ "$got" = "$want" ]; then
        ok "$name" 0
    else
        { echo "$got in place of $want"; head -c 500 body; } >why
        ok "$name" 1
    fi
}
# header NAME VALUE: of the last answer, exactly; field FIELD gives it
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
header() {
    got=$(field "$1")
    [ "$got" = "$2" ] && c=0 || { echo "$got in place of $2" >why; c=1; }
    ok "$name: $1" $c
}
holds() { # what is said of the last answer
    grep -q "$2" body && c=0 || { head -c 500 body >why; c=1; }
    ok "$1" $c
}
valid_json() {
    [ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('body') AS TEXT))")" = 1 ] && c=0 ||
        { head -c 300 body >why; c=1; }
    ok "$name is JSON" $c
}

# -- formats ------------------------------------------------------------------------------
code "SDMX-JSON by default" 200 "$url$v2/MYS.A.*.SEX_T.*"
header Content-Type "application/vnd.sdmx.data+json;version=2.0.0"
valid_json
code "SDMX-JSON by Accept" 200 -H "Accept: application/vnd.sdmx.data+json;version=2.0.0" "$url$v2/MYS.A.*.SEX_T"
header Content-Type "application/vnd.sdmx.data+json;version=2.0.0"
valid_json
code "SDMX-CSV by Accept" 200 -H "Accept: application/vnd.sdmx.data+csv;version=1.0.0" "$url$v1"
header Content-Type "application/vnd.sdmx.data+csv;version=1.0.0"
holds "SDMX-CSV begins with DATAFLOW" "^DATAFLOW,"
code "text/csv" 200 -H "Accept: text/csv" "$url$v1/MYS....?lastNObservations=1"
holds "SDMX-CSV for text/csv" "^DATAFLOW,"
code "a bulk file by format=" 200 "$url$v1?format=ilostat"
holds "the bulk layout" "^ref_area,source,indicator"
code "all dimensions at the observation" 200 "$url$v1/MYS.A..SEX_T.?dimensionAtObservation=AllDimensions"
valid_json
code "keys only" 200 "$url$v1?detail=serieskeysonly"
valid_json
code "everything there is, streamed" 200 "$url/rest/data/all?format=csv"
lines=$(wc -l <body)
[ "$lines" = 2431 ] && c=0 || { echo "$lines lines" >why; c=1; }
ok "every observation is in it" $c
# -- derived figures --------------------------------------------------------------------------
v2m=/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB/1.0
code "a reported flow" 200 "$url$v2m/PHL.A.*.SEX_T?format=ilostat&c[TIME_PERIOD]=2001"
[ "$(grep -c ',L$' body)" = 0 ] && [ "$(grep -c SKILL body)" = 3 ] && c=0 || c=1
ok "what was reported of it" $c
code "the same with derived" 200 "$url$v2m/PHL.A.*.SEX_T?format=ilostat&derived=true&c[TIME_PERIOD]=2001"
[ "$(grep -c 'SKILL.*,L$' body)" = 2 ] && [ "$(grep -c 'SKILL.*,$' body)" = 3 ] && c=0 || c=1
ok "aggregates with status L among the reported" $c
code "derived as JSON" 200 "$url$v2m/PHL?derived=true"
valid_json
code "a derived flow" 200 "$url/rest/data/DF_MFL_NEMP_OCU_FS?format=ilostat"
[ "$(grep -c ',L' body)" = "$(($(wc -l <body) - 1))" ] && c=0 || c=1
ok "all of it has status L" $c
code "a derived flow as JSON" 200 "$url/rest/data/DF_MST_NCTE_SEX_RS"
valid_json
code "what there is of a derived flow" 200 "$url/rest/availableconstraint/DF_MST_NCTE_SEX_RS/all/all/all"
code "everything with derived" 200 "$url/rest/v2/data?derived=true&format=ilostat"
[ "$(wc -l <body)" = 6962 ] && c=0 || { echo "$(wc -l <body) lines" >why; c=1; }
ok "reported and derived together" $c
code "derived is true or false" 400 "$url$v2m?derived=yes"
code "two cubes are not mixed" 501 "$url/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB,DF_MST_NCTE_SEX_RS/1.0/*"
code "unless asked for" 200 "$url/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB,DF_MST_NCTE_SEX_RS/1.0/*?derived=true"

code "all as JSON" 200 "$url/rest/v2/data"
valid_json

# The same figures by every way.
curl -s -g "$url$v1/MYS.A..SEX_T.CCT_CTZ_TOTAL?format=ilostat" >one
curl -s -g "$url$v2/MYS.A.*.SEX_T.CCT_CTZ_TOTAL?format=ilostat" >two
curl -s -g "$url$v2?c[REF_AREA]=MYS&c[SEX]=SEX_T&c[CCT]=CCT_CTZ_TOTAL&format=ilostat" >three
"$ilms" query DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.CCT_CTZ_TOTAL --format ilostat >four
cmp one two >why && cmp one three >why && cmp one four >why && [ -s one ] && c=0 || c=1
ok "v1, v2, filters and the command line agree" $c

# -- caching and compression ------------------------------------------------------------
code "an answer" 200 "$url$v1/MYS.A..SEX_T."
tag=$(field ETag)
case $tag in \"*\") c=0 ;; *) c=1 ;; esac
ok "a strong ETag" $c
[ -n "$(field Last-Modified)" ] && c=0 || c=1
ok "Last-Modified" $c
case $(field Vary) in *Accept*) c=0 ;; *) c=1 ;; esac
ok "Vary" $c
header Access-Control-Allow-Origin "*"
modified=$(field Last-Modified)
code "the same tag" 304 -H "If-None-Match: $tag" "$url$v1/MYS.A..SEX_T."
[ ! -s body ] && c=0 || c=1
ok "304 without a body" $c
header ETag "$tag"
code "one of several tags" 304 -H "If-None-Match: \"x\", $tag" "$url$v1/MYS.A..SEX_T."
code "any tag" 304 -H "If-None-Match: *" "$url$v1/MYS.A..SEX_T."
code "another tag" 200 -H 'If-None-Match: "other"' "$url$v1/MYS.A..SEX_T."
code "not modified since" 304 -H "If-Modified-Since: $modified" "$url$v1/MYS.A..SEX_T."
code "another query has another tag" 200 "$url$v1/MYS.A..SEX_F+SEX_M."
[ "$(field ETag)" != "$tag" ] && c=0 || c=1
ok "tags differ" $c
code "gzip" 200 -H "Accept-Encoding: gzip" "$url$v1"
header Content-Encoding gzip
mv body packed
code "and not" 200 "$url$v1"
gzip -dc packed | cmp - body >why 2>&1 && c=0 || c=1
ok "gzip unpacks to the same" $c
code "HEAD" 200 --head "$url$v1/MYS.A..SEX_T."
header ETag "$tag"
code "OPTIONS" 204 -X OPTIONS -H "Origin: http://x" -H "Access-Control-Request-Method: GET" "$url$v1"

# -- what cannot be answered ----------------------------------------------------------------
code "no such flow" 404 "$url/rest/data/DF_NO_SUCH"
code "no results, v1" 404 "$url$v1/MYS.A..SEX_O."
code "no results, v2" 204 "$url$v2/MYS.A.*.SEX_O.*"
[ ! -s body ] && c=0 || c=1
ok "204 without a body" $c
code "a key too short" 400 "$url$v1/MYS.A"
holds "an error as XML for v1" "ErrorMessage code=\"140\""
code "a key too long" 400 -H "Accept: application/json" "$url$v1/MYS.A.B.C.D.E.F"
valid_json
code "a parameter nobody knows" 400 "$url$v1?color=red"
code "a period that is none" 400 "$url$v1?startPeriod=someday"
code "a format nobody knows" 406 -H "Accept: application/x-excel" "$url$v1"
code "a format= nobody knows" 406 "$url$v1?format=excel"
code "history" 501 "$url$v1?includeHistory=true"
code "a structure query" 200 "$url/rest/datastructure/ILO"
code "no such resource" 404 "$url/rest/nonsense"
code "no such page" 404 "$url/no-such-page"
code "a method that changes" 405 -X POST -d x=1 "$url$v1"
code "a percent sign that is none" 400 "$url$v1/%zz"
code "a NUL byte" 400 "$url$v1/%00"
code "too long an address" 414 "$url$v1?startPeriod=$(head -c 20000 /dev/zero | tr '\0' 1)"
code "markup in a name" 404 "$url/table/%3Cscript%3Ealert(1)%3C/script%3E"
grep -qs "<script>alert" body && c=1 || c=0
ok "markup is escaped" $c
code "no way out of the folder" 404 --path-as-is "$url/../../etc/passwd"

# -- availability ---------------------------------------------------------------------------
code "availability" 200 "$url/rest/availableconstraint/DF_MST_NCTE_SEX_CCT_NB/MYS...."
xmllint --noout body >why 2>&1 && c=0 || c=1
ok "availability is XML" $c
if [ -d "$repo/../shared/schemas/sdmx21" ]; then
    xmllint --noout --nonet --schema "$repo/../shared/schemas/sdmx21/SDMXMessage.xsd" body >why 2>&1 && c=0 || c=1
    ok "availability follows the schema of SDMX 2.1" $c
    code "an error" 400 "$url$v1/MYS.A"
    xmllint --noout --nonet --schema "$repo/../shared/schemas/sdmx21/SDMXMessage.xsd" body >why 2>&1 && c=0 || c=1
    ok "an error follows the schema of SDMX 2.1" $c
else
    skip "SDMX 2.1 schemas" "../shared is not there"
fi
code "availability, v2" 200 "$url/rest/v2/availability/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/1.0"
valid_json
code "availability of one component" 200 "$url/rest/availableconstraint/DF_MST_NCTE_SEX_CCT_NB/all/all/REF_AREA"

# -- the portal -------------------------------------------------------------------------------
for page in / /tables /table/MST_NCTE_SEX_CCT_NB /table/MST_NCTE_SEX_CCT_NB/THA /countries \
    /country/THA /country/BRN /sources /source/FB:6665 /api /about; do
    code "page $page" 200 "$url$page"
    header Content-Type "text/html; charset=utf-8"
    grep -q 'lang="en"' body && c=0 || c=1
    ok "$page says its language" $c
done
code "a figure on its page" 200 "$url/table/MST_NCTE_SEX_CCT_NB/MYS"
holds "the number of 2000 is there" "807"

# -- a new release, and the end ---------------------------------------------------------------
sed 's/SEX_T,CCT_CTZ_BGD,2000,158.149/SEX_T,CCT_CTZ_BGD,2000,158.249/' "$repo/data/asean/MYS.csv" >new.csv
"$ilms" submit --quiet new.csv >>log
"$ilms" accept $((n + 1)) --allow "as published" >>log
"$ilms" release 2024.2 >>log
tries=0
until curl -s -g "$url$v1/MYS.A..SEX_T.CCT_CTZ_BGD?format=ilostat" | grep -q 158.249; do
    sleep 0.1
    tries=$((tries + 1))
    [ $tries -lt 50 ] || break
done
[ $tries -lt 50 ] && c=0 || c=1
ok "a new release is taken up within 5 s" $c
code "the old tag is old" 200 -H "If-None-Match: $tag" "$url$v1/MYS.A..SEX_T."
kill -TERM "$server"
wait "$server" && c=0 || c=1
server=
ok "a signal stops it with exit code 0" $c
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
"$ilms" doctor >why 2>&1 && c=0 || c=1
ok "doctor after serving" $c
total
