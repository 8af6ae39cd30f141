CREATE TABLE bank_grown (
    submission VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    PRIMARY KEY (submission),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE TABLE bank_said (
    submission VARCHAR NOT NULL,
    criterion VARCHAR NOT NULL,
    microcredential VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (submission, criterion),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE INDEX ix_bank_said_criterion ON bank_said (microcredential, criterion);
CREATE TABLE bank_entry (
    id VARCHAR NOT NULL,
    microcredential VARCHAR NOT NULL,
    criterion VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source IN ('own', 'file', 'hub')),
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_bank_entry_microcredential ON bank_entry (microcredential);
