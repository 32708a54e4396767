-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- Who works with a base, and what a round of collection is beside what is received: what is asked,
-- decided table by table, answered and remarked on screen, what waits to be read, what sources are.
-- "user" is a word of SQL elsewhere, hence user_id.

-- Users; their names stay, since the log has them.
CREATE TABLE sys_user (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    full_name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL, -- Argon2id; '': none yet
    totp TEXT NOT NULL,
    totp_used INTEGER NOT NULL,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    locked_until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

-- A role in a country, or everywhere: ''.
CREATE TABLE sys_grant (
    user_id INTEGER NOT NULL REFERENCES sys_user (id),
    role TEXT NOT NULL CHECK (role <> ''),
    ref_area TEXT NOT NULL,
    PRIMARY KEY (user_id, role, ref_area)
) STRICT;

-- What proves who somebody is: of the secrets only the hashes.
CREATE TABLE sys_link (
    hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    user_id INTEGER NOT NULL REFERENCES sys_user (id),
    at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sys_link_user ON sys_link (user_id);

CREATE TABLE sys_session (
    hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    user_id INTEGER NOT NULL REFERENCES sys_user (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    whole INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;
CREATE INDEX sys_session_user ON sys_session (user_id);

CREATE TABLE sys_token (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES sys_user (id),
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL, -- '': never
    used_at TEXT NOT NULL
) STRICT;
CREATE INDEX sys_token_user ON sys_token (user_id, id);

CREATE TABLE sys_mail (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    recipient TEXT NOT NULL CHECK (recipient <> ''),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    tried_at TEXT NOT NULL,
    error TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT;
CREATE INDEX sys_mail_state ON sys_mail (state, id);

-- Which tables are asked of a country in a round, and in which order.
CREATE TABLE sys_ask (
    round INTEGER NOT NULL REFERENCES sys_round (id),
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 1),
    missing INTEGER NOT NULL CHECK (missing >= 0),
    why TEXT NOT NULL CHECK (why IN ('missing', 'partial', 'known')),
    PRIMARY KEY (round, ref_area, indicator)
) STRICT;

ALTER TABLE sys_round ADD COLUMN release_date TEXT NOT NULL DEFAULT '';
ALTER TABLE sys_round ADD COLUMN closed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE sys_round ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';

-- The one country of a submission ('': several or none), and who signed for it.
ALTER TABLE in_submission ADD COLUMN ref_area TEXT NOT NULL DEFAULT '';
ALTER TABLE in_submission ADD COLUMN signed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE in_submission ADD COLUMN signed_by TEXT NOT NULL DEFAULT '';

UPDATE in_submission SET ref_area = (SELECT MIN(t.ref_area) FROM in_table t
        WHERE t.submission = in_submission.id)
    WHERE (SELECT COUNT(DISTINCT t.ref_area) FROM in_table t
        WHERE t.submission = in_submission.id) = 1;

-- The round of its submission again, so that where a round stands is one stretch of one index.
ALTER TABLE in_table ADD COLUMN round TEXT NOT NULL DEFAULT '';

UPDATE in_table SET round = (SELECT s.round FROM in_submission s WHERE s.id = in_table.submission);

CREATE INDEX in_table_round ON in_table (round, ref_area, indicator, source, period, id, submission,
    state, ncells, nerrors, nwarnings);
CREATE INDEX in_submission_round ON in_submission (round, ref_area);
CREATE INDEX in_table_source ON in_table (ref_area, source, indicator, period)
    WHERE state = 'accepted';
CREATE INDEX in_table_undecided ON in_table (submission)
    WHERE state NOT IN ('accepted', 'returned');
CREATE INDEX in_finding_open ON in_finding (submission, question_table, severity, allowed_at, answer)
    WHERE severity = 'error' AND allowed_at = '';

-- What was decided on a question table; the last one counts, and in_table.state follows it.
CREATE TABLE in_decision (
    id INTEGER NOT NULL PRIMARY KEY,
    question_table INTEGER NOT NULL REFERENCES in_table (id),
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'returned', 'aside')),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX in_decision_table ON in_decision (question_table, id);

-- Until now decisions were of whole submissions.
INSERT INTO in_decision (id, question_table, decision, at, who, reason)
    SELECT t.id, t.id, t.state, s.decided_at, s.decided_by, s.reason
    FROM in_table t JOIN in_submission s ON s.id = t.submission
    WHERE t.state IN ('accepted', 'returned') ORDER BY t.id;

-- Why the country stands by a figure, said on screen.
CREATE TABLE in_answer (
    id INTEGER NOT NULL PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES in_finding (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    public INTEGER NOT NULL CHECK (public IN (0, 1))
) STRICT;
CREATE INDEX in_answer_finding ON in_answer (finding, id);
CREATE INDEX in_remark_answer ON in_remark (type, ref_area, indicator) WHERE kind = 'answer';

CREATE TABLE sys_comment (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    round TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    source TEXT NOT NULL,
    period TEXT NOT NULL,
    sex TEXT NOT NULL,
    classif1 TEXT NOT NULL,
    classif2 TEXT NOT NULL,
    submission INTEGER REFERENCES in_submission (id),
    content TEXT NOT NULL CHECK (content <> '')
) STRICT;
CREATE INDEX sys_comment_area ON sys_comment (ref_area, id);

-- Files that wait; `turn` counts what was finished, so that whoever waited longest is next.
CREATE TABLE sys_upload (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    ref_area TEXT NOT NULL,
    round TEXT NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
    state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'refused')),
    finished_at TEXT NOT NULL,
    message TEXT NOT NULL,
    submission INTEGER REFERENCES in_submission (id),
    turn INTEGER NOT NULL CHECK ((turn = 0) = (state = 'queued')),
    packed BLOB NOT NULL -- zstd; empty once it is finished
) STRICT;
CREATE INDEX sys_upload_queued ON sys_upload (id) WHERE state = 'queued';
CREATE INDEX sys_upload_turn ON sys_upload (who, turn);
CREATE INDEX sys_upload_area ON sys_upload (ref_area, id);

-- Sources as their people describe them, version after version.
CREATE TABLE sys_source (
    id INTEGER NOT NULL PRIMARY KEY,
    ref_area TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    version INTEGER NOT NULL CHECK (version >= 1),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    UNIQUE (ref_area, source, version)
) STRICT;

CREATE TABLE sys_source_field (
    version INTEGER NOT NULL REFERENCES sys_source (id),
    number INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (field <> ''),
    content TEXT NOT NULL,
    PRIMARY KEY (version, number)
) STRICT;

-- only sqlite
CREATE TRIGGER sys_user_update BEFORE UPDATE OF id, name, created_at, created_by ON sys_user
BEGIN SELECT RAISE(ABORT, 'the name of a user is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_user_delete BEFORE DELETE ON sys_user
BEGIN SELECT RAISE(ABORT, 'a user is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_mail_update BEFORE UPDATE OF id, at, recipient, subject ON sys_mail
BEGIN SELECT RAISE(ABORT, 'what is mailed is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_mail_body BEFORE UPDATE OF body ON sys_mail
WHEN NEW.body <> OLD.body AND (NEW.body <> '' OR NEW.state = 'queued')
BEGIN SELECT RAISE(ABORT, 'what is mailed is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_round_closed BEFORE UPDATE OF closed_at, closed_by ON sys_round
WHEN OLD.closed_at <> '' OR OLD.closed_by <> ''
BEGIN SELECT RAISE(ABORT, 'a round is closed once'); END;
-- only sqlite
CREATE TRIGGER in_table_round_update BEFORE UPDATE OF round ON in_table
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_submission_area BEFORE UPDATE OF ref_area ON in_submission
WHEN OLD.ref_area <> ''
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
-- only sqlite
CREATE TRIGGER in_submission_signed BEFORE UPDATE OF signed_at, signed_by ON in_submission
WHEN OLD.signed_at <> '' OR OLD.signed_by <> ''
BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;
-- only sqlite
CREATE TRIGGER in_decision_update BEFORE UPDATE ON in_decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
-- only sqlite
CREATE TRIGGER in_decision_delete BEFORE DELETE ON in_decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
-- only sqlite
CREATE TRIGGER in_answer_update BEFORE UPDATE ON in_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
-- only sqlite
CREATE TRIGGER in_answer_delete BEFORE DELETE ON in_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_comment_update BEFORE UPDATE ON sys_comment
BEGIN SELECT RAISE(ABORT, 'a comment is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_comment_delete BEFORE DELETE ON sys_comment
BEGIN SELECT RAISE(ABORT, 'a comment is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_source_update BEFORE UPDATE ON sys_source
BEGIN SELECT RAISE(ABORT, 'a version of a source is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_source_delete BEFORE DELETE ON sys_source
BEGIN SELECT RAISE(ABORT, 'a version of a source is never deleted'); END;
-- only sqlite
CREATE TRIGGER sys_source_field_update BEFORE UPDATE ON sys_source_field
BEGIN SELECT RAISE(ABORT, 'a version of a source is never changed'); END;
-- only sqlite
CREATE TRIGGER sys_source_field_delete BEFORE DELETE ON sys_source_field
BEGIN SELECT RAISE(ABORT, 'a version of a source is never deleted'); END;
