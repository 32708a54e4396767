#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# make bench: speed and memory, each beside a peer that does the same on the same machine, the
# two in turns, medians. Ten million generated observations; 3 GB, and 1 GB more for http, under
# ${TMPDIR:-/tmp}; http alone takes eight minutes with FILES=1; loopback only. A peer that is not installed is skipped.
#
#     tests/bench/run.sh [import] [base] [cube] [whole] [http] [workbook] [checks] [dashboard] [uploads] [coverage] [mirror] [others] [charts] [search] [pages] [report]
#                                                                             all of them when none is named
#     ROUNDS=3 SECONDS_EACH=3 N=1000000 FILES=10 tests/bench/run.sh
set -eu
cd "$(dirname "$0")/../.."
bench=$PWD/tests/bench ilms=$PWD/build/ilms
rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-3} n=${N:-1000000} files=${FILES:-10}
parts=${*:-import base cube whole http workbook checks dashboard uploads coverage mirror others charts search pages report}
dir=$(mktemp -d "${TMPDIR:-/tmp}/ilms-bench.XXXXXX")
ours='' peer=''
finish() {
    [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
    [ -z "$peer" ] || kill "$peer" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

has() { command -v "$1" > /dev/null; }
wanted() { case " $parts " in *" $1 "*) true ;; *) false ;; esac; }
now() { date +%s.%N; }
since() { echo "$1 $(now)" | awk '{ printf "%.2f", $2 - $1 }'; }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
load() { echo "       load of the machine $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"; }

# -- the programs, from the objects of make -------------------------------------------------

# shellcheck disable=SC2016
make_says() { make -s --no-print-directory --eval="say: ; @echo '$1'" say; }
build() {
    # shellcheck disable=SC2016,SC2046
    $(make_says '$(CC) $(ALL_CFLAGS) $(LDFLAGS)') -o "$dir/$1" "$bench/$1.c" \
        $(make_says '$(LIBOBJ)') $(make_says '$(LIBS)')
}
echo "bench: $(uname -m), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
     "$(date -u +%Y-%m-%d), $(git rev-parse --short HEAD 2> /dev/null || echo '?')"
load
if wanted import || wanted base || wanted cube || wanted http; then
    build generate
    mkdir "$dir/in"
    start=$(now)
    "$dir/generate" "$dir/in" "$files" "$n" > "$dir/count"
    echo "made   $(cat "$dir/count") observations in $files files," \
         "$(du -sm "$dir/in" | cut -f1) MB, in $(since "$start") s"
fi

# -- a file of a million, submitted and imported ----------------------------------------------

# seconds and KB of memory of a command, appended to $1.time and $1.memory
timed() {
    out=$1
    shift
    /usr/bin/time -o "$dir/t" -f '%e %M' "$@" > "$dir/said" < "${input:-/dev/null}"
    cut -d' ' -f1 "$dir/t" >> "$out.time"
    cut -d' ' -f2 "$dir/t" >> "$out.memory"
}
line() {
    echo "$(median "$dir/$1.time") $(median "$dir/$1.memory") ${2:-0}" | awk -v what="$3" '{
        printf "import %-44s %6.2f s, %4.0f MB", what, $1, $2 / 1024
        if ($3) printf "   ratio %.2f", $3 / $1
        print "" }'
}
import() {
    file=$dir/in/1.csv
    columns='ref_area TEXT, source TEXT, indicator TEXT, sex TEXT, classif1 TEXT, classif2 TEXT,
             time TEXT, obs_value REAL, obs_status TEXT, note_classif TEXT, note_indicator TEXT,
             note_source TEXT'
    index='CREATE INDEX obs_key ON obs (ref_area, indicator, time);'
    into=".import --csv --skip 1 \"$file\" obs"
    printf 'CREATE TABLE obs (%s);\n%s\n%s\n' "$columns" "$index" "$into" > "$dir/before.sql"
    printf 'CREATE TABLE obs (%s);\n%s\n%s\n' "$columns" "$into" "$index" > "$dir/after.sql"
    i=0
    while [ $i -lt 5 ]; do
        rm -f "$dir"/one.db*
        "$ilms" --base "$dir/one.db" init > /dev/null
        timed "$dir/submit" "$ilms" --base "$dir/one.db" submit "$file"
        timed "$dir/check" "$ilms" check "$file"
        for when in before after; do
            has sqlite3 || continue
            rm -f "$dir"/peer.db*
            input=$dir/$when.sql
            timed "$dir/$when" sqlite3 "$dir/peer.db"
            input=''
        done
        i=$((i + 1))
    done
    load
    line submit '' "ilms submit, $(($(wc -l < "$file") - 1)) observations"
    line check '' 'ilms check, the same without a base'
    has sqlite3 || { echo 'import skipped: sqlite3 is not installed'; return; }
    ours_is=$(median "$dir/submit.time")
    for when in before after; do
        line $when "$ours_is" "sqlite3 .import, index made $when"
    done
    rm -f "$dir"/one.db* "$dir"/peer.db*
}
if wanted import; then import; fi

