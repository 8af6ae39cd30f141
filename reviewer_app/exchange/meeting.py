"""Pairing with a hub found nearby: the line's key is seen, both screens show one short code, both people agree."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.meeting import commitment, short_code
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import MEETING, MEETING_PAIRED, TURN, Pairing
from reviewer_app.exchange.pairing import self_signed
from reviewer_app.exchange.speaking import Speaking
from reviewer_app.exchange.trust import PinnedContext
from reviewer_app.exchange.wire import Timeouts, Wire, checked_address

LOOK_SECONDS = 1.0
"""How often a laptop asks whether the coordinator has answered."""

PASSING = frozenset({"cut-off", "no-answer", "no-handshake", "timeout", "busy", "too-many-requests"})
"""What goes by while one waits: radio comes and goes, and asking again is harmless."""

LONGEST_WAIT = 10.0
"""Seconds that a hub may ask for; its meetings do not last."""

PATIENCE = 5
"""So many times in a row; then the hub is lost."""


@dataclass(frozen=True)
class Meeting:
    """A hub that was met; ``code`` is for this laptop's screen, ``pin`` is of the key that answered here."""

    url: str
    hub_key: str
    hub_name: str
    pin: str
    id: str
    random: str
    code: str


async def meet(
    url: str, key: SigningKey, now: Callable[[], datetime], pin: str = "", *, timeouts: Timeouts | None = None
) -> Meeting:
    """Meet the hub at this address and make the code; nothing is trusted yet, and nothing secret was said.

    ``pin`` is what was announced, if anything: a hint, by which a machine that only took the name is seen at once.
    """
    base = checked_address(url)
    trust = PinnedContext(pin) if pin else PinnedContext.first_sight()
    nonce, random = secrets.token_hex(16), secrets.token_hex(32)
    question = {
        "format": MEETING,
        "nonce": nonce,
        "device": key.name,
        "commitment": commitment(key.name, random),
    }
    wire = Wire(base, timeouts=timeouts, trust=trust)
    try:
        told = await _reached(_asked(wire, "/v1/pairing/meeting", question, key, now))
        try:
            hub, hub_random = str(told["hub"]), str(told["random"])
            name, meeting, pin = str(told["name"]), str(told["meeting"]), str(told["pin"])
        except KeyError as problem:
            raise line_error("garbled", f"A field is missing ({problem}).") from problem
        if told.get("format") != MEETING or told.get("device") != key.name:
            raise line_error("garbled")
        if pin != trust.pin:
            raise line_error("other-machine")
        code = short_code(hub, pin, key.name, hub_random, random)
        made = Meeting(base, hub, name, pin, meeting, random, code)
        await _turn(wire, made, key, now, None)
        return made
    finally:
        await wire.close()


async def _reached(asking: Awaitable[Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return await asking
    except LineError as problem:
        if problem.code in ("no-answer", "timeout"):
            raise line_error("not-let-in") from problem
        raise


async def agree(
    made: Meeting,
    key: SigningKey,
    now: Callable[[], datetime],
    *,
    timeouts: Timeouts | None = None,
    look_seconds: float = LOOK_SECONDS,
) -> Pairing:
    """The person saw the same code on both screens: wait for the coordinator to say so too.

    HubError ``meeting-refused`` or ``meeting-over`` when it comes to nothing; cancelling stops waiting at once.
    """
    wire, lost = Wire(made.url, timeouts=timeouts, trust=PinnedContext(made.pin)), 0
    try:
        while True:
            wait = look_seconds
            try:
                told, lost = await _turn(wire, made, key, now, True), 0
            except (LineError, HubError) as problem:
                lost += 1
                if problem.code not in PASSING or lost > PATIENCE:
                    raise
                wait = max(wait, min(problem.retry_after or 0.0, LONGEST_WAIT))
            else:
                if told.get("state") == MEETING_PAIRED:
                    return _pairing(told, made)
            await asyncio.sleep(wait)
    finally:
        await wire.close()


async def disagree(
    made: Meeting, key: SigningKey, now: Callable[[], datetime], *, timeouts: Timeouts | None = None
) -> None:
    """The codes differ, or the person thought better of it: say so, so that nobody confirms it."""
    wire = Wire(made.url, timeouts=timeouts, trust=PinnedContext(made.pin))
    try:
        await _turn(wire, made, key, now, False)
    finally:
        await wire.close()


async def _turn(
    wire: Wire, made: Meeting, key: SigningKey, now: Callable[[], datetime], agreed: bool | None
) -> Mapping[str, Any]:
    turn = {
        "format": TURN,
        "nonce": secrets.token_hex(16),
        "device": key.name,
        "hub": made.hub_key,
        "pin": made.pin,
        "meeting": made.id,
        "random": made.random,
        "agreed": agreed,
    }
    told = await _asked(wire, "/v1/pairing/meeting/turn", turn, key, now, made.hub_key)
    if told.get("format") != TURN or told.get("device") != key.name:
        raise line_error("garbled")
    return told


async def _asked(
    wire: Wire,
    path: str,
    question: Mapping[str, Any],
    key: SigningKey,
    now: Callable[[], datetime],
    hub: str = "",
) -> Mapping[str, Any]:
    """The hub's own answer to a question that this laptop signs, in a version that both know."""
    speaking = Speaking()

    async def ask() -> Mapping[str, Any]:
        proven = signed({**question, **speaking.head()}, key, timestamp(now()))
        return self_signed(await wire.ask(path, json.dumps(proven).encode()), str(question["nonce"]), hub)

    return await speaking.agreed(ask)


def _pairing(told: Mapping[str, Any], made: Meeting) -> Pairing:
    try:
        person = told["person"]
        return Pairing(
            made.url,
            made.hub_key,
            str(told["name"]),
            str(told["token"]),
            str(person["id"]),
            str(person["name"]),
            made.pin,
            made.url,
        )
    except (KeyError, TypeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem
