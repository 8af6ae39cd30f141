"""Records: what a person did, as immutable, signed, numbered facts from which all state is folded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.record_forms import kind_here
from reviewer_app.domain.signing import SigningKey, canonical, signed, signer
from reviewer_app.domain.submission import moment, timestamp

RECORD_FORMAT = "reviewer-record"

SCORE = "score.set"
COMMENT = "comment.set"
NOTE = "note.set"
CITATION = "citation.set"
FLAG = "flag.set"
CHECK = "check.set"
"""The completeness check: for an ``item``, the ``answer`` to one ``aspect`` of it."""
CONFIDENCE = "confidence.set"
"""How sure the person is of the level of a ``criterion``: ``confidence``."""
LOOK = "look.set"
"""Whether a ``criterion`` wants a second look: ``look``."""
OVERRULE = "overrule.set"
"""The ``reason`` why a ``finding`` of the feedback check does not hold for what is said on a ``criterion``."""
UNDONE = "change.undone"
REDONE = "change.redone"
DECISION = "decision.signed"
DECISION_WITHDRAWN = "decision.withdrawn"
"""The person takes a ``decision`` (a record) back for a ``reason``; both records stay."""
INTEREST = "interest.declared"
"""The person has a conflict of interest: ``reason`` and ``words``; ``removed`` where it was declared by mistake."""
REVEALED = "names.revealed"
"""The person had names shown that the guard masks: ``evidence`` and the ``reason`` they gave; never the names."""
PRACTISED = "practice.scored"
"""Practice came to its end: the levels given, and those they are held against (``domain.calibrating``)."""
GIVEN_UP = "practice.dropped"
"""Practice was given up before anything was compared, or taken up again: ``given_up`` says which."""
ANSWERED = "refusal.answered"
"""What the person did about a ``record`` that the hub refused with a ``code``: ``answer`` is one of ``ANSWERS``."""
LET_GO, JUDGE_AGAIN, SENT_AGAIN = "let-go", "judge-again", "sent-again"
ANSWERS = (LET_GO, JUDGE_AGAIN, SENT_AGAIN)
KINDS = (
    SCORE, COMMENT, NOTE, CITATION, FLAG, CHECK, CONFIDENCE, LOOK, OVERRULE, UNDONE, REDONE, DECISION, REVEALED,
    PRACTISED, GIVEN_UP,
    DECISION_WITHDRAWN, INTEREST, ANSWERED,
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One fact. ``n`` counts per device from 1 without gaps; ``subject`` is the submission it is about.

    ``document`` is the signed JSON as it was made or received and never changes; the fields are read from it. What is
    in it in a form that this program does not know is of a ``kind`` of its own (``record_forms``).
    """

    id: str
    device: str
    n: int
    at: datetime
    author: str
    kind: str
    subject: str
    body: Mapping[str, Any]
    supersedes: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the canonical bytes of the signed document: what a receipt names."""
        return record_hash(self.document)


def record_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a signed document's canonical bytes."""
    return hashlib.sha256(canonical(document)).hexdigest()


def chained(before: str, record: str) -> str:
    """The rolling hash (hex) after one more record: SHA-256 over both hashes; "" stands before the first.

    Desk and hub each keep it over a device's records in order of ``n`` and compare it at the end of a round.
    """
    return hashlib.sha256(bytes.fromhex(before) + bytes.fromhex(record)).hexdigest()


def make_record(
    key: SigningKey,
    *,
    id: str,
    n: int,
    at: datetime,
    author: str,
    kind: str,
    subject: str,
    body: Mapping[str, Any],
    supersedes: str = "",
    hashes: Mapping[str, str] | None = None,
) -> Record:
    """A signed record by the device that holds this key."""
    when = timestamp(at)
    bare = {
        "format": RECORD_FORMAT,
        "version": 1,
        "id": id,
        "device": key.name,
        "n": n,
        "at": when,
        "author": author,
        "kind": kind,
        "subject": subject,
        "body": dict(body),
        "supersedes": supersedes,
        "hashes": dict(hashes or {}),
    }
    return read_record(signed(bare, key, when), trusted=True)


def read_record(document: Mapping[str, Any], *, trusted: bool = False) -> Record:
    """A record from its signed JSON; refused unless its own device signed it (``trusted`` skips the check)."""
    if document.get("format") != RECORD_FORMAT or document.get("version") != 1:
        raise _refused("its format or version is not known here")
    if not trusted and signer(document) != document.get("device"):
        raise _refused("its signature does not fit its content")
    try:
        body = dict(document["body"])
        return Record(
            id=str(document["id"]),
            device=str(document["device"]),
            n=int(document["n"]),
            at=moment(document["at"]),
            author=str(document["author"]),
            kind=kind_here(str(document["kind"]), body),
            subject=str(document["subject"]),
            body=body,
            supersedes=str(document.get("supersedes") or ""),
            hashes=dict(document.get("hashes") or {}),
            document=document,
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise _refused(f"a field is missing or wrong ({problem})") from problem


def _refused(why: str) -> FileError:
    return FileError(
        "record",
        "A record was refused",
        f"One record cannot be used: {why}.",
        "Nothing was changed; the record stays where it came from.",
    )