# -- ten million released ------------------------------------------------------------------------

base=$dir/base.db
if wanted base || wanted cube || wanted http; then
    "$ilms" --base "$base" init > /dev/null
    start=$(now)
    "$ilms" --base "$base" submit "$dir"/in/*.csv > /dev/null
    submit=$(since "$start") start=$(now) i=1
    while [ $i -le "$files" ]; do
        "$ilms" --base "$base" accept $i > /dev/null
        i=$((i + 1))
    done
    accept=$(since "$start") start=$(now)
    "$ilms" --base "$base" release 1 > /dev/null
    echo "base   $(cat "$dir/count") observations: submit $submit s, accept $accept s," \
         "release $(since "$start") s, $(du -m "$base" | cut -f1) MB"
fi

# Starts our server on a base, $base if none is named; sets $ours and $address.
serve() {
    rm -f "$dir/announced"
    "$ilms" --base "${1:-$base}" serve --listen 127.0.0.1:0 --json > "$dir/announced" & ours=$!
    i=0
    until [ -s "$dir/announced" ] || [ $i -gt 3000 ]; do sleep 0.01; i=$((i + 1)); done
    address=$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$dir/announced")
}
stop_ours() {
    kill "$ours"
    wait "$ours" || true
    ours=''
}
start_times() {
    rm -f "$dir/start"
    for i in 1 2 3 4 5; do
        start=$(now)
        serve
        curl -s -o "$dir/answer" "$address/rest/data/DF_MNA_TPOP_SEX_CRS_NB?limit=1"
        since "$start" >> "$dir/start"
        echo >> "$dir/start"
        kb=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$ours/status")
        stop_ours
    done
    echo "start  exec to the first answer $(grep . "$dir/start" > "$dir/s"; median "$dir/s") s;" \
         "$((kb / 1024)) MB resident"
}
if wanted base && has curl; then start_times; fi

# -- in one process --------------------------------------------------------------------------------

duckdb() {
    why=$(tests/node/install.sh --bench) || { echo "cube   skipped DuckDB: $why"; return; }
    node "$bench/duckdb.mjs" "$dir/columns.csv" 21 1 2 > "$dir/duckdb"
    awk 'NR == FNR { if ($1 == "for-duckdb") { ours["all"] = $2; ours["group"] = $3; sum = $4 } next }
         { same = ($4 - sum) ^ 2 < 1e-6 * sum ? "" : "   BUT ANOTHER SUM"
           printf "cube   DuckDB %-21s %7.2f ms on %d thread%s   ours on one %.1f times as fast%s\n",
                  $1 == "all" ? "sum of all" : "sum by sex and period", $3, $2, $2 == 1 ? " " : "s",
                  $3 / 1000 / ours[$1], same }' "$dir/cube" "$dir/duckdb"
}
if wanted cube; then
    build cube_bench
    load
    "$dir/cube_bench" "$base" "$dir/in/1.csv" "$dir/columns.csv" > "$dir/cube"
    grep -v '^for-duckdb' "$dir/cube"
    duckdb
    rm -f "$dir/columns.csv"
fi

# Of several parts: made once.
sample() { [ -e "$dir/sample.db" ] || tools/sample.sh "$dir/sample.db" > /dev/null; }

# -- the sample release whole, in each format ------------------------------------------------------

# Over one connection; each answer is made anew, for the addresses differ in a parameter that
# changes nothing.
whole() {
    has curl || { echo 'whole  skipped: curl is not installed'; return; }
    sample
    serve "$dir/sample.db"
    load
    for kind in workbook sqlite sdmx-csv sdmx-json sdmx-ml sdmx-ml-generic json-stat ilostat rdf csv; do
        i=0
        while [ $i -lt 60 ]; do
            echo "url = \"$address/rest/data/all?format=$kind&lastNObservations=$((100000 + i))\""
            echo "output = \"$dir/answer\""
            i=$((i + 1))
        done > "$dir/fetch"
        curl -s -w '%{time_total} %{size_download}\n' -K "$dir/fetch" | sort -n | awk -v kind="$kind" '
            { t[NR] = $1; size = $2 }
            END { printf "whole  %-16s %6.2f ms, at best %6.2f   %d KB\n", kind,
                         t[int((NR + 1) / 2)] * 1000, t[1] * 1000, size / 1024 }'
    done
    stop_ours
}
if wanted whole; then whole; fi

# -- over HTTP ---------------------------------------------------------------------------------------

# Small answers come in many formats, large ones, which say what the connection can do, in two.
small_kinds="sdmx-csv sdmx-csv-2.1 sdmx-json sdmx-json-2.1 sdmx-ml sdmx-ml-3.1 sdmx-ml-generic json-stat ilostat"
kept() { [ "$1" = small ] || case $2 in sdmx-csv | sdmx-json) true ;; *) false ;; esac; }

# Lists of addresses: small.* one series each, large.* about 1 MB each; and the first of them as
# files for nginx, with a list of their own: as many as it can hold open, since it is to be asked for as much as we are.
# There are some hundred large answers only, so they are
# asked for with a parameter that changes nothing but the address: none twice within a round.
addresses() {
    held=$(ulimit -Hn)
    case $held in unlimited) held=16000 ;; *) held=$((held * 4 / 5 < 16000 ? held * 4 / 5 : 16000)) ;; esac
    curl -s "$address/rest/data/all?format=csv&detail=serieskeysonly" > "$dir/keys"
    for kind in $small_kinds; do
        query="?format=$kind" series=190
        [ "$kind" != sdmx-json ] || series=650
        awk -F, -v small="$dir/s" -v large="$dir/l" -v series="$series" -f "$bench/paths.awk" \
            "$dir/keys"
        sort -n "$dir/s" | sed "s/^[0-9]* //; s/\$/$query/" | head -n 100000 > "$dir/small.$kind"
        sort -n "$dir/l" | sed "s/^[0-9]* //; s/\$/$query/" | awk '
            { a[NR] = $0 }
            END { for (i = 0; i < 50000; i++) {
                      at = a[i % NR + 1]
                      print at (at ~ /[?]/ ? "&" : "?") "lastNObservations=" 100000 + i } }' \
            > "$dir/large.$kind"
        for size in small large; do
            kept "$size" "$kind" || continue
            case $size in small) most=$held ;; large) most=100 ;; esac
            mkdir -p "$dir/www/$size.$kind"
            head -n "$most" "$dir/$size.$kind" |
                awk -v a="$address" -v to="$dir/www/$size.$kind" \
                    '{ printf "url = \"%s%s\"\noutput = \"%s/%d\"\n", a, $0, to, NR }' > "$dir/fetch"
            curl -s -K "$dir/fetch"
            grep -c ^url "$dir/fetch" | xargs seq 1 | sed "s,^,/$size.$kind/," \
                > "$dir/nginx.$size.$kind"
        done
    done
}

start_nginx() {
    port=$((20000 + $$ % 20000)) tries=0
    while [ $tries -lt 10 ]; do # nginx takes no port 0: try until one is free
        cat > "$dir/nginx.conf" <<END
worker_processes 2;
pid $dir/nginx.pid;
error_log $dir/nginx.log;
daemon off;
worker_rlimit_nofile $((held + held / 4));
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=$held;
    open_file_cache_valid 600s;
    gzip off;
    client_body_temp_path $dir/t1; proxy_temp_path $dir/t2; fastcgi_temp_path $dir/t3;
    uwsgi_temp_path $dir/t4; scgi_temp_path $dir/t5;
    server { listen 127.0.0.1:$port reuseport; root $dir/www; }
}
END
        nginx -c "$dir/nginx.conf" -e "$dir/nginx.log" 2> /dev/null & peer=$!
        sleep 0.5
        kill -0 "$peer" 2> /dev/null && return
        peer='' port=$((port + 7)) tries=$((tries + 1))
    done
    echo "http   nginx did not start: $(tail -n 1 "$dir/nginx.log")"
    exit 1
}

# Ticks of processor time that a process and its children have used.
ticks() {
    total=0
    for pid in "$1" $(cat "/proc/$1/task/$1/children"); do
        total=$((total + $(awk '{ print $14 + $15 }' "/proc/$pid/stat")))
    done
    echo $total
}

# Asks process $2 at $1 for one address or a list of them; answers a second to $4.rate,
# microseconds of the server's processor time an answer to $4.cpu.
ask() {
    before=$(ticks "$2")
    case $3 in
        /*) wrk -t2 -c64 -d"${seconds}s" "$1$3" > "$dir/wrk" 2>&1 ;;
        *) wrk -t2 -c64 -d"${seconds}s" -s "$bench/cycle.lua" "$1" -- "$dir/$3" > "$dir/wrk" 2>&1 ;;
    esac
    grep -E 'Non-2xx|Socket errors' "$dir/wrk" || true
    awk '/Requests\/sec/ { print $2 }' "$dir/wrk" >> "$dir/$4.rate"
    awk -v t=$(($(ticks "$2") - before)) -v hz="$(getconf CLK_TCK)" \
        '/requests in/ { printf "%.1f\n", t / hz * 1e6 / $1 }' "$dir/wrk" >> "$dir/$4.cpu"
}

# The largest flow as CSV over one connection, which one thread serves: MB a second, and MB for a second of
# the server's processor time. A stream, too long for the cache.
stream() {
    flow=$(awk -F, 'NR > 1 { n[$1]++ }
        END { for (f in n) if (n[f] > most) { most = n[f]; largest = f }
              sub(/^[^:]*:/, "", largest); sub(/[(].*/, "", largest); print largest }' "$dir/keys")
    at="$address/rest/data/$flow?format=sdmx-csv"
    curl -s -o "$dir/www/stream.csv" "$at"
    size=$(wc -c < "$dir/www/stream.csv")
    i=0
    while [ $i -lt $((rounds * 5)) ]; do
        for who in peer ours; do
            case $who in
                peer) pid=$peer from="http://127.0.0.1:$port/stream.csv" ;;
                ours) pid=$ours from=$at ;;
            esac
            before=$(ticks "$pid")
            curl -s -o /dev/null -w '%{speed_download}\n' "$from" >> "$dir/stream.$who"
            echo $(($(ticks "$pid") - before)) >> "$dir/stream.$who.cpu"
        done
        i=$((i + 1))
    done
    echo "$(median "$dir/stream.ours") $(median "$dir/stream.peer")" \
         "$(awk '{ s += $1 } END { print s / NR }' "$dir/stream.ours.cpu")" \
         "$(awk '{ s += $1 } END { print s / NR }' "$dir/stream.peer.cpu")" |
        awk -v size="$size" -v hz="$(getconf CLK_TCK)" -v n="$(($(wc -l < "$dir/www/stream.csv") - 1))" '
            function each(t) { return t ? size / 1e6 / (t / hz) : 0 }
            { printf "stream %.2f million observations, %.0f MB: %.0f MB/s, %.0f MB a second of processor time   " \
                     "nginx %.0f, %.0f   ratio %.2f\n", n / 1e6, size / 1e6, $1 / 1e6, each($3), $2 / 1e6, each($4), $1 / $2 }'
}

