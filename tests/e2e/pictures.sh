#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# pictures.sh ADDRESS FOLDER: a picture of every kind of page of a running portal, at 360,
# 768 and 1440 pixels, light and dark, for a person to look at. Needs Debian's chromium.
#
#     build/ilms serve & tests/e2e/pictures.sh http://127.0.0.1:8080 /tmp/pictures
#
# pictures.sh --doc ADDRESS: those of doc/portal.md anew, into doc/pictures. Needs the npm packages of tests/node.
set -eu
if [ "${1:-}" = --doc ] && [ $# = 2 ]; then
    repo=$(cd "$(dirname "$0")/../.." && pwd)
    "$repo/tests/node/install.sh"
    mkdir -p "$repo/doc/pictures"
    URL=${2%/} REPO=$repo node "$repo/tests/e2e/portal/pictures.mjs" "$repo/doc/pictures"
    exit
fi
[ $# = 2 ] || { sed -n '5,10s/^# \{0,1\}//p' "$0" >&2; exit 64; }
address=${1%/} folder=$2
pages="${PAGES:-/ /tables /table/MST_NCTE_SEX_CCT_NB /table/MST_NCTE_SEX_CCT_NB/THA
    /table/MNA_OEMP_SEX_OCU_NB/IDN /countries /country/THA /country/BRN /sources
    /corridors /corridor/MMR/THA /source/FB:6665 /api /about /no-such-page}"
mkdir -p "$folder"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

for page in $pages; do
    name=$(printf %s "${page#/}" | tr '/:' '--')
    for width in 360 768 1440; do
        for look in light dark; do
            scheme=1
            [ $look = light ] || scheme=0
            file="$folder/${name:-home}-$width-$look.png"
            chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
                --disable-background-networking --user-data-dir="$profile" \
                --blink-settings=preferredColorScheme=$scheme --window-size=$width,1800 \
                --screenshot="$file" "$address$page" >/dev/null 2>&1
            [ -s "$file" ] || { echo "no picture of $page" >&2; exit 1; }
        done
    done
done
ls "$folder"
