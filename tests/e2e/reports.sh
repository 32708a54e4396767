#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# reports.sh [ILMS]: a report is published, found on the pages, read and taken away byte by byte, and withdrawn; one of a
# release under embargo is nowhere to be seen; what stands in a file of HTML can do nothing but be looked at.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"

is() { # NAME GOT WANT
    [ "$2" = "$3" ] && c=0 || { echo "$2 in place of $3" >why; c=1; }
    ok "$1" $c
}
# get NAME STATUS ADDRESS CURL-WORDS...
get() {
    name=$1 want=$2 asked=$3
    shift 3
    rm -f body
    got=$(curl -s -g -o body -D head -w '%{http_code}' "$@" "$url$asked") || got="curl: $?"
    is "$name" "$got" "$want"
}
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip" | head -n 1; }
says() { # NAME TEXT: the last answer
    grep -qF -- "$2" body && c=0 || { head -c 2000 body >why; c=1; }
    ok "$1" $c
}
says_not() {
    grep -qF -- "$2" body && { grep -F -- "$2" body >why; c=1; } || c=0
    ok "$1" $c
}
seen() { # NAME ADDRESS STATUS: within five seconds, since a server looks once a second
    tries=0
    until [ "$(curl -s -o body -w '%{http_code}' "$url$2")" = "$3" ] || [ $tries = 100 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    is "$1" "$(curl -s -o body -w '%{http_code}' "$url$2")" "$3"
}
refused() { # NAME TEXT WORDS...
    name=$1 text=$2
    shift 2
    "$ilms" "$@" >told 2>&1 && c=1 || c=0
    ok "$name" $c
    grep -qF -- "$text" told && c=0 || { cp told why; c=1; }
    ok "$name: it says so" $c
}

# made DIR LANGUAGE TITLE RELEASE [STATE]: as `ilms report` leaves a folder, with small files
made() {
    mkdir -p "$1"
    cat >"$1/report.html" <<HTML
<!doctype html>
<html lang="$2"><head><meta charset="utf-8"><title>$3</title>
<style>p { color: rgb(1, 2, 3) }</style><STYLE media="print">p { color: black }</STYLE></head>
<body><p id="styled">$3</p><p id="inline" style="color: rgb(9, 9, 9)">x</p>
<img id="own" alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='7' height='7'/%3E">
<img alt="" src="/static/icon.svg"><img alt="" src="http://127.0.0.1:9/elsewhere.png" onerror="document.title='no'">
<script>document.title = 'no'</script><a id="table" href="/tables">tables</a></body></html>
HTML
    { printf '%%PDF-1.7\n%s\n' "$3"; seq 20000; } >"$1/report.pdf"
    { printf 'PK\003\004'; seq 100; } >"$1/report.docx"
    for area in THA LAO; do printf '%%PDF-1.7 %s %s\n' "$area" "$2" >"$1/fact-sheet-$area.pdf"; done
    printf '<!doctype html><title>%s</title><p>Thailand\n' "$2" >"$1/fact-sheet-THA.html"
    files=
    for file in report.html report.pdf report.docx fact-sheet-THA.pdf fact-sheet-LAO.pdf fact-sheet-THA.html; do
        files="$files${files:+,}{\"name\":\"$file\",\"sha256\":\"$(sha256sum <"$1/$file" | cut -d' ' -f1)\"}"
    done
    printf '{"release":"%s","language":"%s","title":"%s","state":"%s","files":[%s]}\n' "$4" "$2" "$3" "${5:-}" "$files" \
        >"$1/report.json"
}
made en en 'Labour <migration> & "more"' 2024.1
sed -i 's/Labour <migration> & "more"/Labour <migration> \& \\"more\\"/' en/report.json
made th th 'การย้ายถิ่น' 2024.1
made hidden en 'The hidden one' secret
made draft en 'A draft' 2024.1 'Draft for consultation until 2026-03-01'
"$ilms" release secret --embargo 2027-01-01 >>log
start_server

# -- before there is one -------------------------------------------------------------------------------
get "the page without reports" 200 /reports
says "it says so" "No report is published yet."
get "no such report" 404 /reports/2026
get "no such file" 404 /reports/2026/report.pdf

# -- publishing --------------------------------------------------------------------------------------------
refused "a draft is not published by mistake" 'Draft for consultation until' report publish x draft
cp -r en changed && echo >>changed/report.pdf
refused "what was changed meanwhile neither" 'was changed since the report was made' report publish x changed
cp -r en stray && cp stray/fact-sheet-THA.pdf stray/fact-sheet-KHM.pdf
refused "nor what nobody made" 'is not among those' report publish x stray/report.json stray/report.pdf stray/fact-sheet-KHM.pdf
cp -r en lies && sed 's,report.pdf,../x.pdf,' en/report.json >lies/report.json
refused "nor what lies elsewhere" 'no name of a file of a report' report publish x lies
printf 'no PDF' >report.pdf
refused "nor what is none" 'the file is no pdf' report publish x report.pdf --release 2024.1 --language en --title T
refused "of no release" 'there is no release' report publish x en --release none
refused "in no language" 'none of the languages' report publish x en --language xx
is "none of that left anything" "$("$ilms" report list)" "no report is published"

"$ilms" report publish '2026 <1>, a' en >told
grep -q '(en): 6 files published, of release "2024.1"' told && c=0 || { cp told why; c=1; }
ok "a report is published" $c
"$ilms" report publish '2026 <1>, a' th >>log
"$ilms" report publish hidden hidden >told
grep -q 'not visible before 2027-01-01' told && c=0 || { cp told why; c=1; }
ok "one of a release under embargo" $c
refused "what is published is never changed" 'never changed' report publish '2026 <1>, a' th
at='/reports/2026%20%3C1%3E,%20a'
seen "its page" "$at" 200
says "its title" '<h1 lang="en">Labour &lt;migration&gt; &amp; "more"</h1>'

# -- pages -------------------------------------------------------------------------------------------------
get "the list" 200 /reports
says "by year" '<h2>2026</h2>'
says "its files in each language" "href=\"$at/report-th.pdf\" hreflang=\"th\""
says "with their size" 'PDF (109 kB)'
says "its fact sheets" "href=\"$at/fact-sheet-LAO.pdf\""
says "of countries by name" '<a href="/country/LAO">'
says_not "of a hidden one nothing" hidden
get "the list in Thai" 200 /th/reports
says "the Thai title" 'การย้ายถิ่น'
says "in that language" "href=\"/th$at\""
get "a country" 200 /country/THA
says "leads to its fact sheet" "href=\"$at/fact-sheet-THA.pdf\""
get "a country in Thai" 200 /th/country/THA
says "to that in Thai" "$at/fact-sheet-THA-th.pdf"
get "another country" 200 /country/MYS
says_not "has none" fact-sheet
get "the release" 200 /release/2024.1
says "leads to its report" "href=\"$at\""
get "the first page" 200 /en/
says "leads to the newest" "href=\"$at\""
get "the feed" 200 /feed.atom
says "tells of it" 'Report published: Labour &lt;migration&gt;'
get "the other feed" 200 /feed.json
says "as well" '"report":"2026 <1>, a"'
get "of one country" 200 '/feed.json?country=THA'
says_not "it does not" '"report"'
get "a search" 200 '/search.json?q=reports'
says "finds the page" '/reports'

# -- files -----------------------------------------------------------------------------------------------
get "the PDF" 200 "$at/report.pdf"
cmp -s body en/report.pdf && c=0 || c=1
ok "it is as it was made" $c
is "its type" "$(field Content-Type)" application/pdf
is "its name" "$(field Content-Disposition)" 'inline; filename="2026__1___a-report.pdf"'
is "its language" "$(field Content-Language)" en
etag=$(field ETag)
is "its validator is its hash" "$etag" "\"$(sha256sum <en/report.pdf | cut -c 1-32)\""
modified=$(field Last-Modified)
get "the same again" 304 "$at/report.pdf" -H "If-None-Match: $etag"
get "the same by its date" 304 "$at/report.pdf" -H "If-Modified-Since: $modified"
get "its head" 200 "$at/report.pdf" -I
is "has its length" "$(field Content-Length)" "$(wc -c <en/report.pdf)"
get "a part of it" 206 "$at/report.pdf" -r 100-199
dd if=en/report.pdf bs=1 skip=100 count=100 2>/dev/null | cmp -s - body && c=0 || c=1
ok "is that part" $c
is "and says which" "$(field Content-Range)" "bytes 100-199/$(wc -c <en/report.pdf)"
get "its end" 206 "$at/report.pdf" -r -7
tail -c 7 en/report.pdf | cmp -s - body && c=0 || c=1
ok "is its end" $c
get "a part that there is not" 416 "$at/report.pdf" -r 999999-
get "a part of what has changed" 200 "$at/report.pdf" -r 0-9 -H 'If-Range: "other"'
get "in another language" 200 "$at/report-th.pdf"
cmp -s body th/report.pdf && c=0 || c=1
ok "it is the other" $c
get "the address in a language" 200 "/th$at/report.pdf"
get "the document" 200 "$at/report.docx"
is "is to be kept" "$(field Content-Disposition)" 'attachment; filename="2026__1___a-report.docx"'
for name in report-vi.pdf fact-sheet-KHM.pdf report.txt ..%2Freport.pdf report-en.pdf; do
    get "no file $name" 404 "$at/$name"
done
get "of the hidden one" 404 /reports/hidden
get "its file" 404 /reports/hidden/report.pdf
for language in '' /th; do # the whole site, once
    curl -s "$url$language/reports" "$url$language/" "$url/feed.atom" "$url/feed.json" "$url/releases" "$url/openapi.json"
done >all
grep -c 'hidden one\|/reports/hidden' all >why && c=1 || c=0
ok "of the hidden one nothing is told" $c

# -- HTML ------------------------------------------------------------------------------------------------
get "the report to read" 200 "$at/report.html"
cmp -s body en/report.html && c=0 || c=1
ok "it is as it was made, too" $c
policy=$(field Content-Security-Policy)
hash() { printf '%s' "$1" | openssl dgst -sha256 -binary | base64; }
is "its policy" "$policy" "default-src 'none'; img-src data:; font-src data:; style-src 'sha256-$(hash 'p { color: rgb(1, 2, 3) }')' 'sha256-$(hash 'p { color: black }')'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads"
get "unchanged" 304 "$at/report.html" -H "If-None-Match: $(field ETag)"
is "it has the same policy" "$(field Content-Security-Policy)" "$policy"
if command -v chromium >/dev/null && absent=$("$repo/tests/node/install.sh"); then
    URL=$url$at/report.html TMPDIR=$dir node "$here/reports.mjs" >browser.out 2>&1 || true
    grep -v ' passed, ' browser.out || true
    set -- $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' browser.out)
    [ $# = 2 ] || set -- 0 1
    passed=$((passed + $1)) failed=$((failed + $2))
else
    skip "a report in a browser" "${absent:-there is no chromium}"
fi

# -- withdrawing -------------------------------------------------------------------------------------------
refused "not without a reason" 'say why' report withdraw '2026 <1>, a' --reason ' '
"$ilms" report withdraw '2026 <1>, a' --reason 'a <table> was wrong' >>log
seen "its files are gone" "$at/report.pdf" 410
says "with the reason" 'a &lt;table&gt; was wrong'
get "in every language" 410 "$at/report-th.html"
get "its page is there" 200 "$at"
says "and says why" 'This report was withdrawn on 15 January 2026: a &lt;table&gt; was wrong'
says_not "without files" report.pdf
get "no country leads there" 200 /country/THA
says_not "any more" fact-sheet
get "no release" 200 /release/2024.1
says_not "any longer" "href=\"$at\""
get "the feed again" 200 /feed.atom
says "tells of it as well" 'Report withdrawn: Labour'
refused "the name is not used again" 'was withdrawn' report publish '2026 <1>, a' en
"$ilms" report publish '2026.1' en >>log
seen "another is" /reports/2026.1/report.html 200
"$ilms" report get 2026.1 fact-sheet-LAO.pdf --output lao.pdf >>log
cmp -s lao.pdf en/fact-sheet-LAO.pdf && c=0 || c=1
ok "a file is given back" $c
"$ilms" report get hidden report.pdf --embargoed --output hidden.pdf >>log
cmp -s hidden.pdf hidden/report.pdf && c=0 || c=1
ok "to the office also before its day" $c
"$ilms" doctor >why 2>&1 && c=0 || c=1
ok "the base is sound" $c
grep -i sanitizer server.err >why && c=1 || c=0
ok "no sanitizer has spoken" $c
total
