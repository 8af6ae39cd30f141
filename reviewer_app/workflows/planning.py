"""Today's plan from the queue, and how long a person works on each submission: known to this laptop alone."""

from __future__ import annotations

from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.domain.planning import Plan, Waiting, plan
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import queueing
from reviewer_app.workflows.desk import Desk

MOST = 300
"""So many due soonest are planned; nobody reviews more before the next look at the plan."""
_LAST = 40
_PLACE = "#time"
_ENOUGH = 3
"""From so many decided submissions on, how long one takes says something."""


def todays_plan(desk: Desk) -> Plan:
    """What to do today, by the business days that are left."""
    states = OPEN | {State.ATTENTION}
    rows = queueing.page(desk, QueueQuery(states=frozenset(states), sort="due"), 0, MOST)
    waiting = [
        Waiting(
            each.submission,
            each.alias,
            each.title,
            each.state,
            each.due,
            each.scored,
            each.total,
            each.paused,
        )
        for each in rows
    ]
    return plan(waiting, desk.now().astimezone().date(), minutes_each=_minutes_each(desk))


def seconds_spent(desk: Desk, submission: str) -> int:
    """How long this person has worked on a submission on this laptop; it never leaves it."""
    told = desk.store.place(submission, _PLACE).get("seconds", 0)
    return told if isinstance(told, int) else 0


def spend(desk: Desk, submission: str, seconds: int) -> int:
    """Add to the time worked on a submission; all of it until now."""
    total = seconds_spent(desk, submission) + max(0, seconds)
    desk.store.set_place(submission, _PLACE, {"seconds": total})
    return total


def _minutes_each(desk: Desk) -> float | None:
    rows = desk.store.queue(QueueQuery(decided=True, sort="updated", descending=True), 0, _LAST)
    known = sorted(spent for each in rows if (spent := seconds_spent(desk, each.submission)) > 0)
    if len(known) < _ENOUGH:
        return None
    half = len(known) // 2
    middle = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
    return middle / 60
