#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# spdx.sh: does every tracked source file say its licence and its owner in its first lines?
set -eu
cd "$(dirname "$0")/.."

count=0 missing=0
for file in $(git ls-files -- '*.c' '*.h' '*.def' '*.sh' '*.pl' '*.css' '*.js' '*.sql' Makefile .ci/run); do
    [ -f "$file" ] || continue # deleted and not yet committed
    head=$(head -n 4 "$file")
    case $head in
    *SPDX-License-Identifier:\ Apache-2.0*SPDX-FileCopyrightText:\ The\ ILMS\ authors*)
        count=$((count + 1)) ;;
    *)
        missing=$((missing + 1))
        echo "$file:1: the two SPDX lines are missing" ;;
    esac
done
echo "$count passed, $missing failed"
[ "$missing" = 0 ]
