#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# rest_data.sh [ILMS]: data and availability queries of SDMX-REST 1.5.0 and 2.2.2, in the forms that
# the documentation of both has them, put to a server of the sample base with two releases: in the
# second a figure of Malaysia is revised, three are new, and those of the Philippines of 2001 are gone.
. "$(dirname "$0")/server.sh"
{
    head -n 1 "$repo/data/asean/MYS.csv"
    grep '^MYS,XX:99006,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,2000,' "$repo/data/asean/MYS.csv" |
        sed 's/,603.453,/,603.5,/'
    for code in IDN IND MMR; do
        echo "MYS,XX:99006,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_$code,2025,10,,"
    done
} >second.csv
export ILMS_NOW=2026-02-15T10:00:00Z
"$ilms" submit --quiet second.csv >>log
"$ilms" accept $((n + 1)) --allow "as published" >>log
"$ilms" aside 6 --years 2001 --reason "a trial" >>log
"$ilms" release 2024.2 >>log
export ILMS_NOW=2026-03-01T10:00:00Z
start_server

# The same figures as a table, to count what is to be in the answers.
for file in "$repo"/data/asean/*.csv; do
    echo ".import --csv $file f"
done >load
sed -i '2,$s/--csv/--csv --skip 1/' load
cat >>load <<'SQL'
DELETE FROM f WHERE ref_area = 'PHL' AND time = '2001';
DELETE FROM f WHERE ref_area = 'MYS' AND time = '2000' AND classif1 = 'CCT_CTZ_IDN' AND sex = 'SEX_T';
.import --csv --skip 1 second.csv f
CREATE VIEW n AS SELECT *, CAST(obs_value AS REAL) AS value FROM f WHERE indicator = 'MST_NCTE_SEX_CCT_NB';
CREATE VIEW m AS SELECT * FROM n WHERE ref_area = 'MYS';
SQL
sqlite3 figures.db <load
# of FROM [WHERE]: how many; n is the flow most is asked of, m that of Malaysia
of() { sqlite3 figures.db "SELECT COUNT(*) FROM $1 WHERE ${2:-1}"; }
# every series of them
series_of() { sqlite3 figures.db "SELECT COUNT(DISTINCT sex || classif1 || ref_area) FROM $1 WHERE ${2:-1}"; }

flow=DF_MST_NCTE_SEX_CCT_NB
v1=$url/rest/data/$flow
v2=$url/rest/v2/data/dataflow/ILO/$flow/1.0.0
schemas=$repo/../shared/schemas

# code NAME STATUS CURL-WORDS...
code() {
    name=$1 want=$2
    shift 2
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@") || got="curl: $?"
    [ -e body ] || : >body
    if [ "$got" = "$want" ]; then
        ok "$name" 0
    else
        { echo "$got in place of $want: $*"; head -c 500 body; } >why
        ok "$name" 1
    fi
}
holds() { # NAME PATTERN: said in the last answer
    grep -q "$2" body && c=0 || { head -c 600 body >why; c=1; }
    ok "$1" $c
}
lacks() {
    grep -q "$2" body && { grep -n "$2" body | head -n 3 >why; c=1; } || c=0
    ok "$1" $c
}
# rows NAME NUMBER URL: how many observations there are, as SDMX-CSV; none is 404 or 204
rows() {
    number=$2
    case $3 in *\?*) full="$3&format=csv" ;; *) full="$3?format=csv" ;; esac
    if [ "$number" = 0 ]; then
        case $3 in */v2/*) code "$1" 204 "$full" ;; *) code "$1" 404 "$full" ;; esac
        return
    fi
    code "$1" 200 "$full"
    got=$(($(wc -l <body) - 1))
    [ "$got" = "$number" ] && c=0 || { echo "$got rows in place of $number: $full" >why; head -n 4 body >>why; c=1; }
    ok "$name: $number rows" $c
}
valid_json() {
    [ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('body') AS TEXT))")" = 1 ] && c=0 ||
        { head -c 300 body >why; c=1; }
    ok "$name is JSON" $c
}
follows() { # VERSION: the schema of SDMX-ML
    [ -d "$schemas/$1" ] || { skip "$name: schema $1" "../shared is not there"; return 0; }
    xmllint --noout --nonet --huge --schema "$schemas/$1/SDMXMessage.xsd" body >why 2>&1 && c=0 || c=1
    ok "$name follows the schema of $1" $c
}
ml='Accept: application/vnd.sdmx.genericdata+xml;version=2.1'

# -- 1.5.0: data ------------------------------------------------------------------------------
all=$(of n) every=$(of f) mys=$(of m) tha=$(of n "ref_area = 'THA'")
key=$(of m "sex = 'SEX_T'") other_flow=DF_MNA_TPOP_SEX_CRS_NB
other=$(of f "indicator = 'MNA_TPOP_SEX_CRS_NB'")
rows "flow" "$all" "$v1"
for form in "$flow/" "$flow/all" "$flow/ALL/" "$flow/all/all" "$flow/all/ALL/" "ILO,$flow" "ILO,$flow,1.0" \
    "ILO,$flow,1.0.0" "ILO,$flow,1" "ILO,$flow,latest" "ILO,$flow,LATEST" "all,$flow,all" "ALL,$flow,latest" \
    "ILO%2C$flow%2C1.0.0/all" "MST_NCTE_SEX_CCT_NB"; do
    rows "v1 $form" "$all" "$url/rest/data/$form"
    rows "v1 $form at /rest/v1" "$all" "$url/rest/v1/data/$form"
done
code "v1 an agency that is none" 404 "$url/rest/data/ECB,$flow"
code "v1 a version that is none" 404 "$url/rest/data/ILO,$flow,2.0"
code "v1 what is no version" 400 "$url/rest/data/ILO,$flow,newest"
rows "v1 all flows" "$every" "$url/rest/data"
for form in all ALL ALL/ all/all all/all/all ILO,all,latest all,all,all; do
    rows "v1 $form" "$every" "$url/rest/data/$form"
done
rows "v1 two flows" $((all + other)) "$url/rest/data/$flow+ILO,$other_flow,1.0"
rows "v1 a flow that there is and one that there is not" "$all" "$url/rest/data/$flow+DF_NONE"
rows "v1 a key" "$key" "$v1/MYS.A..SEX_T."
rows "v1 a key with a slash behind" "$key" "$v1/MYS.A..SEX_T./"
rows "v1 or" "$(of n "sex = 'SEX_T' AND ref_area IN ('MYS', 'THA')")" "$v1/MYS+THA.A..SEX_T."
rows "v1 or, encoded" "$got" "$v1/MYS%2BTHA.A..SEX_T."
rows "v1 a code that is none besides" "$key" "$v1/MYS+XYZ.A..SEX_T."
rows "v1 only codes that are none" 0 "$v1/XYZ.A..SEX_T."
code "v1 a key too short" 400 "$v1/MYS.A"
holds "says so as clients read it" "Not enough key values in query, expecting 5 got 2"
code "v1 a key too long" 400 "$v1/MYS.A..SEX_T.."
rows "v1 a key that fits some flows" "$key" "$url/rest/data/$flow+$other_flow/MYS.A..SEX_T."
# providers are the countries
rows "v1 a provider" "$mys" "$v1/all/MYS"
rows "v1 a provider with its agency" "$mys" "$v1/all/ILO,MYS"
rows "v1 two providers" $((mys + tha)) "$v1/all/MYS+ILO,THA/"
rows "v1 a provider and another's key" 0 "$v1/THA.A..SEX_T./MYS"
rows "v1 a provider that is none" 0 "$v1/all/OECD"
rows "v1 of another agency" 0 "$v1/all/OECD,MYS"
rows "v1 all flows of a provider" "$(of f "ref_area = 'MYS'")" "$url/rest/data/all/all/MYS"
code "v1 a provider as SDMX-ML" 200 -H "$ml" "$v1/all/MYS"
follows sdmx21
holds "refers to the provision agreement" "PA_MST_NCTE_SEX_CCT_NB_MYS"
code "v1 two providers as SDMX-ML" 200 -H "$ml" "$v1/all/MYS+THA"
follows sdmx21
[ "$(grep -c '<message:DataSet' body)" = 2 ] && c=0 || c=1
ok "a data set for each" $c
# periods
for form in "startPeriod=2014" "startPeriod=2014-A1" "startPeriod=2014-01" "startPeriod=2014-M01" \
    "startPeriod=2014-Q1" "startPeriod=2014-S1" "startPeriod=2014-T1" "startPeriod=2014-01-01" \
    "startPeriod=2014-D001" "startPeriod=2014-W01" "startPeriod=2014-01-01T00:00:00" \
    "startPeriod=2014-01-01T00:00:00%2B07:00" "startPeriod=2013-12-31&endPeriod=2030"; do
    rows "v1 $form" "$(of m "time >= 2014")" "$v1/MYS....?$form"
done
for form in endPeriod=2013 endPeriod=2013-A1 endPeriod=2013-12 endPeriod=2013-Q4 endPeriod=2013-12-31 \
    endPeriod=2013-D365 endPeriod=2013-12-31T23:59:59Z; do
    rows "v1 $form" "$(of m "time <= 2013")" "$v1/MYS....?$form"
done
rows "v1 both" "$(of m "time = 2014")" "$v1/MYS....?startPeriod=2014&endPeriod=2014"
rows "v1 a year does not lie in its first half" 0 "$v1/MYS....?startPeriod=2014-S1&endPeriod=2014-S1"
code "v1 no period" 400 "$v1?startPeriod=2014-Q7"
rows "v1 first" "$(series_of m)" "$v1/MYS....?firstNObservations=1"
rows "v1 last" "$(series_of m)" "$v1/MYS....?lastNObservations=1"
rows "v1 first and last" "$(sqlite3 figures.db "SELECT SUM(MIN(c, 2)) FROM (SELECT COUNT(*) AS c FROM m GROUP BY sex, classif1)")" \
    "$v1/MYS....?firstNObservations=1&lastNObservations=1"
rows "v1 last of a time" "$(series_of m "time <= 2000")" "$v1/MYS....?lastNObservations=1&endPeriod=2000"
# packaging
for at in TIME_PERIOD AllDimensions REF_AREA FREQ MEASURE SEX CCT; do
    code "v1 dimensionAtObservation=$at" 200 -H "$ml" "$v1/MYS....?dimensionAtObservation=$at"
    follows sdmx21
    [ "$(grep -o '<generic:Obs>' body | wc -l)" = "$mys" ] && c=0 || c=1
    ok "$at has every observation" $c
done
code "v1 at no dimension" 400 "$v1?dimensionAtObservation=AGE"
for detail in full dataonly serieskeysonly nodata; do
    code "v1 detail=$detail" 200 -H "$ml" "$v1/MYS....?detail=$detail"
    follows sdmx21
    obs=$(grep -o '<generic:Obs>' body | wc -l) attributes=$(grep -o '<generic:Attributes>' body | wc -l)
    case $detail in
    full) parts="$mys $mys" ;; dataonly) parts="$mys 0" ;; *) parts="0 0" ;;
    esac
    [ "$obs $attributes" = "$parts" ] && c=0 || { echo "$obs $attributes" >why; c=1; }
    ok "detail=$detail: $parts observations and attributes" $c
done
code "v1 no detail" 400 "$v1?detail=some"

# -- 2.2.2: data --------------------------------------------------------------------------------
for form in "" "/" "/dataflow" "/*" "/*/*" "/dataflow/*/*/*/*" "/*/ILO/*/+" "/dataflow/ILO/*/1.0.0/" \
    "/dataflow/ILO,OECD/*/~" "/%2A/%2A/%2A/%2A"; do
    rows "v2 all by $form" "$every" "$url/rest/v2/data$form"
done
for version in 1.0.0 1.0 1 + %2B '~' '*' 1+.0.0 1.+.0 1.0.+ 1.0+.0 '~.0.0' '1.~.0' '1*.0.0' '2.0.0,1.0.0' \
    '1~.2.0,1.0.0+' '+,1.2.1*'; do
    rows "v2 version $version" "$all" "$url/rest/v2/data/dataflow/ILO/$flow/$version"
done
code "v2 a version that there is not" 404 "$url/rest/v2/data/dataflow/ILO/$flow/2.0.0"
code "v2 what the grammar does not have" 400 "$url/rest/v2/data/dataflow/ILO/$flow/+.2.3"
rows "v2 by data structure" "$all" "$url/rest/v2/data/datastructure/ILO/MST_NCTE_SEX_CCT_NB/1.0.0,2.0.0"
rows "v2 by provision agreement" "$mys" "$url/rest/v2/data/provisionagreement/ILO/PA_MST_NCTE_SEX_CCT_NB_MYS"
rows "v2 by two of them" $((mys + tha)) \
    "$url/rest/v2/data/provisionagreement/ILO/PA_MST_NCTE_SEX_CCT_NB_MYS,PA_MST_NCTE_SEX_CCT_NB_THA/*"
rows "v2 by all of them" "$every" "$url/rest/v2/data/provisionagreement/*/*/*"
code "v2 a data set for each agreement" 200 -H "$ml" \
    "$url/rest/v2/data/provisionagreement/ILO/PA_MST_NCTE_SEX_CCT_NB_MYS,PA_MST_NCTE_SEX_CCT_NB_THA/*"
follows sdmx21
[ "$(grep -c '<message:DataSet' body)" = 2 ] && c=0 || c=1
ok "two data sets" $c
code "v2 an agreement that there is not" 404 "$url/rest/v2/data/provisionagreement/ILO/PA_X_MYS"
code "v2 no context" 400 "$url/rest/v2/data/codelist/ILO/CL_SEX"
rows "v2 two flows" $((all + other)) "$url/rest/v2/data/dataflow/ILO/$flow,$other_flow/1.0.0"
rows "v2 a derived flow" 37 "$url/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_RS"
rows "v2 a flow and a derived one" $((all + 37)) "$url/rest/v2/data/dataflow/ILO/$flow,DF_MST_NCTE_SEX_RS/1.0.0"
for form in 'MYS.A.*.SEX_T.*' 'MYS.A.*.SEX_T' 'MYS.A.*.SEX_T.' 'MYS.A..SEX_T.' 'MYS.*.*.SEX_T' \
    'MYS%2EA%2E%2A%2ESEX_T' 'MYS.A.*.SEX_T,XYZ.A' 'MYS.A.MST_NCTE_NB.SEX_T'; do
    rows "v2 key $form" "$key" "$v2/$form"
done
rows "v2 two keys" "$(of n "ref_area = 'MYS' AND sex = 'SEX_T' OR ref_area = 'THA' AND sex = 'SEX_F'")" "$v2/MYS.A.*.SEX_T,THA.A.*.SEX_F"
rows "v2 two keys, encoded" "$got" "$v2/MYS.A.%2A.SEX_T%2CTHA.A.%2A.SEX_F"
rows "v2 only codes that are none" 0 "$v2/XYZ"
# what is asked for | the same as a condition
while IFS='|' read -r filter where; do
    number=$(of n "$where")
    rows "v2 $filter" "$number" "$v2?$filter"
    rows "v2 $filter, encoded" "$number" \
        "$v2?$(echo "$filter" | sed 's/\[/%5B/g; s/\]/%5D/g; s/+/%2B/g; s/:/%3A/g; s/,/%2C/g')"
done <<'FILTERS'
c[REF_AREA]=MYS|ref_area = 'MYS'
c[REF_AREA]=MYS,THA|ref_area IN ('MYS', 'THA')
c[REF_AREA]=ne:MYS|ref_area <> 'MYS'
c[REF_AREA]=MYS&c[SEX]=SEX_T|ref_area = 'MYS' AND sex = 'SEX_T'
c[REF_AREA]=MYS,XYZ|ref_area = 'MYS'
c[REF_AREA]=ge:MYT|ref_area >= 'MYT'
c[CCT]=ne:CCT_CTZ_TOTAL+ne:CCT_CTZ_IDN|classif1 NOT IN ('CCT_CTZ_TOTAL', 'CCT_CTZ_IDN')
c[CCT]=ne:CCT_CTZ_TOTAL,CCT_CTZ_TOTAL|1
c[CCT]=CCT_CTZ_IDN+CCT_CTZ_PHL,CCT_CTZ_MMR|classif1 = 'CCT_CTZ_MMR'
c[CCT]=sw:CCT_CTZ_M|substr(classif1, 1, 9) = 'CCT_CTZ_M'
c[CCT]=co:_P,ew:MMR|instr(classif1, '_P') OR classif1 LIKE '%MMR'
c[CCT]=nc:CTZ_P|instr(classif1, 'CTZ_P') = 0
c[TIME_PERIOD]=2014|time = 2014
c[TIME_PERIOD]=ge:2012+le:2014|time BETWEEN 2012 AND 2014
c[TIME_PERIOD]=ge:2012-01-01+le:2014-12-31|time BETWEEN 2012 AND 2014
c[TIME_PERIOD]=gt:2014|time > 2014
c[TIME_PERIOD]=lt:2001-Q2,gt:2014|time < 2001 OR time > 2014
c[TIME_PERIOD]=ne:2014|time <> 2014
c[TIME_PERIOD]=sw:202|substr(time, 1, 3) = '202'
c[OBS_VALUE]=ge:1000|value >= 1000
c[OBS_VALUE]=lt:10+gt:5|obs_value <> '' AND value < 10 AND value > 5
c[OBS_VALUE]=603.5|value = 603.5
c[OBS_VALUE]=sw:603.|substr(obs_value, 1, 4) = '603.'
c[SOURCE]=XX:99006|source = 'XX:99006'
c[SOURCE]=sw:XX|substr(source, 1, 2) = 'XX'
c[UNIT_MEASURE]=PS&c[UNIT_MULT]=3|1
c[UNIT_MULT]=ne:3|0
c[DECIMALS]=1|obs_value LIKE '%._'
c[OBS_STATUS]=eq:|obs_status = ''
c[FREQ]=A&c[MEASURE]=MST_NCTE_NB|1
FILTERS
rows "v2 a component that the flow has not" 0 "$v2?c[CONF_STATUS]=F"
rows "v2 a component of some flows" "$(of f "instr(classif1, 'OCU_')")" "$url/rest/v2/data?c[OCU]=sw:OCU_"
code "v2 a component twice" 400 "$v2?c[SEX]=SEX_T&c[SEX]=SEX_F"
rows "v2 series about a country" "$(series_of f "ref_area = 'MYS'")" \
    "$url/rest/v2/data/?c[REF_AREA]=MYS&attributes=none&measures=none"
# attributes and measures
while IFS='|' read -r number pattern parameters; do
    code "v2 $parameters" 200 -H "$ml" "$v2/MYS?$parameters"
    follows sdmx21
    got=$(grep -o "$pattern" body | wc -l)
    [ "$number" != all ] || number=$mys
    [ "$number" != series ] || number=$(series_of m)
    [ "$got" = "$number" ] && c=0 || { echo "$got $pattern in place of $number" >why; c=1; }
    ok "$parameters: $number of $pattern" $c
done <<'PARTS'
all|id="UNIT_MULT"|attributes=dsd
all|id="UNIT_MULT"|attributes=all
all|id="UNIT_MULT"|attributes=obs
0|id="UNIT_MULT"|attributes=dataset,series
0|id="UNIT_MULT"|attributes=msd
0|<generic:Attributes>|attributes=none
all|<generic:ObsValue|attributes=none
0|id="UNIT_MULT"|attributes=UNIT_MEASURE,OBS_STATUS
all|id="UNIT_MEASURE"|attributes=UNIT_MEASURE,OBS_STATUS
0|<generic:ObsValue|measures=none
all|id="UNIT_MULT"|measures=none
all|<generic:ObsValue|measures=all
all|<generic:ObsValue|measures=OBS_VALUE
0|<generic:Obs>|attributes=none&measures=none
series|<generic:Series>|attributes=none&measures=none
10|<generic:Series>|attributes=none&measures=none&limit=10
4|<generic:Series>|attributes=none&measures=none&offset=10&limit=4
PARTS
# a part of the answer, and its order
rows "v2 limit" 10 "$v2?limit=10"
rows "v2 offset" $((all - 300)) "$v2?offset=300"
curl -s "$url/rest/v2/data?offset=2000&limit=100&format=ilostat" | tail -n +2 >third
curl -s "$url/rest/v2/data?format=ilostat" | sed -n 2002,2101p | cmp - third >why 2>&1 && c=0 || c=1
ok "batches go on from flow to flow" $c
ordered() { # NAME SORT-OPTIONS PARAMETERS [COLUMNS]: as sort(1) would have it
    rows "$1" "$mys" "$v2/MYS?$3"
    tail -n +2 body | cut -d, -f"${4:-2-8}" >got
    LC_ALL=C sort -s -t, $2 got | cmp - got >why 2>&1 && c=0 || { head -n 5 got >why; c=1; }
    ok "$1: in order" $c
}
ordered "v2 sort by time, the last first" "-k6,6r" "sort=TIME_PERIOD:desc"
ordered "v2 sort by code and time" "-k5,5 -k6,6" "sort=CCT+TIME_PERIOD"
ordered "v2 sort=*" "-k1,1 -k2,2 -k3,3 -k4,4 -k5,5 -k6,6" "sort=*"
ordered "v2 sort=*:desc" "-k1,1r -k2,2r -k3,3r -k4,4r -k5,5r -k6,6r" "sort=*:desc"
ordered "v2 sort=series_key:asc+TIME_PERIOD:desc" "-k4,4 -k5,5 -k6,6r" "sort=series_key:asc+TIME_PERIOD:desc"
ordered "v2 sort by value" "-k7,7n" "sort=OBS_VALUE"
ordered "v2 sort, encoded" "-k5,5r -k6,6" "sort=CCT%3Adesc%2BTIME_PERIOD"
rows "v2 the five largest" 5 "$v2/MYS?sort=OBS_VALUE:desc&limit=5"
holds "the largest is there" ",2360.6,"
code "v2 sort as series" 200 -H "$ml" "$v2/MYS?sort=TIME_PERIOD:desc"
follows sdmx21
[ "$(grep -o '<generic:SeriesKey>' body | wc -l)" = "$(series_of m)" ] && c=0 || c=1
ok "series stay together" $c
rows "v2 sort by what there is not" "$mys" "$v2/MYS?sort=CURRENCY"
code "v2 no order" 400 "$v2?sort=CCT:up"
# reporting years
rows "v2 quarters of a year that begins in July" "$(of m "time <= 2013")" "$v2/MYS?c[TIME_PERIOD]=le:2014-Q2&reportingYearStartDay=--07-01"
rows "v2 quarters of the calendar year" "$(of m "time <= 2013")" "$v2/MYS?c[TIME_PERIOD]=le:2014-Q2"
rows "v2 a year that begins in July" "$(of m "time >= 2014")" "$v2/MYS?c[TIME_PERIOD]=ge:2014-Q3&reportingYearStartDay=--07-01"
rows "v2 the calendar's third quarter" "$(of m "time >= 2015")" "$v2/MYS?c[TIME_PERIOD]=ge:2014-Q3"
code "v2 no day" 400 "$v2?reportingYearStartDay=July"

# -- the past ---------------------------------------------------------------------------------
rows "v2 as of the first release" 2430 "$url/rest/v2/data?asOf=2026-01-20T00:00:00Z"
rows "v2 as of now" "$every" "$url/rest/v2/data?asOf=2026-03-01T00:00:00Z"
rows "v2 as of before" 0 "$v2?asOf=2020-01-01"
rows "v2 as of, a key" 1 "$v2/MYS.A.*.SEX_T.CCT_CTZ_IDN?asOf=2026-01-20T00:00:00Z&c[TIME_PERIOD]=2000"
holds "the figure of then" ",603.453,"
rows "v1 updatedAfter" 4 "$v1?updatedAfter=2026-02-01T00:00:00Z"
for time in 2026-02-15T09:59:59Z 2026-02-15T12:00:00%2B07:00 2026-02-15 2026-02 2026-01-15T10:00:00; do
    rows "v2 updatedAfter=$time" 4 "$v2?updatedAfter=$time"
done
rows "v1 nothing since" 0 "$v1?updatedAfter=2026-02-15T10:00:00Z"
rows "v2 nothing since" 0 "$v2?updatedAfter=2026-02-20"
rows "v1 since before the first" "$all" "$v1?updatedAfter=2014"
rows "v1 since, in a time" 3 "$v1?updatedAfter=2026-02-01T00:00:00Z&startPeriod=2025"
rows "v1 since, the first of each series" 3 "$v1?updatedAfter=2026-02-01T00:00:00Z&firstNObservations=1"
rows "v2 what had changed by then" 2430 "$url/rest/v2/data?asOf=2026-01-20&updatedAfter=2020-01-01"
code "v2 after what is later" 400 "$v2?asOf=2026-01-20&updatedAfter=2026-02-01"
code "v2 no time" 400 "$v2?asOf=yesterday"
code "v1 no time" 400 "$v1?updatedAfter=today"
code "v1 what is gone, as SDMX-ML" 200 -H "$ml" "$url/rest/data/all?updatedAfter=2026-02-01T00:00:00Z"
follows sdmx21
holds "what is there is replaced" 'action="Replace" validFromDate="2026-02-15T10:00:00Z"'
holds "what is gone is deleted" 'action="Delete" validToDate="2026-02-15T10:00:00Z"'
gone=$(sed -n '/action="Delete"/,/<\/message:DataSet>/p' body | grep -o '<generic:Obs>' | wc -l)
[ "$gone" = "$(grep -c "^PHL.*,2001," "$repo/data/asean/PHL.csv")" ] && c=0 || { echo "$gone gone" >why; c=1; }
ok "all that is gone" $c
code "v1 history" 200 -H "$ml" "$url/rest/data/DF_MFL_NEMP_SEX_OCU_NB/PHL....?includeHistory=true"
follows sdmx21
[ "$(grep -o 'action="[A-Z][a-z]*" valid[FT][a-z]*Date="[0-9-]*' body | tr '\n' ' ')" = \
    'action="Replace" validFromDate="2026-01-15 action="Delete" validToDate="2026-02-15 ' ] && c=0 ||
    { grep -o '<message:DataSet[^>]*>' body >why; c=1; }
ok "each dissemination in turn" $c
code "v2 history" 200 -H "$ml" "$v2/MYS?includeHistory=true"
follows sdmx21
[ "$(grep -c '<message:DataSet' body)" = 2 ] && c=0 || c=1
ok "two data sets of a flow" $c
code "v2 history since" 200 -H "$ml" "$v2/MYS?includeHistory=true&updatedAfter=2026-02-01"
[ "$(grep -c '<message:DataSet' body)" = 1 ] && c=0 || c=1
ok "one data set" $c
code "v2 history as JSON" 200 "$v2/MYS?includeHistory=true"
valid_json
"$ilms" query DF_MST_NCTE_SEX_RS/MYS... --release 2024.1 --format ilostat >then
rows "v2 derived figures as of then" $(($(wc -l <then) - 1)) "$url/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_RS/*/MYS?asOf=2026-01-20"
code "v1 history is true or false" 400 "$v1?includeHistory=yes"
for type in 'genericdata+xml;version=2.1' 'structurespecificdata+xml;version=2.1' 'data+xml;version=3.0.0' \
    'data+json;version=2.0.0'; do
    code "v2 all history as $type" 200 -H "Accept: application/vnd.sdmx.$type" "$url/rest/v2/data?includeHistory=true"
