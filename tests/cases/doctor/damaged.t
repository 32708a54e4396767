# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# sick base: every part damaged behind the program's back; the doctor sees it.
$ ilms init > log; ilms submit --quiet $DATA/good.csv; ilms accept 1; ilms release one; ilms doctor; ilms doctor --json
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
release 1 "one": 24 observations in 12 series, SHA-256 136a95877c07
ilms.db: every invariant holds; 1 release
{"healthy":true,"releases":1}
$ damage() { cp ilms.db sick.db; sqlite3 sick.db "$1"; said=$(ilms --base sick.db doctor 2>&1); code=$?; echo "$said" | sed "s/up to schema [0-9]*/up to schema N/"; rm -f sick.db*; return $code; }
> damage 'DROP TRIGGER in_submission_update; UPDATE in_submission SET nerrors = 3'
> damage 'DROP TRIGGER in_file_update; UPDATE in_file SET packed = zeroblob(20)'
> damage "DROP TRIGGER in_file_delete; DELETE FROM in_file"
> damage "UPDATE in_table SET state = 'returned' WHERE id = 1"
> damage "DROP TRIGGER pub_block_update; UPDATE pub_block SET bytes = zeroblob(50)"
> damage "DROP TRIGGER pub_content_delete; DELETE FROM pub_content"
> damage "UPDATE wk_block SET block = zeroblob(50)"
> damage "DELETE FROM wk_block"
> damage "DROP TRIGGER in_table_update; UPDATE in_table SET cells = zeroblob(9) WHERE id = 1"
> damage "DROP TRIGGER ref_file_update; UPDATE ref_file SET packed = zeroblob(9) WHERE name = 'region.csv'"
> damage "DROP TRIGGER pub_release_update; UPDATE pub_release SET nobs = 7"
> damage "PRAGMA application_id = 7"
> damage "PRAGMA user_version = 99"
fault: submission 1 says it has 3 errors, and the base has 0 of them
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
fault: the file good.csv of submission 1 cannot be unpacked: the stored bytes are not a zstd frame
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
fault: submission 1 says it has 1 file, and the base has 0 of them
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
fault: question table 1 is in state "returned", but the last decision on it is "accepted"
fault: MST_NCTE_SEX_CCT_NB of MYS is not what follows from what was accepted
ilms: sick.db: 2 invariants do not hold; restore the last backup, or look at the faults above
fault: the released block 06254f606f76f59aab5da47d09e72e0d9d9f119855c584d4ac0ecc379be5f541 has other bytes than its SHA-256 says
fault: the released block 06810a1e788526d533c81d926a917d7ad7d52713bb68daeaff81d537714ebe55 has other bytes than its SHA-256 says
fault: the released block bb9ac4e5a6736363030458243f1d99d1e42e220ae735c3f2478a8f602dd623e7 has other bytes than its SHA-256 says
fault: the released block c743ad85d73b6f52a423d63980857e128780cb0fef5c12f9f21445a3595c67e3 has other bytes than its SHA-256 says
fault: the released block ffaf3de5f6a393e6038f52de5ca0d367a43c99b89c7bc6bd5ab90b598e03ced6 has other bytes than its SHA-256 says
fault: release "one" cannot be loaded: release 1, MST_NCTE_SEX_CCT_NB of MYS: a stored block does not begin as one
ilms: sick.db: 6 invariants do not hold; restore the last backup, or look at the faults above
fault: release 1 says it has 1 block, and the base has 0 of them
fault: release one is named by the hash 136a95877c07a06ec6b067d377ac6268ce06c77bf762d0d0c39309f9c63e0f4c, but its blocks give 7b0ced46c647086c17e1bda7ec6b05cea72940db6aea7b365178cb1a73cc93ae
fault: the block bb9ac4e5a6736363030458243f1d99d1e42e220ae735c3f2478a8f602dd623e7 lies among what is public, but no release shows it to the public
fault: the origin 80bb16d98bb26a72e1671749b2deaec684bd771765c6bae7e4dc6ee81ed94060 lies among what is public, but no release shows it to the public
fault: release "one" says 24 observations and holds 0
ilms: sick.db: 5 invariants do not hold; restore the last backup, or look at the faults above
fault: the current block MST_NCTE_SEX_CCT_NB MYS named bb9ac4e5a6736363030458243f1d99d1e42e220ae735c3f2478a8f602dd623e7 has other bytes than its SHA-256 says
fault: the derived figures of MYS cannot be made: a stored block does not begin as one
ilms: sick.db: 2 invariants do not hold; restore the last backup, or look at the faults above
fault: MST_NCTE_SEX_CCT_NB of MYS is not what follows from what was accepted
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
fault: MST_NCTE_SEX_CCT_NB of MYS cannot be made from what was accepted: question table 1: a stored question table does not begin as one
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
fault: region.csv of version 1 of the reference data cannot be unpacked: the stored bytes are not a zstd frame
ilms: sick.db: reference data region.csv: the stored bytes are not a zstd frame
fault: release "one" says 7 observations and holds 24
ilms: sick.db: 1 invariant does not hold; restore the last backup, or look at the faults above
ilms: sick.db: this is the SQLite file of another program and no base; a base is a file made by "ilms init"
ilms: sick.db: this base has schema 99, written by a newer ilms; this one reads up to schema N
? 68
$ head -c 20000 ilms.db > cut.db; ilms --base cut.db doctor > out 2>&1; echo $?
69
$ ilms --base nowhere.db doctor; ilms --base $DATA/good.csv doctor; : > nothing.db; ilms --base nothing.db doctor; sqlite3 other.db 'CREATE TABLE t(x)'; ilms --base other.db doctor
ilms: nowhere.db: there is no such file; a base is a file made by "ilms init"
ilms: $DATA/good.csv: this is no base but another kind of file; a base is a file made by "ilms init"
ilms: nothing.db: the file is empty and no base; a base is a file made by "ilms init"
ilms: other.db: this is the SQLite file of another program and no base; a base is a file made by "ilms init"
? 65
$ sqlite3 ilms.db 'DELETE FROM in_submission'; sqlite3 ilms.db 'UPDATE pub_release SET nobs = 1'; sqlite3 ilms.db 'UPDATE sys_audit SET who = 1'
Error: stepping, what was received is never deleted (19)
Error: stepping, what was released is never changed (19)
Error: stepping, the audit log is never changed (19)
? 19
