#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# files.sh [ILMS]: what people download and subscribe to, over real HTTP: whole releases as files with their
# sums and ranges, workbooks and databases that open, feeds of what changed and a catalogue that public
# parsers read; and that none of it says what a rule of sharing or an embargo keeps back.
. "$(dirname "$0")/server.sh"

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
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
header() { # FIELD VALUE: of the last answer, exactly
    got=$(field "$1")
    [ "$got" = "$2" ] && c=0 || { echo "$got in place of $2" >why; c=1; }
    ok "$name: $1" $c
}
true_that() { # NAME COMMAND...
    claim=$1
    shift
    "$@" >why 2>&1 && c=0 || c=1
    ok "$claim" $c
}
valid_json() {
    [ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('body') AS TEXT))")" = 1 ] && c=0 ||
        { head -c 300 body >why; c=1; }
    ok "$name is JSON" $c
}
json() { # PATH: of the last answer
    sqlite3 :memory: "SELECT json_extract(CAST(readfile('body') AS TEXT), '$1')"
}
# Until the answer to a command is what it is to be, or 15 seconds have passed.
until_is() { # NAME WANT COMMAND...
    claim=$1 want=$2
    shift 2
    for _ in $(seq 150); do
        got=$("$@" 2>/dev/null) || true
        [ "$got" != "$want" ] || break
        sleep 0.1
    done
    [ "$got" = "$want" ] && c=0 || { echo "$got in place of $want" >why; c=1; }
    ok "$claim" $c
}
folders() { ls files 2>/dev/null | tr '\n' ' '; }
status() { curl -s -g -o /dev/null -w '%{http_code}' "$url$1"; }

# A second release, in which Thailand has changed, and one that nobody may see yet.
sed 's/,933\.890,/,940.5,/' "$repo/data/asean/THA.csv" >changed.csv
cmp -s changed.csv "$repo/data/asean/THA.csv" && awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    NR == 2 { $at["obs_value"] = 940.5 } { print }' "$repo/data/asean/THA.csv" >changed.csv
"$ilms" submit --quiet changed.csv >>log
"$ilms" accept 10 --allow "a test" >>log
"$ilms" release 2024.2 >>log
"$ilms" release secret --embargo 2027-01-01 >>log

