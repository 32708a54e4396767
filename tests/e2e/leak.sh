#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# leak.sh [ILMS]: nothing of what a rule of sharing limits gets out. A base has figures that occur
# nowhere else, limited in each way there is; everything that the public can reach of it, pages and
# services, bodies and headers, has to be the same, byte for byte, as of a base that never had them. And
# none of the figures, none of what is derived from them, no source named by them alone and nothing that is
# said of such a source or of any contact person is found, neither there nor in the rows that a public
# connection may read. With the rules taken back all of it is found, and still no person. With WHOLE=1 also where an
# older release had the figures, and what is asked about the past.
set -eu
whole() { [ -n "${WHOLE:-}" ]; }
repo=$(cd "$(dirname "$0")/../.." && pwd)
ilms=${1:-$repo/build/ilms}
dir=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cp "$ilms" "$dir/ilms"
ilms=$dir/ilms
cd "$dir"
export ILMS_USER=tester LC_ALL=C
unset ILMS_BASE || true
now=2026-01-15T10:00:00Z before=2026-01-10T10:00:00Z
origin=http://ilms.example
passed=0 failed=0
# ok NAME CODE: one test; what explains it stands in the file `why`
ok() {
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        [ ! -s why ] || head -n 20 why
    fi
    rm -f why
}

# -- the figures ----------------------------------------------------------------------------
# table AREA SOURCE YEAR VALUE FACTOR: men, women and both of three countries of citizenship and in all
table() {
    awk -v a="$1" -v s="$2" -v y="$3" -v v="$4" 'BEGIN {
        n = split("MMR KHM X", c, " ")
        for (i = 1; i <= n; i++) {
            m = v + 10 * i + 0.137; f = v + 10 * i + 5.219
            printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_%s,%s,%.3f,,\n", a, s, c[i], y, m
            printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_%s,%s,%.3f,,\n", a, s, c[i], y, f
            printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_%s,%s,%.3f,,\n", a, s, c[i], y, m + f
            M += m; F += f
        }
        printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_TOTAL,%s,%.3f,,\n", a, s, y, M
        printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,%s,%.3f,,\n", a, s, y, F
        printf "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,%s,%.3f,,\n", a, s, y, M + F
    }'
}
header=ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source
# What anybody may see: of Thailand a census beside the survey, of Indonesia other years, of Viet Nam
# and Malaysia other tables.
{ echo $header; table THA AA:1700 2014 3100; table IDN BA:537 2017 4200; table IDN BA:537 2018 4300
  table IDN BA:537 2020 4500; table LAO AA:545 2015 5100; table VNM AA:751 2013 5200; } >open.csv
# And what not: of a source that nothing else names; all of a table; a year; until a day.
{ echo $header; table THA BA:99871 2014 71300; } >source.csv
{ echo $header; table PHL BA:99872 2014 72400; table PHL BA:99872 2015 72500; } >all.csv
{ echo $header; table IDN BA:537 2019 73400; } >year.csv
{ echo $header; table VNM BA:99873 2014 74600; } >until.csv

base() { # base NAME FILE...: all of them accepted
    name=$1
    shift
    ILMS_NOW=$now "$ilms" --base "$name" init >>log
    n=0
    for file; do
        n=$((n + 1))
        ILMS_NOW=$now "$ilms" --base "$name" submit --quiet "$file" >>log
        ILMS_NOW=$now "$ilms" --base "$name" accept $n --allow "a test" >>log
    done
}
release() { # release BASE NAME [TIME]
    ILMS_NOW=${3:-$now} "$ilms" --base "$1" release "$2" >>log
}
rule() { # rule BASE AUDIENCE COUNTRY WORDS...
    name=$1 audience=$2 country=$3
    shift 3
    ILMS_NOW=$now "$ilms" --base "$name" share set --quiet --country "$country" --audience "$audience" \
        --ground "a test" "$@" >>log
}
rules() {
    rule "$1" "${2:-members}" THA --table MST_NCTE_SEX_CCT_NB --source BA:99871
    rule "$1" "${2:-office}" PHL --table MST_NCTE_SEX_CCT_NB
    rule "$1" "${2:-members}" IDN --table all --years 2019
    if [ -n "${2:-}" ]; then
        rule "$1" "$2" VNM --table all --source BA:99873
    else
        rule "$1" members VNM --table all --source BA:99873 --until 2026-06-01
    fi
}
restricted="source.csv all.csv year.csv until.csv"
# describe BASE COUNTRY SOURCE WORD: with that word in all that can be said, and another in what is of persons
fields="name periodicity years reference_period geography population age_from age_to sample_size sample_design
    quality institution publication"
