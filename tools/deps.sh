#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# deps.sh GROUP...: installs what is missing of Debian 12's packages.
#   build  what `make` needs
#   check  what `make check` needs besides
#   heavy  what tests in a browser, in an office suite, of mail, of printed documents (weasyprint, pandoc), and the
#          benchmarks need; what needs it is skipped without
# Does nothing, and quickly, when all is there.
set -eu

# package, or package/program where another package may bring the program as well
packages() {
    case $1 in
    build) echo gcc/gcc libc6-dev make/make pkg-config/pkg-config libsqlite3-dev libmicrohttpd-dev libsodium-dev \
                libzstd-dev zlib1g-dev libseccomp-dev libexpat1-dev libxlsxwriter-dev libicu-dev liboath-dev \
                libcurl4-openssl-dev libbrotli-dev duktape-dev librsvg2-dev fonts-noto-core nodejs/node npm/npm ;;
    check) echo perl-modules-5.36 clang/clang libclang-rt-14-dev sqlite3/sqlite3 curl/curl libxml2-utils/xmllint \
               python3/python3 ;;
    heavy) echo chromium/chromium firefox-esr/firefox-esr nginx-light/nginx wrk/wrk \
               libreoffice-calc/soffice python3-aiosmtpd python3-pandas openssl/openssl r-cran-rsdmx \
               libreoffice-writer weasyprint/weasyprint pandoc/pandoc poppler-utils/pdffonts ;;
    *) echo "deps.sh: there is no group \"$1\"; there are build, check and heavy" >&2; exit 64 ;;
    esac
}

wanted=
for group; do
    wanted="$wanted $(packages "$group")" || exit 64
done
[ -n "$wanted" ] || { sed -n '5,10s/^# \{0,1\}//p' "$0" >&2; exit 64; }

command -v dpkg-query >/dev/null || {
    echo "deps.sh: this is no Debian system; install by hand what stands for:$wanted" >&2
    exit 69
}
missing=
PATH=$PATH:/usr/sbin:/sbin
for package in $wanted; do
    case $package in
    */*) if command -v "${package#*/}" >/dev/null; then continue; fi ;;
    esac
    package=${package%%/*}
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    echo "deps.sh: these packages are missing, and there is neither root nor sudo to install them:" >&2
    echo "    apt-get install$missing" >&2
    exit 77
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >"$log" 2>&1 || {
        cat "$log" >&2
        echo "deps.sh: apt-get $1 failed (see above)" >&2
        exit 69
    }
}
echo "installing$missing"
echo "  lists of packages ..."
run update
for package in $missing; do
    echo "  $package ..."
    run install --no-install-recommends "$package"
done
