"""The business-day clock against one that counts day by day on its fingers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.workdays import Pause, WorkCalendar, due_words

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
WEEKENDS = st.sets(st.integers(0, 6), max_size=6).map(frozenset)
CALENDARS = st.builds(WorkCalendar, st.sets(DAYS, max_size=40).map(frozenset), WEEKENDS)
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda made: Pause(made[0], made[0] + timedelta(days=made[1]))),
    max_size=3,
)
SPANS = st.integers(-90, 90)
FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (20, 21, 22, 23, 24))


def _works(calendar: WorkCalendar, day: date) -> bool:
    return day.weekday() not in calendar.weekend and day not in calendar.holidays


@given(CALENDARS, DAYS, st.integers(0, 40), PAUSES)
def test_after_counts_as_fingers_do(
    calendar: WorkCalendar, start: date, days: int, pauses: list[Pause]
) -> None:
    day, counted = start, 0
    while counted < days:
        day = date.fromordinal(day.toordinal() + 1)
        paused = any(each.since <= day and each.until is not None and day < each.until for each in pauses)
        counted += _works(calendar, day) and not paused
    assert calendar.after(start, days, pauses) == day


@given(CALENDARS, DAYS, SPANS)
def test_between_counts_as_fingers_do(calendar: WorkCalendar, start: date, span: int) -> None:
    end = start + timedelta(days=span)
    low, high = sorted((start, end))
    counted = sum(
        _works(calendar, date.fromordinal(n)) for n in range(low.toordinal() + 1, high.toordinal() + 1)
    )
    assert calendar.between(start, end) == (counted if end >= start else -counted)


@given(CALENDARS, DAYS, SPANS, SPANS)
def test_between_adds_up(calendar: WorkCalendar, start: date, one: int, two: int) -> None:
    middle, end = start + timedelta(days=one), start + timedelta(days=one + two)
    assert calendar.between(start, middle) + calendar.between(middle, end) == calendar.between(start, end)


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_between_is_the_way_back_from_after(calendar: WorkCalendar, start: date, days: int) -> None:
    assert calendar.between(start, calendar.after(start, days)) == days


@given(DAYS, st.integers(0, 30), PAUSES)
def test_a_pause_never_brings_the_due_date_nearer(start: date, days: int, pauses: list[Pause]) -> None:
    calendar = WorkCalendar()
    assert calendar.after(start, days, pauses) >= calendar.after(start, days)


def test_holidays_push_the_due_date_on() -> None:
    thanksgiving = WorkCalendar(holidays=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
    assert WorkCalendar().after(MONDAY, 5) == date(2026, 11, 30)
    assert thanksgiving.after(MONDAY, 5) == date(2026, 12, 2)


def test_a_pause_covers_its_first_day_and_not_the_day_it_ends() -> None:
    pause = Pause(MONDAY, TUESDAY)
    assert [pause.covers(day) for day in (SUNDAY, MONDAY, TUESDAY)] == [False, True, False]
    assert Pause(MONDAY).covers(date(2099, 1, 1))


def test_a_pause_nobody_ended_does_not_stop_the_clock_for_ever() -> None:
    assert WorkCalendar().after(MONDAY, 1, [Pause(MONDAY)]) == TUESDAY


def test_a_due_date_at_the_end_of_time_is_counted_at_once() -> None:
    assert WorkCalendar().between(date.min, date.max) == 2_608_614


@pytest.mark.parametrize(
    ("due", "today", "words"),
    [
        (None, MONDAY, "No due date"),
        (MONDAY, MONDAY, "Due today"),
        (TUESDAY, MONDAY, "Due next business day"),
        (MONDAY, FRIDAY, "Due next business day"),
        (date(2026, 11, 26), MONDAY, "Due in 3 business days"),
        (SATURDAY, FRIDAY, "Due before the next business day"),
        (FRIDAY, SATURDAY, "Due date has just passed"),
        (FRIDAY, MONDAY, "1 business day late"),
        (FRIDAY, TUESDAY, "2 business days late"),
    ],
)
def test_how_soon_something_is_due_is_said_as_people_say_it(
    due: date | None, today: date, words: str
) -> None:
    assert due_words(due, today, WorkCalendar()) == words
