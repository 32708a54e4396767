# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Several at once: one writes after the other, nothing is lost, readers go on.
$ ilms init > log; for i in 1 2 3 4 5 6 7 8; do sed "s/164.000/164.00$i/" $DATA/good.csv > $i.csv; done
$ for i in 1 2 3 4 5 6 7 8; do ilms submit --quiet $i.csv > $i.out 2>&1 & done; for i in 1 2 3 4; do ilms doctor > $i.doc & done; wait; cat ?.out | wc -l; ilms submissions | wc -l; cat ?.doc | sort -u
8
8
ilms.db: every invariant holds; 0 releases
$ for i in 1 2 3 4 5 6 7 8; do ilms accept $i --allow all > $i.out 2>&1 & done; wait; cat ?.out | wc -l
8
$ ilms submissions | grep -c accepted
8
$ for i in 1 2 3 4; do ilms release r$i > $i.out 2>&1 & done; wait; ilms releases | wc -l
4
# the same file by two at once is one submission
$ cp $DATA/census.csv a.csv; for i in 1 2 3 4; do ilms submit --quiet a.csv > $i.out 2>&1 & done; wait; cat [1234].out | grep -c 'received before'; ilms submissions | grep -c a.csv
3
1
