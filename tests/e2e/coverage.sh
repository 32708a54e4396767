#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# coverage.sh [ILMS]: coverage over HTTP says what the command says, of a base with rounds: rows, sums, after each
# round, pages; a new release is in it when it is out; what is asked wrongly is told.
. "$(dirname "$0")/server.sh"

day() { # day TIME WORDS...: as on that day
    at=$1
    shift
    ILMS_NOW=$at "$ilms" "$@" >>log
}
day 2026-01-16T08:00:00Z round open 2026 --deadline 2026-02-28 --years 2022-2024 --countries KHM,THA
day 2026-01-17T08:00:00Z round waive 2026 KHM MST_XWAP_SEX_AGE_CCT_NB "no survey asks for citizenship"
cat >more.csv <<END
ref_area,source,indicator,sex,classif1,time,obs_value
KHM,FX:14128,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,2024,60.5
KHM,FX:14128,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,2024,60.5
END
day 2026-01-18T08:00:00Z submit --quiet more.csv --round 2026
day 2026-01-18T09:00:00Z accept $((n + 1)) --allow "a test"
day 2026-01-19T08:00:00Z round close 2026
ILMS_NOW=2026-01-20T08:00:00Z
export ILMS_NOW
start_server

same() { # same NAME FILE FILE
    diff "$2" "$3" >why 2>&1 && { rm -f why; c=0; } || c=1
    ok "$1" $c
}
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }

# -- the release from before the round ----------------------------------------------------------
code "before the round" 200 "$url/analysis/coverage?by=round"
holds "nothing is known of rounds" '^\[\]$'
code "its page" 200 "$url/coverage/KHM?timefrom=2022&timeto=2024"
holds "the page says so" "What was asked is not known"
"$ilms" release 2026.1 >>log
tries=0
until curl -s "$url/analysis/coverage?by=release&format=.csv" | grep -q '^2026.1,'; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || break
    sleep 0.1
done
code "a new release" 200 "$url/analysis/coverage?by=release&timefrom=2022&timeto=2024&format=.csv"
holds "is among those that grew" '^2026.1,2026-01-20,'

# -- the same as the command says ------------------------------------------------------------------
for by in question_table country table module year source breakdown round release; do
    "$ilms" coverage --by $by --format csv >want
    code "by=$by" 200 "$url/analysis/coverage?by=$by&format=.csv"
    same "by=$by is what the command says" want body
    "$ilms" coverage --by $by --json >want
    code "by=$by as JSON" 200 "$url/analysis/coverage?by=$by"
    same "by=$by as JSON is what the command says" want body
done
"$ilms" coverage --round 2026 --country KHM --by question_table --format csv >want
code "of a round" 200 "$url/analysis/coverage?round=2026&ref_area=KHM&format=.csv"
same "what the command says" want body
holds "what does not apply has its reason" '^KHM,1,MST_XWAP_SEX_AGE_CBR_NB,MST,2023,not_applicable,yes,,0,0,45,no survey asks for citizenship'
holds "what came has its source" '^KHM,18,MNA_OEMP_SEX_CDS_NB,MNA,2024,partial,yes,FX:14128,1,2,6,'
code "by question and table" 200 "$url/analysis/coverage?question=18&ref_area=KHM&timefrom=2023&timeto=2023&format=.csv"
cp body want
code "the same by its table" 200 "$url/analysis/coverage?indicator=MNA_OEMP_SEX_CDS_NB&ref_area=KHM&timefrom=2023&timeto=2023&format=.csv"
same "is the same" want body
code "of the first generation" 200 "$url/analysis/coverage?generation=first&by=table&format=.csv"
[ "$(wc -l <body)" = 24 ] && c=0 || c=1
ok "has its 23 tables" $c

