-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- How much the findings of a rule weigh in a round, where that is not what the catalogue of rules
-- says.

CREATE TABLE sys_round_severity (
    round INTEGER NOT NULL REFERENCES sys_round (id),
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    PRIMARY KEY (round, rule)
) STRICT;
