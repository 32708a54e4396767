-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Figures made of other figures, beside those that were reported.

-- The workshop's: packed as wk_block; `lineage` has the method and the parents of each figure.
CREATE TABLE wk_derived (
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    lineage_sha256 TEXT NOT NULL CHECK (length(lineage_sha256) = 64),
    nseries INTEGER NOT NULL,
    nobs INTEGER NOT NULL,
    block BLOB NOT NULL,
    lineage BLOB NOT NULL,
    PRIMARY KEY (ref_area, indicator)
) STRICT;

-- What the derived figures of an area were made from: the hash of its blocks, of the reference data
-- and of how they are made. Where it is another one now, they are made anew.
CREATE TABLE wk_derived_area (
    ref_area TEXT NOT NULL PRIMARY KEY,
    basis TEXT NOT NULL CHECK (length(basis) = 64)
) STRICT;

CREATE INDEX wk_block_area ON wk_block (ref_area, indicator);

-- The released ones; blocks and lineages rest among the others, named by their hash.
CREATE TABLE pub_derived (
    release INTEGER NOT NULL REFERENCES pub_release (id),
    indicator TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    block TEXT NOT NULL REFERENCES pub_block (sha256),
    lineage TEXT NOT NULL REFERENCES pub_origin (sha256),
    PRIMARY KEY (release, indicator, ref_area)
) STRICT, WITHOUT ROWID;

-- only sqlite
CREATE TRIGGER pub_derived_update BEFORE UPDATE ON pub_derived
BEGIN SELECT RAISE(ABORT, 'what was released is never changed'); END;
-- only sqlite
CREATE TRIGGER pub_derived_delete BEFORE DELETE ON pub_derived
BEGIN SELECT RAISE(ABORT, 'what was released is never deleted'); END;
