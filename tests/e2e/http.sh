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
header Content-Type "application/vnd.sdmx.data+json;version=2.1.0"
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
code "all dimensions at the observation" 200 -H "Accept: application/json" "$url$v1/MYS.A..SEX_T.?dimensionAtObservation=AllDimensions"
valid_json
code "keys only" 200 -H "Accept: application/json" "$url$v1?detail=serieskeysonly"
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
code "a derived flow as JSON" 200 -H "Accept: application/json" "$url/rest/data/DF_MST_NCTE_SEX_RS"
valid_json
code "what there is of a derived flow" 200 "$url/rest/availableconstraint/DF_MST_NCTE_SEX_RS/all/all/all"
code "everything with derived" 200 "$url/rest/v2/data?derived=true&format=ilostat"
[ "$(wc -l <body)" = 6962 ] && c=0 || { echo "$(wc -l <body) lines" >why; c=1; }
ok "reported and derived together" $c
code "everything with derived in 1.5" 200 "$url/rest/data/all?derived=true&format=ilostat"
[ "$(wc -l <body)" = 6962 ] && c=0 || { echo "$(wc -l <body) lines" >why; c=1; }
ok "the same" $c
code "without it what was reported" 200 "$url/rest/data/all?format=ilostat"
[ "$(wc -l <body)" = 2431 ] && c=0 || { echo "$(wc -l <body) lines" >why; c=1; }
ok "alone" $c
code "derived is true or false" 400 "$url$v2m?derived=yes"
code "a derived flow beside a reported one" 200 "$url/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB,DF_MST_NCTE_SEX_RS/1.0/*"
code "and joined" 200 "$url/rest/v2/data/dataflow/ILO/DF_MFL_NEMP_SEX_OCU_NB,DF_MST_NCTE_SEX_RS/1.0/*?derived=true"

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
code "history" 200 "$url$v1?includeHistory=true"
code "a structure query" 200 "$url/rest/datastructure/ILO"
code "no such resource" 404 "$url/rest/nonsense"
code "no such page" 404 "$url/no-such-page"
code "a method that changes" 405 -X POST -d x=1 "$url$v1"
code "a percent sign that is none" 400 "$url$v1/%zz"
code "a NUL byte" 400 "$url$v1/%00"
code "too long an address" 414 "$url$v1?startPeriod=$(head -c 10000 /dev/zero | tr '\0' 1)"
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

# -- languages, codings, refusals ----------------------------------------------------------
code "the language of Accept-Language" 200 -H "Accept-Language: fr, th;q=0.9, en;q=0.1" "$url$v1/MYS.A..SEX_T.?format=csv"
header Content-Language th
code "lang= wins over it" 200 -H "Accept-Language: th" "$url$v1/MYS.A..SEX_T.?format=csv&lang=vi"
header Content-Language vi
code "a language that nobody has" 200 -H "Accept-Language: eo" "$url$v1/MYS.A..SEX_T.?format=csv"
header Content-Language en
code "ISO 8601 in If-Modified-Since" 304 -H "If-Modified-Since: 2099-11-22T11:07:16.362Z" "$url$v1/MYS.A..SEX_T."
code "and an old one" 200 -H "If-Modified-Since: 1999-11-22T11:07:16.362Z" "$url$v1/MYS.A..SEX_T."
for coding in br zstd gzip; do
    code "$coding" 200 -H "Accept-Encoding: identity;q=0.1, $coding" "$url$v1?format=csv"
    header Content-Encoding $coding
    code "compression=$coding" 200 "$url$v1?format=csv&compression=$coding"
    header Content-Encoding $coding
