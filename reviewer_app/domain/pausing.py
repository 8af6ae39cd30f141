"""Flags and problems with evidence, and the clock they stop: from the report until it is taken back or settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reviewer_app.domain import records as kinds
from reviewer_app.domain.policy import PauseOn
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import Flag, ReviewState, fold, step_of
from reviewer_app.domain.workdays import Pause, WorkCalendar

FLAG_KINDS = ("authenticity", "privacy", "safety", "wrong file", "other")
"""What a concern about a submission can be."""
PROBLEM_KINDS = ("does not open", "wrong file", "not legible", "names visible", "safety", "other")
"""What can be wrong with a piece of evidence."""

CLOCK = frozenset({kinds.FLAG, kinds.UNDONE, kinds.REDONE})
"""The kinds of records that can stop the clock or let it run on."""


@dataclass(frozen=True)
class Settlement:
    """The coordinator's answer to a flag or a problem: when it was settled, and words for the assessor."""

    flag: str
    at: datetime
    words: str


Settled = Mapping[str, Settlement]
"""Answers by the flag's id."""
NOTHING_SETTLED: Settled = {}


def problems(state: ReviewState, evidence: str = "", settled: Settled = NOTHING_SETTLED) -> tuple[Flag, ...]:
    """The problems that are open, of one piece of evidence or of all."""
    return tuple(
        each
        for each in state.flags
        if each.problem and each.id not in settled and (not evidence or evidence in each.about)
    )


def stopping(
    state: ReviewState, settled: Settled = NOTHING_SETTLED, pause_on: PauseOn | None = None
) -> tuple[Flag, ...]:
    """The open flags and problems for which the policy stops the clock."""
    policy = pause_on or PauseOn()
    return tuple(
        each
        for each in state.flags
        if each.id not in settled and policy.stops(each.kind, problem=each.problem)
    )


def pauses(
    submission: str,
    records: Iterable[Record],
    settled: Settled = NOTHING_SETTLED,
    pause_on: PauseOn | None = None,
) -> tuple[Pause, ...]:
    """The days on which the clock stood still; the last one may still go on."""
    said = sorted(
        (each for each in records if each.subject == submission), key=lambda each: (each.at, each.n)
    )
    raised = {step_of(each) for each in said if each.kind == kinds.FLAG}
    turns = [each for each in said if each.kind in CLOCK and (_step(each) in raised)]
    moments = {each.at for each in turns} | {each.at for each in settled.values()}
    found: list[Pause] = []
    for moment in sorted(moments):
        so_far = fold(submission, [each for each in said if each.at <= moment])
        answered = {flag: each for flag, each in settled.items() if each.at <= moment}
        stopped = bool(stopping(so_far, answered, pause_on))
        standing = bool(found) and found[-1].until is None
        if stopped and not standing:
            found.append(Pause(moment.date()))
        elif standing and not stopped:
            found[-1] = replace(found[-1], until=moment.date())
    return tuple(found)


def _step(record: Record) -> str:
    """The step a record makes, takes back or brings back."""
    return step_of(record) if record.kind == kinds.FLAG else str(record.body.get("step", ""))


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