done

# -- availability -----------------------------------------------------------------------------
a1=$url/rest/availableconstraint
a2=$url/rest/v2/availability/dataflow/ILO
for form in "$flow" "$flow/" "$flow/all" "$flow/all/all" "$flow/all/all/all" "ILO,$flow,1.0/ALL/ALL/ALL"; do
    code "v1 availability $form" 200 "$a1/$form"
    follows sdmx21
    holds "how many observations" "<com:AnnotationTitle>$all<"
done
holds "the flow it is of" "id=\"$flow\""
code "v1 availability of a key" 200 "$a1/$flow/MYS.A..SEX_T.?mode=exact"
lacks "no other country" ">THA<"
holds "all of its observations" "AnnotationTitle>$key<"
code "v1 what could be added" 200 "$a1/$flow/MYS.A..SEX_T.?mode=available"
holds "another country" ">THA<"
holds "another sex" ">SEX_F<"
code "v1 availability of a provider" 200 "$a1/$flow/all/MYS"
holds "all of its observations" "AnnotationTitle>$mys<"
code "v1 availability of two providers" 200 "$a1/$flow/all/MYS+THA"
holds "those of both in one constraint" "AnnotationTitle>$((mys + tha))<"
code "v1 of one component" 200 "$a1/$flow/all/all/SEX"
lacks "no other" 'id="CCT"'
code "v1 of no component" 400 "$a1/$flow/all/all/COLOUR"
code "v1 availability of a time" 200 "$a1/$flow/MYS....?startPeriod=2014&endPeriod=2014"
holds "from that year" '2014'
lacks "none before" '2013'
code "v1 availability of what changed" 200 "$a1/$flow?updatedAfter=2026-02-01"
holds "four observations" "AnnotationTitle>4<"
code "v1 availability of nothing" 404 "$a1/$flow/XYZ...."
code "v2 availability of nothing" 204 "$a2/$flow/*/XYZ"
for form in "$flow" "$flow/" "$flow/1.0.0" "$flow/+/*" "$flow/*/*/*"; do
    code "v2 availability $form" 200 "$a2/$form"
    valid_json
    holds "how many observations" "\"obsCount\":$all"
