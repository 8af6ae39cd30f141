"""The states a submission passes through on a desk, and the only legal moves between them."""

from __future__ import annotations

from enum import StrEnum

from reviewer_app.domain.errors import RuleError


class State(StrEnum):
    """Where a submission stands on this desk."""

    ARRIVING = "arriving"
    TO_REVIEW = "to_review"
    IN_REVIEW = "in_review"
    READY = "ready"
    DECIDED = "decided"
    RECEIVED = "received"
    ATTENTION = "attention"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    PRACTISED = "practised"
    HANDED_BACK = "handed_back"


WORDS = {
    State.ARRIVING: "Files on their way",
    State.TO_REVIEW: "Not started",
    State.IN_REVIEW: "In review",
    State.READY: "Ready to submit",
    State.DECIDED: "Waiting for its receipt",
    State.RECEIVED: "Received by the hub",
    State.ATTENTION: "Needs attention",
    State.WITHDRAWN: "Withdrawn",
    State.SUPERSEDED: "Newer attempt arrived",
    State.PRACTISED: "Compared",
    State.HANDED_BACK: "Handed back",
}

_WORKING = frozenset({State.ARRIVING, State.TO_REVIEW, State.IN_REVIEW, State.READY})
_TAKEN_AWAY = frozenset({State.WITHDRAWN, State.SUPERSEDED, State.HANDED_BACK})
_ENDED_HERE = frozenset({State.DECIDED, State.PRACTISED})

MOVES: dict[State, frozenset[State]] = {
    State.ARRIVING: _WORKING - {State.ARRIVING} | _TAKEN_AWAY,
    # What is whole on the laptop can also be decided, or compared.
    **{
        each: _WORKING - {each} | _ENDED_HERE | _TAKEN_AWAY
        for each in (State.TO_REVIEW, State.IN_REVIEW, State.READY)
    },
    State.DECIDED: frozenset({State.RECEIVED, State.ATTENTION}),
    State.RECEIVED: frozenset({State.ATTENTION}),
    State.ATTENTION: frozenset({State.DECIDED, State.RECEIVED}),
    State.WITHDRAWN: frozenset({State.TO_REVIEW}),
    State.SUPERSEDED: frozenset({State.TO_REVIEW, State.WITHDRAWN}),
    State.PRACTISED: frozenset(),
    State.HANDED_BACK: frozenset(),
}
"""What follows by itself; only what a person takes back (``TAKEN_BACK``) leads out of an end."""

TAKEN_BACK: dict[State, frozenset[State]] = {
    State.DECIDED: _WORKING,
    State.RECEIVED: _WORKING,
    State.ATTENTION: _WORKING | {State.WITHDRAWN, State.SUPERSEDED},
    State.HANDED_BACK: _WORKING | {State.WITHDRAWN, State.SUPERSEDED},
}
"""Where a submission goes when the person takes back what ended its review, or answers its refusal, by a record."""

OPEN = _WORKING
"""States in which a review can still change."""

KEEPS_WORDS = frozenset({State.SUPERSEDED, State.WITHDRAWN})
"""States that come from elsewhere, perhaps in the middle of a sentence: what was being written is still kept."""


def move(before: State, after: State) -> State:
    """The state after a move, or a RuleError where the move is not legal; staying put always is."""
    if after is before or after in MOVES[before]:
        return after
    raise RuleError(
        "illegal-move",
        "That cannot be done now",
        f"A submission that is “{WORDS[before].lower()}” cannot become “{WORDS[after].lower()}”.",
        "Open the submission to see where it stands.",
    )


def working_state(*, here: bool, scored: int, total: int, started: bool, complete: bool) -> State:
    """The state of an undecided submission from what is on the laptop and what was said so far."""
    if not started and not here:
        return State.ARRIVING
    if complete and scored == total and here:
        return State.READY
    return State.IN_REVIEW if started else State.TO_REVIEW


def check_open(state: State) -> None:
    """Refuse a change to a review that is decided, withdrawn or superseded."""
    if state not in OPEN:
        raise RuleError(
            "review-closed",
            "This review is closed",
            f"The submission is “{WORDS[state].lower()}”, so nothing in its review can change.",
            "Earlier words and scores stay readable; a new attempt is reviewed on its own.",
        )


def check_readable(state: State) -> None:
    """Refuse to show anything of a submission that was handed back for a conflict of interest."""
    if state is State.HANDED_BACK:
        raise RuleError(
            "handed-back",
            "You handed this submission back",
            "You declared a conflict of interest, so nothing of it opens here any more.",
            "If that was a mistake, take it back in the Decided room, under Handed back, before the next sync.",
        )
