"""Cells as short texts with a letter in front that says what they are, as they travel to the host."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

LONGEST = 32_767
"""As many letters as Excel puts into a cell; what is longer is cut."""

_NUMERIC = re.compile(r"[-+(]?[$€£¥]?\s?\d[\d.,'\u00a0\u202f ]*(?:[eE][-+]?\d{1,3})?\s?[%€$£¥)]?")
_SECOND = timedelta(seconds=1)


def coded(value: object) -> str:
    """A value of a workbook: t text, n number, d date or time, b yes or no, e error; empty for an empty cell."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "bTRUE" if value else "bFALSE"
    if isinstance(value, int | float):
        return "n" + number_words(value)
    if isinstance(value, datetime):
        return "d" + _moment(value)
    if isinstance(value, date | time):
        return "d" + value.isoformat()
    if isinstance(value, timedelta):
        return "d" + _lasting(value)
    words = str(value)[:LONGEST]
    return ("e" if words.startswith("#") and words.isupper() and len(words) < 12 else "t") + words


def coded_words(words: str) -> str:
    """A field of a text table, where only its look says whether it is a number."""
    if not words:
        return ""
    told = words[:LONGEST]
    return ("n" if len(told) < 40 and _NUMERIC.fullmatch(told.strip()) else "t") + told


def number_words(value: float) -> str:
    """A number as a person writes it: no tail of noise, no needless zero."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _moment(value: datetime) -> str:
    bare = value.replace(tzinfo=None, microsecond=0)
    if bare.hour == bare.minute == bare.second == 0:
        return bare.date().isoformat()
    return bare.isoformat(" ") if bare.second else bare.isoformat(" ")[:16]


def _lasting(value: timedelta) -> str:
    sign, seconds = ("-" if value < timedelta(0) else ""), abs(value) // _SECOND
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