done
code "v2 availability of components" 200 "$a2/$flow/*/MYS/SEX,CCT"
lacks "no other" '"id":"REF_AREA"'
code "v2 availability with filters" 200 "$a2/$flow?c[REF_AREA]=MYS&c[TIME_PERIOD]=ge:2014&mode=exact"
holds "so many observations" "\"obsCount\":$(of m "time >= 2014")"
code "v2 availability of all flows" 200 "$url/rest/v2/availability/*/*/*/*"
valid_json
code "v2 availability of an agreement" 200 \
    "$url/rest/v2/availability/provisionagreement/ILO/PA_MST_NCTE_SEX_CCT_NB_MYS"
holds "of the agreement" 'PA_MST_NCTE_SEX_CCT_NB_MYS'
for type in 'structure+xml;version=2.1' 'structure+xml;version=3.0.0' 'structure+xml;version=3.1.0' \
    'structure+json;version=1.0.0' 'structure+json;version=2.0.0' 'structure+json;version=2.1.0'; do
    code "availability as $type" 200 -H "Accept: application/vnd.sdmx.$type" "$a2/$flow/*/MYS"
    case $type in
    *2.1) follows sdmx21 ;; *xml*3.0.0) follows sdmx30 ;; *xml*3.1.0) follows sdmx31 ;; *) valid_json ;;
    esac
