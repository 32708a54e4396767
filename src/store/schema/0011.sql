-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Collections of others: figures of an international organisation, beside what countries report and
-- never among it. Each import makes the whole of a vintage anew; what it did not change it shares with
-- the one before.

-- A vintage as it was after an import. Readers see the last one of each code and vintage.
CREATE TABLE pub_collection (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (code <> ''),
    vintage TEXT NOT NULL CHECK (vintage <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    publisher TEXT NOT NULL CHECK (publisher <> ''),
    licence TEXT NOT NULL CHECK (licence <> ''),
    attribution TEXT NOT NULL CHECK (attribution <> ''),
    address TEXT NOT NULL,
    definition TEXT NOT NULL CHECK (definition <> ''),
    criterion TEXT NOT NULL CHECK (criterion IN ('birth', 'citizenship', 'mixed')),
    population TEXT NOT NULL CHECK (population <> ''),
    retrieved TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    who TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the last file
    ref_version INTEGER REFERENCES ref_version (id),
    added_to INTEGER REFERENCES pub_collection (id), -- the import before it; NULL: begun anew
    nblocks INTEGER NOT NULL,
    nobs INTEGER NOT NULL
) STRICT;
CREATE INDEX pub_collection_vintage ON pub_collection (code, vintage, id);

CREATE TABLE pub_collection_bytes (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE pub_collection_block (
    collection INTEGER NOT NULL REFERENCES pub_collection (id),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    block TEXT NOT NULL REFERENCES pub_collection_bytes (sha256),
    PRIMARY KEY (collection, indicator, ref_area)
) STRICT, WITHOUT ROWID;

-- The files as they came and the mapping that they were read with.
CREATE TABLE in_collection_bytes (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    nbytes INTEGER NOT NULL,
    packed BLOB NOT NULL
) STRICT;

CREATE TABLE in_collection_file (
    collection INTEGER NOT NULL REFERENCES pub_collection (id),
    number INTEGER NOT NULL, -- from 1; the mapping has 0
    name TEXT NOT NULL,
    content TEXT NOT NULL REFERENCES in_collection_bytes (sha256),
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER pub_collection_update BEFORE UPDATE ON pub_collection
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_collection_delete BEFORE DELETE ON pub_collection
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_collection_bytes_update BEFORE UPDATE ON pub_collection_bytes
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_collection_bytes_delete BEFORE DELETE ON pub_collection_bytes
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER pub_collection_block_update BEFORE UPDATE ON pub_collection_block
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_collection_block_delete BEFORE DELETE ON pub_collection_block
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_collection_bytes_update BEFORE UPDATE ON in_collection_bytes
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_collection_bytes_delete BEFORE DELETE ON in_collection_bytes
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_collection_file_update BEFORE UPDATE ON in_collection_file
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_collection_file_delete BEFORE DELETE ON in_collection_file
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
