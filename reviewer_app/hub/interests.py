"""Conflicts of interest on the hub: work handed back, and never given to that person again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub.acceptance import NUL
from reviewer_app.hub.books import Books


@dataclass(frozen=True)
class InterestLine:
    """One declaration that stands."""

    submission: str
    person: str
    reason: str
    words: str
    at: str


def keep(
    work: Connection, submission: str, person: str, record: str, body: Mapping[str, Any], at: str
) -> str:
    """Note that a person may not judge a submission; the reason they gave."""
    reason, words = _storable(body.get("reason")), _storable(body.get("words", ""))
    work.exec_driver_sql(
        "INSERT INTO interest (submission, person, record, reason, words, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (submission, person) DO UPDATE SET record = excluded.record, reason = excluded.reason, "
        "words = excluded.words, at = excluded.at",
        (submission, person, record, reason, words, at),
    )
    return reason


def _storable(text: Any) -> str:
    """A text of a record as a column can hold it; the record itself is kept as it was signed."""
    return str(text).replace(NUL, "\N{REPLACEMENT CHARACTER}")


def forget(work: Connection, submission: str, person: str) -> None:
    """Forget a declaration that was taken back before anyone acted on it."""
    work.exec_driver_sql("DELETE FROM interest WHERE submission = ? AND person = ?", (submission, person))


def declared(look: Connection, submission: str, person: str) -> bool:
    """Whether this person declared a conflict of interest about this submission."""
    row = look.exec_driver_sql(
        "SELECT 1 FROM interest WHERE submission = ? AND person = ?", (submission, person)
    ).first()
    return row is not None


def check_none(look: Connection, submission: str, person: str) -> None:
    """Refuse to give a submission to someone who declared a conflict of interest about it."""
    if declared(look, submission, person):
        raise RuleError(
            "conflict-of-interest",
            "This person handed it back",
            "They declared a conflict of interest about this submission, so it is never given to them again.",
            "Assign it to somebody else.",
        )


def interests(books: Books) -> tuple[InterestLine, ...]:
    """Every declaration that stands, in the order they came."""
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT submission, person, reason, words, at FROM interest ORDER BY at, submission, person"
        ).all()
    return tuple(InterestLine(*each) for each in rows)
