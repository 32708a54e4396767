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
28,44d27
< | `meeting add` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting set` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting session` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting participant add` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting participant remove` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting participant list` | anywhere |  |  | yes | yes | yes | yes | yes |
< | `meeting document add` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting document get` | anywhere |  |  | yes | yes | yes | yes | yes |
< | `meeting document list` | anywhere |  |  | yes | yes | yes | yes | yes |
< | `meeting document remove` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting conclude` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting track` | anywhere | yes |  |  | country | country | yes | yes |
< | `meeting carry` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting show` | anywhere |  |  | yes | yes | yes | yes | yes |
< | `meeting list` | anywhere |  |  | yes | yes | yes | yes | yes |
< | `meeting launch` | anywhere | yes |  |  |  |  | yes | yes |
< | `meeting briefing` | anywhere |  |  | yes | yes | yes | yes | yes |
68,85d50
< | `statement set` | anywhere | yes |  |  | country | country | yes | yes |
< | `statement list` | anywhere |  |  |  | country | country | yes | yes |
< | `recommendation add` | anywhere | yes |  |  |  |  | yes | yes |
< | `recommendation edit` | anywhere | yes |  |  |  |  | yes | yes |
< | `recommendation remove` | anywhere | yes |  |  |  |  | yes | yes |
< | `recommendation list` | anywhere |  |  |  | yes | yes | yes | yes |
< | `consultation open` | anywhere | yes |  |  |  |  | yes | yes |
< | `consultation revise` | anywhere | yes |  |  |  |  | yes | yes |
< | `consultation say` | anywhere | yes |  |  | country | country |  | yes |
< | `consultation agree-rest` | anywhere | yes |  |  | country | country |  | yes |
< | `consultation answer` | anywhere | yes |  |  |  |  | yes | yes |
< | `consultation status` | anywhere |  |  |  | yes | yes | yes | yes |
< | `consultation show` | anywhere |  |  |  | yes | yes | yes | yes |
< | `consultation record` | anywhere |  |  |  | yes | yes | yes | yes |
< | `consultation list` | anywhere |  |  |  | yes | yes | yes | yes |
< | `consultation remind` | anywhere | yes |  |  |  |  | yes | yes |
< | `consultation extend` | anywhere | yes |  |  |  |  | yes | yes |
< | `consultation close` | anywhere | yes |  |  |  |  | yes | yes |
93,96d57
< | `report publish` | anywhere | yes |  |  |  |  | yes | yes |
< | `report withdraw` | anywhere | yes |  |  |  |  | yes | yes |
< | `report list` | anywhere |  | yes | yes | yes | yes | yes | yes |
< | `report get` | local |  | yes | yes | yes | yes | yes | yes |
122d82
< | `report` | local |  | yes | yes | yes | yes | yes | yes |
? 1
