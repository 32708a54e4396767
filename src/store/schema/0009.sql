-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- What is taken from other services: what was asked, and how it stood the last time.

CREATE TABLE sys_pull (
    address TEXT NOT NULL CHECK (address <> ''),
    source TEXT NOT NULL,
    round TEXT NOT NULL,
    mapping TEXT NOT NULL CHECK (length(mapping) IN (0, 64)),
    at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('new', 'unchanged', 'nothing')),
    changed_at TEXT NOT NULL, -- '': never
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    accept TEXT NOT NULL,
    format TEXT NOT NULL, -- what format= had to say besides; '': nothing
    content TEXT NOT NULL CHECK (length(content) IN (0, 64)),
    since TEXT NOT NULL,
    whole_only INTEGER NOT NULL CHECK (whole_only IN (0, 1)),
    submission INTEGER REFERENCES in_submission (id),
    PRIMARY KEY (address, source, round, mapping)
) STRICT;
