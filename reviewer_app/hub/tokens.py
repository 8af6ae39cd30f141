"""Tokens: 256 bits for each laptop, kept as hashes, good for a time, traded for new ones before that is over."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from reviewer_app.domain.submission import moment, timestamp
from reviewer_app.hub.books import Books
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.roles import Role


@dataclass(frozen=True)
class Caller:
    """Who is asking: the laptop, the person it is paired for, and what they may do."""

    device: str
    person: str
    role: Role = Role.ASSESSOR


@dataclass(frozen=True)
class TokenState:
    """Until when a laptop's token is good, and whether it is time to trade it for a new one."""

    until: str
    due: bool


def token_hash(token: str) -> str:
    """The hash a token is kept as."""
    return hashlib.sha256(token.encode()).hexdigest()


def caller(books: Books, token: str, doors: Doors) -> Caller:
    """Who holds this token; Refused ``no-token``, ``revoked``, ``expired`` or ``account-disabled``.

    The first use of a token that was traded for ends the one before it.
    """
    if not token:
        raise Refused("no-token")
    asked = token_hash(token)
    with books.looking() as look:
        row = look.exec_driver_sql(
            "SELECT d.name, d.person, d.revoked_at, p.active, p.role, d.token_at, d.next_hash, d.next_at "
            "FROM device d JOIN person p ON p.id = d.person WHERE d.token_hash = ? OR d.next_hash = ?",
            (asked, asked),
        ).first()
    if row is None:
        raise Refused("no-token")
    if row.revoked_at:
        raise Refused("revoked")
    fresh = row.next_hash == asked
    if _is_over(books, row.next_at if fresh else row.token_at, doors):
        raise Refused("expired")
    if not row.active:
        raise Refused("account-disabled")
    if fresh:
        with books.changes() as work:
            work.exec_driver_sql(
                "UPDATE device SET token_hash = next_hash, token_at = next_at, next_hash = NULL, next_at = '' "
                "WHERE name = ? AND next_hash = ?",
                (row.name, asked),
            )
    return Caller(row.name, row.person, Role(row.role))


def rotated(books: Books, who: Caller, nonce: str) -> str:
    """A new token for a laptop, good beside the old one until it is first used; one nonce always gives the same one.

    It is made from the hub's own secret, so that an answer that was lost can be given again without keeping it.
    """
    made = hmac.new(books.key.seed, f"token {who.device} {nonce}".encode(), hashlib.sha256).hexdigest()
    asked, at = token_hash(made), books.moment()
    with books.changes() as work:
        work.exec_driver_sql(
            "UPDATE device SET next_hash = ?, next_at = ? WHERE name = ? AND token_hash <> ? "
            "AND (next_hash IS NULL OR next_hash <> ?)",
            (asked, at, who.device, asked, asked),
        )
    return made


def state_of(look: Connection, books: Books, device: str, doors: Doors) -> TokenState:
    """How long this laptop's newest token is good, and whether it should be traded."""
    token_at, next_at = look.exec_driver_sql(
        "SELECT token_at, next_at FROM device WHERE name = ?", (device,)
    ).one()
    since = next_at or token_at
    due = not token_at or _is_older(books, token_at, doors.rotate_days)
    return TokenState(until(books, since, doors), due)


def until(books: Books, since: str, doors: Doors) -> str:
    """Until when a token of this moment is good."""
    start = moment(since) if since else books.now()
    return timestamp(start + timedelta(days=doors.token_days))


def end_tokens(work: Connection, person: str) -> None:
    """Have every laptop of a person pair again, as after they were given another role."""
    work.exec_driver_sql(
        "UPDATE device SET token_at = ?, next_hash = NULL, next_at = '' WHERE person = ? AND revoked_at = ''",
        (LONG_AGO, person),
    )


LONG_AGO = "1970-01-01T00:00:00.000Z"
"""The moment that a token has which was ended: no setting makes it good again."""


def _is_over(books: Books, since: str, doors: Doors) -> bool:
    """A token from before tokens had an age counts from its first trade."""
    return bool(since) and _is_older(books, since, doors.token_days)


def _is_older(books: Books, since: str, days: float) -> bool:
    return books.now() - moment(since) > timedelta(days=days)
