#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# pages.sh [ILMS]: a browser draws the home page, a table, a country, the pages of the analysis and a source at three widths, and
# what it draws is not blank.
command -v chromium >/dev/null || { echo "skip pages: there is no chromium"; echo "0 passed, 0 failed, 36 skipped"; exit 0; }
. "$(dirname "$0")/server.sh"
"$ilms" source import --quiet "$repo/tests/data/collections/men.csv" --map "$repo/tests/data/collections/stock.map" >>log
start_server

draw() { # file width address
    timeout 60 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
        --disable-background-networking --disable-dev-shm-usage --user-data-dir="$dir/profile" \
        --window-size="$2",1200 --screenshot="$dir/$1" "$3" >"$dir/why" 2>&1 || true
}

for width in 360 768 1440; do
    draw "blank-$width.png" $width about:blank
    for page in / /table/MST_NCTE_SEX_CCT_NB/MYS /country/THA /coverage /coverage/IDN /gaps /gaps/THA /source/FB:6664 \
        /corridors /corridor/MMR/THA /collections /collection/TEST_STOCK; do
        rm -f page.png
        draw page.png $width "$url$page"
        # a page with writing on it is several times the size of an empty one
        blank=$(wc -c <"blank-$width.png")
        size=$( [ -f page.png ] && wc -c <page.png || echo 0)
        [ "$size" -gt $((blank * 3)) ] && [ "$size" -gt 5000 ] && c=0 ||
            { echo "$size bytes; an empty page has $blank"; c=1; }
        ok "$page at $width pixels" $c
    done
done
total