describe() {
    name=$1 country=$2 source=$3 word=$4
    set --
    for field in $fields; do set -- "$@" --field "$field=$word $field"; done
    for field in contact contact_email contact_phone; do set -- "$@" --field "$field=xylophone $field"; done
    ILMS_NOW=$now "$ilms" --base "$name" source set --country "$country" --source "$source" "$@" >>log
}
describe_open() {
    describe "$1" THA AA:1700 openword
    describe "$1" IDN BA:537 openword
}
base never.db "$repo/tests/data/labour.csv" open.csv
# shellcheck disable=SC2086
base ruled.db "$repo/tests/data/labour.csv" open.csv $restricted
describe_open never.db
describe_open ruled.db
describe ruled.db THA BA:99871 zanzibar
describe ruled.db PHL BA:99872 zanzibar
describe ruled.db VNM BA:99873 marmalade
describe ruled.db LAO BA:99874 zanzibar
cp ruled.db older.db
rules ruled.db
release ruled.db first $before
release never.db first $before
# with a release from before the rules, which then are no older than the newest
release older.db first $before
rules older.db
cp never.db never2.db
release older.db second
release never2.db second

# -- asking --------------------------------------------------------------------------------
# structures WORDS FLOWS: all that is said around figures
structures() {
    while read -r flow; do
        echo "/rest/v2/structure/dataflow/ILO/DF_$flow?references=all&detail=referencepartial$1"
        echo "/rest/v2/schema/dataflow/ILO/DF_$flow?format=schema$1"
        echo "/rest/v2/availability/dataflow/ILO/DF_$flow/1.0?references=all$1"
        echo "/rest/v2/registration/dataflow/ILO/DF_$flow?format=registry$1"
    done <"$2"
    for resource in v2/structure structure; do
        for form in structure jsonstructure; do echo "/rest/$resource?format=$form$1"; done
    done
    for form in jsonmetadata csvmetadata; do echo "/rest/v2/metadata/metadataset?format=$form$1"; done
    echo "/rest/metadata/all?format=metadata$1"
    echo "/rest/v2/registration/provider/ILO?format=registry$1"
}
# paths: every form of every flow that anybody sees, two of every other
ILMS_NOW=$now "$ilms" --base ruled.db query --quiet --derived --audience office --format ilostat >office.csv
ILMS_NOW=$now "$ilms" --base ruled.db query --derived --format ilostat >public.csv
column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next } { print $at }' "$2"; }
column indicator office.csv | sort -u >flows
{
    while read -r flow; do
        v1=/rest/data/DF_$flow v2=/rest/v2/data/dataflow/ILO/DF_$flow/1.0
        for form in "" format=csv format=sdmx-csv format=ilostat format=sdmx-json format=json labels=both \
            "format=csv&labels=both" detail=serieskeysonly detail=nodata detail=dataonly \
            dimensionAtObservation=AllDimensions lastNObservations=1 firstNObservations=1 startPeriod=2014; do
            echo "$v1?$form"
            echo "$v1?derived=true&$form"
            echo "$v2?$form"
            echo "$v2?derived=true&$form"
        done
        for area in THA PHL IDN VNM; do
            echo "$v2/$area.*?format=ilostat&derived=true"
            echo "/table/$flow/$area"
            echo "/figure/$flow/$area/-"
            for year in 2013 2014 2015 2016 2018; do echo "/figure/$flow/$area/-/$year"; done
        done
        echo "/table/$flow?rows=ref_area,sex&cols=time&derived=yes"
        echo "/table/$flow?rows=ref_area&cols=time&view=chart"
        for form in "" type=both format=.json detail=serieskeysonly latestyear=TRUE; do
            echo "/data/indicator?id=$flow&$form"
        done
        echo "/rest/availableconstraint/DF_$flow"
        echo "/rest/availableconstraint/DF_$flow?format=json"
        echo "/rest/availableconstraint/DF_$flow/all/all/REF_AREA"
        echo "/rest/v2/availability/dataflow/ILO/DF_$flow/1.0"
        echo "/rest/v2/availability/dataflow/ILO/DF_$flow/1.0?format=json"
    done <flows
    for form in "" format=csv format=ilostat derived=true "derived=true&format=ilostat" "derived=true&format=csv"; do
        echo "/rest/data/all?$form"
        echo "/rest/v2/data?$form"
    done
    "$ilms" tables | awk '{ print "/rest/data/DF_" $1 "?derived=true&format=csv"; print "/table/" $1 }'
    for id in BA:99871 BA:99872 BA:99873 BA:99874 BA AA:1700 BA:537; do echo "/source/$id"; done
    for form in "" format=xml format=json; do
        echo "/rest/metadata/all?$form"
        echo "/rest/v2/metadata/metadataset/*?$form"
        echo "/rest/v2/metadata/metadataflow/*/*?$form"
        for area in THA PHL IDN VNM LAO; do echo "/rest/v2/metadata/metadataset/$area?$form"; done
        for class in codelist/*/CL_SOURCE codelist/*/CL_NOTE conceptscheme metadatastructure metadataflow \
            metadataprovisionagreement metadataproviderscheme; do
            echo "/rest/v2/structure/$class?$form"
        done
    done
    echo "/rest/codelist/all/CL_SOURCE"
    echo "/rest/metadatastructure/all/all?references=all"
    for area in THA PHL IDN VNM LAO; do
        echo "/country/$area"
        echo "/data/ref_area?id=${area}_A&type=label"
    done
    structures "" flows
    echo /coverage
    echo "/coverage?timefrom=2012&generation=first"
    for by in question_table country table module year source breakdown round release; do
        echo "/analysis/coverage?by=$by"
        echo "/analysis/coverage?by=$by&format=.csv&timefrom=1980&timeto=2026"
    done
    for area in THA PHL IDN VNM LAO; do
        echo "/coverage/$area"
        echo "/coverage/$area?timefrom=2010&timeto=2021"
        echo "/analysis/coverage?ref_area=$area&timefrom=2010&timeto=2021"
    done
    echo /gaps
    echo "/gaps?timefrom=1980&timeto=2026"
    for topic in gaps needs potential quality; do
        echo "/analysis/$topic"
        echo "/analysis/$topic?format=.csv&lang=th"
    done
    for topic in gaps needs; do echo "/analysis/$topic?timefrom=1980&timeto=2026"; done
    for area in THA PHL IDN VNM LAO; do
        echo "/gaps/$area"
        echo "/gaps/$area?timefrom=2010&timeto=2021"
        for topic in gaps needs potential quality; do echo "/analysis/$topic?ref_area=$area"; done
    done
    for id in BA:99871 BA:99872 BA:99873 BA:99874 AA:1700 BA:537; do
        for topic in potential quality; do echo "/analysis/$topic?source=$id"; done
    done
    for area in THA PHL IDN VNM LAO; do
        for other in THA PHL IDN VNM LAO MMR MYS SAU; do
            [ $area != $other ] || continue
            echo "/corridor/$area/$other"
            echo "/corridor/$other/$area"
            for form in "" "&format=.csv"; do
                echo "/analysis/corridor?origin=$area&destination=$other$form"
                echo "/analysis/corridor?origin=$other&destination=$area$form"
            done
        done
    done
    for kind in stock flow return; do
        for time in "" "&time=2014" "&time=2019"; do
            echo "/analysis/matrix?kind=$kind$time"
            echo "/analysis/corridors?all=true&kind=$kind$time"
            echo "/analysis/asymmetry?kind=$kind$time"
        done
        echo "/analysis/corridors?all=true&time=all&kind=$kind"
    done
    for year in "" 2014 2019; do
        echo "/corridors?kind=stock&year=$year"
        echo "/corridors?kind=flow&year=$year"
    done
    echo /metadata/toc/indicator
    echo /metadata/toc/ref_area
    echo "/metadata/dic?var=source"
} >paths

