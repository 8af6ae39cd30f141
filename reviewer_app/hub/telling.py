"""Putting an item into the order of what a person's laptops are told."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from reviewer_app.hub.books import Books


def tell(
    books: Books,
    work: Connection,
    person: str,
    assignment: int,
    kind: str,
    reason: str,
    before: tuple[str, str] = ("", ""),
) -> int:
    """Put an item into the order of what a person's laptops are told; its number.

    ``before`` are the mark and moment of an item that was told before and lost.
    """
    mark, at = before
    fresh = secrets.token_hex(6)
    return int(
        work.exec_driver_sql(
            "INSERT INTO work (mark, person, assignment, kind, reason, at, again) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "RETURNING seq",
            (mark or fresh, person, assignment, kind, reason, at or books.moment(), fresh if mark else ""),
        ).scalar_one()
    )
