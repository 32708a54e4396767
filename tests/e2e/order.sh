#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# order.sh [ILMS]: reports made in the background: through the end of the server and its new start, over the
# network; then in a browser (order.mjs): ordered, failed, made again, read, published, thrown away, withdrawn. In
# place of WeasyPrint stands a script that waits or breaks down when it is told to. Pictures go to build/pictures.
. "$(dirname "$0")/server.sh"
port=$(free_port)
mkdir bin
cat >bin/weasyprint <<END
#!/bin/sh
cat >/dev/null
echo \$\$ >$dir/pid
while [ -e $dir/slow ]; do sleep 0.1; done
[ ! -e $dir/broken ] || { echo "no font" >&2; exit 1; }
printf '%%PDF-1.7 printed'
END
chmod +x bin/weasyprint
PATH=$dir/bin:$PATH
start() { start_server --listen "127.0.0.1:$port" --origin "http://127.0.0.1:$port" --collect; }
stop() {
    kill "$server"
    wait "$server" || true
    server=
    rm -f server.out
}
token=$(token_of anna compiler)
other=$(token_of sokha specialist --country KHM)

until_is() { # until_is NAME PATTERN: what is said of the orders, within a minute
    tries=0
    until "$ilms" report orders >orders && grep -qE "$2" orders; do
        sleep 0.1
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { cp orders why; break; }
    done
    [ ! -e why ] && c=0 || c=1
    ok "$1" $c
}

# -- over the network, and through the end of a server ---------------------------------------------------
start
touch slow
code_as "ordered by the operation" 200 "$token" "$url/api/report/order" -d format=pdf
grep -q '"order":1,' body && c=0 || { cp body why; c=1; }
ok "says its number" $c
code_as "not by a country" 403 "$other" "$url/api/report/order" -d format=pdf
until_is "it is begun" ': making since'
tries=0
until [ -s pid ] || [ $tries = 300 ]; do sleep 0.1; tries=$((tries + 1)); done
printer=$(cat pid)
# other errands go on meanwhile
printf 'ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\nKHM,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2023,7,\n' >up.csv
code_as "a file is sent meanwhile" 303 "$other" "$url/desk/upload/KHM" -F file=@up.csv
tries=0
until "$ilms" submissions >submissions && grep -q up.csv submissions; do
    sleep 0.1
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { cp submissions why; break; }
done
[ ! -e why ] && c=0 || c=1
ok "and is read" $c
"$ilms" report orders | grep -q ': making since' && c=0 || c=1
ok "while the report is made" $c
stop
"$ilms" report orders >why
grep -q ': waiting' why && { rm why; c=0; } || c=1
ok "the end of the server gives it back" $c
kill -0 "$printer" 2>/dev/null && ps -o stat= -p "$printer" | grep -qv Z && c=1 || c=0
ok "and ends who prints" $c
rm slow
start
until_is "it is made after a new start" ': done'
code_as "a file of it" 200 "$token" "$url/api/report/preview" -d number=1 -d file=report.pdf
[ "$(cat body)" = "%PDF-1.7 printed" ] && c=0 || c=1
ok "as it was printed" $c
code_as "at the desk" 200 "$token" "$url/desk/reports/1/fact-sheet-THA.pdf"
code_as "for the office alone" 403 "$other" "$url/desk/reports/1/report.pdf"
code_as "nothing else lies there" 404 "$token" "$url/desk/reports/1/..%2Freport.pdf"
code_as "published by the operation" 200 "$token" "$url/api/report/publish" -d name=first -d order=1
tries=0
until curl -sf -o body "$url/reports/first/report.pdf" || [ $tries = 100 ]; do sleep 0.1; tries=$((tries + 1)); done
[ "$(cat body)" = "%PDF-1.7 printed" ] && c=0 || c=1
ok "everybody has it" $c
code_as "it is no order any more" 404 "$token" "$url/desk/reports/1/report.pdf"
"$ilms" doctor >why 2>&1 && { rm why; c=0; } || c=1
ok "doctor" $c

# -- in a browser ------------------------------------------------------------------------------------------
LINK=$(link_of anna) && export LINK
in_browser order 17
total
