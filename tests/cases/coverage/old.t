# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# A base that the first version made: its release knows of no rounds, and its reference data of no questions.
$ gunzip -c $DATA/bases/schema-1.db.gz > ilms.db; ilms upgrade > log; ilms coverage
ilms: the reference data of this release do not say which tables are asked
? 68
$ ilms upgrade --reference > log; ilms coverage --accepted | tail -3
1 of 2,200 possible question tables (0.1 %): 0 whole, 1 in part
3 of 46,200 expected cells (0.1 %)
what was asked is not known: the base knows of no round
# a release with today's reference data: the older one is seen by the same questions
$ ilms release new > log; ilms coverage --by release; ilms coverage --by round
release "new", years 2001 to 2010 (the ten up to the last with figures; --years for others)
release                   of          possible collected  share  whole in part
2025.1                    2025-06-01      2200         1  0.1 %      0       1
new                       2026-01-15      2200         1  0.1 %      0       1
release "new", years 2001 to 2010 (the ten up to the last with figures; --years for others)
what was asked is not known: the release knows of no round
