-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Releases that are to come: what is announced to everybody, and nothing else of them. Who announced it
-- is in the audit log.

CREATE TABLE pub_plan (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    day TEXT NOT NULL CHECK (length(day) = 10),
    first_day TEXT NOT NULL CHECK (length(first_day) = 10), -- as it was announced first
    what TEXT NOT NULL, -- may be empty
    planned_at TEXT NOT NULL -- the last time
) STRICT, WITHOUT ROWID;