done
code "compression=lzma" 406 "$url$v1?format=csv&compression=lzma"
holds "which there are" "gzip, br, zstd"
code "a version nobody writes" 406 -H "Accept: application/vnd.sdmx.data+json;version=9.0.0" "$url$v2"
holds "what there is" "application/vnd.sdmx.data+csv;version=1.0.0"
header Access-Control-Allow-Origin "*"
code "blanks in Accept" 200 -H "Accept: application/vnd.sdmx.data+json; version=2.0.0 , */*;q=0.1" "$url$v2/MYS"
header Content-Type "application/vnd.sdmx.data+json;version=2.0.0"
code "CSV without a version" 200 -H "Accept: application/vnd.sdmx.data+csv" "$url$v2/MYS"
header Content-Type "application/vnd.sdmx.data+csv;version=1.0.0"
code "labels in Accept" 200 -H "Accept: application/vnd.sdmx.data+csv;labels=both" "$url$v2/MYS"
holds "labels" "^DATAFLOW,REF_AREA: "
code "a method in the form of v2" 405 -X PUT -d x=1 "$url$v2"
header Allow "GET, HEAD, OPTIONS"
valid_json
code "a method in the form of v1" 405 -X DELETE "$url$v1"
xmllint --noout body >why 2>&1 && c=0 || c=1
ok "405 is XML" $c
code "a method in the form asked for" 405 -X DELETE -H "Accept: application/json" "$url$v1"
valid_json
code "too long an address, as XML" 414 "$url$v1?startPeriod=$(head -c 10000 /dev/zero | tr '\0' 1)"
xmllint --noout body >why 2>&1 && c=0 || c=1
ok "414 is XML" $c
holds "which says the limit" "8 KB"
code "too long a body, as JSON" 413 -X POST -H "Content-Length: 9000000" "$url$v2"
valid_json
holds "which says its limit" "1 MB"
code "HEAD of what is not there" 404 --head "$url/rest/data/DF_NO_SUCH"
code "OPTIONS of a page" 204 -X OPTIONS "$url/tables"
header Allow "GET, HEAD, OPTIONS"

# -- ILOSTAT's addresses -----------------------------------------------------------------------
table=MST_NCTE_SEX_CCT_NB
curl -s -g "$url$v1?format=ilostat" | sort >rest
code "a table by its ILOSTAT id" 200 "$url/data/indicator/?id=${table}_A"
header Content-Type text/csv
header Content-Disposition "attachment; filename=\"${table}_A.csv\""
sort body | cmp - rest >why 2>&1 && c=0 || c=1
ok "it has the figures of /rest" $c
held=$(field ETag)
code "the same again" 304 -H "If-None-Match: $held" "$url/data/indicator/?id=${table}_A"
code "CSV to whoever takes anything" 200 -H "Accept: application/json, text/xml, application/xml, */*" \
    "$url/data/indicator?id=${table}_A"
header Content-Type text/csv
code "JSON to whoever takes that alone" 200 -H "Accept: application/json" "$url/data/indicator?id=${table}_A"
header Content-Type application/json
valid_json
code "without its frequency, in small letters, packed" 200 "$url/data/indicator?id=mst_ncte_sex_cct_nb&format=.csv.gz"
header Content-Type application/gzip
gzip -dc body | sort | cmp - rest >why 2>&1 && c=0 || c=1
ok "the same figures packed" $c
code "a quarterly one" 200 "$url/data/indicator?id=${table}_Q"
[ "$(wc -l <body)" = 1 ] && c=0 || c=1
ok "has a header alone" $c
code "some of it" 200 "$url/data/indicator?id=${table}_A&ref_area=tha+MYS&sex=SEX_T&classif1=CCT_CTZ_TOTAL&timefrom=2010&timeto=2012"
[ "$(wc -l <body)" -gt 3 ] && [ "$(grep -vc 'SEX_T,CCT_CTZ_TOTAL,201[012],' body)" = 1 ] && c=0 || c=1
ok "filters hold" $c
code "the newest year" 200 "$url/data/indicator?id=${table}_A&ref_area=MYS&latestyear=TRUE&format=.json"
valid_json
[ "$(grep -o '"time":"[0-9]*"' body | sort -u | wc -l)" = 1 ] && c=0 || c=1
ok "one year" $c
code "with labels" 200 "$url/data/indicator?id=${table}_A&type=both&ref_area=MYS"
holds "code and label" "^MYS,Malaysia,"
code "labels alone, in Thai" 200 "$url/data/indicator?id=${table}_A&type=label&ref_area=THA&lang=th"
holds "a header of labels" "^ref_area.label,source.label,indicator.label,sex.label,classif1.label,time,"
header Content-Language th
code "two tables" 200 "$url/data/indicator?id=${table}_A+MFL_NEMP_SEX_OCU_NB_A&format=.tsv"
[ "$(cut -f 3 body | sort -u | wc -l)" = 3 ] && c=0 || c=1
ok "both are there" $c
code "an area" 200 "$url/data/ref_area?id=THA_A"
[ "$(cut -d , -f 1 body | sort -u | tr '\n' ' ')" = "THA ref_area " ] && c=0 || c=1
ok "that area alone" $c
code "an area's table" 200 "$url/data/ref_area?id=THA_A&indicator=$table"
sort body >one
grep -E '^(THA|ref_area),' rest | cmp - one >why 2>&1 && c=0 || c=1
ok "is the table's area" $c
code "a derived table" 200 "$url/data/indicator?id=MST_NCTE_SEX_RS_A"
code "an area that no list knows" 200 "$url/data/indicator?id=${table}_A&ref_area=XYZ"
[ "$(wc -l <body)" = 1 ] && c=0 || c=1
ok "is a header alone" $c
code "no such table" 404 "$url/data/indicator?id=MST_NCTE_SEX_CCT_N_A"
valid_json
holds "the nearest" "MST_NCTE_SEX_CCT_NB"
code "no such area" 404 "$url/data/ref_area?id=XYZ_A"
code "no id" 400 "$url/data/indicator"
code "a parameter with a slip" 400 "$url/data/indicator?id=${table}_A&ref_areaa=THA"
code "a year that is none" 400 "$url/data/indicator?id=${table}_A&timefrom=soon"
code "a form that is not written" 406 "$url/data/indicator?id=${table}_A&format=.rds"
code "a type that is none" 400 "$url/data/indicator?id=${table}_A&type=all"
code "what there is" 200 "$url/metadata/toc/indicator?lang=en&format=.csv"
holds "its columns" "^id,indicator,indicator.label,freq,freq.label,data.start,data.end,last.update,n.records,"
sum=0
for id in $(cut -d , -f 1 body | tail -n +2); do
    sum=$((sum + $(curl -s "$url/data/indicator?id=$id" | wc -l) - 1))
