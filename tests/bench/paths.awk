# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# From the keys of all series (SDMX-CSV, detail=serieskeysonly) to addresses of answers: each
# series one (small), and neighbouring countries of a flow joined until an answer has about
# 1 MB (large). Mixed, the same way every time.
#
#     awk -F, -v small=FILE -v large=FILE -v series=330 -f paths.awk keys.csv

function give_large() {
    if (areas != "" && n >= series * 0.8 && n <= series * 1.4)
        print int(rand() * 1e9) " /rest/data/" flow "/" areas dots > large
    areas = ""; n = 0
}

BEGIN { srand(1) }
NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
{
    now = $1; sub(/^[^:]*:/, "", now); sub(/\(.*/, "", now)
    parts = split(now, part, "_")
    key = $column["REF_AREA"] ".A." $column["MEASURE"]
    for (i = 4; i < parts; i++) key = key "." $column[part[i]]
    print int(rand() * 1e9) " /rest/data/" now "/" key > small
    if (now != flow || ($column["REF_AREA"] != area && n >= series)) give_large()
    if (areas == "" || $column["REF_AREA"] != area) areas = areas (areas == "" ? "" : "+") $column["REF_AREA"]
    flow = now; area = $column["REF_AREA"]; n++
    dots = key; gsub(/[^.]/, "", dots)
}
END { give_large() }
