"""Proving the store: rebuild the projections from the records, and check every page, signature and file."""

from __future__ import annotations

import json
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.records import chained, read_record, record_hash
from reviewer_app.domain.submission import timestamp
from reviewer_app.store import passages, word_index
from reviewer_app.store.projecting import kept_row, kept_words, listed_in, unlist
from reviewer_app.store.projections import queue_row, said_rows
from reviewer_app.store.reading import Reading
from reviewer_app.store.shapes import RebuildReport, StoreProblem
from reviewer_app.store.work import Work
from reviewer_app.vault.blobs import BlobFolder


def rebuild(reading: Reading, work: Work) -> RebuildReport:
    """Fold everything anew, say what differed, and leave the projections as the records say."""
    differences: list[str] = []
    connection = reading.connection
    reading.forget()
    ids = [row[0] for row in connection.execute("SELECT id FROM submission ORDER BY id").fetchall()]
    for submission in ids:
        story = reading.story(submission)
        wrong = []
        if kept_row(reading, submission) != queue_row(reading.facts(submission), story.state, story.records):
            wrong.append(f"{listed_in(reading, submission)}: {submission}")
        if unlist(reading, submission):
            wrong.append(f"listed twice: {submission}")
        if kept_words(reading, submission) != said_rows(story.state):
            wrong.append(f"said: {submission}")
        found = passages.kept_passages(reading, submission)
        # One taken in before there was a search is no difference; it is indexed when its turn comes.
        if found and found != passages.wanted_passages(reading, submission):
            wrong.append(f"passage: {submission}")
        if wrong:
            work.refresh(submission)
            differences += wrong
    if lost := passages.unindexed(connection):
        word_index.index_again(connection, lost)
        differences.append(f"passage_words: {len(lost)}")
    for table in ("queue", "practice", "said"):
        stray = f"FROM {table} WHERE submission NOT IN (SELECT id FROM submission)"
        found = connection.execute(f"SELECT DISTINCT submission {stray}").fetchall()
        connection.execute(f"DELETE {stray}")
        differences += [f"{table}: {row[0]}" for row in found]
    count = int(connection.execute("SELECT count(*) FROM record").fetchone()[0])
    return RebuildReport(count, len(ids), tuple(differences))


def check(reading: Reading) -> list[StoreProblem]:
    """Everything wrong with the database, one sentence each; damage ends a look, never the whole check."""
    found: list[StoreProblem] = []
    for look in (_seals, _pages, _links, _guards, _words, _records):
        try:
            found += look(reading.connection)
        except sqlcipher.DatabaseError as problem:
            found.append(StoreProblem("database", f"Not everything can be read: {problem}."))
    return found


def _seals(connection: Any) -> list[StoreProblem]:
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return [StoreProblem("database", f"A page of the store's file fails its seal: {row[0]}.") for row in rows]


def _pages(connection: Any) -> list[StoreProblem]:
    rows = connection.execute("PRAGMA integrity_check").fetchall()
    wrong = [row[0] for row in rows if row[0] != "ok"]
    return [StoreProblem("database", f"The store's file is inconsistent: {each}.") for each in wrong]


def _links(connection: Any) -> list[StoreProblem]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [StoreProblem("database", f"A row of “{row[0]}” points at nothing.") for row in rows]


def _guards(connection: Any) -> list[StoreProblem]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    gone = {"record_is_never_changed", "record_is_never_deleted"} - {name for (name,) in rows}
    return [StoreProblem("database", f"The guard “{name}” of the records is gone.") for name in sorted(gone)]


def _words(connection: Any) -> list[StoreProblem]:
    if passages.agree(connection):
        return []
    return [StoreProblem("database", "Search does not hold what it should; “store rebuild” mends it.")]


def _records(connection: Any) -> list[StoreProblem]:
    found: list[StoreProblem] = []
    expected: dict[str, int] = {}
    chain: dict[str, str] = {}
    rows = connection.execute(
        "SELECT id, device, n, kind, subject, at, sha256, chain, document FROM record ORDER BY device, n"
    )
    for id_, device, n, kind, subject, at, sha256, link, document in rows:
        try:
            record = read_record(json.loads(document))
            told = (record.id, record.device, record.n, record.kind, record.subject, timestamp(record.at))
            if (*told, record_hash(record.document)) != (id_, device, n, kind, subject, at, sha256):
                found.append(StoreProblem(id_, "A record does not fit its own row."))
        except (ReviewerError, ValueError):
            found.append(StoreProblem(id_, "A record's signature does not fit its content."))
        if link:
            if n != expected.get(device, 0) + 1:
                found.append(StoreProblem(id_, "A record is missing before this one."))
            chain[device] = chained(chain.get(device, ""), sha256)
            if chain[device] != link:
                found.append(StoreProblem(id_, "The rolling hash breaks at this record."))
        expected[device] = n
    return found


def files_here(reading: Reading) -> list[str]:
    """The hashes of all files that should be on this laptop."""
    sql = "SELECT DISTINCT sha256 FROM evidence WHERE here = 1 AND sha256 <> ''"
    try:
        return [sha256 for (sha256,) in reading.connection.execute(sql).fetchall()]
    except sqlcipher.DatabaseError:
        return []  # the table itself is damaged, which check has said


def check_files(files: list[str], blobs: BlobFolder) -> list[StoreProblem]:
    """Read every file whole; one sentence for each that is missing or damaged."""
    found: list[StoreProblem] = []
    for sha256 in files:
        try:
            blobs.verify(sha256)
        except StoreError as problem:
            found.append(StoreProblem(sha256, problem.sentence))
    return found