# and what is asked about the past
{
    while read -r flow; do
        v1=/rest/data/DF_$flow v2=/rest/v2/data/dataflow/ILO/DF_$flow/1.0
        for past in asOf=2026-01-12T00:00:00Z asOf=2026-01-16 updatedAfter=2026-01-12T00:00:00Z updatedAfter=2014 \
            includeHistory=true "includeHistory=true&updatedAfter=2026-01-12T00:00:00Z"; do
            echo "$v1?$past"
            echo "$v2?$past&format=csv"
            echo "$v2?derived=true&$past"
            echo "/rest/v2/availability/dataflow/ILO/DF_$flow/1.0?$past"
        done
    done <flows
    for day in 2026-01-12 2026-01-16; do structures "&asOf=$day" flows; done
    for form in "" format=csv derived=true "derived=true&format=ilostat"; do
        echo "/rest/v2/data?$form&includeHistory=true"
        echo "/rest/v2/data?$form&asOf=2026-01-12"
    done
} >past

crawl() { # crawl BASE OUT [NOW [PATHS]]: all that a server of it answers
    ILMS_NOW=${3:-$now} "$ilms" --base "$1" serve --json --origin $origin --listen 127.0.0.1:0 >server.out 2>server.err &
    server=$!
    tries=0
    until [ -s server.out ]; do
        sleep 0.05
        tries=$((tries + 1))
        [ $tries -lt 400 ] || { echo "the server does not start"; cat server.err; exit 1; }
    done
    "$repo/tests/e2e/crawl" "http://127.0.0.1:$(sed 's/.*"port":\([0-9]*\).*/\1/' server.out)" $origin \
        <"${4:-paths}" >"$2" 2>counted
    kill $server
    wait $server || true
    server=
    rm -f server.out
}