http() {
    for tool in wrk nginx curl; do
        has $tool || { echo "http   skipped: $tool is not installed"; return; }
    done
    chmod 755 "$dir" # nginx's workers may be another user
    serve
    addresses
    start_nginx
    load
    stream
    for size in small large; do
        for kind in $small_kinds; do
            kept "$size" "$kind" || continue
            echo "http   $size $kind: $(wc -l < "$dir/$size.$kind") addresses, on average" \
                 "$(du -b "$dir/www/$size.$kind"/* | awk '{ s += $1 } END { print int(s / NR) }') bytes"
            i=0
            while [ $i -lt "$rounds" ]; do
                ask "http://127.0.0.1:$port" "$peer" "nginx.$size.$kind" peer.each
                ask "$address" "$ours" "$size.$kind" ours.each
                ask "http://127.0.0.1:$port" "$peer" "/$size.$kind/1" peer.same
                ask "$address" "$ours" "$(head -n 1 "$dir/$size.$kind")" ours.same
                i=$((i + 1))
            done
            for which in each same; do
                for what in ours.$which.rate peer.$which.rate ours.$which.cpu peer.$which.cpu; do
                    median "$dir/$what"
                    rm "$dir/$what"
                done | xargs echo "$size $kind $which" | awk '{
                    printf "http   %-6s%-16s%-9s %7.0f /s %6.1f us   nginx %7.0f /s %6.1f us   ratio %.2f\n",
                           $1, $2, $3 == "each" ? "uncached" : "repeated", $4, $6, $5, $7, $4 / $5 }'
            done
        done
    done
    load
}
if wanted http; then http; fi