done

# what the constraint refers to
while read -r references has lacks; do
    code "v1 references=$references" 200 "$a1/$flow/MYS.A..SEX_T.?references=$references"
    follows sdmx21
    for element in $(echo "$has" | tr , ' '); do holds "references=$references has $element" "<str:$element "; done
    for element in $(echo "$lacks" | tr , ' '); do lacks "references=$references lacks $element" "<str:$element "; done
done <<'REFERENCES'
none ContentConstraint Dataflow,DataStructure,Codelist,ConceptScheme,DataProviderScheme
all ContentConstraint,Dataflow,DataStructure,Codelist,ConceptScheme,DataProviderScheme ProvisionAgreement
dataflow ContentConstraint,Dataflow DataStructure,Codelist,ConceptScheme,DataProviderScheme
datastructure ContentConstraint,DataStructure Dataflow,Codelist,ConceptScheme,DataProviderScheme
codelist ContentConstraint,Codelist Dataflow,DataStructure,ConceptScheme,DataProviderScheme
conceptscheme ContentConstraint,ConceptScheme Dataflow,DataStructure,Codelist,DataProviderScheme
dataproviderscheme ContentConstraint,DataProviderScheme Dataflow,DataStructure,Codelist,ConceptScheme
REFERENCES
code "v1 a provider's scheme" 200 "$a1/$flow/all/MYS?references=dataproviderscheme"
[ "$(grep -o '<str:DataProvider ' body | wc -l)" = 1 ] && c=0 || c=1
ok "has that provider alone" $c
code "v1 the codes that there are" 200 "$a1/$flow/MYS.A..SEX_T.?references=codelist"
[ "$(grep -o '<str:Code [^>]*id="[A-Z_]*"' body | sed 's/.* id=//' | sort -u | wc -l)" = \
    "$(sqlite3 figures.db "SELECT 4 + COUNT(DISTINCT classif1) FROM m WHERE sex = 'SEX_T'")" ] && c=0 ||
    { grep -o '<str:Code [^>]*>' body | head -n 40 >why; c=1; }
ok "no others" $c
code "v2 references" 200 "$a2/$flow/*/MYS?references=codelist,conceptscheme"
valid_json
lacks "no structure" '"dataStructures"'
code "v2 references that there may be" 200 "$a2/$flow/*/MYS?references=valuelist"
code "v2 references that make no sense" 400 "$a2/$flow/*/MYS?references=parents"
code "v2 all flows with all behind them" 200 -H "Accept: application/vnd.sdmx.structure+xml;version=2.1" \
    "$url/rest/v2/availability/*/*/*/*?references=all"
follows sdmx21
[ "$(grep -o '<str:Codelist [^>]*id="CL_AREA"' body | wc -l)" = 1 ] && c=0 || c=1
ok "a code list of several flows once" $c

kill -TERM "$server"
wait "$server" && c=0 || c=1
server=
ok "a signal stops it with exit code 0" $c
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
total