# -- what is looked for -------------------------------------------------------------------
# Figures of the restricted files, whole or with a sign between thousands; what is derived of them, which
# is every longer figure that the office sees and the public does not; and the sources.
figures() { for file; do column obs_value "$file"; done | sort -u; }
patterns() { # with or without separator and decimals
    sed -E 's/^([0-9]+)([0-9]{3})\.([0-9]+)$/(?<![0-9A-Za-z.])\1[,. ]?(\\xc2\\xa0|\\xe2\\x80\\xaf)?\2(?![0-9A-Za-z])/'
}
# shellcheck disable=SC2086
figures $restricted | patterns >secret.re
figures office.csv | awk 'length($0) >= 7' >office.values
figures public.csv >public.values
sort -u office.values >a; sort -u public.values >b
comm -23 a b >derived.values
counted() { # counted FILE PATTERNS: how many of the patterns occur
    n=0
    while read -r re; do
        if grep -aqP "$re" "$1"; then n=$((n + 1)); fi
    done <"$2"
    echo $n
}
none() { # none NAME FILE
    n=$(counted "$2" secret.re)
    [ "$n" = 0 ] && c=0 || { echo "$n restricted figures are there" >why; c=1; }
    ok "$1: no restricted figure" $c
    n=$(grep -acFf derived.values "$2") || true
    [ "$n" = 0 ] && c=0 || { grep -anFf derived.values "$2" | cut -c 1-200 >why; c=1; }
    ok "$1: nothing derived from one" $c
    # (an address that was asked for is said again; any digits may be in a tag)
    grep -avE '/source/BA:9987|^(GET|HEAD) /analysis/[a-z]+\?source=BA:9987|comes from a source|^etag: ' "$2" | grep -anE '9987[123]' | cut -c 1-200 >why
    [ -s why ] && c=1 || c=0
    ok "$1: no source that only they name" $c
    grep -anE 'zanzibar|marmalade' "$2" | cut -c 1-200 >why
    [ -s why ] && c=1 || c=0
    ok "$1: nothing that is said of such a source" $c
    nobody "$1" "$2"
}
nobody() { # nobody NAME FILE
    grep -an xylophone "$2" | cut -c 1-200 >why
    [ -s why ] && c=1 || c=0
    ok "$1: no contact person" $c
}
# is_said FILE WORD: each thing but the persons is there
is_said() {
    for field in $fields; do
        grep -aq "$2 $field" "$1" || { echo "$2 $field is not in $1" >why; return 1; }
    done
}
addressed() { awk '/^(GET|HEAD) \/[^ ]* [0-9]+$/ { at = $1 " " $2 } { print at ": " $0 }' "$1"; }
same() { # same NAME FILE FILE
    cmp -s "$2" "$3" && c=0 || {
        addressed "$2" >left
        addressed "$3" >right
        diff -a left right | cut -c 1-300 | head -n 20 >why
        c=1
    }
    ok "$1" $c
}

