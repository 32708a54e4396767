#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# pull.sh [ILMS]: figures are taken from services that have the faults of those there are
# (stand_in.py): what becomes a submission, what is asked, how often, and what is said.
set -eu
repo=$(cd "$(dirname "$0")/../.." && pwd)
ilms=$(realpath "${1:-$repo/build/ilms}")
command -v python3 >/dev/null || { echo "skip pull: there is no python3"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
dir=$(mktemp -d)
stand_in=
finish() {
    [ -z "$stand_in" ] || kill "$stand_in" 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cp "$ilms" "$dir/ilms"
ilms=$dir/ilms
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester LC_ALL=C.UTF-8
export LSAN_OPTIONS="suppressions=$repo/tests/lsan.supp:print_suppressions=0"
unset ILMS_BASE http_proxy https_proxy all_proxy 2>/dev/null || true

passed=0 failed=0 skipped=0
ok() { # NAME CODE: what explains it stands in the file `why`
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        [ ! -s why ] || head -n 20 why
    fi
    rm -f why
}
is() { # NAME GOT WANT
    [ "$2" = "$3" ] && c=0 || { printf '%s\nin place of\n%s\n' "$2" "$3" >why; c=1; }
    ok "$1" $c
}

if command -v openssl >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost 2>/dev/null
    cat key.pem >>cert.pem
fi
python3 "$repo/tests/e2e/stand_in.py" "$dir" 2>stand_in.err &
stand_in=$!
tries=0
until [ -s port ]; do
    sleep 0.05
    tries=$((tries + 1))
    [ $tries -lt 400 ] || { echo "the stand-in does not start"; cat stand_in.err; echo "0 passed, 1 failed"; exit 1; }
done
port=$(cat port)
host=http://127.0.0.1:$port
flow=DF_MST_NCTE_SEX_CCT_NB/MYS+THA+VNM.A.MST_NCTE_NB..
# The base that each begins with.
"$ilms" --base fresh.db init --quiet >/dev/null

begin() { # FAULT: a base of its own, nothing asked yet
    fault=$1
    rm -f base.db* requests more
    cp fresh.db base.db
}
pull() { # WORDS...: into said and code; the address of the service is known
    code=0
    timeout 60 "$ilms" --base base.db pull --quiet --patience 4 "$@" >out 2>err || code=$?
    # without what differs from run to run
    said=$(cat out err | sed "s/:$port//g; s/^ilms: //; s/in [0-9]* seconds/in N seconds/; s/after [0-9]* bytes/after N bytes/; s/asked [0-9]* times\{0,1\}/asked N times/; s/for [0-9] seconds/for N seconds/" | grep -v '^$' || true)
}
ask() { pull "$host/$fault/rest" "$flow" "$@"; }
requests() { [ ! -e requests ] && echo 0 || wc -l <requests; }
field() { # NTH NAME: of a request; empty: it did not have it
    sed -n "${1}p" requests | python3 -c 'import json, sys; print(json.load(sys.stdin).get(sys.argv[1], ""))' "$2"
}
submissions() { "$ilms" --base base.db submissions --json | grep -c '"id"' || true; }
cells() { "$ilms" --base base.db submissions --json | sed -n 's/.*"cells":\([0-9]*\).*/\1/p' | paste -sd+ | sed 's/^$/0/'; }
listed() { "$ilms" --base base.db pull list --json | sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"; }

# gets FAULT REQUESTS CELLS: it comes to figures after so many requests
gets() {
    begin "$1"
    ask
    is "$1: it comes to figures" "$code $(requests) $(cells)" "0 $2 $3"
}
# nothing FAULT: there are no figures, which is no error, and makes nothing
nothing() {
    begin "$1"
    ask
    is "$1: no figures" "$code $(submissions) $said" \
        "0 0 http://127.0.0.1/$1/rest/data/$flow: there are no figures for this; nothing is stored anew"
}
# refuses FAULT CODE SENTENCE [WORDS...]: nothing is stored, and the log says why
refuses() {
    begin "$1"
    want=$2 sentence=$3 name=$1
    shift 3
    ask "$@"
    is "$name: refused" "$code $(submissions) $(printf '%s\n' "$said" | tail -n 1)" "$want 0 $sentence"
}

# -- as it should be ------------------------------------------------------------------------------
begin fine
ask
is "fine: stored" "$code $said" "0 http://127.0.0.1/fine/rest/data/$flow: submission 1, sdmx-csv: 24 cells in 24 question tables, 0 errors, 1 warning"
is "what is asked" "$(field 1 path)" "/fine/rest/data/$flow"
is "in which format" "$(field 1 accept | cut -d, -f1)" "application/vnd.sdmx.data+csv;version=1.0.0"
is "in which language" "$(field 1 accept-language)" "en"
is "by whom" "$(field 1 user-agent | cut -d/ -f1)" "ilms"
is "packed how" "$(field 1 accept-encoding)" "gzip"
is "without a condition" "$(field 1 if-none-match)" ""
is "the address is the file's name" "$("$ilms" --base base.db submissions --json | sed -n 's/.*"file":"\([^"]*\)".*/\1/p')" "$host/fine/rest/data/$flow"
is "the log has who and what" "$("$ilms" --base base.db audit --json | tail -n 1 | sed "s/:$port//")" \
    "{\"id\":2,\"at\":\"2026-01-15T10:00:00Z\",\"who\":\"tester\",\"op\":\"pull\",\"params\":{\"patience\":\"4\",\"url\":\"http://127.0.0.1/fine/rest\",\"what\":\"$flow\"},\"outcome\":\"ok\"}"
ask
is "fine: unchanged" "$code $said" "0 http://127.0.0.1/fine/rest/data/$flow: unchanged since submission 1; nothing is stored anew"
is "asked with the condition" "$(field 2 if-none-match)" '"one"'
python3 -c 'print("ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2019,320.5,,PS,3,XX:99006")' >more
ask
is "fine: what changed comes" "$code $(cells)" "0 24+25"
is "and stands in the list" "$(listed submission) $(listed outcome) $(listed etag)" '2 new \'
ask
is "fine: unchanged again" "$(submissions) $(listed outcome)" "2 unchanged"
"$ilms" --base base.db return 2 --reason "wrong year" >/dev/null
ask
is "what was sent back comes again, unconditionally" "$(submissions) $(field 5 if-none-match)" "3 "
ask --anew
is "anew: no condition, and the same file" "$(submissions) $(field 6 if-none-match) ${said#*: }" \
    "3  the same file was received before, as submission 3; nothing is stored anew"
ask --source XX:99006
is "another source is another pull" "$(submissions) $(field 7 if-none-match)" "4 "
is "doctor is content" "$("$ilms" --base base.db doctor 2>&1 | tail -n 1 | grep -c 'sound\|hold')" 1

begin weak; ask; ask
is "weak: unchanged by the weak mark" "$(submissions) $(field 2 if-none-match) $(listed outcome)" '1 W/"one" unchanged'
begin dated; ask; ask
is "dated: unchanged by date" "$(submissions) $(field 2 if-modified-since) $(listed outcome)" '1 Sun, 11 Jan 2026 09:30:00 GMT unchanged'
begin plain; ask; ask
is "plain: unchanged by content" "$(submissions) $(requests) $(listed outcome)" "1 2 unchanged"
begin fields; ask; ask
is "fields: hostile ones are not kept" "$(submissions) $(field 2 if-none-match)$(field 2 if-modified-since) $(listed outcome)" "1  unchanged"

# -- addresses -----------------------------------------------------------------------------------
begin fine
pull "$host/fine/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA.A.../all/?startPeriod=2015&detail=full"
is "an address is asked as it is" "$(field 1 path) $(cells)" "/fine/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA.A.../all/?startPeriod=2015&detail=full 4"
begin fine
ask --start 2015 --end 2016
is "years" "$(field 1 path) $(cells)" "/fine/rest/data/$flow?startPeriod=2015&endPeriod=2016 6"
begin fine
pull "$host/fine/rest/v2/" "ILO,DF_MST_NCTE_SEX_CCT_NB/MYS+THA.A..." --start 2015
is "the newer version" "$(field 1 path)" "/fine/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/*/MYS.A.*.*.*,THA.A.*.*.*?c%5BTIME_PERIOD%5D=ge:2015"
begin fine
pull "ftp://127.0.0.1/rest" X
is "no address" "$code" 64
pull "http://a:hunter2@127.0.0.1:$port/fine/rest" "$flow"
is "a password in the address is refused" "$code $(requests) $said" "64 0 an address with a user or a password in it is not asked"
begin secret
pull "$host/secret/rest?subscription-key=hunter2" "$flow"
is "a key is used" "$code $(cells)" "0 24"
"$ilms" --base base.db audit >all; "$ilms" --base base.db pull list --json >>all; cat out err >>all; strings base.db 2>/dev/null >>all || cat base.db* >>all
is "and not kept" "$(grep -ac hunter2 all || true)" 0

# -- types, formats, languages ------------------------------------------------------------------------
gets untyped 1 24
gets mistyped 1 24
gets language 1 24
begin alone; ask
is "alone: the next format alone" "$code $(cells) $(field 2 accept)" "0 24 application/vnd.sdmx.data+csv;version=1.0.0"
ask
is "alone: and so the next time" "$(requests) $(field 3 accept) $(listed outcome)" "3 application/vnd.sdmx.data+csv;version=1.0.0 unchanged"
begin parameter; ask
is "parameter: the format in the address" "$code $(cells) $(field "$(requests)" path)" "0 24 /parameter/rest/data/$flow?format=csvfile"
before=$(requests); ask
is "parameter: and so the next time" "$(($(requests) - before)) $(listed outcome)" "1 unchanged"
begin alone; ask --format sdmx-csv
is "a format that is said" "$(requests) $(field 1 accept)" "1 application/vnd.sdmx.data+csv;version=1.0.0"
refuses page 65 '127.0.0.1: gives a web page in place of figures; it answers 200: "Maintenance &#8211; back at 5"'
refuses plain 71 "127.0.0.1: gives sdmx-csv, though sdmx-json alone was asked for" --format sdmx-json
is "and it was asked for in both ways" "$(requests) $(field 2 path)" "2 /plain/rest/data/$flow?format=json"
begin another; ask
is "another: what cannot be read" "$code $(submissions) $(printf %s "$said" | cut -c1-60)" "71 0 127.0.0.1: gives what cannot be read: this is a PDF document"

begin xml; ask; ask
is "xml: unchanged, though its header is not" "$code $(cells) $(requests) $(listed outcome)" "0 3 2 unchanged"

# -- no figures, and refusals ------------------------------------------------------------------------
for f in none none-json none-text none-204 none-header none-bytes none-200; do nothing $f; done
is "no figures: kept so" "$(listed outcome)" nothing
refuses wrong 67 '127.0.0.1: answers 400 with SDMX error 140: "Not enough key values in query, expecting 6 got 2"'
refuses missing 67 "127.0.0.1: answers 404: there is no such address, flow or key"
refuses closed 65 "127.0.0.1: answers 401: it wants to know who asks"
is "the refusal stands in the log" "$("$ilms" --base base.db audit | grep -c 'answers 401')" 1

# -- in parts ---------------------------------------------------------------------------------------
gets countries 5 8+8+8
ask
is "countries: unchanged part by part" "$(submissions) $(listed outcome | sort -u)" "3 unchanged"
begin years
ask
is "years: halves until it fits" "$code $(cells | tr + '\n' | awk '{n += $1} END {print n}')" "0 24"
is "years: the ends stay open" "$(grep -c 'startPeriod=[0-9]*",\|"path": "[^"]*startPeriod=[0-9]*"' requests | sed 's/^[1-9].*/some/')" some
refuses endless 72 "127.0.0.1: answers 413: too much is asked for at once; it is to be asked for in smaller parts: fewer countries in the key, or years with --start and --end"

# -- spelling -----------------------------------------------------------------------------------------
begin comma
pull "$host/comma/rest/data/ILO%2CDF_MST_NCTE_SEX_CCT_NB/MYS.A..."
is "comma: once as itself" "$code $(requests) $(field 2 path)" "0 2 /comma/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB/MYS.A..."
begin no-comma
pull "$host/no-comma/rest" "ILO,DF_MST_NCTE_SEX_CCT_NB/MYS.A..."
is "no-comma: once escaped" "$code $(requests) $(field 2 path)" "0 2 /no-comma/rest/data/ILO%2CDF_MST_NCTE_SEX_CCT_NB/MYS.A..."
begin slash
pull "$host/slash/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A.../"
is "slash: once without" "$code $(requests) $(field 2 path)" "0 2 /slash/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A..."

# -- structures -----------------------------------------------------------------------------------------
begin agency
pull "$host/agency/rest" "$flow"
is "agency: the service says whose flow it is" "$code $(cells) $(field "$(requests)" path)" "0 24 /agency/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/${flow#*/}"
is "agency: as its flow says" "$(grep -c '"/agency/rest/dataflow/all/DF_MST_NCTE_SEX_CCT_NB/latest?references=children"' requests)" 1
pull_flows() {
    code=0
    "$ilms" pull flows --patience 4 "$@" >out 2>err || code=$?
    said=$(cat out err)
}
pull_flows "$host/agency/rest"
is "flows: with their dimensions" "$code $(echo $said)" "0 ILO:DF_MST_NCTE_SEX_CCT_NB(1.0) x REF_AREA CL_AREA FREQ MEASURE SEX CCT"
is "flows: all are asked for" "$(field "$(requests)" path)" "/agency/rest/dataflow/all/all/latest"
pull_flows "$host/agency/rest/v2" ILO,DF_MST_NCTE_SEX_CCT_NB --json
is "flows: as JSON" "$code $said" '0 {"agency":"ILO","id":"DF_MST_NCTE_SEX_CCT_NB","version":"1.0","name":"x","dimensions":[{"id":"REF_AREA","codelist":"CL_AREA"},{"id":"FREQ"},{"id":"MEASURE"},{"id":"SEX"},{"id":"CCT"}]}'
is "flows: one in the newer version" "$(field "$(requests)" path)" "/agency/rest/v2/structure/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/~?references=children"
pull_flows "$host/agency/rest" --search outflow
is "flows: none with that word" "$code $said" "0 the service has no such flow"
pull_flows "$host/plain/rest"
is "flows: figures are no structure" "$code $said" "65 ilms: 127.0.0.1: the structure message is neither XML nor JSON"
pull_flows "$host/page/rest"
is "flows: nor is a page" "$code $(printf %s "$said" | cut -c1-53)" "65 ilms: 127.0.0.1: gives a web page in place of figures"
pull_flows "$host/missing/rest"
is "flows: a service without them" "$code $said" "67 ilms: 127.0.0.1: answers 404: there is no such address, flow or key"
begin arity
pull "$host/arity/rest" "ILO,DF_MST_NCTE_SEX_CCT_NB/MYS.A"
is "arity: what the key should have" "$code $said" "67 127.0.0.1: answers 500: something broke there; the key has 2 places, and the flow 5 dimensions: REF_AREA.FREQ.MEASURE.SEX.CCT"
for n in 1 2; do
    begin evil
    pull "$host/evil/rest" "ILO,DF_MST_NCTE_SEX_CCT_NB/MYS.A"
    is "evil: a structure that is none, $n" "$code $said" "67 127.0.0.1: answers 500: something broke there"
done

# -- packing, length, ends ------------------------------------------------------------------------------
gets gzip 1 24
gets gzip-silent 1 24
gets gzip-cut 2 24
gets longer 2 24
gets cut 2 24
gets hangup 2 24
refuses longer-always 74 "127.0.0.1: the answer broke off after N bytes; asked N times, try again later"
refuses cut-always 65 "127.0.0.1: gives an answer whose end is missing"
begin gzip-bomb; ask
is "gzip-bomb: a limit" "$code $(submissions)" "72 0"
refuses brotli 65 '127.0.0.1: the answer is packed as "br", though only gzip was asked for'

# -- busy -----------------------------------------------------------------------------------------------
gets busy 3 24
begin busy
pull "$host/busy/rest" "$flow" # the counter of the stand-in stands at the end: it is fine by now
is "busy no more" "$code $(requests)" "0 1"
gets busy-date 2 24
began=$(date +%s)
refuses busy-long 75 "127.0.0.1: the service is busy (429) and asks to be left alone for 3600 seconds; pull again after that"
is "busy-long: once, and no waiting" "$(requests) $(($(date +%s) - began < 4))" "1 1"
refuses busy-always 75 "127.0.0.1: the service is busy (503); asked N times, try again later"
is "busy-always: several times" "$(($(requests) > 1 && $(requests) < 7))" 1

# -- broken off ------------------------------------------------------------------------------------------
gets resume 2 24
is "resume: only the rest is asked for" "$(field 2 range) $(field 2 if-range)" 'bytes=500- "whole"'
begin resume-often; ask --patience 30
is "resume-often: piece by piece, as long as pieces come" "$code $(cells) $(requests)" "0 24 8"
gets resume-lies 3 24
gets resume-weak 2 24
is "resume-weak: a weak mark is no ground to go on" "$(field 2 range)" ""
gets resume-changed 2 24
is "resume-changed: all of the new one" "$(field 2 range)" "bytes=500-"
refuses slow 74 "127.0.0.1: nothing came for N seconds, or nearly nothing; asked N times, try again later" --patience 1
refuses silent 74 "127.0.0.1: nothing came for N seconds, or nearly nothing; asked N times, try again later" --patience 1
begin garbage; ask
is "garbage: no HTTP" "$code $(submissions)" "65 0"
code=0; begin nowhere; pull "http://127.0.0.1:1/rest" "$flow"
is "nobody there" "$code $(printf %s "$said" | cut -c1-28)" "74 127.0.0.1: cannot be asked: "

# -- elsewhere -------------------------------------------------------------------------------------------
begin moved; ask
is "moved: followed" "$code $(cells) $(requests)" "0 24 2"
refuses circle 65 "127.0.0.1: sends from one address to the next without end"
is "circle: after five" "$(requests)" 6
refuses inside 77 "127.0.0.2: leads to an address of a private network or of this machine, where no service of others is asked unless its address itself or --private says so"
refuses inside-name 77 "localhost: leads to an address of a private network or of this machine, where no service of others is asked unless its address itself or --private says so"
refuses inside 77 "127.0.0.2: leads to an address of a private network or of this machine, where no service of others is asked unless its address itself or --private says so" --private
for f in file gopher user; do
    refuses $f 77 "127.0.0.1: sends to an address that is not followed: not of http or https, from https to http, or with a user in it"
    is "$f: nothing else was asked" "$(requests)" 1
done
name=$(uname -n)
if getent ahosts "$name" 2>/dev/null | grep -qE '^(127|10|172\.(1[6-9]|2|3[01])|192\.168)\.'; then
    begin plain; pull "http://$name:$port/plain/rest" "$flow"
    is "a name that leads inside" "$code $(requests)" "77 0"
else
    skipped=$((skipped + 1)); echo "skip pull: the name of this machine leads to no private address"
fi

begin fine
ILMS_PROXY=$host pull "http://sdmx.example.org/fine/rest" "$flow"
is "through a proxy" "$code $(cells) $(field 1 path)" "0 24 http://sdmx.example.org/fine/rest/data/$flow"
begin inside-name
ILMS_PROXY=$host pull "http://sdmx.example.org/inside-name/rest" "$flow"
is "through a proxy to no private address" "$code $(requests)" "77 1"
begin fine
https_proxy=http://127.0.0.1:1 http_proxy=http://127.0.0.1:1 all_proxy=http://127.0.0.1:1 ask
is "a proxy for others is not ours" "$code $(cells)" "0 24"
if [ -s port.tls ]; then
    begin fine; pull "https://localhost:$(cat port.tls)/fine/rest" "$flow"
    is "a certificate that nobody vouches for" "$code $(requests) $(printf %s "$said" | grep -c 'localhost: cannot be asked: .*certificate')" "74 0 1"
else
    skipped=$((skipped + 1)); echo "skip pull: there is no openssl (tools/deps.sh heavy)"
fi

# -- since when ------------------------------------------------------------------------------------------
begin updates; ask
ask --since-last
is "updates: nothing new is unchanged" "$code $(listed outcome) $(field 2 path | grep -c 'updatedAfter=20[0-9T:-]*Z$')" "0 unchanged 1"
python3 -c 'print("ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),MYS,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2019,320.5,,PS,3,XX:99006")' >more
ask --since-last
is "updates: only what is new comes" "$code $(cells)" "0 24+1"
ask
is "updates: all, with the mark of all" "$(field 4 if-none-match)" '"all"'
begin no-updates; ask; ask --since-last
is "no-updates: then all" "$code $(requests) $(listed updates)" "0 3 false"
ask --since-last
is "no-updates: and it is remembered" "$(requests) $(submissions)" "4 1"

# -- other ways in -----------------------------------------------------------------------------------------
begin plain
printf '[map]\n' >bad.map
ask --map bad.map
is "a mapping that is none" "$code $(requests)" "65 0"
begin plain; ask --country VNM
is "figures of another country" "$code $(submissions)" "77 0"
begin plain; ask --source nonsense
is "a source that is none" "$code $(requests)" "64 0"

total=$((passed + failed))
[ $total -gt 0 ] || exit 1
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
