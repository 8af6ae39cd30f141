CREATE TABLE guarded (
    submission VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (submission, evidence),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE TABLE finding (
    submission VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 0),
    kind VARCHAR NOT NULL CHECK (kind IN ('file-name', 'title', 'metadata', 'text')),
    field VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    shown VARCHAR NOT NULL,
    slice INTEGER NOT NULL,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (submission, evidence, number),
    FOREIGN KEY (submission) REFERENCES submission (id)
);
CREATE TABLE verified (
    sha256 VARCHAR NOT NULL,
    ending VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    PRIMARY KEY (sha256, ending)
);