# -- workbooks ---------------------------------------------------------------------------------------

# Seconds to the millisecond and KB of the largest process of a command, appended to $1.time and
# $1.memory. That it ends with 1 is no failure: findings do.
measured() {
    out=$1
    shift
    began=$(now)
    /usr/bin/time -o "$dir/t" -f %M "$@" > "$dir/said" || [ $? = 1 ]
    echo "$began $(now)" | awk '{ printf "%.3f\n", $2 - $1 }' >> "$out.time"
    tail -n 1 "$dir/t" >> "$out.memory"
}
# What is measured, and beside it the peer $2 unless there is none.
beside() {
    [ -s "$dir/$2.time" ] && theirs="$(median "$dir/$2.time") $(median "$dir/$2.memory")" || theirs=
    echo "$(median "$dir/$1.time") $(median "$dir/$1.memory") $theirs" | awk -v what="$3" '{
        printf "workbook %-50s %6.3f s, %3.0f MB", what, $1, $2 / 1024
        if ($3) printf "   exceljs %6.3f s, %3.0f MB, ratio %.2f", $3, $4 / 1024, $1 / $3
        print "" }'
}
exceljs_is_there() {
    why=$(tests/node/install.sh --bench) || { echo "workbook skipped exceljs: $why"; return 1; }
}
exceljs() { measured "$1" node "$bench/workbook.mjs" "$2" "$3" "$4" "$5"; }

