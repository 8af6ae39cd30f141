"""Sharing comments without a line: what a person shares waits for the next stick or folder, and others' come back."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.bank import MOST_SHARED
from reviewer_app.domain.errors import LineError, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import timestamp
from reviewer_app.workflows.bank_taking import new_ones, take_new
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewer_app.domain.bank import BankEntry
    from reviewer_app.exchange.carrier import Carrier
    from reviewer_app.exchange.left_speech import Talk, Unread

TURN, WISH = "bank_turn", "bank_wish"


def next_turn(desk: Desk) -> int:
    """The number of the set that is shared now, among all that this laptop ever shared."""
    with desk.store.changes() as work:
        turn = int(work.meta(TURN) or 0) + 1
        work.set_meta(TURN, str(turn))
    return turn


def wish(desk: Desk, hub: str, entries: Sequence[BankEntry]) -> None:
    """Share these with the next stick or folder, and nothing that is pinned only afterwards."""
    from reviewer_app.exchange.left_bank import rows_of  # with sealing, not for the first paint

    if len(entries) > MOST_SHARED:
        raise RuleError(
            "bank-large",
            "These are too many to share",
            f"A person shares at most {MOST_SHARED:,} comments; {len(entries):,} are pinned.",
            "Unpin some, then share again.",
        )
    _keep(desk, {"hub": hub, "turn": next_turn(desk), "entries": rows_of(entries)})


def wished(desk: Desk) -> bool:
    """Whether something waits to be shared, or is on its way without an answer."""
    return bool(_kept(desk))


def forget(desk: Desk) -> None:
    """Nothing waits any more: it was shared by line."""
    _keep(desk, {})


@dataclass(frozen=True)
class Waiting:
    """Comments at a stick: how many of others lie there that are new here, and how many would go.

    ``to_go`` is 0 where the hub is to be told that none are shared any more, None where nothing waits.
    """

    here: int = 0
    to_go: int | None = None


def look(desk: Desk, carrier: Carrier, hub: str, talk: Talk) -> Waiting:
    """See what lies there and what would go, changing nothing."""
    from reviewer_app.exchange import left_bank  # as above
    from reviewer_app.exchange.carrier import BANK_TO_LAPTOPS
    from reviewer_app.exchange.left_speech import Unread
    from reviewer_app.exchange.sealing import Names

    key, waits = desk.store.device, _kept(desk)
    reader = left_bank.Reader(key, key.name, hub, talk.ours, Unread())
    found, _damaged = left_bank.lying(carrier, Names(key, hub), BANK_TO_LAPTOPS, reader, left_bank.TOLD)
    told: dict[str, BankEntry] = {}
    for message in found:
        with suppress(LineError):  # no comments, as where they are brought over
            told |= {each.id: each for each in left_bank.entries_told(message)}
        if waits and message.turn == waits["turn"]:
            waits = {}
    return Waiting(len(new_ones(desk, told.values())), len(waits["entries"]) if waits else None)


def trade(desk: Desk, carrier: Carrier, hub: str, talk: Talk, unread: Unread, cancel: CancelToken) -> int:
    """Take the comments that the hub left for this laptop, and leave what waits; how many are new here.

    What lies there in a version that ``talk`` does not know is noted as ``unread``.
    """
    from reviewer_app.exchange import left_bank  # as above
    from reviewer_app.exchange.carrier import BANK_TO_HUB, BANK_TO_LAPTOPS
    from reviewer_app.exchange.sealing import Names

    key, waits = desk.store.device, _kept(desk)
    names = Names(key, hub)
    reader = left_bank.Reader(key, key.name, hub, talk.ours, unread)
    found, damaged = left_bank.lying(carrier, names, BANK_TO_LAPTOPS, reader, left_bank.TOLD)
    new = 0
    for message in sorted(found, key=lambda each: each.turn):
        try:
            told = left_bank.entries_told(message)
        except LineError:
            continue  # signed by the hub, and yet no comments: it is taken away below, and the next answer comes
        new += take_new(desk, [replace(each, source="hub", pinned=False) for each in told])
        if waits and message.turn == waits["turn"]:
            waits = {}
        elif waits and message.turn > waits["turn"]:
            # The store is older than what the hub had of it, as after restoring a copy: this one is the newest.
            waits = {**waits, "turn": message.turn + 1}
        _keep(desk, waits, at_least=message.turn)
    carrier.take_away(BANK_TO_LAPTOPS, [*(each.name for each in found), *damaged])
    if not waits:
        mine = [each for each in carrier.messages(BANK_TO_HUB) if names.owns(BANK_TO_HUB, each)]
        carrier.take_away(BANK_TO_HUB, mine)
    else:
        asked = left_bank.between(
            left_bank.ASKED, key.name, hub, waits["turn"], waits["entries"], talk.head()
        )
        left_bank.leave(carrier, names, BANK_TO_HUB, asked, key, timestamp(desk.now()), hub, cancel)
    return new


def _kept(desk: Desk) -> dict[str, Any]:
    """What waits for the hub this laptop is paired with now; what was meant for another one never goes to this."""
    pairing = desk.store.pairing
    with desk.store.changes() as work:
        text = work.meta(WISH)
    found = json.loads(text) if text else {}
    return found if pairing is not None and found.get("hub") == pairing.hub_key else {}


def _keep(desk: Desk, waits: dict[str, Any], at_least: int = 0) -> None:
    with desk.store.changes() as work:
        work.set_meta(WISH, json.dumps(waits) if waits else "")
        turn = max(int(work.meta(TURN) or 0), at_least, int(waits.get("turn", 0)))
        work.set_meta(TURN, str(turn))
