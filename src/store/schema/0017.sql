-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Reports, and printed briefings of meetings, that are made in the background; what was made of an order is
-- kept until it is published or thrown away.

CREATE TABLE sys_report_order (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    release INTEGER REFERENCES pub_release (id), -- of a report
    consultation TEXT NOT NULL,                  -- the name of the one whose record is printed; ''
    meeting INTEGER REFERENCES sys_meeting (id), -- of a briefing
    language TEXT NOT NULL CHECK (language <> ''),
    formats TEXT NOT NULL CHECK (formats <> ''), -- 'html,pdf'
    origin TEXT NOT NULL,
    basis TEXT NOT NULL,                         -- SHA-256 of the briefing's HTML
    html BLOB NOT NULL,                          -- that, compressed, until it is printed
    state TEXT NOT NULL CHECK (state IN ('waiting', 'making', 'done', 'failed', 'published', 'dropped')),
    turn INTEGER NOT NULL,                       -- how often it was begun
    until TEXT NOT NULL,                         -- whoever makes it says by then that it goes on
    began_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    message TEXT NOT NULL,                       -- why it failed
    title TEXT NOT NULL,
    draft TEXT NOT NULL,                         -- 'Draft for consultation until ...'; '': final
    CHECK ((release IS NULL) <> (meeting IS NULL))
) STRICT;
CREATE INDEX sys_report_order_open ON sys_report_order (state, id) WHERE state IN ('waiting', 'making');

CREATE TABLE sys_report_order_file (
    report_order INTEGER NOT NULL REFERENCES sys_report_order (id),
    name TEXT NOT NULL CHECK (name <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    nbytes INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (report_order, name)
) STRICT;

-- only sqlite
CREATE TRIGGER sys_report_order_delete BEFORE DELETE ON sys_report_order
BEGIN SELECT RAISE(ABORT, 'an order of a report is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_report_order_update
BEFORE UPDATE OF id, at, who, release, consultation, meeting, language, formats, origin, basis ON sys_report_order
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_report_order_ended BEFORE UPDATE ON sys_report_order
WHEN OLD.state IN ('published', 'dropped')
BEGIN SELECT RAISE(ABORT, 'an order that has ended stays so'); END;
-- only sqlite
CREATE TRIGGER sys_report_order_file_update BEFORE UPDATE ON sys_report_order_file
BEGIN SELECT RAISE(ABORT, 'a file that was made is never changed'); END;
