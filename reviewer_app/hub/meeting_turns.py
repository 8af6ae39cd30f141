"""The two questions of a meeting, and what is answered; open to whoever asks, since it is how one gets a token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.signing import signer
from reviewer_app.exchange.messages import MEETING_PAIRED, MEETING_WAITS
from reviewer_app.hub.answers import text
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.people import Paired
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tls import own_pin

HASH = re.compile(r"[0-9a-f]{64}")


def begun(meetings: Meetings | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A laptop asks to be paired by a code on both screens."""
    shared = _shared(meetings)
    device, promised = text(asked, "device"), text(asked, "commitment")
    if not HASH.fullmatch(promised):
        raise Refused("not-understood", "The field “commitment” is no SHA-256.")
    if signer(asked) != device:
        raise Refused("proof-wrong")
    made = shared.begin(device, promised)
    return {
        "device": device,
        "name": shared.books.name,
        "meeting": made.id,
        "random": made.random,
        "pin": shared.pin,
    }


def turned(meetings: Meetings | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The laptop's random number, what its person said of the codes, and how far the coordinator is."""
    shared, device, agreed = _shared(meetings), text(asked, "device"), asked.get("agreed")
    # Who was led to another hub or another line signed that one's keys, not ours.
    if (signer(asked), asked.get("hub"), asked.get("pin")) != (device, shared.books.key.name, shared.pin):
        raise Refused("proof-wrong")
    if agreed is not None and not isinstance(agreed, bool):
        raise Refused("not-understood", "The field “agreed” is missing or wrong.")
    paired = shared.turn(device, text(asked, "meeting"), text(asked, "random"), agreed)
    if paired is None:
        return {"device": device, "state": MEETING_WAITS}
    return {**welcome(shared.books.name, device, paired, own_pin(shared.books.key)), "state": MEETING_PAIRED}


def welcome(hub: str, device: str, paired: Paired, pin: str) -> dict[str, Any]:
    """What a laptop is told that was let in."""
    return {
        "device": device,
        "name": hub,
        "token": paired.token,
        "person": {"id": paired.person, "name": paired.person_name},
        "pin": pin,
    }


def _shared(meetings: Meetings | None) -> Meetings:
    if meetings is None:
        raise Refused("not-sharing")
    return meetings
