CREATE TABLE settlement (
    submission VARCHAR NOT NULL,
    flag VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    PRIMARY KEY (submission, flag)
);
CREATE TABLE queue_next (
    submission VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN (
        'arriving', 'to_review', 'in_review', 'ready', 'decided', 'received', 'attention', 'withdrawn', 'superseded',
        'handed_back'
    )),
    progress INTEGER NOT NULL,
    scored INTEGER NOT NULL,
    total INTEGER NOT NULL,
    due VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    round INTEGER NOT NULL,
    evidence_count INTEGER NOT NULL,
    evidence_bytes INTEGER NOT NULL,
    here_count INTEGER NOT NULL,
    updated_at VARCHAR NOT NULL,
    decided INTEGER NOT NULL CHECK (decided IN (0, 1)),
    decision VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    turnaround INTEGER,
    PRIMARY KEY (submission),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
INSERT INTO queue_next (rowid, submission, alias, title, folded, attempt, state, progress, scored, total, due, role,
    round, evidence_count, evidence_bytes, here_count, updated_at, decided, decision, outcome, turnaround)
SELECT rowid, submission, alias, title, folded, attempt, state, progress, scored, total, due, role,
    round, evidence_count, evidence_bytes, here_count, updated_at, decided, decision, outcome, turnaround FROM queue;
DROP TABLE queue;
ALTER TABLE queue_next RENAME TO queue;
CREATE INDEX ix_queue_due ON queue (decided, due, alias);
CREATE INDEX ix_queue_alias ON queue (decided, alias);
CREATE INDEX ix_queue_title ON queue (decided, title, alias);
CREATE INDEX ix_queue_attempt ON queue (decided, attempt, alias);
CREATE INDEX ix_queue_progress ON queue (decided, progress, alias);
CREATE INDEX ix_queue_evidence ON queue (decided, evidence_bytes, alias);
CREATE INDEX ix_queue_role ON queue (decided, role, round, alias);
CREATE INDEX ix_queue_updated ON queue (decided, updated_at);
CREATE INDEX ix_queue_folded ON queue (decided, folded);
CREATE INDEX ix_queue_state ON queue (state, due);
CREATE INDEX ix_queue_turnaround ON queue (updated_at, turnaround) WHERE turnaround IS NOT NULL;
