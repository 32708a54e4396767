-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- What countries say of how their data come about, what they are recommended to do, and consultations: the
-- drafts of a report with their parts, who is asked, what each country says of a part, and the answers. All
-- of it is only added to; of what is said again the newest counts.

-- The newest of a country and subject counts; an empty text takes it back.
CREATE TABLE sys_statement (
    id INTEGER NOT NULL PRIMARY KEY,
    ref_area TEXT NOT NULL CHECK (ref_area <> ''),
    subject TEXT NOT NULL CHECK (subject IN ('collection', 'practice', 'obstacles', 'plans')),
    round TEXT NOT NULL, -- in which it was gathered; may be empty
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX sys_statement_area ON sys_statement (ref_area, subject, id);

-- Versions of recommendations: the newest of a number counts, and one without text is removed.
CREATE TABLE sys_recommendation (
    id INTEGER NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    recipients TEXT NOT NULL, -- codes with blanks between; '': all members
    content TEXT NOT NULL
) STRICT;
CREATE INDEX sys_recommendation_number ON sys_recommendation (number, id);

CREATE TABLE sys_consultation (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    language TEXT NOT NULL CHECK (language <> ''),
    silence_agrees INTEGER NOT NULL CHECK (silence_agrees IN (0, 1)),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL
) STRICT;

CREATE TABLE sys_consultation_asked (
    consultation INTEGER NOT NULL REFERENCES sys_consultation (id),
    ref_area TEXT NOT NULL CHECK (ref_area <> ''),
    PRIMARY KEY (consultation, ref_area)
) STRICT, WITHOUT ROWID;

-- The last day on which something is accepted: the newest counts.
CREATE TABLE sys_consultation_until (
    id INTEGER NOT NULL PRIMARY KEY,
    consultation INTEGER NOT NULL REFERENCES sys_consultation (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX sys_consultation_until_of ON sys_consultation_until (consultation, id);

CREATE TABLE sys_consultation_closed (
    consultation INTEGER NOT NULL PRIMARY KEY REFERENCES sys_consultation (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- A draft is made from a release and from what was said up to these rows.
CREATE TABLE sys_draft (
    consultation INTEGER NOT NULL REFERENCES sys_consultation (id),
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    release INTEGER NOT NULL REFERENCES pub_release (id),
    last_statement INTEGER NOT NULL,
    last_recommendation INTEGER NOT NULL,
    nparts INTEGER NOT NULL CHECK (nparts > 0),
    PRIMARY KEY (consultation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sys_draft_part (
    consultation INTEGER NOT NULL,
    draft INTEGER NOT NULL,
    place INTEGER NOT NULL, -- in the draft, from 0
    part TEXT NOT NULL CHECK (part <> ''), -- its id: the same from draft to draft
    number TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('paragraph', 'figure', 'table', 'recommendation')),
    chapter TEXT NOT NULL,
    ref_area TEXT NOT NULL, -- '': of the region
    content TEXT NOT NULL,
    html TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of what it says
    PRIMARY KEY (consultation, draft, place),
    FOREIGN KEY (consultation, draft) REFERENCES sys_draft (consultation, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sys_draft_part_part ON sys_draft_part (consultation, draft, part);

-- The draft as it could be read: a file of HTML, zstd.
CREATE TABLE sys_draft_document (
    consultation INTEGER NOT NULL,
    draft INTEGER NOT NULL,
    nbytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the file
    packed BLOB NOT NULL,
    PRIMARY KEY (consultation, draft),
    FOREIGN KEY (consultation, draft) REFERENCES sys_draft (consultation, number)
) STRICT, WITHOUT ROWID;

-- What a country says of a part as it read in that draft: the newest of a part and country counts.
CREATE TABLE sys_position (
    id INTEGER NOT NULL PRIMARY KEY,
    consultation INTEGER NOT NULL,
    draft INTEGER NOT NULL,
    part TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('none', 'agree', 'object', 'comment')),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> '' OR kind IN ('none', 'agree')),
    FOREIGN KEY (consultation, draft, part) REFERENCES sys_draft_part (consultation, draft, part),
    FOREIGN KEY (consultation, ref_area) REFERENCES sys_consultation_asked (consultation, ref_area)
) STRICT;
CREATE INDEX sys_position_part ON sys_position (consultation, part, ref_area, id);

-- By the compiler: the newest of a position counts.
CREATE TABLE sys_position_answer (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES sys_position (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> '')
) STRICT;
CREATE INDEX sys_position_answer_position ON sys_position_answer (position, id);

-- only sqlite
CREATE TRIGGER sys_statement_update BEFORE UPDATE ON sys_statement
BEGIN SELECT RAISE(ABORT, 'what a country said is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_statement_delete BEFORE DELETE ON sys_statement
BEGIN SELECT RAISE(ABORT, 'what a country said is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_recommendation_update BEFORE UPDATE ON sys_recommendation
BEGIN SELECT RAISE(ABORT, 'what was recommended is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_recommendation_delete BEFORE DELETE ON sys_recommendation
BEGIN SELECT RAISE(ABORT, 'what was recommended is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_update BEFORE UPDATE ON sys_consultation
BEGIN SELECT RAISE(ABORT, 'a consultation is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_delete BEFORE DELETE ON sys_consultation
BEGIN SELECT RAISE(ABORT, 'a consultation is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_asked_update BEFORE UPDATE ON sys_consultation_asked
BEGIN SELECT RAISE(ABORT, 'who was asked is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_asked_delete BEFORE DELETE ON sys_consultation_asked
BEGIN SELECT RAISE(ABORT, 'who was asked is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_until_update BEFORE UPDATE ON sys_consultation_until
BEGIN SELECT RAISE(ABORT, 'a date that was set is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_until_delete BEFORE DELETE ON sys_consultation_until
BEGIN SELECT RAISE(ABORT, 'a date that was set is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_closed_update BEFORE UPDATE ON sys_consultation_closed
BEGIN SELECT RAISE(ABORT, 'the end of a consultation is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_consultation_closed_delete BEFORE DELETE ON sys_consultation_closed
BEGIN SELECT RAISE(ABORT, 'the end of a consultation is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_draft_update BEFORE UPDATE ON sys_draft
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_draft_delete BEFORE DELETE ON sys_draft
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_draft_part_update BEFORE UPDATE ON sys_draft_part
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_draft_part_delete BEFORE DELETE ON sys_draft_part
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_position_update BEFORE UPDATE ON sys_position
BEGIN SELECT RAISE(ABORT, 'what a country said is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_position_delete BEFORE DELETE ON sys_position
BEGIN SELECT RAISE(ABORT, 'what a country said is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_position_answer_update BEFORE UPDATE ON sys_position_answer
BEGIN SELECT RAISE(ABORT, 'what was answered is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_position_answer_delete BEFORE DELETE ON sys_position_answer
BEGIN SELECT RAISE(ABORT, 'what was answered is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_draft_document_update BEFORE UPDATE ON sys_draft_document
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_draft_document_delete BEFORE DELETE ON sys_draft_document
BEGIN SELECT RAISE(ABORT, 'a draft that was put before countries is never deleted'); END;
