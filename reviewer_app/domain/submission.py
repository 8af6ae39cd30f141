"""Submissions: one attempt by one earner, known by an alias, with its parts, answers and evidence items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

SUBMISSION_FORMAT = "reviewer-submission"
CALIBRATION = "calibration"
"""The role of an assignment that is practice on an anchor."""
AGAIN = "again"
"""The role of one's own earlier work, scored again blind."""
ANSWERS = "answers:"
"""Before the id of a part: its written answers, as a place that is opened and cited like evidence."""


@dataclass(frozen=True)
class Answer:
    """A written answer inside a part."""

    prompt: str
    text: str


@dataclass(frozen=True)
class SubmittedPart:
    """What the earner handed in for one part besides evidence files."""

    id: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class EvidenceItem:
    """One artifact: a file known by its SHA-256 (hex) and size in bytes, or a link with its address.

    ``file`` is the member path inside the bundle; ``access`` maps an access copy's member path to its SHA-256.
    """

    id: str
    part: str
    title: str
    name: str
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    file: str = ""
    url: str = ""
    requirement: str = ""
    access: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_link(self) -> bool:
        """Whether this is an address rather than a file."""
        return bool(self.url)


@dataclass(frozen=True)
class Assignment:
    """What the hub asks of this desk: a role, a round and a due date."""

    role: str = "assessor"
    round: int = 1
    due: date | None = None


@dataclass(frozen=True)
class Submission:
    """One attempt; a new attempt is another submission that names the previous one."""

    id: str
    alias: str
    attempt: int
    microcredential: str
    edition: str
    rubric_hash: str
    submitted_at: datetime
    parts: tuple[SubmittedPart, ...]
    evidence: tuple[EvidenceItem, ...]
    earner: str = ""
    previous: str = ""
    language: str = "en"
    note: str = ""
    assignment: Assignment = field(default_factory=Assignment)
    names: Mapping[str, Any] = field(default_factory=dict)
    """The salted list to find the earner's name by (``domain.anonymity``), empty where none came."""
    reference: Mapping[str, str] = field(default_factory=dict)
    """An anchor's reference scores, wrapped (``domain.reference``), empty where none came."""
    again: str = ""
    """The submission of which this is a copy to be scored again, blind; such a copy never travels."""

    @property
    def is_practice(self) -> bool:
        """Whether this is practice, which is never live: by its role, or because reference scores came with it."""
        return bool(self.reference or self.again) or self.assignment.role == CALIBRATION

    def item(self, evidence: str) -> EvidenceItem | None:
        """The evidence item with this id, if the submission has it."""
        return next((each for each in self.evidence if each.id == evidence), None)

    def holds(self, place: str) -> bool:
        """Whether something can be cited under this id: an evidence item, or a part's answers by ANSWERS."""
        if place.startswith(ANSWERS):
            part = place.removeprefix(ANSWERS)
            return any(each.id == part and each.answers for each in self.parts)
        return self.item(place) is not None


def timestamp(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 with milliseconds and Z, the only form that travels; naive ones are refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} names no offset from UTC")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """A moment from RFC 3339 text; text without an offset is refused by ValueError."""
    made = datetime.fromisoformat(text)
    if made.tzinfo is None:
        raise ValueError(f"{text!r} names no offset from UTC")
    return made


def submission_document(subject: Submission) -> dict[str, Any]:
    """The submission as the JSON of data/submission.json (schema submission-1)."""
    document: dict[str, Any] = {
        "format": SUBMISSION_FORMAT,
        "version": 1,
        "id": subject.id,
        "alias": subject.alias,
        "attempt": subject.attempt,
        "previous": subject.previous,
        "earner": subject.earner,
        "microcredential": {
            "id": subject.microcredential,
            "edition": subject.edition,
            "hash": subject.rubric_hash,
        },
        "submitted_at": timestamp(subject.submitted_at),
        "language": subject.language,
        "note": subject.note,
        "assignment": {
            "role": subject.assignment.role,
            "round": subject.assignment.round,
            "due": subject.assignment.due.isoformat() if subject.assignment.due else None,
        },
        "parts": [
            {"id": part.id, "answers": [{"prompt": a.prompt, "text": a.text} for a in part.answers]}
            for part in subject.parts
        ],
        "evidence": [
            {
                "id": each.id,
                "part": each.part,
                "title": each.title,
                "name": each.name,
                "media_type": each.media_type,
                "size": each.size,
                "sha256": each.sha256,
                "file": each.file,
                "url": each.url,
                "requirement": each.requirement,
                "access": dict(each.access),
            }
            for each in subject.evidence
        ],
    }
    if subject.names:
        document["names"] = dict(subject.names)
    if subject.reference:
        document["reference"] = dict(subject.reference)
    return document | {"again": subject.again} if subject.again else document


def submission_from(document: Mapping[str, Any]) -> Submission:
    """A submission from its JSON, which must already fit the schema."""
    wanted = document.get("assignment", {})
    return Submission(
        id=document["id"],
        alias=document["alias"],
        attempt=int(document["attempt"]),
        previous=document.get("previous", ""),
        earner=document.get("earner", ""),
        microcredential=document["microcredential"]["id"],
        edition=document["microcredential"]["edition"],
        rubric_hash=document["microcredential"]["hash"],
        submitted_at=moment(document["submitted_at"]),
        language=document.get("language", "en"),
        note=document.get("note", ""),
        assignment=Assignment(
            role=wanted.get("role", "assessor"),
            round=int(wanted.get("round", 1)),
            due=date.fromisoformat(wanted["due"]) if wanted.get("due") else None,
        ),
        parts=tuple(
            SubmittedPart(part["id"], tuple(Answer(a["prompt"], a["text"]) for a in part.get("answers", ())))
            for part in document["parts"]
        ),
        evidence=tuple(
            EvidenceItem(
                id=each["id"],
                part=each["part"],
                title=each["title"],
                name=each["name"],
                media_type=each.get("media_type", ""),
                size=int(each.get("size", 0)),
                sha256=each.get("sha256", ""),
                file=each.get("file", ""),
                url=each.get("url", ""),
                requirement=each.get("requirement", ""),
                access=dict(each.get("access", {})),
            )
            for each in document["evidence"]
        ),
        names=dict(document.get("names", {})),
        reference=dict(document.get("reference", {})),
        again=document.get("again", ""),
    )