done
[ $sum = 2430 ] && c=0 || { echo "$sum figures" >why; c=1; }
ok "every table that it lists is there, with all figures" $c
code "what there is by area" 200 "$url/metadata/toc/ref_area?format=.json"
valid_json
for var in indicator ref_area sex classif1 classif2 source note_source note_indicator note_classif obs_status \
    classif_type subject database freq cl_cct; do
    code "the dictionary $var" 200 "$url/metadata/dic?var=$var&lang=en&format=.csv"
    holds "$var has labels" "^$var,$var.label"
done
code "a dictionary packed" 200 "$url/metadata/dic/?var=sex&format=csv.gz"
[ "$(gzip -dc body | grep -c '^SEX_')" = 4 ] && c=0 || c=1
ok "the four of them" $c
code "no such dictionary" 404 "$url/metadata/dic?var=age"
code "an address of the files there were" 308 "$url/files/indicator/${table}_A.csv.gz"
header Location "/data/indicator?id=${table}_A&format=.csv.gz"
code "a list of them" 308 "$url/files/ref_area/table_of_contents_en.csv"
header Location "/metadata/toc/ref_area?lang=en&format=.csv"
code "an old dictionary" 308 "$url/files/dic/classif1_en.csv"
header Location "/metadata/dic?var=classif1&lang=en&format=.csv"
code "nothing that could go anywhere" 404 "$url/files/indicator/%0d%0aX.csv"

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
# What is for one person is for no other site, whatever is asked of it.
cat server.err >errors
rm -f server.out
start_server --listen 127.0.0.1:0 --collect
for asked in "204 OPTIONS /desk" "204 OPTIONS /desk/me?x=1" "405 BREW /desk" "413 POST /desk/me"; do
    code "${asked#* }" "${asked%% *}" -X "$(echo "$asked" | cut -d ' ' -f 2)" -H "Origin: https://a.example" \
        $(case $asked in 413*) echo "-H Content-Length:9000000" ;; esac) "$url/${asked#*/}"
    grep -qi '^Access-Control' head && c=1 || c=0
    ok "${asked#* } without CORS" $c
done
code "what is public still has it" 204 -X OPTIONS "$url/rest/data"
header Access-Control-Allow-Origin "*"
kill -TERM "$server"
wait "$server" || true
server=
cat server.err >>errors
grep -i sanitizer errors >why && c=1 || c=0
ok "no sanitizer has spoken" $c
"$ilms" doctor >why 2>&1 && c=0 || c=1
ok "doctor after serving" $c
total
