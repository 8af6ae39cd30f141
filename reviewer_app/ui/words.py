"""Sizes, dates and counts as a person of this locale would say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale

_TRADITIONAL = QLocale.DataSizeFormat.DataSizeTraditionalFormat


def size_words(size: int) -> str:
    """A number of bytes, as 214 MB or 1.2 GB."""
    if size == 1:
        return "1 byte"
    locale = QLocale()
    # Whole numbers up to megabytes; below a tenth of a gigabyte a decimal says nothing to a person.
    precision = 1 if size >= 1 << 30 else 0
    return locale.formattedDataSize(size, precision, _TRADITIONAL)


def count_words(number: int, one: str, many: str) -> str:
    """A number with its noun, as “1 decision” or “3 decisions”."""
    return f"{QLocale().toString(number)} {one if number == 1 else many}"


def day_words(day: date) -> str:
    """A day, short, as Fri 27 Nov."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def long_day(day: date) -> str:
    """A day in full, as the locale writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def clock(at: datetime) -> str:
    """A time of day on this laptop, as 14:02 or 2:02 PM."""
    return QLocale().toString(_local(at).time(), QLocale.FormatType.ShortFormat)


def exact_time(at: datetime) -> str:
    """A moment in full on this laptop's clock, for hovering over a relative one."""
    local = _local(at)
    return f"{QLocale().toString(local.date(), QLocale.FormatType.LongFormat)}, {clock(at)}"


def short_time(at: datetime) -> str:
    """A moment with its day, short, as Fri 27 Nov 2026, 14:02."""
    return f"{QLocale().toString(_local(at).date(), 'ddd d MMM yyyy')}, {clock(at)}"


def ago_words(at: datetime, now: datetime) -> str:
    """How long ago, as “just now”, “5 minutes ago”, “today 08:12”, “yesterday 17:40” or “Fri 27 Nov”."""
    passed = now - at
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{count_words(int(passed.total_seconds() // 60), 'minute', 'minutes')} ago"
    day, today = at.astimezone().date(), now.astimezone().date()
    if day == today:
        return f"today {clock(at)}"
    if day == today - timedelta(days=1):
        return f"yesterday {clock(at)}"
    return day_words(day)


def since_words(at: datetime, now: datetime) -> str:
    """A moment something lasts from, as “14:02” or, from another day, “Fri 27 Nov, 14:02”."""
    day = at.astimezone().date()
    return clock(at) if day == now.astimezone().date() else f"{day_words(day)}, {clock(at)}"


def _local(at: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at.timestamp()))


def this_day() -> date:
    """The day on this laptop's calendar."""
    return date.today()  # noqa: DTZ011 - due dates are days where the person is
