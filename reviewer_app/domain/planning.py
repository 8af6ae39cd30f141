"""Today's plan: how many reviews a day keep every due date, which ones are today's, and which is best taken next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.workdays import WorkCalendar, due_words

SOON_DAYS = 3
"""Within so many business days what was begun is finished before something new is."""
_WORKABLE = frozenset({State.TO_REVIEW, State.IN_REVIEW, State.READY, State.ATTENTION})


@dataclass(frozen=True)
class Waiting:
    """A submission that waits for this person; ``paused`` while its clock stands still."""

    submission: str
    alias: str
    title: str
    state: State
    due: date | None
    scored: int = 0
    total: int = 0
    paused: bool = False

    @property
    def started(self) -> bool:
        """Whether something was said about it already."""
        return self.state in (State.IN_REVIEW, State.READY)


@dataclass(frozen=True)
class Plan:
    """What to do today. ``pace`` is the least number of reviews a business day that keeps every due date that can
    still be kept; ``today`` are those of today, the best first; ``minutes`` is how long they usually take this
    person, None while that is not known."""

    today: tuple[Waiting, ...] = ()
    late: int = 0
    pace: int = 0
    reason: str = ""
    minutes: int | None = None

    @property
    def next(self) -> Waiting | None:
        """The one best taken next."""
        return self.today[0] if self.today else None


def plan(
    waiting: Iterable[Waiting],
    today: date,
    calendar: WorkCalendar | None = None,
    minutes_each: float | None = None,
) -> Plan:
    """Today's plan for what waits; what has not arrived yet and what stands still is left out."""
    days = calendar or WorkCalendar()
    workable = [each for each in waiting if each.state in _WORKABLE and not each.paused]
    ordered = sorted(workable, key=lambda each: _rank(each, today, days))
    late = sum(each.due is not None and each.due < today for each in workable)
    pace = _pace(sorted(each.due for each in workable if each.due is not None), today, days)
    chosen = tuple(ordered[: max(pace, 1)])
    return Plan(
        chosen,
        late,
        pace,
        _reason(chosen[0], today, days) if chosen else "",
        round(minutes_each * len(chosen)) if minutes_each is not None and chosen else None,
    )


def _pace(dues: list[date], today: date, calendar: WorkCalendar) -> int:
    """What is due by each day, over the days there are until then: the steepest of these is the least pace."""
    least = 0
    for number, due in enumerate(dues, 1):
        left = max(1, calendar.between(today, due) + int(calendar.is_workday(today))) if due > today else 1
        least = max(least, -(-number // left))
    return least


def _rank(each: Waiting, today: date, calendar: WorkCalendar) -> tuple[object, ...]:
    left = calendar.between(today, each.due) if each.due is not None else 10_000
    if each.state is State.ATTENTION:
        group = 0
    elif left <= 0:
        group = 1
    elif left <= SOON_DAYS and each.started:
        group = 2
    elif left <= SOON_DAYS or each.started:
        group = 3
    else:
        group = 4
    return (group, left, not each.started, each.alias, each.submission)


def _reason(each: Waiting, today: date, calendar: WorkCalendar) -> str:
    """Why this one, in words."""
    if each.state is State.ATTENTION:
        return "Its decision was not accepted and waits for you"
    said = due_words(each.due, today, calendar)
    if each.state is State.READY:
        return f"Ready to submit. {said}"
    if each.started:
        return f"Begun, {each.scored} of {each.total} scored. {said}"
    return said


def duration_words(minutes: int) -> str:
    """A length of time as a person would say it."""
    if minutes < 1:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def plan_words(made: Plan) -> str:
    """The plan in one line."""
    if made.next is None:
        return "Nothing waits for you today."
    count = len(made.today)
    said = "1 review today" if count == 1 else f"{count} reviews today"
    if made.pace:
        said += " keeps every due date" if count == 1 else " keep every due date"
    if made.late:
        said += f" but {made.late} that {'is' if made.late == 1 else 'are'} late already"
    if made.minutes is not None:
        said += f" · about {duration_words(made.minutes)} at your pace"
    return said
