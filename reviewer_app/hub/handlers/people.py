"""Accounts and laptops: who is there, who may come in, and who is shut out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub import people
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.lists import page_of
from reviewer_app.hub.people import PersonLine
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.replays import named_by, once
from reviewer_app.hub.roles import Role, may_let_in


def listed(asked: Asked) -> Mapping[str, Any]:
    """Everyone with an account, in the order they were added."""
    return page_of([_told(each) for each in people.people(asked.books)], asked.query)


def add(asked: Asked) -> Mapping[str, Any]:
    """A new account; only an administrator makes one that is no assessor's."""
    role = Role(asked.document.get("role", Role.ASSESSOR))
    if not may_let_in(asked.who.role, role):
        raise Refused("not-your-role")
    digits = named_by(asked.books, asked.who, asked.document)[:16].hex()
    id = f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"

    def do() -> Mapping[str, Any]:
        people.add_person(asked.books, asked.document["name"], role, id)
        return _one(asked, id)

    return once(asked.books, asked.who, asked.document, do)


def code(asked: Asked) -> Mapping[str, Any]:
    """A one-time code for a laptop of a person whom the caller may let in."""
    person = _may_let_in(asked, asked.document["person"])
    number = int.from_bytes(named_by(asked.books, asked.who, asked.document), "big")
    signs = ""
    for _ in range(8):
        number, place = divmod(number, len(people.ALPHABET))
        signs += people.ALPHABET[place]
    made = f"{signs[:4]}-{signs[4:]}"

    def do() -> Mapping[str, Any]:
        people.pairing_code(asked.books, person.id, made)
        return {"person": person.id, "good_until": people.code_until(asked.books)}

    # The code itself is kept nowhere: the same question leads to the same one again.
    return {**once(asked.books, asked.who, asked.document, do), "code": made}


def set_role(asked: Asked) -> Mapping[str, Any]:
    """Another role for an account."""

    def do() -> Mapping[str, Any]:
        people.set_role(asked.books, asked.document["person"], asked.document["role"])
        return _one(asked, asked.document["person"])

    return once(asked.books, asked.who, asked.document, do)


def set_active(asked: Asked) -> Mapping[str, Any]:
    """An account disabled, or enabled again."""

    def do() -> Mapping[str, Any]:
        people.set_active(asked.books, asked.document["person"], asked.document["active"])
        return _one(asked, asked.document["person"])

    return once(asked.books, asked.who, asked.document, do)


def laptops(asked: Asked) -> Mapping[str, Any]:
    """Every laptop that was ever paired; nothing of its token."""
    rows = [
        {
            "name": each.name,
            "person": each.person,
            "person_name": each.person_name,
            "paired_at": each.paired_at,
            "seen_at": each.seen_at,
            "revoked_at": each.revoked_at,
            "records": each.records,
        }
        for each in people.devices(asked.books)
    ]
    return page_of(rows, asked.query)


def revoke(asked: Asked) -> Mapping[str, Any]:
    """One laptop shut out, of a person whom the caller may let in."""
    wanted = asked.document["laptop"]
    found = next((each for each in people.devices(asked.books) if each.name == wanted), None)
    if found is None:
        raise RuleError(
            "unknown-laptop", "No such laptop", "The hub knows no laptop of this name.", "List them first."
        )
    _may_let_in(asked, found.person)

    def do() -> Mapping[str, Any]:
        people.revoke(asked.books, wanted)
        now = next(each for each in people.devices(asked.books) if each.name == wanted)
        return {"laptop": wanted, "revoked_at": now.revoked_at}

    return once(asked.books, asked.who, asked.document, do)


def _may_let_in(asked: Asked, person: str) -> PersonLine:
    with asked.books.looking() as look:
        found = people.one_person(look, person)
    if not may_let_in(asked.who.role, found.role):
        raise Refused("not-your-role")
    return found


def _one(asked: Asked, person: str) -> Mapping[str, Any]:
    with asked.books.looking() as look:
        return _told(people.one_person(look, person))


def _told(person: PersonLine) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "role": person.role.value, "active": person.active}
