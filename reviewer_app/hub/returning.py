"""Laptops that the hub lost, or whose store was copied: taken back by the hub's own signature and the laptop's."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.signing import signed, signer
from reviewer_app.exchange.messages import CERTIFICATE, SUCCESSOR, VERSION
from reviewer_app.hub import people
from reviewer_app.hub.books import Books
from reviewer_app.hub.people import Paired
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import LONG_AGO


def certificate(books: Books, device: str, person: Mapping[str, str]) -> dict[str, Any]:
    """A pairing as the hub signs it: a hub restored from before it believes its own word."""
    at = books.moment()
    bare = {
        "format": CERTIFICATE,
        "version": VERSION,
        "hub": books.key.name,
        "device": device,
        "person": dict(person),
        "at": at,
    }
    return signed(bare, books.key, at)


def come_back(books: Books, claim: Mapping[str, Any]) -> Paired:
    """A token for a laptop with a certificate of this hub; ``claim`` is signed by the laptop over a fresh challenge.

    Refused for one that was shut out or whose account is disabled, as far as this hub knows.
    """
    device = _proven(books, claim)
    owner = _owner(books, device, claim.get("certificate"))
    with books.changes() as work:
        people.use_challenge(books, work, device, str(claim.get("challenge", "")))
        return _let_back_in(books, work, device, owner)


def come_back_by_stick(books: Books, device: str, told: Any) -> bool:
    """Know a laptop again by its certificate alone; False where there is none, or it is known and not let in.

    Only the laptop's own key opens what is left for it, so a message of long ago lets nobody in; for a line it then
    trades its certificate for a token as by ``come_back``.
    """
    try:
        owner = _owner(books, device, told)
        with books.changes() as work:
            if _standing(work, device) is not None:
                return False
            _let_back_in(books, work, device, owner)
    except Refused:
        return False
    return True


def _owner(books: Books, device: str, told: Any) -> tuple[str, str]:
    """Whose laptop it is by a certificate of this hub: the person's id and name."""
    if not isinstance(told, Mapping) or signer(told) != books.key.name:
        raise Refused("proof-wrong", "The pairing was not signed by this hub.")
    owner = told.get("person")
    if told.get("format") != CERTIFICATE or told.get("device") != device or not isinstance(owner, Mapping):
        raise Refused("proof-wrong", "The pairing is that of another laptop.")
    return str(owner.get("id", "")), str(owner.get("name", ""))


def _let_back_in(books: Books, work: Connection, device: str, owner: tuple[str, str]) -> Paired:
    work.exec_driver_sql(
        "INSERT INTO person (id, name, active, made_at) VALUES (?, ?, 1, ?) ON CONFLICT (id) DO NOTHING",
        (*owner, books.moment()),
    )
    return _let_in(books, work, device, owner[0])


def succeed(books: Books, claim: Mapping[str, Any]) -> tuple[str, Paired]:
    """The new key that a known laptop goes on under, and its token; both keys signed the same fresh challenge."""
    before = _proven(books, claim)
    own = claim.get("successor")
    if not isinstance(own, Mapping) or own.get("format") != SUCCESSOR:
        raise Refused("proof-wrong")
    device = _proven(books, own)
    if own.get("challenge") != claim.get("challenge") or device == before:
        raise Refused("proof-wrong")
    with books.changes() as work:
        people.use_challenge(books, work, device, str(claim.get("challenge", "")))
        row = _standing(work, before)
        if row is None:
            raise Refused("no-token")
        return device, _let_in(books, work, device, row[0])


def _proven(books: Books, claim: Mapping[str, Any]) -> str:
    device = str(claim.get("device", ""))
    if signer(claim) != device or claim.get("hub") != books.key.name:
        raise Refused("proof-wrong")
    return device


def _standing(work: Connection, device: str) -> Any:
    """Whose laptop it is; Refused where it was shut out, or is to be paired anew by a code."""
    row = work.exec_driver_sql(
        "SELECT person, revoked_at, token_at FROM device WHERE name = ?", (device,)
    ).first()
    if row is not None and row[1]:
        raise Refused("revoked")
    if row is not None and row[2] == LONG_AGO:
        raise Refused("expired")
    return row


def _let_in(books: Books, work: Connection, device: str, person: str) -> Paired:
    row = _standing(work, device)
    if row is not None and row[0] != person:
        raise Refused("other-person")
    name, active = work.exec_driver_sql("SELECT name, active FROM person WHERE id = ?", (person,)).one()
    if not active:
        raise Refused("account-disabled")
    token = secrets.token_urlsafe(32)
    since = people.keep_device(books, work, device, person, token)
    return Paired(token, person, name, since)
