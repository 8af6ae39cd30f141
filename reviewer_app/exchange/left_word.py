"""What the hub says through a folder to a laptop whose messages it leaves alone: why, in its own signed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import signer
from reviewer_app.exchange.failures import told_by_hub
from reviewer_app.exchange.left import document_of
from reviewer_app.exchange.left_speech import said_at

WORD = "reviewer-left-word"


def word(device: str, error: Mapping[str, Any], speech: Mapping[str, Any]) -> dict[str, Any]:
    """A refusal for one laptop, not yet signed."""
    return {"format": WORD, **speech, "device": device, "error": dict(error)}


def read_word(
    data: bytes, hub: str, device: str, versions: Sequence[int], since: str
) -> tuple[str, HubError] | None:
    """When the paired hub refused, and how; None for any other message, and for what it said before ``since``."""
    try:
        document = document_of(data)
    except LineError:
        return None
    told, at = document.get("error"), said_at(document)
    known = document.get("format") == WORD and document.get("version") in versions
    if not known or not isinstance(told, Mapping) or document.get("device") != device:
        return None
    if signer(document) != hub or at < since:
        return None
    return at, told_by_hub(told, None)
