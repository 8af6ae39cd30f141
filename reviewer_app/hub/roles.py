"""Roles: assessors judge, coordinators give out work, administrators keep accounts, auditors read."""

from __future__ import annotations

from enum import StrEnum

from reviewer_app.domain.errors import RuleError


class Role(StrEnum):
    """What a person may do; each account has one."""

    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


MAY = {
    Role.ASSESSOR: "Receives work, judges it, and sees nothing of anybody else.",
    Role.COORDINATOR: "Takes work in, gives it out, lets assessors' laptops in, and settles flags.",
    Role.ADMINISTRATOR: "Keeps accounts, their roles and their laptops; sees no decision.",
    Role.AUDITOR: "Reads everything a coordinator reads, and changes nothing.",
}
"""A sentence about each role, for lists and the reference."""

WORKING = frozenset({Role.ASSESSOR, Role.COORDINATOR, Role.ADMINISTRATOR})
"""Roles whose laptops exchange work: whoever may be given some."""
COORDINATING = frozenset({Role.COORDINATOR})
KEEPING = frozenset({Role.ADMINISTRATOR})
LETTING_IN = COORDINATING | KEEPING
READING = COORDINATING | {Role.AUDITOR}
SEEING_PEOPLE = READING | KEEPING


def read_role(word: str) -> Role:
    """The role of this name; RuleError ``unknown-role`` for another word."""
    try:
        return Role(word.strip().casefold())
    except ValueError:
        raise RuleError(
            "unknown-role",
            "No such role",
            f"“{word}” is no role; the roles are {', '.join(Role)}.",
            "Choose one of them.",
        ) from None


def may_let_in(caller: Role, other: Role) -> bool:
    """Whether someone may make pairing codes for, and shut out, an account of this role: never one that may do more."""
    return caller is Role.ADMINISTRATOR or (caller is Role.COORDINATOR and other is Role.ASSESSOR)
