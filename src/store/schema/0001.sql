-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- The rooms of a base: ref_ sys_ | in_ -> wk_ -> pub_. Only floor 3 (src/store) knows them.
--
-- How this folder is read (store/migrate.c): files in order of number, each once, all that a
-- base lacks in one transaction; a released file is never changed again. A statement ends
-- with a semicolon at the end of a line. The line "-- only sqlite" before a statement lets
-- other databases leave it out. The rest is shared; another database writes BIGINT, BYTEA and
-- nothing for INTEGER, BLOB and the words behind a table's closing bracket, and compares text
-- byte by byte. Times are texts of base/clock.h; hashes are SHA-256 in hexadecimal; '' is
-- "none" in texts, NULL in references.

-- Reference data: the files of data/, each version whole.
CREATE TABLE ref_version (
    id INTEGER NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE ref_file (
    version INTEGER NOT NULL REFERENCES ref_version (id),
    name TEXT NOT NULL,
    nbytes INTEGER NOT NULL CHECK (nbytes >= 0),
    packed BLOB NOT NULL, -- zstd
    PRIMARY KEY (version, name)
) STRICT;

-- Received: only added to. Of a submission only the state and the decision change, of a
-- question table only the state, of a finding only who allowed it.
CREATE TABLE in_submission (
    id INTEGER NOT NULL PRIMARY KEY,
    received_at TEXT NOT NULL,
    who TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('received', 'checked', 'errors', 'accepted', 'returned')),
    format TEXT NOT NULL,
    source TEXT NOT NULL,
    round TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
    ref_version INTEGER REFERENCES ref_version (id),
    ncells INTEGER NOT NULL CHECK (ncells >= 0),
    nfigures INTEGER NOT NULL CHECK (nfigures >= 0),
    ntables INTEGER NOT NULL CHECK (ntables >= 0),
    ninfos INTEGER NOT NULL CHECK (ninfos >= 0),
    nwarnings INTEGER NOT NULL CHECK (nwarnings >= 0),
    nerrors INTEGER NOT NULL CHECK (nerrors >= 0),
    nopen INTEGER NOT NULL CHECK (nopen >= 0 AND nopen <= nerrors),
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX in_submission_same ON in_submission (sha256, source, round);

CREATE TABLE in_file (
    submission INTEGER NOT NULL PRIMARY KEY REFERENCES in_submission (id),
    packed BLOB NOT NULL -- zstd
) STRICT;

CREATE TABLE in_table (
    id INTEGER NOT NULL PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES in_submission (id),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    source TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('received', 'checked', 'errors', 'accepted', 'returned')),
    ncells INTEGER NOT NULL CHECK (ncells >= 0),
    nerrors INTEGER NOT NULL CHECK (nerrors >= 0),
    nwarnings INTEGER NOT NULL CHECK (nwarnings >= 0),
    cells BLOB NOT NULL -- model/block.h, table_pack
) STRICT;
CREATE INDEX in_table_submission ON in_table (submission, id);
CREATE INDEX in_table_accepted ON in_table (indicator, ref_area, id) WHERE state = 'accepted';

CREATE TABLE in_finding (
    id INTEGER NOT NULL PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES in_submission (id),
    question_table INTEGER REFERENCES in_table (id),
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    sheet INTEGER NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    source TEXT NOT NULL,
    sex TEXT NOT NULL,
    classif1 TEXT NOT NULL,
    classif2 TEXT NOT NULL,
    period TEXT NOT NULL,
    value TEXT NOT NULL,
    message TEXT NOT NULL,
    allowed_at TEXT NOT NULL,
    allowed_by TEXT NOT NULL,
    allowed_reason TEXT NOT NULL
) STRICT;
CREATE INDEX in_finding_place ON in_finding (submission, sheet, row_no, column_no, id);

-- The workshop: the best current value per key, packed. May be thrown away and made again.
CREATE TABLE wk_block (
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    origin_sha256 TEXT NOT NULL CHECK (length(origin_sha256) = 64),
    nseries INTEGER NOT NULL,
    nobs INTEGER NOT NULL,
    block BLOB NOT NULL,
    origin BLOB NOT NULL,
    PRIMARY KEY (indicator, ref_area)
) STRICT;

-- Released: never changed. Releases share the blocks that are the same.
CREATE TABLE pub_release (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    released_at TEXT NOT NULL,
    embargo TEXT NOT NULL,
    who TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    ref_version INTEGER REFERENCES ref_version (id),
    nblocks INTEGER NOT NULL,
    nseries INTEGER NOT NULL,
    nobs INTEGER NOT NULL
) STRICT;

CREATE TABLE pub_block (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE pub_origin (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE pub_content (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    block TEXT NOT NULL REFERENCES pub_block (sha256),
    origin TEXT NOT NULL REFERENCES pub_origin (sha256),
    PRIMARY KEY (release, indicator, ref_area)
) STRICT, WITHOUT ROWID;

-- Who did what.
CREATE TABLE sys_audit (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    op TEXT NOT NULL,
    params TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;

-- What is immutable says so itself. (Elsewhere: REVOKE UPDATE, DELETE.)
-- only sqlite
CREATE TRIGGER ref_version_update BEFORE UPDATE ON ref_version
BEGIN SELECT RAISE(ABORT, 'a version of the reference data is never changed'); END;
-- only sqlite
CREATE TRIGGER ref_version_delete BEFORE DELETE ON ref_version
BEGIN SELECT RAISE(ABORT, 'a version of the reference data is never deleted'); END;
-- only sqlite
CREATE TRIGGER ref_file_update BEFORE UPDATE ON ref_file
BEGIN SELECT RAISE(ABORT, 'a version of the reference data is never changed'); END;
-- only sqlite
CREATE TRIGGER ref_file_delete BEFORE DELETE ON ref_file
BEGIN SELECT RAISE(ABORT, 'a version of the reference data is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_submission_update BEFORE UPDATE OF id, received_at, who, format, source,
    round, file_name, sha256, file_bytes, ref_version, ncells, nfigures, ntables, ninfos,
    nwarnings, nerrors ON in_submission
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_submission_delete BEFORE DELETE ON in_submission
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_file_update BEFORE UPDATE ON in_file
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_file_delete BEFORE DELETE ON in_file
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_table_update BEFORE UPDATE OF id, submission, indicator, ref_area, source,
    period, ncells, nerrors, nwarnings, cells ON in_table
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_table_delete BEFORE DELETE ON in_table
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_finding_update BEFORE UPDATE OF id, submission, question_table, rule,
    severity, sheet, row_no, column_no, indicator, ref_area, source, sex, classif1, classif2,
    period, value, message ON in_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
-- only sqlite
CREATE TRIGGER in_finding_delete BEFORE DELETE ON in_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_release_update BEFORE UPDATE ON pub_release
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_release_delete BEFORE DELETE ON pub_release
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_content_update BEFORE UPDATE ON pub_content
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_content_delete BEFORE DELETE ON pub_content
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_block_update BEFORE UPDATE ON pub_block
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_block_delete BEFORE DELETE ON pub_block
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_origin_update BEFORE UPDATE ON pub_origin
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_origin_delete BEFORE DELETE ON pub_origin
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_audit_update BEFORE UPDATE ON sys_audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_audit_delete BEFORE DELETE ON sys_audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted'); END;