# A country of twelve years, of which the round asks for the last two, so that the workbook is full;
# every fifth of its figures made a text, and a matrix of countries.
workbooks() {
    build country
    build matrix
    "$dir/country" THA 2014 2025 > "$dir/country.csv"
    "$ilms" --base "$dir/wb.db" init > /dev/null
    "$ilms" --base "$dir/wb.db" submit --quiet "$dir/country.csv" > /dev/null
    "$ilms" --base "$dir/wb.db" accept 1 > /dev/null
    "$ilms" --base "$dir/wb.db" round open bench --deadline 2099-12-31 --years 2024-2025 > /dev/null
    "$ilms" --base "$dir/wb.db" questionnaire write --round bench --country THA \
        --output "$dir/full.xlsx" > /dev/null
    "$bench/figures.pl" "$dir/full.xlsx" > "$dir/figures"
    awk -F= -v OFS='\0' -v ORS='\0' 'NR % 5 == 0 { print $1 "=\047abc" }' "$dir/figures" |
        xargs -0 tests/cases/fill "$dir/full.xlsx" "$dir/wrong.xlsx"
    "$ilms" --base "$dir/wb.db" submit --quiet "$dir/wrong.xlsx" > /dev/null
    "$ilms" check "$dir/wrong.xlsx" > "$dir/found" || true
    sed -n "s,^$dir/wrong.xlsx:\([^:]*![A-Z]*[0-9]*\): [a-z]* \(.*\),\1 \2,p" "$dir/found" > "$dir/cells"
    figures=$("$dir/matrix" "$dir/matrix.xlsx" "$dir/matrix.map" 100000)
    echo "workbook full: $(wc -l < "$dir/figures") figures asked for, $(($(wc -l < "$dir/country.csv") - 1))" \
         "given before, $(($(wc -c < "$dir/full.xlsx") / 1024)) KB; wrong:" \
         "$(awk 'NR % 5 == 0' "$dir/figures" | wc -l) of them, $(wc -l < "$dir/cells") findings on" \
         "$(cut -d' ' -f1,2 "$dir/cells" | sort -u | wc -l) cells; matrix: $figures figures," \
         "$(($(wc -c < "$dir/matrix.xlsx") / 1024)) KB"
}

