"""From records to the rows lists and searches are made of: one pure step, used by every change and by rebuild."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reviewer_app.domain.decision import decision_from
from reviewer_app.domain.judging import judge, missing
from reviewer_app.domain.lifecycle import State, working_state
from reviewer_app.domain.pausing import CLOCK, Settled, moved, pauses
from reviewer_app.domain.records import FLAG, Record
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission, timestamp
from reviewer_app.domain.workdays import WorkCalendar
from reviewer_app.store.shapes import NO_DUE, folded

COLUMNS = (
    "submission", "alias", "title", "folded", "attempt", "total", "due", "role", "round", "evidence_count",
    "evidence_bytes", "here_count", "state", "progress", "scored", "updated_at", "decided", "decision", "outcome",
    "turnaround",
)  # fmt: skip
ABOUT = COLUMNS.index("state")
"""How many columns no word of the person changes, but that a pause moves the due date."""
DUE = COLUMNS.index("due")
HANDED_BACK = " handed back"
"""What a submission is withdrawn for where the person handed it back on another laptop. No coordinator's reason begins
with a blank."""
STEP = 1000
"""More than any rubric has criteria: where a review stands weighs more than how much of it is scored."""
PROGRESS = {state: place for place, state in enumerate(State)}
DONE = frozenset({State.DECIDED, State.RECEIVED, State.PRACTISED, State.HANDED_BACK})
"""States that ask nothing more of the person: listed as decided, no longer in the queue."""


@dataclass(frozen=True)
class Facts:
    """What the desk knows of a submission besides what the person said about it."""

    submission: Submission
    rubric: Microcredential
    arrived_at: str
    arrived_on: date
    withdrawn: str
    superseded: bool
    here: int
    accepted: bool | None
    settled: Settled = field(default_factory=dict)


def lifecycle(facts: Facts, state: ReviewState) -> State:
    """Where the submission stands; what was handed back stays so, whatever else is said of it."""
    if state.interest is not None or facts.withdrawn == HANDED_BACK:
        return State.HANDED_BACK
    if state.decision:
        if facts.accepted is None:
            return State.DECIDED
        return State.RECEIVED if facts.accepted else State.ATTENTION
    practice = facts.submission.is_practice  # of live work nobody here says so; another laptop may have
    if practice and state.practised:
        return State.PRACTISED
    if facts.withdrawn or (practice and state.given_up):
        return State.WITHDRAWN
    if facts.superseded:
        return State.SUPERSEDED
    verdict = judge(facts.rubric, state.scores)
    return working_state(
        here=facts.here == len(facts.submission.evidence),
        scored=verdict.scored,
        total=verdict.total,
        started=state.started,
        complete=not missing(facts.rubric, state),
    )


def due_of(facts: Facts, records: list[Record]) -> date | None:
    """When it is due, after the pauses that are over."""
    due = facts.submission.assignment.due
    if due is None or all(each.kind != FLAG for each in records):
        return due
    policy = facts.rubric.policy
    stops = pauses(facts.submission.id, records, facts.settled, policy.pause_on)
    return moved(due, stops, WorkCalendar(frozenset(policy.holidays)))


def due_column(facts: Facts, records: list[Record]) -> str:
    """The due date as it is sorted by."""
    due = due_of(facts, records)
    return due.isoformat() if due else NO_DUE


def moves_due(records: list[Record]) -> bool:
    """Whether the latest record may have stopped the clock or let it run on."""
    return bool(records) and records[-1].kind in CLOCK


def about_columns(facts: Facts, records: list[Record]) -> tuple[object, ...]:
    """The first columns of the ``queue`` table: what no word of the person changes, but for the due date."""
    about = facts.submission
    return (
        about.id,
        about.alias,
        facts.rubric.title,
        folded(f"{about.alias} {facts.rubric.title}"),
        about.attempt,
        len(facts.rubric.criteria),
        due_column(facts, records),
        about.assignment.role,
        about.assignment.round,
        len(about.evidence),
        sum(each.size for each in about.evidence),
        facts.here,
    )


def review_columns(facts: Facts, state: ReviewState, records: list[Record]) -> tuple[object, ...]:
    """The columns that follow them: where the review stands."""
    stands = lifecycle(facts, state)
    scored = len(state.scores)
    decided = next((each for each in reversed(records) if each.id == state.decision), None)
    return (
        stands.value,
        PROGRESS[stands] * STEP + scored,
        scored,
        timestamp(records[-1].at) if records else facts.arrived_at,
        int(stands in DONE),
        ending(state),
        decision_from(decided.body).outcome.value if decided else "",
        _turnaround(facts, decided.at.date()) if decided else None,
    )


def untouched_columns(stands: State, arrived_at: str) -> tuple[object, ...]:
    """The same columns before anything was said."""
    return (stands.value, PROGRESS[stands] * STEP, 0, arrived_at, int(stands in DONE), "", "", None)


def ending(state: ReviewState) -> str:
    """The record whose receipt says how far this is: what handed it back, decided it, or took its decision back."""
    return state.interest.record if state.interest is not None else state.decision or state.withdrawal


def _turnaround(facts: Facts, decided_on: date) -> int:
    """Business days from arrival to decision."""
    calendar = WorkCalendar(frozenset(facts.rubric.policy.holidays))
    return max(0, calendar.between(facts.arrived_on, decided_on))


def queue_row(facts: Facts, state: ReviewState, records: list[Record]) -> tuple[object, ...]:
    """The row of the ``queue`` table, in the order of COLUMNS."""
    return (*about_columns(facts, records), *review_columns(facts, state, records))


def said_rows(state: ReviewState) -> dict[str, str]:
    """The words that stand in a review, folded for search, by ``comment:`` or ``note:`` and criterion."""
    said = {f"comment:{where}": text for where, text in state.comments.items()}
    said |= {f"note:{where}": text for where, text in state.notes.items()}
    return {slot: folded(text) for slot, text in said.items()}