# sums of the rows are the sum that the command says
code "rows of all" 200 "$url/analysis/coverage?timefrom=2022&timeto=2024&format=.csv"
counted=$(awk -F, '$6 == "reported" || $6 == "partial" { n++ } NR > 1 && $6 != "not_applicable" { all++ } END { print n " of " all }' body)
"$ilms" coverage --years 2022-2024 | grep -q "^$counted possible question tables" && c=0 || { echo "$counted" >why; c=1; }
ok "the rows add up" $c

# -- after the round ---------------------------------------------------------------------------------
code "after the round" 200 "$url/analysis/coverage?by=round&format=.csv"
holds "asked, before it, after it" '^2026,2026-01-16,2026-02-28,2026-01-19,2022,2024,citizenship,132,2024.1,'

# -- forms ---------------------------------------------------------------------------------------------
code "tabs" 200 -H "Accept: text/tab-separated-values" "$url/analysis/coverage?by=country"
holds "between columns" '^ref_area	ref_area.label	'
code "a gzip file" 200 "$url/analysis/coverage?by=country&format=.csv.gz"
gzip -dc body | grep -q '^ref_area,' && c=0 || c=1
ok "is one" $c
code "an answer with a tag" 200 "$url/analysis/coverage?by=country"
tag=$(field etag)
code "which is not sent again" 304 -H "If-None-Match: $tag" "$url/analysis/coverage?by=country"

# -- what is wrong ----------------------------------------------------------------------------------------
wrong() { # wrong STATUS QUERY SENTENCE
    code "$2" "$1" "$url/analysis/coverage?$2"
    holds "$2 says why" "\"error\":\"$3"
}
wrong 400 "colour=red" 'there is no parameter'
wrong 404 "ref_area=FRA" '.*is no country of ASEAN'
wrong 404 "question=99" '.*is no question of today'
wrong 404 "indicator=MST_X" '.*is no question of today'
wrong 400 "question=8&indicator=MST_NCTE_SEX_CCT_NB" 'question= and indicator= say the same'
wrong 400 "timefrom=99" 'timefrom=99 is to be a year'
wrong 400 "timefrom=1900&timeto=2199" 'the years 1900 to 2199 are more than 200'
wrong 400 "timefrom=2020&timeto=2019" 'the last year'
wrong 400 "by=colour" 'by=colour is to be'
wrong 404 "round=1999" 'the release knows of no round'
wrong 400 "generation=third" 'generation .*is to be current or first'
wrong 406 "format=.xml" ''
code "a page of no country" 404 "$url/coverage/FRA"
holds "is a page" '<h1>'
code "a page of no year" 400 "$url/coverage?timefrom=%3Cb%3E"
holds "in words of the page" "timefrom and timeto are to be years"
code "a page of no generation" 400 "$url/coverage?generation=%3Cb%3E"
holds "which repeats nothing as markup" '&lt;b&gt;'

# -- pages ---------------------------------------------------------------------------------------------------
code "the page of the region" 200 "$url/coverage?timefrom=2022&timeto=2024"
holds "its sum" "$(echo "$counted" | sed 's/\(.*\) of \(.*\)/\1 of \2 possible question tables/')"
holds "after the round" 'What each round asked for'
code "the page of a country" 200 "$url/coverage/KHM?timefrom=2022&timeto=2024"
holds "what does not apply" 'no survey asks for citizenship'
holds "what was asked" 'class="c-missing asked"'
for page in / /tables /country/KHM /coverage /coverage/KHM; do
    code "$page" 200 "$url$page"
    holds "$page leads to coverage" 'href="/coverage'
done
# every link of both pages leads somewhere
for page in /coverage /coverage/IDN; do
    curl -s "$url$page" | grep -oE 'href="/[^"]*"' | sed 's/^href="//; s/"$//; s/&amp;/\&/g; s/#.*//' | sort -u >links
    while read -r link; do
        status=$(curl -s -g -o /dev/null -w '%{http_code}' "$url$link")
        [ "$status" = 200 ] || echo "$link: $status"
    done <links >why
    [ -s why ] && c=1 || { rm -f why; c=0; }
    ok "links of $page" $c
done
total
