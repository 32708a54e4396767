#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# guide.sh [ILMS]: the examples of /api do what they say, as they stand on the page: every line of curl, R with
# and without rsdmx, Python with pandas, where these are installed, and with sdmx1 where that is, which no package of
# Debian brings; Stata and Power Query cannot be run
# here, but their address has to be the one that works. Releases are announced and seen, on the pages, in the
# calendar and in the feeds.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"
start_server

# each example in a file of its own, called by the heading that it stands under: code-with-r
curl -s "$url/api" >api.html
perl -0777 -ne '
    my $id = "";
    while (/<h[23] id="([^"]+)"|<pre[^>]*><code>(.*?)<\/code>/gs) {
        if (defined $1) { $id = $1; next }
        my $code = $2;
        $code =~ s/&lt;/</g; $code =~ s/&gt;/>/g; $code =~ s/&quot;/"/g; $code =~ s/&#39;/\x27/g; $code =~ s/&amp;/&/g;
        open my $to, ">", "code-$id" or die;
        print $to "$code\n";
    }' api.html
n=$(ls code-* | wc -l)
[ "$n" -ge 15 ] && c=0 || { echo "$n examples" >why; c=1; }
ok "the page has its examples" $c
grep -q "$url" code-with-curl && c=0 || { cat code-with-curl >why; c=1; }
ok "they have the address of this site" $c

# -- curl: each line by itself, and something comes
for file in code-with-curl code-narrow code-two code-derived code-past code-forms code-codes code-ilostat; do
    while IFS= read -r line; do
        rm -f answer
        printf '%s\n' "$line" | sed "s/^curl /curl -s -w '%{http_code}' -o answer /; s/ -o figures\.[a-z]*//" >line.sh
        got=$(sh line.sh 2>&1) || true
        [ "$got" = 200 ] && [ "$(wc -c <answer)" -gt 200 ] && c=0 ||
            { echo "$got: $line" >why; head -c 300 answer >>why 2>/dev/null || true; c=1; }
        ok "$file: $(printf '%.60s' "$line")" $c
    done <$file
done
sh code-with-curl 2>/dev/null && head -n 1 figures.csv | grep -q '^DATAFLOW,REF_AREA,FREQ,' && c=0 || c=1
ok "curl writes the file" $c
lines=$(($(wc -l <figures.csv) - 1))

# -- the others find as many figures
run() { # NAME PROGRAM FILE: prints the number of figures last
    got=$(timeout 120 $2 "$3" 2>why | tail -n 1) || got="it failed"
    [ "$got" = "$lines" ] && c=0 || { echo "$got figures in place of $lines" >>why; c=1; }
    ok "$1" $c
}
if command -v Rscript >/dev/null; then
    { cat code-with-r && echo 'stopifnot(nrow(totals) > 0, is.numeric(totals$OBS_VALUE)); cat(nrow(figures), "\n", sep = "")'; } >r.R
    run "R" Rscript r.R
    if Rscript -e 'library(rsdmx)' >/dev/null 2>&1; then
        { cat code-with-rsdmx && echo 'stopifnot(any(grepl("label", names(labelled)))); cat(nrow(figures), "\n", sep = "")'; } >rsdmx.R
        run "R: rsdmx" Rscript rsdmx.R
    else
        skip "R: rsdmx" "it is not installed"
    fi
else
    skip "R" "it is not installed"
    skip "R: rsdmx" "R is not installed"
