"""Problems with evidence, and the clock they stop: from the report until it is taken back or settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import Flag, ReviewState, fold
from reviewer_app.domain.workdays import Pause, WorkCalendar

PROBLEM_KINDS = ("does not open", "wrong file", "not legible", "names visible", "safety", "other")
"""What can be wrong with a piece of evidence; anything of it stops the clock."""

_CLOCK = (kinds.FLAG, kinds.UNDONE, kinds.REDONE)


def problems(state: ReviewState, evidence: str = "") -> tuple[Flag, ...]:
    """The problems that are open, of one piece of evidence or of all."""
    return tuple(each for each in state.flags if each.problem and (not evidence or each.evidence == evidence))


def pauses(submission: str, records: Iterable[Record]) -> tuple[Pause, ...]:
    """The days on which the clock stood still; the last one may still go on."""
    said = sorted(
        (each for each in records if each.subject == submission), key=lambda each: (each.at, each.n)
    )
    found: list[Pause] = []
    for number, each in enumerate(said, 1):
        if each.kind not in _CLOCK:
            continue
        stopped = bool(problems(fold(submission, said[:number])))
        standing = bool(found) and found[-1].until is None
        if stopped and not standing:
            found.append(Pause(each.at.date()))
        elif standing and not stopped:
            found[-1] = replace(found[-1], until=each.at.date())
    return tuple(found)


def paused(stops: Iterable[Pause]) -> bool:
    """Whether the clock stands still now."""
    return any(each.until is None for each in stops)


def moved(due: date, stops: Iterable[Pause], calendar: WorkCalendar) -> date:
    """The due date after pauses that are over: as many business days later as the clock stood still before it."""
    for each in stops:
        if each.until is None or each.since > due:
            continue
        lost = calendar.between(each.since - timedelta(days=1), each.until - timedelta(days=1))
        due = calendar.after(due, lost)
    return due
