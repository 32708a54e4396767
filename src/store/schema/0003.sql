-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- The sentence of a finding in parts, so that it can be said in other languages than English:
-- 'women {1} and men {2} make {3}', and what stands at the numbers, parted by tabs. '' where it was
-- kept as a message only.

ALTER TABLE in_finding ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE in_finding ADD COLUMN args TEXT NOT NULL DEFAULT '';

-- only sqlite
CREATE TRIGGER in_finding_sentence_update BEFORE UPDATE OF pattern, args ON in_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
