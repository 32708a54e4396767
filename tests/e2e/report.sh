#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# report.sh [ILMS]: the report of the sample base and its fact sheets: as HTML, whole and closed; as PDF with pages, tags and
# fonts for every script; as DOCX that an office suite opens; what a country says is text whatever it says; nothing
# half-written. PDF and DOCX of the report itself only with WHOLE=1, else those of fact sheets.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/server.sh"

fine() { # WHAT COMMAND...: ends with 0
    what=$1
    shift
    "$@" >why 2>&1 && c=0 || c=1
    ok "$what" $c
}
is() { # WHAT GOT WANT
    [ "$2" = "$3" ] && c=0 || { echo "\"$2\" in place of \"$3\"" >why; c=1; }
    ok "$1" $c
}
refused() { # WHAT WORDS COMMAND...
    what=$1 words=$2
    shift 2
    "$@" >why 2>&1 && c=1 || { grep -q "$words" why && c=0 || c=1; }
    ok "$what" $c
}
document() { python3 "$here/report.py" "$@"; }
whole() { [ -n "${WHOLE:-}" ]; }

# -- HTML -------------------------------------------------------------------------------------
"$ilms" statement set --country THA --subject plans --text 'We <img src=file:///etc/passwd> & </div> "plan"
<script>alert(1)</script>' >log 2>&1 || cat log
fine "the report and fact sheets are made" "$ilms" report --output en --format html --origin https://ilms.example.org
fine "the report is whole and closed" document en/report.html
for sheet in en/fact-sheet-*.html; do
    fine "$sheet is whole and closed" document "$sheet"
done
[ "$(document en/report.html figures)" -ge 30 ] && c=0 || c=1
ok "it has charts" $c
[ "$(document en/report.html numbers)" -ge 1000 ] && c=0 || c=1
ok "its numbers say what they were made of" $c
grep -q '&lt;img src=file:///etc/passwd&gt; &amp; &lt;/div&gt;' en/report.html && c=0 || c=1
ok "a statement is text" $c
python3 - <<'END' >why 2>&1 && c=0 || c=1
import hashlib, json, os
listed = json.load(open("en/report.json"))
assert listed["language"] == "en" and listed["state"] == "" and listed["release"] == "2024.1", listed
for f in listed["files"]:
    assert hashlib.sha256(open("en/" + f["name"], "rb").read()).hexdigest() == f["sha256"], f
assert {f["name"] for f in listed["files"]} | {"report.json"} == set(os.listdir("en")), os.listdir("en")
END
ok "report.json lists what there is" $c
grep -q 'href="https://ilms.example.org/table/' en/fact-sheet-THA.html && c=0 || c=1
ok "numbers lead into the portal" $c
"$ilms" report --output bare --format html --country THA >log 2>&1 && ! grep -q 'href="/' bare/fact-sheet-THA.html && c=0 || c=1
ok "without an origin they lead nowhere" $c

"$ilms" report --output new/er/ --format html --country THA >log 2>&1 && [ -s new/er/fact-sheet-THA.html ] && c=0 || c=1
ok "folders are made where there are none" $c
refused "a folder below a file" "the folder cannot be made" "$ilms" report --output log/x --format html --country THA
refused "nothing is overwritten" "there is a file of that name already" "$ilms" report --output en --format html --country THA
refused "no such language" "there are no words" "$ilms" report --output x --lang xx
refused "no such country" "no country of ASEAN" "$ilms" report --output x --country FRA
refused "no such format" "html, pdf or docx" "$ilms" report --output x --format odt
refused "no such release" "nowhere" "$ilms" report --output x --release nowhere
[ ! -e x ] && c=0 || c=1
ok "and nothing was written" $c
refused "without WeasyPrint it says what to install" "package is weasyprint" \
    env PATH=/nonexistent "$ilms" report --output x --country THA
[ ! -e x ] && c=0 || c=1
ok "and writes nothing, no HTML either" $c

# -- PDF --------------------------------------------------------------------------------------
if command -v weasyprint >/dev/null && command -v pdffonts >/dev/null; then
    # shellcheck disable=SC2046
    fine "PDF is made" "$ilms" report --output pdf --format pdf $(whole || echo --country THA)
    python3 - <<'END' >why 2>&1 && c=0 || c=1
