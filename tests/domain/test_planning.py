"""Today's plan: following it keeps every due date that can be kept, and what waits longest comes first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.planning import Plan, Waiting, duration_words, plan, plan_words
from reviewer_app.domain.workdays import WorkCalendar

TUESDAY = date(2026, 11, 24)
CALENDAR = WorkCalendar()


def one(own: str, due: int | None, state: State = State.TO_REVIEW, *, paused: bool = False) -> Waiting:
    day = None if due is None else TUESDAY + timedelta(days=due)
    return Waiting(own, own, "Wait Time", state, day, paused=paused)


def order(*waiting: Waiting) -> list[str]:
    """All of them in the order in which they are best taken."""
    left, taken = list(waiting), []
    while (found := plan(left, TUESDAY).next) is not None:
        taken.append(found.submission)
        left.remove(found)
    return taken


def test_what_waits_on_me_comes_first_then_what_is_late_then_what_was_begun_and_is_soon_due() -> None:
    assert order(
        one("far", 20),
        one("begun-far", 20, State.IN_REVIEW),
        one("soon", 2),
        one("begun-soon", 3, State.IN_REVIEW),
        one("late", -3),
        one("today", 0),
        one("refused", 9, State.ATTENTION),
        one("never", None),
    ) == ["refused", "late", "today", "begun-soon", "soon", "begun-far", "far", "never"]


def test_what_is_not_here_or_stands_still_is_not_planned() -> None:
    assert plan([one("a", 1, State.ARRIVING), one("b", 1, paused=True)], TUESDAY) == Plan()
    assert plan_words(Plan()) == "Nothing waits for you today."


def test_the_pace_is_the_least_that_keeps_every_due_date() -> None:
    four_by_thursday = [one(str(at), 2) for at in range(4)]
    assert plan(four_by_thursday, TUESDAY).pace == 2
    assert plan([*four_by_thursday, one("now", 0), one("now too", 0)], TUESDAY).pace == 2
    assert plan([one("next week", 6)], TUESDAY).pace == 1


@given(st.lists(st.integers(0, 30), max_size=25))
def test_whoever_keeps_the_pace_by_due_date_is_never_late(dues: list[int]) -> None:
    waiting = [one(str(at), due) for at, due in enumerate(dues)]
    pace = plan(waiting, TUESDAY).pace
    left = sorted(each.due for each in waiting if each.due is not None)
    day = TUESDAY
    while left:
        for _ in range(pace if CALENDAR.is_workday(day) else 0):
            if left:
                due = left.pop(0)
                # What is due on a weekend is due by the business day before, or it was too late from the start.
                assert due >= day
        day += timedelta(days=1)


def test_the_line_says_how_many_what_cannot_be_kept_and_how_long() -> None:
    made = plan([one("a", -1), one("b", 0)], TUESDAY, minutes_each=35)
    assert (
        plan_words(made)
        == "2 reviews today keep every due date but 1 that is late already · about 1 h 10 min at your pace"
    )
    assert plan_words(plan([one("a", 4)], TUESDAY)) == "1 review today keeps every due date"
    assert plan_words(plan([one("a", None)], TUESDAY)) == "1 review today"


def test_the_reason_is_said_in_words() -> None:
    begun = Waiting("a", "7F3K", "Wait Time", State.IN_REVIEW, TUESDAY + timedelta(days=1), 3, 8)
    assert plan([begun], TUESDAY).reason == "Begun, 3 of 8 scored. Due next business day"
    assert plan([one("a", 0, State.READY)], TUESDAY).reason == "Ready to submit. Due today"


def test_lengths_of_time_are_said_plainly() -> None:
    assert [duration_words(x) for x in (0, 1, 59, 60, 95)] == [
        "less than a minute",
        "1 min",
        "59 min",
        "1 h",
        "1 h 35 min",
    ]
