"""Which names a worker may say a file holds outside its words, checked before they are believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer_app.evidence.frames import ProtocolError, read_document
from reviewer_app.evidence.replies import words

MOST = 100
LONGEST = 200


class Field(StrEnum):
    """What a file says of someone; the value is the stable word of the protocol and the store."""

    AUTHOR = "author"
    LAST_EDITOR = "last-editor"
    COMMENTER = "commenter"
    CHANGED_BY = "changed-by"
    OWNER = "owner"
    COPYRIGHT = "copyright"
    SENDER = "sender"
    MANAGER = "manager"
    COMPANY = "company"
    TITLE = "title"
    SUBJECT = "subject"
    DEVICE = "device"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Identity:
    """One such thing; a location says only that there is one."""

    field: Field
    value: str


def read_identities(body: bytes) -> tuple[Identity, ...]:
    """Check and take in an answer to IDENTITY: each thing once."""
    document, _ = read_document(body)
    rows = document.get("found")
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ProtocolError("a list is missing or too long")
    found: dict[Identity, None] = {}
    for row in rows:
        if not isinstance(row, list) or len(row) != 2:
            raise ProtocolError("an identity is not a pair")
        try:
            field = Field(words(row[0], 20))
        except ValueError:
            raise ProtocolError("unknown field") from None
        value = words(row[1], LONGEST)
        if field is Field.LOCATION:
            value = ""
        if value or field is Field.LOCATION:
            found[Identity(field, value)] = None
    return tuple(found)
