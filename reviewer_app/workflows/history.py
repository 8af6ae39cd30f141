"""The story of a review in words: every change with its time and laptop, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from reviewer_app.domain import records as kinds
from reviewer_app.domain.differing import Run, shortened, word_runs
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import CHANGES, TEXTS, Standing, slot_of, standing, step_of
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.fields import WORDS, criterion_of, field_name, field_value, level_title
from reviewer_app.workflows.guarding import blinded

HERE = "this laptop"
ELSEWHERE = "your other laptop"

ANSWERS = {
    kinds.LET_GO: "The decision that the hub refused was let go",
    kinds.JUDGE_AGAIN: "The decision that the hub refused is judged again",
    kinds.SENT_AGAIN: "The decision that the hub refused was sent again",
}


@dataclass(frozen=True)
class HistoryLine:
    """One change, when and on which laptop it was made, and a sentence that says what it was.

    A burst of typing is one line, whose ``record`` is the last of it. ``runs`` are the words that changed, ``detail``
    says what an undo took back, ``undone`` that the change does not hold now, ``restores`` the moment that was gone
    back to, and ``settles`` that the change chose between two versions.
    """

    record: str
    at: datetime
    criterion: str
    words: str
    by: str = HERE
    slot: str = ""
    detail: str = ""
    runs: tuple[Run, ...] = ()
    undone: bool = False
    restores: datetime | None = None
    settles: bool = False


def history(desk: Desk, submission: str) -> tuple[HistoryLine, ...]:
    """Every change of one review in words, oldest first."""
    rubric = desk.store.rubric(desk.store.submission(submission).rubric_hash)
    about = blinded(desk, submission)
    return told(rubric, about, standing(submission, desk.store.records(submission)), desk.store.device.name)


def told(rubric: Microcredential, about: Submission, found: Standing, device: str) -> tuple[HistoryLine, ...]:
    """The lines of some records as a person at this device reads them."""
    known = {each.id: each for each in found.ordered}
    lines: list[HistoryLine] = []
    steps: dict[str, str] = {}
    bursts: dict[str, tuple[tuple[str, str], int, str]] = {}
    for record in found.ordered:
        before = _text(known.get(record.supersedes))
        burst = (step_of(record), slot_of(record.kind, record.body) if record.kind in CHANGES else "")
        last = bursts.get(record.device)
        goes_on = record.kind in WORDS and last is not None and last[0] == burst
        if goes_on and last is not None:
            before = last[2]
        line = _line(rubric, about, record, known, steps, before)
        line = replace(
            line,
            by=HERE if record.device == device else ELSEWHERE,
            undone=record.kind in CHANGES and record.id not in found.active,
        )
        if goes_on and last is not None:
            lines[last[1]] = line
        else:
            lines.append(line)
        bursts[record.device] = (burst, last[1] if goes_on and last else len(lines) - 1, before)
        if record.kind in CHANGES:
            steps.setdefault(burst[0], line.words)
    return tuple(lines)


def _line(
    rubric: Microcredential,
    about: Submission,
    record: Record,
    known: Mapping[str, Record],
    steps: Mapping[str, str],
    before: str,
) -> HistoryLine:
    criterion = criterion_of(record, known)
    slot = slot_of(record.kind, record.body) if record.kind in CHANGES else ""
    line = HistoryLine(
        record.id,
        record.at,
        criterion,
        _words(rubric, about, record, known.get(record.supersedes), criterion),
        slot=slot,
        settles=bool(record.body.get("settles")),
    )
    if record.kind in WORDS:
        line = replace(line, runs=shortened(word_runs(before, _text(record))))
    if record.kind in (kinds.UNDONE, kinds.REDONE):
        line = replace(line, detail=steps.get(str(record.body.get("step")), ""))
    origin = known.get(str(record.body.get("restores", "")))
    return line if origin is None else replace(line, restores=origin.at)


def _text(record: Record | None) -> str:
    return (
        str(record.body.get(TEXTS[record.kind][1], "")) if record is not None and record.kind in WORDS else ""
    )


def _words(
    rubric: Microcredential, about: Submission, record: Record, before: Record | None, criterion: str
) -> str:
    body = record.body
    where = f"Criterion {criterion}" if criterion else "The whole submission"
    if record.kind == kinds.SCORE:
        earlier = str(before.body.get("level", "")) if before is not None else ""
        was = level_title(rubric, criterion, earlier) if earlier else ""
        now = level_title(rubric, criterion, str(body["level"])) if body.get("level") else ""
        if not now:
            return f"{where}: level taken away"
        if body.get("carried_attempt"):
            return f"{where}: {now}, carried over from attempt {body['carried_attempt']}"
        if body.get("brought_from"):
            return f"{where}: {now}, brought over from a decision the hub refused"
        return f"{where}: {was} to {now}" if was else f"{where}: {now}"
    if record.kind == kinds.CITATION:
        return (
            "Citation removed" if body.get("removed") else f"{where}: cited {body.get('label', 'evidence')}"
        )
    if record.kind == kinds.CHECK:
        name = field_name(rubric, about, record, criterion)
        return f"{name} {body.get('answer') or 'taken back'}"
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
    if record.kind in CHANGES and record.kind not in WORDS:
        name = field_name(rubric, about, record, criterion, place=where)
        return f"{name}: {field_value(rubric, about, record) or 'taken away'}"
    return {
        kinds.COMMENT: f"{where}: comment changed",
        kinds.NOTE: f"{where}: private note changed",
        kinds.UNDONE: "A change was undone",
        kinds.REDONE: "A change was redone",
        kinds.DECISION_WITHDRAWN: f"Decision taken back: {body.get('reason', '')}",
        kinds.DECISION: f"Decision signed: {str(body.get('outcome', '')).replace('_', ' ')}",
        kinds.ANSWERED: ANSWERS.get(str(body.get("answer")), "The hub’s refusal was answered"),
        kinds.REVEALED: f"Names shown: {body.get('reason', '')}",
    }.get(record.kind, record.kind)
