"""Frozen steps from an empty file to this version's schema; a step is never edited once released."""

from __future__ import annotations

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE setting (name VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (name))",
        """CREATE TABLE person (
            id VARCHAR NOT NULL, name VARCHAR NOT NULL, active INTEGER NOT NULL, made_at VARCHAR NOT NULL,
            PRIMARY KEY (id))""",
        """CREATE TABLE device (
            name VARCHAR NOT NULL, person VARCHAR NOT NULL, token_hash VARCHAR NOT NULL, paired_at VARCHAR NOT NULL,
            seen_at VARCHAR NOT NULL, revoked_at VARCHAR NOT NULL, count INTEGER NOT NULL, rolling VARCHAR NOT NULL,
            PRIMARY KEY (name), UNIQUE (token_hash), FOREIGN KEY(person) REFERENCES person (id))""",
        "CREATE INDEX ix_device_person ON device (person)",
        """CREATE TABLE pairing_code (
            code_hash VARCHAR NOT NULL, person VARCHAR NOT NULL, expires_at VARCHAR NOT NULL, used_by VARCHAR NOT NULL,
            PRIMARY KEY (code_hash), FOREIGN KEY(person) REFERENCES person (id))""",
        "CREATE INDEX ix_pairing_code_person ON pairing_code (person)",
        """CREATE TABLE challenge (
            challenge_hash VARCHAR NOT NULL, device VARCHAR NOT NULL, expires_at VARCHAR NOT NULL,
            PRIMARY KEY (challenge_hash))""",
        "CREATE TABLE pairing_failure (id INTEGER NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id))",
        "CREATE INDEX ix_pairing_failure_at ON pairing_failure (at)",
        "CREATE TABLE rubric (hash VARCHAR NOT NULL, document VARCHAR NOT NULL, PRIMARY KEY (hash))",
        """CREATE TABLE submission (
            id VARCHAR NOT NULL, alias VARCHAR NOT NULL, rubric VARCHAR NOT NULL, evidence VARCHAR NOT NULL,
            sha256 VARCHAR NOT NULL, document VARCHAR NOT NULL, taken_at VARCHAR NOT NULL,
            PRIMARY KEY (id), FOREIGN KEY(rubric) REFERENCES rubric (hash))""",
        "CREATE INDEX ix_submission_rubric ON submission (rubric)",
        """CREATE TABLE submission_blob (
            submission VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, size INTEGER NOT NULL,
            PRIMARY KEY (submission, sha256), FOREIGN KEY(submission) REFERENCES submission (id))""",
        "CREATE INDEX ix_submission_blob_sha256 ON submission_blob (sha256)",
        """CREATE TABLE assignment (
            id INTEGER NOT NULL, submission VARCHAR NOT NULL, person VARCHAR NOT NULL, role VARCHAR NOT NULL,
            round INTEGER NOT NULL, due VARCHAR NOT NULL, state VARCHAR NOT NULL, decision VARCHAR NOT NULL,
            made_at VARCHAR NOT NULL,
            PRIMARY KEY (id), UNIQUE (submission, person),
            FOREIGN KEY(submission) REFERENCES submission (id), FOREIGN KEY(person) REFERENCES person (id))""",
        "CREATE INDEX ix_assignment_person_state ON assignment (person, state)",
        """CREATE TABLE work (
            seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, mark VARCHAR NOT NULL, person VARCHAR NOT NULL,
            assignment INTEGER NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR NOT NULL, at VARCHAR NOT NULL,
            FOREIGN KEY(person) REFERENCES person (id), FOREIGN KEY(assignment) REFERENCES assignment (id))""",
        "CREATE INDEX ix_work_person_seq ON work (person, seq)",
        """CREATE TABLE receipt (
            id INTEGER NOT NULL, device VARCHAR NOT NULL, at VARCHAR NOT NULL, document VARCHAR NOT NULL,
            PRIMARY KEY (id), FOREIGN KEY(device) REFERENCES device (name))""",
        "CREATE INDEX ix_receipt_device ON receipt (device)",
        """CREATE TABLE record (
            device VARCHAR NOT NULL, n INTEGER NOT NULL, id VARCHAR, sha256 VARCHAR NOT NULL, kind VARCHAR NOT NULL,
            subject VARCHAR NOT NULL, accepted INTEGER NOT NULL, code VARCHAR NOT NULL, receipt INTEGER NOT NULL,
            document VARCHAR NOT NULL,
            PRIMARY KEY (device, n), UNIQUE (id),
            FOREIGN KEY(device) REFERENCES device (name), FOREIGN KEY(receipt) REFERENCES receipt (id))""",
        "CREATE INDEX ix_record_subject ON record (subject)",
    ),
    (
        """CREATE TABLE bank_entry (
            person VARCHAR NOT NULL, id VARCHAR NOT NULL, microcredential VARCHAR NOT NULL,
            criterion VARCHAR NOT NULL, level VARCHAR NOT NULL, text VARCHAR NOT NULL, at VARCHAR NOT NULL,
            PRIMARY KEY (person, id), FOREIGN KEY(person) REFERENCES person (id))""",
        "CREATE INDEX ix_bank_entry_microcredential ON bank_entry (microcredential)",
        """CREATE TABLE interest (
            submission VARCHAR NOT NULL, person VARCHAR NOT NULL, record VARCHAR NOT NULL, reason VARCHAR NOT NULL,
            words VARCHAR NOT NULL, at VARCHAR NOT NULL,
            PRIMARY KEY (submission, person), FOREIGN KEY(person) REFERENCES person (id))""",
        """CREATE TABLE settlement (
            submission VARCHAR NOT NULL, person VARCHAR NOT NULL, flag VARCHAR NOT NULL, work INTEGER NOT NULL,
            at VARCHAR NOT NULL, words VARCHAR NOT NULL,
            PRIMARY KEY (submission, person, flag), FOREIGN KEY(submission) REFERENCES submission (id),
            FOREIGN KEY(person) REFERENCES person (id), FOREIGN KEY(work) REFERENCES work (seq))""",
        "CREATE INDEX ix_settlement_work ON settlement (work)",
        "CREATE INDEX ix_record_kind ON record (kind, subject)",
    ),
    ("CREATE INDEX ix_record_refused ON record (device, n) WHERE accepted = 0",),
    (
        "ALTER TABLE person ADD COLUMN role VARCHAR NOT NULL DEFAULT 'assessor'",
        "ALTER TABLE device ADD COLUMN token_at VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE device ADD COLUMN next_hash VARCHAR",
        "ALTER TABLE device ADD COLUMN next_at VARCHAR NOT NULL DEFAULT ''",
        "CREATE UNIQUE INDEX ix_device_next_hash ON device (next_hash)",
        """CREATE TABLE done (
            device VARCHAR NOT NULL, nonce VARCHAR NOT NULL, question VARCHAR NOT NULL, at VARCHAR NOT NULL,
            answer VARCHAR NOT NULL, PRIMARY KEY (device, nonce))""",
        "CREATE INDEX ix_done_at ON done (at)",
    ),
    (
        """CREATE TABLE closing (
            assignment INTEGER NOT NULL, code VARCHAR NOT NULL, at VARCHAR NOT NULL,
            PRIMARY KEY (assignment, code), FOREIGN KEY(assignment) REFERENCES assignment (id))""",
        "CREATE INDEX ix_submission_alias ON submission (alias)",
    ),
    (
        """CREATE TABLE word_kept (
            mark VARCHAR NOT NULL, person VARCHAR NOT NULL, submission VARCHAR NOT NULL, at VARCHAR NOT NULL,
            entry VARCHAR NOT NULL, PRIMARY KEY (mark), FOREIGN KEY(person) REFERENCES person (id))""",
        "CREATE INDEX ix_word_kept_submission ON word_kept (submission)",
        "ALTER TABLE work ADD COLUMN again VARCHAR NOT NULL DEFAULT ''",
    ),
    ("CREATE TABLE lacking_file (sha256 VARCHAR NOT NULL, PRIMARY KEY (sha256))",),
)