import glob, os, subprocess
for f in sorted(glob.glob("pdf/*.pdf")):
    said = subprocess.check_output(["pdfinfo", f], text=True)
    it = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    pages = int(it["Pages"])
    assert "A4" in it["Page size"] and it["Tagged"].strip() == "yes" and it.get("Title", "").strip(), (f, it)
    assert (pages == 2 if "fact-sheet" in f else pages >= 60), (f, pages)
assert len(glob.glob("pdf/fact-sheet-*.pdf")) >= (8 if os.environ.get("WHOLE") else 1)
END
    ok "A4, with tags and titles; a fact sheet has two pages" $c
    # a line of the contents has the page on which the chapter begins
    whole && pdftotext pdf/report.pdf text && pdftotext -layout pdf/report.pdf laid && python3 - <<'END' >why 2>&1 && c=0 || c=1
import re
contents = open("text", encoding="utf-8").read().split("\f")[1:6] # two columns, one after the other
pages = open("laid", encoding="utf-8").read().split("\f")
found = re.findall(r"^ *([0-9]{1,2}) +([^\W\d].*?)[ .]{4,}(\d+) *$", "\n".join(contents), re.M)
assert len(found) >= 10, pages[1]
for number, title, page in found:
    start = pages[int(page) - 1]
    assert re.search(r"^ *%s +%s" % (number, re.escape(title.split("  ")[0][:20])), start, re.M), (number, title, page)
END
    ! whole || ok "contents, whose pages are right" $c
    for lang in $(whole && echo th km lo) my; do
        area=THA
        [ $lang != my ] || area=PHL # whose sheet would take three pages in this script, if less were not tried
        fine "$lang: a fact sheet is made" "$ilms" report --output $lang --lang $lang --country $area --format html,pdf
        fine "$lang: it is whole and closed" document $lang/fact-sheet-$area-$lang.html
        pdffonts $lang/fact-sheet-$area-$lang.pdf >fonts
        awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1; print } END { exit bad }' fonts >why && c=0 || c=1
        ok "$lang: all fonts are in it" $c
        case $lang in th) script=Thai ;; km) script=Khmer ;; lo) script=Lao ;; my) script=Myanmar ;; esac
        grep -q "Noto-Sans-$script" fonts && c=0 || { cp fonts why; c=1; }
        ok "$lang: and one of its script" $c
        is "$lang: two pages" "$(pdfinfo $lang/fact-sheet-$area-$lang.pdf | sed -n 's/^Pages: *//p')" 2
    done
    "$ilms" report --output again --country THA --format pdf >log && cmp again/fact-sheet-THA.pdf pdf/fact-sheet-THA.pdf >why 2>&1 && c=0 || c=1
    ok "the same every time" $c
else
    skip PDF "weasyprint or pdffonts (poppler-utils) is not installed"
fi

# -- DOCX -------------------------------------------------------------------------------------
if command -v pandoc >/dev/null; then
    # shellcheck disable=SC2046
    fine "DOCX is made" "$ilms" report --output docx --format docx $(whole || echo --country THA)
    whole && python3 - <<'END' >why 2>&1 && c=0 || c=1
import zipfile
z = zipfile.ZipFile("docx/report.docx")
text = z.read("word/document.xml").decode()
pictures = [n for n in z.namelist() if n.startswith("word/media/")]
assert len(pictures) >= 30 and all(n.endswith(".png") for n in pictures), pictures[:5]
assert text.count('w:val="Heading1"') >= 10 and "TOC \\o" in text, text.count("Heading1")
assert "Table 1" in text and "Figure 1" in text
assert text.count("<w:tbl>") >= 60, text.count("<w:tbl>")
assert "&lt;img src=file:///etc/passwd&gt;" in text
END
    ! whole || ok "it has headings, contents, tables, pictures, captions" $c
    if command -v soffice >/dev/null && [ -e /usr/lib/libreoffice/program/libswlo.so ]; then
        soffice --headless "-env:UserInstallation=file://$dir/office" --convert-to pdf --outdir office docx/fact-sheet-THA.docx \
            >log 2>&1 && [ -s office/fact-sheet-THA.pdf ] && c=0 || { cp log why; c=1; }
        ok "an office suite opens it" $c
    else
        skip "DOCX in an office suite" "libreoffice-writer is not installed"
    fi
else
    skip DOCX "pandoc is not installed"
fi
total
