"""The columns of the queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reviewer_app.domain.lifecycle import State
from reviewer_app.ui.lists import Column, Said
from reviewer_app.ui.queue import words
from reviewer_app.ui.views import Row

SORTS = {
    "due": "Due date",
    "alias": "Submission",
    "title": "Micro-credential",
    "attempt": "Attempt",
    "progress": "Progress",
    "role": "Role",
    "evidence": "Evidence",
}


def queue_columns(today: Callable[[], date], files_wait: Callable[[], str] = str) -> tuple[Column[Row], ...]:
    """The columns in their order; due dates are said as of ``today``, files to come with what holds them up."""
    return (
        Column("Submission", "alias", 120, lambda row: Said(row.alias, strong=True)),
        Column("Micro-credential", "title", 200, lambda row: Said(row.title), lambda row: row.title),
        Column("Attempt", "attempt", 84, lambda row: Said(str(row.attempt))),
        Column(
            "Progress",
            "progress",
            212,
            lambda row: words.progress(row, files_wait()),
            lambda row: _progress_tip(row, files_wait()),
        ),
        Column(
            "Due", "due", 148, lambda row: words.due(row, today()), lambda row: words.due_tip(row, today())
        ),
        Column("Role", "role", 136, lambda row: Said(words.role(row))),
        Column("Evidence", "evidence", 160, words.evidence, lambda row: words.here(row).text),
    )


def _progress_tip(row: Row, files_wait: str) -> str:
    if row.state is State.ARRIVING and files_wait:
        return f"Files wait: {files_wait}. The Sync room says more."
    return f"{row.scored} of {row.total} criteria have a level" if row.total else ""
