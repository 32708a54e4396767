#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# meeting.sh [ILMS]: a technical meeting over HTTP: the office makes it, a specialist reads it, reports and may not
# write, documents come back as they went, the briefing is read and printed, the next round is opened from it; then its
# pages in a browser (meeting.mjs). Pictures go to build/pictures.
. "$(dirname "$0")/server.sh"
port=$(free_port)

anna=$(token_of anna compiler)
sokha=$(token_of sokha specialist --country KHM)
paul=$(token_of paul partner)
"$ilms" round open 2025 --deadline 2026-03-31 --years 2023-2024 >>log
start_server --listen "127.0.0.1:$port" --origin "http://127.0.0.1:$port" --collect

lacks() {
    grep -qE "$2" body && { grep -E "$2" body >why; c=1; } || c=0
    ok "$1" $c
}
desk=$url/desk/meeting/2026

# -- the office --------------------------------------------------------------------------------------
code_as "a meeting" 303 "$anna" "$url/desk/meetings/new" -d meeting=2026 -d "title=Technical meeting" -d place=Bangkok -d from=2026-07-01 -d to=2026-07-02
code_as "a session" 303 "$anna" "$desk/session" -d number=1 -d title=Opening -d kind=opening -d begins=09:00 -d ends=10:00
code_as "a participant" 303 "$anna" "$desk/participant" -d role=donor -d "organisation=A donor" -d "person=Nobody Else"
printf '%%PDF-1.4 a paper' >paper.pdf
code_as "a document" 303 "$anna" "$desk/document" -F title=Paper -F kind=paper -F session=1 -F file=@paper.pdf
code_as "a conclusion" 303 "$anna" "$desk/conclude" -d kind=action -d "conclusion=Tabulate the census." -d to-KHM=yes -d due=2026-12-31
code_as "by the operation" 200 "$anna" "$url/api/meeting/document/add" -F meeting=2026 -F title=Talk -F kind=presentation -F file=@paper.pdf
holds "says what it kept" '"document":2,'

# -- those who come ----------------------------------------------------------------------------------
code_as "a partner reads it" 200 "$paul" "$desk"
holds "with its agenda" 'Opening'
lacks "and no name" 'Nobody'
code_as "a document comes back" 200 "$paul" "$desk/document/1"
cmp body paper.pdf >why 2>&1 && c=0 || c=1
ok "as it went" $c
code_as "by the operation as well" 200 "$sokha" "$url/api/meeting/document/get?meeting=2026&number=2"
cmp body paper.pdf >why 2>&1 && c=0 || c=1
ok "the same" $c
code_as "a specialist writes nothing" 403 "$sokha" "$desk/session" -d number=2 -d title=Mine
code_as "nor by the operation" 403 "$sokha" "$url/api/meeting/conclude" -d meeting=2026 -d text=Mine
code_as "but reports" 303 "$sokha" "$desk/conclusion/1" -d state=in_progress -d whose=KHM -d note=begun
code_as "not for others" 403 "$sokha" "$desk/conclusion/1" -d state=done -d whose=THA
code_as "nobody comes in" 303 none "$desk"
"$ilms" meeting show 2026 --json | grep -q '"state":"in progress","country":"KHM","note":"begun"' && c=0 || c=1
ok "the report is kept" $c

# -- the briefing ------------------------------------------------------------------------------------
code_as "the briefing" 200 "$sokha" "$desk/briefing"
holds "is of the meeting" 'Technical meeting: progress briefing'
holds "says where the round stands" 'Where the rounds stand'
lacks "has no script" '<script'
grep -qi "^content-security-policy: default-src 'none'; .*style-src 'sha256-" head && c=0 || { cp head why; c=1; }
ok "and its own style alone" $c
lacks "and no name of a person" 'Nobody'
if command -v weasyprint >/dev/null && command -v pdfinfo >/dev/null; then
    code_as "as PDF it is printed first" 303 "$sokha" "$desk/briefing.pdf"
    grep -qi '^location: .*/desk/meeting/2026/printing' head && c=0 || { cp head why; c=1; }
    ok "and a page says so" $c
    code_as "that page" 200 "$sokha" "$desk/printing"
    holds "names it" 'The briefing is being printed'
    tries=0
    until curl -s -H "Authorization: Bearer $sokha" "$desk/printing/state" | grep -q done || [ $tries = 600 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    code_as "then it is there" 200 "$sokha" "$desk/briefing.pdf"
    pages=$(pdfinfo body 2>why | sed -n 's/^Pages: *//p')
    [ "${pages:-0}" -ge 4 ] && [ "$pages" -le 20 ] && c=0 || { echo "$pages pages" >>why; c=1; }
    ok "has its pages" $c
    mv body first.pdf
    code_as "the second time" 200 "$paul" "$desk/briefing.pdf"
    cmp first.pdf body >why 2>&1 && c=0 || c=1
    ok "it is the one that was kept" $c
    "$ilms" meeting briefing --output briefing.pdf >why 2>&1 && head -c 5 briefing.pdf | grep -q '%PDF-' && c=0 || c=1
    ok "the command prints it too" $c
else
    skip "the PDF" "there is no weasyprint or pdfinfo (tools/deps.sh)"
fi

# -- the next round ----------------------------------------------------------------------------------
code_as "a round is launched" 303 "$anna" "$desk/launch" -d name=2026 -d deadline=2026-11-30 -d years=2024-2025
"$ilms" round list --json | grep -q '"round":"2026","state":"open"' && c=0 || c=1
ok "and is open" $c
code_as "the meeting remembers" 200 "$paul" "$desk"
holds "which" 'The round 2026 was opened from this meeting'
"$ilms" doctor >why 2>&1 && { rm why; c=0; } || c=1
ok "doctor" $c

# -- in a browser ------------------------------------------------------------------------------------
LINK=$(link_of anna) SOKHA=$(link_of sokha) && export LINK SOKHA
in_browser meeting 8
total