workbook() {
    workbooks
    exceljs_is_there && there=yes || there=''
    load
    i=0
    while [ $i -lt 7 ]; do
        rm -f "$dir/out.xlsx" "$dir/back.xlsx"
        measured "$dir/w.write" "$ilms" --base "$dir/wb.db" questionnaire write --round bench \
            --country THA --output "$dir/out.xlsx"
        measured "$dir/w.check" "$ilms" check "$dir/full.xlsx"
        measured "$dir/w.wrong" "$ilms" check "$dir/wrong.xlsx"
        measured "$dir/w.mark" "$ilms" --base "$dir/wb.db" questionnaire annotate 2 \
            --output "$dir/back.xlsx"
        measured "$dir/w.map" "$ilms" check "$dir/matrix.xlsx" --map "$dir/matrix.map"
        i=$((i + 1))
        [ "$there" ] || continue
        exceljs "$dir/e.nothing" nothing '' '' ''
        exceljs "$dir/e.write" write "$dir/full.xlsx" "$dir/out.xlsx" ''
        cat "$dir/said" >> "$dir/e.said"
        exceljs "$dir/e.check" read "$dir/full.xlsx" '' ''
        exceljs "$dir/e.wrong" read "$dir/wrong.xlsx" '' ''
        exceljs "$dir/e.mark" mark "$dir/wrong.xlsx" "$dir/out.xlsx" "$dir/cells"
        exceljs "$dir/e.map" read "$dir/matrix.xlsx" '' ''
    done
    [ -z "$there" ] || mv "$dir/e.said" "$dir/e.write.time" # without the reading before it
    load
    beside w.write e.write 'ilms questionnaire write'
    beside w.check e.check 'ilms check, clean'
    beside w.wrong e.wrong 'ilms check, with findings'
    beside w.mark e.mark 'ilms questionnaire annotate'
    beside w.map e.map 'ilms check --map, a matrix'
    [ -z "$there" ] || beside e.nothing '' 'of exceljs: node started, the library loaded'
}
if wanted workbook; then workbook; fi

# -- checks: what they find, how long they take -------------------------------------------------

