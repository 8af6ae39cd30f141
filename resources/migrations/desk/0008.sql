CREATE TABLE came (
    id VARCHAR NOT NULL,
    submission VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN (
        'assigned', 'imported', 'withdrawn', 'reopened', 'handed-back', 'settled', 'files'
    )),
    at VARCHAR NOT NULL,
    said_at VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    road VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_came_at ON came (at, id, submission);
CREATE INDEX ix_came_submission ON came (submission, kind, said_at);
INSERT INTO came (id, submission, kind, at, said_at, words, road)
SELECT 'assigned:' || id, id, CASE source WHEN 'hub' THEN 'assigned' ELSE 'imported' END, arrived_at, '', '', ''
FROM submission;
INSERT INTO came (id, submission, kind, at, said_at, words, road)
SELECT 'settled:' || submission || ':' || flag, submission, 'settled', at, at, words, '' FROM settlement;
CREATE TABLE sent (
    device VARCHAR NOT NULL,
    upto INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    road VARCHAR NOT NULL,
    PRIMARY KEY (device, upto)
);
ALTER TABLE receipt_batch ADD COLUMN road VARCHAR NOT NULL DEFAULT '';
CREATE INDEX ix_record_item ON record (at, id, subject)
WHERE kind IN ('decision.signed', 'decision.withdrawn', 'flag.set', 'interest.declared');
CREATE INDEX ix_record_elsewhere ON record (at, id, subject)
WHERE chain = '' AND kind IN ('decision.signed', 'decision.withdrawn', 'flag.set', 'interest.declared');
CREATE INDEX ix_record_answered ON record (json_extract(document, '$.body.record')) WHERE kind = 'refusal.answered';
CREATE INDEX ix_queue_found ON queue (folded, submission);