wanted=$(wc -l <secret.re)
[ "$wanted" -ge 40 ] && [ "$(wc -l <derived.values)" -ge 40 ] && c=0 || c=1
ok "there is something to look for" $c
crawl never.db never
[ "$(sed 's/ .*//' counted)" -ge 1000 ] && c=0 || { cat counted >why; c=1; }
ok "the crawl is large" $c
crawl ruled.db ruled
none "served" ruled
same "all answers are those of a base that never had the figures" ruled never
is_said ruled openword && c=0 || c=1
ok "what is said of the others is there" $c
if whole; then
    crawl never2.db never2
    crawl older.db older
    none "served, with an older release" older
    # What compares releases alone differs: the older one lacks a country's block as a whole now, so the next one has
    # "added" it, and its figures are new in that; how many figures it had when it was made is said of it.
    without_feeds() { awk '/^(GET|HEAD) \/[^ ]* [0-9]+$/ { skip = / \/feed\.| \/coverage| \/figure\/| \/releases?[\/ ]| \/calendar\.ics| \/catalog\.|by=release/ } !skip' "$1"; }
    without_feeds older >older.pages
    without_feeds never2 >never2.pages
    same "the same with a release from before the rules" older.pages never2.pages
    # Of an older release whole blocks are withheld, so what it answers is less than of a base that never had
    # the figures; nothing of them is to be in it.
    crawl older.db older.past "$now" past
    none "served of the past" older.past
    grep -aq 'action="Replace"' older.past && c=0 || c=1
    ok "there is something of the past" $c
    grep -aq 'lastUpdated="2026-01-10T10:00:00Z"' older.past && grep -aq '"prepared":"2026-01-10T10:00:00Z"' older.past && c=0 || c=1
    ok "and of the structures of then" $c
    crawl ruled.db ruled.past "$now" past
    none "served of the past of one release" ruled.past
    crawl never.db never.past "$now" past
    same "which is that of a base that never had the figures" ruled.past never.past
fi

