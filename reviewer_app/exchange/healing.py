"""What a round does when desk and hub do not hold the same: give back, take back, see where two lines part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import BATCH_BYTES
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.transport import Transport

ENTRY_BYTES = 1024
"""About as much as one item of a warrant takes."""
MOST_AT_ONCE = 100
Sized = TypeVar("Sized")

HUB_RESTORED = (
    "The hub had lost part of what it knew, as after being restored from a backup. "
    "This laptop gave it back; nothing of yours is lost."
)
HUB_RESTORED_LATER = (
    "The hub had lost part of what it knew, as after being restored from a backup. "
    "What this laptop has of it goes back with what was left here; nothing of yours is lost."
)
DESK_RESTORED = (
    "This laptop’s store was older than what the hub has of it, as after restoring a copy. "
    "What was missing came back from the hub; nothing is lost."
)
DESK_FORKED = (
    "This laptop’s store is in use elsewhere as well, as after copying it. From now on this one counts as a laptop "
    "of its own; what was said on both is kept side by side."
)


@dataclass(frozen=True)
class Compared:
    """How a laptop's own line looks on the hub: records that came back, the number from which it has others, a hole."""

    adopted: int = 0
    fork: int = 0
    hole: int = 0


async def compare(ledger: DeskLedger, transport: Transport, tally: Tally) -> Compared:
    """Hold the laptop's line against the hub's; what only the hub has is taken in where the rest is the same."""
    after, adopted, hole = 0, 0, 0
    have = ledger.latest_n()
    while True:
        page = await transport.own(ledger.device, after, have)
        if not page.records:
            break
        last = page.records[-1].n
        mine = dict(ledger.hashes_after(after, last - after))
        fresh: list[Mapping[str, Any]] = []
        fork = 0
        for each in page.records:
            if each.n > have and each.document is not None and not hole:
                fresh.append(each.document)
            elif each.n > have or (not each.hole and mine.get(each.n) != each.sha256):
                fork = each.n
                break
            elif mine.get(each.n) != each.sha256:
                hole = hole or each.n
        if fresh:
            adopted += ledger.adopt(fresh)
        if fork or not page.more:
            break
        after = last
    if adopted:
        tally.note("desk-restored", DESK_RESTORED)
    return Compared(adopted, fork if page.records else 0, hole)


async def give_back(ledger: DeskLedger, transport: Transport, first: int | None = None) -> None:
    """Tell a hub that was restored from a backup what it said of the person's work before, in its own signed words.

    ``first``: only so many of those words, since it has said the others since.
    """
    told = [(len(each["entries"]) * ENTRY_BYTES, each) for each in ledger.warrants()[:first]]
    for warrants in in_parts(told):
        wanted = await transport.give_back(ledger.device, warrants, ())
        for documents in in_parts(ledger.given(wanted)):
            await transport.give_back(ledger.device, warrants, documents)


def in_parts(documents: Sequence[tuple[int, Sized]]) -> list[list[Sized]]:
    """What has its size beside it, in questions that no hub finds too large."""
    parts: list[list[Sized]] = []
    room = 0
    for size, document in documents:
        if not parts or room + size > BATCH_BYTES or len(parts[-1]) == MOST_AT_ONCE:
            parts.append([])
            room = 0
        parts[-1].append(document)
        room += size
    return parts
