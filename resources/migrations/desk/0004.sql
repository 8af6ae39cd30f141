CREATE TABLE practice (
    submission VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN (
        'arriving', 'to_review', 'in_review', 'ready', 'decided', 'received', 'attention', 'withdrawn', 'superseded',
        'practised', 'handed_back'
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
CREATE INDEX ix_practice_updated ON practice (decided, updated_at);
CREATE INDEX ix_record_practised ON record (subject) WHERE kind = 'practice.scored';
