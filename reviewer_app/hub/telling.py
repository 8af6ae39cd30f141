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
    return int(
        work.exec_driver_sql(
            "INSERT INTO work (mark, person, assignment, kind, reason, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
            (mark or secrets.token_hex(6), person, assignment, kind, reason, at or books.moment()),
        ).scalar_one()
    )
