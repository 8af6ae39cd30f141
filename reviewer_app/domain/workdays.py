"""The business-day clock: due dates with weekends, holidays and pauses, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands still (a flag being settled, say); ``until`` is the first running day."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on this day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days count. ``weekend`` holds Python weekday numbers (Monday is 0)."""

    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def after(self, start: date, days: int, pauses: Iterable[Pause] = ()) -> date:
        """The date ``days`` business days after ``start``, pauses left out; ``start`` itself never counts.

        An open pause counts as lasting until today is known, so it is passed over like no pause at all.
        """
        stops = tuple(each for each in pauses if each.until is not None)
        day, left = start, days
        while left > 0:
            day += timedelta(days=1)
            if self.is_workday(day) and not any(each.covers(day) for each in stops):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """Business days from ``start`` (not counted) to ``end`` (counted); negative when end lies before start."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        days = weeks * (7 - len(self.weekend & frozenset(range(7))))
        days += sum((start.weekday() + step) % 7 not in self.weekend for step in range(1, rest + 1))
        return days - sum(
            start < each <= end and each.weekday() not in self.weekend for each in self.holidays
        )


def due_words(due: date | None, today: date, calendar: WorkCalendar) -> str:
    """How soon something is due, as a person would say it."""
    if due is None:
        return "No due date"
    if due == today:
        return "Due today"
    left = calendar.between(today, due)
    if due > today:
        if left == 0:
            return "Due before the next business day"
        return "Due next business day" if left == 1 else f"Due in {left} business days"
    late = -left
    if late == 0:
        return "Due date has just passed"
    return "1 business day late" if late == 1 else f"{late} business days late"
