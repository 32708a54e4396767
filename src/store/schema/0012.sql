-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- That a table asked in a round does not apply to a country, and what a release says of rounds: what
-- was asked of whom, and what did not apply.

-- The newest of a round, country and table counts; without a reason it takes back what was said.
CREATE TABLE sys_waiver (
    id INTEGER NOT NULL PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES sys_round (id),
    ref_area TEXT NOT NULL CHECK (ref_area <> ''),
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX sys_waiver_round ON sys_waiver (round, ref_area, indicator, id);

-- A round as it stood when the release was made.
CREATE TABLE pub_round (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    round INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    opened_at TEXT NOT NULL,
    deadline TEXT NOT NULL,
    closed_at TEXT NOT NULL, -- '': open
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    criterion TEXT NOT NULL,
    PRIMARY KEY (release, round)
) STRICT, WITHOUT ROWID;

-- What a round asks does not change, so all releases share it.
CREATE TABLE pub_ask (
    round INTEGER NOT NULL,
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    PRIMARY KEY (round, ref_area, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE pub_waiver (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    round INTEGER NOT NULL,
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (release, round, ref_area, indicator)
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER sys_waiver_update BEFORE UPDATE ON sys_waiver
BEGIN SELECT RAISE(ABORT, 'what a country said is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_waiver_delete BEFORE DELETE ON sys_waiver
BEGIN SELECT RAISE(ABORT, 'what a country said is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_round_update BEFORE UPDATE ON pub_round
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_round_delete BEFORE DELETE ON pub_round
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_ask_update BEFORE UPDATE ON pub_ask
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_ask_delete BEFORE DELETE ON pub_ask
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_waiver_update BEFORE UPDATE ON pub_waiver
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_waiver_delete BEFORE DELETE ON pub_waiver
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