fi
python=${PYTHON:-python3}
# Debian's has Debian's packages, where another comes first
$python -c 'import pandas' 2>/dev/null || [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
if $python -c 'import pandas' 2>/dev/null; then
    { cat code-with-python && echo 'assert len(totals) > 0
print(len(figures))'; } >with_pandas.py
    run "Python: pandas" $python with_pandas.py
else
    skip "Python: pandas" "it is not installed"
fi
if $python -c 'import sdmx' 2>/dev/null; then
    { cat code-with-sdmx && echo 'print(len(figures))'; } >with_sdmx.py
    run "Python: sdmx1" $python with_sdmx.py
fi
# a Python without packages reads what pandas would be given
address=$(sed -n 's/.*read_csv("\([^"]*\)").*/\1/p' code-with-python)
[ -n "$address" ] && [ "$(($(curl -s "$address" | wc -l) - 1))" = "$lines" ] && c=0 || { echo "$address" >why; c=1; }
ok "the address for Python" $c
address=$(sed -n 's/.*delimited "\([^"]*\)".*/\1/p' code-with-stata)
[ -n "$address" ] && [ "$(($(curl -s "$address" | wc -l) - 1))" = "$lines" ] && c=0 || { echo "$address" >why; c=1; }
ok "the address for Stata" $c
address=$(sed -n 's/.*Web.Contents("\([^"]*\)".*/\1/p' code-with-excel)
[ -n "$address" ] && [ "$(($(curl -s "$address?format=csvfile" | wc -l) - 1))" = "$lines" ] && c=0 || { echo "$address" >why; c=1; }
ok "the address for Excel" $c
for address in $(sed -n 's/.*src="\([^"]*\)".*/\1/p' code-charts); do
    got=$(curl -s -o answer -w '%{http_code}' "$address")
    [ "$got" = 200 ] && c=0 || { echo "$got: $address" >why; c=1; }
    ok "a chart: ${address##*.}" $c
done

# -- releases, announced and seen
seen() { # NAME ADDRESS TEXT [not]: within three seconds
    tries=0
    while :; do
        curl -s "$url$2" >answer
        if grep -qF -- "$3" answer; then found=yes; else found=; fi
        [ "${4:-yes}" = not ] && { [ -n "$found" ] && found= || found=yes; }
        [ -z "$found" ] || break
        tries=$((tries + 1))
        [ $tries -lt 60 ] || break
        sleep 0.05
    done
    [ -n "$found" ] && c=0 || { head -c 300 answer >why; c=1; }
    ok "$1" $c
}
seen "nothing is announced" /releases "No day is announced"
"$ilms" release plan '2027 <1>, a' --date 2027-03-01 --what 'what; & more' >>log
seen "a release is announced on the page" /releases "2027 &lt;1&gt;, a"
seen "and on the first page" / "1 March 2027"
seen "and in the calendar" /calendar.ics 'DESCRIPTION:what\; & more'
seen "and in the feed" /feed.atom '2027 &lt;1&gt;, a'
seen "and in the other feed" /feed.json '2027 <1>, a'
etag() { curl -s -o /dev/null -D - "$url$1" | tr -d '\r' | sed -n 's/^ETag: //Ip'; }
home=$(etag /)
list=$(etag /releases)
"$ilms" release plan '2027 <1>, a' --date 2027-04-01 >>log
seen "it is moved" /releases "Announced first for 1 March 2027."
[ "$(etag /)" != "$home" ] && [ "$(etag /releases)" != "$list" ] && c=0 || c=1
ok "their validators are others" $c
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "If-None-Match: $(etag /releases)" "$url/releases")" = 304 ] && c=0 || c=1
ok "what is unchanged is 304" $c
"$ilms" release '2027 <1>, a' --embargo 2027-04-01 >>log
seen "under an embargo it is still to come" /releases "Announced first for 1 March 2027."
got=$(curl -s -o answer -w '%{http_code}' "$url/release/2027%20%3C1%3E,%20a")
[ "$got" = 404 ] && ! grep -q embargo answer && c=0 || c=1
ok "and has no page" $c
"$ilms" release plan open --date 2027-05-01 >>log
"$ilms" release open >>log
seen "what is released is no longer to come" /releases 'href="/release/open"'
seen "in the calendar neither" /calendar.ics "open is to come" not
"$ilms" release unplan '2027 <1>, a' >>log
seen "what is taken back is gone" /releases "No day is announced"
seen "a release has its page" /release/open "Against 2024.1, the release before:"
for pair in /release/none:404 /methods/none:404 /classification/NONE:404 /classification/NONE.csv:404 /rule/T999:404 \
    /release/a/b:404 /methods/migrant:200 /classification/CCT_CTZ:200 /classification/CCT_CTZ.csv:200 /rules:200 \
    /rule/H104:200 /formulas:200 /accessibility:200 /about:200; do
    got=$(curl -s -o /dev/null -w '%{http_code}' "$url${pair%:*}")
    [ "$got" = "${pair#*:}" ] && c=0 || { echo "$got in place of ${pair#*:}" >why; c=1; }
    ok "${pair%:*}" $c
done
total
