# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Every rule of the catalogue is produced by some transcript (as text, in expected output).
$ for rule in $(ilms rules --json | sed 's/.*"rule":"\([A-Z0-9]*\)".*/\1/'); do
>   grep -qrE "(error|warning|info) $rule: " $REPO/tests/cases --include=*.t || echo "$rule is never produced"
> done
