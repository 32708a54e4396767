#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# openapi.sh [ILMS]: /openapi.json is what the server does: every address, media type and parameter in it is
# asked for, what it leaves out is not there, and a validator that nobody here wrote finds it valid.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
sed 's/TEST_STOCK/UNDESA_IMS/' "$repo/tests/data/collections/stock.map" >stock.map # the example of the description
"$ilms" source import --quiet "$repo/tests/data/collections/men.csv" --map stock.map >>log
printf '%%PDF-1.7\n' >report.pdf
"$ilms" report publish 2026 report.pdf --release 2024.1 --language en --title Example >>log
start_server

# get WHAT STATUS ADDRESS CURL-WORDS...: STATUS may be several, "200|204"
get() {
    what=$1 want=$2 asked=$3
    shift 3
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@" "$url$asked") || got="curl: $?"
    case "|$want|" in
    *"|$got|"*) c=0 ;;
    *)
        { echo "$got in place of $want: $asked"; head -c 500 body; } >why
        c=1
        ;;
    esac
    ok "$what" $c
}
type_of_answer() { tr -d '\r' <head | sed -n 's/^Content-Type: //Ip' | head -n 1; }
same() { # WHAT ONE OTHER: files
    cmp -s "$2" "$3" && c=0 || { diff "$2" "$3" >why || true; c=1; }
    ok "$1" $c
}

get "the description" 200 /openapi.json
[ "$(type_of_answer)" = application/json ] && c=0 || c=1
ok "it is JSON" $c
cp body openapi.json

# Its tables: parameters and media types of each path, references resolved.
sqlite3 api.db <<'END_OF_SQL'
CREATE TABLE doc AS SELECT CAST(readfile('openapi.json') AS TEXT) AS d;
CREATE TABLE path AS SELECT e.key AS path, e.value AS item FROM doc, json_each(doc.d, '$.paths') e;
CREATE TABLE param AS
    SELECT path, at, json_extract(p, '$.name') AS name, json_extract(p, '$.in') AS place,
           json_extract(p, '$.example') AS example, coalesce(json_extract(p, '$.required'), 0) AS required,
           json_extract(p, '$.schema.type') AS type
    FROM (SELECT path.path, q.key AS at,
                 coalesce(json_extract(doc.d, '$.components.parameters."' ||
                                       substr(json_extract(q.value, '$."$ref"'), 25) || '"'), q.value) AS p
          FROM doc, path, json_each(path.item, '$.get.parameters') q);
UPDATE param SET example = CASE example WHEN 0 THEN 'false' ELSE 'true' END WHERE type = 'boolean';
CREATE TABLE media AS
    SELECT path.path, q.key AS mime FROM path, json_each(path.item, '$.get.responses.200.content') q;
CREATE TABLE name AS
    SELECT DISTINCT q.value AS name FROM doc, json_each(doc.d, '$.components.parameters.format.schema.examples') q;
END_OF_SQL
sql() { sqlite3 -separator ' ' api.db "$1"; }
[ "$(sql "SELECT count(*) > 15 FROM path")" = 1 ] && [ "$(sql "SELECT count(*) FROM param WHERE name IS NULL")" = 0 ] &&
    c=0 || c=1
ok "every reference is of something" $c

