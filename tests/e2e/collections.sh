#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# collections.sh [ILMS]: collections of others on a running server: seen within a moment of their import, at addresses
# that stay when a vintage is followed by another, never among what countries report.
. "$(dirname "$0")/server.sh"
map=$repo/tests/data/collections/stock.map
start_server

get() { # WHAT STATUS ADDRESS CURL-WORDS...
    what=$1 want=$2 asked=$3
    shift 3
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@" "$url$asked") || got="curl: $?"
    [ "$got" = "$want" ] && c=0 || { { echo "$got in place of $want: $asked"; head -c 500 body; } >why; c=1; }
    ok "$what" $c
}
has() { # WHAT TEXT: in the body
    grep -qF -- "$2" body && c=0 || { head -c 1500 body >why; c=1; }
    ok "$1" $c
}
has_not() {
    grep -qF -- "$2" body && { grep -F -- "$2" body >why; c=1; } || c=0
    ok "$1" $c
}
etag() { tr -d '\r' <head | sed -n 's/^ETag: //Ip'; }
# until TEXT ADDRESS: within three seconds
until_there() {
    tries=0
    until curl -s "$url$2" | grep -qF -- "$1" || [ $tries = 30 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    [ $tries -lt 30 ] && c=0 || c=1
    ok "$3" $c
}

get "no collection yet" 200 /collections
has "which is said" "None has been taken in yet"
before=$(etag)
get "none for programs" 200 /analysis/collections
[ "$(cat body)" = '[]' ] && c=0 || c=1
ok "is an empty list" $c
get "a table of the countries" 200 /rest/data/DF_MNA_TPOP_SEX_CRS_NB?format=sdmx-csv
cp body countries
get "a page of it" 200 /table/MNA_TPOP_SEX_CRS_NB/MMR
cp body countries.html

"$ilms" source import --quiet "$repo/tests/data/collections/men.csv" "$repo/tests/data/collections/women.csv" \
    --map "$map" >>log
until_there "A small stock of migrants" /collections "an import is seen at once"
get "the list" 200 /collections
has "names the publisher" "Nobody in particular"
[ "$(etag)" != "$before" ] && c=0 || c=1
ok "under another validator" $c
get "the collection" 200 /collection/TEST_STOCK
for text in "Persons born in another country, invented" "CC0" "https://example.org/stock" \
    "/analysis/collection/TEST_STOCK@2019/MNA_TPOP_SEX_CRS_NB?format=sdmx-csv" "31 May 2024" "country of birth" \
    "Figures on this page: Nobody in particular (2019), A small stock of migrants (CC0)"; do
    has "says $text" "$text"
done
has_not "and does not call the figures ILOSTAT's" "Figures: ILOSTAT"
get "one that is not there" 404 /collection/TEST
get "not even with a strange name" 404 '/collection/%3Cscript%3E'
has_not "which is not repeated as it is" "<script>"

for format in sdmx-csv sdmx-csv-2.1 ilostat sdmx-json sdmx-ml sdmx-ml-3.1 json-stat csv rdf table; do
    get "its figures as $format" 200 "/analysis/collection/TEST_STOCK/MNA_TPOP_SEX_CRS_NB?format=$format"
    case $format in
    json-stat) has "with their source" "A small stock of migrants (CC0)" ;;
    rdf) has "with their source" "Nobody in particular" ;;
    table) ;; # for a screen
    *) has "with their source" TEST_STOCK:2019 ;;
    esac
done
get "a workbook" 200 "/analysis/collection/TEST_STOCK?format=workbook"
unzip -p body xl/worksheets/sheet1.xml | grep -q 'Nobody in particular' && c=0 || c=1
ok "names the publisher" $c
get "a key and years" 200 "/analysis/collection/TEST_STOCK/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA?startPeriod=2000&format=ilostat"
[ "$(sed 1d body | tr -d '\r')" = "MMR,TEST_STOCK:2019,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,2019,0.235,L" ] && c=0 ||
    { cp body why; c=1; }
ok "give these figures alone" $c
get "a key that is none" 400 "/analysis/collection/TEST_STOCK/MNA_TPOP_SEX_CRS_NB/MMR.A"
get "a table that it has not" 404 "/analysis/collection/TEST_STOCK/MST_TPOP_COU_NB"
get "a parameter that is none" 400 "/analysis/collection/TEST_STOCK?x=1"
get "a form that is none" 406 "/analysis/collection/TEST_STOCK?format=x"
get "too many parts" 404 "/analysis/collection/TEST_STOCK/all/all/all"

# a newer vintage takes the name, the older one keeps its address
sed 's/^vintage .*/vintage = 2020/; s/^name .*/name = A newer stock/' "$map" >newer.map
sed 's/120,5/130,5/' "$repo/tests/data/collections/men.csv" >men.csv
"$ilms" source import --quiet men.csv --map newer.map >>log
until_there "A newer stock" /collections "the next vintage is seen"
get "the name is the newer one's" 200 "/analysis/collection/TEST_STOCK/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_M.CRS_RES_THA?format=ilostat"
has "with its figure" ",2019,0.130"
get "the older one stays where it was" 200 "/analysis/collection/TEST_STOCK@2019/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_M.CRS_RES_THA?format=ilostat"
has "with its own" ",2019,0.120"
older=$(etag)
get "both are listed" 200 /analysis/collections
has "the newer" '"vintage":"2020"'
has "and the older" '"vintage":"2019"'
# and an older one that is imported again is shown anew, under another validator
"$ilms" source import --quiet men.csv --map "$map" >>log
until_there ",2019,0.130" "/analysis/collection/TEST_STOCK@2019/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_M.CRS_RES_THA?format=ilostat" \
    "a vintage imported again replaces what is seen"
get "it" 200 "/analysis/collection/TEST_STOCK@2019/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_M.CRS_RES_THA?format=ilostat"
[ "$(etag)" != "$older" ] && c=0 || c=1
ok "has another validator" $c

get "what countries report" 200 /rest/data/DF_MNA_TPOP_SEX_CRS_NB?format=sdmx-csv
cmp body countries >why 2>&1 && c=0 || c=1
ok "is what it was" $c
get "and so is its page" 200 /table/MNA_TPOP_SEX_CRS_NB/MMR
cmp body countries.html >why 2>&1 && c=0 || c=1
ok "to the letter" $c
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
total
