"""Bringing a laptop and a person together, and giving the laptop new tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.signing import signer
from reviewer_app.hub import people, tokens
from reviewer_app.hub.answers import text
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.meeting_turns import begun, turned, welcome
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.returning import certificate, come_back, succeed

DEVICE = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{40,48}")


def challenge(asked: Asked) -> Mapping[str, Any]:
    """Random bytes for a device to sign."""
    device = text(asked.document, "device")
    if not DEVICE.fullmatch(device):
        raise Refused("not-understood", "The device’s name is not a key.")
    return {"challenge": people.challenge(asked.books, device)}


def pair(asked: Asked) -> Mapping[str, Any]:
    """A token for a code, to a device that holds its key."""
    document, books = asked.document, asked.books
    device = text(document, "device")
    if signer(document) != device or document.get("hub") != books.key.name:
        raise Refused("proof-wrong")
    paired = people.trade(books, device, text(document, "code"), text(document, "challenge"))
    return _with_end(asked, welcome(books.name, device, paired, asked.pin), paired.at)


def meet(asked: Asked) -> Mapping[str, Any]:
    """A laptop asks to be paired by a code on both screens."""
    return begun(asked.meetings, asked.document)


def turn(asked: Asked) -> Mapping[str, Any]:
    """What the laptop's person said of the codes, and how far the coordinator is."""
    told = turned(asked.meetings, asked.document)
    return _with_end(asked, told, asked.books.moment()) if "token" in told else told


def _with_end(asked: Asked, told: Mapping[str, Any], since: str) -> Mapping[str, Any]:
    return {
        **told,
        "token_until": tokens.until(asked.books, since, asked.doors),
        "certificate": certificate(asked.books, str(told["device"]), told["person"]),
    }


def back(asked: Asked) -> Mapping[str, Any]:
    """A new token for a laptop this hub lost, for the certificate it once signed."""
    paired = come_back(asked.books, asked.document)
    device = text(asked.document, "device")
    return _with_end(asked, welcome(asked.books.name, device, paired, asked.pin), paired.at)


def successor(asked: Asked) -> Mapping[str, Any]:
    """A token for the new key of a laptop whose store was copied."""
    device, paired = succeed(asked.books, asked.document)
    return _with_end(asked, welcome(asked.books.name, device, paired, asked.pin), paired.at)


def rotate(asked: Asked) -> Mapping[str, Any]:
    """A new token for the laptop's old one, which stays good until the new one is first used."""
    nonce = text(asked.document, "nonce")
    if not nonce:
        raise Refused("not-understood", "The field “nonce” is empty.")
    made = tokens.rotated(asked.books, asked.who, nonce)
    with asked.books.looking() as look:
        state = tokens.state_of(look, asked.books, asked.who.device, asked.doors)
    return {"device": asked.who.device, "token": made, "token_until": state.until}
