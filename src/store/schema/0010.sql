-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- What a release says of its sources: the catalogue as it stood when the release was made, without
-- persons, and of each audience only the sources whose figures it sees.

-- What the public sees of a source, from when on: '', from the release on, or the day on which the first
-- of its figures becomes public.
CREATE TABLE pub_source (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    ref_area TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    field TEXT NOT NULL CHECK (field NOT IN ('', 'contact', 'contact_email', 'contact_phone')),
    since TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    PRIMARY KEY (release, ref_area, source, field)
) STRICT, WITHOUT ROWID;

-- The hash of all rows of a release with the same `since`.
CREATE TABLE pub_source_list (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    since TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (release, since)
) STRICT, WITHOUT ROWID;

-- The same of other audiences, where they see a source that the public does not see, or not yet.
CREATE TABLE shr_source (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    audience TEXT NOT NULL CHECK (audience IN ('members', 'office')),
    ref_area TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    field TEXT NOT NULL CHECK (field NOT IN ('', 'contact', 'contact_email', 'contact_phone')),
    since TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    PRIMARY KEY (release, audience, ref_area, source, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE shr_source_list (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    audience TEXT NOT NULL CHECK (audience IN ('members', 'office')),
    since TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (release, audience, since)
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER pub_source_update BEFORE UPDATE ON pub_source
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_source_delete BEFORE DELETE ON pub_source
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_source_list_update BEFORE UPDATE ON pub_source_list
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_source_list_delete BEFORE DELETE ON pub_source_list
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER shr_source_update BEFORE UPDATE ON shr_source
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER shr_source_delete BEFORE DELETE ON shr_source
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
-- only sqlite
CREATE TRIGGER shr_source_list_update BEFORE UPDATE ON shr_source_list
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER shr_source_list_delete BEFORE DELETE ON shr_source_list
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
