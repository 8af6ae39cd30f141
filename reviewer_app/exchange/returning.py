"""A laptop comes back to a hub that lost it, or goes on under a new key: both proven by signatures, without a code."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx2

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange.asking import asked
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import (
    CHALLENGE,
    COME_BACK,
    PAIRED,
    SUCCESSION,
    SUCCESSOR,
    VERSION,
    Pairing,
)
from reviewer_app.exchange.pairing import certified, self_signed
from reviewer_app.exchange.wire import Timeouts, Wire


async def come_back(
    pairing: Pairing,
    key: SigningKey,
    *,
    now: Callable[[], datetime],
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
) -> Pairing:
    """A new token from a hub that no longer knows this laptop, for the certificate it once signed."""

    def claim(challenge: str, nonce: str) -> dict[str, Any]:
        bare = _claim(COME_BACK, key.name, pairing.hub_key, challenge, nonce)
        return signed({**bare, "certificate": json.loads(pairing.certificate)}, key, timestamp(now()))

    return await _traded(pairing, key.name, "/v1/pairing/back", claim, timeouts, network)


async def succeed(
    pairing: Pairing,
    key: SigningKey,
    successor: SigningKey,
    *,
    now: Callable[[], datetime],
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
) -> Pairing:
    """The pairing of a new key of the same person, which the key before it vouches for."""

    def claim(challenge: str, nonce: str) -> dict[str, Any]:
        at = timestamp(now())
        own = signed(_claim(SUCCESSOR, successor.name, pairing.hub_key, challenge, nonce), successor, at)
        bare = _claim(SUCCESSION, key.name, pairing.hub_key, challenge, nonce)
        return signed({**bare, "successor": own}, key, at)

    return await _traded(pairing, successor.name, "/v1/pairing/successor", claim, timeouts, network)


def _claim(form: str, device: str, hub: str, challenge: str, nonce: str) -> dict[str, Any]:
    return {
        "format": form,
        "version": VERSION,
        "nonce": nonce,
        "device": device,
        "hub": hub,
        "challenge": challenge,
    }


async def _traded(
    pairing: Pairing,
    device: str,
    route: str,
    claim: Callable[[str, str], Mapping[str, Any]],
    timeouts: Timeouts | None,
    network: httpx2.AsyncBaseTransport | None,
) -> Pairing:
    nonce = secrets.token_hex(16)

    async def once(wire: Wire) -> Mapping[str, Any]:
        question = {"format": CHALLENGE, "version": VERSION, "nonce": nonce, "device": device}
        hello = self_signed(
            await wire.ask("/v1/pairing/challenge", json.dumps(question).encode()), nonce, pairing.hub_key
        )
        body = json.dumps(claim(str(hello.get("challenge", "")), nonce)).encode()
        return self_signed(await wire.ask(route, body), nonce, pairing.hub_key)

    async def twice(wire: Wire) -> Mapping[str, Any]:
        try:
            return await once(wire)
        except HubError as problem:
            if problem.code != "challenge-wrong":
                raise
            return await once(wire)  # the question came twice, and the first had used the challenge up

    told = await asked(replace(pairing, token=""), twice, timeouts, network)
    if told.get("format") != PAIRED or told.get("device") != device:
        raise line_error("garbled")
    try:
        return replace(pairing, token=str(told["token"]), certificate=certified(told))
    except KeyError as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem
