#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The HTTP layer beside nginx: the same bytes, two workers each, 64 kept connections, taking
# turns so that a noisy machine is noisy for both. Prints medians of requests per second.
#
#     tests/bench/http_bench.sh [rounds] [seconds per run]
#
# Needs wrk and nginx; loopback only; at most about rounds x seconds x 8.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-3} seconds=${2:-3}
for tool in wrk nginx; do
    command -v $tool >/dev/null || { echo "http: skipped, $tool is not installed"; exit 0; }
done
dir=$(mktemp -d)
ours='' peer='' hold=''
finish() {
    [ -z "$hold" ] || kill "$hold" 2>/dev/null || true
    [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
    [ -z "$peer" ] || kill "$peer" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

# A program of its own from the files it needs, so that it does not depend on the rest.
: "${CC:=gcc}"
cat > "$dir/empty.c" <<'END'
#include "base/embed.h"
const struct embedded_file embedded_files[1];
const size_t embedded_count;
END
$CC -std=gnu11 -D_GNU_SOURCE -O2 -Isrc -pthread -o "$dir/http_static" tests/bench/http_static.c \
    "$dir/empty.c" src/base/*.c src/syntax/packer.c src/server/http*.c \
    $(pkg-config --libs $(sed -n "s/^PKGS *:= *//p" Makefile)) -lm

mkfifo "$dir/hold"
sleep 3600 > "$dir/hold" & hold=$!
"$dir/http_static" "$dir" < "$dir/hold" > "$dir/port" & ours=$!
i=0
while [ ! -s "$dir/port" ] && [ $i -lt 50 ]; do sleep 0.1; i=$((i + 1)); done
port=$(cat "$dir/port")

# nginx takes no port 0: try a few until one is free
nport=$((20000 + $$ % 20000)) i=0
while [ $i -lt 10 ]; do
    cat > "$dir/nginx.conf" <<END
worker_processes 2;
pid $dir/nginx.pid;
error_log $dir/nginx.log;
daemon off;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=100;
    gzip off;
    client_body_temp_path $dir/t1; proxy_temp_path $dir/t2; fastcgi_temp_path $dir/t3;
    uwsgi_temp_path $dir/t4; scgi_temp_path $dir/t5;
    server { listen 127.0.0.1:$nport reuseport; root $dir; }
}
END
    chmod 755 "$dir"
    nginx -c "$dir/nginx.conf" -e "$dir/nginx.log" 2>/dev/null & peer=$!
    sleep 0.5
    kill -0 "$peer" 2>/dev/null && break
    peer='' nport=$((nport + 7)) i=$((i + 1))
done
[ -n "$peer" ] || { echo "http: nginx did not start:"; cat "$dir/nginx.log"; exit 1; }

rate() {
    wrk -t2 -c64 -d"$seconds"s "http://127.0.0.1:$1/$2" > "$dir/wrk" 2>&1
    if grep -Eq 'Non-2xx|Socket errors' "$dir/wrk"; then
        grep -E 'Non-2xx|Socket errors' "$dir/wrk" >&2
    fi
    awk '/Requests\/sec/ { print $2 }' "$dir/wrk"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for size in small large; do
    i=0
    while [ $i -lt "$rounds" ]; do
        rate "$nport" $size >> "$dir/nginx.$size"
        rate "$port" $size >> "$dir/cached.$size"
        rate "$nport" $size >> "$dir/nginx.$size"
        rate "$port" $size-fresh >> "$dir/fresh.$size"
        i=$((i + 1))
    done
    n=$(median "$dir/nginx.$size")
    for kind in cached fresh; do
        m=$(median "$dir/$kind.$size")
        echo "$size $kind $m $n" | awk '{
            printf "http %-5s %-6s  %9.0f /s   nginx static %9.0f /s   ratio %.2f\n",
                   $1, $2, $3, $4, $3 / $4 }'
    done
done
