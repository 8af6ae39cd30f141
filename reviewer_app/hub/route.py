"""One row of the table of routes: who may ask what of the hub, about what, how much, and in which forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer_app.hub.asked import Handler
from reviewer_app.hub.doors import LARGEST_QUESTION
from reviewer_app.hub.forms import Form, Schema
from reviewer_app.hub.roles import Role


class Relation(StrEnum):
    """What the caller must be to what a question is about; for anything else the answer is a refusal."""

    OPEN = "open to whoever asks, since it is how one gets a token"
    OWN_LAPTOP = "only the laptop that the token belongs to, and its person"
    OWN_WORK = (
        "a file of work assigned to the person and neither withdrawn nor handed back; any other is a 404"
    )
    HUB = "anything on this hub"
    LESSER = "accounts that may do less: a coordinator only assessors, an administrator anybody"


class Body(StrEnum):
    """How a question comes."""

    NONE = "none"
    JSON = "application/json"
    LINES = "application/x-ndjson"
    BUNDLE = "application/zip"
    FILE = "application/octet-stream"

    @property
    def is_file(self) -> bool:
        """Whether it is one file, which is put on the disk while it comes."""
        return self in (Body.BUNDLE, Body.FILE)


@dataclass(frozen=True)
class Route:
    """One row: a method and an address with all that is to be said of them.

    ``who`` are the roles that may ask, none where it is open. ``largest`` counts bytes of the body, ``query`` names
    what may stand behind the address, ``refusals`` the codes beyond those that any route may answer with.
    """

    name: str
    method: str
    path: str
    purpose: str
    who: frozenset[Role]
    relation: Relation
    handler: Handler
    question: Form | None = None
    answer: Form | None = None
    body: Body = Body.JSON
    largest: int = LARGEST_QUESTION
    changes: bool = False
    query: Mapping[str, Schema] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it needs no token."""
        return not self.who


PAGE: Mapping[str, Schema] = {
    "nonce": {"type": "string", "maxLength": 200},
    "after": {"type": "string", "pattern": "^[0-9]{0,15}$"},
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
}
NONCE: Mapping[str, Schema] = {"nonce": PAGE["nonce"]}
SETTLED_TOO: Mapping[str, Schema] = {"settled": {"enum": ["yes", "no"]}}
SHA256: Schema = {"type": "string"}
PLACES: Mapping[str, Schema] = {"sha256": SHA256}
"""What stands in an address, by its name there."""


def reads(
    name: str, path: str, purpose: str, who: frozenset[Role], handler: Handler, answer: Form, **more: Schema
) -> Route:
    """A row that only reads: a list that comes in pages, or a count."""
    return Route(
        name,
        "GET",
        path,
        purpose,
        who,
        Relation.HUB,
        handler,
        answer=answer,
        body=Body.NONE,
        largest=0,
        query={**PAGE, **more},
    )


def changes(
    name: str,
    path: str,
    purpose: str,
    who: frozenset[Role],
    handler: Handler,
    question: Form,
    answer: Form,
    relation: Relation = Relation.HUB,
    refusals: tuple[str, ...] = ("unknown", "not-possible", "nonce-used"),
) -> Route:
    """A row that changes something, and answers a copy of its question without changing it again."""
    return Route(
        name,
        "POST",
        path,
        purpose,
        who,
        relation,
        handler,
        question,
        answer,
        changes=True,
        refusals=refusals,
    )
