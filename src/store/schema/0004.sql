-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- What would mend a finding: the proposals as text (model/proposal.h), and the clause that says
-- them, whole and in parts as the sentence is. '' where nothing is proposed.

ALTER TABLE in_finding ADD COLUMN proposals TEXT NOT NULL DEFAULT '';
ALTER TABLE in_finding ADD COLUMN proposal TEXT NOT NULL DEFAULT '';
ALTER TABLE in_finding ADD COLUMN proposal_pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE in_finding ADD COLUMN proposal_args TEXT NOT NULL DEFAULT '';

-- only sqlite
CREATE TRIGGER in_finding_proposal_update
BEFORE UPDATE OF proposals, proposal, proposal_pattern, proposal_args ON in_finding
BEGIN SELECT RAISE(ABORT, 'a finding is never changed'); END;
