"""Bringing a laptop and a person together, and giving the laptop new tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.signing import signer
from reviewer_app.exchange import messages
from reviewer_app.hub import people, tokens
from reviewer_app.hub.answers import text
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.refusals import Refused

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
    return _paired(asked, device, paired)


def meet(asked: Asked) -> Mapping[str, Any]:
    """A laptop asks to be paired by a code on both screens."""
    meetings, device = _sharing(asked), text(asked.document, "device")
    if signer(asked.document) != device:
        raise Refused("proof-wrong")
    made = meetings.begin(device, asked.document["commitment"])
    return {
        "device": device,
        "name": asked.books.name,
        "meeting": made.id,
        "random": made.random,
        "pin": meetings.pin,
    }


def turn(asked: Asked) -> Mapping[str, Any]:
    """The laptop's random number, what its person said of the codes, and how far the coordinator is."""
    document, meetings = asked.document, _sharing(asked)
    device = text(document, "device")
    # Who was led to another hub or another line signed that one's keys, not ours.
    if (signer(document), document["hub"], document["pin"]) != (device, asked.books.key.name, meetings.pin):
        raise Refused("proof-wrong")
    paired = meetings.turn(device, document["meeting"], document["random"], document.get("agreed"))
    if paired is None:
        return {"device": device, "state": messages.MEETING_WAITS}
    return {**_paired(asked, device, paired), "state": messages.MEETING_PAIRED}


def _sharing(asked: Asked) -> Meetings:
    if asked.meetings is None:
        raise Refused("not-sharing")
    return asked.meetings


def _paired(asked: Asked, device: str, paired: people.Paired) -> Mapping[str, Any]:
    return {
        "device": device,
        "name": asked.books.name,
        "token": paired.token,
        "token_until": tokens.until(asked.books, paired.at, asked.doors),
        "person": {"id": paired.person, "name": paired.person_name},
        "pin": asked.pin,
    }


def rotate(asked: Asked) -> Mapping[str, Any]:
    """A new token for the laptop's old one, which stays good until the new one is first used."""
    nonce = text(asked.document, "nonce")
    if not nonce:
        raise Refused("not-understood", "The field “nonce” is empty.")
    made = tokens.rotated(asked.books, asked.who, nonce)
    with asked.books.looking() as look:
        state = tokens.state_of(look, asked.books, asked.who.device, asked.doors)
    return {"device": asked.who.device, "token": made, "token_until": state.until}
