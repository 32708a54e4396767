#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# sample.sh BASE [--example]: makes the sample base of data/asean: the three rounds of 2013 to 2015 as an example of how
# figures came in, each with its figures at its time and closed, and what was published since. The months of
# the rounds are the real ones; which figure answered which round is not known, so it goes by the year.
#
# --example: the base of data/example, in which one can see coverage grow to two thirds. To the published figures
# of the three rounds come figures that are made up (tools/example.awk). They are of sources of their own, of the
# type that is preferred least, and both these sources and the name of the collection say so on every page.
set -eu
cd "$(dirname "$0")/.."
base=$1 example=${2:-}
ilms="${ILMS:-build/ilms} --base $base"
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
trap 'exit 1' INT TERM

# slice FILE FROM TO: the header and the lines of these years, by the column called time
slice() {
    awk -F, -v from="$2" -v to="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "time") t = i; print }
        NR > 1 && substr($t, 1, 4) >= from && substr($t, 1, 4) <= to' "$1"
}

# The reference data of the example: where it says what a thing is, it says that it is made up.
example_data() {
    cp -R data "$parts/data"
    awk -F '\t' 'NR > 1 { printf "%d,%s,XX,Example: figures that are made up and not of the country,,\n", 99100 + NR - 1, $1 }' \
        data/example/plan.tsv >> "$parts/data/sources/surveys.csv"
    sed 's/^name,.*/&: example/' data/region.csv > "$parts/data/region.csv"
}

# make_up NUMBER FIRST LAST: what a round of these years gets beside published figures, a file for each country
make_up() {
    for area in $(sed 1d data/example/plan.tsv | cut -f 1); do
        real=$([ ! -e "data/asean/$area.csv" ] || sed 1d "data/asean/$area.csv" | cut -d, -f3 | sort -u | tr '\n' ' ')
        awk -f tools/example.awk -v area="$area" -v round="$1" -v first="$2" -v last="$3" -v real="$real" \
            data/example/plan.tsv > "$parts/slice"
        [ "$(wc -l < "$parts/slice")" -le 1 ] || mv "$parts/slice" "$parts/example-$area.csv"
    done
}

# take FROM TO WORDS...: each country's figures of these years, submitted with these words and accepted
take() {
    from=$1 to=$2
    shift 2
    rm -f "$parts"/*.csv
    for file in data/asean/*.csv; do
        slice "$file" "$from" "$to" > "$parts/slice"
        [ "$(wc -l < "$parts/slice")" -le 1 ] || mv "$parts/slice" "$parts/${file##*/}"
    done
    [ -z "$example" ] || make_up "$number" "$first" "$last"
    told=$($ilms submit --json "$@" "$parts"/*.csv)
    submissions=0
    for id in $(printf '%s\n' "$told" | sed -n 's/^{"id":\([0-9]*\),.*/\1/p'); do
        $ilms accept "$id" --allow "as published" > /dev/null
        submissions=$((submissions + 1))
    done
}

# told VALUE WORD: the option WORD with the value, nothing where the table has none
told() { [ "$1" = - ] || printf '%s\0%s\0' "$2" "$1"; }

# meet NAME WHAT...: of a meeting of the example what is of these kinds
meet() {
    of=$1
    shift
    for kind_of_line; do
        awk -F '\t' -v m="$of" -v w="$kind_of_line" '$1 == m && $2 == w' data/example/meetings.tsv > "$parts/lines"
        while IFS="$tab" read -r name what no day begins ends kind countries organisations persons text; do
            case $what in
            meeting) { told "$text" --title; told "$organisations" --place; told "$day" --from; told "$begins" --to
                told "$kind" --round; } > "$parts/words"; set -- add "$name" ;;
            session) { told "$text" --title; told "$day" --day; told "$begins" --begins; told "$ends" --ends
                told "$kind" --kind; told "$organisations" --office; } > "$parts/words"; set -- session "$name" "$no" ;;
            participant) { told "$kind" --role; told "$countries" --country; told "$organisations" --organisation
                told "$persons" --persons; } > "$parts/words"; set -- participant add "$name" ;;
            conclusion) { told "$kind" --kind; told "$countries" --country; told "$organisations" --organisation
                told "$day" --due; } > "$parts/words"; set -- conclude "$name" "$text" ;;
            note) { told "$kind" --state; told "$countries" --country; told "$text" --note; } > "$parts/words"
                ILMS_NOW=${day}T03:00:00Z; export ILMS_NOW; set -- track "$name" "$no" ;;
            esac
            xargs -0 $ilms meeting "$@" < "$parts/words" > /dev/null
        done < "$parts/lines"
    done
}

# The meetings of the example stand before the second and the third round; the third is launched from one.
meetings_before() {
    case $1 in
    2) ILMS_NOW=2014-05-05T02:00:00Z meet 2014 meeting session participant
        ILMS_NOW=2014-06-20T07:00:00Z meet 2014 conclusion ;;
    3) ILMS_NOW=2015-05-04T02:00:00Z meet 2014 note
        ILMS_NOW=2015-05-04T02:00:00Z meet 2015 meeting session participant ;;
    esac
}

if [ "$example" ]; then
    example_data
    $ilms init --data "$parts/data" > /dev/null
else
    $ilms init > /dev/null
fi
number=0
tab=$(printf '\t')
sed 1d data/asean/rounds.tsv > "$parts/rounds"
while IFS="$tab" read -r round opened deadline first last from to answered closed release released; do
    number=$((number + 1))
    [ -z "$example" ] || meetings_before "$number"
    if [ "$example" ] && [ "$number" = 3 ]; then
        ILMS_NOW=$opened $ilms meeting launch 2015 "$round" --deadline "$deadline" --years "$first-$last" > /dev/null
        ILMS_NOW=2015-07-02T07:00:00Z meet 2015 conclusion
    else
        ILMS_NOW=$opened $ilms round open "$round" --deadline "$deadline" --years "$first-$last" > /dev/null
    fi
    export ILMS_NOW="$answered"
    take "$from" "$to" --round "$round"
    ILMS_NOW=$closed $ilms round close "$round" > /dev/null
    echo "  round $round: $submissions submissions"
    [ "$release" = - ] || echo "  $(ILMS_NOW=$released $ilms release "$release")"
    last_year=$to
done < "$parts/rounds"
unset ILMS_NOW
[ -z "$example" ] || exit 0
take $((last_year + 1)) 9999
echo "  since then: $submissions submissions"
echo "  $($ilms release 2024.1)"
