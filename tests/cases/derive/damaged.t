# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The doctor makes the derived figures anew, and holds a release to its hash.
$ ilms init > log; ilms submit --quiet $DATA/labour.csv; ilms accept --allow 'a test' 1 > log; ilms release one > log; ilms doctor
$DATA/labour.csv: submission 1, ilostat: 8 cells in 3 question tables, 0 errors, 5 warnings
ilms.db: every invariant holds; 1 release
$ printf 'cp ilms.db sick.db; sqlite3 sick.db "$1"; ilms --base sick.db doctor 2>&1 | sed -E "s/[0-9a-f]{64}/HASH/g"; rm -f sick.db*\n' > damage
$ sh damage "DELETE FROM wk_derived WHERE indicator = 'MST_TEAP_SEX_AGE_CCT_NB'"
fault: the derived figures of MYS are not what follows from the others
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
$ sh damage "UPDATE wk_derived SET (lineage, lineage_sha256) = (SELECT lineage, lineage_sha256 FROM wk_derived WHERE indicator = 'MST_TEAP_SEX_AGE_CCT_RT') WHERE indicator = 'MST_TEAP_SEX_AGE_CCT_NB'"
fault: the derived figures of MYS are not what follows from the others
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
$ sh damage "UPDATE wk_derived SET block = x'00' WHERE indicator = 'MST_TEAP_SEX_AGE_CCT_NB'"
fault: the derived block MST_TEAP_SEX_AGE_CCT_NB MYS named HASH has other bytes than its SHA-256 says
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
$ sh damage "DROP TRIGGER pub_derived_delete; DELETE FROM pub_derived WHERE indicator = 'MST_TEAP_SEX_AGE_CCT_NB'"
fault: release one is named by the hash HASH, but its blocks give HASH
fault: the block HASH lies among what is public, but no release shows it to the public
fault: the origin HASH lies among what is public, but no release shows it to the public
ilms: sick.db: 3 invariants do not hold; restore the last backup, or look at the faults above
$ sh damage "UPDATE pub_derived SET block = ''"
Error: stepping, what was released is never changed (19)
sick.db: every invariant holds; 1 release
# made by another program: nothing is wrong, and the next release makes them anew
$ sqlite3 ilms.db "UPDATE wk_derived_area SET basis = printf('%064d', 0); DELETE FROM wk_derived"; ilms doctor; ilms release two > log; ilms doctor; ilms releases | cut -c44-
ilms.db: every invariant holds; 1 release
ilms.db: every invariant holds; 2 releases
10:00:00Z  tester      8 observations  d788f98acd61
10:00:00Z  tester      8 observations  d788f98acd61
