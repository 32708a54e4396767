#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# search.sh [ILMS]: what is found over HTTP is what the command finds, in every language; pages of results; questions that
# are none; and in a browser: suggestions below the box, by keyboard and by pointer.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
"$ilms" source import --quiet "$repo/tests/data/collections/men.csv" --map "$repo/tests/data/collections/stock.map" >>log
start_server

# get FILE ADDRESS [CURL-WORDS...]: the status is in $status, the head in the file `head`
get() {
    into=$1 asked=$2
    shift 2
    status=$(curl -s -g -o "$into" -D head -w '%{http_code}' "$@" "$url$asked") || status="curl: $?"
}
is() { # WHAT GOT WANT
    [ "$2" = "$3" ] && c=0 || { echo "\"$2\" in place of \"$3\"" >why; c=1; }
    ok "$1" $c
}
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
ask() { # FILE ADDRESS WORDS [CURL-WORDS...]
    into=$1 asked=$2 words=$3
    shift 3
    get "$into" "$asked" -G --data-urlencode "q=$words" "$@"
}

# -- the same as the command says ---------------------------------------------------------------------
while read -r language words; do
    "$ilms" search --json --limit 10 --language "$language" "$words" >want
    ask got.json /search.json "$words" -d lang="$language" -d limit=10
    cmp -s want got.json && c=0 || { diff want got.json >why; c=1; }
    ok "$words, in $language: as the command says" $c
    is "$words: something" "$status $(grep -c '"kind"' got.json)" "200 1"
    prefix=/$language
    [ "$language" != en ] || prefix=
    ask page.html "$prefix/search" "$words"
    is "$words: on the page" "$status $(grep -c '<ol class="hits"' page.html | sed 's/[1-9][0-9]*/some/')" "200 some"
    is "$words: marked" "$(grep -c '<mark>' page.html | sed 's/[1-9][0-9]*/some/')" some
done <<END
en malaysia
en employed thailand
en Phillipines
en MST_NCTE_SEX_CCT_NB
th กัมพูชา
th มพูชา
km កម្ពុ
km ម្ពុជា
lo ກຳປູ
vi campuchia
id kamboja
ms kemboja
fil pilipinas
en ဘောဒီး
en zealand
en stock of migrants
END
is "CORS as elsewhere" "$(field Access-Control-Allow-Origin)" '*'
ask got.json /search.json malaysia
is "JSON" "$(field Content-Type) $(grep -o '"kind"' got.json | wc -l)" "application/json 8"
ask got.json /search.json malaysia -d limit=100000
is "at most fifty" "$(grep -o '"kind"' got.json | wc -l | awk '{ print ($1 > 8 && $1 <= 50) }')" 1
ask got.json /search.json malaysia -d limit=x -d lang=xx
is "what is no number or language is passed over" "$status $(grep -c '"name":"Malaysia"' got.json)" "200 1"
ask got.json /search.json TEST_STOCK
is "a collection of others" "$(grep -c '"address":"/collection/' got.json)" 1
etag=$(field ETag)
ask got.json /search.json TEST_STOCK -H "If-None-Match: $etag"
is "not sent again" "$status" 304

# every address that is found leads to a page
for words in malaysia "employed thailand" figures labour stock SEX_F; do
    for language in en th; do
        ask got.json /search.json "$words" -d lang=$language -d limit=50
        grep -o '"address":"[^"]*"' got.json | cut -d'"' -f4 | sort -u | while read -r address; do
            get /dev/null "$address"
            [ "$status" = 200 ] || echo "$status $address"
        done >why
        [ -s why ] && c=1 || c=0
        ok "$words in $language: every address is a page" $c
    done
done

# -- page by page ------------------------------------------------------------------------------------
ask page.html /search labour -d kind=source
n=$(grep -o '<a href="[^"]*" rel="next">' page.html | wc -l)
is "there is a next page" "$n" 1
names() { sed -n '/<ol class="hits"/,/<\/ol>/p' page.html | grep -o '<code>[^<]*</code>'; }
names >all
while next=$(grep -o '<a href="[^"]*" rel="next">' page.html | sed 's/.*href="\([^"]*\)".*/\1/; s/&amp;/\&/g') && [ -n "$next" ]; do
    get page.html "$next"
    names >>all
done
is "each result once" "$(sort all | uniq -d | wc -l)" 0
is "all of them" "$(wc -l <all)" "$(grep -o '<a href="[^"]*kind=source" aria-current="page">[^<]*' page.html | grep -o '[0-9]*$')"
ask page.html /search labour -d kind=source -d from=99999999999
is "a page behind the last" "$status" 200
ask page.html /search labour -d kind=nonsense -d from=-1
is "a kind that is none" "$status $(grep -c '<section>' page.html | sed 's/[1-9][0-9]*/some/')" "200 some"
get page.html "/search?q=employed+thailand"
is "as a form sends it" "$(grep -c 'value="employed thailand"' page.html)" 1

# -- what is no question -------------------------------------------------------------------------------
repeat() { awk -v w="$1" -v n="$2" 'BEGIN { while (n--) printf "%s", w }'; }
for words in '' ' ' '%' '%00' '<script>alert(1)</script>' '"&' "$(repeat a 1000)" "$(repeat 'a ' 3000)" "$(repeat 'qzxw ' 900)" \
    "$(repeat ก 800)" "$(repeat ្ 800)" '%s%n' '../../etc' "$(repeat 'abcdefghij' 100)"; do
    brief=$(printf '%.20s' "$words" | tr -cd 'a-z%<" ')
    ask page.html /search "$words"
    is "\"$brief\": a page" "$status $(grep -c '<script>' page.html) $(grep -c '</html>' page.html)" "200 0 1"
    ask got.json /search.json "$words"
    is "\"$brief\": an answer" "$status $(head -c 1 got.json)" "200 ["
done
get page.html "/search?q=%00%ff%fe"
is "bytes that are no text" "$status" 400
get page.html /search
is "no question" "$status $(grep -c 'class="lead"' page.html)" "200 1"
ask page.html /search qqqqqqqq
is "nothing found: what to do" "$status $(grep -c '<ul class="steps">' page.html)" "200 1"
get page.html /search/more
is "nothing below" "$status" 404
# many at once, of one index
n=0
while [ $n -lt 200 ]; do
    n=$((n + 1))
    printf 'url = "%s/search.json?q=thailnad&limit=%s"\noutput = "/dev/null"\n' "$url" $n
done >many
curl -s -S -Z --parallel-max 40 -w '%{http_code}\n' -K many >codes 2>/dev/null
is "two hundred at once" "$(sort codes | uniq -c | tr -s ' ')" " 200 200"
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c

# -- in a browser ----------------------------------------------------------------------------------------
if ! command -v chromium >/dev/null; then
    skip "suggestions in a browser" "there is no chromium"
    total
    exit
fi
if ! absent=$("$repo/tests/node/install.sh"); then
    skip "suggestions in a browser" "$absent"
    total
    exit
fi
URL=$url TMPDIR=$dir node "$here/search.mjs" >browser.out 2>&1 || true
grep -v ' passed, ' browser.out || true
set -- $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' browser.out)
if [ $# = 2 ]; then
    passed=$((passed + $1)) failed=$((failed + $2))
else
    failed=$((failed + 1))
fi
total
