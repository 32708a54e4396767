#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# run.sh (make run): installs what is missing, builds, makes the sample base, serves it.
# run.sh --example (make example): the same with the base of three rounds with figures that are made up (data/example).
#   ILMS_BASE  where the base is (ilms.db in the project folder, or example.db)
#   PORT       where it is served (8080)
set -eu
cd "$(dirname "$0")/.."
example=${1:-}
[ "$example" ] && name=example || name=ilms
base=${ILMS_BASE:-$PWD/$name.db} port=${PORT:-8080}

tools/deps.sh build
make --no-print-directory -s -j"$(nproc)" build/ilms

# The base is made under another name and gets its own when it is whole, so that an interrupted
# run leaves nothing that looks finished.
if [ ! -e "$base" ]; then
    new=$base.making
    forget() { rm -f "$new" "$new-wal" "$new-shm" "$new-journal"; }
    forget
    echo "making the sample base"
    tools/sample.sh "$new" $example
    build/ilms --base "$new" doctor >/dev/null
    build/ilms --base "$new" user add admin --role admin --origin "http://127.0.0.1:$port"
    build/ilms --base "$new" backup "$base" >/dev/null
    forget
else
    build/ilms --base "$base" upgrade --quiet
fi
exec build/ilms --base "$base" serve --collect --files "$base.files" --listen "127.0.0.1:$port"
