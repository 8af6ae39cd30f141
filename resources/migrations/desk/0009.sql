CREATE TABLE warrant (
    id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (sha256)
);
CREATE TABLE forked (
    id VARCHAR NOT NULL,
    device VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
DROP TRIGGER record_is_never_deleted;
CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
WHEN NOT EXISTS (
    SELECT 1 FROM forked WHERE forked.id = OLD.id AND forked.document = OLD.document
)
BEGIN
    SELECT RAISE(ABORT, 'a record is never deleted');
END;
