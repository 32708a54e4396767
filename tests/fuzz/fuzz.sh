#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# fuzz.sh [SECONDS [TARGET ...]]: searches with clang's libFuzzer, SECONDS (60) for each target.
# What it finds new stays in build/fuzz/corpus; what crashes, in build/fuzz/crash-<target>-*. A
# crash goes into tests/fuzz/corpus/<target> when it is mended.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ $# = 0 ] || shift
[ $# != 0 ] || set -- $(ls tests/fuzz/corpus)

# The empty text may have a NULL pointer (base/str.h), and clang would stop at NULL + 0, which
# C leaves open until C2y (N3322) and every compiler takes for NULL.
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-sanitize=pointer-overflow"
mkdir -p build/fuzz
make --no-print-directory -j"$(nproc)" CC=clang BUILD=build/fuzz WARN= CFLAGS="-O1 -g" \
    EXTRA_CFLAGS="-fsanitize=fuzzer-no-link $sanitize -fno-omit-frame-pointer" \
    LDFLAGS="$sanitize" build/fuzz/ilms >build/fuzz/make.log 2>&1 ||
    { cat build/fuzz/make.log; exit 1; }
objects=$(find build/fuzz/obj -name '*.o' ! -path '*/cli/main.o')
libs=$(pkg-config --libs $(sed -n "s/^PKGS *:= *//p" Makefile))

code=0
for target; do
    mkdir -p "build/fuzz/corpus/$target"
    # shellcheck disable=SC2086
    clang -std=gnu11 -D_GNU_SOURCE -O1 -g -Isrc -Itests/fuzz -pthread -fsanitize=fuzzer $sanitize \
        -o "build/fuzz/$target" "tests/fuzz/$target.c" tests/fuzz/shared.c $objects $libs -lm
    echo "$target: $seconds s"
    words=
    [ ! -f "tests/fuzz/$target.dict" ] || words="-dict=tests/fuzz/$target.dict"
    # shellcheck disable=SC2086
    "build/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -max_len=8192 \
        -artifact_prefix="build/fuzz/crash-$target-" -print_final_stats=1 $words \
        "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" >"build/fuzz/$target.log" 2>&1 || {
        code=1
        echo "FOUND in $target: build/fuzz/$target.log"
        grep -E 'ERROR|does not hold|runtime error|Test unit written' "build/fuzz/$target.log" || true
    }
    grep -E 'number_of_executed_units' "build/fuzz/$target.log" || true
done
exit $code
