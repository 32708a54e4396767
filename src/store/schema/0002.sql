-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Rounds, and what a questionnaire says besides figures.

CREATE TABLE sys_round (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    deadline TEXT NOT NULL, -- a day: 2026-11-30
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL CHECK (last_year >= first_year),
    criterion TEXT NOT NULL CHECK (criterion IN ('birth', 'citizenship', 'both'))
) STRICT;

-- The sheets of a workbook, so that a finding can name its own.
CREATE TABLE in_sheet (
    submission INTEGER NOT NULL REFERENCES in_submission (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (submission, number)
) STRICT;

-- What the rows and columns of a free-form file mean, as it was read with.
CREATE TABLE in_mapping (
    submission INTEGER NOT NULL PRIMARY KEY REFERENCES in_submission (id),
    content TEXT NOT NULL
) STRICT;

-- What was said in words: of a source, of a table, in general, in answer to a finding (type: its
-- rule), by whom (a person: never published).
CREATE TABLE in_remark (
    id INTEGER NOT NULL PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES in_submission (id),
    kind TEXT NOT NULL CHECK (kind IN ('source', 'table', 'answer', 'contact')),
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
    type TEXT NOT NULL,
    content TEXT NOT NULL,
    public INTEGER NOT NULL CHECK (public IN (0, 1))
) STRICT;
CREATE INDEX in_remark_submission ON in_remark (submission, id);

-- Why the country stands by the figure; '' when it has said nothing.
ALTER TABLE in_finding ADD COLUMN answer TEXT NOT NULL DEFAULT '';

-- only sqlite
CREATE TRIGGER in_finding_answer_update BEFORE UPDATE OF answer ON in_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
-- only sqlite
CREATE TRIGGER in_sheet_update BEFORE UPDATE ON in_sheet
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_sheet_delete BEFORE DELETE ON in_sheet
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_mapping_update BEFORE UPDATE ON in_mapping
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_mapping_delete BEFORE DELETE ON in_mapping
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_remark_update BEFORE UPDATE ON in_remark
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_remark_delete BEFORE DELETE ON in_remark
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
