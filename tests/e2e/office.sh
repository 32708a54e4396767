#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# office.sh [ILMS]: LibreOffice opens every kind of questionnaire workbook, computes it anew and
# saves it; what is read back is what was filled in, and the checks in the workbook say the same
# as those of the program.
tests=28
set -eu
command -v soffice >/dev/null || { echo "skip office: there is no soffice (tools/deps.sh heavy)"; echo "0 passed, 0 failed, $tests skipped"; exit 0; }
repo=$(cd "$(dirname "$0")/../.." && pwd)
here=$repo/tests/e2e/office fill=$repo/tests/cases/fill
ilms=$(realpath "${1:-$repo/build/ilms}")
dir=$(mktemp -d)
profile=$dir/profile
# Only what bears the name of this run's profile: nobody else's office.
left() {
    printf '%s' "file://$profile" >"$dir/pattern"
    grep -lsaF -f "$dir/pattern" /proc/[0-9]*/cmdline | cut -d/ -f 3 || true
}
finish() {
    for process in $(left); do kill -9 "$process" 2>/dev/null || true; done
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester ILMS_BASE="$dir/ilms.db" LC_ALL=C.UTF-8

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
same() { # NAME FILE FILE
    diff "$2" "$3" >why 2>&1 && ok "$1" 0 || ok "$1" 1
}

# -- the office ----------------------------------------------------------------------------
# Formulas are computed anew whenever a file is opened, whatever is stored with them.
mkdir -p profile/user
cat >profile/user/registrymodifications.xcu <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
office() {
    timeout -k 5 90 soffice "-env:UserInstallation=file://$profile" --headless --norestore \
        --nolockcheck "$@" >office.log 2>&1 || { cat office.log; false; }
}
convert() { # FORMAT FOLDER FILE...
    format=$1 folder=$2
    shift 2
    office --convert-to "$format" --outdir "$folder" "$@"
}
macro() { # NAME FROM INTO
    office "macro:///Standard.Office.$1(\"$dir/$2\", \"$dir/$3\")"
}

# -- what is compared ------------------------------------------------------------------------
findings() { # FILE: as the program says them, without the file's name
    "$ilms" check --json "$1" | sed 's/"file":"[^"]*",//'
}
# The same where cells have moved: without places, in order.
moved() {
    findings "$1" | sed -E 's/"sheet":"[^"]*","cell":"[^"]*","row":[0-9]+,"column":[0-9]+,//; s/ [A-Z]{3} [0-9]+![A-Z]+[0-9]+//g' | sort
}
released() { # FILE: what is published when it is accepted
    rm -f other.db*
    "$ilms" backup other.db >/dev/null
    (
        export ILMS_BASE=$dir/other.db
        "$ilms" submit --quiet "$1" >/dev/null || true
        "$ilms" accept 4 --allow "as filled in" >/dev/null
        "$ilms" release 1 >release
        sed 's/.*SHA/SHA/' release
        "$ilms" query --format ilostat
    )
}
cells() { # FILE: what it shows, numbers to 12 digits, since programs write the last ones as they like
    "$here/cells.pl" "$1" | perl -pe 's/\t(-?\d+\.\d+(?:[eE]-?\d+)?)$/"\t".sprintf("%.12g",$1)/e'
}
# The cells beside which a check stands, "MST 2!C16".
marked() {
    perl -ne 'chomp; my ($sheet, $cell, $value) = split /\t/;
        my ($column, $row) = $cell =~ /^([A-Z]+)(\d+)$/;
        $check{"$sheet $column"} = 1 if $row == 1 && $value =~ /^check /;
        print "$sheet!", chr(ord($column) - 2), "$row\n" if $row > 13 && $check{"$sheet $column"}' "$1" | sort
}

# -- the workbooks -----------------------------------------------------------------------------
"$ilms" init >log
n=0
for country in THA PHL MMR; do
    n=$((n + 1))
    "$ilms" submit --quiet "$repo/data/asean/$country.csv" >>log
    "$ilms" accept $n --allow "as published" >>log
done
"$ilms" round open citizenship --deadline 2026-11-30 --years 2013-2015 >>log
"$ilms" round open birth --deadline 2026-11-30 --years 2018-2020 --criterion birth >>log
"$ilms" round open both --deadline 2026-11-30 --years 2014 --criterion both >>log
mkdir forms
form() { # ROUND COUNTRY LANGUAGE
    "$ilms" questionnaire write --round "$1" --country "$2" --language "$3" --output "forms/$1-$2-$3.xlsx" >>log
}
for language in en id th vi; do form citizenship THA $language; done
form birth PHL en
form both MMR th
form both PHL vi
form both THA id
main=forms/citizenship-THA-en.xlsx
cells $main >empty.txt

# figures typed, a status, a country, words
"$fill" $main forms/filled.xlsx 'MST 8!C15=1500' 'MST 8!C16=1053.131' 'MST 8!D16=P  Provisional' \
    'MST 8!B28=Nepal [NPL]' 'MST 8!C28=0.001' 'MST 8!C32=700.5' 'MNA 16!C15=77' 'MNA 16!C11=A' \
    'MST 8!B68=Permits only.'
# errors of every kind
"$fill" $main forms/wrong.xlsx 'MST 8!C16=99999' "MST 8!C17='1.234" "MST 8!C18='1.443,474" 'MST 8!C19=-' \
    'MST 8!C20=n.a.' 'MST 8!C21=abc' 'MST 8!D22=Q' 'MST 8!B28=Atlantis' 'MST 8!C28=3' 'MST 8!C29=4' \
    'MST 8!F11=H' 'MST 8!I11=' 'MST 8!I12=whoever' 'MNA 18!C15=-5' 'Sources!C10='
# figures of chance, a tenth of them off
{
    "$here/figures.pl" 7 "MST 2" "MST 4" "MST 6" "MST 8" "MFL 13" <empty.txt
    printf '%s\n' 'MST 8!B28=Nepal [NPL]' 'MST 8!B29=India [IND]'
} | tr '\n' '\0' | xargs -0 "$fill" $main forms/chance.xlsx

# -- 1. everything opens, and says what it said ---------------------------------------------------
convert xlsx x forms/*.xlsx
convert ods o forms/*.xlsx
for file in forms/*-*.xlsx; do
    name=$(basename "$file" .xlsx)
    findings "$file" >direct
    { findings "x/$name.xlsx" && findings "o/$name.ods"; } >saved 2>&1 || true
    cat direct direct >twice
    same "$name opens and reads back alike" twice saved
done
# what the program wrote as results of its formulas is what they give
cells x/citizenship-THA-en.xlsx >computed.txt
same "formulas give what is stored with them" empty.txt computed.txt
cells forms/both-PHL-vi.xlsx >stored.txt
cells x/both-PHL-vi.xlsx >computed.txt
same "formulas give what is stored with them, both criteria" stored.txt computed.txt
grep -P '\t(#|Err:)' computed.txt >why && ok "no formula fails" 1 || ok "no formula fails" 0

# -- 2. what is filled in arrives ------------------------------------------------------------------
for file in x/filled.xlsx o/filled.ods; do
    findings forms/filled.xlsx >direct
    findings $file >saved
    same "$file has the findings of the file filled in" direct saved
    released forms/filled.xlsx >direct
    released $file >saved
    same "$file has its figures" direct saved
done
grep -q 'MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_NPL,2015,0.001' direct && ok "and they are there" 0 || ok "and they are there" 1

# -- 3. errors come back at their cells --------------------------------------------------------------
findings forms/wrong.xlsx >direct
findings x/wrong.xlsx >saved.x
findings o/wrong.ods >saved.o
same "errors are found in XLSX" direct saved.x
same "errors are found in ODS" direct saved.o
sed -nE 's/.*"rule":"([^"]*)".*"sheet":"([^"]*)","cell":"([^"]*)".*/\2!\3 \1/p' direct |
    grep -v -e T104 -e H106 | sort >places # H106: the wrong sources make the years differ, which is said for information
sort >wanted <<'PLACES'
MNA 18!C15 T101
MNA 18!C15 V102
MST 8!B28 C103
MST 8!B29 C105
MST 8!C15 T102
MST 8!C17 V106
MST 8!C19 V108
MST 8!C21 V101
MST 8!D22 C109
MST 8!F11 C106
MST 8!I11 C108
MST 8!I12 C110
Sources!C10 N101
PLACES
same "each error at its cell" wanted places

# -- 4. the checks in the workbook are those of the program ---------------------------------------------
cells x/chance.xlsx >computed.txt
marked computed.txt >in_workbook
findings x/chance.xlsx | sed -nE 's/.*"rule":"T10[123]".*"sheet":"([^"]*)","cell":"([^"]*)".*/\1!\2/p' | sort -u >in_program
[ "$(wc -l <in_program)" -gt 50 ] && ok "there is something to find" 0 || ok "there is something to find" 1
same "a cell is orange where the program finds a sum wrong" in_program in_workbook
# the cover counts them
perl -ne 'chomp; my ($sheet, $cell, $value) = split /\t/;
    next if $sheet ne "Cover" || $cell !~ /^[BD]/;
    my $row = substr $cell, 1;
    $name{$row} = $1 if $value =~ /^(M\w\w \d+)  /;
    print "$name{$row} $value\n" if $cell =~ /^D/ && $name{$row} && $value' computed.txt | sort >on_cover
sed 's/!.*//' in_workbook | sort | uniq -c | awk '{print $2, $3, $1}' | sort >counted
same "the cover counts what is to be looked at" counted on_cover

# -- 5. whatever is done to the sheets ------------------------------------------------------------------
library=profile/user/basic/Standard
cp "$here/Office.xba" $library/
sed -i 's/library:element library:name="[^"]*"/library:element library:name="Office"/' $library/script.xlb
macro Rearrange forms/filled.xlsx rearranged
macro Typed $main typed
moved forms/filled.xlsx >direct
for file in rearranged.xlsx rearranged.ods; do
    moved $file >saved 2>&1 || true
    same "$file has the findings of what it was made from" direct saved
done
released forms/filled.xlsx >direct
released rearranged.ods >saved
same "rearranged, it has the same figures" direct saved
findings typed.xlsx >saved.x
findings typed.ods >saved.o
same "what is typed is alike in XLSX and ODS" saved.x saved.o
released typed.ods | grep -E 'THA,.*,SEX_T,CCT_CTZ_(MMR|KHM|LAO|JPN|PHL),2015' | cut -d, -f 5- >saved
cat >wanted <<'FIGURES'
CCT_CTZ_JPN,2015,36666,
CCT_CTZ_KHM,2015,210.351,
CCT_CTZ_LAO,2015,67.995,
CCT_CTZ_MMR,2015,1000.5,
CCT_CTZ_PHL,2015,13.416,E
FIGURES
same "typed figures, formulas and texts are read" wanted saved

[ -z "$(left)" ] && ok "no process is left behind" 0 || ok "no process is left behind" 1
[ $((passed + failed)) = $tests ] || echo "office.sh: $((passed + failed)) tests, not $tests"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
