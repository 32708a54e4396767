#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# sample.sh BASE: makes the sample base of data/asean: the three rounds of 2013 to 2015 as an example of how
# figures came in, each with its figures at its time and closed, and what was published since. The months of
# the rounds are the real ones; which figure answered which round is not known, so it goes by the year.
set -eu
cd "$(dirname "$0")/.."
base=$1
ilms="${ILMS:-build/ilms} --base $base"
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
trap 'exit 1' INT TERM

# slice FILE FROM TO: the header and the lines of these years, by the column called time
slice() {
    awk -F, -v from="$2" -v to="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "time") t = i; print }
        NR > 1 && substr($t, 1, 4) >= from && substr($t, 1, 4) <= to' "$1"
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
    told=$($ilms submit --json "$@" "$parts"/*.csv)
    submissions=0
    for id in $(printf '%s\n' "$told" | sed -n 's/^{"id":\([0-9]*\),.*/\1/p'); do
        $ilms accept "$id" --allow "as published" > /dev/null
        submissions=$((submissions + 1))
    done
}

$ilms init > /dev/null
tab=$(printf '\t')
sed 1d data/asean/rounds.tsv > "$parts/rounds"
while IFS="$tab" read -r round opened deadline first last from to answered closed release released; do
    ILMS_NOW=$opened $ilms round open "$round" --deadline "$deadline" --years "$first-$last" > /dev/null
    export ILMS_NOW="$answered"
    take "$from" "$to" --round "$round"
    ILMS_NOW=$closed $ilms round close "$round" > /dev/null
    echo "  round $round: $submissions submissions"
    [ "$release" = - ] || echo "  $(ILMS_NOW=$released $ilms release "$release")"
    last_year=$to
done < "$parts/rounds"
unset ILMS_NOW
take $((last_year + 1)) 9999
echo "  since then: $submissions submissions"
echo "  $($ilms release 2024.1)"
