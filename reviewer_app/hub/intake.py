"""Submissions and their files coming into the hub, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.records import record_hash
from reviewer_app.domain.rubric import microcredential_from, rubric_hash
from reviewer_app.domain.signing import canonical
from reviewer_app.domain.submission import submission_from
from reviewer_app.hub import closing
from reviewer_app.hub.books import Books
from reviewer_app.hub.lacking import forget_lacking
from reviewer_app.vault.blobs import BlobWriter

PIECE = 1024 * 1024


@dataclass(frozen=True)
class TakenIn:
    """What an intake did: the submission, and whether it was new."""

    submission: str
    alias: str
    new: bool
    title: str = ""
    attempt: int = 1


def add_submission(
    books: Books,
    submission_doc: Mapping[str, Any],
    microcredential_doc: Mapping[str, Any],
    blobs: Iterable[bytes | Path] = (),
) -> TakenIn:
    """Take in a submission with its files; FileError when its rubric does not fit or other bytes have its id."""
    writers: list[BlobWriter] = []
    refs: dict[str, int] = {}
    try:
        for each in blobs:
            writer = books.blobs.writer()
            writers.append(writer)
            _pour(each, writer)
            sha256, size = writer.finish()
            refs[sha256] = size
        return register(books, submission_doc, microcredential_doc, refs, writers)
    except BaseException:  # stopped by the coordinator too: half a file is never left
        for writer in writers:
            writer.discard()
        raise


def register(
    books: Books,
    submission_doc: Mapping[str, Any],
    microcredential_doc: Mapping[str, Any],
    refs: Mapping[str, int],
    writers: Iterable[BlobWriter],
) -> TakenIn:
    """Link staged files (``refs``: SHA-256 to size) into place, then write the submission in one transaction."""
    submission = submission_from(submission_doc)
    title = microcredential_from(microcredential_doc).title
    rubric = rubric_hash(microcredential_doc)
    if rubric != submission.rubric_hash:
        raise FileError(
            "rubric-hash",
            "The rubric does not fit the submission",
            f"{submission.alias} was handed in for another edition of the rubric.",
            "Make the bundle again with the edition the earner worked to.",
        )
    brought = list(writers)
    books.blobs.adopt(brought)
    wanted = dict(refs)
    for item in submission.evidence:
        if item.sha256:
            wanted.setdefault(item.sha256, item.size)
    evidence = canonical({item.id: item.sha256 for item in submission.evidence if item.sha256}).decode()
    with books.changes() as work:
        before = work.exec_driver_sql("SELECT sha256 FROM submission WHERE id = ?", (submission.id,)).first()
        if before is not None:
            if before[0] != record_hash(submission_doc):
                raise FileError(
                    "submission-differs",
                    "Another submission has this id",
                    f"{submission.alias} is here already, with other content.",
                    "Ask its issuer to hand it in as a new attempt.",
                )
            forget_lacking(work, refs if brought else ())
            return TakenIn(submission.id, submission.alias, False, title, submission.attempt)
        work.exec_driver_sql(
            "INSERT OR IGNORE INTO rubric VALUES (?, ?)", (rubric, canonical(microcredential_doc).decode())
        )
        document = canonical(submission_doc).decode()
        work.exec_driver_sql(
            "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                submission.id,
                submission.alias,
                rubric,
                evidence,
                record_hash(submission_doc),
                document,
                books.moment(),
            ),
        )
        if wanted:
            work.exec_driver_sql(
                "INSERT INTO submission_blob VALUES (?, ?, ?)",
                [(submission.id, sha256, size) for sha256, size in wanted.items()],
            )
        closing.close_older(books, work, submission)
    return TakenIn(submission.id, submission.alias, True, title, submission.attempt)


def _pour(content: bytes | Path, writer: BlobWriter) -> None:
    if isinstance(content, bytes):
        writer.write(content)
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            writer.write(piece)