for path in $(sql "SELECT path FROM path"); do
    sql "SELECT name, example FROM param WHERE path = '$path' AND place = 'path' ORDER BY at" >parts
    address=$path
    while read -r name example; do
        address=$(printf '%s' "$address" | sed "s|{$name}|$example|")
    done <parts
    query=$(sql "SELECT group_concat(name || '=' || example, '&') FROM param
                 WHERE path = '$path' AND place = 'query' AND required")
    address=$address?$query
    get "$path" 200 "$address"
    mime=$(type_of_answer)
    [ "$(sql "SELECT count(*) FROM media WHERE path = '$path' AND mime = '$mime'")" = 1 ] && c=0 ||
        { echo "$mime" >why; c=1; }
    ok "$path answers in a type that it names" $c

    # the same with less of its path needs no more
    summary=$(sql "SELECT json_extract(item, '$.get.summary') FROM path WHERE path = '$path'")
    [ "$summary" != "${before:-}" ] || continue
    before=$summary
    for mime in $(sql "SELECT mime FROM media WHERE path = '$path'"); do
        # a type that many forms share, or that is a file, is had by the name of one
        for form in '' .csv.gz $(sql "SELECT name FROM name"); do
            got=$(curl -s -g -o body -D head -w '%{http_code}' -H "Accept: $mime" "$url$address${form:+&format=$form}")
            [ "$got $(type_of_answer)" != "200 $mime" ] || break
        done
        [ "$got $(type_of_answer)" = "200 $mime" ] && c=0 || { echo "$got $(type_of_answer)" >why; c=1; }
        ok "$path as $mime" $c
    done

    sql "SELECT name, example FROM param WHERE path = '$path' AND place = 'query' AND NOT required
         AND example IS NOT NULL" >parts
    while read -r name example; do
        get "$path with $name" 200 "$address&$name=$example" -H "Accept: */*"
    done <parts

    case $path in
    /rest/* | /data/* | /metadata/* | /analysis/*) ;;
    *) continue ;; # what is one file passes over what else is said
    esac
    # What the server itself says that it knows there, but for how an answer is to come, and for what
    # ILOSTAT's own pages add and nobody reads.
    case $path in
    /rest/*) silent='format|formatVersion|labels|keys|timeFormat|lang|compression' ;;
    *) silent='mode|channel|title' ;;
    esac
    get "$path with a parameter that is none" 400 "$address&nonsense=1" -H "Accept: application/json"
    sed -n 's/.*; there are \([^"]*\)".*/\1/p' body | sed 's/c\[COMPONENT\]/c/' | tr -d ' ' | tr ',' '\n' |
        grep -vxE "$silent" | sort >says
    sql "SELECT name FROM param WHERE path = '$path' AND place = 'query'" | grep -vxE "$silent" | sort >described
    same "$path names the parameters that there are" described says
    # And what it says that it can answer in.
    case $path in
    /rest/*)
        get "$path in a form that is none" 406 "$address" -H "Accept: application/x-none"
        grep -oE '(application|text)/[^ ,(<"]*' body | grep -v x-none | sort -u >says
        sql "SELECT mime FROM media WHERE path = '$path'" | sort -u >described
        same "$path names the media types that there are" described says
        ;;
    esac
done

# -- what is served of the standards is described, and nothing else --------------------------------
sql "SELECT path.path FROM path; SELECT '/rest/' || q.value FROM path, json_each(path.item, '$.get.parameters[0].schema.enum') q
     WHERE path.path LIKE '/rest/{resource}%'" >paths
for version in "" v2/; do
    case $version in
    v2/) resources="data availability structure schema metadata registration" ;;
    *) resources="data availableconstraint datastructure metadatastructure categoryscheme conceptscheme codelist
        hierarchicalcodelist organisationscheme agencyscheme dataproviderscheme dataconsumerscheme
        organisationunitscheme dataflow metadataflow reportingtaxonomy provisionagreement structureset process
        categorisation contentconstraint actualconstraint allowedconstraint attachmentconstraint
        transformationscheme rulesetscheme userdefinedoperatorscheme customtypescheme
        namepersonalisationscheme vtlmappingscheme structure metadata schema" ;;
    esac
    for resource in $resources; do
        got=$(curl -s -g -o body -w '%{http_code}' "$url/rest/$version$resource")
        [ "$got" = 501 ] && served=no || served=yes
        grep -qE "^/rest/$version$resource(/|\$)" paths && described=yes || described=no
        [ $served = $described ] && c=0 || { echo "served: $served, described: $described ($got)" >why; c=1; }
        ok "/rest/$version$resource is described if it is served" $c
    done
done

# -- a validator ---------------------------------------------------------------------------------
if absent=$("$repo/tests/node/install.sh"); then
    [ "$(node "$here/openapi.mjs" openapi.json 2>&1 | tee why)" = valid ] && c=0 || c=1
    ok "it is a valid OpenAPI 3.1 description" $c
    sed 's/"in":"path","required":true/"in":"path"/' openapi.json >broken.json
    [ "$(node "$here/openapi.mjs" broken.json 2>&1)" != valid ] && c=0 || c=1
    ok "the validator sees what is wrong" $c
else
    skip "a validator" "$absent"
fi
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
total
