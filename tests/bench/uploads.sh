#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# uploads.sh [ILMS]: two hundred files sent at the same moment, half by scripts (POST /api/submit), half as from the
# form (POST /desk/upload/KHM), by five people; every tenth a workbook, none like another. How many of them are
# submissions in the end, and how long a reader of public pages waits meanwhile, beside how long without uploads.
# Bounded by five minutes.
set -eu
cd "$(dirname "$0")/../.."
repo=$PWD ilms=$PWD/${1:-build/ilms}
for tool in curl perl; do
    command -v $tool > /dev/null || { echo "uploads skipped: $tool is not installed"; exit 0; }
done
n=${UPLOADS:-200} people=5
dir=$(mktemp -d "${TMPDIR:-/tmp}/ilms-uploads.XXXXXX")
server=''
finish() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cd "$dir"
export ILMS_BASE="$dir/ilms.db" ILMS_USER=bench
load() { echo "uploads load of the machine $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"; }
now() { date +%s.%N; }
since() { echo "$1 $(now)" | awk '{ printf "%.2f", $2 - $1 }'; }
submissions() { "$ilms" submissions --json | grep -c . || true; }

# -- a base, people, files ------------------------------------------------------------------------

"$ilms" init > log
for country in KHM THA VNM; do
    "$ilms" submit --quiet "$repo/data/asean/$country.csv" >> log
    "$ilms" accept "$(submissions)" --allow known >> log
done
"$ilms" release 1 >> log
"$ilms" round open 2026 --deadline 2099-12-31 --years 2024-2025 >> log
before=$(submissions)
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
url=http://127.0.0.1:$port
"$ilms" serve --json --collect --listen "127.0.0.1:$port" --origin "$url" > announced 2> server.err & server=$!
tries=0
until [ -s announced ]; do
    sleep 0.05
    tries=$((tries + 1))
    [ $tries -lt 400 ] || { echo "uploads the server does not start"; cat server.err; exit 1; }
done

# Each person has a token for scripts and a session in a browser, whose forms carry a key.
i=1
while [ $i -le $people ]; do
    link=$("$ilms" user add "person$i" --role specialist --country KHM --origin "$url" --json | sed -n 's/.*"link":"\([^"]*\)".*/\1/p')
    "$ilms" user token "person$i" --name bench --json | sed -n 's/.*"token":"\([^"]*\)".*/\1/p' > "token.$i"
    curl -s -o /dev/null -d "new_password=bees keep person$i busy" -d "again=bees keep person$i busy" "$link"
    curl -s -o /dev/null -c "jar.$i" -d "user=person$i" -d "password=bees keep person$i busy" "$url/desk/sign-in"
    curl -s -b "jar.$i" "$url/desk/round/2026/KHM" | sed -n 's/.*name="key" value="\([^"]*\)".*/\1/p' | head -n 1 > "key.$i"
    awk '/\tilms\t/ { print $NF }' "jar.$i" > "cookie.$i" # one curl has one jar, whoever it is for
    [ -s "token.$i" ] && [ -s "key.$i" ] || { echo "uploads person$i cannot come in"; exit 1; }
    i=$((i + 1))
done
"$ilms" questionnaire write --round 2026 --country KHM --output form.xlsx >> log
i=1
while [ $i -le "$n" ]; do
    if [ $((i % 10)) = 0 ]; then
        "$repo/tests/cases/fill" form.xlsx "$i.xlsx" "MNA 18!C15=$i.5" "MNA 18!C26=$i.2" "MNA 18!C37=0.3"
        file=$i.xlsx
    else
        file=$i.csv
        perl -e 'my $i = shift; print "ref_area,source,indicator,sex,classif1,time,obs_value\n";
            for my $c (qw(TOTAL THA KOR JPN MYS X)) { for my $s (qw(T F M)) {
                print "KHM,FX:14128,MNA_OEMP_SEX_CDS_NB,SEX_$s,CDS_DES_$c,2024,", $i + length($c) / 10, "\n" } }' $i > "$file"
    fi
    who=$((i % people + 1))
    if [ $((i % 2)) = 1 ] || [ $((i % 20)) = 0 ]; then # both kinds of file go both ways
        printf 'next\nurl = "%s/api/submit"\nheader = "Authorization: Bearer %s"\nform = "file=@%s"\nform = "round=2026"\nform = "country=KHM"\n' \
            "$url" "$(cat token.$who)" "$file"
    else
        printf 'next\nurl = "%s/desk/upload/KHM"\nheader = "Cookie: ilms=%s"\nform = "key=%s"\nform = "round=2026"\nform = "file=@%s"\n' \
            "$url" "$(cat cookie.$who)" "$(cat key.$who)" "$file"
    fi
    printf 'silent\nmax-time = 300\noutput = "answer.%d"\nwrite-out = "%d %%{http_code} %%{time_total}\\n"\n' $i $i
    i=$((i + 1))