# -- the files ---------------------------------------------------------------------------------
# Whole releases as files are those of a base that never had the figures, byte for byte.
files() { # files BASE RELEASE OUT: all that they say
    rm -rf "$3.files"
    ILMS_NOW=$now "$ilms" --base "$1" export "$3.files" --release "$2" --quiet >>log
    for file in "$3.files"/*/*; do
        case $file in
        *.gz) gzip -dc "$file" ;;
        *.xlsx) "$repo/tests/e2e/office/cells.pl" "$file" ;;
        *.sqlite) sqlite3 "$file" .dump ;;
        *) cat "$file" ;;
        esac
    done >"$3.said"
}
same_files() { # same_files NAME DIR DIR
    diff -r "$2" "$3" >why 2>&1 && c=0 || c=1
    ok "$1" $c
}
files never.db first never
files ruled.db first ruled
none "written to files" ruled.said
is_said ruled.said openword && c=0 || c=1
ok "what is said of the others is written to files" $c
same_files "all files are those of a base that never had the figures" ruled.files never.files
if whole; then
    files never2.db second never2
    files older.db second older
    none "written to files, with an older release" older.said
    same_files "the same with a release from before the rules" older.files never2.files
    files older.db first older
    none "written to files from the release before the rules" older.said
fi

# -- the rows ----------------------------------------------------------------------------------
# What a public connection may read, as text and as numbers; the bytes of what becomes public later are
# there, and read when that day has come.
rows() {
    for name in $(sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'pub\\_%' ESCAPE '\\'"); do
        case $name in
        pub_block | pub_origin)
            column=$([ "$name" = pub_block ] && echo block || echo origin)
            sqlite3 "$1" "SELECT hex(bytes) FROM $name WHERE sha256 NOT IN
                (SELECT $column FROM pub_later WHERE $column IS NOT NULL)"
            ;;
        pub_source) sqlite3 "$1" "SELECT * FROM $name WHERE since = ''" ;;
        *) sqlite3 "$1" "SELECT * FROM $name" ;;
        esac
    done
}
# a figure as its eight bytes, little-endian; a source as its letters
numbers() { perl -ne 'chomp; print uc unpack("H*", pack("d<", $_)), "\n"'; }
# shellcheck disable=SC2086
figures source.csv all.csv year.csv | numbers >secret.hex
printf 'BA:99871\nBA:99872\n' | perl -ne 'chomp; print uc unpack("H*", $_), "\n"' >source.hex
rows ruled.db >ruled.rows
grep -acFf secret.hex ruled.rows >why && c=1 || c=0
ok "no restricted figure among the public rows" $c
grep -acFf source.hex ruled.rows >why && c=1 || c=0
ok "no source of theirs among the public rows" $c
grep -aE 'zanzibar|marmalade|xylophone|9987' ruled.rows | grep -av '^[0-9]*|.*|2026-06-01|' >why && c=1 || c=0
ok "nothing that is said of them either, and no person" $c
grep -aq openword ruled.rows && c=0 || c=1
ok "what is said of the others is" $c
sqlite3 ruled.db "SELECT * FROM shr_source" >shared.rows
grep -aq zanzibar shared.rows && grep -aq marmalade shared.rows && ! grep -aq xylophone shared.rows && c=0 || c=1
ok "it is where members and the office read, without persons" $c
sqlite3 ruled.db "SELECT hex(bytes) FROM shr_block" >shared.rows
grep -aqFf secret.hex shared.rows && c=0 || c=1
ok "they are where members and the office read" $c

# -- the day has come, the rules are gone ------------------------------------------------------
crawl ruled.db june 2026-06-01T00:00:00Z
figures until.csv | patterns >until.re
# shellcheck disable=SC2086
figures source.csv all.csv year.csv | patterns >still.re
[ "$(counted june until.re)" = "$(wc -l <until.re)" ] && c=0 || c=1
ok "on its day everybody sees what was limited until then" $c
[ "$(counted june still.re)" = 0 ] && c=0 || c=1
ok "and nothing else" $c
is_said june marmalade && ! grep -aq zanzibar june && c=0 || c=1
ok "and what is said of its source, of no other" $c
nobody "on that day" june
echo "/rest/data/DF_MST_NCTE_SEX_CCT_NB?updatedAfter=2026-05-01T00:00:00Z&format=csv" >since
crawl ruled.db june.all 2026-06-01T00:00:00Z since
awk '/^GET / { on = index($2, "updatedAfter") } on' june.all >june.since
[ "$(counted june.since until.re)" = "$(wc -l <until.re)" ] && [ "$(grep -ac '^ILO:' june.since)" = "$(wc -l <until.re)" ] &&
    c=0 || { cut -c 1-200 june.since >why; c=1; }
ok "it is what is new since the day before" $c

rules ruled.db public
release ruled.db free
crawl ruled.db free
[ "$(counted free secret.re)" = "$wanted" ] && c=0 || c=1
ok "without the rules every figure is found" $c
[ "$(grep -aoFf derived.values free | sort -u | wc -l)" = "$(wc -l <derived.values)" ] && c=0 || c=1
ok "and every derived one" $c
grep -aqE BA:99871 free && grep -aqE BA:99872 free && c=0 || c=1
ok "and every source" $c
is_said free zanzibar && is_said free marmalade && c=0 || c=1
ok "and what is said of it" $c
nobody "without the rules" free
rows ruled.db >free.rows
[ "$(grep -aoFf secret.hex free.rows | sort -u | wc -l)" = "$(wc -l <secret.hex)" ] && c=0 || c=1
ok "also among the public rows" $c
grep -aqFf source.hex free.rows && c=0 || c=1
ok "also their sources" $c
grep -aq zanzibar free.rows && ! grep -aq xylophone free.rows && c=0 || c=1
ok "and what is said of them, without persons" $c

echo "$passed passed, $failed failed"
[ $failed = 0 ]
