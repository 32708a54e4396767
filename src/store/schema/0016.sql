-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Published reports: their files as they were made of a release. They are public from when the release
-- is; who published them is in the audit log.

-- An edition in a language. Editions of one name are of one release.
CREATE TABLE pub_report (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    language TEXT NOT NULL CHECK (language <> ''),
    release INTEGER NOT NULL REFERENCES pub_release (id),
    title TEXT NOT NULL CHECK (title <> ''),
    published_at TEXT NOT NULL,
    UNIQUE (name, language)
) STRICT;

CREATE TABLE pub_report_bytes (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE pub_report_file (
    report INTEGER NOT NULL REFERENCES pub_report (id),
    kind TEXT NOT NULL CHECK (kind IN ('report', 'fact-sheet', 'briefing')),
    ref_area TEXT NOT NULL, -- '': of the region
    format TEXT NOT NULL CHECK (format IN ('html', 'pdf', 'docx')),
    nbytes INTEGER NOT NULL,
    content TEXT NOT NULL REFERENCES pub_report_bytes (sha256),
    PRIMARY KEY (report, kind, ref_area, format)
) STRICT, WITHOUT ROWID;

-- All editions of a name are no longer handed out; that they were there, and why they are not, is told.
CREATE TABLE pub_report_withdrawal (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER pub_report_update BEFORE UPDATE ON pub_report
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_report_delete BEFORE DELETE ON pub_report
BEGIN SELECT RAISE(ABORT, 'what was published is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_report_bytes_update BEFORE UPDATE ON pub_report_bytes
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_report_bytes_delete BEFORE DELETE ON pub_report_bytes
BEGIN SELECT RAISE(ABORT, 'what was published is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_report_file_update BEFORE UPDATE ON pub_report_file
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_report_file_delete BEFORE DELETE ON pub_report_file
BEGIN SELECT RAISE(ABORT, 'what was published is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_report_withdrawal_update BEFORE UPDATE ON pub_report_withdrawal
BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays so'); END;
-- only sqlite
CREATE TRIGGER pub_report_withdrawal_delete BEFORE DELETE ON pub_report_withdrawal
BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays so'); END;