# -- as a command ---------------------------------------------------------------------------------
"$ilms" export away >told
true_that "a release is written" grep -q '^away/2-[0-9a-f]\{12\}: release 2 "2024.2" in [0-9]* files' told
folder=$(sed 's,^away/\([^:]*\):.*,\1,' told)
true_that "its sums are right" sh -c "cd away/$folder && sha256sum --quiet -c SHA256SUMS"
true_that "all files have one" sh -c "cd away/$folder && [ \$(ls | wc -l) = \$((\$(wc -l <SHA256SUMS) + 1)) ]"
"$ilms" export away >told
true_that "a second time it is there" grep -q "is there already" told
"$ilms" export away --release 1 --json >told
true_that "an older one as well" grep -q '"number":1,"name":"2024.1"' told
true_that "under embargo there is none" sh -c "! '$ilms' export away --release secret"
"$ilms" query --format ilostat >all.csv
gzip -dc away/"$folder"/all.csv.gz >got.csv
true_that "all figures are in it" cmp all.csv got.csv
sqlite3 away/"$folder"/all.sqlite "SELECT COUNT(*) FROM observation o JOIN indicator i ON i.code = o.indicator WHERE NOT i.derived" >got
true_that "and in the database" [ "$(cat got)" = "$(($(wc -l <all.csv) - 1))" ]
true_that "which holds together" [ "$(sqlite3 away/"$folder"/all.sqlite 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
"$ilms" --base back.db init >>log
"$ilms" query DF_MST_NCTE_SEX_CCT_NB --format workbook >table.xlsx
"$ilms" --base back.db submit --quiet table.xlsx >>log
"$ilms" --base back.db accept 1 --allow "a test" >>log
"$ilms" --base back.db release back >>log
"$ilms" query DF_MST_NCTE_SEX_CCT_NB --format ilostat >want.csv
"$ilms" --base back.db query --format ilostat >got.csv
true_that "a workbook can be submitted, and is the same" cmp want.csv got.csv
if command -v soffice >/dev/null; then
    mkdir -p x
    timeout -k 5 120 soffice "-env:UserInstallation=file://$dir/profile" --headless --norestore --nolockcheck \
        --convert-to ods --outdir x table.xlsx >office.log 2>&1 || true
    "$ilms" --base office.db init >>log
    "$ilms" --base office.db submit --quiet x/table.ods >>log 2>&1 || cat office.log >>log
    "$ilms" --base office.db accept 1 --allow "a test" >>log 2>&1 || true
    "$ilms" --base office.db release back >>log 2>&1 || true
    "$ilms" --base office.db query --format ilostat >got.csv 2>&1 || true
    true_that "LibreOffice opens it, and saves the same figures" cmp want.csv got.csv
    "$repo/tests/e2e/office/cells.pl" table.xlsx >cells.txt 2>why || true
    true_that "its sheets are named" grep -q '^Notes' cells.txt
else
    skip "workbook in LibreOffice" "there is no soffice (tools/deps.sh heavy)"
fi

# -- served ------------------------------------------------------------------------------------------
mkdir files
mkdir files/1-000000000000 files/.begun-999999999 files/mine
start_server --listen 127.0.0.1:0 --files files
until_is "the files of both releases are made, what is of none is removed" \
    "$(ls away | tr '\n' ' ')mine " folders
code "what there is, for people" 200 "$url/bulk"
header Content-Type "text/html; charset=utf-8"
true_that "the page lists the files" grep -q "/bulk/$folder/all.sqlite" body
until_is "both are listed" 2 sh -c "curl -s '$url/bulk?format=json' | grep -o '\"visible_since\"' | wc -l"
code "both on the page" 200 "$url/bulk"
true_that "tables of the newest alone" [ "$(grep -c '/DF_MST_NCTE_SEX_CCT_NB.xlsx"' body) $(grep -c '/all.sqlite"' body)" = "1 2" ]
code "what there is, for programs" 200 -H "Accept: application/json" "$url/bulk"
header Content-Type application/json
valid_json
true_that "the newest first" [ "$(json '$.releases[0].name')" = 2024.2 ]
etag=$(field ETag)
code "nothing new" 304 -H "Accept: application/json" -H "If-None-Match: $etag" "$url/bulk"
code "a file" 200 "$url/bulk/$folder/all.csv.gz"
header Content-Type application/gzip
header Cache-Control "public, max-age=31536000, immutable"
header Accept-Ranges bytes
sum=$(sed -n 's/  all.csv.gz$//p' "files/$folder/SHA256SUMS")
true_that "it has the sum that is told" [ "$(sha256sum <body | cut -d' ' -f1)" = "$sum" ]
etag=$(field ETag)
code "which need not be sent twice" 304 -H "If-None-Match: $etag" "$url/bulk/$folder/all.csv.gz"
code "a part of it" 206 -r 10-19 "$url/bulk/$folder/all.csv.gz"
header Content-Range "bytes 10-19/$(wc -c <"files/$folder/all.csv.gz")"
tail -c +11 "files/$folder/all.csv.gz" | head -c 10 >want
true_that "it is that part" cmp want body
code "a part that is none" 416 -r 99999999- "$url/bulk/$folder/all.csv.gz"
code "by number" 302 "$url/bulk/2/all.sqlite"
header Location "/bulk/$folder/all.sqlite"
code "by name" 302 "$url/bulk/2024.2/all.sqlite"
code "the newest" 302 "$url/bulk/latest/toc.csv"
code "a database" 200 -L "$url/bulk/latest/all.sqlite"
true_that "it opens" [ "$(sqlite3 body 'SELECT name FROM release')" = 2024.2 ]
for path in /bulk/3/all.csv.gz /bulk/secret/all.csv.gz /bulk/0/all.csv.gz "/bulk/$folder/none" "/bulk/$folder" \
    "/bulk/$folder/../$folder/all.csv.gz" "/bulk/$folder/..%2F..%2Films.db" "/bulk/$folder/.%2Fall.csv.gz" \
    "/bulk/..%2Ffiles/all.csv.gz" /bulk/mine/all.csv.gz "/bulk/$folder/all.csv.gz/x"; do
    code "not $path" 404 --path-as-is "$url$path"
done

# -- feeds ---------------------------------------------------------------------------------------------
code "what changed, as Atom" 200 "$url/feed.atom"
header Content-Type application/atom+xml
true_that "it is XML" xmllint --noout body
atom() { xmllint --xpath "$1" body 2>/dev/null; }
ns='*[local-name()='
first="/${ns}'feed']/${ns}'entry'][1]"
true_that "entries have what Atom asks for" [ "$(atom "count(//${ns}'entry'][${ns}'id'] and ${ns}'title'] and ${ns}'updated'] and ${ns}'link'][@rel='alternate'] and ${ns}'summary']])")" = "$(atom "count(//${ns}'entry'])")" ]
true_that "ids are told once" [ "$(atom "//${ns}'id']/text()" | sort | uniq -d | wc -l)" = 0 ]
true_that "Thailand's change is the newest" [ "$(atom "string($first/${ns}'changes']/@changed)") $(atom "string($first/${ns}'category'][2]/@term)")" = "1 THA" ]
true_that "and alone in its release" [ "$(atom "count(//${ns}'changes'][@release=2])")" = 1 ]
true_that "nothing of the release under embargo" sh -c '! grep -q secret body'
atom "string($first/${ns}'link'][@rel='related']/@href)" >link
true_that "its figures can be fetched" [ "$(curl -s -g -o /dev/null -w '%{http_code}' "$(cat link)")" = 200 ]
id=$(atom "string($first/${ns}'id'])")
etag=$(field ETag)
code "a daily look costs nothing" 304 -H "If-None-Match: $etag" "$url/feed.atom"
code "as JSON" 200 "$url/feed.json"
header Content-Type application/feed+json
valid_json
true_that "of version 1.1" [ "$(json '$.version')" = https://jsonfeed.org/version/1.1 ]
true_that "with the same ids" [ "$(json '$.items[0].id')" = "$id" ]
code "of one country" 200 "$url/feed.json?country=phl"
true_that "there is only that" [ "$(sqlite3 :memory: "SELECT group_concat(DISTINCT json_extract(value, '\$._ilms.country')) FROM json_each(CAST(readfile('body') AS TEXT), '\$.items')")" = PHL ]
code "of one table" 200 "$url/feed.json?indicator=DF_MST_NCTE_SEX_CCT_NB&country=THA"
true_that "there is only that table" [ "$(json '$.items[0]._ilms.indicator') $(sqlite3 :memory: "SELECT COUNT(DISTINCT json_extract(value, '\$._ilms.indicator')) FROM json_each(CAST(readfile('body') AS TEXT), '\$.items')")" = "MST_NCTE_SEX_CCT_NB 1" ]
until_is "what changed in derived figures is counted when somebody asks" 200 status "/feed.json?derived=true"
code "with what is derived" 200 "$url/feed.json?derived=true"
valid_json
items() { sqlite3 :memory: "SELECT $1 FROM json_each(CAST(readfile('body') AS TEXT), '\$.items') WHERE $2"; }
true_that "both are told of" [ "$(items "COUNT(*) > 20 AND SUM(json_extract(value, '\$._ilms.derived')) > 10 AND SUM(NOT json_extract(value, '\$._ilms.derived')) > 3" 1)" = 1 ]
true_that "each with an id of its own" [ "$(items "COUNT(*) - COUNT(DISTINCT json_extract(value, '\$.id'))" 1)" = 0 ]
true_that "what was reported as before" [ "$(json '$.items[0].id')" = "$id" ]
true_that "what is derived of Thailand's change comes behind it" [ "$(json '$.items[1]._ilms.derived') $(json '$.items[1]._ilms.release') $(json '$.items[1]._ilms.country')" = "1 2 THA" ]
json '$.items[1].external_url' >link
true_that "its figures can be fetched" [ "$(curl -s -g -o /dev/null -w '%{http_code}' "$(cat link)")" = 200 ]
true_that "so can its page" [ "$(curl -s -g -o /dev/null -w '%{http_code}' "$(json '$.items[1].url')")" = 200 ]
derived=$(json '$.items[1]._ilms.indicator')
code "of a derived table by its name" 200 "$url/feed.atom?indicator=$derived&country=THA"
true_that "there is only that, and it says so" [ "$(atom "count(//${ns}'changes'][@derived='true'])")" -ge 2 ]
true_that "and nothing else" [ "$(atom "count(//${ns}'changes'][not(@derived)])")" = 0 ]
code "derived=false" 200 "$url/feed.json?derived=false"
true_that "is as without" [ "$(items "COUNT(*)" "json_extract(value, '\$._ilms.derived')")" = 0 ]
code "derived is true or false" 400 "$url/feed.atom?derived=yes"
code "of no country" 404 "$url/feed.json?country=XXX"
code "of no table" 404 "$url/feed.atom?indicator=NONE"

# -- the catalogue -----------------------------------------------------------------------------------------
for form in "ttl text/turtle" "jsonld application/ld+json" "rdf application/rdf+xml"; do
    ext=${form%% *}
    code "the catalogue as $ext" 200 "$url/catalog.$ext"
    header Content-Type "${form#* }"
    mv body "catalog.$ext"
done
code "which need not be sent twice" 304 -H "If-None-Match: $(field ETag)" "$url/catalog.rdf"
true_that "RDF/XML is XML" xmllint --noout catalog.rdf
# every distribution can be had
grep -o 'dcat:downloadURL <[^>]*>' catalog.ttl | sed 's/.*<//; s/>//' | sort -u >links
true_that "there are many" [ "$(wc -l <links)" -gt 50 ]
while read -r link; do
    got=$(curl -s -g -o /dev/null -w '%{http_code}' "$link")
    [ "$got" = 200 ] || echo "$got $link"
done <links >wrong
true_that "each address of a file answers" sh -c '[ ! -s wrong ] || { cat wrong; false; }'
if absent=$("$repo/tests/node/install.sh"); then
    node "$repo/tests/e2e/rdf.mjs" catalog.ttl catalog.jsonld catalog.rdf >why 2>&1 && c=0 || c=1
    ok "public parsers read the same in all three, and DCAT-AP finds what it asks for" $c
else
    skip "the catalogue in public parsers" "$absent"
fi

# -- what is kept back ----------------------------------------------------------------------------------------
before=$(curl -s "$url/feed.json" | sha256sum)
"$ilms" share set --quiet --country THA --audience office --ground "a test" --table MST_NCTE_SEX_CCT_NB >>log
until_is "the files of before are not served any more" 404 status "/bulk/$folder/all.csv.gz"
gone() { ls "files/$folder" 2>/dev/null | wc -l; }
until_is "and are gone from the disk" 0 gone
until_is "others are made" 302 status /bulk/2/all.csv.gz
curl -s -L "$url/bulk/2/all.csv.gz" | gzip -dc >got.csv
true_that "without what is limited" sh -c '! grep -q "^THA,.*MST_NCTE_SEX_CCT_NB" got.csv && grep -q "^THA" got.csv'
until_is "older releases as well" 302 status /bulk/1/all.csv.gz
curl -s -L "$url/bulk/1/all.csv.gz" | gzip -dc >got.csv
true_that "without it too" sh -c '! grep -q "^THA,.*MST_NCTE_SEX_CCT_NB" got.csv && grep -q "^THA" got.csv'
code "and the feed" 200 "$url/feed.json?country=THA&indicator=MST_NCTE_SEX_CCT_NB"
true_that "does not tell of it" [ "$(json '$.items[0].id')" = "" ]
until_is "nor of what was derived from it" "" sh -c "curl -s '$url/feed.json?country=THA&indicator=$derived' | grep -o '\"_ilms\"'"
code "which is there" 200 "$url/feed.json?country=THA&derived=true"
true_that "the feed is another" [ "$before" != "$(curl -s "$url/feed.json" | sha256sum)" ]
stop_server() {
    kill "$server"
    wait "$server" || true
    server=
    rm -f server.out
}
stop_server
export ILMS_NOW=2027-01-02T00:00:00Z
start_server --listen 127.0.0.1:0 --files files
until_is "once the embargo is over its files are made" 302 status /bulk/secret/all.csv.gz
code "and the feed says so" 200 "$url/feed.json"
true_that "which nothing was" [ -n "$(json '$.title')" ]
stop_server
true_that "the server has said nothing of trouble" sh -c '! grep -v "now serving" server.err'

# -- without files ---------------------------------------------------------------------------------------------
start_server
code "a server without files refuses programs" 404 -H "Accept: application/json" "$url/bulk"
curl -s "$url/bulk" | grep -q "keeps no files of whole releases"
ok "and tells readers" $?
until_is "has feeds all the same" 200 status /feed.atom
total
