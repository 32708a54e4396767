#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# check.sh (make check): every kind of test there is. Each suite is a program that ends with a line
# "N passed, N failed[, N skipped]"; its whole output is in build/check/. The very last line here
# sums them. What is tried over and over, in each language or at each place where something may
# fail, is tried at some of them; with WHOLE=1 (make check WHOLE=1, what .ci/run does) at all.
#
# check.sh SUITE... runs only those: floors spdx build clang unit cases hostile matrix formats verify faults kill fuzz
# http rest_data structure openapi files report reports guide handbook collections pull clients coverage gaps search table leak pages charts portal office mail collect consult meeting order recompute
set -u
cd "$(dirname "$0")/.."

every="floors spdx build clang unit cases hostile matrix formats verify faults kill fuzz http rest_data structure openapi files report reports guide handbook collections pull clients coverage gaps search table leak pages charts portal office mail collect consult meeting order recompute"
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

# The program as it is shipped, without a warning: a tree of its own, so that none is missed. It is the one that is tested.
plain=build/strict/ilms
make_plain() {
    make_quiet BUILD=build/strict LDFLAGS="-pie -Wl,-z,relro,-z,now" \
        EXTRA_CFLAGS="-Werror -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE" $plain
}
suite_build() { make_plain && echo "1 passed, 0 failed" || echo "0 passed, 1 failed"; }

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

export WHOLE="${WHOLE:-}" # for the suites that choose themselves
pick() { if [ -n "$WHOLE" ]; then echo "$1"; else echo "$2"; fi; } # of all, of some

suite_unit() { build/san/unit; }
suite_cases() { tests/cases/run.pl --ilms $plain; }
# Those again that read files from outside, with sanitizers, which make a start three times as long.
suite_hostile() {
    # shellcheck disable=SC2046
    tests/cases/run.pl --ilms build/san/ilms tests/cases/read tests/cases/collections \
        $(pick "tests/cases/check tests/cases/submit tests/cases/convert tests/cases/fill" "")
}
suite_matrix() { tests/matrix/matrix.sh $plain; }
suite_formats() { tests/formats/formats.sh build/san/ilms; }
suite_verify() { tests/verify/verify.sh $plain; }
# Some hundred starts: with sanitizers each takes three times as long; they see failing calls in the unit tests.
# Without --step every call fails once, and kill.pl kills 400 times: for a release, not for each change.
suite_faults() { tests/faults/faults.pl --ilms $plain --step "$(pick 7 29)"; }
suite_kill() { tests/kill/kill.pl --ilms $plain --kills "$(pick 200 60)"; }
suite_fuzz() { tests/fuzz/replay.sh; }
suite_http() { tests/e2e/http.sh build/san/ilms; }
suite_structure() { tests/e2e/structure.sh build/san/ilms; }
suite_rest_data() { tests/e2e/rest_data.sh build/san/ilms; }
suite_openapi() { tests/e2e/openapi.sh $plain; }
suite_files() { tests/e2e/files.sh build/san/ilms; }
suite_report() { tests/e2e/report.sh $plain; }
suite_reports() { tests/e2e/reports.sh build/san/ilms; }
suite_guide() { tests/e2e/guide.sh $plain; }
# Every command of doc/guide; and that a wrong one is seen.
suite_handbook() { tests/guide/wrong.pl $plain && tests/guide/guide.pl --ilms $plain; }
suite_collections() { tests/e2e/collections.sh build/san/ilms; }
suite_clients() { tests/clients/clients.sh $plain; }
suite_coverage() { tests/e2e/coverage.sh build/san/ilms; }
suite_search() { tests/e2e/search.sh build/san/ilms; }
suite_table() { tests/e2e/table.sh $plain; }
suite_gaps() { tests/e2e/gaps.sh build/san/ilms; }
suite_leak() { tests/e2e/leak.sh $plain; }
suite_pages() { tests/e2e/pages.sh $plain; }
suite_portal() { tests/e2e/portal.sh $plain; }
suite_charts() { tests/e2e/charts.sh build/san/ilms; }
suite_office() { tests/e2e/office.sh build/san/ilms; }
suite_collect() { tests/e2e/collect.sh build/san/ilms; }
suite_pull() { tests/e2e/pull.sh build/san/ilms; }
suite_consult() { tests/e2e/consult.sh $plain; }
suite_meeting() { tests/e2e/meeting.sh build/san/ilms; }
suite_order() { tests/e2e/order.sh $plain; }
suite_recompute() { tests/report/recompute.sh $plain; }
suite_mail() { tests/e2e/mail.sh build/san/ilms; }