done | sed 1d > orders

# -- a reader -------------------------------------------------------------------------------------------

# Twenty looks at each of two pages, the seconds of each appended to $1.home and $1.table; and at the second
# under an address that nobody has asked for before, so that it is made anew: $1.new.
looks=0
look() {
    looks=$((looks + 1))
    for name in home table new; do
        page=/table/MNA_OEMP_SEX_CDS_NB/KHM
        case $name in home) page=/ ;; new) page="$page?look=$looks." ;; esac
        perl -e 'print "url = \"$ARGV[0]", $ARGV[0] =~ /=/ ? $_ : "", "\"\noutput = \"/dev/null\"\n" for 1 .. 20' "$url$page" |
            curl -s --rate 25/s -K - --write-out '%{time_total} %{http_code}\n' >> "$1.$name"
    done
}
# Milliseconds: the median and the 95th in a hundred.
at() { sort -n "$1" | awk -v of="$2" '{ v[NR] = $1 } END { i = int(NR * of + 0.999999); printf "%.2f", v[i < 1 ? 1 : i] * 1000 }'; }

load
look warm
i=0
while [ $i -lt 4 ]; do look idle; i=$((i + 1)); done

began=$(now)
curl --parallel --parallel-immediate --parallel-max "$n" -K orders > answers 2> curl.err & sending=$!
sent='' arrived=0
while [ "$arrived" -lt "$n" ]; do
    look busy
    [ -n "$sent" ] || kill -0 $sending 2> /dev/null || sent=$(since "$began")
    arrived=$(($(submissions) - before))
    [ "$(since "$began" | cut -d. -f1)" -lt 240 ] || break
done
took=$(since "$began")
wait $sending || true
load

# -- what came of it --------------------------------------------------------------------------------------

refused=$(awk '$2 != 200 && $2 != 303' answers | wc -l)
waiting=$(cut -d' ' -f3 answers | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f s median, %.2f s longest", v[int((NR + 1) / 2)], v[NR] }')
doubled=$("$ilms" submissions --json | sed -n 's/.*"sha256":"\([^"]*\)".*/\1/p' | sort | uniq -d | wc -l)
failed=$(cat idle.* busy.* | grep -vc ' 200$' || true)
echo "uploads $n at once: $arrived are submissions after $took s, $((n - arrived)) lost, $doubled doubled;" \
     "all sent after ${sent:-$took} s, $refused refused"
[ "$refused" = 0 ] || awk '$2 != 200 && $2 != 303 { print $2 }' answers | sort | uniq -c | sed 's/^/uploads     answers /'
echo "uploads an answer to the sender after $waiting"
for name in home table new; do
    echo "$(at idle.$name 0.5) $(at busy.$name 0.5) $(at idle.$name 0.95) $(at busy.$name 0.95) $(wc -l < busy.$name)" |
        awk -v what=$name '{ printf "uploads %-5s page: median %6.2f ms alone, %6.2f ms meanwhile, ratio %.2f (95 of 100: %.2f and %.2f ms; %d looks)\n",
                             what, $1, $2, $2 / $1, $3, $4, $5 }'
done
[ "$failed" = 0 ] || echo "uploads $failed looks at a public page failed"
[ "$arrived" = "$n" ] && [ "$refused" = 0 ] && [ "$failed" = 0 ]
