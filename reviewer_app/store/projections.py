"""From records to the rows lists and searches are made of: one pure step, used by every change and by rebuild."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from reviewer_app.domain.decision import decision_from
from reviewer_app.domain.judging import missing
from reviewer_app.domain.lifecycle import State, working_state
from reviewer_app.domain.records import DECISION, Record
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission, timestamp
from reviewer_app.domain.workdays import WorkCalendar

COLUMNS = (
    "submission", "alias", "title", "folded", "attempt", "state", "progress", "scored", "total", "due", "role",
    "round", "evidence_count", "evidence_bytes", "here_count", "updated_at", "decided", "decision", "outcome",
    "turnaround",
)  # fmt: skip
PROGRESS = {state: place for place, state in enumerate(State)}
NO_DUE = "9999-12-31"


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


def folded(text: str) -> str:
    """Text as it is compared in searches: case and accents left out."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def lifecycle(facts: Facts, state: ReviewState) -> State:
    """Where the submission stands."""
    if state.decision:
        if facts.accepted is None:
            return State.DECIDED
        return State.RECEIVED if facts.accepted else State.ATTENTION
    if facts.withdrawn:
        return State.WITHDRAWN
    if facts.superseded:
        return State.SUPERSEDED
    return working_state(
        here=facts.here == len(facts.submission.evidence),
        scored=len(state.scores),
        total=len(facts.rubric.criteria),
        started=state.started,
        complete=not missing(facts.rubric, state),
    )


def queue_row(facts: Facts, state: ReviewState, records: list[Record]) -> tuple[object, ...]:
    """The row of the ``queue`` table, in the order of COLUMNS."""
    about = facts.submission
    stands = lifecycle(facts, state)
    decided = next((each for each in reversed(records) if each.id == state.decision), None)
    outcome = decision_from(decided.body).outcome.value if decided and decided.kind == DECISION else ""
    calendar = WorkCalendar(frozenset(facts.rubric.policy.holidays))
    latest = records[-1].at if records else None
    return (
        about.id,
        about.alias,
        facts.rubric.title,
        folded(f"{about.alias} {facts.rubric.title}"),
        about.attempt,
        stands.value,
        PROGRESS[stands] * 1000 + len(state.scores),
        len(state.scores),
        len(facts.rubric.criteria),
        about.assignment.due.isoformat() if about.assignment.due else NO_DUE,
        about.assignment.role,
        about.assignment.round,
        len(about.evidence),
        sum(each.size for each in about.evidence),
        facts.here,
        timestamp(latest) if latest else facts.arrived_at,
        int(bool(state.decision)),
        state.decision,
        outcome,
        max(0, calendar.between(facts.arrived_on, decided.at.date())) if decided else None,
    )


def said_rows(state: ReviewState, records: list[Record]) -> dict[str, tuple[str, str]]:
    """By slot: the record that stands in it, and its words folded for search."""
    by_id = {each.id: each for each in records}
    return {
        slot: (record, folded(str(by_id[record].body.get("text", "")) if record in by_id else ""))
        for slot, record in state.effective.items()
    }
