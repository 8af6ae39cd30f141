"""The story of a review in words: every change with its time, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import OVERALL
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.workflows.desk import Desk

_CHECK_WORDS = {"present": "present?", "opens": "opens?", "legible": "legible?", "right": "the right thing?"}


@dataclass(frozen=True)
class HistoryLine:
    """One change, when it was made, and a sentence that says what it was."""

    record: str
    at: datetime
    criterion: str
    words: str


def history(desk: Desk, submission: str) -> tuple[HistoryLine, ...]:
    """Every change of one review in words, oldest first."""
    rubric = desk.store.rubric(desk.store.submission(submission).rubric_hash)
    levels: dict[str, str] = {}
    lines: list[HistoryLine] = []
    for record in desk.store.records(submission):
        words = _words(rubric, record, levels)
        lines.append(HistoryLine(record.id, record.at, str(record.body.get("criterion", OVERALL)), words))
    return tuple(lines)


def _words(rubric: Microcredential, record: Record, levels: dict[str, str]) -> str:
    body = record.body
    criterion = str(body.get("criterion", OVERALL))
    where = f"Criterion {criterion}" if criterion else "The whole submission"
    if record.kind == kinds.SCORE:
        before = levels.get(criterion)
        after = rubric.criterion(criterion).level(body["level"]).title if body["level"] else ""
        levels[criterion] = after
        if not after:
            return f"{where}: level taken away"
        if body.get("carried_attempt"):
            return f"{where}: {after}, carried over from attempt {body['carried_attempt']}"
        return f"{where}: {before} to {after}" if before else f"{where}: {after}"
    if record.kind == kinds.CITATION:
        return (
            "Citation removed" if body.get("removed") else f"{where}: cited {body.get('label', 'evidence')}"
        )
    if record.kind == kinds.CHECK:
        item = str(body.get("item", "")).partition("/")[2]
        asked = _CHECK_WORDS.get(str(body.get("aspect")), "")
        return f"Completeness check, {item}: {asked} {body.get('answer') or 'taken back'}"
    if record.kind == kinds.INTEREST:
        return (
            "Conflict of interest taken back"
            if body.get("removed")
            else f"Handed back for a conflict of interest: {body.get('reason', 'other')}"
        )
    if record.kind == kinds.FLAG:
        if body.get("problem"):
            return f"Problem with evidence reported: {body.get('kind', 'other')}"
        return "Flag taken back" if body.get("removed") else f"Flag raised: {body.get('kind', 'other')}"
    return {
        kinds.COMMENT: f"{where}: comment changed",
        kinds.NOTE: f"{where}: private note changed",
        kinds.UNDONE: "A change was undone",
        kinds.REDONE: "A change was redone",
        kinds.DECISION_WITHDRAWN: f"Decision taken back: {body.get('reason', '')}",
        kinds.DECISION: f"Decision signed: {str(body.get('outcome', '')).replace('_', ' ')}",
    }.get(record.kind, record.kind)
