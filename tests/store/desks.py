"""Desk stores to test with: small, valid work, a clock that is set by hand, and files with real bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.decision import decide
from reviewer_app.domain.records import Record
from reviewer_app.domain.rubric import (
    Criterion,
    Level,
    Microcredential,
    Part,
    microcredential_document,
    rubric_hash,
)
from reviewer_app.domain.submission import (
    Assignment,
    EvidenceItem,
    Submission,
    SubmittedPart,
    submission_document,
)
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore

KEY = bytes(range(32))
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEVELS = (
    Level("basic", "Basic", "Names it."),
    Level("developing", "Developing", "Shows it with help."),
    Level("proficient", "Proficient", "Shows it alone."),
)
RUBRIC = microcredential_document(
    Microcredential(
        id="wait-time",
        edition="2026.1",
        title="Wait Time",
        competency="Silence that makes learners think",
        key_method="Counted pauses",
        parts=(Part("one", "Overview"), Part("two", "Evidence")),
        criteria=tuple(
            Criterion(name, part, f"Criterion {name}", "", LEVELS, "proficient")
            for name, part in (("1.1", "one"), ("2.1", "two"), ("2.2", "two"))
        ),
    )
)
RUBRIC_HASH = rubric_hash(RUBRIC)
CRITERIA = ("1.1", "2.1", "2.2")


@dataclass
class Clock:
    """A clock that goes on by a second each time it is looked at."""

    at: datetime = field(default=MORNING)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def submission(
    number: int,
    files: Sequence[bytes] = (),
    *,
    attempt: int = 1,
    earner: str = "",
    due: date | None = None,
    alias: str = "",
    rubric: str = RUBRIC_HASH,
    links: int = 0,
) -> dict[str, Any]:
    """A submission's document with these files (and some links) as its evidence."""
    evidence = [
        EvidenceItem(
            f"e{place}",
            "two",
            f"File {place}",
            f"file-{place}.bin",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            file=f"data/evidence/{place:02d}-file.bin",
        )
        for place, content in enumerate(files)
    ]
    evidence += [
        EvidenceItem(f"l{each}", "two", "A page", "", url="https://example.org") for each in range(links)
    ]
    made = Submission(
        id=f"00000000-0000-7000-8000-{number:012d}",
        alias=alias or f"Heron {number}",
        attempt=attempt,
        microcredential="wait-time",
        edition="2026.1",
        rubric_hash=rubric,
        submitted_at=MORNING - timedelta(days=1),
        parts=(SubmittedPart("one"), SubmittedPart("two")),
        evidence=tuple(evidence),
        earner=earner,
        assignment=Assignment(due=due),
    )
    return submission_document(made)


def open_desk(folder: Path, clock: Clock | None = None, key: bytes = KEY) -> DeskStore:
    """The store in a folder, made when it is not there."""
    home = open_home(folder)
    make = DeskStore.open if home.store_file.exists() else DeskStore.create
    return make(home, key, clock or Clock())


def home_of(folder: Path) -> Home:
    return open_home(folder)


def take_in(store: DeskStore, document: Mapping[str, Any], files: Sequence[bytes] = ()) -> str:
    """Bring a submission in with its files, as an import does; its id."""
    keep_files(store, files)
    with store.changes() as work:
        work.add_submission(document, RUBRIC, source="bundle")
    return str(document["id"])


def keep_files(store: DeskStore, files: Sequence[bytes]) -> None:
    writers = []
    for content in files:
        writer = store.blobs.writer()
        writer.write(content)
        writer.finish()
        writers.append(writer)
    store.blobs.adopt(writers)


def say(store: DeskStore, about: str, kind: str, /, **body: Any) -> Record:
    """Append one record in a transaction of its own."""
    with store.changes() as work:
        return work.append(kind, about, body)


def score(store: DeskStore, submission: str, criterion: str, level: str) -> Record:
    return say(store, submission, kinds.SCORE, criterion=criterion, level=level)


def score_all(store: DeskStore, submission: str, level: str = "proficient") -> None:
    for criterion in CRITERIA:
        score(store, submission, criterion, level)


def sign(store: DeskStore, submission: str) -> Record:
    """Sign the decision the review amounts to."""
    about = store.submission(submission)
    made = decide(store.rubric(about.rubric_hash), about, store.review(submission))
    return say(store, submission, kinds.DECISION, **made.document())
