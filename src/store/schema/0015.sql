-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Technical meetings: agenda, participants, documents, conclusions and what became of them, and the round
-- that was launched from one.

CREATE TABLE sys_meeting (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    place TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day TEXT NOT NULL CHECK (length(last_day) = 10 AND last_day >= first_day),
    round INTEGER REFERENCES sys_round (id), -- NULL: none in particular
    earlier INTEGER REFERENCES sys_meeting (id), -- the meeting before it
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- An agenda changes until the day comes, so these may be replaced and taken away.
CREATE TABLE sys_meeting_session (
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    day TEXT NOT NULL CHECK (length(day) = 10),
    begins TEXT NOT NULL CHECK (length(begins) IN (0, 5)),
    ends TEXT NOT NULL CHECK (length(ends) IN (0, 5)),
    title TEXT NOT NULL CHECK (title <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'presentation', 'group work', 'plenary', 'closing')),
    ref_area TEXT NOT NULL,
    office TEXT NOT NULL,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

-- Who is taken off the list is gone, with the name.
CREATE TABLE sys_meeting_participant (
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    role TEXT NOT NULL CHECK (role IN ('specialist', 'delegate', 'partner', 'donor', 'secretariat', 'observer')),
    ref_area TEXT NOT NULL,
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    persons INTEGER NOT NULL CHECK (persons > 0),
    person TEXT NOT NULL CHECK (person = '' OR persons = 1),
    user_id INTEGER REFERENCES sys_user (id),
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;

-- Of a file that was removed what it was stays, and its bytes go.
CREATE TABLE sys_meeting_document (
    id INTEGER NOT NULL PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    session INTEGER NOT NULL, -- 0: of the meeting as a whole
    kind TEXT NOT NULL CHECK (kind IN ('paper', 'presentation', 'minutes')),
    title TEXT NOT NULL CHECK (title <> ''),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    nbytes INTEGER NOT NULL,
    packed BLOB NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    removed_at TEXT NOT NULL DEFAULT '', -- '': it is there
    removed_by TEXT NOT NULL DEFAULT '',
    UNIQUE (meeting, number)
) STRICT;

CREATE TABLE sys_conclusion (
    id INTEGER NOT NULL PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    session INTEGER NOT NULL, -- 0: of none in particular
    working_group TEXT NOT NULL, -- '': the plenary
    kind TEXT NOT NULL CHECK (kind IN ('conclusion', 'recommendation', 'action')),
    content TEXT NOT NULL CHECK (content <> ''),
    due TEXT NOT NULL CHECK (length(due) IN (0, 10)),
    carried INTEGER UNIQUE REFERENCES sys_conclusion (id), -- that of the meeting before which it goes on with
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (meeting, number)
) STRICT;

CREATE TABLE sys_conclusion_assignee (
    conclusion INTEGER NOT NULL REFERENCES sys_conclusion (id),
    ref_area TEXT NOT NULL,
    organisation TEXT NOT NULL CHECK ((ref_area = '') <> (organisation = '')),
    PRIMARY KEY (conclusion, ref_area, organisation)
) STRICT, WITHOUT ROWID;

CREATE TABLE sys_conclusion_note (
    id INTEGER NOT NULL PRIMARY KEY,
    conclusion INTEGER NOT NULL REFERENCES sys_conclusion (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'in progress', 'done', 'dropped')),
    ref_area TEXT NOT NULL, -- '': of all to whom it is assigned
    note TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX sys_conclusion_note_conclusion ON sys_conclusion_note (conclusion, id);

-- A round that was launched from a meeting.
CREATE TABLE sys_meeting_round (
    round INTEGER NOT NULL PRIMARY KEY REFERENCES sys_round (id),
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- The briefing as it was printed last in a language; `basis` is the SHA-256 of what it was printed from.
CREATE TABLE sys_briefing (
    meeting INTEGER NOT NULL REFERENCES sys_meeting (id),
    language TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (length(basis) = 64),
    pdf BLOB NOT NULL,
    PRIMARY KEY (meeting, language)
) STRICT;

-- only sqlite
CREATE TRIGGER sys_meeting_delete BEFORE DELETE ON sys_meeting
BEGIN SELECT RAISE(ABORT, 'a meeting is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_meeting_document_update BEFORE UPDATE OF id, meeting, number, session, kind, title, file_name,
    sha256, nbytes, at, who ON sys_meeting_document
BEGIN SELECT RAISE(ABORT, 'a document of a meeting is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_meeting_document_remove BEFORE UPDATE OF packed, removed_at, removed_by ON sys_meeting_document
WHEN OLD.removed_at <> '' OR NEW.removed_at = '' OR length(NEW.packed) > 0
BEGIN SELECT RAISE(ABORT, 'a document of a meeting is removed once'); END;
-- only sqlite
CREATE TRIGGER sys_meeting_document_delete BEFORE DELETE ON sys_meeting_document
BEGIN SELECT RAISE(ABORT, 'what a document of a meeting was stays'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_update BEFORE UPDATE ON sys_conclusion
BEGIN SELECT RAISE(ABORT, 'what a meeting concluded is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_delete BEFORE DELETE ON sys_conclusion
BEGIN SELECT RAISE(ABORT, 'what a meeting concluded is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_assignee_update BEFORE UPDATE ON sys_conclusion_assignee
BEGIN SELECT RAISE(ABORT, 'what a meeting concluded is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_assignee_delete BEFORE DELETE ON sys_conclusion_assignee
BEGIN SELECT RAISE(ABORT, 'what a meeting concluded is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_note_update BEFORE UPDATE ON sys_conclusion_note
BEGIN SELECT RAISE(ABORT, 'what was said of a conclusion is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_conclusion_note_delete BEFORE DELETE ON sys_conclusion_note
BEGIN SELECT RAISE(ABORT, 'what was said of a conclusion is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_meeting_round_update BEFORE UPDATE ON sys_meeting_round
BEGIN SELECT RAISE(ABORT, 'from which meeting a round was launched is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_meeting_round_delete BEFORE DELETE ON sys_meeting_round
BEGIN SELECT RAISE(ABORT, 'from which meeting a round was launched is never deleted'); END;
