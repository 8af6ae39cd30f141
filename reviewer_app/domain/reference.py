"""Reference scores of an anchor: what experienced assessors gave it and why, wrapped out of sight."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.judging import not_judged
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.signing import canonical

REFERENCE_FORMAT = "reviewer-reference"
ENCODING = "base64"


@dataclass(frozen=True)
class Reference:
    """The level each criterion should have, by criterion id, with the reason; ``by`` says who agreed on it."""

    scores: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    overall: str = ""
    by: str = ""

    def document(self) -> dict[str, Any]:
        """The reference as the JSON of reference.json (schema reference-1)."""
        return {
            "format": REFERENCE_FORMAT,
            "version": 1,
            "scores": dict(self.scores),
            "reasons": dict(self.reasons),
            "overall": self.overall,
            "by": self.by,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Reference:
        """A reference from its JSON, which must already fit the schema."""
        return cls(
            dict(document["scores"]),
            dict(document.get("reasons", {})),
            document.get("overall", ""),
            document.get("by", ""),
        )


def wrapped(document: Mapping[str, Any]) -> dict[str, str]:
    """A reference document as it travels in submission.json: out of sight, with its SHA-256."""
    content = canonical(document)
    return {
        "encoding": ENCODING,
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode("ascii"),
    }


def unwrapped(wrapper: Mapping[str, Any]) -> dict[str, Any]:
    """The document inside; a FileError where it is damaged or in an encoding not known here."""
    if wrapper.get("encoding") != ENCODING:
        raise _damaged("its encoding is not known here")
    try:
        content = base64.b64decode(str(wrapper.get("content", "")), validate=True)
    except (binascii.Error, ValueError):
        raise _damaged("it is not base64") from None
    if hashlib.sha256(content).hexdigest() != wrapper.get("sha256"):
        raise _damaged("it does not fit its SHA-256")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise _damaged("it is not JSON") from None
    if not isinstance(document, dict):
        raise _damaged("it is not a JSON object")
    return document


def check_reference(reference: Reference, rubric: Microcredential) -> tuple[str, ...]:
    """What is wrong with a reference under a rubric, a sentence each: what it judges has a level the rubric knows."""
    known = {each.id: {level.id for level in each.levels} for each in rubric.criteria}
    found = [
        f"The reference names criterion “{criterion}”, which the rubric does not have."
        for criterion in (*reference.scores, *reference.reasons)
        if criterion not in known
    ]
    sound = {key: level for key, level in reference.scores.items() if level in known.get(key, ())}
    left_out = not_judged(rubric, sound)
    for criterion, levels in known.items():
        if criterion in left_out and criterion not in reference.scores:
            continue
        level = reference.scores.get(criterion)
        if level is None:
            found.append(f"The reference gives criterion {criterion} no level.")
        elif level not in levels:
            found.append(
                f"The reference gives criterion {criterion} the level “{level}”, which it does not have."
            )
    return tuple(dict.fromkeys(found))


def _damaged(why: str) -> FileError:
    return FileError(
        "reference",
        "The reference scores cannot be read",
        f"The anchor's reference is damaged: {why}.",
        "Ask the coordinator for the anchor again; your own scores are kept.",
    )
