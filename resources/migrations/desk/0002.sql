CREATE TABLE passage (
    id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    submission VARCHAR NOT NULL,
    slot VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (sha256, submission, slot, number)
);
CREATE INDEX ix_passage_submission ON passage (submission, slot) WHERE submission <> '';
CREATE VIRTUAL TABLE passage_words USING fts5(
    words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);
CREATE TABLE looked_at (
    sha256 VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    letters INTEGER NOT NULL CHECK (letters >= 0),
    cut INTEGER NOT NULL CHECK (cut IN (0, 1)),
    text_sketch VARCHAR NOT NULL,
    picture_sketch VARCHAR NOT NULL,
    PRIMARY KEY (sha256)
);
CREATE INDEX ix_looked_at_reason ON looked_at (reason) WHERE reason <> '';
CREATE TABLE likeness (
    kind VARCHAR NOT NULL CHECK (kind IN ('text', 'picture')),
    band INTEGER NOT NULL,
    value INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (kind, band, value, sha256)
);
CREATE INDEX ix_likeness_sha256 ON likeness (sha256);
