"""The key sheet as PDF bytes: two columns of keys and what they do, under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reviewer_app.reports.press import Press


def key_sheet_pdf(
    chapters: Sequence[tuple[str, Sequence[tuple[str, str]]]], today: date, press: Press | None = None
) -> bytes:
    """The sheet; a ReportError when it cannot be made."""
    data = {
        "title": "Keys of Reviewer",
        "kind": "Key sheet",
        "language": "en",
        "date": [today.year, today.month, today.day],
        "footer": "Keys can be changed in the settings; these are the ones in force on this laptop.",
        "page": "Page {page} of {pages}",
        "district": "Reviewer",
        "day": "",
        "draft": "",
        "head": ["Key", "What it does"],
        "chapters": [
            {"title": title, "rows": [[keys, text] for keys, text in rows]} for title, rows in chapters
        ],
    }
    return (press or Press()).print(
        "key_sheet", data, "Some signs could not be printed and are named instead."
    )
