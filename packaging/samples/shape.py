"""The shape a sample is written in, and how it becomes the documents a bundle carries."""

from __future__ import annotations

import hashlib
import mimetypes
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.rubric import (
    Criterion,
    Level,
    Microcredential,
    Part,
    RequiredEvidence,
    microcredential_document,
    rubric_hash,
)
from reviewer_app.domain.submission import (
    Answer,
    EvidenceItem,
    Submission,
    SubmittedPart,
    submission_document,
)

OVERVIEW, EVIDENCE, REFLECTION = "overview", "evidence", "reflection"
LEVELS = ("basic", "developing", "proficient")
_HOME = uuid.UUID("6f1d0f52-6a39-5d0f-9f58-0d3e8f6f2c11")
_TYPES = {"md": "text/markdown", "txt": "text/plain", "mp3": "audio/mpeg", "mp4": "video/mp4"}

mimetypes.init(files=[])


def three(
    id: str, part: str, title: str, description: str, *descriptors: str, floor: str = "proficient"
) -> Criterion:
    """A criterion on the scale Basic, Developing, Proficient, one descriptor each."""
    pairs = zip(LEVELS, descriptors, strict=True)
    return Criterion(
        id, part, title, description, tuple(Level(x, x.title(), words) for x, words in pairs), floor
    )


def parts(
    overview: tuple[RequiredEvidence, ...],
    evidence: tuple[RequiredEvidence, ...],
    reflection: tuple[RequiredEvidence, ...],
    told: tuple[str, str, str],
) -> tuple[Part, ...]:
    """The usual three parts with what each asks for."""
    return (
        Part(OVERVIEW, "Overview", told[0], overview),
        Part(EVIDENCE, "Evidence", told[1], evidence),
        Part(REFLECTION, "Reflection", told[2], reflection),
    )


@dataclass(frozen=True)
class Piece:
    """One evidence item: its required slot, what it is called, its file name, and what makes its bytes."""

    part: str
    requirement: str
    title: str
    name: str
    make: Callable[[], bytes] | None = None
    url: str = ""


@dataclass(frozen=True)
class Pin:
    """A citation in a reference review: criterion, number of the evidence item, chip words, selector value."""

    criterion: str
    evidence: int
    label: str
    fragment: str
    quote: str = ""


@dataclass(frozen=True)
class Reference:
    """What a careful assessor would say: levels and comments by criterion, or the reasons to return the work."""

    scores: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    overall: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One submission as its author wrote it."""

    alias: str
    attempt: int
    microcredential: Microcredential
    submitted: datetime
    answers: Mapping[str, Sequence[tuple[str, str]]]
    pieces: tuple[Piece, ...]
    review: Reference
    note: str = ""

    @property
    def folder(self) -> str:
        """The folder's name: alias and attempt."""
        return f"{self.alias}-{self.attempt}"

    @property
    def id(self) -> str:
        """A UUIDv7 whose time is the moment of submission and whose rest comes from alias and attempt."""
        rest = uuid.uuid5(_HOME, self.folder).int & ((1 << 80) - 1)
        stamp = int(self.submitted.timestamp() * 1000)
        return str(uuid.UUID(int=(stamp << 80 | rest) & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62))


def when(text: str) -> datetime:
    """A moment written as ``2026-10-05 15:20``, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def documents(sample: Sample, files: dict[str, bytes], earlier: Sample | None) -> dict[str, Any]:
    """The submission's document, its evidence described by the bytes that were made."""
    items = []
    for number, piece in enumerate(sample.pieces, start=1):
        made = files.get(piece.name, b"")
        suffix = piece.name.rpartition(".")[2]
        items.append(
            EvidenceItem(
                id=f"e{number}",
                part=piece.part,
                title=piece.title,
                name=piece.name,
                media_type="" if piece.url else _TYPES.get(suffix) or mimetypes.types_map[f".{suffix}"],
                size=len(made),
                sha256=hashlib.sha256(made).hexdigest() if made else "",
                file=f"evidence/{piece.name}" if made else "",
                url=piece.url,
                requirement=piece.requirement,
            )
        )
    return submission_document(
        Submission(
            id=sample.id,
            alias=sample.alias,
            attempt=sample.attempt,
            previous=earlier.id if earlier else "",
            earner=hashlib.sha256(f"sample earner {sample.alias}".encode()).hexdigest()[:16],
            microcredential=sample.microcredential.id,
            edition=sample.microcredential.edition,
            rubric_hash=rubric_hash(microcredential_document(sample.microcredential)),
            submitted_at=sample.submitted,
            parts=tuple(
                SubmittedPart(part.id, tuple(Answer(*each) for each in sample.answers.get(part.id, ())))
                for part in sample.microcredential.parts
            ),
            evidence=tuple(items),
            note=sample.note,
        )
    )


def reference(sample: Sample, document: dict[str, Any]) -> dict[str, Any]:
    """The reference review with its citations bound to the evidence they point at."""
    citations = []
    for place, pin in enumerate(sample.review.pins, start=1):
        item = document["evidence"][pin.evidence - 1]
        selectors: list[dict[str, str]] = [{"type": "FragmentSelector", "value": pin.fragment}]
        if pin.quote:
            selectors.append({"type": "TextQuoteSelector", "exact": pin.quote})
        made = uuid.uuid5(_HOME, f"{sample.folder} citation {place}")
        citations.append(
            Citation(
                str(made), pin.criterion, item["id"], item["sha256"], pin.label, tuple(selectors)
            ).document()
        )
    return {
        "submission": sample.id,
        "folder": sample.folder,
        "scores": sample.review.scores,
        "comments": sample.review.comments,
        "citations": citations,
        "overall": sample.review.overall,
        "reasons": list(sample.review.reasons),
    }
