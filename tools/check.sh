#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# check.sh (make check): every test there is. Each suite is a program that ends with a line
# "N passed, N failed[, N skipped]"; its whole output is in build/check/. The very last line here
# sums them.
#
# check.sh SUITE... runs only those: floors spdx build clang unit cases matrix formats faults kill fuzz
# http rest_data leak pages office mail collect
set -u
cd "$(dirname "$0")/.."

every="floors spdx build clang unit cases matrix formats faults kill fuzz http rest_data leak pages office mail collect"
suites=${*:-$every}
tools/deps.sh build check || exit
log=build/check
mkdir -p $log
jobs=$(nproc)
start=$(date +%s)
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"

# -- what a suite does --------------------------------------------------------------------
make_quiet() { make --no-print-directory -j"$jobs" "$@"; }

suite_floors() { tools/floors.sh; }
suite_spdx() { tools/spdx.sh; }

# The program as it is shipped, without a warning: a tree of its own, so that none is missed.
suite_build() {
    make_quiet BUILD=build/strict EXTRA_CFLAGS="-Werror -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE" \
        LDFLAGS=-pie build/strict/ilms && echo "1 passed, 0 failed" || echo "0 passed, 1 failed"
}

# The other compiler with the Makefile's warnings, as far as it knows them.
suite_clang() {
    command -v clang >/dev/null || { echo "skip clang: it is not installed"; echo "0 passed, 0 failed, 1 skipped"; return; }
    warn=
    for w in $(make -pn 2>/dev/null | sed -n 's/^WARN := //p'); do
        echo 'int x;' | clang -Werror=unknown-warning-option "$w" -fsyntax-only -x c - 2>/dev/null &&
            warn="$warn $w"
    done
    # shellcheck disable=SC2086
    ls src/*/*.c | xargs -P "$jobs" -n 8 clang -std=gnu11 -D_GNU_SOURCE $warn -Werror -Isrc -fsyntax-only &&
        echo "1 passed, 0 failed" || echo "0 passed, 1 failed"
}

suite_unit() { build/san/unit; }
suite_cases() { tests/cases/run.pl --ilms build/san/ilms; }
suite_matrix() { tests/matrix/matrix.sh build/san/ilms; }
suite_formats() { tests/formats/formats.sh build/san/ilms; }
# A thousand starts: with sanitizers each takes three times as long; they see failing calls in the unit tests.
# Without --step every call fails once, and kill.pl kills 400 times: for a release, not for each change.
suite_faults() { tests/faults/faults.pl --ilms build/ilms --step 3; }
suite_kill() { tests/kill/kill.pl --ilms build/ilms --kills 200; }
