#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# floors.sh: may every file of src/ include what it includes? src/FLOORS gives each folder a
# floor; a file may include its own folder and lower floors, never a neighbour or above. And is
# no line longer than 120 columns, nor in the C files of tests/ and tools/? Violations come as
# file:line. One test per folder of src/, one for tests/ and one for tools/.
set -eu
cd "$(dirname "$0")/.."

# shellcheck disable=SC2046
LC_ALL=C awk '
function violation(where, what) { print where ": " what; bad[folder] = 1 }
FILENAME == "src/FLOORS" {
    if ($1 !~ /^#/ && NF) floor[$2] = $1
    next
}
FNR == 1 {
    split(FILENAME, part, "/")
    in_src = part[1] == "src"
    folder = in_src ? part[2] : part[1]
    folders[folder] = 1
    if (in_src && !(folder in floor)) violation("src/FLOORS", "the folder " folder " is not listed")
}
{
    line = $0
    gsub(/[\200-\277]/, "", line) # a letter is a column, however many bytes it has
    if (length(line) > 120)
        violation(FILENAME ":" FNR, "the line has " length(line) " columns, more than 120")
}
in_src && /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, piece, "\"")
    n = split(piece[2], to, "/")
    if (n != 2) {
        violation(FILENAME ":" FNR, "\"" piece[2] "\" is to be included with its folder")
    } else if (!(to[1] in floor)) {
        violation(FILENAME ":" FNR, "\"" piece[2] "\" is in a folder that src/FLOORS does not list")
    } else if (to[1] != folder && (folder in floor) && floor[to[1]] >= floor[folder]) {
        violation(FILENAME ":" FNR, folder " (floor " floor[folder] ") may not include \"" piece[2] \
                  "\" (floor " floor[to[1]] ")")
    }
}
END {
    for (f in floor) if (!(f in folders)) { print "src/FLOORS: there is no folder " f; bad[f] = 1 }
    for (f in folders) if (f in bad) failed++; else passed++
    for (f in bad) if (!(f in folders)) failed++
    printf "%d passed, %d failed\n", passed, failed
    exit failed > 0
}' src/FLOORS src/*/*.c src/*/*.h $(find tests tools -name node_modules -prune -o -name '*.[ch]' -print | sort)
