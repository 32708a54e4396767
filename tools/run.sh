#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# run.sh (make run): installs what is missing, builds, makes the sample base, serves it.
#   ILMS_BASE  where the base is (ilms.db in the project folder)
#   PORT       where it is served (8080)
set -eu
cd "$(dirname "$0")/.."
base=${ILMS_BASE:-$PWD/ilms.db} port=${PORT:-8080}

tools/deps.sh build
make --no-print-directory -s -j"$(nproc)" build/ilms

# The base is made under another name and gets its own when it is whole, so that an interrupted
# run leaves nothing that looks finished.
if [ ! -e "$base" ]; then
    new=$base.making
    forget() { rm -f "$new" "$new-wal" "$new-shm" "$new-journal"; }
    forget
    echo "making the sample base"
    build/ilms --base "$new" init >/dev/null
    for file in data/asean/*.csv; do
        name=${file##*/}
        echo "  submitting ${name%.csv} ..."
        told=$(build/ilms --base "$new" submit --json "$file")
        id=$(printf '%s\n' "$told" | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
        told=$(build/ilms --base "$new" accept "$id" --allow "as published")
        echo "    $told"
    done
    echo "  releasing ..."
    told=$(build/ilms --base "$new" release 2024.1)
    echo "    $told"
    build/ilms --base "$new" doctor >/dev/null
    build/ilms --base "$new" backup "$base" >/dev/null
    forget
else
    build/ilms --base "$base" upgrade --quiet
fi
exec build/ilms --base "$base" serve --listen "127.0.0.1:$port"
