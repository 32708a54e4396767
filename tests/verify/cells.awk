# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What `ilms query --format ilostat` gives, as lines "ref_area sex classif1 time value status" with a tab between,
# in persons: by header, since columns without content are left out.
BEGIN { FS = OFS = "\t" }
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
function field(name) { return name in at ? $(at[name]) : "" }
{
    value = field("obs_value")
    if (value != "")
        value = sprintf("%.0f", value * 1000)
    print field("ref_area"), field("sex"), field("classif1"), field("time"), value, field("obs_status")
}
