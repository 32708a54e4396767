-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Sharing in accordance with national law: who may see which figures of a country, and how it is
-- held to. Each audience has blocks of its own, made from what it may see and from nothing else.

-- The rules. Of indicator and source '' means all, of the years 0 that they are open; until: a day,
-- '' for ever.
CREATE TABLE sys_share (
    id INTEGER NOT NULL PRIMARY KEY,
    ref_area TEXT NOT NULL CHECK (ref_area <> ''),
    indicator TEXT NOT NULL,
    source TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('members', 'office')),
    until TEXT NOT NULL,
    ground TEXT NOT NULL CHECK (ground <> ''),
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    revoked_at TEXT NOT NULL DEFAULT '', -- '': it stands
    revoked_by TEXT NOT NULL DEFAULT '',
    revoked_ground TEXT NOT NULL DEFAULT ''
) STRICT;

-- Who has read what the public may not see.
CREATE TABLE sys_read (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    release INTEGER NOT NULL REFERENCES pub_release (id),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    audience TEXT NOT NULL,
    how TEXT NOT NULL
) STRICT;
CREATE INDEX sys_read_area ON sys_read (ref_area, at);

-- The workshop's: where an audience gets another block than wk_block and wk_derived have, from when
-- on ('': from the release on). sha256 '': nothing. Made anew with each release.
CREATE TABLE wk_variant (
    audience TEXT NOT NULL CHECK (audience IN ('public', 'members', 'office')),
    kind TEXT NOT NULL CHECK (kind IN ('reported', 'derived')),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    since TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
    origin_sha256 TEXT NOT NULL CHECK (length(origin_sha256) = length(sha256)),
    nseries INTEGER NOT NULL,
    nobs INTEGER NOT NULL,
    block BLOB NOT NULL,
    origin BLOB NOT NULL,
    PRIMARY KEY (audience, kind, indicator, ref_area, since)
) STRICT;

-- Of a release, what the public sees from a later day on in place of what it saw before; block NULL:
-- nothing.
CREATE TABLE pub_later (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    kind TEXT NOT NULL CHECK (kind IN ('reported', 'derived')),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since <> ''),
    block TEXT REFERENCES pub_block (sha256),
    origin TEXT REFERENCES pub_origin (sha256),
    PRIMARY KEY (release, kind, indicator, ref_area, since)
) STRICT, WITHOUT ROWID;

-- What others see in place of what the public sees. The public connection can read no shr_ table.
CREATE TABLE shr_block (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE shr_origin (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE shr_content (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    audience TEXT NOT NULL CHECK (audience IN ('members', 'office')),
    kind TEXT NOT NULL CHECK (kind IN ('reported', 'derived')),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    since TEXT NOT NULL,
    block TEXT REFERENCES shr_block (sha256),
    origin TEXT REFERENCES shr_origin (sha256),
    PRIMARY KEY (release, audience, kind, indicator, ref_area, since)
) STRICT, WITHOUT ROWID;

-- What an audience does not see any more of releases that are older than a rule, and when; of derived
-- figures indicator '' stands for all of the area. Not released content: it goes with its rule.
CREATE TABLE pub_withheld (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    kind TEXT NOT NULL CHECK (kind IN ('reported', 'derived')),
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('public', 'members')),
    rule INTEGER NOT NULL REFERENCES sys_share (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (release, kind, ref_area, indicator, audience, rule)
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER sys_share_update BEFORE UPDATE OF id, ref_area, indicator, source, first_year,
    last_year, audience, until, ground, decided_by, decided_at ON sys_share
BEGIN SELECT RAISE(ABORT, 'a rule of sharing is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_share_revoke BEFORE UPDATE OF revoked_at, revoked_by, revoked_ground ON sys_share
WHEN OLD.revoked_at <> ''
BEGIN SELECT RAISE(ABORT, 'a rule of sharing is revoked once'); END;
-- only sqlite
CREATE TRIGGER sys_share_delete BEFORE DELETE ON sys_share
BEGIN SELECT RAISE(ABORT, 'a rule of sharing is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_read_update BEFORE UPDATE ON sys_read
BEGIN SELECT RAISE(ABORT, 'the log of reads is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_read_delete BEFORE DELETE ON sys_read
BEGIN SELECT RAISE(ABORT, 'the log of reads is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_later_update BEFORE UPDATE ON pub_later
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_later_delete BEFORE DELETE ON pub_later
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER shr_block_update BEFORE UPDATE ON shr_block
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER shr_block_delete BEFORE DELETE ON shr_block
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER shr_origin_update BEFORE UPDATE ON shr_origin
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER shr_origin_delete BEFORE DELETE ON shr_origin
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER shr_content_update BEFORE UPDATE ON shr_content
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER shr_content_delete BEFORE DELETE ON shr_content
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
