#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# check.sh (make check): every test there is. Each suite is a program that ends with a line
# "N passed, N failed[, N skipped]"; its whole output is in build/check/. The very last line here
# sums them.
#
# check.sh SUITE... runs only those: floors spdx build clang unit cases hostile matrix formats verify faults kill fuzz
# http rest_data structure openapi files guide handbook collections pull clients coverage gaps search table leak pages charts portal office mail collect
set -u
cd "$(dirname "$0")/.."

every="floors spdx build clang unit cases hostile matrix formats verify faults kill fuzz http rest_data structure openapi files guide handbook collections pull clients coverage gaps search table leak pages charts portal office mail collect"
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
    ls src/*/*.c | xargs -P "$jobs" -n 8 clang -std=gnu11 -D_GNU_SOURCE $warn -Werror -Isrc \
        $(pkg-config --cflags-only-I librsvg-2.0 | sed 's/-I/-isystem /g') -fsyntax-only &&
        echo "1 passed, 0 failed" || echo "0 passed, 1 failed"
}

suite_unit() { build/san/unit; }
suite_cases() { tests/cases/run.pl --ilms build/ilms; }
# Those again that read files from outside, with sanitizers, which make a start three times as long.
suite_hostile() {
    tests/cases/run.pl --ilms build/san/ilms tests/cases/read tests/cases/check tests/cases/submit \
        tests/cases/convert tests/cases/fill tests/cases/collections
}
suite_matrix() { tests/matrix/matrix.sh build/ilms; }
suite_formats() { tests/formats/formats.sh build/san/ilms; }
suite_verify() { tests/verify/verify.sh build/ilms; }
# Some hundred starts: with sanitizers each takes three times as long; they see failing calls in the unit tests.
# Without --step every call fails once, and kill.pl kills 400 times: for a release, not for each change.
suite_faults() { tests/faults/faults.pl --ilms build/ilms --step 7; }
suite_kill() { tests/kill/kill.pl --ilms build/ilms --kills 200; }
suite_fuzz() { tests/fuzz/replay.sh; }
suite_http() { tests/e2e/http.sh build/san/ilms; }
suite_structure() { tests/e2e/structure.sh build/san/ilms; }
suite_rest_data() { tests/e2e/rest_data.sh build/san/ilms; }
suite_openapi() { tests/e2e/openapi.sh build/ilms; }
suite_files() { tests/e2e/files.sh build/san/ilms; }
suite_guide() { tests/e2e/guide.sh build/ilms; }
# Every command of doc/guide; and that a wrong one is seen.
suite_handbook() { tests/guide/wrong.pl build/ilms && tests/guide/guide.pl --ilms build/ilms; }
suite_collections() { tests/e2e/collections.sh build/san/ilms; }
suite_clients() { tests/clients/clients.sh build/ilms; }
suite_coverage() { tests/e2e/coverage.sh build/san/ilms; }
suite_search() { tests/e2e/search.sh build/san/ilms; }
suite_table() { tests/e2e/table.sh build/ilms; }
suite_gaps() { tests/e2e/gaps.sh build/san/ilms; }
suite_leak() { tests/e2e/leak.sh build/ilms; }
suite_pages() { tests/e2e/pages.sh build/ilms; }
suite_portal() { tests/e2e/portal.sh build/ilms; }
suite_charts() { tests/e2e/charts.sh build/san/ilms; }
suite_office() { tests/e2e/office.sh build/san/ilms; }
suite_collect() { tests/e2e/collect.sh build/san/ilms; }
suite_pull() { tests/e2e/pull.sh build/san/ilms; }
suite_mail() { tests/e2e/mail.sh build/san/ilms; }

# -- running them -----------------------------------------------------------------------------
passed=0 failed=0 skipped=0
add() {
    code=$3
    set -- "$1" "$2" $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' \
        "$log/$1.log" | tail -n 1)
    if [ $# -lt 4 ]; then
        set -- "$1" "$2" 0 1
        echo "did not come to an end" >>"$log/$1.log"
    elif [ "$code" != 0 ] && [ "$4" = 0 ]; then
        # a sanitizer has spoken after the last test
        set -- "$1" "$2" "$3" 1 "${5:-0}"
    fi
    printf '  %-8s %5s passed %3s failed %3s skipped  %4s s\n' "$1" "$3" "$4" "${5:-0}" "$2"
    grep -aiE '^skip' "$log/$1.log" | sed 's/^/      /'
    [ "$4" = 0 ] || grep -av "^skip" "$log/$1.log" | head -c 20000 | head -n 200
    passed=$((passed + $3)) failed=$((failed + $4)) skipped=$((skipped + ${5:-0}))
}

run() {
    began=$(date +%s)
    "suite_$1" >"$log/$1.log" 2>&1
    echo "$? $(($(date +%s) - began))" >"$log/$1.end"
}

wanted() { case " $suites " in *" $1 "*) true ;; *) false ;; esac; }

echo "building"
make_quiet build/ilms >$log/make.log 2>&1 &&
    make_quiet SAN=1 build/san/ilms >>$log/make.log 2>&1 || {
    cat $log/make.log
    echo "0 passed, 1 failed"
    exit 1
}
if wanted unit; then
    make_quiet SAN=1 build/san/unit >$log/unit.log 2>&1 || { cat $log/unit.log; rm -f build/san/unit; }
fi

# Two lanes, since most suites start one small program after the other: the second has those
# that take long.
rm -f $log/*.end
second="verify faults kill matrix structure coverage gaps search table leak pages charts portal office mail collect pull"
for suite in $second; do
    wanted "$suite" && run "$suite"
done &
lane=$!
trap 'kill $lane 2>/dev/null' INT TERM
for suite in $every; do
    wanted "$suite" || continue
    case " $second " in
    *" $suite "*)
        while [ ! -s "$log/$suite.end" ] && kill -0 $lane 2>/dev/null; do sleep 0.2; done ;;
    *) run "$suite" ;;
    esac
    read -r code took <"$log/$suite.end" || { code=1 took=0; }
    add "$suite" "$took" "$code"
done
wait

echo "all of it in $(($(date +%s) - start)) s"
if [ $skipped = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ $failed = 0 ]
