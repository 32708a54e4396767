# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Who may do what is what the table of operations says.
$ ilms permissions | grep -E "^(operation|submit|accept|query|user add|audit|doctor) "
operation               reach            anyone      partner     specialist  approver    compiler    admin
submit                  country  writes  no          no          country     country     yes         yes
accept                  all      writes  no          no          no          no          yes         yes
query                   all      reads   yes         yes         yes         yes         yes         yes
user add                all      writes  no          no          no          no          no          yes
audit                   all      reads   no          no          no          no          yes         yes
doctor                  local    reads   no          no          no          no          no          yes
$ ilms permissions --json | grep -E '"(init|submit|query)"'
{"operation":"init","reach":"local","writes":false,"anyone":"no","partner":"no","specialist":"no","approver":"no","compiler":"no","admin":"yes"}
{"operation":"submit","reach":"country","writes":true,"anyone":"no","partner":"no","specialist":"country","approver":"country","compiler":"yes","admin":"yes"}
{"operation":"query","reach":"all","writes":false,"anyone":"yes","partner":"yes","specialist":"yes","approver":"yes","compiler":"yes","admin":"yes"}
# The page of the manual is up to date.
$ ilms permissions --page | diff - $REPO/doc/permissions.md