# -- running them -----------------------------------------------------------------------------
passed=0 failed=0 skipped=0 all_work=0
add() { # SUITE SECONDS CODE WORK
    code=$3 work=$4
    all_work=$((all_work + work))
    set -- "$1" "$2" $(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' \
        "$log/$1.log" | tail -n 1)
    if [ $# -lt 4 ]; then
        set -- "$1" "$2" 0 1
        echo "did not come to an end" >>"$log/$1.log"
    elif [ "$code" != 0 ] && [ "$4" = 0 ]; then
        # a sanitizer has spoken after the last test
        set -- "$1" "$2" "$3" 1 "${5:-0}"
    fi
    printf '  %-9s %5s passed %3s failed %3s skipped  %4s s, %4s s of work\n' "$1" "$3" "$4" "${5:-0}" "$2" "$work"
    grep -aiE '^skip' "$log/$1.log" | sed 's/^/      /'
    [ "$4" = 0 ] || grep -av "^skip" "$log/$1.log" | head -c 20000 | head -n 200
    passed=$((passed + $3)) failed=$((failed + $4)) skipped=$((skipped + ${5:-0}))
}

# What a suite costs is the time that processors worked for it: that of the clock says how busy the machine is.
run() {
    began=$(date +%s)
    times >"$log/$1.times"
    "suite_$1" >"$log/$1.log" 2>&1
    code=$?
    times >>"$log/$1.times"
    work=$(awk 'function seconds(t) { split(t, part, /[ms]/); return part[1] * 60 + part[2] }
        NR % 2 == 0 { work = seconds($1) + seconds($2) - work } END { printf "%d", work }' "$log/$1.times")
    echo "$code $(($(date +%s) - began)) $work" >"$log/$1.end"
}

wanted() { case " $suites " in *" $1 "*) true ;; *) false ;; esac; }

echo "building"
make_plain >$log/make.log 2>&1 &&
    make_quiet SAN=1 build/san/ilms >>$log/make.log 2>&1 || {
    cat $log/make.log
    echo "0 passed, 1 failed"
    exit 1
}
if wanted unit; then
    make_quiet SAN=1 build/san/unit >$log/unit.log 2>&1 || { cat $log/unit.log; rm -f build/san/unit; }
fi

# Most suites start one small program after the other, and wait for a browser or a server now and then: so there is one
# lane more than there are cores, and each takes the next suite that nobody has taken, those that take long first.
rm -rf $log/*.end $log/*.taken
tests/node/install.sh >/dev/null 2>&1 # not by several suites at once; those that need it say what is missing
longest="unit report recompute portal faults cases office kill hostile leak collect pull structure openapi pages charts files fuzz formats clients"
lane() {
    for suite in $longest $every; do
        wanted "$suite" && mkdir "$log/$suite.taken" 2>/dev/null && run "$suite"
    done
}
lanes=
for _ in $(seq $((jobs + 1))); do
    lane &
    lanes="$lanes $!"
done
# shellcheck disable=SC2086
trap 'kill $lanes 2>/dev/null' INT TERM
# shellcheck disable=SC2086
running() { for pid in $lanes; do kill -0 $pid 2>/dev/null && return 0; done; return 1; }
for suite in $every; do
    wanted "$suite" || continue
    while [ ! -s "$log/$suite.end" ] && running; do sleep 0.2; done
    read -r code took work <"$log/$suite.end" || { code=1 took=0 work=0; }
    add "$suite" "$took" "$code" "$work"
done
wait

echo "all of it in $(($(date +%s) - start)) s, $all_work s of work"
if [ $skipped = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ $failed = 0 ]
