"""When to set out for the hub, and what the pill says: pure decisions over a small frozen state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from reviewer_app.domain.errors import LineError, ReviewerError
from reviewer_app.exchange.failures import NEEDS_A_PERSON

FIRST_WAIT = 5.0
LONGEST_WAIT = 15 * 60.0
USUAL_WAIT = 5 * 60.0
LONGEST_WISH = 24 * 3600.0


class Pill(StrEnum):
    """What the pill in the corner says about work on its way."""

    UNPAIRED = "unpaired"
    OFFLINE = "offline"
    WAITING = "waiting"
    SENDING = "sending"
    RECEIVED = "received"
    ATTENTION = "attention"


class Hint(StrEnum):
    """A reason to set out before the time has come."""

    SUBMITTED = "submitted"
    ASKED = "asked"
    REACHABLE = "reachable"
    STARTED = "started"


@dataclass(frozen=True)
class Schedule:
    """Where exchanging stands: how often it failed in a row, when it is due, and until when the hub asked for peace."""

    due_at: datetime | None = None
    not_before: datetime | None = None
    failures: int = 0
    busy: bool = False
    offline: bool = False
    trouble: str = ""


def is_due(state: Schedule, now: datetime) -> bool:
    """Whether to set out now; a clock put back by hours never makes work wait longer than the longest wait."""
    if state.busy or _held(state, now):
        return False
    return (
        state.due_at is None or not now < state.due_at or state.due_at - now > timedelta(seconds=LONGEST_WAIT)
    )


def next_look(state: Schedule, now: datetime) -> float:
    """Seconds until it is worth asking ``is_due`` again."""
    if is_due(state, now):
        return 0.0
    times = [each for each in (state.due_at, state.not_before) if each is not None]
    wait = max(((each - now).total_seconds() for each in times), default=USUAL_WAIT)
    return min(max(wait, 0.0), LONGEST_WAIT)


def set_out(state: Schedule) -> Schedule:
    """A round has begun."""
    return replace(state, busy=True)


def hinted(state: Schedule, hint: Hint, now: datetime) -> Schedule:
    """Something makes now a good moment; a hub's wish for peace still holds unless a person asks."""
    asked = hint is Hint.ASKED
    return replace(state, due_at=now, not_before=None if asked else state.not_before)


def arrived(state: Schedule, now: datetime, chance: float) -> Schedule:
    """A round came to its end; ``chance`` in [0, 1) spreads many laptops over time."""
    return Schedule(due_at=now + timedelta(seconds=USUAL_WAIT * (0.75 + chance / 2)))


def failed(state: Schedule, problem: ReviewerError, now: datetime, chance: float) -> Schedule:
    """A round failed: wait longer each time, at least as long as the hub asked, at most a quarter of an hour."""
    failures = state.failures + 1
    wait = min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT) * (0.5 + chance / 2)
    if problem.code in NEEDS_A_PERSON:
        wait = LONGEST_WAIT
    wish = min(getattr(problem, "retry_after", None) or 0.0, LONGEST_WISH)
    return Schedule(
        due_at=now + timedelta(seconds=max(wait, wish) if wish <= LONGEST_WAIT else LONGEST_WAIT),
        not_before=now + timedelta(seconds=wish) if wish else None,
        failures=failures,
        offline=isinstance(problem, LineError),
        trouble=problem.code if problem.code in NEEDS_A_PERSON else "",
    )


def stopped(state: Schedule, now: datetime) -> Schedule:
    """The person cancelled a round: nothing failed, and the next one comes at the usual time."""
    return replace(state, busy=False, due_at=now + timedelta(seconds=USUAL_WAIT))


def pill(state: Schedule, *, paired: bool, waiting: int, attention: int) -> Pill:
    """What the pill says, from the schedule and the outbox (``waiting`` and ``attention`` count decisions)."""
    if not paired:
        return Pill.UNPAIRED
    if state.trouble or attention:
        return Pill.ATTENTION
    if state.busy:
        return Pill.SENDING
    if state.offline:
        return Pill.OFFLINE
    return Pill.WAITING if waiting else Pill.RECEIVED


def pill_words(what: Pill, waiting: int) -> str:
    """The pill's words; the number is of decisions not yet received."""
    number = f" ({waiting})" if waiting else ""
    return {
        Pill.UNPAIRED: "Not paired",
        Pill.OFFLINE: f"Offline{number}",
        Pill.WAITING: f"Waiting{number}",
        Pill.SENDING: f"Sending{number}",
        Pill.RECEIVED: "All received",
        Pill.ATTENTION: "Needs attention",
    }[what]


def _held(state: Schedule, now: datetime) -> bool:
    if state.not_before is None or now >= state.not_before:
        return False
    return state.not_before - now <= timedelta(seconds=LONGEST_WISH)
