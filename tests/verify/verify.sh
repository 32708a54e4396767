#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# verify.sh [ILMS]: published tables of ../shared/data recomputed. Each is taken in by the program as a compiler
# would, and what the program then says is held against what awk reads in the published file: figure for figure,
# sums against printed totals, shares against printed shares. Where the published tables contradict themselves the
# test is that exactly these cells are found: expected/ lists them, doc/collections.md explains them.
set -eu
repo=$(cd "$(dirname "$0")/../.." && pwd)
here=$repo/tests/verify
shared=$repo/../shared/data
tests=26
if [ ! -r "$shared/README.md" ]; then
    echo "skip verify: ../shared is not there"
    echo "0 passed, 0 failed, $tests skipped"
    exit 0
fi
ilms=${1:-$repo/build/ilms}
case $ilms in /*) ;; *) ilms=$PWD/$ilms ;; esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
cd "$dir"
export ILMS_NOW=2026-01-15T10:00:00Z ILMS_USER=tester LC_ALL=C ILMS_BASE="$dir/ilms.db"
world=$shared/international
phl=$shared/national/phl

passed=0 failed=0
# same NAME GOT WANT: two files that are to be the same (with BLESS=1 what is expected/ is written down)
same() {
    [ -z "${BLESS:-}" ] || case $3 in "$here"/expected/*) cp "$2" "$3" ;; esac
    if cmp -s "$2" "$3"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        diff "$2" "$3" | head -n 12
    fi
}
none() { # NAME FILE: nothing was found
    : >empty
    same "$1" "$2" empty
}
tsv() { awk -f "$here/tsv.awk" "$1"; }
# figures COLLECTION TABLE: all that the program says of a table
figures() { "$ilms" query --quiet --collection "$1" "$2" --format ilostat | awk -f "$here/tsv.awk" | awk -f "$here/cells.awk"; }

tsv "$repo/data/codelists/areas.csv" | awk -F'\t' -v OFS='\t' 'NR > 1 && $3 { sub(/^0+/, "", $3); print $3, $1 }' >m49
"$ilms" init >/dev/null

# -- United Nations, 2019: totals by destination ------------------------------------------------------------
"$ilms" source import --quiet --map un_desa_2019 "$world/UN_MigrantStockMale_2019.csv" \
    "$world/UN_MigrantStockFemale_2019.csv" "$world/UN_MigrantStockBySexByDestination_2019.csv" >/dev/null
figures UNDESA_IMS@2019 MST_TPOP_SEX_MIG_NB >un19
figures UNDESA_IMS@2019 MNA_TPOP_SEX_CRS_NB >un19.matrix
tsv "$world/UN_MigrantStockBySexByDestination_2019.csv" >raw19

# stock RAW FIRST: the table as lines "number type sex year persons", from the column of its first figure on
stock() {
    awk -F'\t' -v OFS='\t' -v first="$2" '
        !(first in year) && $(first) ~ /^[12][0-9][0-9][0-9]$/ { for (i = first; i < first + 21; i++) year[i] = $i; next }
        $1 ~ /^[0-9]+$/ && (first in year) {
            for (i = first; i < first + 21; i++) {
                gsub(/[, ]/, "", $i)
                print $4, $5, substr("TMF", int((i - first) / 7) + 1, 1), year[i], $i
            }
        }' "$1"
}
stock raw19 6 >stock19
awk -F'\t' -v OFS='\t' 'NR == FNR { code[$1] = $2; next }
    $2 != "" { print code[$1], "SEX_" $3, "MIG_STATUS_MIGRANT", $4, $5 == ".." ? "" : $5 }' m49 stock19 | sort >want
cut -f1-5 un19 | sort >got
same "UN 2019: every total is what was published" got want

# The sum over countries is the world's, and each subregion's is that of the countries listed under it.
awk -F'\t' -v OFS='\t' '$5 != "" { sum[substr($2, 5) OFS $4] += $5 } END { for (k in sum) print k, sum[k] }' un19 | sort >got
awk -F'\t' -v OFS='\t' '$1 == 900 { print $3, $4, $5 }' stock19 | sort >want
same "UN 2019: the countries make the world" got want

# regions STOCK: of each aggregate that stands right above countries, what is printed and its countries
regions() {
    awk -F'\t' -v OFS='\t' 'NR == FNR { code[$1] = $2; next }
        { row = $1 OFS $2 }
        row != before { if ($2 == "") { head = $1; fresh = 1 } before = row }
        $2 == "" { printed[$1 OFS $3 OFS $4] = $5; next }
        head { member[head] = 1; print head, code[$1], $3, $4 }
        END { for (k in printed) { split(k, p, OFS); if (p[1] in member) print "=" p[1], "", p[2], p[3], printed[k] } }' m49 "$1"
}
# by_region FIGURES STOCK: regions whose countries make another sum than is printed
by_region() {
    regions "$2" >parts
    awk -F'\t' -v OFS='\t' 'NR == FNR { v[$1 OFS substr($2, 5) OFS $4] = $5; next }
        $1 !~ /^=/ { sum[$1 OFS $3 OFS $4] += v[$2 OFS $3 OFS $4]; next }
        { printed[substr($1, 2) OFS $3 OFS $4] = $5 }
        END { for (k in printed) if (sum[k] - printed[k] > 0.5 || printed[k] - sum[k] > 0.5)
                  print k, sprintf("%.0f", sum[k]), sprintf("%.0f", printed[k]) }' "$1" parts | sort
}
by_region un19 stock19 >got
none "UN 2019: the countries make each subregion" got
[ "$(regions stock19 | grep -c '^=')" = 462 ] && echo 462 >got || regions stock19 | grep -c '^=' >got
echo 462 >want
same "UN 2019: 22 subregions by 3 sexes and 7 years were looked at" got want

# -- the matrices -----------------------------------------------------------------------------------------
tsv "$world/UN_MigrantStockMale_2019.csv" >raw.M
tsv "$world/UN_MigrantStockFemale_2019.csv" >raw.F
for sex in M F; do # number, sex, year, total, other south, other north
    awk -F'\t' -v OFS='\t' -v sex=$sex '$1 ~ /^[12][0-9][0-9][0-9]$/ && $5 {
        for (i = 7; i <= 9; i++) { gsub(/[, ]/, "", $i); if ($i == "-" || $i == "..") $i = "" }
        print $5, $6, sex, $1, $7, $8 + 0, $9 + 0 }' raw.$sex
done >margins

# what the program has of all origins of a residence, with the two origins that have no code
awk -F'\t' -v OFS='\t' '
    FILENAME == "m49" { code[$1] = $2; next }
    FILENAME == "un19.matrix" {
        if ($5 != "" && $2 != "SEX_T") sum[substr($3, 9) OFS substr($2, 5) OFS $4] += $5
        next
    }
    $1 == 900 { k = "TOTAL" }
    $1 != 900 { if ($2 == "") next; k = code[$1] }
    { k = k OFS $3 OFS $4; if (sum[k] + $6 + $7 != $5 + 0) print k, sum[k] + $6 + $7, $5 }' m49 un19.matrix margins >got
none "UN 2019: the origins of a residence make its column Total, by sex and year" got

awk -F'\t' -v OFS='\t' '
    FILENAME == "m49" { code[$1] = $2; next }
    FILENAME == "un19" { stock[$1 OFS substr($2, 5) OFS $4] = $5; next }
    $2 != "" { k = code[$1] OFS $3 OFS $4; if (stock[k] "" != $5 "") print k, $5, stock[k] }' m49 un19 margins | sort >got
same "UN 2019: the matrices are the table of totals, but for four cells" got "$here/expected/un_desa_2019_matrix.tsv"

awk -F'\t' -v OFS='\t' '$2 == "SEX_T" || $5 == "" { next }
    $3 == "CRS_RES_TOTAL" { total[$1 OFS $2 OFS $4] = $5; next }
    { sum[$1 OFS $2 OFS $4] += $5 }
    END { for (k in total) if (total[k] != sum[k]) print k, total[k], sum[k]; for (k in sum) if (!(k in total)) print k, sum[k] }' \
    un19.matrix >got
none "UN 2019: the residences of an origin make its row WORLD" got

awk -F'\t' -v OFS='\t' '$5 == "" { next }
    { k = $1 OFS $3 OFS $4; v[k OFS $2] = $5; seen[k] = 1; if ($2 == "SEX_T" && $6 != "L") print k, "not marked" }
    END { for (k in seen) {
              m = k OFS "SEX_M"; f = k OFS "SEX_F"; t = k OFS "SEX_T"
              if ((m in v) && (f in v)) { if (v[t] != v[m] + v[f]) print k, v[t], v[m] + v[f] }
              else { alone++; if (t in v) print k, "a sum of one sex" } }
          print alone " with one sex only" }' un19.matrix >got
echo "28 with one sex only" >want
same "UN 2019: both sexes are men and women, marked as computed" got want

# -- United Nations, 2017: migrants, population, shares ------------------------------------------------------
"$ilms" source import --quiet --map un_desa_2017 "$world/undesa_2017_Table1.csv" "$world/undesa_2017_Table2.csv" >/dev/null
figures UNDESA_IMS@2017 MST_TPOP_SEX_MIG_NB >un17
for n in 1 2 3; do tsv "$world/undesa_2017_Table$n.csv" >raw17.$n; done
stock raw17.1 6 >stock17
stock raw17.3 6 >shares17
# table 2 has no type of data: its rows are those of table 1, one column to the left
awk -F'\t' -v OFS='\t' 'NR == FNR { type[$1] = $2; next }
    !(5 in year) && $5 ~ /^[12][0-9][0-9][0-9]$/ { for (i = 5; i < 26; i++) year[i] = $i; next }
    $1 ~ /^[0-9]+$/ { for (i = 5; i < 26; i++) print $4, type[$4], substr("TMF", int((i - 5) / 7) + 1, 1), year[i],
                          $i ~ /[0-9]/ ? sprintf("%.0f", $i * 1000) : "" }' stock17 raw17.2 >population17
awk -F'\t' -v OFS='\t' 'NR == FNR { code[$1] = $2; next }
    $2 != "" { print code[$1], "SEX_" $3, FILENAME == "stock17" ? "MIG_STATUS_MIGRANT" : "MIG_STATUS_TOTAL", $4,
                   $5 == ".." ? "" : $5 }' m49 stock17 population17 | sort >want
cut -f1-5 un17 | sort >got
same "UN 2017: every migrant and every resident is what was published" got want

grep MIGRANT un17 >un17.migrants
grep TOTAL un17 >un17.population
awk -F'\t' -v OFS='\t' '$5 != "" { sum[substr($2, 5) OFS $4] += $5 } END { for (k in sum) print k, sum[k] }' un17.migrants | sort >got
awk -F'\t' -v OFS='\t' '$1 == 900 { print $3, $4, $5 }' stock17 | sort >want
same "UN 2017: the countries make the world" got want
by_region un17.migrants stock17 >got
none "UN 2017: the countries make each subregion" got

# share = migrants / population * 100, to twelve digits
awk -F'\t' -v OFS='\t' '
    FILENAME == "m49" { code[$1] = $2; next }
    FILENAME == "un17" { v[$1 OFS substr($2, 5) OFS $4 OFS $3] = $5; next }
    $2 == "" { next }
    { k = code[$1] OFS $3 OFS $4; m = v[k OFS "MIG_STATUS_MIGRANT"]; p = v[k OFS "MIG_STATUS_TOTAL"]; n++
      share = m != "" && p > 0 ? sprintf("%.12g", m / p * 100) : ""
      printed = $5 ~ /[0-9]/ ? sprintf("%.12g", $5) : ""
      if (printed != "") shares++
      if (share != printed) print k, m, p, share, printed }
    END { print shares " shares" }' m49 un17 shares17 | sort >got
same "UN 2017: table 3 is table 1 by table 2, but for four cells" got "$here/expected/un_desa_2017_shares.tsv"

awk -F'\t' -v OFS='\t' '$5 != "" { k = $1 OFS $4; if ($2 == "SEX_T") total[k] = $5; else { sum[k] += $5; n[k]++ } }
    END { for (k in total) if (n[k] == 2 && total[k] != sum[k]) print k, total[k], sum[k] }' un17.migrants >got
none "UN 2017: men and women make the migrants" got
awk -F'\t' -v OFS='\t' '$5 != "" { k = $1 OFS $4; if ($2 == "SEX_T") total[k] = $5; else { sum[k] += $5; n[k]++ } }
    END { for (k in total) {
              if (n[k] != 2) { alone++; continue }
              d = total[k] - sum[k]; if (d < 0) d = -d
              differ += d > 0; both++; if (d > most) most = d }
          print differ " of " both " differ, by at most " most " persons; " alone " are without sexes" }' un17.population >got
echo "1292 of 1400 differ, by at most 18 persons; 224 are without sexes" >want
same "UN 2017: men and women make the population, to eighteen persons" got want
by_region un17.population population17 >got
same "UN 2017: the countries make the population, but for Eastern Asia" got "$here/expected/un_desa_2017_population.tsv"

# -- World Bank, 2017 ------------------------------------------------------------------------------------------
"$ilms" source import --quiet --map world_bank_2017 "$world/wb_bilateral_migrant_stocks_2017.csv" >/dev/null
figures WB_BILATERAL MST_TPOP_COU_NB >wb17
tsv "$world/wb_bilateral_migrant_stocks_2017.csv" >raw.wb17
# What the mapping leaves out: the rows and columns of these names, and blank cells.
awk -F'\t' -v OFS='\t' '
    NR == 2 { for (i = 2; i <= NF; i++) name[i] = $i; next }
    NR < 2 || $2 == "" { next }
    { for (i = 2; i <= NF; i++) if (name[i] != "" && $i != "") { gsub(/[, ]/, "", $i); print $1, name[i], $i } }' raw.wb17 >cells
left='Other North|Other South|St. Martin \(French part\)'
awk -F'\t' -v OFS='\t' -v left="^($left)\$" '$1 !~ left && $2 !~ left && $2 != "World" { print $3 }' cells | sort >want
cut -f5 wb17 | sort >got
same "World Bank 2017: every cell is what was published" got want
# by destination: the origins of the program with those that it left out, against the row World
awk -F'\t' -v OFS='\t' '$3 == "COU_ORI_TOTAL" { total[$1] = $5; next } { sum[$1] += $5 }
    END { for (k in total) print total[k], sum[k] }' wb17 | sort >program
awk -F'\t' -v OFS='\t' -v left="^($left)\$" '$2 ~ left || $2 == "World" { next }
    $1 == "World" { total[$2] = $3; next } $1 !~ left { sum[$2] += $3 } $1 ~ left { other[$2] += $3 }
    END { for (k in total) { print total[k], sum[k] + 0; if (total[k] != sum[k] + other[k]) print k, "is not its row World" >"broken" } }' \
    cells | sort >want
[ -e broken ] || : >broken
same "World Bank 2017: the origins of a destination, and its total" program want
none "World Bank 2017: with those left out they are the row World" broken
awk -F'\t' -v OFS='\t' '$1 == "World" { next } $2 == "World" { total[$1] = $3; next } { sum[$1] += $3 }
    END { for (k in total) if (total[k] != sum[k]) print k, total[k], sum[k] }' cells >got
none "World Bank 2017: the destinations of an origin are its column World" got

# -- World Bank, 1960 to 2000 ------------------------------------------------------------------------------------
"$ilms" source import --quiet --map world_bank_1960_2000 "$world/wb_gbmd_1960_2000_by_sex.csv" >/dev/null
"$ilms" source import --quiet --map "$here/world_2000.map" "$world/wb_migration_world_2000_long.csv" >/dev/null
figures WB_GBMD MNA_TPOP_SEX_CRS_NB >gbmd
figures WB_MATRIX_2000 MNA_TPOP_SEX_CRS_NB >matrix2000
awk -F'\t' -v OFS='\t' '{ v[$1 OFS $3 OFS $4 OFS $2] = $5; seen[$1 OFS $3 OFS $4] = 1 }
    END { for (k in seen) if (v[k OFS "SEX_M"] + v[k OFS "SEX_F"] != v[k OFS "SEX_T"] + 0) print k }' gbmd >got
none "World Bank 1960-2000: men and women make both" got
# columns as they are headed, without refugees of unknown origin, against the years that the mapping says
tsv "$world/wb_gbmd_1960_2000_by_sex.csv" | awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 4; i <= 8; i++) head[i] = $i; next }
    $3 != "zzz" && $2 != "zzz" { for (i = 4; i <= 8; i++) if ($i != "NA") sum[i] += $i }
    END { for (i = 4; i <= 8; i++) print head[i], 1960 + (i - 4) * 10, sprintf("%.0f", sum[i]) }' >columns
awk -F'\t' -v OFS='\t' '$2 == "SEX_T" { sum[$4] += $5 } END { for (y in sum) print y, sprintf("%.0f", sum[y]) }' gbmd | sort >got
cut -f2,3 columns | sort >want
same "World Bank 1960-2000: all migrants by year, headings read backwards" got want
# The published matrix of 2000 says which column is 2000: pair by pair no more than two persons from the one headed Y1960.
awk -F'\t' -v OFS='\t' 'NR == FNR { v[$1 OFS $3] = $5; next }
    $2 == "SEX_T" && $4 == 2000 { k = $1 OFS $3; if (!(k in v)) next; d = v[k] - $5; if (d < 0) d = -d; n[d]++ }
    END { for (d in n) print d, n[d] }' matrix2000 gbmd | sort -n >got
same "World Bank 1960-2000: what is headed Y1960 is the matrix of 2000, to two persons" got "$here/expected/world_bank_2000.tsv"
awk -F'\t' -v OFS='\t' 'NR == FNR { v[$1 OFS $3] = $5; next }
    $2 == "SEX_T" && $4 == 1960 { k = $1 OFS $3; if (!(k in v) || v[k] < 1000) next; n++; d = v[k] - $5; if (d < 3 && d > -3) near++ }
    END { print near + 0 " of " n }' matrix2000 gbmd >got
same "World Bank 1960-2000: what is headed Y2000 is not" got "$here/expected/world_bank_1960.txt"

# -- Philippines: emigrants in eight cross tables ------------------------------------------------------------
# down FILE: years across, a row each; across FILE: a row for each year. Both: year, total
down() { tsv "$1" | awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 2; i <= NF; i++) y[i] = $i; next }
    { for (i = 2; i <= NF; i++) sum[i] += $i } END { for (i in y) print y[i], sum[i] }' | sort; }
across() { tsv "$1" | awk -F'\t' -v OFS='\t' 'NR > 1 { s = 0; for (i = 2; i <= NF; i++) s += $i; print $1, s }' | sort; }
down "$phl/Emigrant-1981-2020-Age.csv" >phl.age
down "$phl/Emigrant-1981-2020-Occu.csv" >phl.occupation
down "$phl/Emigrant-1981-2020-AllCountries.csv" >phl.countries
down "$phl/Emigrant-1988-2020-Educ.csv" >phl.education
down "$phl/Emigrant-1988-2020-PlaceOfOrigin.csv" >phl.origin
across "$phl/Emigrant-1981-2020-MajorCountry.csv" >phl.major
across "$phl/Emigrant-1981-2020-Sex.csv" >phl.sex
across "$phl/Emigrant-1988-2020-CivilStatus.csv" >phl.civil
for t in occupation countries education origin major sex civil; do
    join -t "$(printf '\t')" phl.age phl.$t | awk -F'\t' -v OFS='\t' -v t=$t '$2 != $3 { print t, $1, $2, $3 }'
done >got
same "Philippines: seven tables have the totals of the one by age, but for 62 of 259" got "$here/expected/phl_emigrants.tsv"

# The program reads the two tables by country as a country's own figures.
for t in Major All; do
    case $t in Major) file=MajorCountry map=major ;; *) file=AllCountries map=all ;; esac
    "$ilms" convert --quiet "$phl/Emigrant-1981-2020-$file.csv" - --format ilostat --source FX:8366 \
        --map "$repo/tests/data/mappings/phl_emigrants_$map.map" 2>/dev/null | awk -f "$here/tsv.awk" |
        awk -f "$here/cells.awk" | awk -F'\t' -v OFS='\t' '{ sum[$4] += $5 } END { for (y in sum) print y, sum[y] }' | sort >phl.program.$map
done
cat phl.program.major phl.program.all >got
cat phl.major phl.countries >want
same "Philippines: the program has the same totals by country of destination" got want

# The "-Clean" files are the same tables as long lists; one has its columns the wrong way round.
for f in "$phl"/*-Clean.csv; do
    tsv "$f" | awk -F'\t' -v OFS='\t' -v f="${f##*/}" 'NR == 1 { next } $1 !~ /^[12][0-9][0-9][0-9]$/ { bad++ } { n++ }
        END { if (bad) print f, bad " of " n " rows have no year under Year" }'
done >got
printf 'MajorCountries-Clean.csv\t438 of 438 rows have no year under Year\n' >want
same "Philippines: one list has its columns swapped" got want

[ $((passed + failed)) = $tests ] || { failed=$((failed + 1)); echo "FAIL $((passed + failed - 1)) tests ran, $tests were meant to"; }
echo "$passed passed, $failed failed"
[ $failed = 0 ]
