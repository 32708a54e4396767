#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# floors.sh: may every file of src/ include what it includes? src/FLOORS gives each folder a
# floor; a file may include its own folder and lower floors, never a neighbour or above. And is
# no line longer than 120 columns? Violations come as file:line. One test per folder.
set -eu
cd "$(dirname "$0")/.."

# where lines are still longer
wide='^src/(server|report)/|^src/io/workbook_write[.]c$'

LC_ALL=C awk -v wide="$wide" '
function violation(where, what) { print where ": " what; bad[folder] = 1 }
FILENAME == "src/FLOORS" {
    if ($1 !~ /^#/ && NF) floor[$2] = $1
    next
}
FNR == 1 {
    split(FILENAME, part, "/")
    folder = part[2]
    folders[folder] = 1
    if (!(folder in floor)) violation("src/FLOORS", "the folder " folder " is not listed")
}
{
    line = $0
    gsub(/[\200-\277]/, "", line) # a letter is a column, however many bytes it has
    if (length(line) > 120 && FILENAME !~ wide)
        violation(FILENAME ":" FNR, "the line has " length(line) " columns, more than 120")
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
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
}' src/FLOORS src/*/*.c src/*/*.h
