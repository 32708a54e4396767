#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# gaps.sh [ILMS]: gaps, needs and quality over HTTP are what the commands say; pages name the source that could fill
# a table; what is asked wrongly is told.
. "$(dirname "$0")/server.sh"

"$ilms" source set --country MMR --source AA:1421 --field years=2014 --field geography=29 --field population=37 \
    --field migrants=3526 >>log
"$ilms" release 2026.1 >>log
start_server

same() { # same NAME FILE FILE
    diff "$2" "$3" >why 2>&1 && { rm -f why; c=0; } || c=1
    ok "$1" $c
}

# -- the same as the commands say --------------------------------------------------------------------
"$ilms" coverage gaps --json >want
code "gaps" 200 "$url/analysis/gaps"
same "are what the command says" want body
"$ilms" coverage gaps --country KHM --years 2010-2012 --effort tabulate --json >want
code "gaps of a country, an effort and years" 200 \
    "$url/analysis/gaps?ref_area=KHM&effort=tabulate&timefrom=2010&timeto=2012"
same "are what the command says too" want body
"$ilms" coverage needs --country MMR --json >want
code "needs" 200 "$url/analysis/needs?ref_area=MMR"
same "are what the command says as well" want body
"$ilms" source quality AA:1421 --json >want
code "quality" 200 "$url/analysis/quality?source=AA:1421"
same "is what the command says" want body
holds "by what was said of it" '"criterion":"definition","points":3'

# -- rows -------------------------------------------------------------------------------------------------
code "as CSV" 200 "$url/analysis/gaps?ref_area=MMR&timefrom=2014&timeto=2014&format=.csv"
holds "a table of the census that came" '^MMR,1,MST_XWAP_SEX_AGE_CBR_NB,.*,2014,missing,tabulate,AA:1421,Population Census,yes,'
sed 1d body | awk -F, '{ print $1 }' | sort -u >areas
[ "$(cat areas)" = MMR ] && c=0 || c=1
ok "of that country alone" $c
code "what the census could answer" 200 "$url/analysis/potential?source=AA:1421&format=.csv"
holds "with the years that it covers" '^MMR,AA:1421,Population Census,16,MNA_TPOP_SEX_CRS_NB,.*,partly,2014,2014,1,1,'
code "in Thai" 200 "$url/analysis/gaps?ref_area=MMR&timefrom=2014&timeto=2014&lang=th"
holds "tables are called so" 'ประชากร'
code "a gzip file" 200 "$url/analysis/needs?format=.csv.gz"
gzip -dc body | grep -q '^ref_area,need,' && c=0 || c=1
ok "is one" $c
# the efforts of the region are the sum of those of its countries
code "all" 200 "$url/analysis/gaps?format=.csv&timefrom=1980"
all=$(sed 1d body | wc -l)
sum=0
for area in BRN IDN KHM LAO MMR MYS PHL SGP THA VNM; do
    curl -s "$url/analysis/gaps?format=.csv&timefrom=1980&ref_area=$area" >body
    sum=$((sum + $(sed 1d body | wc -l)))
done
[ "$all" = "$sum" ] && [ "$all" -gt 5000 ] && c=0 || { echo "$all, $sum" >why; c=1; }
ok "the countries make the region" $c

# -- what is wrong --------------------------------------------------------------------------------------
wrong() { # wrong STATUS ADDRESS SENTENCE
    code "$2" "$1" "$url/analysis/$2"
    holds "$2 says why" "\"error\":\"$3"
}
wrong 400 "gaps?colour=red" 'there is no parameter'
wrong 404 "gaps?ref_area=FRA" '.*is no country of the region'
wrong 400 "gaps?effort=none" '.*is none of complete'
wrong 400 "gaps?timefrom=99" 'timefrom=99 is no year'
wrong 404 "quality?source=census" 'source=census is no source'
wrong 404 "potential?ref_area=%3Cb%3E" '.*is no country'
wrong 406 "needs?format=.xml" ''
code "a page of no country" 404 "$url/gaps/FRA"
code "a page of no year" 400 "$url/gaps?timefrom=%3Cb%3E"

# -- pages ----------------------------------------------------------------------------------------------
code "the page of the region" 200 "$url/gaps"
holds "leads to its countries" 'href="/gaps/MMR"'
code "the page of a country" 200 "$url/gaps/MMR?timefrom=2013&timeto=2015"
holds "names the source" 'href="/source/AA:1421"'
holds "and the file of rows" 'href="/analysis/gaps\?ref_area=MMR&amp;timefrom=2013&amp;timeto=2015&amp;format=.csv"'
code "the page of a source" 200 "$url/source/AA:1421"
holds "explains a score" 'Estimated total nationals living abroad'
for page in /sources /country/MMR; do
    code "$page" 200 "$url$page"
    holds "$page leads to gaps" 'href="/gaps'
done
for page in /gaps /gaps/MMR /source/AA:1421; do
    curl -s "$url$page" | grep -oE 'href="/[^"]*"' | sed 's/^href="//; s/"$//; s/&amp;/\&/g; s/#.*//' | sort -u >links
    while read -r link; do
        status=$(curl -s -g -o /dev/null -w '%{http_code}' "$url$link")
        [ "$status" = 200 ] || echo "$link: $status"
    done <links >why
    [ -s why ] && c=1 || { rm -f why; c=0; }
    ok "links of $page" $c
done
total
