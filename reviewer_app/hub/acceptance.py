"""Whether a record may enter the hub's books: pure rules over one record and what is known of its submission."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.decision import DECISION_FORMAT
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.records import DECISION, DECISION_WITHDRAWN, INTEREST, KINDS, RECORD_FORMAT
from reviewer_app.domain.signing import canonical, examined_line
from reviewer_app.domain.submission import moment

OUTCOMES = frozenset(each.value for each in Outcome)
TEXTS = ("id", "device", "at", "author", "kind", "subject")
NUL = "\0"
"""What no text in PostgreSQL can hold, and no text should."""


@dataclass(frozen=True)
class Arrived:
    """One line of a batch as read: ``fault`` is a code when it cannot stand as a record, whatever the hub knows.

    ``n`` is 0 where not even the number could be read; ``text`` is the canonical document, "" when it is none.
    """

    id: str
    n: int
    device: str
    author: str
    kind: str
    subject: str
    body: Mapping[str, Any]
    rubric: str
    sha256: str
    text: str
    fault: str


@dataclass(frozen=True)
class Task:
    """A person's assignment as a decision meets it.

    ``outcome`` is what the decision says, ``given_away`` whether somebody else got the work after it was handed back.
    ``closed`` is the code by which a decision is refused since the task was closed, ``device`` who signed the decision.
    """

    id: int
    state: str
    decision: str
    rubric: str
    evidence: str
    practice: bool = False
    """Whether it is an anchor, which is never decided."""
    outcome: str = ""
    given_away: bool = False
    closed: str = ""
    device: str = ""


OPEN, DECIDED, RELEASED, TAKEN_BACK, HANDED_BACK = "open", "decided", "released", "withdrawn", "handed_back"
"""The states of an assignment."""
KEPT_ASIDE = "kept-aside"
"""The code of a record of a kind this version does not know: it is accepted and kept for a version that does."""
ABOUT_TASKS = frozenset({DECISION, DECISION_WITHDRAWN, INTEREST})
"""Kinds of records that are judged by the assignment, and change it."""


def read_line(line: bytes) -> Arrived:
    """A record from one line of a batch, its hash taken and its signature checked; never an exception."""
    try:
        document, text, who = examined_line(line)
    except (ValueError, RecursionError):
        document, text, who = None, b"", None
    if not text or not isinstance(document, dict):
        return _unreadable(hashlib.sha256(line).hexdigest())
    sha256 = hashlib.sha256(text).hexdigest()
    n, id, device = document.get("n"), document.get("id"), document.get("device")
    if type(n) is not int or not 1 <= n < 2**53 or not isinstance(id, str) or not isinstance(device, str):
        return _unreadable(sha256)
    if NUL in id:
        return _unreadable(sha256)
    fault = "" if _well_formed(document) else "malformed"
    if not fault and who != device:
        fault = "signature"
    if fault in ("malformed", "signature"):
        return Arrived(id, n, device, "", "", "", {}, "", sha256, text.decode(), fault)
    return Arrived(
        id,
        n,
        device,
        document["author"],
        document["kind"],
        document["subject"],
        document["body"],
        str(document["hashes"].get("rubric", "")),
        sha256,
        text.decode(),
        fault,
    )


def judged(record: Arrived, person: str, strangers: frozenset[str], task: Task | None) -> str:
    """The code by which a sound record is refused, "" when it is accepted, KEPT_ASIDE when it is but not understood.

    ``strangers`` are authors that are other people of this hub; a name no account has is one a laptop gave itself
    before it was paired.
    """
    if record.fault:
        return record.fault
    if record.author in strangers:
        return "other-author"
    if record.kind not in KINDS:
        return KEPT_ASIDE
    if record.kind == DECISION_WITHDRAWN:
        return _judged_withdrawal(record, task)
    if record.kind == INTEREST:
        return _judged_interest(record, task)
    return _judged_decision(record, task) if record.kind == DECISION else ""


def is_accepted(code: str) -> bool:
    """Whether a record with this code is on the hub for good."""
    return code in ("", KEPT_ASIDE)


def judges_levels(record: Arrived) -> bool:
    """Whether it is a decision that judges levels, as one that returns incomplete work does not."""
    return record.kind == DECISION and record.body.get("outcome") != Outcome.INCOMPLETE


def _judged_withdrawal(record: Arrived, task: Task | None) -> str:
    if not isinstance(record.body.get("reason"), str) or not isinstance(record.body.get("decision"), str):
        return "malformed-body"
    if task is None:
        return "not-assigned"
    if task.state in (TAKEN_BACK, HANDED_BACK):
        return "withdrawn" if task.state == TAKEN_BACK else "handed-back"
    if task.state == RELEASED:
        return "released"
    if not task.decision or task.decision != record.body["decision"]:
        return "no-such-decision"
    return "" if task.outcome == Outcome.INCOMPLETE else "not-incomplete"


def _judged_interest(record: Arrived, task: Task | None) -> str:
    if not record.body.get("removed") and not isinstance(record.body.get("reason"), str):
        return "malformed-body"
    if task is None:
        return ""  # nothing to hand back, but it is noted
    if record.body.get("removed"):
        return "given-away" if task.given_away else ""
    return "already-decided" if task.decision else ""


def _judged_decision(record: Arrived, task: Task | None) -> str:
    body = record.body
    if body.get("format") != DECISION_FORMAT or body.get("submission") != record.subject:
        return "not-a-decision"
    outcome = body.get("outcome")
    if not isinstance(outcome, str) or outcome not in OUTCOMES or not isinstance(body.get("scores"), list):
        return "not-a-decision"
    if task is None:
        return "not-assigned"
    if task.practice:
        return "practice"
    if task.state == HANDED_BACK:
        return "handed-back"
    if task.state == RELEASED:
        return "released"
    if task.decision and task.state != TAKEN_BACK:
        return "already-decided" if task.device in ("", record.device) else "decided-elsewhere"
    if task.closed or task.state == TAKEN_BACK:
        return task.closed or "withdrawn"
    if body.get("rubric_hash") != task.rubric or record.rubric not in ("", task.rubric):
        return "other-rubric"
    evidence = body.get("evidence_hashes")
    if not isinstance(evidence, dict) or canonical(evidence).decode() != task.evidence:
        return "other-evidence"
    return ""


def _well_formed(document: Mapping[str, Any]) -> bool:
    if document.get("format") != RECORD_FORMAT or document.get("version") != 1:
        return False
    if not all(isinstance(document.get(name), str) for name in TEXTS) or not document["id"]:
        return False
    if any(NUL in document[name] for name in TEXTS):
        return False
    if not isinstance(document.get("body"), dict) or not isinstance(document.get("hashes"), dict):
        return False
    try:
        moment(document["at"])
    except ValueError:
        return False
    return True


def _unreadable(sha256: str) -> Arrived:
    return Arrived("", 0, "", "", "", "", {}, "", sha256, "", "malformed")