# Planted errors by kind, on two seeds that nothing was tuned on; two at once; a whole country's
# submission, two million cells, a table larger than any. The planting is that of the unit tests.
checks() {
    # shellcheck disable=SC2016,SC2046
    $(make_says '$(CC) $(ALL_CFLAGS) $(LDFLAGS)') -Itests/unit -o "$dir/checks" "$bench/checks.c" \
        tests/unit/check/plant.c $(make_says '$(LIBOBJ)') $(make_says '$(LIBS)')
    build country
    build generate
    for seed in ${SEEDS:-71 72}; do
        "$dir/checks" planted "$seed" "${PLANTED:-20}" data/asean/*.csv
    done
    mkdir -p "$dir/checked"
    "$dir/country" THA 2005 2024 > "$dir/country20.csv"
    "$dir/generate" "$dir/checked" 2 1000000 > /dev/null
    load
    echo "a submission of 22 tables and 20 years"
    "$dir/checks" time "$dir/country20.csv"
    echo "a base of two million cells"
    "$dir/checks" time "$dir"/checked/*.csv
    "$dir/checks" large
}
if wanted checks; then checks; fi

# -- dashboard: where a round stands ---------------------------------------------------------------

dashboard() {
    build dashboard
    load
    "$dir/dashboard" "$dir/round.db"
}
if wanted dashboard; then dashboard; fi

# -- mirror: both sides of every corridor ------------------------------------------------------------

# The same lines from a peer: its milliseconds, their number, the sum of the asymmetries.
mirror_peer() { # WHAT MILLISECONDS LINES SUM
    echo "$*" | awk -v ours="$(grep "^for-peer" "$dir/mirrored")" '{
        split(ours, o, " ")
        same = $(NF - 1) == o[2] && ($NF - o[3]) ^ 2 < 1 ? "" : "   BUT OTHER LINES"
        ms = $(NF - 2); NF -= 3
        printf "mirror %-52s %7.0f ms   ours %.1f times as fast%s\n", $0, ms, ms / o[4], same }'
}
mirrors() {
    build mirror
    load
    "$dir/mirror" "$dir/corridors.csv" > "$dir/mirrored"
    grep -v "^for-peer" "$dir/mirrored"
    if why=$(tests/node/install.sh --bench); then
        node "$bench/mirror.mjs" "$dir/corridors.csv" 7 1 2 > "$dir/duckdb"
        while read -r threads ms lines sum; do
            mirror_peer "DuckDB, the same as a join, threads: $threads" "$ms" "$lines" "$sum"
        done < "$dir/duckdb"
    else
        echo "mirror skipped DuckDB: $why"
    fi
    has sqlite3 || { echo 'mirror skipped: sqlite3 is not installed'; return; }
    sqlite3 "$dir/corridors.db" 'CREATE TABLE obs (side INT, origin INT, destination INT, period INT, value REAL,
        PRIMARY KEY (side, origin, destination, period)) WITHOUT ROWID' ".import --csv \"$dir/corridors.csv\" obs"
    rm -f "$dir/t"
    for i in 1 2 3; do
        start=$(now)
        sqlite3 "$dir/corridors.db" 'CREATE TEMP TABLE lines AS
            SELECT o.origin, o.destination, o.period, o.value AS "from", d.value AS "to", d.value - o.value AS difference,
                   d.value / o.value AS ratio, abs(d.value - o.value) / ((d.value + o.value) / 2) AS asymmetry
            FROM obs o JOIN obs d ON d.side = 1 AND d.origin = o.origin AND d.destination = o.destination
                AND d.period = o.period WHERE o.side = 0;
            SELECT count(*), round(sum(asymmetry), 3) FROM lines' > "$dir/said"
        since "$start" | awk '{ print $1 * 1000 }' >> "$dir/t"
    done
    mirror_peer 'sqlite3, the same as a join over a primary key' "$(median "$dir/t")" $(tr '|' ' ' < "$dir/said")
    rm -f "$dir"/corridors.*
}
if wanted mirror; then mirrors; fi

# -- uploads, and readers meanwhile: a script of its own --------------------------------------------

if wanted uploads; then
    tests/bench/uploads.sh || echo 'uploads: something was lost, refused or failed (see above)'
fi

# -- coverage ----------------------------------------------------------------------------------------

coverage() {
    build coverage
    sample
    load
    "$dir/coverage" "$dir/sample.db"
    build gaps
    "$dir/gaps" "$dir/sample.db"
}
if wanted coverage; then coverage; fi

# -- collections of others ------------------------------------------------------------------------------

# The two matrices of the United Nations, 2 x 2,000 rows of 240 columns: taken in as a collection, read in a
# process of their own, each cell told by its row and column; beside a database that only keeps the rows.
others() {
    men=../shared/data/international/UN_MigrantStockMale_2019.csv
    women=../shared/data/international/UN_MigrantStockFemale_2019.csv
    [ -r "$men" ] || { echo 'others skipped: ../shared is not there'; return; }
    printf '.import --csv --skip 16 "%s" men\n.import --csv --skip 16 "%s" women\n' "$men" "$women" > "$dir/others.sql"
    i=0
    while [ $i -lt 5 ]; do
        rm -f "$dir"/one.db* "$dir"/peer.db*
        "$ilms" --base "$dir/one.db" init > /dev/null
        timed "$dir/others" "$ilms" --base "$dir/one.db" source import "$men" "$women" --map un_desa_2019
        input=$dir/others.sql # it says on standard error how it calls each of 530 columns
        ! has sqlite3 || timed "$dir/kept" sqlite3 "$dir/peer.db" 2> /dev/null
        input=''
        timed "$dir/asked" "$ilms" --base "$dir/one.db" query --quiet --collection UNDESA_IMS \
            MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA
        i=$((i + 1))
    done
    load
    line others '' 'ilms source import, two matrices of the UN'
    ! has sqlite3 || line kept "$(median "$dir/others.time")" 'sqlite3 .import, their rows as they are'
    line asked '' 'ilms query --collection, one corridor of it'
    rm -f "$dir"/one.db* "$dir"/peer.db*
}
if wanted others; then others; fi

# -- charts: the program that draws them, then over HTTP: the first, another one, and one again ----------

charts() {
    build charts
    load
    "$dir/charts"
    tools/sample.sh "$dir/sample.db" > /dev/null
    "$ilms" --base "$dir/sample.db" serve --json --listen 127.0.0.1:0 > "$dir/charts.out" 2> /dev/null &
    ours=$!
    until [ -s "$dir/charts.out" ]; do sleep 0.1; done
    at=http://127.0.0.1:$(sed 's/.*"port":\([0-9]*\).*/\1/' "$dir/charts.out")/chart/table/MST_NCTE_SEX_CCT_NB/THA.svg?kind=line
    for what in 'first of a server|360' 'another|720' 'from the cache|720'; do
        curl -s -o /dev/null -w "charts ${what%|*}, over HTTP: %{time_total} s\n" "$at&width=${what#*|}"
    done
    kill $ours
    wait $ours 2> /dev/null || true
    ours=''
}
if wanted charts; then charts; fi

# -- search: fifty questions in nine languages ---------------------------------------------------------------

search() {
    build search
    sample
    load
    "$dir/search" "$dir/sample.db"
}
if wanted search; then search; fi

# -- pages: as a browser meets them, and how many a second --------------------------------------------------

