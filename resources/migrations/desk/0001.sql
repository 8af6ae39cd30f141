CREATE TABLE meta (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE rubric (
    hash VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE submission (
    id VARCHAR NOT NULL,
    rubric VARCHAR NOT NULL,
    earner VARCHAR NOT NULL,
    microcredential VARCHAR NOT NULL,
    attempt INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    arrived_at VARCHAR NOT NULL,
    withdrawn VARCHAR NOT NULL,
    superseded INTEGER NOT NULL CHECK (superseded IN (0, 1)),
    document VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (rubric) REFERENCES rubric (hash)
);
CREATE INDEX ix_submission_earner ON submission (earner, microcredential);
CREATE TABLE evidence (
    submission VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    here INTEGER NOT NULL CHECK (here IN (0, 1)),
    PRIMARY KEY (submission, id),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE INDEX ix_evidence_sha256 ON evidence (sha256);
CREATE INDEX ix_evidence_away ON evidence (submission, sha256, size) WHERE here = 0;
CREATE INDEX ix_evidence_here ON evidence (sha256, size) WHERE here = 1;
CREATE TABLE record (
    id VARCHAR NOT NULL,
    device VARCHAR NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    chain VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (device, n)
);
CREATE INDEX ix_record_subject ON record (subject);
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record is never changed');
END;
CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record is never deleted');
END;
CREATE TABLE receipt_batch (
    sha256 VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (sha256)
);
CREATE TABLE receipt (
    record VARCHAR NOT NULL,
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    code VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    hub VARCHAR NOT NULL,
    batch VARCHAR NOT NULL,
    PRIMARY KEY (record),
    FOREIGN KEY (batch) REFERENCES receipt_batch (sha256)
);
CREATE INDEX ix_receipt_refused ON receipt (record) WHERE accepted = 0;
CREATE TABLE queue (
    submission VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN (
        'arriving', 'to_review', 'in_review', 'ready', 'decided', 'received', 'attention', 'withdrawn', 'superseded'
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
CREATE TABLE said (
    submission VARCHAR NOT NULL,
    slot VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (submission, slot),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE TABLE place (
    submission VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (submission, evidence)
);
