"""Receipts: the hub's signed proof, item by item, of what it has and what it refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.signing import SigningKey, signed, signer

RECEIPTS_FORMAT = "reviewer-receipts"
ABOUT_BYTES = frozenset({"signature", "malformed", "other-bytes"})
"""Refusals of the bytes themselves; any other speaks of what the hub knew then, and may be overturned."""


@dataclass(frozen=True)
class Receipt:
    """What the hub said about one record; ``reason`` is a sentence when it was refused.

    ``sha256`` is the record's hash, ``at`` the hub's RFC 3339 moment, ``hub`` the Multikey that signed.
    """

    record: str
    n: int
    sha256: str
    accepted: bool
    code: str
    reason: str
    at: str
    hub: str


def sign_receipts(
    entries: Sequence[Mapping[str, Any]], device: str, key: SigningKey, at: str
) -> dict[str, Any]:
    """One signed document for a batch: each entry has record, n, sha256, accepted, code and reason."""
    bare = {
        "format": RECEIPTS_FORMAT,
        "version": 1,
        "device": device,
        "at": at,
        "entries": [dict(each) for each in entries],
    }
    return signed(bare, key, at)


def read_receipts(document: Mapping[str, Any], hub: str) -> tuple[Receipt, ...]:
    """The receipts in a signed batch, refused unless the paired hub's own key signed it."""
    if document.get("format") != RECEIPTS_FORMAT or signer(document) != hub:
        raise HubError(
            "receipt",
            "The hub's receipt could not be trusted",
            "The answer is not signed by the hub this laptop is paired with.",
            "Nothing was marked as received; it will be sent again.",
        )
    try:
        return tuple(
            Receipt(
                str(each["record"]),
                int(each["n"]),
                str(each["sha256"]),
                bool(each["accepted"]),
                str(each.get("code", "")),
                str(each.get("reason", "")),
                str(document["at"]),
                hub,
            )
            for each in document["entries"]
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise HubError(
            "receipt",
            "The hub's receipt could not be read",
            f"A field is missing or wrong ({problem}).",
            "Nothing was marked as received; it will be sent again.",
        ) from problem