# All pages in all languages that a first page leads to in two steps, each once: what is made anew. Those that take a
# parameter that changes nothing would be no other page, since the cache goes by the address.
walk() {
    for language in en fil id km lo ms my th vi; do
        prefix=/$language
        [ $language != en ] || prefix=
        for page in tables countries corridors coverage sources methods releases rules classifications; do
            echo "$prefix/$page"
            curl -s "$address$prefix/$page" | grep -o 'href="/[^"#]*"' | cut -d'"' -f2 | sed 's/&amp;/\&/g' |
                grep -E '^(/[a-z]+)?/(table|country|corridor|coverage|source|methods|rule|classification|release)/[^.?]*$'
        done
    done | sort -u
}
pages() {
    sample
    serve "$dir/sample.db"
    load
    if ! has chromium; then
        echo 'pages  skipped in a browser: chromium is not installed'
    elif ! why=$(tests/node/install.sh); then
        echo "pages  skipped in a browser: $why"
    else
        node "$bench/pages.mjs" "$address"
        node "$bench/paint.mjs" "$address/table/MST_NCTE_SEX_CCT_NB/THA" "$address/country/THA"
    fi
    if ! { has wrk && has curl; }; then
        echo 'pages  skipped by the second: wrk or curl is not installed'
        stop_ours
        return
    fi
    walk > "$dir/walk"
    i=0
    while [ $i -lt "$rounds" ]; do
        wrk -t2 -c64 -d"${seconds}s" "$address/table/MST_NCTE_SEX_CCT_NB/THA" > "$dir/wrk"
        awk '/Requests\/sec/ { print $2 }' "$dir/wrk" >> "$dir/again"
        i=$((i + 1))
    done
    echo "pages  a table, repeated: $(median "$dir/again") a second"
    # each address once is over in no time: the server starts anew, with an empty cache, and the time is that of curl
    i=0
    while [ $i -lt "$rounds" ]; do
        stop_ours
        serve "$dir/sample.db"
        awk -v a="$address" '{ printf "url = \"%s%s\"\noutput = \"/dev/null\"\n", a, $0 }' "$dir/walk" > "$dir/fetch"
        before=$(ticks "$ours") start=$(now)
        curl -s -Z --parallel-max 64 -K "$dir/fetch" 2> /dev/null
        echo "$(wc -l < "$dir/walk") $(since "$start") $(($(ticks "$ours") - before)) $(getconf CLK_TCK)" |
            awk '{ print $1 / $2 > rate; print $3 / $4 * 1e6 / $1 > cpu }' rate="$dir/rate.$i" cpu="$dir/cpu.$i"
        i=$((i + 1))
    done
    cat "$dir"/rate.* > "$dir/anew"
    cat "$dir"/cpu.* > "$dir/anew.cpu"
    echo "pages  $(wc -l < "$dir/walk") pages in nine languages, each made anew: $(median "$dir/anew") a second with curl beside it," \
         "$(median "$dir/anew.cpu") us of processor time each"
    load
    stop_ours
}
if wanted pages; then pages; fi

# -- report: the whole of it and a fact sheet -------------------------------------------------

# report_row WHAT AIM FORMATS [OPTION...]: the median of the runs, each into a folder of its own
report_row() {
    what=$1 aim=$2 formats=$3
    shift 3
    i=0
    : > "$dir/report.time"
    while [ $i -lt "$rounds" ]; do
        rm -rf "$dir/report"
        start=$(now)
        "$ilms" --base "$dir/sample.db" report --output "$dir/report" --format "$formats" "$@" > "$dir/report.said"
        since "$start" >> "$dir/report.time"
        echo >> "$dir/report.time"
        i=$((i + 1))
    done
    echo "report $what: $(median "$dir/report.time") s (aim $aim s), $(sed -n '1s/^[^:]*: //p' "$dir/report.said")"
}

report() {
    sample
    report_row 'as HTML, with a fact sheet of each country' 5 html
    cp "$dir/report/report.html" "$dir/report.html"
    if ! has weasyprint; then
        echo 'report skipped as PDF: weasyprint is not installed'
    else
        report_row 'fact sheet as HTML and PDF' 5 html,pdf --country THA
        report_row 'as PDF, with a fact sheet of each country' 60 pdf
        start=$(now)
        weasyprint -q "$dir/report.html" "$dir/alone.pdf"
        echo "report WeasyPrint alone of the same HTML, letters of charts set by it: $(since "$start") s"
    fi
    if ! has pandoc; then
        echo 'report skipped as DOCX: pandoc is not installed'
    else
        report_row 'fact sheet as DOCX' 5 docx --country THA
        start=$(now)
        pandoc -f html -t docx -o "$dir/alone.docx" "$dir/report.html" 2> /dev/null
        echo "report pandoc alone, DOCX of the whole report with its charts as SVG: $(since "$start") s"
    fi
    load
}
if wanted report; then report; fi
