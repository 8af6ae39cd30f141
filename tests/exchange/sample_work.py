"""Small, valid work for tests: a rubric, submissions with files, and what an assessor's device says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import uuid6

from reviewer_app.domain.records import COMMENT, DECISION, Record, make_record
from reviewer_app.domain.rubric import (
    Criterion,
    Level,
    Microcredential,
    Part,
    microcredential_document,
    rubric_hash,
)
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import EvidenceItem, Submission, SubmittedPart, submission_document

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LEVELS = (
    Level("basic", "Basic", "Names it."),
    Level("developing", "Developing", "Shows it with help."),
    Level("proficient", "Proficient", "Shows it alone, and says why."),
)
RUBRIC = microcredential_document(
    Microcredential(
        id="questioning",
        edition="2026.1",
        title="Asking better questions",
        competency="Questions that make learners think",
        key_method="Question ladders",
        parts=(Part("one", "Overview"),),
        criteria=tuple(
            Criterion(f"c{n}", "one", f"Criterion {n}", "", LEVELS, "proficient") for n in (1, 2, 3)
        ),
    )
)
RUBRIC_HASH = rubric_hash(RUBRIC)
BLIND = {**RUBRIC, "policy": {**RUBRIC["policy"], "arrangement": "blind_pair"}}
BLIND_HASH = rubric_hash(BLIND)


def submission(number: int, files: Sequence[bytes] = (), rubric: str = RUBRIC_HASH) -> dict[str, Any]:
    """A submission's document with these files as its evidence."""
    made = Submission(
        id=f"00000000-0000-7000-8000-{number:012d}",
        alias=f"Heron {number}",
        attempt=1,
        microcredential="questioning",
        edition="2026.1",
        rubric_hash=rubric,
        submitted_at=MORNING - timedelta(days=1),
        parts=(SubmittedPart("one"),),
        evidence=tuple(
            EvidenceItem(
                f"e{place}",
                "one",
                f"File {place}",
                f"file-{place}.bin",
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                file=f"data/evidence/{place:02d}-file.bin",
            )
            for place, content in enumerate(files)
        ),
    )
    return submission_document(made)


def decision_body(document: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
    """The body of a decision on a submission; keyword arguments spoil it."""
    body = {
        "format": "reviewer-decision",
        "version": 1,
        "submission": document["id"],
        "alias": document["alias"],
        "attempt": 1,
        "microcredential": {"id": "questioning", "edition": "2026.1", "title": "Asking better questions"},
        "rubric_hash": document["microcredential"]["hash"],
        "evidence_hashes": {each["id"]: each["sha256"] for each in document["evidence"]},
        "outcome": "not_yet",
        "scores": [
            {
                "criterion": f"c{n}",
                "title": f"Criterion {n}",
                "part": "one",
                "level": "developing",
                "level_title": "Developing",
                "descriptor": "Shows it with help.",
                "floor_title": "Proficient",
                "meets": False,
                "comment": "Say more about how the learners answered, and show one more ladder in use.",
                "citations": [],
            }
            for n in (1, 2, 3)
        ],
        "overall": "A good start.",
        "reasons": [],
        "language": "en",
    }
    return {**body, **changed}


def say(
    key: SigningKey,
    n: int,
    subject: str = "s",
    *,
    kind: str = COMMENT,
    body: Mapping[str, Any] | None = None,
    author: str = "",
    id: str = "",
    hashes: Mapping[str, str] | None = None,
) -> Record:
    """A record by this device."""
    return make_record(
        key,
        id=id or str(uuid6.uuid7()),
        n=n,
        at=MORNING + timedelta(seconds=n),
        author=author,
        kind=kind,
        subject=subject,
        body={"criterion": "c1", "text": f"Word {n}"} if body is None else body,
        hashes=hashes,
    )


def decide(key: SigningKey, n: int, document: Mapping[str, Any], **changed: Any) -> Record:
    """A decision record on a submission; keyword arguments spoil its body."""
    return say(
        key,
        n,
        str(document["id"]),
        kind=DECISION,
        body=decision_body(document, **changed),
        hashes={"rubric": document["microcredential"]["hash"]},
    )
