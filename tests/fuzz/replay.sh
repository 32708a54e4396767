#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# replay.sh: replays the corpus of every fuzz target (tests/fuzz/corpus/<target>) with address and
# undefined-behaviour sanitizers. One test per target.
set -eu
cd "$(dirname "$0")/../.."

make --no-print-directory SAN=1 -j"$(nproc)" build/san/ilms >build/san.log 2>&1 || { cat build/san.log; exit 1; }
out=build/san/fuzz
mkdir -p $out
flags="-std=gnu11 -D_GNU_SOURCE -Og -g1 -Wall -Wextra -Werror -Isrc -Itests/fuzz -pthread
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
# of an archive only what a target needs is linked
rm -f $out/all.a
find build/san/obj -name '*.o' ! -path '*/obj/tests/*' ! -path '*/cli/main.o' | xargs ar rcsT $out/all.a
libs=$(pkg-config --libs $(sed -n "s/^PKGS *:= *//p" Makefile))

passed=0 failed=0
for corpus in tests/fuzz/corpus/*/; do
    target=${corpus%/}
    target=${target##*/}
    # shellcheck disable=SC2086
    if { [ "$out/$target" -nt build/san/ilms ] && [ "$out/$target" -nt "tests/fuzz/$target.c" ] &&
         [ "$out/$target" -nt tests/fuzz/shared.c ] && [ "$out/$target" -nt tests/fuzz/main.c ]; } ||
        ${CC:-gcc} $flags -o "$out/$target" "tests/fuzz/$target.c" tests/fuzz/shared.c \
            tests/fuzz/main.c $out/all.a $libs -lm &&
        "$out/$target" "$corpus" >"$out/$target.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL fuzz corpus $target"
        tail -n 40 "$out/$target.log"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
