#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# node.sh FOLDER: installs the packages of web/node/package-lock.json there, from npm; none of their own
# programs runs while that is done.
set -eu
folder=$1
command -v npm >/dev/null || {
    echo "node.sh: npm is not installed, which brings what the charts are drawn with: tools/deps.sh build" >&2
    exit 69
}
mkdir -p "$folder"
cp web/node/package.json web/node/package-lock.json "$folder/"
echo "  npm   $folder"
npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=2 >"$folder/npm.log" 2>&1 || {
    cat "$folder/npm.log" >&2
    echo "node.sh: npm could not install what the charts are drawn with (see above); the first build needs a network" \
        "or npm's cache, later ones do not" >&2
    exit 69
}
# npm gives it the time of the package, or none that make could compare
touch "$folder/node_modules/.package-lock.json"
