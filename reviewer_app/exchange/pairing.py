"""Pairing a laptop with a hub by a one-time code that the coordinator reads out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx2

from reviewer_app.domain.signing import SigningKey, signed, signer
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange.failures import hub_error, line_error
from reviewer_app.exchange.http import GOOD, refusal
from reviewer_app.exchange.messages import CHALLENGE, PAIR, PAIRED, Pairing
from reviewer_app.exchange.speaking import Speaking
from reviewer_app.exchange.versions import SPOKEN
from reviewer_app.exchange.wire import Answer, Timeouts, Wire, checked_address


def _utc_now() -> datetime:
    return datetime.now(UTC)


async def pair(
    url: str,
    code: str,
    key: SigningKey,
    *,
    now: Callable[[], datetime] = _utc_now,
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
    versions: Sequence[int] = SPOKEN,
) -> Pairing:
    """Trade a code for a token of this device's own, proving that it holds its key.

    LineError or HubError (codes ``code-wrong``, ``code-expired``, ``code-used``, ``busy`` …) when it cannot be done.
    The hub's key is learned here, from the hub that knew the code, and believed from then on.
    """
    base = checked_address(url)
    wire = Wire(base, timeouts=timeouts, network=network)
    try:
        nonce = secrets.token_hex(16)
        speaking = Speaking(versions)

        async def greet() -> Mapping[str, Any]:
            question = {"format": CHALLENGE, **speaking.head(), "nonce": nonce, "device": key.name}
            return self_signed(await wire.ask("/v1/pairing/challenge", json.dumps(question).encode()), nonce)

        hello = await speaking.agreed(greet)
        hub = str(hello["hub"])
        claim = {
            "format": PAIR,
            **speaking.head(),
            "nonce": nonce,
            "device": key.name,
            "hub": hub,
            "code": code,
            "challenge": str(hello.get("challenge", "")),
        }
        proven = signed(claim, key, timestamp(now()))
        paired = self_signed(await wire.ask("/v1/pairing", json.dumps(proven).encode()), nonce, hub)
    finally:
        await wire.close()
    if paired.get("format") != PAIRED or paired.get("device") != key.name:
        raise line_error("garbled")
    try:
        person = paired["person"]
        return Pairing(
            base,
            hub,
            str(paired["name"]),
            str(paired["token"]),
            str(person["id"]),
            str(person["name"]),
            str(paired.get("pin", "")),
            certificate=certified(paired),
        )
    except (KeyError, TypeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem


def certified(paired: Mapping[str, Any]) -> str:
    """The pairing as the hub signed it, as text; "" from a hub of an older version."""
    return json.dumps(paired["certificate"]) if "certificate" in paired else ""


def self_signed(answer: Answer, nonce: str, hub: str = "") -> Mapping[str, Any]:
    """A document signed by the hub it names; once a hub has spoken, by that one and no other."""
    document = answer.document
    who = signer(document) if isinstance(document, Mapping) else None
    if answer.status not in GOOD:
        raise refusal(answer, hub or who or "")
    if not isinstance(document, Mapping) or "proof" not in document:
        raise line_error("captive-portal")
    if who is None or document.get("hub") != who or (hub and who != hub):
        raise hub_error("other-hub")
    if document.get("nonce") != nonce:
        raise line_error("stale")
    return document
